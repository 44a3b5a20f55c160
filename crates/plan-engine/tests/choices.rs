//! What people type finds what they can add to a plan, the expected first.

mod common;

use common::{BASE, PORTS, REFERENCE, draft, item, planned, read};
use serde_json::{Value, json};

/// What is typed, and the ids that must come first; nothing must be found where there are none.
const FIRST: &str = include_str!("choices.tsv");

fn found(text: &str, most: usize) -> Vec<Value> {
    let Value::Array(all) = read(&PORTS.choices(text, most, BASE)) else { panic!("a list") };
    all
}

fn ids(found: &[Value]) -> Vec<&str> {
    found.iter().map(|one| one["what"].as_str().expect("an id")).collect()
}

#[test]
fn what_is_expected_is_first() {
    let wrong = FIRST.lines().filter_map(|line| {
        let (typed, expected) = line.split_once('\t').expect("a tab");
        let expected: Vec<&str> = expected.split_ascii_whitespace().collect();
        let found = found(typed, 8);
        let found = ids(&found);
        let is_right = found.starts_with(&expected) && (!expected.is_empty() || found.is_empty());
        (!is_right).then(|| format!("{typed}: {found:?}"))
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_can_be_typed_step_by_step_stays_found() {
    for (name, id) in [("postgresql", "5432"), ("remote desktop", "3389"), ("openssh", "22"), ("33060", "33060")] {
        for end in 5..=name.len() {
            let typed = &name[..end];
            assert!(ids(&found(typed, 12)).contains(&id), "{typed}: {:?}", ids(&found(typed, 12)));
        }
    }
}

#[test]
fn classes_of_ports_are_last() {
    let all = found("8080", 40);
    let has_roles: Vec<bool> = all.iter().map(|one| one["roles"] != json!([])).collect();
    assert!(has_roles.is_sorted_by(|one, other| one >= other) && has_roles.contains(&false), "{:?}", ids(&all));
}

#[test]
fn no_more_than_asked_for() {
    assert_eq!((found("http", 3).len(), found("http", 0).len()), (3, 0));
    assert!(found("", usize::MAX).len() > 500);
    assert_eq!(PORTS.choices("sql", 9, BASE), PORTS.choices("sql", 9, BASE));
}

#[test]
fn what_a_choice_says() {
    let expected = json!({
        "what": "53", "kind": "entry", "label": "DNS",
        "summary": "Name look-ups, over UDP and over TCP: let both pass. A resolver that answers strangers floods others.",
        "ports": "53/tcp, 53/udp", "roles": ["server", "client"], "movable": true,
        "href": "https://ports.example/ports/53.html",
    });
    assert_eq!((&found("dns", 1)[0], read(&PORTS.describe("53", BASE))), (&expected, expected.clone()));
    assert_eq!(
        read(&PORTS.describe("S269", BASE)),
        json!({
            "what": "S269", "kind": "product", "label": "S269 (Samba)", "summary": "5 services", "ports": "",
            "roles": ["server"], "movable": false, "href": null,
        })
    );
    let osl = read(&PORTS.describe("3000", "#"));
    assert_eq!(
        (&osl["ports"], &osl["movable"], &osl["href"]),
        (&json!("3000+/tcp"), &json!(false), &json!("#ports/3000.html"))
    );
    assert_eq!(read(&PORTS.describe("49152-65535", ""))["roles"], json!([]));
    for unknown in ["", "s269", "70000", "053"] {
        assert_eq!(PORTS.describe(unknown, BASE), "null", "{unknown}");
    }
}

#[test]
fn what_the_fields_offer() {
    let offered = read(&PORTS.vocabulary());
    assert!(
        offered["releases"]
            .as_array()
            .is_some_and(|all| all.contains(&json!("15.1")) && all.contains(&json!("14.5.0at")))
    );
    assert!(
        offered["products"]
            .as_array()
            .is_some_and(|all| all.contains(&json!({ "id": "S269", "label": "S269 (Samba)" })))
    );
    let linux = json!({ "what": "32768-60999", "label": "32768–60999, Ephemeral ports of Linux" });
    assert!(offered["source_ports"].as_array().is_some_and(|all| all.contains(&linux)));
    assert_eq!(offered["dialects"][0], json!({ "id": "nftables", "label": "nftables" }));
    assert_eq!(offered["dialects"].as_array().map(Vec::len), Some(9));
}

/// A role that is offered has a flow or a question, and one that is not has neither.
#[test]
fn roles_are_those_in_which_something_follows() {
    let entries = REFERENCE.catalog.entries().iter().map(catalog::Entry::id);
    let products = REFERENCE.catalog.products().iter().map(|product| product.id.clone());
    for id in entries.chain(products) {
        let offered = &read(&PORTS.describe(&id, BASE))["roles"];
        for role in ["server", "client"] {
            let plan = planned(&draft("", vec![item(&id, role, "192.0.2.0/24")]), "pf");
            let follows =
                ["flows", "open"].iter().any(|list| plan[list].as_array().is_some_and(|list| !list.is_empty()));
            let is_offered = offered.as_array().is_some_and(|roles| roles.contains(&json!(role)));
            assert_eq!(is_offered, follows, "{id} as {role}");
        }
    }
}
