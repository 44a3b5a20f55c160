//! The reason that is shown for a hit is about the word that was typed.

mod common;

use catalog::{Catalog, Filters, Index, Parts, PortSpec, Product, Provenance, Role, TextIndex, Transport, Use, words};

/// An entry with two uses, in which every value is a word of its own.
fn index() -> Index {
    let one = |names: &str, provenance| {
        let all = |what: &str| names.chars().map(|name| format!("{what}{name}")).collect::<Vec<_>>();
        Use {
            provenance,
            applications: all("app"),
            programs: all(">system>program"),
            protocol: Some(format!("protocol{names}")),
            products: if provenance == Provenance::Vendor { all("S") } else { Vec::new() },
            ..common::vendor_use(Role::Listens, Transport::Tcp, None, "")
        }
    };
    let uses = vec![one("ab", Provenance::Vendor), one("cd", Provenance::Registered), one("ef", Provenance::Vendor)];
    let entry = catalog::Entry {
        uses,
        tasks: vec!["first task".into(), "second deed".into()],
        aliases: vec!["alias".into(), "Back Door".into()],
        ..common::entry(PortSpec::Single(22), "Shell", common::vendor_use(Role::Listens, Transport::Tcp, None, "Sa"))
    };
    let products = ["a", "b", "e", "f"].map(|name| Product { id: format!("S{name}"), name: format!("Name{name}") });
    let parts = Parts {
        entries: vec![entry],
        products: products.into(),
        text: TextIndex::default(),
        ..common::catalog().into_parts()
    };
    Index::new(Catalog::new(parts).expect("valid"))
}

fn reason(index: &Index, query: &str) -> String {
    let hits = index.search(query, &Filters::default(), 1).hits;
    hits[0].why.as_ref().map(ToString::to_string).unwrap_or_default()
}

#[test]
fn of_several_values_the_right_one() {
    let index = index();
    for (query, why) in [
        ("appa", "application appa"),
        ("appb", "application appb"),
        ("appc", "IANA: appc"),
        ("appd", "IANA: appd"),
        ("appf", "application appf"),
        ("protocolab", "protocol protocolab"),
        ("protocolcd", "IANA: protocolcd"),
        ("protocolef", "protocol protocolef"),
        ("programb", "program >system>programb"),
        ("programd", "program >system>programd"),
        ("sb", "product Sb, Nameb"),
        ("namee", "product Se, Namee"),
        ("sf", "product Sf, Namef"),
        ("deed", "for: second deed"),
        ("backdoor", "also known as Back Door"),
    ] {
        assert_eq!(reason(&index, query), why, "{query}");
    }
}

/// For every word of the catalog: a reason that is given names the word, or what begins with it.
#[test]
fn the_reason_holds_the_word() {
    for index in [index(), Index::new(common::catalog())] {
        let catalog = index.catalog();
        let mut texts = Vec::new();
        for entry in catalog.entries() {
            texts.extend(entry.aliases.iter().chain(&entry.tasks).cloned());
            for one in &entry.uses {
                texts.extend(
                    one.applications.iter().chain(&one.programs).chain(&one.protocol).chain(&one.products).cloned(),
                );
            }
        }
        texts.extend(catalog.products().iter().map(|product| product.name.clone()));
        texts.extend(catalog.categories().iter().map(|category| category.title.clone()));
        for word in texts.iter().flat_map(|text| words(text)) {
            let why = reason(&index, &word);
            let bare = |text: &str| text.to_lowercase().replace(|c: char| !c.is_alphanumeric(), "");
            assert!(why.is_empty() || bare(&why).contains(&bare(&word)), "{word}: {why}");
        }
    }
}
