//! Keys: those of the element, and those of the page.

use super::ELEMENT;
use acceptance::{Browser, Intranet, Key};
use serde_json::json;

/// The keys that reach the page's own listeners, as `["keydown /", …]`.
const PAGE_SHORTCUTS: &str = "window.keys = [];
    for (const kind of ['keydown', 'keypress', 'keyup']) {
        document.addEventListener(kind, (event) => keys.push(`${kind} ${event.key}`));
    }";

pub(crate) async fn a_shortcut_works_only_when_asked_for(browser: &Browser) {
    let intranet = Intranet::start().await;
    let focused = "return document.activeElement.localName;";
    for (attributes, pressed, expected) in [
        ("", "/", "body"),
        ("shortcut='/'", "/", "port-reference"),
        ("shortcut='/'", "s", "body"),
        ("shortcut='/ s' compact", "s", "port-reference"),
    ] {
        intranet.put_page("/page.html", &format!("<port-reference {attributes}></port-reference>"));
        browser.goto(&intranet.url("/page.html")).await;
        browser.until(&format!("{ELEMENT}.shadowRoot?.querySelector('input')")).await;
        browser.run(PAGE_SHORTCUTS).await;
        browser.keys(pressed).await;
        assert_eq!(browser.run(focused).await, expected, "{attributes}: {pressed}");
        let heard = browser.run("return keys[0];").await;
        assert_eq!(heard, format!("keydown {pressed}"), "{attributes}: the page hears it");
        assert_eq!(browser.run(&format!("return {ELEMENT}.query;")).await, "", "{attributes}");
    }
    // In a field of the page the key is a letter.
    intranet.put_page("/page.html", "<input id=own><port-reference shortcut=s></port-reference>");
    browser.goto(&intranet.url("/page.html")).await;
    browser.until(&format!("{ELEMENT}.shadowRoot?.querySelector('input')")).await;
    browser.run("document.getElementById('own').focus();").await;
    browser.keys("ss").await;
    browser.until("document.getElementById('own').value === 'ss'").await;
}

pub(crate) async fn what_is_typed_is_no_shortcut_of_the_page(browser: &Browser) {
    let intranet = Intranet::start().await;
    intranet.put_page("/page.html", "<port-reference compact></port-reference>");
    // At work, and where it cannot work: the field of a compact one stays.
    for policy in ["img-src *", "script-src 'self'"] {
        intranet.send_policy(policy);
        browser.goto(&intranet.url("/page.html")).await;
        browser.until(&format!("{ELEMENT}.shadowRoot?.querySelector('input')")).await;
        browser.run(PAGE_SHORTCUTS).await;
        browser.run(&format!("{ELEMENT}.focus();")).await;
        // Before it has loaded, and then.
        browser.keys("j/").await;
        browser.until("heard.some((event) => ['ready', 'error'].includes(event.name))").await;
        browser.keys("k? ").await;
        for key in [Key::Left, Key::Right, Key::Home, Key::End, Key::Backspace, Key::Delete] {
            browser.press(key).await;
        }
        browser.until(&format!("{ELEMENT}.query === 'j/k?'")).await;
        assert_eq!(browser.run("return keys;").await, json!([]), "{policy}");
        // What is not for the field is for the page.
        browser.press(Key::Tab).await;
        assert_eq!(browser.run("return keys[0];").await, "keydown Tab", "{policy}");
    }
}
