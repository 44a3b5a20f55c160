//! Days from a date as written, to tell when lines of one log were written.

use crate::clock::seconds;

/// The year of dates that have none, in the twentieth century: so they are told apart from those that have one.
const NO_YEAR: u64 = 1972;
const MONTHS: &[u8; 36] = b"JanFebMarAprMayJunJulAugSepOctNovDec";
/// Days before each month of a year that is no leap year.
const BEFORE: [u64; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const A_DAY: u64 = 86_400;

/// Seconds since 1970 of a line's date and time, as they are written, whatever their zone; in 1972 if the date has no year, and in the
/// first day of 1970 if there is no date. `None` if there is no time.
pub fn moment(date: &str, time: &str) -> Option<u64> {
    let seconds = seconds(time)?;
    if seconds >= A_DAY {
        return Some(seconds);
    }
    let days = days(date).or_else(|| days(time)).unwrap_or_default();
    Some(days * A_DAY + seconds)
}

/// Days since 1970.
fn days(text: &str) -> Option<u64> {
    let bytes = text.as_bytes();
    let number = |at: usize, digits: usize| {
        let mut number = 0;
        for byte in bytes.get(at..at + digits)? {
            number = number * 10 + u64::from(byte.checked_sub(b'0').filter(|digit| *digit < 10)?);
        }
        Some(number)
    };
    for at in 0..bytes.len() {
        // 2026-11-20, 2026/11/20
        if let (Some(year), Some(month), Some(day)) = (number(at, 4), number(at + 5, 2), number(at + 8, 2))
            && matches!(bytes.get(at + 4), Some(b'-' | b'/'))
        {
            return of(year, month, day);
        }
        // 11/20/2026
        if let (Some(month), Some(day), Some(year)) = (number(at, 2), number(at + 3, 2), number(at + 6, 4))
            && bytes.get(at + 2) == Some(&b'/')
        {
            return of(year, month, day);
        }
        let Some(name) = bytes.get(at..at + 3) else { break };
        let Some(month) = (1_u64..).zip(MONTHS.chunks(3)).find(|(_, month)| *month == name).map(|(month, _)| month)
        else {
            continue;
        };
        // 20/Nov/2026
        let before = at.checked_sub(3).and_then(|day| number(day, 2));
        if let (Some(day), Some(year)) = (before, number(at + 4, 4)) {
            return of(year, month, day);
        }
        // Nov 20, Nov  2, with or without a year behind it
        let day = number(at + 4, 2).or_else(|| number(at + 5, 1))?;
        let year = number(at + 7, 4).filter(|_| bytes.get(at + 11) != Some(&b':'));
        return of(year.unwrap_or(NO_YEAR), month, day);
    }
    None
}

fn of(year: u64, month: u64, day: u64) -> Option<u64> {
    let years = year.checked_sub(1970)?;
    let before = BEFORE.get(usize::try_from(month.checked_sub(1)?).ok()?)?;
    // Until 2100 every fourth year has one more day.
    let leap = (years + 1) / 4 + u64::from(month > 2 && year.is_multiple_of(4));
    Some(years * 365 + before + leap + day.checked_sub(1)?)
}

#[cfg(test)]
mod tests {
    use super::moment;

    #[test]
    fn moments() {
        for (date, time, expected) in [
            ("", "1970-01-02T00:00:01Z", Some(86_401)),
            ("", "2026-11-20T01:00:05.120934+00:00", Some(1_795_136_405)),
            ("2026-11-20", "01:00:05", Some(1_795_136_405)),
            ("", "2026/11/20 01:00:05", Some(1_795_136_405)),
            ("", "11/20/2026-01:00:05.5", Some(1_795_136_405)),
            ("", "20/Nov/2026:01:00:05", Some(1_795_136_405)),
            ("", "Nov 20 2026 01:00:05", Some(1_795_136_405)),
            ("", "Nov 20 01:00:05", Some(91_069_205)),
            ("", "Nov  2 01:00:05", Some(91_069_205 - 18 * 86_400)),
            ("", "2024-03-01 00:00:00", Some(1_709_251_200)),
            ("", "01:00:05", Some(3_605)),
            ("", "1763633702.1", Some(1_763_633_702)),
            ("", "99/99/9999 00:00:00", Some(0)),
            ("2026-11-20", "", None),
        ] {
            assert_eq!(moment(date, time), expected, "{date} {time}");
        }
    }
}
