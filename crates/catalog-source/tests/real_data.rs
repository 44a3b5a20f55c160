//! The data of this repository: complete, and found by what people type.

use catalog::{
    Document, Entry, Filters, Index, decode, decode_with_details, encode, encode_apart, encode_details,
    encode_with_details,
};
use catalog_source::Reference;
use std::path::Path;
use std::sync::{Arc, LazyLock};

static REFERENCE: LazyLock<Reference> = LazyLock::new(|| {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    catalog_source::load(&data).unwrap_or_else(|report| panic!("{report}"))
});

static INDEX: LazyLock<Index> = LazyLock::new(|| Index::new(REFERENCE.catalog.clone()));

fn found(query: &str, filters: &[(&str, &str)]) -> Vec<String> {
    found_in(&INDEX, query, filters)
}

fn found_in(index: &Index, query: &str, filters: &[(&str, &str)]) -> Vec<String> {
    let mut selected = Filters::default();
    for (name, value) in filters {
        selected.select(index.catalog(), name, value).expect("a filter");
    }
    let ids = index.search(query, &selected, 100).hits.into_iter().map(|hit| hit.document.id());
    ids.collect()
}

/// Queries with the entry that must come first; the element's tests ask them of the compiled search as well.
const FIRST_HITS: &str = include_str!("first_hits.tsv");

#[test]
fn what_people_type_finds_what_they_mean() {
    let wrong = FIRST_HITS.lines().filter_map(|line| {
        let (query, id) = line.split_once('\t').expect("a query and an id");
        let found = found(query, &[]);
        (found.first().map(String::as_str) != Some(id)).then(|| format!("{line}: {:?}", &found[..found.len().min(6)]))
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What the element answers before it has loaded the words of the prose.
#[test]
fn the_best_hits_do_not_need_the_words() {
    let (first, _) = encode_apart(&REFERENCE.catalog);
    let index = Index::new(decode(&first).expect("a catalog"));
    for line in FIRST_HITS.lines() {
        let (query, _) = line.split_once('\t').expect("a query and an id");
        assert_eq!(found_in(&index, query, &[]).first(), found(query, &[]).first(), "{query}");
    }
}

/// From these, plans for firewalls are made.
#[test]
fn entries_come_back_with_their_details() {
    let catalog = &REFERENCE.catalog;
    let mut expected: Vec<Entry> = catalog.entries().to_vec();
    for entry in &mut expected {
        entry.see_also.clear();
        entry.answers = None;
        for one in &mut entry.uses {
            (one.product_note, one.note) = (None, None);
        }
    }
    let (first, words) = encode_apart(catalog);
    let three = decode_with_details(&first, Some(&words), Some(&encode_details(catalog))).expect("valid");
    let whole = encode_with_details(catalog);
    assert_eq!(decode_with_details(&whole, None, None).as_ref(), Ok(&three));
    assert_eq!(encode_with_details(&three), whole);
    for (entry, expected) in three.entries().iter().zip(&expected) {
        assert_eq!(entry, expected);
    }
    assert_eq!((three.entries().len(), three.products()), (expected.len(), catalog.products()));
    let without = decode_with_details(&encode(catalog), None, None).expect("valid");
    assert_eq!(Ok(without), decode(&encode(catalog)));
}

/// What is described stands before what is only registered.
#[test]
fn the_best_hits_stay_when_the_register_comes() {
    let index = Index::new(REFERENCE.catalog.clone());
    index.set_register(&Arc::new(REFERENCE.register.searched(&REFERENCE.catalog, true)));
    for line in FIRST_HITS.lines() {
        let (query, id) = line.split_once('\t').expect("a query and an id");
        let found = found_in(&index, query, &[]);
        assert_eq!(found.first().map(String::as_str), Some(id), "{query}: {:?}", &found[..found.len().min(6)]);
    }
}

fn notices(query: &str) -> String {
    let notices: Vec<_> =
        INDEX.search(query, &Filters::default(), 1).notices.iter().map(|n| format!("{n:?}")).collect();
    notices.join(" ")
}

#[track_caller]
fn first(query: &str, expected: &[&str]) {
    let found = found(query, &[]);
    assert!(found.len() >= expected.len() && found[..expected.len()] == *expected, "{query}: {found:?}");
}

/// The entries are among the first few.
#[track_caller]
fn near_the_top(query: &str, expected: &[&str]) {
    let found = found(query, &[]);
    let top = &found[..found.len().min(expected.len() + 2)];
    assert!(expected.iter().all(|id| top.iter().any(|found| found == id)), "{query}: {found:?}");
}

#[test]
fn every_port_of_both_sources_has_an_entry() {
    let singles = "0 1 7 9 11 13 19 20 21 22 23 24 25 37 53 67 68 69 79 80 85 98 109 110 111 113 119 123 135 137 138 139 143 \
                   161 162 177 443 445 500 513 553 600 635 901 1024 1025 1026 1080 1114 1243 1414 1524 1812 2049 3000 3128 \
                   4000 4500 5632 6776 13223 17027 27374 29000 30100 31337 31789 31790 41508 48879";
    let ranges = "0-1023 1-5 1-1024 1024-49151 1024-65535 6970-7170 10000-65535 27910-27961 32770-32900 33434-33600 \
                  49152-65535 61000-65535";
    for id in singles.split_whitespace().chain(ranges.split_whitespace()) {
        assert!(REFERENCE.catalog.entry(id).is_some(), "{id}");
        assert!(REFERENCE.chapters[id].prose.len() > 80, "{id} has hardly any prose");
    }
}

#[test]
fn ports_in_every_notation() {
    first("22,80,443", &["22", "80", "443"]);
    first("443 80", &["443", "80"]);
    near_the_top("313", &["31337"]);
}

#[test]
fn ports_inside_ranges_and_ports_only_mentioned() {
    for (port, entry) in
        [("3130", "7"), ("7070", "6970-7170"), ("535", "553"), ("5902", "5900-5903"), ("6010", "6000-6063")]
    {
        let found = found(port, &[]);
        assert!(found[..2].iter().any(|id| id == entry), "{port}: {found:?}");
    }
    near_the_top("32768", &["32768-32769"]);
}

#[test]
fn names_aliases_programs_and_products() {
    near_the_top("samba", &["137", "138", "139", "445", "901"]);
    near_the_top("subseven", &["1243", "27374", "6776"]);
    near_the_top("sub-7", &["1243", "27374", "6776"]);
    near_the_top("S269", &["137", "138", "139", "445", "901"]);
    first("S049", &["500", "4500"]);
    near_the_top("sync_cfgd", &["29000"]);
    near_the_top("sync_configd", &["29000"]);
}

/// A port that is asked for comes first, whatever other words there are.
#[test]
fn ports_within_questions() {
    for query in [
        "what is port 22",
        "is port 22 safe",
        "22 safe",
        "whats on 22",
        "22 15.2",
        "samba 22",
        "21 kernel",
        "telnet 22",
    ] {
        assert_eq!(notices(query), "", "{query}");
    }
    assert_eq!(found("samba 22", &[])[1..], ["137", "138", "139", "445", "901"]);
    assert_eq!(found("telnet 22", &[])[..2], ["22", "23"]);
    first("137-139/udp", &["137", "138", "139"]);
    near_the_top("22 or 23", &["22", "23"]);
    near_the_top("sub 7", &["1243", "27374"]);
    let why = |query: &str| {
        let why = INDEX.search(query, &Filters::default(), 1).hits[0].why.as_ref().map(ToString::to_string);
        why.unwrap_or_default()
    };
    assert_eq!(why("8879"), "the chapter mentions 8879");
    assert_eq!(why("3000"), "", "it is in its range whatever the setting is");
    assert_eq!(why("22,80,443"), "", "a port that was asked for needs no reason");
}

/// Documents are found by their numbers, words by other forms.
#[test]
fn numbers_of_documents_and_forms_of_words() {
    for (query, expected) in [("rfc 2865", "1812"), ("RFC2865", "1812"), ("CVE-2017-17215", "37215")] {
        near_the_top(query, &[expected]);
    }
    assert_eq!(found("sip phones", &[])[0], "5060");
}

/// Where only the release leaves out the best answer, that is said, and which releases it is for.
#[test]
fn a_release_that_something_is_not_part_of() {
    // Other entries speak of SSH and of port 22.
    for (query, left_out) in [("ssh 14.5", "22"), ("22/tcp 15.0", "22"), ("ike 14.7", "500")] {
        let results = INDEX.search(query, &Filters::default(), 50);
        let told = results
            .notices
            .iter()
            .any(|notice| matches!(notice, catalog::Notice::OtherReleases { entry, .. } if entry.id() == left_out));
        assert!(told, "{query}: {results:?}");
        assert!(!found(query, &[]).contains(&left_out.to_owned()), "{query}: {results:?}");
        assert!(results.total == 0 || left_out == "22", "{query}: {results:?}");
    }
}

/// Two names or codes are asked for together, and each hit says for which it stands.
#[test]
fn several_names_are_alternatives() {
    let mut ids = found("samba openssh 15.1", &[]);
    ids.sort_by_key(|id| id.parse::<u16>().expect("a port"));
    assert_eq!(ids, ["22", "137", "138", "139", "445", "901"]);
    assert_eq!(found("S269 S270", &[]).len(), 6);
    near_the_top("ssh and ftp", &["21", "22"]);
    for query in ["samba openssh 15.1", "S269 S270"] {
        for hit in INDEX.search(query, &Filters::default(), 9).hits {
            let why = hit.why.map(|why| why.to_string()).unwrap_or_default();
            assert!(why.starts_with("for “"), "{query}: {why}");
        }
        assert_eq!(notices(query), "", "{query}");
    }
}

#[test]
fn an_unknown_word_leaves_few_hits() {
    assert!((1..=5).contains(&found("remote giraffe", &[]).len()));
    assert!(notices("remote giraffe").contains("giraffe"));
    assert_eq!(found("22,80,443", &[]), ["22", "80", "443"]);
    assert!(!notices("drop").contains("dcom"));
}

#[test]
fn what_is_advised() {
    for (word, action) in [("block", "block"), ("restrict", "restrict"), ("disable", "disable")] {
        let mut advised = found("", &[("advice", action)]);
        let mut first = found(word, &[]);
        first.truncate(advised.len());
        first.sort();
        advised.sort();
        assert_eq!(first, advised, "{word}");
    }
    assert!(found("block", &[]).contains(&"29000".to_owned()));
}

/// A port over another transport is said to be described over that one.
#[test]
fn ranges_of_another_transport_say_so() {
    let results = INDEX.search("tcp 33435", &Filters::default(), 9);
    let of_udp =
        results.hits.iter().find(|hit| matches!(hit.document, Document::Entry(entry) if entry.id() == "33434-33600"));
    let why = of_udp.and_then(|hit| hit.why.as_ref()).map(ToString::to_string);
    assert_eq!(why.as_deref(), Some("described over UDP, not TCP"));
}

/// No word of a question is the whole name of something: it would never be found beside others.
#[test]
fn names_are_no_words_of_questions() {
    for entry in INDEX.catalog().entries() {
        for name in entry.aliases.iter().chain([&entry.title]) {
            let query = catalog::Query::parse(&format!("{name} zzzz"));
            assert!(query.terms.len() > 1, "{name}");
        }
    }
}

/// What is said in the reason was matched.
#[test]
fn reasons_hold_the_word_that_matched() {
    for query in ["samba", "sshd", "who", "S269", "email", "telent", "rsn", "kernel", "relay", "vpn", "bootp"] {
        for hit in INDEX.search(query, &Filters::default(), 50).hits {
            let Some(why) = hit.why else { continue };
            let why: String = why.to_string().to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
            let holds = |mark: &String| why.contains(&mark.chars().filter(|c| c.is_alphanumeric()).collect::<String>());
            assert!(hit.marks.iter().any(holds), "{query}: {why} {:?}", hit.marks);
        }
    }
}

#[test]
fn codes_are_not_corrected() {
    assert!(found("S047", &[]).is_empty(), "another product is no answer");
}

#[test]
fn tasks() {
    near_the_top("port mapper", &["111"]);
    near_the_top("windows file sharing", &["139", "445"]);
    near_the_top("remote login", &["22", "23"]);
    near_the_top("email", &["25", "110", "143"]);
}

#[test]
fn while_typing_and_with_typing_errors() {
    near_the_top("samab", &["137", "138", "139", "445", "901"]);
    near_the_top("netbois", &["137", "138", "139"]);
    near_the_top("apahce", &["80", "443"]);
}

#[test]
fn releases_in_the_query_and_as_a_filter() {
    assert!(!found("samba 15.0", &[]).contains(&"445".to_owned()), "Samba 3.0 over TCP came with 15.1.0");
    assert!(found("samba 15.1", &[]).contains(&"445".to_owned()));
    assert!(!found("", &[("release", "15.0")]).contains(&"22".to_owned()), "no SSH in 15.0");
    assert!(found("", &[("release", "14.7")]).contains(&"22".to_owned()));
    assert!(found("ephemeral", &[("release", "14.6.0ai")]).contains(&"10000-65535".to_owned()));
    let nfs = &INDEX.search("nfs 15.0", &Filters::default(), 1).hits[0];
    assert_eq!(nfs.applies, Some(catalog::Applies::Unsaid), "until 15.x leaves 15.0 open");
}

#[test]
fn filters() {
    assert_eq!(found("", &[("product", "s269")]), ["137", "138", "139", "445", "901"]);
    let block = found("", &[("advice", "block")]);
    assert!(["37", "69", "85", "445", "29000"].iter().all(|id| block.iter().any(|found| found == id)), "{block:?}");
    assert!(found("", &[("exposure", "nobody")]).contains(&"27374".to_owned()));
    assert!(found("", &[("exposure", "internet"), ("transport", "tcp")]).contains(&"443".to_owned()));
    let senders = found("", &[("role", "sends")]);
    assert!(["20", "68", "137", "500"].iter().all(|id| senders.iter().any(|found| found == id)), "{senders:?}");
    assert!(!senders.contains(&"22".to_owned()));
    assert!(found("", &[("category", "trojan"), ("transport", "udp")]).contains(&"31789".to_owned()));
}

#[test]
fn nothing_is_ever_an_empty_page() {
    for query in ["12399", "50001", "70000", "65534"] {
        let results = INDEX.search(query, &Filters::default(), 10);
        assert!(!results.notices.is_empty(), "{query}");
        assert!(query == "70000" || results.total > 0, "{query}");
    }
    let results = INDEX.search("telnwt3", &Filters::default(), 10);
    let suggested = format!("{:?}", results.notices);
    assert!(results.total > 0 || suggested.contains("telnet"), "{suggested}");
}

#[test]
fn numbers_addresses_and_words_of_questions_are_not_suggested() {
    for query in ["198.18.7.9", "release qqx", "192.0.2.1/24"] {
        let said = notices(query);
        assert!(said.contains("suggestions: []"), "{query}: {said}");
    }
}
