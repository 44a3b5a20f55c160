//! An organisation's own entries, merged into ours in its own page.

mod given;

use acceptance::{Browser, Intranet, in_every_browser};
use given::{endless_messages_are_cut, what_cannot_be_read_is_told, what_is_typed_never_leaves_the_page};
use serde_json::{Value, json};

in_every_browser!(
    several_overlays_are_merged_in_order_and_marked,
    a_missing_overlay,
    mistakes_are_reported_with_their_paths,
    thirty_malformed_overlays,
    overlays_can_be_changed,
    a_result_without_a_page_can_be_chosen,
    many_overlays_where_nothing_works,
    what_is_typed_never_leaves_the_page,
    what_cannot_be_read_is_told,
    endless_messages_are_cut,
);

const ELEMENT: &str = "document.querySelector('port-reference')";

const HEAD_OFFICE: &str = r#"{
    "name": "Head office",
    "categories": [{ "id": "quay", "title": "On the quay" }],
    "products": [{ "id": "GATE", "name": "Quaywarden" }],
    "entries": [
        { "ports": 8743, "title": "Gate control", "summary": "Opens the gates.", "names": ["portcullis"], "categories": ["quay"],
          "uses": [{ "role": "listens", "transports": ["tcp"], "products": ["GATE"] }] },
        { "ports": 22, "summary": "By the jump host only.", "names": ["bastion"], "advice": [{ "action": "block" }],
          "uses": [{ "role": "connects", "applications": ["ansible"] }],
          "links": [{ "title": "Runbook", "href": "/runbook.html" }] }
    ]
}"#;
const BRANCH: &str = r#"{ "name": "Branch", "entries": [{ "ports": 8743, "summary": "Opened by hand here.", "categories": ["quay"] }] }"#;

/// A server with both, and the browser on a page of it with this body.
async fn open(browser: &Browser, body: &str) -> Intranet {
    let intranet = Intranet::start().await;
    intranet.put("/head-office.json", HEAD_OFFICE);
    intranet.put("/branch.json", BRANCH);
    intranet.put_page("/page.html", body);
    browser.goto(&intranet.url("/page.html")).await;
    browser.run(&format!("await {ELEMENT}.ready;")).await;
    intranet
}

/// What an expression with `search` and `element` says.
async fn told(browser: &Browser, expression: &str) -> Value {
    let script = format!(
        "const element = {ELEMENT};
         await element.ready;
         const search = async (...asked) => (await element.search(...asked)).hits;
         return {expression};"
    );
    browser.run(&script).await
}

/// The details of the `error` events since the last call.
async fn errors(browser: &Browser) -> Vec<Value> {
    let script = format!(
        "await {ELEMENT}.ready;
         return heard.splice(0).filter((event) => event.name === 'error').map((event) => event.detail);"
    );
    browser.run(&script).await.as_array().cloned().unwrap_or_default()
}

async fn several_overlays_are_merged_in_order_and_marked(browser: &Browser) {
    let _intranet =
        open(browser, "<port-reference overlay='head-office.json  /branch.json' report></port-reference>").await;
    let third = "element.overlay = [{ name: 'Third', entries: [{ ports: 8743, tasks: ['raise the bridge'], summary: 'Third.' }] }]";
    told(browser, third).await;
    for (query, id) in [("portcullis", "8743"), ("bastion", "22"), ("raise the bridge", "8743"), ("quaywarden", "8743")]
    {
        let first = told(browser, &format!("(await search({}))[0]?.id ?? 'nothing'", json!(query))).await;
        assert_eq!(first, id, "{query}");
    }
    let remarks = told(browser, "(await search('8743'))[0].remarks.map(({ by, text }) => [by, text])").await;
    let head = "Listens over TCP.";
    assert_eq!(remarks, json!([["Head office", head], ["Branch", "Opened by hand here."], ["Third", "Third."]]));
    for (filters, ids) in [
        (json!({ "provenance": "own" }), json!(["22", "8743"])),
        (json!({ "category": "quay" }), json!(["8743"])),
        (json!({ "product": "GATE" }), json!(["8743"])),
        (json!({ "provenance": "own", "advice": "block" }), json!(["22"])),
    ] {
        let found = told(browser, &format!("(await search('', {{ filters: {filters} }})).map((hit) => hit.id)")).await;
        assert_eq!(found, ids, "{filters}");
    }
    // Ours stays what it is, and theirs is marked as theirs.
    let seen = "(element.query = '22/tcp', [...element.shadowRoot.querySelector('li').querySelectorAll('.title, .badge, .own, .own-link')]
        .map((one) => `${one.part} ${one.textContent}`))";
    let seen = told(browser, seen).await.to_string();
    for part in ["title SSH", "badge TCP", "badge Head office", "own Head office: By the jump host only.", "Runbook"] {
        assert!(seen.contains(part), "{part}: {seen}");
    }
    let link = told(browser, "element.shadowRoot.querySelector('.own-link').href").await;
    assert!(link.as_str().is_some_and(|href| href.ends_with("/runbook.html")), "{link}");
    assert_eq!(errors(browser).await, Vec::<Value>::new());
    assert_eq!(told(browser, "element.shadowRoot.querySelectorAll('.problem').length").await, 0);
}

async fn a_missing_overlay(browser: &Browser) {
    let intranet =
        open(browser, "<port-reference report overlay='/nowhere.json /head-office.json'></port-reference>").await;
    let errors = errors(browser).await;
    assert_eq!(errors.len(), 1, "{errors:?}");
    let url = intranet.url("/nowhere.json");
    assert_eq!((&errors[0]["code"], &errors[0]["problems"][0]["source"]), (&json!("overlay"), &json!(url)));
    assert!(
        errors[0]["message"].as_str().is_some_and(|said| said.contains(&url) && said.contains("404")),
        "{errors:?}"
    );
    let shown = told(browser, "element.shadowRoot.querySelector('.problem').textContent").await;
    assert!(shown.as_str().is_some_and(|said| said.contains(&url)), "{shown}");
    // The rest is there: ours, and the other overlay.
    let found = told(browser, "[(await search('telent'))[0].id, (await search('portcullis'))[0].id]").await;
    assert_eq!(found, json!(["23", "8743"]));
    // From another origin, without leave to read it.
    let other = Intranet::start().await;
    let address = other.url("/own.json");
    other.put("/own.json", BRANCH);
    browser.run(&format!("{ELEMENT}.setAttribute('overlay', {});", json!(address))).await;
    let errors = self::errors(browser).await;
    assert_eq!(errors[0]["problems"][0]["source"], address, "{errors:?}");
    assert_eq!(told(browser, "(await search('telent'))[0].id").await, "23");
}

async fn mistakes_are_reported_with_their_paths(browser: &Browser) {
    let intranet = open(browser, "<port-reference></port-reference>").await;
    let broken = r#"{ "name": "Us", "entries": [
        { "ports": 22, "names": ["bastion"] },
        { "ports": 23, "titel": "Telnet" },
        { "ports": 25, "advice": [{ "action": "deny" }] },
        { "ports": 70000, "title": "Typo", "summary": "S", "uses": [{ "role": "listens" }] },
        { "ports": 8743, "title": "Console", "summary": "Ours.", "uses": [{ "role": "listens" }] }
    ] }"#;
    intranet.put("/broken.json", broken);
    browser.run(&format!("heard.length = 0; {ELEMENT}.setAttribute('overlay', '/broken.json');")).await;
    let errors = errors(browser).await;
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!(errors[0]["code"], "overlay");
    let problems = errors[0]["problems"].as_array().expect("a list");
    let paths: Vec<&str> = problems.iter().filter_map(|problem| problem["path"].as_str()).collect();
    assert_eq!(paths, ["entries[1].titel", "entries[2].advice[0].action", "entries[3].ports"]);
    let expected = json!({ "source": intranet.url("/broken.json"), "path": "entries[3].ports", "message": "70000 is above 65535" });
    assert_eq!(problems[2], expected);
    let found = told(
        browser,
        "[(await search('bastion'))[0].id, (await search('console'))[0].id, (await search('telent'))[0].id]",
    )
    .await;
    assert_eq!(found, json!(["22", "8743", "23"]), "what is right is used");
    // With `report`, also in the page.
    assert_eq!(told(browser, "element.shadowRoot.querySelector('.problem')").await, Value::Null);
    let listed = told(browser, "(element.setAttribute('report', ''), await element.ready, [...element.shadowRoot.querySelectorAll('.problem li')].map((one) => one.textContent))").await;
    assert_eq!(listed.as_array().map(Vec::len), Some(3), "{listed}");
    let told_there = format!("{}: entries[3].ports: 70000 is above 65535", intranet.url("/broken.json"));
    assert_eq!(listed[2], told_there);
}

/// Each gets exactly one error event that names its place; the good overlay beside it and our entries stay in use.
async fn thirty_malformed_overlays(browser: &Browser) {
    let _intranet = open(browser, "<port-reference overlay='/head-office.json'></port-reference>").await;
    let entry = |keys: &str| {
        json!(format!(
            r#"{{ "name": "N", "entries": [{{ "ports": 9000, "title": "T", "summary": "S", "uses": [{{ "role": "listens" }}], {keys} }}] }}"#
        ))
    };
    let ports = |ports: &str| {
        json!(format!(
            r#"{{ "name": "N", "entries": [{{ "ports": {ports}, "title": "T", "summary": "S", "uses": [{{ "role": "listens" }}] }}] }}"#
        ))
    };
    let nest = json!("[".repeat(50_000));
    for (overlay, path, message) in [
        (json!("{"), "", "this is not JSON"),
        (json!("{ name: 'N' }"), "", "this is not JSON"),
        (json!("[]"), "", "must be an object"),
        (json!(r#"{ "entries": [] }"#), "name", "is missing"),
        (nest, "", "recursion limit"),
        (json!(7), "", "a number"),
        (json!(true), "", "true or false"),
        (json!({ "name": "N" }), "entries", "is missing"),
        (json!({ "name": "", "entries": [] }), "name", "is empty"),
        (json!({ "name": ["N"], "entries": [] }), "name", "must be a text"),
        (json!({ "name": "N", "entries": {} }), "entries", "must be a list"),
        (json!({ "name": "N", "entries": [null] }), "entries[0]", "must be an object"),
        (json!({ "name": "N", "entries": [], "schema_version": 2 }), "schema_version", "is not 1"),
        (json!({ "name": "N", "entries": [], "script": "x" }), "script", "is not known here"),
        (json!({ "name": "N", "entries": [], "categories": [{ "id": "c" }] }), "categories[0].title", "is missing"),
        (ports("70000"), "entries[0].ports", "above 65535"),
        (ports("-1"), "entries[0].ports", "below 0"),
        (ports("22.5"), "entries[0].ports", "not a whole number"),
        (ports("1e999"), "", "this is not JSON"),
        (ports("\"9-1\""), "entries[0].ports", "is not below"),
        (ports("[[1,2],[5,6]]"), "entries[0].ports", "one port or one range"),
        (ports("null"), "entries[0].ports", "is null"),
        (entry(r#""title": "again""#), "entries[0].title", "occurs twice"),
        (entry(r#""names": "x""#), "entries[0].names", "must be a list"),
        (entry(r#""tasks": ["a\u0000b"]"#), "entries[0].tasks[0]", "U+0000"),
        (entry(r#""categories": ["nowhere"]"#), "entries[0].categories[0]", "is not known"),
        (entry(r#""advice": [{ "action": "deny" }]"#), "entries[0].advice[0].action", "there are allow"),
        (entry(r#""href": "javascript:alert(1)""#), "entries[0].href", "only http:, https:"),
        (entry(r#""links": [{ "title": "L" }]"#), "entries[0].links[0].href", "is missing"),
        (entry(r#""mentions": [65536]"#), "entries[0].mentions[0]", "above 65535"),
        (entry(r#""constructor": 1"#), "entries[0].constructor", "is not known here"),
    ] {
        let described = overlay.to_string().chars().take(200).collect::<String>();
        browser.run(&format!("await {ELEMENT}.ready; heard.length = 0; {ELEMENT}.overlay = {overlay};")).await;
        let errors = errors(browser).await;
        assert_eq!(errors.len(), 1, "{described}: {errors:?}");
        let problems = errors[0]["problems"].as_array().expect("a list");
        assert_eq!(problems.len(), 1, "{described}: {problems:?}");
        assert_eq!(problems[0]["path"], path, "{described}: {problems:?}");
        assert!(
            problems[0]["message"].as_str().is_some_and(|said| said.contains(message)),
            "{described}: {problems:?}"
        );
        let found = told(browser, "[(await search('portcullis'))[0].id, (await search('telent'))[0].id]").await;
        assert_eq!(found, json!(["8743", "23"]), "{described}");
    }
    assert_eq!(browser.run("return thrown;").await, json!([]));
}

async fn overlays_can_be_changed(browser: &Browser) {
    let _intranet = open(browser, "<port-reference query=bastion></port-reference>").await;
    let own = |by: &str| json!({ "name": by, "entries": [{ "ports": 22, "names": ["bastion"], "summary": "S" }] });
    let named = "(await search('bastion')).flatMap((hit) => hit.remarks).map((remark) => remark.by)";
    let seen = "[...element.shadowRoot.querySelectorAll('.badge.own')].map((one) => one.textContent)";
    for (change, by) in [
        ("element.overlay = null".to_owned(), json!([])),
        (format!("element.overlay = {}", own("One")), json!(["One"])),
        (format!("element.overlay = {}", json!(own("Two").to_string())), json!(["Two"])),
        (format!("element.overlay = [{}, {}]", own("One"), own("Two")), json!(["One", "Two"])),
        ("element.setAttribute('overlay', '/head-office.json')".to_owned(), json!(["Head office", "One", "Two"])),
        ("element.overlay = []".to_owned(), json!(["Head office"])),
        ("element.removeAttribute('overlay')".to_owned(), json!([])),
        (format!("element.overlay = {}", own("Three")), json!(["Three"])),
        ("element.overlay = undefined".to_owned(), json!([])),
    ] {
        assert_eq!(told(browser, &format!("({change}, {named})")).await, by, "{change}");
        assert_eq!(told(browser, seen).await, by, "{change}: it is seen at once");
        assert_eq!(told(browser, "element.query").await, "bastion", "{change}");
    }
    assert_eq!(errors(browser).await, Vec::<Value>::new());
}

async fn a_result_without_a_page_can_be_chosen(browser: &Browser) {
    let _intranet = open(browser, "<port-reference overlay=/head-office.json query=portcullis></port-reference>").await;
    let way = "element.shadowRoot.querySelector('li a')";
    let before = browser.run("return location.href;").await;
    assert_eq!(
        told(browser, &format!("[{way}.hasAttribute('href'), {way}.tabIndex, (await search('portcullis'))[0].href]"))
            .await,
        json!([false, 0, ""])
    );
    told(browser, &format!("{way}.click()")).await;
    browser.run(&format!("{ELEMENT}.focus();")).await;
    browser.press(acceptance::Key::Enter).await;
    browser.press(acceptance::Key::Down).await;
    browser.press(acceptance::Key::Enter).await;
    let chosen = "heard.filter((event) => event.name === 'select').map((event) => event.detail.id)";
    browser.until(&format!("{chosen}.length === 3")).await;
    assert_eq!(browser.run(&format!("return {chosen};")).await, json!(["8743", "8743", "8743"]));
    assert_eq!(browser.run("return location.href;").await, before);
}

/// More than are cached: each failure is reported by its own element, and nothing reaches the page's handlers of errors.
async fn many_overlays_where_nothing_works(browser: &Browser) {
    let intranet = Intranet::start().await;
    intranet.send_policy("script-src 'self'");
    intranet.put_page("/page.html", "<main></main>");
    browser.goto(&intranet.url("/page.html")).await;
    let script = "
        const elements = Array.from({ length: 12 }, (_, at) => {
            const element = document.createElement('port-reference');
            element.overlay = { name: `Us ${at}`, entries: [] };
            document.querySelector('main').append(element);
            return element;
        });
        const settled = await Promise.allSettled(elements.map((element) => element.ready));
        await new Promise((done) => setTimeout(done, 200));
        return [settled.filter(({ status }) => status === 'rejected').length, thrown];";
    assert_eq!(browser.run(script).await, json!([12, []]));
}
