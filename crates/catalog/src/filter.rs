//! Filters, and the number of results for each of their values (facets).

use crate::text::{concat, join};
use crate::words::trim_end;
use crate::{
    Action, Applies, Catalog, Entry, Exposure, PortClass, PortSpec, Provenance, Release, Role, Transport, TransportSet,
    Use,
};
use std::fmt;

/// The dimensions of filters, except the release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Dimension {
    /// What a use does with the port.
    Role,
    /// Over which transport.
    Transport,
    /// The kind of source.
    Provenance,
    /// Which product includes it.
    Product,
    /// The class of the port.
    Class,
    /// The category.
    Category,
    /// What documents advise.
    Advice,
    /// Who should be able to reach it.
    Exposure,
}

impl Dimension {
    /// Every dimension, in the order in which readers see them.
    pub const ALL: &'static [Self] = &[
        Self::Exposure,
        Self::Transport,
        Self::Category,
        Self::Advice,
        Self::Role,
        Self::Provenance,
        Self::Class,
        Self::Product,
    ];

    /// The name in filters.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Role => "role",
            Self::Transport => "transport",
            Self::Provenance => "provenance",
            Self::Product => "product",
            Self::Class => "class",
            Self::Category => "category",
            Self::Advice => "advice",
            Self::Exposure => "exposure",
        }
    }

    /// The words shown to readers.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Role => "Role",
            Self::Transport => "Transport",
            Self::Provenance => "Who says so",
            Self::Product => "Product",
            Self::Class => "Class",
            Self::Category => "Category",
            Self::Advice => "Advice",
            Self::Exposure => "Who may reach it",
        }
    }

    /// The dimension with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|dimension| dimension.id() == id)
    }

    /// Every value with its id and label; a value's position is its bit.
    pub fn values(self, catalog: &Catalog) -> Vec<(&str, &str)> {
        match self {
            Self::Product => catalog.products().iter().map(|p| (p.id.as_str(), p.name.as_str())).collect(),
            Self::Category => catalog.categories().iter().map(|c| (c.id.as_str(), c.title.as_str())).collect(),
            Self::Role => Role::IDS_AND_LABELS.to_vec(),
            Self::Transport => Transport::IDS_AND_LABELS.to_vec(),
            Self::Provenance => Provenance::IDS_AND_LABELS.to_vec(),
            Self::Class => PortClass::IDS_AND_LABELS.to_vec(),
            Self::Advice => Action::IDS_AND_LABELS.to_vec(),
            Self::Exposure => Exposure::IDS_AND_LABELS.to_vec(),
        }
    }

    const fn bit_of(position: usize) -> u64 {
        1 << position
    }
}

const DIMENSIONS: usize = Dimension::ALL.len();

/// Conditions on results. Values of one dimension are alternatives; one use must satisfy all dimensions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// Selected values of each dimension, as bits; none selected means any.
    selected: [u64; DIMENSIONS],
    /// A release: excludes uses that, according to the source, it does not have.
    pub release: Option<Release>,
}

/// A filter that does not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnknownFilter {
    /// No such dimension.
    Dimension(String),
    /// No such value.
    Value(String, String),
    /// Not a release, with the releases that exist.
    Release(String, String),
}

impl UnknownFilter {
    /// The error message.
    pub fn text(&self) -> String {
        match self {
            Self::Dimension(name) => concat(&[
                "there is no filter `",
                name,
                "`; there are exposure, transport, category, advice, role, provenance, class, product, release",
            ]),
            Self::Value(name, value) => concat(&["the filter `", name, "` has no value `", value, "`"]),
            Self::Release(value, named) => {
                concat(&["the filter `release` has no value `", value, "`: it takes a VOS release such as ", named])
            }
        }
    }
}

impl fmt::Display for UnknownFilter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl std::error::Error for UnknownFilter {}

impl Filters {
    /// Selects a value, by the names used in filters. A product's code may be written in either case.
    ///
    /// # Errors
    ///
    /// If there is no such filter or value.
    pub fn select(&mut self, catalog: &Catalog, name: &str, value: &str) -> Result<(), UnknownFilter> {
        let no_value = || UnknownFilter::Value(name.to_owned(), value.to_owned());
        if name == "release" {
            let named = || join(&catalog.releases().iter().map(Release::text).collect::<Vec<_>>(), ", ");
            let none = |_| UnknownFilter::Release(value.to_owned(), named());
            self.release = Some(trim_end(value.trim_ascii(), "+").parse().map_err(none)?);
            return Ok(());
        }
        let dimension = Dimension::from_id(name).ok_or_else(|| UnknownFilter::Dimension(name.to_owned()))?;
        let values = dimension.values(catalog);
        let position = values.iter().position(|(id, _)| id.eq_ignore_ascii_case(value)).ok_or_else(no_value)?;
        self.selected[dimension as usize] |= Dimension::bit_of(position);
        Ok(())
    }

    /// Selects the transports, unless some are selected.
    pub(crate) fn prefer_transports(&mut self, transports: TransportSet) {
        let selected = &mut self.selected[Dimension::Transport as usize];
        if *selected == 0 {
            *selected = u64::from(transports.bits());
        }
    }

    /// Whether nothing is selected.
    pub fn is_empty(&self) -> bool {
        self.release.is_none() && self.selected.iter().all(|selected| *selected == 0)
    }

    /// Whether the value at a position is selected.
    pub const fn is_selected(&self, dimension: Dimension, position: usize) -> bool {
        self.selected[dimension as usize] & Dimension::bit_of(position) != 0
    }

    /// Whether registered uses count: only if they are selected.
    pub(crate) const fn wants_registered(&self) -> bool {
        self.selected[ROLE] & ASSIGNED != 0 || self.selected[PROVENANCE] & REGISTERED != 0
    }
}

/// That an entry satisfies the filters.
pub(crate) struct Passed {
    /// With a release: whether it applies, or the source does not say.
    pub(crate) applies: Option<Applies>,
}

/// A value in each dimension, as bits.
type Bits = [u64; DIMENSIONS];

/// The values of an entry and its uses in each dimension, as bits.
pub(crate) struct Attributes {
    entry: Bits,
    /// Those of the uses. Where an organisation has added something, one more, for what it says of the entry as a whole:
    /// of a port that only the register knows, that is all that filters find.
    uses: Vec<Bits>,
}

const ROLE: usize = Dimension::Role as usize;
const PROVENANCE: usize = Dimension::Provenance as usize;
const ASSIGNED: u64 = Dimension::bit_of(Role::Assigned as usize);
const REGISTERED: u64 = Dimension::bit_of(Provenance::Registered as usize);
const OWN: u64 = Dimension::bit_of(Provenance::Own as usize);

impl Attributes {
    pub(crate) fn of(entry: &Entry, catalog: &Catalog) -> Self {
        let mut all = [0; DIMENSIONS];
        for class in PortClass::ALL {
            let (first, last) = class.range();
            if entry.ports.first() <= last && first <= entry.ports.last() {
                all[Dimension::Class as usize] |= Dimension::bit_of(*class as usize);
            }
        }
        for (position, category) in catalog.categories().iter().enumerate() {
            if entry.categories.contains(&category.id) {
                all[Dimension::Category as usize] |= Dimension::bit_of(position);
            }
        }
        if let Some(exposure) = entry.exposure {
            all[Dimension::Exposure as usize] = Dimension::bit_of(exposure as usize);
        }
        for advice in &entry.advice {
            all[Dimension::Advice as usize] |= Dimension::bit_of(advice.action as usize);
        }
        let mut uses: Vec<Bits> = entry.uses.iter().map(|one| Self::of_use(one, catalog)).collect();
        if !entry.annotations.is_empty() {
            all[PROVENANCE] = OWN;
            uses.push([0; DIMENSIONS]);
        }
        Self { entry: all, uses }
    }

    fn of_use(one: &Use, catalog: &Catalog) -> Bits {
        let mut bits = [0; DIMENSIONS];
        bits[ROLE] = Dimension::bit_of(one.role as usize);
        bits[PROVENANCE] = Dimension::bit_of(one.provenance as usize);
        for transport in one.transports.any().iter() {
            bits[Dimension::Transport as usize] |= Dimension::bit_of(transport as usize);
        }
        for (position, product) in catalog.products().iter().enumerate() {
            if one.products.contains(&product.id) {
                bits[Dimension::Product as usize] |= Dimension::bit_of(position);
            }
        }
        bits
    }

    /// Whether some use satisfies every filter; with a release, how surely it applies.
    pub(crate) fn pass(&self, entry: &Entry, filters: &Filters) -> Option<Passed> {
        let mut surest: Option<Applies> = None;
        for at in 0..self.uses.len() {
            if let Some(verdict) = self.verdict(entry, at, filters) {
                surest = Some(surest.map_or(verdict, |before| before.min(verdict)));
            }
        }
        surest.map(|surest| Passed { applies: filters.release.is_some().then_some(surest) })
    }

    /// For each dimension the values that would leave this entry in the results, whatever is selected in it.
    pub(crate) fn reachable(&self, entry: &Entry, filters: &Filters) -> Bits {
        let mut reachable = [0; DIMENSIONS];
        for (at, bits) in self.uses.iter().enumerate() {
            if release_verdict(entry, at, filters.release.as_ref()).is_none() {
                continue;
            }
            for dimension in 0..DIMENSIONS {
                if self.is_selected(bits, filters, Some(dimension)) {
                    reachable[dimension] |=
                        (bits[dimension] | self.entry[dimension]) & selectable(bits, filters, dimension);
                }
            }
        }
        reachable
    }

    /// Adds one to each release that would leave the entry among the results if it were selected.
    pub(crate) fn count_releases(&self, entry: &Entry, filters: &Filters, counts: &mut [(Release, usize)]) {
        for (release, count) in counts {
            // Uses that only the register knows apply to no release.
            let leaves = |at: usize| {
                self.is_selected(&self.uses[at], filters, None) && release_verdict(entry, at, Some(release)).is_some()
            };
            *count += usize::from((0..self.uses.len()).any(leaves));
        }
    }

    /// Whether a use satisfies the filters, and how surely it applies to their release.
    // Not inlined, to save code size.
    #[inline(never)]
    pub(crate) fn verdict(&self, entry: &Entry, at: usize, filters: &Filters) -> Option<Applies> {
        let bits = &self.uses[at];
        if bits[PROVENANCE] == REGISTERED && !filters.wants_registered() && !filters.is_empty() {
            return None;
        }
        if !self.is_selected(bits, filters, None) {
            return None;
        }
        release_verdict(entry, at, filters.release.as_ref())
    }

    /// Whether a use has one of the selected values in each dimension, ignoring one dimension.
    #[inline(never)]
    fn is_selected(&self, bits: &Bits, filters: &Filters, aside: Option<usize>) -> bool {
        (0..DIMENSIONS).all(|at| {
            let selected = filters.selected[at];
            selected == 0 || aside == Some(at) || selected & (bits[at] | self.entry[at]) != 0
        })
    }
}

/// The values of a dimension for which a use counts, regardless of the selection in that dimension. A registered use counts for
/// values that select the register, or if another dimension selects it.
fn selectable(bits: &Bits, filters: &Filters, dimension: usize) -> u64 {
    if bits[PROVENANCE] != REGISTERED {
        return u64::MAX;
    }
    let asks = |at: usize, value: u64| at != dimension && filters.selected[at] & value != 0;
    match dimension {
        _ if asks(ROLE, ASSIGNED) || asks(PROVENANCE, REGISTERED) => u64::MAX,
        ROLE => ASSIGNED,
        PROVENANCE => REGISTERED,
        _ => 0,
    }
}

/// How surely a use applies to a release; without one, every use does.
// Not inlined, to save code size.
#[inline(never)]
fn release_verdict(entry: &Entry, at: usize, release: Option<&Release>) -> Option<Applies> {
    let Some(release) = release else { return Some(Applies::Yes) };
    let one = entry.uses.get(at)?;
    let about_releases = match one.provenance {
        Provenance::Vendor => true,
        Provenance::Own => one.releases.is_some(),
        Provenance::Documented | Provenance::Seen | Provenance::Registered => false,
    };
    if !about_releases {
        return None;
    }
    let verdict = one.releases.as_ref().map_or(Applies::Unsaid, |set| set.applies_to(release));
    Some(verdict).filter(|verdict| *verdict != Applies::No)
}

/// The number of results for each value of a dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// The dimension.
    pub dimension: Dimension,
    /// In the order of [`Dimension::values`].
    pub counts: Vec<usize>,
}

/// What filters see of a port that only the register knows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct RegisteredKind {
    /// The classes that it is in, as bits.
    pub(crate) classes: u64,
    pub(crate) transports: TransportSet,
}

impl RegisteredKind {
    fn attributes(self) -> Attributes {
        let mut bits = [0; DIMENSIONS];
        bits[ROLE] = ASSIGNED;
        bits[PROVENANCE] = REGISTERED;
        bits[Dimension::Transport as usize] = self.transports.bits().into();
        let mut entry = [0; DIMENSIONS];
        entry[Dimension::Class as usize] = self.classes;
        Attributes { entry, uses: vec![bits] }
    }

    /// An entry with one registered use, of which no release is known.
    fn entry() -> Entry {
        Entry { uses: vec![Use::new(Role::Assigned, Provenance::Registered)], ..Entry::new(PortSpec::Single(0)) }
    }

    /// Whether such a port satisfies the filters.
    pub(crate) fn passes(self, filters: &Filters) -> bool {
        self.attributes().pass(&Self::entry(), filters).is_some()
    }
}

/// Counts the entries, and the registered ports of each kind, for each value.
pub(crate) fn facets<'a>(
    catalog: &Catalog,
    entries: impl Iterator<Item = (&'a Entry, &'a Attributes)>,
    registered: &[(RegisteredKind, usize)],
    filters: &Filters,
) -> Vec<Facet> {
    let mut facets: Vec<Facet> = Dimension::ALL
        .iter()
        .map(|dimension| Facet { dimension: *dimension, counts: vec![0; dimension.values(catalog).len()] })
        .collect();
    let mut add = |reachable: Bits, many: usize| {
        for facet in &mut facets {
            for (position, count) in facet.counts.iter_mut().enumerate() {
                *count += many * usize::from(reachable[facet.dimension as usize] & Dimension::bit_of(position) != 0);
            }
        }
    };
    for (entry, attributes) in entries {
        add(attributes.reachable(entry, filters), 1);
    }
    let entry = RegisteredKind::entry();
    for (kind, many) in registered {
        add(kind.attributes().reachable(&entry, filters), *many);
    }
    facets
}
