//! `WebKitGTK`, by its driver, on a screen of its own.

use super::Options;
use super::programs::{SCREEN, WEBKIT_DRIVER, quiet, spawn};
use super::webdriver::WebDriver;
use serde_json::json;
use std::process::Stdio;
use std::time::Duration;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::Child;

/// How often to try: now and then it crashes as it starts, and its driver waits for it forever.
const ATTEMPTS: usize = 4;

/// Starts it.
///
/// # Panics
///
/// If it cannot be started, or if the options want scripts off or less than 500 pixels: it can do neither.
pub(super) async fn start(options: Options) -> WebDriver {
    assert!(options.scripts, "WebKit cannot be driven with scripts off: leave it out of this check");
    assert!(options.width >= 500, "WebKit's window cannot be narrower than 500 pixels: leave it out of this check");
    let mut last = String::new();
    for _ in 0..ATTEMPTS {
        match attempt(options.dark).await {
            Ok(driver) => {
                resize(&driver, [options.width, 900]).await;
                return driver;
            }
            Err(error) => last = error,
        }
    }
    panic!("WebKit: {last}")
}

async fn attempt(dark: bool) -> Result<WebDriver, String> {
    let (mut screen, display) = screen().await;
    let home = TempDir::new().expect("a folder for the profile");
    let mut driver = quiet(WEBKIT_DRIVER);
    driver.env("DISPLAY", display).env_remove("WAYLAND_DISPLAY").env("GDK_BACKEND", "x11");
    driver.env("HOME", home.path()).env("GTK_THEME", if dark { "Adwaita:dark" } else { "Adwaita" });
    // As root, in a container, it has no sandbox to start.
    driver.env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
    let nobody = "127.0.0.1:9";
    let proxy = json!({
        "proxyType": "manual",
        "httpProxy": nobody,
        "sslProxy": nobody,
        "noProxy": ["127.0.0.1", "localhost"],
    });
    let capabilities = json!({ "browserName": "MiniBrowser", "proxy": proxy });
    let mut session = tokio::select! {
        session = WebDriver::start(driver, &capabilities, home, Duration::from_secs(30)) => session?,
        _ = screen.wait() => return Err("it crashes as it starts".to_owned()),
    };
    session.screen = Some(screen);
    Ok(session)
}

/// Makes the page so large, in CSS pixels; the window has bars besides.
async fn resize(driver: &WebDriver, page: [u32; 2]) {
    let mut window = page;
    for _ in 0..2 {
        driver.client.set_window_size(window[0], window[1]).await.expect("a window of this size");
        let seen = driver.evaluate("return [innerWidth, innerHeight];").await.expect("the size of the page");
        for side in [0, 1] {
            let seen = seen[side].as_u64().and_then(|seen| u32::try_from(seen).ok()).expect("a length");
            window[side] = (window[side] + page[side]).saturating_sub(seen);
        }
    }
}

/// Starts a virtual screen, and returns its name. It ends when its browser does.
async fn screen() -> (Child, String) {
    let mut command = quiet(SCREEN);
    command
        .args(["-displayfd", "1", "-terminate", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"])
        .stdout(Stdio::piped());
    let mut child = spawn(&mut command);
    let said = child.stdout.take().expect("what it says");
    let number = BufReader::new(said).lines().next_line().await.ok().flatten();
    let number = number.unwrap_or_else(|| panic!("{SCREEN} gives no screen"));
    (child, format!(":{}", number.trim()))
}
