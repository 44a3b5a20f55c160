//! What comes of an overlay that is right.

mod common;

use catalog::{
    Action, Catalog, Entry, Filters, Index, Peer, PortSpec, Provenance, Target, decode, decode_with_details, encode,
    encode_with_details,
};
use catalog_overlay::merge;
use common::base;

/// The catalog with an overlay of this name and these other keys, in which nothing is wrong.
fn merged(keys: &str) -> Catalog {
    let merged = merge(base(), &[format!(r#"{{ "name": "Example", {keys} }}"#)]);
    assert!(merged.problems.is_empty(), "{:?}", merged.problems);
    merged.catalog
}

fn found(catalog: Catalog, query: &str, filters: &[(&str, &str)]) -> Vec<String> {
    let mut chosen = Filters::default();
    for (name, value) in filters {
        chosen.select(&catalog, name, value).unwrap();
    }
    let index = Index::new(catalog);
    let results = index.search(query, &chosen, 10);
    let ids = results.hits.iter().map(|hit| hit.document.id());
    ids.collect()
}

const NEW: &str = r#"{ "ports": 8443, "title": "Console", "summary": "Ours.", "names": ["admin"], "uses": [{ "role": "listens", "transports": ["tcp"], "applications": ["consoled"] }] }"#;

#[test]
fn a_new_port_stands_in_its_place_and_is_found() {
    let catalog = merged(&format!(r#""entries": [{NEW}]"#));
    let ids: Vec<_> = catalog.entries().iter().map(Entry::id).collect();
    assert_eq!(ids, ["22", "3000", "8443"]);
    let entry = catalog.entry("8443").unwrap();
    assert_eq!(entry.provenances(), [Provenance::Own]);
    assert_eq!(entry.target, Target::Nowhere);
    assert_eq!((&*entry.annotations[0].by, &*entry.annotations[0].text), ("Example", "Listens over TCP: consoled."));
    for query in ["8443", "console", "admin", "consoled"] {
        assert_eq!(found(catalog.clone(), query, &[]), ["8443"], "{query}");
    }
    assert_eq!(found(catalog, "", &[("provenance", "own")]), ["8443"]);
}

#[test]
fn the_prose_of_what_moved_is_still_found() {
    let catalog =
        merged(r#""entries": [{ "ports": 7, "title": "Echo", "summary": "S", "uses": [{ "role": "listens" }] }]"#);
    assert_eq!(found(catalog.clone(), "tunnel", &[]), ["22"]);
    assert_eq!(found(catalog, "server", &[]), ["3000"]);
}

#[test]
fn ports_in_every_form() {
    let cases = [
        ("8443", PortSpec::Single(8443)),
        ("\"8443\"", PortSpec::Single(8443)),
        ("[[8443, 8443]]", PortSpec::Single(8443)),
        ("\"6000-6063\"", PortSpec::Range { first: 6000, last: 6063 }),
        ("\"6000–6063\"", PortSpec::Range { first: 6000, last: 6063 }),
        ("[[0, 65535]]", PortSpec::Range { first: 0, last: 65535 }),
    ];
    for (ports, spec) in cases {
        let catalog = merged(&format!(r#""entries": [{}]"#, NEW.replace("8443", ports)));
        assert!(catalog.entries().iter().any(|entry| entry.ports == spec), "{ports}");
    }
}

/// From these, plans for firewalls are made.
#[test]
fn what_overlays_say_of_peers_and_conditions_is_among_the_details() {
    let catalog = merged(
        r#""entries": [{ "ports": 22, "uses": [{ "role": "sends", "peer": 2222, "port_note": "2200 alone" }],
             "advice": [{ "action": "block", "when": "it is night", "reason": "policy 7", "transports": ["tcp"] }] }]"#,
    );
    let read = decode_with_details(&encode_with_details(&catalog), None, None).unwrap();
    let (entry, written) = (read.entry("22").unwrap(), catalog.entry("22").unwrap());
    assert_eq!((&entry.uses, &entry.advice), (&written.uses, &written.advice));
    assert_eq!(
        (&entry.uses[1].peer, entry.uses[1].port_note.as_deref()),
        (&Some(Peer::Port(2222)), Some("2200 alone"))
    );
    assert_eq!(entry.advice[0].when.as_deref(), Some("it is night"));
}

#[test]
fn a_known_port_keeps_what_we_say_and_gets_what_they_add() {
    let catalog = merged(
        r#""categories": [{ "id": "ours", "title": "Our services" }],
           "entries": [{ "ports": 22, "title": "Jump host", "summary": "Only by the jump host.", "names": ["bastion"],
             "categories": ["ours"], "uses": [{ "role": "connects", "applications": ["ansible"] }],
             "advice": [{ "action": "restrict", "to": "10.0.0.0/8", "reason": "policy 7" }],
             "links": [{ "title": "Runbook", "href": "/runbook" }] }]"#,
    );
    let entry = catalog.entry("22").unwrap();
    assert_eq!((&*entry.title, &*entry.summary), ("SSH", "Encrypted login."));
    assert_eq!(entry.uses.len(), 2);
    assert_eq!(entry.target, Target::Chapter);
    assert_eq!(entry.advice.iter().map(|advice| advice.action).collect::<Vec<_>>(), [Action::Restrict]);
    let annotation = &entry.annotations[0];
    assert_eq!(annotation.text, "Only by the jump host. Connects: ansible. Restrict to 10.0.0.0/8: policy 7.");
    assert_eq!(annotation.links[0].href, "/runbook");
    for (name, value) in [("category", "ours"), ("advice", "restrict"), ("provenance", "own")] {
        assert_eq!(found(catalog.clone(), "", &[(name, value)]), ["22"], "{name}");
    }
    assert!(found(catalog.clone(), "", &[("advice", "allow")]).is_empty(), "their advice takes the place of ours");
    assert_eq!(found(catalog.clone(), "bastion", &[]), ["22"]);
    assert_eq!(found(catalog, "jump host", &[]), ["22"]);
}

#[test]
fn a_port_by_its_own_page() {
    let catalog = merged(&format!(
        r#""entries": [{}]"#,
        NEW.replace(r#""names""#, r#""href": "https://wiki.example/8443", "names""#)
    ));
    assert_eq!(catalog.entry("8443").unwrap().target, Target::Own("https://wiki.example/8443".into()));
}

#[test]
fn a_range_that_depends_on_a_setting_is_known_by_its_first_port_and_by_both() {
    for ports in ["3000", "[[3000, 3999]]"] {
        let catalog = merged(&format!(r#""entries": [{{ "ports": {ports}, "id": "3000", "summary": "Ours." }}]"#));
        assert_eq!(catalog.entry("3000").unwrap().annotations[0].text, "Ours.", "{ports}");
        assert_eq!(catalog.entries().len(), 2);
    }
}

#[test]
fn the_same_again_changes_nothing() {
    let again = r#""entries": [{ "id": "22", "ports": [[22, 22]], "title": "SSH", "summary": "Encrypted login.",
        "transports": ["tcp"], "provenance": ["vendor"], "href": "ports/22.html", "categories": ["login"],
        "uses": [{ "role": "listens", "transports": ["tcp"], "provenance": "vendor", "products": ["S270"], "cites": ["a:b"] }],
        "advice": [{ "action": "allow", "reason": "needed" }], "text": "Prose." }]"#;
    assert_eq!(merged(again), base());
}

#[test]
fn a_later_overlay_adds_to_an_earlier_one() {
    let second =
        r#"{ "name": "Lab", "entries": [{ "ports": 8443, "summary": "Off in the lab.", "categories": ["login"] }] }"#;
    let first = format!(r#"{{ "name": "Example", "entries": [{NEW}] }}"#);
    let both = merge(base(), &[&*first, second]);
    assert!(both.problems.is_empty(), "{:?}", both.problems);
    let annotations: Vec<_> =
        both.catalog.entry("8443").unwrap().annotations.iter().map(|annotation| &*annotation.by).collect();
    assert_eq!(annotations, ["Example", "Lab"]);
    let alone = merge(base(), &[second]);
    assert_eq!(alone.problems.len(), 2, "8443 alone lacks a title and a use: {:?}", alone.problems);
}

#[test]
fn what_was_laid_survives_the_codec() {
    let catalog =
        merged(&format!(r#""entries": [{NEW}, {{ "ports": 22, "links": [{{ "title": "R", "href": "r" }}] }}]"#));
    let back = decode(&encode(&catalog)).unwrap();
    for id in ["8443", "22"] {
        let (before, after) = (catalog.entry(id).unwrap(), back.entry(id).unwrap());
        assert_eq!((&after.target, &after.annotations), (&before.target, &before.annotations));
    }
}
