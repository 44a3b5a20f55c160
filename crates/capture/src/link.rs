//! What is around IP: Ethernet, cooked captures of Linux, loopbacks, the log of pf.

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
    // Tags of VLANs, one in the other.
    while matches!(kind, 0x8100 | 0x88a8 | 0x9100) {
        kind = u16_at(bytes, 2).ok_or(SHORT)?;
        bytes = bytes.get(4..).unwrap_or_default();
    }
    // PPPoE: after its header, the number of the protocol.
    if kind == 0x8864 {
        match u16_at(bytes, 6).ok_or(SHORT)? {
            0x21 => kind = 0x800,
            0x57 => kind = 0x86dd,
            _ => {}
        }
        bytes = bytes.get(8..).unwrap_or_default();
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
