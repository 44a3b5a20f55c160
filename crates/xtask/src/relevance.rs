//! How often the search finds what people mean: queries with expected answers, and the scores of their ranks.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use catalog::{Filters, Index};
use catalog_source::Reference;
use std::sync::Arc;

/// Hits that count: of a hit below these a reader sees nothing.
const SEEN: usize = 10;

/// A query, and the answers of which any may come first.
#[derive(Debug, PartialEq)]
pub(crate) struct Query<'a> {
    /// What it tests: `name`, `typo`, `question`.
    pub(crate) kind: &'a str,
    pub(crate) text: &'a str,
    /// Identifiers of entries: `22`, `6970-7170`; or `#4711`, a port that only the register has.
    pub(crate) expected: Vec<&'a str>,
}

impl Query<'_> {
    /// Whether a hit with this id answers it.
    fn is_answered_by(&self, id: &str) -> bool {
        self.expected.iter().any(|expected| {
            expected.strip_prefix('#').map_or(*expected == id, |port| id.strip_prefix("port-") == Some(port))
        })
    }
}

/// The score of some queries.
#[derive(Default, Clone, Copy)]
pub(crate) struct Score {
    pub(crate) asked: u32,
    first: u32,
    of_three: u32,
    reciprocal_ranks: f64,
}

impl Score {
    fn add(&mut self, rank: Option<u32>) {
        self.asked += 1;
        self.first += u32::from(rank == Some(1));
        self.of_three += u32::from(rank.is_some_and(|rank| rank <= 3));
        self.reciprocal_ranks += rank.map_or(0.0, |rank| 1.0 / f64::from(rank));
    }

    fn join(&mut self, other: Self) {
        self.asked += other.asked;
        self.first += other.first;
        self.of_three += other.of_three;
        self.reciprocal_ranks += other.reciprocal_ranks;
    }

    /// The mean of 1/rank of the first right answer, among the first ten hits (MRR@10).
    pub(crate) fn mean_reciprocal_rank(self) -> f64 {
        self.share(self.reciprocal_ranks)
    }

    /// The share of queries whose first hit is right (success@1).
    pub(crate) fn success_at_1(self) -> f64 {
        self.share(self.first.into())
    }

    /// The share of queries with a right answer among the first three hits (success@3).
    pub(crate) fn success_at_3(self) -> f64 {
        self.share(self.of_three.into())
    }

    fn share(self, part: f64) -> f64 {
        if self.asked == 0 { 0.0 } else { part / f64::from(self.asked) }
    }
}

/// A query whose first hit is wrong.
pub(crate) struct Miss<'a> {
    pub(crate) query: Query<'a>,
    /// The rank of the first right answer.
    pub(crate) rank: Option<u32>,
    /// The first three hits.
    pub(crate) found: Vec<String>,
}

/// The scores by kind of query, and what was missed.
#[derive(Default)]
pub(crate) struct Outcome<'a> {
    pub(crate) kinds: BTreeMap<&'a str, Score>,
    pub(crate) misses: Vec<Miss<'a>>,
}

impl Outcome<'_> {
    /// The score of all queries.
    pub(crate) fn together(&self) -> Score {
        self.kinds.values().fold(Score::default(), |mut all, one| {
            all.join(*one);
            all
        })
    }
}

/// Reads queries: a line for each, with kind, query and expected answers between tabs; answers between spaces.
///
/// # Errors
/// With the number of the first line that is none.
pub(crate) fn read(text: &str) -> Result<Vec<Query<'_>>> {
    let query = |(at, line)| {
        let parts: Vec<&str> = str::split(line, '\t').collect();
        let [kind, text, expected] = parts[..] else {
            anyhow::bail!("line {}: expected kind, query and answers, separated by tabs", at + 1);
        };
        let expected: Vec<&str> = expected.split(' ').filter(|id| !id.is_empty()).collect();
        ensure!(!expected.is_empty(), "line {}: {text} has no answer", at + 1);
        Ok(Query { kind, text, expected })
    };
    text.lines().enumerate().map(query).collect()
}

/// The search as readers have it, with the register.
pub(crate) fn index(reference: Reference) -> Index {
    let register = reference.register.searched(&reference.catalog, true);
    let index = Index::new(reference.catalog);
    index.set_register(&Arc::new(register));
    index
}

/// Asks all queries of the search.
///
/// # Errors
/// If an expected entry does not exist.
pub(crate) fn measure<'a>(index: &Index, queries: Vec<Query<'a>>) -> Result<Outcome<'a>> {
    let mut outcome = Outcome::default();
    for query in queries {
        for id in query.expected.iter().filter(|id| !id.starts_with('#')) {
            let exists = index.catalog().entries().iter().any(|entry| entry.id() == **id);
            ensure!(exists, "{}: there is no entry {id}", query.text);
        }
        let found = index.search(query.text, &Filters::default(), SEEN).hits;
        let found: Vec<String> = found.iter().map(|hit| hit.document.id()).collect();
        let rank = found.iter().position(|id| query.is_answered_by(id));
        let rank = rank.map(|at| u32::try_from(at + 1)).transpose().context("a rank")?;
        outcome.kinds.entry(query.kind).or_default().add(rank);
        if rank != Some(1) {
            outcome.misses.push(Miss { query, rank, found: found.into_iter().take(3).collect() });
        }
    }
    Ok(outcome)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_lines() {
        let query = |kind, text, expected: &[&'static str]| Query { kind, text, expected: expected.to_vec() };
        let read_all = read("name\tssh\t22\nlog\tDPT=53 \"x\"\t53 5353\n").unwrap();
        assert_eq!(read_all, [query("name", "ssh", &["22"]), query("log", "DPT=53 \"x\"", &["53", "5353"])]);
        for wrong in ["name\tssh", "name\tssh\t", "a\tb\tc\td"] {
            assert!(read(wrong).unwrap_err().to_string().starts_with("line 1: "), "{wrong}");
        }
    }

    /// What is reached; a change of the search or of the data must not fall below.
    #[test]
    fn the_search_finds_what_people_mean() {
        const MEAN_RECIPROCAL_RANK: f64 = 0.974;
        const SUCCESS_AT_1: f64 = 0.963;
        let data = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
        let reference = crate::reference::load(&data).unwrap();
        let queries = read(include_str!("../relevance/queries.tsv")).unwrap();
        assert!(queries.len() > 400, "{}", queries.len());
        let outcome = measure(&index(reference), queries).unwrap();
        let (score, misses) = (outcome.together(), outcome.misses.len());
        assert!(score.mean_reciprocal_rank() >= MEAN_RECIPROCAL_RANK, "{}", score.mean_reciprocal_rank());
        assert!(score.success_at_1() >= SUCCESS_AT_1, "{}; {misses} misses", score.success_at_1());
    }

    /// A query that a chapter has word for word cannot be missed.
    #[test]
    fn no_query_is_one_of_those_that_chapters_have() {
        let data = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/ports");
        let files = std::fs::read_dir(data).unwrap().map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap());
        let asked: std::collections::HashSet<String> =
            files.flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
        let queries = read(include_str!("../relevance/queries.tsv")).unwrap();
        let known = |query: &Query<'_>| asked.contains(&format!("    \"{}\",", query.text.to_ascii_lowercase()));
        let known: Vec<&str> = queries.iter().filter(|query| known(query)).map(|query| query.text).collect();
        assert!(known.is_empty(), "{known:?}");
    }

    #[test]
    fn scores_of_ranks() {
        let mut score = Score::default();
        assert!(score.mean_reciprocal_rank().abs() < 1e-9);
        for rank in [Some(1), Some(2), None, Some(4)] {
            score.add(rank);
        }
        assert!((score.mean_reciprocal_rank() - 1.75 / 4.0).abs() < 1e-9);
        assert!((score.success_at_1() - 0.25).abs() < 1e-9);
        assert!((score.success_at_3() - 0.5).abs() < 1e-9);
    }
}
