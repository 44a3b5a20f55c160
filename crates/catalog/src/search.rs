//! Search: matching, filtering and ranking entries and pages.

mod registered;

use crate::candidate::{Candidate, Extent};
use crate::filter::{self, Facet, Filters, Passed};
use crate::index::{Document, Index};
use crate::matching::Matched;
use crate::notice::{Notice, is_about};
use crate::query::FEWEST_IN_SENTENCE;
use crate::register::Tier;
use crate::sorted::smallest;
use crate::{Applies, Dimension, Query, Release, Transport, TransportSet, Why};
use registered::row_tier;

/// The results of a search.
#[derive(Debug)]
pub struct Results<'a> {
    /// The number of matching entries, pages and registered ports, not only those in `hits`.
    pub total: usize,
    /// The best of them, best first.
    pub hits: Vec<Hit<'a>>,
    /// Remarks on the query.
    pub notices: Vec<Notice<'a>>,
    /// Whether the best hit is a real answer, not only the class of a port without an entry.
    pub is_answer: bool,
    /// Whether the register, which has not been added, may have more.
    pub awaits_register: bool,
}

/// What is asked for beside the terms of a query.
struct Asked {
    filters: Filters,
    transport_alone: Option<Transport>,
    no_release: Option<Release>,
}

/// The place of a result among the others, as a number: results that the source does not say to apply to the release are last; then
/// the tier counts, then the score, then the position among the candidates or, after all of them, among the rows of the register.
fn place(unsaid: bool, tier: u8, score: u32, at: usize) -> u64 {
    u64::from(unsaid) << 63 | u64::from(tier) << 58 | u64::from(MOST_SCORE - score.min(MOST_SCORE)) << 28 | at as u64
}

const MOST_SCORE: u32 = (1 << 30) - 1;

/// The position in such a number.
const fn at(place: u64) -> usize {
    (place & 0xfff_ffff) as usize
}

/// One result.
#[derive(Debug)]
pub struct Hit<'a> {
    /// The entry, page or registered port.
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
        let Asked { filters, transport_alone, no_release } = self.asked(&query, filters);
        let matched = self.find(&query);
        let found = &matched.candidates;
        let rows = self.rows(&query, &matched, &filters);
        let is_registered = rows.iter().any(|row| row.tier == Tier::Exact);
        let mut ranked = Vec::new();
        for (at, candidate) in found.iter().enumerate() {
            if let Some(Passed { applies }) = self.pass(candidate, &filters) {
                let unsaid = applies == Some(Applies::Unsaid) && !candidate.is_exact();
                // Candidates are in the order of their documents, which breaks ties.
                ranked.push(place(unsaid, self.tier(candidate, is_registered), candidate.score, at));
            }
        }
        // A name that was typed says more than a word that only the register has, and so do several words of a sentence.
        let says_more = |candidate: &Candidate| {
            candidate.is_called() || candidate.is_named() && candidate.matched.len() >= FEWEST_IN_SENTENCE - 1
        };
        let is_called = rows.iter().any(|row| row.tier == Tier::OneWord) && found.iter().any(says_more);
        for (at, row) in rows.iter().enumerate() {
            let is_stray = matched.is_stray && row.tier == Tier::Exact && found.iter().any(Candidate::is_named);
            let tier = if is_stray { row_tier(Tier::OneWord, true) } else { row_tier(row.tier, is_called) };
            ranked.push(place(false, tier, row.score, found.len() + at));
        }
        let total = ranked.len();
        // The first is looked at even where none is shown.
        let mut ranked = smallest(ranked, limit.max(1));
        let best = ranked.first().and_then(|place| found.get(at(*place))).map_or(0, |candidate| candidate.score);
        let is_answer = ranked.first().is_some_and(|place| match found.get(at(*place)) {
            Some(candidate) => self.answers(candidate),
            None => rows.get(at(*place) - found.len()).is_some_and(|row| row.tier == Tier::Exact),
        });
        ranked.truncate(limit);
        let mut hits = Vec::new();
        for place in ranked {
            match found.get(at(place)) {
                Some(candidate) => hits.push(self.hit(candidate, &query, &filters)),
                None => hits.extend(rows.get(at(place) - found.len()).and_then(|row| self.registered_hit(row, &query))),
            }
        }
        let unknown: Vec<usize> =
            matched.unknown.iter().copied().filter(|at| !self.is_registered(&query.terms[*at].text())).collect();
        let is_plain = unknown.is_empty() && query.is_plain();
        let mut notices = if is_plain { Vec::new() } else { self.notices(&query, &unknown) };
        notices.extend(transport_alone.map(|transport| Notice::TransportAlone { transport }));
        notices.extend(no_release.map(|release| self.not_a_release(&release.text())));
        if let (Some(release), None) = (&filters.release, &query.line) {
            notices.extend(self.other_releases(found, release, best));
        }
        let awaits_register = self.register().is_none() && self.needs_register(&query, found, &filters);
        Results { total, hits, notices, is_answer, awaits_register }
    }

    /// The number of results for each value of each filter, for the same query and filters.
    pub fn facets(&self, typed: &str, filters: &Filters) -> Vec<Facet> {
        let query = Query::parse(typed);
        let Asked { filters, .. } = self.asked(&query, filters);
        let matched = self.find(&query);
        let entries = matched.candidates.iter().filter_map(|candidate| {
            let entry = self.catalog().entries().get(candidate.document)?;
            Some((entry, self.attributes(candidate.document)))
        });
        filter::facets(self.catalog(), entries, &self.registered_kinds(&query, &matched), &filters)
    }

    /// The filters that are in force for a query, and what is to be said of it.
    fn asked(&self, query: &Query, filters: &Filters) -> Asked {
        let mut filters = filters.clone();
        if filters.release.is_none() {
            filters.release.clone_from(&query.release);
        }
        let no_release = filters.release.take_if(|release| !self.may_be(release));
        let alone = query.terms.is_empty() && query.release.is_none() && query.line.is_none();
        let not_filtered =
            |transport: &Transport| alone && !filters.is_selected(Dimension::Transport, *transport as usize);
        let transport_alone = query.transports.iter().find(not_filtered);
        if query.terms.is_empty() {
            // A transport alone is a filter; with words it only affects the ranking.
            filters.prefer_transports(query.transports);
        }
        Asked { filters, transport_alone, no_release }
    }

    /// Whether a candidate is about a port of the query.
    fn answers(&self, candidate: &Candidate) -> bool {
        match (candidate.only_in_range(), self.document(candidate.document)) {
            (Some(port), Document::Entry(entry)) => is_about(entry, port),
            _ => true,
        }
    }

    /// How well an entry or page answers, the best first. What is described stands before what is only registered, unless it answers less:
    /// a registered name that was typed in full, if there is one, is a better answer than an entry that has it as a part of a name.
    fn tier(&self, candidate: &Candidate, is_registered: bool) -> u8 {
        let is_port = candidate.has_port() && !candidate.only_begins();
        match candidate.typos() {
            0 if candidate.extent != Extent::All || !self.answers(candidate) => 4,
            0 if is_registered && !is_port && !candidate.is_whole => 2,
            0 => 0,
            1 => 6,
            _ => 8,
        }
    }

    /// Whether a register may have better answers.
    fn needs_register(&self, query: &Query, found: &[Candidate], filters: &Filters) -> bool {
        // Of a log line, the ports that somebody wanted to reach: the others are mostly ephemeral.
        let is_unwritten = match &query.line {
            Some(line) if !line.to.is_empty() => line.to.iter().any(|port| !self.is_written(*port)),
            _ => query.ports().any(|(first, last)| first == last && !self.is_written(first)),
        };
        let is_answer = |candidate: &Candidate| candidate.is_exact() || candidate.is_whole && !candidate.is_corrected();
        filters.wants_registered() || is_unwritten || !query.terms.is_empty() && !found.iter().any(is_answer)
    }

    /// Whether a candidate satisfies the filters. Pages are found only without filters.
    fn pass(&self, candidate: &Candidate, filters: &Filters) -> Option<Passed> {
        match self.document(candidate.document) {
            _ if filters.is_empty() => Some(Passed { applies: None }),
            Document::Entry(entry) => self.attributes(candidate.document).pass(entry, filters),
            Document::Page(_) | Document::Registered(_) => None,
        }
    }

    fn hit(&self, candidate: &Candidate, query: &Query, filters: &Filters) -> Hit<'_> {
        Hit {
            document: self.document(candidate.document),
            why: if query.transports.is_empty() { None } else { self.other_transport(candidate, query) }
                .or_else(|| self.why(candidate, query)),
            marks: self.marks(candidate),
            applies: self.pass(candidate, filters).and_then(|passed| passed.applies),
            heading: Self::heading(candidate),
        }
    }

    pub(crate) fn find(&self, query: &Query) -> Matched {
        let wanted = query.transports;
        if query.terms.is_empty() {
            let all = query.not_ports.is_empty() && query.line.is_none();
            let entries = 0..if all { self.catalog().entries().len() } else { 0 };
            return Matched { candidates: entries.map(Candidate::plain).collect(), ..Matched::default() };
        }
        let mut found = self.match_terms(query);
        if !wanted.is_empty() {
            for candidate in &mut found.candidates {
                // A transport in the query raises entries; it excludes none.
                if self.shares_transport(candidate.document, wanted) {
                    candidate.score += 50;
                }
            }
        }
        found
    }

    fn shares_transport(&self, at: usize, wanted: TransportSet) -> bool {
        let spoken = self.catalog().entries().get(at).map(crate::Entry::transports).unwrap_or_default();
        wanted.iter().any(|transport| spoken.contains(transport))
    }

    /// The reason that an entry is described for other transports than that of the query.
    #[inline(never)]
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
