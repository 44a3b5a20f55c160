//! Sorting, small.

use std::collections::BinaryHeap;

/// The items in ascending order. Equal items may change places: give each a key of its own where that matters.
///
/// A heap sort, because what the reader downloads counts here more than speed: the sorts of slices take 3 to 5 KB of wasm
/// for each type they are used with, this one a tenth of it.
pub(crate) fn sorted<T: Ord>(items: Vec<T>) -> Vec<T> {
    BinaryHeap::from(items).into_sorted_vec()
}
