//! Messages of ICMP, in tcpdump's words.

use crate::bytes::{u8_at, u16_at};
use crate::ip::{Ip, SCTP, TCP, UDP, ports};
use std::fmt::Write as _;
use std::net::IpAddr;

/// Writes `ICMP echo request, id 1, seq 2, length 64`.
pub(crate) fn write(bytes: &[u8], text: &mut String) {
    text.push_str("ICMP ");
    let (Some(kind), Some(code)) = (u8_at(bytes, 0), u8_at(bytes, 1)) else { return text.push_str("[|icmp]") };
    let about = About::of(bytes);
    match kind {
        0 => echo("echo reply", bytes, text),
        3 => unreachable(code, about.as_ref(), text),
        4 => text.push_str("source quench"),
        5 => redirect(code, bytes, about.as_ref(), text),
        8 => echo("echo request", bytes, text),
        9 => text.push_str("router advertisement"),
        10 => text.push_str("router solicitation"),
        11 if code == 1 => text.push_str("ip reassembly time exceeded"),
        11 => text.push_str("time exceeded in-transit"),
        12 => text.push_str("parameter problem"),
        13 => text.push_str("time stamp query"),
        14 => text.push_str("time stamp reply"),
        17 => text.push_str("address mask request"),
        18 => text.push_str("address mask reply"),
        _ => drop(write!(text, "type-#{kind}")),
    }
    let _ = write!(text, ", length {}", bytes.len());
}

/// Writes `ICMP6, neighbor solicitation, length 32`.
pub(crate) fn write_6(bytes: &[u8], text: &mut String) {
    text.push_str("ICMP6, ");
    let (Some(kind), Some(code)) = (u8_at(bytes, 0), u8_at(bytes, 1)) else { return text.push_str("[|icmp6]") };
    let about = About::of(bytes);
    match kind {
        1 => unreachable_6(code, about.as_ref(), text),
        2 => text.push_str("packet too big"),
        3 if code == 1 => text.push_str("ip reassembly time exceeded"),
        3 => text.push_str("time exceeded in-transit"),
        4 => text.push_str("parameter problem"),
        128 => echo("echo request", bytes, text),
        129 => echo("echo reply", bytes, text),
        130 => text.push_str("multicast listener query"),
        131 => text.push_str("multicast listener report"),
        132 => text.push_str("multicast listener done"),
        133 => text.push_str("router solicitation"),
        134 => text.push_str("router advertisement"),
        135 => text.push_str("neighbor solicitation"),
        136 => text.push_str("neighbor advertisement"),
        137 => text.push_str("redirect"),
        143 => text.push_str("multicast listener report v2"),
        _ => drop(write!(text, "type-#{kind}")),
    }
    let _ = write!(text, ", length {}", bytes.len());
}

/// The packet that an error is about.
struct About {
    to: IpAddr,
    protocol: u8,
    port: Option<u16>,
}

impl About {
    /// Reads it from behind the header of the message.
    fn of(bytes: &[u8]) -> Option<Self> {
        let ip = Ip::of(bytes.get(8..)?)?;
        let port = ports(ip.protocol, ip.inside).map(|(_, to)| to);
        Some(Self { to: ip.to, protocol: ip.protocol, port })
    }

    /// `192.0.2.1 udp port 53`, or without what is not known.
    fn write(&self, text: &mut String) {
        let name = match self.protocol {
            TCP => "tcp",
            UDP => "udp",
            SCTP => "sctp",
            _ => "",
        };
        let _ = match self.port {
            Some(port) if !name.is_empty() => write!(text, "{} {name} port {port}", self.to),
            _ => write!(text, "{} protocol {} port", self.to, self.protocol),
        };
    }
}

fn echo(name: &str, bytes: &[u8], text: &mut String) {
    text.push_str(name);
    if let (Some(id), Some(sequence)) = (u16_at(bytes, 4), u16_at(bytes, 6)) {
        let _ = write!(text, ", id {id}, seq {sequence}");
    }
}

fn unreachable(code: u8, about: Option<&About>, text: &mut String) {
    let Some(about) = about else { return text.push_str("unreachable") };
    let to = about.to;
    let _ = match code {
        0 => write!(text, "net {to} unreachable"),
        1 => write!(text, "host {to} unreachable"),
        2 => write!(text, "{to} protocol {} unreachable", about.protocol),
        3 => {
            about.write(text);
            write!(text, " unreachable")
        }
        4 => write!(text, "{to} unreachable - need to frag"),
        5 => write!(text, "{to} unreachable - source route failed"),
        9 => write!(text, "net {to} unreachable - admin prohibited"),
        10 => write!(text, "host {to} unreachable - admin prohibited"),
        13 => write!(text, "host {to} unreachable - admin prohibited filter"),
        code => write!(text, "{to} unreachable - #{code}"),
    };
}

fn unreachable_6(code: u8, about: Option<&About>, text: &mut String) {
    text.push_str("destination unreachable, unreachable ");
    text.push_str(match code {
        0 => "route ",
        1 => "prohibited ",
        3 => "address ",
        4 => "port, ",
        _ => "otherwise ",
    });
    match about {
        Some(about) if code == 4 => about.write(text),
        Some(about) => drop(write!(text, "{}", about.to)),
        None => {}
    }
}

fn redirect(code: u8, bytes: &[u8], about: Option<&About>, text: &mut String) {
    text.push_str("redirect");
    if let (Some(about), Some([a, b, c, d])) = (about, bytes.get(4..).and_then(<[u8]>::first_chunk)) {
        let what = if matches!(code, 0 | 2) { "net" } else { "host" };
        let _ = write!(text, " {} to {what} {}", about.to, std::net::Ipv4Addr::new(*a, *b, *c, *d));
    }
}
