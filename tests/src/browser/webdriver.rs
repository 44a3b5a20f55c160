//! What Chromium and `WebKit` have in common: a driver that speaks classic `WebDriver`.

use super::Failure;
use super::programs::{Orphan, quiet, spawn};
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::wd::TimeoutConfiguration;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value};
use std::time::Duration;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::process::{Child, Command};

/// A session of a driver.
pub(super) struct WebDriver {
    pub(super) client: Client,
    // Dropped in this order: the browser, its driver, what they ran on, and their files.
    _browser: Option<Orphan>,
    _driver: Child,
    _screen: Option<Child>,
    _profile: TempDir,
}

impl WebDriver {
    /// Starts the driver on a free port, and by it the browser.
    ///
    /// # Panics
    ///
    /// If the driver cannot be started or gives no session.
    pub(super) async fn start(
        driver: &str,
        prepare: impl FnOnce(&mut Command),
        capabilities: &Value,
        profile: TempDir,
        screen: Option<Child>,
    ) -> Self {
        let port = free_port().await;
        let mut command = quiet(driver);
        command.arg(format!("--port={port}"));
        prepare(&mut command);
        let child = spawn(&mut command);
        let capabilities = capabilities.as_object().cloned().unwrap_or_default();
        let client = connect(driver, port, &capabilities).await;
        let process = client.capabilities().and_then(|session| session.get("goog:processID")?.as_u64());
        Self { client, _browser: process.map(Orphan), _driver: child, _screen: screen, _profile: profile }
    }

    pub(super) async fn goto(&self, url: &str) -> Result<(), String> {
        self.client.goto(url).await.map_err(words)
    }

    pub(super) async fn evaluate(&self, script: &str) -> Result<Value, Failure> {
        let wrapped = format!(
            "const done = arguments[arguments.length - 1];\
             (async () => {{ {script}\n}})().then((value) => done({{ value }}), (error) => done({{ error: String(error) }}));"
        );
        let mut answer =
            self.client.execute_async(&wrapped, Vec::new()).await.map_err(|error| Failure::Unanswered(words(error)))?;
        match answer.get("error") {
            Some(error) => Err(Failure::Thrown(error.as_str().unwrap_or_default().to_owned())),
            None => Ok(answer["value"].take()),
        }
    }

    pub(super) async fn allow(&self, time: Duration) {
        let timeouts = TimeoutConfiguration::new(Some(time), None, None);
        self.client.update_timeouts(timeouts).await.expect("longer scripts");
    }

    pub(super) async fn keys(&self, text: &str) -> Result<(), String> {
        let mut keys = KeyActions::new("keyboard".to_owned());
        for value in text.chars() {
            keys = keys.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        }
        self.client.perform_actions(keys).await.map_err(words)
    }

    pub(super) async fn find(&self, selector: &str) -> Result<Element, String> {
        self.client.wait().at_most(Duration::from_secs(10)).for_element(Locator::Css(selector)).await.map_err(words)
    }

    pub(super) async fn screenshot(&self) -> Result<Vec<u8>, String> {
        self.client.screenshot().await.map_err(words)
    }

    pub(super) async fn close(self) {
        self.client.clone().close().await.expect("the browser closes");
    }
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
pub(super) fn words(error: CmdError) -> String {
    error.to_string()
}

async fn connect(driver: &str, port: u16, capabilities: &Map<String, Value>) -> Client {
    let address = format!("http://127.0.0.1:{port}");
    let mut last = None;
    for _ in 0..200 {
        match ClientBuilder::new(HttpConnector::new()).capabilities(capabilities.clone()).connect(&address).await {
            Ok(client) => return client,
            Err(error) => last = Some(error),
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{driver} gives no session: {last:?}")
}

async fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    listener.local_addr().expect("an address").port()
}
