//! Traffic that a plan needs, or that it stops.

use crate::{Peers, Ports};
use catalog::{Exposure, Provenance, Transport};

/// Traffic between this machine and its peers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// What the firewall does with it.
    pub action: Action,
    /// Which way the first packet goes.
    pub direction: Direction,
    /// Over which transport.
    pub transport: Transport,
    /// The ports of this machine.
    pub local: Ports,
    /// The ports of the peers.
    pub remote: Ports,
    /// The other ends.
    pub peers: Peers,
    /// Why: what each entry says that asks for it. At least one.
    pub reasons: Vec<Reason>,
    /// What documents advise about it, in the order of the entry.
    pub advice: Vec<Applied>,
}

/// What the firewall does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Lets it pass.
    Pass,
    /// Drops it without an answer.
    Drop,
    /// Drops it and tells the sender.
    Reject,
}

impl Action {
    /// As tables show it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Drop => "drop",
            Self::Reject => "reject",
        }
    }
}

/// Which way the first packet goes, seen from this machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// A peer begins.
    In,
    /// This machine begins.
    Out,
}

impl Direction {
    /// As tables show it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::Out => "out",
        }
    }

    /// The way of the answers.
    #[must_use]
    pub const fn reversed(self) -> Self {
        match self {
            Self::In => Self::Out,
            Self::Out => Self::In,
        }
    }
}

/// What an entry says that asks for a flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The entry's id.
    pub entry: String,
    /// The entry's title.
    pub title: String,
    /// The position of the use within the entry.
    pub use_at: usize,
    /// The daemon or command, or else the protocol.
    pub name: String,
    /// The protocol, as the source writes it; may be empty.
    pub protocol: String,
    /// The ids of the products that bring it.
    pub products: Vec<String>,
    /// The kind of source.
    pub provenance: Provenance,
    /// The items of the sources that say so.
    pub cites: Vec<String>,
    /// Who should be able to reach the entry's port.
    pub exposure: Option<Exposure>,
    /// The port that the service was moved from.
    pub moved_from: Option<u16>,
    /// Whether the transport is our inference.
    pub is_inferred: bool,
}

/// Advice, and whether it holds for the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The advice, its condition and exception, as the entry has them.
    pub advice: catalog::Advice,
    /// Whether it holds.
    pub holds: Holds,
    /// The id under which the plan can decide it.
    pub id: String,
}

/// Whether advice holds for a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// It has no condition, or the plan meets it.
    Yes,
    /// The plan does not meet the condition, or meets the exception.
    No,
    /// Nothing in the plan says whether the condition is met.
    Unsettled,
}

impl Holds {
    /// As text.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unsettled => "unsettled",
        }
    }
}
