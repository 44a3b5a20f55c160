//! Plans drawn at random, the same each time.

use super::{catalog, named, plans};
use firewall::{Plan, Planned, flows};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::sync::OnceLock;

/// How many.
pub(crate) const PLANS: usize = 10_000;

/// A number that draws other plans, for whoever wants to see more of them.
const SEED: &str = "PORTOLAN_SEED";

/// A plan by the catalog of the data folder, and the same by one whose names try to become rules, for every other plan.
pub(crate) struct Sample {
    /// What rules have to say.
    pub(crate) planned: Planned,
    /// What the dialects get.
    pub(crate) written: Planned,
}

/// The same plans each time.
pub(crate) fn samples() -> &'static [Sample] {
    static SAMPLES: OnceLock<Vec<Sample>> = OnceLock::new();
    SAMPLES.get_or_init(made)
}

fn made() -> Vec<Sample> {
    let mut runner = runner();
    let (drafts, names) = (plans::draft(), plans::name());
    let hostile: Vec<catalog::Catalog> = (0..64)
        .map(|at| match plans::NAMES.get(at) {
            Some(name) => named(name),
            None => named(&names.new_tree(&mut runner).expect("a name").current()),
        })
        .collect();
    let sample = |at: usize| {
        let draft = drafts.new_tree(&mut runner).expect("a draft").current();
        let made = |catalog| flows(catalog, &Plan::new(catalog, &draft).expect("a plan without mistakes"));
        let planned = made(catalog());
        let written = if at.is_multiple_of(2) { planned.clone() } else { made(&hostile[at / 2 % hostile.len()]) };
        Sample { planned, written }
    };
    (0..PLANS).map(sample).collect()
}

/// Draws the same each time, unless there is a seed.
pub(crate) fn runner() -> TestRunner {
    let Ok(seed) = std::env::var(SEED) else { return TestRunner::deterministic() };
    let seed: u64 = seed.parse().unwrap_or_else(|_| panic!("{SEED} is a number"));
    let bytes = seed.to_le_bytes().repeat(4);
    TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &bytes))
}
