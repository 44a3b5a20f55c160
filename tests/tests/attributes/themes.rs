//! The theme of the element, by page and system preference.

use super::{ELEMENT, ready};
use acceptance::{Browser, Intranet, Options};
use serde_json::json;

pub(crate) async fn themes(browser: &Browser) {
    let intranet = Intranet::start().await;
    let (light, dark) = ("rgb(255, 255, 255)", "rgb(20, 32, 46)");
    intranet.put("/dark.css", ":root { color-scheme: dark }");
    let background = format!("getComputedStyle({ELEMENT}.shadowRoot.querySelector('input')).backgroundColor");
    for (page, attribute, expected) in [
        ("", "", light),
        ("", "theme=auto", light),
        ("", "theme=dark", dark),
        ("<link rel=stylesheet href=/dark.css>", "", dark),
        ("<link rel=stylesheet href=/dark.css>", "theme=light", light),
        ("<link rel=stylesheet href=/dark.css>", "theme=auto", dark),
    ] {
        intranet.put_page("/page.html", &format!("{page}<port-reference {attribute}></port-reference>"));
        browser.goto(&intranet.url("/page.html")).await;
        ready(browser).await;
        // Not at once: colours fade.
        browser.until(&format!("{background} === '{expected}'")).await;
    }
    browser.run(&format!("{ELEMENT}.setAttribute('theme', 'light');")).await;
    browser.until(&format!("{background} === '{light}'")).await;
    // A page that changes its own is followed.
    let later = format!("{ELEMENT}.removeAttribute('theme'); document.documentElement.style.colorScheme = 'dark';");
    browser.run(&later).await;
    browser.until(&format!("{background} === '{dark}'")).await;
}

/// Where the system is dark: a page that names no scheme is light, and so is the element in it.
pub(crate) async fn it_follows_the_page_in_a_dark_system(browser: &Browser) {
    let dark_system = Options { kind: browser.kind(), dark: true, ..Options::default() };
    let browser = Browser::start(dark_system).await;
    let intranet = Intranet::start().await;
    let (light, dark) = ("rgb(255, 255, 255)", "rgb(20, 32, 46)");
    for (page, attribute, expected) in [
        ("", "", light),
        ("", "theme=auto", light),
        ("", "theme=dark", dark),
        ("<style>:root { color-scheme: light }</style>", "", light),
        ("<style>:root { color-scheme: light dark }</style>", "", dark),
        ("<style>:root { color-scheme: light dark }</style>", "theme=light", light),
        ("<style>main { color-scheme: dark }</style>", "", dark),
        ("<meta name=color-scheme content='light dark'>", "", dark),
        ("<meta name=color-scheme content='light dark'>", "theme=light", light),
    ] {
        let body = format!("{page}<main><port-reference {attribute}></port-reference></main>");
        intranet.put_page("/page.html", &body);
        browser.goto(&intranet.url("/page.html")).await;
        ready(&browser).await;
        let colours = format!(
            "const of = (part) => getComputedStyle({ELEMENT}.shadowRoot.querySelector(part)).backgroundColor;
             return [of('input'), of('.body')];"
        );
        assert_eq!(browser.run(&colours).await, json!([expected, expected]), "{page} {attribute}");
    }
    // Our own site declares both, and has a dark ground of its own.
    let site = browser.visit("/index.html").await;
    let ground = "getComputedStyle(document.querySelector('main port-reference').shadowRoot.querySelector('input')).backgroundColor";
    let is_dark = format!("{ground}.match(/\\d+/g).slice(0, 3).every((channel) => Number(channel) < 100)");
    browser.until(&format!("document.querySelector('main port-reference')?.shadowRoot && {is_dark}")).await;
    drop(site);
    browser.close().await;
}
