//! The transports that a result shows: those of the uses that were asked for.

use crate::filter::{Attributes, Filters};
use crate::{Entry, Index, TransportSet};

impl Index {
    /// The transports of those uses of an entry that satisfy the filters. Without filters, and where no such use has a
    /// transport, those of the entry: see [`Entry::transports`]. A release that cannot exist filters nothing, as in a search.
    pub fn transports(&self, entry: &Entry, filters: &Filters) -> TransportSet {
        let mut filters = filters.clone();
        filters.release.take_if(|release| !self.may_be(release));
        let mut spoken = TransportSet::default();
        if !filters.is_empty() {
            let attributes = Attributes::of(entry, self.catalog());
            for (at, one) in entry.uses.iter().enumerate() {
                if attributes.verdict(entry, at, &filters).is_some() {
                    spoken = spoken.union(one.transports.any());
                }
            }
        }
        if spoken.is_empty() { entry.transports() } else { spoken }
    }
}
