//! Seconds from a time as written, only to compare times of one log.

/// Seconds since some moment: of an epoch where the time is a number, or else of the day. `None` if it is neither.
pub fn seconds(time: &str) -> Option<u64> {
    let bytes = time.as_bytes();
    for at in 0..bytes.len() {
        if let Some(&[h1, h2, b':', m1, m2, b':', s1, s2]) = bytes.get(at..at + 8) {
            let two = |a: u8, b: u8| Some(digit(a)? * 10 + digit(b)?);
            if let (Some(hours), Some(minutes), Some(seconds)) = (two(h1, h2), two(m1, m2), two(s1, s2)) {
                return Some((hours * 60 + minutes) * 60 + seconds);
            }
        }
    }
    let inner = time.trim_matches(|letter| matches!(letter, '[' | ']' | ' '));
    let whole = inner.split_once('.').map_or(inner, |(whole, _)| whole);
    let number: u64 = whole.parse().ok()?;
    // Milliseconds, and what is finer.
    Some(match number {
        0..100_000_000_000 => number,
        100_000_000_000..100_000_000_000_000 => number / 1_000,
        _ => number / 1_000_000,
    })
}

const fn digit(byte: u8) -> Option<u64> {
    if byte.is_ascii_digit() { Some((byte - b'0') as u64) } else { None }
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn forms() {
        for (time, expected) in [
            ("Nov 20 00:01:02", Some(62)),
            ("2026-11-20T01:00:05.120934+00:00", Some(3605)),
            ("[  307.757925]", Some(307)),
            ("1763633702.123456", Some(1_763_633_702)),
            ("1763633702123", Some(1_763_633_702)),
            ("", None),
            ("yesterday", None),
        ] {
            assert_eq!(seconds(time), expected, "{time}");
        }
    }
}
