//! The head of every chapter fits the first screen, the field stays in sight, and citations lead to what they cite; in
//! Chromium, whose window can have any size.

use acceptance::{Alone, Browser, Options, Server, built_site, pages};
use serde_json::json;
use std::time::Duration;

/// A small desktop, and a phone.
const SCREENS: [[u32; 2]; 2] = [[1280, 900], [375, 812]];

/// Puts the head of each chapter in the place of this one's, and returns what of it is not on the first screen: number, title,
/// sentence, and three answers. Loading five hundred pages would take minutes.
const BELOW: &str = "
    await document.fonts.ready;
    const parts = ['.port-number', '.port-title', '.port-summary', '.answers > div:nth-child(1)', '.answers > div:nth-child(2)',
        '.answers > div:nth-child(3)'];
    const wrong = [];
    for (const path of paths) {
        // Parses the page, which Trusted Types forbid to do from a text.
        const page = await new Promise((done) => {
            const request = Object.assign(new XMLHttpRequest(), { responseType: 'document', onload: () => done(request.response) });
            request.open('GET', path);
            request.send();
        });
        document.querySelector('.port-head').replaceWith(document.importNode(page.querySelector('.port-head'), true));
        const below = parts.map((part) => [part, document.querySelector(part)?.getBoundingClientRect().bottom ?? 'missing']);
        const found = below.filter(([, bottom]) => !(bottom <= innerHeight));
        if (found.length) wrong.push([path, ...found]);
    }
    return wrong;";

async fn sized(browser: &Browser, [width, height]: [u32; 2]) {
    let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
    browser.devtools("Emulation.setDeviceMetricsOverride", size).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_answers_are_on_the_first_screen_of_every_chapter() {
    let server = Server::start(&built_site()).await;
    let chapters: Vec<String> = pages(&built_site())
        .into_keys()
        .filter(|path| path.starts_with("ports/") && path != "ports/index.html")
        .collect();
    assert!(chapters.len() > 50);
    let browser = Browser::start(Options::default()).await;
    browser.allow(Duration::from_mins(2)).await;
    browser.open(&server, &format!("/{}", chapters[0])).await;
    let paths: Vec<String> = chapters.iter().map(|path| format!("/{path}")).collect();
    for size in SCREENS {
        sized(&browser, size).await;
        let script = format!("const paths = {};{BELOW}", json!(paths));
        assert_eq!(browser.run(&script).await, json!([]), "{size:?}");
    }
    browser.close().await;
}

/// Follows the first citation of the text. Its document cannot be seen until then.
const FOLLOW: &str = "
    const text = document.querySelector('.port-text, main > .shown');
    const mark = text.querySelector('p sup a, p a[href^=\"#_\"]');
    const cited = document.getElementById(mark.hash.slice(1));
    const before = cited.checkVisibility({ contentVisibilityAuto: true });
    mark.click();
    await new Promise((done) => setTimeout(done, 300));
    const { top, bottom } = cited.getBoundingClientRect();
    const header = document.querySelector('.site-top').getBoundingClientRect().bottom;
    return [before, cited.checkVisibility({ contentVisibilityAuto: true }), top >= header - 1, bottom <= innerHeight];";

#[tokio::test(flavor = "multi_thread")]
async fn a_citation_leads_to_its_document() {
    let (server, file) = (Server::start(&built_site()).await, Alone::make());
    let browser = Browser::start(Options::default()).await;
    for size in SCREENS {
        sized(&browser, size).await;
        for address in [server.url("/ports/22.html"), file.url("#ports/22.html")] {
            browser.goto("about:blank").await;
            browser.goto(&address).await;
            browser.until("!document.querySelector('.theme-switch').hidden").await;
            assert_eq!(browser.run(FOLLOW).await, json!([false, true, true, true]), "{address} at {size:?}");
        }
    }
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_scripts_a_citation_leads_to_its_document_too() {
    let server = Server::start(&built_site()).await;
    let browser = Browser::start(Options { scripts: false, ..Options::default() }).await;
    browser.open(&server, "/ports/22.html").await;
    browser.find(".port-text p sup a").await.click().await.expect("a link");
    let first = browser.find("#s1").await;
    assert_eq!(first.is_displayed().await, Ok(true));
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_field_stays_in_sight() {
    let server = Server::start(&built_site()).await;
    let browser = Browser::start(Options::default()).await;
    for size in SCREENS {
        sized(&browser, size).await;
        browser.open(&server, "/ports/22.html").await;
        let script = "
            scrollTo(0, 900);
            await new Promise((done) => setTimeout(done, 100));
            const { top, bottom } = document.getElementById('site-search').getBoundingClientRect();
            const lists = [...document.querySelectorAll('.on-this-page')].map((list) => list.checkVisibility());
            return [top >= 0, bottom < 120, lists[0]];";
        assert_eq!(browser.run(script).await, json!([true, true, size[0] > 1024]), "{size:?}");
    }
    browser.close().await;
}
