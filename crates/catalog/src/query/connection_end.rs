//! The ends of a connection: an address with a port, in the ways in which logs write them.

use super::noise::{is_ipv4, is_ipv6};
use super::number::port;

/// One end of a connection.
pub(super) enum End {
    /// An address with a port.
    Port(u16),
    /// `192.0.2.1/24` may be a network, or port 24 beside other ends.
    MaybePort(u16),
}

/// `192.0.2.1:443`, `[2001:db8::1]:443`, `192.0.2.1.443`, `192.0.2.1/443`, `192.0.2.1(443)`; what stands before the
/// address is the name of an interface.
pub(super) fn end(chunk: &str) -> Option<End> {
    let chunk = chunk.trim_start_matches('<').trim_end_matches([':', '.', ',', '>']);
    // In parentheses stands the same end as it was translated.
    let (chunk, separators) = match chunk.strip_suffix(')') {
        Some(inner) if !chunk.starts_with('(') => (inner, &['('][..]),
        Some(_) => return None,
        None => (chunk, &[':', '.', '/'][..]),
    };
    let (left, right) = chunk.rsplit_once(separators)?;
    let port = port(right)?;
    let separator = chunk.get(left.len()..).and_then(|rest| rest.chars().next());
    let named = left.split('%').next().unwrap_or_default();
    let v4 = named.rsplit([':', '/', '@', '(']).next().unwrap_or_default();
    let v6 = named.rsplit('/').next().unwrap_or_default();
    let is_v4 = is_ipv4(v4);
    let is_v6 = match separator {
        // Without brackets, the last group of an address looks like a port.
        Some(':') => left.ends_with(']') && (v6.ends_with("[::]") || is_ipv6(in_brackets(v6))),
        _ => is_ipv6(v6.trim_matches(['[', ']'])),
    };
    match separator {
        _ if !is_v4 && !is_v6 => None,
        Some('/') if port <= 32 && (v4 == named || is_v6) => Some(End::MaybePort(port)),
        _ => Some(End::Port(port)),
    }
}

fn in_brackets(text: &str) -> &str {
    text.rsplit('[').next().unwrap_or_default().trim_end_matches(']')
}
