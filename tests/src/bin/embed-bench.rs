//! From a click on a link to the first answer over http, with nothing in a cache, in Chromium: a page with the two lines of
//! the element beside the front page of the site, both with a query. `cargo xtask bench` runs it.
//!
//! The clock starts with the navigation and stops when the element has shown its results. Figures are milliseconds.

use acceptance::{Browser, Options, Server, built_site, in_turns};
use serde_json::json;
use std::fs;

const CLOCK: &str = "addEventListener('port-reference-ready', ({ target }) => {
    window.measured ??= { took: performance.now(), total: target.shadowRoot.querySelectorAll('li').length };
});";
const PAGE: &str = "<!DOCTYPE html><html lang=en><meta charset=utf-8><title>Ports</title>
<script src=port-reference.js defer></script><port-reference query=telnet></port-reference>";

#[tokio::main]
async fn main() {
    let embed = built_site().with_file_name("embed");
    let folder = tempfile::TempDir::new().expect("a folder for the page");
    for file in fs::read_dir(&embed).expect("dist/embed").flatten() {
        fs::copy(file.path(), folder.path().join(file.file_name())).expect("a copy");
    }
    fs::write(folder.path().join("page.html"), PAGE).expect("a page");
    let intranet = Server::start(folder.path()).await;
    // A service worker would answer from its own copy from the second time on.
    let site = Server::with_broken(&built_site(), &[("/sw.js".to_owned(), 404, b"")]).await;

    let browser = Browser::start(Options::default()).await;
    browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": CLOCK })).await;
    let pages = [("embedded", intranet.url("/page.html")), ("the site", site.url("/index.html?q=telnet"))];
    in_turns(&browser, "navigation to first answer", &pages).await;
    browser.close().await;
}
