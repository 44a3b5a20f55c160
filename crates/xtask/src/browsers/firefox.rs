//! Firefox. It needs no driver.

use std::env;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::system::System;
use crate::process;
use crate::setup::{Missing, Remedy};

const BROWSERS: [&str; 2] = ["firefox-esr", "firefox"];

/// A Firefox.
pub(crate) struct Firefox(PathBuf);

impl Firefox {
    /// How to install it.
    pub(crate) fn missing() -> Missing {
        let system = System::here();
        let remedy = match system {
            System::Debian => Remedy::Apt(&["firefox-esr"]),
            System::Ubuntu if apt_has_a_browser() => Remedy::Apt(&["firefox"]),
            _ => Remedy::ByHand,
        };
        Missing { name: "Firefox".to_owned(), remedy, advice: advice(system) }
    }

    /// Sets `FIREFOX` for `command`, and so for the programs that it starts.
    pub(crate) fn announce(&self, command: &mut Command) {
        command.env("FIREFOX", &self.0);
    }

    /// Finds it: by `FIREFOX`, or else in `PATH`.
    pub(crate) fn find() -> Option<Self> {
        let in_path = || BROWSERS.into_iter().filter_map(process::find).find(|path| !is_snap(path));
        env::var_os("FIREFOX").map(PathBuf::from).or_else(in_path).map(Self)
    }
}

/// Whether a program is a snap, or a script that starts one. A snap cannot read a profile in the temporary folder.
fn is_snap(program: &Path) -> bool {
    let target = fs::canonicalize(program).unwrap_or_else(|_| program.to_owned());
    let mut start = Vec::new();
    let read = File::open(&target).and_then(|file| file.take(4096).read_to_end(&mut start));
    target.ends_with("snap") || read.is_ok() && String::from_utf8_lossy(&start).contains("/snap/bin/")
}

/// Whether apt's `firefox` is the browser itself, as in the packages of Mozilla and of the Mozilla team.
fn apt_has_a_browser() -> bool {
    let policy = Command::new("apt-cache").args(["policy", "firefox"]).env("LC_ALL", "C").output();
    policy.is_ok_and(|output| is_browser(&String::from_utf8_lossy(&output.stdout)))
}

/// The same, from the output of `apt-cache policy firefox`.
fn is_browser(policy: &str) -> bool {
    let candidate = policy.lines().find_map(|line| line.trim().strip_prefix("Candidate: "));
    candidate.is_some_and(|version| version != "(none)" && !version.contains("snap"))
}

fn advice(system: System) -> String {
    let remedy = match system {
        System::Ubuntu => "on Ubuntu, where firefox is a snap, install it from https://packages.mozilla.org/",
        System::Debian => "as root, run: apt-get install --no-install-recommends firefox-esr",
        System::Other => "install it with your package manager",
    };
    format!("{remedy}; if it is not in PATH, set FIREFOX")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_of_a_snap_is_no_browser() {
        for (policy, expected) in [
            ("firefox:\n  Installed: (none)\n  Candidate: 1:1snap1-0ubuntu5\n", false),
            ("firefox:\n  Installed: (none)\n  Candidate: 145.0~build1\n", true),
            ("firefox:\n  Installed: (none)\n  Candidate: (none)\n", false),
            ("", false),
        ] {
            assert_eq!(is_browser(policy), expected, "{policy}");
        }
    }

    #[test]
    fn a_script_that_starts_a_snap_is_a_snap() {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text, expected) in [
            ("one", "#!/bin/sh\nexec /snap/bin/firefox \"$@\"\n", true),
            ("two", "#!/bin/sh\nexec /opt/firefox\n", false),
        ] {
            let path = folder.path().join(name);
            fs::write(&path, text).expect("a script");
            assert_eq!(is_snap(&path), expected, "{text}");
        }
    }
}
