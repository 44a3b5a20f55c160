//! The browser for the tests: found, or installed where that is possible.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};
use serde_json::json;

use crate::progress::{Step, step};
use crate::{files, process};

/// What a headless Chromium in a test gets, besides what its runner adds. It runs as root in
/// containers, and has nobody to talk to.
const ARGUMENTS: &str = include_str!("../../../tests/chromium-arguments.txt");

const BROWSERS: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/// A browser and the driver that goes with it.
pub(crate) struct Chromium {
    browser: PathBuf,
    driver: PathBuf,
}

impl Chromium {
    /// Finds both (`CHROMIUM` and `CHROMEDRIVER` come before `PATH`), or installs them with apt.
    ///
    /// # Errors
    /// With what to install, if they are missing and apt cannot be used here.
    pub(crate) fn ensure() -> Result<Self> {
        if let Some(found) = Self::find() {
            return Ok(found);
        }
        let os_release = fs::read_to_string("/etc/os-release").unwrap_or_default();
        let Some(apt) = apt(&os_release) else {
            bail!("{}", advice(&os_release));
        };
        step("install Chromium with apt", |step| install(apt, step))?;
        match Self::find() {
            Some(found) => Ok(found),
            None => bail!(
                "apt has installed chromium and chromium-driver, but they are not in PATH; \
                 set CHROMIUM and CHROMEDRIVER to where they are"
            ),
        }
    }

    /// Tells `command`, and what it starts, which browser and driver to use: by `CHROMIUM` and
    /// `CHROMEDRIVER`.
    pub(crate) fn announce(&self, command: &mut Command) {
        command.env("CHROMIUM", &self.browser).env("CHROMEDRIVER", &self.driver);
    }

    /// Writes the settings that the runner of wasm tests passes on to the driver.
    pub(crate) fn write_capabilities(&self, path: &Path) -> Result<()> {
        let options = json!({ "binary": self.browser, "args": ARGUMENTS.lines().collect::<Vec<_>>() });
        let capabilities = json!({ "goog:chromeOptions": options });
        files::write(path, format!("{capabilities:#}\n").as_bytes())
    }

    fn find() -> Option<Self> {
        let named = |variable| env::var_os(variable).map(PathBuf::from);
        let in_path = || BROWSERS.into_iter().find_map(process::find);
        Some(Self {
            browser: named("CHROMIUM").or_else(in_path)?,
            driver: named("CHROMEDRIVER").or_else(|| process::find("chromedriver"))?,
        })
    }
}

/// How to become root for apt: `Some` of no words, or of `sudo -n`, or `None`.
type Root = &'static [&'static str];

fn apt(os_release: &str) -> Option<Root> {
    if !packages_chromium(os_release) || process::find("apt-get").is_none() {
        return None;
    }
    let id = Command::new("id").arg("-u").output().ok()?;
    if id.stdout.trim_ascii() == b"0" {
        Some(&[])
    } else {
        let may = process::succeeds(Command::new("sudo").args(["-n", "true"]));
        may.then_some(&["sudo", "-n"])
    }
}

fn install(root: Root, step: &Step) -> Result<()> {
    let update = ["apt-get", "update"].as_slice();
    let install = "apt-get install -y --no-install-recommends chromium chromium-driver";
    let install: Vec<&str> = install.split(' ').collect();
    for apt in [update, &install] {
        let words: Vec<&str> = root.iter().chain(apt).copied().collect();
        let mut command = Command::new(words[0]);
        command.args(&words[1..]).env("DEBIAN_FRONTEND", "noninteractive");
        process::stdout_of(&mut command, step)?;
    }
    Ok(())
}

/// Debian and what follows it, without Ubuntu: its package only installs a snap, which runs in no
/// container and sees no temporary files.
fn packages_chromium(os_release: &str) -> bool {
    let is = |id| identities(os_release).any(|found| found == id);
    is("debian") && !is("ubuntu")
}

fn advice(os_release: &str) -> String {
    let remedy = if identities(os_release).any(|id| id == "ubuntu") {
        "on Ubuntu, where chromium is a snap, install Google Chrome and the chromedriver of the \
         same version"
    } else if packages_chromium(os_release) {
        "as root, run: apt-get install --no-install-recommends chromium chromium-driver"
    } else {
        "install both with your package manager"
    };
    format!(
        "the tests need Chromium (or Chrome) and chromedriver: {remedy}; \
         if they are not in PATH, set CHROMIUM and CHROMEDRIVER"
    )
}

/// The words of `ID=` and `ID_LIKE=`.
fn identities(os_release: &str) -> impl Iterator<Item = &str> {
    os_release
        .lines()
        .filter_map(|line| line.split_once('='))
        .filter(|(key, _)| ["ID", "ID_LIKE"].contains(key))
        .flat_map(|(_, ids)| ids.trim_matches('"').split_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    const UBUNTU: &str = "NAME=\"Ubuntu\"\nID=ubuntu\nID_LIKE=debian\n";
    const MINT: &str = "ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n";
    const DEBIAN: &str = "PRETTY_NAME=\"Debian GNU/Linux 12\"\nID=debian\n";
    const FEDORA: &str = "NAME=\"Fedora Linux\"\nID=fedora\n";

    #[test]
    fn apt_only_where_it_has_a_real_chromium() {
        assert!(packages_chromium(DEBIAN));
        for other in [UBUNTU, MINT, FEDORA, ""] {
            assert!(!packages_chromium(other), "{other}");
        }
    }

    #[test]
    fn the_advice_fits_the_system() {
        let cases = [(UBUNTU, "snap"), (MINT, "snap"), (DEBIAN, "apt-get install"), (FEDORA, "package manager")];
        for (system, word) in cases {
            assert!(advice(system).contains(word), "{system}");
        }
    }
}
