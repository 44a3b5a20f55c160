//! Matching: finds the candidates for a query, and scores them.

use crate::Provenance;
use crate::bits::Bits;
use crate::candidate::{Candidate, Extent};
use crate::index::{Document, Field, Index, MatchKind};
use crate::query::{FEWEST_IN_SENTENCE, Query, Term};
use crate::sorted::smallest;
use crate::term_match::{EXACT_PORT, IN_RANGE, MatchSource, Matches, TermMatch, match_port, match_range};
use crate::text::{concat, decimal};
use crate::typed_names::TypedNames;
use crate::words::{alphanumeric_parts, has_digit, pieces, trim_end};

/// The candidates for the terms of a query.
#[derive(Default)]
pub(crate) struct Matched {
    /// In the order of their documents.
    pub(crate) candidates: Vec<Candidate>,
    /// The positions of the terms without a match in any entry or page.
    pub(crate) unknown: Vec<usize>,
    pub(crate) names: TypedNames,
}

/// The bonus for a name that is typed in full.
const WHOLE_NAME: u32 = 400;
/// The bonus for such a name with a number in it.
const NUMBERED_NAME: u32 = WHOLE_NAME + 2 * EXACT_PORT;
/// The bonus for entries of a category whose title is typed in full.
const WHOLE_CATEGORY: u32 = 100;

/// The bonus for what people look up more often than others with such a name, for words: more than lies between a title and an alias.
const PROMINENT: u32 = 45;

/// Shorter texts are matched as the start of names only, not of words of the prose.
const SHORTEST_IN_PROSE: usize = 5;

/// Two words that are shorter together are joined to whole names only.
const SHORTEST_JOINED: usize = 6;

/// Shorter parts of a code are matched whole.
const SHORTEST_IN_CODE: usize = 4;

/// What a term counts that is in one document, and what less for each doubling of documents.
const RAREST: u32 = 1_000;
const RARER: u32 = 100;

/// The most candidates that match only some of the words.
const MOST_PARTIAL: usize = 5;

impl Index {
    /// The documents that match all terms; if there are none, those that match some. Several ports are alternatives, and so are
    /// several names that no document has together.
    pub(crate) fn match_terms(&self, query: &Query) -> Matched {
        let mut by_term: Vec<Matches> = query.terms.iter().map(|term| self.match_term(term)).collect();
        self.match_joined(query, &mut by_term);
        let unknown: Vec<usize> = (0..by_term.len()).filter(|at| by_term[*at].is_empty()).collect();
        let rarity: Vec<u32> = by_term.iter().map(rarity).collect();
        let has_exact: Vec<bool> = by_term.iter().map(|matches| matches.any(TermMatch::is_exact)).collect();
        let is_port = |at: usize| !matches!(query.terms[at], Term::Word(_));
        let ports = (0..by_term.len()).filter(|at| is_port(*at)).count();
        let meant: Vec<Option<&str>> = by_term.iter().map(|matches| self.meant(matches)).collect();
        let names = TypedNames::of(query, &meant, self.catalog());
        // Beside a port, unknown words are not required; a notice reports them.
        let wanted = by_term.len() - if ports > 0 { unknown.len() } else { 0 };
        let is_sentence = wanted >= FEWEST_IN_SENTENCE && ports == 0;
        let is_pair = wanted == 2 && ports == 0;
        let mut documents = Bits::default();
        by_term.iter().flat_map(Matches::iter).for_each(|(document, _)| documents.insert(*document));
        let mut candidates = Vec::new();
        for document in documents.iter() {
            let mut matched = Vec::with_capacity(by_term.len().min(4));
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
            let called = ports > 0
                && words > 0
                && words == wanted - ports
                && matched.iter().all(|(_, matched)| matched.is_name());
            // The port of the query is always a result, whatever the other words.
            // The number of `iec 104 server` is a part of a name.
            let is_numbered = ports == 1 && words > 0 && self.is_numbered(document, query);
            let complete = matched.len() == wanted || ports == wanted || exact || called || is_numbered;
            let whole = if is_numbered { NUMBERED_NAME } else { self.whole_name(document, &names) };
            let is_called = (is_sentence || is_pair) && self.is_called(document, query, &matched);
            let score = match matched.len() {
                _ if ports == wanted => best_of_list(&matched, query),
                _ if complete => total(&matched) + whole.max(self.begun_name(document, &names, &matched)),
                _ if is_called => partial(&matched, &rarity) + WHOLE_NAME,
                _ => partial(&matched, &rarity),
            };
            let is_prominent =
                ports == 0 && self.catalog().entries().get(document).is_some_and(|entry| entry.is_prominent);
            let score = score + if is_prominent { PROMINENT } else { 0 };
            let extent = if complete { Extent::All } else { Extent::Some };
            candidates.push(Candidate {
                document,
                score,
                matched,
                extent,
                is_called,
                is_whole: whole >= WHOLE_NAME || self.is_titled(document, &names),
            });
        }
        let has_all = candidates.iter().any(|candidate| candidate.extent == Extent::All);
        if are_names(&by_term) && (query.lists_names || !has_all) {
            self.keep_named(&mut candidates, query);
        } else if has_all && !((is_sentence || any_called(&candidates)) && prefer_names(&mut candidates, &rarity)) {
            // What is misspelt may be a part of the name.
            let is_spelt = meant.iter().all(Option::is_none);
            candidates.retain(|candidate| candidate.extent == Extent::All || is_spelt && candidate.is_called);
        } else {
            keep_best(&mut candidates, wanted);
        }
        Matched { candidates, unknown, names }
    }

    /// Whether an entry's title begins with the query: `nomad` means the chapter *Nomad API*.
    fn is_titled(&self, document: usize, typed: &TypedNames) -> bool {
        let Document::Entry(entry) = self.document(document) else { return false };
        typed.begins(&entry.title) > 0 && entry.title.as_bytes().get(typed.beginning.len()) == Some(&b' ')
    }

    /// Whether all of an entry's title, or of another of its names, is in the query: one of its words, or several that follow one another.
    fn is_called(&self, document: usize, query: &Query, matched: &[(usize, TermMatch)]) -> bool {
        let Document::Entry(entry) = self.document(document) else { return false };
        let is_in_query = |name: &String| {
            let is_word = |term: &Term| matches!(term, Term::Word(word) if name.eq_ignore_ascii_case(word));
            query.terms.iter().any(is_word) || name.bytes().any(|byte| byte == b' ') && has_words(&query.phrase, name)
        };
        // Most only have words of the query in their prose.
        matched.iter().any(|(_, found)| found.is_named())
            && (is_in_query(&entry.title) || entry.aliases.iter().chain(&entry.tasks).any(is_in_query))
    }

    /// Whether a name of several words with a number is in the query, word by word.
    fn is_numbered(&self, document: usize, query: &Query) -> bool {
        let Document::Entry(entry) = self.document(document) else { return false };
        let is_in_query =
            |name: &String| has_digit(name) && name.bytes().any(|byte| byte == b' ') && has_words(&query.phrase, name);
        is_in_query(&entry.title) || entry.aliases.iter().any(is_in_query)
    }

    /// Whether all of an entry's title, or of another of its names, is this word.
    fn has_name(&self, document: usize, word: &str) -> bool {
        let Document::Entry(entry) = self.document(document) else { return false };
        [&entry.title].into_iter().chain(&entry.aliases).any(|name| name.eq_ignore_ascii_case(word))
    }

    /// The word that was meant, if all that a misspelt one matches is this one.
    fn meant(&self, matches: &Matches) -> Option<&str> {
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

    /// Names of one word that were typed as two: `wire guard`, `my sql`. The last may still be being typed.
    fn match_joined(&self, query: &Query, by_term: &mut [Matches]) {
        let words: Vec<&str> = pieces(&query.phrase, |c| c == ' ');
        let is_sentence = query.words().count() >= FEWEST_IN_SENTENCE;
        for (at, pair) in words.windows(2).enumerate() {
            let [first, second] = pair else { continue };
            let of_term =
                |word: &str| query.terms.iter().position(|term| matches!(term, Term::Word(known) if known == word));
            let terms = [of_term(first), of_term(second)];
            // The `my` of `my sql` is no term, because it is a word of questions; in longer queries it asks.
            let may_ask = terms.contains(&None) && words.len() > 2;
            // In a sentence, words that say something by themselves are no parts of a name.
            let is_unknown = |at: &Option<usize>| at.is_some_and(|at| by_term[at].is_empty());
            let is_apart = is_sentence && !terms.iter().any(is_unknown);
            if may_ask || is_apart || first.len().min(second.len()) < 2 {
                continue;
            }
            let joined = concat(&[first, second]);
            let may_begin = at + 2 == words.len() && joined.len() >= SHORTEST_JOINED;
            let mut matched = self.nothing();
            self.match_spelling(&joined, may_begin, &mut matched);
            let is_name = |found: &TermMatch| matches!(found.source, MatchSource::Word { posting, .. } if posting.field <= Field::Application);
            for (document, found) in matched.iter().filter(|(_, found)| is_name(found)) {
                for at in terms.iter().flatten() {
                    if by_term[*at].get(*document).is_none_or(|known| known.score < found.score) {
                        by_term[*at].set(*document, *found);
                    }
                }
            }
        }
    }

    fn match_term(&self, term: &Term) -> Matches {
        match term {
            Term::Port { port, open } => self.match_ports(*port, *open),
            Term::Range(first, last) => {
                let mut matched = self.nothing();
                for (at, entry) in self.catalog().entries().iter().enumerate() {
                    if let Some(found) = match_range(&entry.ports, *first, *last) {
                        matched.set(at, found);
                    }
                }
                matched
            }
            Term::Word(word) => self.match_word(word, true),
        }
    }

    /// Entries about the port, about ranges that contain it, that mention it, or, with `open`, of ports that begin with it.
    fn match_ports(&self, port: u16, open: bool) -> Matches {
        let mut matched = self.match_word(&decimal(port.into()), false);
        let entries = self.catalog().entries();
        for at in self.of_port(port) {
            if let Some(found) = match_port(&entries[at], port, open) {
                matched.set(at, found);
            }
        }
        for (first, last) in open.then(|| longer(port)).into_iter().flatten() {
            let from = entries.partition_point(|entry| entry.ports.first() < first);
            let among = entries[from..].iter().take_while(|entry| entry.ports.first() <= last);
            for (at, entry) in (from..).zip(among) {
                if let Some(found) = match_port(entry, port, open) {
                    matched.set(at, found);
                }
            }
        }
        matched
    }

    fn nothing(&self) -> Matches {
        Matches::of(self.documents())
    }

    /// Matches of a word itself; else of all its parts; else, unless the register has it, of the name before a version, or of words of which
    /// it may be a misspelling.
    fn match_word(&self, word: &str, prefixes: bool) -> Matches {
        let mut matched = self.nothing();
        self.match_spelling(word, prefixes, &mut matched);
        let is_name = matched.any(TermMatch::is_name);
        if prefixes
            && !is_name
            && let Some(stem) = stem(word)
        {
            self.match_spelling(stem, true, &mut matched);
        }
        let parts = alphanumeric_parts(word);
        if parts.len() > 1 {
            self.match_spelling(&concat(&parts), prefixes, &mut matched);
            if matched.is_empty() {
                matched = self.match_all(&parts, prefixes);
            }
        }
        let is_unknown = matched.is_empty() && prefixes && !self.is_registered(word);
        if is_unknown && let Some(name) = without_version(word) {
            self.match_spelling(name, false, &mut matched);
            if name.len() < SHORTEST_IN_CODE {
                matched.retain(&|document| self.has_name(document, name));
            }
        }
        if is_unknown && matched.is_empty() {
            for (at, kind) in self.misspelt(word) {
                self.match_places(at, kind, &mut matched);
            }
        }
        matched
    }

    /// Whether the register, once it has been added, has the word.
    pub(crate) fn is_registered(&self, word: &str) -> bool {
        self.register().is_some_and(|registered| registered.register.knows(word))
    }

    fn match_spelling(&self, word: &str, prefixes: bool, matched: &mut Matches) {
        let (names, prose) = self.beginning_with(word);
        // The start of a word of the prose is a weak match.
        for (words, starts) in [(names, prefixes), (prose, prefixes && word.len() >= SHORTEST_IN_PROSE)] {
            for at in words {
                // The word itself is the first of those that begin with it.
                let is_same = self.word(at).len() == word.len();
                if !is_same && !starts {
                    break;
                }
                self.match_places(at, if is_same { MatchKind::Same } else { MatchKind::Begins }, matched);
            }
        }
    }

    fn match_all(&self, parts: &[&str], prefixes: bool) -> Matches {
        let mut all: Option<Matches> = None;
        for part in parts {
            let mut matched = self.nothing();
            // A short part is a word of its own: the `red` of `node-red` is not the beginning of Redis.
            self.match_spelling(part, prefixes && part.len() >= SHORTEST_IN_CODE, &mut matched);
            if let Some(before) = &all {
                matched.retain(&|document| before.get(document).is_some());
            }
            all = Some(matched);
        }
        all.unwrap_or_default()
    }

    fn match_places(&self, word: usize, kind: MatchKind, matched: &mut Matches) {
        let worth = kind.worth();
        for posting in self.postings(word) {
            let document = posting.document as usize;
            // The page about advice is a better result than one entry's advice.
            let page = posting.field == Field::Advice && !self.is_entry(document);
            let score = (posting.field.weight() + if page { 50 } else { 0 }) * worth / 10;
            if matched.get(document).is_none_or(|known| score > known.score) {
                matched.set(document, TermMatch { score, source: MatchSource::Word { word, posting, kind } });
            }
        }
    }

    /// Keeps candidates that have one of several names, or match all words.
    fn keep_named(&self, candidates: &mut Vec<Candidate>, query: &Query) {
        for candidate in &mut *candidates {
            if candidate.extent == Extent::All {
                candidate.score += 1000 * u32::try_from(candidate.matched.len()).unwrap_or_default();
                continue;
            }
            candidate.matched.retain(|(_, matched)| matched.is_name());
            candidate.extent = Extent::OneOf;
            let names = candidate.matched.iter().filter_map(|(at, _)| query.terms.get(*at));
            let names = TypedNames { names: names.map(Term::text).collect(), ..TypedNames::default() };
            // A code with a digit counts as a name.
            candidate.score += self.whole_name(candidate.document, &names).min(WHOLE_NAME);
        }
        candidates.retain(|candidate| !candidate.matched.is_empty());
    }

    /// The bonus for a name that is typed in full.
    fn whole_name<'a>(&'a self, document: usize, typed: &TypedNames) -> u32 {
        // A name that contains a number ranks above the port with that number.
        let worth = |name: &String| if has_digit(name) { NUMBERED_NAME } else { WHOLE_NAME };
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
    fn begun_name(&self, document: usize, typed: &TypedNames, matched: &[(usize, TermMatch)]) -> u32 {
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

/// Whether something that lacks a word of the query is called like others.
fn any_called(candidates: &[Candidate]) -> bool {
    candidates.iter().any(|candidate| candidate.is_called && candidate.extent != Extent::All)
}

/// A chapter that happens to have all words of a sentence is no better answer than a name that has the most of them, or than what is
/// called like some of them. Returns whether all candidates are weighed by their words.
fn prefer_names(candidates: &mut [Candidate], rarity: &[u32]) -> bool {
    let is_called = any_called(candidates);
    let answers = |candidate: &Candidate| {
        let has_names = candidate.matched.iter().all(|(_, matched)| matched.is_named());
        candidate.extent == Extent::All && candidate.is_named() && (!is_called || candidate.is_whole || has_names)
    };
    if candidates.iter().any(answers) {
        return false;
    }
    for candidate in candidates.iter_mut().filter(|candidate| candidate.extent == Extent::All) {
        candidate.extent = Extent::Some;
        candidate.score = partial(&candidate.matched, rarity);
    }
    true
}

/// The intervals of longer numbers that begin with a number: for 13 these are 130–139, 1300–1399 and 13000–13999.
pub(crate) fn longer(number: u16) -> impl Iterator<Item = (u16, u16)> {
    let powers = [10, 100, 1_000, 10_000].into_iter().filter(move |_| number > 0);
    powers.map_while(move |power| {
        let first = u16::try_from(u32::from(number) * power).ok()?;
        Some((first, u16::try_from(u32::from(first) + power - 1).unwrap_or(u16::MAX)))
    })
}

/// Whether a text in lower case has a name in it, in capitals or not, with nothing but its ends or spaces around it.
fn has_words(text: &str, name: &str) -> bool {
    let (text, name) = (text.as_bytes(), name.as_bytes());
    let is_end = |at: usize| text.get(at).is_none_or(|byte| *byte == b' ');
    let is_start = |at: usize| at.checked_sub(1).is_none_or(is_end);
    let is_at = |at: usize| text.get(at..at + name.len()).is_some_and(|part| part.eq_ignore_ascii_case(name));
    let starts = 0..(text.len() + 1).saturating_sub(name.len());
    !name.is_empty() && starts.into_iter().any(|at| is_start(at) && is_end(at + name.len()) && is_at(at))
}

/// Whether there are several words, and each is a name.
fn are_names(matches: &[Matches]) -> bool {
    matches.len() > 1 && matches.iter().all(|matches| matches.any(TermMatch::is_name))
}

/// Keeps the best candidates that match some of the words.
fn keep_best(candidates: &mut Vec<Candidate>, wanted: usize) {
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
/// counts half.
fn partial(matched: &[(usize, TermMatch)], rarity: &[u32]) -> u32 {
    let worth = |(term, found): &(usize, TermMatch)| {
        let rare = rarity[*term];
        found.score * rare / RAREST + rare / if found.is_named() { 1 } else { 2 }
    };
    matched.iter().map(worth).sum()
}

/// What a term counts where not all are matched: the more, the fewer documents it is in.
fn rarity(matches: &Matches) -> u32 {
    let documents = matches.len() + 1;
    RAREST - RARER * documents.ilog2().min(8)
}

/// The word without the ending of its form, if it has one: `sharing`, `shares` and `share` begin alike.
pub(crate) fn stem(word: &str) -> Option<&str> {
    let stems = ["ing", "es", "s", "e"].iter().filter_map(|ending| word.strip_suffix(ending));
    stems.into_iter().find(|stem| stem.len() >= 4)
}

/// The name before a version: `influxdb2`, `postgresql-16`.
fn without_version(word: &str) -> Option<&str> {
    const SHORTEST: usize = 3;
    let name = trim_end(word, "0123456789.-_");
    (SHORTEST <= name.len() && name.len() < word.len()).then_some(name)
}

fn total(matched: &[(usize, TermMatch)]) -> u32 {
    matched.iter().map(|(_, matched)| matched.score).sum()
}

/// The best match of several alternative ports. Equal matches keep the order of the query; for a log line, destinations come
/// before sources.
fn best_of_list(matched: &[(usize, TermMatch)], query: &Query) -> u32 {
    let destinations = query.line.as_ref().filter(|line| !line.from.is_empty()).map_or(0, |line| line.to.len());
    let scores = matched.iter().map(|(at, matched)| {
        let first = if *at < destinations && matched.score >= IN_RANGE { EXACT_PORT } else { 0 };
        first + matched.score - u32::try_from(*at).unwrap_or(u32::MAX).min(matched.score)
    });
    scores.max().unwrap_or_default()
}
