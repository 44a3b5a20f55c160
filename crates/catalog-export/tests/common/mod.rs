//! Reading what was exported.

#![allow(dead_code, reason = "each test uses some of it")]

use catalog::Catalog;
use catalog_export::File;
use catalog_source::Reference;
use jsonschema::Validator;
use serde_json::Value;
use std::collections::BTreeMap;

/// The bytes of a file.
#[track_caller]
pub(crate) fn file<'a>(files: &'a [File], path: &str) -> &'a [u8] {
    &files.iter().find(|file| file.path == path).unwrap_or_else(|| panic!("there is no {path}")).bytes
}

/// A file of JSON.
#[track_caller]
pub(crate) fn json(files: &[File], path: &str) -> Value {
    serde_json::from_slice(file(files, path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// What checks values against a schema.
#[track_caller]
pub(crate) fn validator(schema: &Value) -> Validator {
    jsonschema::draft202012::new(schema).unwrap_or_else(|error| panic!("{error}"))
}

/// Fails with everything that is wrong.
#[track_caller]
pub(crate) fn check(validator: &Validator, value: &Value, what: &str) {
    let wrong: Vec<String> =
        validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(wrong.is_empty(), "{what}:\n{}", wrong.join("\n"));
}

/// A reference with nothing but a catalog.
pub(crate) fn reference(catalog: Catalog) -> Reference {
    Reference {
        catalog,
        chapters: BTreeMap::new(),
        sources: Vec::new(),
        glossary: Vec::new(),
        corrections: Vec::new(),
        often: Vec::new(),
        introductions: std::collections::BTreeMap::new(),
        register: catalog_source::Register::default(),
    }
}

/// The rows of the table, by the names of their columns.
pub(crate) fn read(files: &[File]) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_reader(file(files, "v1/catalog.csv")).deserialize().map(|row| row.expect("a row")).collect()
}
