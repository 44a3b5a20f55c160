//! Installing what the tests need with apt, where the system has it.

use std::process::Command;

use anyhow::Result;

use crate::process;
use crate::progress::Step;

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

    /// Installs packages, and what they cannot be without.
    pub(crate) fn install(&self, packages: &[&str], step: &Step) -> Result<()> {
        self.update(step)?;
        self.run(&[&["install", "-y", "--no-install-recommends"], packages].concat(), step)
    }

    /// Asks which packages there are.
    pub(crate) fn update(&self, step: &Step) -> Result<()> {
        self.run(&["update"], step)
    }

    fn run(&self, args: &[&str], step: &Step) -> Result<()> {
        let words = [self.root, &["apt-get"], args].concat();
        let mut command = Command::new(words[0]);
        command.args(&words[1..]).env("DEBIAN_FRONTEND", "noninteractive");
        process::stdout_of(&mut command, step)?;
        Ok(())
    }
}
