//! `v1/catalog.json`: everything in one file.

use crate::schema::SchemaVersion;
use crate::shape::{Category, Entry, Product};
use crate::sources::{Licences, Source};
use catalog_source::Reference;
use schemars::JsonSchema;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// The whole reference. Within version 1 keys, entries and words of the vocabularies may be added; nothing is renamed
/// or removed.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "Portolan: the catalog, version 1")]
pub(crate) struct CatalogFile {
    /// The schema of this file.
    #[serde(rename = "$schema")]
    schema: &'static str,
    pub(crate) schema_version: SchemaVersion,
    /// A digest of the content: the same data has the same version, and other data another.
    #[schemars(regex(pattern = r"^[0-9a-f]{16}$"))]
    pub(crate) data_version: String,
    /// The name of the reference.
    title: &'static str,
    /// Under which licences the parts may be used.
    pub(crate) licence: Licences,
    /// Where the facts come from.
    pub(crate) sources: Vec<Source>,
    /// Every category that entries name.
    categories: Vec<Category>,
    /// Every product that uses name.
    products: Vec<Product>,
    /// Every entry, in the order of their first ports.
    pub(crate) entries: Vec<Entry>,
}

impl CatalogFile {
    pub(crate) fn new(reference: &Reference) -> Self {
        let catalog = &reference.catalog;
        let entries = catalog.entries().iter().map(|entry| {
            let chapter = reference.chapters.get(&entry.id());
            Entry::new(entry, chapter.map(|chapter| chapter.prose.as_str()).unwrap_or_default())
        });
        let categories = catalog.categories().iter().map(|category| Category {
            id: category.id.clone(),
            title: category.title.clone(),
            summary: category.summary.clone(),
        });
        let products = catalog.products().iter();
        let mut file = Self {
            schema: "catalog.schema.json",
            schema_version: SchemaVersion,
            data_version: String::new(),
            title: "Portolan",
            licence: Licences::ALL,
            sources: Source::all(reference),
            categories: categories.collect(),
            products: products.map(|product| Product { id: product.id.clone(), name: product.name.clone() }).collect(),
            entries: entries.collect(),
        };
        file.data_version = digest(&crate::json(&file));
        file
    }
}

/// The first 16 hexadecimal digits of the SHA-256.
pub(crate) fn digest(bytes: &[u8]) -> String {
    let mut hex = String::new();
    for byte in &Sha256::digest(bytes)[..8] {
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}
