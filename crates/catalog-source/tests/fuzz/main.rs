//! The data of this repository under attack: damaged catalogs, overlays that somebody broke, any queries.
//!
//! A usual run tries the same few seeds each time. `cargo xtask fuzz --minutes N` goes on for so long; a failure names its seed.

mod seeds;

use catalog::{
    Catalog, DecodeError, Filters, Index, decode, decode_with_details, decode_with_words, encode, encode_apart,
    encode_details, encode_with_details,
};
use proptest::prelude::RngExt;
use proptest::test_runner::TestRng;
use seeds::for_each_seed;
use std::path::Path;
use std::sync::LazyLock;

/// As browsers have it: encoding leaves out what only chapters show.
static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let reference = catalog_source::load(&data).unwrap_or_else(|report| panic!("{report}"));
    decode(&encode(&reference.catalog)).expect("valid")
});

static INDEX: LazyLock<Index> = LazyLock::new(|| Index::new(CATALOG.clone()));

/// Of a catalog's header: magic and version; then comes the checksum, then what it is of.
const CHECKSUM: std::ops::Range<usize> = 5..9;

const OVERLAY: &str = r#"{ "name": "Us", "categories": [{ "id": "quay", "title": "On the quay" }],
    "products": [{ "id": "GATE", "name": "Gates" }],
    "entries": [
        { "ports": 8743, "title": "Gate control", "summary": "Opens the gates.", "names": ["portcullis"],
          "categories": ["quay"], "href": "https://intranet.example/gates",
          "links": [{ "title": "Runbook", "href": "/runbook.html" }],
          "uses": [{ "role": "listens", "transports": ["tcp"], "products": ["GATE"], "releases": "15.1+" }],
          "advice": [{ "action": "restrict", "to": "the office", "reason": "it opens gates" }], "mentions": [22] },
        { "ports": 22, "summary": "By the jump host only.", "advice": [{ "action": "block" }] },
        { "ports": "9700-9707", "title": "Printers", "summary": "On the quay.", "uses": [{ "role": "connects" }] }
    ] }"#;

/// What queries and overlays are made of.
const WORDS: [&str; 40] = [
    "22",
    "53/tcp/udp",
    "22-25",
    "telnet",
    "telent",
    "samba",
    "15.1",
    "S268",
    "the",
    "block",
    "udp/",
    "65536",
    "0x16",
    "vos",
    "Nov 21 10:02:11",
    "SPT=4500",
    "[::1]:443",
    "fe80::1",
    "198.51.100.7:33435",
    "..",
    "\"",
    "\\",
    "\u{0}",
    "\u{202e}",
    "\u{3164}",
    "é",
    "日本",
    "🦀",
    "null",
    "true",
    "-1",
    "1e999",
    "{}",
    "[]",
    "[22,23]",
    "ports",
    "uses",
    "name",
    "\n",
    ",",
];

#[test]
fn damaged_catalogs_are_refused_or_can_be_searched() {
    damaged(&encode(&CATALOG), CHECKSUM.end, decode);
}

#[test]
fn damaged_words_are_refused_or_can_be_searched() {
    let (catalog, words) = encode_apart(&CATALOG);
    // The checksum of the catalog is not damaged, because without it nothing else is read.
    damaged(&words, CHECKSUM.end + CHECKSUM.len(), |words| decode_with_words(&catalog, words));
}

#[test]
fn damaged_details_are_refused_or_can_be_searched() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let whole = catalog_source::load(&data).unwrap_or_else(|report| panic!("{report}")).catalog;
    let (catalog, words) = encode_apart(&whole);
    let read = |details: &[u8]| decode_with_details(&catalog, Some(&words), Some(details));
    damaged(&encode_details(&whole), CHECKSUM.end + CHECKSUM.len(), read);
    damaged(&encode_with_details(&whole), CHECKSUM.end, |bytes| decode_with_details(bytes, None, None));
}

/// Damages bytes from `start` on, behind a right checksum.
fn damaged(sound: &[u8], start: usize, read: impl Fn(&[u8]) -> Result<Catalog, DecodeError>) {
    let mut refused = 0;
    for_each_seed(40, |random| {
        let mut bytes = sound.to_vec();
        damage(&mut bytes, start, random);
        let checksum = crc::Crc::<u32>::new(&crc::CRC_32_ISO_HDLC).checksum(&bytes[CHECKSUM.end.min(bytes.len())..]);
        bytes[CHECKSUM].copy_from_slice(&checksum.to_le_bytes());
        match read(&bytes) {
            Ok(catalog) => {
                // What is valid is encoded again.
                assert!(
                    decode_with_details(&encode_with_details(&catalog), None, None).as_ref() == Ok(&catalog),
                    "it is another one when it was encoded again"
                );
                let index = Index::new(catalog);
                for query in ["22", "samba", "telent", ""] {
                    searched(&index, query);
                }
            }
            Err(wrong) => {
                refused += 1;
                assert!(wrong.to_string().len() > 10, "{wrong:?}");
            }
        }
    });
    assert!(refused > 10, "only {refused} are refused: the damage does not arrive");
}

#[test]
fn broken_overlays_leave_the_catalog_usable() {
    let mut told = 0;
    for_each_seed(60, |random| {
        let overlays: Vec<String> = (0..random.random_range(1..3)).map(|_| broken(OVERLAY, random)).collect();
        let merged = catalog_overlay::merge(CATALOG.clone(), &overlays);
        told += usize::from(!merged.problems.is_empty());
        for problem in &merged.problems {
            assert!(problem.overlay < overlays.len() && problem.message.len() < 2000, "{problem}");
        }
        for entry in CATALOG.entries() {
            assert!(
                merged.catalog.entry(&entry.id()).is_some_and(|merged| merged.title == entry.title),
                "{}",
                entry.id()
            );
        }
        // The widget gets it so.
        let encoded = encode(&merged.catalog);
        assert!(
            decode(&encoded).is_ok_and(|catalog| encode(&catalog) == encoded),
            "it cannot be encoded: {overlays:?}"
        );
        searched(&Index::new(merged.catalog), "22");
    });
    assert!(told > 10, "only {told} have a problem: nothing is broken");
}

#[test]
fn any_query_has_an_answer() {
    for_each_seed(400, |random| {
        let words: Vec<&str> =
            (0..random.random_range(0..7)).map(|_| WORDS[random.random_range(0..WORDS.len())]).collect();
        let glue = ["", " ", "/", ",", ":", "-"][random.random_range(0..6)];
        searched(&INDEX, &words.join(glue));
    });
}

/// Searches; what is found is consistent with itself.
fn searched(index: &Index, query: &str) {
    let found = index.search(query, &Filters::default(), 5);
    assert!(
        found.hits.len() <= 5 && found.hits.len() <= found.total,
        "{query:?}: {} of {}",
        found.hits.len(),
        found.total
    );
    let all = index.search(query, &Filters::default(), usize::MAX);
    assert_eq!(all.hits.len(), found.total, "{query:?}");
}

/// Changes, removes, repeats or inserts bytes from `start` on, a few times.
fn damage(bytes: &mut Vec<u8>, start: usize, random: &mut TestRng) {
    for _ in 0..random.random_range(1..5) {
        let at = random.random_range(start..bytes.len());
        let end = (at + random.random_range(1..20)).min(bytes.len());
        match random.random_range(0..6) {
            0 => bytes[at] = random.random(),
            1 => bytes[at] ^= 1 << random.random_range(0..8),
            2 => drop(bytes.drain(at..end)),
            3 => bytes.extend_from_within(at..end),
            4 => bytes.truncate(at + 1),
            _ => drop(bytes.splice(at..at, [0xff; 5])),
        }
    }
}

/// The text with words in it that do not belong there, or without some of it; most of the time it is still JSON.
fn broken(text: &str, random: &mut TestRng) -> String {
    let mut parts: Vec<&str> = text.split_inclusive(['"', ',', ':', '{', '}', '[', ']']).collect();
    for _ in 0..random.random_range(0..4) {
        let at = random.random_range(0..parts.len());
        let word = WORDS[random.random_range(0..WORDS.len())];
        match random.random_range(0..4) {
            0 => drop(parts.remove(at)),
            1 => parts.insert(at, word),
            2 => parts.insert(at, parts[random.random_range(0..parts.len())]),
            // The content of a string, which stands before its closing quotation mark.
            _ => {
                let strings: Vec<usize> = (0..parts.len()).filter(|at| parts[*at].ends_with('"')).collect();
                parts.insert(strings[random.random_range(0..strings.len())], word);
            }
        }
    }
    parts.concat()
}
