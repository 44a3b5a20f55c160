//! A service that releases of VOS have or lack.

use catalog::{Applies, Entry, Release, Role, Use};

/// A service of the vendor's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Service<'a> {
    /// The entry with its ports.
    pub entry: &'a Entry,
    /// What uses them.
    pub one: &'a Use,
}

impl Service<'_> {
    /// Whether a release has it.
    pub fn applies_to(&self, release: &Release) -> Applies {
        self.one.releases.as_ref().map_or(Applies::Unsaid, |set| set.applies_to(release))
    }

    /// Whether it is the same row of the source.
    pub(crate) fn is(&self, other: &Self) -> bool {
        std::ptr::eq(self.one, other.one)
    }

    /// Whether it is the same service, wherever it is. What has no name is not, except for ranges of source ports: there the role
    /// says what it is. A product that is not said may be the same.
    pub(crate) fn is_named_as(&self, other: &Self) -> bool {
        let (one, other) = (self.one, other.one);
        let is_same = |one: &String, other: &String| one.eq_ignore_ascii_case(other);
        let applications = one.applications.len() == other.applications.len()
            && one.applications.iter().zip(&other.applications).all(|(one, other)| is_same(one, other));
        let protocol = match (&one.protocol, &other.protocol) {
            (Some(one), Some(other)) => is_same(one, other),
            (one, other) => one == other,
        };
        let has_name = !one.applications.is_empty() || one.protocol.is_some() || one.role == Role::Ephemeral;
        let product = one.products.is_empty()
            || other.products.is_empty()
            || one.products.iter().any(|id| other.products.contains(id));
        one.role == other.role && has_name && applications && protocol && product
    }

    /// Whether a firewall sees no difference.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        self.entry.ports == other.entry.ports
            && self.one.transports.any() == other.one.transports.any()
            && self.one.peer == other.one.peer
    }

    /// Whether a transport is that of both. One that nobody says may be.
    pub(crate) fn shares_transports(&self, other: &Self) -> bool {
        let (one, other) = (self.one.transports.any(), other.one.transports.any());
        one.is_empty() || other.is_empty() || one.iter().any(|transport| other.contains(transport))
    }

    /// Whether it is always on the ports of its entry.
    pub const fn has_fixed_ports(&self) -> bool {
        self.one.port_note.is_none() || self.entry.ports.is_range()
    }

    /// Whether some ports, with a transport, are those of both. A range of source ports has none of its own.
    pub(crate) fn shares_ports(&self, other: &Self) -> bool {
        let (ports, others) = (&self.entry.ports, &other.entry.ports);
        self.one.role == other.one.role
            && self.one.role != Role::Ephemeral
            && self.has_fixed_ports()
            && other.has_fixed_ports()
            && ports.first() <= others.last()
            && others.first() <= ports.last()
            && self.shares_transports(other)
    }
}
