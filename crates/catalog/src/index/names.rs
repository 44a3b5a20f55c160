//! The words of names, with their postings: titles, aliases, tasks, applications, products and so on.

use super::{Field, Posting};
use crate::interner::Interner;
use crate::lists::Lists;
use crate::text::concat;
use crate::word_list::WordList;
use crate::words::{each_word, parts};
use crate::{Action, Catalog, Entry, Provenance, Target};

/// How many words an entry has, or more. With less room the list would be moved again and again while it grows.
const WORDS_OF_ENTRY: usize = 40;

/// The words, in order, and where each of them occurs.
pub(super) struct Names {
    pub(super) words: WordList,
    /// Those of each word, in the order of their documents.
    pub(super) postings: Lists<Posting>,
}

impl Names {
    /// Collects the words of every field of a catalog.
    pub(super) fn new(catalog: &Catalog) -> Self {
        let mut interner = Interner::default();
        // The words as they come: each as a number, with its posting.
        let mut found: Vec<(u32, Posting)> = Vec::with_capacity(catalog.entries().len() * WORDS_OF_ENTRY);
        let mut room = String::new();
        let mut add = |document: usize, field: Field, value: usize, text: &str| {
            let value = u16::try_from(value).unwrap_or(Posting::MOST_VALUES);
            let posting = Posting { document: u32::try_from(document).unwrap_or(u32::MAX), field, value };
            each_word(text, &mut room, &mut |word| {
                let item = (interner.number(word), posting);
                if found.last() != Some(&item) {
                    found.push(item);
                }
            });
        };
        for (at, entry) in catalog.entries().iter().enumerate() {
            add_entry(catalog, entry, &mut |field, value, text| add(at, field, value, text));
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
        Self::sorted(&interner, &found)
    }

    /// Puts the words in order, and the postings in the order of the words.
    fn sorted(interner: &Interner, found: &[(u32, Posting)]) -> Self {
        let mut words = WordList::default();
        let mut position = vec![0_u32; interner.len() as usize];
        for (at, number) in (0..).zip(in_order(interner.words())) {
            words.push(interner.word(number));
            position[number as usize] = at;
        }
        let postings = Lists::new(words.len(), &|add| {
            for (number, posting) in found {
                add(position[*number as usize], *posting);
            }
        });
        Self { words, postings }
    }
}

/// The numbers of words, which came in any order, in the order of the words. They are put in it byte by byte, the last byte first, without
/// comparing words: each byte counts for the words that reach so far, and those that end before it are put before them.
fn in_order(words: &WordList) -> Vec<u32> {
    let by = |lists: usize, words: &[u32], list: &dyn Fn(usize) -> u32| {
        Lists::new(lists, &|add| words.iter().for_each(|word| add(list(*word as usize), *word)))
    };
    let all: Vec<u32> = (0..).take(words.len()).collect();
    let longest = all.iter().map(|word| words.length(*word as usize)).max().unwrap_or_default() as usize;
    let by_length = by(longest + 1, &all, &|word| words.length(word));
    let mut order = Vec::new();
    for at in (0..longest).rev() {
        let mut reaching = by_length.get(at + 1).to_vec();
        reaching.append(&mut order);
        order = by(256, &reaching, &|word| words.byte(word, at).into()).into_items();
    }
    order
}

/// Calls `add` with every field, the number of its value, and its text.
pub(super) fn add_entry(catalog: &Catalog, entry: &Entry, add: &mut dyn FnMut(Field, usize, &str)) {
    add(Field::Title, 0, &entry.title);
    // Those of chapters are among the words of the prose.
    if entry.target != Target::Chapter {
        add(Field::Text, 0, &entry.summary);
    }
    for (field, texts) in [(Field::Alias, &entry.aliases), (Field::Task, &entry.tasks)] {
        for (at, text) in texts.iter().enumerate() {
            add(field, at, text);
        }
    }
    // Names of several words are also typed as one: `backorifice`.
    let titles = [(Field::Title, 0, &entry.title)].into_iter();
    let aliases = entry.aliases.iter().enumerate().map(|(at, name)| (Field::Alias, at, name));
    for (field, at, name) in titles.chain(aliases) {
        if name.bytes().any(|byte| byte == b' ') {
            add(field, at, &concat(&parts(name, " ")));
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
