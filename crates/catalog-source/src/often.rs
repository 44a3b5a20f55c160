//! `data/often.toml`: the ports that people look up most.

use crate::reader::{self, Context};
use crate::report::Diagnostics;
use std::collections::BTreeSet;
use std::path::Path;

/// Reads the ids of entries, in the order in which the front page shows them; none where there is no such file.
pub(crate) fn load(path: &Path, ids: &BTreeSet<String>, diagnostics: &Diagnostics) -> Vec<String> {
    if !path.exists() {
        return Vec::new();
    }
    let Some(file) = reader::read(path, diagnostics) else { return Vec::new() };
    let context = Context { file: &file, diagnostics, offset: 0 };
    let read = reader::parse(&file.text, context, |top| {
        let ports = top.texts("ports");
        top.finish();
        let mut seen = BTreeSet::new();
        for port in &ports {
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
        Some(ports.iter().map(|port| port.value.clone()).collect())
    });
    read.unwrap_or_default()
}
