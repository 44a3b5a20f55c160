//! The number of results for each release.

use crate::filter::Filters;
use crate::index::{Document, Index};
use crate::{Query, Release};

impl Index {
    /// Every release that some use names, in ascending order, with the number of results that selecting it would leave.
    /// The release that is selected now or in the query is ignored.
    pub fn count_releases(&self, typed: &str, filters: &Filters) -> Vec<(Release, usize)> {
        let query = Query::parse(typed);
        let mut filters = filters.clone();
        if query.terms.is_empty() {
            filters.prefer_transports(query.transports);
        }
        let mut counts: Vec<_> = self.catalog().releases().into_iter().map(|release| (release, 0)).collect();
        for candidate in self.find(&query).candidates {
            // Pages are found only while nothing is filtered by.
            if let Document::Entry(entry) = self.document(candidate.document) {
                self.attributes(candidate.document).count_releases(entry, &filters, &mut counts);
            }
        }
        counts
    }
}
