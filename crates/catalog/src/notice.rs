//! Notices: remarks on a query, shown above the results.

use crate::candidate::{Candidate, Extent};
use crate::index::{Document, Index};
use crate::term_match::WIDE;
use crate::{Applies, Entry, LogLine, PortClass, PortSpec, Query, Release, ReleaseSet, Term, Transport, TransportSet};

/// A remark above the results.
#[derive(Clone, Debug)]
pub enum Notice<'a> {
    /// A port without an entry.
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
    /// A number that cannot be a port.
    NotAPort {
        /// As typed.
        typed: String,
    },
    /// The best result does not apply to the release.
    OtherReleases {
        /// The release.
        release: Release,
        /// The best result.
        entry: &'a Entry,
        /// The releases that have it, as the source writes them.
        releases: &'a ReleaseSet,
    },
    /// An unknown word.
    UnknownWord {
        /// As typed.
        typed: String,
        /// Similar names; may be empty.
        suggestions: Vec<&'a str>,
    },
    /// The ports of a pasted log line; the rest of the line is ignored.
    Line {
        /// Its transports.
        transports: TransportSet,
        /// Its ports; may be empty.
        ports: LogLine,
        /// Destination ports without an entry.
        unwritten: Vec<u16>,
    },
    /// There is no such release.
    NotARelease {
        /// As typed.
        typed: String,
        /// The releases of sources and the bases of their branches, in ascending order.
        releases: Vec<Release>,
    },
    /// The query is only a transport: the filter is suggested.
    TransportAlone {
        /// The transport.
        transport: Transport,
    },
}

/// The most unknown words with a notice each.
const MOST_UNKNOWN: usize = 3;

/// Whether an entry is about the port: not a wide range, or one that contains it only with a certain setting.
pub(crate) fn is_about(entry: &Entry, port: u16) -> bool {
    let spec = &entry.ports;
    let settled = spec.parameter_needed(port).is_none_or(|least| least == 0);
    spec.contains(port) && spec.width() <= WIDE && settled
}

impl Index {
    /// The notices for a query; `unknown` are the positions of unknown words.
    #[inline(never)]
    pub(crate) fn notices(&self, query: &Query, unknown: &[usize]) -> Vec<Notice<'_>> {
        if let Some(ports) = &query.line {
            let unwritten = ports.to.iter().copied().filter(|port| !self.is_written(*port)).collect();
            return vec![Notice::Line { transports: query.transports, ports: ports.clone(), unwritten }];
        }
        // First what is known of a number without an entry: that is the answer to it.
        let single = query.ports().filter(|(first, last)| first == last).map(|(port, _)| port);
        let mut notices: Vec<Notice<'_>> =
            single.filter(|port| !self.is_written(*port)).map(|port| self.unwritten(port)).collect();
        notices.extend(query.not_ports.iter().map(|typed| Notice::NotAPort { typed: typed.clone() }));
        for at in unknown.iter().take(MOST_UNKNOWN) {
            if let Some(Term::Word(word)) = query.terms.get(*at) {
                notices.push(Notice::UnknownWord { typed: word.clone(), suggestions: self.suggestions(word) });
            }
        }
        notices
    }

    /// The notice that a release does not exist, with those that do.
    pub fn not_a_release(&self, typed: &str) -> Notice<'_> {
        Notice::NotARelease { typed: typed.to_owned(), releases: self.catalog().releases() }
    }

    /// Whether a release may exist: sources name some, and there were others shortly before and after those.
    pub(crate) fn may_be(&self, release: &Release) -> bool {
        const NEAR: u16 = 3;
        let named = self.catalog().releases();
        let (Some(first), Some(last)) = (named.first(), named.last()) else { return true };
        let major = release.major();
        first.major() <= major + NEAR && major <= last.major() + NEAR
    }

    /// The notice about a better result than those shown, whose best score is given, if the vendor says that it applies to
    /// other releases only.
    #[inline(never)]
    pub(crate) fn other_releases(&self, found: &[Candidate], release: &Release, shown: u32) -> Option<Notice<'_>> {
        let mut best: Option<(u32, Notice<'_>)> = None;
        let is_better = |candidate: &&Candidate| candidate.extent != Extent::Some && candidate.score > shown;
        for candidate in found.iter().filter(is_better) {
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
    pub(crate) fn is_written(&self, port: u16) -> bool {
        let entries = self.catalog().entries();
        self.of_port(port).into_iter().any(|at| is_about(&entries[at], port))
    }

    fn unwritten(&self, port: u16) -> Notice<'_> {
        let class = PortClass::of(port);
        let (first, last) = class.range();
        let about = self.catalog().entries().iter().find(|e| e.ports == PortSpec::Range { first, last });
        let (below, above) = self.catalog().neighbours(port);
        Notice::Unwritten { port, class, about, below, above }
    }
}
