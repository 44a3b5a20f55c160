//! Reads the documentation of the elements in the places that repeat it.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// An element, and where it is documented.
pub(crate) struct Element {
    /// The name of its tag.
    pub(crate) tag: &'static str,
    /// Its module under `www/`, which begins with the contract.
    pub(crate) module: &'static str,
    /// Its style sheets, in their order.
    pub(crate) styles: &'static [&'static str],
    /// Its types.
    pub(crate) types: &'static str,
    /// What the names of its types begin with.
    pub(crate) name: &'static str,
}

/// All elements of the package.
pub(crate) const ELEMENTS: [Element; 3] = [
    Element {
        tag: "port-reference",
        module: "element/element.js",
        styles: &["element/port-reference.css"],
        types: "npm/element.d.ts",
        name: "PortReference",
    },
    Element {
        tag: "port-traffic",
        module: "traffic/element.js",
        styles: &["element/base.css", "traffic/port-traffic.css"],
        types: "npm/traffic/element.d.ts",
        name: "PortTraffic",
    },
    Element {
        tag: "port-plan",
        module: "plan/element.js",
        styles: &["element/base.css", "plan/port-plan.css"],
        types: "npm/plan/element.d.ts",
        name: "PortPlan",
    },
];

/// A file under `www/`.
pub(crate) fn source(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../www").join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

impl Element {
    /// The names under a heading of the comment at the head of its module: the first word of each line, or, where names
    /// stand one after the other, each of them.
    pub(crate) fn listed(&self, heading: &str) -> BTreeSet<String> {
        let module = source(self.module);
        let (header, _) = module.split_once("*/").expect("a header");
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
        assert!(!names.is_empty(), "{heading} is not in the header of {}", self.module);
        names
    }

    /// The names in a list of its declaration in `custom-elements.json`.
    pub(crate) fn declared(&self, list: &str) -> BTreeSet<String> {
        let declaration = self.declaration();
        let items = declaration[list].as_array().unwrap_or_else(|| panic!("{list} of <{}>", self.tag));
        items.iter().map(|item| item["name"].as_str().expect("a name").to_owned()).collect()
    }

    /// The element in `custom-elements.json`.
    pub(crate) fn declaration(&self) -> Value {
        let manifest: Value = serde_json::from_str(&source("npm/custom-elements.json")).expect("JSON");
        let modules = manifest["modules"].as_array().expect("modules").iter();
        let mut declarations = modules.filter_map(|module| module["declarations"].as_array()).flatten();
        let found = declarations.find(|declaration| declaration["tagName"] == self.tag);
        found.unwrap_or_else(|| panic!("no <{}>", self.tag)).clone()
    }
}

/// The keys of an interface of TypeScript, and whether each has to be there.
pub(crate) fn keys(types: &str, interface: &str) -> BTreeMap<String, bool> {
    let start = types.find(&format!("export interface {interface} ")).unwrap_or_else(|| panic!("no {interface}"));
    let (body, _) = types[start..].split_once("\n}").expect("its end");
    let lines = body.lines().skip(1).filter_map(|line| line.trim_start().split_once(": "));
    let keys = lines.filter(|(key, _)| !key.contains([' ', '*']));
    keys.map(|(key, _)| (key.trim_end_matches('?').trim_matches('"').to_owned(), !key.ends_with('?'))).collect()
}
