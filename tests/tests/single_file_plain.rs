//! `portolan.html` without scripts or styles, on narrow screens, in the dark theme, and on paper.

use acceptance::{Alone, Browser, Kind, Options, Server, built_site, in_every_browser, quiet};
use scraper::{Html, Selector};
use serde_json::json;
use std::fs;

in_every_browser!(
    without_scripts_every_page_is_there_in_order,
    with_scripts_switched_off_links_lead_from_page_to_page,
    under_the_policy_of_our_site_it_can_be_read,
    it_is_accessible_wide_and_light,
    it_is_accessible_narrow_and_dark,
    rows_of_narrow_tables_name_their_cells,
    nothing_lies_over_the_header,
    the_front_page_prints_the_whole_book_and_another_itself,
);

/// Pages of every kind: words, a chapter with advice, wide tables, lists, code.
const PAGES: [&str; 8] = [
    "index.html",
    "ports/37.html",
    "ports/index.html",
    "releases/15.2.html",
    "sources.html",
    "glossary.html",
    "embedding.html",
    "publishing.html",
];

/// The ids of all sections, and those of the ones that take up room, from the top down.
const SECTIONS: &str = "
    const all = [...document.querySelectorAll('main > section')];
    const places = all.map((section) => [section.getBoundingClientRect(), section.id]);
    const seen = places.filter(([{ height }]) => height > 50).sort(([a], [b]) => a.top - b.top).map(([, id]) => id);";

/// Serves it under a policy, and opens it.
async fn under(browser: &Browser, policy: &str, after: &str) -> (Alone, Server) {
    let file = Alone::make();
    let server = Server::with_policy(file.folder(), policy).await;
    browser.open(&server, &format!("/portolan.html{after}")).await;
    (file, server)
}

/// All is seen, and links lead to their places: what holds where no script has run.
async fn reads_from_top_to_bottom(browser: &Browser) {
    let script = format!(
        "{SECTIONS} return [all.length > 100, JSON.stringify(seen) === JSON.stringify(all.map(({{ id }}) => id))];"
    );
    assert_eq!(browser.run(&script).await, json!([true, true]));
    for hash in ["#ports/index.html", "#ports/22.html", "#sources.html:port-22"] {
        browser.run(&format!("document.querySelector('a[href=\"{hash}\"]').click();")).await;
        let top = format!("document.getElementById('{}').getBoundingClientRect().top", &hash[1..]);
        browser.until(&format!("location.hash === '{hash}' && scrollY > 500 && Math.abs({top}) < 100")).await;
    }
}

async fn without_scripts_every_page_is_there_in_order(browser: &Browser) {
    let _served = under(browser, "script-src 'none'", "").await;
    reads_from_top_to_bottom(browser).await;
    let header = browser.find("#site-search a").await;
    assert_eq!(header.is_displayed().await, Ok(true), "in place of the field stands a link");
    assert_eq!(browser.find(".theme-switch").await.is_displayed().await, Ok(false));
}

async fn with_scripts_switched_off_links_lead_from_page_to_page(browser: &Browser) {
    if browser.kind() == Kind::WebKit {
        return; // Its driver has no way to turn them off.
    }
    let file = Alone::make();
    let other = Browser::start(Options { kind: browser.kind(), scripts: false, ..Options::default() }).await;
    other.goto(&file.url("")).await;
    other.find("main port-reference a[href='#ports/index.html']").await.click().await.expect("a link");
    other.find("table.ports a[href='#ports/22.html']").await.click().await.expect("a link");
    let heading = other.find("[id='ports/22.html'] h1").await;
    assert_eq!(heading.is_displayed().await, Ok(true));
    assert_eq!(heading.text().await.map(|text| text.contains("SSH")), Ok(true));
    quiet(&other).await;
    other.close().await;
}

/// The policy that the pages of the site carry; it lets in neither scripts nor styles that stand in a page.
fn policy_of_our_site() -> String {
    let page = fs::read_to_string(built_site().join("index.html")).expect("a page");
    let selector = Selector::parse("meta[http-equiv='Content-Security-Policy']").expect("a selector");
    let page = Html::parse_document(&page);
    let meta = page.select(&selector).next().expect("a policy");
    meta.value().attr("content").expect("its text").to_owned()
}

async fn under_the_policy_of_our_site_it_can_be_read(browser: &Browser) {
    let (_file, server) = under(browser, &policy_of_our_site(), "").await;
    let styled = browser.run("return getComputedStyle(document.querySelector('.site-bar')).display === 'flex';").await;
    assert_eq!(styled, false, "the policy holds");
    reads_from_top_to_bottom(browser).await;
    browser.open(&server, "/portolan.html#ports/22.html").await;
    reads_from_top_to_bottom(browser).await;
}

async fn accessible(options: Options) {
    let file = Alone::make();
    let browser = Browser::start(options).await;
    for page in PAGES {
        browser.goto(&file.url(&format!("#{page}"))).await;
        browser.until(&format!("document.getElementById('{page}').classList.contains('shown')")).await;
        // By then what is not shown is hidden, and what scrolls can be reached.
        browser.run("await new Promise((done) => setTimeout(done, 400));").await;
        let overflow = browser.run("return document.documentElement.scrollWidth - innerWidth;").await;
        assert!(overflow.as_i64() <= Some(0), "{page} scrolls sideways by {overflow} pixels in {}", options.kind);
        if ["index.html", "ports/37.html"].contains(&page) {
            // It would look for names and ids in a megabyte that nobody sees.
            browser.run("for (const other of document.querySelectorAll('main > :not(.shown)')) other.remove();").await;
            assert_eq!(browser.axe().await, Vec::<String>::new(), "{page} in {}", options.kind);
            browser.goto("about:blank").await;
        }
    }
    quiet(&browser).await;
    browser.close().await;
}

async fn it_is_accessible_wide_and_light(browser: &Browser) {
    accessible(Options { kind: browser.kind(), ..Options::default() }).await;
}

fn narrow(browser: &Browser) -> Options {
    let width = if browser.kind() == Kind::WebKit { 500 } else { 320 };
    Options { kind: browser.kind(), width, ..Options::default() }
}

async fn it_is_accessible_narrow_and_dark(browser: &Browser) {
    accessible(Options { dark: true, ..narrow(browser) }).await;
}

async fn rows_of_narrow_tables_name_their_cells(browser: &Browser) {
    let file = Alone::make();
    let other = Browser::start(narrow(browser)).await;
    other.goto(&file.url("#ports/22.html")).await;
    let script = "
        const table = document.querySelector('[id=\"ports/22.html\"] table.uses');
        const names = [...table.querySelectorAll('thead th')].map((name) => name.textContent.trim());
        const cells = [...table.querySelectorAll('.use > td')].filter((cell) => cell.textContent);
        const wrong = cells.map((cell) => [getComputedStyle(cell, '::before').content, `\"${names[cell.cellIndex]}\"`]);
        return [cells.length > 10, wrong.filter(([said, name]) => said !== name)];";
    assert_eq!(other.run(script).await, json!([true, []]));
    other.close().await;
}

async fn nothing_lies_over_the_header(browser: &Browser) {
    let file = Alone::make();
    for options in [Options { kind: browser.kind(), ..Options::default() }, narrow(browser)] {
        let other = Browser::start(options).await;
        for page in ["index.html", "ports/22.html"] {
            other.goto(&file.url(&format!("#{page}"))).await;
            other.until("!document.querySelector('.theme-switch').hidden").await;
            let script = "
                const parts = [...document.querySelectorAll('.site-header :is(a, button, summary)')];
                const seen = parts.filter((part) => part.checkVisibility());
                const covered = seen.filter((part) => {
                    const { x, y, width, height } = part.getBoundingClientRect();
                    return !part.contains(document.elementFromPoint(x + width / 2, y + height / 2));
                });
                return [seen.length > 4, covered.map((part) => part.outerHTML)];";
            assert_eq!(other.run(script).await, json!([true, []]), "{page} at {}", options.width);
        }
        other.close().await;
    }
}

async fn the_front_page_prints_the_whole_book_and_another_itself(browser: &Browser) {
    let file = Alone::make();
    // What is for paper is shown on the screen: no driver tells what it prints.
    let script = format!(
        "for (const sheet of document.styleSheets) {{
             for (const rule of sheet.cssRules) if (rule.media?.mediaText === 'print') rule.media.mediaText = 'all';
         }}
         await new Promise((done) => setTimeout(done, 400));
         {SECTIONS}
         const shown = seen.length === all.length ? 'all' : seen.join();
         return [shown, document.querySelector('.site-nav').checkVisibility()];"
    );
    for (after, shown) in [("", "all"), ("#ports/22.html", "ports/22.html"), ("#sources.html:port-22", "sources.html")]
    {
        browser.goto("about:blank").await;
        browser.goto(&file.url(after)).await;
        assert_eq!(browser.run(&script).await, json!([shown, false]), "{after} in {}", browser.kind());
    }
    quiet(browser).await;
}
