//! The data from which the page's script draws: entries, runs of registered ports, and the words for them.

use crate::runs::{packed, runs};
use crate::standing::Standing;
use crate::{Known, PortMap};
use catalog::{Entry, Exposure, PortClass, Provenance, Role};
use serde::Serialize;

/// How the releases of VOS bear on an entry, in the order in which readers see them.
const RELEASES: [&str; 3] = ["For some releases of VOS", "On VOS, release not said", "Described, not for VOS"];

/// All of the data. The keys are what the script reads.
#[derive(Serialize)]
struct Data<'a> {
    /// The port that is selected at first.
    start: u16,
    /// In the order of ports.
    entries: Vec<Row<'a>>,
    /// Runs of ports with a row of their own in the register, packed.
    registered: Vec<u16>,
    /// First and last port of the register's rows about ranges.
    ranges: Vec<(u16, u16)>,
    /// The first port of each of the register's pages.
    pages: &'a [u16],
    /// The words for each code.
    labels: Labels<'a>,
}

/// First port, last port less the first, title, and codes: standing, exposure, category, releases, roles. A code is the position
/// of a label, or the number of labels where the entry has none. The roles are bits.
#[derive(Serialize)]
struct Row<'a>(u16, u16, &'a str, u8, usize, usize, usize, u32);

#[derive(Serialize)]
struct Labels<'a> {
    known: Vec<&'a str>,
    class: Vec<(&'a str, u16)>,
    exposure: Vec<&'a str>,
    category: Vec<&'a str>,
    releases: [&'a str; RELEASES.len()],
    role: Vec<&'a str>,
}

impl PortMap<'_> {
    /// The data as JSON that may stand in a `<script>`: it has no `<`. `start` is the port to begin with.
    pub fn data(&self, start: u16) -> String {
        let catalog = &self.reference.catalog;
        let register = &self.reference.register;
        let single = |row: &&catalog_source::Assignment| row.first == row.last;
        let mut singles: Vec<u16> = register.rows.iter().filter(single).map(|row| row.first).collect();
        singles.dedup();
        let mut ranges: Vec<(u16, u16)> =
            register.rows.iter().filter(|row| !single(row)).map(|row| (row.first, row.last)).collect();
        ranges.dedup();
        let data = Data {
            start,
            entries: catalog.entries().iter().map(|entry| self.row(entry)).collect(),
            registered: packed(&runs(|port| singles.binary_search(&port).is_ok())),
            ranges,
            pages: &register.page_starts,
            labels: Labels {
                known: Known::ALL.iter().map(|known| known.label()).collect(),
                class: PortClass::ALL.iter().map(|class| (class.label(), class.range().0)).collect(),
                exposure: Exposure::ALL.iter().map(|exposure| exposure.label()).collect(),
                category: catalog.categories().iter().map(|category| category.title.as_str()).collect(),
                releases: RELEASES,
                role: Role::ALL.iter().filter(|role| is_shown(**role)).map(|role| role.label()).collect(),
            },
        };
        let json = serde_json::to_string(&data).expect("numbers and texts can be written as JSON");
        json.replace('<', "\\u003c")
    }

    fn row<'e>(&self, entry: &'e Entry) -> Row<'e> {
        let (first, last) = (entry.ports.first(), entry.ports.last());
        let exposure = entry.exposure.map_or(Exposure::ALL.len(), |exposure| exposure as usize);
        let categories = self.reference.catalog.categories();
        let is_first = |id: &str| entry.categories.first().is_some_and(|first| first == id);
        let category = categories.iter().position(|category| is_first(&category.id)).unwrap_or(categories.len());
        let standing = Standing::of(entry).code();
        Row(first, last - first, &entry.title, standing, exposure, category, releases(entry), roles(entry))
    }
}

/// The position in [`RELEASES`].
fn releases(entry: &Entry) -> usize {
    let is_named = entry.uses.iter().any(|one| one.releases.is_some());
    let is_on_vos = entry.uses.iter().any(|one| one.provenance == Provenance::Vendor);
    if is_named { 0 } else { usize::from(!is_on_vos) + 1 }
}

/// The roles of its uses, as bits in the order of those that are shown.
fn roles(entry: &Entry) -> u32 {
    let shown = Role::ALL.iter().filter(|role| is_shown(**role)).enumerate();
    let has = |role: Role| entry.uses.iter().any(|one| one.role == role);
    shown.filter(|(_, role)| has(**role)).map(|(at, _)| 1 << at).sum()
}

/// Whether the map shows it: that a port belongs to a class or is registered, it shows otherwise.
const fn is_shown(role: Role) -> bool {
    !matches!(role, Role::Class | Role::Assigned)
}
