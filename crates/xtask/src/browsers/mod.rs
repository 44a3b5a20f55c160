//! The browsers for the tests: found, or installed where that is possible.

use std::process::Command;

use anyhow::{Result, bail};

mod chromium;
mod firefox;
mod system;
mod wanted;
mod webkit;

pub(crate) use chromium::Chromium;
use firefox::Firefox;

/// The browsers that the acceptance tests run in.
pub(crate) struct Browsers {
    pub(crate) chromium: Chromium,
    firefox: Firefox,
}

impl Browsers {
    /// Finds Chromium and Firefox, or installs them; says so if there is no `WebKit`, which is not required.
    ///
    /// # Errors
    /// With what to install, for both at once.
    pub(crate) fn ensure() -> Result<Self> {
        if let Some(missing) = webkit::missing() {
            eprintln!("{missing}");
        }
        match (Chromium::ensure(), Firefox::ensure()) {
            (Ok(chromium), Ok(firefox)) => Ok(Self { chromium, firefox }),
            (Err(one), Err(other)) => bail!("{one:#}\n{other:#}"),
            (Err(error), _) | (_, Err(error)) => Err(error),
        }
    }

    /// Tells `command`, and what it starts, which browsers to use.
    pub(crate) fn announce(&self, command: &mut Command) {
        self.chromium.announce(command);
        self.firefox.announce(command);
    }

    /// Their names, for a title.
    pub(crate) fn names() -> &'static str {
        if webkit::missing().is_some() { "Chromium and Firefox" } else { "Chromium, Firefox and WebKit" }
    }
}
