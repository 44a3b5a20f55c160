//! Node and npm, for the tests of the npm package and for benchmarks.

use std::process::Command;

use crate::process;
use crate::setup::{Missing, Remedy};
use crate::workspace::Workspace;

/// The oldest major version for the package's tests; Debian 12 has it.
const OLDEST: u32 = 18;
const REMEDY: &str = "install Node from https://nodejs.org/ or with your package manager \
                      (Debian: apt-get install --no-install-recommends nodejs npm)";

/// What to install, if `node` and `npm` are not in `PATH` or too old.
pub(crate) fn missing() -> Option<Missing> {
    if !there() {
        return Some(Missing {
            name: "Node with npm".to_owned(),
            remedy: Remedy::Apt(&["nodejs", "npm"]),
            advice: REMEDY.to_owned(),
        });
    }
    let output = Command::new("node").arg("--version").output().map(|output| output.stdout).unwrap_or_default();
    let output = String::from_utf8_lossy(&output);
    major(&output).is_none_or(|major| major < OLDEST).then(|| Missing {
        name: format!("Node {OLDEST} or later"),
        remedy: Remedy::ByHand,
        advice: format!("`node --version` says `{}`; {REMEDY}", output.trim()),
    })
}

/// Sets npm's cache for `command` to a folder below `target/`: with the machine's own cache, a step that fails on a fresh
/// machine could pass.
pub(crate) fn own_cache(command: &mut Command, workspace: &Workspace) {
    command.env("npm_config_cache", workspace.scratch().join("npm-cache"));
}

fn there() -> bool {
    ["node", "npm"].iter().all(|name| process::find(name).is_some())
}

/// The major number of a version in Node's format.
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
