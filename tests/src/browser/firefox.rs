//! Firefox, started by ourselves: it speaks `WebDriver BiDi` without a driver.

use super::Options;
use super::programs::{in_path, named, quiet, spawn};
use crate::bidi::{Connection, Page};
use serde_json::{Value, json};
use std::fs::{self, File};
use std::path::Path;
use std::time::Duration;
use tempfile::TempDir;
use tokio::process::Child;

/// Settings that keep it from talking to anybody and from asking anything.
const SETTINGS: &str = include_str!("../../firefox-user.js");

/// How long it may take until it listens, and until it has ended.
const PATIENCE: Duration = Duration::from_mins(1);

/// A Firefox with one page.
pub(super) struct Firefox {
    pub(super) page: Page,
    process: Child,
    _profile: TempDir,
}

impl Firefox {
    /// Starts it with a fresh profile.
    ///
    /// # Panics
    ///
    /// If it cannot be started, with what it said.
    pub(super) async fn start(options: Options) -> Self {
        let profile = TempDir::new().expect("a folder for the profile");
        fs::write(profile.path().join("user.js"), settings(options)).expect("its settings");
        let log = profile.path().join("said.txt");
        let said = File::create(&log).expect("a file for what it says");
        let default = if in_path("firefox-esr") { "firefox-esr" } else { "firefox" };
        let mut command = quiet(named("FIREFOX", default));
        command
            .args(["--headless", "--no-remote", "--remote-debugging-port=0", "--profile"])
            .arg(profile.path())
            // Without it, the setting of where to ask for experiments and lists is not heeded.
            .env("MOZ_REMOTE_SETTINGS_DEVTOOLS", "1")
            .stdout(said.try_clone().expect("the file"))
            .stderr(said);
        let mut process = spawn(&mut command);
        let Some(port) = listening(&mut process, profile.path()).await else {
            let said = fs::read_to_string(log).unwrap_or_default();
            panic!("Firefox does not listen; it said:\n{said}");
        };
        let connection = Connection::open(&format!("ws://127.0.0.1:{port}/session")).await;
        let page = Page::open(connection).await;
        page.resize(options.width, 900).await;
        Self { page, process, _profile: profile }
    }

    /// Ends it.
    ///
    /// # Panics
    ///
    /// If it does not end.
    pub(super) async fn close(mut self) {
        self.page.close().await;
        let ended = tokio::time::timeout(PATIENCE, self.process.wait()).await;
        ended.expect("Firefox ends").expect("how it ended");
    }
}

/// The settings of the profile: the common ones, then those of the options.
fn settings(options: Options) -> String {
    let scheme = json!(i32::from(!options.dark));
    let own =
        [("layout.css.prefers-color-scheme.content-override", scheme), ("javascript.enabled", json!(options.scripts))];
    let own = own.map(|(name, value)| format!("user_pref(\"{name}\", {value});\n"));
    format!("{SETTINGS}{}", own.concat())
}

/// The port it listens on; it writes that into its profile. `None` if it ends or takes too long.
async fn listening(process: &mut Child, profile: &Path) -> Option<u64> {
    let file = profile.join("WebDriverBiDiServer.json");
    let wait = async {
        loop {
            let written = fs::read(&file).ok().and_then(|text| serde_json::from_slice::<Value>(&text).ok());
            if let Some(port) = written.and_then(|server| server["ws_port"].as_u64()) {
                return Some(port);
            }
            if process.try_wait().is_ok_and(|status| status.is_some()) {
                return None;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(PATIENCE, wait).await.ok().flatten()
}
