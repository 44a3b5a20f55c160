//! The transports of a result under filters.

mod common;

use catalog::{Entry, Filters, Index, PortSpec, Provenance, Role, Transport, Use};

/// Over TCP with one product from 15.1 on, over UDP with another before it; seen over both; registered over SCTP.
fn entry() -> Entry {
    let mut entry = common::entry(
        PortSpec::Single(22),
        "Shell",
        common::vendor_use(Role::Listens, Transport::Tcp, Some("15.1+"), "S1"),
    );
    entry.uses.push(common::vendor_use(Role::Connects, Transport::Udp, Some("Before 15.1"), "S2"));
    let seen = |transport, role, provenance| Use {
        provenance,
        releases: None,
        products: Vec::new(),
        ..common::vendor_use(role, transport, None, "S1")
    };
    entry.uses.push(seen(Transport::Tcp, Role::SeenDestination, Provenance::Seen));
    entry.uses.push(seen(Transport::Udp, Role::SeenDestination, Provenance::Seen));
    entry.uses.push(seen(Transport::Sctp, Role::Assigned, Provenance::Registered));
    entry
}

#[track_caller]
fn check(index: &Index, filters: &[(&str, &str)], expected: &str) {
    let mut all = Filters::default();
    for (name, value) in filters {
        all.select(index.catalog(), name, value).expect("a filter");
    }
    let spoken: Vec<&str> = index.transports(&entry(), &all).iter().map(Transport::id).collect();
    assert_eq!(spoken.join(" "), expected, "{filters:?}");
}

#[test]
fn of_the_uses_that_match() {
    let index = Index::new(common::catalog());
    check(&index, &[], "tcp udp");
    check(&index, &[("product", "S1")], "tcp");
    check(&index, &[("product", "S2")], "udp");
    check(&index, &[("product", "S1"), ("product", "S2")], "tcp udp");
    check(&index, &[("release", "15.2")], "tcp");
    check(&index, &[("release", "14.7")], "udp");
    check(&index, &[("role", "seen-destination")], "tcp udp");
    check(&index, &[("provenance", "registered")], "sctp");
    check(&index, &[("category", "login")], "tcp udp");
    // Nothing of it matches, or the release cannot exist: then all that is described.
    check(&index, &[("product", "S1"), ("release", "14.7")], "tcp udp");
    check(&index, &[("release", "99.1")], "tcp udp");
}
