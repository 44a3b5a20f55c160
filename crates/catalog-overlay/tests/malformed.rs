//! Every mistake is reported once, by its path, with the remedy; everything else is used.

mod common;

use catalog_overlay::merge;
use common::base;

/// The paths and messages of an overlay.
fn problems(overlay: &str) -> Vec<(String, String)> {
    merge(base(), &[overlay]).problems.into_iter().map(|problem| (problem.path, problem.message)).collect()
}

/// Entries, in an overlay with nothing else.
fn overlay(entries: &str) -> String {
    format!(r#"{{ "name": "Example", "entries": [{entries}] }}"#)
}

/// A good entry about a port that we do not know.
const GOOD: &str = r#"{ "ports": 8443, "title": "Console", "summary": "Ours.", "uses": [{ "role": "listens" }] }"#;

/// That an entry has exactly one mistake, and that the good one beside it is used.
fn check(entry: &str, path: &str, message: &str) {
    let text = overlay(&format!("{GOOD}, {entry}"));
    let merged = merge(base(), &[&text]);
    let found: Vec<_> = merged.problems.iter().map(|problem| (&*problem.path, &*problem.message)).collect();
    assert_eq!(found.len(), 1, "{entry}\n{found:#?}");
    assert_eq!(found[0].0, path, "{entry}\n{found:?}");
    assert!(found[0].1.contains(message), "{entry}\n{found:?}");
    assert!(merged.catalog.entry("8443").is_some(), "{entry}: the other entry is used");
    assert_eq!(merged.catalog.entries().len(), 3, "{entry}: this one is not");
}

/// A new entry with these keys besides the needed ones.
fn with(keys: &str) -> String {
    format!(r#"{{ "ports": 9000, "title": "T", "summary": "S", "uses": [{{ "role": "listens" }}], {keys} }}"#)
}

/// A new entry whose use has these keys.
fn with_use(keys: &str) -> String {
    format!(r#"{{ "ports": 9000, "title": "T", "summary": "S", "uses": [{{ {keys} }}] }}"#)
}

#[test]
fn ports() {
    let cases = [
        ("70000", "70000 is above 65535"),
        ("-1", "-1 is below 0"),
        ("22.5", "22.5 is not a whole number"),
        ("1e300", "is above 65535"),
        ("\"https\"", "`https` is not a port number"),
        ("\"6063-6000\"", "6063 is not below 6000"),
        ("\"6000-70000\"", "70000 is above 65535"),
        ("[[1, 2], [5, 6]]", "one port or one range"),
        ("[22]", "must be written as"),
        ("[]", "must be written as"),
        ("null", "is null, and must be written as"),
        ("true", "is true or false"),
        ("{}", "is an object"),
    ];
    for (ports, message) in cases {
        let entry =
            format!(r#"{{ "ports": {ports}, "title": "T", "summary": "S", "uses": [{{ "role": "listens" }}] }}"#);
        check(&entry, "entries[1].ports", message);
    }
    check(r#"{ "title": "T" }"#, "entries[1].ports", "is missing");
}

#[test]
fn entries() {
    check("7", "entries[1]", "is a number, and must be an object");
    check(&with(r#""titel": "T""#), "entries[1].titel", "is not known here; an entry has id, ports, title");
    check(&with(r#""title": "U""#), "entries[1].title", "occurs twice");
    check(&with(r#""names": "x""#), "entries[1].names", "is a text, and must be a list");
    check(&with(r#""names": ["x", 1]"#), "entries[1].names[1]", "is a number, and must be a text");
    check(&with(r#""names": [""]"#), "entries[1].names[0]", "is empty");
    check(&with(r#""tasks": ["a\u0007b"]"#), "entries[1].tasks[0]", "U+0007");
    check(&with(r#""tasks": ["a\u202eb"]"#), "entries[1].tasks[0]", "U+202E");
    check(&with(r#""categories": ["ours"]"#), "entries[1].categories[0]", "add it to `categories`");
    check(&with(r#""id": "9001""#), "entries[1].id", "is not the id of 9000");
    check(&with(r#""mentions": [70000]"#), "entries[1].mentions[0]", "is above 65535");
    check(&with(r#""transports": ["icmp"]"#), "entries[1].transports[0]", "there are tcp, udp, sctp, dccp");
    check(&with(r#""text": 1"#), "entries[1].text", "must be a text");
    let long = format!(r#"{{ "ports": 22, "title": "{}" }}"#, "x".repeat(121));
    check(&long, "entries[1].title", "has 121 characters; at most 120 fit");
    check(
        r#"{ "ports": 8443, "names": ["again"], "title": "T", "summary": "S", "uses": [{ "role": "sends" }] }"#,
        "entries[1].ports",
        "occurs twice: it is in entries[0] too",
    );
    check(r#"{ "ports": 9000, "title": "T", "summary": "S" }"#, "entries[1].uses", "no entry about 9000");
    check(r#"{ "ports": 9000, "title": "T", "summary": "S", "uses": [] }"#, "entries[1].uses", "one use at least");
}

#[test]
fn uses() {
    check(&with_use(""), "entries[1].uses[0].role", "is missing");
    check(&with_use(r#""role": "listen""#), "entries[1].uses[0].role", "`listen` is no role; there are listens, ");
    check(&with_use(r#""role": "listens", "transports": "tcp""#), "entries[1].uses[0].transports", "must be a list");
    check(&with_use(r#""role": "listens", "provenance": "me""#), "entries[1].uses[0].provenance", "no provenance");
    check(
        &with_use(r#""role": "listens", "releases": "soon""#),
        "entries[1].uses[0].releases",
        "cannot be read as releases",
    );
    check(
        &with_use(r#""role": "listens", "products": ["S999"]"#),
        "entries[1].uses[0].products[0]",
        "add it to `products`",
    );
    check(&with_use(r#""role": "listens", "peer": 65536"#), "entries[1].uses[0].peer", "is above 65535");
    check(&with_use(r#""role": "listens", "port": 22"#), "entries[1].uses[0].port", "is not known here");
}

#[test]
fn advice() {
    check(&with(r#""advice": [{}]"#), "entries[1].advice[0].action", "is missing");
    check(
        &with(r#""advice": [{ "action": "deny" }]"#),
        "entries[1].advice[0].action",
        "there are allow, restrict, reject, block, disable",
    );
    check(&with(r#""advice": { "action": "block" }"#), "entries[1].advice", "must be a list");
}

#[test]
fn addresses() {
    let link = |href: &str| with(&format!(r#""links": [{{ "title": "Ours", "href": "{href}" }}]"#));
    for href in ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd"] {
        check(&link(href), "entries[1].links[0].href", "only http:, https: and relative addresses");
        check(&with(&format!(r#""href": "{href}""#)), "entries[1].href", "only http:, https: and relative addresses");
    }
    check(&link("java\\tscript:alert(1)"), "entries[1].links[0].href", "U+0009");
    check(&link(r"\\\\host\\share"), "entries[1].links[0].href", "backslash");
    check(&with(r#""links": [{ "href": "x" }]"#), "entries[1].links[0].title", "is missing");
    check(&with(r#""links": ["x"]"#), "entries[1].links[0]", "must be an object: a link");
}

#[test]
fn the_overlay_as_a_whole() {
    let cases = [
        ("", "", "this is not JSON"),
        ("{ \"name\": }", "", "line 1 column 11"),
        ("[]", "", "is a list, and must be an object: an overlay"),
        ("\"x\"", "", "is a text"),
        (r#"{ "entries": [] }"#, "name", "is missing: your organisation"),
        (r#"{ "name": "Example" }"#, "entries", "is missing"),
        (r#"{ "name": "Example", "entries": {} }"#, "entries", "is an object, and must be a list"),
        (r#"{ "name": "Example", "entries": [], "schema_version": 2 }"#, "schema_version", "is not 1"),
        (r#"{ "name": "Example", "entries": [], "$schema": 1 }"#, "$schema", "must be a text"),
        (r#"{ "name": "Example", "entries": [], "ports": [] }"#, "ports", "is not known here"),
        (r#"{ "name": "Example", "entries": [], "categories": [{ "id": "a" }] }"#, "categories[0].title", "is missing"),
        (r#"{ "name": "Example", "entries": [], "products": [{ "name": "a" }] }"#, "products[0].id", "is missing"),
    ];
    for (text, path, message) in cases {
        let found = problems(text);
        assert_eq!(found.len(), 1, "{text}\n{found:?}");
        assert!(found[0].0 == path && found[0].1.contains(message), "{text}\n{found:?}");
    }
}

#[test]
fn a_nest_without_end_is_no_overlay() {
    let found = problems(&"[".repeat(100_000));
    assert!(found[0].1.contains("recursion limit"), "{found:?}");
}

/// A mistake where a category or product is defined: what names it is left out, with its path, and all else is used.
#[test]
fn a_definition_with_a_mistake_costs_only_what_names_it() {
    let many: Vec<_> = (0..63).map(|n| format!(r#"{{ "id": "c{n}", "title": "C{n}" }}"#)).collect();
    let many = many.join(",");
    for (keys, path, naming) in [
        (r#""categories": [{ "id": "x" }]"#, "categories[0].title", r#""categories": ["x"]"#),
        (r#""categories": [{ "id": "x", "title": "a\u202eb" }]"#, "categories[0].title", r#""categories": ["x"]"#),
        (r#""categories": [{ "id": "x", "title": "T", "titel": 1 }]"#, "categories[0].titel", r#""categories": ["x"]"#),
        (
            &format!(r#""categories": [{many}, {{ "id": "x", "title": "T" }}]"#),
            "categories[63].id",
            r#""categories": ["x"]"#,
        ),
        (
            r#""products": [{ "id": "x", "name": "\u3164" }]"#,
            "products[0].name",
            r#""uses": [{ "role": "sends", "products": ["x"] }]"#,
        ),
    ] {
        let naming = format!(
            r#"{{ "ports": 9000, "title": "T", "summary": "S", "uses": [{{ "role": "listens" }}], {naming} }}"#
        );
        let naming = naming.replacen(r#""uses": [{ "role": "listens" }], "uses""#, r#""uses""#, 1);
        let text = format!(
            r#"{{ "name": "Example", {keys}, "entries": [{naming}, {GOOD}, {{ "ports": 22, "names": ["bastion"] }}] }}"#
        );
        let merged = merge(base(), &[&text]);
        let paths: Vec<_> = merged.problems.iter().map(|problem| &*problem.path).collect();
        assert!(paths.len() == 2 && paths[0] == path && paths[1].starts_with("entries[0]."), "{keys}: {paths:?}");
        let message = &merged.problems[1].message;
        assert!(message.contains("`x` is left out, because of a mistake where it is defined"), "{message}");
        let catalog = merged.catalog;
        assert!(catalog.entry("8443").is_some() && catalog.entry("9000").is_none(), "{keys}");
        assert_eq!(catalog.entry("22").unwrap().aliases, ["bastion"], "{keys}");
    }
}

#[test]
fn half_a_character_costs_only_the_entry_that_holds_it() {
    check(&with(r#""names": ["cut \ud83d"]"#), "entries[1].names[0]", "half of a character");
    check(&with(r#""text": "cut \udc4d""#), "entries[1].text", "half of a character");
    check(&with(r#""names": ["lost \ufffd"]"#), "entries[1].names[0]", "unreadable bytes");
    check(&with(r#""na\ud83dmes": []"#), r"entries[1].na\u{fdd0}mes", "is not known here");
}

#[test]
fn characters_that_cannot_be_seen_do_not_reach_messages() {
    check(&with(r#""\u202etitle": 1"#), r"entries[1].\u{202e}title", "is not known here");
    for hidden in
        [r"\u00ad", r"\u061c", r"\u3164", r"\u2800", r"\ufe0f", r"\u115f", r"\udb40\udc41", r"\u200d", r"\u2028"]
    {
        check(&with(&format!(r#""tasks": ["a{hidden}b"]"#)), "entries[1].tasks[0]", "invisible character U+");
        check(
            &with(&format!(r#""names": ["{hidden}"]"#)),
            "entries[1].names[0]",
            if hidden == r"\u2028" { "empty" } else { "U+" },
        );
    }
    assert!(problems(&overlay(&with(r#""names": ["نامه\u200cای", "क\u094d\u200dष"]"#))).is_empty());
    for name in [r#""\u2800""#, r#""\u3164\u3164""#] {
        let found = problems(&format!(r#"{{ "name": {name}, "entries": [] }}"#));
        assert!(found.len() == 1 && found[0].0 == "name", "{found:?}");
    }
}

#[test]
fn messages_are_short_and_few() {
    let long = "x".repeat(100_000);
    for (entry, path) in [
        (format!(r#"{{ "ports": "{long}" }}"#), "entries[1].ports".to_owned()),
        (format!(r#"{{ "ports": "{}" }}"#, "9".repeat(100_000)), "entries[1].ports".to_owned()),
        (format!(r#"{{ "ports": 1{} }}"#, "0".repeat(300)), "entries[1].ports".to_owned()),
        (with(&format!(r#""{long}": 1"#)), format!("entries[1].{}…", "x".repeat(80))),
        (with(&format!(r#""categories": ["{}"]"#, "é".repeat(60))), "entries[1].categories[0]".to_owned()),
        (with_use(&format!(r#""role": "{}""#, "x".repeat(1000))), "entries[1].uses[0].role".to_owned()),
        (
            with_use(&format!(r#""role": "sends", "releases": "{}""#, "x".repeat(1000))),
            "entries[1].uses[0].releases".to_owned(),
        ),
    ] {
        let found = problems(&overlay(&format!("{GOOD}, {entry}")));
        assert_eq!((found.len(), &found[0].0), (1, &path));
        assert!(found[0].1.len() < 400, "{}", found[0].1);
    }
    let keys: Vec<_> = (0..20_000).map(|at| format!(r#""key{at}": 1"#)).collect();
    let merged = merge(base(), &[overlay(&with(&keys.join(",")))]);
    assert_eq!((merged.problems.len(), merged.mistakes), (101, 20_000));
    assert_eq!(merged.problems[100].message, "and 19900 more mistakes");
}

#[test]
fn an_overlay_that_is_too_large_is_told_so() {
    let found = problems(&overlay(&format!("{GOOD}{}", " ".repeat(5_000_000))));
    assert!(found.len() == 1 && found[0].1.ends_with("at most 5000000 fit"), "{found:?}");
}

/// What is merged can always be loaded: an overlay with which it could not is left out, and those around it are used.
#[test]
fn overlays_that_are_too_much_together() {
    let categories: Vec<_> =
        (0..63).map(|n| format!(r#"{{ "id": "c{n}", "title": "{}" }}"#, "a b ".repeat(15))).collect();
    let ids: Vec<_> = (0..63).map(|n| format!(r#""c{n}""#)).collect();
    let entries: Vec<_> = (0..400).map(|n| format!(
        r#"{{ "ports": {}, "title": "T", "summary": "S", "uses": [{{ "role": "sends" }}], "categories": [{}] }}"#,
        10_000 + n, ids.join(","))).collect();
    let heavy = format!(
        r#"{{ "name": "Heavy", "categories": [{}], "entries": [{}] }}"#,
        categories.join(","),
        entries.join(",")
    );
    let merged = merge(base(), &[overlay(GOOD), heavy, overlay(r#"{ "ports": 22, "names": ["bastion"] }"#)]);
    assert_eq!(merged.problems.len(), 1, "{:?}", merged.problems);
    assert_eq!((merged.problems[0].overlay, &*merged.problems[0].path), (1, ""));
    assert!(merged.problems[0].message.contains("too large to be loaded"));
    assert!(merged.catalog.entry("8443").is_some());
    assert_eq!(merged.catalog.entry("22").unwrap().aliases, ["bastion"]);
    assert!(catalog::decode(&catalog::encode(&merged.catalog)).is_ok());
}

#[test]
fn more_releases_than_can_be_told_apart() {
    let uses = |major: usize| {
        let all: Vec<_> = (0..100).map(|minor| format!("{major}.{minor}+")).collect();
        format!(r#"{{ "role": "listens", "releases": "{}" }}"#, all.join(","))
    };
    let entry = |port: usize| {
        format!(r#"{{ "ports": {port}, "title": "T", "summary": "S", "uses": [{}] }}"#, uses(port - 9_000 + 20))
    };
    let merged = merge(base(), &[overlay(&[9000, 9001, 9002, 9003].map(entry).join(","))]);
    let paths: Vec<_> = merged.problems.iter().map(|problem| &*problem.path).collect();
    assert_eq!(paths, ["entries[2].uses[0].releases", "entries[3].uses[0].releases"]);
    assert_eq!(merged.catalog.entries().len(), 4);
}

#[test]
fn more_than_a_filter_can_hold() {
    let categories: Vec<_> = (0..70).map(|n| format!(r#"{{ "id": "c{n}", "title": "C{n}" }}"#)).collect();
    let text = format!(r#"{{ "name": "Example", "categories": [{}], "entries": [{GOOD}] }}"#, categories.join(","));
    let merged = merge(base(), &[&text]);
    assert_eq!(merged.problems.len(), 7, "{:?}", merged.problems);
    assert_eq!(merged.problems[0].path, "categories[63].id");
    assert!(merged.catalog.entry("8443").is_some());
}

#[test]
fn every_mistake_is_told_at_once_in_order() {
    let text = overlay(r#"{ "ports": 70000 }, { "ports": 22, "names": [1], "advice": [{}] }, { "ports": "x" }"#);
    let paths: Vec<_> = problems(&text).into_iter().map(|(path, _)| path).collect();
    assert_eq!(paths, ["entries[0].ports", "entries[1].names[0]", "entries[1].advice[0].action", "entries[2].ports"]);
}

proptest::proptest! {
    /// Whatever is given, the catalog stays usable.
    #[test]
    fn any_text_gets_an_answer(text in r#"[\[\]{}":,0-9a-z \\.-]{0,200}"#) {
        let merged = merge(base(), &[&text]);
        proptest::prop_assert!(merged.catalog.entries().len() >= 2);
    }
}
