//! Every count of a filter is what selecting the value really leaves.

mod common;

use catalog::{
    Action, Advice, Annotation, Catalog, Entry, Filters, Index, Parts, PortSpec, Provenance, Role, TextIndex,
    Transport, TransportSet, Transports, Use,
};
use proptest::prelude::*;
use proptest::sample::select;

fn selected(index: &Index, filters: &[(&str, &str)]) -> Filters {
    let mut all = Filters::default();
    for (name, value) in filters {
        all.select(index.catalog(), name, value).expect("a filter");
    }
    all
}

#[track_caller]
fn check(index: &Index, query: &str, already: &[(&str, &str)]) {
    let filters = selected(index, already);
    let left = |name: &str, value: &str| {
        let others = already.iter().filter(|(other, _)| *other != name).copied();
        let with: Vec<_> = others.chain([(name, value)]).collect();
        index.search(query, &selected(index, &with), 0).total
    };
    for facet in index.facets(query, &filters) {
        let name = facet.dimension.id();
        for ((value, _), count) in facet.dimension.values(index.catalog()).iter().zip(&facet.counts) {
            assert_eq!(*count, left(name, value), "{query:?} {already:?} {name} {value}");
        }
    }
    let releases = index.count_releases(query, &filters);
    assert_eq!(releases.len(), index.catalog().releases().len());
    for (release, count) in releases {
        assert_eq!(count, left("release", &release.to_string()), "{query:?} {already:?} {release}");
    }
}

#[test]
fn of_a_small_catalog() {
    let index = Index::new(common::catalog());
    for query in ["", "shell", "22", "udp", "15.0", "shell 15.1", "glossary"] {
        for already in [&[][..], &[("transport", "tcp")], &[("role", "listens")], &[("release", "15.2")]] {
            check(&index, query, already);
        }
    }
}

/// What an organisation adds to a port that only the register knows is found by the filter for it.
#[test]
fn of_a_registered_port_with_an_annotation() {
    let mut registered = common::entry(
        PortSpec::Single(7),
        "Echo",
        Use { releases: None, ..common::vendor_use(Role::Assigned, Transport::Tcp, None, "S1") },
    );
    registered.uses[0].provenance = Provenance::Registered;
    registered.annotations.push(Annotation { by: "Example".into(), ..Annotation::default() });
    let parts = Parts {
        entries: vec![registered],
        pages: Vec::new(),
        text: TextIndex::default(),
        ..common::catalog().into_parts()
    };
    let index = Index::new(Catalog::new(parts).expect("valid"));
    for (already, total) in [
        (&[][..], 1),
        (&[("provenance", "own")], 1),
        (&[("provenance", "registered")], 1),
        (&[("provenance", "own"), ("transport", "tcp")], 0),
        (&[("provenance", "own"), ("role", "assigned")], 1),
        (&[("transport", "tcp")], 0),
        (&[("category", "login")], 1),
    ] {
        assert_eq!(index.search("", &selected(&index, already), 0).total, total, "{already:?}");
        check(&index, "", already);
    }
}

fn any_use() -> impl Strategy<Value = Use> {
    let transports = proptest::collection::vec(select(Transport::ALL), 0..3);
    let products = proptest::collection::vec(select(&["S1", "S2"][..]), 0..2);
    let releases = proptest::option::of(select(&["All", "15.1+", "Before 15.1.0ar", "All until 15.x"][..]));
    (select(Role::ALL), select(Provenance::ALL), transports, products, releases).prop_map(
        |(role, provenance, transports, products, releases)| Use {
            transports: Transports { said: transports.into_iter().collect(), inferred: TransportSet::default() },
            products: products.into_iter().map(str::to_owned).collect(),
            releases: releases.map(|text| text.parse().expect("releases")),
            ..Use::new(role, provenance)
        },
    )
}

fn any_catalog() -> impl Strategy<Value = Catalog> {
    let entry = (
        proptest::collection::vec(any_use(), 1..4),
        proptest::option::of(select(Action::ALL)),
        any::<bool>(),
        any::<bool>(),
    );
    proptest::collection::vec(entry, 1..6).prop_map(|drawn| {
        let entries = (0u16..).zip(drawn).map(|(at, (uses, advice, has_category, is_annotated))| Entry {
            title: format!("Service {at}"),
            categories: has_category.then(|| "login".to_owned()).into_iter().collect(),
            advice: advice.map(Advice::new).into_iter().collect(),
            annotations: is_annotated.then(Annotation::default).into_iter().collect(),
            uses,
            // One of each class, and a range across two of them.
            ..Entry::new(if at == 3 {
                PortSpec::Range { first: 40_000, last: 50_000 }
            } else {
                PortSpec::Single(at * 13_000)
            })
        });
        let mut entries: Vec<Entry> = entries.collect();
        entries.sort_by(|a, b| a.ports.cmp(&b.ports));
        Catalog::new(Parts { entries, text: TextIndex::default(), ..common::catalog().into_parts() }).expect("valid")
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn of_any_catalog(catalog in any_catalog(), query in select(&["", "service", "service 1", "13000", "tcp"][..])) {
        let index = Index::new(catalog);
        let filters = [
            ("role", "listens"), ("role", "assigned"), ("transport", "tcp"), ("provenance", "own"),
            ("provenance", "registered"), ("product", "S1"), ("category", "login"), ("advice", "block"),
            ("class", "registered"), ("release", "15.2"),
        ];
        check(&index, query, &[]);
        for (at, first) in filters.iter().enumerate() {
            check(&index, query, &[*first]);
            for second in &filters[at + 1..] {
                check(&index, query, &[*first, *second]);
            }
        }
    }
}
