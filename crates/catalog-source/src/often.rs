//! `data/often.toml`: the ports that people look up most.

use crate::reader::{self, Context};
use crate::report::Diagnostics;
use std::collections::BTreeSet;
use std::path::Path;

/// The ids of entries that people look up more often than others.
#[derive(Default)]
pub(crate) struct Often {
    /// The most often, in the order in which the front page shows them.
    pub(crate) ports: Vec<String>,
    /// More of them, in any order.
    pub(crate) also: Vec<String>,
}

impl Often {
    /// Whether people look up the entry with this id more often than others with such a name.
    pub(crate) fn has(&self, id: &str) -> bool {
        self.ports.iter().chain(&self.also).any(|known| known == id)
    }
}

/// Reads both lists; they are empty where there is no such file. `also` may be left out.
pub(crate) fn load(path: &Path, ids: &BTreeSet<String>, diagnostics: &Diagnostics) -> Often {
    if !path.exists() {
        return Often::default();
    }
    let Some(file) = reader::read(path, diagnostics) else { return Often::default() };
    let context = Context { file: &file, diagnostics, offset: 0 };
    let read = reader::parse(&file.text, context, |top| {
        let (ports, also) = (top.texts("ports"), top.texts("also"));
        top.finish();
        let mut seen = BTreeSet::new();
        for port in ports.iter().chain(&also) {
            if !ids.contains(&port.value) {
                let remedy = "name entries by their ids: \"22\", \"6970-7170\"";
                context.error(
                    port.span.clone(),
                    format!("there is no entry `{}`", port.value),
                    "not an entry's id",
                    remedy,
                );
            } else if !seen.insert(&port.value) {
                context.error(
                    port.span.clone(),
                    format!("{} is there twice", port.value),
                    "the second",
                    "leave one out",
                );
            }
        }
        let [ports, also] = [ports, also].map(|list| list.iter().map(|port| port.value.clone()).collect());
        Some(Often { ports, also })
    });
    read.unwrap_or_default()
}
