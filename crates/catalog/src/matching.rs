//! Matching: finds the candidates for a query, and scores them.

mod names;
mod terms;
mod weight;

use crate::bits::Bits;
use crate::candidate::{Candidate, Extent};
use crate::index::{Document, Index, MatchKind};
use crate::initials::Initials;
use crate::notice::is_about;
use crate::query::{FEWEST_IN_SENTENCE, Query, Term};
use crate::term_match::{MatchSource, Matches, TermMatch};
use crate::typed_names::TypedNames;
use names::{CALLED, NUMBERED_NAME, WHOLE_NAME};
use std::mem::take;
pub(crate) use terms::{longer, stem};
use weight::{Bar, PROMINENT, RARE, best_of_list, keep_best, partial, prefer_names, rarity, total};

/// The candidates for the terms of a query.
#[derive(Default)]
pub(crate) struct Matched {
    /// In the order of their documents.
    pub(crate) candidates: Vec<Candidate>,
    /// The positions of the terms without a match in any entry or page.
    pub(crate) unknown: Vec<usize>,
    pub(crate) names: TypedNames,
    /// Whether the number of the query is probably no port.
    pub(crate) is_stray: bool,
}

impl Index {
    /// The documents that match all terms; if there are none, those that match some. Several ports are alternatives, and so are
    /// several names that no document has together.
    pub(crate) fn match_terms(&self, query: &Query) -> Matched {
        let mut by_term = self.match_each(query);
        if let Some(corrected) = self.corrected(query, &by_term) {
            return self.match_corrected(query, &corrected);
        }
        let is_stray = query.has_stray && self.drop_stray(query, &mut by_term);
        let unknown: Vec<usize> = (0..by_term.len()).filter(|at| by_term[*at].is_empty()).collect();
        let rarity: Vec<u32> = by_term.iter().map(rarity).collect();
        let has_exact: Vec<bool> = by_term.iter().map(|matches| matches.any(TermMatch::is_exact)).collect();
        let is_port = |at: usize| !is_stray && !matches!(query.terms[at], Term::Word(_));
        let ports = (0..by_term.len()).filter(|at| is_port(*at)).count();
        let meant: Vec<Option<&str>> = by_term.iter().map(|matches| self.meant(matches)).collect();
        let names = TypedNames::of(query, &meant, self.catalog());
        // Beside a port, unknown words are not required; a notice reports them.
        let is_nothing = |at: &&usize| is_stray && !matches!(query.terms[**at], Term::Word(_));
        let not_wanted = if ports > 0 { unknown.len() } else { unknown.iter().filter(is_nothing).count() };
        let wanted = by_term.len() - not_wanted;
        let is_sentence = wanted >= FEWEST_IN_SENTENCE && ports == 0;
        let is_pair = wanted == 2 && ports == 0;
        let initials = Initials::of(query);
        let mut documents = Bits::default();
        by_term.iter().flat_map(Matches::iter).for_each(|(document, _)| documents.insert(*document));
        let has_named = by_term.iter().any(|matches| matches.any(TermMatch::is_named));
        let mut candidates = Vec::new();
        let mut matched = Vec::new();
        let mut bar = Bar::default();
        for document in documents.iter() {
            matched.clear();
            for (term, matches) in by_term.iter().enumerate() {
                // With several ports, a port that has an entry matches only that entry.
                let of_list = |found: &&TermMatch| ports > 1 && is_port(term) && has_exact[term] && !found.is_exact();
                if let Some(found) = matches.get(document).filter(|found| !of_list(found)) {
                    matched.push((term, *found));
                }
            }
            if matched.is_empty() {
                continue;
            }
            let words = matched.iter().filter(|(term, _)| !is_port(*term)).count();
            let exact = matched.iter().any(|(_, matched)| matched.is_exact());
            // Entries that match all the words follow the port of the query.
            let follows = ports > 0
                && words > 0
                && words + ports == wanted
                && matched.iter().all(|(_, matched)| matched.is_name());
            // The port of the query is always a result, whatever the other words.
            // The number of `iec 104 server` is a part of a name.
            let is_numbered = ports == 1 && words > 0 && self.is_numbered(document, query);
            let complete = matched.len() == wanted || ports == wanted || exact || follows || is_numbered;
            // Most only have some words of the query in their prose, and are left out where others are named.
            let is_named = matched.iter().any(|(_, found)| found.is_named());
            if has_named && !is_named && !complete {
                continue;
            }
            // A name is in the query only where one of its words is.
            let may_be_called = (is_sentence || is_pair) && matched.iter().any(|(_, found)| found.is_word_of_name());
            let called = if may_be_called { self.called(document, query, &initials) } else { 0 };
            let is_prominent =
                ports == 0 && self.catalog().entries().get(document).is_some_and(|entry| entry.is_prominent);
            let is_weak = called == 0 && matched.iter().all(|(_, found)| found.is_weak());
            if !complete && is_weak && !bar.raise(partial(&matched, called, is_prominent, &rarity)) {
                continue;
            }
            let whole = match is_numbered {
                true => NUMBERED_NAME,
                false if is_named => self.whole_name(document, &names),
                false => 0,
            };
            let mut candidate = Candidate {
                document,
                score: 0,
                extent: if complete { Extent::All } else { Extent::Some },
                called,
                is_whole: whole >= WHOLE_NAME || is_named && self.is_titled(document, &names),
                is_prominent,
                matched: take(&mut matched),
            };
            candidate.score = match &candidate {
                _ if ports == wanted => best_of_list(&candidate.matched, query),
                Candidate { matched, is_prominent, .. } if complete => {
                    let called = if candidate.is_called() { CALLED } else { 0 };
                    let begun = if is_named { self.begun_name(document, &names, matched) } else { 0 };
                    let name = whole.max(called).max(begun);
                    total(matched) + name + if *is_prominent { PROMINENT } else { 0 }
                }
                _ => partial(&candidate.matched, called, is_prominent, &rarity),
            };
            candidates.push(candidate);
        }
        let has_all = candidates.iter().any(|candidate| candidate.extent == Extent::All);
        if are_names(&by_term) && (query.lists_names || !has_all) {
            self.keep_named(&mut candidates, query);
        } else if has_all && !prefer_names(&mut candidates, &rarity, is_sentence) {
            // What is misspelt may be a part of the name.
            let is_spelt = meant.iter().all(Option::is_none);
            // Beside chapters that only have both words, those that have one as a name: `plex router` means Plex.
            let is_sure = |candidate: &Candidate| candidate.extent == Extent::All && candidate.is_whole;
            let is_typo = |candidate: &Candidate| candidate.typos() > 0;
            let is_open = is_pair && !candidates.iter().any(|candidate| is_sure(candidate) || is_typo(candidate));
            let is_rare_name = |(term, found): &(usize, TermMatch)| found.is_name() && rarity[*term] >= RARE;
            candidates.retain(|candidate| {
                let is_named = candidate.is_called() || is_open && candidate.matched.iter().any(is_rare_name);
                candidate.extent == Extent::All || is_spelt && is_named
            });
        } else {
            keep_best(&mut candidates, wanted);
        }
        Matched { candidates, unknown, names, is_stray }
    }

    /// The documents that match each term.
    fn match_each(&self, query: &Query) -> Vec<Matches> {
        let mut by_term: Vec<_> = query.terms.iter().map(|term| self.match_term(term)).collect();
        if query.phrase.bytes().any(|byte| byte == b' ') {
            self.match_joined(query, &mut by_term);
        }
        by_term
    }

    /// The documents that match the corrected query. What was corrected is still said to be a misspelling, but none that counts.
    #[inline(never)]
    fn match_corrected(&self, query: &Query, corrected: &Query) -> Matched {
        let mut matched = self.match_terms(corrected);
        for (term, found) in matched.candidates.iter_mut().flat_map(|candidate| &mut candidate.matched) {
            if let MatchSource::Word { kind, .. } = &mut found.source
                && query.terms.get(*term) != corrected.terms.get(*term)
            {
                *kind = MatchKind::Typo(0);
            }
        }
        matched
    }

    /// In a sentence, a number that no entry is about may mean anything: the ranges that it is in say nothing, and it is a word like
    /// others. Returns whether there is one.
    #[inline(never)]
    fn drop_stray(&self, query: &Query, by_term: &mut [Matches]) -> bool {
        let words = query.terms.iter().zip(&*by_term);
        let known = words.filter(|(term, matches)| matches!(term, Term::Word(_)) && !matches.is_empty()).count();
        let mut numbers = query.terms.iter().zip(by_term).filter(|(term, _)| !matches!(term, Term::Word(_)));
        let (Some((Term::Port { .. }, matches)), None) = (numbers.next(), numbers.next()) else { return false };
        let is_word = |found: &TermMatch| matches!(found.source, MatchSource::Word { .. });
        let is_told = |(document, found): &(usize, TermMatch)| match (found.source, self.document(*document)) {
            (MatchSource::Exact | MatchSource::Mentions(_), _) => true,
            (MatchSource::InRange(port), Document::Entry(entry)) => is_about(entry, port),
            _ => false,
        };
        if known + 1 < FEWEST_IN_SENTENCE || matches.iter().any(is_told) {
            return false;
        }
        let words: Vec<usize> = matches.iter().filter(|(_, found)| is_word(found)).map(|(at, _)| *at).collect();
        matches.retain(&|document| words.contains(&document));
        true
    }
}

/// Whether there are several words, and each is a name.
fn are_names(matches: &[Matches]) -> bool {
    matches.len() > 1 && matches.iter().all(|matches| matches.any(TermMatch::is_name))
}
