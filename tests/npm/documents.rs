//! Reads the documentation of the element in the places that repeat it.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A file under `www/`.
pub(crate) fn source(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../www").join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The names under a heading of the comment at the head of `element.js`: the first word of each line, or, where names
/// stand one after the other, each of them.
pub(crate) fn listed(heading: &str) -> BTreeSet<String> {
    let element = source("element/element.js");
    let (header, _) = element.split_once("*/").expect("a header");
    let lines = header.lines().skip_while(|line| !line.starts_with(heading)).skip(1);
    let lines = lines.take_while(|line| line.starts_with(' ')).filter(|line| !line.starts_with("   "));
    let names: BTreeSet<String> = lines
        .flat_map(|line| {
            let line = line.trim();
            let end = line.find([' ', '(', ',']).unwrap_or(line.len());
            let is_list = line[end..].starts_with(',');
            if is_list { line.trim_end_matches(',').split(", ").collect() } else { vec![&line[..end]] }
        })
        .map(str::to_owned)
        .collect();
    assert!(!names.is_empty(), "{heading} is not in the header of element.js");
    names
}

/// The names in a list of the declaration in `custom-elements.json`.
pub(crate) fn declared(list: &str) -> BTreeSet<String> {
    let declaration = declaration();
    let items = declaration[list].as_array().unwrap_or_else(|| panic!("{list} in custom-elements.json"));
    items.iter().map(|item| item["name"].as_str().expect("a name").to_owned()).collect()
}

/// The element in `custom-elements.json`.
pub(crate) fn declaration() -> Value {
    let manifest: Value = serde_json::from_str(&source("npm/custom-elements.json")).expect("JSON");
    let modules = manifest["modules"].as_array().expect("modules").iter();
    let mut declarations = modules.filter_map(|module| module["declarations"].as_array()).flatten();
    declarations.find(|declaration| declaration["customElement"] == true).expect("the element").clone()
}

/// The keys of an interface of TypeScript, and whether each has to be there.
pub(crate) fn keys(types: &str, interface: &str) -> BTreeMap<String, bool> {
    let start = types.find(&format!("export interface {interface} ")).unwrap_or_else(|| panic!("no {interface}"));
    let (body, _) = types[start..].split_once("\n}").expect("its end");
    let lines = body.lines().skip(1).filter_map(|line| line.trim_start().split_once(": "));
    let keys = lines.filter(|(key, _)| !key.contains([' ', '*']));
    keys.map(|(key, _)| (key.trim_end_matches('?').trim_matches('"').to_owned(), !key.ends_with('?'))).collect()
}
