//! Whatever bytes are decoded, and searched if they are a catalog: what is allocated is bounded by their length.

#[path = "common/allocations.rs"]
mod allocations;
#[path = "common/checksum.rs"]
mod checksum;
mod common;

use allocations::allocated;
use catalog::{
    Catalog, Category, DecodeError, Entry, Filters, Index, Parts, PortSpec, TextIndex, decode, decode_with_details,
    decode_with_words, encode, encode_apart, encode_details, encode_with_details,
};
use checksum::{behind_a_right_checksum, details_of, words_of};
use proptest::prelude::*;

const MIB: usize = 1 << 20;

/// What 64 KiB may cost; fewer or more bytes in proportion, but never less than 6 MiB.
fn allowed(bytes: usize) -> usize {
    (bytes * 16 * MIB / (64 << 10)).max(6 * MIB)
}

/// Decodes, indexes and searches; whether it was a catalog.
#[track_caller]
fn check(name: &str, bytes: &[u8]) -> bool {
    check_reading(name, bytes.len(), || decode(bytes))
}

/// The same for a catalog with these words.
#[track_caller]
fn check_words(name: &str, catalog: &[u8], words: &[u8]) -> bool {
    check_reading(name, catalog.len() + words.len(), || decode_with_words(catalog, words))
}

/// The same for a catalog with these details.
#[track_caller]
fn check_details(name: &str, catalog: &[u8], details: &[u8]) -> bool {
    check_reading(name, catalog.len() + details.len(), || decode_with_details(catalog, None, Some(details)))
}

#[track_caller]
fn check_reading(name: &str, bytes: usize, read: impl Fn() -> Result<Catalog, DecodeError>) -> bool {
    let (is_catalog, cost) = allocated(|| match read() {
        Ok(catalog) => {
            let index = Index::new(catalog);
            for query in ["shell 22", "", "wurd", "2"] {
                index.search(query, &Filters::default(), 10);
            }
            true
        }
        Err(wrong) => {
            assert_eq!(wrong.code(), "damaged", "{name}");
            false
        }
    });
    assert!(cost.count <= 8 * bytes + 200_000, "{name}: {bytes} bytes made it allocate {} times", cost.count);
    assert!(cost.most <= allowed(bytes), "{name}: {bytes} bytes made it hold {} KiB", cost.most / 1024);
    is_catalog
}

/// The two streams of a body.
#[derive(Clone, Default)]
pub(crate) struct Body {
    numbers: Vec<u8>,
    texts: String,
}

impl Body {
    pub(crate) fn numbers(mut self, numbers: &[u32]) -> Self {
        for number in numbers {
            push(&mut self.numbers, *number);
        }
        self
    }

    pub(crate) fn text(self, text: &str) -> Self {
        self.raw_texts(text).raw_texts("\n")
    }

    /// Texts with whatever line feeds are in them.
    pub(crate) fn raw_texts(mut self, texts: &str) -> Self {
        self.texts.push_str(texts);
        self
    }

    /// The whole file, filled up with empty texts to this length at least.
    pub(crate) fn bytes(self, length: usize) -> Vec<u8> {
        behind_a_right_checksum(&self.body(length))
    }

    /// The same as words for a catalog.
    fn words_of(self, catalog: &[u8], length: usize) -> Vec<u8> {
        words_of(catalog, &self.body(length))
    }

    fn body(mut self, length: usize) -> Vec<u8> {
        while self.numbers.len() + self.texts.len() < length {
            self.texts.push('\n');
        }
        let mut body = Vec::new();
        push(&mut body, u32::try_from(self.numbers.len()).expect("few"));
        body.extend(self.numbers);
        body.extend(self.texts.into_bytes());
        body
    }
}

/// LEB128.
fn push(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        bytes.push(u8::try_from(number & 0x7f).expect("seven bits") | 0x80);
        number >>= 7;
    }
    bytes.push(u8::try_from(number).expect("seven bits"));
}

/// So many numbers, all alike.
fn many(number: u32, count: usize) -> Vec<u32> {
    vec![number; count]
}

/// What follows promises more than it holds: nothing is allocated for promises alone.
#[test]
fn lists_that_promise_more_than_there_is() {
    // No products, categories or pages, then so many entries, each with so many uses.
    let uses = |entries: u32, uses: u32| {
        let each = |number| many(number, entries as usize);
        let ports = [0, 7].repeat(entries as usize);
        // Single ports, no mentions or categories, no advice and exposure, then the uses.
        let body = Body::default().numbers(&[0, 0, 0, entries]).numbers(&ports).numbers(&each(0)).numbers(&each(0));
        body.numbers(&each(0)).numbers(&each(0)).numbers(&each(uses))
    };
    check("2,000 entries with 39,000 uses each", &uses(2_000, 39_000).bytes(60_000));
    check("60 entries with 39,000 uses each", &uses(60, 39_000).bytes(40_000));
    check("one entry with 60,000 uses", &uses(1, 60_000).bytes(64_000));
    check("60,000 entries", &Body::default().numbers(&[0, 0, 0, 60_000]).bytes(64_000));
    check("60,000 products", &Body::default().numbers(&[60_000]).bytes(64_000));
    check("60,000 pages", &Body::default().numbers(&[0, 0, 60_000]).bytes(64_000));
    let advice = Body::default().numbers(&[0, 0, 0, 2, 0, 7, 0, 7, 0, 0, 0, 0, 50_000]);
    check("50,000 pieces of advice", &advice.numbers(&many(1, 50_000)).bytes(64_000));
    let mentions = Body::default().numbers(&[0, 0, 0, 2, 0, 7, 0, 7, 50_000]).numbers(&many(5, 50_000));
    check("50,000 mentions", &mentions.bytes(64_000));
}

/// A real catalog with a list of words, each with so many postings.
#[test]
fn postings_that_promise_more_than_there_is() {
    for (words, postings) in [(10_000, 9_000), (30_000, 30_000), (20_000, 2)] {
        let text = "\u{10}a".repeat(words);
        let body = Body::default().numbers(&[0, 0, 0, 0]).text(&text).numbers(&many(postings, words));
        check("postings", &body.bytes(64_000));
    }
}

/// Words of a catalog with one use.
#[test]
fn words_that_promise_more_than_there_is() {
    let mut parts = common::parts();
    parts.entries.truncate(1);
    parts.entries[0].uses.truncate(1);
    parts.text = TextIndex::default();
    let (catalog, _) = encode_apart(&Catalog::new(parts).expect("valid"));
    let body = |headings: u32| Body::default().text("protocol").numbers(&[0, headings]);
    assert!(check_words("none", &catalog, &body(0).text("").words_of(&catalog, 0)));
    check_words("nothing", &catalog, &words_of(&catalog, &[]));
    check_words("60,000 applications", &catalog, &Body::default().numbers(&[60_000]).words_of(&catalog, 64_000));
    check_words("60,000 headings", &catalog, &body(60_000).words_of(&catalog, 64_000));
    for (words, postings) in [(10_000, 9_000), (30_000, 30_000), (20_000, 2)] {
        let text = "\u{10}a".repeat(words);
        let body = body(0).text(&text).numbers(&many(postings, words));
        check_words("postings", &catalog, &body.words_of(&catalog, 64_000));
    }
}

/// Details of a catalog with one use and one piece of advice.
#[test]
fn details_that_promise_more_than_there_is() {
    let mut parts = common::detailed().into_parts();
    parts.entries.truncate(1);
    parts.entries[0].uses.truncate(1);
    parts.text = TextIndex::default();
    let (catalog, _) = encode_apart(&Catalog::new(parts).expect("valid"));
    let texts = |body: Body| (0..5).fold(body, |body, _| body.text(""));
    let details = |numbers: &[u32], length| {
        let mut body = texts(Body::default().numbers(numbers)).body(0);
        body.resize(body.len().max(length), b'\n');
        details_of(&catalog, &body)
    };
    assert!(check_details("none", &catalog, &details(&[0, 0, 0, 0], 0)));
    check_details("nothing", &catalog, &details_of(&catalog, &[]));
    check_details("60,000 cited items", &catalog, &details(&[0, 0, 60_000, 0], 64_000));
    check_details("as many as a number can say", &catalog, &details(&[0, 0, 0x0fff_ffff, 0], 64_000));
    for (numbers, what) in [
        (&[5, 0, 0, 0][..], "no such kind of peer"),
        (&[3, 70_000, 0, 0, 0], "no port"),
        (&[0, 16, 0, 0], "no transport"),
    ] {
        assert!(!check_details(what, &catalog, &details(numbers, 0)), "{what}");
    }
}

/// One byte that decodes to a long id, or to the many words of a title.
#[test]
fn names_that_stand_for_much() {
    let mut numbers = [0, 7].repeat(300);
    numbers.extend(many(0, 300));
    for _ in 0..300 {
        numbers.push(100);
        numbers.extend(many(0, 100));
    }
    for (id, title) in [("i".repeat(20_000), "T".to_owned()), ("i".to_owned(), "t ".repeat(10_000))] {
        let body = Body::default().numbers(&[0, 1]).text(&id).text(&title).numbers(&[0, 300]);
        check("categories", &body.numbers(&numbers).bytes(64_000));
    }
}

#[test]
fn more_products_or_categories_than_a_filter_has_bits_are_refused_at_once() {
    for (numbers, rest) in [(&[65][..], &[0, 0, 0][..]), (&[0, 65], &[0, 0])] {
        let body = Body::default().numbers(numbers);
        let body = (0..65).fold(body, |body, at| body.text(&format!("id{at}")).text("T")).numbers(rest);
        // Not `Invalid`, which is found out after everything has been read.
        assert_eq!(decode(&body.text("").bytes(0)), Err(DecodeError::Contents));
    }
}

/// A catalog that is valid, and as large as one can be made of 64 KB.
#[test]
fn valid_catalogs_of_many_words() {
    for words in ["a ", "a.", "a>", "ab-"] {
        let mut parts = common::parts();
        parts.entries[0].title = words.repeat(60_000 / words.len());
        parts.entries[0].aliases = vec!["x y".to_owned(); 500];
        let catalog = Catalog::new(parts).expect("valid");
        assert!(check(words, &encode(&catalog)), "{words}");
    }
    let mut parts = common::parts();
    let releases: Vec<_> = (0..60).map(|minor| format!("{}.{}+", 20 + minor / 8, minor % 8)).collect();
    let mut one = parts.entries[0].uses[0].clone();
    one.releases = Some(releases.join(", ").parse().expect("releases"));
    parts.entries[0].uses = vec![one; 100];
    assert!(check("releases", &encode(&Catalog::new(parts).expect("valid"))));
}

/// Every entry names every category: each word of each title is indexed for each of them.
#[test]
fn categories_that_every_entry_names() {
    let with = |entries: u16| {
        let title = "aa bb cc dd ee ff gg hh ii jj";
        let category = |at| Category { id: format!("c{at}"), title: title.into(), summary: String::new() };
        let categories: Vec<_> = (0..64).map(category).collect();
        let mut parts = common::catalog().into_parts();
        let one = parts.entries[0].uses[0].clone();
        parts.entries = (0..entries)
            .map(|port| Entry {
                categories: categories.iter().map(|category| category.id.clone()).collect(),
                uses: vec![one.clone()],
                ..Entry::new(PortSpec::Single(port))
            })
            .collect();
        encode(&Catalog::new(Parts { categories, text: TextIndex::default(), ..parts }).expect("valid"))
    };
    let decoded = [10, 20, 40, 80, 160, 320].map(|entries| check("categories", &with(entries)));
    assert_eq!(decoded, [true, true, true, false, false, false], "no more than what fits into memory");
}

proptest! {
    #[test]
    fn any_bytes_are_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert_eq!(decode(&bytes).unwrap_err(), DecodeError::Magic);
    }

    /// Behind a right header and checksum everything is read: it must be checked, not trusted.
    #[test]
    fn any_contents(body in proptest::collection::vec(any::<u8>(), 0..2000)) {
        check("random", &behind_a_right_checksum(&body));
    }

    /// As the contents are two streams, whose length comes first, few random ones get far: these are all numbers.
    #[test]
    fn any_numbers(numbers in proptest::collection::vec(0u32..300, 0..600), texts in "[a-c \n\u{10}-\u{12}]{0,300}") {
        check("numbers", &Body::default().numbers(&numbers).raw_texts(&texts).bytes(0));
    }

    #[test]
    fn damaged_catalogs(
        cut in prop_oneof![Just(0), 0usize..200],
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..5),
    ) {
        let mut body = encode(&common::catalog()).split_off(9);
        body.truncate(body.len() - cut);
        for (at, by) in changes {
            let at = at.index(body.len());
            body[at] = by;
        }
        check("damaged", &behind_a_right_checksum(&body));
    }

    #[test]
    fn damaged_words(
        cut in prop_oneof![Just(0), 0usize..100],
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..5),
    ) {
        let (catalog, words) = encode_apart(&common::catalog());
        let mut body = words[13..].to_vec();
        body.truncate(body.len().saturating_sub(cut));
        for (at, by) in changes {
            if !body.is_empty() {
                let at = at.index(body.len());
                body[at] = by;
            }
        }
        check_words("damaged", &catalog, &words_of(&catalog, &body));
    }

    #[test]
    fn damaged_details(
        cut in prop_oneof![Just(0), 0usize..100],
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..5),
    ) {
        let whole = common::detailed();
        let (catalog, _) = encode_apart(&whole);
        let damaged = |mut body: Vec<u8>| {
            body.truncate(body.len().saturating_sub(cut));
            for (at, by) in &changes {
                if !body.is_empty() {
                    let at = at.index(body.len());
                    body[at] = *by;
                }
            }
            body
        };
        check_details("damaged", &catalog, &details_of(&catalog, &damaged(encode_details(&whole)[13..].to_vec())));
        let all = behind_a_right_checksum(&damaged(encode_with_details(&whole).split_off(9)));
        check_reading("damaged", all.len(), || decode_with_details(&all, None, None));
    }
}
