//! How the terms of a query meet entries and pages.

use crate::index::{Document, Field, Index, Likeness, Place};
use crate::query::{Query, Term};
use crate::words::split;
use crate::{PortSpec, Transport};
use std::collections::BTreeMap;
use std::fmt;

/// An entry or page that answers a query.
#[derive(Clone, Debug, Default)]
pub(crate) struct Finding {
    pub(crate) document: usize,
    pub(crate) score: u32,
    pub(crate) why: Option<Why>,
    pub(crate) marks: Vec<String>,
    pub(crate) heading: Option<usize>,
}

impl Finding {
    pub(crate) fn plain(document: usize) -> Self {
        Self { document, ..Self::default() }
    }
}

/// Why something was found, where its number and title do not show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// Another name of it.
    Alias(String),
    /// What one would use it for.
    Task(String),
    /// Daemon or command.
    Application(String),
    /// Path of a program.
    Program(String),
    /// The protocol column.
    Protocol(String),
    /// A product's code and name.
    Product(String),
    /// A category.
    Category(String),
    /// IANA's name or description.
    Registered(String),
    /// A heading on the page.
    Heading(String),
    /// Only the prose says so.
    Text(String),
    /// The word was misspelt.
    Typo {
        /// As typed.
        typed: String,
        /// As known.
        meant: String,
    },
    /// The port lies in the range.
    InRange(u16),
    /// The port lies in the range if a setting is large enough.
    InRangeIf {
        /// The port.
        port: u16,
        /// The setting.
        parameter: String,
        /// Its least value.
        at_least: u16,
    },
    /// The range asked for overlaps this one.
    Overlaps(u16, u16),
    /// The chapter speaks of the port.
    Mentions(u16),
    /// Only some of the words were met.
    Some {
        /// The words that were not.
        missing: Vec<String>,
    },
    /// The port is described, but for other transports.
    OtherTransport {
        /// Asked for.
        wanted: Vec<Transport>,
        /// Described.
        spoken: Vec<Transport>,
    },
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let labels = |transports: &[Transport]| {
            let all: Vec<_> = transports.iter().map(|t| t.label()).collect();
            all.join(" and ")
        };
        match self {
            Self::Alias(name) => write!(f, "also known as {name}"),
            Self::Task(task) => write!(f, "for: {task}"),
            Self::Application(name) => write!(f, "application {name}"),
            Self::Program(path) => write!(f, "program {path}"),
            Self::Protocol(name) => write!(f, "protocol {name}"),
            Self::Product(name) => write!(f, "product {name}"),
            Self::Category(title) => write!(f, "category {title}"),
            Self::Registered(name) => write!(f, "IANA: {name}"),
            Self::Heading(title) => write!(f, "section “{title}”"),
            Self::Text(word) => write!(f, "the chapter says “{word}”"),
            Self::Typo { typed, meant } => write!(f, "“{meant}” instead of “{typed}”"),
            Self::InRange(port) => write!(f, "{port} lies in this range"),
            Self::InRangeIf { port, parameter, at_least } => {
                write!(f, "{port} lies in this range if {parameter} is at least {at_least}")
            }
            Self::Overlaps(first, last) => write!(f, "overlaps {first}–{last}"),
            Self::Mentions(port) => write!(f, "the chapter speaks of {port}"),
            Self::Some { missing } => write!(f, "without “{}”", missing.join("”, “")),
            Self::OtherTransport { wanted, spoken } if spoken.is_empty() => {
                write!(f, "nobody describes it over {}", labels(wanted))
            }
            Self::OtherTransport { wanted, spoken } => {
                write!(f, "described over {}, not {}", labels(spoken), labels(wanted))
            }
        }
    }
}

/// How one term met one document.
#[derive(Clone, Debug)]
struct Met {
    score: u32,
    why: Option<Why>,
    mark: Option<String>,
    heading: Option<usize>,
}

const EXACT_PORT: u32 = 100_000;
const MENTIONED: u32 = 50_000;
const IN_RANGE: u32 = 40_000;
const PREFIX: u32 = 20_000;
/// A range this wide tells little about one port, and stands behind numbers that begin alike.
pub(crate) const WIDE: u32 = 1_000;
const IN_WIDE_RANGE: u32 = 10_000;
const WHOLE_NAME: u32 = 400;

impl Index {
    /// Every document that meets all terms; if there is none, those that meet some. Several ports are alternatives.
    pub(crate) fn match_terms(&self, query: &Query) -> Vec<Finding> {
        let met: Vec<BTreeMap<usize, Met>> = query.terms.iter().map(|term| self.meet(term)).collect();
        let ports_only = query.words().next().is_none();
        let mut all = Vec::new();
        let mut some = Vec::new();
        for document in 0..self.documents() {
            let hits: Vec<&Met> = met.iter().filter_map(|term| term.get(&document)).collect();
            if hits.is_empty() {
                continue;
            }
            let mut finding = merge(document, &hits);
            if ports_only {
                all.push(best_of_list(document, &met));
            } else if hits.len() == met.len() {
                finding.score += self.whole_name(document, query);
                all.push(finding);
            } else {
                let missing = query.terms.iter().zip(&met).filter(|(_, met)| !met.contains_key(&document));
                finding.why = Some(Why::Some { missing: missing.map(|(term, _)| shown(term)).collect() });
                finding.score += 1000 * u32::try_from(hits.len()).unwrap_or_default();
                some.push(finding);
            }
        }
        if all.is_empty() { some } else { all }
    }

    fn meet(&self, term: &Term) -> BTreeMap<usize, Met> {
        match term {
            Term::Port { port, open } => {
                let mut met = self.meet_word(&port.to_string(), false);
                self.catalog().entries().iter().enumerate().for_each(|(at, entry)| {
                    if let Some(found) = meet_port(entry, *port, *open) {
                        met.insert(at, found);
                    }
                });
                met
            }
            Term::Range(first, last) => {
                let entries = self.catalog().entries().iter().enumerate();
                entries.filter_map(|(at, entry)| Some((at, meet_range(&entry.ports, *first, *last)?))).collect()
            }
            Term::Word(word) => self.meet_word(word, true),
        }
    }

    /// A word as it stands; then its parts, all of them; then what it may be a misspelling of.
    fn meet_word(&self, word: &str, prefixes: bool) -> BTreeMap<usize, Met> {
        let mut met = self.meet_spelling(word, prefixes);
        let parts = split(word);
        if parts.len() > 1 {
            let joined = parts.concat();
            for (document, found) in self.meet_spelling(&joined, prefixes) {
                keep_best(&mut met, document, found);
            }
            if met.is_empty() {
                met = self.meet_all(&parts, prefixes);
            }
        }
        if met.is_empty() && prefixes {
            met = self.meet_places(self.misspelt(word), word);
        }
        met
    }

    fn meet_spelling(&self, word: &str, prefixes: bool) -> BTreeMap<usize, Met> {
        let known = self.beginning_with(word).filter(|(_, like)| prefixes || *like == Likeness::Same);
        self.meet_places(known, word)
    }

    fn meet_all(&self, parts: &[&str], prefixes: bool) -> BTreeMap<usize, Met> {
        let mut each = parts.iter().map(|part| self.meet_spelling(part, prefixes));
        let mut met = each.next().unwrap_or_default();
        for next in each {
            met.retain(|document, _| next.contains_key(document));
        }
        met
    }

    fn meet_places<'a>(
        &'a self,
        known: impl IntoIterator<Item = (&'a crate::index::Word, Likeness)>,
        typed: &str,
    ) -> BTreeMap<usize, Met> {
        let mut best: BTreeMap<usize, (u32, Place, &str, Likeness)> = BTreeMap::new();
        for (word, likeness) in known {
            for place in &word.places {
                let score = place.field.weight() * likeness.worth() / 10;
                let found = best.entry(place.document).or_insert((0, *place, &word.text, likeness));
                if score > found.0 {
                    *found = (score, *place, &word.text, likeness);
                }
            }
        }
        let met = best.into_iter().map(|(document, (score, place, word, likeness))| {
            let heading = (place.field == Field::Heading).then_some(usize::from(place.value));
            let why = match likeness {
                Likeness::Typo(_) => Some(Why::Typo { typed: typed.to_owned(), meant: word.to_owned() }),
                _ => self.why(document, place, word),
            };
            (document, Met { score, why, mark: Some(word.to_owned()), heading })
        });
        met.collect()
    }

    fn why(&self, document: usize, place: Place, word: &str) -> Option<Why> {
        let document = self.document(document);
        let value = || document.value(place.field, place.value, self.catalog());
        match place.field {
            Field::Title | Field::Summary => None,
            Field::Alias => value().map(Why::Alias),
            Field::Task => value().map(Why::Task),
            Field::Application => value().map(Why::Application),
            Field::Program => value().map(Why::Program),
            Field::Protocol => value().map(Why::Protocol),
            Field::Category => value().map(Why::Category),
            Field::Registered => value().map(Why::Registered),
            Field::Heading => value().map(Why::Heading),
            Field::Text => Some(Why::Text(word.to_owned())),
            Field::Product | Field::ProductName => {
                let name = document.value(Field::ProductName, place.value, self.catalog());
                let code = document.value(Field::Product, place.value, self.catalog());
                Some(Why::Product([code, name].into_iter().flatten().collect::<Vec<_>>().join(", ")))
            }
        }
    }

    /// More for a name that is typed in full.
    fn whole_name(&self, document: usize, query: &Query) -> u32 {
        let typed = query.words().collect::<Vec<_>>().join(" ");
        if typed.is_empty() {
            return 0;
        }
        let same = |name: &str| name.to_lowercase() == typed;
        match self.document(document) {
            Document::Entry(entry) if same(&entry.title) => WHOLE_NAME + 40,
            Document::Entry(entry) if entry.aliases.iter().any(|alias| same(alias)) => WHOLE_NAME,
            Document::Entry(entry) if entry.tasks.iter().any(|task| same(task)) => WHOLE_NAME,
            Document::Page(page) if same(&page.title) => WHOLE_NAME,
            _ => 0,
        }
    }
}

fn meet_port(entry: &crate::Entry, port: u16, open: bool) -> Option<Met> {
    let spec = &entry.ports;
    let met = |score, why| Some(Met { score, why, mark: None, heading: None });
    if *spec == PortSpec::Single(port) {
        return met(EXACT_PORT, None);
    }
    if spec.is_range() && spec.contains(port) {
        let base = if spec.width() > WIDE { IN_WIDE_RANGE } else { IN_RANGE };
        let score = base + 9_000 - spec.width().min(65_536) / 8;
        let why = match (spec.parameter_needed(port), spec) {
            (Some(at_least), PortSpec::Parameterised { parameter, .. }) => {
                Why::InRangeIf { port, parameter: parameter.clone(), at_least }
            }
            _ => Why::InRange(port),
        };
        return met(score, Some(why));
    }
    if entry.mentions.contains(&port) {
        return met(MENTIONED, Some(Why::Mentions(port)));
    }
    let begins = open && port > 0 && !spec.is_range() && spec.first().to_string().starts_with(&port.to_string());
    if begins {
        return met(PREFIX - u32::from(spec.first()) / 8, None).map(|mut met| {
            met.mark = Some(port.to_string());
            met
        });
    }
    None
}

fn meet_range(spec: &PortSpec, first: u16, last: u16) -> Option<Met> {
    let (from, to) = (spec.first(), spec.last());
    let met = |score, why| Some(Met { score, why, mark: None, heading: None });
    if (from, to) == (first, last) {
        met(EXACT_PORT, None)
    } else if first <= from && to <= last {
        met(MENTIONED - u32::from(from) / 8, None)
    } else if from <= last && first <= to {
        met(IN_WIDE_RANGE + 9_000 - spec.width().min(65_536) / 8, Some(Why::Overlaps(first, last)))
    } else {
        None
    }
}

/// Keeps the better of two ways in which a document was met.
fn keep_best(met: &mut BTreeMap<usize, Met>, document: usize, found: Met) {
    if met.get(&document).is_none_or(|before| before.score < found.score) {
        met.insert(document, found);
    }
}

/// One finding of what all terms met; the least plain reason is told.
fn merge(document: usize, hits: &[&Met]) -> Finding {
    let typo = hits.iter().find(|met| matches!(met.why, Some(Why::Typo { .. })));
    let told = typo.or_else(|| hits.iter().filter(|met| met.why.is_some()).min_by_key(|met| met.score));
    Finding {
        document,
        score: hits.iter().map(|met| met.score).sum(),
        why: told.and_then(|met| met.why.clone()),
        marks: hits.iter().filter_map(|met| met.mark.clone()).collect(),
        heading: hits.iter().find_map(|met| met.heading),
    }
}

/// The best of several ports that are alternatives; equally good ones stay in the order asked for.
fn best_of_list(document: usize, met: &[BTreeMap<usize, Met>]) -> Finding {
    let places = met.iter().zip(0u32..).filter_map(|(term, at)| Some((term.get(&document)?, at)));
    let best = places.max_by_key(|(found, at)| (found.score, std::cmp::Reverse(*at)));
    best.map_or_else(Finding::default, |(found, at)| {
        let finding = merge(document, &[found]);
        Finding { score: found.score - at.min(found.score), ..finding }
    })
}

fn shown(term: &Term) -> String {
    match term {
        Term::Port { port, .. } => port.to_string(),
        Term::Range(first, last) => format!("{first}–{last}"),
        Term::Word(word) => word.clone(),
    }
}
