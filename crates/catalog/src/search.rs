//! Search: matching, filtering and ranking entries and pages.

use crate::candidate::Candidate;
use crate::filter::{self, Facet, Filters, Passed};
use crate::index::{Document, Index};
use crate::matching::Matched;
use crate::notice::{Notice, is_about};
use crate::sorted::sorted;
use crate::{Applies, Dimension, Query, Transport, TransportSet, Why};
use std::cmp::Reverse;

/// The results of a search.
#[derive(Debug)]
pub struct Results<'a> {
    /// The number of matching entries and pages, not only those in `hits`.
    pub total: usize,
    /// The best of them, best first.
    pub hits: Vec<Hit<'a>>,
    /// The number of results for each value of each filter.
    pub facets: Vec<Facet>,
    /// Remarks on the query.
    pub notices: Vec<Notice<'a>>,
    /// Whether the best hit is a real answer, not only the class of a port without an entry.
    pub is_answer: bool,
}

/// One result.
#[derive(Debug)]
pub struct Hit<'a> {
    /// The entry or page.
    pub document: Document<'a>,
    /// Why it was found, if that is not obvious.
    pub why: Option<Why>,
    /// The indexed words that matched, in lower case, to be marked in the result.
    pub marks: Vec<String>,
    /// With a release: whether it applies.
    pub applies: Option<Applies>,
    /// The heading that was matched, on a page.
    pub heading: Option<usize>,
}

impl Index {
    /// Searches for a typed text.
    ///
    /// Ranks with integers only, so that native code and wasm give the same order. With filters but no query, lists everything that
    /// passes them, in the order of ports.
    pub fn search(&self, typed: &str, filters: &Filters, limit: usize) -> Results<'_> {
        let query = Query::parse(typed);
        let mut filters = filters.clone();
        if filters.release.is_none() {
            filters.release.clone_from(&query.release);
        }
        let no_release = filters.release.take_if(|release| !self.may_be(release));
        let alone = query.terms.is_empty() && query.release.is_none() && query.line.is_none();
        let not_filtered =
            |transport: &Transport| alone && !filters.is_selected(Dimension::Transport, *transport as usize);
        let alone = query.transports.iter().find(not_filtered);
        if query.terms.is_empty() {
            // A transport alone is a filter; with words it only affects the ranking.
            filters.prefer_transports(query.transports);
        }
        let Matched { candidates: found, unknown } = self.find(&query);
        let mut ranked = Vec::new();
        let mut matched = Vec::new();
        for (at, candidate) in found.iter().enumerate() {
            if let Document::Entry(entry) = self.document(candidate.document) {
                matched.push((entry, self.attributes(candidate.document)));
            }
            if let Some(Passed { applies }) = self.pass(candidate, &filters) {
                // Candidates are in the order of their documents, which breaks ties.
                let unsaid = applies == Some(Applies::Unsaid) && !candidate.is_exact();
                ranked.push((unsaid, Reverse(candidate.score), at, applies));
            }
        }
        let facets = filter::facets(self.catalog(), &matched, &filters);
        let total = ranked.len();
        let mut hits = Vec::new();
        let ranked = sorted(ranked);
        let best = ranked.first().map_or(0, |(_, _, at, _)| found[*at].score);
        let is_answer = ranked.first().is_some_and(|(_, _, at, _)| self.answers(&found[*at]));
        for (_, _, at, applies) in ranked.into_iter().take(limit) {
            hits.push(self.hit(&found[at], &query, applies));
        }
        let mut notices = self.notices(&query, &unknown);
        notices.extend(alone.map(|transport| Notice::TransportAlone { transport }));
        notices.extend(no_release.map(|release| self.not_a_release(&release.text())));
        if let (Some(release), None) = (&filters.release, &query.line) {
            notices.extend(self.other_releases(&found, release, best));
        }
        Results { total, hits, facets, notices, is_answer }
    }

    /// Whether a candidate is about a port of the query.
    fn answers(&self, candidate: &Candidate) -> bool {
        match (candidate.only_in_range(), self.document(candidate.document)) {
            (Some(port), Document::Entry(entry)) => is_about(entry, port),
            _ => true,
        }
    }

    /// Whether a candidate satisfies the filters. Pages are found only without filters.
    fn pass(&self, candidate: &Candidate, filters: &Filters) -> Option<Passed> {
        match self.document(candidate.document) {
            Document::Entry(entry) => self.attributes(candidate.document).pass(entry, filters),
            Document::Page(_) => filters.is_empty().then_some(Passed { applies: None }),
        }
    }

    fn hit(&self, candidate: &Candidate, query: &Query, applies: Option<Applies>) -> Hit<'_> {
        Hit {
            document: self.document(candidate.document),
            why: self.other_transport(candidate, query).or_else(|| self.why(candidate, query)),
            marks: self.marks(candidate),
            applies,
            heading: Self::heading(candidate),
        }
    }

    pub(crate) fn find(&self, query: &Query) -> Matched {
        let wanted = query.transports;
        if query.terms.is_empty() {
            let all = query.not_ports.is_empty() && query.line.is_none();
            let entries = 0..if all { self.catalog().entries().len() } else { 0 };
            return Matched { candidates: entries.map(Candidate::plain).collect(), unknown: Vec::new() };
        }
        let mut found = self.match_terms(query);
        for candidate in &mut found.candidates {
            // A transport in the query raises entries; it excludes none.
            if self.shares_transport(candidate.document, wanted) {
                candidate.score += 50;
            }
        }
        found
    }

    fn shares_transport(&self, at: usize, wanted: TransportSet) -> bool {
        let spoken = self.catalog().entries().get(at).map(crate::Entry::transports).unwrap_or_default();
        wanted.iter().any(|transport| spoken.contains(transport))
    }

    /// The reason that an entry is described for other transports than that of the query.
    fn other_transport(&self, candidate: &Candidate, query: &Query) -> Option<Why> {
        let Document::Entry(entry) = self.document(candidate.document) else { return None };
        let wanted = query.transports;
        let told = !wanted.is_empty() && candidate.has_port();
        let other = told && !self.shares_transport(candidate.document, wanted);
        let spoken: Vec<_> = entry.transports().iter().collect();
        // Classes of ports have no transport.
        (other && (candidate.is_exact() || !spoken.is_empty()))
            .then(|| Why::OtherTransport { wanted: wanted.iter().collect(), spoken })
    }
}
