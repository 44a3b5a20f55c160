//! What a candidate weighs by the words that it matches, and which candidates are kept.

use super::names::WHOLE_NAME;
use crate::Query;
use crate::candidate::{Candidate, Extent};
use crate::sorted::smallest;
use crate::term_match::{EXACT_PORT, IN_RANGE, Matches, TermMatch};

/// The bonus for what people look up more often than others with such a name, for words: more than lies between a title and an alias.
pub(super) const PROMINENT: u32 = 45;

/// What a term counts that is in one document, and what less for each doubling of documents.
const RAREST: u32 = 1_000;
const RARER: u32 = 110;
/// What a term counts that few documents have.
pub(super) const RARE: u32 = RAREST - 3 * RARER;

/// The most candidates that match only some of the words.
const MOST_PARTIAL: usize = 5;

/// A chapter that happens to have all words of a sentence is little better an answer than a name that has the most of them, or than what
/// is called like some of them. Returns whether all candidates are weighed by their words.
#[inline(never)]
pub(super) fn prefer_names(candidates: &mut [Candidate], rarity: &[u32], is_sentence: bool) -> bool {
    let is_all = |candidate: &Candidate| candidate.extent == Extent::All;
    let is_called = candidates.iter().any(|candidate| candidate.is_called() && !is_all(candidate));
    let answers = |candidate: &Candidate| {
        let has_names = !is_sentence && candidate.matched.iter().all(|(_, matched)| matched.is_named());
        is_all(candidate) && candidate.is_named() && (candidate.is_whole || has_names)
    };
    if !(is_sentence || is_called) || candidates.iter().any(answers) {
        return false;
    }
    for candidate in candidates.iter_mut().filter(|candidate| is_all(candidate)) {
        candidate.extent = Extent::Some;
        let score = partial(&candidate.matched, candidate.called, candidate.is_prominent, rarity);
        candidate.score = score + score / 10;
    }
    true
}

/// The best scores, in ascending order, of candidates that are kept for nothing but their scores. Of a sentence, hundreds match only the
/// beginning of its last word.
///
/// What does not pass would not be kept: candidates come in the order of their documents, and [`keep_best`] keeps the first of equal ones;
/// whoever else keeps candidates drops all weak ones; and no score is 0.
#[derive(Default)]
pub(super) struct Bar([u32; MOST_PARTIAL]);

impl Bar {
    /// Whether one with this score may be kept; then others need more. Of equal ones, the first are kept.
    pub(super) fn raise(&mut self, score: u32) -> bool {
        let is_higher = score > self.0[0];
        if is_higher {
            self.0[0] = score;
            for at in 1..MOST_PARTIAL {
                if self.0[at - 1] > self.0[at] {
                    self.0.swap(at - 1, at);
                }
            }
        }
        is_higher
    }
}

/// Keeps the best candidates that match some of the words.
#[inline(never)]
pub(super) fn keep_best(candidates: &mut Vec<Candidate>, wanted: usize) {
    // Matches of some words only in the prose are dropped if there are better ones.
    if candidates.iter().any(Candidate::is_named) {
        candidates.retain(|candidate| candidate.is_named() || candidate.matched.len() == wanted);
    }
    let worst = |candidate: &Candidate| u64::from(u32::MAX - candidate.score);
    let best = smallest(candidates.iter().map(worst).collect(), MOST_PARTIAL);
    if let Some(last) = best.get(MOST_PARTIAL - 1) {
        // Of equal ones at the end, the first.
        let mut room = best.iter().filter(|score| *score == last).count();
        candidates.retain(|candidate| {
            let score = worst(candidate);
            let is_last = score == *last && room > 0;
            room -= usize::from(is_last);
            score < *last || is_last
        });
    }
}

/// The score of a candidate that matches some of the words: what each found, as far as it is rare, and how rare it is. In the prose a word
/// counts a third. A name counts the more, the longer it is.
pub(super) fn partial(matched: &[(usize, TermMatch)], called: u32, is_prominent: bool, rarity: &[u32]) -> u32 {
    let worth = |(term, found): &(usize, TermMatch)| {
        let rare = rarity[*term];
        found.score * rare / RAREST + rare / if found.is_named() { 1 } else { 3 }
    };
    let words: u32 = matched.iter().map(worth).sum();
    words + WHOLE_NAME * called + if is_prominent { PROMINENT } else { 0 }
}

/// What a term counts where not all are matched: the more, the fewer documents it is in.
pub(super) fn rarity(matches: &Matches) -> u32 {
    let documents = matches.len() + 1;
    RAREST - RARER * documents.ilog2().min(8)
}

pub(super) fn total(matched: &[(usize, TermMatch)]) -> u32 {
    matched.iter().map(|(_, matched)| matched.score).sum()
}

/// The best match of several alternative ports. Equal matches keep the order of the query; for a log line, destinations come
/// before sources.
pub(super) fn best_of_list(matched: &[(usize, TermMatch)], query: &Query) -> u32 {
    let destinations = query.line.as_ref().filter(|line| !line.from.is_empty()).map_or(0, |line| line.to.len());
    let scores = matched.iter().map(|(at, matched)| {
        let first = if *at < destinations && matched.score >= IN_RANGE { EXACT_PORT } else { 0 };
        first + matched.score - u32::try_from(*at).unwrap_or(u32::MAX).min(matched.score)
    });
    scores.max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Bar, MOST_PARTIAL};

    #[test]
    fn the_best_pass_the_bar_and_of_equal_ones_the_first() {
        let scores = [3, 9, 9, 1, 9, 4, 9, 9, 9, 2, 10, 3, 11];
        let mut bar = Bar::default();
        let passed: Vec<u32> = scores.into_iter().filter(|score| bar.raise(*score)).collect();
        assert_eq!(passed, [3, 9, 9, 1, 9, 4, 9, 9, 10, 11]);
        // Whatever the order, the best are among those that passed.
        let best = |mut scores: Vec<u32>| {
            scores.sort_unstable();
            scores.split_off(scores.len() - MOST_PARTIAL)
        };
        assert_eq!(best(passed), best(scores.to_vec()));
    }
}
