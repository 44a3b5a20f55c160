//! What the reader reports.

use crate::Flow;
use crate::scan::nth_line;

/// What was read from a line. A line with flows has one event for each; every other line has exactly one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event<'a> {
    /// Traffic, or a socket that waits for it.
    Flow(&'a Flow<'a>),
    /// A line that is known to carry no traffic of its own.
    Aside {
        /// The number of the line, from 1.
        line: u64,
        /// Where it begins, in bytes from the start of the input.
        offset: u64,
        /// The line.
        text: &'a str,
        /// Why it carries none.
        aside: Aside,
    },
    /// A line that no format explains.
    NotUnderstood {
        /// The number of the line, from 1; for a record of several lines, that of its first.
        line: u64,
        /// Where it begins, in bytes from the start of the input.
        offset: u64,
        /// The line; if it is too long, its beginning.
        text: &'a str,
        /// Why not.
        reason: Reason,
    },
}

/// Why a line carries no traffic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Aside {
    /// Nothing is on it.
    Blank,
    /// Names of columns, a title, a comment, a summary.
    Header,
    /// It belongs to a record that began on an earlier line.
    Part,
    /// It is about something that has no ports: a local socket, a table, a message of the system.
    NoTraffic,
    /// The program that wrote the log says that it lost entries or had none.
    Gap,
}

impl Aside {
    /// The kind of aside, as text.
    pub fn id(self) -> &'static str {
        nth_line("blank\nheader\npart\nno-traffic\ngap", self as usize)
    }
}

/// Why a line was not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// No format has this shape.
    NoFormat,
    /// The format was recognised, but something in the line does not fit it.
    Malformed(&'static str),
    /// It is a rule about ports, with a condition that a flow cannot say, such as "all but this address". The format is given.
    Conditional(&'static str),
    /// The line has more than [`LONGEST_LINE`](crate::LONGEST_LINE) bytes, or the record more than
    /// [`LONGEST_RECORD`](crate::LONGEST_RECORD).
    TooLong,
}

impl Reason {
    /// The reason, as text.
    pub const fn id(self) -> &'static str {
        match self {
            Self::NoFormat => "no-format",
            Self::Malformed(_) => "malformed",
            Self::Conditional(_) => "conditional",
            Self::TooLong => "too-long",
        }
    }
}
