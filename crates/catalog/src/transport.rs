//! Transports, and sets of them.

use crate::vocabulary::vocabulary;

vocabulary! {
    /// A transport protocol with port numbers.
    Transport {
        /// Transmission Control Protocol.
        Tcp = "tcp", "TCP";
        /// User Datagram Protocol.
        Udp = "udp", "UDP";
        /// Stream Control Transmission Protocol.
        Sctp = "sctp", "SCTP";
        /// Datagram Congestion Control Protocol.
        Dccp = "dccp", "DCCP";
    }
}

/// A set of transports; empty where nothing is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TransportSet(u8);

impl TransportSet {
    /// Whether the transport belongs to the set.
    pub const fn contains(self, transport: Transport) -> bool {
        self.0 & (1 << transport as u8) != 0
    }

    /// Whether nothing belongs to the set.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The set as bits, TCP the lowest.
    pub(crate) const fn bits(self) -> u8 {
        self.0
    }

    /// The set of these bits, if all of them are transports.
    pub(crate) const fn from_bits(bits: u8) -> Option<Self> {
        if bits >> Transport::ALL.len() == 0 { Some(Self(bits)) } else { None }
    }

    /// Adds a transport.
    pub const fn insert(&mut self, transport: Transport) {
        self.0 |= 1 << transport as u8;
    }

    /// What belongs to either set.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The transports of the set, TCP first.
    pub fn iter(self) -> impl Iterator<Item = Transport> {
        Transport::ALL.iter().copied().filter(move |t| self.contains(*t))
    }
}

impl FromIterator<Transport> for TransportSet {
    fn from_iter<I: IntoIterator<Item = Transport>>(transports: I) -> Self {
        let mut set = Self::default();
        for transport in transports {
            set.insert(transport);
        }
        set
    }
}

/// The transports of a use: what the source says, and what we inferred where it does not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Transports {
    /// Named by the source.
    pub said: TransportSet,
    /// Not named by the source, but following from what it describes.
    pub inferred: TransportSet,
}

impl Transports {
    /// Said or inferred.
    pub const fn any(self) -> TransportSet {
        self.said.union(self.inferred)
    }
}
