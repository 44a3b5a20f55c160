//! Chromium, driven over `WebDriver`.

use crate::Server;
use fantoccini::elements::Element;
use fantoccini::key::Key;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::time::Duration;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::process::{Child, Command};

/// As root and without a screen, and with nobody to talk to.
const ARGUMENTS: &str = include_str!("../chromium-arguments.txt");

/// How a browser is to be.
#[derive(Clone, Copy)]
pub struct Options {
    /// Width of the page in CSS pixels.
    pub width: u32,
    /// The colours the system prefers.
    pub dark: bool,
    /// Whether scripts run.
    pub scripts: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { width: 1280, dark: false, scripts: true }
    }
}

/// A browser with a fresh profile. Close it with [`Browser::close`]; the driver ends with it.
pub struct Browser {
    client: Client,
    _driver: Child,
    _profile: TempDir,
}

impl Browser {
    /// Starts a driver and a browser. `CHROMIUM` and `CHROMEDRIVER` say where they are.
    ///
    /// # Panics
    ///
    /// If they cannot be started.
    pub async fn start(options: Options) -> Self {
        let port = free_port().await;
        let driver = std::env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".to_owned());
        let child = Command::new(&driver)
            .arg(format!("--port={port}"))
            .stdout(std::process::Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .unwrap_or_else(|error| panic!("{driver} cannot be started: {error}"));
        let profile = TempDir::new().expect("a folder for the profile");
        let client = connect(port, &capabilities(&profile, options)).await;
        let browser = Self { client, _driver: child, _profile: profile };
        browser.emulate(options).await;
        browser
    }

    /// Sets the width exactly: a window cannot be narrower than 500 pixels.
    async fn emulate(&self, options: Options) {
        let metrics = json!({ "width": options.width, "height": 900, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await;
        let scheme = if options.dark { "dark" } else { "light" };
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.devtools("Emulation.setEmulatedMedia", features).await;
        if !options.scripts {
            self.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await;
        }
    }

    async fn devtools(&self, command: &str, parameters: Value) {
        self.client.issue_cmd(DevTools { command: command.to_owned(), parameters }).await.expect("a DevTools command");
    }

    /// Starts a server of the built site and a browser on one of its pages, with the options that most tests use.
    pub async fn on(path: &str) -> (Server, Self) {
        let server = Server::start(&crate::built_site()).await;
        let browser = Self::start(Options::default()).await;
        browser.open(&server, path).await;
        (server, browser)
    }

    /// Opens a page of the server.
    ///
    /// # Panics
    ///
    /// If it cannot be opened.
    pub async fn open(&self, server: &Server, path: &str) {
        self.client.goto(&server.url(path)).await.unwrap_or_else(|error| panic!("{path}: {error}"));
    }

    /// The `WebDriver` client, for all else.
    pub const fn client(&self) -> &Client {
        &self.client
    }

    /// Runs a script whose last value, or promise, is returned.
    ///
    /// # Panics
    ///
    /// If the script throws.
    pub async fn run(&self, script: &str) -> Value {
        let wrapped = format!(
            "const done = arguments[arguments.length - 1];\
             (async () => {{ {script} }})().then((value) => done({{ value }}), (error) => done({{ error: String(error) }}));"
        );
        let answer = self.client.execute_async(&wrapped, Vec::new()).await.expect("a script");
        assert!(answer.get("error").is_none(), "{}\n{script}", answer["error"]);
        answer["value"].clone()
    }

    /// Lets scripts run for so long.
    ///
    /// # Panics
    ///
    /// If the driver does not.
    pub async fn allow(&self, time: Duration) {
        let timeouts = fantoccini::wd::TimeoutConfiguration::new(Some(time), None, None);
        self.client.update_timeouts(timeouts).await.expect("longer scripts");
    }

    /// Waits until a script's value is true.
    ///
    /// # Panics
    ///
    /// If that takes more than ten seconds.
    pub async fn until(&self, condition: &str) {
        for _ in 0..400 {
            if self.run(&format!("return Boolean({condition});")).await == json!(true) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        panic!(
            "it never comes true: {condition}\n{}",
            self.run("return document.body.innerText.slice(0, 2000);").await
        );
    }

    /// Types into whatever has the focus.
    ///
    /// # Panics
    ///
    /// If nothing has it.
    pub async fn keys(&self, text: &str) {
        let focused: Element = self.client.active_element().await.expect("something with the focus");
        focused.send_keys(text).await.expect("typing");
    }

    /// Presses one key.
    pub async fn press(&self, key: Key) {
        self.keys(&char::from(key).to_string()).await;
    }

    /// Waits until an element is there, and returns it.
    ///
    /// # Panics
    ///
    /// If it does not come.
    pub async fn find(&self, selector: &str) -> Element {
        let found = self.client.wait().at_most(Duration::from_secs(10)).for_element(Locator::Css(selector)).await;
        found.unwrap_or_else(|error| panic!("{selector}: {error}"))
    }

    /// What axe finds, one line for each violation; nothing, on a good page.
    ///
    /// # Panics
    ///
    /// If axe cannot run.
    pub async fn axe(&self) -> Vec<String> {
        let axe = include_str!("../vendor/axe.min.js");
        self.devtools("Runtime.evaluate", json!({ "expression": axe })).await;
        let violations = self
            .run(
                "const { violations } = await axe.run(document);\
                 return violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target.join(' ') + ' — ' + \
                 (n.any[0]?.message ?? n.failureSummary)).slice(0, 4).join('; '));",
            )
            .await;
        violations.as_array().expect("a list").iter().filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// What stands in the console since the last call, without what was asked for by tests.
    ///
    /// # Panics
    ///
    /// If the driver keeps no log.
    pub async fn console(&self) -> Vec<String> {
        let log = self.client.issue_cmd(Log).await.expect("the console");
        let lines = log.as_array().cloned().unwrap_or_default();
        lines.iter().filter_map(|line| line["message"].as_str()).map(str::to_owned).collect()
    }

    /// Ends the browser.
    ///
    /// # Panics
    ///
    /// If it does not answer.
    pub async fn close(self) {
        self.client.close().await.expect("the browser closes");
    }
}

fn capabilities(profile: &TempDir, options: Options) -> serde_json::Map<String, Value> {
    let mut arguments: Vec<String> = ARGUMENTS.lines().map(str::to_owned).collect();
    arguments.push(format!("--user-data-dir={}", profile.path().display()));
    arguments.push(format!("--window-size={},900", options.width.max(500)));
    let mut chrome = json!({ "args": arguments });
    if let Ok(binary) = std::env::var("CHROMIUM") {
        chrome["binary"] = json!(binary);
    }
    let all = json!({ "goog:chromeOptions": chrome, "goog:loggingPrefs": { "browser": "ALL" } });
    all.as_object().cloned().unwrap_or_default()
}

async fn connect(port: u16, capabilities: &serde_json::Map<String, Value>) -> Client {
    let address = format!("http://127.0.0.1:{port}");
    let mut last = None;
    for _ in 0..200 {
        match ClientBuilder::new(HttpConnector::new()).capabilities(capabilities.clone()).connect(&address).await {
            Ok(client) => return client,
            Err(error) => last = Some(error),
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("chromedriver gives no session: {last:?}")
}

async fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    listener.local_addr().expect("an address").port()
}

/// A command of the `DevTools` protocol, as chromedriver passes it on.
#[derive(Debug)]
struct DevTools {
    command: String,
    parameters: Value,
}

impl fantoccini::wd::WebDriverCompatibleCommand for DevTools {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(json!({ "cmd": self.command, "params": self.parameters }).to_string()))
    }
}

/// The console, as chromedriver keeps it.
#[derive(Debug)]
struct Log;

impl fantoccini::wd::WebDriverCompatibleCommand for Log {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/se/log", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(json!({ "type": "browser" }).to_string()))
    }
}
