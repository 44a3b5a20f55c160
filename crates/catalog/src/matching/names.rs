//! Names in a query: whether an entry is called like the query, or like some of its words.

use super::weight::{RARE, rarity};
use crate::Provenance;
use crate::candidate::{Candidate, Extent};
use crate::index::{Document, Index, MatchKind};
use crate::initials::Initials;
use crate::query::{Query, Term};
use crate::term_match::{EXACT_PORT, MatchSource, Matches, TermMatch};
use crate::typed_names::TypedNames;
use crate::words::{has_digit, pieces, trim};

/// The bonus for a name that is typed in full.
pub(super) const WHOLE_NAME: u32 = 400;
/// The bonus for such a name among other words that match.
pub(super) const CALLED: u32 = WHOLE_NAME / 2;
/// The bonus for such a name with a number in it.
pub(super) const NUMBERED_NAME: u32 = WHOLE_NAME + 2 * EXACT_PORT;
/// The bonus for entries of a category whose title is typed in full.
const WHOLE_CATEGORY: u32 = 100;

impl Index {
    /// Whether an entry's title begins with the query: `nomad` means the chapter *Nomad API*.
    pub(super) fn is_titled(&self, document: usize, typed: &TypedNames) -> bool {
        let Document::Entry(entry) = self.document(document) else { return false };
        typed.begins(&entry.title) > 0
            && entry.title.as_bytes().get(typed.beginning.len()).is_some_and(|next| b" ,".contains(next))
    }

    /// How many words of the query are an entry's title, or another of its names: one of its words, or several that follow one another.
    pub(super) fn called(&self, document: usize, query: &Query, initials: &Initials) -> u32 {
        let Document::Entry(entry) = self.document(document) else { return 0 };
        let mut most = 0;
        let names = [&entry.title].into_iter().chain(&entry.aliases).chain(&entry.tasks).map(String::as_str);
        for name in names.filter(|name| initials.may_begin(name)) {
            let is_word = |term: &Term| matches!(term, Term::Word(word) if name.eq_ignore_ascii_case(word));
            let is_term = query.terms.iter().any(is_word);
            if is_term || has_words(&query.phrase, name) {
                let words = words_of(name);
                if is_term || words > 1 {
                    most = most.max(words);
                }
            }
        }
        most
    }

    /// Whether a name of several words with a number is in the query, word by word.
    pub(super) fn is_numbered(&self, document: usize, query: &Query) -> bool {
        let Document::Entry(entry) = self.document(document) else { return false };
        let is_in_query =
            |name: &String| has_digit(name) && name.bytes().any(|byte| byte == b' ') && has_words(&query.phrase, name);
        is_in_query(&entry.title) || entry.aliases.iter().any(is_in_query)
    }

    /// Whether all of an entry's title, or of another of its names, is this word.
    pub(super) fn has_name(&self, document: usize, word: &str) -> bool {
        let Document::Entry(entry) = self.document(document) else { return false };
        [&entry.title].into_iter().chain(&entry.aliases).any(|name| name.eq_ignore_ascii_case(word))
    }

    /// The word that was meant, if all that a misspelt one matches is this one.
    pub(super) fn meant(&self, matches: &Matches) -> Option<&str> {
        let mut meant = None;
        for (_, found) in matches.iter() {
            let MatchSource::Word { word, kind: MatchKind::Typo(_), .. } = found.source else { return None };
            if meant.is_some_and(|known| known != word) {
                return None;
            }
            meant = Some(word);
        }
        Some(self.word(meant?))
    }

    /// The query with the words that were meant for those that are misspelt, where it has others beside them and the meaning is sure.
    #[inline(never)]
    pub(super) fn corrected(&self, query: &Query, by_term: &[Matches]) -> Option<Query> {
        let mut is_corrected = false;
        let mut text = String::new();
        for piece in pieces(&query.phrase, |c| c == ' ') {
            let piece = trim(piece, ":()[]");
            let is_piece = |term: &Term| matches!(term, Term::Word(word) if word == piece);
            let matches = query.terms.iter().position(is_piece).and_then(|at| by_term.get(at));
            let is_meant = |meant: &&str| {
                matches.is_some_and(|found| {
                    self.is_called(meant, found) && found.any(|found| self.is_sure(piece, meant, found.errors()))
                })
            };
            let meant = matches.and_then(|matches| self.meant(matches)).filter(is_meant);
            is_corrected |= meant.is_some();
            text.push_str(meant.unwrap_or(piece));
            text.push(' ');
        }
        let corrected = if is_corrected && by_term.len() > 1 { Some(Query::parse(&text)) } else { None };
        corrected.filter(|corrected| corrected.terms.len() == by_term.len())
    }

    /// Whether one of few documents is called so: an everyday word of many is no name, and what looks like it may be another one.
    fn is_called(&self, name: &str, found: &Matches) -> bool {
        let mut names = TypedNames::only(vec![name.to_owned()]);
        name.clone_into(&mut names.beginning);
        let is_it = |at: usize| self.whole_name(at, &names) >= WHOLE_NAME || self.is_titled(at, &names);
        rarity(found) >= RARE && found.iter().any(|(at, _)| is_it(*at))
    }

    /// Keeps candidates that have one of several names, or match all words.
    #[inline(never)]
    pub(super) fn keep_named(&self, candidates: &mut Vec<Candidate>, query: &Query) {
        for candidate in &mut *candidates {
            if candidate.extent == Extent::All && candidate.matched.iter().all(|(_, found)| found.is_name()) {
                candidate.score += 1000 * u32::try_from(candidate.matched.len()).unwrap_or_default();
                continue;
            }
            candidate.matched.retain(|(_, matched)| matched.is_name());
            candidate.extent = Extent::OneOf;
            let names = candidate.matched.iter().filter_map(|(at, _)| query.terms.get(*at));
            let names = TypedNames::only(names.map(Term::text).collect());
            // A code with a digit counts as a name.
            candidate.score += self.whole_name(candidate.document, &names).min(WHOLE_NAME);
        }
        candidates.retain(|candidate| !candidate.matched.is_empty());
    }

    /// The bonus for a name that is typed in full.
    pub(super) fn whole_name<'a>(&'a self, document: usize, typed: &TypedNames) -> u32 {
        // A name that contains a number ranks above the port with that number.
        // Longer names say more.
        let worth = |name: &str| (if has_digit(name) { NUMBERED_NAME } else { WHOLE_NAME }) + 100 * words_of(name);
        let named = |names: &'a [String]| names.iter().find(|name| typed.has(name));
        match self.document(document) {
            Document::Entry(entry) if typed.has(&entry.title) => worth(&entry.title) + 40,
            Document::Entry(entry) => match named(&entry.aliases).or_else(|| named(&entry.tasks)) {
                Some(name) => worth(name),
                None if entry.categories.iter().any(|id| typed.categories.contains(id)) => WHOLE_CATEGORY,
                None => 0,
            },
            Document::Page(page) if typed.has(&page.title) => WHOLE_NAME,
            Document::Page(_) | Document::Registered(_) => 0,
        }
    }

    /// The bonus for a name whose beginning is typed, which a word within a name does not have.
    pub(super) fn begun_name(&self, document: usize, typed: &TypedNames, matched: &[(usize, TermMatch)]) -> u32 {
        let is_begun =
            |(_, found): &(usize, TermMatch)| matches!(found.source, MatchSource::Word { kind: MatchKind::Begins, .. });
        match self.document(document) {
            Document::Entry(entry) if matched.iter().any(is_begun) => {
                let of_uses = entry.uses.iter().filter(|one| one.provenance != Provenance::Registered);
                let of_uses = of_uses.flat_map(|one| &one.applications).map(|name| typed.begins(name) * 3 / 4);
                let own = entry.aliases.iter().chain([&entry.title]).map(|name| typed.begins(name));
                own.chain(of_uses).max().unwrap_or_default()
            }
            _ => 0,
        }
    }
}

/// How many words a name has.
fn words_of(name: &str) -> u32 {
    name.bytes().fold(1, |words, byte| words + u32::from(byte == b' '))
}

/// Whether a text in lower case has a name in it, in capitals or not, with nothing but its ends or spaces around it.
fn has_words(text: &str, name: &str) -> bool {
    let (text, name) = (text.as_bytes(), name.as_bytes());
    let Some(first) = name.first().map(u8::to_ascii_lowercase) else { return false };
    let is_end = |at: usize| text.get(at).is_none_or(|byte| *byte == b' ');
    let is_at = |at: usize| text.get(at..at + name.len()).is_some_and(|part| part.eq_ignore_ascii_case(name));
    let mut is_start = true;
    let starts = text.iter().take((text.len() + 1).saturating_sub(name.len()));
    for (at, byte) in starts.enumerate() {
        if is_start && *byte == first && is_end(at + name.len()) && is_at(at) {
            return true;
        }
        is_start = *byte == b' ';
    }
    false
}
