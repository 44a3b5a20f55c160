//! Addresses, and ends of connections in all notations.

pub(crate) use crate::flow::End;

use super::text::{begins_with_any, find, is_digits, parts, port, rcut, strip_byte};

/// Whether it is an IPv4 address in decimal numbers.
#[inline(never)]
pub(crate) fn is_v4(text: &str) -> bool {
    if text.len() > 15 {
        return false;
    }
    let mut parts = 0;
    let (mut number, mut digits) = (0u16, 0);
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' => {
                number = number * 10 + u16::from(byte - b'0');
                digits += 1;
                if digits > 3 || number > 255 {
                    return false;
                }
            }
            b'.' if digits > 0 => {
                parts += 1;
                (number, digits) = (0, 0);
            }
            _ => return false,
        }
    }
    parts == 3 && digits > 0
}

/// Whether it is an IPv6 address, with or without a zone.
#[inline(never)]
pub(crate) fn is_v6(text: &str) -> bool {
    let (address, zone) = match text.bytes().position(|byte| byte == b'%') {
        Some(at) => (text.get(..at).unwrap_or_default(), text.get(at + 1..).unwrap_or_default()),
        None => (text, "0"),
    };
    if zone.is_empty() || zone.len() > 32 || address.len() > 45 || address.len() < 2 {
        return false;
    }
    let mut groups = 0;
    let mut gap = false;
    let mut rest = address;
    if let Some(after) = rest.strip_prefix("::") {
        gap = true;
        rest = after;
    }
    while !rest.is_empty() {
        let end = rest.bytes().position(|byte| byte == b':').unwrap_or(rest.len());
        let (group, after) = (rest.get(..end).unwrap_or_default(), rest.get(end..).unwrap_or_default());
        if after.is_empty() && is_v4(group) {
            groups += 2;
            rest = after;
            continue;
        }
        if group.is_empty() || group.len() > 4 || !group.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return false;
        }
        groups += 1;
        rest = match after.strip_prefix("::") {
            Some(_) if gap => return false,
            Some(after) => {
                gap = true;
                after
            }
            None => match strip_byte(after, b':') {
                Some("") => return false,
                Some(after) => after,
                None => after,
            },
        };
    }
    groups == 8 && !gap || groups < 8 && gap
}

/// Whether it is an address of either version.
#[inline(never)]
pub(crate) fn is_address(text: &str) -> bool {
    is_v4(text) || is_v6(text)
}

/// Whether it is an IPv4 address of which someone made parts unreadable: `192.0.xx.xx`, `XX.0.2.1`.
#[inline(never)]
pub(crate) fn is_masked(text: &str) -> bool {
    let is_hidden = |part: &str| !part.is_empty() && part.bytes().all(|byte| matches!(byte, b'x' | b'X'));
    let is_part = |part| is_hidden(part) || is_digits(part);
    text.len() <= 15
        && parts(text, b".").count() == 4
        && parts(text, b".").all(is_part)
        && parts(text, b".").any(is_hidden)
}

/// Whether it is a name of a host, with those of its domain.
pub(crate) fn is_host_name(text: &str) -> bool {
    is_name(text) && find(text, ".").is_some() && !is_masked(text)
}

/// Whether it is a name of a host, as tools print it in place of an address; perhaps shortened.
fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 253
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
        && text.bytes().any(|byte| byte.is_ascii_alphabetic())
        && !begins_with_any(text, b"-.")
}

/// Whether it is a name that stands in place of a port: `https`, `ms-wbt-server`.
fn is_port_name(text: &str) -> bool {
    text.len() <= 40
        && text.bytes().any(|byte| byte.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'+'))
}

impl<'a> End<'a> {
    /// An address alone.
    pub(crate) const fn address(address: &'a str) -> Self {
        Self { address, ..End::NONE }
    }

    /// An address or name, and a port or its name. A port of `*` or nothing is none.
    #[inline(never)]
    pub(crate) fn of(address: &'a str, port_text: &'a str) -> Option<Self> {
        let mut end = Self::address(address);
        end.set_port(port_text)?;
        Some(end)
    }

    /// Sets the port, a range of ports, or the name of one.
    #[inline(never)]
    pub(crate) fn set_port(&mut self, text: &'a str) -> Option<()> {
        self.port = port(text);
        if self.port.is_some() || matches!(text, "" | "*" | "-") {
            return Some(());
        }
        if let Some(at) = text.bytes().position(|byte| matches!(byte, b'-' | b':'))
            && let (Some(first), Some(last)) = (text.get(..at).and_then(port), text.get(at + 1..).and_then(port))
        {
            (self.port, self.last) = (Some(first), Some(last).filter(|last| *last > first));
            return (last >= first).then_some(());
        }
        if is_digits(text) || !is_port_name(text) {
            return None;
        }
        self.port_name = text;
        Some(())
    }

    /// Sets what [`End::set_port`] sets, or a range with an open end: `4012:`, `:1023`. Nothing is no port.
    #[inline(never)]
    pub(crate) fn set_ports(&mut self, text: &'a str) -> Option<()> {
        if let Some(last) = strip_byte(text, b':').and_then(port) {
            (self.port, self.last) = (Some(0), Some(last).filter(|last| *last > 0));
        } else if let Some(first) = text.strip_suffix(':').and_then(port) {
            (self.port, self.last) = (Some(first), Some(u16::MAX).filter(|last| *last > first));
        } else {
            self.set_port(text)?;
        }
        (self.port.is_some() || !self.port_name.is_empty()).then_some(())
    }

    /// `192.0.2.1:80`, `[2001:db8::1]:80`, `[fe80::1]%eth0:80`, `*:80`, `:::80`; without brackets the last colon counts.
    /// The address must be one; a masked one is left out.
    #[inline(never)]
    pub(crate) fn colon(text: &'a str) -> Option<Self> {
        let mut end = Self::colon_or_name(text)?;
        if end.address == "*" || is_address(end.address) {
            return Some(end);
        }
        let is_masked = is_masked(end.address);
        end.address = "";
        is_masked.then_some(end)
    }

    /// The same, also with a name in place of the address.
    #[inline(never)]
    pub(crate) fn colon_or_name(text: &'a str) -> Option<Self> {
        let (address, port) = match bracketed(text) {
            Some((address, rest)) => {
                if let Some(zone) = strip_byte(rest, b'%') {
                    // The zone stands behind the bracket; the address is given without it.
                    (address, rcut(zone, b':')?.1)
                } else {
                    (address, strip_byte(rest, b':')?)
                }
            }
            None => rcut(text, b':')?,
        };
        let unzoned = address.bytes().position(|byte| byte == b'%').and_then(|at| address.get(..at));
        if address != "*"
            && !is_address(address)
            && !is_name(address)
            && !unzoned.is_some_and(is_address)
            && unzoned != Some("*")
        {
            return None;
        }
        Self::of(address, port)
    }

    /// An address with or without a port after the last colon; IPv6 without brackets only with a port.
    #[inline(never)]
    pub(crate) fn colon_or_alone(text: &'a str) -> Option<Self> {
        if is_v4(text) {
            return Some(Self::address(text));
        }
        if let Some((address, "")) = bracketed(text) {
            return Some(Self::address(address));
        }
        Self::colon(text).or_else(|| is_v6(text).then(|| Self::address(text)))
    }

    /// `192.0.2.1.80`, `2001:db8::1.80`, `*.80`, `www.example.com.https`; `has_port` says that the last part is a port.
    #[inline(never)]
    pub(crate) fn dotted(text: &'a str, has_port: bool) -> Option<Self> {
        // The name of a zone may contain a dot.
        let is_zone = has_port && find(text, "%").is_some();
        if is_address(text) && !is_zone {
            return Some(Self::address(text));
        }
        if let Some((address, port)) = rcut(text, b'.')
            && (address == "*" || is_address(address) || has_port && is_name(address))
        {
            return Self::of(address, port);
        }
        (!has_port && is_name(text)).then(|| Self::address(text))
    }

    /// `192.0.2.1/80`, `192.0.2.1`; also `[2001:db8::1]/80`.
    #[inline(never)]
    pub(crate) fn slash(text: &'a str) -> Option<Self> {
        if is_address(text) {
            return Some(Self::address(text));
        }
        let (address, port) = rcut(text, b'/')?;
        let address = bracketed(address).map_or(address, |(address, _)| address);
        if is_address(address) || is_name(address) { Self::of(address, port) } else { None }
    }

    /// Whether it stands for any address and no port: `0.0.0.0:*`, `*:*`, `[::]:0`.
    pub(crate) fn is_any(&self) -> bool {
        self.port.unwrap_or(0) == 0 && self.port_name.is_empty() && matches!(self.address, "*" | "0.0.0.0" | "::" | "")
    }
}

/// What is in the brackets at the beginning, and what follows them.
#[inline(never)]
pub(crate) fn bracketed(text: &str) -> Option<(&str, &str)> {
    let inside = strip_byte(text, b'[')?;
    let close = find(inside, "]")?;
    Some((inside.get(..close)?, inside.get(close + 1..)?))
}
