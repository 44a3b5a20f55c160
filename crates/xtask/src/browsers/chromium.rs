//! Chromium and its driver.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;
use publish::files;
use serde_json::json;

use super::system::System;
use crate::process;
use crate::setup::{Missing, Remedy};

/// The arguments of a headless Chromium in tests, in addition to those of the test runner. It may run as root in a container.
const ARGUMENTS: &str = include_str!("../../../../tests/chromium-arguments.txt");

const BROWSERS: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

static PACKAGES: [&str; 2] = ["chromium", "chromium-driver"];

/// A browser and its driver.
pub(crate) struct Chromium {
    browser: PathBuf,
    driver: PathBuf,
}

impl Chromium {
    /// How to install both.
    pub(crate) fn missing() -> Missing {
        let system = System::here();
        let remedy = if system == System::Debian { Remedy::Apt(&PACKAGES) } else { Remedy::ByHand };
        Missing { name: "Chromium with its driver".to_owned(), remedy, advice: advice(system) }
    }

    /// The browser itself.
    pub(crate) fn program(&self) -> &Path {
        &self.browser
    }

    /// Sets `CHROMIUM` and `CHROMEDRIVER` for `command`, and so for the programs that it starts.
    pub(crate) fn announce(&self, command: &mut Command) {
        command.env("CHROMIUM", &self.browser).env("CHROMEDRIVER", &self.driver);
    }

    /// Writes the settings that the runner of wasm tests passes on to the driver.
    pub(crate) fn write_capabilities(&self, path: &Path) -> Result<()> {
        let options = json!({ "binary": self.browser, "args": ARGUMENTS.lines().collect::<Vec<_>>() });
        let capabilities = json!({ "goog:chromeOptions": options });
        files::write(path, format!("{capabilities:#}\n").as_bytes())
    }

    /// Finds both: by `CHROMIUM` and `CHROMEDRIVER`, or else in `PATH`.
    pub(crate) fn find() -> Option<Self> {
        let named = |variable| env::var_os(variable).map(PathBuf::from);
        let in_path = || BROWSERS.into_iter().find_map(process::find);
        Some(Self {
            browser: named("CHROMIUM").or_else(in_path)?,
            driver: named("CHROMEDRIVER").or_else(|| process::find("chromedriver"))?,
        })
    }
}

fn advice(system: System) -> String {
    let remedy = match system {
        System::Ubuntu => {
            "on Ubuntu, where chromium is a snap, install Google Chrome and the chromedriver of the same version"
        }
        System::Debian => "as root, run: apt-get install --no-install-recommends chromium chromium-driver",
        System::Other => "install Chromium (or Chrome) and chromedriver with your package manager",
    };
    format!(
        "{remedy}; \
         if they are not in PATH, set CHROMIUM and CHROMEDRIVER"
    )
}
