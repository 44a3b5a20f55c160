//! What Chromium and `WebKit` have in common: a driver that speaks classic `WebDriver`.

use super::programs::{Orphan, spawn};
use super::{Failure, Patience};
use fantoccini::actions::{InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
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

/// How long anything but a script may take.
pub(super) const PATIENCE: Duration = Duration::from_mins(1);

/// A session of a driver.
pub(super) struct WebDriver {
    pub(super) client: Client,
    scripts: Patience,
    // Dropped in this order: the browser, its driver, what they ran on, and their files.
    _browser: Option<Orphan>,
    _driver: Child,
    /// What the browser shows itself on, if it needs one of its own.
    pub(super) screen: Option<Child>,
    _profile: TempDir,
}

impl WebDriver {
    /// Starts the driver on a free port, and by it the browser.
    ///
    /// # Errors
    ///
    /// If the driver gives no session within `patience`.
    ///
    /// # Panics
    ///
    /// If the driver cannot be started.
    pub(super) async fn start(
        mut driver: Command,
        capabilities: &Value,
        profile: TempDir,
        patience: Duration,
    ) -> Result<Self, String> {
        let port = free_port().await;
        let child = spawn(driver.arg(format!("--port={port}")));
        let capabilities = capabilities.as_object().cloned().unwrap_or_default();
        let client = connect(port, &capabilities, patience).await?;
        let process = client.capabilities().and_then(|session| session.get("goog:processID")?.as_u64());
        let browser = process.map(Orphan);
        let scripts = Patience::default();
        Ok(Self { client, scripts, _browser: browser, _driver: child, screen: None, _profile: profile })
    }

    pub(super) async fn goto(&self, url: &str) -> Result<(), String> {
        within(PATIENCE, self.client.goto(url)).await?;
        // Chromium's driver sometimes answers while the page is still loading.
        for _ in 0..200 {
            match self.evaluate_at_once("return document.readyState;").await {
                Ok(state) if state != "complete" => tokio::time::sleep(Duration::from_millis(25)).await,
                _ => break,
            }
        }
        Ok(())
    }

    pub(super) async fn evaluate(&self, script: &str) -> Result<Value, Failure> {
        let wrapped = format!(
            "const done = arguments[arguments.length - 1];\
             (async () => {{ {script}\n}})().then((value) => done({{ value }}), (error) => done({{ error: String(error) }}));"
        );
        let answer = within(self.scripts.get() + PATIENCE, self.client.execute_async(&wrapped, Vec::new())).await;
        Self::value(answer)
    }

    /// A script that waits for nothing, and that therefore no navigation can interrupt: `WebKit` never answers for a page
    /// that it puts aside meanwhile.
    pub(super) async fn evaluate_at_once(&self, script: &str) -> Result<Value, Failure> {
        let wrapped = format!(
            "try {{ return {{ value: (() => {{ {script}\n}})() }}; }} catch (error) {{ return {{ error: String(error) }}; }}"
        );
        Self::value(within(PATIENCE, self.client.execute(&wrapped, Vec::new())).await)
    }

    fn value(answer: Result<Value, String>) -> Result<Value, Failure> {
        let mut answer = answer.map_err(Failure::Unanswered)?;
        match answer.get("error") {
            Some(error) => Err(Failure::Thrown(error.as_str().unwrap_or_default().to_owned())),
            None => Ok(answer["value"].take()),
        }
    }

    pub(super) async fn allow(&self, time: Duration) {
        let timeouts = TimeoutConfiguration::new(Some(time), None, None);
        self.client.update_timeouts(timeouts).await.expect("longer scripts");
        self.scripts.set(time);
    }

    pub(super) async fn keys(&self, text: &str) -> Result<(), String> {
        let mut keys = KeyActions::new("keyboard".to_owned());
        for value in text.chars() {
            keys = keys.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        }
        within(PATIENCE, self.client.perform_actions(keys)).await
    }

    #[expect(clippy::cast_precision_loss, reason = "a page is not that large")]
    pub(super) async fn click_at(&self, x: i64, y: i64) -> Result<(), String> {
        let (button, duration) = (MOUSE_BUTTON_LEFT, None);
        let click = MouseActions::new("mouse".to_owned())
            .then(PointerAction::MoveTo { duration, x: x as f64, y: y as f64 })
            .then(PointerAction::Down { button })
            .then(PointerAction::Up { button });
        within(PATIENCE, self.client.perform_actions(click)).await
    }

    pub(super) async fn find(&self, selector: &str) -> Result<Element, String> {
        let found = self.client.wait().at_most(Duration::from_secs(10)).for_element(Locator::Css(selector));
        within(PATIENCE, found).await
    }

    pub(super) async fn screenshot(&self) -> Result<Vec<u8>, String> {
        within(PATIENCE, self.client.screenshot()).await
    }

    pub(super) async fn close(self) {
        within(PATIENCE, self.client.clone().close()).await.expect("the browser closes");
    }
}

/// What a driver answers in time. One whose browser has crashed may never answer.
pub(super) async fn within<T>(
    patience: Duration,
    answer: impl Future<Output = Result<T, CmdError>>,
) -> Result<T, String> {
    match tokio::time::timeout(patience, answer).await {
        Ok(answer) => answer.map_err(|error| error.to_string()),
        Err(_) => Err(format!("no answer within {patience:?}")),
    }
}

async fn connect(port: u16, capabilities: &Map<String, Value>, patience: Duration) -> Result<Client, String> {
    let address = format!("http://127.0.0.1:{port}");
    let mut last = "it has not answered".to_owned();
    let session = async {
        loop {
            match ClientBuilder::new(HttpConnector::new()).capabilities(capabilities.clone()).connect(&address).await {
                Ok(client) => return client,
                Err(error) => last = error.to_string(),
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    let session = tokio::time::timeout(patience, session).await;
    session.map_err(|_| format!("the driver gives no session within {patience:?}: {last}"))
}

async fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    listener.local_addr().expect("an address").port()
}
