//! The programs that browsers consist of: where they are, and how they end.

use std::env;
use std::ffi::OsStr;
use std::process::Stdio;
use tokio::process::{Child, Command};

pub(super) const WEBKIT_DRIVER: &str = "WebKitWebDriver";
pub(super) const SCREEN: &str = "Xvfb";

/// Whether a program of this name is in `PATH`.
pub(super) fn in_path(name: &str) -> bool {
    env::split_paths(&env::var_os("PATH").unwrap_or_default()).any(|folder| folder.join(name).is_file())
}

/// A program by the variable that names it, else by its name.
pub(super) fn named(variable: &str, default: &str) -> String {
    env::var(variable).unwrap_or_else(|_| default.to_owned())
}

/// A command that says nothing and is killed when its child is dropped.
pub(super) fn quiet(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true);
    command
}

/// Starts a program.
///
/// # Panics
///
/// If it cannot be started.
pub(super) fn spawn(command: &mut Command) -> Child {
    command.spawn().unwrap_or_else(|error| {
        let program = command.as_std().get_program().display();
        panic!("{program} cannot be started: {error}; `cargo xtask test` installs what it can, or says what to install")
    })
}

/// Kills a process that is not our child but ours to end: the browser of a driver that did not come to an end itself.
pub(super) struct Orphan(pub(super) u64);

impl Drop for Orphan {
    fn drop(&mut self) {
        // It has gone already, unless its check has failed.
        let _ = std::process::Command::new("kill").arg(self.0.to_string()).stderr(Stdio::null()).status();
    }
}
