//! `v1/register.json` and `v1/register.csv`: IANA's register, row by row.

use crate::catalog_file::digest;
use crate::csv_file::table;
use crate::schema::SchemaVersion;
use crate::sources::{Licence, Licences, TITLE_OF_REGISTER};
use crate::vocabulary::Transport;
use catalog_source::{Assignment, Reference};
use schemars::JsonSchema;
use serde::Serialize;

/// The rows of IANA's register: a name for each registered port. Within version 1 keys and rows may be added; nothing is
/// renamed.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "Portolan: IANA's register, version 1")]
pub(crate) struct RegisterFile {
    /// The schema of this file.
    #[serde(rename = "$schema")]
    schema: &'static str,
    schema_version: SchemaVersion,
    /// A digest of the content: the same rows have the same version, and other rows another.
    #[schemars(regex(pattern = r"^[0-9a-f]{16}$"))]
    data_version: String,
    /// The name of the register.
    title: &'static str,
    /// Where IANA publishes it.
    url: String,
    /// The day on which IANA published it.
    date: String,
    /// Under which licence the rows may be used.
    licence: Licence,
    /// Every row, in the order of their first ports. Some ports have several.
    rows: Vec<Row>,
}

/// A port or a range, and the names that are registered for it.
#[derive(Debug, Serialize, JsonSchema)]
struct Row {
    /// The lowest port.
    first_port: u16,
    /// The highest port; the same for a single one.
    last_port: u16,
    /// Over which transports the names are registered.
    transports: Vec<Transport>,
    /// Service names, the main one first.
    names: Vec<String>,
    /// In the words of the register.
    #[serde(skip_serializing_if = "String::is_empty")]
    description: String,
}

impl RegisterFile {
    pub(crate) fn new(reference: &Reference) -> Self {
        let provenance = &reference.register.provenance;
        let mut file = Self {
            schema: "register.schema.json",
            schema_version: SchemaVersion,
            data_version: String::new(),
            title: TITLE_OF_REGISTER,
            url: provenance.url.clone(),
            date: provenance.date.clone(),
            licence: Licences::ALL.register,
            rows: reference.register.rows.iter().map(Row::new).collect(),
        };
        file.data_version = digest(&crate::json(&file));
        file
    }

    /// The rows as a table, its header included.
    pub(crate) fn csv(&self) -> Vec<u8> {
        let header = ["first_port", "last_port", "transports", "names", "description"].map(str::to_owned);
        table(std::iter::once(header).chain(self.rows.iter().map(Row::cells)))
    }
}

impl Row {
    fn new(row: &Assignment) -> Self {
        Self {
            first_port: row.first,
            last_port: row.last,
            transports: row.transports.iter().map(Transport).collect(),
            names: row.names.clone(),
            description: row.description.clone(),
        }
    }

    fn cells(&self) -> [String; 5] {
        let transports: Vec<&str> = self.transports.iter().map(|one| one.0.id()).collect();
        [
            self.first_port.to_string(),
            self.last_port.to_string(),
            transports.join(" | "),
            self.names.join(" | "),
            self.description.clone(),
        ]
    }
}
