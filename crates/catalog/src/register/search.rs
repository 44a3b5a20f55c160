//! Finds rows of the register.

use super::Register;
use super::postings::Posting;
use crate::bits::Bits;
use crate::matching::{longer, stem};
use crate::query::{Query, Term};
use crate::term_match::{EXACT_PORT, IN_RANGE, PREFIX};
use crate::typed_names::TypedNames;
use crate::typo::{Spelling, forgiven};
use crate::words::alphanumeric_parts;
use crate::{decimal, word_list::WordList};
use std::ops::Range;

/// A port or range of the register that matches a query.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    pub(crate) document: usize,
    pub(crate) score: u32,
    pub(crate) tier: Tier,
}

/// What was found so far, each port or range once.
#[derive(Default)]
struct Finds {
    found: Vec<Found>,
    documents: Bits,
}

impl Finds {
    /// Adds a port or range; of what is known, the better score and tier count.
    fn add(&mut self, document: usize, score: u32, tier: Tier) {
        if !self.documents.contains(document) {
            self.documents.insert(document);
            self.found.push(Found { document, score, tier });
        } else if let Some(known) = self.found.iter_mut().find(|known| known.document == document) {
            known.score = known.score.max(score);
            known.tier = known.tier.min(tier);
        }
    }
}

/// How well it matches, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tier {
    /// It is a port of the query, or a name or description that was typed in full.
    Exact,
    /// It has all words of the query.
    All,
    /// One of several words is its name, and no entry has that word.
    OneWord,
    /// Its port begins with the number, or a word of it with one of the query.
    Begins,
    /// A name is spelt nearly like a word of the query, with as many typing errors.
    Misspelt(usize),
}

/// What a word counts.
const NAME: u8 = 90;
const DESCRIPTION: u8 = 60;
const NAME_BEGINS: u8 = 50;
const DESCRIPTION_BEGINS: u8 = 25;
/// The bonus for a name that is typed in full, and for a description.
const WHOLE_NAME: u32 = 400;
const WHOLE_DESCRIPTION: u32 = 200;
/// The bonus for a name that begins with the first word of the query.
const FIRST: u32 = 10;

/// So many names with a word are few.
const FEW: usize = 3;

/// Further words are not looked for.
const MOST_WORDS: usize = 32;

/// How a document matches the words that were looked at so far.
#[derive(Clone, Copy, Default)]
struct Reached {
    /// How many of them.
    words: u8,
    /// What the last one counts, and the least of all.
    last: u8,
    least: u8,
    score: u16,
}

/// A word to be found: those that begin with it, or it alone.
struct Wanted {
    same: Range<usize>,
    longer: Range<usize>,
}

impl Register {
    /// Whether a name or a description has the word.
    pub(crate) fn knows(&self, word: &str) -> bool {
        match alphanumeric_parts(word).as_slice() {
            [] => false,
            [part] => self.columns.words.find(part).is_some() || !self.joined(word).is_empty(),
            parts => !self.having_all(parts).is_empty(),
        }
    }

    /// The documents that match a query, in no order. `names` are the names that may have been typed in full.
    /// `unknown` are words that no entry has.
    pub(crate) fn find(&self, query: &Query, names: &TypedNames, unknown: &[&str]) -> Vec<Found> {
        let mut found = Finds::default();
        let mut words: Vec<&str> = Vec::new();
        // Of a log line, the ports that somebody wanted to reach.
        let wanted = query.line.as_ref().filter(|line| !line.to.is_empty()).map_or(usize::MAX, |line| line.to.len());
        for (at, term) in query.terms.iter().take(wanted).enumerate() {
            // Ports that are typed first come first.
            let later = u32::try_from(at).unwrap_or_default();
            match term {
                Term::Port { port, open } => self.find_port(*port, *open, later, &mut found),
                Term::Range(first, last) => self.find_range(*first, *last, later, &mut found),
                Term::Word(word) => words.push(word),
            }
        }
        if !words.is_empty() {
            self.find_words(&words, names, unknown, &mut found);
        } else if let [Term::Port { port, .. }] = query.terms.as_slice() {
            // Names have numbers too.
            self.find_words(&[&decimal((*port).into())], names, &[], &mut found);
        }
        found.found
    }

    /// All documents.
    pub(crate) fn all(&self) -> Vec<Found> {
        (0..self.len()).map(|document| Found { document, score: 0, tier: Tier::All }).collect()
    }

    /// Rows of the port, of ranges that it is in, and, if the number may go on, of ports that begin with it.
    fn find_port(&self, port: u16, open: bool, later: u32, found: &mut Finds) {
        let mut add = |at: usize, score: u32, tier: Tier| found.add(at, score - later, tier);
        for at in self.starting_in(port, port) {
            add(at, EXACT_PORT, Tier::Exact);
        }
        for at in self.ranges() {
            let (first, last) = self.ports(at);
            if first < port && port <= last {
                add(at, IN_RANGE, Tier::Exact);
            }
        }
        if !open {
            return;
        }
        for (first, last) in longer(port) {
            for at in self.starting_in(first, last) {
                add(at, PREFIX - u32::from(self.ports(at).0) / 8, Tier::Begins);
            }
        }
    }

    /// Rows within the range, and ranges that overlap it.
    fn find_range(&self, first: u16, last: u16, later: u32, found: &mut Finds) {
        let mut add = |at: usize, score: u32| found.add(at, score - later, Tier::Exact);
        for at in self.starting_in(first, last) {
            let (from, to) = self.ports(at);
            add(at, if (from, to) == (first, last) { EXACT_PORT } else { IN_RANGE - u32::from(from) / 8 });
        }
        for at in self.ranges() {
            let (from, to) = self.ports(at);
            if from < first && first <= to {
                add(at, IN_RANGE);
            }
        }
    }

    /// Rows with all of the words; if there are none, rows that one of several words names, if no entry has it; or, for a single word, rows
    /// with a name that is spelt alike.
    fn find_words(&self, words: &[&str], names: &TypedNames, unknown: &[&str], found: &mut Finds) {
        let mut parts: Vec<&str> = words.iter().flat_map(|word| alphanumeric_parts(word)).collect();
        parts.truncate(MOST_WORDS);
        let mut having_all = self.having_all(&parts);
        if having_all.is_empty() {
            // Other forms of the words.
            let stems: Vec<&str> = parts.iter().map(|word| stem(word).unwrap_or(word)).collect();
            having_all = self.having_all(&stems);
        }
        let found_some = !having_all.is_empty();
        let first = parts.first().copied().unwrap_or_default();
        for (document, Reached { least, score, .. }) in having_all {
            let mut score = u32::from(score);
            let mut tier = if least >= DESCRIPTION { Tier::All } else { Tier::Begins };
            for row in self.rows_of(document) {
                if self.begins_with(row, first) {
                    score += FIRST;
                }
                // Texts are put together only where all their words may have been typed.
                if least >= DESCRIPTION && self.texts_have(row, parts.len()) {
                    let (name, description) = self.texts(row);
                    if names.has(&name) {
                        score += WHOLE_NAME;
                        tier = Tier::Exact;
                    } else if names.has(&description) {
                        score += WHOLE_DESCRIPTION;
                        tier = Tier::Exact;
                    }
                }
            }
            found.add(document, score, tier);
        }
        if found_some {
            return;
        }
        if let [word] = words {
            let joined = self.joined(word);
            for document in &joined {
                found.add(*document, WHOLE_NAME, Tier::Exact);
            }
            if joined.is_empty() {
                self.find_misspelt(word, found);
            }
        }
        for word in unknown.iter().filter(|_| words.len() > 1) {
            let Some(at) = self.columns.words.find(word) else { continue };
            let in_names = || self.postings.get(at).iter().filter(|posting| posting.in_name());
            // Of a word that few names have, a part of a name is enough: `sane-port`.
            let is_rare = in_names().count() <= FEW;
            for posting in in_names() {
                let document = posting.document();
                if self.rows_of(document).any(|row| self.texts(row).0.eq_ignore_ascii_case(word)) {
                    found.add(document, WHOLE_NAME, Tier::OneWord);
                } else if is_rare {
                    found.add(document, u32::from(NAME), Tier::OneWord);
                }
            }
        }
    }

    /// The documents with all of the words, and how they have them.
    fn having_all(&self, words: &[&str]) -> Vec<(usize, Reached)> {
        let mut wanted: Vec<Wanted> = words.iter().map(|word| wanted(&self.columns.words, word)).collect();
        // The rarest first: it decides how many documents are looked at.
        let many = |wanted: &Wanted| self.postings.of(&(wanted.same.start..wanted.longer.end)).len();
        let mut rarest = 0;
        for at in 1..wanted.len() {
            if many(&wanted[at]) < many(&wanted[rarest]) {
                rarest = at;
            }
        }
        if wanted.get(rarest).is_none_or(|rarest| many(rarest) == 0) {
            return Vec::new();
        }
        wanted.swap(0, rarest);
        let mut found = Vec::new();
        let mut positions = vec![0; self.len()];
        for (at, wanted) in (0_u8..).zip(&wanted) {
            for (range, in_name, elsewhere) in
                [(&wanted.same, NAME, DESCRIPTION), (&wanted.longer, NAME_BEGINS, DESCRIPTION_BEGINS)]
            {
                for posting in self.postings.of(range) {
                    reach(
                        &mut found,
                        &mut positions,
                        *posting,
                        at,
                        if posting.in_name() { in_name } else { elsewhere },
                    );
                }
            }
        }
        let all = u8::try_from(wanted.len()).unwrap_or(u8::MAX);
        found.retain(|(_, reached)| reached.words == all);
        found
    }

    /// The documents of names that are typed as one word: `isotsapc2` for `iso-tsap-c2`.
    fn joined(&self, word: &str) -> Vec<usize> {
        let mut found = Vec::new();
        for end in 1..word.len() {
            let Some(at) = word.get(..end).and_then(|start| self.columns.words.find(start)) else { continue };
            for posting in self.postings.get(at).iter().filter(|posting| posting.in_name()) {
                let document = posting.document();
                if !found.contains(&document) && self.rows_of(document).any(|row| self.is_joined(row, word)) {
                    found.push(document);
                }
            }
        }
        found
    }

    /// Whether the words of a name are those of the text, without what is between them.
    fn is_joined(&self, row: usize, mut text: &str) -> bool {
        let Some(row) = self.rows.get(row) else { return false };
        for word in self.columns.words_of(row.name) {
            match text.strip_prefix(self.columns.words.get(word as usize)) {
                Some(rest) => text = rest,
                None => return false,
            }
        }
        text.is_empty()
    }

    fn begins_with(&self, row: usize, word: &str) -> bool {
        let first = self.rows.get(row).and_then(|row| self.columns.words_of(row.name).next());
        first.is_some_and(|first| self.columns.words.get(first as usize) == word)
    }

    /// Whether the name or the description of a row has so many words.
    fn texts_have(&self, row: usize, many: usize) -> bool {
        let row = self.rows.get(row);
        row.is_some_and(|row| {
            [row.name, row.description].iter().any(|text| self.columns.words_of(*text).count() == many)
        })
    }

    /// Adds documents whose names have the words that are nearest to a misspelt one.
    fn find_misspelt(&self, word: &str, found: &mut Finds) {
        let most = forgiven(word);
        // Nearly every word of three letters is near another one here.
        if most == 0 || word.chars().count() == 3 {
            return;
        }
        let words = &self.columns.words;
        let is_name = |at: &usize| self.postings.get(*at).iter().any(|posting| posting.in_name());
        let spelling = self.spelling.get_or_init(|| Spelling::new(words, (0..words.len()).filter(is_name)));
        let (least, nearest) = spelling.nearest(words, word, most, false);
        let postings = nearest.iter().flat_map(|at| self.postings.get(*at));
        for posting in postings.filter(|posting| posting.in_name()) {
            found.add(posting.document(), u32::from(NAME_BEGINS), Tier::Misspelt(least));
        }
    }
}

fn wanted(words: &WordList, word: &str) -> Wanted {
    let all = words.beginning_with(word);
    let same =
        if words.get(all.start) == word && !all.is_empty() { all.start..all.start + 1 } else { all.start..all.start };
    // The beginnings of short codes are those of anything.
    Wanted { longer: same.end..all.end, same }
}

/// Notes that a document has the word at this position. `positions` has that of each document in `found` plus one, or 0.
fn reach(found: &mut Vec<(usize, Reached)>, positions: &mut [u32], posting: Posting, at: u8, worth: u8) {
    let document = posting.document();
    let Some(position) = positions.get_mut(document) else { return };
    if at == 0 && *position == 0 {
        found.push((document, Reached { least: worth, ..Reached::default() }));
        *position = u32::try_from(found.len()).unwrap_or(u32::MAX);
    }
    let Some(known) = position.checked_sub(1).and_then(|at| found.get_mut(at as usize)) else { return };
    let known = &mut known.1;
    if known.words == at {
        known.words += 1;
        known.last = worth;
        known.least = known.least.min(worth);
        known.score += u16::from(worth);
    } else if known.words == at + 1 && worth > known.last {
        known.score += u16::from(worth - known.last);
        known.last = worth;
    }
}
