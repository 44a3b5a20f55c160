//! Which ports an entry is about.

use crate::PortClass;
use crate::text::{between, concat, decimal};
use std::cmp::Ordering;
use std::fmt;

/// The ports of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PortSpec {
    /// One port.
    Single(u16),
    /// A range, both ends included; `first < last`.
    Range {
        /// The lowest port.
        first: u16,
        /// The highest port.
        last: u16,
    },
    /// From `first` to `first + factor × parameter`, where `parameter` is a setting of the system.
    Parameterised {
        /// The lowest port.
        first: u16,
        /// How many ports each unit of the parameter adds.
        factor: u16,
        /// The setting's name.
        parameter: String,
        /// No port above this one is ever part of the range.
        at_most: u16,
    },
}

impl PortSpec {
    /// The lowest port.
    pub const fn first(&self) -> u16 {
        match self {
            Self::Single(port) => *port,
            Self::Range { first, .. } | Self::Parameterised { first, .. } => *first,
        }
    }

    /// The highest port it can reach.
    pub const fn last(&self) -> u16 {
        match self {
            Self::Single(port) => *port,
            Self::Range { last, .. } => *last,
            Self::Parameterised { at_most, .. } => *at_most,
        }
    }

    /// Whether it is more than one port.
    pub const fn is_range(&self) -> bool {
        !matches!(self, Self::Single(_))
    }

    /// Whether the port is, or for a parameterised range can be, part of it.
    pub const fn contains(&self, port: u16) -> bool {
        self.first() <= port && port <= self.last()
    }

    /// How many ports it can span.
    pub const fn width(&self) -> u32 {
        self.last() as u32 - self.first() as u32 + 1
    }

    /// The smallest value of the parameter with which `port` is part of a parameterised range.
    pub const fn parameter_needed(&self, port: u16) -> Option<u16> {
        match self {
            Self::Parameterised { first, factor, .. } if self.contains(port) && *factor > 0 => {
                Some((port - *first).div_ceil(*factor))
            }
            _ => None,
        }
    }

    /// As readers see it: `22`, `6970–7170`, `3000 to 3000 + 2 × max_open_server`.
    pub fn text(&self) -> String {
        match self {
            Self::Single(port) => decimal((*port).into()),
            Self::Range { first, last } => between(*first, "–", *last),
            Self::Parameterised { first, factor, parameter, .. } => {
                let times = if *factor == 1 { String::new() } else { concat(&[&decimal((*factor).into()), " × "]) };
                concat(&[&between(*first, " to ", *first), " + ", &times, parameter])
            }
        }
    }

    /// As lists show it: `22`, `6970–7170`, `3000+`.
    pub fn short(&self) -> String {
        match self {
            Self::Single(_) | Self::Range { .. } => self.text(),
            Self::Parameterised { first, .. } => concat(&[&decimal((*first).into()), "+"]),
        }
    }

    /// The stable identifier of the entry, and its chapter's file name: `22`, `6970-7170`, `3000`.
    pub fn id(&self) -> String {
        match self {
            Self::Single(first) | Self::Parameterised { first, .. } => decimal((*first).into()),
            Self::Range { first, last } => between(*first, "-", *last),
        }
    }

    /// The name of the entry's data file without its extension: five digits for each number.
    pub fn file_stem(&self) -> String {
        match self {
            Self::Single(first) | Self::Parameterised { first, .. } => format!("{first:05}"),
            Self::Range { first, last } => format!("{first:05}-{last:05}"),
        }
    }

    /// All that tells two of them apart, in the order in which they are compared.
    fn key(&self) -> (u16, u16, u8, u16, &str) {
        let (kind, factor, parameter) = match self {
            Self::Single(_) => (0, 0, ""),
            Self::Range { .. } => (1, 0, ""),
            Self::Parameterised { factor, parameter, .. } => (2, *factor, &**parameter),
        };
        (self.first(), self.last(), kind, factor, parameter)
    }

    /// The class, where all of it belongs to one.
    pub fn class(&self) -> Option<PortClass> {
        let class = PortClass::of(self.first());
        (class == PortClass::of(self.last())).then_some(class)
    }
}

impl fmt::Display for PortSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl PartialOrd for PortSpec {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for PortSpec {
    /// By first port, then by last: a port is before the ranges that start with it.
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn osl() -> PortSpec {
        PortSpec::Parameterised { first: 3000, factor: 2, parameter: "max_open_server".into(), at_most: 3999 }
    }

    #[test]
    fn a_parameterised_range_tells_what_it_takes_to_reach_a_port() {
        for (port, needed) in [(3000, Some(0)), (3001, Some(1)), (3005, Some(3)), (3999, Some(500)), (4000, None)] {
            assert_eq!(osl().parameter_needed(port), needed, "{port}");
        }
    }

    #[test]
    fn ids_names_and_words() {
        let range = PortSpec::Range { first: 6970, last: 7170 };
        let cases = [
            (PortSpec::Single(22), "22", "00022", "22"),
            (range, "6970-7170", "06970-07170", "6970–7170"),
            (osl(), "3000", "03000", "3000 to 3000 + 2 × max_open_server"),
        ];
        for (spec, id, stem, shown) in cases {
            assert_eq!((spec.id(), spec.file_stem(), spec.to_string()), (id.into(), stem.into(), shown.into()));
            assert!(spec.short().len() < 12);
        }
    }

    #[test]
    fn the_order_agrees_with_equality() {
        let setting = |first, factor, parameter: &str, at_most| PortSpec::Parameterised {
            first,
            factor,
            parameter: parameter.into(),
            at_most,
        };
        let in_order = [
            PortSpec::Single(3000),
            PortSpec::Range { first: 3000, last: 3001 },
            PortSpec::Range { first: 3000, last: 3999 },
            setting(3000, 1, "a", 3999),
            setting(3000, 1, "b", 3999),
            setting(3000, 2, "a", 3999),
            setting(3000, 1, "a", 4000),
            PortSpec::Single(3001),
        ];
        for (at, one) in in_order.iter().enumerate() {
            for (other_at, other) in in_order.iter().enumerate() {
                assert_eq!(one.cmp(other), at.cmp(&other_at), "{one:?} {other:?}");
                assert_eq!(one == other, at == other_at, "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn a_range_across_classes_has_none() {
        assert_eq!(PortSpec::Range { first: 1, last: 1024 }.class(), None);
        assert_eq!(PortSpec::Range { first: 1, last: 5 }.class(), Some(PortClass::WellKnown));
    }
}
