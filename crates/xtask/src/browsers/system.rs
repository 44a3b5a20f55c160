//! The family of the operating system, which decides from where browsers are installed.

use std::fs;

/// A family of operating systems.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum System {
    /// Debian and systems like it: their packages contain the browsers.
    Debian,
    /// Ubuntu and systems like it: their packages install snaps, which do not run in containers and cannot read temporary files.
    Ubuntu,
    /// Anything else.
    Other,
}

impl System {
    /// The family of this system.
    pub(super) fn here() -> Self {
        Self::read(&fs::read_to_string("/etc/os-release").unwrap_or_default())
    }

    /// The family by the words of `ID=` and `ID_LIKE=` in `/etc/os-release`.
    fn read(os_release: &str) -> Self {
        let lines = os_release.lines().filter_map(|line| line.split_once('='));
        let ids = lines.filter(|(key, _)| ["ID", "ID_LIKE"].contains(key));
        let ids: Vec<&str> = ids.flat_map(|(_, ids)| ids.trim_matches('"').split_whitespace()).collect();
        if ids.contains(&"ubuntu") {
            Self::Ubuntu
        } else if ids.contains(&"debian") {
            Self::Debian
        } else {
            Self::Other
        }
    }
}

#[cfg(test)]
mod tests {
    use super::System;

    #[test]
    fn systems() {
        for (os_release, expected) in [
            ("NAME=\"Ubuntu\"\nID=ubuntu\nID_LIKE=debian\n", System::Ubuntu),
            ("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n", System::Ubuntu),
            ("PRETTY_NAME=\"Debian GNU/Linux 12\"\nID=debian\n", System::Debian),
            ("ID=raspbian\nID_LIKE=debian\n", System::Debian),
            ("NAME=\"Fedora Linux\"\nID=fedora\n", System::Other),
            ("", System::Other),
        ] {
            assert_eq!(System::read(os_release), expected, "{os_release}");
        }
    }
}
