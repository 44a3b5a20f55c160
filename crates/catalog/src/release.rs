//! VOS releases: `14.5.0at`, and how they compare.

use crate::text::{between, concat, decimal};
use crate::words::{parts, split_before};
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// A VOS release: major, minor, maintenance, then bug-fix letters counted in base 26 (`z` before `aa`, `aj` before `at`).
///
/// Written shorter it means the base release: `14.5` is `14.5.0`, before any of its bug fixes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Release {
    major: u16,
    minor: u16,
    maintenance: u16,
    bug_fix: String,
}

/// A major and minor number: the branch on which bug fixes are made.
pub(crate) type Branch = (u16, u16);

impl Release {
    /// The branch it belongs to: major and minor number.
    pub(crate) const fn branch(&self) -> Branch {
        (self.major, self.minor)
    }

    /// The major number.
    pub(crate) const fn major(&self) -> u16 {
        self.major
    }

    /// The shortest form that means the same: `16.0`, `15.2`, `15.1.1`, `14.5.0at`.
    pub fn text(&self) -> String {
        let branch = between(self.major, ".", self.minor);
        if self.maintenance == 0 && self.bug_fix.is_empty() {
            return branch;
        }
        concat(&[&branch, ".", &decimal(self.maintenance.into()), &self.bug_fix])
    }

    /// The first release of its branch.
    #[must_use]
    pub fn branch_base(&self) -> Self {
        Self { major: self.major, minor: self.minor, maintenance: 0, bug_fix: String::new() }
    }

    fn key(&self) -> (u16, u16, u16, usize, &str) {
        (self.major, self.minor, self.maintenance, self.bug_fix.len(), &self.bug_fix)
    }
}

/// The text is not a VOS release.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a VOS release such as 15.2, 15.1.0 or 14.5.0at")]
pub struct NotARelease(pub String);

impl FromStr for Release {
    type Err = NotARelease;

    /// Reads `16`, `15.2`, `15.1.0`, `14.5.0at`; letters need all three numbers before them.
    fn from_str(text: &str) -> Result<Self, NotARelease> {
        let wrong = || NotARelease(text.to_owned());
        let (numbers, letters) = split_before(text, |c| c.is_ascii_alphabetic());
        if letters.len() > 3 || !letters.bytes().all(|b| b.is_ascii_alphabetic()) {
            return Err(wrong());
        }
        let mut read = [0u16; 3];
        let mut count = 0;
        for part in parts(numbers, ".") {
            if count == 3 || part.is_empty() || part.len() > 3 || !part.bytes().all(|b| b.is_ascii_digit()) {
                return Err(wrong());
            }
            read[count] = part.parse().map_err(|_| wrong())?;
            count += 1;
        }
        if !letters.is_empty() && count != 3 {
            return Err(wrong());
        }
        let [major, minor, maintenance] = read;
        Ok(Self { major, minor, maintenance, bug_fix: letters.to_ascii_lowercase() })
    }
}

impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl PartialOrd for Release {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Release {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn release(text: &str) -> Release {
        text.parse().expect(text)
    }

    #[test]
    fn releases_in_order() {
        let order = [
            "13.0", "14.4", "14.5.0", "14.5.0a", "14.5.0z", "14.5.0aa", "14.5.0aj", "14.5.0at", "14.5.1", "14.6.0ai",
            "14.6.0aj", "14.7", "15.0", "15.1.0ar", "15.1.1", "15.2", "16", "16.1",
        ];
        for pair in order.windows(2) {
            assert!(release(pair[0]) < release(pair[1]), "{} < {}", pair[0], pair[1]);
        }
    }

    #[test]
    fn short_forms_mean_the_base_release() {
        for (short, long) in [("16", "16.0.0"), ("15.2", "15.2.0"), ("14.5.0AT", "14.5.0at")] {
            assert_eq!(release(short), release(long));
        }
    }

    #[test]
    fn what_is_not_a_release() {
        for text in ["", ".", "15.", "15.x", "at", "15.1ar", "1.2.3.4", "15.1.0-1", "9999.1", "15.1.0abcd"] {
            assert!(text.parse::<Release>().is_err(), "{text}");
        }
    }
}
