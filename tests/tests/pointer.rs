//! Mouse and touch: nothing covers links and controls, on any kind of page, wide or narrow.

use acceptance::{Alone, Browser, Kind, Options, Server, Unzipped, built_site, in_every_browser};
use serde_json::json;
use std::time::Duration;

in_every_browser!(
    nothing_covers_what_can_be_clicked_on_the_site,
    nothing_covers_what_can_be_clicked_in_the_zip,
    nothing_covers_what_can_be_clicked_in_the_one_file,
    the_header_works_with_the_mouse,
    the_menu_of_a_narrow_header_works_with_the_mouse,
);

/// One page of each kind: the start, results with filters open, a chapter, a range, a table, examples that run.
const PAGES: [&str; 7] = [
    "index.html",
    "index.html?q=samba",
    "ports/37.html",
    "ports/27910-27961.html",
    "ports/index.html",
    "embedding.html",
    "plan.html",
];

const WIDTHS: [u32; 3] = [320, 768, 1280];

/// The links and controls that are not the topmost element in their middle, and the number of all of them. Where an open sheet
/// covers the page, as it is meant to, these are the ones in it.
///
/// A link that goes over two lines has no middle: its longest line has one.
const COVERED: &str = "
    const inside = (root) => [...root.querySelectorAll('*')].flatMap((element) =>
        element.shadowRoot ? [element, ...inside(element.shadowRoot)] : [element]);
    const topmost = (x, y) => {
        let found = document.elementFromPoint(x, y);
        while (found?.shadowRoot) {
            const inner = found.shadowRoot.elementFromPoint(x, y);
            if (!inner || inner === found) break;
            found = inner;
        }
        return found;
    };
    const holds = (part, found) => {
        for (let node = found; node; node = node.parentNode ?? node.host) if (node === part) return true;
        return false;
    };
    const all = inside(document);
    const sheet = all.find((element) => element.matches('dialog:modal'));
    const parts = all.filter((element) => (!sheet || sheet.contains(element))
        && element.matches('a[href], button, input, select, textarea, summary')
        && !element.matches('.skip-link')
        && element.checkVisibility({ opacityProperty: true, visibilityProperty: true }));
    const covering = (part) => {
        const [{ x, y, width, height }] = [...part.getClientRects()].sort((a, b) => b.width - a.width);
        const found = topmost(x + width / 2, y + height / 2);
        const name = (element) => element && `${element.localName}.${element.className} “${element.textContent.trim().slice(0, 40)}”`;
        return holds(part, found) ? null : `${name(part)} at ${x},${y} lies under ${name(found)}`;
    };
    const covered = parts.flatMap((part) => {
        // What is not seen where it is, is looked for in the middle. A page of a thousand links scrolls a few dozen times.
        if (!covering(part)) return [];
        part.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
        return covering(part) ?? [];
    });
    return [parts.length > 4, covered];";

/// Shows results, and unfolds what there is to filter by.
const UNFOLD: &str = "
    const element = [...document.querySelectorAll('main port-reference')].find((element) => element.checkVisibility());
    await element?.ready;
    const filters = location.search && element?.shadowRoot.querySelector('details');
    if (filters) filters.open = true;
    await new Promise((done) => setTimeout(done, 300));";

fn widths(kind: Kind) -> impl Iterator<Item = Options> {
    // The window of WebKit's own browser cannot be as narrow as a phone.
    let narrowest = if kind == Kind::WebKit { 500 } else { 0 };
    WIDTHS.into_iter().map(move |width| Options { kind, width: width.max(narrowest), ..Options::default() })
}

async fn check(browser: &Browser, pages: &[&str], address: impl Fn(&str) -> String) {
    for options in widths(browser.kind()) {
        let other = Browser::start(options).await;
        other.allow(Duration::from_mins(2)).await;
        for page in pages {
            other.goto("about:blank").await;
            other.goto(&address(page)).await;
            other.until("!document.querySelector('.theme-switch').hidden").await;
            other.run(UNFOLD).await;
            let found = other.run(COVERED).await;
            assert_eq!(found, json!([true, []]), "{page}, {} px wide, in {}", options.width, browser.kind());
        }
        other.close().await;
    }
}

async fn nothing_covers_what_can_be_clicked_on_the_site(browser: &Browser) {
    let server = Server::start(&built_site()).await;
    let pages: Vec<&str> = PAGES.into_iter().chain(["404.html"]).collect();
    check(browser, &pages, |page| server.url(&format!("/{page}"))).await;
}

async fn nothing_covers_what_can_be_clicked_in_the_zip(browser: &Browser) {
    let files = Unzipped::make();
    check(browser, &PAGES, |page| files.url(page)).await;
}

async fn nothing_covers_what_can_be_clicked_in_the_one_file(browser: &Browser) {
    let file = Alone::make();
    let in_file = |page: &str| match page {
        "index.html" => file.url(""),
        page if page.contains('?') => file.url(page.trim_start_matches("index.html")),
        page => file.url(&format!("#{page}")),
    };
    check(browser, &PAGES, in_file).await;
}

async fn click(browser: &Browser, selector: &str) {
    let clicked = browser.find(selector).await.click().await;
    clicked.unwrap_or_else(|error| panic!("{selector} in {}: {error}", browser.kind()));
}

/// The site by http, the zip from the disk.
async fn the_header_works_with_the_mouse(browser: &Browser) {
    let (server, files) = (Server::start(&built_site()).await, Unzipped::make());
    for front in [server.url("/index.html"), files.url("index.html")] {
        browser.goto(&front).await;
        browser.until("!document.querySelector('.theme-switch').hidden").await;
        click(browser, ".theme-switch [value=dark]").await;
        browser.until("document.documentElement.dataset.theme === 'dark'").await;
        click(browser, ".theme-switch [value=auto]").await;
        browser.until("!document.documentElement.dataset.theme").await;
        let middle = "const { x, y, width, height } = document.querySelector('main port-reference').shadowRoot
            .querySelector('input').getBoundingClientRect(); return [x + width / 2, y + height / 2].map(Math.round);";
        let at = browser.run(middle).await;
        browser.click_at(at[0].as_i64().expect("x"), at[1].as_i64().expect("y")).await;
        browser.until("document.activeElement?.localName === 'port-reference'").await;
        browser.keys("telnet").await;
        browser
            .until("document.querySelector('main port-reference').shadowRoot.querySelector('ol a')?.checkVisibility()")
            .await;

        browser.goto(&front).await;
        click(browser, ".site-nav > ul a[href='advice.html']").await;
        browser.until("location.pathname.endsWith('/advice.html') && document.readyState === 'complete'").await;
        click(browser, "#site-search port-reference").await;
        browser.until("document.activeElement?.localName === 'port-reference'").await;
        click(browser, ".site-name").await;
        browser.until("location.pathname.endsWith('/index.html') && document.readyState === 'complete'").await;
        click(browser, ".site-name").await;
        browser.until("location.pathname.endsWith('/index.html')").await;
    }
}

async fn the_menu_of_a_narrow_header_works_with_the_mouse(browser: &Browser) {
    let server = Server::start(&built_site()).await;
    let narrow = widths(browser.kind()).next().expect("a width");
    let other = Browser::start(narrow).await;
    for page in ["/index.html", "/ports/37.html"] {
        other.open(&server, page).await;
        other.until("!document.querySelector('.theme-switch').hidden").await;
        click(&other, ".site-nav summary").await;
        other.until("document.querySelector('.site-nav details').open").await;
        click(&other, ".site-nav details a[href$='applications.html']").await;
        other.until("location.pathname === '/applications.html'").await;
    }
    other.close().await;
}
