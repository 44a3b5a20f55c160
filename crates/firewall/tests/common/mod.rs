//! The catalog of the data folder, and plans in a few words.

#![allow(dead_code, reason = "no test uses all of it")]

pub(crate) mod asked;
pub(crate) mod drawn;
pub(crate) mod ends;
pub(crate) mod listed;
pub(crate) mod model;
pub(crate) mod namespace;
pub(crate) mod plans;
pub(crate) mod skips;

use catalog::{Catalog, Provenance};
use firewall::{Draft, DraftItem, Plan, Planned, flows};
use std::path::Path;
use std::sync::OnceLock;

/// What the data folder says.
pub(crate) fn catalog() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| {
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
        catalog_source::load(&data).unwrap_or_else(|report| panic!("{report}")).catalog
    })
}

/// The address of an entry's chapter; entries of six letters and more have none.
pub(crate) fn chapter(id: &str) -> Option<String> {
    (id.len() < 6).then(|| format!("ports/{id}.html"))
}

/// An item: `S269`, `server`, `192.0.2.0/24, 2001:db8::/32`.
pub(crate) fn item(what: &str, role: &str, peers: &str) -> DraftItem {
    DraftItem {
        what: what.into(),
        role: role.into(),
        peers: peers.split(", ").map(str::to_owned).collect(),
        port: None,
    }
}

/// A draft for a release (empty for none) and a firewall with state.
pub(crate) fn draft(release: &str, items: &[DraftItem]) -> Draft {
    Draft {
        release: (!release.is_empty()).then(|| release.to_owned()),
        items: items.to_vec(),
        keeps_state: true,
        ..Draft::default()
    }
}

/// The flows of a draft without mistakes.
pub(crate) fn planned(draft: &Draft) -> Planned {
    flows(catalog(), &Plan::new(catalog(), draft).unwrap_or_else(|wrong| panic!("{wrong:#?}")))
}

/// `pass in 22/tcp` and the like, then `? 2049` for what is open; between commas.
pub(crate) fn summary(planned: &Planned) -> String {
    let flow = |one: &firewall::Flow| {
        let is_in = one.direction == firewall::Direction::In;
        let end = |ports: firewall::Ports| if ports.is_any() { "any".to_owned() } else { ports.text("-") };
        let (from, to) = if is_in { (one.remote, one.local) } else { (one.local, one.remote) };
        let action = if one.action == firewall::Action::Pass { "" } else { "drop " };
        let from = if from.is_any() { String::new() } else { format!(" from {}", end(from)) };
        format!("{action}{} {}/{}{from}", one.direction.label(), end(to), one.transport.id())
    };
    let open = planned.open.iter().map(|one| format!("? {} {}", one.entry, one.settled_by));
    planned.flows.iter().map(flow).chain(open).collect::<Vec<_>>().join(", ")
}

/// Plans that together have every kind of rule, each with a name.
pub(crate) fn samples() -> Vec<(&'static str, Draft)> {
    let two = "192.0.2.0/24, 2001:db8::/32";
    let mut all =
        vec![("Samba and OpenSSH on 15.1", draft("15.1", &[item("S269", "server", two), item("S270", "server", two)]))];
    let items = [
        item("S270", "both", "198.51.100.7, 203.0.113.0/24, 2001:db8:1::/48"),
        item("STCP", "both", "192.0.2.0/24"),
        item("S269", "server", "everyone"),
        item("5432", "server", "this-machine"),
        item("4739", "server", two),
    ];
    let mut everything = draft("15.1", &items);
    everything.has_nio = Some(true);
    everything.parameters = vec![("max_open_server".into(), 50)];
    everything.items[2].role = "both".into();
    everything.keeps_state = false;
    everything.decisions = vec![("7-disable-there-is-no-specific-reason-to-run-echo".into(), false)];
    all.push(("everything, without state", everything.clone()));
    everything.keeps_state = true;
    all.push(("everything, with state", everything.clone()));
    everything.closes = "both".into();
    all.push(("everything, all else closed", everything));
    let mut public = draft(
        "",
        &[item("80", "server", "everyone"), item("443", "both", "everyone"), item("22", "server", "managers")],
    );
    public.managers = vec!["192.0.2.128/25".into()];
    public.items[2].port = Some(2222);
    public.closes = "incoming".into();
    all.push(("a web server", public));
    all
}

/// The same ports with names from an overlay: every text of every entry is the given one.
pub(crate) fn named(text: &str) -> Catalog {
    let mut parts = catalog().clone().into_parts();
    for entry in &mut parts.entries {
        text.clone_into(&mut entry.title);
        text.clone_into(&mut entry.summary);
        for one in &mut entry.uses {
            if one.provenance != Provenance::Vendor {
                one.provenance = Provenance::Own;
            }
            one.applications = vec![text.to_owned()];
            for cite in &mut one.cites {
                cite.push_str(text);
            }
        }
    }
    Catalog::new(parts).expect("names do not make a catalog invalid")
}
