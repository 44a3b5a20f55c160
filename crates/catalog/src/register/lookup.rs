//! What the register says of a port.

use super::Register;
use super::columns::{Letters, Token};
use crate::text::{concat, join};
use crate::{
    Entry, PortClass, PortSpec, Provenance, RegisteredPort, Role, Target, Transport, TransportSet, Transports, Use,
};
use std::ops::Range;

impl Register {
    /// How many ports and ranges have rows.
    pub const fn len(&self) -> usize {
        self.documents.len() - 1
    }

    /// Whether there is no row.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The ports of every row, with the transports over which they are registered, in ascending order.
    pub fn assigned(&self) -> impl Iterator<Item = (u16, u16, TransportSet)> {
        self.rows.iter().zip(&self.columns.transports).map(|(row, transports)| (row.first, row.last, *transports))
    }

    /// The names that are registered for exactly this port, each once.
    pub fn names_at(&self, port: u16) -> Option<String> {
        let document = self.document(port, port)?;
        let mut names: Vec<String> = Vec::new();
        for name in self.rows_of(document).filter_map(|at| self.rows.get(at)).map(|row| self.text(row.name)) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        Some(join(&names, ", "))
    }

    /// What is registered for exactly this port.
    pub fn at(&self, port: u16) -> Option<RegisteredPort> {
        self.document(port, port).map(|document| self.port(document))
    }

    /// The first port that is registered under a name, in any case.
    pub fn named(&self, name: &str) -> Option<u16> {
        self.rows.iter().find(|row| self.text(row.name).eq_ignore_ascii_case(name)).map(|row| row.first)
    }

    /// The first and last port of a document.
    pub(super) fn ports(&self, document: usize) -> (u16, u16) {
        let row = self.documents.get(document).and_then(|row| self.rows.get(*row as usize));
        row.map_or((0, 0), |row| (row.first, row.last))
    }

    /// The document about exactly this port or range.
    pub(crate) fn document(&self, first: u16, last: u16) -> Option<usize> {
        let from = self.from(first);
        (from..self.len()).take_while(|at| self.ports(*at).0 == first).find(|at| self.ports(*at) == (first, last))
    }

    /// The documents with their first port in an interval.
    pub(super) fn starting_in(&self, first: u16, last: u16) -> Range<usize> {
        self.from(first)..last.checked_add(1).map_or(self.len(), |next| self.from(next))
    }

    /// The documents that are ranges.
    pub(super) fn ranges(&self) -> impl Iterator<Item = usize> {
        self.columns.ranges.iter().filter_map(|(row, _)| self.documents.binary_search(row).ok())
    }

    /// The number of documents that start below a port.
    fn from(&self, port: u16) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.ports(middle).0 < port {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// Whether a port of a document is in the class.
    pub(crate) fn is_in(&self, document: usize, class: PortClass) -> bool {
        let ((first, last), (from, to)) = (self.ports(document), class.range());
        first <= to && from <= last
    }

    pub(crate) fn transports(&self, document: usize) -> TransportSet {
        let rows = self.rows_of(document).filter_map(|at| self.columns.transports.get(at));
        rows.fold(TransportSet::default(), |all, transports| all.union(*transports))
    }

    pub(super) fn rows_of(&self, document: usize) -> Range<usize> {
        let at = |at: usize| self.documents.get(at).copied().unwrap_or_default() as usize;
        at(document)..at(document + 1)
    }

    /// The name and the description of a row.
    pub(super) fn texts(&self, row: usize) -> (String, String) {
        let texts = |row: &super::Row| (self.text(row.name), self.text(row.description));
        self.rows.get(row).map(texts).unwrap_or_default()
    }

    /// The text that begins with a token.
    fn text(&self, start: u32) -> String {
        let mut text = String::new();
        let mut at = start;
        while let Some(token) = self.columns.tokens.get(at as usize) {
            let joint = self.columns.joint(*token);
            if joint.has_word {
                self.push_word(*token, at, joint.letters, &mut text);
            }
            text.push_str(self.columns.separators.get(usize::from(joint.separator)).map_or("", String::as_str));
            if joint.is_last {
                break;
            }
            at += 1;
        }
        text
    }

    fn push_word(&self, token: Token, at: u32, letters: Letters, text: &mut String) {
        let capitals = match letters {
            Letters::Lower => 0,
            Letters::First => 1,
            Letters::Upper => u32::MAX,
            Letters::Some => {
                let known = self.columns.capitals.partition_point(|(token, _)| *token < at);
                self.columns.capitals.get(known).filter(|(token, _)| *token == at).map_or(0, |(_, letters)| *letters)
            }
        };
        for (place, letter) in (0_u32..).zip(self.columns.words.get(token.word as usize).chars()) {
            let is_capital = capitals.checked_shr(place).is_some_and(|bits| bits & 1 == 1);
            text.push(if is_capital { letter.to_ascii_uppercase() } else { letter });
        }
    }

    /// A document, to be shown.
    pub(crate) fn port(&self, document: usize) -> RegisteredPort {
        RegisteredPort { entry: self.entry(document), href: self.href(document) }
    }

    /// A document as an entry: all its names are the title, and the descriptions the summary, with their transports where they differ.
    fn entry(&self, document: usize) -> Entry {
        let (first, last) = self.ports(document);
        let ports = if first == last { PortSpec::Single(first) } else { PortSpec::Range { first, last } };
        let mut entry = Entry { target: Target::Nowhere, ..Entry::new(ports) };
        let mut names: Vec<String> = Vec::new();
        let mut said: Vec<(String, TransportSet)> = Vec::new();
        for row in self.rows_of(document) {
            let (name, description) = self.texts(row);
            let transports = self.columns.transports.get(row).copied().unwrap_or_default();
            if !description.is_empty() && !description.eq_ignore_ascii_case(&name) {
                match said.iter_mut().find(|(known, _)| *known == description) {
                    Some((_, known)) => *known = known.union(transports),
                    None => said.push((description.clone(), transports)),
                }
            }
            entry.uses.push(Use {
                transports: Transports { said: transports, inferred: TransportSet::default() },
                applications: vec![name.clone()],
                protocol: Some(description).filter(|text| !text.is_empty()),
                ..Use::new(Role::Assigned, Provenance::Registered)
            });
            if !names.contains(&name) {
                names.push(name);
            }
        }
        entry.title = join(&names, ", ");
        entry.summary = match said.as_slice() {
            [(description, _)] => description.clone(),
            all => {
                let each = all.iter().map(|(description, transports)| {
                    let labels: Vec<String> = transports.iter().map(|one| Transport::label(one).to_owned()).collect();
                    concat(&[&join(&labels, ", "), ": ", description])
                });
                join(&each.collect::<Vec<_>>(), "; ")
            }
        };
        entry
    }

    /// Where a document is shown, below the site's root; `None` if there are no pages.
    fn href(&self, document: usize) -> Option<String> {
        let (first, _) = self.ports(document);
        let next = self.columns.page_starts.partition_point(|start| *start <= first);
        let start = *self.columns.page_starts.get(next.checked_sub(1)?)?;
        let end = self.columns.page_starts.get(next).map_or(u16::MAX, |next| next - 1);
        Some(concat(&[
            "register/",
            &crate::text::between(start, "-", end),
            ".html#port-",
            &crate::decimal(first.into()),
        ]))
    }
}
