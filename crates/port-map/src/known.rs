//! What is known of a port.

/// How much is known of a port; the most comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Known {
    /// An entry is about it.
    Described,
    /// An entry is about a range that it is in.
    InRange,
    /// IANA's register has a name for it, and no entry is about it.
    Registered,
    /// Neither.
    Unassigned,
}

impl Known {
    /// Every value, in the order in which readers see them.
    pub const ALL: [Self; 4] = [Self::Described, Self::InRange, Self::Registered, Self::Unassigned];

    /// The words shown to readers.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Described => "Described",
            Self::InRange => "In a described range",
            Self::Registered => "Registered only",
            Self::Unassigned => "Unassigned",
        }
    }

    /// What that means, in a sentence without its full stop.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Described => "it has a chapter of its own",
            Self::InRange => "a chapter says what the ports of a range are for",
            Self::Registered => "IANA’s register has a name for it, and no chapter is about it",
            Self::Unassigned => "it has neither a name nor a chapter",
        }
    }

    /// Its place in [`Known::ALL`].
    pub const fn code(self) -> u8 {
        self as u8
    }
}
