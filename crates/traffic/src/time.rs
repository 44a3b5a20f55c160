//! The time at the beginning of a line, in whichever form.

use crate::scan::{begins_with_any, cut, is_digits, one_of, strip_byte, trim_any, word};

/// Takes a time off the beginning, as written, with the rest after it. `None` if there is none.
///
/// Forms: `Nov 20 10:15:02`, with fraction, year and zone; `2026-11-20T10:15:05.12Z`, `2026-11-20 10:15:05 +0100`,
/// `2026/11/20 10:15:05`; `20/Nov/2026:10:15:02 +0200`; `11/20/2026-10:25:02.1`; `20Nov2026 10:15:02`; `Fri Nov 20 10:15:02 CET 2026`; `10:15:02.1`;
/// `1763633702.123456`; `[  307.757925]`.
pub(crate) fn leading(text: &str) -> Option<(&str, &str)> {
    let first = *text.as_bytes().first()?;
    if first == b'[' {
        return in_brackets(text);
    }
    if !first.is_ascii_alphanumeric() && first != b'*' && first != b'.' {
        return None;
    }
    let taken = length(text)?;
    let (time, rest) = text.split_at_checked(taken)?;
    let rest = strip_byte(rest, b':').unwrap_or(rest);
    if !rest.is_empty() && !begins_with_any(rest, b" \t") {
        return None;
    }
    Some((time, rest.trim_ascii_start()))
}

/// `[  307.757925] `, `[Fri Nov 20 10:15:02 2026] `, `[2026-11-20T10:15:05Z] `.
fn in_brackets(text: &str) -> Option<(&str, &str)> {
    let inside = strip_byte(text, b'[')?;
    let end = inside.bytes().take(40).position(|byte| byte == b']')?;
    let time = inside.get(..end)?.trim_ascii();
    if length(time)? != time.len() {
        return None;
    }
    Some((time, inside.get(end + 1..)?.trim_ascii_start()))
}

/// How many bytes of the text are a time.
fn length(text: &str) -> Option<usize> {
    let (first, rest) = word(text);
    let at = |part: &str| text.len() - part.len();
    let first = strip_byte(first, b'*').or(strip_byte(first, b'.')).unwrap_or(first);
    if is_weekday(first) {
        let taken = length(rest)?;
        return Some(at(rest) + taken);
    }
    if is_clock(first) || is_date_and_clock(first) || is_epoch(first) {
        return Some(at(rest_of(text, first)));
    }
    if let Some((date, clock)) = cut(first, ":")
        && let [_, _, b'/', month @ .., b'/', _, _, _, _] = date.as_bytes()
        && std::str::from_utf8(month).is_ok_and(is_month)
        && is_clock(clock)
    {
        return Some(at(rest_of_clock(first, text, rest, is_zone)));
    }
    if is_date(first) {
        let (clock, after) = word(rest);
        return is_clock(clock).then(|| at(rest_of_clock(clock, rest, after, is_zone)));
    }
    if is_month(first) {
        // `nov/20 10:28:02` is a date of its own; `Nov 20 2026 10:19:56 UTC`.
        let (day, mut rest) = word(rest);
        if !is_digits(day) || day.len() > 2 {
            return None;
        }
        let (mut clock, mut after) = word(rest);
        if clock.len() == 4 && is_digits(clock) {
            rest = after;
            (clock, after) = word(rest);
        }
        if !is_clock(clock) {
            return None;
        }
        return Some(at(rest_of_clock(clock, rest, after, |word| is_zone(word) || is_year(word))));
    }
    None
}

fn rest_of<'a>(text: &'a str, first: &str) -> &'a str {
    let taken = text.bytes().take_while(|byte| matches!(byte, b'*' | b'.')).count() + trim_any(first, b":").len();
    text.get(taken..).unwrap_or_default()
}

/// What follows the clock at the beginning of the text, and up to two words after it that belong to the time.
fn rest_of_clock<'a>(clock: &str, text: &'a str, after: &'a str, belongs: fn(&str) -> bool) -> &'a str {
    let (mut last, mut text, mut after) = (clock, text, after);
    for _ in 0..2 {
        let (next, rest) = word(after);
        if last.ends_with(':') || !belongs(trim_any(next, b":")) {
            break;
        }
        (last, text, after) = (next, after, rest);
    }
    text.get(trim_any(last, b":").len()..).unwrap_or_default()
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && is_digits(word) && word.starts_with("20")
}

/// `CET`, `+0100`, `+01:00`, `-03`. Names that are more often those of hosts are left out.
fn is_zone(word: &str) -> bool {
    let is_offset = matches!(word.len(), 3 | 5 | 6)
        && begins_with_any(word, b"+-")
        && word.bytes().skip(1).all(|byte| byte.is_ascii_digit() || byte == b':');
    // Most words after a clock are names of hosts.
    is_offset
        || matches!(word.len(), 3 | 4)
            && one_of(
                word,
                "UTC GMT CET CEST WET WEST EET EEST BST IST MSK SAST EST EDT CST CDT MST MDT PST PDT AKST AKDT JST KST HKT SGT AWST ACST \
             ACDT AEST AEDT NZST NZDT",
            )
}

fn is_weekday(word: &str) -> bool {
    b"MonTueWedThuFriSatSun".chunks(3).any(|day| day == word.as_bytes())
}

fn is_month(word: &str) -> bool {
    let Some(name) = word.as_bytes().first_chunk::<3>() else { return false };
    let name = name.map(|letter| letter.to_ascii_lowercase());
    word.len() == 3 && b"janfebmaraprmayjunjulaugsepoctnovdec".chunks(3).any(|month| month == name)
}

/// `10:15:02`, `10:15:02.123456`, `10:15:02,123`, `10:15:02:`, `10:15:02+00:00`.
fn is_clock(word: &str) -> bool {
    let bytes = word.as_bytes();
    let [_, _, b':', _, _, b':', _, _, rest @ ..] = bytes else { return false };
    bytes.iter().take(8).filter(|byte| byte.is_ascii_digit()).count() == 6
        && (rest.is_empty() || is_fraction_and_zone(rest))
}

/// `.123456`, `Z`, `+00:00`, `.12-0500`, `:`.
fn is_fraction_and_zone(rest: &[u8]) -> bool {
    match rest {
        [b'.' | b',' | b'+' | b'-' | b'Z' | b':', after @ ..] => {
            after.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'+' | b'-' | b'Z' | b':'))
        }
        _ => false,
    }
}

/// `2026-11-20`, `2026/11/20`, `11/20/2026`, `11/20`, `20Nov2026`, `nov/20/2026`, `nov/20`.
fn is_date(word: &str) -> bool {
    let bytes = word.as_bytes();
    match bytes {
        [y, _, _, _, b'-' | b'/', _, _, b'-' | b'/', _, _] => {
            y.is_ascii_digit() && bytes.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'/'))
        }
        [_, _, b'/', _, _] | [_, _, b'/', _, _, b'/', _, _] | [_, _, b'/', _, _, b'/', _, _, _, _] => {
            bytes.iter().all(|byte| byte.is_ascii_digit() || *byte == b'/')
        }
        [_, _, _, b'/', ..] if bytes.len() <= 11 => {
            word.get(..3).is_some_and(is_month)
                && word.get(4..).is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'/'))
        }
        [a, .., _, _, _, y] if (8..=9).contains(&bytes.len()) && a.is_ascii_digit() && y.is_ascii_digit() => {
            let days = bytes.len() - 7;
            word.get(days..days + 3).is_some_and(is_month)
        }
        _ => false,
    }
}

/// `2026-11-20T10:15:05.120934+00:00`, `11/20/2026-10:25:02.1`, `11/20-10:25:48.5`.
fn is_date_and_clock(word: &str) -> bool {
    let colon = word.bytes().position(|byte| byte == b':');
    let Some(start) = colon.and_then(|at| at.checked_sub(3)) else { return false };
    matches!(word.as_bytes().get(start), Some(b'T' | b'-'))
        && word.get(..start).is_some_and(is_date)
        && word.get(start + 1..).is_some_and(is_clock)
}

/// Seconds since 1970, or since the start of the machine, with a fraction.
fn is_epoch(word: &str) -> bool {
    let Some(dot) = word.bytes().position(|byte| byte == b'.') else { return false };
    let (Some(whole), Some(fraction)) = (word.get(..dot), word.get(dot + 1..)) else { return false };
    is_digits(whole) && is_digits(fraction) && (fraction.len() >= 3 || whole.len() >= 9)
}

#[cfg(test)]
mod tests {
    use super::leading;

    #[test]
    fn zones_and_years() {
        for time in [
            "Nov 20 10:15:02",
            "Nov 20 10:15:02 2026",
            "Nov 20 2026 10:15:02 UTC",
            "Sat Nov 21 06:14:10 CET 2026",
            "Nov 21 06:14:10 AEST 2026",
            "2026-11-21 06:00:00 +0100",
            "2026-11-21 06:00:00.123 -03:00",
            "2026-11-21 06:00:00 UTC",
            "20/Nov/2026:06:00:00 +0200",
            "Sat 2026-11-21 06:15:11 CET",
            "Sat 2026-11-21 06:15:11 -03",
        ] {
            for rest in ["USG kernel: x", "2026-x", "-", ""] {
                for sign in ["", ":"] {
                    let line = [time, sign, " ", rest].concat();
                    assert_eq!(leading(&line), Some((time, rest)), "{line}");
                }
            }
        }
    }

    #[test]
    fn nothing_more() {
        assert_eq!(leading("2026-11-21 06:00:00 2026 x"), Some(("2026-11-21 06:00:00", "2026 x")));
        assert_eq!(leading("Nov 20 10:15:02: UTC x"), Some(("Nov 20 10:15:02", "UTC x")));
        assert_eq!(leading("Nov 20 10:15:02 UTC 2026 2026 x"), Some(("Nov 20 10:15:02 UTC 2026", "2026 x")));
        assert_eq!(leading("Nov 20 10:15:02 -1234567 x"), Some(("Nov 20 10:15:02", "-1234567 x")));
    }
}
