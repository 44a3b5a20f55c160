//! The time of a packet as text.

use std::fmt::Write as _;

/// A moment.
pub(crate) struct Time {
    /// Since 1970.
    pub(crate) seconds: u64,
    pub(crate) microseconds: u32,
}

impl Time {
    /// Writes `2026-11-20 10:15:02.000123 `, in UTC.
    pub(crate) fn write(&self, text: &mut String) {
        // Years of five digits would be no date.
        let seconds = self.seconds.min(253_402_300_799);
        let (days, second) = (seconds / 86_400, seconds % 86_400);
        let (year, month, day) = date(days);
        let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
        let micros = self.microseconds.min(999_999);
        let _ = write!(text, "{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}.{micros:06} ");
    }
}

/// Year, month and day of a number of days since 1970: Howard Hinnant's `civil_from_days`.
fn date(days: u64) -> (u64, u64, u64) {
    // The era begins on the first of March, so that the day that leap years have is its last.
    let days = days + 719_468;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let is_next_year = month >= 10;
    let year = year + era * 400 + u64::from(is_next_year);
    (year, if is_next_year { month - 9 } else { month + 3 }, day - (153 * month + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::Time;

    #[test]
    fn moments() {
        for (seconds, microseconds, expected) in [
            (0, 0, "1970-01-01 00:00:00.000000 "),
            (951_782_400, 5, "2000-02-29 00:00:00.000005 "),
            (1_795_000_000, 999_999, "2026-11-18 11:06:40.999999 "),
            (u64::MAX, u32::MAX, "9999-12-31 23:59:59.999999 "),
        ] {
            let mut text = String::new();
            Time { seconds, microseconds }.write(&mut text);
            assert_eq!(text, expected);
        }
    }
}
