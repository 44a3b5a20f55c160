//! Numbers and ranges of ports, as they are typed.

use crate::words::split_first;

/// A number: a port, or too large to be one.
#[derive(Clone, Copy)]
pub(super) enum Number {
    Port(u16),
    TooLarge,
}

/// A decimal or `0x` hexadecimal number.
#[inline(never)]
pub(super) fn number(text: &str) -> Option<Number> {
    let (digits, radix) = match text.strip_prefix("0x") {
        Some(hex) => (hex, 16),
        None => (text, 10),
    };
    if digits.is_empty() || digits.len() > 20 || !digits.chars().all(|c| c.is_digit(radix)) {
        return None;
    }
    Some(u16::from_str_radix(digits, radix).map_or(Number::TooLarge, Number::Port))
}

/// A number that can be a port.
#[inline(never)]
pub(super) fn port(text: &str) -> Option<u16> {
    match number(text) {
        Some(Number::Port(port)) => Some(port),
        _ => None,
    }
}

/// Two numbers with a dash, a colon, or two or three dots between them.
#[inline(never)]
pub(super) fn range(text: &str) -> Option<(Number, Number)> {
    let (first, last) = split_first(text, "-:.")?;
    let dotted = last.strip_prefix('.').map(|last| last.strip_prefix('.').unwrap_or(last));
    let is_dot = text.as_bytes().get(first.len()) == Some(&b'.');
    let last = if is_dot { dotted? } else { last };
    number(first).zip(number(last))
}
