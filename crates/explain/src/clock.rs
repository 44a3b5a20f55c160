//! Seconds from a time as written, only to compare times of one log.

use traffic::scan::{trim_any, until};

/// Seconds since some moment: of an epoch where the time is a number, or else of the day. `None` if it is neither.
pub(crate) fn seconds(time: &str) -> Option<u64> {
    for (at, eight) in time.as_bytes().windows(8).enumerate() {
        // `20/Nov/2026:01:00:05` has a colon behind the year, too.
        let is_inside =
            at.checked_sub(1).and_then(|before| time.as_bytes().get(before)).is_some_and(u8::is_ascii_digit);
        if let [a, b, b':', c, d, b':', e, f] = *eight
            && !is_inside
            && let Some(seconds) = clock([a, b, c, d, e, f])
        {
            return Some(seconds);
        }
    }
    let whole = until(trim_any(time, b"[ ]"), b".");
    if whole.is_empty() || whole.len() > 19 {
        return None;
    }
    let mut number = 0;
    for byte in whole.bytes() {
        number = number * 10 + u64::from(byte.checked_sub(b'0').filter(|digit| *digit < 10)?);
    }
    // Milliseconds, and what is finer.
    Some(match number {
        0..100_000_000_000 => number,
        100_000_000_000..100_000_000_000_000 => number / 1_000,
        _ => number / 1_000_000,
    })
}

/// The digits of `10:15:02`.
fn clock(digits: [u8; 6]) -> Option<u64> {
    let mut seconds = 0;
    for (digit, times) in digits.into_iter().zip([36_000, 3_600, 600, 60, 10, 1]) {
        seconds += u64::from(digit.checked_sub(b'0').filter(|digit| *digit < 10)?) * times;
    }
    Some(seconds)
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
            ("20/Nov/2026:01:00:05.655", Some(3605)),
            ("yesterday", None),
        ] {
            assert_eq!(seconds(time), expected, "{time}");
        }
    }
}
