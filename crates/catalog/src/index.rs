//! The inverted index: every word of the catalog with its postings.

mod names;

use crate::bits::Bits;
use crate::filter::Attributes;
use crate::query::is_question_word;
use crate::register::Register;
use crate::sorted::sorted;
use crate::text::concat;
use crate::typo::{Spelling, forgiven};
use crate::{Catalog, Entry, Page, decimal};
use names::{Names, add_entry};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// A catalog with its index. Building it takes some milliseconds.
pub struct Index {
    catalog: Catalog,
    names: Names,
    /// For filters and facets, made when one of them is used first.
    attributes: OnceLock<Vec<Attributes>>,
    spelling: OnceLock<Spelling>,
    /// The ports that chapters mention, each with the position of the entry in its lower half, in ascending order.
    mentions: Vec<u64>,
    /// The positions of the entries about ranges.
    ranges: Vec<usize>,
    register: OnceLock<Registered>,
}

/// The register, as it is searched beside a catalog.
pub(crate) struct Registered {
    pub(crate) register: Arc<Register>,
    /// Its documents that an entry is about.
    pub(crate) described: Bits,
}

/// An occurrence of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Posting {
    /// The position in the catalog: of the entry, or, after all entries, of the page.
    pub(crate) document: u32,
    pub(crate) field: Field,
    /// The number of the field's value; at most [`Posting::MOST_VALUES`].
    pub(crate) value: u16,
}

impl Posting {
    const MOST_VALUES: u16 = u16::MAX;
}

/// The fields of an entry or page, the most important first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Field {
    #[default]
    Title,
    Alias,
    Application,
    Product,
    Task,
    Program,
    Protocol,
    Category,
    /// The advice of an entry; for a page, the heading about it.
    Advice,
    PageTitle,
    Heading,
    Registered,
    ProductName,
    /// The summary and the prose.
    Text,
}

impl Field {
    /// The score of a match in this field.
    pub(crate) const fn weight(self) -> u32 {
        match self {
            Self::Title => 100,
            Self::Alias => 96,
            Self::Application => 90,
            Self::Product => 85,
            Self::Task => 80,
            Self::Program => 70,
            Self::Protocol => 62,
            Self::Category => 55,
            Self::Advice => 150,
            Self::PageTitle => 50,
            Self::Heading => 48,
            Self::Registered => 45,
            Self::ProductName => 42,
            Self::Text => 15,
        }
    }
}

/// How a typed word matched an indexed one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum MatchKind {
    Same,
    Begins,
    Typo(u8),
}

impl MatchKind {
    /// The per cent of the field's weight.
    pub(crate) const fn worth(self) -> u32 {
        match self {
            Self::Same => 100,
            Self::Begins => 70,
            Self::Typo(1) => 45,
            Self::Typo(_) => 30,
        }
    }
}

impl Index {
    /// Builds the index of a catalog. The words of its prose are searched as they lie in it.
    pub fn new(catalog: Catalog) -> Self {
        let mut mentions = Vec::new();
        let mut ranges = Vec::new();
        for (at, entry) in catalog.entries().iter().enumerate() {
            mentions.extend(entry.mentions.iter().map(|port| u64::from(*port) << 32 | at as u64));
            if entry.ports.is_range() {
                ranges.push(at);
            }
        }
        Self {
            names: Names::new(&catalog),
            catalog,
            attributes: OnceLock::new(),
            spelling: OnceLock::new(),
            mentions: sorted(mentions),
            ranges,
            register: OnceLock::new(),
        }
    }

    /// Adds the register, once: rows of ports without an entry are searched too.
    pub fn set_register(&self, register: &Arc<Register>) {
        self.register.get_or_init(|| {
            let mut described = Bits::default();
            for entry in self.catalog.entries() {
                if let Some(document) = register.document(entry.ports.first(), entry.ports.last()) {
                    described.insert(document);
                }
            }
            Registered { register: Arc::clone(register), described }
        });
    }

    /// The register, once it has been added.
    pub(crate) fn register(&self) -> Option<&Registered> {
        self.register.get()
    }

    /// The catalog that is searched.
    pub const fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    pub(crate) fn attributes(&self, entry: usize) -> &Attributes {
        let of = |entry| Attributes::of(entry, &self.catalog);
        &self.attributes.get_or_init(|| self.catalog.entries().iter().map(of).collect())[entry]
    }

    /// The positions of the entries whose ports start with this one, of those about ranges, and of those that mention it.
    pub(crate) fn of_port(&self, port: u16) -> Vec<usize> {
        let entries = self.catalog.entries();
        let first = entries.partition_point(|entry| entry.ports.first() < port);
        let mut found: Vec<usize> =
            (first..entries.len()).take_while(|at| entries[*at].ports.first() == port).collect();
        found.extend(self.ranges.iter().copied());
        let from = self.mentions.partition_point(|mention| *mention < u64::from(port) << 32);
        let of_port = self.mentions[from..].iter().take_while(|mention| *mention >> 32 == u64::from(port));
        found.extend(of_port.map(|mention| (mention & 0xfff_ffff) as usize));
        found
    }

    /// How many entries and pages there are.
    pub(crate) fn documents(&self) -> usize {
        self.catalog.entries().len() + self.catalog.pages().len()
    }

    pub(crate) fn document(&self, at: usize) -> Document<'_> {
        let entries = self.catalog.entries();
        match entries.get(at) {
            Some(entry) => Document::Entry(entry),
            None => Document::Page(&self.catalog.pages()[at - entries.len()]),
        }
    }

    /// A word, by its position: that of a name, or, after all names, of the prose.
    pub(crate) fn word(&self, at: usize) -> &str {
        match at.checked_sub(self.names.words.len()) {
            Some(at) => self.catalog.text().words().get(at),
            None => self.names.words.get(at),
        }
    }

    /// How many bytes a word has.
    pub(crate) fn word_length(&self, at: usize) -> usize {
        let length = match at.checked_sub(self.names.words.len()) {
            Some(at) => self.catalog.text().words().length(at),
            None => self.names.words.length(at),
        };
        length as usize
    }

    /// The postings of a word.
    pub(crate) fn postings(&self, at: usize) -> impl Iterator<Item = Posting> {
        let prose = at.checked_sub(self.names.words.len());
        let entries = prose.map(|at| self.catalog.text().entries(at)).unwrap_or_default();
        let names = if prose.is_some() { &[] } else { self.names.postings.get(at) };
        let prose = entries.iter().map(|entry| Posting { document: *entry, field: Field::Text, value: 0 });
        names.iter().copied().chain(prose)
    }

    /// The positions of the words that start with the typed text: of names, and of the prose.
    pub(crate) fn beginning_with(&self, typed: &str) -> (Range<usize>, Range<usize>) {
        let prose = self.catalog.text().words().beginning_with(typed);
        let names = self.names.words.len();
        (self.names.words.beginning_with(typed), prose.start + names..prose.end + names)
    }

    /// The positions of the names of which the typed text may be a misspelling, or the start of one.
    pub(crate) fn misspelt(&self, typed: &str) -> Vec<(usize, MatchKind)> {
        let most = forgiven(typed);
        if most == 0 {
            return Vec::new();
        }
        let (mut far, mut nearest) = self.spelling().nearest(&self.names.words, typed, most, false);
        // Letters in a wrong order are likelier than a letter too few or too many.
        let has_same_letters = |at: &usize| letters(self.names.words.get(*at)) == letters(typed);
        if nearest.len() > 1 && nearest.iter().any(has_same_letters) {
            nearest.retain(has_same_letters);
        }
        if nearest.is_empty() && typed.chars().count() > 4 {
            (far, nearest) = self.spelling().nearest(&self.names.words, typed, most, true);
        }
        let (first, is_short) = (typed.chars().next(), typed.chars().count() == 3);
        nearest.retain(|at| {
            let word = self.names.words.get(*at);
            // Words with two errors mostly begin alike.
            !(is_short && word.chars().count() < 4 || far > 1 && word.chars().next() != first)
        });
        let kind = MatchKind::Typo(u8::try_from(far).unwrap_or(u8::MAX));
        nearest.into_iter().map(|at| (at, kind)).collect()
    }

    /// Whether a word that nobody knows, and that has so many errors, is surely this one, and not the beginning of it. People mistype the
    /// first letter least, and put letters in a wrong order most; and the longer a word is, the fewer others are like it.
    pub(crate) fn is_sure(&self, typed: &str, meant: &str, errors: u8) -> bool {
        let shortest = match errors {
            1 if letters(typed) == letters(meant) => 5,
            1 => 6,
            _ => 10,
        };
        let is_whole = || !self.spelling().nearest(&self.names.words, typed, errors.into(), false).1.is_empty();
        typed.len() >= shortest && typed.chars().next() == meant.chars().next() && is_whole()
    }

    /// The names: words of fields before the prose. Only they are candidates for corrections; prose would match almost any typo.
    fn spelling(&self) -> &Spelling {
        self.spelling.get_or_init(|| {
            let is_name = |at: &usize| self.names.postings.get(*at).iter().any(|posting| posting.field < Field::Text);
            Spelling::new(&self.names.words, (0..self.names.words.len()).filter(is_name))
        })
    }

    /// Suggestions for an unknown word: names, the most similar first.
    pub(crate) fn suggestions(&self, typed: &str) -> Vec<&str> {
        const MOST: usize = 3;
        let most = match typed.chars().count() {
            // Numbers and addresses are not misspelt names.
            _ if !typed.bytes().any(|byte| byte.is_ascii_alphabetic()) => return Vec::new(),
            0..6 => 1,
            6 => 2,
            _ => 3,
        };
        let mut found = Vec::new();
        self.spelling().compare(&self.names.words, typed, most, false, &mut |far, at| {
            let word = self.names.words.get(at);
            let names =
                |posting: &Posting| posting.field <= Field::Application && self.is_entry(posting.document as usize);
            if word.len() > 2 && far > 0 && self.names.postings.get(at).iter().any(names) && !is_question_word(word) {
                found.push((far, word.chars().next() != typed.chars().next(), word));
            }
            most
        });
        sorted(found).into_iter().take(MOST).map(|(_, _, word)| word).collect()
    }

    /// Whether the document at a position is an entry.
    pub(crate) fn is_entry(&self, at: usize) -> bool {
        at < self.catalog.entries().len()
    }
}

/// The text of a value of an entry's uses, or of its advice.
fn of_uses(catalog: &Catalog, entry: &Entry, field: Field, value: usize) -> Option<String> {
    let mut found = None;
    add_entry(catalog, entry, &mut |at, number, text| {
        if at == field && number == value && found.is_none() {
            found = Some(text.to_owned());
        }
    });
    found
}

/// What a result is about.
#[derive(Clone, Debug)]
pub enum Document<'a> {
    /// A port or range.
    Entry(&'a Entry),
    /// Another page of the site.
    Page(&'a Page),
    /// A port or range that only the register knows.
    Registered(Box<RegisteredPort>),
}

/// A port or range that only the register knows.
#[derive(Clone, Debug)]
pub struct RegisteredPort {
    /// Its names and descriptions, as if they were an entry.
    pub entry: Entry,
    /// Where it is shown, below the site's root; `None` if no page shows it.
    pub href: Option<String>,
}

impl RegisteredPort {
    /// The stable identifier: `port-4711`.
    pub fn id(&self) -> String {
        concat(&["port-", &decimal(self.entry.ports.first().into())])
    }
}

impl<'a> Document<'a> {
    /// What it is told by: an entry's id, the address of a page, or `port-4711`.
    pub fn id(&self) -> String {
        match self {
            Self::Entry(entry) => entry.id(),
            Self::Page(page) => page.href.clone(),
            Self::Registered(port) => port.id(),
        }
    }

    /// The entry; for a registered port, what the register says of it.
    pub fn entry(&self) -> Option<&Entry> {
        match self {
            Self::Entry(entry) => Some(entry),
            Self::Registered(port) => Some(&port.entry),
            Self::Page(_) => None,
        }
    }

    /// The text of a field's value, for the reason of a match.
    pub(crate) fn value(&self, field: Field, value: u16, catalog: &'a Catalog) -> Option<String> {
        if value == Posting::MOST_VALUES {
            return None;
        }
        let number = usize::from(value);
        let text = match (self, field) {
            (Self::Page(page), _) => page.headings.get(number).map(|heading| &heading.title),
            (Self::Entry(entry), Field::Alias) => entry.aliases.get(number),
            (Self::Entry(entry), Field::Task) => entry.tasks.get(number),
            (Self::Entry(entry), Field::Category) => {
                let id = entry.categories.get(number)?;
                catalog.categories().iter().find(|category| category.id == *id).map(|category| &category.title)
            }
            (Self::Entry(entry), _) => return of_uses(catalog, entry, field, number),
            (Self::Registered(_), _) => None,
        };
        text.cloned()
    }
}

/// The letters of a word, in order.
fn letters(word: &str) -> Vec<u64> {
    sorted(word.bytes().map(u64::from).collect())
}
