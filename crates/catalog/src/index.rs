//! The inverted index: every word of the catalog with its postings.

use crate::filter::Attributes;
use crate::query::is_question_word;
use crate::sorted::sorted;
use crate::text::concat;
use crate::typo::{Letters, forgiven};
use crate::words::{parts, words};
use crate::{Action, Catalog, Entry, Page, Provenance};
use std::ops::Range;

/// A catalog with its index. Building it takes some milliseconds.
pub struct Index {
    catalog: Catalog,
    attributes: Vec<Attributes>,
    /// In ascending order.
    words: Vec<Word>,
}

struct Word {
    text: String,
    /// Empty if the word is not a name: only names are correction candidates; prose would match almost any typo.
    letters: Letters,
    /// Postings of the prose are last.
    postings: Vec<Posting>,
}

impl Word {
    fn is_name(&self) -> bool {
        self.postings.iter().any(|posting| posting.field < Field::Summary)
    }
}

/// An occurrence of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Posting {
    /// The position in the catalog: of the entry, or, after all entries, of the page.
    pub(crate) document: usize,
    pub(crate) field: Field,
    /// The number of the field's value; at most [`Posting::MOST_VALUES`].
    pub(crate) value: u16,
}

impl Posting {
    const MOST_VALUES: u16 = u16::MAX;
}

/// The fields of an entry or page, the most important first.
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
    /// The advice of an entry; for a page, the heading about it.
    Advice,
    PageTitle,
    Heading,
    Registered,
    ProductName,
    Summary,
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
            Self::Summary => 40,
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
    /// Builds the index of a catalog.
    pub fn new(catalog: Catalog) -> Self {
        let mut postings: Vec<(String, Posting)> = Vec::new();
        let mut add = |document: usize, field: Field, value: usize, text: &str| {
            let value = u16::try_from(value).unwrap_or(Posting::MOST_VALUES);
            for word in words(text) {
                postings.push((word, Posting { document, field, value }));
            }
        };
        for (at, entry) in catalog.entries().iter().enumerate() {
            add_entry(&catalog, entry, &mut |field, value, text| add(at, field, value, text));
        }
        for (at, page) in catalog.pages().iter().enumerate() {
            let document = catalog.entries().len() + at;
            add(document, Field::PageTitle, 0, &page.title);
            for (number, heading) in page.headings.iter().enumerate() {
                add(document, Field::Heading, number, &heading.title);
                // The words of advice, such as "block": the page is the best result for them.
                let action =
                    Action::ALL.iter().map(|action| action.label()).find(|label| heading.title.starts_with(label));
                add(document, Field::Advice, number, action.unwrap_or_default());
            }
        }
        let words = with_prose(grouped(postings), &catalog);
        let attributes = catalog.entries().iter().map(|entry| Attributes::of(entry, &catalog)).collect();
        Self { catalog, attributes, words }
    }

    /// The catalog that is searched.
    pub const fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    pub(crate) fn attributes(&self, entry: usize) -> &Attributes {
        &self.attributes[entry]
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

    /// A word, by its position.
    pub(crate) fn word(&self, at: usize) -> &str {
        &self.words[at].text
    }

    /// The postings of a word.
    pub(crate) fn postings(&self, at: usize) -> &[Posting] {
        &self.words[at].postings
    }

    /// The positions of the words that start with the typed text.
    pub(crate) fn beginning_with(&self, typed: &str) -> Range<usize> {
        let from = self.words.partition_point(|word| word.text.as_str() < typed);
        let many = self.words[from..].iter().take_while(|word| word.text.starts_with(typed)).count();
        from..from + many
    }

    /// The positions of the words of which the typed text may be a misspelling, or the start of one.
    pub(crate) fn misspelt(&self, typed: &str) -> Vec<(usize, MatchKind)> {
        let letters = Letters::of(typed);
        let most = forgiven(typed);
        if most == 0 {
            return Vec::new();
        }
        let whole = self.nearest(&letters, most, usize::MAX);
        let many = letters.all.len();
        if whole.is_empty() && many > 4 { self.nearest(&letters, most, many) } else { whole }
    }

    /// Suggestions for an unknown word: names, the most similar first.
    pub(crate) fn suggestions(&self, typed: &str) -> Vec<&str> {
        const MOST: usize = 3;
        let letters = Letters::of(typed);
        let most = match letters.all.len() {
            // Numbers and addresses are not misspelt names.
            _ if !typed.bytes().any(|byte| byte.is_ascii_alphabetic()) => return Vec::new(),
            0..6 => 1,
            6 => 2,
            _ => 3,
        };
        let entries = self.catalog.entries().len();
        let mut found = Vec::new();
        for word in &self.words {
            let names = |posting: &Posting| posting.field <= Field::Application && posting.document < entries;
            if word.letters.all.len() > 2
                && let Some(far) = letters.distance(&word.letters, usize::MAX, most)
                && far > 0
                && word.postings.iter().any(names)
                && !is_question_word(&word.text)
            {
                found.push((far, word.letters.all.first() != letters.all.first(), &*word.text));
            }
        }
        sorted(found).into_iter().take(MOST).map(|(_, _, word)| word).collect()
    }

    /// The words nearest to the letters, all at the same distance; only the start of longer words is compared.
    fn nearest(&self, letters: &Letters, most: usize, length: usize) -> Vec<(usize, MatchKind)> {
        let mut least = most;
        let mut found = Vec::new();
        for (at, word) in self.words.iter().enumerate() {
            if word.letters.all.is_empty() {
                continue;
            }
            if let Some(far) = letters.distance(&word.letters, length, least) {
                if far < least {
                    found.clear();
                    least = far;
                }
                found.push((at, MatchKind::Typo(u8::try_from(far).unwrap_or(u8::MAX))));
            }
        }
        found
    }
}

/// Groups postings by word, in order.
fn grouped(postings: Vec<(String, Posting)>) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for (text, posting) in sorted(postings) {
        match words.last_mut() {
            Some(word) if word.text == text => {
                if word.postings.last() != Some(&posting) {
                    word.postings.push(posting);
                }
            }
            _ => words.push(Word { letters: Letters::default(), text, postings: vec![posting] }),
        }
    }
    for word in &mut words {
        if word.is_name() {
            word.letters = Letters::of(&word.text);
        }
    }
    words
}

/// Merges the words of the prose, which are sorted already, into the others. They are the majority: sorting them again would take
/// most of the time until the first answer.
fn with_prose(words: Vec<Word>, catalog: &Catalog) -> Vec<Word> {
    let mut all: Vec<Word> = Vec::new();
    let mut words = words.into_iter();
    let mut next = words.next();
    for (text, entries) in catalog.text().iter() {
        while let Some(word) = next.take_if(|word| *word.text <= *text) {
            all.push(word);
            next = words.next();
        }
        if all.last().is_none_or(|word| word.text != text) {
            all.push(Word { text: text.to_owned(), letters: Letters::default(), postings: Vec::new() });
        }
        if let Some(word) = all.last_mut() {
            for at in entries {
                word.postings.push(Posting { document: *at as usize, field: Field::Text, value: 0 });
            }
        }
    }
    all.extend(next);
    all.extend(words);
    all
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
    /// The text of a field's value, for the reason of a match.
    pub(crate) fn value(self, field: Field, value: u16, catalog: &'a Catalog) -> Option<String> {
        let mut found = None;
        let mut look = |at: Field, number: usize, text: &str| {
            if at == field && number == usize::from(value) && value != Posting::MOST_VALUES && found.is_none() {
                found = Some(text.to_owned());
            }
        };
        match self {
            Self::Entry(entry) => add_entry(catalog, entry, &mut look),
            Self::Page(page) => {
                for (at, heading) in page.headings.iter().enumerate() {
                    look(field, at, &heading.title);
                }
            }
        }
        found
    }
}

/// Calls `add` with every field, the number of its value, and its text.
fn add_entry(catalog: &Catalog, entry: &Entry, add: &mut dyn FnMut(Field, usize, &str)) {
    add(Field::Title, 0, &entry.title);
    add(Field::Summary, 0, &entry.summary);
    for (field, texts) in [(Field::Alias, &entry.aliases), (Field::Task, &entry.tasks)] {
        for (at, text) in texts.iter().enumerate() {
            add(field, at, text);
        }
    }
    // Names of several words are also typed as one: `backorifice`.
    add(Field::Title, 0, &concat(&parts(&entry.title, " ")));
    for (at, name) in entry.aliases.iter().enumerate() {
        let joined = concat(&parts(name, " "));
        if joined != *name {
            add(Field::Alias, at, &joined);
        }
    }
    for (at, advice) in entry.advice.iter().enumerate() {
        add(Field::Advice, at, advice.action.label());
    }
    for (at, id) in entry.categories.iter().enumerate() {
        let category = catalog.categories().iter().find(|category| category.id == *id);
        if let Some(category) = category {
            add(Field::Category, at, &category.title);
        }
    }
    // Values are counted across the uses, so that a number means one of them.
    let mut counts = [0; Field::Text as usize];
    let mut add_next = |field: Field, text: &str| {
        let at = &mut counts[field as usize];
        add(field, *at, text);
        *at += 1;
    };
    for one in &entry.uses {
        let registered = one.provenance == Provenance::Registered;
        let (names, protocol) =
            if registered { (Field::Registered, Field::Registered) } else { (Field::Application, Field::Protocol) };
        for (field, texts) in
            [(names, &*one.applications), (protocol, one.protocol.as_slice()), (Field::Program, &*one.programs)]
        {
            for text in texts {
                add_next(field, text);
            }
        }
        for id in &one.products {
            let product = catalog.products().iter().find(|product| product.id == *id);
            add_next(Field::Product, id);
            // Both have the same number, because the reason shows both.
            add_next(Field::ProductName, product.map(|product| &*product.name).unwrap_or_default());
        }
    }
}
