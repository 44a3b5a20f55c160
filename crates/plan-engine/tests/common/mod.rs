//! The catalog of the data folder, through its bytes, as pages load it.

#![allow(dead_code, reason = "no test uses all of it")]

use catalog_source::Reference;
use firewall::{Draft, DraftItem};
use plan_engine::Ports;
use serde_json::Value;
use std::path::Path;
use std::sync::LazyLock;

/// What the data folder says.
pub(crate) static REFERENCE: LazyLock<Reference> = LazyLock::new(|| {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    catalog_source::load(&data).unwrap_or_else(|report| panic!("{report}"))
});

/// The same through its bytes, as pages load them.
pub(crate) static PORTS: LazyLock<Ports> = LazyLock::new(|| {
    let catalog = &REFERENCE.catalog;
    let (bytes, words) = catalog::encode_apart(catalog);
    let details = catalog::encode_details(catalog);
    Ports::decode(&bytes, Some(&words), Some(&details)).unwrap_or_else(|error| panic!("{error:?}"))
});

/// Where links lead.
pub(crate) const BASE: &str = "https://ports.example/";

/// An item: `S269`, `server`, `192.0.2.0/24`.
pub(crate) fn item(what: &str, role: &str, peers: &str) -> DraftItem {
    let peers = peers.split(", ").map(str::to_owned).collect();
    DraftItem { what: what.to_owned(), role: role.to_owned(), peers, port: None }
}

/// A draft for a firewall with state; an empty release is none.
pub(crate) fn draft(release: &str, items: Vec<DraftItem>) -> Draft {
    let release = Some(release.to_owned()).filter(|text| !text.is_empty());
    Draft { release, items, keeps_state: true, ..Draft::default() }
}

/// What comes out, in these dialects.
pub(crate) fn planned(draft: &Draft, dialects: &str) -> Value {
    read(&PORTS.plan(draft, dialects, BASE))
}

/// The value of a JSON text.
pub(crate) fn read(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}
