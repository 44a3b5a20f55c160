//! The state in the page's address: shared, gone back to, and never trusted.

use acceptance::{Browser, Server, in_every_browser};

in_every_browser!(
    an_address_shows_its_query_and_filters,
    filters_that_are_set_are_newer_than_the_address,
    back_and_forward_go_through_searches,
    hostile_addresses_do_nothing,
);

const ELEMENT: &str = "document.querySelector('main port-reference')";

async fn open(browser: &Browser, path: &str) -> Server {
    let server = browser.visit(path).await;
    browser.run(&format!("await {ELEMENT}.ready;")).await;
    server
}

async fn an_address_shows_its_query_and_filters(browser: &Browser) {
    let _server = open(browser, "/index.html?q=samba&q.transport=udp&q.release=15.2").await;
    assert_eq!(browser.run(&format!("return {ELEMENT}.query;")).await, "samba");
    let titles = format!("[...{ELEMENT}.shadowRoot.querySelectorAll('a.link')].map((a) => a.pathname).join()");
    browser.until(&format!("{titles} === '/ports/137.html,/ports/138.html'")).await;
}

async fn filters_that_are_set_are_newer_than_the_address(browser: &Browser) {
    let _server = open(browser, "/index.html?q=samba&q.transport=udp").await;
    for (filters, expected) in [("{ transport: 'tcp' }", "tcp"), ("{}", ""), ("'transport=udp'", "udp")] {
        let set = format!(
            "const element = {ELEMENT}; element.filters = {filters}; await element.ready; \
             return Object.values(element.filters).join();"
        );
        assert_eq!(browser.run(&set).await, expected, "{filters}");
    }
    // What the history brings back counts again.
    browser.run(&format!("{ELEMENT}.query = 'nfs'; history.back();")).await;
    browser.until(&format!("{ELEMENT}.query === 'samba' && Object.values({ELEMENT}.filters).join() === 'udp'")).await;
}

async fn back_and_forward_go_through_searches(browser: &Browser) {
    let _server = open(browser, "/index.html").await;
    browser.keys("/").await;
    browser.keys("nfs").await;
    browser.until("new URLSearchParams(location.search).get('q') === 'nfs'").await;
    tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
    browser.run(&format!("{ELEMENT}.shadowRoot.querySelector('input').select();")).await;
    browser.keys("ssh").await;
    browser.until("new URLSearchParams(location.search).get('q') === 'ssh'").await;
    tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
    browser.run("history.back();").await;
    browser.until(&format!("{ELEMENT}.query === 'nfs'")).await;
    browser.run("history.forward();").await;
    browser.until(&format!("{ELEMENT}.query === 'ssh'")).await;
}

async fn hostile_addresses_do_nothing(browser: &Browser) {
    let hostile = "%3Cimg%20src%3Dx%20onerror%3Dwindow.hurt%3D1%3E";
    let path =
        format!("/index.html?q={hostile}&q.transport={hostile}&q.release={hostile}&q.{hostile}=1&q.product=__proto__");
    let _server = open(browser, &path).await;
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    assert_eq!(browser.run("return window.hurt ?? null;").await, serde_json::Value::Null);
    assert_eq!(browser.run(&format!("return {ELEMENT}.shadowRoot.querySelectorAll('img').length;")).await, 0);
    assert_eq!(browser.console().await, Vec::<String>::new());
}
