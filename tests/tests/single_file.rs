//! `portolan.html`, alone in a folder and opened from the disk: it shows the site, one page at a time.

use acceptance::{Alone, Browser, Key, in_every_browser, quiet};
use serde_json::{Value, json};
use std::fs;
use std::time::Duration;

in_every_browser!(
    one_page_shows_at_a_time,
    the_front_page_searches_by_keyboard,
    the_header_searches_and_its_panel_closes,
    a_hit_of_a_heading_leads_to_the_heading,
    every_hit_leads_somewhere,
    back_leads_to_where_a_page_was_left,
    an_address_shows_its_query_and_its_page,
    unknown_addresses_show_the_front_page,
    the_address_of_a_port_without_a_chapter_is_answered,
    a_theme_is_switched_and_remembered,
    what_the_browsers_own_search_finds_is_shown,
    the_skip_link_and_the_menu_stay_on_the_page,
    no_other_file_is_made_or_needed,
);

const FRONT: &str = "document.querySelector('main port-reference')";
const HEADER: &str = "document.querySelector('header port-reference')";
/// The ids of the sections that are seen.
const SEEN: &str = "[...document.querySelectorAll('main > section')]
    .filter((section) => section.firstElementChild.checkVisibility({ contentVisibilityAuto: true }))
    .map((section) => section.id).join()";

/// Opens it at an address that ends like this.
async fn open(browser: &Browser, after: &str) -> Alone {
    let file = Alone::make();
    browser.goto(&file.url(after)).await;
    browser.run(&format!("await {FRONT}.ready;")).await;
    file
}

/// Waits until the section with this id is the one that is seen, and has taken over title and header.
async fn shows(browser: &Browser, id: &str) {
    browser.until(&format!("{SEEN} === '{id}'")).await;
    let script = format!(
        "const section = document.getElementById('{id}');
         const current = [...document.querySelectorAll('.site-bar [aria-current=page]')].map((link) => link.hash);
         const heading = section.querySelector('h1').textContent;
         return [document.title === (section.dataset.title ?? `${{heading}} - Portolan`), current.every((hash) => hash === '#{id}')];"
    );
    assert_eq!(browser.run(&script).await, json!([true, true]), "{id}");
}

/// Follows the first link to here that is seen, or that is seen after unfolding what it is in.
async fn follow(browser: &Browser, hash: &str) {
    let script = format!(
        "const links = [...document.querySelectorAll('a[href=\"{hash}\"]')];
         const link = links.find((link) => link.checkVisibility()) ?? links[0];
         link.closest('details')?.setAttribute('open', '');
         link.click();"
    );
    browser.run(&script).await;
}

async fn one_page_shows_at_a_time(browser: &Browser) {
    let _file = open(browser, "").await;
    shows(browser, "index.html").await;
    browser.find(".site-nav > ul a[href='#ports/index.html']").await.click().await.expect("a click");
    shows(browser, "ports/index.html").await;
    assert_eq!(browser.run("return document.activeElement.id;").await, "content");
    browser.find("[id='ports/index.html'] a[href='#ports/22.html']").await.click().await.expect("a click");
    shows(browser, "ports/22.html").await;
    assert_eq!(browser.run("return scrollY;").await, 0, "it begins with its header");
    browser.run("history.back();").await;
    shows(browser, "ports/index.html").await;
    browser.run("history.back();").await;
    shows(browser, "index.html").await;
    browser.run("history.forward();").await;
    shows(browser, "ports/index.html").await;
    quiet(browser).await;
}

async fn the_front_page_searches_by_keyboard(browser: &Browser) {
    let _file = open(browser, "").await;
    browser.keys("/").await;
    browser.keys("telent").await;
    browser.until(&format!("{FRONT}.shadowRoot.querySelector('ol a[href=\"#ports/23.html\"]')")).await;
    browser.press(Key::Enter).await;
    shows(browser, "ports/23.html").await;
    quiet(browser).await;
}

async fn the_header_searches_and_its_panel_closes(browser: &Browser) {
    let _file = open(browser, "#ports/22.html").await;
    browser.keys("s").await;
    browser.keys("31337").await;
    let panel = format!("{HEADER}.shadowRoot.querySelector('ol a')?.checkVisibility()");
    browser.until(&panel).await;
    browser.press(Key::Enter).await;
    shows(browser, "ports/31337.html").await;
    browser.until(&format!("!{panel}")).await;
    quiet(browser).await;
}

async fn a_hit_of_a_heading_leads_to_the_heading(browser: &Browser) {
    let _file = open(browser, "").await;
    browser.keys("/").await;
    browser.keys("restrict these").await;
    let hit = "#advice.html:restrict-these";
    browser.until(&format!("{FRONT}.shadowRoot.querySelector('ol a[href=\"{hit}\"]')")).await;
    browser.press(Key::Enter).await;
    shows(browser, "advice.html").await;
    assert_eq!(browser.run("return location.hash;").await, hit);
    let top = "document.getElementById('advice.html:restrict-these').getBoundingClientRect().top";
    browser.until(&format!("scrollY > 100 && {top} >= -1 && {top} < innerHeight / 2")).await;
    quiet(browser).await;
}

async fn every_hit_leads_somewhere(browser: &Browser) {
    let _file = open(browser, "").await;
    let script = format!(
        "const dead = [];
         let count = 0;
         for (const query of ['', 'port', 'samba', 'how to read', 'glossary', 'overlay', 'licence', '22', 'release 15.2']) {{
             for (const {{ id, href }} of (await {FRONT}.search(query, {{ limit: 200 }})).hits) {{
                 count += 1;
                 // The register's pages are not in it.
                 const leads = id.startsWith('port-') ? href === '' : document.getElementById(href.slice(1));
                 if (!leads || href && !href.startsWith('#')) dead.push(href || id);
             }}
         }}
         return [dead, count > 200];"
    );
    assert_eq!(browser.run(&script).await, json!([[], true]));
    quiet(browser).await;
}

async fn back_leads_to_where_a_page_was_left(browser: &Browser) {
    let _file = open(browser, "#ports/index.html").await;
    let at = async |id: &str, top: u64| {
        shows(browser, id).await;
        browser.until(&format!("Math.abs(scrollY - {top}) < 2")).await;
        // Nor does anything move it afterwards.
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert_eq!(browser.run("return Math.round(scrollY);").await, top, "{id}");
    };
    browser.run("window.scrollTo(0, 1500);").await;
    follow(browser, "#ports/22.html").await;
    at("ports/22.html", 0).await;
    browser.run("window.scrollTo(0, 333);").await;
    follow(browser, "#sources.html:port-22").await;
    shows(browser, "sources.html").await;
    for (step, id, top) in
        [("back", "ports/22.html", 333), ("back", "ports/index.html", 1500), ("forward", "ports/22.html", 333)]
    {
        browser.run(&format!("history.{step}();")).await;
        at(id, top).await;
    }
    quiet(browser).await;
}

async fn an_address_shows_its_query_and_its_page(browser: &Browser) {
    let file = open(browser, "?q=samba&q.transport=udp&q.release=15.2").await;
    shows(browser, "index.html").await;
    let links = format!("[...{FRONT}.shadowRoot.querySelectorAll('ol a')].map((link) => link.hash).join()");
    browser.until(&format!("{links} === '#ports/137.html,#ports/138.html'")).await;
    browser.run(&format!("{FRONT}.shadowRoot.querySelector('ol a').click();")).await;
    shows(browser, "ports/137.html").await;
    browser.until("location.search === ''").await;
    browser.run("history.back();").await;
    shows(browser, "index.html").await;
    assert_eq!(browser.run(&format!("return {FRONT}.query;")).await, "samba");
    follow(browser, "#index.html").await;
    browser.until(&format!("location.search === '' && {FRONT}.query === ''")).await;
    follow(browser, "?q=31337").await;
    browser.until(&format!("location.search === '?q=31337' && {links}.startsWith('#ports/31337.html')")).await;
    browser.goto(&file.url("?q=samba#sources.html:port-22")).await;
    shows(browser, "sources.html").await;
    quiet(browser).await;
}

async fn unknown_addresses_show_the_front_page(browser: &Browser) {
    for after in ["#ports/99999.html", "#%E0%A4%A", "#<img src=x onerror=hurt>", "#__proto__", "#"] {
        let _file = open(browser, after).await;
        shows(browser, "index.html").await;
    }
    quiet(browser).await;
}

async fn the_address_of_a_port_without_a_chapter_is_answered(browser: &Browser) {
    let _file = open(browser, "#ports/1848.html").await;
    shows(browser, "index.html").await;
    browser.until(&format!("{FRONT}.shadowRoot.querySelector('ol .title')?.textContent === 'fjdocdist'")).await;
    quiet(browser).await;
}

async fn a_theme_is_switched_and_remembered(browser: &Browser) {
    let file = open(browser, "").await;
    let ground = "return getComputedStyle(document.documentElement).backgroundColor;";
    let light = browser.run(ground).await;
    browser.find(".theme-switch button[value=dark]").await.click().await.expect("a click");
    let dark = browser.run(ground).await;
    assert_ne!(light, dark);
    follow(browser, "#ports/index.html").await;
    assert_eq!(browser.run(ground).await, dark);
    browser.goto("about:blank").await;
    browser.goto(&file.url("#ports/22.html")).await;
    assert_eq!(browser.run(ground).await, dark, "it is remembered");
    browser.find(".theme-switch button[value=auto]").await.click().await.expect("a click");
    assert_eq!(browser.run(ground).await, light);
    browser.run("localStorage.clear();").await;
    quiet(browser).await;
}

async fn what_the_browsers_own_search_finds_is_shown(browser: &Browser) {
    let _file = open(browser, "#ports/22.html").await;
    if browser.run("return 'onbeforematch' in document.body;").await == false {
        return; // This browser's own search finds only what is shown.
    }
    let findable = "[...document.querySelectorAll('main > section[hidden=until-found]')].length";
    let hidden = "document.querySelectorAll('main > section').length - 1";
    browser.until(&format!("{findable} === {hidden}")).await;
    browser
        .run("document.getElementById('ports/2049.html').dispatchEvent(new Event('beforematch', { bubbles: true }));")
        .await;
    shows(browser, "ports/2049.html").await;
    assert_eq!(browser.run("return location.hash;").await, "#ports/2049.html");
    browser.until(&format!("{findable} === {hidden}")).await;
    // A link to a heading that is hidden fires the event too: the address stays.
    browser.run("location.hash = '#sources.html:port-22';").await;
    shows(browser, "sources.html").await;
    assert_eq!(browser.run("return location.hash;").await, "#sources.html:port-22");
    quiet(browser).await;
}

async fn the_skip_link_and_the_menu_stay_on_the_page(browser: &Browser) {
    let _file = open(browser, "#ports/22.html").await;
    browser.run("document.querySelector('.skip-link').focus();").await;
    browser.press(Key::Enter).await;
    browser.until("document.activeElement.id === 'content'").await;
    shows(browser, "ports/22.html").await;
    assert_eq!(browser.run("return location.hash;").await, "#ports/22.html");
    // On narrow screens; a link in it leads to another page, and it closes as it would there.
    let menu = "document.querySelector('.site-nav details')";
    browser.run(&format!("{menu}.open = true; {menu}.querySelector('a[href=\"#advice.html\"]').click();")).await;
    shows(browser, "advice.html").await;
    assert_eq!(browser.run(&format!("return {menu}.open;")).await, false);
    quiet(browser).await;
}

async fn no_other_file_is_made_or_needed(browser: &Browser) {
    let file = open(browser, "").await;
    let loaded = browser.run("return performance.getEntriesByType('resource').map((entry) => entry.name);").await;
    let others =
        |name: &&Value| !name.as_str().is_some_and(|name| name.starts_with("data:") || name.starts_with("blob:"));
    assert_eq!(loaded.as_array().expect("a list").iter().filter(others).count(), 0, "{loaded}");
    let names: Vec<_> =
        fs::read_dir(file.folder()).expect("a folder").filter_map(|entry| Some(entry.ok()?.file_name())).collect();
    assert_eq!(names, ["portolan.html"]);
    quiet(browser).await;
}
