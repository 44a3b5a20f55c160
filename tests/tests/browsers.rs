//! Checks of the test library itself: browsers have the requested options, and errors, requests and keys are recorded.

use acceptance::{Browser, Key, Kind, Options, Server, in_every_browser};
use serde_json::{Value, json};
use std::fs;
use tempfile::TempDir;

in_every_browser!(
    values_and_errors_of_scripts_arrive,
    files_are_read_as_by_any_reader,
    keys_arrive_in_shadow_roots,
    the_console_is_recorded,
    requests_are_recorded_even_without_a_response,
    requests_blocked_by_a_policy_are_recorded,
    elements_are_found_read_and_clicked,
    narrow_and_dark,
    without_scripts,
);

const PAGE: &str = "<!DOCTYPE html><title>A page</title><link rel=icon href=data:,><a href='other.html'>There</a><p hidden>Unseen</p>\
                    <script>document.title = 'run'</script>";

/// A folder with a page, and a server of it.
async fn site() -> (TempDir, Server) {
    let folder = TempDir::new().expect("a folder");
    for name in ["index.html", "other.html"] {
        fs::write(folder.path().join(name), PAGE).expect("a page");
    }
    let server = Server::start(folder.path()).await;
    (folder, server)
}

async fn values_and_errors_of_scripts_arrive(browser: &Browser) {
    for (script, value) in [
        ("return 1 + 1;", json!(2)),
        ("return await Promise.resolve({ a: ['é', null, true] });", json!({ "a": ["é", null, true] })),
        ("const nothing = 0; // and no value", Value::Null),
    ] {
        assert_eq!(browser.run(script).await, value, "{script}");
    }
    let caught = "return await Promise.reject(new TypeError('wrong')).catch(String);";
    assert_eq!(browser.run(caught).await, "TypeError: wrong");
}

async fn files_are_read_as_by_any_reader(browser: &Browser) {
    let (folder, _server) = site().await;
    browser.goto(&format!("file://{}/index.html", folder.path().display())).await;
    assert_eq!(browser.run("return [location.protocol, document.title];").await, json!(["file:", "run"]));
    let fetched = browser.run("return await fetch('other.html').then(() => 'read', () => 'refused');").await;
    assert_eq!(fetched, "refused", "a page may not read the file beside it");
    assert_eq!(browser.requests().await.unwrap_or_default(), Vec::<String>::new(), "files are not asked of a network");
}

async fn keys_arrive_in_shadow_roots(browser: &Browser) {
    let (_folder, server) = site().await;
    browser.open(&server, "/index.html").await;
    let script = "const root = document.body.attachShadow({ mode: 'open' });
                  root.append(document.createElement('input'));
                  root.firstChild.focus();";
    browser.run(script).await;
    browser.keys("Ä/b").await;
    browser.press(Key::Left).await;
    browser.press(Key::Backspace).await;
    browser.until("document.body.shadowRoot.firstChild.value === 'Äb'").await;
}

async fn the_console_is_recorded(browser: &Browser) {
    let (_folder, server) = site().await;
    browser.open(&server, "/index.html").await;
    assert_eq!(browser.console().await, Vec::<String>::new());
    let script = "console.warn('a warning');
                  console.error('an error');
                  setTimeout(() => { throw new Error('thrown'); });
                  Promise.reject(new Error('not caught'));
                  await new Promise((done) => setTimeout(done, 200));";
    browser.run(script).await;
    let heard = browser.console().await;
    let expected = if browser.kind() == Kind::WebKit { 0 } else { 4 };
    assert_eq!(heard.len(), expected, "{heard:?}");
    assert_eq!(browser.console().await, Vec::<String>::new(), "what was told once is not told again");
}

/// All ways in which a page can make a request, to an address that does not exist.
const REACHING_OUT: &str = "
    new Image().src = 'https://elsewhere.test/image';
    await fetch('https://elsewhere.test/fetch').catch(() => {});
    navigator.sendBeacon('https://elsewhere.test/beacon', '');
    try { new WebSocket('wss://elsewhere.test/socket'); } catch {}
    await new Promise((done) => setTimeout(done, 300));";

async fn requests_are_recorded_even_without_a_response(browser: &Browser) {
    let (_folder, server) = site().await;
    browser.requests().await;
    browser.open(&server, "/index.html").await;
    browser.run(REACHING_OUT).await;
    let Some(requests) = browser.requests().await else {
        assert_eq!(browser.kind(), Kind::WebKit);
        return;
    };
    assert!(requests.contains(&server.url("/index.html")), "{requests:?}");
    for path in ["image", "fetch", "beacon", "socket"] {
        let address = format!("elsewhere.test/{path}");
        assert!(requests.iter().any(|url| url.ends_with(&address)), "{path}: {requests:?}");
    }
}

async fn requests_blocked_by_a_policy_are_recorded(browser: &Browser) {
    let (folder, _server) = site().await;
    let server = Server::with_policy(folder.path(), "default-src 'none'; script-src 'self'").await;
    browser.open(&server, "/index.html").await;
    assert_eq!(browser.run("return document.title;").await, "A page", "an inline script does not run");
    browser.run(REACHING_OUT).await;
    let told = [browser.console().await, browser.requests().await.unwrap_or_default()].concat().join("\n");
    for path in ["image", "fetch", "beacon", "socket"] {
        let seen = told.contains(&format!("elsewhere.test/{path}"));
        assert!(seen || browser.kind() == Kind::WebKit, "{path}:\n{told}");
    }
}

async fn elements_are_found_read_and_clicked(browser: &Browser) {
    let (_folder, server) = site().await;
    browser.open(&server, "/index.html").await;
    let link = browser.find("a").await;
    assert_eq!(link.text().await.as_deref(), Ok("There"));
    assert_eq!(link.is_displayed().await, Ok(true));
    assert_eq!(browser.find("p").await.is_displayed().await, Ok(false));
    link.click().await.expect("a click");
    browser.until("location.pathname === '/other.html'").await;
}

async fn narrow_and_dark(browser: &Browser) {
    let width = if browser.kind() == Kind::WebKit { 500 } else { 320 };
    let narrow = Browser::start(Options { kind: browser.kind(), width, dark: true, ..Options::default() }).await;
    for (browser, width, dark) in [(browser, 1280, false), (&narrow, width, true)] {
        let seen = "return [innerWidth, innerHeight, matchMedia('(prefers-color-scheme: dark)').matches];";
        assert_eq!(browser.run(seen).await, json!([width, 900, dark]));
        let picture = browser.screenshot().await;
        let size =
            [&picture[16..20], &picture[20..24]].map(|bytes| u32::from_be_bytes(bytes.try_into().expect("four")));
        assert_eq!((&picture[..4], size), (b"\x89PNG".as_slice(), [width, 900]), "a picture of the page");
    }
    narrow.close().await;
}

async fn without_scripts(browser: &Browser) {
    if browser.kind() == Kind::WebKit {
        return; // Its driver has no way to turn them off.
    }
    let (_folder, server) = site().await;
    let other = Browser::start(Options { kind: browser.kind(), scripts: false, ..Options::default() }).await;
    other.open(&server, "/index.html").await;
    let title = other.find("title").await;
    assert_eq!(title.text().await.map(|text| text.contains("run")), Ok(false));
    other.find("a").await.click().await.expect("a click");
    other.close().await;
}
