//! One entry: a port or range, and everything that uses it.

use crate::{Action, PortSpec, Provenance, ReleaseSet, Role, TransportSet, Transports};

/// What is known about one port or range; one data file, one chapter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Which ports.
    pub ports: PortSpec,
    /// The service's name, without the number.
    pub title: String,
    /// One plain sentence.
    pub summary: String,
    /// Other names people type.
    pub aliases: Vec<String>,
    /// What somebody wants to do who does not know the name.
    pub tasks: Vec<String>,
    /// Ids of categories.
    pub categories: Vec<String>,
    /// Ports without an entry of their own that the chapter speaks of.
    pub mentions: Vec<u16>,
    /// Ids of related entries. Chapters only: not carried in the encoded catalog.
    pub see_also: Vec<String>,
    /// Everything that uses the port; at least one.
    pub uses: Vec<Use>,
    /// What the sources advise.
    pub advice: Vec<Advice>,
    /// Where a result about it leads.
    pub target: Target,
    /// What overlays add, in words.
    pub annotations: Vec<Annotation>,
}

/// Where a result about an entry leads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Target {
    /// To its chapter.
    #[default]
    Chapter,
    /// To a page of an organisation's own: the entry comes from an overlay. [`check_address`](crate::check_address)
    /// accepts the address.
    Own(String),
    /// Nowhere: the entry comes from an overlay that names no page.
    Nowhere,
}

/// What an organisation says about an entry: shown beside the results, with its name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annotation {
    /// Who says it.
    pub by: String,
    /// Sentences; empty where there are only links, or nothing but the name.
    pub text: String,
    /// Its own pages.
    pub links: Vec<Link>,
}

/// A link to a page of an organisation's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// The words to click on.
    pub title: String,
    /// Where it leads: [`check_address`](crate::check_address) accepts it.
    pub href: String,
}

impl Entry {
    /// The stable identifier: `22`, `6970-7170`.
    pub fn id(&self) -> String {
        self.ports.id()
    }

    /// Transports of the uses that somebody described; where those name none, the registered ones.
    pub fn transports(&self) -> TransportSet {
        let of = |registered: bool| {
            self.uses
                .iter()
                .filter(|u| (u.provenance == Provenance::Registered) == registered)
                .fold(TransportSet::default(), |set, u| set.union(u.transports.any()))
        };
        let described = of(false);
        if described.is_empty() { of(true) } else { described }
    }

    /// The remarks on its uses and its advice: Markdown, with links like those of the prose.
    pub fn remarks(&self) -> impl Iterator<Item = &str> {
        let of_uses = self.uses.iter().flat_map(|one| one.note.iter().chain(&one.port_note));
        let of_advice = self.advice.iter().flat_map(|one| std::iter::once(&one.reason).chain(&one.exception));
        of_uses.chain(of_advice).map(String::as_str)
    }

    /// Who speaks of it, vendor first, each once.
    pub fn provenances(&self) -> Vec<Provenance> {
        let all = Provenance::ALL.iter().copied();
        all.filter(|p| self.uses.iter().any(|u| u.provenance == *p)).collect()
    }
}

/// One service on a port, in one role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// What it does with the port.
    pub role: Role,
    /// Over which transports.
    pub transports: Transports,
    /// Who says so.
    pub provenance: Provenance,
    /// Daemons or commands; for a registered use the service name.
    pub applications: Vec<String>,
    /// Where their programs are, as the source writes it.
    pub programs: Vec<String>,
    /// The protocol, as the source writes it; for a registered use its description.
    pub protocol: Option<String>,
    /// Which releases; `None` where the source does not say.
    pub releases: Option<ReleaseSet>,
    /// Ids of the products that bring it.
    pub products: Vec<String>,
    /// What the source adds to the product. Chapters only.
    pub product_note: Option<String>,
    /// The port at the other end. Chapters only.
    pub peer: Option<Peer>,
    /// Said where the service has no fixed port. Chapters only.
    pub port_note: Option<String>,
    /// A remark on this use. Chapters only.
    pub note: Option<String>,
    /// Items of the source (`source:item`). Chapters only.
    pub cites: Vec<String>,
}

impl Entry {
    /// An entry about these ports of which nothing else is said.
    pub const fn new(ports: PortSpec) -> Self {
        Self {
            ports,
            title: String::new(),
            summary: String::new(),
            aliases: Vec::new(),
            tasks: Vec::new(),
            categories: Vec::new(),
            mentions: Vec::new(),
            see_also: Vec::new(),
            uses: Vec::new(),
            advice: Vec::new(),
            target: Target::Chapter,
            annotations: Vec::new(),
        }
    }
}

impl Use {
    /// A use of which nothing else is said.
    pub fn new(role: Role, provenance: Provenance) -> Self {
        Self {
            role,
            transports: Transports::default(),
            provenance,
            applications: Vec::new(),
            programs: Vec::new(),
            protocol: None,
            releases: None,
            products: Vec::new(),
            product_note: None,
            peer: None,
            port_note: None,
            note: None,
            cites: Vec::new(),
        }
    }
}

impl Advice {
    /// Advice of which nothing else is said.
    pub fn new(action: Action) -> Self {
        Self {
            action,
            to: None,
            when: None,
            reason: String::new(),
            exception: None,
            transports: TransportSet::default(),
            cites: Vec::new(),
        }
    }
}

/// The port at the other end of a use. Chapters only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Peer {
    /// A port that the system chooses.
    Ephemeral,
    /// Any dynamic port.
    Dynamic,
    /// A fixed port.
    Port(u16),
    /// In words.
    Said(String),
}

/// What a source advises.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// What to do.
    pub action: Action,
    /// Whom to restrict it to. Chapters only.
    pub to: Option<String>,
    /// The condition under which it holds. Chapters only.
    pub when: Option<String>,
    /// Why. Chapters only.
    pub reason: String,
    /// When it does not hold. Chapters only.
    pub exception: Option<String>,
    /// Over which transports; empty where it holds for all. Chapters only.
    pub transports: TransportSet,
    /// Items of the source. Chapters only.
    pub cites: Vec<String>,
}
