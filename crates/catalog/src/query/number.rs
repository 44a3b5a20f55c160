//! Numbers and ranges of ports, as they are typed.

/// A number: a port, or too large to be one.
pub(super) enum Number {
    Port(u16),
    TooLarge,
}

/// A decimal or `0x` hexadecimal number.
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
pub(super) fn port(text: &str) -> Option<u16> {
    match number(text) {
        Some(Number::Port(port)) => Some(port),
        _ => None,
    }
}

/// Two numbers with a dash, a tilde, dots or a colon between them.
pub(super) fn range(text: &str) -> Option<(Number, Number)> {
    let (first, last) = text.split_once(['-', '–', '—', '~', '…', ':', '.'])?;
    // Of dots there are two or three.
    let dots = last.trim_start_matches('.');
    let last = if text.contains('.') && dots.len() == last.len() { return None } else { dots };
    number(first).zip(number(last))
}

/// Whether the chunk stands between two numbers of a range: `6970 to 7170`.
pub(super) fn joins_range(chunk: &str) -> bool {
    matches!(chunk, "-" | "–" | "—" | "~" | ".." | "..." | "…" | "to" | "through" | "thru" | "until")
}
