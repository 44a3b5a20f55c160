//! How the time to merge overlays grows with their size: ten times as large should take ten times as long.

#[path = "../tests/common/mod.rs"]
mod common;
#[path = "../tests/overlays/mod.rs"]
mod overlays;

use catalog_overlay::merge;
use std::time::{Duration, Instant};

/// The best of a few runs, because everything else that a machine does only adds to it.
const RUNS: usize = 5;

fn time(overlays: &[String]) -> Duration {
    let run = || {
        let base = common::base();
        let start = Instant::now();
        std::hint::black_box(merge(base, overlays));
        start.elapsed()
    };
    (0..RUNS).map(|_| run()).min().unwrap_or_default()
}

fn compare(name: &str, of: impl Fn(usize) -> Vec<String>, size: usize) {
    let (small, large) = (time(&of(size)), time(&of(10 * size)));
    let ratio = large.as_secs_f64() / small.as_secs_f64();
    println!("{name:<44}{small:>10.1?}{large:>12.1?}{ratio:>8.1}");
}

fn main() {
    println!("{:<44}{:>10}{:>12}{:>8}", "merging overlays", "once", "ten times", "ratio");
    let twelve = |make: fn(usize, usize) -> String| move |size| (0..12).map(|at| make(size, at)).collect();
    compare("one, 500 and 5,000 entries", |size| vec![overlays::entries(size, 0)], 500);
    compare("twelve, 500 and 5,000 entries each", twelve(|size, at| overlays::entries(size, at * size)), 500);
    compare("twelve about the same ports, likewise", twelve(overlays::additions), 500);
    compare("one entry, 20 and 200 uses", |size| vec![overlays::uses(size)], 20);
    compare("100 entries, 3 and 30 names", |size| vec![overlays::names(size)], 3);
    compare("one entry, 20,000 and 200,000 keys", |size| vec![overlays::keys(size)], 10_000);
}
