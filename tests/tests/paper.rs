//! Printed pages, and pages at the usual width of a screen, in Chromium, which can print to PDF.

use acceptance::{Alone, Browser, Options, Server, built_site, pages};
use base64::prelude::{BASE64_STANDARD, Engine};
use serde_json::{Value, json};
use std::fs;

/// A4, in inches.
const A4: [f64; 2] = [8.27, 11.69];
/// Between the margins of A4, in CSS pixels.
const WIDTH_OF_A4: u32 = 695;

/// The tables that are wider than their boxes, with the widths of both.
const TOO_WIDE: &str = "
    const boxes = [...document.querySelectorAll('.table-scroll, .table-wrapper')];
    const wide = boxes.filter((box) => box.checkVisibility() && box.scrollWidth > box.clientWidth + 1);
    return wide.map((box) => [box.querySelector('table').className, box.scrollWidth, box.clientWidth].join(' '));";

async fn printed(browser: &Browser) -> usize {
    let [width, height] = A4;
    let printed = browser.devtools("Page.printToPDF", json!({ "paperWidth": width, "paperHeight": height })).await;
    let pdf = BASE64_STANDARD.decode(printed["data"].as_str().expect("a document")).expect("base64");
    let pdf = String::from_utf8_lossy(&pdf).into_owned();
    pdf.matches("/Type /Page").count() - pdf.matches("/Type /Pages").count()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_book_takes_as_many_pages_as_it_says() {
    let file = Alone::make();
    let browser = Browser::start(Options::default()).await;
    browser.goto(&file.url("")).await;
    browser.until("!document.querySelector('.theme-switch').hidden").await;
    let said = "return [...document.querySelectorAll('.before-paper, .on-paper')].map((note) => \
                [/about (\\d+) pages/.exec(note.textContent)[1], note.checkVisibility()]);";
    let said = browser.run(said).await;
    assert_eq!([&said[0][1], &said[1][1]], [false, true], "it is said on the page before it is printed: {said}");
    assert_eq!(said[0][0], said[1][0]);
    let said: usize = said[0][0].as_str().and_then(|pages| pages.parse().ok()).expect("a number");
    let pages = printed(&browser).await;
    assert!(pages.abs_diff(said) * 10 <= pages, "it says {said} pages and prints {pages}");
    // Any other page prints itself, and says nothing of the book.
    browser.goto("about:blank").await;
    browser.goto(&file.url("#ports/37.html")).await;
    let pages = printed(&browser).await;
    assert!((1..=3).contains(&pages), "one chapter takes {pages} pages");
    let note = browser.run("return document.querySelector('.before-paper').checkVisibility();").await;
    assert_eq!(note, false);
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn paper_has_all_columns_and_chips_without_grounds() {
    let file = Alone::make();
    let browser = Browser::start(Options { width: WIDTH_OF_A4, ..Options::default() }).await;
    browser.goto(&file.url("")).await;
    browser.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" })).await;
    browser.until("document.querySelectorAll('main > section').length > 100").await;
    browser.run("await new Promise((done) => setTimeout(done, 500));").await;
    // A box that does not scroll is as wide as it is; what is wider than the paper is cut off.
    let cut = format!(
        "const tables = [...document.querySelectorAll('main table')];
         const cut = tables.filter((table) => table.getBoundingClientRect().right > {WIDTH_OF_A4} + 1);
         return [tables.length > 100, cut.map((table) => [table.closest('section').id, table.scrollWidth])];"
    );
    assert_eq!(browser.run(&cut).await, json!([true, []]));
    let chips = "
        const chips = [...document.querySelectorAll('.c.ct')].map((chip) => getComputedStyle(chip));
        const seen = chips.map((style) => [style.color, style.backgroundColor, style.borderTopColor, style.borderTopStyle !== 'none']);
        return [...new Set(seen.map(String))];";
    let black = "rgb(0, 0, 0)";
    assert_eq!(browser.run(chips).await, json!([format!("{black},rgba(0, 0, 0, 0),{black},true")]));
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tables_fit_a_screen_1280_pixels_wide() {
    let server = Server::start(&built_site()).await;
    let browser = Browser::start(Options::default()).await;
    let site = built_site();
    let has_table = |path: &String| fs::read_to_string(site.join(path)).is_ok_and(|page| page.contains("<table"));
    let with_tables: Vec<String> = pages(&site).into_keys().filter(has_table).collect();
    assert!(with_tables.len() > 100);
    for path in with_tables {
        browser.open(&server, &format!("/{path}")).await;
        assert_eq!(browser.run(TOO_WIDE).await, json!([]), "{path}");
    }
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn advice_is_seen_at_once_on_a_phone() {
    let server = Server::start(&built_site()).await;
    let browser = Browser::start(Options { width: 320, ..Options::default() }).await;
    browser.open(&server, "/advice.html").await;
    assert_eq!(browser.run(TOO_WIDE).await, json!([]));
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn there_is_no_hint_of_a_key_where_there_are_no_keys() {
    let server = Server::start(&built_site()).await;
    let browser = Browser::start(Options::default()).await;
    browser.open(&server, "/ports/22.html").await;
    let hint = "document.querySelector('header port-reference')?.shadowRoot?.querySelector('kbd')";
    browser.until(&format!("{hint}?.checkVisibility()")).await;
    let phone = json!({ "width": 400, "height": 800, "deviceScaleFactor": 2, "mobile": true });
    browser.devtools("Emulation.setDeviceMetricsOverride", phone).await;
    browser.devtools("Emulation.setTouchEmulationEnabled", json!({ "enabled": true, "maxTouchPoints": 5 })).await;
    browser.open(&server, "/ports/22.html").await;
    browser.until("matchMedia('(pointer: coarse)').matches").await;
    browser.until(hint).await;
    assert_eq!(browser.run(&format!("return {hint}.checkVisibility();")).await, Value::Bool(false));
    browser.close().await;
}
