//! How many seeds there are.

use std::time::{Duration, Instant};

/// The checks of a browser run one after another, and share the time.
const CHECKS: u32 = 4;

/// One seed, or as many as there is time for.
pub(crate) struct Seeds {
    first: u32,
    next: u32,
    until: Option<Instant>,
}

impl Seeds {
    /// Begins with `PORTOLAN_FUZZ_SEED`, or with 1. `PORTOLAN_FUZZ_MINUTES` says how many minutes all checks together have.
    pub(crate) fn begin() -> Self {
        let first = std::env::var("PORTOLAN_FUZZ_SEED").ok();
        let first = first.map_or(1, |text| text.parse().expect("PORTOLAN_FUZZ_SEED is a number"));
        let minutes = std::env::var("PORTOLAN_FUZZ_MINUTES").ok();
        let minutes = minutes.map(|text| text.parse::<u64>().expect("PORTOLAN_FUZZ_MINUTES is a number of minutes"));
        let until = minutes.map(|minutes| Instant::now() + Duration::from_mins(minutes) / CHECKS);
        Self { first, next: first, until }
    }
}

impl Iterator for Seeds {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let seed = self.next;
        self.next = self.next.wrapping_add(1);
        (seed == self.first || self.until.is_some_and(|until| Instant::now() < until)).then_some(seed)
    }
}
