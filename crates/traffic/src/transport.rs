//! Protocols above IP.

use crate::scan::{Table, table};

/// A protocol above IP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Transport {
    /// Transmission Control Protocol.
    Tcp,
    /// User Datagram Protocol.
    Udp,
    /// Stream Control Transmission Protocol.
    Sctp,
    /// Datagram Congestion Control Protocol.
    Dccp,
    /// ICMP of IPv4.
    Icmp,
    /// ICMP of IPv6.
    Icmpv6,
    /// Another one, by its number.
    Other(u8),
}

impl Transport {
    /// The name, or nothing for a protocol that this crate has no name for; see [`Transport::number`].
    pub fn id(self) -> &'static str {
        NAMES.word(self)
    }

    /// The number in IP's header.
    pub const fn number(self) -> u8 {
        match self {
            Self::Tcp => 6,
            Self::Udp => 17,
            Self::Sctp => 132,
            Self::Dccp => 33,
            Self::Icmp => 1,
            Self::Icmpv6 => 58,
            Self::Other(number) => number,
        }
    }

    /// Whether it has ports.
    pub const fn has_ports(self) -> bool {
        !matches!(self, Self::Icmp | Self::Icmpv6) && !self.is_other()
    }

    const fn is_other(self) -> bool {
        // UDP-Lite has ports too.
        matches!(self, Self::Other(number) if number != 136)
    }

    /// Whether it is ICMP, of either version.
    pub const fn is_icmp(self) -> bool {
        matches!(self, Self::Icmp | Self::Icmpv6)
    }

    /// The protocol of a number in IP's header.
    pub(crate) const fn numbered(number: u8) -> Self {
        match number {
            6 => Self::Tcp,
            17 => Self::Udp,
            132 => Self::Sctp,
            33 => Self::Dccp,
            1 => Self::Icmp,
            58 => Self::Icmpv6,
            number => Self::Other(number),
        }
    }

    /// Reads a name in any case, or a number.
    #[inline(never)]
    pub(crate) fn of(text: &str) -> Option<Self> {
        match text {
            "TCP" | "tcp" => return Some(Self::Tcp),
            "UDP" | "udp" => return Some(Self::Udp),
            _ => {}
        }
        if let Some(number) = crate::scan::number(text) {
            return u8::try_from(number).ok().map(Self::numbered);
        }
        Self::named(text)
    }

    /// Reads a name in any case.
    #[inline(never)]
    pub(crate) fn named(text: &str) -> Option<Self> {
        NAMES.in_any_case(text)
    }
}

/// The first name of each is its id.
const NAMES: Table<Transport> = table! {
    "tcp" => Transport::Tcp,
    "udp" => Transport::Udp,
    "icmp" => Transport::Icmp,
    "icmpv6" => Transport::Icmpv6,
    "sctp" => Transport::Sctp,
    "dccp" => Transport::Dccp,
    "igmp" => Transport::Other(2),
    "gre" => Transport::Other(47),
    "esp" => Transport::Other(50),
    "ah" => Transport::Other(51),
    "ospf" => Transport::Other(89),
    "vrrp" => Transport::Other(112),
    "pim" => Transport::Other(103),
    "ipip" => Transport::Other(4),
    "ipv6" => Transport::Other(41),
    "eigrp" => Transport::Other(88),
    "l2tp" => Transport::Other(115),
    "udplite" => Transport::Other(136),
    "carp" => Transport::Other(112),
    "icmp6" => Transport::Icmpv6,
    "ipv6-icmp" => Transport::Icmpv6,
    "icmp-v6" => Transport::Icmpv6,
    "icmp_ip6" => Transport::Icmpv6,
    "tcp4" => Transport::Tcp,
    "tcp6" => Transport::Tcp,
    "tcp46" => Transport::Tcp,
    "udp4" => Transport::Udp,
    "udp6" => Transport::Udp,
    "udp46" => Transport::Udp,
    "ipencap" => Transport::Other(4),
    "ospfigp" => Transport::Other(89),
    "rdp" => Transport::Other(27),
};
