//! What a number finds, in which order: the port, narrow ranges, ports that begin with it, then wide ranges.

mod common;

use catalog::{Catalog, Document, Entry, Filters, Index, Parts, PortSpec, Role, Transport};
use proptest::prelude::*;

fn index(specs: impl IntoIterator<Item = PortSpec>) -> Index {
    let one = || common::vendor_use(Role::Listens, Transport::Tcp, None, "S1");
    let mut entries: Vec<Entry> = specs.into_iter().map(|ports| common::entry(ports, "Service", one())).collect();
    entries.sort_by(|a, b| a.ports.cmp(&b.ports));
    entries.dedup_by_key(|entry| entry.id());
    let parts =
        Parts { entries, text: catalog::TextIndex::default(), pages: Vec::new(), ..common::catalog().into_parts() };
    Index::new(Catalog::new(parts).expect("valid"))
}

fn found(index: &Index, query: &str) -> Vec<PortSpec> {
    let hits = index.search(query, &Filters::default(), usize::MAX).hits.into_iter();
    hits.map(|hit| match hit.document {
        Document::Entry(entry) => entry.ports.clone(),
        Document::Page(_) | Document::Registered(_) => panic!("there are only entries"),
    })
    .collect()
}

#[test]
fn a_wide_range_comes_after_every_port_that_begins_with_the_number() {
    let range = |first, last| PortSpec::Range { first, last };
    let all = [PortSpec::Single(27374), range(0, 1023), PortSpec::Single(2), range(1, 1000), range(0, 65535)];
    let expected = [PortSpec::Single(2), range(1, 1000), PortSpec::Single(27374), range(0, 1023), range(0, 65535)];
    assert_eq!(found(&index(all), "2"), expected);
}

#[test]
fn the_first_port_of_a_range_needs_no_setting() {
    let spec = PortSpec::Parameterised { first: 3000, factor: 1, parameter: "servers".into(), at_most: 3999 };
    let index = index([spec]);
    for (query, why) in [("3000", None), ("3001", Some("3001 lies in this range if servers is at least 1"))] {
        let hits = index.search(query, &Filters::default(), 1).hits;
        assert_eq!(hits[0].why.as_ref().map(ToString::to_string).as_deref(), why);
    }
}

/// Where it belongs: the port itself, a narrow range, a port that begins with the number, a wide range.
fn group(spec: &PortSpec, port: u16) -> u8 {
    match spec {
        PortSpec::Single(single) if *single == port => 0,
        PortSpec::Single(_) => 2,
        _ if spec.width() <= 1_000 => 1,
        _ => 3,
    }
}

fn any_spec() -> impl Strategy<Value = PortSpec> {
    let range = |first: u16, width: u16| match first.checked_add(width) {
        Some(last) if width > 0 => PortSpec::Range { first, last },
        _ => PortSpec::Single(first),
    };
    prop_oneof![
        any::<u16>().prop_map(PortSpec::Single),
        (any::<u16>(), 1u16..2_000).prop_map(move |(first, width)| range(first, width)),
        (0u16..40, 990u16..1_010).prop_map(move |(first, width)| range(first, width)),
        (0u16..100, any::<u16>()).prop_map(move |(first, width)| range(first, width)),
    ]
}

proptest! {
    #[test]
    fn in_groups(mut specs in proptest::collection::vec(any_spec(), 0..12), port in 1u16..100, tens in 0u32..4) {
        // Ports that begin alike, of every length.
        specs.extend((0..=tens).filter_map(|zeros| u16::try_from(u32::from(port) * 10u32.pow(zeros)).ok()).map(PortSpec::Single));
        let found = found(&index(specs), &port.to_string());
        let groups: Vec<u8> = found.iter().map(|spec| group(spec, port)).collect();
        prop_assert!(groups.is_sorted(), "{port}: {found:?}");
        for pair in found.windows(2).filter(|pair| group(&pair[0], port) == group(&pair[1], port)) {
            // Scores count in steps of eight ports.
            let (a, b) = (&pair[0], &pair[1]);
            let in_order = if a.is_range() { a.width() / 8 <= b.width() / 8 } else { a.first() < b.first() };
            prop_assert!(in_order, "{port}: {a} before {b}");
        }
    }
}
