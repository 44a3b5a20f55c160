//! How the terms of a query meet entries and pages.

use crate::Why;
use crate::index::{Document, Field, Index, MatchKind, Posting};
use crate::query::{Query, Term};
use crate::term_match::{EXACT_PORT, MatchSource, Matches, TermMatch, in_range, match_port, match_range};
use crate::words::split;

/// An entry or page that answers a query.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub(crate) document: usize,
    pub(crate) score: u32,
    /// The terms that were matched, by their position in the query, and how.
    matched: Vec<(usize, TermMatch)>,
    /// Whether all terms were matched that had to be.
    pub(crate) complete: bool,
}

impl Candidate {
    /// Found without a term.
    pub(crate) const fn plain(document: usize) -> Self {
        Self { document, score: 0, matched: Vec::new(), complete: true }
    }

    /// Whether a term was matched by more than a word of the prose.
    fn is_named(&self) -> bool {
        let prose = |source: &MatchSource| matches!(source, MatchSource::Word { posting, .. } if posting.field >= Field::Summary);
        self.matched.iter().any(|(_, matched)| !prose(&matched.source))
    }

    /// Whether it is a port that was asked for.
    pub(crate) fn is_exact(&self) -> bool {
        self.matched.iter().any(|(_, matched)| matched.is_exact())
    }

    /// Whether the term at this position of the query was matched.
    pub(crate) fn has_matched(&self, term: usize) -> bool {
        self.matched.iter().any(|(at, _)| *at == term)
    }
}

/// More for a name that is typed in full.
const WHOLE_NAME: u32 = 400;

/// With fewer letters, the beginning of a word is looked for in names only.
const SHORTEST_IN_PROSE: usize = 5;

impl Index {
    /// Every document that meets all terms; if there is none, those that meet some. Several ports are alternatives.
    pub(crate) fn match_terms(&self, query: &Query) -> Vec<Candidate> {
        let matches: Vec<Matches> = query.terms.iter().map(|term| self.match_term(term)).collect();
        let ports_only = query.words().next().is_none();
        let mut all = Vec::new();
        let mut some = Vec::new();
        for document in 0..self.documents() {
            let mut matched = Vec::new();
            for (term, matches) in matches.iter().enumerate() {
                if let Some(found) = matches[document] {
                    matched.push((term, found));
                }
            }
            let exact = matched.iter().any(|(_, matched)| matched.is_exact());
            // The port asked for is an answer, whatever the words around it.
            let complete = matched.len() == matches.len() || ports_only || exact;
            let score = match matched.len() {
                0 => continue,
                _ if ports_only => best_of_list(&matched),
                _ if complete => total(&matched) + self.whole_name(document, query),
                many => total(&matched) + 1000 * u32::try_from(many).unwrap_or_default(),
            };
            let into = if complete { &mut all } else { &mut some };
            into.push(Candidate { document, score, matched, complete });
        }
        if !all.is_empty() {
            return all;
        }
        // Of what meets only some terms, what meets none but words of the prose is noise.
        if some.iter().any(Candidate::is_named) {
            some.retain(Candidate::is_named);
        }
        some
    }

    /// Why a candidate answers the query, where that is not plain to see.
    pub(crate) fn why(&self, candidate: &Candidate, query: &Query) -> Option<Why> {
        if !candidate.complete {
            let missing = query.terms.iter().enumerate().filter(|(at, _)| !candidate.has_matched(*at));
            return Some(Why::Some { missing: missing.map(|(_, term)| shown(term)).collect() });
        }
        if candidate.is_exact() {
            return None;
        }
        // A misspelling is always told; else the weakest reason that there is to tell.
        let mut told: Option<(u32, Why)> = None;
        for (term, matched) in &candidate.matched {
            let Some(why) = self.reason(candidate.document, &query.terms[*term], matched) else { continue };
            let rank = if matches!(why, Why::Typo { .. }) { 0 } else { matched.score.max(1) };
            if told.as_ref().is_none_or(|(before, _)| rank < *before) {
                told = Some((rank, why));
            }
        }
        told.map(|(_, why)| why)
    }

    /// The known words that a candidate matched.
    pub(crate) fn marks(&self, candidate: &Candidate) -> Vec<String> {
        let mut marks = Vec::new();
        for (_, matched) in &candidate.matched {
            match matched.source {
                MatchSource::Word { word, .. } => marks.push(self.word(word).to_owned()),
                MatchSource::Begins(number) => marks.push(number.to_string()),
                _ => {}
            }
        }
        marks
    }

    /// The heading that a candidate matched.
    pub(crate) fn heading(candidate: &Candidate) -> Option<usize> {
        candidate.matched.iter().find_map(|(_, matched)| match matched.source {
            MatchSource::Word { posting, .. } if posting.field == Field::Heading => Some(usize::from(posting.value)),
            _ => None,
        })
    }

    fn match_term(&self, term: &Term) -> Matches {
        match term {
            Term::Port { port, open } => {
                let mut matched = self.match_word(&port.to_string(), false);
                for (at, entry) in self.catalog().entries().iter().enumerate() {
                    matched[at] = match_port(entry, *port, *open).or(matched[at]);
                }
                matched
            }
            Term::Range(first, last) => {
                let mut matched = self.nothing();
                for (at, entry) in self.catalog().entries().iter().enumerate() {
                    matched[at] = match_range(&entry.ports, *first, *last);
                }
                matched
            }
            Term::Word(word) => self.match_word(word, true),
        }
    }

    fn nothing(&self) -> Matches {
        vec![None; self.documents()]
    }

    /// A word as it stands; then its parts, all of them; then what it may be a misspelling of.
    fn match_word(&self, word: &str, prefixes: bool) -> Matches {
        let mut matched = self.nothing();
        self.match_spelling(word, prefixes, &mut matched);
        let parts = split(word);
        if parts.len() > 1 {
            self.match_spelling(&parts.concat(), prefixes, &mut matched);
            if is_nothing(&matched) {
                matched = self.match_all(&parts, prefixes);
            }
        }
        if prefixes && is_nothing(&matched) {
            for (at, kind) in self.misspelt(word) {
                self.match_places(at, kind, word.len(), &mut matched);
            }
        }
        matched
    }

    fn match_spelling(&self, word: &str, prefixes: bool, matched: &mut Matches) {
        for at in self.beginning_with(word) {
            if self.word(at).len() == word.len() {
                self.match_places(at, MatchKind::Same, word.len(), matched);
            } else if prefixes {
                self.match_places(at, MatchKind::Begins, word.len(), matched);
            }
        }
    }

    fn match_all(&self, parts: &[&str], prefixes: bool) -> Matches {
        let mut all: Option<Matches> = None;
        for part in parts {
            let mut matched = self.nothing();
            self.match_spelling(part, prefixes, &mut matched);
            if let Some(before) = &all {
                for (now, before) in matched.iter_mut().zip(before) {
                    *now = now.and(*before);
                }
            }
            all = Some(matched);
        }
        all.unwrap_or_default()
    }

    fn match_places(&self, word: usize, kind: MatchKind, typed: usize, matched: &mut Matches) {
        for posting in self.postings(word) {
            // The beginning of a word of the prose says little.
            if posting.field == Field::Text && kind == MatchKind::Begins && typed < SHORTEST_IN_PROSE {
                continue;
            }
            let score = posting.field.weight() * kind.worth() / 10;
            let known = &mut matched[posting.document];
            if known.is_none_or(|known| score > known.score) {
                *known = Some(TermMatch { score, source: MatchSource::Word { word, posting: *posting, kind } });
            }
        }
    }

    fn reason(&self, document: usize, term: &Term, matched: &TermMatch) -> Option<Why> {
        match matched.source {
            MatchSource::Exact | MatchSource::Within | MatchSource::Begins(_) => None,
            MatchSource::Mentions(port) => Some(Why::Mentions(port)),
            MatchSource::Overlaps(first, last) => Some(Why::Overlaps(first, last)),
            MatchSource::InRange(port) => {
                let Document::Entry(entry) = self.document(document) else { return None };
                Some(in_range(&entry.ports, port))
            }
            MatchSource::Word { word, kind: MatchKind::Typo(_), .. } => {
                Some(Why::Typo { typed: shown(term), meant: self.word(word).to_owned() })
            }
            MatchSource::Word { word, posting, .. } => self.field_reason(document, posting, word),
        }
    }

    fn field_reason(&self, document: usize, posting: Posting, word: usize) -> Option<Why> {
        let document = self.document(document);
        let value = |field| document.value(field, posting.value, self.catalog());
        match posting.field {
            Field::Title | Field::PageTitle | Field::Summary => None,
            Field::Text => Some(Why::Text(self.word(word).to_owned())),
            Field::Product | Field::ProductName => {
                let (code, name) = (value(Field::Product)?, value(Field::ProductName)?);
                Some(Why::Product(code + ", " + &name))
            }
            field => {
                let value = value(field)?;
                Some(match field {
                    Field::Alias => Why::Alias(value),
                    Field::Task => Why::Task(value),
                    Field::Application => Why::Application(value),
                    Field::Program => Why::Program(value),
                    Field::Protocol => Why::Protocol(value),
                    Field::Category => Why::Category(value),
                    Field::Registered => Why::Registered(value),
                    _ => Why::Heading(value),
                })
            }
        }
    }

    /// More for a name that is typed in full.
    fn whole_name(&self, document: usize, query: &Query) -> u32 {
        let mut typed = String::new();
        for term in &query.terms {
            if !typed.is_empty() {
                typed.push(' ');
            }
            typed.push_str(&shown(term));
        }
        // A name with a number in it is more than the port of that number.
        let with_port = if query.ports().next().is_some() { 2 * EXACT_PORT } else { 0 };
        let same = |name: &String| name.eq_ignore_ascii_case(&typed);
        match self.document(document) {
            Document::Entry(entry) if same(&entry.title) => WHOLE_NAME + 40 + with_port,
            Document::Entry(entry) if entry.aliases.iter().any(same) || entry.tasks.iter().any(same) => {
                WHOLE_NAME + with_port
            }
            Document::Page(page) if same(&page.title) => WHOLE_NAME,
            _ => 0,
        }
    }
}

fn is_nothing(matched: &Matches) -> bool {
    matched.iter().all(Option::is_none)
}

fn total(matched: &[(usize, TermMatch)]) -> u32 {
    matched.iter().map(|(_, matched)| matched.score).sum()
}

/// The best of several ports that are alternatives; equally good ones stay in the order asked for.
fn best_of_list(matched: &[(usize, TermMatch)]) -> u32 {
    let scores =
        matched.iter().map(|(at, matched)| matched.score - u32::try_from(*at).unwrap_or(u32::MAX).min(matched.score));
    scores.max().unwrap_or_default()
}

fn shown(term: &Term) -> String {
    match term {
        Term::Port { port, .. } => port.to_string(),
        Term::Range(first, last) => format!("{first}–{last}"),
        Term::Word(word) => word.clone(),
    }
}
