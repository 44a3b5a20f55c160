//! Search on a small catalog: order, reasons, filters, notices; and that no query does harm.

mod common;

use catalog::{Applies, Dimension, Document, Filters, Index, Notice, UnknownFilter};
use common::catalog;
use proptest::prelude::*;

fn ids(query: &str, filters: &[(&str, &str)]) -> Vec<String> {
    let index = Index::new(catalog());
    let hits = index.search(query, &selected(&index, filters), 50).hits;
    let ids = hits.into_iter().map(|hit| match hit.document {
        Document::Entry(entry) => entry.id(),
        Document::Page(page) => page.href.clone(),
    });
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
    why("3005", Some("3005 lies in this range if servers is at least 3"));
    why("50000", Some("50000 lies in this range"));
    why("8080", Some("the chapter speaks of 8080"));
    why("handshake", Some("the chapter says “handshake”"));
    why("gateway", Some("section “Gateway”"));
    why("137/tcp", Some("described over UDP, not TCP"));
    why("shell xyzzy", Some("without “xyzzy”"));
    why("S1", Some("product S1, Product S1"));
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
    assert_eq!(select("release", "soon"), Err(UnknownFilter::Value("release".into(), "soon".into())));
    assert_eq!(select("product", "s1"), Ok(()), "codes are typed in either case");
}

#[test]
fn notices() {
    let index = Index::new(catalog());
    let notices = |query: &str| index.search(query, &Filters::default(), 9).notices;
    assert!(notices("22").is_empty());
    assert!(notices("3005").is_empty(), "it lies in a range that is about it");
    let unwritten = notices("140");
    let [Notice::Unwritten { port: 140, below: Some(below), above: None, .. }] = &unwritten[..] else {
        panic!("{unwritten:?}")
    };
    assert_eq!(below.id(), "137");
    assert!(matches!(&notices("70000")[..], [Notice::NotAPort { typed }] if typed == "70000"));
    let unknown = notices("shxxl");
    assert!(
        matches!(&unknown[..], [Notice::UnknownWord { suggestions, .. }] if suggestions.contains(&"shell")),
        "{unknown:?}"
    );
}

/// Every count of a facet is what selecting the value really leaves.
#[test]
fn facets_tell_the_truth() {
    let index = Index::new(catalog());
    for query in ["", "shell", "22", "udp"] {
        for already in [&[][..], &[("transport", "tcp")], &[("role", "listens")], &[("release", "15.2")]] {
            let filters = selected(&index, already);
            for facet in index.search(query, &filters, 0).facets {
                for ((value, _), count) in facet.dimension.values(index.catalog()).iter().zip(&facet.counts) {
                    let alone = already.iter().filter(|(name, _)| *name != facet.dimension.id()).copied();
                    let with: Vec<_> = alone.chain([(facet.dimension.id(), *value)]).collect();
                    let left = index.search(query, &selected(&index, &with), 50).total;
                    assert_eq!(*count, left, "{query:?} {already:?} {} {value}", facet.dimension.id());
                }
            }
        }
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
