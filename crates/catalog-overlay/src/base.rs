//! The catalog that overlays are merged into, with what is looked up in it for every entry of an overlay.

use catalog::{Entry, Parts, PortSpec, Release};
use std::collections::{BTreeSet, HashMap};

/// Parts of a catalog whose entries are found by their ports. New entries follow all others until the end.
pub(crate) struct Base {
    pub(crate) parts: Parts,
    /// Every release that is named, and the base of its branch.
    pub(crate) releases: BTreeSet<Release>,
    by_ends: HashMap<(u16, u16), usize>,
    by_id: HashMap<(u16, Option<u16>), usize>,
    /// How many entries the catalog itself has.
    ours: usize,
}

impl Base {
    pub(crate) fn new(catalog: catalog::Catalog) -> Self {
        let releases = catalog.releases().into_iter().collect();
        let parts = catalog.into_parts();
        let mut base =
            Self { ours: parts.entries.len(), parts, releases, by_ends: HashMap::new(), by_id: HashMap::new() };
        for at in 0..base.ours {
            base.remember(at);
        }
        base
    }

    /// The position of the entry about exactly these ports, or with their id.
    pub(crate) fn position(&self, spec: &PortSpec) -> Option<usize> {
        let found = [self.by_ends.get(&ends(spec)), self.by_id.get(&id(spec))];
        found.into_iter().flatten().min().copied()
    }

    /// Adds an entry about ports of which there is none yet.
    pub(crate) fn push(&mut self, entry: Entry) {
        self.parts.entries.push(entry);
        self.remember(self.parts.entries.len() - 1);
    }

    fn remember(&mut self, at: usize) {
        let spec = &self.parts.entries[at].ports;
        self.by_ends.entry(ends(spec)).or_insert(at);
        self.by_id.entry(id(spec)).or_insert(at);
    }

    /// The parts, with the new entries among the old ones in the order of ports; the index of the prose follows.
    pub(crate) fn into_parts(self) -> Parts {
        let Self { mut parts, ours, .. } = self;
        let mut all: Vec<(usize, Entry)> = parts.entries.into_iter().enumerate().collect();
        all.sort_by(|(_, a), (_, b)| a.ports.cmp(&b.ports));
        let mut moved = vec![0; ours];
        for (now, (before, _)) in all.iter().enumerate() {
            if let Some(place) = moved.get_mut(*before) {
                *place = u32::try_from(now).unwrap_or(u32::MAX);
            }
        }
        parts.text = parts.text.moved(|at| moved.get(at as usize).copied().unwrap_or(u32::MAX));
        parts.entries = all.into_iter().map(|(_, entry)| entry).collect();
        parts
    }
}

/// First and last port.
pub(crate) const fn ends(spec: &PortSpec) -> (u16, u16) {
    (spec.first(), spec.last())
}

/// What [`PortSpec::id`] is made of.
const fn id(spec: &PortSpec) -> (u16, Option<u16>) {
    match spec {
        PortSpec::Single(first) | PortSpec::Parameterised { first, .. } => (*first, None),
        PortSpec::Range { first, last } => (*first, Some(*last)),
    }
}
