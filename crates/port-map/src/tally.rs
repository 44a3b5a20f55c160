//! How many ports of a range are known, and how well.

use crate::{Known, PortMap};

/// Numbers of ports, in the order of [`Known::ALL`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally(pub [u32; Known::ALL.len()]);

impl Tally {
    /// How many of them are known so well.
    pub const fn of(self, known: Known) -> u32 {
        self.0[known as usize]
    }
}

impl PortMap<'_> {
    /// Counts the ports from `first` to `last`.
    pub fn tally(&self, first: u16, last: u16) -> Tally {
        let mut tally = Tally::default();
        for port in first..=last {
            tally.0[usize::from(self.known(port).code())] += 1;
        }
        tally
    }
}
