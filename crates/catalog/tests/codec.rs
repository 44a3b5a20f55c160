//! Encoding and decoding: nothing is lost, and what is not valid is refused. `hostile_bytes.rs` has the rest.

#[path = "common/checksum.rs"]
mod checksum;
mod common;

use catalog::{
    Annotation, Catalog, DecodeError, Entry, Filters, Index, Invalid, Link, Parts, PortSpec, Provenance, Target,
    decode, decode_entries, decode_with_details, decode_with_words, encode, encode_apart, encode_details,
    encode_with_details,
};
use common::{catalog, detailed, parts};

#[test]
fn what_is_encoded_comes_back() {
    let bytes = encode(&catalog());
    assert_eq!(decode(&bytes).expect("valid"), catalog());
    assert_eq!(encode(&decode(&bytes).expect("valid")), bytes, "the same catalog gives the same bytes");
}

#[test]
fn entries_come_back_alone_without_their_releases() {
    let without_releases = |bytes: &[u8]| {
        let mut entries = decode(bytes).expect("valid").entries().to_vec();
        entries.iter_mut().flat_map(|entry| &mut entry.uses).for_each(|one| one.releases = None);
        entries
    };
    for bytes in [encode(&catalog()), encode_apart(&catalog()).0] {
        assert_eq!(decode_entries(&bytes, None).expect("valid"), without_releases(&bytes));
        assert_eq!(decode_entries(&bytes[..bytes.len() - 1], None), Err(DecodeError::Checksum));
    }
    let (bytes, words) = encode_apart(&catalog());
    assert_eq!(decode_entries(&bytes, Some(&words)).expect("valid"), without_releases(&encode(&catalog())));
    assert_eq!(decode_entries(&bytes, Some(&bytes)), Err(DecodeError::Magic));
}

#[test]
fn a_catalog_and_its_words_are_the_whole() {
    let mut parts = parts();
    parts.entries[0].uses[1].provenance = Provenance::Registered;
    let whole = Catalog::new(parts).expect("valid");
    let (first, words) = encode_apart(&whole);
    assert_eq!(decode_with_words(&first, &words).as_ref(), Ok(&whole));
    assert_eq!(encode_apart(&whole), (first.clone(), words));
    // Without its words, it is a catalog in which names and summaries are found.
    let index = Index::new(decode(&first).expect("valid"));
    let found = |query| index.search(query, &Filters::default(), 10).total;
    for (query, total) in [("shell", 1), ("22", 1), ("appd", 4), ("glossary", 1), ("handshake", 0), ("gateway", 0)] {
        assert_eq!(found(query), total, "{query}");
    }
}

#[test]
fn words_of_something_else_are_refused() {
    let (first, words) = encode_apart(&catalog());
    let mut other = parts();
    other.entries[0].title = "Other".into();
    let (other, others) = encode_apart(&Catalog::new(other).expect("valid"));
    assert_eq!(decode_with_words(&first, &others), Err(DecodeError::Foreign));
    assert_eq!(decode_with_words(&other, &words), Err(DecodeError::Foreign));
    assert_eq!(decode_with_words(&encode(&catalog()), &words), Err(DecodeError::Foreign));
    assert_eq!(decode_with_words(&first, &first), Err(DecodeError::Magic));
    assert_eq!(decode(&words), Err(DecodeError::Magic));
    assert_eq!(decode_with_words(&first, &words[..words.len() - 1]), Err(DecodeError::Checksum));
    let mut older = words;
    older[4] = 4;
    assert_eq!(decode_with_words(&first, &older), Err(DecodeError::Version(4)));
    assert_eq!(DecodeError::Foreign.code(), "version");
}

#[test]
fn details_come_back() {
    let whole = detailed();
    let (first, words) = encode_apart(&whole);
    let details = encode_details(&whole);
    let all = encode_with_details(&whole);
    assert_eq!(decode_with_details(&first, Some(&words), Some(&details)).as_ref(), Ok(&whole));
    assert_eq!(decode_with_details(&all, None, None).as_ref(), Ok(&whole));
    assert_eq!(decode_with_details(&encode(&whole), None, None), decode(&encode(&whole)));
    assert_eq!(decode_with_details(&first, None, None), decode(&first));
    assert_eq!(decode_with_details(&first, Some(&words), None), decode_with_words(&first, &words));
    let without_words = decode_with_details(&first, None, Some(&details)).expect("valid");
    assert_eq!(without_words.entries()[0].advice, whole.entries()[0].advice);
    assert_eq!(decode_entries(&all, None), decode_entries(&encode(&whole), None));
}

#[test]
fn details_of_something_else_are_refused() {
    let whole = detailed();
    let (first, words) = encode_apart(&whole);
    let details = encode_details(&whole);
    let read = |details: &[u8]| decode_with_details(&first, Some(&words), Some(details));
    assert_eq!(read(&encode_details(&catalog())), Err(DecodeError::Foreign));
    assert_eq!(read(&words), Err(DecodeError::Magic));
    assert_eq!(read(&details[..details.len() - 1]), Err(DecodeError::Checksum));
    assert_eq!(decode_with_details(&encode(&whole), None, Some(&details)), Err(DecodeError::Foreign));
    assert_eq!(decode_with_words(&first, &details), Err(DecodeError::Magic));
    assert_eq!(decode(&details), Err(DecodeError::Magic));
    assert_eq!(decode(&encode_with_details(&whole)), Err(DecodeError::Contents), "only plans read all three");
}

#[test]
fn what_is_not_a_catalog_says_why() {
    let bytes = encode(&catalog());
    let mut other_version = bytes.clone();
    other_version[4] = 9;
    assert_eq!(decode(b"").unwrap_err(), DecodeError::Magic);
    assert_eq!(decode(b"<!DOCTYPE html>").unwrap_err(), DecodeError::Magic);
    assert_eq!(decode(b"PTLN").unwrap_err(), DecodeError::Checksum);
    assert_eq!(decode(&other_version).unwrap_err(), DecodeError::Version(9));
    assert_eq!(decode(&bytes[..bytes.len() - 1]).unwrap_err(), DecodeError::Checksum);
}

#[test]
fn what_is_not_valid_is_all_reported() {
    let mut wrong = parts();
    wrong.entries[0].categories.push("none".into());
    wrong.entries[1].see_also.push("99".into());
    wrong.entries[1].uses.clear();
    wrong.entries[2].uses[0].products.push("S9".into());
    wrong.entries[3].ports = PortSpec::Range { first: 9, last: 9 };
    let found = Catalog::new(wrong).expect_err("five mistakes");
    assert!(found.contains(&Invalid::Range("9-9".into())), "{found:?}");
    assert!(found.contains(&Invalid::NoUse("137".into())), "{found:?}");
    assert!(found.contains(&Invalid::Order("9-9".into())), "{found:?}");
    assert_eq!(found.len(), 6, "{found:?}");
}

#[test]
fn links_that_are_code_make_a_catalog_invalid() {
    for bad in ["javascript:alert(1)", "//evil.example/x", "https:evil.example", "java\tscript:x", "data:text/html,x"] {
        let link = || Link { title: "T".into(), href: bad.into() };
        let wrong: [fn(&mut Parts, Link); 3] = [
            |parts, link| parts.pages[0].href = link.href,
            |parts, link| parts.entries[0].target = Target::Own(link.href),
            |parts, link| {
                parts.entries[0].annotations = vec![Annotation { links: vec![link], ..Annotation::default() }];
            },
        ];
        for make in wrong {
            let mut parts = parts();
            make(&mut parts, link());
            assert_eq!(Catalog::new(parts.clone()), Err(vec![Invalid::Address(bad.into())]));
            // What another program encodes with a right checksum is not trusted either.
            let mut harmless = parts;
            make(&mut harmless, Link { href: "x".repeat(bad.len()), ..link() });
            let is_page = harmless.pages[0].href.starts_with('x');
            let bytes = encode(&Catalog::new(harmless).expect("valid")).split_off(9);
            let at = bytes.windows(bad.len()).position(|part| part == "x".repeat(bad.len()).as_bytes()).expect("there");
            let mut body = bytes;
            body[at..at + bad.len()].copy_from_slice(bad.as_bytes());
            let bytes = checksum::behind_a_right_checksum(&body);
            let wrong = DecodeError::Invalid(vec![Invalid::Address(bad.into())]);
            // Entries alone have no pages.
            assert_eq!(decode_entries(&bytes, None).is_ok(), is_page);
            assert_eq!(decode(&bytes), Err(wrong));
        }
    }
}

#[test]
fn ids_stand_once_wherever_they_stand() {
    let setting = PortSpec::Parameterised { first: 22, factor: 1, parameter: "n".into(), at_most: 99 };
    let between = PortSpec::Range { first: 22, last: 30 };
    let mut twice = parts();
    let one = twice.entries[0].clone();
    let with = |ports| Entry { ports, ..one.clone() };
    twice.entries.splice(1..1, [with(between), with(setting)]);
    assert_eq!(Catalog::new(twice), Err(vec![Invalid::Order("22".into())]));
}

#[test]
fn more_releases_than_a_filter_can_show_are_refused() {
    let mut parts = parts();
    let releases: Vec<_> = (0..300).map(|minor| format!("{}.{}+", 20 + minor / 10, minor % 10)).collect();
    parts.entries[0].uses[0].releases = Some(releases.join(", ").parse().expect("releases"));
    let found = Catalog::new(parts).expect_err("too many");
    assert!(matches!(found[..], [Invalid::TooMany { kind: "releases", limit: 256, .. }]), "{found:?}");
}

#[test]
fn entries_are_found_by_id_and_by_port() {
    let catalog = catalog();
    for id in ["22", "137", "3000", "49152-65535"] {
        assert_eq!(catalog.entry(id).map(Entry::id).as_deref(), Some(id));
    }
    for id in ["", "022", "23", "49152", "49152-65534", "3000-3999", "x", "70000", "22-"] {
        assert_eq!(catalog.entry(id), None, "{id}");
    }
    assert_eq!(catalog.port(137).map(Entry::id).as_deref(), Some("137"));
    assert_eq!(catalog.port(3000), None, "a range is not the port that it begins with");
    let neighbours = |port| {
        let (below, above) = catalog.neighbours(port);
        (below.map(Entry::id).unwrap_or_default(), above.map(Entry::id).unwrap_or_default())
    };
    for (port, below, above) in [(0, "", "22"), (22, "", "137"), (23, "22", "137"), (60_000, "137", "")] {
        assert_eq!(neighbours(port), (below.to_owned(), above.to_owned()), "{port}");
    }
}
