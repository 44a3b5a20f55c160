//! cargo-deny: licences, sources, bans and known vulnerabilities of dependencies.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use publish::files;

use crate::progress::{Step, step};
use crate::workspace::Workspace;
use crate::{cargo, process};

const VERSION: &str = "0.20.2";

/// The result of the search for advisories.
pub(crate) enum Advisories {
    /// Whether no dependency has an advisory, and the report.
    Checked(bool, String),
    /// Why the database could not be fetched.
    Unknown(String),
}

/// A fixed version of cargo-deny below `target/`; compiled the first time.
pub(crate) struct Deny(PathBuf);

impl Deny {
    /// Finds it, or installs it.
    ///
    /// # Errors
    /// If it cannot be fetched or compiled.
    pub(crate) fn ensure(workspace: &Workspace) -> Result<Self> {
        let root = workspace.scratch().join(format!("cargo-deny-{VERSION}"));
        let program = root.join("bin").join(format!("cargo-deny{}", std::env::consts::EXE_SUFFIX));
        if !program.is_file() {
            let target = root.join("target");
            step(&format!("install cargo-deny {VERSION} below target/"), |step| {
                let mut install = cargo::cargo(workspace);
                install.args(["install", "--locked", &format!("cargo-deny@{VERSION}"), "--root"]).arg(&root);
                process::stdout_of(install.env("CARGO_TARGET_DIR", &target), step)
            })
            .context("cargo-deny cannot be installed")?;
            files::remove_dir(&target)?;
        }
        Ok(Self(program))
    }

    /// Runs the checks that need no network. Returns whether they passed, and the report.
    ///
    /// # Errors
    /// If it cannot be started.
    pub(crate) fn rules(&self, workspace: &Workspace, step: &Step) -> Result<(bool, String)> {
        let output = process::capture(self.check(workspace).args(["licenses", "sources", "bans"]), step)?;
        Ok((output.success, output.text))
    }

    /// Looks for advisories in the newest database.
    ///
    /// # Errors
    /// If it cannot be started.
    pub(crate) fn advisories(&self, workspace: &Workspace, step: &Step) -> Result<Advisories> {
        let output = process::capture(self.check(workspace).arg("advisories"), step)?;
        Ok(read(output.success, output.text))
    }

    fn check(&self, workspace: &Workspace) -> Command {
        let mut command = Command::new(&self.0);
        command.current_dir(workspace.root()).arg("check");
        command
    }
}

fn read(success: bool, text: String) -> Advisories {
    let unreachable = text.lines().find(|line| line.contains("failed to fetch advisory database"));
    match unreachable {
        Some(_) if !success => {
            let reason = text.lines().find_map(|line| line.trim().strip_prefix("fatal: "));
            Advisories::Unknown(format!(
                "the database cannot be fetched ({})",
                reason.unwrap_or("see cargo deny check")
            ))
        }
        _ => Advisories::Checked(success, text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unreachable_database_is_not_a_success() {
        let text = "[ERROR] failed to fetch advisory database https://a.example with cli: failed to clone: [\"clone\"]\n\
                    Cloning into 'x'...\nfatal: unable to access 'https://a.example/': Could not resolve host\n";
        let Advisories::Unknown(reason) = read(false, text.to_owned()) else { panic!("{text}") };
        assert!(reason.contains("Could not resolve host"), "{reason}");
        assert!(matches!(read(false, "error[vulnerability]: a".to_owned()), Advisories::Checked(false, _)));
        assert!(matches!(read(true, "advisories ok".to_owned()), Advisories::Checked(true, _)));
    }
}
