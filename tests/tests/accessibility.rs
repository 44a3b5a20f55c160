//! axe, narrow pages, both themes, and an empty console.

use acceptance::{Browser, Options, Server, built_site};
use std::time::Duration;

const PAGES: [&str; 14] = [
    "/index.html",
    "/ports/22.html",
    "/ports/37.html",
    "/ports/index.html",
    "/map.html",
    "/releases/15.2.html",
    "/releases/14.7-to-15.0.html",
    "/sources.html",
    "/register/index.html",
    "/register/6000-6999.html",
    "/glossary.html",
    "/searching.html",
    "/seeing.html",
    "/plan.html",
];

/// axe looks at every element of long pages, which takes its time on a busy machine.
const PATIENCE: Duration = Duration::from_mins(3);

/// axe finds nothing, nothing is wider than the window, and nothing has been written to the console.
async fn is_accessible(browser: &Browser, what: &str) {
    assert_eq!(browser.axe().await, Vec::<String>::new(), "{what}");
    let overflow = browser.run("return document.documentElement.scrollWidth - innerWidth;").await;
    assert!(overflow.as_i64() <= Some(0), "{what} scrolls sideways by {overflow} pixels");
    assert_eq!(browser.console().await, Vec::<String>::new(), "{what}");
}

async fn check(options: Options) {
    let server = Server::start(&built_site()).await;
    let browser = Browser::start(options).await;
    browser.allow(PATIENCE).await;
    for page in PAGES {
        browser.open(&server, page).await;
        browser.until("document.readyState === 'complete'").await;
        if page == "/index.html" {
            browser.run("await document.querySelector('main port-reference').ready;").await;
        }
        is_accessible(&browser, page).await;
    }
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn wide_and_light() {
    check(Options::default()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn narrow_and_dark() {
    check(Options { width: 320, dark: true, ..Options::default() }).await;
}

/// The element with results, filters open, a filter set; the field in the menu bar with its panel open.
async fn open_element(options: Options) {
    let server = Server::start(&built_site()).await;
    let browser = Browser::start(options).await;
    browser.open(&server, "/index.html?q=samba").await;
    browser
        .run(
            "const element = document.querySelector('main port-reference');
             await element.ready;
             for (const details of element.shadowRoot.querySelectorAll('details')) details.open = true;",
        )
        .await;
    let root = "document.querySelector('main port-reference').shadowRoot";
    browser.until(&format!("{root}.querySelector('input[type=checkbox]')")).await;
    browser.run(&format!("{root}.querySelector('input[type=checkbox]:not([data-useless])').click();")).await;
    assert_eq!(browser.axe().await, Vec::<String>::new(), "the whole element, or its sheet");
    browser.run(&format!("{root}.querySelector('dialog:modal .done')?.click();")).await;
    browser.until(&format!("!{root}.querySelector('dialog').open")).await;
    assert_eq!(browser.axe().await, Vec::<String>::new(), "with a filter set");
    browser.open(&server, "/ports/22.html").await;
    browser
        .run(
            "const element = document.querySelector('header port-reference');
             element.focus();
             await element.ready;
             element.query = '12345';",
        )
        .await;
    browser.until("document.querySelector('header port-reference').shadowRoot.querySelector('ol li')").await;
    assert_eq!(browser.axe().await, Vec::<String>::new(), "the field in the menu bar");
    assert_eq!(browser.console().await, Vec::<String>::new());
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_open_element_wide_and_light() {
    open_element(Options::default()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_open_element_narrow_and_dark() {
    open_element(Options { width: 320, dark: true, ..Options::default() }).await;
}

/// A report with everything that it can have, every row open.
async fn a_report(options: Options) {
    let server = Server::start(&built_site()).await;
    let browser = Browser::start(options).await;
    browser.allow(PATIENCE).await;
    browser.open(&server, "/seeing.html").await;
    browser
        .run(
            "const lines = [];
             for (let port = 20; port < 40; port += 1) lines.push(`Nov 20 10:16:${port} fw1 kernel: DROP IN=eth0 OUT= SRC=203.0.113.99 DST=192.0.2.10 LEN=60 PROTO=TCP SPT=4${port}00 DPT=${port} SYN URGP=0`);
             lines.push('tcp   LISTEN 0      128          0.0.0.0:3306      0.0.0.0:*    users:((\"mysqld\",pid=1,fd=3))', 'ACCEPT 203.0.113.5:50000 192.0.2.1:23', 'nothing');
             document.querySelector('port-traffic').value = lines.join('\\n');",
        )
        .await;
    let root = "document.querySelector('port-traffic').shadowRoot";
    browser.until(&format!("{root}.querySelector('.headline')")).await;
    browser.run(&format!("for (const details of {root}.querySelectorAll('details')) details.open = true;")).await;
    browser.until(&format!("{root}.querySelectorAll('.kinds .lines li').length >= 20")).await;
    is_accessible(&browser, "the report").await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_wide_and_light() {
    a_report(Options::default()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_narrow_and_dark() {
    a_report(Options { width: 320, dark: true, ..Options::default() }).await;
}

/// A plan with everything that it can have: questions of each kind, answers, warnings, what is stopped, a list that is open.
async fn a_plan(options: Options) {
    let server = Server::start(&built_site()).await;
    let browser = Browser::start(options).await;
    browser.allow(PATIENCE).await;
    browser.open(&server, "/plan.html#release=14.5.0&run=S269&run=22:both:2222@192.0.2.0/24&run=37&run=85&run=3000&run=2049&state=no&closes=both&compare=14.7,15.1").await;
    let root = "document.querySelector('port-plan').shadowRoot";
    browser.until(&format!("{root}.querySelector('.question') && {root}.querySelector('.warning')")).await;
    browser
        .run(&format!(
            "{root}.querySelector('.question button').click();
             for (const details of {root}.querySelectorAll('details')) details.open = true;
             const field = {root}.querySelector('#pick');
             field.focus();
             field.value = 's';
             field.dispatchEvent(new Event('input', {{ bubbles: true }}));"
        ))
        .await;
    browser.until(&format!("{root}.querySelector('[role=option]')")).await;
    is_accessible(&browser, "the plan").await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_wide_and_light() {
    a_plan(Options::default()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_narrow_and_dark() {
    a_plan(Options { width: 320, dark: true, ..Options::default() }).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_scripts_everything_can_be_read_and_reached() {
    let server = Server::start(&built_site()).await;
    let browser = Browser::start(Options { scripts: false, ..Options::default() }).await;
    browser.open(&server, "/index.html").await;
    browser.find("port-reference a[href='ports/index.html']").await.click().await.expect("a link");
    browser.find("table.ports a[href='22.html']").await.click().await.expect("a link");
    let heading = browser.find("h1").await.text().await.expect("a heading");
    assert!(heading.contains("22") && heading.contains("SSH"), "{heading}");
    browser.close().await;
}
