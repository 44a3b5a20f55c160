//! The commands that install packages with apt.

use std::process::Command;

use crate::process;

/// apt-get, if the user may run it.
pub(crate) struct Apt {
    /// The arguments before a command to run it as root: none, or `sudo`.
    root: &'static [&'static str],
}

impl Apt {
    /// `None` if there is no apt, or if it needs root and sudo asks for a password.
    pub(crate) fn find() -> Option<Self> {
        process::find("apt-get")?;
        let id = Command::new("id").arg("-u").output().ok()?;
        if id.stdout.trim_ascii() == b"0" {
            return Some(Self { root: &[] });
        }
        let may = process::succeeds(Command::new("sudo").args(["-n", "true"]));
        may.then_some(Self { root: &["sudo", "-n"] })
    }

    /// For root.
    #[cfg(test)]
    pub(super) fn for_root() -> Self {
        Self { root: &[] }
    }

    /// Installs packages with their required dependencies.
    pub(super) fn install(&self, packages: &[&str]) -> Vec<String> {
        self.words(&[&["install", "-y", "--no-install-recommends"], packages].concat())
    }

    /// Updates the lists of packages.
    pub(super) fn update(&self) -> Vec<String> {
        self.words(&["update"])
    }

    fn words(&self, arguments: &[&str]) -> Vec<String> {
        [self.root, &["apt-get"], arguments].concat().into_iter().map(str::to_owned).collect()
    }
}
