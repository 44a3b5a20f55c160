//! The reference for other programs: JSON, CSV, and the JSON Schemas of exports, overlays, reports on traffic and plans.
//!
//! [`files`] is the whole interface. Shapes are public and additive within v1: keys are added, none is renamed, removed
//! or given another meaning. What an export has as an entry, an overlay may have as one of its own.

mod catalog_file;
mod columns;
mod convert;
mod csv_file;
mod overlay;
mod plan_result;
mod port_file;
mod register_file;
mod schema;
mod shape;
mod sources;
mod traffic_report;
mod vocabulary;
mod words;

use catalog_file::CatalogFile;
use catalog_source::Reference;
use plan_result::PlanResult;
use port_file::PortFile;
use register_file::RegisterFile;
use serde::Serialize;
use sources::Source;
use traffic_report::TrafficReport;

/// A file to publish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Relative to the site's root, with slashes: `v1/ports/22.json`.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Every file of the exports: the whole catalog as JSON and as CSV, one JSON file for each entry, and the schemas of
/// these and of overlays; IANA's register as JSON and as CSV, with its schema; the schemas of reports on traffic and of plans.
///
/// The same reference gives the same bytes.
pub fn files(reference: &Reference) -> Vec<File> {
    let catalog = CatalogFile::new(reference);
    let register = RegisterFile::new(reference);
    let mut files = vec![
        file("v1/catalog.csv", csv_file::render(&catalog.entries)),
        file("v1/catalog.json", json(&catalog)),
        file("v1/catalog.schema.json", json(&schema::of_export::<CatalogFile>())),
        file("v1/overlay.schema.json", json(&overlay::schema())),
        file("v1/plan.schema.json", json(&schema::of_export::<PlanResult>())),
        file("v1/port.schema.json", json(&schema::of_export::<PortFile<'_>>())),
        file("v1/register.csv", register.csv()),
        file("v1/register.json", json(&register)),
        file("v1/register.schema.json", json(&schema::of_export::<RegisterFile>())),
        file("v1/traffic.schema.json", json(&schema::of_export::<TrafficReport>())),
    ];
    let ports = catalog.entries.iter().zip(reference.catalog.entries()).map(|(entry, ours)| {
        let cited = Source::cited_by(reference, ours);
        PortFile::new(&catalog, entry, &cited)
    });
    files.extend(ports.map(|port| file(&format!("v1/ports/{}.json", port.entry.id), json(&port))));
    files
}

fn file(path: &str, bytes: Vec<u8>) -> File {
    File { path: path.to_owned(), bytes }
}

/// Indented by two spaces, with a newline at the end.
fn json(value: &impl Serialize) -> Vec<u8> {
    let mut text = serde_json::to_vec_pretty(value).expect("texts, numbers and lists can always be written");
    text.push(b'\n');
    text
}
