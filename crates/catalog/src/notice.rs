//! What there is to say about a query as a whole.

use crate::index::{Document, Index};
use crate::matching::Candidate;
use crate::term_match::WIDE;
use crate::{Applies, Entry, PortClass, PortSpec, Query, Release, ReleaseSet, Term};

/// A remark above the results.
#[derive(Clone, Debug)]
pub enum Notice<'a> {
    /// Nobody has written about this port.
    Unwritten {
        /// The port.
        port: u16,
        /// Its class.
        class: PortClass,
        /// The entry about the class, if there is one.
        about: Option<&'a Entry>,
        /// The nearest port below with an entry.
        below: Option<&'a Entry>,
        /// The nearest port above with an entry.
        above: Option<&'a Entry>,
    },
    /// The number is no port.
    NotAPort {
        /// As typed.
        typed: String,
    },
    /// What was found is not part of the release asked for.
    OtherReleases {
        /// The release.
        release: Release,
        /// The best of what was found.
        entry: &'a Entry,
        /// The releases it is part of, as the source writes them.
        releases: &'a ReleaseSet,
    },
    /// A word means nothing here.
    UnknownWord {
        /// As typed.
        typed: String,
        /// Names that are alike; empty if none is.
        suggestions: Vec<&'a str>,
    },
}

impl Index {
    /// What to say about the query, given what was found.
    pub(crate) fn notices(&self, query: &Query, found: &[Candidate]) -> Vec<Notice<'_>> {
        let mut notices: Vec<Notice<'_>> =
            query.not_ports.iter().map(|typed| Notice::NotAPort { typed: typed.clone() }).collect();
        let single = query.ports().filter(|(first, last)| first == last).map(|(port, _)| port);
        notices.extend(single.filter(|port| !self.is_written(*port)).map(|port| self.unwritten(port)));
        for (at, term) in query.terms.iter().enumerate() {
            if let Term::Word(word) = term
                && found.iter().all(|candidate| !candidate.has_matched(at))
            {
                notices.push(Notice::UnknownWord { typed: word.clone(), suggestions: self.suggestions(word) });
            }
        }
        notices
    }

    /// The best of what was found, if the vendor says which releases it is part of, and this is none of them.
    pub(crate) fn other_releases(&self, found: &[Candidate], release: &Release) -> Option<Notice<'_>> {
        let mut best: Option<(u32, Notice<'_>)> = None;
        for candidate in found.iter().filter(|candidate| candidate.complete) {
            let Document::Entry(entry) = self.document(candidate.document) else { continue };
            let said = entry.uses.iter().find_map(|one| one.releases.as_ref());
            let Some(releases) = said.filter(|set| set.applies_to(release) == Applies::No) else { continue };
            if best.as_ref().is_none_or(|(score, _)| candidate.score > *score) {
                best = Some((candidate.score, Notice::OtherReleases { release: release.clone(), entry, releases }));
            }
        }
        best.map(|(_, notice)| notice)
    }

    /// Whether an entry is about the port, or about a range narrow enough to be about it.
    fn is_written(&self, port: u16) -> bool {
        self.catalog().entries().iter().any(|entry| entry.ports.contains(port) && entry.ports.width() <= WIDE)
    }

    fn unwritten(&self, port: u16) -> Notice<'_> {
        let class = PortClass::of(port);
        let (first, last) = class.range();
        let about = self.catalog().entries().iter().find(|e| e.ports == PortSpec::Range { first, last });
        let (below, above) = self.catalog().neighbours(port);
        Notice::Unwritten { port, class, about, below, above }
    }
}
