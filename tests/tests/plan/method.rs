//! `plan()`, for scripts.

use super::{ELEMENT, ROOT, open, ready, rules, texts};
use acceptance::Browser;
use serde_json::{Value, json};

const BODY: &str = "<port-plan></port-plan>";

/// What the promise resolves to, or `{ error: [name, code, message, mistakes] }`.
async fn run(browser: &Browser, expression: &str) -> Value {
    let script = format!(
        "const element = {ELEMENT};
         try {{ return await ({expression}); }} catch (error) {{ return {{ error: [error.name, error.code ?? null, error.message, error.mistakes ?? null] }}; }}"
    );
    browser.run(&script).await
}

pub(crate) async fn plans_are_those_of_the_contract(browser: &Browser) {
    let _intranet = open(browser, None, BODY).await;
    let input = "{ release: '15.1', nio: false, state: true, parameters: {}, items: [{ product: 'S269', role: 'server', peers: ['192.0.2.0/24'] }, { entry: '22', port: 2222 }], dialect: ['nftables', 'iptables'] }";
    let found = run(browser, &format!("element.plan({input})")).await;
    assert_eq!(found["problems"], json!([]));
    let rules = found["rules"].as_object().expect("rules by dialect");
    assert_eq!(rules.keys().collect::<Vec<_>>(), ["iptables", "nftables"].iter().collect::<Vec<_>>());
    let text = rules["nftables"].as_str().expect("a text");
    assert!(
        text.contains("tcp dport 2222 accept") && text.contains("ip saddr 192.0.2.0/24 tcp dport 139 accept"),
        "{text}"
    );
    let flow = found["flows"]
        .as_array()
        .expect("flows")
        .iter()
        .find(|flow| flow["local"] == json!([2222, 2222]))
        .expect("the moved port");
    assert_eq!(
        (&flow["action"], &flow["direction"], &flow["transport"]),
        (&json!("pass"), &json!("in"), &json!("tcp"))
    );
    assert_eq!(flow["peers"], "everyone");
    let reason = &flow["reasons"][0];
    assert_eq!((&reason["entry"], &reason["moved_from"]), (&json!("22"), &json!(22)));
    assert!(reason["href"].as_str().is_some_and(|href| href.ends_with("portolan.html#ports/22.html")), "{reason}");
    assert_eq!(found["tables"]["plain"].as_str().map(|text| text.contains("2222/tcp")), Some(true));
    assert_eq!(found["files"]["iptables"]["files"].as_array().map(Vec::len), Some(2));
    // The same plan gives the same bytes.
    let again = run(browser, &format!("element.plan({input})")).await;
    assert_eq!(found.to_string(), again.to_string());
    let all = run(browser, "element.plan({ items: [{ entry: '22' }] }).then(({ rules }) => Object.keys(rules))").await;
    assert_eq!(all.as_array().map(Vec::len), Some(9));
}

pub(crate) async fn mistakes_are_told_by_their_paths(browser: &Browser) {
    let _intranet = open(browser, None, BODY).await;
    for (input, paths) in [
        ("{}", vec!["items"]),
        ("{ items: 22 }", vec!["items"]),
        ("{ items: [22, {}, { entry: '22', product: 'S269' }] }", vec!["items[0]", "items[1]", "items[2]"]),
        (
            "{ items: [{ entry: 'x' }, { product: 'S1' }, { product: '22' }] }",
            vec!["items[2].product", "items[0].entry", "items[1].product"],
        ),
        ("{ items: [{ entry: '22', peers: ['10.0.0.1/8', 3] }] }", vec!["items[0].peers"]),
        ("{ items: [{ entry: '22', peers: ['10.0.0.1/8', 'me'] }] }", vec!["items[0].peers[0]", "items[0].peers[1]"]),
        (
            "{ items: [{ entry: '22', role: 'x', port: 70000, extra: 1 }] }",
            vec!["items[0].extra", "items[0].role", "items[0].port"],
        ),
        (
            "{ items: [{ entry: '22' }], release: 'x', closes: 'all', dialect: 'ipfw' }",
            vec!["release", "closes", "dialect"],
        ),
        (
            "{ items: [{ entry: '22' }], nio: 'yes', decisions: { a: 1 }, parameters: { b: -1 } }",
            vec!["nio", "parameters.b", "decisions.a"],
        ),
        (
            "{ items: [5, { entry: 'nope' }, { entry: '22', peers: ['bogus'] }] }",
            vec!["items[0]", "items[1].entry", "items[2].peers[0]"],
        ),
        (
            "{ items: [{ entry: '22' }], parameters: { a: 'x', max_open_server: 5, zzz: 6 } }",
            vec!["parameters.a", "parameters.zzz"],
        ),
        ("{ items: [{ entry: '22' }], __proto__: { release: 'x' }, constructor: 1 }", vec!["constructor"]),
    ] {
        let found = run(browser, &format!("element.plan({input})")).await;
        let error = found["error"].as_array().unwrap_or_else(|| panic!("{input} is refused: {found}"));
        assert_eq!(error[1], "input", "{input}: {error:?}");
        let told: Vec<&str> =
            error[3].as_array().expect("mistakes").iter().filter_map(|one| one["path"].as_str()).collect();
        assert_eq!(told, paths, "{input}");
        assert!(
            error[3]
                .as_array()
                .expect("mistakes")
                .iter()
                .all(|one| !one["remedy"].as_str().unwrap_or_default().is_empty())
        );
    }
    let none = run(browser, "element.plan(null)").await;
    assert_eq!(none["error"][0], "TypeError");
}

pub(crate) async fn overlays_can_be_planned(browser: &Browser) {
    let _intranet = open(browser, None, BODY).await;
    let overlay = json!({
        "name": "Example Corp",
        "entries": [{
            "ports": 8444, "title": "Console", "summary": "Our console.",
            "uses": [{ "role": "listens", "transports": ["tcp"], "applications": ["consoled"] }],
            "advice": [{ "action": "block", "when": "the module has no NIO", "reason": "Ours alone." }]
        }]
    });
    let found = run(
        browser,
        &format!(
            "(element.overlay = {overlay}, element.plan({{ items: [{{ entry: '8444' }}, {{ entry: '22' }}], dialect: 'nftables' }}))"
        ),
    )
    .await;
    assert_eq!(found["problems"], json!([]), "{found}");
    let flows = found["flows"].as_array().expect("flows");
    let own = flows.iter().find(|flow| flow["local"] == json!([8444, 8444])).expect("a flow of the overlay");
    assert_eq!(own["advice"][0]["when"], "the module has no NIO", "conditions of overlays are kept: {own}");
    let ours = flows.iter().find(|flow| flow["local"] == json!([22, 22])).expect("a flow of ours");
    assert_eq!(ours["advice"][0]["action"], "restrict", "and so are ours: {ours}");
    assert!(!ours["reasons"][0]["cites"].as_array().expect("cites").is_empty());
}

/// What is no plan changes nothing; what stood before still stands.
pub(crate) async fn values_that_are_no_plans_are_told(browser: &Browser) {
    let _intranet = open(browser, None, BODY).await;
    let script = format!(
        "const element = {ELEMENT};
         await element.ready;
         element.value = {{ items: [{{ entry: '22' }}] }};
         const told = [];
         element.addEventListener('port-plan-error', ({{ detail }}) => told.push([detail.code, detail.mistakes[0].path]));
         for (const items of [[{{ entry: 22 }}], 'x', [null], [{{}}], [{{ entry: '22', peers: '10.0.0.0/8' }}]]) element.value = {{ items }};
         element.value = 'run=22';
         return [told, element.value, thrown];"
    );
    let seen = browser.run(&script).await;
    let paths =
        ["items[0].entry", "items", "items[0]", "items[0]", "items[0].peers", ""].map(|path| json!(["input", path]));
    assert_eq!(seen, json!([paths, { "items": [{ "entry": "22" }] }, []]));
    // Before there is anything to show, too.
    let early = browser
        .run("const early = document.createElement('port-plan'); early.focus(); early.value = { items: [{ entry: 22 }] }; document.body.append(early); await early.ready; return early.value;")
        .await;
    assert_eq!(early, json!({ "items": [] }));
}

/// Without details nobody knows conditions: nothing is stopped because of advice alone.
pub(crate) async fn other_catalogs_stop_nothing_by_themselves(browser: &Browser) {
    let _intranet = open(browser, None, "<port-plan src=/embed/catalog.bin></port-plan>").await;
    let found = run(browser, "element.plan({ items: ['443', '123', '3306'].map((entry) => ({ entry })) })").await;
    let flows = found["flows"].as_array().unwrap_or_else(|| panic!("{found}"));
    assert!(!flows.is_empty() && flows.iter().all(|flow| flow["action"] == "pass"), "{found}");
}

/// Without what writes the rules of other firewalls, those of nftables are shown, and it is said what is missing.
pub(crate) async fn missing_dialects_are_told(browser: &Browser) {
    let intranet = open(browser, None, "<port-plan></port-plan>").await;
    let files = std::fs::read_dir(acceptance::built("embed")).expect("the folder");
    let names = files.filter_map(|file| file.expect("a file").file_name().into_string().ok());
    let script = names.into_iter().find(|name| name.starts_with("dialects.")).expect("a script");
    intranet.put(&format!("/embed/{script}"), "throw 0;");
    ready(browser).await;
    let asked = browser
        .run(&format!(
            "const ask = (dialect) => {ELEMENT}.plan({{ items: [{{ entry: '22' }}], dialect }}).then(({{ rules }}) => Object.keys(rules), ({{ code, message }}) => [code, message]);
             return [await ask('nftables'), await ask(['pf'])];"
        ))
        .await;
    let message = asked[1][1].as_str().expect("a message");
    assert_eq!((&asked[0], &asked[1][0]), (&json!(["nftables"]), &json!("network")), "{asked}");
    assert!(message.contains("dialects.") && message.contains("Put all files of one release there"), "{message}");
    browser.run(&format!("{ELEMENT}.value = {{ items: [{{ entry: '22' }}], dialect: 'ufw' }};")).await;
    browser.until(&format!("{ROOT}.querySelector('.right .problem')")).await;
    assert!(
        texts(browser, ".right .problem").await[0].starts_with("These are rules for nftables: what writes the rules")
    );
    assert!(rules(browser).await.contains("tcp dport 22 accept"));
    assert_eq!(browser.run(&format!("return {ROOT}.querySelector('#form').value;")).await, "nftables");
}
