//! Simulates a reader of the site, and inspects the caches of the browser.

use acceptance::{Browser, Host, Kind};
use serde_json::Value;
use std::path::Path;
use std::time::Duration;

/// Waits, for as long as scripts may take, until a worker is there, or until the next one waits.
pub(crate) const ACTIVE: &str = "const registration = await navigator.serviceWorker.ready;
                      while (registration.active.state !== 'activated') await new Promise((done) => setTimeout(done, 25));";
pub(crate) const WAITING: &str = "const registration = await navigator.serviceWorker.ready;
                       while (!registration.waiting) await new Promise((done) => setTimeout(done, 25));";

/// After how many pages an update must have come; two are enough where nothing else goes on.
const PAGES: usize = 20;

/// Reads a page for a while: Chromium looks for an update after one idle second. Then waits until the update is ready
/// and has taken over, or for three seconds where another page keeps it from that: leaving in the moment of the change is not
/// covered.
const READ: &str = "const rest = (time) => new Promise((done) => setTimeout(done, time));
                    await rest(2000);
                    const registration = await navigator.serviceWorker.getRegistration();
                    while (registration?.installing) await rest(50);
                    for (let patience = 60; registration?.waiting && patience; patience -= 1) await rest(50);
                    while (registration?.active?.state === 'activating') await rest(50);
                    await rest(300);";

/// How many the field in the page finds.
pub(crate) const SEARCH: &str = "const e = document.querySelector('port-reference'); e.focus(); await e.ready;
                      return (await e.search('nfs')).total;";

/// The names of caches that are ours.
pub(crate) async fn caches(browser: &Browser) -> Vec<String> {
    let names = browser.run("return (await caches.keys()).filter((name) => name.startsWith('portolan '));").await;
    names.as_array().expect("names").iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// Opens a page and checks that all of it is of one version, by its title and by what it has loaded.
pub(crate) async fn shows(browser: &Browser, host: &Host, path: &str, version: &str) {
    browser.goto(&host.url(path)).await;
    let shown = whole(browser).await;
    assert_eq!(shown, version, "{path} in {}", browser.kind());
}

/// Goes from page to page until one is of the next version. Each is whole, whatever happens while it is read.
pub(crate) async fn becomes(browser: &Browser, host: &Host, version: &str, next: &str) {
    for _ in 0..PAGES {
        browser.goto(&host.url("/ports/22.html")).await;
        browser.run(READ).await;
        let shown = whole(browser).await;
        if shown == next {
            return;
        }
        assert_eq!(shown, version, "{}", browser.kind());
    }
    panic!("{} never shows {next}", browser.kind());
}

/// Goes from page to page until the caches that are ours are those of these versions.
pub(crate) async fn keeps(browser: &Browser, host: &Host, versions: &[&str]) {
    for _ in 0..PAGES {
        let kept = caches(browser).await;
        if kept.len() == versions.len() && kept.iter().zip(versions).all(|(kept, version)| kept.ends_with(version)) {
            return;
        }
        browser.goto(&host.url("/about.html")).await;
        browser.run(READ).await;
    }
    panic!("{} keeps {:?}, not {versions:?}", browser.kind(), caches(browser).await);
}

/// Which version the page is of. It searches, and all that it has loaded is of the same.
async fn whole(browser: &Browser) -> String {
    assert!(browser.run(SEARCH).await.as_u64() > Some(1), "{}", browser.kind());
    let title = browser.run("return document.title;").await;
    let version = title.as_str().expect("a title").split(' ').next().expect("a version").to_owned();
    let loaded = "return performance.getEntriesByType('resource').map((entry) => entry.name.split('.').at(-2));";
    let loaded = browser.run(loaded).await;
    let digests = loaded.as_array().expect("names").iter().filter_map(Value::as_str).filter(|part| part.len() == 8);
    let others: Vec<&str> = digests.filter(|digest| **digest != version.repeat(8)).collect();
    assert!(others.is_empty(), "{title} loads {others:?} in {}", browser.kind());
    version
}

/// A first visit, until the worker is there.
pub(crate) async fn visit(browser: &Browser, site: &Path) -> Host {
    let host = Host::start(site).await;
    browser.goto(&host.url("/")).await;
    browser.run(ACTIVE).await;
    host
}

/// Waits until the host is asked for a file, and then until no worker is about to be installed: it has failed, or it waits.
pub(crate) async fn ended(browser: &Browser, host: &Host, file: &str) {
    for _ in 0..1200 {
        if host.asked().iter().any(|path| path == file) {
            return browser.until("!(await navigator.serviceWorker.getRegistration())?.installing").await;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("{} never asks for {file}", browser.kind());
}

/// What all caches of the origin hold, in bytes, as it is kept.
pub(crate) async fn stored(browser: &Browser) -> u64 {
    let script = "
        let sum = 0;
        for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            for (const request of await cache.keys()) {
                sum += (await (await cache.match(request)).arrayBuffer()).byteLength;
            }
        }
        return sum;";
    browser.run(script).await.as_u64().expect("a number")
}

/// What the browser counts, in bytes, with what it adds itself. Firefox counts all ports of a host together, and `WebKit`
/// tells nothing.
pub(crate) async fn counted(browser: &Browser) -> Option<u64> {
    let usage = "return (await navigator.storage.estimate()).usage;";
    if browser.kind() == Kind::Chromium { browser.run(usage).await.as_u64() } else { None }
}
