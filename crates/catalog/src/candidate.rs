//! A candidate: an entry or page that matches terms of a query.

use crate::index::MatchKind;
use crate::term_match::{MatchSource, TermMatch};

/// An entry or page that matches terms of a query.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub(crate) document: usize,
    pub(crate) score: u32,
    /// The matched terms, by their position in the query, each with its match.
    pub(crate) matched: Vec<(usize, TermMatch)>,
    pub(crate) extent: Extent,
    /// How many words of a query of several words are one of its names.
    pub(crate) called: u32,
    /// Whether one of its names was typed in full.
    pub(crate) is_whole: bool,
    /// Whether people look it up more often than others.
    pub(crate) is_prominent: bool,
}

/// How much of the query a candidate matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// All terms that are required.
    All,
    /// One of several names that no document has together.
    OneOf,
    /// Some of the words.
    Some,
}

impl Candidate {
    /// A candidate for a query without terms.
    pub(crate) const fn plain(document: usize) -> Self {
        Self {
            document,
            score: 0,
            matched: Vec::new(),
            extent: Extent::All,
            called: 0,
            is_whole: false,
            is_prominent: false,
        }
    }

    /// Whether a term matched anything but the prose.
    pub(crate) fn is_named(&self) -> bool {
        self.matched.iter().any(|(_, matched)| matched.is_named())
    }

    /// Whether one of its names is among the words of a query of several words.
    pub(crate) const fn is_called(&self) -> bool {
        self.called > 0
    }

    /// Whether it is a port of the query.
    pub(crate) fn is_exact(&self) -> bool {
        self.matched.iter().any(|(_, matched)| matched.is_exact())
    }

    /// Whether it is a port of the query, or a range or chapter that contains one.
    pub(crate) fn has_port(&self) -> bool {
        self.matched.iter().any(|(_, matched)| !matches!(matched.source, MatchSource::Word { .. }))
    }

    /// The port of the query, if only a class, or a range that depends on a setting, contains it.
    pub(crate) fn only_in_range(&self) -> Option<u16> {
        match self.matched.as_slice() {
            [(_, TermMatch { source: MatchSource::InRange(port), .. })] => Some(*port),
            _ => None,
        }
    }

    /// The most typing errors of a word that it matches, without those that are surely corrected.
    pub(crate) fn typos(&self) -> u8 {
        self.matched.iter().map(|(_, found)| found.errors()).max().unwrap_or_default()
    }

    /// Whether it matches a word that was misspelt.
    pub(crate) fn is_corrected(&self) -> bool {
        let is_typo = |found: &TermMatch| matches!(found.source, MatchSource::Word { kind: MatchKind::Typo(_), .. });
        self.matched.iter().any(|(_, found)| is_typo(found))
    }

    /// Whether its port only begins with the number of the query.
    pub(crate) fn only_begins(&self) -> bool {
        let begins = |(_, matched): &(usize, TermMatch)| matches!(matched.source, MatchSource::Begins(_));
        !self.matched.is_empty() && self.matched.iter().all(begins)
    }

    /// Whether the term at this position of the query was matched.
    pub(crate) fn has_matched(&self, term: usize) -> bool {
        self.matched.iter().any(|(at, _)| *at == term)
    }
}
