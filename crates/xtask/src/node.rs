//! Node and npm for the tests of the package: found, or installed where that is possible.

use std::process::Command;

use anyhow::{Result, bail};

use crate::apt::Apt;
use crate::process;
use crate::progress::step;

/// What the package's tests need; Debian 12 has it.
const OLDEST: u32 = 18;
const REMEDY: &str = "install Node from https://nodejs.org/ or with your package manager \
                      (Debian: apt-get install --no-install-recommends nodejs npm)";

/// Makes sure that `node` and `npm` are in `PATH`.
///
/// # Errors
/// With what to install, if they are missing and apt cannot be used here, or if they are too old.
pub(crate) fn ensure() -> Result<()> {
    if !there() {
        let Some(apt) = Apt::find() else {
            bail!("the tests of the npm package need `node` and `npm`: {REMEDY}");
        };
        step("install Node with apt", |step| apt.install(&["nodejs", "npm"], step))?;
    }
    let said = Command::new("node").arg("--version").output().map(|output| output.stdout).unwrap_or_default();
    let said = String::from_utf8_lossy(&said);
    if major(&said).is_none_or(|major| major < OLDEST) {
        bail!(
            "the tests of the npm package need Node {OLDEST} or later, and `node --version` says `{}`: {REMEDY}",
            said.trim()
        );
    }
    Ok(())
}

fn there() -> bool {
    ["node", "npm"].iter().all(|name| process::find(name).is_some())
}

/// The first number of a version as Node writes it.
fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn versions() {
        for (version, expected) in
            [("v18.19.0\n", Some(18)), ("v24.0.0", Some(24)), ("v0.10.25", Some(0)), ("18.19.0", None), ("", None)]
        {
            assert_eq!(major(version), expected, "{version}");
        }
    }
}
