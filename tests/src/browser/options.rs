//! Which browser, and how it is to be.

use super::programs;
use std::fmt;

/// How a browser is to be.
#[derive(Clone, Copy)]
pub struct Options {
    /// Which browser.
    pub kind: Kind,
    /// Width of the page in CSS pixels.
    pub width: u32,
    /// The colours the system prefers.
    pub dark: bool,
    /// Whether the pages' scripts run. With scripts off, Chromium and `WebKit` cannot [`run`](super::Browser::run) any
    /// either; elements can be found and clicked.
    pub scripts: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { kind: Kind::Chromium, width: 1280, dark: false, scripts: true }
    }
}

/// A kind of browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Chromium or Chrome, with chromedriver.
    Chromium,
    /// Firefox; it needs no driver.
    Firefox,
    /// `WebKitGTK` with its driver, on a screen of Xvfb.
    WebKit,
}

impl Kind {
    /// The kinds that every check has to pass in. Chromium and Firefox always: where one of them is missing, the check
    /// fails. `WebKit` where its driver and Xvfb are in `PATH`.
    pub fn available() -> Vec<Self> {
        let mut kinds = vec![Self::Chromium, Self::Firefox];
        if [programs::WEBKIT_DRIVER, programs::SCREEN].into_iter().all(programs::in_path) {
            kinds.push(Self::WebKit);
        }
        kinds
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Chromium => "Chromium",
            Self::Firefox => "Firefox",
            Self::WebKit => "WebKit",
        })
    }
}
