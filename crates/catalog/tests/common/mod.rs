//! A small catalog for tests.

use catalog::{
    Action, Advice, Catalog, Category, Entry, Heading, Page, Parts, Peer, PortSpec, Product, Provenance, Role,
    TextIndex, Transport, TransportSet, Transports, Use,
};

/// A use by a vendor.
pub(crate) fn vendor_use(role: Role, transport: Transport, releases: Option<&str>, product: &str) -> Use {
    Use {
        transports: Transports { said: [transport].into_iter().collect(), inferred: TransportSet::default() },
        applications: vec!["appd".into()],
        programs: vec![">system>bin>appd.pm".into()],
        protocol: Some("APP".into()),
        releases: releases.map(|text| text.parse().expect("releases")),
        products: vec![product.into()],
        ..Use::new(role, Provenance::Vendor)
    }
}

/// An entry with one use.
pub(crate) fn entry(ports: PortSpec, title: &str, one: Use) -> Entry {
    Entry {
        title: title.into(),
        summary: format!("What {title} does."),
        aliases: vec![format!("{title} alias")],
        categories: vec!["login".into()],
        uses: vec![one],
        ..Entry::new(ports)
    }
}

/// Four entries, one of each kind of ports, and a page.
pub(crate) fn parts() -> Parts {
    let mut shell =
        entry(PortSpec::Single(22), "Shell", vendor_use(Role::Listens, Transport::Tcp, Some("15.1+"), "S1"));
    shell.uses.push(Use {
        role: Role::SeenDestination,
        provenance: Provenance::Seen,
        releases: None,
        products: Vec::new(),
        ..vendor_use(Role::SeenDestination, Transport::Udp, None, "S1")
    });
    shell.mentions.push(8080);
    let mut names = entry(PortSpec::Single(137), "Names", vendor_use(Role::Listens, Transport::Udp, None, "S2"));
    names.advice.push(Advice::new(Action::Block));
    let link = PortSpec::Parameterised { first: 3000, factor: 2, parameter: "servers".into(), at_most: 3999 };
    let range = PortSpec::Range { first: 49152, last: 65535 };
    let entries = vec![
        shell,
        names,
        entry(link, "Link", vendor_use(Role::Listens, Transport::Tcp, Some("All"), "S2")),
        entry(range, "Ephemeral", vendor_use(Role::Ephemeral, Transport::Tcp, Some("14.7+"), "S2")),
    ];
    Parts {
        entries,
        products: ["S1", "S2"].map(|id| Product { id: id.into(), name: format!("Product {id}") }).into(),
        categories: vec![Category { id: "login".into(), title: "Login".into(), summary: String::new() }],
        pages: vec![Page {
            title: "Glossary".into(),
            href: "glossary.html".into(),
            headings: vec![Heading { title: "Gateway".into(), anchor: "gateway".into() }],
        }],
        text: TextIndex::new([(0, "handshake".to_owned()), (1, "broadcast".to_owned()), (3, "handshake".to_owned())]),
    }
}

/// A catalog with something in every field of the details.
#[allow(dead_code, reason = "not every test has details")]
pub(crate) fn detailed() -> Catalog {
    let mut parts = parts();
    let peers = [Peer::Ephemeral, Peer::Dynamic, Peer::Port(22), Peer::Said("a high port".into())];
    for (entry, peer) in parts.entries.iter_mut().zip(peers) {
        let one = &mut entry.uses[0];
        (one.peer, one.port_note) = (Some(peer), Some("22 alone".into()));
        one.cites = vec!["doc:1".into(), "doc:2".into()];
        entry.advice.push(Advice {
            to: Some("the office".into()),
            when: Some("it is open".into()),
            reason: "It opens gates.".into(),
            exception: Some("The gate is closed.".into()),
            transports: [Transport::Udp].into_iter().collect(),
            cites: vec!["doc:3".into()],
            ..Advice::new(Action::Restrict)
        });
    }
    Catalog::new(parts).expect("valid")
}

/// The catalog of [`parts`].
pub(crate) fn catalog() -> Catalog {
    Catalog::new(parts()).expect("valid")
}
