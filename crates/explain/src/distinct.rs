//! How many different ones there are.

use crate::limits::MOST_DISTINCT;

/// A number, exact or the least that it can be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// The number.
    pub number: u64,
    /// Whether there may be more.
    pub at_least: bool,
}

/// Different numbers, up to a limit.
#[derive(Clone, Debug, Default)]
pub(crate) struct Distinct {
    /// The first one, so that most need no memory of their own.
    first: Option<u64>,
    /// The others, in ascending order.
    others: Vec<u64>,
    is_cut: bool,
}

impl Distinct {
    /// Adds one. `left` is what all may still take together.
    pub(crate) fn insert(&mut self, value: u64, left: &mut usize) {
        match self.first {
            None => self.first = Some(value),
            Some(first) if first == value || self.is_cut => {}
            Some(_) => {
                if let Err(at) = self.others.binary_search(&value) {
                    if *left == 0 || self.others.len() + 1 >= MOST_DISTINCT {
                        self.is_cut = true;
                    } else {
                        // Not `Vec::insert`, whose panic brings the formatting of numbers with it.
                        let mut moved = value;
                        self.others.iter_mut().skip(at).for_each(|other| std::mem::swap(other, &mut moved));
                        self.others.push(moved);
                        *left -= 1;
                    }
                }
            }
        }
    }

    pub(crate) fn len(&self) -> usize {
        usize::from(self.first.is_some()) + self.others.len()
    }

    pub(crate) fn contains(&self, value: u64) -> bool {
        self.first == Some(value) || self.others.binary_search(&value).is_ok()
    }

    /// What is given back when it is forgotten.
    pub(crate) fn taken(&self) -> usize {
        self.others.len()
    }

    pub(crate) fn count(&self) -> Count {
        Count { number: self.len() as u64, at_least: self.is_cut }
    }
}
