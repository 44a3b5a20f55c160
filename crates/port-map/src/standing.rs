//! How an entry bears on the ports that it contains.

use catalog::{Entry, PortSpec, Role};

/// Whether an entry says what its ports are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It is about its first port. Where a setting adds more ports, nobody knows whether it does.
    Port,
    /// It is about a range whose ports something waits on or is sent to.
    Range,
    /// It is about a range that only says where packets may come from, or what class the ports are of. Such ranges cover nearly
    /// everything, and describe no port in particular.
    Background,
}

impl Standing {
    pub(crate) fn of(entry: &Entry) -> Self {
        let is_reached = |role| matches!(role, Role::Listens | Role::Connects | Role::SeenDestination);
        match entry.ports {
            PortSpec::Single(_) | PortSpec::Parameterised { .. } => Self::Port,
            PortSpec::Range { .. } if entry.uses.iter().any(|one| is_reached(one.role)) => Self::Range,
            PortSpec::Range { .. } => Self::Background,
        }
    }

    /// As the data has it.
    pub(crate) const fn code(self) -> u8 {
        match self {
            Self::Port => 0,
            Self::Range => 1,
            Self::Background => 2,
        }
    }
}
