//! Results: where they are, what they say first, which of them Enter opens, and what there is before the field is used.

use acceptance::{Browser, Intranet, Key, Kind, Options, Server, built_site, in_every_browser};
use serde_json::{Value, json};

in_every_browser!(
    six_results_are_whole_however_they_came,
    results_move_nothing_that_is_seen,
    while_somebody_types_the_first_results_come_first,
    a_result_says_first_who_may_reach_it,
    transports_are_those_of_the_uses_that_match,
    what_enter_opens_is_marked,
    a_number_without_an_entry_is_told_first,
    on_a_phone_filters_are_a_sheet,
    a_sheet_closes_in_every_usual_way,
    an_embedded_element_is_its_field_until_it_is_used,
    it_has_the_font_of_the_page,
    a_placeholder_of_ones_own,
);

const FRONT: &str = "document.querySelector('main port-reference')";
const EMBEDDED: &str = "document.querySelector('port-reference')";

/// How many results are wholly in the window, and the places of the first six.
fn whole() -> String {
    format!(
        "const items = [...{FRONT}.shadowRoot.querySelectorAll('.item')].filter((item) => item.checkVisibility());
         const boxes = items.map((item) => item.getBoundingClientRect());
         return [boxes.filter(({{ top, bottom }}) => top >= 0 && bottom <= innerHeight).length,
             boxes.slice(0, 6).map(({{ x, y, width, height }}) => [x, y, width, height].map(Math.round).join())];"
    )
}

async fn ready(browser: &Browser) {
    browser.until(&format!("{FRONT}?.shadowRoot?.querySelectorAll('.item').length > 5")).await;
    // The words of the prose may refine what is shown.
    browser.run(&format!("await {FRONT}.search(''); await new Promise((done) => setTimeout(done, 100));")).await;
}

async fn six_results_are_whole_however_they_came(browser: &Browser) {
    let server = Server::start(&built_site()).await;
    for query in ["samba", "22", "web"] {
        let page = format!("/index.html?q={query}");
        browser.open(&server, "/index.html").await;
        browser.until(&format!("!location.search && {FRONT}?.shadowRoot?.querySelector('.item')")).await;
        browser.keys("/").await;
        browser.keys(query).await;
        browser.until(&format!("location.search === '?q={query}'")).await;
        ready(browser).await;
        let typed = browser.run(&whole()).await;
        assert!(typed[0].as_u64() >= Some(6), "{query}: {typed} in {}", browser.kind());
        browser.open(&server, &page).await;
        ready(browser).await;
        assert_eq!(browser.run(&whole()).await, typed, "{query}, loaded");
        browser.run(&format!("{FRONT}.shadowRoot.querySelectorAll('.item .link')[1].click();")).await;
        browser.until("location.pathname !== '/index.html' && document.readyState === 'complete'").await;
        browser.go_back().await;
        browser
            .until(&format!("location.search === '?q={query}' && {FRONT}?.shadowRoot?.querySelector('.item')"))
            .await;
        ready(browser).await;
        assert_eq!(browser.run(&whole()).await, typed, "{query}, gone back to");
    }
}

/// The others follow within a few frames, or as soon as somebody needs them. Until then those of the search before stay where they are, so
/// that nothing below them moves.
async fn while_somebody_types_the_first_results_come_first(browser: &Browser) {
    let server = Server::start(&built_site()).await;
    browser.open(&server, "/index.html").await;
    browser.until(&format!("{FRONT}?.shadowRoot?.querySelector('input')")).await;
    ready(browser).await;
    let wait = "while (items()[10] === before[10]) await new Promise(requestAnimationFrame);";
    for (then, expected) in [
        (wait, 20),
        // More, before the others are there.
        ("more.click();", 40),
        // Another letter: those of the one before are not shown.
        ("type('ssh'); type('s'); await new Promise((done) => setTimeout(done, 100));", 20),
        // None.
        ("type('xyzzyplugh');", 0),
    ] {
        let found = browser
            .run(&format!(
                "const root = {FRONT}.shadowRoot;
                 const items = () => [...root.querySelectorAll('.item .link')].map((link) => link.href);
                 const type = (text) => {{
                     root.querySelector('input').value = text;
                     root.querySelector('input').dispatchEvent(new InputEvent('input', {{ bubbles: true, composed: true }}));
                 }};
                 type('t');
                 await new Promise((done) => setTimeout(done, 100));
                 const more = root.querySelector('.more');
                 const before = items();
                 type('s');
                 const first = items();
                 const changed = first.map((href, at) => href !== before[at]);
                 {then}
                 const all = items();
                 return {{ first: changed.slice(0, 10).every((is) => is), others: changed.slice(10).some((is) => is),
                     all: all.length, different: new Set(all).size }};"
            ))
            .await;
        let expected = json!({ "first": true, "others": false, "all": expected, "different": expected });
        assert_eq!(found, expected, "{then} in {}", browser.kind());
    }
}

/// Only Chromium measures shifts. What moves within half a second of a key or click does not count.
async fn results_move_nothing_that_is_seen(browser: &Browser) {
    if browser.kind() != Kind::Chromium {
        return;
    }
    let server = Server::start(&built_site()).await;
    let shifts = "return new Promise((done) => {
        let sum = 0;
        const add = (list) => list.getEntries().forEach((entry) => { sum += entry.hadRecentInput ? 0 : entry.value; });
        new PerformanceObserver(add).observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => done(sum), 500);
    });";
    for width in [375, 1280] {
        let other = Browser::start(Options { width, ..Options::default() }).await;
        for page in ["/index.html?q=samba", "/index.html?q=40001", "/index.html?q.transport=udp", "/index.html"] {
            other.open(&server, page).await;
            other.run(&format!("await {FRONT}.ready; await {FRONT}.search('');")).await;
            let sum = other.run(shifts).await;
            assert!(sum.as_f64() <= Some(0.05), "{page}, {width} px wide: {sum}");
        }
        other.close().await;
    }
}

async fn a_result_says_first_who_may_reach_it(browser: &Browser) {
    let _server = browser.visit("/index.html?q=445").await;
    ready(browser).await;
    let said = format!(
        "const item = {FRONT}.shadowRoot.querySelector('.item');
         const box = (selector) => item.querySelector(selector).getBoundingClientRect();
         const [title, plate] = [box('.title'), box('[part~=exposure]')];
         return [item.querySelector('a').textContent.replace(/\\s+/g, ' '), plate.left > title.right && plate.left < title.right + 20,
             plate.top < title.bottom && plate.bottom > title.top, item.querySelectorAll('.summary').length];"
    );
    let said = browser.run(&said).await;
    assert_eq!(said, json!(["445 SMB file sharing inside only ↵", true, true, 1]));
}

/// Port 22 is TCP for the services, and UDP only for a scan that was seen.
async fn transports_are_those_of_the_uses_that_match(browser: &Browser) {
    let server = Server::start(&built_site()).await;
    let transports = format!(
        "[...{FRONT}.shadowRoot.querySelector('.item').querySelectorAll('.transport')].map((one) => one.textContent).join()"
    );
    for (page, expected) in
        [("q=22", "TCP,UDP"), ("q=22&q.product=S270", "TCP"), ("q=22&q.release=15.2", "TCP"), ("q=ssh+15.2", "TCP")]
    {
        browser.open(&server, &format!("/index.html?{page}")).await;
        browser.until(&format!("{FRONT}?.shadowRoot?.querySelector('.number')?.textContent === '22'")).await;
        assert_eq!(browser.run(&format!("return {transports};")).await, expected, "{page}");
    }
}

async fn what_enter_opens_is_marked(browser: &Browser) {
    let server = Server::start(&built_site()).await;
    let root = format!("{FRONT}?.shadowRoot");
    let marked = format!("[...{root}.querySelectorAll('.item')].map((item) => item.part.contains('chosen'))");
    let page = "/index.html?q=telnet";
    browser.open(&server, page).await;
    browser.until(&format!("{root}?.querySelector('.item')")).await;
    let seen = format!(
        "const [first, ...others] = {marked};
         const sign = {root}.querySelector('.enter');
         const edge = (pseudo) => parseFloat(getComputedStyle({root}.querySelector('.item'), pseudo).borderInlineStartWidth);
         return [first, others.some(Boolean), sign.textContent.trim(), sign.checkVisibility(), edge('::before') >= 3];"
    );
    assert_eq!(browser.run(&seen).await, json!([true, false, "↵", true, true]));
    let href = browser.run(&format!("return new URL({root}.querySelector('.item a').href).pathname;")).await;
    browser.run(&format!("{FRONT}.focus();")).await;
    browser.press(Key::Enter).await;
    browser.until(&format!("location.pathname === {href}")).await;
    // Nobody has written about this port: Enter stays, and nothing is marked.
    browser.open(&server, "/index.html?q=40001").await;
    browser.until(&format!("{root}?.querySelector('.notice') && {root}.querySelector('.item')")).await;
    assert_eq!(browser.run(&format!("return {marked}.some(Boolean);")).await, false);
    browser.run(&format!("{FRONT}.focus();")).await;
    browser.press(Key::Enter).await;
    browser.run("await new Promise((done) => setTimeout(done, 200));").await;
    assert_eq!(browser.run("return location.pathname;").await, "/index.html");
}

async fn a_number_without_an_entry_is_told_first(browser: &Browser) {
    let _server = browser.visit("/index.html?q=70000+40001+nosuchword").await;
    browser.run(&format!("await {FRONT}.ready; await {FRONT}.search('');")).await;
    browser.until(&format!("{FRONT}.shadowRoot.querySelectorAll('.notice').length > 1")).await;
    let script = format!(
        "const root = {FRONT}.shadowRoot;
         const [first] = root.querySelectorAll('.notice');
         const item = root.querySelector('.item');
         const above = !item || first.getBoundingClientRect().bottom <= item.getBoundingClientRect().top;
         return [first.textContent.slice(0, 34), above, (await {FRONT}.search('70000 40001')).notices.map(({{ kind }}) => kind)];"
    );
    let kinds = json!(["unwritten", "not-a-port"]);
    assert_eq!(browser.run(&script).await, json!(["40001 has no chapter of its own. I", true, kinds]));
}

/// A window as wide as a phone. That of `WebKit`'s own browser cannot be so narrow.
async fn phone(browser: &Browser) -> Browser {
    let width = if browser.kind() == Kind::WebKit { 500 } else { 375 };
    Browser::start(Options { kind: browser.kind(), width, ..Options::default() }).await
}

/// Clicks in the middle of something in the element's shadow root.
async fn click(browser: &Browser, element: &str, selector: &str) {
    let script = format!(
        "const {{ x, y, width, height }} = {element}.shadowRoot.querySelector({}).getBoundingClientRect();
         return [x + width / 2, y + height / 2].map(Math.round);",
        json!(selector)
    );
    let at = browser.run(&script).await;
    let [x, y] = [0, 1].map(|coordinate| at[coordinate].as_i64().expect("a coordinate"));
    browser.click_at(x, y).await;
}

async fn until_open(browser: &Browser, element: &str, open: bool) {
    let root = format!("{element}.shadowRoot");
    let state = format!("{root}.querySelector('dialog').matches(':modal') === {open}");
    browser.until(&format!("{state} && {root}.querySelector('details').open === {open}")).await;
}

async fn on_a_phone_filters_are_a_sheet(browser: &Browser) {
    let server = Server::start(&built_site()).await;
    let other = phone(browser).await;
    let root = format!("{FRONT}?.shadowRoot");
    other.open(&server, "/index.html?q=S269").await;
    other.until(&format!("{root}?.querySelector('.item')")).await;
    click(&other, FRONT, "summary").await;
    until_open(&other, FRONT, true).await;
    let script = format!(
        "const sheet = {root}.querySelector('dialog');
         const box = sheet.getBoundingClientRect();
         const values = [...sheet.querySelectorAll('.value')];
         const seen = values.filter((value) => value.checkVisibility());
         const empty = seen.filter((value) => value.querySelector('.values-count').textContent === '0');
         const done = sheet.querySelector('.done').getBoundingClientRect();
         return [sheet.getAttribute('aria-label'), Math.round(box.left), Math.round(document.documentElement.clientWidth - box.right), Math.round(innerHeight - box.bottom),
             seen.length > 5, seen.length < values.length, empty.length, done.bottom <= innerHeight, done.height >= 24,
             sheet.contains({root}.activeElement), sheet.querySelector('[role=status].unseen') !== null];"
    );
    let expected = json!(["Filters", 0, 0, 0, true, true, 0, true, true, true, true]);
    assert_eq!(other.run(&script).await, expected, "{}", other.kind());
    let total = other.run(&format!("return (await {FRONT}.search('S269')).total;")).await;
    let done = format!("{root}.querySelector('.done').textContent");
    assert_eq!(other.run(&format!("return {done};")).await, format!("Show {total} results"));
    // The number follows what is chosen, and is announced in the sheet.
    click(&other, FRONT, "fieldset.transport .value:first-child input").await;
    other.until(&format!("/^Show [1-9] results?$/.test({done}) && {done} !== 'Show {total} results'")).await;
    let announced = format!("{root}.querySelector('dialog [role=status].unseen').textContent");
    other.until(&format!("{announced} && {done} === 'Show ' + {announced}")).await;
    // The keyboard stays in it. (After its last control comes the browser itself.)
    other.press(Key::Tab).await;
    let inside = format!("const at = {root}.activeElement; return !at || {root}.querySelector('dialog').contains(at);");
    assert_eq!(other.run(&inside).await, true);
    click(&other, FRONT, ".done").await;
    until_open(&other, FRONT, false).await;
    assert_eq!(other.run(&format!("return {root}.activeElement.localName;")).await, "summary");
    let shown = format!("{root}.querySelectorAll('.item').length");
    let filters = other.run(&format!("return [{FRONT}.filters, {shown}];")).await;
    assert_eq!(filters[0], json!({ "transport": ["tcp"] }));
    other.run(&format!("{FRONT}.query = 'S269 901';")).await;
    // One of them is one.
    other.open(&server, "/index.html?q=swat").await;
    other.until(&format!("{root}?.querySelector('.item')")).await;
    other.run(&format!("{FRONT}.shadowRoot.querySelector('details').open = true;")).await;
    until_open(&other, FRONT, true).await;
    let total = other.run(&format!("return (await {FRONT}.search('swat')).total;")).await;
    let expected = if total == 1 { "Show 1 result".to_owned() } else { format!("Show {total} results") };
    assert_eq!(other.run(&format!("return {done};")).await, expected);
    assert_eq!(other.console().await, Vec::<String>::new());
    other.close().await;
}

async fn a_sheet_closes_in_every_usual_way(browser: &Browser) {
    let server = Server::start(&built_site()).await;
    let other = phone(browser).await;
    for (page, element) in
        [("/index.html?q=samba", FRONT), ("/ports/22.html", "document.querySelector('header port-reference')")]
    {
        other.open(&server, page).await;
        if element != FRONT {
            other.keys("/").await;
            other.keys("samba").await;
        }
        other.until(&format!("{element}?.shadowRoot?.querySelector('.item')?.checkVisibility()")).await;
        for way in ["Escape", "backdrop", "button", "gesture"] {
            click(&other, element, "summary").await;
            until_open(&other, element, true).await;
            match way {
                "Escape" => other.press(Key::Escape).await,
                "backdrop" => other.click_at(180, 20).await,
                "button" => click(&other, element, "dialog .close").await,
                // As the system's own "back" does.
                _ => drop(other.run(&format!("{element}.shadowRoot.querySelector('dialog').close();")).await),
            }
            until_open(&other, element, false).await;
            let after = format!(
                "const root = {element}.shadowRoot; return [root.activeElement?.localName, {element}.query, root.querySelector('.item').checkVisibility()];"
            );
            assert_eq!(other.run(&after).await, json!(["summary", "samba", true]), "{page}, {way}");
        }
    }
    // On a wide page they unfold where they are.
    browser.open(&server, "/index.html?q=samba").await;
    browser.until(&format!("{FRONT}?.shadowRoot?.querySelector('.item')")).await;
    click(browser, FRONT, "summary").await;
    browser
        .until(&format!("{FRONT}.shadowRoot.querySelector('details > div input[type=checkbox]')?.checkVisibility()"))
        .await;
    assert_eq!(browser.run(&format!("return {FRONT}.shadowRoot.querySelector('dialog').open;")).await, false);
    other.close().await;
}

async fn embed(browser: &Browser, body: &str) -> Intranet {
    let intranet = Intranet::start().await;
    intranet.put_page("/page.html", body);
    browser.goto("about:blank").await;
    browser.goto(&intranet.url("/page.html")).await;
    browser.until(&format!("{EMBEDDED}?.shadowRoot?.querySelector('input')")).await;
    browser.run(&format!("await {EMBEDDED}.ready;")).await;
    intranet
}

/// What of the element is seen: the field's height beyond the element's, filters, results.
fn beside_the_field() -> String {
    format!(
        "const element = {EMBEDDED};
         const height = (node) => node.getBoundingClientRect().height;
         const seen = (selector) => element.shadowRoot.querySelector(selector)?.checkVisibility() ?? false;
         return [Math.round(height(element) - height(element.shadowRoot.querySelector('.field'))), seen('summary'), seen('.item')];"
    )
}

async fn an_embedded_element_is_its_field_until_it_is_used(browser: &Browser) {
    let _intranet = embed(browser, "<port-reference></port-reference>").await;
    let field_alone = json!([0, false, false]);
    assert_eq!(browser.run(&beside_the_field()).await, field_alone);
    browser.run(&format!("{EMBEDDED}.focus();")).await;
    browser.keys("ssh").await;
    browser.until(&format!("{EMBEDDED}.shadowRoot.querySelector('.number')?.textContent === '22'")).await;
    let used = browser.run(&beside_the_field()).await;
    assert_eq!((&used[1], &used[2]), (&json!(true), &json!(true)));
    // A click into it opens what there is to browse; so does an arrow.
    for way in ["click", "arrow"] {
        let _intranet = embed(browser, "<port-reference></port-reference>").await;
        if way == "click" {
            click(browser, EMBEDDED, "input").await;
        } else {
            browser.run(&format!("{EMBEDDED}.focus();")).await;
            browser.press(Key::Down).await;
        }
        browser.until(&format!("{EMBEDDED}.shadowRoot.querySelector('.item').checkVisibility()")).await;
    }
    for asks in ["query=ssh", "filters='transport=udp'", "query=40001"] {
        let _intranet = embed(browser, &format!("<port-reference {asks}></port-reference>")).await;
        assert_eq!(browser.run(&beside_the_field()).await[1], true, "{asks}");
    }
    let set = format!("{EMBEDDED}.query = 'ssh';");
    let _intranet = embed(browser, "<port-reference></port-reference>").await;
    browser.run(&set).await;
    assert_eq!(browser.run(&beside_the_field()).await[2], true);
}

async fn it_has_the_font_of_the_page(browser: &Browser) {
    for (style, expected) in [
        ("body { font-family: monospace }", "monospace"),
        ("body { font: 30px/3 cursive }", "cursive"),
        ("body { font-family: monospace } port-reference { --port-reference-font: fantasy }", "fantasy"),
    ] {
        let _intranet =
            embed(browser, &format!("<style>{style}</style><port-reference query=22></port-reference>")).await;
        let fonts = format!(
            "return [...new Set(['input', '.title', '.badge', 'summary'].map((part) =>
                 getComputedStyle({EMBEDDED}.shadowRoot.querySelector(part)).fontFamily))];"
        );
        assert_eq!(browser.run(&fonts).await, json!([expected]), "{style}");
        let size = format!("return getComputedStyle({EMBEDDED}.shadowRoot.querySelector('.title')).fontSize;");
        assert_eq!(browser.run(&size).await, "16px", "{style}");
    }
}

async fn a_placeholder_of_ones_own(browser: &Browser) {
    let placeholder = format!("return {EMBEDDED}.shadowRoot.querySelector('input').placeholder;");
    for (attributes, expected) in [
        ("", "Port, name, program, product, task …"),
        ("compact", "Port, name, program …"),
        ("placeholder='Which port?'", "Which port?"),
        ("compact placeholder='Welcher Port?'", "Welcher Port?"),
        ("placeholder", ""),
    ] {
        let _intranet = embed(browser, &format!("<port-reference {attributes}></port-reference>")).await;
        assert_eq!(browser.run(&placeholder).await, expected, "{attributes}");
    }
    let _intranet = embed(browser, "<port-reference query=22></port-reference>").await;
    for (change, expected) in [
        ("setAttribute('placeholder', 'Here')", "Here"),
        ("removeAttribute('placeholder')", "Port, name, program, product, task …"),
    ] {
        browser.run(&format!("{EMBEDDED}.{change};")).await;
        assert_eq!(browser.run(&placeholder).await, Value::from(expected));
        assert_eq!(browser.run(&format!("return {EMBEDDED}.query;")).await, "22", "nothing else changes");
    }
}
