//! The words of names, with their postings: titles, aliases, tasks, applications, products and so on.

use super::{Field, Posting};
use crate::interner::Interner;
use crate::lists::Lists;
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
    // Here and below not inlined, so that a browser that compiles what runs long once more compiles little.
    #[inline(never)]
    pub(super) fn new(catalog: &Catalog) -> Self {
        let mut found =
            Found { items: Vec::with_capacity(catalog.entries().len() * WORDS_OF_ENTRY), ..Found::default() };
        // Every entry has some of few categories: their words are looked up once.
        for category in catalog.categories() {
            found.add(Posting::default(), &category.title);
            found.categories.push(found.items.drain(..).map(|(word, _)| word).collect());
        }
        for (at, entry) in catalog.entries().iter().enumerate() {
            add_entry(catalog, entry, &mut |field, value, text| found.add(posting(at, field, value), text));
            for (value, id) in entry.categories.iter().enumerate() {
                found.add_category(posting(at, Field::Category, value), catalog, id);
            }
        }
        for (at, page) in catalog.pages().iter().enumerate() {
            let document = catalog.entries().len() + at;
            found.add(posting(document, Field::PageTitle, 0), &page.title);
            for (number, heading) in page.headings.iter().enumerate() {
                found.add(posting(document, Field::Heading, number), &heading.title);
                // The words of advice, such as "block": the page is the best result for them.
                let action =
                    Action::ALL.iter().map(|action| action.label()).find(|label| heading.title.starts_with(label));
                found.add(posting(document, Field::Advice, number), action.unwrap_or_default());
            }
        }
        found.sorted()
    }
}

fn posting(document: usize, field: Field, value: usize) -> Posting {
    let value = u16::try_from(value).unwrap_or(Posting::MOST_VALUES);
    Posting { document: u32::try_from(document).unwrap_or(u32::MAX), field, value }
}

/// The words as they come.
#[derive(Default)]
struct Found {
    words: Interner,
    /// Each word as a number, with its posting.
    items: Vec<(u32, Posting)>,
    /// The words of each category's title.
    categories: Vec<Vec<u32>>,
    /// For the text whose words are being found.
    room: String,
}

impl Found {
    fn add(&mut self, posting: Posting, text: &str) {
        let Self { words, items, room, .. } = self;
        each_word(text, room, &mut |word| {
            let item = (words.number(word), posting);
            if items.last() != Some(&item) {
                items.push(item);
            }
        });
    }

    #[inline(never)]
    fn add_category(&mut self, posting: Posting, catalog: &Catalog, id: &String) {
        let at = catalog.categories().iter().position(|category| category.id == *id);
        let words = at.and_then(|at| self.categories.get(at));
        self.items.extend(words.into_iter().flatten().map(|word| (*word, posting)));
    }

    /// Puts the words in order, and the postings in the order of the words.
    #[inline(never)]
    fn sorted(&self) -> Names {
        let mut words = WordList::default();
        let mut position = vec![0_u32; self.words.len() as usize];
        for (at, number) in (0..).zip(in_order(self.words.words())) {
            words.push(self.words.word(number));
            position[number as usize] = at;
        }
        let postings = Lists::new(words.len(), &|add| {
            for (number, posting) in &self.items {
                add(position[*number as usize], *posting);
            }
        });
        Names { words, postings }
    }
}

/// The numbers of words, which came in any order, in the order of the words. They are put in it byte by byte, the last byte first, without
/// comparing words: each byte counts for the words that reach so far, and those that end before it are put before them.
#[inline(never)]
fn in_order(words: &WordList) -> Vec<u32> {
    let mut order: Vec<u32> = (0..).take(words.len()).collect();
    let longest = order.iter().map(|word| words.length(*word as usize)).max().unwrap_or_default();
    // The short ones first, so that those that reach so far are always the last.
    arrange(&mut order, longest as usize, &|word| words.length(word));
    let mut from = order.len();
    for at in (0..longest).rev() {
        let is_longer = |word: &u32| words.length(*word as usize) > at;
        while from > 0 && order.get(from - 1).is_some_and(is_longer) {
            from -= 1;
        }
        arrange(order.get_mut(from..).unwrap_or_default(), 255, &|word| words.byte(word, at as usize).into());
    }
    order
}

/// Puts words in the order of their keys, which are at most `most`; words with the same key stay in their order.
#[inline(never)]
fn arrange(words: &mut [u32], most: usize, key: &dyn Fn(usize) -> u32) {
    // Where the words with each key begin, and, while they are put in their places, where the next of them belongs.
    let mut places = vec![0_u32; most + 2];
    let before = words.to_vec();
    for word in &before {
        if let Some(count) = places.get_mut(key(*word as usize) as usize + 1) {
            *count += 1;
        }
    }
    let mut total = 0;
    for place in &mut places {
        total += *place;
        *place = total;
    }
    for word in before {
        let Some(next) = places.get_mut(key(word as usize) as usize) else { continue };
        if let Some(place) = words.get_mut(*next as usize) {
            *place = word;
        }
        *next += 1;
    }
}

/// Calls `add` with every field but categories, the number of its value, and its text.
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
    let mut joined = String::new();
    for (field, at, name) in titles.chain(aliases) {
        if name.bytes().any(|byte| byte == b' ') {
            joined.clear();
            for part in parts(name, " ") {
                joined.push_str(part);
            }
            add(field, at, &joined);
        }
    }
    for (at, advice) in entry.advice.iter().enumerate() {
        add(Field::Advice, at, advice.action.label());
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
