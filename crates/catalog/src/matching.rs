//! How the terms of a query meet entries and pages.

use crate::Why;
use crate::index::{Document, Field, Index, Likeness, Place};
use crate::meeting::{EXACT_PORT, How, Meetings, Met, in_range, meet_port, meet_range};
use crate::query::{Query, Term};
use crate::words::split;

/// An entry or page that answers a query.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    pub(crate) document: usize,
    pub(crate) score: u32,
    /// The terms that were met, by their position in the query, and how.
    met: Vec<(usize, Met)>,
    /// Whether all terms were met that had to be.
    pub(crate) complete: bool,
}

impl Finding {
    /// Found without a term.
    pub(crate) const fn plain(document: usize) -> Self {
        Self { document, score: 0, met: Vec::new(), complete: true }
    }

    /// Whether a term was met by more than a word of the prose.
    fn is_named(&self) -> bool {
        let prose = |how: &How| matches!(how, How::Word { place, .. } if place.field >= Field::Summary);
        self.met.iter().any(|(_, met)| !prose(&met.how))
    }

    /// Whether it is a port that was asked for.
    pub(crate) fn is_exact(&self) -> bool {
        self.met.iter().any(|(_, met)| met.is_exact())
    }

    /// Whether the term at this position of the query was met.
    pub(crate) fn has_met(&self, term: usize) -> bool {
        self.met.iter().any(|(at, _)| *at == term)
    }
}

/// More for a name that is typed in full.
const WHOLE_NAME: u32 = 400;

/// With fewer letters, the beginning of a word is looked for in names only.
const SHORTEST_IN_PROSE: usize = 5;

impl Index {
    /// Every document that meets all terms; if there is none, those that meet some. Several ports are alternatives.
    pub(crate) fn match_terms(&self, query: &Query) -> Vec<Finding> {
        let meetings: Vec<Meetings> = query.terms.iter().map(|term| self.meet(term)).collect();
        let ports_only = query.words().next().is_none();
        let mut all = Vec::new();
        let mut some = Vec::new();
        for document in 0..self.documents() {
            let mut met = Vec::new();
            for (term, meeting) in meetings.iter().enumerate() {
                if let Some(found) = meeting[document] {
                    met.push((term, found));
                }
            }
            let exact = met.iter().any(|(_, met)| met.is_exact());
            // The port asked for is an answer, whatever the words around it.
            let complete = met.len() == meetings.len() || ports_only || exact;
            let score = match met.len() {
                0 => continue,
                _ if ports_only => best_of_list(&met),
                _ if complete => total(&met) + self.whole_name(document, query),
                many => total(&met) + 1000 * u32::try_from(many).unwrap_or_default(),
            };
            let into = if complete { &mut all } else { &mut some };
            into.push(Finding { document, score, met, complete });
        }
        if !all.is_empty() {
            return all;
        }
        // Of what meets only some terms, what meets none but words of the prose is noise.
        if some.iter().any(Finding::is_named) {
            some.retain(Finding::is_named);
        }
        some
    }

    /// Why a finding answers the query, where that is not plain to see.
    pub(crate) fn why(&self, finding: &Finding, query: &Query) -> Option<Why> {
        if !finding.complete {
            let missing = query.terms.iter().enumerate().filter(|(at, _)| !finding.has_met(*at));
            return Some(Why::Some { missing: missing.map(|(_, term)| shown(term)).collect() });
        }
        if finding.is_exact() {
            return None;
        }
        // A misspelling is always told; else the weakest reason that there is to tell.
        let mut told: Option<(u32, Why)> = None;
        for (term, met) in &finding.met {
            let Some(why) = self.reason(finding.document, &query.terms[*term], met) else { continue };
            let rank = if matches!(why, Why::Typo { .. }) { 0 } else { met.score.max(1) };
            if told.as_ref().is_none_or(|(before, _)| rank < *before) {
                told = Some((rank, why));
            }
        }
        told.map(|(_, why)| why)
    }

    /// The known words that a finding met.
    pub(crate) fn marks(&self, finding: &Finding) -> Vec<String> {
        let mut marks = Vec::new();
        for (_, met) in &finding.met {
            match met.how {
                How::Word { word, .. } => marks.push(self.word(word).to_owned()),
                How::Begins(number) => marks.push(number.to_string()),
                _ => {}
            }
        }
        marks
    }

    /// The heading that a finding met.
    pub(crate) fn heading(finding: &Finding) -> Option<usize> {
        finding.met.iter().find_map(|(_, met)| match met.how {
            How::Word { place, .. } if place.field == Field::Heading => Some(usize::from(place.value)),
            _ => None,
        })
    }

    fn meet(&self, term: &Term) -> Meetings {
        match term {
            Term::Port { port, open } => {
                let mut met = self.meet_word(&port.to_string(), false);
                for (at, entry) in self.catalog().entries().iter().enumerate() {
                    met[at] = meet_port(entry, *port, *open).or(met[at]);
                }
                met
            }
            Term::Range(first, last) => {
                let mut met = self.nothing();
                for (at, entry) in self.catalog().entries().iter().enumerate() {
                    met[at] = meet_range(&entry.ports, *first, *last);
                }
                met
            }
            Term::Word(word) => self.meet_word(word, true),
        }
    }

    fn nothing(&self) -> Meetings {
        vec![None; self.documents()]
    }

    /// A word as it stands; then its parts, all of them; then what it may be a misspelling of.
    fn meet_word(&self, word: &str, prefixes: bool) -> Meetings {
        let mut met = self.nothing();
        self.meet_spelling(word, prefixes, &mut met);
        let parts = split(word);
        if parts.len() > 1 {
            self.meet_spelling(&parts.concat(), prefixes, &mut met);
            if is_nothing(&met) {
                met = self.meet_all(&parts, prefixes);
            }
        }
        if prefixes && is_nothing(&met) {
            for (at, likeness) in self.misspelt(word) {
                self.meet_places(at, likeness, word.len(), &mut met);
            }
        }
        met
    }

    fn meet_spelling(&self, word: &str, prefixes: bool, met: &mut Meetings) {
        for at in self.beginning_with(word) {
            if self.word(at).len() == word.len() {
                self.meet_places(at, Likeness::Same, word.len(), met);
            } else if prefixes {
                self.meet_places(at, Likeness::Begins, word.len(), met);
            }
        }
    }

    fn meet_all(&self, parts: &[&str], prefixes: bool) -> Meetings {
        let mut all: Option<Meetings> = None;
        for part in parts {
            let mut met = self.nothing();
            self.meet_spelling(part, prefixes, &mut met);
            if let Some(before) = &all {
                for (now, before) in met.iter_mut().zip(before) {
                    *now = now.and(*before);
                }
            }
            all = Some(met);
        }
        all.unwrap_or_default()
    }

    fn meet_places(&self, word: usize, likeness: Likeness, typed: usize, met: &mut Meetings) {
        for place in self.places(word) {
            // The beginning of a word of the prose says little.
            if place.field == Field::Text && likeness == Likeness::Begins && typed < SHORTEST_IN_PROSE {
                continue;
            }
            let score = place.field.weight() * likeness.worth() / 10;
            let known = &mut met[place.document];
            if known.is_none_or(|known| score > known.score) {
                *known = Some(Met { score, how: How::Word { word, place: *place, likeness } });
            }
        }
    }

    fn reason(&self, document: usize, term: &Term, met: &Met) -> Option<Why> {
        match met.how {
            How::Exact | How::Within | How::Begins(_) => None,
            How::Mentions(port) => Some(Why::Mentions(port)),
            How::Overlaps(first, last) => Some(Why::Overlaps(first, last)),
            How::InRange(port) => {
                let Document::Entry(entry) = self.document(document) else { return None };
                Some(in_range(&entry.ports, port))
            }
            How::Word { word, likeness: Likeness::Typo(_), .. } => {
                Some(Why::Typo { typed: shown(term), meant: self.word(word).to_owned() })
            }
            How::Word { word, place, .. } => self.field_reason(document, place, word),
        }
    }

    fn field_reason(&self, document: usize, place: Place, word: usize) -> Option<Why> {
        let document = self.document(document);
        let value = |field| document.value(field, place.value, self.catalog());
        match place.field {
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

fn is_nothing(met: &Meetings) -> bool {
    met.iter().all(Option::is_none)
}

fn total(met: &[(usize, Met)]) -> u32 {
    met.iter().map(|(_, met)| met.score).sum()
}

/// The best of several ports that are alternatives; equally good ones stay in the order asked for.
fn best_of_list(met: &[(usize, Met)]) -> u32 {
    let scores = met.iter().map(|(at, met)| met.score - u32::try_from(*at).unwrap_or(u32::MAX).min(met.score));
    scores.max().unwrap_or_default()
}

fn shown(term: &Term) -> String {
    match term {
        Term::Port { port, .. } => port.to_string(),
        Term::Range(first, last) => format!("{first}–{last}"),
        Term::Word(word) => word.clone(),
    }
}
