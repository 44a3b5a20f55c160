//! What there is to say about a query as a whole.

use crate::candidate::{Candidate, Extent};
use crate::index::{Document, Index};
use crate::term_match::WIDE;
use crate::{Applies, Entry, LogLine, PortClass, PortSpec, Query, Release, ReleaseSet, Term, Transport, TransportSet};

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
    /// The ports that a line of a log names; nothing else of it was searched for.
    Line {
        /// Transports that it names.
        transports: TransportSet,
        /// Its ports; none where it names none.
        ports: LogLine,
        /// Those of its destination that nobody has written about.
        unwritten: Vec<u16>,
    },
    /// There is no such release.
    NotARelease {
        /// As typed.
        typed: String,
        /// Those that sources name, and the bases of their branches, in ascending order.
        releases: Vec<Release>,
    },
    /// Nothing was asked for but a transport, which is better a filter.
    TransportAlone {
        /// The transport.
        transport: Transport,
    },
}

/// Of more words nobody wants to hear one by one.
const MOST_UNKNOWN: usize = 3;

/// Whether an entry is about the port: not a range that is wide, or holds it only if a setting is large enough.
pub(crate) fn is_about(entry: &Entry, port: u16) -> bool {
    let spec = &entry.ports;
    let settled = spec.parameter_needed(port).is_none_or(|least| least == 0);
    spec.contains(port) && spec.width() <= WIDE && settled
}

impl Index {
    /// What to say about the query; `unknown` are the positions of the words that mean nothing here.
    pub(crate) fn notices(&self, query: &Query, unknown: &[usize]) -> Vec<Notice<'_>> {
        if let Some(ports) = &query.line {
            let unwritten = ports.to.iter().copied().filter(|port| !self.is_written(*port)).collect();
            return vec![Notice::Line { transports: query.transports, ports: ports.clone(), unwritten }];
        }
        let mut notices: Vec<Notice<'_>> =
            query.not_ports.iter().map(|typed| Notice::NotAPort { typed: typed.clone() }).collect();
        let single = query.ports().filter(|(first, last)| first == last).map(|(port, _)| port);
        notices.extend(single.filter(|port| !self.is_written(*port)).map(|port| self.unwritten(port)));
        for at in unknown.iter().take(MOST_UNKNOWN) {
            if let Some(Term::Word(word)) = query.terms.get(*at) {
                notices.push(Notice::UnknownWord { typed: word.clone(), suggestions: self.suggestions(word) });
            }
        }
        notices
    }

    /// That there is no such release, and which there are.
    pub fn not_a_release(&self, typed: &str) -> Notice<'_> {
        Notice::NotARelease { typed: typed.to_owned(), releases: self.catalog().releases() }
    }

    /// Whether there may be such a release: sources name some, and others came soon before and after those.
    pub(crate) fn may_be(&self, release: &Release) -> bool {
        const NEAR: u16 = 3;
        let named = self.catalog().releases();
        let (Some(first), Some(last)) = (named.first(), named.last()) else { return true };
        let major = release.major();
        first.major() <= major + NEAR && major <= last.major() + NEAR
    }

    /// The best of what was found, if the vendor says which releases it is part of, and this is none of them.
    pub(crate) fn other_releases(&self, found: &[Candidate], release: &Release) -> Option<Notice<'_>> {
        let mut best: Option<(u32, Notice<'_>)> = None;
        for candidate in found.iter().filter(|candidate| candidate.extent != Extent::Some) {
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
        self.catalog().entries().iter().any(|entry| is_about(entry, port))
    }

    fn unwritten(&self, port: u16) -> Notice<'_> {
        let class = PortClass::of(port);
        let (first, last) = class.range();
        let about = self.catalog().entries().iter().find(|e| e.ports == PortSpec::Range { first, last });
        let (below, above) = self.catalog().neighbours(port);
        Notice::Unwritten { port, class, about, below, above }
    }
}
