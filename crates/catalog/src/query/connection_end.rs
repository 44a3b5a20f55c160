//! The ends of a connection, an address with a port, in the notations of logs.

use super::noise::{is_ipv4, is_ipv6, is_time};
use super::number::port;
use crate::words::{after_last, split_first, split_last, trim, trim_end};

/// One end of a connection: an address with a port.
#[derive(Clone, Copy)]
pub(super) struct End {
    pub(super) port: u16,
    /// `192.0.2.1/24` may be a network, or port 24 beside other ends.
    pub(super) is_sure: bool,
}

/// `192.0.2.1:443`, `[2001:db8::1]:443`, `192.0.2.1.443`, `192.0.2.1/443`, `192.0.2.1(443)`; what stands before the
/// address is the name of an interface.
#[inline(never)]
pub(super) fn end(chunk: &str) -> Option<End> {
    let chunk = trim_end(chunk.strip_prefix('<').unwrap_or(chunk), ":.,>-");
    // `12:01:02.012345` has the form of an address with a port.
    if is_time(chunk) {
        return None;
    }
    // strongSwan: `192.0.2.1[4500]`.
    if let Some((address, number)) = chunk.strip_suffix(']').and_then(|rest| split_last(rest, "["))
        && is_ipv4(address)
    {
        return port(number).map(|port| End { port, is_sure: true });
    }
    // In parentheses is the translated address of the same end.
    let in_parentheses = chunk.ends_with(')');
    if in_parentheses && chunk.starts_with('(') {
        return None;
    }
    let (left, right) = split_last(trim_end(chunk, ")"), if in_parentheses { "(" } else { ":./" })?;
    let port = port(right)?;
    let sign = chunk.as_bytes().get(left.len());
    let named = split_first(left, "%").map_or(left, |(address, _)| address);
    let v4 = after_last(named, ":/@(");
    let v6 = after_last(named, "/[");
    let is_v4 = is_ipv4(v4) || is_ipv4(trim(v4, "[]"));
    // Without brackets, the last group of an address looks like a port.
    let is_v6 = match sign {
        // `:::443` is any address of the machine, as netstat writes it.
        Some(b':') => left == "::" || left.ends_with(']') && (v6 == "::]" || is_ipv6(trim(v6, "]"))),
        _ => is_ipv6(trim(v6, "]")),
    };
    let may_be_network = sign == Some(&b'/') && port <= 32 && (v4 == named || is_v6);
    (is_v4 || is_v6).then_some(End { port, is_sure: !may_be_network })
}
