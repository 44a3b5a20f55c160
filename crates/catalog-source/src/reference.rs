//! What a data folder holds: the catalog, and what only the book needs.

use catalog::Catalog;
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
    /// The date of our copy of IANA's register.
    pub register_date: String,
}

impl Reference {
    /// The item a citation (`source:item`) names, with its source.
    pub fn item(&self, citation: &str) -> Option<(&Source, &Item)> {
        let (source, item) = citation.split_once(':')?;
        let source = self.sources.iter().find(|known| known.id == source)?;
        Some((source, source.items.iter().find(|known| known.id == item)?))
    }
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
    /// Its title.
    pub title: String,
    /// Who wrote it.
    pub author: String,
    /// The provenance of what it says.
    pub provenance: catalog::Provenance,
    /// Its rows, paragraphs and notes.
    pub items: Vec<Item>,
    /// What it says of itself.
    pub remarks: Vec<Remark>,
}

/// A row, paragraph or note of a source.
#[derive(Clone, Debug)]
pub struct Item {
    /// The part of a citation after the colon.
    pub id: String,
    /// `row`, `paragraph` or `note`.
    pub kind: String,
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
