//! The documents that one term of a query matches.

use crate::index::{Field, Index, MatchKind};
use crate::query::{FEWEST_IN_SENTENCE, Query, Term};
use crate::term_match::{MatchSource, Matches, TermMatch, match_port, match_range};
use crate::text::{concat, decimal};
use crate::words::{alphanumeric_parts, has_digit, pieces, trim_end};

/// Shorter texts are matched as the start of names only, not of words of the prose.
const SHORTEST_IN_PROSE: usize = 5;

/// Two words that are shorter together are joined to whole names only.
const SHORTEST_JOINED: usize = 6;

/// Shorter parts of a code are matched whole.
const SHORTEST_IN_CODE: usize = 4;

impl Index {
    /// Names of one word that were typed as two: `wire guard`, `my sql`. The last may still be being typed.
    #[inline(never)]
    pub(super) fn match_joined(&self, query: &Query, by_term: &mut [Matches]) {
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

    pub(super) fn match_term(&self, term: &Term) -> Matches {
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
    #[inline(never)]
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

    pub(super) fn nothing(&self) -> Matches {
        Matches::of(self.documents())
    }

    /// Matches of a word itself; else of all its parts; else, unless the register has it, of the name before a version, or of words of which
    /// it may be a misspelling.
    fn match_word(&self, word: &str, prefixes: bool) -> Matches {
        let mut matched = self.nothing();
        self.match_spelling(word, prefixes, &mut matched);
        // What is the beginning of a word is still being typed: its ending is none.
        let is_new = matched.is_empty();
        if prefixes
            && (is_new || matched.any(TermMatch::is_same) && !matched.any(TermMatch::is_name))
            && let Some(stem) = stem(word)
        {
            self.match_spelling(stem, true, &mut matched);
            if is_new && !matched.is_empty() {
                self.match_surely(word, stem, &mut matched);
            }
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
            // `dns_probe_finished_nxdomain`
            if matched.is_empty() && parts.len() > 2 {
                let words = parts.iter().filter(|part| !has_digit(part));
                words.for_each(|part| self.match_spelling(part, false, &mut matched));
            }
        }
        matched
    }

    /// A word of which only the stem is known may as well be a misspelt name: `synching` is Syncthing.
    #[inline(never)]
    fn match_surely(&self, word: &str, stem: &str, matched: &mut Matches) {
        if let [(at, kind @ MatchKind::Typo(1))] = self.misspelt(word)[..]
            && !self.word(at).starts_with(stem)
            && self.is_sure(word, self.word(at), 1)
            && !self.is_registered(word)
        {
            *matched = self.nothing();
            self.match_places(at, kind, matched);
        }
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
                let is_same = self.word_length(at) == word.len();
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
}

/// The intervals of longer numbers that begin with a number: for 13 these are 130–139, 1300–1399 and 13000–13999.
pub(crate) fn longer(number: u16) -> impl Iterator<Item = (u16, u16)> {
    let powers = [10, 100, 1_000, 10_000].into_iter().filter(move |_| number > 0);
    powers.map_while(move |power| {
        let first = u16::try_from(u32::from(number) * power).ok()?;
        Some((first, u16::try_from(u32::from(first) + power - 1).unwrap_or(u16::MAX)))
    })
}

/// The word without the ending of its form, if it has one: `sharing`, `shares` and `share` begin alike.
pub(crate) fn stem(word: &str) -> Option<&str> {
    let stems = ["ing", "es", "s", "e"].iter().filter_map(|ending| word.strip_suffix(ending));
    let stem = stems.into_iter().find(|stem| stem.len() >= 4)?;
    // `synchronise` and `synchronize`
    let other = stem.strip_suffix("is").or(stem.strip_suffix("iz"));
    Some(other.filter(|stem| stem.len() >= 6).unwrap_or(stem))
}

/// The name before a version: `influxdb2`, `postgresql-16`.
fn without_version(word: &str) -> Option<&str> {
    const SHORTEST: usize = 3;
    let name = trim_end(word, "0123456789.-_");
    (SHORTEST <= name.len() && name.len() < word.len()).then_some(name)
}
