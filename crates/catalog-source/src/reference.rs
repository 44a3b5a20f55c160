//! What a data folder holds: the catalog, and what only the book needs.

use crate::prose::citations;
use crate::register::Register;
use catalog::{Answers, Catalog, Entry, Provenance};
use std::collections::BTreeMap;

/// Everything that was read, valid and linked.
#[derive(Debug)]
pub struct Reference {
    /// The part that the widget gets, too.
    pub catalog: Catalog,
    /// The chapters, by entry id.
    pub chapters: BTreeMap<String, Chapter>,
    /// The documents that facts come from.
    pub sources: Vec<Source>,
    /// Terms that chapters link.
    pub glossary: Vec<Term>,
    /// Where sources are garbled or contradicted.
    pub corrections: Vec<Correction>,
    /// Hand-written beginnings of generated pages, in Markdown, by the page's path without its extension: `source-ports`,
    /// `categories/database`.
    pub introductions: BTreeMap<String, String>,
    /// Ids of the entries that people look up most, in their order on the front page.
    pub often: Vec<String>,
    /// Our copy of IANA's register.
    pub register: Register,
}

impl Reference {
    /// Every item that an entry and its chapter cite: those of its answers first, then those of its prose, its uses and its advice;
    /// some more than once.
    pub fn cites(&self, entry: &Entry) -> impl Iterator<Item = String> {
        cited(entry, self.chapters.get(&entry.id()))
    }

    /// The item a citation (`source:item`) names, with its source.
    pub fn item(&self, citation: &str) -> Option<(&Source, &Item)> {
        let (source, item) = citation.split_once(':')?;
        let source = self.sources.iter().find(|known| known.id == source)?;
        Some((source, source.items.iter().find(|known| known.id == item)?))
    }
}

/// Every item that an entry and its chapter cite, in the order of [`Reference::cites`].
pub(crate) fn cited(entry: &Entry, chapter: Option<&Chapter>) -> impl Iterator<Item = String> {
    let answers = entry.answers.iter().flat_map(Answers::all).flat_map(|answer| answer.cites.iter().cloned());
    let prose = chapter.map(|chapter| citations(&chapter.prose)).into_iter().flatten().map(|citation| citation.item);
    // `Entry::cites` begins with the answers again, which are known by then.
    answers.chain(prose).chain(entry.cites().map(str::to_owned))
}

/// What a chapter has besides its entry.
#[derive(Clone, Debug)]
pub struct Chapter {
    /// Markdown.
    pub prose: String,
    /// Addresses a source names.
    pub addresses: Vec<Address>,
    /// The name of its data file, from `data` on.
    pub file: String,
}

/// An address on the web that a source names, as a historical fact.
#[derive(Clone, Debug)]
pub struct Address {
    /// The host.
    pub host: String,
    /// The path on the host, with its first slash.
    pub path: String,
    /// What is, or was, there.
    pub about: String,
}

/// A document that facts come from.
#[derive(Clone, Debug)]
pub struct Source {
    /// The part of a citation before the colon.
    pub id: String,
    /// What kind of document it is.
    pub kind: SourceKind,
    /// Who publishes it.
    pub publisher: String,
    /// Its title.
    pub title: String,
    /// Who wrote it, if that is not the publisher.
    pub author: Option<String>,
    /// Its number or version: `RFC 9210`, `TA14-017A`.
    pub number: Option<String>,
    /// The year, month or day of its publication, if it gives one.
    pub date: Option<String>,
    /// When the traffic was seen that it tells of, if that is more than the year of its date: `1998–2000`.
    pub observed: Option<String>,
    /// Where it was read.
    pub url: Option<String>,
    /// The day on which it was opened and read.
    pub read: Option<String>,
    /// Its sections, tables, rows and paragraphs.
    pub items: Vec<Item>,
    /// What it says of itself.
    pub remarks: Vec<Remark>,
}

impl Source {
    /// Who is answerable for it: the author, or else the publisher.
    pub fn by(&self) -> &str {
        self.author.as_deref().unwrap_or(&self.publisher)
    }

    /// When the traffic was seen that it tells of; `None` for a source of another kind.
    pub fn period(&self) -> Option<&str> {
        let year = || self.date.as_ref().and_then(|date| date.split('-').next());
        if self.kind == SourceKind::Seen { self.observed.as_deref().or_else(year) } else { None }
    }

    /// The provenance of what it says.
    pub const fn provenance(&self) -> Provenance {
        match self.kind {
            SourceKind::Vendor => Provenance::Vendor,
            SourceKind::Seen => Provenance::Seen,
            SourceKind::Standard | SourceKind::Advisory | SourceKind::Documentation => Provenance::Documented,
        }
    }
}

/// What kind of document a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SourceKind {
    /// A standard: an RFC and the like.
    Standard,
    /// A warning: of CISA, of CERT/CC, of a vendor; a CVE record.
    Advisory,
    /// A product's manual, its source code or its packaged configuration.
    Documentation,
    /// A vendor's list of the ports of Stratus VOS.
    Vendor,
    /// A list of what traffic was seen.
    Seen,
}

impl SourceKind {
    /// Every kind, in the order in which readers see them.
    pub const ALL: &'static [Self] = &[Self::Standard, Self::Advisory, Self::Documentation, Self::Vendor, Self::Seen];

    /// The stable identifier, as data files write it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Advisory => "advisory",
            Self::Documentation => "documentation",
            Self::Vendor => "vendor",
            Self::Seen => "seen",
        }
    }

    /// The kind with this id, if there is one.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.id() == id)
    }

    /// Whether such documents speak of today; then their address and the day on which they were read are known.
    pub const fn is_of_today(self) -> bool {
        matches!(self, Self::Standard | Self::Advisory | Self::Documentation)
    }
}

/// A section, table, row or paragraph of a source.
#[derive(Clone, Debug)]
pub struct Item {
    /// The part of a citation after the colon.
    pub id: String,
    /// Where it is in the source: `table 1, row 22`.
    pub place: String,
}

/// What a source says of itself.
#[derive(Clone, Debug)]
pub struct Remark {
    /// In our words.
    pub text: String,
    /// The items that say so.
    pub cites: Vec<String>,
}

/// A term of the glossary.
#[derive(Clone, Debug)]
pub struct Term {
    /// The anchor.
    pub id: String,
    /// The heading.
    pub term: String,
    /// Spellings to link.
    pub forms: Vec<String>,
    /// The written-out form of an abbreviation.
    pub long: Option<String>,
    /// Markdown.
    pub text: String,
    /// Items that mention it.
    pub cites: Vec<String>,
}

/// Where a source is garbled, silent or contradicted, and how we read it.
#[derive(Clone, Debug)]
pub struct Correction {
    /// `garbled`, `lost`, `slip`, `contradiction`, `silent` or `foreign`.
    pub kind: String,
    /// The items it is about, as `source:item`.
    pub cites: Vec<String>,
    /// The entry it concerns.
    pub entry: Option<String>,
    /// What the source says.
    pub said: String,
    /// What we say.
    pub says: String,
    /// Known for certain, rather than inferred.
    pub certain: bool,
    /// How we know.
    pub why: String,
}
