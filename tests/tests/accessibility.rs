//! axe, narrow pages, both themes, and an empty console.

use acceptance::{Browser, Options, Server, built_site};

const PAGES: [&str; 11] = [
    "/index.html",
    "/ports/22.html",
    "/ports/37.html",
    "/ports/index.html",
    "/map.html",
    "/releases/15.2.html",
    "/sources.html",
    "/register/index.html",
    "/register/6000-6999.html",
    "/glossary.html",
    "/searching.html",
];

async fn check(options: Options) {
    let server = Server::start(&built_site()).await;
    let browser = Browser::start(options).await;
    for page in PAGES {
        browser.open(&server, page).await;
        browser.until("document.readyState === 'complete'").await;
        if page == "/index.html" {
            browser.run("await document.querySelector('main port-reference').ready;").await;
        }
        assert_eq!(browser.axe().await, Vec::<String>::new(), "{page}");
        let overflow = browser.run("return document.documentElement.scrollWidth - innerWidth;").await;
        assert!(overflow.as_i64() <= Some(0), "{page} scrolls sideways by {overflow} pixels");
        assert_eq!(browser.console().await, Vec::<String>::new(), "{page}");
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
