//! Tests of the register with few rows; `catalog-source` tests it with all of them.

use super::*;
use crate::typed_names::TypedNames;
use crate::{Catalog, Filters, Index, Parts, Query, Transport, TransportSet};
use std::sync::Arc;

fn row(first: u16, last: u16, transports: &[Transport], name: &str, description: &str) -> Assigned {
    Assigned {
        first,
        last,
        transports: transports.iter().fold(TransportSet::default(), |mut all, one| {
            all.insert(*one);
            all
        }),
        name: name.to_owned(),
        description: description.to_owned(),
    }
}

fn register() -> Register {
    use Transport::{Tcp, Udp};
    let both = &[Tcp, Udp][..];
    let rows = [
        row(399, 399, &[Tcp], "iso-tsap-c2", "ISO Transport Class 2 Non-Control over TCP"),
        row(399, 399, &[Udp], "iso-tsap-c2", "ISO Transport Class 2 Non-Control over UDP"),
        row(773, 773, &[Tcp], "submit", ""),
        row(773, 773, &[Udp], "notify", ""),
        row(860, 860, both, "iscsi", "iSCSI"),
        row(1635, 1635, both, "edb-server1", "EDB Server 1"),
        row(2148, 2148, both, "veritas-ucl", "Veritas Universal Communication Layer"),
        row(3000, 3000, both, "hbci", "HBCI"),
        row(4200, 4299, both, "vrml-multi-use", "VRML Multi User Systems (2, “Draft”)"),
        row(4250, 4250, &[Tcp], "vrml-ms", "V.R. machine Zürich"),
    ];
    Register::new(&rows, vec![0, 1000, 4000])
}

#[test]
fn ports_and_names_are_known_without_a_search() {
    let whole = register();
    let register = Register::decode_for_ports(&whole.encode()).unwrap();
    for port in [399, 773, 860, 861, 4_200] {
        assert_eq!(register.at(port).map(|found| found.entry), whole.at(port).map(|found| found.entry));
        assert_eq!(register.names_at(port), whole.names_at(port));
    }
    assert_eq!(register.named("ISCSI"), Some(860));
}

#[test]
fn what_is_encoded_comes_back() {
    let register = register();
    let bytes = register.encode();
    let back = Register::decode(&bytes).unwrap();
    assert_eq!(back.encode(), bytes);
    let all =
        |register: &Register| (0..register.len()).map(|at| format!("{:?}", register.port(at))).collect::<Vec<_>>();
    assert_eq!(all(&back), all(&register));
    assert_eq!(back.texts(8).1, "VRML Multi User Systems (2, “Draft”)");
    assert_eq!(back.texts(9).1, "V.R. machine Zürich");
    assert_eq!(back.texts(4).1, "iSCSI");
}

#[test]
fn rows_of_a_port_are_one_result() {
    let register = register();
    let cases = [
        (
            399,
            "iso-tsap-c2",
            "TCP: ISO Transport Class 2 Non-Control over TCP; UDP: ISO Transport Class 2 Non-Control over UDP",
            "register/0-999.html#port-399",
        ),
        (773, "submit, notify", "", "register/0-999.html#port-773"),
        (860, "iscsi", "", "register/0-999.html#port-860"),
        (3000, "hbci", "", "register/1000-3999.html#port-3000"),
        (4250, "vrml-ms", "V.R. machine Zürich", "register/4000-65535.html#port-4250"),
    ];
    for (port, title, summary, href) in cases {
        let found = register.port(register.document(port, port).unwrap());
        assert_eq!((found.entry.title.as_str(), found.entry.summary.as_str()), (title, summary), "{port}");
        assert_eq!(found.href.as_deref(), Some(href), "{port}");
        assert_eq!(found.id(), format!("port-{port}"));
    }
    assert_eq!(register.document(4200, 4200), None);
    assert!(register.document(4200, 4299).is_some());
}

#[test]
fn queries_find_rows() {
    let index = Index::new(Catalog::new(Parts::default()).unwrap());
    index.set_register(&Arc::new(register()));
    let cases: &[(&str, &[&str])] = &[
        ("399", &["port-399"]),
        ("399/udp", &["port-399"]),
        ("4250", &["port-4250", "port-4200"]),
        ("4251", &["port-4200"]),
        ("4200,4250", &["port-4200", "port-4250"]),
        ("4250, 4200, 4250-4260, 4270", &["port-4250", "port-4200"]),
        ("4250 vrml", &["port-4250", "port-4200"]),
        ("42", &["port-4200", "port-4250"]),
        ("700-900", &["port-773", "port-860"]),
        ("4210-4220", &["port-4200"]),
        ("iso-tsap-c2", &["port-399"]),
        ("isotsapc2", &["port-399"]),
        ("iso tsap", &["port-399"]),
        ("notify", &["port-773"]),
        ("vrml", &["port-4200", "port-4250"]),
        ("Veritas Universal", &["port-2148"]),
        ("what is veritas-ucl", &["port-2148"]),
        ("verits", &["port-2148"]),
        ("edb server 1", &["port-1635"]),
        // A part of a name that few names have.
        ("multi communication", &["port-4200"]),
        ("hbci home banking", &["port-3000"]),
        ("vrml home banking", &["port-4200", "port-4250"]),
        ("", &[]),
    ];
    for (query, expected) in cases {
        let results = index.search(query, &Filters::default(), 20);
        let ids: Vec<String> = results
            .hits
            .iter()
            .filter_map(|hit| match &hit.document {
                crate::Document::Registered(port) => Some(port.id()),
                _ => None,
            })
            .collect();
        assert_eq!(ids, *expected, "{query}");
        assert_eq!(results.total, expected.len(), "{query}");
    }
}

#[test]
fn filters_find_rows_where_the_register_is_selected() {
    let index = Index::new(Catalog::new(Parts::default()).unwrap());
    index.set_register(&Arc::new(register()));
    let total = |query: &str, selected: &[(&str, &str)]| {
        let mut filters = Filters::default();
        for (name, value) in selected {
            filters.select(index.catalog(), name, value).unwrap();
        }
        (index.search(query, &filters, 0).total, filters)
    };
    assert_eq!(total("", &[("provenance", "registered")]).0, 8);
    assert_eq!(total("", &[("provenance", "registered"), ("class", "well-known")]).0, 3);
    assert_eq!(total("", &[("role", "assigned"), ("transport", "udp")]).0, 7);
    assert_eq!(total("iscsi", &[("transport", "udp")]).0, 0);
    // Each count is what selecting the value would leave.
    for query in ["", "vrml", "399"] {
        for selected in [&[][..], &[("provenance", "registered")], &[("role", "assigned"), ("class", "registered")]] {
            let (_, filters) = total(query, selected);
            for facet in index.facets(query, &filters) {
                let values = facet.dimension.values(index.catalog());
                if selected.iter().any(|(name, _)| *name == facet.dimension.id()) {
                    continue;
                }
                for ((id, _), count) in values.iter().zip(&facet.counts) {
                    let mut more = selected.to_vec();
                    more.push((facet.dimension.id(), *id));
                    assert_eq!(total(query, &more).0, *count, "{query:?} {more:?}");
                }
            }
        }
    }
}

#[test]
fn damaged_registers_are_refused() {
    let bytes = register().encode();
    assert_eq!(Register::decode(b"PTLN").err(), Some(DecodeError::Magic));
    for at in 5..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x10;
        assert_eq!(Register::decode(&damaged).err(), Some(DecodeError::Checksum), "{at}");
    }
    // With a checksum that agrees: an error, or a register in which everything can be found.
    let body = opened(&bytes, MAGIC).unwrap();
    for at in 0..body.len() {
        for change in [1, 0x10, 0x80, 0xff] {
            let mut damaged = body.to_vec();
            damaged[at] ^= change;
            let Ok(register) = Register::decode(&sealed(MAGIC, &damaged)) else { continue };
            for query in ["vrml", "42", "4200,4250"] {
                assert!(register.find(&Query::parse(query), &TypedNames::default(), &[]).len() <= register.len());
            }
            (0..register.len()).for_each(|at| drop(register.port(at)));
        }
    }
}

#[test]
fn the_register_is_needed_where_entries_do_not_answer() {
    use crate::{Entry, PortSpec, Provenance, Role, Use};
    let entry = |port: u16, title: &str| Entry {
        title: title.to_owned(),
        summary: "A service with a database.".to_owned(),
        uses: vec![Use::new(Role::Listens, Provenance::Vendor)],
        ..Entry::new(PortSpec::Single(port))
    };
    let entries = vec![entry(22, "SSH"), entry(389, "Lightweight Directory")];
    let index = Index::new(Catalog::new(Parts { entries, ..Parts::default() }).unwrap());
    let cases = [
        ("", false),
        ("22", false),
        ("22/udp", false),
        ("ssh", false),
        ("lightweight directory", false),
        ("what is port 22", false),
        ("399", true),
        ("22,399", true),
        ("directory", true),
        ("sssh", true),
        ("database", true),
        ("cadlock", true),
        ("Nov 21 10:02:11 fw SRC=203.0.113.5 DST=198.51.100.7 PROTO=TCP SPT=41234 DPT=22", false),
        ("Nov 21 10:02:11 fw SRC=203.0.113.5 DST=198.51.100.7 PROTO=TCP SPT=41234 DPT=399", true),
    ];
    for (query, expected) in cases {
        assert_eq!(index.search(query, &Filters::default(), 5).awaits_register, expected, "{query}");
    }
    index.set_register(&Arc::new(register()));
    assert!(cases.iter().all(|(query, _)| !index.search(query, &Filters::default(), 5).awaits_register));
}
