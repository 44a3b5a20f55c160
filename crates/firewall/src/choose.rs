//! Which uses of which entries an item of a plan means.

use crate::plan::{Item, Plan, Subject};
use catalog::{Applies, Catalog, Entry, Peer, Provenance, Role, Transport, Use, concat, slug};

/// A use that an item means, or may mean.
pub(crate) struct Chosen<'a> {
    pub(crate) entry: &'a Entry,
    pub(crate) use_at: usize,
    pub(crate) one: &'a Use,
    pub(crate) side: Side,
    /// What has to be settled before it counts.
    pub(crate) question: Option<Question>,
}

/// A question about a use.
pub(crate) struct Question {
    /// Under which the plan can decide it.
    pub(crate) id: String,
    pub(crate) text: String,
    /// Whether the release would settle it.
    pub(crate) is_about_release: bool,
}

/// What this machine does with the entry's ports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// It takes connections there.
    Serves,
    /// It connects to them on another machine.
    Asks,
    /// It sends from them.
    Sends,
}

/// In which roles the sources have something about an entry or a product, whatever the release.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Roles {
    /// Whether it takes connections somewhere.
    pub server: bool,
    /// Whether it makes connections, or sends, from or to somewhere.
    pub client: bool,
}

impl Roles {
    /// Of an entry. Clients connect to where its servers listen.
    pub fn of_entry(entry: &Entry) -> Self {
        let mut roles = Self::default();
        for one in &entry.uses {
            roles.add(one.role);
        }
        Self { client: roles.server || roles.client, ..roles }
    }

    /// Of the product with this id.
    pub fn of_product(catalog: &Catalog, id: &str) -> Self {
        let mut roles = Self::default();
        for entry in catalog.entries() {
            for one in entry.uses.iter().filter(|one| one.products.iter().any(|product| product == id)) {
                roles.add(one.role);
            }
        }
        roles
    }

    /// Whether there is any.
    pub const fn is_any(self) -> bool {
        self.server || self.client
    }

    fn add(&mut self, role: Role) {
        self.server |= role == Role::Listens;
        self.client |= matches!(role, Role::Connects | Role::Sends);
    }
}

/// The uses, in the order of the catalog.
pub(crate) fn chosen<'a>(catalog: &'a Catalog, plan: &Plan, item: &Item) -> Vec<Chosen<'a>> {
    let mut all = Vec::new();
    match &item.subject {
        Subject::Product(id) => {
            for entry in catalog.entries() {
                for (use_at, one) in entry.uses.iter().enumerate().filter(|(_, one)| one.products.contains(id)) {
                    if let Some(side) = side(one.role, item) {
                        add(&mut all, entry, use_at, side, plan, Asked::OfProduct);
                    }
                }
            }
        }
        Subject::Entry(id) => {
            if let Some(entry) = catalog.entry(id) {
                of_entry(entry, item, plan, &mut all);
            }
        }
    }
    all
}

const fn side(role: Role, item: &Item) -> Option<Side> {
    match role {
        Role::Listens if item.is_server => Some(Side::Serves),
        Role::Connects if item.is_client => Some(Side::Asks),
        Role::Sends if item.is_client => Some(Side::Sends),
        _ => None,
    }
}

/// What an entry says of this kind of machine: the vendor's uses on VOS, the documents of today elsewhere; where these say
/// nothing, the others.
fn of_entry<'a>(entry: &'a Entry, item: &Item, plan: &Plan, all: &mut Vec<Chosen<'a>>) {
    let is_vendor = |one: &Use| one.provenance == Provenance::Vendor;
    let is_vos = plan.release.is_some();
    let mut sides: Vec<(Side, Role)> = Vec::new();
    if item.is_server {
        sides.push((Side::Serves, Role::Listens));
    }
    if item.is_client {
        let role = if is_client_described(entry) { Role::Connects } else { Role::Listens };
        sides.push((Side::Asks, role));
        sides.push((Side::Sends, Role::Sends));
    }
    for (side, role) in sides {
        let is_meant = |one: &Use| one.role == role && is_vendor(one) == is_vos;
        let is_said = entry.uses.iter().any(is_meant);
        let applies = |one: &Use| match (&plan.release, &one.releases) {
            (Some(release), Some(set)) => set.applies_to(release) == Applies::Yes,
            _ => false,
        };
        // What another release has is of no interest where this one has something.
        let is_there = entry.uses.iter().any(|one| is_meant(one) && applies(one));
        let asked = match (is_vos, is_there) {
            (true, true) => Asked::OfProduct,
            (true, false) => Asked::OfRelease,
            (false, _) => Asked::Nothing,
        };
        for (use_at, one) in entry.uses.iter().enumerate() {
            if one.role == role && (is_meant(one) || !is_said) {
                add(all, entry, use_at, side, plan, asked);
            }
        }
    }
}

/// Whether the entry says how clients begin. Where it does not, they connect to where the server listens; so they do where both
/// ends may have the same port.
fn is_client_described(entry: &Entry) -> bool {
    entry.uses.iter().any(|one| match (one.role, &one.peer) {
        (Role::Sends, Some(Peer::Port(port))) => !entry.ports.contains(*port),
        (role, _) => matches!(role, Role::Connects | Role::Sends),
    })
}

/// Whose releases count.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    /// Those of a product, or of one among several uses: what the release lacks is not meant.
    OfProduct,
    /// An entry's, which somebody says that they run: a release that lacks it raises a question.
    OfRelease,
    /// Nobody's.
    Nothing,
}

fn add<'a>(all: &mut Vec<Chosen<'a>>, entry: &'a Entry, use_at: usize, side: Side, plan: &Plan, asked: Asked) {
    let Some(one) = entry.uses.get(use_at) else { return };
    let name = name(one);
    let question = match (&plan.release, &one.releases) {
        _ if asked == Asked::Nothing || one.provenance != Provenance::Vendor => None,
        (None, Some(set)) if set.as_str().eq_ignore_ascii_case("all") => None,
        (None, set) => {
            let said = set.as_ref().map_or("nothing", |set| set.as_str());
            Some(concat(&["Which VOS release is it? Of the releases with ", name, " the source says: ", said, "."]))
        }
        (Some(release), Some(set)) => match set.applies_to(release) {
            Applies::Yes => None,
            Applies::No if asked == Asked::OfProduct => return,
            Applies::No => {
                let parts =
                    ["Does ", name, " run on ", &release.text(), "? By the source it does not: ", set.as_str(), "."];
                Some(concat(&parts))
            }
            Applies::Unsaid => {
                let parts =
                    ["Does ", name, " run on ", &release.text(), "? The source leaves it open: ", set.as_str(), "."];
                Some(concat(&parts))
            }
        },
        (Some(release), None) => {
            Some(concat(&["Does ", name, " run on ", &release.text(), "? The source names no releases."]))
        }
    };
    let is_about_release = plan.release.is_none();
    let question = question.map(|text| Question { id: id_of_use(entry, one), text, is_about_release });
    all.push(Chosen { entry, use_at, one, side, question });
}

/// The daemon or command, or else the protocol.
pub(crate) fn name(one: &Use) -> &str {
    one.applications.first().or(one.protocol.as_ref()).map_or("the service", |name| name)
}

/// Under which a plan can decide about a use: it stays the same when uses are added to the entry.
pub(crate) fn id_of_use(entry: &Entry, one: &Use) -> String {
    slug(&concat(&[&entry.id(), " ", one.role.id(), " ", name(one)]))
}

/// Under which a plan can decide whether a use is over a transport that the source does not say.
pub(crate) fn id_of_transport(entry: &Entry, one: &Use, transport: Transport) -> String {
    concat(&[&id_of_use(entry, one), "-", transport.id()])
}

/// Under which a plan can name the port of a use that has no fixed one.
pub(crate) fn id_of_port(entry: &Entry, one: &Use) -> String {
    concat(&[&id_of_use(entry, one), "-port"])
}
