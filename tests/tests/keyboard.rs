//! The element by keyboard alone.

use acceptance::{Browser, Key, Server, in_every_browser};

in_every_browser!(
    slash_and_s_focus_the_field_on_every_page,
    arrows_move_enter_opens_and_typing_goes_on,
    enter_opens_the_first_result,
    escape_closes_then_clears,
    the_count_is_announced,
);

const HEADER: &str = "document.querySelector('header port-reference')";

async fn open(browser: &Browser, path: &str) -> Server {
    let server = browser.visit(path).await;
    browser.until("document.readyState === 'complete' && document.querySelector('port-reference')?.shadowRoot?.querySelector('input')").await;
    server
}

async fn slash_and_s_focus_the_field_on_every_page(browser: &Browser) {
    let server = open(browser, "/ports/22.html").await;
    for path in ["/ports/22.html", "/index.html", "/glossary.html"] {
        for key in ["/", "s"] {
            browser.open(&server, path).await;
            browser.until("document.querySelector('port-reference')?.shadowRoot?.querySelector('input')").await;
            browser.keys(key).await;
            browser.until("document.activeElement?.localName === 'port-reference'").await;
            let typed = browser.run("return document.activeElement.query;").await;
            assert_eq!(typed, "", "{path}: the key itself is not typed");
        }
    }
}

async fn arrows_move_enter_opens_and_typing_goes_on(browser: &Browser) {
    let _server = open(browser, "/ports/22.html").await;
    browser.keys("/").await;
    browser.keys("samb").await;
    browser.until(&format!("{HEADER}.shadowRoot.querySelectorAll('ol a').length > 3")).await;
    browser.press(Key::Down).await;
    browser.press(Key::Down).await;
    browser.keys("a").await;
    browser.until(&format!("{HEADER}.query === 'samba'")).await;
    browser.press(Key::Down).await;
    browser.press(Key::Down).await;
    browser.press(Key::Enter).await;
    browser.until("location.pathname !== '/ports/22.html'").await;
    let path = browser.run("return location.pathname;").await;
    assert_eq!(path, "/ports/137.html", "the second result");
}

async fn enter_opens_the_first_result(browser: &Browser) {
    let _server = open(browser, "/index.html").await;
    browser.keys("/").await;
    browser.keys("telent").await;
    browser
        .until(
            "document.querySelector('main port-reference').shadowRoot.querySelector('ol a[href$=\"ports/23.html\"]')",
        )
        .await;
    browser.press(Key::Enter).await;
    browser.until("location.pathname === '/ports/23.html'").await;
}

async fn escape_closes_then_clears(browser: &Browser) {
    let _server = open(browser, "/ports/22.html").await;
    browser.keys("/").await;
    browser.keys("nfs").await;
    let results = format!("[...{HEADER}.shadowRoot.querySelectorAll('ol a')].some((a) => a.checkVisibility())");
    browser.until(&results).await;
    browser.press(Key::Escape).await;
    browser.until(&format!("!{results}")).await;
    assert_eq!(browser.run(&format!("return {HEADER}.query;")).await, "nfs");
    browser.press(Key::Escape).await;
    browser.until(&format!("{HEADER}.query === ''")).await;
}

async fn the_count_is_announced(browser: &Browser) {
    let _server = open(browser, "/index.html").await;
    browser.keys("/").await;
    browser.keys("S269").await;
    let announced = "[...document.querySelector('main port-reference').shadowRoot.querySelectorAll('[aria-live]')]\
                     .some((e) => e.textContent.includes('6 results'))";
    browser.until(announced).await;
}
