//! The ports at one end of a flow.

use catalog::{PortClass, concat, decimal};

/// A range of ports, both ends included; one port is a range of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ports {
    first: u16,
    last: u16,
}

impl Ports {
    /// Every port.
    pub const ANY: Self = Self { first: 0, last: PortClass::Dynamic.range().1 };

    /// From the lower to the higher of the two.
    pub const fn new(one: u16, other: u16) -> Self {
        if one < other { Self { first: one, last: other } } else { Self { first: other, last: one } }
    }

    /// The lowest port.
    pub const fn first(self) -> u16 {
        self.first
    }

    /// The highest port.
    pub const fn last(self) -> u16 {
        self.last
    }

    /// Whether it is every port, so that a rule need not name them.
    pub const fn is_any(self) -> bool {
        self.first == Self::ANY.first && self.last == Self::ANY.last
    }

    /// Whether all ports of the other one are its own.
    pub const fn covers(self, other: Self) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    /// `22`, or `3000-3100` with the sign that the firewall writes between them.
    pub fn text(self, sign: &str) -> String {
        let first = decimal(self.first.into());
        if self.first == self.last { first } else { concat(&[&first, sign, &decimal(self.last.into())]) }
    }
}
