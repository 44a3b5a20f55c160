//! The match of one term with one document, and its score.

use crate::index::{Field, MatchKind, Posting};
use crate::{Entry, PortSpec, Why};

/// How one term matched one document.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TermMatch {
    pub(crate) score: u32,
    pub(crate) source: MatchSource,
}

impl TermMatch {
    /// Whether it is the port itself, or exactly the range, that was asked for.
    pub(crate) const fn is_exact(&self) -> bool {
        matches!(self.source, MatchSource::Exact)
    }

    /// Whether it is more than a word of the summary or the prose.
    pub(crate) fn is_named(&self) -> bool {
        !matches!(self.source, MatchSource::Word { posting, .. } if posting.field == Field::Text)
    }

    /// Whether it is a word, typed as it is.
    pub(crate) const fn is_same(&self) -> bool {
        matches!(self.source, MatchSource::Word { kind: MatchKind::Same, .. })
    }

    /// Whether it is a word of anything but the summary or the prose, typed as it is.
    pub(crate) fn is_word_of_name(&self) -> bool {
        self.is_named() && self.is_same()
    }

    /// Whether it is a word without an error, but no whole name: a part or the beginning of one, or a word of the prose. A document that
    /// matches only so, and not all words, is kept for nothing but its score.
    pub(crate) fn is_weak(&self) -> bool {
        !self.is_name() && matches!(self.source, MatchSource::Word { kind: MatchKind::Same | MatchKind::Begins, .. })
    }

    /// How many typing errors the word has, if they are not surely corrected.
    pub(crate) const fn errors(&self) -> u8 {
        match self.source {
            MatchSource::Word { kind: MatchKind::Typo(errors), .. } => errors,
            _ => 0,
        }
    }

    /// Whether it is a name or code, typed as it is.
    pub(crate) fn is_name(&self) -> bool {
        matches!(self.source, MatchSource::Word { posting, kind: MatchKind::Same, .. }
            if matches!(posting.field, Field::Title | Field::Alias | Field::Application | Field::Product | Field::PageTitle))
    }
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum MatchSource {
    /// The port itself, or exactly the range, that was asked for.
    Exact,
    /// Within the range that was asked for.
    Within,
    /// The port begins with the number.
    Begins(u16),
    InRange(u16),
    Overlaps(u16, u16),
    Mentions(u16),
    Word {
        /// Position in the index.
        word: usize,
        posting: Posting,
        kind: MatchKind,
    },
}

/// The matches of a term, by document.
#[derive(Default)]
pub(crate) struct Matches {
    found: Vec<(usize, TermMatch)>,
    /// For each document its position in `found` plus one, or 0. Empty until something is found.
    positions: Vec<u32>,
    documents: usize,
}

impl Matches {
    /// None, of so many documents.
    pub(crate) const fn of(documents: usize) -> Self {
        Self { found: Vec::new(), positions: Vec::new(), documents }
    }

    pub(crate) fn get(&self, document: usize) -> Option<&TermMatch> {
        let at = self.positions.get(document)?.checked_sub(1)?;
        self.found.get(at as usize).map(|(_, matched)| matched)
    }

    /// Adds a match, or replaces the one that the document has.
    pub(crate) fn set(&mut self, document: usize, matched: TermMatch) {
        if self.positions.is_empty() {
            self.positions.resize(self.documents, 0);
        }
        let Some(position) = self.positions.get_mut(document) else { return };
        if let Some((_, known)) = position.checked_sub(1).and_then(|at| self.found.get_mut(at as usize)) {
            *known = matched;
            return;
        }
        self.found.push((document, matched));
        *position = u32::try_from(self.found.len()).unwrap_or(u32::MAX);
    }

    /// Keeps the matches of some documents.
    pub(crate) fn retain(&mut self, is_kept: &dyn Fn(usize) -> bool) {
        let found = std::mem::take(&mut self.found);
        self.positions.clear();
        for (document, matched) in found.into_iter().filter(|(document, _)| is_kept(*document)) {
            self.set(document, matched);
        }
    }

    /// In the order in which they were found.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &(usize, TermMatch)> {
        self.found.iter()
    }

    /// How many documents match.
    pub(crate) const fn len(&self) -> usize {
        self.found.len()
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    pub(crate) fn any(&self, is_such: impl Fn(&TermMatch) -> bool) -> bool {
        self.found.iter().any(|(_, matched)| is_such(matched))
    }
}

// Scores, the best first. Each group ends above the next: lower ports and narrower ranges come first within one, and
// together they differ by less than 9,000.
pub(crate) const EXACT_PORT: u32 = 100_000;
const MENTIONED: u32 = 50_000;
pub(crate) const IN_RANGE: u32 = 40_000;
pub(crate) const PREFIX: u32 = 20_000;
const IN_WIDE_RANGE: u32 = 2_000;
/// A range wider than this says little about one port, and comes after ports that begin with the number.
pub(crate) const WIDE: u32 = 1_000;

/// Why a port leads to a range.
pub(crate) fn in_range(ports: &PortSpec, port: u16) -> Why {
    match (ports.parameter_needed(port), ports) {
        (Some(at_least), PortSpec::Parameterised { parameter, .. }) => {
            Why::InRangeIf { port, parameter: parameter.clone(), at_least }
        }
        _ => Why::InRange(port),
    }
}

/// How a port matches an entry.
pub(crate) fn match_port(entry: &Entry, port: u16, open: bool) -> Option<TermMatch> {
    let spec = &entry.ports;
    // The first port of a range that a setting makes longer is in it whatever the setting is.
    if *spec == PortSpec::Single(port) || spec.parameter_needed(port) == Some(0) {
        return Some(TermMatch { score: EXACT_PORT, source: MatchSource::Exact });
    }
    if entry.mentions.contains(&port) {
        return Some(TermMatch { score: MENTIONED, source: MatchSource::Mentions(port) });
    }
    if spec.is_range() && spec.contains(port) {
        let base = if spec.width() > WIDE { IN_WIDE_RANGE } else { IN_RANGE };
        return Some(TermMatch { score: base + narrowness(spec), source: MatchSource::InRange(port) });
    }
    if open && port > 0 && !spec.is_range() && begins(spec.first(), port) {
        return Some(TermMatch { score: PREFIX - u32::from(spec.first()) / 8, source: MatchSource::Begins(port) });
    }
    None
}

/// Whether the digits of a number begin with those of another.
const fn begins(mut number: u16, with: u16) -> bool {
    while number > with {
        number /= 10;
    }
    number == with
}

/// How a range of ports matches those of an entry.
pub(crate) fn match_range(spec: &PortSpec, first: u16, last: u16) -> Option<TermMatch> {
    let (from, to) = (spec.first(), spec.last());
    if (from, to) == (first, last) {
        Some(TermMatch { score: EXACT_PORT, source: MatchSource::Exact })
    } else if first <= from && to <= last {
        Some(TermMatch { score: MENTIONED - u32::from(from) / 8, source: MatchSource::Within })
    } else if from <= last && first <= to {
        Some(TermMatch { score: IN_WIDE_RANGE + narrowness(spec), source: MatchSource::Overlaps(first, last) })
    } else {
        None
    }
}

/// The bonus for narrow ranges, below 9,000.
fn narrowness(spec: &PortSpec) -> u32 {
    9_000 - spec.width().min(65_536) / 8
}
