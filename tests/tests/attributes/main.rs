//! Attributes, properties and events of the element in a page of another site.

mod keys;
mod themes;

use acceptance::{Browser, Intranet, Key, in_every_browser};
use keys::{a_shortcut_works_only_when_asked_for, what_is_typed_is_no_shortcut_of_the_page};
use serde_json::{Value, json};
use themes::{it_follows_the_page_in_a_dark_system, themes};

in_every_browser!(
    attributes_say_what_is_shown,
    attributes_can_be_changed,
    an_invalid_attribute_is_reported_and_ignored,
    another_catalog,
    links_lead_where_base_says,
    a_compact_element_is_one_field,
    a_result_in_the_same_page_closes_the_panel,
    the_address_changes_only_with_url_param,
    a_shortcut_works_only_when_asked_for,
    what_is_typed_is_no_shortcut_of_the_page,
    themes,
    it_follows_the_page_in_a_dark_system,
    properties_may_be_set_before_the_script_runs,
    events_are_composed,
    search_takes_filters,
);

/// Numbers of the results, and the labels of the filters that are set.
const SEEN: &str = "const root = document.querySelector('port-reference').shadowRoot;
    const texts = (selector) => [...root.querySelectorAll(selector)].map((one) => one.textContent);
    return [texts('.number'), texts('.chip').map((text) => text.replace(/^.*: |\\W+$/g, ''))];";

const ELEMENT: &str = "document.querySelector('port-reference')";

async fn open(browser: &Browser, body: &str) -> Intranet {
    let intranet = Intranet::start().await;
    intranet.put_page("/page.html", body);
    browser.goto(&intranet.url("/page.html")).await;
    intranet
}

async fn ready(browser: &Browser) {
    browser.run("await Promise.all([...document.querySelectorAll('port-reference')].map((one) => one.ready));").await;
}

async fn attributes_say_what_is_shown(browser: &Browser) {
    let intranet = Intranet::start().await;
    let samba = json!(["Samba", "Release 15.1"]);
    for (attributes, numbers, chips) in [
        ("query='22/tcp' limit=1", json!(["22"]), json!([])),
        ("query='137' filters='transport=udp' limit=1", json!(["137"]), json!(["UDP"])),
        ("filters='product=S269&amp;release=15.1' query='139' limit=1", json!(["139"]), samba),
        ("filters='transport=udp&amp;transport=sctp' limit=1 query='53'", json!(["53"]), json!(["UDP", "SCTP"])),
    ] {
        intranet.put_page("/page.html", &format!("<port-reference {attributes}></port-reference>"));
        browser.goto(&intranet.url("/page.html")).await;
        ready(browser).await;
        let seen = browser.run(SEEN).await;
        assert_eq!(seen[0], numbers, "{attributes}");
        assert_eq!(seen[1], chips, "{attributes}");
    }
    for (attributes, count) in [("", 20), ("limit=3", 3), ("limit=60", 60), ("compact", 8), ("compact limit=12", 12)] {
        intranet.put_page("/page.html", &format!("<port-reference {attributes}></port-reference>"));
        browser.goto(&intranet.url("/page.html")).await;
        ready(browser).await;
        assert_eq!(browser.run(SEEN).await[0].as_array().map(Vec::len), Some(count), "{attributes}");
    }
}

async fn attributes_can_be_changed(browser: &Browser) {
    let _intranet = open(browser, "<port-reference></port-reference>").await;
    ready(browser).await;
    for (name, value, expected) in [
        ("limit", Some("2"), json!([2, "", {}])),
        ("query", Some("server"), json!([2, "server", {}])),
        ("filters", Some("transport=udp"), json!([2, "server", { "transport": ["udp"] }])),
        (
            "filters",
            Some("transport=tcp&role=listens"),
            json!([2, "server", { "transport": ["tcp"], "role": ["listens"] }]),
        ),
        ("filters", None, json!([2, "server", {}])),
        ("compact", Some(""), json!([2, "server", {}])),
        ("compact", None, json!([2, "server", {}])),
        ("limit", Some("5"), json!([5, "server", {}])),
        ("query", None, json!([5, "", {}])),
        ("limit", None, json!([20, "", {}])),
    ] {
        let change = value.map_or(format!("removeAttribute({})", json!(name)), |value| {
            format!("setAttribute({}, {})", json!(name), json!(value))
        });
        let seen = format!(
            "const element = {ELEMENT};
             element.{change};
             await element.ready;
             return [element.shadowRoot.querySelectorAll('li').length, element.query, element.filters];"
        );
        assert_eq!(browser.run(&seen).await, expected, "{change}");
    }
}

async fn an_invalid_attribute_is_reported_and_ignored(browser: &Browser) {
    let intranet = Intranet::start().await;
    for (attribute, told) in [
        ("limit=0", "a whole number from 1 to 200"),
        ("limit=many", "a whole number from 1 to 200"),
        ("limit=1e9", "a whole number from 1 to 200"),
        ("base='javascript:alert(1)//'", "a relative, http(s) or file address"),
        ("base='http://['", "a relative, http(s) or file address"),
        ("filters='colour=red'", "there is no filter `colour`"),
        ("filters='transport=icmp'", "icmp"),
        ("filters='release=soon'", "soon"),
        ("theme=green", ""),
    ] {
        intranet.put_page("/page.html", &format!("<port-reference {attribute}></port-reference>"));
        browser.goto(&intranet.url("/page.html")).await;
        ready(browser).await;
        assert_eq!(browser.run(SEEN).await[0].as_array().map(Vec::len), Some(20), "{attribute}");
        let console = browser.console().await.concat();
        assert!(console.contains(told) || browser.kind() == acceptance::Kind::WebKit, "{attribute}: {console}");
        assert_eq!(browser.run("return thrown;").await, json!([]), "{attribute}");
    }
}

async fn another_catalog(browser: &Browser) {
    let body = "<port-reference src='/embed/catalog.bin' id=there></port-reference>
                <port-reference src='nowhere.bin' id=nowhere><a href=ports.html>All ports</a></port-reference>
                <port-reference src='http://[' id=none>All ports</port-reference>";
    let intranet = open(browser, body).await;
    let told = "heard.filter((event) => event.name === 'error')";
    browser.until(&format!("{told}.length === 2 && heard.some((event) => event.name === 'ready')")).await;
    assert!(intranet.asked().contains(&"/embed/catalog.bin".to_owned()));
    let told =
        browser.run(&format!("return Object.fromEntries({told}.map(({{ at, detail }}) => [at, detail]));")).await;
    assert_eq!(told["nowhere"]["code"], "status", "{told}");
    let message = told["nowhere"]["message"].as_str().expect("a message");
    assert!(message.contains("404") && message.contains(&intranet.url("/nowhere.bin")), "{message}");
    assert_eq!(told["none"]["code"], "network", "{told}");
    assert_eq!(browser.find("#nowhere a").await.is_displayed().await, Ok(true), "its content is shown");
    assert_eq!(browser.run("return (await document.getElementById('there').search('22')).hits[0].id;").await, "22");
}

async fn links_lead_where_base_says(browser: &Browser) {
    let intranet = Intranet::start().await;
    for (base, href) in [
        ("", intranet.url("/a/ports/22.html")),
        ("book", intranet.url("/a/book/ports/22.html")),
        ("/book/", intranet.url("/book/ports/22.html")),
        ("https://ports.example/x", "https://ports.example/x/ports/22.html".to_owned()),
        ("/all.html#", intranet.url("/all.html#ports/22.html")),
    ] {
        intranet.put_page("/a/page.html", &format!("<port-reference query=22 base='{base}'></port-reference>"));
        browser.goto(&intranet.url("/a/page.html")).await;
        ready(browser).await;
        let links = format!(
            "const element = {ELEMENT};
             const hit = (await element.search('22')).hits[0];
             return [element.shadowRoot.querySelector('li a').href, new URL(hit.href, document.baseURI).href];"
        );
        assert_eq!(browser.run(&links).await, json!([href, href]), "{base}");
    }
}

async fn a_compact_element_is_one_field(browser: &Browser) {
    let body = "<button>Elsewhere</button><port-reference compact aria-label='Find a port'></port-reference>";
    let intranet = open(browser, body).await;
    let root = format!("{ELEMENT}.shadowRoot");
    browser.run("await new Promise((done) => setTimeout(done, 200));").await;
    let mut asked = intranet.asked();
    asked.sort_unstable();
    assert_eq!(asked, ["/embed/port-reference.js", "/heard.js", "/page.html"], "nothing before it is used");
    assert_eq!(browser.run(&format!("return {root}.querySelector('label').textContent;")).await, "Find a port");
    let panel = format!("{root}.querySelector('[part=panel]')");
    let open = format!("{panel}?.checkVisibility()");
    browser.run(&format!("{ELEMENT}.focus();")).await;
    browser.keys("nfs").await;
    browser.until(&format!("{open} && {panel}.querySelectorAll('li').length > 2")).await;
    browser.press(Key::Escape).await;
    browser.until(&format!("!{open}")).await;
    browser.press(Key::Down).await;
    browser.until(&format!("{open} && {root}.activeElement.matches('a')")).await;
    browser.find("button").await.click().await.expect("a click");
    browser.until(&format!("!{open}")).await;
}

async fn a_result_in_the_same_page_closes_the_panel(browser: &Browser) {
    for (base, closes) in [("#", true), ("/page.html#", true), ("/other.html#", false), ("", false)] {
        let body = format!(
            "<port-reference compact base='{base}'></port-reference><p id='ports/22.html'>SSH</p>
             <script>addEventListener('click', (event) => {closes} || event.preventDefault());</script>"
        );
        let _intranet = open(browser, &body).await;
        ready(browser).await;
        browser.run(&format!("{ELEMENT}.focus();")).await;
        browser.keys("22/tcp").await;
        let panel = format!("{ELEMENT}.shadowRoot.querySelector('[part=panel]')");
        browser
            .until(&format!("{panel}.checkVisibility() && {panel}.querySelector('.number')?.textContent === '22'"))
            .await;
        browser.press(Key::Enter).await;
        let gone = format!(
            "await new Promise((done) => setTimeout(done, 50)); return [!{panel}.checkVisibility(), location.hash];"
        );
        let hash = if closes { "#ports/22.html" } else { "" };
        assert_eq!(browser.run(&gone).await, json!([closes, hash]), "{base}");
    }
}

async fn the_address_changes_only_with_url_param(browser: &Browser) {
    let plain = "<port-reference></port-reference>";
    let intranet = open(browser, plain).await;
    let state = "return [location.search, location.hash, history.length];";
    ready(browser).await;
    let before = browser.run(state).await;
    browser
        .run(&format!("{ELEMENT}.focus(); {ELEMENT}.query = 'ssh'; {ELEMENT}.filters = {{ transport: 'tcp' }};"))
        .await;
    browser.keys("nfs").await;
    browser.run("await new Promise((done) => setTimeout(done, 700));").await;
    assert_eq!(browser.run(state).await, before);

    // Two on one page, each under its own name, beside a parameter of the page.
    let two = "<port-reference url-param=a></port-reference><port-reference url-param=b></port-reference>";
    intranet.put_page("/page.html", two);
    browser.goto(&intranet.url("/page.html?page=7&b=telnet&b.transport=tcp")).await;
    ready(browser).await;
    let both = "[...document.querySelectorAll('port-reference')]";
    let said = browser.run(&format!("return {both}.map((one) => [one.query, one.filters]);")).await;
    assert_eq!(said, json!([["", {}], ["telnet", { "transport": ["tcp"] }]]));
    browser.run(&format!("{both}[0].focus();")).await;
    browser.keys("nfs").await;
    let search = "decodeURIComponent(location.search)";
    browser.until(&format!("{search} === '?page=7&b=telnet&b.transport=tcp&a=nfs'")).await;
    browser.run("history.back();").await;
    browser.until(&format!("{search} === '?page=7&b=telnet&b.transport=tcp' && {both}[0].query === ''")).await;
    assert_eq!(browser.run(&format!("return {both}[1].query;")).await, "telnet");
}

async fn properties_may_be_set_before_the_script_runs(browser: &Browser) {
    let intranet = Intranet::start().await;
    let early = "const element = document.createElement('port-reference');
        element.query = 'portcullis';
        element.filters = { transport: ['tcp'] };
        element.overlay = { name: 'Us', entries: [{ ports: 22, names: ['portcullis'] }] };
        document.body.append(element);";
    intranet.put("/early.js", early);
    intranet.put_page("/page.html", "<script src=/early.js></script>");
    browser.goto(&intranet.url("/page.html")).await;
    ready(browser).await;
    assert_eq!(browser.run(SEEN).await, json!([["22"], ["TCP"]]));
    let kept = format!("return [{ELEMENT}.query, {ELEMENT}.filters, {ELEMENT}.overlay.name, Object.keys({ELEMENT})];");
    assert_eq!(browser.run(&kept).await, json!(["portcullis", { "transport": ["tcp"] }, "Us", []]));
}

async fn events_are_composed(browser: &Browser) {
    let _intranet = open(browser, "<div id=outer></div>").await;
    let heard = "const outer = document.getElementById('outer').attachShadow({ mode: 'closed' });
        const inner = outer.appendChild(document.createElement('div')).attachShadow({ mode: 'open' });
        const element = inner.appendChild(document.createElement('port-reference'));
        await element.ready;
        element.query = '22';
        document.addEventListener('port-reference-select', (event) => event.preventDefault());
        element.shadowRoot.querySelector('li a').click();
        element.setAttribute('src', 'nowhere.bin');
        await element.ready.catch(() => {});
        const select = heard.find((event) => event.name === 'select');
        return [[...new Set(heard.map((event) => event.name))].sort(), heard.map((event) => event.at), select.detail.id, location.pathname];";
    let told: Value = browser.run(heard).await;
    assert_eq!(told[0], json!(["error", "ready", "search", "select"]));
    assert!(told[1].as_array().expect("a list").iter().all(|at| at == "outer"), "seen from outside: {}", told[1]);
    assert_eq!((&told[2], &told[3]), (&json!("22"), &json!("/page.html")));
}

async fn search_takes_filters(browser: &Browser) {
    let _intranet = open(browser, "<port-reference compact></port-reference>").await;
    for (query, options, expected) in [
        (
            "",
            json!({ "filters": { "transport": ["udp"], "product": ["S269"], "release": "15.2" } }),
            json!(["137", "138"]),
        ),
        ("ssh", json!({ "limit": 1 }), json!(["22"])),
        ("ssh", json!({ "limit": 1, "filters": { "transport": "tcp" } }), json!(["22"])),
        ("", json!({ "limit": 0 }), json!([])),
        ("", json!({ "filters": { "colour": "red" } }), json!("TypeError")),
        ("", json!({ "filters": { "__proto__x": "red" } }), json!("TypeError")),
        ("", json!({ "limit": -1 }), json!("TypeError")),
        ("", json!({ "sort": "name" }), json!("TypeError")),
    ] {
        let ask = format!(
            "return {ELEMENT}.search({}, {options}).then((found) => found.hits.map((hit) => hit.id), (error) => error.name);",
            json!(query)
        );
        assert_eq!(browser.run(&ask).await, expected, "{query} {options}");
    }
}
