//! The browsers for the tests.

use std::process::Command;

use crate::setup::Missing;

mod chromium;
mod firefox;
mod system;
mod webkit;

pub(crate) use chromium::Chromium;
use firefox::Firefox;

/// The browsers that the acceptance tests run in.
pub(crate) struct Browsers {
    pub(crate) chromium: Chromium,
    firefox: Firefox,
}

impl Browsers {
    /// Finds Chromium and Firefox.
    ///
    /// # Errors
    /// The browsers that are missing.
    pub(crate) fn find() -> Result<Self, Vec<Missing>> {
        match (Chromium::find(), Firefox::find()) {
            (Some(chromium), Some(firefox)) => Ok(Self { chromium, firefox }),
            (chromium, firefox) => {
                let chromium = chromium.is_none().then(Chromium::missing);
                Err(chromium.into_iter().chain(firefox.is_none().then(Firefox::missing)).collect())
            }
        }
    }

    /// Sets the variables with the browsers' paths for `command`.
    pub(crate) fn announce(&self, command: &mut Command) {
        self.chromium.announce(command);
        self.firefox.announce(command);
    }

    /// Why tests are not run in `WebKit`, which is optional; `None`, if they are.
    pub(crate) fn without_webkit() -> Option<String> {
        webkit::missing()
    }

    /// The browsers' names, for the title of a step.
    pub(crate) fn names() -> &'static str {
        if webkit::missing().is_some() { "Chromium and Firefox" } else { "Chromium, Firefox and WebKit" }
    }
}
