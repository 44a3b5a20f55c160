//! IP, and what it carries.

use crate::bytes::{u8_at, u16_at, u32_at};
use crate::icmp;
use std::fmt::Write as _;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

pub(crate) const TCP: u8 = 6;
pub(crate) const UDP: u8 = 17;
pub(crate) const SCTP: u8 = 132;
const DCCP: u8 = 33;
const ICMP: u8 = 1;
const ICMP_6: u8 = 58;

/// A packet of IP: its ends, and what it carries.
pub(crate) struct Ip<'a> {
    pub(crate) from: IpAddr,
    pub(crate) to: IpAddr,
    pub(crate) protocol: u8,
    /// Whether it is a fragment, and not the first: ports are in the first one alone.
    is_later: bool,
    pub(crate) inside: &'a [u8],
}

impl<'a> Ip<'a> {
    /// Reads the headers of a packet, as much of it as there is. `None` if they are cut off or damaged.
    pub(crate) fn of(bytes: &'a [u8]) -> Option<Self> {
        let mut ip = match u8_at(bytes, 0)? >> 4 {
            4 => Self::four(bytes)?,
            6 => Self::six(bytes)?,
            _ => return None,
        };
        while !ip.is_later
            && let Some(length) = ip.extension()?
        {
            ip.protocol = u8_at(ip.inside, 0)?;
            ip.inside = ip.inside.get(length..)?;
        }
        Some(ip)
    }

    fn four(bytes: &'a [u8]) -> Option<Self> {
        let head = bytes.first_chunk::<20>()?;
        // The length of the header. Less than its fields take is damage, and what would be read of it are no ports.
        let start = Some(usize::from(head[0] & 15) * 4).filter(|start| *start >= 20)?;
        // A length of 0 is left to the network card.
        let length = u16_at(head, 2).filter(|length| *length > 0).map_or(bytes.len(), usize::from).min(bytes.len());
        let address = |at: usize| u32_at(head, at).map(|address| Ipv4Addr::from(address).into());
        Some(Self {
            from: address(12)?,
            to: address(16)?,
            protocol: head[9],
            is_later: u16_at(head, 6)? & 0x1fff != 0,
            inside: bytes.get(start..length)?,
        })
    }

    fn six(bytes: &'a [u8]) -> Option<Self> {
        let address = |at: usize| bytes.get(at..)?.first_chunk::<16>().map(|address| Ipv6Addr::from(*address).into());
        let length =
            u16_at(bytes, 4).filter(|length| *length > 0).map_or(bytes.len(), |length| 40 + usize::from(length));
        Some(Self {
            from: address(8)?,
            to: address(24)?,
            protocol: u8_at(bytes, 6)?,
            is_later: false,
            inside: bytes.get(40..length.min(bytes.len()))?,
        })
    }

    /// The length of the header before what is carried: options, routes, fragments, authentication. `None` if it is cut off.
    #[expect(clippy::option_option, reason = "cut off, and no such header")]
    fn extension(&mut self) -> Option<Option<usize>> {
        let is_six = self.from.is_ipv6();
        Some(Some(match self.protocol {
            // Also those for mobile hosts, host identity and multihoming.
            0 | 43 | 60 | 135 | 139 | 140 if is_six => (usize::from(u8_at(self.inside, 1)?) + 1) * 8,
            44 if is_six => {
                self.is_later = u16_at(self.inside, 2)? >> 3 > 0;
                8
            }
            51 => (usize::from(u8_at(self.inside, 1)?) + 2) * 4,
            _ => return Some(None),
        }))
    }
}

/// Writes `IP 192.0.2.1.41822 > 192.0.2.10.23: Flags [S], …`, or without `IP`.
pub(crate) fn write(is_named: bool, bytes: &[u8], text: &mut String) -> Result<(), &'static str> {
    let Some(Ip { from, to, protocol, is_later, inside }) = Ip::of(bytes) else {
        return Err("its IP header is cut off or damaged");
    };
    if is_named {
        text.push_str(if from.is_ipv4() { "IP " } else { "IP6 " });
    }
    let ports = if is_later { None } else { ports(protocol, inside) };
    let _ = match ports {
        Some((first, second)) => write!(text, "{from}.{first} > {to}.{second}: "),
        None => write!(text, "{from} > {to}: "),
    };
    match protocol {
        _ if is_later => name(protocol, inside.len(), text),
        TCP => tcp(inside, text),
        UDP => udp(inside, text),
        SCTP => drop(write!(text, "sctp, length {}", inside.len())),
        DCCP => drop(write!(text, "DCCP, length {}", inside.len())),
        ICMP => icmp::write(inside, text),
        ICMP_6 => icmp::write_6(inside, text),
        _ => name(protocol, inside.len(), text),
    }
    Ok(())
}

/// The ports, if the protocol has some and they were captured.
pub(crate) fn ports(protocol: u8, bytes: &[u8]) -> Option<(u16, u16)> {
    let has_ports = matches!(protocol, TCP | UDP | SCTP | DCCP);
    has_ports.then_some((u16_at(bytes, 0)?, u16_at(bytes, 2)?))
}

/// The name of the protocol alone.
fn name(protocol: u8, length: usize, text: &mut String) {
    let _ = match protocol {
        TCP => write!(text, "tcp"),
        UDP => write!(text, "udp"),
        ICMP => write!(text, "icmp"),
        ICMP_6 => write!(text, "icmp6"),
        SCTP => write!(text, "sctp"),
        _ => write!(text, "ip-proto-{protocol} {length}"),
    };
}

/// `Flags [S.], seq 5, ack 6, win 7, length 0`
fn tcp(bytes: &[u8], text: &mut String) {
    let (Some(sequence), Some(acknowledged), Some(offset), Some(flags), Some(window)) =
        (u32_at(bytes, 4), u32_at(bytes, 8), u8_at(bytes, 12), u8_at(bytes, 13), u16_at(bytes, 14))
    else {
        text.push_str("[|tcp]");
        return;
    };
    text.push_str("Flags [");
    // In the order of their bits.
    for (bit, letter) in "FSRP.UEW".chars().enumerate() {
        if flags & 1 << bit != 0 {
            text.push(letter);
        }
    }
    if flags == 0 {
        text.push_str("none");
    }
    let length = bytes.len().saturating_sub(usize::from(offset >> 4) * 4);
    let _ = write!(text, "], seq {sequence}");
    if flags & 16 != 0 {
        let _ = write!(text, ", ack {acknowledged}");
    }
    let _ = write!(text, ", win {window}, length {length}");
}

/// `UDP, length 3`
fn udp(bytes: &[u8], text: &mut String) {
    match u16_at(bytes, 4) {
        Some(length) => drop(write!(text, "UDP, length {}", length.saturating_sub(8))),
        None => text.push_str("[|udp]"),
    }
}
