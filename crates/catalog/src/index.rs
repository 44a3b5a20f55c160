//! Every word of the catalog, and where it stands.

use crate::filter::Traits;
use crate::typo;
use crate::words::words;
use crate::{Catalog, Entry, Page};
use std::collections::BTreeMap;

/// A catalog made ready to be searched. Making one takes about a millisecond.
pub struct Index {
    catalog: Catalog,
    traits: Vec<Traits>,
    /// In ascending order.
    words: Vec<Word>,
}

pub(crate) struct Word {
    pub(crate) text: String,
    letters: Vec<char>,
    pub(crate) places: Vec<Place>,
}

/// Where a word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// Position in the catalog: of the entry, or after all entries of the page.
    pub(crate) document: usize,
    pub(crate) field: Field,
    /// Which of the field's values.
    pub(crate) value: u16,
}

/// The parts of an entry or page, the most telling first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Field {
    Title,
    Alias,
    Application,
    Product,
    Task,
    Program,
    Protocol,
    Category,
    Heading,
    Registered,
    ProductName,
    Summary,
    Text,
}

impl Field {
    /// How much a match in this field is worth.
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
            Self::Heading => 50,
            Self::Registered => 45,
            Self::ProductName => 42,
            Self::Summary => 40,
            Self::Text => 15,
        }
    }
}

/// How a typed word met a known one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Likeness {
    Same,
    Begins,
    Typo(u8),
}

impl Likeness {
    /// Per cent of the field's weight.
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
    /// Makes the catalog ready to be searched.
    pub fn new(catalog: Catalog) -> Self {
        let mut places: BTreeMap<String, Vec<Place>> = BTreeMap::new();
        let mut add = |document: usize, field: Field, value: usize, text: &str| {
            for word in words(text) {
                let value = u16::try_from(value).unwrap_or(u16::MAX);
                places.entry(word).or_default().push(Place { document, field, value });
            }
        };
        for (at, entry) in catalog.entries().iter().enumerate() {
            add_entry(&catalog, entry, &mut |field, value, text| add(at, field, value, text));
        }
        for (at, page) in catalog.pages().iter().enumerate() {
            let document = catalog.entries().len() + at;
            add(document, Field::Title, 0, &page.title);
            page.headings.iter().enumerate().for_each(|(n, h)| add(document, Field::Heading, n, &h.title));
        }
        for (word, entries) in catalog.text().iter() {
            let text = entries.into_iter().map(|document| Place { document, field: Field::Text, value: 0 });
            places.entry(word.to_owned()).or_default().extend(text);
        }
        let words = places.into_iter().map(|(text, mut places)| {
            places.sort_unstable();
            places.dedup_by_key(|place| (place.document, place.field, place.value));
            Word { letters: text.chars().collect(), text, places }
        });
        let words = words.collect();
        let traits = catalog.entries().iter().map(|entry| Traits::of(entry, &catalog)).collect();
        Self { catalog, traits, words }
    }

    /// The catalog that is searched.
    pub const fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    pub(crate) fn traits(&self, entry: usize) -> &Traits {
        &self.traits[entry]
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

    /// Words that are, or begin with, what was typed.
    pub(crate) fn beginning_with<'a>(&'a self, typed: &'a str) -> impl Iterator<Item = (&'a Word, Likeness)> {
        let from = self.words.partition_point(|word| word.text.as_str() < typed);
        self.words[from..].iter().take_while(move |word| word.text.starts_with(typed)).map(move |word| {
            let likeness = if word.text.len() == typed.len() { Likeness::Same } else { Likeness::Begins };
            (word, likeness)
        })
    }

    /// Words of which what was typed may be a misspelling, or the beginning of one.
    pub(crate) fn misspelt(&self, typed: &str) -> Vec<(&Word, Likeness)> {
        let letters: Vec<char> = typed.chars().collect();
        let most = typo::forgiven(typed);
        if most == 0 {
            return Vec::new();
        }
        let whole = self.nearest(&letters, most, |word| word.letters.len());
        if whole.is_empty() && letters.len() > 4 { self.nearest(&letters, most, |_| letters.len()) } else { whole }
    }

    /// Known names to offer for a word that means nothing here, the most alike first.
    pub(crate) fn suggestions(&self, typed: &str) -> Vec<&str> {
        const MOST: usize = 3;
        let letters: Vec<char> = typed.chars().collect();
        let most = (letters.len() / 2).clamp(1, 4);
        let named = self.words.iter().filter(|word| {
            let names = |place: &Place| place.field <= Field::Task && place.document < self.catalog.entries().len();
            word.letters.len() > 2 && word.places.iter().any(names)
        });
        let mut found: Vec<_> = named
            .filter_map(|word| typo::distance(&letters, &word.letters, most).map(|far| (far, &*word.text)))
            .collect();
        found.sort_by_key(|(far, word)| (*far, !word.starts_with(&letters[..1].iter().collect::<String>()), *word));
        found.into_iter().take(MOST).map(|(_, word)| word).collect()
    }

    /// The words nearest to the letters, all at the same, least distance; `length` says how much of a word to compare.
    fn nearest(&self, letters: &[char], most: usize, length: impl Fn(&Word) -> usize) -> Vec<(&Word, Likeness)> {
        let mut least = most;
        let mut found: Vec<(&Word, usize)> = Vec::new();
        for word in &self.words {
            let compared = &word.letters[..length(word).min(word.letters.len())];
            if let Some(far) = typo::distance(letters, compared, least) {
                least = far;
                found.push((word, far));
            }
        }
        let nearest = found.into_iter().filter(|(_, far)| *far == least);
        nearest.map(|(word, far)| (word, Likeness::Typo(u8::try_from(far).unwrap_or(u8::MAX)))).collect()
    }
}

/// An entry or a page.
#[derive(Clone, Copy, Debug)]
pub enum Document<'a> {
    /// A port or range.
    Entry(&'a Entry),
    /// Another page of the site.
    Page(&'a Page),
}

impl<'a> Document<'a> {
    /// The words of a field's value, to tell why it matched.
    pub(crate) fn value(self, field: Field, value: u16, catalog: &'a Catalog) -> Option<String> {
        let mut found = None;
        let mut look = |at: Field, number: usize, text: &str| {
            if at == field && number == usize::from(value) && found.is_none() {
                found = Some(text.to_owned());
            }
        };
        match self {
            Self::Entry(entry) => add_entry(catalog, entry, &mut look),
            Self::Page(page) => {
                page.headings.iter().enumerate().for_each(|(at, h)| look(Field::Heading, at, &h.title));
            }
        }
        found
    }
}

/// Calls `add` with every field, the number of its value, and its text.
fn add_entry(catalog: &Catalog, entry: &Entry, add: &mut dyn FnMut(Field, usize, &str)) {
    add(Field::Title, 0, &entry.title);
    add(Field::Summary, 0, &entry.summary);
    let lists = [(Field::Alias, &entry.aliases), (Field::Task, &entry.tasks)];
    for (field, texts) in lists {
        texts.iter().enumerate().for_each(|(at, text)| add(field, at, text));
    }
    // Names of several words are also typed as one: `backorifice`.
    for (at, name) in std::iter::once(&entry.title).chain(&entry.aliases).enumerate() {
        if name.contains(' ') {
            let joined = name.replace(' ', "");
            let (field, value) = if at == 0 { (Field::Title, 0) } else { (Field::Alias, at - 1) };
            add(field, value, &joined);
        }
    }
    for (at, id) in entry.categories.iter().enumerate() {
        let category = catalog.categories().iter().find(|category| category.id == *id);
        if let Some(category) = category {
            add(Field::Category, at, &category.title);
        }
    }
    for (at, one) in entry.uses.iter().enumerate() {
        let registered = one.provenance == crate::Provenance::Registered;
        let (names, protocol) =
            if registered { (Field::Registered, Field::Registered) } else { (Field::Application, Field::Protocol) };
        one.applications.iter().for_each(|text| add(names, at, text));
        one.protocol.iter().for_each(|text| add(protocol, at, text));
        one.programs.iter().for_each(|text| add(Field::Program, at, text));
        for id in &one.products {
            add(Field::Product, at, id);
            let product = catalog.products().iter().find(|product| product.id == *id);
            if let Some(product) = product {
                add(Field::ProductName, at, &product.name);
            }
        }
    }
}
