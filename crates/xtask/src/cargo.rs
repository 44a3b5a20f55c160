//! Calls cargo from a program that cargo runs.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::process;
use crate::progress::{self, Step};
use crate::workspace::Workspace;

/// Cargo at the root of the workspace.
///
/// `cargo run` sets variables about this crate. They are removed, because build scripts that depend on them would run again
/// after each change between cargo by hand and cargo from here.
pub(crate) fn cargo(workspace: &Workspace) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(workspace.root());
    if progress::colour(&std::io::stderr()) {
        // Cargo writes into a pipe here, but its messages end up on a terminal.
        command.env("CARGO_TERM_COLOR", "always");
    }
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(about_this_crate) {
            command.env_remove(name);
        }
    }
    command
}

/// Runs a command that builds, given without `--message-format`, and with what is only for the compiler of its last crate. Returns the
/// files that it made or found up to date.
pub(crate) fn build(command: &mut Command, for_compiler: &[&str], step: &Step) -> Result<Vec<PathBuf>> {
    command.arg("--message-format=json-render-diagnostics");
    if !for_compiler.is_empty() {
        command.arg("--").args(for_compiler);
    }
    let messages = process::stdout_of(command, step)?;
    let mut files = Vec::new();
    for line in messages.lines() {
        let message: Value = serde_json::from_str(line).context("cargo wrote a message that is not JSON")?;
        if message["reason"] == "compiler-artifact" {
            let made = message["filenames"].as_array().into_iter().flatten();
            files.extend(made.filter_map(Value::as_str).map(PathBuf::from));
        }
    }
    Ok(files)
}

fn about_this_crate(variable: &str) -> bool {
    variable.starts_with("CARGO_PKG_")
        || variable.starts_with("CARGO_BIN_")
        || variable.starts_with("CARGO_MANIFEST_")
        || ["CARGO_CRATE_NAME", "CARGO_PRIMARY_PACKAGE", "OUT_DIR"].contains(&variable)
}

#[cfg(test)]
mod tests {
    use super::about_this_crate;

    #[test]
    fn the_users_settings_are_kept() {
        for kept in ["CARGO_HOME", "CARGO_TARGET_DIR", "CARGO_NET_OFFLINE", "CARGO", "PATH"] {
            assert!(!about_this_crate(kept), "{kept}");
        }
    }

    #[test]
    fn variables_of_cargo_run_are_removed() {
        for gone in ["CARGO_MANIFEST_DIR", "CARGO_PKG_VERSION", "CARGO_BIN_EXE_xtask"] {
            assert!(about_this_crate(gone), "{gone}");
        }
    }
}
