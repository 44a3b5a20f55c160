//! `cargo xtask test` on a machine that has a Rust toolchain, apt and nothing else.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder of programs: the toolchain's, `id`, and an `apt-get` that records its arguments and fails.
struct Machine {
    folder: tempfile::TempDir,
}

impl Machine {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in ["cargo", "rustc", "rustup", "id", "sudo"] {
            if let Some(program) = find(name) {
                symlink(program, folder.path().join(name)).unwrap();
            }
        }
        let machine = Self { folder };
        let script = format!("#!/bin/sh\necho \"$@\" >> {}\nexit 1\n", machine.calls().display());
        let apt = machine.folder.path().join("apt-get");
        fs::write(&apt, script).unwrap();
        fs::set_permissions(&apt, fs::Permissions::from_mode(0o755)).unwrap();
        machine
    }

    fn calls(&self) -> PathBuf {
        self.folder.path().join("calls.txt")
    }

    /// The calls of apt-get, and the command's stderr. The command fails.
    fn test(&self, arguments: &[&str]) -> (String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.arg("test").args(arguments).env("PATH", self.folder.path());
        for variable in ["CHROMIUM", "CHROMEDRIVER", "FIREFOX", "NGINX"] {
            command.env_remove(variable);
        }
        let output = command.output().unwrap();
        assert!(!output.status.success());
        let said = String::from_utf8(output.stderr).unwrap();
        (fs::read_to_string(self.calls()).unwrap_or_default(), said)
    }
}

fn find(name: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?).map(|folder| folder.join(name)).find(|path| path.is_file())
}

#[test]
fn no_install_names_everything_and_installs_nothing() {
    let (calls, said) = Machine::new().test(&["--no-install"]);
    assert_eq!(calls, "");
    for missing in ["Chromium with its driver: ", "Firefox: ", "Node with npm: "] {
        assert!(said.contains(missing), "{missing}\n{said}");
    }
}

/// On systems where this program may use apt. Where browsers are not packages, it stops before that.
#[test]
fn commands_are_named_before_they_are_run() {
    if !Path::new("/etc/debian_version").is_file() || fs::read_to_string("/etc/os-release").unwrap().contains("ubuntu")
    {
        return;
    }
    let (calls, said) = Machine::new().test(&[]);
    let update = said.find("apt-get update");
    let install =
        said.find("apt-get install -y --no-install-recommends chromium chromium-driver firefox-esr nodejs npm");
    if calls.is_empty() {
        // A user who cannot become root only gets advice.
        assert!(said.contains("are not installed:"), "{said}");
    } else {
        assert_eq!(calls, "update\n", "nothing is installed after a failure");
        let failed = said.find("fail  ");
        assert!(update.is_some() && install.is_some() && update < failed && install < failed, "{said}");
    }
}
