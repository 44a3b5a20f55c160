//! What is known of every port.

use crate::standing::Standing;
use crate::{Known, PORTS};
use catalog::Entry;
use catalog_source::Reference;

/// What is known of every port, from a reference.
pub struct PortMap<'a> {
    pub(crate) reference: &'a Reference,
    /// By port: the position of the entry that describes it.
    subjects: Vec<Option<usize>>,
    /// By port: whether the register has a row for it or for a range that it is in.
    registered: Vec<bool>,
}

impl<'a> PortMap<'a> {
    /// Looks at every entry and every row of the register.
    pub fn new(reference: &'a Reference) -> Self {
        let mut registered = vec![false; PORTS];
        for row in &reference.register.rows {
            registered[usize::from(row.first)..=usize::from(row.last)].fill(true);
        }
        Self { reference, subjects: subjects(reference.catalog.entries()), registered }
    }

    /// The entry that is about this port: its own, or else that of the narrowest range whose ports something is sent to.
    pub fn subject(&self, port: u16) -> Option<&'a Entry> {
        self.subjects[usize::from(port)].map(|at| &self.reference.catalog.entries()[at])
    }

    /// Whether the register has a name for this port.
    pub fn is_registered(&self, port: u16) -> bool {
        self.registered[usize::from(port)]
    }

    /// What is known of this port.
    pub fn known(&self, port: u16) -> Known {
        match self.subject(port) {
            Some(entry) if Standing::of(entry) == Standing::Port => Known::Described,
            Some(_) => Known::InRange,
            None if self.is_registered(port) => Known::Registered,
            None => Known::Unassigned,
        }
    }
}

/// For each port the position of the entry that is about it. Narrow ranges are laid over wide ones, and single ports over all.
fn subjects(entries: &[Entry]) -> Vec<Option<usize>> {
    let ranges = entries.iter().enumerate().filter(|(_, entry)| Standing::of(entry) == Standing::Range);
    let mut ranges: Vec<(usize, &Entry)> = ranges.collect();
    ranges.sort_by_key(|(_, entry)| std::cmp::Reverse(entry.ports.width()));
    let mut subjects = vec![None; PORTS];
    for (at, entry) in ranges {
        subjects[usize::from(entry.ports.first())..=usize::from(entry.ports.last())].fill(Some(at));
    }
    for (at, entry) in entries.iter().enumerate().filter(|(_, entry)| Standing::of(entry) == Standing::Port) {
        subjects[usize::from(entry.ports.first())] = Some(at);
    }
    subjects
}
