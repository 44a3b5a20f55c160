//! Ten times the entries or keys cost at most twelve times the work and memory, for one overlay and for twelve.
//!
//! Work is counted in allocations, because times differ from run to run; `cargo xtask bench` measures those.

#[path = "../../catalog/tests/common/allocations.rs"]
mod allocations;
mod common;
mod overlays;

use allocations::{Allocated, allocated};
use catalog_overlay::merge;
use common::base;

/// What merging takes; nothing is wrong with the overlays, unless mistakes are expected.
fn cost(overlays: &[String], mistakes: usize) -> Allocated {
    let base = base();
    let (merged, cost) = allocated(|| merge(base, overlays));
    assert_eq!(merged.mistakes, mistakes, "{:?}", merged.problems);
    cost
}

#[track_caller]
fn check(of: impl Fn(usize) -> Vec<String>, size: usize, mistakes: impl Fn(usize) -> usize) {
    let (small, large) = (cost(&of(size), mistakes(size)), cost(&of(10 * size), mistakes(10 * size)));
    assert!(large.count <= 12 * small.count, "allocations: {small:?}, then {large:?}");
    assert!(large.most <= 12 * small.most, "memory: {small:?}, then {large:?}");
}

const NONE: fn(usize) -> usize = |_| 0;

#[test]
fn one_overlay() {
    check(|size| vec![overlays::entries(size, 0)], 500, NONE);
}

#[test]
fn twelve_overlays() {
    let apart = |size| (0..12).map(|at| overlays::entries(size, at * size)).collect();
    check(apart, 30, NONE);
    let about_the_same = |size| (0..12).map(|at| overlays::additions(size, at)).collect();
    check(about_the_same, 30, NONE);
}

#[test]
fn one_entry() {
    check(|size| vec![overlays::uses(size)], 20, NONE);
    check(|size| (0..12).map(|_| overlays::uses(size)).collect(), 20, NONE);
    check(|size| vec![overlays::names(size)], 3, NONE);
}

/// Each key was once compared with all before it: these would then take minutes.
#[test]
fn keys_that_stand_twice() {
    check(|size| vec![overlays::keys(size)], 20_000, |size| 2 * size - 2);
}
