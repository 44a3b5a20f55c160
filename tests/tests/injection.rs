//! Scripts in data: whatever an overlay, a query, an address or an attribute holds is shown as text, or refused. None runs.

use acceptance::{Browser, Intranet, in_every_browser};
use serde_json::{Value, json};

in_every_browser!(
    scripts_in_every_text_of_an_overlay,
    scripts_as_addresses_of_an_overlay,
    scripts_in_the_query,
    scripts_in_the_address_of_the_page,
    scripts_in_attributes,
);

/// Each would set `window.hurt` if it ever became markup, or was evaluated; the last ones are traps for careless objects.
const SCRIPTS: [&str; 14] = [
    "<img src=x onerror=window.hurt=1>",
    "<svg onload=window.hurt=1>",
    "<script>window.hurt=1</script>",
    "\"><script>window.hurt=1</script>",
    "'><img src=x onerror='window.hurt=1'>",
    "</style><img src=x onerror=window.hurt=1>",
    "<iframe srcdoc='<script>parent.hurt=1</script>'>",
    "<a href='javascript:window.hurt=1'>x</a>",
    "<details open ontoggle=window.hurt=1>",
    "${window.hurt=1}",
    "{{constructor.constructor('window.hurt=1')()}}",
    "&lt;img src=x onerror=window.hurt=1&gt;",
    "__proto__",
    "constructor",
];

/// Each would run if it were followed.
const ADDRESSES: [&str; 10] = [
    "javascript:window.hurt=1",
    "JaVaScRiPt:window.hurt=1",
    " javascript:window.hurt=1",
    "java\tscript:window.hurt=1",
    "java\nscript:window.hurt=1",
    "\u{1}javascript:window.hurt=1",
    "javascript\u{3a}window.hurt=1",
    "data:text/html,<script>opener.hurt=1</script>",
    "vbscript:window.hurt=1",
    "blob:null/1",
];

/// An overlay with `SCRIPT` in every text that it can hold.
const EVERYWHERE: &str = r#"{
    "name": "SCRIPT",
    "categories": [{ "id": "c", "title": "SCRIPT", "summary": "SCRIPT" }],
    "products": [{ "id": "p", "name": "SCRIPT" }],
    "entries": [{
        "ports": 8443, "title": "SCRIPT", "summary": "SCRIPT", "names": ["SCRIPT"], "tasks": ["SCRIPT"], "categories": ["c"],
        "text": "SCRIPT", "links": [{ "title": "SCRIPT", "href": "/SCRIPT" }],
        "uses": [{
            "role": "listens", "applications": ["SCRIPT"], "programs": ["SCRIPT"], "protocol": "SCRIPT", "products": ["p"],
            "product_note": "SCRIPT", "peer": "SCRIPT", "port_note": "SCRIPT", "note": "SCRIPT", "cites": ["SCRIPT"]
        }],
        "advice": [{ "action": "block", "to": "SCRIPT", "when": "SCRIPT", "reason": "SCRIPT", "exception": "SCRIPT" }]
    }]
}"#;

/// What is wrong with the page: `[]` on a good one.
const HARM: &str = "
    const element = document.querySelector('port-reference');
    await element.ready.catch(() => {});
    for (const details of element.shadowRoot.querySelectorAll('details')) details.open = true;
    await new Promise((done) => setTimeout(done, 60));
    const ours = ['a', 'b', 'button', 'datalist', 'details', 'div', 'fieldset', 'input', 'kbd', 'label', 'legend', 'li', 'mark', 'ol', 'option',
        'p', 'slot', 'span', 'summary', 'ul'];
    const nodes = [...element.shadowRoot.querySelectorAll('*')];
    const harm = [];
    if (window.hurt !== undefined || Object.prototype.hurt !== undefined) harm.push('a script ran');
    for (const node of nodes) {
        if (!ours.includes(node.localName)) harm.push(`<${node.localName}>`);
        for (const { name } of node.attributes) if (name.startsWith('on')) harm.push(name);
        if (node.localName === 'a' && node.hasAttribute('href') && !/^https?:$/.test(node.protocol)) harm.push(node.href);
    }
    const works = await element.search('telnet').then(({ total }) => total > 0, () => 'refused');
    if (works === false) harm.push('the search finds nothing');
    return harm;
";

async fn open(browser: &Browser, body: &str, query: &str) -> Intranet {
    let intranet = Intranet::start().await;
    intranet.put_page("/page.html", body);
    browser.goto(&intranet.url(&format!("/page.html{query}"))).await;
    browser.run("await document.querySelector('port-reference').ready.catch(() => {});").await;
    intranet
}

async fn assert_harmless(browser: &Browser, what: &str) {
    assert_eq!(browser.run(HARM).await, json!([]), "{what} in {}", browser.kind());
}

/// Lays an overlay over the catalog, and shows what it holds; returns the paths of its mistakes.
async fn lay(browser: &Browser, overlay: &str) -> Value {
    let script = format!(
        "const element = document.querySelector('port-reference');
         let paths = [];
         const hear = (event) => {{ paths = event.detail.problems.map(({{ path }}) => path); }};
         element.addEventListener('port-reference-error', hear);
         element.overlay = {};
         await element.ready;
         element.removeEventListener('port-reference-error', hear);
         element.query = '8443';
         return paths;",
        json!(overlay)
    );
    browser.run(&script).await
}

async fn scripts_in_every_text_of_an_overlay(browser: &Browser) {
    let _intranet = open(browser, "<port-reference report></port-reference>", "").await;
    for script in SCRIPTS {
        let text = json!(script).to_string();
        let overlay = EVERYWHERE.replace("/SCRIPT", "/x").replace("SCRIPT", text.trim_matches('"'));
        let overlay = overlay.replace("\\\"", "\\u0022");
        assert_eq!(lay(browser, &overlay).await, json!([]), "{script}");
        assert_harmless(browser, script).await;
        let shown = "[...document.querySelector('port-reference').shadowRoot.querySelectorAll('.title')].map((n) => n.textContent)";
        let titles = browser.run(&format!("return {shown};")).await;
        assert!(
            titles.as_array().is_some_and(|all| all.contains(&json!(script))),
            "{script} is shown as it is: {titles}"
        );
    }
}

async fn scripts_as_addresses_of_an_overlay(browser: &Browser) {
    let _intranet = open(browser, "<port-reference report></port-reference>", "").await;
    for address in ADDRESSES {
        let new =
            json!({ "ports": 8443, "title": "T", "summary": "S", "uses": [{ "role": "listens" }], "href": address });
        let known = json!({ "ports": 22, "links": [{ "title": "T", "href": address }] });
        let paths = lay(browser, &json!({ "name": "Hostile", "entries": [new, known] }).to_string()).await;
        assert_eq!(paths, json!(["entries[0].href", "entries[1].links[0].href"]), "{address:?}");
        assert_harmless(browser, address).await;
    }
}

async fn scripts_in_the_query(browser: &Browser) {
    let _intranet = open(browser, "<port-reference></port-reference>", "").await;
    for script in SCRIPTS.into_iter().chain(["\u{202e}22\u{0}", "%", "\\", "\u{fffd}"]) {
        browser.run(&format!("document.querySelector('port-reference').query = {};", json!(script))).await;
        assert_harmless(browser, script).await;
    }
    let long = "<img src=x onerror=window.hurt=1>".repeat(2_000);
    browser.run(&format!("document.querySelector('port-reference').query = {};", json!(long))).await;
    assert_harmless(browser, "a long query").await;
}

async fn scripts_in_the_address_of_the_page(browser: &Browser) {
    for script in SCRIPTS {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        for name in ["q", "q.transport", "q.release", "q.product", "q.category", "q.advice", "q.__proto__"] {
            query.append_pair(name, script);
        }
        query.append_pair(&format!("q.{script}"), "1");
        let body = "<port-reference url-param='q'></port-reference>";
        let _intranet = open(browser, body, &format!("?{}#{}", query.finish(), script.replace(' ', "%20"))).await;
        assert_harmless(browser, script).await;
    }
}

async fn scripts_in_attributes(browser: &Browser) {
    let names = ["query", "filters", "limit", "theme", "shortcut", "aria-label", "url-param", "base", "src", "overlay"];
    for name in names {
        for script in ["<img src=x onerror=window.hurt=1>", "javascript:window.hurt=1"] {
            let _intranet = open(browser, &format!("<port-reference {name}=\"{script}\"></port-reference>"), "").await;
            assert_harmless(browser, &format!("{name}={script}")).await;
        }
    }
}
