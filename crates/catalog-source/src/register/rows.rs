//! The rows of the register: `iana.tsv`, made by `cargo xtask update-register`, and `supplement.tsv`, written by hand.

use super::Assignment;
use crate::reader::{At, Context, read};
use crate::report::Diagnostics;
use catalog::{Transport, TransportSet};
use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;

const MADE: (&str, &str) =
    ("iana.tsv", "four columns, separated by tabs: port or range, transports, name, description");
const WRITTEN: (&str, &str) =
    ("supplement.tsv", "five columns, separated by tabs: port or range, transports, name, description, why it is here");

/// The rows of both files, by first port. Of several names for a port the package has only the last, so that those of the
/// supplement come before it.
pub(super) fn load(folder: &Path, page_starts: &[u16], diagnostics: &Diagnostics) -> Vec<Assignment> {
    let mut rows: Vec<Assignment> = Vec::new();
    let mut known = BTreeSet::new();
    for ((name, columns), is_made) in [(WRITTEN, false), (MADE, true)] {
        let Some(file) = read(&folder.join(name), diagnostics) else { continue };
        let context = Context { file: &file, diagnostics, offset: 0 };
        let mut before = None;
        let mut start = 0;
        for line in file.text.split('\n') {
            let span = start..start + line.len();
            start += line.len() + 1;
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let Some(row) = read_row(&At { value: line, span: span.clone() }, is_made, columns, context) else {
                continue;
            };
            if let Some(start) = page_starts.iter().find(|start| row.first < **start && **start <= row.last) {
                let remedy = format!("let no page start at {start} in pages.toml");
                context.error(span.clone(), format!("{} is on two pages", shown(&row)), "this range", remedy);
            }
            let name = &row.names[0];
            let twice =
                row.transports.iter().find(|one| !known.insert((row.first, row.last, *one as u8, name.clone())));
            if let Some(transport) = twice {
                let what = format!("`{name}` is there twice for {}/{}", shown(&row), transport.id());
                context.error(span.clone(), what, "the second", "leave one out");
            }
            // By hand, names are in the order in which they are shown.
            let key = (row.first, row.last, is_made.then(|| (name.clone(), row.description.clone())));
            if before.as_ref().is_some_and(|before| key < *before) {
                let remedy = "sort rows by first port, then by last";
                context.error(span, format!("{} is not in its place", shown(&row)), "out of order", remedy);
            } else {
                before = Some(key);
            }
            rows.push(row);
        }
    }
    rows.sort_by_key(|row| (row.first, row.last));
    merged(rows)
}

/// Rows that differ only in their names, as one.
fn merged(rows: Vec<Assignment>) -> Vec<Assignment> {
    let mut merged: Vec<Assignment> = Vec::new();
    for row in rows {
        let key = |one: &Assignment| (one.first, one.last, one.transports, one.description.clone());
        let same = merged.iter_mut().rev().take_while(|other| other.first == row.first);
        match same.into_iter().find(|other| key(other) == key(&row)).filter(|_| !row.description.is_empty()) {
            Some(other) => other.names.extend(row.names),
            None => merged.push(row),
        }
    }
    merged
}

fn shown(row: &Assignment) -> String {
    if row.first == row.last { row.first.to_string() } else { format!("{}-{}", row.first, row.last) }
}

/// A row, if nothing in it is wrong; else every mistake is reported.
fn read_row(line: &At<&str>, is_made: bool, columns: &str, context: Context<'_>) -> Option<Assignment> {
    let mut cells = Vec::new();
    let mut start = line.span.start;
    for cell in line.value.split('\t') {
        cells.push(At { value: cell, span: start..start + cell.len() });
        start += cell.len() + 1;
    }
    if cells.len() != if is_made { 4 } else { 5 } {
        context.error(line.span.clone(), "not a row of the register", "cannot be read", columns);
        return None;
    }
    let ports = read_ports(&cells[0], context);
    let transports = read_transports(&cells[1], context);
    let mut is_filled = true;
    // An empty cell has no place of its own: the line has.
    for (at, what) in [(2, "has no name"), (4, "does not say why it is here")] {
        if cells.get(at).is_some_and(|cell| cell.value.trim().is_empty()) {
            context.error(line.span.clone(), format!("the row {what}"), "an empty column", columns);
            is_filled = false;
        }
    }
    let ((first, last), transports) = (ports?, transports?);
    is_filled.then(|| Assignment {
        first,
        last,
        transports,
        names: vec![cells[2].value.to_owned()],
        description: cells[3].value.to_owned(),
    })
}

fn read_ports(cell: &At<&str>, context: Context<'_>) -> Option<(u16, u16)> {
    let number = |text: &str, span: Range<usize>| {
        let port = text.parse().ok().filter(|_| text.bytes().all(|c| c.is_ascii_digit()));
        if port.is_none() {
            context.error(span, format!("`{text}` is no port"), "not a number", "ports run from 0 to 65535");
        }
        port
    };
    let Some((first, last)) = cell.value.split_once('-') else {
        return number(cell.value, cell.span.clone()).map(|port| (port, port));
    };
    let middle = cell.span.start + first.len();
    let (first, last) = (number(first, cell.span.start..middle), number(last, middle + 1..cell.span.end));
    let (first, last) = (first?, last?);
    if first < last {
        return Some((first, last));
    }
    let remedy = if first == last { format!("write {first}") } else { format!("write {last}-{first}") };
    context.error(cell.span.clone(), format!("{first}-{last} is reversed or empty"), "not a range", remedy);
    None
}

fn read_transports(cell: &At<&str>, context: Context<'_>) -> Option<TransportSet> {
    let mut start = cell.span.start;
    let mut transports = Some(TransportSet::default());
    for id in cell.value.split(',') {
        match (Transport::from_id(id), &mut transports) {
            (Some(transport), Some(transports)) => transports.insert(transport),
            (Some(_), None) => {}
            (None, _) => {
                let message = format!("unknown transport `{id}`");
                context.error(
                    start..start + id.len(),
                    message,
                    "not a transport",
                    "tcp, udp, sctp, dccp; a comma between",
                );
                transports = None;
            }
        }
        start += id.len() + 1;
    }
    transports
}
