//! `<port-reference>`: the contract of `search()`, its events, and what it loads when.

use acceptance::{Browser, Key, Server, in_every_browser};
use serde_json::{Value, json};

in_every_browser!(
    search_returns_what_the_contract_says,
    common_queries_find_the_right_entry,
    a_filter_that_does_not_exist_is_refused,
    events_for_ready_search_and_select,
    a_page_loads_nothing_before_the_field_is_used,
    hits_of_the_menu_bar_lead_from_any_depth,
);

/// What people type, and the entry that must come first.
const FIRST_HITS: &str = include_str!("../../crates/catalog-source/tests/first_hits.tsv");

const ELEMENT: &str = "const element = document.querySelector('main port-reference'); await element.ready;";

struct Page<'a> {
    browser: &'a Browser,
    _server: Server,
}

impl<'a> Page<'a> {
    async fn open(browser: &'a Browser, path: &str) -> Self {
        Self { browser, _server: browser.visit(path).await }
    }

    async fn search(&self, query: &str, options: Value) -> Value {
        let script = format!("{ELEMENT} return element.search({}, {options});", json!(query));
        self.browser.run(&script).await
    }

    async fn ids(&self, query: &str) -> Vec<String> {
        let found = self.search(query, json!({ "limit": 5 })).await;
        let hits = found["hits"].as_array().expect("hits").iter();
        hits.filter_map(|hit| hit["id"].as_str().map(str::to_owned)).collect()
    }
}

async fn search_returns_what_the_contract_says(browser: &Browser) {
    let page = Page::open(browser, "/index.html").await;
    let found = page.search("22/tcp", json!({ "limit": 3 })).await;
    assert!(found["total"].as_u64() >= Some(1));
    let hit = &found["hits"][0];
    assert_eq!(hit["id"], "22");
    assert_eq!(hit["ports"], json!([[22, 22]]));
    assert_eq!(hit["transports"], json!(["tcp", "udp"]));
    assert_eq!(hit["title"], "SSH");
    assert!(hit["summary"].as_str().is_some_and(|summary| summary.len() > 20));
    assert_eq!(hit["href"], "ports/22.html");
    assert_eq!(hit["provenance"], json!(["documented", "vendor", "seen", "registered"]));
    assert_eq!(hit["exposure"], "named-hosts");
    assert!(hit.as_object().expect("an object").contains_key("why"));
    for facet in ["exposure", "transport", "role", "provenance", "class", "product", "category", "advice"] {
        let values = found["facets"][facet].as_array().unwrap_or_else(|| panic!("{facet}"));
        let first = values[0].as_object().expect("an object");
        assert!(["value", "label", "count"].iter().all(|key| first.contains_key(*key)), "{facet}: {first:?}");
    }
    let filtered =
        page.search("", json!({ "filters": { "transport": ["udp"], "product": ["S269"], "release": "15.2" } })).await;
    let ids: Vec<&str> =
        filtered["hits"].as_array().expect("hits").iter().filter_map(|hit| hit["id"].as_str()).collect();
    assert_eq!(ids, ["137", "138"]);
    let range = page.search("27930", json!({})).await;
    assert_eq!(range["hits"][0]["ports"], json!([[27910, 27961]]));
    assert_eq!(range["hits"][0]["why"], "27930 lies in this range");
}

async fn common_queries_find_the_right_entry(browser: &Browser) {
    let page = Page::open(browser, "/index.html").await;
    // The same queries as in the tests of the native search, so that both rank alike, and one for a page of the book.
    let queries = FIRST_HITS.lines().map(|line| line.split_once('\t').expect("a query and an id"));
    for (query, expected) in queries.chain([("how to read a chapter", "reading.html")]) {
        let ids = page.ids(query).await;
        assert!(ids.first().is_some_and(|id| id == expected), "{query}: {ids:?}");
    }
    assert_eq!(page.ids("block").await[0], "advice.html", "the page on advice stands before the entries");
    assert_eq!(page.ids("22,80,443").await[..3], ["22", "80", "443"]);
}

async fn a_filter_that_does_not_exist_is_refused(browser: &Browser) {
    let page = Page::open(browser, "/index.html").await;
    let script =
        format!("{ELEMENT} return element.search('', {{ filters: {{ colour: 'red' }} }}).then(() => '', String);");
    let refusal = page.browser.run(&script).await;
    assert!(refusal.as_str().is_some_and(|text| text.contains("there is no filter `colour`")), "{refusal}");
}

async fn events_for_ready_search_and_select(browser: &Browser) {
    let page = Page::open(browser, "/about.html").await;
    let script = "
        const seen = [];
        for (const name of ['ready', 'search', 'select', 'error']) {
            document.addEventListener(`port-reference-${name}`, (event) => {
                seen.push([name, event.bubbles, event.composed, event.detail]);
                if (name === 'select') event.preventDefault();
            });
        }
        const element = document.createElement('port-reference');
        element.setAttribute('query', '22');
        document.querySelector('main').append(element);
        await element.ready;
        element.query = '443';
        await new Promise((done) => setTimeout(done, 700));
        element.shadowRoot.querySelector('ol a').click();
        return { seen, at: location.pathname };";
    let answer = page.browser.run(script).await;
    let names: Vec<&str> = answer["seen"].as_array().expect("events").iter().filter_map(|e| e[0].as_str()).collect();
    assert!(names.contains(&"ready") && names.contains(&"search") && names.contains(&"select"), "{answer}");
    assert!(!names.contains(&"error"), "{answer}");
    for event in answer["seen"].as_array().expect("events") {
        assert_eq!((&event[1], &event[2]), (&json!(true), &json!(true)), "bubbling and composed: {event}");
    }
    let selected =
        answer["seen"].as_array().expect("events").iter().find(|event| event[0] == "select").expect("select");
    assert_eq!(selected[3]["id"], "443");
    assert_eq!(answer["at"], "/about.html", "a selection that is cancelled is not followed");
}

async fn a_page_loads_nothing_before_the_field_is_used(browser: &Browser) {
    let page = Page::open(browser, "/ports/22.html").await;
    page.browser.until("document.querySelector('header port-reference')").await;
    let loaded = "performance.getEntriesByType('resource').map((entry) => entry.name.split('/').pop())";
    let before = page.browser.run(&format!("await new Promise((d) => setTimeout(d, 300)); return {loaded};")).await;
    let before = before.to_string();
    assert!(!before.contains(".wasm") && !before.contains(".bin"), "{before}");
    page.browser.run("const e = document.querySelector('header port-reference'); e.focus(); await e.ready;").await;
    let after = page.browser.run(&format!("return {loaded};")).await.to_string();
    assert!(after.contains(".wasm") && after.contains(".bin"), "{after}");
}

async fn hits_of_the_menu_bar_lead_from_any_depth(browser: &Browser) {
    let page = Page::open(browser, "/releases/15.2.html").await;
    page.browser
        .run("const e = document.querySelector('header port-reference'); e.focus(); await e.ready; e.query = '31337';")
        .await;
    page.browser.until("document.querySelector('header port-reference').shadowRoot.querySelector('ol a')").await;
    page.browser.press(Key::Enter).await;
    page.browser.until("location.pathname === '/ports/31337.html'").await;
}
