//! Search: which entries and pages answer a query, in which order, and why.

use crate::filter::{self, Facet, Filters, Passed};
use crate::index::{Document, Index};
use crate::matching::{Finding, Why};
use crate::notice::Notice;
use crate::{Applies, Query, Transport, TransportSet};

/// What a search found.
#[derive(Debug)]
pub struct Results<'a> {
    /// How many entries and pages match, shown or not.
    pub total: usize,
    /// The best of them, best first.
    pub hits: Vec<Hit<'a>>,
    /// How many results each value of each filter would leave.
    pub facets: Vec<Facet>,
    /// What there is to say about the query as a whole.
    pub notices: Vec<Notice<'a>>,
}

/// One result.
#[derive(Debug)]
pub struct Hit<'a> {
    /// What was found.
    pub document: Document<'a>,
    /// Why it was found, where that is not plain to see.
    pub why: Option<Why>,
    /// The known words that were met, in lower case: to be marked in what is shown.
    pub marks: Vec<String>,
    /// With a release: whether it applies.
    pub applies: Option<Applies>,
    /// The heading that was met, on a page.
    pub heading: Option<usize>,
}

impl Index {
    /// Searches for what was typed.
    ///
    /// Ranks by whole numbers only, so that native code and wasm rank alike. A query of filters alone lists everything
    /// that passes them, in the order of ports.
    pub fn search(&self, typed: &str, filters: &Filters, limit: usize) -> Results<'_> {
        let query = Query::parse(typed);
        let mut filters = filters.clone();
        if filters.release.is_none() {
            filters.release.clone_from(&query.release);
        }
        let found = self.find(&query);
        let matched = || found.iter().filter_map(|f| self.catalog().entries().get(f.document).map(|e| (f.document, e)));
        let facets = filter::facets(self.catalog(), matched().map(|(at, entry)| (entry, self.traits(at))), &filters);
        let mut passing: Vec<(Option<Applies>, &Finding)> =
            found.iter().filter_map(|finding| Some((self.pass(finding, &filters)?.applies, finding))).collect();
        passing.sort_by(|(a, left), (b, right)| {
            let key = |applies: &Option<Applies>, finding: &Finding| {
                (*applies == Some(Applies::Unsaid), std::cmp::Reverse(finding.score), finding.document)
            };
            key(a, left).cmp(&key(b, right))
        });
        let hits = passing.iter().take(limit).map(|(applies, finding)| self.hit(finding, *applies));
        Results { total: passing.len(), hits: hits.collect(), facets, notices: self.notices(&query, &found) }
    }

    /// Whether a finding satisfies the filters. Pages are found only while nothing is filtered by.
    fn pass(&self, finding: &Finding, filters: &Filters) -> Option<Passed> {
        match self.document(finding.document) {
            Document::Entry(entry) => self.traits(finding.document).pass(entry, filters),
            Document::Page(_) => filters.is_empty().then_some(Passed { applies: None }),
        }
    }

    fn hit(&self, finding: &Finding, applies: Option<Applies>) -> Hit<'_> {
        Hit {
            document: self.document(finding.document),
            why: finding.why.clone(),
            marks: finding.marks.clone(),
            applies,
            heading: finding.heading,
        }
    }

    fn find(&self, query: &Query) -> Vec<Finding> {
        let wanted = query.transports;
        if query.terms.is_empty() {
            let everything = query.not_ports.is_empty();
            let entries = 0..if everything { self.catalog().entries().len() } else { 0 };
            return entries.filter(|at| self.speaks(*at, wanted)).map(Finding::plain).collect();
        }
        let mut found = self.match_terms(query);
        for finding in &mut found {
            self.prefer_transport(finding, wanted, query);
        }
        found
    }

    /// Whether an entry is described for one of the transports, or none is asked for.
    fn speaks(&self, at: usize, wanted: TransportSet) -> bool {
        wanted.is_empty() || self.shared_transports(at, wanted)
    }

    fn shared_transports(&self, at: usize, wanted: TransportSet) -> bool {
        let spoken = self.catalog().entries().get(at).map(crate::Entry::transports).unwrap_or_default();
        wanted.iter().any(|transport| spoken.contains(transport))
    }

    /// A transport in the query moves entries up; one that an entry does not speak of is said, not hidden.
    fn prefer_transport(&self, finding: &mut Finding, wanted: TransportSet, query: &Query) {
        if wanted.is_empty() {
            return;
        }
        if self.shared_transports(finding.document, wanted) {
            finding.score += 50;
        } else if query.ports().next().is_some()
            && let Document::Entry(entry) = self.document(finding.document)
            && finding.why.is_none()
        {
            let spoken: Vec<Transport> = entry.transports().iter().collect();
            finding.why = Some(Why::OtherTransport { wanted: wanted.iter().collect(), spoken });
        }
    }
}
