//! The catalog of the data folder, and reports as `explain()` gives them.

#![allow(dead_code, reason = "no test uses all of it")]

use catalog_source::Reference;
use explain::Facts;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::{Arc, LazyLock};
use traffic_engine::{Ports, Reading, Selection};

/// What the data folder says.
pub(crate) static REFERENCE: LazyLock<Reference> = LazyLock::new(|| {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    catalog_source::load(&data).unwrap_or_else(|report| panic!("{report}"))
});

/// The same through its bytes and texts, as pages load them.
static PORTS: LazyLock<Arc<Ports>> = LazyLock::new(|| {
    let catalog = &REFERENCE.catalog;
    let (bytes, words) = catalog::encode_apart(catalog);
    let register = REFERENCE.register.searched(catalog, true).encode();
    let facts = Facts::of(catalog).to_text();
    Arc::new(Ports::decode(&bytes, Some(&words), Some(&register), &facts).unwrap_or_else(|error| panic!("{error:?}")))
});

/// Where links lead.
pub(crate) const BASE: &str = "https://ports.example/";

/// Everything is wanted.
pub(crate) fn everything() -> Selection {
    Selection { flows: usize::MAX, ..Selection::default() }
}

/// The text of the report, and those of the lists of flows, one for each chunk and one for the rest.
pub(crate) fn texts<'a>(chunks: impl IntoIterator<Item = &'a [u8]>, selection: Selection) -> (String, Vec<String>) {
    let mut reading = Reading::new(&PORTS, selection, BASE.to_owned());
    let mut lists = Vec::new();
    for chunk in chunks {
        reading.push(chunk);
        lists.push(reading.flows());
    }
    let (report, rest) = reading.finish();
    lists.push(rest);
    (report, lists)
}

/// The report as the engine writes it, and the flows.
pub(crate) fn written(text: &str, selection: Selection) -> (Value, Vec<Value>) {
    let (report, lists) = texts([text.as_bytes()], selection);
    (serde_json::from_str(&report).unwrap_or_else(|error| panic!("{error}: {report}")), flows_of(&lists))
}

/// The flows of lists, one after the other.
pub(crate) fn flows_of(lists: &[String]) -> Vec<Value> {
    let read = |list: &String| serde_json::from_str(list).unwrap_or_else(|error| panic!("{error}: {list}"));
    lists.iter().flat_map(|list| -> Vec<Value> { read(list) }).collect()
}

/// The report about a text as `explain()` gives it: with flows, and with hits in place of their ids, as `named()` of
/// `www/traffic/explain.js` puts them there.
pub(crate) fn report(text: &str, selection: Selection) -> Value {
    let (mut report, flows) = written(text, selection);
    let others = report.as_object_mut().expect("a report");
    let hits = others.remove("hits").expect("hits");
    others.insert("flows".to_owned(), flows.into());
    for list in ["flows", "kinds", "findings", "sockets"] {
        for one in others[list].as_array_mut().expect("a list") {
            let hit = &mut one["hit"];
            if let Some(id) = hit.as_str() {
                *hit = hits.get(id).unwrap_or_else(|| panic!("no hit {id}")).clone();
            }
        }
    }
    let lines = others["totals"]["lines"].clone();
    others.insert("lines".to_owned(), lines);
    others.insert("bytes".to_owned(), text.len().into());
    others.insert("endsEarly".to_owned(), false.into());
    others.insert("parts".to_owned(), json!([{ "name": "", "line": 0 }]));
    report
}
