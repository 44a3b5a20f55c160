//! IANA's register, as it is searched: a row for each registered port or range that no entry is about.
//!
//! It is a file of its own, which is loaded only when entries do not answer a query. It is searched as it lies: words in order,
//! texts as numbers of words. Only where each text begins, and which rows have which word, is counted when it is loaded.

mod columns;
mod encode;
mod lookup;
mod postings;
mod search;
#[cfg(test)]
mod tests;

use crate::codec::{DecodeError, opened, sealed};
use crate::lists::Lists;
use crate::typo::Spelling;
use crate::wire::{Reader, Writer};
use columns::Columns;
use postings::{Posting, postings};
use std::sync::OnceLock;

pub(crate) use search::{Found, Tier};

/// The first bytes of every encoded register.
const MAGIC: [u8; 4] = *b"PTLR";

/// IANA's register, ready to be searched.
pub struct Register {
    columns: Columns,
    rows: Vec<Row>,
    /// The first row of each document, and the number of rows: all rows of one port or range are one document.
    documents: Vec<u32>,
    postings: Lists<Posting>,
    spelling: OnceLock<Spelling>,
}

/// A registered service: one name, over some transports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assigned {
    /// The first port.
    pub first: u16,
    /// The last port, which is the first one for a single port.
    pub last: u16,
    /// At least one.
    pub transports: crate::TransportSet,
    /// The service name.
    pub name: String,
    /// In the words of the register; may be empty.
    pub description: String,
}

/// Where a row is. Its transports are in the columns.
#[derive(Clone, Copy, Default)]
struct Row {
    first: u16,
    last: u16,
    /// The first token of its name.
    name: u32,
    /// The first token of its description.
    description: u32,
}

/// Finds which rows have which word.
type Postings = fn(&Columns, &[Row], &[u32]) -> Lists<Posting>;

impl Register {
    /// Lays out rows. Those of one port or range must follow one another; the rest is put in order. `page_starts` are the first ports
    /// of the pages that show them; empty if there are none.
    pub fn new(rows: &[Assigned], page_starts: Vec<u16>) -> Self {
        Self::indexed(encode::columns(rows, page_starts), postings).expect("rows that were just laid out are sound")
    }

    /// The register as bytes.
    pub fn encode(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        self.columns.clone().pass(&mut writer).expect("a register can be written");
        sealed(MAGIC, &writer.finish())
    }

    /// Reads what [`Register::encode`] wrote. For any bytes, the result is a register or an error, and allocations are bounded as those of
    /// [`decode`](crate::decode).
    ///
    /// # Errors
    ///
    /// See [`DecodeError`].
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        Self::read(bytes, postings)
    }

    /// The same, to be asked for ports and names alone: a search finds nothing. Whoever needs no more loads less code.
    ///
    /// # Errors
    ///
    /// See [`DecodeError`].
    pub fn decode_for_ports(bytes: &[u8]) -> Result<Self, DecodeError> {
        Self::read(bytes, |_, _, _| Lists::default())
    }

    fn read(bytes: &[u8], postings: Postings) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(opened(bytes, MAGIC)?).ok_or(DecodeError::Contents)?;
        let mut columns = Columns::default();
        let read = columns.pass(&mut reader).filter(|()| reader.is_at_end());
        read.and_then(|()| Self::indexed(columns, postings)).ok_or(DecodeError::Contents)
    }

    /// Finds where texts begin, and counts which rows have which word. `None` where the columns do not fit each other.
    fn indexed(columns: Columns, postings: Postings) -> Option<Self> {
        let rows = columns.rows()?;
        let mut documents = Vec::with_capacity(rows.len() + 1);
        let mut before = None;
        for (at, row) in (0..).zip(&rows) {
            let ports = Some((row.first, row.last));
            if ports != before {
                documents.push(at);
            }
            before = ports;
        }
        documents.push(u32::try_from(rows.len()).ok()?);
        let postings = postings(&columns, &rows, &documents);
        Some(Self { columns, rows, documents, postings, spelling: OnceLock::new() })
    }
}
