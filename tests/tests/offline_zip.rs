//! The zip, unpacked and opened from the disk: everything works as on the site, and nothing is asked of a network.

use acceptance::{Browser, Key, Unzipped, in_every_browser, quiet};

in_every_browser!(
    the_front_page_searches_by_keyboard,
    the_header_searches_from_any_depth,
    filters_narrow_what_is_found,
    an_address_shows_its_query_and_filters,
    back_and_forward_go_through_pages_and_searches,
    a_theme_is_switched_and_remembered,
    terms_lead_to_the_glossary,
    chapters_lead_to_their_data,
    every_kind_of_page_is_quiet,
);

const FRONT: &str = "document.querySelector('main port-reference')";
const HEADER: &str = "document.querySelector('header port-reference')";

/// Opens a page of the zip and waits until its field is there.
async fn open(browser: &Browser, path: &str) -> Unzipped {
    let zip = Unzipped::make();
    browser.goto(&zip.url(path)).await;
    browser.until("document.querySelector('port-reference')?.shadowRoot?.querySelector('input')").await;
    zip
}

/// Waits until the page at this path is shown; it may be followed by a state.
async fn at(browser: &Browser, path: &str) {
    browser.until(&format!("location.pathname.endsWith('/{path}') && document.readyState === 'complete'")).await;
}

/// Waits until the links of the results lead to these chapters.
async fn found(browser: &Browser, ports: &str) {
    let links =
        format!("[...{FRONT}.shadowRoot.querySelectorAll('a.link')].map((a) => a.href.match(/(\\d+).html$/)[1])");
    browser.until(&format!("{links}.join() === '{ports}'")).await;
}

async fn the_front_page_searches_by_keyboard(browser: &Browser) {
    let _zip = open(browser, "index.html").await;
    browser.keys("/").await;
    browser.keys("telent").await;
    browser.until(&format!("{FRONT}.shadowRoot.querySelector('ol a[href$=\"ports/23.html\"]')")).await;
    browser.press(Key::Enter).await;
    at(browser, "ports/23.html").await;
    let heading = browser.find("h1").await.text().await.expect("a heading");
    assert!(heading.contains("23") && heading.contains("Telnet"), "{heading}");
    quiet(browser).await;
}

async fn the_header_searches_from_any_depth(browser: &Browser) {
    let _zip = open(browser, "releases/15.2.html").await;
    browser.keys("s").await;
    browser.keys("samb").await;
    browser.until(&format!("{HEADER}.shadowRoot.querySelectorAll('ol a').length > 3")).await;
    browser.press(Key::Down).await;
    browser.press(Key::Down).await;
    browser.keys("a").await;
    browser.until(&format!("{HEADER}.query === 'samba'")).await;
    browser.press(Key::Down).await;
    browser.press(Key::Down).await;
    browser.press(Key::Enter).await;
    at(browser, "ports/137.html").await;
    quiet(browser).await;
}

async fn filters_narrow_what_is_found(browser: &Browser) {
    let _zip = open(browser, "index.html?q=S269").await;
    browser.until(&format!("{FRONT}.shadowRoot.querySelectorAll('ol a').length > 3")).await;
    let script = format!(
        "const root = {FRONT}.shadowRoot;
         for (const details of root.querySelectorAll('details')) details.open = true;
         await new Promise((done) => setTimeout(done, 200));
         const udp = [...root.querySelectorAll('label')].find((label) => /^UDP\\b/.test(label.textContent.trim()));
         udp.click();"
    );
    browser.run(&script).await;
    found(browser, "137,138").await;
    browser.until("location.search === '?q=S269&q.transport=udp'").await;
    quiet(browser).await;
}

async fn an_address_shows_its_query_and_filters(browser: &Browser) {
    let _zip = open(browser, "index.html?q=samba&q.transport=udp&q.release=15.2").await;
    found(browser, "137,138").await;
    assert_eq!(browser.run(&format!("return {FRONT}.query;")).await, "samba");
    browser.run("document.querySelector('.examples a[href*=\"31337\"]').click();").await;
    browser.until(&format!("location.search === '?q=31337' && {FRONT}?.query === '31337'")).await;
    quiet(browser).await;
}

async fn back_and_forward_go_through_pages_and_searches(browser: &Browser) {
    let zip = open(browser, "about.html").await;
    browser.goto(&zip.url("index.html")).await;
    browser.run(&format!("await {FRONT}.ready;")).await;
    browser.keys("/").await;
    for query in ["nfs", "ssh"] {
        browser.run(&format!("{FRONT}.shadowRoot.querySelector('input').select();")).await;
        browser.keys(query).await;
        browser.until(&format!("new URLSearchParams(location.search).get('q') === '{query}'")).await;
        tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
    }
    // Chromium's Back leaves out an address on which no key was pressed before the page was left.
    browser.press(Key::Down).await;
    browser.until(&format!("{FRONT}.shadowRoot.activeElement?.localName === 'a'")).await;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    browser.press(Key::Enter).await;
    at(browser, "ports/22.html").await;
    for (step, state) in [
        ("back", "location.pathname.endsWith('/index.html') && QUERY === 'ssh'"),
        ("back", "QUERY === 'nfs'"),
        ("forward", "QUERY === 'ssh'"),
        ("forward", "location.pathname.endsWith('/ports/22.html')"),
    ] {
        browser.run(&format!("history.{step}();")).await;
        browser.until(&state.replace("QUERY", &format!("{FRONT}?.query"))).await;
    }
    quiet(browser).await;
}

async fn a_theme_is_switched_and_remembered(browser: &Browser) {
    let zip = open(browser, "ports/22.html").await;
    let ground = "return getComputedStyle(document.documentElement).backgroundColor;";
    let light = browser.run(ground).await;
    browser.find(".theme-switch button[value=dark]").await.click().await.expect("a click");
    let dark = browser.run(ground).await;
    assert_ne!(light, dark);
    // A browser may keep what a page stores for that page alone; where nothing is stored, the system's theme holds.
    for path in ["ports/22.html", "about.html"] {
        browser.goto(&zip.url(path)).await;
        let stored = browser.run("return localStorage.getItem('portolan-theme');").await;
        assert!(stored == "dark" || path == "about.html", "{path} has forgotten its theme");
        let expected = if stored == "dark" { &dark } else { &light };
        assert_eq!(&browser.run(ground).await, expected, "{path}");
    }
    browser.run("localStorage.clear();").await;
    quiet(browser).await;
}

async fn terms_lead_to_the_glossary(browser: &Browser) {
    let _zip = open(browser, "ports/69.html").await;
    browser.find("a.term[href$='glossary.html#tcp-wrappers']").await.click().await.expect("a click");
    at(browser, "glossary.html").await;
    assert_eq!(browser.run("return location.hash;").await, "#tcp-wrappers");
    let place = "document.getElementById('tcp-wrappers').getBoundingClientRect()";
    browser.until(&format!("{place}.top >= 0 && {place}.bottom <= innerHeight")).await;
    quiet(browser).await;
}

async fn chapters_lead_to_their_data(browser: &Browser) {
    let _zip = open(browser, "ports/22.html").await;
    browser.run("document.querySelector('.chapter-data').closest('details').open = true;").await;
    browser.find(".chapter-data a[type='application/json']").await.click().await.expect("a click");
    browser.until("location.pathname.endsWith('/v1/catalog.json')").await;
    // A viewer may stand between, which folds what is long; the words are those of the file.
    browser.until("document.documentElement.textContent.includes('data_version')").await;
    assert_eq!(browser.requests().await.unwrap_or_default(), Vec::<String>::new());
}

async fn every_kind_of_page_is_quiet(browser: &Browser) {
    let zip = open(browser, "index.html").await;
    for path in [
        "index.html",
        "ports/22.html",
        "ports/27910-27961.html",
        "ports/index.html",
        "products/s269.html",
        "releases/index.html",
        "releases/15.2.html",
        "categories/trojan.html",
        "sources.html",
        "glossary.html",
        "map.html",
        "embedding.html",
        "publishing.html",
        "data.html",
    ] {
        browser.goto(&zip.url(path)).await;
        let script = "const element = document.querySelector('port-reference');
                      await element.ready;
                      return (await element.search('nfs')).total;";
        assert!(browser.run(script).await.as_u64() > Some(1), "{path}");
        quiet(browser).await;
    }
}
