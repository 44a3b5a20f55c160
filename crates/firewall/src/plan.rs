//! A plan: what somebody runs, checked against a catalog.

use crate::{Draft, Mistake, Peers, check};
use catalog::{Catalog, Release};

/// What runs, and who may reach it. Every entry and product exists in the catalog that it was checked against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    pub(crate) release: Option<Release>,
    pub(crate) items: Vec<Item>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) has_nio: Option<bool>,
    pub(crate) keeps_state: bool,
    pub(crate) source_ports: Option<String>,
    pub(crate) closes: Closes,
    pub(crate) connected_by: Option<String>,
    pub(crate) decisions: Vec<(String, bool)>,
}

/// One thing that runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What.
    pub subject: Subject,
    /// Whether it takes connections.
    pub is_server: bool,
    /// Whether it makes connections.
    pub is_client: bool,
    /// The other ends.
    pub peers: Peers,
    /// The port that the server was moved to.
    pub port: Option<u16>,
}

/// What an item is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The id of an entry.
    Entry(String),
    /// The id of a product.
    Product(String),
}

/// A setting that ranges depend on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name, as the catalog has it.
    pub name: String,
    /// Its value.
    pub value: u16,
}

/// Which other traffic is stopped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Closes {
    /// None: the rules are about what the plan names alone.
    #[default]
    Nothing,
    /// What others begin.
    Incoming,
    /// What anybody begins.
    Both,
}

impl Closes {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Nothing, Self::Incoming, Self::Both];

    /// As plans write it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Incoming => "incoming",
            Self::Both => "both",
        }
    }
}

impl Plan {
    /// Checks a draft.
    ///
    /// # Errors
    ///
    /// Every mistake, in the order of the draft.
    pub fn new(catalog: &Catalog, draft: &Draft) -> Result<Self, Vec<Mistake>> {
        check::plan(catalog, draft)
    }

    /// What runs.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The VOS release.
    pub const fn release(&self) -> Option<&Release> {
        self.release.as_ref()
    }

    pub(crate) fn parameter(&self, name: &str) -> Option<u16> {
        self.parameters.iter().find(|one| one.name == name).map(|one| one.value)
    }

    pub(crate) fn decision(&self, id: &str) -> Option<bool> {
        self.decisions.iter().find(|(decided, _)| decided == id).map(|(_, yes)| *yes)
    }

    /// A machine without a VOS release and products is no module, and has no NIO.
    pub(crate) fn nio(&self) -> Option<bool> {
        let is_module =
            self.release.is_some() || self.items.iter().any(|one| matches!(one.subject, Subject::Product(_)));
        self.has_nio.or((!is_module).then_some(false))
    }
}
