//! The text of every dialect for one plan.

mod common;

use common::{draft, item, planned};
use firewall::{Dialect, Planned};

/// Networks of both families, a range, a client with its own port, a service that is advised to be blocked, and a question.
fn plan() -> Planned {
    let two = "192.0.2.0/24, 198.51.100.7, 2001:db8::/32";
    let items = [
        item("S269", "server", two),
        item("S270", "both", two),
        item("3000", "server", "198.51.100.0/24"),
        item("123", "client", "everyone"),
        item("85", "server", two),
        item("2049", "server", two),
    ];
    let mut draft = draft("15.1", &items);
    draft.parameters = vec![("max_open_server".into(), 50)];
    planned(&draft)
}

#[test]
fn every_dialect() {
    let planned = plan();
    for dialect in Dialect::ALL {
        insta::assert_snapshot!(dialect.id(), dialect.write(&planned).text());
    }
}

#[test]
fn tables() {
    let planned = plan();
    insta::assert_snapshot!("markdown", firewall::markdown(&planned));
    insta::assert_snapshot!("csv", firewall::csv(&planned).replace("\r\n", "\n"));
    insta::assert_snapshot!("plain", firewall::plain(&planned));
    let json: serde_json::Value = serde_json::from_str(&firewall::json(&planned, &common::chapter)).unwrap();
    // As it is written, an object to a line: the order of properties in `Value` is that of other crates' features.
    insta::assert_snapshot!("json", firewall::json(&planned, &common::chapter).replace("},{", "},\n{"));
    assert_eq!(json["flows"].as_array().unwrap().len(), planned.flows.len());
}

#[test]
fn ids_are_read_back() {
    for dialect in Dialect::ALL {
        assert_eq!(Dialect::from_id(dialect.id()), Some(*dialect));
    }
}
