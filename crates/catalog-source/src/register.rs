//! IANA's register, `data/register/`: rows by port, where they come from, and how they are put on pages.

mod provenance;
mod rows;

use crate::report::Diagnostics;
use catalog::{Assigned, Catalog, Entry, Provenance, Role, TransportSet, Transports, Use};
use std::path::Path;

pub use provenance::RegisterProvenance;

/// Our copy of the register.
#[derive(Clone, Debug, Default)]
pub struct Register {
    /// Every row, by first port; rows of one port are in the register's order.
    pub rows: Vec<Assignment>,
    /// Where the copy is from.
    pub provenance: RegisterProvenance,
    /// The first port of each range page, from 0 on. Ranges are part of addresses, so that they never change.
    pub page_starts: Vec<u16>,
}

/// A row: names that are registered for a port or a range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// The first port.
    pub first: u16,
    /// The last port, which is the first one for a single port.
    pub last: u16,
    /// At least one.
    pub transports: TransportSet,
    /// Service names; at least one, the main one first.
    pub names: Vec<String>,
    /// In the words of the register; empty where it has none.
    pub description: String,
}

impl Register {
    /// Reads the files; everything that is wrong is reported with its place.
    pub(crate) fn load(folder: &Path, diagnostics: &Diagnostics) -> Self {
        let page_starts = provenance::page_starts(&folder.join("pages.toml"), diagnostics);
        Self {
            rows: rows::load(folder, &page_starts, diagnostics),
            provenance: provenance::load(&folder.join("provenance.toml"), diagnostics).unwrap_or_default(),
            page_starts,
        }
    }

    /// The rows about a port: its own, and those of ranges that it is in.
    pub fn of_port(&self, port: u16) -> impl Iterator<Item = &Assignment> {
        let until = self.rows.partition_point(|row| row.first <= port);
        self.rows[..until].iter().filter(move |row| port <= row.last)
    }

    /// The rows that the search of a catalog needs beside its entries: those of ports and ranges that no entry is about. With
    /// `has_pages`, each leads to its place on the range pages.
    pub fn searched(&self, catalog: &Catalog, has_pages: bool) -> catalog::Register {
        let is_described = |row: &&Assignment| {
            catalog.entries().iter().any(|entry| (entry.ports.first(), entry.ports.last()) == (row.first, row.last))
        };
        let rows = self.rows.iter().filter(|row| !is_described(row)).flat_map(|row| {
            row.names.iter().map(|name| Assigned {
                first: row.first,
                last: row.last,
                transports: row.transports,
                name: name.clone(),
                description: row.description.clone(),
            })
        });
        let page_starts = if has_pages { self.page_starts.clone() } else { Vec::new() };
        catalog::Register::new(&rows.collect::<Vec<_>>(), page_starts)
    }

    /// The first and last port of each range page.
    pub fn page_ranges(&self) -> impl Iterator<Item = (u16, u16)> {
        let ends = self.page_starts.iter().skip(1).map(|next| next - 1).chain([u16::MAX]);
        self.page_starts.iter().copied().zip(ends)
    }

    /// Adds the rows for the entry's port; for a range those of exactly this range.
    pub(crate) fn join(&self, entry: &mut Entry) {
        let (first, last) = (entry.ports.first(), entry.ports.last());
        let rows = self.of_port(first).filter(|row| first == last || (row.first, row.last) == (first, last));
        entry.uses.extend(rows.map(|row| Use {
            transports: Transports { said: row.transports, inferred: TransportSet::default() },
            applications: row.names.clone(),
            protocol: Some(row.description.clone()).filter(|text| !text.is_empty() && !row.names.contains(text)),
            ..Use::new(Role::Assigned, Provenance::Registered)
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use catalog::Transport;

    fn register() -> Register {
        let row = |first, last, name: &str| Assignment {
            first,
            last,
            transports: std::iter::once(Transport::Tcp).collect(),
            names: vec![name.to_owned()],
            description: String::new(),
        };
        let rows = vec![row(22, 22, "ssh"), row(6000, 6063, "x11"), row(6006, 6006, "own")];
        Register { rows, page_starts: vec![0, 500, 49152], ..Register::default() }
    }

    #[test]
    fn rows_of_a_port() {
        let cases: [(u16, &[&str]); 6] =
            [(22, &["ssh"]), (23, &[]), (6000, &["x11"]), (6006, &["x11", "own"]), (6063, &["x11"]), (6064, &[])];
        for (port, expected) in cases {
            let register = register();
            let names: Vec<&str> = register.of_port(port).map(|row| row.names[0].as_str()).collect();
            assert_eq!(names, expected, "{port}");
        }
    }

    #[test]
    fn pages_cover_every_port() {
        assert_eq!(register().page_ranges().collect::<Vec<_>>(), [(0, 499), (500, 49151), (49152, 65535)]);
    }
}
