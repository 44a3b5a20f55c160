//! Walks through the site while versions change: every navigation ends.

use super::reader::{WAITING, visit};
use super::versions;
use acceptance::{Browser, Kind, skip};
use std::time::Duration;

const WALKS: usize = 30;

/// After this a navigation is said to hang; it takes a second where nothing else goes on.
const ENDLESS: Duration = Duration::from_mins(1);

/// Opens a second page of the site, and waits until it has loaded. Counts what both say to service workers.
const OPEN_ANOTHER: &str = "
    window.another = window.open('/ports/22.html', 'another');
    window.said = 0;
    const loaded = () => another.location.pathname === '/ports/22.html' && another.document.readyState === 'complete';
    while (!loaded()) await new Promise((done) => setTimeout(done, 25));
    for (const { prototype } of [ServiceWorker, another.ServiceWorker]) {
        const { postMessage } = prototype;
        prototype.postMessage = function (message) { postMessage.call(this, message); said++; };
    }";

/// Looks for an update now; browsers do by themselves, some time after a page has loaded.
const UPDATE: &str = "await (await navigator.serviceWorker.getRegistration()).update();";

/// Waits until both pages have asked the next version to take over, and it has found that there are two.
const REFUSED: &str = "
    while (said < 2) await new Promise((done) => setTimeout(done, 25));
    await new Promise((done) => setTimeout(done, 500));";

/// Reads a page until the version that waited has taken over, but no longer than three seconds.
const READ: &str = "
    const registration = await navigator.serviceWorker.getRegistration();
    for (let tries = 0; registration.waiting && tries < 120; tries++) await new Promise((done) => setTimeout(done, 25));";

/// While two pages are open a new version waits; one is closed, and the other goes to the front page, which loads the search
/// at once. Then the new version takes over.
pub(crate) async fn no_navigation_hangs_after_an_update(browser: &Browser) {
    if browser.kind() == Kind::WebKit {
        return skip("it opens no window for a script");
    }
    let (first, second) = versions();
    let host = visit(browser, first.folder()).await;
    let goes = async |path: &str, walk: usize| {
        let navigation = tokio::time::timeout(ENDLESS, browser.goto(&host.url(path))).await;
        assert!(navigation.is_ok(), "walk {walk}: the navigation to {path} never ends in {}", browser.kind());
    };
    for (walk, next) in [&second, &first].into_iter().cycle().take(WALKS).enumerate() {
        browser.run(OPEN_ANOTHER).await;
        host.publish(next.folder());
        browser.run(UPDATE).await;
        browser.run(WAITING).await;
        browser.run(REFUSED).await;
        browser.run("another.close();").await;
        goes("/", walk).await;
        browser.run(READ).await;
        goes("/ports/23.html", walk).await;
        let title = browser.run("return document.title;").await;
        let expected = if walk % 2 == 0 { "b 23 " } else { "a 23 " };
        let title = title.as_str().unwrap_or_default();
        assert!(title.starts_with(expected), "walk {walk} ends at {title:?} in {}", browser.kind());
    }
}
