//! Releases compared by what a page loads are those compared by the files.

mod common;

use common::{BASE, PORTS, REFERENCE, read};
use firewall::compare;
use serde_json::json;

#[test]
fn every_pair_of_releases_is_compared() {
    let catalog = &REFERENCE.catalog;
    let releases = catalog.releases();
    for from in &releases {
        for to in &releases {
            let expected = compare(catalog, from, to);
            let found = read(&PORTS.compare(&from.text(), &to.text(), BASE));
            let counts = ["opens", "closes", "changes", "not_said"].map(|list| found[list].as_array().map(Vec::len));
            let lists = [expected.opens.len(), expected.closes.len(), expected.changes.len(), expected.not_said.len()];
            assert_eq!(counts, lists.map(Some), "{from} to {to}");
            assert_eq!(found["stays"], json!(expected.stays), "{from} to {to}");
            for (shown, one) in found["opens"].as_array().expect("a list").iter().zip(&expected.opens) {
                assert_eq!(shown["entry"], json!(one.service.entry.id()));
                assert_eq!(shown["href"], json!(format!("{BASE}ports/{}.html", one.service.entry.id())));
                assert_eq!(shown["role"], json!(one.service.one.role.id()));
                assert_eq!(shown["shared_with"].as_array().map(Vec::len), Some(one.shared_with.len()));
                assert_eq!(shown["ports"].is_null(), !one.service.has_fixed_ports());
            }
        }
    }
    assert!(releases.len() > 3, "there is something to compare");
}

#[test]
fn what_is_no_release_is_a_mistake() {
    let found = read(&PORTS.compare("x", " ", BASE));
    let paths: Vec<_> = found["mistakes"].as_array().expect("mistakes").iter().map(|one| &one["path"]).collect();
    assert_eq!(paths, ["from", "to"]);
}
