//! One entry: a port or range, and everything that uses it.

use crate::{Action, Exposure, PortSpec, Provenance, ReleaseSet, Role, TransportSet, Transports};

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
    /// Tasks, for readers who do not know the name.
    pub tasks: Vec<String>,
    /// Ids of categories.
    pub categories: Vec<String>,
    /// Ports without an entry that the chapter mentions.
    pub mentions: Vec<u16>,
    /// Ids of related entries. Only for chapters: not part of the encoded catalog.
    pub see_also: Vec<String>,
    /// Who should be able to reach it; `None` for classes of ports.
    pub exposure: Option<Exposure>,
    /// Whether people look it up more often than others with such a name; of results that are about equally good, it is the first.
    pub is_prominent: bool,
    /// What it is, whether to worry and what to do. Only for chapters and exports; entries of overlays may have none.
    pub answers: Option<Answers>,
    /// Everything that uses the port; at least one.
    pub uses: Vec<Use>,
    /// What documents advise.
    pub advice: Vec<Advice>,
    /// Where a result about it leads.
    pub target: Target,
    /// Remarks from overlays.
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

/// An organisation's remark on an entry: shown in results, with the organisation's name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annotation {
    /// The organisation's name.
    pub by: String,
    /// Sentences; may be empty.
    pub text: String,
    /// Its own pages.
    pub links: Vec<Link>,
}

/// A link to an organisation's own page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// The link's text.
    pub title: String,
    /// The address, which [`check_address`](crate::check_address) accepts.
    pub href: String,
}

/// The three sentences at the head of a chapter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// What it is.
    pub what: Answer,
    /// Whether to worry.
    pub worry: Answer,
    /// What to do.
    pub action: Answer,
}

impl Answers {
    /// All three, in the order in which readers see them.
    pub const fn all(&self) -> [&Answer; 3] {
        [&self.what, &self.worry, &self.action]
    }
}

/// One of the three.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Markdown without blocks, with links like those of the prose.
    pub text: String,
    /// Items of the sources that say so; empty where the answer is our own.
    pub cites: Vec<String>,
}

impl Entry {
    /// The stable identifier: `22`, `6970-7170`.
    pub fn id(&self) -> String {
        self.ports.id()
    }

    /// The transports of described uses; if those name none, of registered uses.
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

    /// Every item that its answers, uses and advice cite, in that order; some more than once.
    pub fn cites(&self) -> impl Iterator<Item = &str> {
        let answers = self.answers.iter().flat_map(Answers::all).flat_map(|answer| &answer.cites);
        let uses = self.uses.iter().flat_map(|one| &one.cites);
        answers.chain(uses).chain(self.advice.iter().flat_map(|one| &one.cites)).map(String::as_str)
    }

    /// The answers, and the remarks on its uses and its advice: Markdown, with links like those of the prose.
    pub fn remarks(&self) -> impl Iterator<Item = &str> {
        let of_uses = self.uses.iter().flat_map(|one| one.note.iter().chain(&one.port_note));
        let of_advice = self.advice.iter().flat_map(|one| std::iter::once(&one.reason).chain(&one.exception));
        let answers = self.answers.iter().flat_map(Answers::all).map(|answer| &answer.text);
        answers.chain(of_uses).chain(of_advice).map(String::as_str)
    }

    /// The provenances of its uses, in the order of the vocabulary, each once.
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
    /// The kind of source.
    pub provenance: Provenance,
    /// Daemons or commands; for a registered use the service name.
    pub applications: Vec<String>,
    /// The paths of their programs, as the source writes them.
    pub programs: Vec<String>,
    /// The protocol, as the source writes it; for a registered use its description.
    pub protocol: Option<String>,
    /// The releases that have it; `None` if the source does not say.
    pub releases: Option<ReleaseSet>,
    /// Ids of the products that include it.
    pub products: Vec<String>,
    /// The source's remark on the product. Only for chapters.
    pub product_note: Option<String>,
    /// The port at the other end. Only in the details of the encoded catalog.
    pub peer: Option<Peer>,
    /// A remark on the port, if it is not fixed. Only in the details.
    pub port_note: Option<String>,
    /// A remark on this use. Only for chapters.
    pub note: Option<String>,
    /// Items of the source (`source:item`). Only in the details.
    pub cites: Vec<String>,
}

impl Entry {
    /// An entry about these ports; all other fields are empty.
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
            exposure: None,
            is_prominent: false,
            answers: None,
            uses: Vec::new(),
            advice: Vec::new(),
            target: Target::Chapter,
            annotations: Vec::new(),
        }
    }
}

impl Use {
    /// A use; all other fields are empty.
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
    /// Advice; all other fields are empty.
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

/// The port at the other end of a use.
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

/// What a document advises. An encoded catalog has only the action; everything else is part of its details
/// ([`encode_details`](crate::encode_details)).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// What to do.
    pub action: Action,
    /// To whom access is restricted.
    pub to: Option<String>,
    /// The condition under which it holds.
    pub when: Option<String>,
    /// Why.
    pub reason: String,
    /// When it does not hold.
    pub exception: Option<String>,
    /// Over which transports; empty where it holds for all.
    pub transports: TransportSet,
    /// Items of the source.
    pub cites: Vec<String>,
}
