//! Chromium, by chromedriver and its `DevTools`.

use super::Options;
use super::programs::{named, quiet};
use super::webdriver::{PATIENCE, WebDriver, within};
use serde_json::{Value, json};
use tempfile::TempDir;

/// For root, without a screen, and without requests of the browser itself.
const ARGUMENTS: &str = include_str!("../../chromium-arguments.txt");

/// Starts it.
///
/// # Panics
///
/// If that is not possible.
pub(super) async fn start(options: Options) -> WebDriver {
    let profile = TempDir::new().expect("a folder for the profile");
    let capabilities = capabilities(&profile, options);
    let driver = quiet(named("CHROMEDRIVER", "chromedriver"));
    let driver = WebDriver::start(driver, &capabilities, profile, PATIENCE).await;
    let driver = driver.unwrap_or_else(|error| panic!("Chromium: {error}"));
    emulate(&driver, options).await;
    driver
}

fn capabilities(profile: &TempDir, options: Options) -> Value {
    let mut arguments: Vec<String> = ARGUMENTS.lines().map(str::to_owned).collect();
    arguments.push(format!("--user-data-dir={}", profile.path().display()));
    arguments.push(format!("--window-size={},900", options.width.max(500)));
    let mut chrome = json!({ "args": arguments, "perfLoggingPrefs": { "enableNetwork": true, "enablePage": false } });
    if let Ok(binary) = std::env::var("CHROMIUM") {
        chrome["binary"] = json!(binary);
    }
    json!({ "goog:chromeOptions": chrome, "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" } })
}

/// Sets the width exactly: a window cannot be narrower than 500 pixels.
async fn emulate(driver: &WebDriver, options: Options) {
    let metrics = json!({ "width": options.width, "height": 900, "deviceScaleFactor": 1, "mobile": false });
    devtools(driver, "Emulation.setDeviceMetricsOverride", metrics).await;
    let scheme = if options.dark { "dark" } else { "light" };
    let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
    devtools(driver, "Emulation.setEmulatedMedia", features).await;
    if !options.scripts {
        devtools(driver, "Emulation.setScriptExecutionDisabled", json!({ "value": true })).await;
    }
}

/// Sends a command of the `DevTools` protocol.
pub(super) async fn devtools(driver: &WebDriver, command: &str, parameters: Value) -> Value {
    let body = json!({ "cmd": command, "params": parameters });
    // Printing five hundred chapters takes more than a minute on a small machine.
    let sent = within(PATIENCE * 6, driver.client.issue_cmd(Post { path: "goog/cdp/execute", body })).await;
    sent.unwrap_or_else(|error| panic!("{command}: {error}"))
}

/// New messages in the console since the last call.
pub(super) async fn console(driver: &WebDriver) -> Vec<String> {
    log(driver, "browser").await
}

/// What was asked of the network since the last call.
pub(super) async fn requests(driver: &WebDriver) -> Vec<String> {
    let lines = log(driver, "performance").await;
    let events = lines.iter().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    events
        .filter_map(|event| {
            let event = &event["message"];
            match event["method"].as_str()? {
                "Network.requestWillBeSent" => event["params"]["request"]["url"].as_str().map(str::to_owned),
                "Network.webSocketCreated" => event["params"]["url"].as_str().map(str::to_owned),
                _ => None,
            }
        })
        .collect()
}

/// The lines of one of chromedriver's logs since the last call.
async fn log(driver: &WebDriver, kind: &str) -> Vec<String> {
    let post = Post { path: "se/log", body: json!({ "type": kind }) };
    let lines = within(PATIENCE, driver.client.issue_cmd(post)).await.expect("a log");
    let lines = lines.as_array().into_iter().flatten();
    lines.filter_map(|line| line["message"].as_str()).map(str::to_owned).collect()
}

/// A command of chromedriver's own.
#[derive(Debug)]
struct Post {
    path: &'static str,
    body: Value,
}

impl fantoccini::wd::WebDriverCompatibleCommand for Post {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}
