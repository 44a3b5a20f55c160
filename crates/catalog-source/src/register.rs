//! Our copy of IANA's register, `data/register/iana.tsv`, joined to entries by number.

use crate::reader::read;
use crate::report::Diagnostics;
use catalog::{Entry, PortSpec, Provenance, Role, Transport, TransportSet, Transports, Use};
use std::collections::BTreeMap;
use std::path::Path;

/// The rows of the register, by port.
#[derive(Default)]
pub(crate) struct Register {
    rows: BTreeMap<u16, Vec<Row>>,
    /// The day IANA published it.
    pub(crate) date: String,
}

struct Row {
    transports: TransportSet,
    name: String,
    description: String,
}

impl Register {
    /// Reads the file; a line that cannot be read is reported with its place.
    pub(crate) fn load(path: &Path, diagnostics: &Diagnostics) -> Self {
        let mut register = Self::default();
        let Some(file) = read(path, diagnostics) else { return register };
        let mut start = 0;
        for line in file.text.lines() {
            if let Some(remark) = line.strip_prefix('#') {
                if let Some(date) = remark.trim().strip_prefix("registry of ") {
                    date.clone_into(&mut register.date);
                }
            } else if let Some((port, row)) = read_row(line) {
                register.rows.entry(port).or_default().push(row);
            } else {
                let remedy = "four columns, separated by tabs: port, transports, name, description";
                diagnostics.add(
                    &file,
                    start..start + line.len(),
                    "not a row of the register",
                    "cannot be read",
                    remedy,
                );
            }
            start += line.len() + 1;
        }
        register
    }

    /// Adds the rows for the entry's port. The register has rows for single ports only, so that ranges get none.
    pub(crate) fn join(&self, entry: &mut Entry) {
        let PortSpec::Single(port) = entry.ports else { return };
        entry.uses.extend(self.rows.get(&port).into_iter().flatten().map(|row| Use {
            transports: Transports { said: row.transports, inferred: TransportSet::default() },
            applications: vec![row.name.clone()],
            protocol: Some(row.description.clone()).filter(|text| !text.is_empty() && *text != row.name),
            ..Use::new(Role::Assigned, Provenance::Registered)
        }));
    }
}

fn read_row(line: &str) -> Option<(u16, Row)> {
    let [port, transports, name, description] = line.split('\t').collect::<Vec<_>>()[..] else { return None };
    let transports = transports.split(',').map(Transport::from_id).collect::<Option<TransportSet>>()?;
    Some((port.parse().ok()?, Row { transports, name: name.to_owned(), description: description.to_owned() }))
}
