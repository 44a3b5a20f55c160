//! The time at the beginning of a line, in whichever form.

use crate::scan::{begins_with_any, is_digits, one_of, trim_any, word};

/// Takes a time off the beginning, as written, with the rest after it. `None` if there is none.
///
/// Forms: `Nov 20 10:15:02`, with fraction, year and zone; `2026-11-20T10:15:05.12Z`, `2026-11-20 10:15:05`, `2026/11/20 10:15:05`;
/// `11/20/2026-10:25:02.1`; `20Nov2026 10:15:02`; `Fri Nov 20 10:15:02 2026`; `10:15:02.1`; `1763633702.123456`; `[  307.757925]`.
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
    let rest = rest.strip_prefix(':').unwrap_or(rest);
    if !rest.is_empty() && !begins_with_any(rest, b" \t") {
        return None;
    }
    Some((time, rest.trim_ascii_start()))
}

/// `[  307.757925] `, `[Fri Nov 20 10:15:02 2026] `, `[2026-11-20T10:15:05Z] `.
fn in_brackets(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix('[')?;
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
    let first = first.strip_prefix('*').or(first.strip_prefix('.')).unwrap_or(first);
    if is_weekday(first) {
        let taken = length(rest)?;
        return Some(at(rest) + taken);
    }
    if is_clock(first) || is_date_and_clock(first) || is_epoch(first) {
        return Some(at(rest_of(text, first)));
    }
    if is_date(first) {
        let (clock, _) = word(rest);
        return is_clock(clock).then(|| at(rest) + trim_any(clock, b":").len());
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
        let mut end = at(rest) + trim_any(clock, b":").len();
        if !clock.ends_with(':') {
            let (next, _) = word(after);
            let bare = trim_any(next, b":");
            let is_year = bare.len() == 4 && is_digits(bare) && bare.starts_with("20");
            let is_zone = one_of(bare, "UTC GMT CET CEST EST EDT PST PDT CST CDT JST");
            if is_year || is_zone {
                end = at(after) + bare.len();
            }
        }
        return Some(end);
    }
    None
}

fn rest_of<'a>(text: &'a str, first: &str) -> &'a str {
    let taken = text.bytes().take_while(|byte| matches!(byte, b'*' | b'.')).count() + trim_any(first, b":").len();
    text.get(taken..).unwrap_or_default()
}

fn is_weekday(word: &str) -> bool {
    one_of(word, "Mon Tue Wed Thu Fri Sat Sun")
}

fn is_month(word: &str) -> bool {
    const MONTHS: [&[u8; 3]; 12] =
        [b"jan", b"feb", b"mar", b"apr", b"may", b"jun", b"jul", b"aug", b"sep", b"oct", b"nov", b"dec"];
    let Some(name) = word.as_bytes().first_chunk::<3>() else { return false };
    word.len() == 3 && MONTHS.iter().any(|month| month.eq_ignore_ascii_case(name))
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
