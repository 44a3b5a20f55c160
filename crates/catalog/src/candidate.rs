//! An entry or page that answers a query, and how much of it.

use crate::term_match::{MatchSource, TermMatch};

/// An entry or page that answers a query.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub(crate) document: usize,
    pub(crate) score: u32,
    /// The terms that were matched, by their position in the query, and how.
    pub(crate) matched: Vec<(usize, TermMatch)>,
    pub(crate) extent: Extent,
}

/// How much of the query a candidate answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// All that has to be.
    All,
    /// One of several names, which no document has together.
    OneOf,
    /// Some of the words.
    Some,
}

impl Candidate {
    /// Found without a term.
    pub(crate) const fn plain(document: usize) -> Self {
        Self { document, score: 0, matched: Vec::new(), extent: Extent::All }
    }

    /// Whether a term was matched by more than a word of the prose.
    pub(crate) fn is_named(&self) -> bool {
        self.matched.iter().any(|(_, matched)| matched.is_named())
    }

    /// Whether it is a port that was asked for.
    pub(crate) fn is_exact(&self) -> bool {
        self.matched.iter().any(|(_, matched)| matched.is_exact())
    }

    /// Whether a port was asked for, and this is it, or a range or chapter that has it.
    pub(crate) fn has_port(&self) -> bool {
        self.matched.iter().any(|(_, matched)| !matches!(matched.source, MatchSource::Word { .. }))
    }

    /// The port for which nothing but a class, or a range that may or may not hold it, leads here.
    pub(crate) fn only_in_range(&self) -> Option<u16> {
        match self.matched.as_slice() {
            [(_, TermMatch { source: MatchSource::InRange(port), .. })] => Some(*port),
            _ => None,
        }
    }

    /// Whether the term at this position of the query was matched.
    pub(crate) fn has_matched(&self, term: usize) -> bool {
        self.matched.iter().any(|(at, _)| *at == term)
    }
}
