//! Search on a small catalog: order, reasons, filters, notices; and that no query does harm.

mod common;

use catalog::{Applies, Catalog, Dimension, Entry, Filters, Index, Notice, Parts, PortSpec, TextIndex, UnknownFilter};
use common::catalog;
use proptest::prelude::*;

fn ids(query: &str, filters: &[(&str, &str)]) -> Vec<String> {
    let index = Index::new(catalog());
    let hits = index.search(query, &selected(&index, filters), 50).hits;
    let ids = hits.into_iter().map(|hit| hit.document.id());
    ids.collect()
}

fn selected(index: &Index, filters: &[(&str, &str)]) -> Filters {
    let mut all = Filters::default();
    for (name, value) in filters {
        all.select(index.catalog(), name, value).expect("a filter");
    }
    all
}

#[track_caller]
fn check(query: &str, filters: &[(&str, &str)], expected: &[&str]) {
    assert_eq!(ids(query, filters), expected, "{query} {filters:?}");
}

#[track_caller]
fn why(query: &str, expected: Option<&str>) {
    let index = Index::new(catalog());
    let results = index.search(query, &Filters::default(), 1);
    assert_eq!(results.hits[0].why.as_ref().map(ToString::to_string).as_deref(), expected, "{query}");
}

#[test]
fn an_empty_query_lists_every_entry_in_order() {
    check("", &[], &["22", "137", "3000", "49152-65535"]);
    check("udp", &[], &["22", "137"]);
}

#[test]
fn reasons() {
    why("22", None);
    why("shell", None);
    why("shell alias", Some("also known as Shell alias"));
    why("appd.pm", Some("program >system>bin>appd.pm"));
    why("shlel", Some("“shell” instead of “shlel”"));
    why("3000", None);
    why("3005", Some("3005 lies in this range if servers is at least 3"));
    why("50000", Some("50000 lies in this range"));
    why("8080", Some("the chapter mentions 8080"));
    why("handshake", Some("about “handshake”"));
    why("gateway", Some("section “Gateway”"));
    why("137/tcp", Some("described over UDP, not TCP"));
    why("shell xyzzy", Some("without “xyzzy”"));
    why("S1", Some("product S1, Product S1"));
    why("block", Some("advice: Block"));
    why("3005/udp", Some("described over TCP, not UDP"));
    why("shell names", Some("for “shell”"));
    why("what is shell", None);
    why("xyzzy 50000", Some("50000 lies in this range"));
}

/// A chapter that has all words of a sentence somewhere in its prose stands behind a name with the most of them.
#[test]
fn a_name_of_one_word_is_found_when_it_is_typed_as_two() {
    let mut parts = common::parts();
    parts.entries[0].title = "Guard duty".into();
    parts.entries[1].title = "Wireguard".into();
    parts.entries[2].title = "Wire tap".into();
    let index = Index::new(Catalog::new(parts).expect("valid"));
    for (query, expected) in
        [("wire guard", "137"), ("wire gu", "137"), ("what is wire guard", "137"), ("guard duty", "22")]
    {
        let results = index.search(query, &Filters::default(), 1);
        assert_eq!(results.hits[0].document.id(), expected, "{query}");
        assert!(results.notices.is_empty(), "{query}: {:?}", results.notices);
    }
}

#[test]
fn a_name_is_found_with_its_version_too() {
    for query in ["shell8", "shell-8.1", "SHELL_8"] {
        check(query, &[], &["22"]);
    }
    // Nothing is called like what is left of these.
    for query in ["sh4", "8shell", "shells8x"] {
        check(query, &[], &[]);
    }
    // Three letters have to be all of a name.
    let mut parts = common::parts();
    parts.entries[0].aliases.push("rdp".into());
    parts.entries[1].aliases.push("rdp relay".into());
    let index = Index::new(Catalog::new(parts).expect("valid"));
    let ids: Vec<String> =
        index.search("rdp8", &Filters::default(), 9).hits.iter().map(|hit| hit.document.id()).collect();
    assert_eq!(ids, ["22"]);
}

#[test]
fn the_number_of_a_name_is_no_port() {
    let mut parts = common::parts();
    parts.entries[0].aliases.push("iec 137".into());
    let index = Index::new(Catalog::new(parts).expect("valid"));
    let ids = |query: &str| -> Vec<String> {
        index.search(query, &Filters::default(), 2).hits.iter().map(|hit| hit.document.id()).collect()
    };
    assert_eq!(ids("iec 137 unheard"), ["22", "137"]);
    assert_eq!(ids("137 iec unheard"), ["137", "22"], "the words of a name follow one another");
}

#[test]
fn what_is_called_like_several_words_of_a_sentence_is_preferred() {
    let mut parts = common::parts();
    parts.entries[0].title = "Home assistant".into();
    parts.entries[1].aliases.push("panel".into());
    let prose = [(1, "home"), (1, "assistant")].map(|(at, word)| (at, word.to_owned()));
    parts.text = TextIndex::new(prose);
    let index = Index::new(Catalog::new(parts).expect("valid"));
    let first = |query: &str| index.search(query, &Filters::default(), 1).hits[0].document.id();
    assert_eq!(first("home assistant panel"), "22");
}

#[test]
fn of_names_in_a_sentence_the_longest_is_preferred() {
    let mut parts = common::parts();
    parts.entries[0].title = "Browser".into();
    parts.entries[1].title = "Onion browser".into();
    parts.entries[0].aliases.push("proxy".into());
    let index = Index::new(Catalog::new(parts).expect("valid"));
    let first = |query: &str| index.search(query, &Filters::default(), 1).hits[0].document.id();
    assert_eq!(first("onion browser unheard proxy"), "137");
    assert_eq!(first("unheard browser proxy"), "22");
}

/// What is surely meant is found, and in the same order, as if it had been typed so.
#[test]
fn a_misspelt_name_beside_other_words_is_the_name() {
    let mut parts = common::parts();
    parts.entries[0].title = "Jellyfin".into();
    parts.entries[1].aliases.push("media server".into());
    parts.entries[2].title = "Elasticsearch".into();
    parts.entries[3].aliases.push("elastic stack".into());
    parts.text = TextIndex::new([(0, "films".to_owned()), (3, "films".to_owned())]);
    let index = Index::new(Catalog::new(parts).expect("valid"));
    let found = |query: &str| index.search(query, &Filters::default(), 5);
    let ids = |query: &str| -> Vec<String> { found(query).hits.iter().map(|hit| hit.document.id()).collect() };
    for (typed, meant) in [
        ("jellyfn films", "jellyfin films"),
        ("films jelyfln unheard", "films jellyfin unheard"),
        ("media server jellyfn", "media server jellyfin"),
        ("elastcsearch jellyfn", "elasticsearch jellyfin"),
        // What only has a stem in common with a known word is misspelt rather than inflected.
        ("jellyfines", "jellyfin"),
    ] {
        assert_eq!(ids(typed), ids(meant), "{typed}");
    }
    // Not surely: another first letter, two errors in a short word, the beginning of a longer one.
    for typed in ["bellyfin", "jelyfim", "jellxf"] {
        let ids = ids(&format!("{typed} media server"));
        assert_eq!(ids.first().map(String::as_str), Some("137"), "{typed}");
    }
    // What begins a name has no ending.
    assert_eq!(ids("elastics").first().map(String::as_str), Some("3000"));
    let results = found("jellyfn films");
    let why = results.hits[0].why.as_ref().map(ToString::to_string);
    assert_eq!(why.as_deref(), Some("“jellyfin” instead of “jellyfn”"));
    assert!(results.awaits_register, "the register may know the word");
}

/// In a sentence, a number that no entry is about may be anything: the ranges that it is in say nothing.
#[test]
fn a_number_in_a_sentence_may_mean_anything() {
    let mut parts = common::parts();
    parts.entries[3].categories.clear();
    parts.entries.insert(3, Entry { ports: PortSpec::Range { first: 6660, last: 6669 }, ..parts.entries[2].clone() });
    parts.text = TextIndex::new([(0, "handshake".to_owned())]);
    parts.entries[3].title = "Chat".into();
    parts.entries[3].aliases.clear();
    let index = Index::new(Catalog::new(parts).expect("valid"));
    let ids = |query: &str| -> Vec<String> {
        index.search(query, &Filters::default(), 9).hits.iter().map(|hit| hit.document.id()).collect()
    };
    let range = "49152-65535".to_owned();
    assert!(!ids("shell handshake login 50000").contains(&range));
    for (query, expected) in [
        ("shell handshake login 50000", "22"),
        ("shell handshake login 137", "137"),
        ("names login alias 8080", "22"),
        ("shell handshake login 6667", "6660-6669"),
        ("shell 50000", "22"),
    ] {
        assert_eq!(ids(query)[0], expected, "{query}");
    }
    for named in [
        "port 50000",
        "port number 50000",
        "50000 port",
        "port is 50000",
        ":50000",
        "#50000",
        "ports: 50000",
        "port50000",
    ] {
        let query = format!("shell handshake login {named}");
        assert!(ids(&query).contains(&range), "{query}: {:?}", ids(&query));
    }
    // All the numbers of a long query.
    assert!(!ids("shell login handshake 400 10-12 14-15 17-18 60-70").is_empty());
}

/// A message of a program is one word to whoever wrote it.
#[test]
fn words_joined_by_underscores_are_found_one_by_one() {
    check("xyzzy_handshake_finished", &[], &["22", "49152-65535"]);
    check("198.51.100.137", &[], &[]);
}

#[test]
fn of_equal_names_the_prominent_one_is_first() {
    for (prominent, expected) in [(0, ["22", "137"]), (1, ["137", "22"])] {
        let mut parts = common::parts();
        parts.entries[0].title = "Relay".into();
        parts.entries[1].title = "Relay".into();
        parts.entries[prominent].is_prominent = true;
        let index = Index::new(Catalog::new(parts).expect("valid"));
        let results = index.search("relay", &Filters::default(), 9);
        let ids: Vec<String> = results.hits.iter().map(|hit| hit.document.id()).collect();
        assert_eq!(ids, expected);
    }
}

#[test]
fn names_stand_before_chapters_that_happen_to_have_all_words() {
    let prose = [(0, "handshake"), (1, "broadcast"), (1, "handshake"), (1, "shell")];
    let text = TextIndex::new(prose.map(|(at, word)| (at, word.to_owned())));
    let index = Index::new(Catalog::new(Parts { text, ..common::parts() }).expect("valid"));
    let ids = |query| -> Vec<String> {
        let hits = index.search(query, &Filters::default(), 9).hits;
        hits.iter().map(|hit| hit.document.id()).collect()
    };
    assert_eq!(ids("broadcast shell handshake"), ["22", "137"]);
    assert_eq!(ids("broadcast handshake"), ["137"], "two words may be a name");
}

#[test]
fn filters_hold_on_one_and_the_same_use() {
    check("", &[("transport", "udp")], &["22", "137"]);
    check("", &[("transport", "udp"), ("role", "listens")], &["137"]);
    check("", &[("transport", "udp"), ("transport", "tcp"), ("role", "listens")], &["22", "137", "3000"]);
    check("", &[("advice", "block")], &["137"]);
    check("", &[("class", "dynamic")], &["49152-65535"]);
    check("glossary", &[("transport", "udp")], &[]);
}

#[test]
fn a_release_leaves_what_applies_first_and_what_is_not_said_after() {
    check("", &[("release", "15.0")], &["3000", "49152-65535", "137"]);
    check("", &[("release", "15.2")], &["22", "3000", "49152-65535", "137"]);
    check("15.0", &[], &["3000", "49152-65535", "137"]);
    let index = Index::new(catalog());
    let results = index.search("", &selected(&index, &[("release", "15.2")]), 9);
    let verdicts: Vec<_> = results.hits.iter().map(|hit| hit.applies).collect();
    let yes = Some(Applies::Yes);
    assert_eq!(verdicts, [yes, yes, yes, Some(Applies::Unsaid)]);
}

#[test]
fn unknown_filters_are_errors() {
    let mut filters = Filters::default();
    let mut select = |name: &str, value: &str| filters.select(&catalog(), name, value);
    assert_eq!(select("colour", "red"), Err(UnknownFilter::Dimension("colour".into())));
    assert_eq!(select("transport", "ipx"), Err(UnknownFilter::Value("transport".into(), "ipx".into())));
    assert_eq!(select("release", "soon"), Err(UnknownFilter::Release("soon".into(), "14.7, 15.1".into())));
    assert_eq!(select("product", "s1"), Ok(()), "codes are typed in either case");
}

#[test]
fn notices() {
    let index = Index::new(catalog());
    let notices = |query: &str| index.search(query, &Filters::default(), 9).notices;
    assert!(notices("22").is_empty());
    assert!(notices("3000").is_empty(), "it is in its range whatever the setting is");
    assert!(
        matches!(&notices("3005")[..], [Notice::Unwritten { port: 3005, .. }]),
        "only a setting puts it in a range"
    );
    let unwritten = notices("140");
    let [Notice::Unwritten { port: 140, below: Some(below), above: None, .. }] = &unwritten[..] else {
        panic!("{unwritten:?}")
    };
    assert_eq!(below.id(), "137");
    assert!(matches!(&notices("70000")[..], [Notice::NotAPort { typed }] if typed == "70000"));
    let unknown = notices("shexxl");
    assert!(
        matches!(&unknown[..], [Notice::UnknownWord { suggestions, .. }] if suggestions.contains(&"shell")),
        "{unknown:?}"
    );
}

fn notices_of(query: &str) -> String {
    let index = Index::new(catalog());
    format!("{:?}", index.search(query, &Filters::default(), 9).notices)
}

/// A word that an entry or page holds is never said to be unknown, whatever else is asked for.
#[test]
fn no_word_that_stands_anywhere_is_unknown() {
    let index = Index::new(catalog());
    for word in ["shell", "alias", "names", "appd.pm", "handshake", "gateway", "glossary", "login", "s1", "s2", "block"]
    {
        for query in [
            word.to_owned(),
            format!("{word} 22"),
            format!("{word} 137/tcp"),
            format!("{word} xyzzy"),
            format!("22 {word} 15.2"),
        ] {
            let notices = index.search(&query, &Filters::default(), 9).notices;
            let unknown = |notice: &Notice<'_>| matches!(notice, Notice::UnknownWord { typed, .. } if typed == word);
            assert!(!notices.iter().any(unknown), "{query}: {notices:?}");
        }
    }
}

#[test]
fn suggestions_are_other_names_and_near() {
    let index = Index::new(catalog());
    for typed in ["shellx", "shl", "drap", "nam", "namesx", "shxll", "appdd", "xyzzy", "shell"] {
        for notice in index.search(typed, &Filters::default(), 9).notices {
            let Notice::UnknownWord { suggestions, .. } = notice else { continue };
            assert!(!suggestions.contains(&typed), "{typed}: {suggestions:?}");
            assert!(typed.len() > 5 || !suggestions.contains(&"appd") && !suggestions.contains(&"names"), "{typed}");
        }
    }
}

#[test]
fn several_names_are_alternatives() {
    check("shell names", &[], &["22", "137"]);
    check("s1 s2", &[], &["22", "137", "3000", "49152-65535"]);
    check("names 22", &[], &["22", "137"]);
    check("shell and alias", &[], &["22", "137", "3000", "49152-65535"]);
    check("shell alias", &[], &["22"]);
    check("22,137", &[], &["22", "137"]);
}

#[test]
fn a_line_of_a_log_has_one_notice() {
    for query in [
        "Nov 21 10:02:11 fw kernel: SRC=203.0.113.5 DST=198.51.100.7 PROTO=UDP SPT=4500 DPT=137",
        "Nov 21 10:02:11 fw kernel: SRC=203.0.113.5 DST=198.51.100.7 PROTO=UDP SPT=4500 DPT=140",
        "Nov 21 10:02:11 fw sshd 812: 3 of 5 sessions were closed",
        "198.51.100.7:140",
    ] {
        let notices = notices_of(query);
        assert!(notices.starts_with("[Line") && !notices.contains("UnknownWord"), "{query}: {notices}");
        assert_eq!(notices.contains("unwritten: [140]"), query.contains("140"), "{query}: {notices}");
    }
    check("Nov 21 10:02:11 SRC=203.0.113.5 PROTO=UDP SPT=22 DPT=137", &[], &["137", "22"]);
    check("Nov 21 10:02:11 SRC=203.0.113.5 PROTO=TCP SPT=22 DPT=50000", &[], &["22", "49152-65535"]);
    check("Nov 21 10:02:11 fw sshd 812: 3 of 5 sessions were closed", &[], &[]);
}

#[test]
fn releases_that_are_none() {
    for query in ["vos 99.9", "shell 99.9", "release 5.1 shell"] {
        let notices = notices_of(query);
        assert!(notices.contains("NotARelease"), "{query}: {notices}");
    }
    assert!(!notices_of("shell 18.0").contains("NotARelease"), "later than any that a source names");
    check("shell 99.9", &[], &["22"]);
    check("", &[("release", "99.9")], &["22", "137", "3000", "49152-65535"]);
}

#[test]
fn a_transport_alone_is_better_a_filter() {
    assert!(notices_of("udp").contains("TransportAlone"));
    assert_eq!(notices_of("udp 22"), "[]");
    let index = Index::new(catalog());
    assert!(index.search("udp", &selected(&index, &[("transport", "udp")]), 9).notices.is_empty());
}

/// What Enter opens: an entry about the port, not the class of a port without an entry.
#[test]
fn what_is_an_answer() {
    let index = Index::new(catalog());
    for (query, expected) in [
        ("22", true),
        ("8080", true),
        ("shell", true),
        ("3000", true),
        ("3005", false),
        ("50000", false),
        ("140", false),
        ("DPT=50000", false),
        ("", true),
    ] {
        assert_eq!(index.search(query, &Filters::default(), 9).is_answer, expected, "{query}");
    }
}

#[test]
fn dimensions_have_names() {
    for dimension in Dimension::ALL {
        assert_eq!(Dimension::from_id(dimension.id()), Some(*dimension));
    }
}

proptest! {
    #[test]
    fn no_query_does_harm(query in ".{0,60}", limit in 0usize..30) {
        let index = Index::new(catalog());
        let results = index.search(&query, &Filters::default(), limit);
        prop_assert!(results.hits.len() <= limit.min(results.total));
    }

    #[test]
    fn every_port_is_answered(port in any::<u16>()) {
        let index = Index::new(catalog());
        let results = index.search(&port.to_string(), &Filters::default(), 5);
        prop_assert!(results.total > 0 || !results.notices.is_empty());
    }
}
