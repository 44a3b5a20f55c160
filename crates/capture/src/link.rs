//! What is around IP: Ethernet, PPP, cooked captures of Linux, loopbacks, the log of pf.

use crate::bytes::{u8_at, u16_at, u32_at};
use crate::ip;
use std::fmt::Write as _;

/// The header is not all there.
const SHORT: &str = "the header of its link is cut off";

/// Writes what a packet of this link is, or says why it cannot be read.
pub(crate) fn write(link: u16, bytes: &[u8], text: &mut String) -> Result<(), &'static str> {
    match link {
        0 | 108 => loopback(bytes, text),
        1 => {
            let kind = u16_at(bytes, 12).ok_or(SHORT)?;
            ether(kind, bytes.get(14..).unwrap_or_default(), text)
        }
        9 => {
            let (kind, rest) = ppp(bytes.strip_prefix(&[0xff, 3]).unwrap_or(bytes)).ok_or(SHORT)?;
            ether(kind, rest, text)
        }
        // 12 and 14 are what some systems have in place of 101.
        12 | 14 | 101 | 228 | 229 => ip::write(true, bytes, text),
        113 => cooked(bytes, text),
        117 => pf_log(bytes, text),
        276 => cooked_2(bytes, text),
        _ => Err("the type of its link is not one that is read here"),
    }
}

/// What follows the type of an Ethernet frame.
fn ether(mut kind: u16, mut bytes: &[u8], text: &mut String) -> Result<(), &'static str> {
    loop {
        (kind, bytes) = match (kind, bytes) {
            // Tags of VLANs, one in the other; LLC with SNAP, where a length stood.
            (0x8100 | 0x88a8 | 0x9100 | 0x9200, [_, _, rest @ ..])
            | (0..0x600, [0xaa, 0xaa, 3, 0, 0, 0, rest @ ..]) => kind_and_rest(rest).ok_or(SHORT)?,
            // PPPoE, after its header.
            (0x8864, [_, _, _, _, _, _, rest @ ..]) => ppp(rest).ok_or(SHORT)?,
            // Labels of MPLS: the last has a mark, and what follows does not say what it is.
            (0x8847 | 0x8848, [_, _, label, _, rest @ ..]) => match (label & 1, rest.first()) {
                (0, _) => (kind, rest),
                (_, Some(0x40..=0x4f)) => (0x800, rest),
                (_, Some(0x60..=0x6f)) => (0x86dd, rest),
                _ => break,
            },
            (0x8100 | 0x88a8 | 0x9100 | 0x9200 | 0x8864 | 0x8847 | 0x8848, _) => return Err(SHORT),
            _ => break,
        };
    }
    let _ = match kind {
        0x800 | 0x86dd => return ip::write(true, bytes, text),
        0x806 => write!(text, "ARP, length {}", bytes.len()),
        // Not a type, but a length.
        0..0x600 => write!(text, "LLC, length {}", bytes.len()),
        _ => write!(text, "ethertype {kind:#06x}, length {}", bytes.len()),
    };
    Ok(())
}

/// A type of Ethernet, and what follows it.
fn kind_and_rest(bytes: &[u8]) -> Option<(u16, &[u8])> {
    Some((u16_at(bytes, 0)?, bytes.get(2..)?))
}

/// The same of PPP, by the number of its protocol, which may be shortened to one byte. What is neither IP nor MPLS stays PPP.
fn ppp(bytes: &[u8]) -> Option<(u16, &[u8])> {
    let (protocol, rest) = match bytes {
        [short, rest @ ..] if short % 2 == 1 => (u16::from(*short), rest),
        _ => kind_and_rest(bytes)?,
    };
    let kind = match protocol {
        0x21 => 0x800,
        0x57 => 0x86dd,
        0x281 => 0x8847,
        _ => 0x880b,
    };
    Some((kind, rest))
}

/// BSD's loopback: the family of addresses, in the byte order of the machine or of networks. Any number but that of IP is of IPv6.
fn loopback(bytes: &[u8], text: &mut String) -> Result<(), &'static str> {
    let family = u32_at(bytes, 0).ok_or(SHORT)?;
    let family = if family > 0xffff { family.swap_bytes() } else { family };
    let rest = bytes.get(4..).unwrap_or_default();
    match family {
        2 | 10 | 24 | 28 | 30 => ip::write(true, rest, text),
        _ => Err("its family of addresses is not one of IP"),
    }
}

/// Linux, all interfaces, the first version.
fn cooked(bytes: &[u8], text: &mut String) -> Result<(), &'static str> {
    let kind = u16_at(bytes, 14).ok_or(SHORT)?;
    ether(kind, bytes.get(16..).unwrap_or_default(), text)
}

/// The second version, which names the interface.
fn cooked_2(bytes: &[u8], text: &mut String) -> Result<(), &'static str> {
    let (Some(kind), Some(interface), Some(packet)) = (u16_at(bytes, 0), u32_at(bytes, 4), u8_at(bytes, 10)) else {
        return Err(SHORT);
    };
    let way = match packet {
        0 => "In",
        1 => "B",
        2 => "M",
        3 => "P",
        4 => "Out",
        _ => "",
    };
    let rest = bytes.get(20..).ok_or(SHORT)?;
    if !way.is_empty() && matches!(kind, 0x800 | 0x86dd) {
        let _ = write!(text, "if{interface} {way} ");
    }
    ether(kind, rest, text)
}

/// The log of pf: `rule 12/0(match): block in on em0: `.
fn pf_log(bytes: &[u8], text: &mut String) -> Result<(), &'static str> {
    let head = bytes.first_chunk::<61>().ok_or(SHORT)?;
    let name = head.get(4..20).unwrap_or_default();
    let name = name.iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'));
    let name: String = name.map(|byte| char::from(*byte)).collect();
    let action = match head[2] {
        0 => "pass",
        1 => "block",
        2 => "scrub",
        4 => "nat",
        6 => "binat",
        8 => "rdr",
        _ => "unkn",
    };
    let way = match head[60] {
        1 => "in",
        2 => "out",
        _ => "in/out",
    };
    let rule = u32_at(head, 36).unwrap_or_default();
    let reason = if head[3] == 0 { "(match)" } else { "" };
    let _ = write!(text, "rule {rule}/{}{reason}: {action} {way} on {name}: ", head[3]);
    // The header is filled up to four bytes.
    let length = usize::from(head[0]).next_multiple_of(4);
    ip::write(false, bytes.get(length..).ok_or(SHORT)?, text)
}
