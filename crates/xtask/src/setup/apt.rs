//! The commands by which apt installs something here.

use std::process::Command;

use crate::process;

/// apt-get, for somebody who may use it.
pub(crate) struct Apt {
    /// The words before a command that make one root: none, or sudo's.
    root: &'static [&'static str],
}

impl Apt {
    /// `None` where there is no apt, and where only root may use it and sudo asks for a password.
    pub(crate) fn find() -> Option<Self> {
        process::find("apt-get")?;
        let id = Command::new("id").arg("-u").output().ok()?;
        if id.stdout.trim_ascii() == b"0" {
            return Some(Self { root: &[] });
        }
        let may = process::succeeds(Command::new("sudo").args(["-n", "true"]));
        may.then_some(Self { root: &["sudo", "-n"] })
    }

    /// As root has it.
    #[cfg(test)]
    pub(super) fn for_root() -> Self {
        Self { root: &[] }
    }

    /// Installs packages, and what they cannot be without.
    pub(super) fn install(&self, packages: &[&str]) -> Vec<String> {
        self.words(&[&["install", "-y", "--no-install-recommends"], packages].concat())
    }

    /// Asks which packages there are.
    pub(super) fn update(&self) -> Vec<String> {
        self.words(&["update"])
    }

    fn words(&self, arguments: &[&str]) -> Vec<String> {
        [self.root, &["apt-get"], arguments].concat().into_iter().map(str::to_owned).collect()
    }
}
