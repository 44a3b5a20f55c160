//! The reason why a candidate matches, and the words to mark in it.

use crate::Why;
use crate::candidate::{Candidate, Extent};
use crate::index::{Document, Field, Index, MatchKind, Posting};
use crate::query::{Query, Term};
use crate::term_match::{MatchSource, TermMatch, in_range};
use crate::text::{concat, decimal};
use crate::words::each_word;

impl Index {
    /// Why a candidate matches the query, if that is not obvious.
    pub(crate) fn why(&self, candidate: &Candidate, query: &Query) -> Option<Why> {
        let terms = |matched: bool| {
            let terms = query.terms.iter().enumerate().filter(move |(at, _)| candidate.has_matched(*at) == matched);
            terms.map(|(_, term)| term.text()).collect()
        };
        // A correction is always told.
        let is_corrected = |(_, found): &&(usize, TermMatch)| {
            matches!(found.source, MatchSource::Word { kind: MatchKind::Typo(_), .. })
        };
        if let Some((term, found)) = candidate.matched.iter().find(is_corrected) {
            return self.reason(candidate.document, &query.terms[*term], found);
        }
        match candidate.extent {
            // A sentence may weigh what has all of its words like what has some.
            Extent::Some if candidate.matched.len() < query.terms.len() => {
                return Some(Why::Some { missing: terms(false) });
            }
            Extent::OneOf => return Some(Why::OneOf { matched: terms(true) }),
            Extent::All if candidate.is_exact() => return None,
            Extent::All | Extent::Some => {}
        }
        // The weakest reason.
        let mut told: Option<(u32, Why)> = None;
        for (term, matched) in &candidate.matched {
            let Some(why) = self.reason(candidate.document, &query.terms[*term], matched) else { continue };
            if told.as_ref().is_none_or(|(before, _)| matched.score < *before) {
                told = Some((matched.score, why));
            }
        }
        told.map(|(_, why)| why)
    }

    /// The indexed words that a candidate matched.
    pub(crate) fn marks(&self, candidate: &Candidate) -> Vec<String> {
        let mut marks = Vec::new();
        for (_, matched) in &candidate.matched {
            match matched.source {
                MatchSource::Word { word, .. } => marks.push(self.word(word).to_owned()),
                MatchSource::Begins(number) => marks.push(decimal(number.into())),
                _ => {}
            }
        }
        marks
    }

    /// The heading that a candidate matched.
    pub(crate) fn heading(candidate: &Candidate) -> Option<usize> {
        candidate.matched.iter().find_map(|(_, matched)| match matched.source {
            MatchSource::Word { posting, .. } if matches!(posting.field, Field::Heading | Field::Advice) => {
                Some(usize::from(posting.value))
            }
            _ => None,
        })
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
                Some(Why::Typo { typed: term.text(), meant: self.word(word).to_owned() })
            }
            MatchSource::Word { word, posting, .. } => self.field_reason(document, posting, word),
        }
    }

    fn field_reason(&self, document: usize, posting: Posting, word: usize) -> Option<Why> {
        let document = self.document(document);
        let value = |field| document.value(field, posting.value, self.catalog());
        match posting.field {
            Field::Title | Field::PageTitle => None,
            Field::Text => {
                let word = self.word(word);
                let mut is_shown = false;
                let summary = document.entry().map_or("", |entry| &entry.summary);
                each_word(summary, &mut String::new(), &mut |shown| is_shown |= shown == word);
                (!is_shown).then(|| Why::Text(word.to_owned()))
            }
            Field::Product | Field::ProductName => {
                let (code, name) = (value(Field::Product)?, value(Field::ProductName)?);
                Some(Why::Product(concat(&[&code, ", ", &name])))
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
                    Field::Advice => Why::Advice(value),
                    _ => Why::Heading(value),
                })
            }
        }
    }
}
