//! Lists of ports are copied and saved in several forms; results of the site's search are added to plans, and marked with the release that
//! the reader runs.

use acceptance::{Browser, Key, Server, Unzipped, copied_by, in_every_browser};
use serde_json::Value;

in_every_browser!(
    results_are_added_to_a_plan,
    a_result_of_the_panel_is_added_by_keyboard,
    what_no_server_of_today_listens_on_is_not_offered,
    results_say_what_the_release_has,
    a_filter_for_a_release_speaks_for_itself,
    results_are_copied_in_each_form,
    results_are_the_lists_of_pages,
    what_a_setting_decides_is_left_out,
    where_nothing_is_certain_nothing_is_copied,
    letters_stay_in_the_choice_of_forms,
    another_search_takes_an_old_list_away,
    a_moved_search_has_one_style_of_lists,
    filters_of_uses_leave_the_release_to_chapters,
    lists_of_pages_are_copied_in_each_form,
    it_works_in_the_zip,
    other_elements_are_left_alone,
    results_with_links_are_accessible,
);

/// The search of the front page.
const FRONT: &str = "document.querySelector('main port-reference').shadowRoot";
/// The search in the header.
const HEADER: &str = "document.querySelector('#site-search port-reference').shadowRoot";

/// Opens the front page with a query in its address, and waits until its results can be added to a plan.
async fn found(browser: &Browser, query: &str) -> Server {
    let server = browser.visit(&format!("/index.html?{query}")).await;
    // The script is loaded when somebody uses a search, or one has a query.
    browser.until(&format!("{FRONT}.querySelector('.copy-results:not([hidden])')")).await;
    browser.until(&format!("{FRONT}.querySelector('.to-plan')")).await;
    server
}

/// Opens the front page for a reader who runs a release.
async fn found_with(browser: &Browser, release: &str, query: &str) -> Server {
    let server = browser.visit("/about.html").await;
    browser.run(&format!("localStorage.setItem('portolan-release', '{release}');")).await;
    browser.open(&server, &format!("/index.html?{query}")).await;
    browser.until(&format!("{FRONT}.querySelector('.to-plan')")).await;
    server
}

/// What the results say of the release, by the number of each.
async fn verdicts(browser: &Browser) -> Value {
    let script = format!(
        "return Object.fromEntries([...{FRONT}.querySelectorAll('.item')].map((item) =>
             [item.querySelector('.number').textContent, item.querySelector('.runs')?.textContent ?? '']));"
    );
    browser.run(&script).await
}

async fn results_are_added_to_a_plan(browser: &Browser) {
    let _server = found(browser, "q=samba").await;
    let link =
        format!("[...{FRONT}.querySelectorAll('.to-plan')].find((one) => one.ariaLabel === 'Add to a plan: 445')");
    assert_eq!(browser.run(&format!("return {link}.getAttribute('href');")).await, "plan.html#add=445");
    // The link of the result covers it: a pointer must reach this one.
    let place = browser
        .run(&format!(
            "const {{ x, y, width, height }} = {link}.getBoundingClientRect(); return [x + width / 2, y + height / 2];"
        ))
        .await;
    #[expect(clippy::cast_possible_truncation, reason = "a place on the screen")]
    let at = |axis: usize| place[axis].as_f64().expect("a number") as i64;
    browser.click_at(at(0), at(1)).await;
    browser.until("location.pathname.endsWith('/plan.html')").await;
    browser.until("document.querySelector('port-plan')?.value?.items?.length === 1").await;
    assert_eq!(browser.run("return document.querySelector('port-plan').value.items[0].entry;").await, "445");
}

async fn a_result_of_the_panel_is_added_by_keyboard(browser: &Browser) {
    let _server = browser.visit("/ports/445.html").await;
    browser.run("document.querySelector('#site-search port-reference').focus();").await;
    browser.keys("ssh").await;
    browser.until(&format!("{HEADER}.querySelector('.to-plan')?.ariaLabel === 'Add to a plan: 22'")).await;
    browser.press(Key::Down).await;
    browser.press(Key::Tab).await;
    assert_eq!(browser.run(&format!("return {HEADER}.activeElement.textContent;")).await, "Add to a plan");
    browser.press(Key::Enter).await;
    browser.until("location.pathname.endsWith('/plan.html')").await;
    browser.until("document.querySelector('port-plan')?.value?.items?.[0]?.entry === '22'").await;
}

async fn what_no_server_of_today_listens_on_is_not_offered(browser: &Browser) {
    let _server = found(browser, "q=23+513+992+2323").await;
    let script = format!(
        "return Object.fromEntries([...{FRONT}.querySelectorAll('.item')].map((item) =>
             [item.querySelector('.number').textContent, item.querySelector('.to-plan') !== null]));"
    );
    let offered = browser.run(&script).await;
    for (number, expected) in [("23", true), ("992", true), ("513", false), ("2323", false)] {
        assert_eq!(offered[number], expected, "{number}: as in its chapter");
    }
}

async fn results_say_what_the_release_has(browser: &Browser) {
    let server = found_with(browser, "15.0", "q=samba").await;
    let said = verdicts(browser).await;
    for (number, expected) in [("139", "15.0: yes"), ("445", "15.0: no"), ("3702", "")] {
        assert_eq!(said[number], expected, "{number}: {said}");
    }
    let link = browser.run(&format!("return {FRONT}.querySelector('.to-plan').getAttribute('href');")).await;
    assert_eq!(link, "plan.html#add=445&release=15.0");
    // Another tab changes it: the same results say it.
    let change = "const change = (release) => {
        localStorage.setItem('portolan-release', release);
        window.dispatchEvent(new StorageEvent('storage', { key: 'portolan-release' }));
    };";
    browser.run(&format!("{change} change('15.1');")).await;
    browser.until(&format!("{FRONT}.querySelector('.item:nth-child(1) .runs')?.textContent === '15.1: yes'")).await;
    browser.run(&format!("{change} change('');")).await;
    browser.until(&format!("{FRONT}.querySelector('.runs') === null")).await;
    browser.run("localStorage.clear();").await;
    drop(server);
}

async fn a_filter_for_a_release_speaks_for_itself(browser: &Browser) {
    let _server = found_with(browser, "15.0", "q=samba+15.1").await;
    let said = verdicts(browser).await;
    assert_eq!(said["445"], "", "{said}");
    let link = browser.run(&format!("return {FRONT}.querySelector('.to-plan').getAttribute('href');")).await;
    assert_eq!(link, "plan.html#add=445&release=15.1", "the release that was asked for");
    browser.run("localStorage.clear();").await;
}

/// Of a port that two products have, a release may have the one alone: the chapter says which.
async fn filters_of_uses_leave_the_release_to_chapters(browser: &Browser) {
    let _server = found_with(browser, "15.1", "q.product=S684").await;
    let said = verdicts(browser).await;
    assert_eq!(said["161"], "", "{said}");
    browser.run("localStorage.clear();").await;
}

/// What each form gives, of the controls in `place`, a JavaScript expression.
async fn forms(browser: &Browser, place: &str) -> Vec<String> {
    let mut texts = Vec::new();
    for form in ["ports", "markdown", "csv", "json"] {
        browser.run(&format!("{place}.querySelector('select').value = '{form}';")).await;
        let text = copied_by(browser, &format!("{place}.querySelector('.share button')")).await;
        texts.push(text.as_str().expect("a text").to_owned());
    }
    texts
}

async fn results_are_copied_in_each_form(browser: &Browser) {
    let _server = found(browser, "q=samba").await;
    let place = format!("{FRONT}.querySelector('.copy-results')");
    let texts = forms(browser, &place).await;
    assert!(texts[0].starts_with("137-138/udp, 139/tcp, "), "{}", texts[0]);
    assert!(texts[1].starts_with("| Port | Transport | Title | Exposure | Summary | Address |\n"), "{}", texts[1]);
    let mut rows = csv::Reader::from_reader(texts[2].as_bytes());
    assert_eq!(rows.headers().expect("heads"), vec!["port", "transport", "title", "exposure", "summary", "address"]);
    let rows: Vec<_> = rows.records().map(|row| row.expect("a row")).collect();
    let list: Value = serde_json::from_str(&texts[3]).expect("JSON");
    assert_eq!(list["rows"].as_array().map(Vec::len), Some(rows.len()));
    assert_eq!(list["total"], rows.len());
    assert_eq!([&list["query"], &list["rows"][0]["port"]], ["samba", "445"]);
    assert!(list["rows"][0]["address"].as_str().is_some_and(|link| link.ends_with("/ports/445.html")), "{list}");
    // Nothing found, nothing to copy.
    browser.run("document.querySelector('main port-reference').query = 'qqqqqqqqq';").await;
    browser.until(&format!("{place}.hidden")).await;
}

/// Opens what nobody else's list of the same would open.
async fn results_are_the_lists_of_pages(browser: &Browser) {
    let mut server = found(browser, "q.product=S269").await;
    for (query, page) in [
        ("q.product=S269", "products/s269"),
        ("q.product=STCP", "products/stcp"),
        ("q.category=file-transfer", "categories/file-transfer"),
        ("q.category=rpc", "categories/rpc"),
        ("q.release=15.1", "releases/15.1"),
    ] {
        server = found(browser, query).await;
        let place = format!("{FRONT}.querySelector('.copy-results')");
        let text = copied_by(browser, &format!("{place}.querySelector('.share button')")).await;
        browser.open(&server, &format!("/{page}.html")).await;
        browser.run("document.querySelector('.to-copy').open = true;").await;
        browser.until("document.querySelector('.to-copy .share')").await;
        let list = copied_by(browser, "document.querySelector('.to-copy .share button')").await;
        assert_eq!(text, list, "{page}");
    }
    drop(server);
}

async fn what_a_setting_decides_is_left_out(browser: &Browser) {
    let _server = found(browser, "q=3000").await;
    let place = format!("{FRONT}.querySelector('.copy-results')");
    let texts = forms(browser, &place).await;
    let list: Value = serde_json::from_str(&texts[3]).expect("JSON");
    assert!(list["rows"].as_array().is_some_and(|rows| rows.iter().any(|row| row["port"] == "3000+")), "{list}");
    assert!(!texts[0].contains("3000"), "{}", texts[0]);
    browser
        .run(&format!(
            "{place}.querySelector('select').value = 'ports'; {place}.querySelector('.share button').click();"
        ))
        .await;
    browser.until(&format!("/: 3000\\+/.test({place}.querySelector('.left-out')?.textContent)")).await;
}

async fn where_nothing_is_certain_nothing_is_copied(browser: &Browser) {
    let _server = found(browser, "q=ssh").await;
    let place = format!("{FRONT}.querySelector('.copy-results')");
    browser.run("document.querySelector('main port-reference').filters = { role: ['class'] };").await;
    browser.run("document.querySelector('main port-reference').query = '';").await;
    browser.until(&format!("{FRONT}.querySelector('.count')?.textContent === '3 results'")).await;
    browser.until(&format!("{place} && !{place}.hidden")).await;
    browser.run(&format!("{place}.querySelector('.share button').click();")).await;
    browser.until(&format!("{place}.querySelector('.share button').textContent === 'No certain ports'")).await;
}

/// Letters choose a form, and do not get into the search.
async fn letters_stay_in_the_choice_of_forms(browser: &Browser) {
    let _server = found(browser, "q=samba").await;
    browser
        .run(&format!(
            "{FRONT}.querySelector('.copy-results').open = true; {FRONT}.querySelector('.share select').focus();"
        ))
        .await;
    browser.keys("J").await;
    browser.until(&format!("{FRONT}.querySelector('.share select').value === 'json'")).await;
    assert_eq!(browser.run("return document.querySelector('main port-reference').query;").await, "samba");
}

/// What had to be copied by hand is of the search before.
async fn another_search_takes_an_old_list_away(browser: &Browser) {
    let _server = found(browser, "q=samba").await;
    let place = format!("{FRONT}.querySelector('.copy-results')");
    let refused = "Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: () => Promise.reject(new Error('no')) } });";
    browser.run(&format!("{refused} {place}.open = true; {place}.querySelector('.share button').click();")).await;
    browser.until(&format!("{place}.querySelector('.by-hand')?.value.startsWith('137-138/udp')")).await;
    browser.run("document.querySelector('main port-reference').query = 'ssh';").await;
    browser.until(&format!("{place}.querySelector('.by-hand') === null")).await;
}

/// An element that is moved is made anew.
async fn a_moved_search_has_one_style_of_lists(browser: &Browser) {
    let _server = found(browser, "q=samba").await;
    let script = "const search = document.querySelector('main port-reference');
        const before = search.shadowRoot.adoptedStyleSheets.length;
        for (let round = 0; round < 3; round += 1) {
            const { parentNode, nextSibling } = search;
            search.remove();
            parentNode.insertBefore(search, nextSibling);
            await search.ready;
        }
        return search.shadowRoot.adoptedStyleSheets.length - before;";
    assert_eq!(browser.run(script).await, 0);
    browser
        .until(&format!("{FRONT}.querySelector('.to-plan') && {FRONT}.querySelectorAll('.copy-results').length === 1"))
        .await;
}

async fn lists_of_pages_are_copied_in_each_form(browser: &Browser) {
    let server = browser.visit("/releases/15.1.html").await;
    let place = "document.querySelector('.to-copy')";
    browser.run(&format!("{place}.open = true;")).await;
    browser.until(&format!("{place}.querySelector('.share')")).await;
    let texts = forms(browser, place).await;
    let (inwards, outwards) = texts[0].trim_end().split_once('\n').expect("two lines");
    assert!(
        inwards.starts_with("in: 7/tcp, 7/udp, 9/tcp") && outwards.starts_with("out: 20/tcp, 22/tcp"),
        "{}",
        texts[0]
    );
    assert!(
        texts[1].starts_with("| Port | Title | Role | Transport | Application | VOS releases | Product |\n"),
        "{}",
        texts[1]
    );
    assert!(texts[2].starts_with("port,title,role,transport,application,vos_releases,product\r\n"), "{}", texts[2]);
    let list: Value = serde_json::from_str(&texts[3]).expect("JSON");
    let rows = browser.run("return document.querySelector('.table-scroll:has(+ .to-copy) tbody').rows.length;").await;
    assert_eq!(list["rows"].as_array().map(Vec::len), rows.as_u64().map(|rows| usize::try_from(rows).expect("few")));
    assert_eq!(list["ports"], texts[0].trim_end());
    // Every such list of the site has a table before it.
    for page in ["/advice.html", "/categories/mail.html", "/products/s269.html", "/releases/15.0-to-15.1.html"] {
        browser.open(&server, page).await;
        browser.run(&format!("{place}.open = true;")).await;
        browser.until("[...document.querySelectorAll('.to-copy')].every((one) => one.querySelector('.share'))").await;
    }
    // What a reader's release adds to cells is not of the list.
    browser.run("localStorage.setItem('portolan-release', '15.1');").await;
    browser.open(&server, "/products/s269.html").await;
    browser.run(&format!("{place}.open = true;")).await;
    browser.until(&format!("{place}.querySelector('.share')")).await;
    let texts = forms(browser, place).await;
    assert!(texts[2].contains("\"14.4+\"\r\n") && !texts[2].contains("yes"), "{}", texts[2]);
    browser.run("localStorage.clear();").await;
}

async fn it_works_in_the_zip(browser: &Browser) {
    let zip = Unzipped::make();
    browser.goto(&zip.url("index.html?q=samba")).await;
    browser.until(&format!("{FRONT}.querySelector('.to-plan')?.getAttribute('href') === 'plan.html#add=445'")).await;
    let texts = forms(browser, &format!("{FRONT}.querySelector('.copy-results')")).await;
    assert!(texts[0].starts_with("137-138/udp"), "{}", texts[0]);
}

/// The examples for other sites have what other sites get.
async fn other_elements_are_left_alone(browser: &Browser) {
    let _server = browser.visit("/embedding.html").await;
    let example = "document.querySelector('main port-reference').shadowRoot";
    browser.run("document.querySelector('main port-reference').query = 'samba';").await;
    browser.until(&format!("{example}.querySelector('.item')")).await;
    browser.run("document.querySelector('#site-search port-reference').focus();").await;
    browser.keys("samba").await;
    browser.until(&format!("{HEADER}.querySelector('.to-plan')")).await;
    assert_eq!(browser.run(&format!("return {example}.querySelector('.to-plan, .copy-results');")).await, Value::Null);
}

async fn results_with_links_are_accessible(browser: &Browser) {
    let _server = found_with(browser, "15.0", "q=samba").await;
    browser.run(&format!("{FRONT}.querySelector('.copy-results').open = true;")).await;
    assert_eq!(browser.axe().await, Vec::<String>::new());
    browser.run("localStorage.clear();").await;
    assert_eq!(browser.console().await, Vec::<String>::new());
}
