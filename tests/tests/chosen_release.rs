//! “I run VOS 15.1”: chosen on a page of releases, remembered, shown on the pages that have the vendor's uses, and forgotten.

use acceptance::{Browser, Server, built_site, in_every_browser};
use std::fs;
use std::time::Duration;

in_every_browser!(
    a_release_is_chosen_on_its_page_and_forgotten,
    chapters_and_products_agree_with_the_pages_of_releases,
    the_list_of_releases_offers_all,
    links_to_plans_name_the_release,
    pages_without_uses_of_the_vendor_say_nothing,
    other_tabs_follow,
    what_is_no_release_does_nothing,
    without_storage_it_holds_for_the_page,
    marked_pages_are_accessible,
);

/// Chapters and products that have all three verdicts between them.
const MARKED: [&str; 4] = ["/ports/22.html", "/ports/111.html", "/ports/2049.html", "/products/s048.html"];

/// Opens a page with this remembered.
async fn with(browser: &Browser, stored: &str, path: &str) -> Server {
    let server = browser.visit("/about.html").await;
    browser.run(&format!("localStorage.setItem('portolan-release', {});", serde_json::json!(stored))).await;
    browser.open(&server, path).await;
    server
}

async fn forget_all(browser: &Browser) {
    browser.run("localStorage.clear();").await;
    assert_eq!(browser.console().await, Vec::<String>::new());
}

/// Presses the button with these words.
async fn press(browser: &Browser, words: &str) {
    let script = format!(
        "const all = [...document.querySelectorAll('.runs button')];
         all.find((one) => one.textContent === '{words}').click();"
    );
    browser.run(&script).await;
}

/// What the page says of the release.
async fn said(browser: &Browser) -> String {
    let text = browser.run("return document.querySelector('.runs')?.textContent ?? '';").await;
    text.as_str().expect("a text").to_owned()
}

/// What the rows say, in order; for a row that says nothing, nothing.
async fn marks(browser: &Browser) -> Vec<String> {
    let script =
        "return [...document.querySelectorAll('.table-scroll tr:is(.vendor, .seen, .documented, .registered)')]
                    .filter((row) => row.matches('.vendor') || row.querySelector('.verdict'))
                    .map((row) => row.querySelector('[data-label=\"VOS releases\"] .verdict')?.textContent ?? '');";
    serde_json::from_value(browser.run(script).await).expect("a list")
}

async fn a_release_is_chosen_on_its_page_and_forgotten(browser: &Browser) {
    let server = browser.visit("/releases/15.1.html").await;
    assert_eq!(said(browser).await, "I run VOS 15.1");
    press(browser, "I run VOS 15.1").await;
    browser.until("document.querySelector('.runs').textContent === 'You run VOS 15.1. Forget'").await;
    assert_eq!(browser.run("return document.activeElement.textContent;").await, "You run VOS 15.1. Forget");
    assert_eq!(browser.run("return localStorage.getItem('portolan-release');").await, "15.1");
    browser.open(&server, "/ports/22.html").await;
    assert_eq!(said(browser).await, "You run VOS 15.1. Forget");
    assert_eq!(marks(browser).await, ["15.1: yes", "15.1: yes"]);
    browser.open(&server, "/releases/15.0.html").await;
    assert_eq!(said(browser).await, "You run VOS 15.1. ForgetI run VOS 15.0");
    press(browser, "I run VOS 15.0").await;
    browser.open(&server, "/products/s270.html").await;
    let products = marks(browser).await;
    assert!(!products.is_empty() && products.iter().all(|mark| mark == "15.0: no"), "{products:?}");
    browser.find(".runs a[href$='releases/15.0.html']").await;
    press(browser, "Forget").await;
    browser.until("document.querySelector('.runs').textContent === 'VOS 15.0 is forgotten.'").await;
    assert_eq!(browser.run("return document.activeElement.textContent;").await, "VOS 15.0 is forgotten.");
    assert_eq!(browser.run("return localStorage.getItem('portolan-release');").await, serde_json::Value::Null);
    assert!(marks(browser).await.iter().all(String::is_empty));
    browser.open(&server, "/ports/22.html").await;
    assert_eq!((said(browser).await, marks(browser).await), (String::new(), vec![String::new(); 2]));
    forget_all(browser).await;
}

async fn chapters_and_products_agree_with_the_pages_of_releases(browser: &Browser) {
    let mut seen = Vec::new();
    for release in ["14.6", "15.0", "15.2"] {
        let server = with(browser, release, "/ports/22.html").await;
        for path in MARKED {
            browser.open(&server, path).await;
            // The ports of these rows, and the tables that the page of the release has them in.
            let script = format!(
                "const text = await (await fetch('/releases/{release}.html')).text();
                 const tables = [['applies', 'yes'], ['unsaid', 'not said'], ['does-not-apply', 'no']];
                 const found = [];
                 for (const [id, words] of tables) {{
                   const table = text.split(`<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"${{id}}\">`)[1]?.split('</table>')[0] ?? '';
                   for (const row of table.split('<tr>').slice(1)) {{
                     const port = row.match(/ports\\/([\\d-]+)\\.html/)?.[1];
                     if (port) found.push(`${{port}} {release}: ${{words}}`);
                   }}
                 }}
                 const chapter = location.pathname.match(/ports\\/(.+)\\.html/)?.[1];
                 const port = (row) => chapter ?? row.querySelector('a').href.match(/ports\\/(.+)\\.html/)[1];
                 const rows = [...document.querySelectorAll('tr.vendor')].map((row) => `${{port(row)}} ${{row.querySelector('.verdict')?.textContent}}`);
                 // A product has some of the rows of a port.
                 const expected = chapter ? found.filter((one) => one.startsWith(`${{chapter}} `)) : rows.filter((row) => found.includes(row));
                 return [rows.sort(), expected.sort()];"
            );
            let [rows, expected]: [Vec<String>; 2] =
                serde_json::from_value(browser.run(&script).await).expect("two lists");
            assert!(!rows.is_empty(), "{path}");
            assert_eq!(rows, expected, "{path} on {release}");
            seen.extend(rows);
        }
    }
    for verdict in ["yes", "no", "not said"] {
        assert!(seen.iter().any(|row| row.ends_with(&format!(": {verdict}"))), "no row is “{verdict}”: {seen:?}");
    }
    forget_all(browser).await;
}

async fn the_list_of_releases_offers_all(browser: &Browser) {
    let server = browser.visit("/releases/index.html").await;
    let script =
        "const cards = [...document.querySelectorAll('.card b')].map((one) => one.textContent.replace('VOS ', ''));
                  const options = [...document.querySelectorAll('.runs option')].map((one) => one.value);
                  document.querySelector('.runs select').value = '16.0';
                  return [cards.join(), options.join()];";
    let lists = browser.run(script).await;
    assert_eq!(lists[0], lists[1]);
    press(browser, "Remember").await;
    browser.until("document.querySelector('.runs').textContent.startsWith('You run VOS 16.0. Forget')").await;
    browser.open(&server, "/releases/index.html").await;
    assert_eq!(browser.run("return document.querySelector('.runs select').value;").await, "16.0");
    forget_all(browser).await;
}

async fn links_to_plans_name_the_release(browser: &Browser) {
    let server = with(browser, "15.1", "/ports/22.html").await;
    let link = "return document.querySelector('.to-plan a').hash;";
    assert_eq!(browser.run(link).await, "#add=22&release=15.1");
    press(browser, "Forget").await;
    browser.until("document.querySelector('.to-plan a').hash === '#add=22'").await;
    browser.run("localStorage.setItem('portolan-release', '15.1');").await;
    browser.open(&server, "/releases/15.2.html").await;
    assert_eq!(browser.run(link).await, "#release=15.2");
    // A chapter without uses of the vendor.
    browser.open(&server, "/ports/3306.html").await;
    assert_eq!(browser.run(link).await, "#add=3306&release=15.1");
    browser.find(".to-plan a").await.click().await.expect("a click");
    browser.until("location.pathname === '/plan.html' && /release=15\\.1/.test(location.hash) && /run=3306/.test(location.hash)").await;
    // The page of plans itself; a plan that was begun stays as it is.
    browser.run("localStorage.removeItem('portolan-plan');").await;
    browser.open(&server, "/index.html").await;
    browser.open(&server, "/plan.html").await;
    let release = "document.querySelector('port-plan')?.shadowRoot?.querySelector('#release')?.value";
    browser.until(&format!("{release} === '15.1'")).await;
    // The plan that was begun is remembered when its page is left.
    browser.open(&server, "/index.html").await;
    browser.run("localStorage.setItem('portolan-plan', 'release=14.7&run=22');").await;
    browser.open(&server, "/plan.html").await;
    browser.until(&format!("{release} === '14.7'")).await;
    forget_all(browser).await;
}

async fn pages_without_uses_of_the_vendor_say_nothing(browser: &Browser) {
    let server = with(browser, "15.1", "/ports/3306.html").await;
    for path in ["/ports/3306.html", "/about.html", "/ports/index.html"] {
        browser.open(&server, path).await;
        assert_eq!((said(browser).await, marks(browser).await), (String::new(), Vec::new()), "{path}");
    }
    forget_all(browser).await;
}

async fn other_tabs_follow(browser: &Browser) {
    let _server = browser.visit("/ports/22.html").await;
    let script = "localStorage.setItem('portolan-release', '15.1');
                  window.dispatchEvent(new StorageEvent('storage', { key: 'portolan-release', newValue: '15.1' }));";
    browser.run(script).await;
    assert_eq!(said(browser).await, "You run VOS 15.1. Forget");
    assert_eq!(marks(browser).await, ["15.1: yes", "15.1: yes"]);
    browser.run("localStorage.clear(); window.dispatchEvent(new StorageEvent('storage'));").await;
    assert_eq!((said(browser).await, marks(browser).await), (String::new(), vec![String::new(); 2]));
    forget_all(browser).await;
}

async fn what_is_no_release_does_nothing(browser: &Browser) {
    for stored in ["<img src=x onerror=window.hurt=1>", "__proto__", "15.1&run=23", "15.1\n", "99.9", "", " 15.1"] {
        let _server = with(browser, stored, "/ports/22.html").await;
        assert_eq!((said(browser).await, marks(browser).await), (String::new(), vec![String::new(); 2]), "{stored}");
        assert_eq!(browser.run("return document.querySelector('.to-plan a').hash;").await, "#add=22", "{stored}");
        tokio::time::sleep(Duration::from_millis(100)).await;
        assert_eq!(browser.run("return window.hurt ?? null;").await, serde_json::Value::Null);
        forget_all(browser).await;
    }
}

async fn without_storage_it_holds_for_the_page(browser: &Browser) {
    let site = built_site();
    let assets = fs::read_dir(site.join("assets")).expect("the site's assets");
    let names = assets.map(|file| file.expect("a file").file_name().to_string_lossy().into_owned());
    let first = names.into_iter().find(|name| name.starts_with("first-paint.")).expect("the script that runs first");
    let refusing =
        b"Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });";
    let server = Server::with_broken(&site, &[(format!("/assets/{first}"), 200, refusing)]).await;
    browser.open(&server, "/releases/15.1.html").await;
    press(browser, "I run VOS 15.1").await;
    browser.until("document.querySelector('.runs').textContent === 'You run VOS 15.1. Forget'").await;
    press(browser, "Forget").await;
    browser.until("document.querySelector('.runs').textContent === 'VOS 15.1 is forgotten.I run VOS 15.1'").await;
    browser.open(&server, "/ports/22.html").await;
    assert_eq!((said(browser).await, marks(browser).await), (String::new(), vec![String::new(); 2]));
    browser.until("document.querySelectorAll('.theme-switch button').length === 3").await;
    assert_eq!(browser.console().await, Vec::<String>::new());
}

async fn marked_pages_are_accessible(browser: &Browser) {
    browser.allow(Duration::from_mins(3)).await;
    let server = with(browser, "15.0", "/ports/111.html").await;
    for path in ["/ports/111.html", "/products/s270.html", "/releases/15.1.html", "/releases/index.html"] {
        for theme in ["light", "dark"] {
            browser.run(&format!("localStorage.setItem('portolan-theme', '{theme}');")).await;
            browser.open(&server, path).await;
            browser.until("document.querySelector('.runs p')").await;
            assert_eq!(browser.axe().await, Vec::<String>::new(), "{path}, {theme}");
        }
    }
    forget_all(browser).await;
}
