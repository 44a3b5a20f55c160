//! How many results each release would leave.

use crate::filter::Filters;
use crate::index::{Document, Index};
use crate::{Query, Release};

impl Index {
    /// Every release that some use names, in ascending order, with the number of results that selecting it would leave.
    /// Whatever release is selected now, or stands in the query, is left aside.
    pub fn count_releases(&self, typed: &str, filters: &Filters) -> Vec<(Release, usize)> {
        let query = Query::parse(typed);
        let mut filters = filters.clone();
        if query.terms.is_empty() {
            filters.prefer_transports(query.transports);
        }
        let releases = self.catalog().releases();
        let mut counts = vec![0; releases.len()];
        for candidate in self.find(&query).candidates {
            let at = candidate.document;
            // Pages are found only while nothing is filtered by.
            let Document::Entry(entry) = self.document(at) else { continue };
            for (count, left) in counts.iter_mut().zip(self.attributes(at).releases(entry, &filters, &releases)) {
                *count += usize::from(left);
            }
        }
        releases.into_iter().zip(counts).collect()
    }
}
