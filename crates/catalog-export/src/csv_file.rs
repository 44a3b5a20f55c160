//! `v1/catalog.csv`: RFC 4180, one row for each use.

use crate::columns::COLUMNS;
use crate::shape::Entry;
use csv::{Terminator, WriterBuilder};

/// The table of all uses, its header included.
pub(crate) fn render(entries: &[Entry]) -> Vec<u8> {
    let uses = entries.iter().flat_map(|entry| entry.uses.iter().map(move |one| (entry, one)));
    let rows = uses.map(|(entry, one)| COLUMNS.map(|column| (column.cell)(entry, one)));
    table(std::iter::once(COLUMNS.map(|column| column.name.to_owned())).chain(rows))
}

/// Rows of cells, the header first.
pub(crate) fn table<const N: usize>(mut rows: impl Iterator<Item = [String; N]>) -> Vec<u8> {
    let mut table = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    let written = rows.try_for_each(|row| table.write_record(row.map(harmless)));
    written.expect("rows of one length can be written into memory");
    table.into_inner().expect("memory takes everything")
}

/// What spreadsheets would take for a formula gets an apostrophe before it, with which they show it as it is.
fn harmless(cell: String) -> String {
    match cell.chars().next() {
        // With the full-width forms, which some spreadsheets read alike.
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠') => format!("'{cell}"),
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn formulas_are_disarmed_and_nothing_else_is_touched() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "=", "-"] {
            assert_eq!(harmless(formula.to_owned()), format!("'{formula}"));
        }
        for harmless_text in ["", "22", ">system>sshd.pm", "15.0+", "a=b", "'=1", " =1", "–"] {
            assert_eq!(harmless(harmless_text.to_owned()), harmless_text);
        }
    }
}
