//! `v1/ports/22.json`: one entry, with what is needed to use it by itself.

use crate::catalog_file::CatalogFile;
use crate::schema::SchemaVersion;
use crate::shape::Entry;
use crate::sources::{Licences, Source};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;

/// One entry of the reference. Within version 1 keys and words of the vocabularies may be added; nothing is renamed or
/// removed.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "Portolan: one entry, version 1")]
pub(crate) struct PortFile<'a> {
    /// The schema of this file.
    #[serde(rename = "$schema")]
    schema: &'static str,
    schema_version: SchemaVersion,
    /// The version of the whole catalog that this entry belongs to.
    #[schemars(regex(pattern = r"^[0-9a-f]{16}$"))]
    data_version: &'a str,
    /// Under which licences the parts may be used.
    licence: Licences,
    /// The sources on which this entry rests.
    sources: Vec<&'a Source>,
    pub(crate) entry: &'a Entry,
}

impl<'a> PortFile<'a> {
    /// The entry with those of the sources whose ids are given.
    pub(crate) fn new(catalog: &'a CatalogFile, entry: &'a Entry, cited: &BTreeSet<String>) -> Self {
        Self {
            schema: "../port.schema.json",
            schema_version: catalog.schema_version,
            data_version: &catalog.data_version,
            licence: catalog.licence,
            sources: catalog.sources.iter().filter(|source| cited.contains(&source.id)).collect(),
            entry,
        }
    }
}
