//! Ports in a row that have one thing in common.

use crate::{Known, PortMap};

/// Ports in a row: first and last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// The lowest port.
    pub first: u16,
    /// The highest port.
    pub last: u16,
}

impl Run {
    /// How many ports it has.
    pub const fn ports(self) -> u32 {
        self.last as u32 - self.first as u32 + 1
    }
}

impl PortMap<'_> {
    /// The runs of ports with chapters of their own.
    pub fn described_runs(&self) -> Vec<Run> {
        runs(|port| self.known(port) == Known::Described)
    }
}

/// The longest runs of ports for which this holds, in ascending order.
pub(crate) fn runs(holds: impl Fn(u16) -> bool) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for port in (0..=u16::MAX).filter(|port| holds(*port)) {
        match runs.last_mut().filter(|run| run.last.checked_add(1) == Some(port)) {
            Some(run) => run.last = port,
            None => runs.push(Run { first: port, last: port }),
        }
    }
    runs
}

/// Runs as numbers: for each its distance from the end of the run before, and its length less one.
pub(crate) fn packed(runs: &[Run]) -> Vec<u16> {
    let mut numbers = Vec::with_capacity(2 * runs.len());
    let mut next = 0;
    for run in runs {
        numbers.extend([run.first - next, run.last - run.first]);
        next = run.last.saturating_add(1);
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn unpacked(numbers: &[u16]) -> Vec<u16> {
        let mut ports = Vec::new();
        let mut next = 0_u32;
        for pair in numbers.chunks_exact(2) {
            let first = next + u32::from(pair[0]);
            next = first + u32::from(pair[1]) + 1;
            ports.extend((first..next).map(|port| u16::try_from(port).unwrap()));
        }
        ports
    }

    #[test]
    fn both_ends_may_be_in_a_run() {
        for (ports, numbers) in
            [(&[][..], &[][..]), (&[0], &[0, 0]), (&[0, 1, 5], &[0, 1, 3, 0]), (&[65534, 65535], &[65534, 1])]
        {
            assert_eq!(packed(&runs(|port| ports.contains(&port))), numbers, "{ports:?}");
            assert_eq!(unpacked(numbers), ports);
        }
        assert_eq!(packed(&runs(|_| true)), [0, u16::MAX]);
    }

    proptest! {
        #[test]
        fn packing_loses_nothing(ports in prop::collection::btree_set(any::<u16>(), 0..200)) {
            let packed = packed(&runs(|port| ports.contains(&port)));
            prop_assert_eq!(unpacked(&packed), ports.into_iter().collect::<Vec<_>>());
        }
    }
}
