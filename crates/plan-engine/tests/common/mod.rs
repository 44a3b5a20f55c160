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

/// What comes out, with the rules in these dialects, as `planned()` of `www/plan/draft.js` puts them together.
pub(crate) fn planned(draft: &Draft, dialects: &str) -> Value {
    let mut result = read(&PORTS.plan(draft, dialects, BASE));
    let Some(dialects) = result.as_object_mut().and_then(|result| result.remove("dialects")) else { return result };
    let outline = result["outline"].take();
    if let Some(outline) = outline.as_str() {
        let ids = dialects.as_array().expect("ids").iter().filter_map(Value::as_str);
        let others: Vec<&str> = ids.filter(|id| result["rules"].get(id).is_none()).collect();
        for (id, written) in read(&dialect_engine::rules(outline, &others.join("\n"))).as_object().expect("rules") {
            result["rules"][id] = written.clone();
        }
    }
    result.as_object_mut().expect("a result").remove("outline");
    result
}

/// The value of a JSON text.
pub(crate) fn read(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}
