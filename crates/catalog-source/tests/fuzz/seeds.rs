//! Which seeds are tried, and for how long.

use proptest::test_runner::{RngAlgorithm, TestRng};
use std::env;
use std::thread;
use std::time::{Duration, Instant};

/// Calls `check` with the numbers of each seed: of the first `usual` ones, or of as many as `PORTOLAN_FUZZ_MINUTES` leave time
/// for. The first seed is `PORTOLAN_FUZZ_SEED`, or 1.
pub(crate) fn for_each_seed(usual: u64, mut check: impl FnMut(&mut TestRng)) {
    let first = number("PORTOLAN_FUZZ_SEED").unwrap_or(1);
    let until = number("PORTOLAN_FUZZ_MINUTES").map(|minutes| Instant::now() + Duration::from_mins(minutes));
    for seed in (0..).map(|count| first.wrapping_add(count)) {
        let tried = seed.wrapping_sub(first);
        // As many as usual even where that takes longer: fewer would prove less.
        if tried >= usual && until.is_none_or(|until| Instant::now() >= until) {
            return;
        }
        let named = Named(seed);
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        check(&mut TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
        drop(named);
    }
}

fn number(variable: &str) -> Option<u64> {
    let text = env::var(variable).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{variable} must be a number, not {text}")))
}

/// Says which seed it was, if its check panics.
struct Named(u64);

impl Drop for Named {
    fn drop(&mut self) {
        if thread::panicking() {
            eprintln!("seed {0}: to see this alone, cargo xtask fuzz --minutes 1 --seed {0}", self.0);
        }
    }
}
