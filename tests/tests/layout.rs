//! Positions and sizes: results, filters, tables, the chart's lines, the font of titles.

use acceptance::{Browser, Key, Kind, Options, Server, built_site, in_every_browser, pages};
use scraper::{Html, Selector};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;

in_every_browser!(
    results_on_the_front_page_look_the_same_however_they_came,
    filters_unfold_under_the_pointer,
    on_a_phone_filters_hide_values_without_results,
    numbers_of_results_stay_on_one_line,
    a_panel_is_as_wide_as_the_field_of_a_phone,
    the_lines_of_the_chart_cross_no_text,
    titles_have_their_own_font,
);

const FRONT: &str = "document.querySelector('main port-reference')";
const HEADER: &str = "document.querySelector('header port-reference')";

fn options(kind: Kind, width: u32) -> Options {
    // The window of WebKit's own browser cannot be as narrow as a phone.
    let least = if kind == Kind::WebKit { 500 } else { 0 };
    Options { kind, width: width.max(least), ..Options::default() }
}

/// Position and size of the visible results.
fn look() -> String {
    format!(
        "// What is out of view is measured only when it is laid out.
         for (const item of {FRONT}.shadowRoot.querySelectorAll('.item')) item.style.contentVisibility = 'visible';
         const places = [{FRONT}, ...{FRONT}.shadowRoot.querySelectorAll('input[type=search], summary, .item, .badges')];
         return [document.documentElement.className, ...places.map((place) => {{
             const {{ x, y, width, height }} = place.getBoundingClientRect();
             return [x, y + scrollY, width, height].map(Math.round).join();
         }})];"
    )
}

async fn shown(browser: &Browser, count: usize) {
    browser
        .until(&format!(
            "[...{FRONT}.shadowRoot.querySelectorAll('.item')].filter((item) => item.checkVisibility()).length === {count}"
        ))
        .await;
}

/// Waits until everything is shown that the search for “samba” finds, and returns how many that are.
async fn all_shown(browser: &Browser) -> usize {
    let script = format!(
        "await customElements.whenDefined('port-reference');
         return (await {FRONT}.search('samba')).total;"
    );
    let total = browser.run(&script).await.as_u64().and_then(|total| usize::try_from(total).ok()).expect("a number");
    assert!((6..=20).contains(&total), "{total}");
    shown(browser, total).await;
    total
}

async fn results_on_the_front_page_look_the_same_however_they_came(browser: &Browser) {
    let server = browser.visit("/index.html").await;
    browser.run(&format!("await {FRONT}.ready;")).await;
    shown(browser, 0).await;
    let start = browser.run(&look()).await;
    browser.keys("/").await;
    // At once: a pause after the first letters would load the register, which has more of them.
    let type_at_once = format!(
        "const field = {FRONT}.shadowRoot.querySelector('input');
         field.value = 'samba';
         field.dispatchEvent(new InputEvent('input', {{ bubbles: true, composed: true }}));"
    );
    browser.run(&type_at_once).await;
    all_shown(browser).await;
    browser.until("location.search === '?q=samba'").await;
    browser.until(&format!("{FRONT}.shadowRoot.querySelector('.to-plan')")).await;
    let typed = browser.run(&look()).await;
    assert_ne!(typed, start);
    browser.open(&server, "/index.html?q=samba").await;
    all_shown(browser).await;
    assert_eq!(browser.run(&look()).await, typed, "by its address");
    browser.run(&format!("{FRONT}.shadowRoot.querySelector('.item a').click();")).await;
    browser.until("location.pathname === '/ports/445.html'").await;
    browser.go_back().await;
    browser.until(&format!("location.search === '?q=samba' && {FRONT}?.shadowRoot?.querySelector('.item')")).await;
    all_shown(browser).await;
    assert_eq!(browser.run(&look()).await, typed, "gone back to");
    browser.run(&format!("{FRONT}.focus();")).await;
    browser.press(Key::Escape).await;
    shown(browser, 0).await;
    assert_eq!(
        browser.run("return document.documentElement.className;").await,
        "",
        "cleared, it is as it was at the start"
    );
}

/// Where something in the element's shadow root has its middle.
async fn middle(browser: &Browser, element: &str, selector: &str) -> [i64; 2] {
    let script = format!(
        "const {{ x, y, width, height }} = {element}.shadowRoot.querySelector('{selector}').getBoundingClientRect();
         return [x + width / 2, y + height / 2].map(Math.round);"
    );
    let at = browser.run(&script).await;
    [0, 1].map(|coordinate| at[coordinate].as_i64().expect("a coordinate"))
}

async fn filters_unfold_under_the_pointer(browser: &Browser) {
    let server = Server::start(&built_site()).await;
    // On a phone they unfold as a sheet: see `results.rs`.
    for width in [600, 1280] {
        let other = Browser::start(options(browser.kind(), width)).await;
        for (page, element) in [("/index.html?q=samba", FRONT), ("/ports/22.html", HEADER)] {
            other.open(&server, page).await;
            if element == HEADER {
                other.keys("/").await;
                other.keys("samba").await;
            }
            let summary = format!("{element}?.shadowRoot?.querySelector('summary')");
            other.until(&format!("{element}?.shadowRoot?.querySelector('.item') && {summary}.checkVisibility()")).await;
            let [x, y] = middle(&other, element, "summary").await;
            for open in [true, false] {
                // At the same place each time.
                other.click_at(x, y).await;
                other.until(&format!("{element}.shadowRoot.querySelector('details').open === {open}")).await;
                let [now_x, now_y] = middle(&other, element, "summary").await;
                let moved = (now_x - x).abs() + (now_y - y).abs();
                assert!(moved <= 2, "{page}, {width} px wide: it moved from {x},{y} to {now_x},{now_y}");
            }
        }
        other.close().await;
    }
}

async fn on_a_phone_filters_hide_values_without_results(browser: &Browser) {
    let server = Server::start(&built_site()).await;
    let other = Browser::start(options(browser.kind(), 320)).await;
    other.open(&server, "/index.html?q=samba").await;
    let total = all_shown(&other).await;
    other.run(&format!("{FRONT}.shadowRoot.querySelector('summary').click();")).await;
    other.until(&format!("{FRONT}.shadowRoot.querySelector('.done')?.textContent === 'Show {total} results'")).await;
    let script = format!(
        "const values = [...{FRONT}.shadowRoot.querySelectorAll('.value')];
         const seen = values.filter((value) => value.checkVisibility());
         const empty = seen.filter((value) => value.querySelector('.values-count').textContent === '0');
         const done = {FRONT}.shadowRoot.querySelector('.done').getBoundingClientRect();
         return [seen.length > 5, seen.length < values.length, empty.length, done.bottom <= innerHeight];"
    );
    assert_eq!(other.run(&script).await, json!([true, true, 0, true]));
    let [x, y] = middle(&other, FRONT, ".done").await;
    other.click_at(x, y).await;
    other.until(&format!("!{FRONT}.shadowRoot.querySelector('details').open")).await;
    assert_eq!(other.run(&format!("return {FRONT}.shadowRoot.activeElement.localName;")).await, "summary");
    other.close().await;
}

async fn numbers_of_results_stay_on_one_line(browser: &Browser) {
    let server = Server::start(&built_site()).await;
    for width in [320, 1280] {
        let other = Browser::start(options(browser.kind(), width)).await;
        for (page, element) in [("/index.html?q=3389", FRONT), ("/ports/22.html", HEADER)] {
            other.open(&server, page).await;
            if element == HEADER {
                other.keys("/").await;
                other.keys("3389").await;
            }
            other.until(&format!("{element}?.shadowRoot?.querySelectorAll('.number').length > 2")).await;
            let script = format!(
                "const wrong = [...{element}.shadowRoot.querySelectorAll('.item')].filter((item) => {{
                     const number = item.querySelector('.number'), title = item.querySelector('.title');
                     const text = document.createRange();
                     text.selectNodeContents(number);
                     const lines = new Set([...text.getClientRects()].map(({{ y }}) => Math.round(y)));
                     const [first] = title.getClientRects();
                     const beside = Math.abs(first.y - text.getBoundingClientRect().y) < 5;
                     const over = beside && text.getBoundingClientRect().right > first.left;
                     return lines.size > 1 || over;
                 }});
                 return wrong.map((item) => item.textContent);"
            );
            assert_eq!(other.run(&script).await, json!([]), "{page}, {width} px wide, in {}", browser.kind());
        }
        other.close().await;
    }
}

async fn a_panel_is_as_wide_as_the_field_of_a_phone(browser: &Browser) {
    let server = Server::start(&built_site()).await;
    let other = Browser::start(options(browser.kind(), 320)).await;
    other.open(&server, "/ports/22.html").await;
    other.keys("/").await;
    other.keys("samba").await;
    other.until(&format!("{HEADER}?.shadowRoot?.querySelector('.item')?.checkVisibility()")).await;
    let script = format!(
        "return ['.field', '.panel'].map((name) => {{
             const {{ left, right }} = {HEADER}.shadowRoot.querySelector(name).getBoundingClientRect();
             return [left, right].map(Math.round);
         }});"
    );
    let found = other.run(&script).await;
    assert_eq!(found[0], found[1]);
    other.close().await;
}

async fn the_lines_of_the_chart_cross_no_text(browser: &Browser) {
    let server = Server::start(&built_site()).await;
    // A word with a ground of its own covers the lines.
    let script = "
        const head = document.querySelector('.hero, .port-head');
        const style = getComputedStyle(head, '::before');
        if (style.display === 'none') return [];
        const box = head.getBoundingClientRect();
        const [left, top] = [box.left + parseFloat(style.left), box.top + parseFloat(style.top)];
        const [right, bottom] = [left + parseFloat(style.width), top + parseFloat(style.height)];
        if (right > document.documentElement.clientWidth + 1) return ['the lines end at the edge of the window'];
        const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const crossed = [];
        while (texts.nextNode()) {
            const text = texts.currentNode;
            if (!text.data.trim() || !text.parentElement.checkVisibility()) continue;
            const range = document.createRange();
            range.selectNodeContents(text);
            if ([...range.getClientRects()].some((line) => line.right > left && line.left < right && line.bottom > top && line.top < bottom)) crossed.push(text.data);
        }
        return [Math.round(right - left) > 100 ? '' : 'no room for lines', ...crossed];";
    for (width, lines) in [(768, false), (1056, true), (1280, true), (1920, true)] {
        let other = Browser::start(options(browser.kind(), width)).await;
        for page in ["/index.html", "/ports/37.html", "/ports/139.html", "/ports/27910-27961.html"] {
            other.open(&server, page).await;
            other.run("await document.fonts.ready;").await;
            let expected = if lines { json!([""]) } else { json!([]) };
            assert_eq!(other.run(script).await, expected, "{page}, {width} px wide, in {}", browser.kind());
        }
        other.close().await;
    }
}

/// Every character of every title of the site.
fn characters_of_titles() -> String {
    let titles = Selector::parse("h1, h2, h3, h4, dt, .site-name, .card b").expect("a selector");
    let characters = pages(&built_site()).into_keys().flat_map(|path| {
        let page = Html::parse_document(&fs::read_to_string(built_site().join(path)).expect("a page"));
        page.select(&titles).flat_map(|title| title.text()).collect::<String>().chars().collect::<BTreeSet<_>>()
    });
    characters.filter(|c| !c.is_whitespace()).collect::<BTreeSet<_>>().into_iter().collect()
}

async fn titles_have_their_own_font(browser: &Browser) {
    let _server = browser.visit("/ports/37.html").await;
    // A character that the face has is as wide whatever stands behind it in the list.
    let script = format!(
        "await document.fonts.load('600 40px Titles');
         const context = document.createElement('canvas').getContext('2d');
         const width = (character, family) => {{
             context.font = `600 40px Titles, ${{family}}`;
             return context.measureText(character).width;
         }};
         const missing = [...{}].filter((character) => width(character, 'monospace') !== width(character, 'serif'));
         return [document.fonts.check('600 40px Titles'), width('i', 'serif') !== width('m', 'serif'), missing.join('')];",
        Value::from(characters_of_titles())
    );
    assert_eq!(browser.run(&script).await, json!([true, true, ""]));
    assert_eq!(browser.console().await, Vec::<String>::new());
}
