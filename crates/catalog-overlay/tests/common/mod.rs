//! A small catalog to merge overlays into.

use catalog::{
    Action, Advice, Catalog, Category, Entry, Parts, PortSpec, Product, Provenance, Role, TextIndex, Transport, Use,
};

/// SSH on 22, and a range whose end is a setting of the system.
pub(crate) fn base() -> Catalog {
    let listens = |transport| {
        let mut one = Use::new(Role::Listens, Provenance::Vendor);
        one.transports.said.insert(transport);
        one
    };
    let ssh = Entry {
        title: "SSH".into(),
        summary: "Encrypted login.".into(),
        categories: vec!["login".into()],
        uses: vec![Use { products: vec!["S270".into()], ..listens(Transport::Tcp) }],
        advice: vec![Advice::new(Action::Allow)],
        ..Entry::new(PortSpec::Single(22))
    };
    let spec = PortSpec::Parameterised { first: 3000, factor: 1, parameter: "max_open".into(), at_most: 3999 };
    let osl =
        Entry { title: "OSL".into(), summary: "Open.".into(), uses: vec![listens(Transport::Udp)], ..Entry::new(spec) };
    let parts = Parts {
        entries: vec![ssh, osl],
        products: vec![Product { id: "S270".into(), name: "OpenSSH".into() }],
        categories: vec![Category { id: "login".into(), title: "Remote login".into(), summary: String::new() }],
        pages: Vec::new(),
        text: TextIndex::new([(0, "tunnel".to_owned()), (1, "server".to_owned())]),
    };
    Catalog::new(parts).expect("the sample is sound")
}
