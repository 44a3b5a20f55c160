//! Hostile names, and what must not happen to any plan.

use super::{ELEMENT, ROOT, open, ready, rules, set, texts};
use acceptance::Browser;
use serde_json::json;

const HOSTILE: [&str; 7] = [
    "<img src=x onerror=hurt=1>",
    "\"; flush ruleset; #",
    "' ; rm -rf / ; '",
    "$(reboot) `reboot`",
    "a\\nb*/ ${x} %{y}",
    "größe – „x“",
    "[x](javascript:hurt=1)",
];

/// The rules without comments and names.
fn bare(rules: &str) -> String {
    let mut bare = String::new();
    for line in rules.lines().filter(|line| !line.trim_start().starts_with('#')) {
        let line = line.split(" comment ").next().unwrap_or_default();
        bare.push_str(line);
        bare.push('\n');
    }
    bare
}

pub(crate) async fn hostile_overlays_change_no_rule(browser: &Browser) {
    let _intranet = open(browser, None, "<port-plan></port-plan>").await;
    ready(browser).await;
    let mut seen = Vec::new();
    for text in std::iter::once("harmless").chain(HOSTILE) {
        let overlay = json!({
            "name": text,
            "entries": [{
                "ports": 8444, "title": text, "summary": text,
                "uses": [{ "role": "listens", "transports": ["tcp"], "applications": [text], "protocol": text }],
                "advice": [{ "action": "restrict", "to": text, "when": text, "reason": text, "exception": text }]
            }]
        });
        let script = format!(
            "const element = {ELEMENT};
             element.overlay = {overlay};
             await element.ready;
             element.value = {{ items: [{{ entry: '8444', peers: ['192.0.2.0/24'] }}] }};
             for (const details of {ROOT}.querySelectorAll('details')) details.open = true;
             const allowed = new Set('a button code details div h2 h3 input label li optgroup option p pre section select span strong summary table tbody td th thead tr ul'.split(' '));
             const odd = [...{ROOT}.querySelectorAll('*')].filter((one) => !allowed.has(one.localName) || [...one.attributes].some(({{ name }}) => /^on|^style$/i.test(name)));
             return [window.hurt ?? null, odd.map((one) => one.outerHTML), thrown];"
        );
        assert_eq!(browser.run(&script).await, json!([null, [], []]), "{text}");
        seen.push(bare(&rules(browser).await));
    }
    for (text, rules) in HOSTILE.iter().zip(&seen[1..]) {
        assert_eq!(rules, &seen[0], "{text}");
    }
    assert!(seen[0].contains("ip saddr 192.0.2.0/24 tcp dport 8444 accept"), "{}", seen[0]);
}

pub(crate) async fn nothing_leaves_the_page(browser: &Browser) {
    let intranet = open(browser, None, "<port-plan></port-plan>").await;
    ready(browser).await;
    browser.run(&format!("{ELEMENT}.value = {{ items: [{{ entry: '22' }}] }};")).await;
    set(browser, "#peers", "203.0.113.77").await;
    browser.until(&format!("{ROOT}.querySelector('[part=code]').textContent.includes('203.0.113.77')")).await;
    // As long as the address would wait before it is written.
    browser.run("await new Promise((done) => setTimeout(done, 400));").await;
    let kept = browser
        .run(
            "return [location.href, JSON.stringify(history.state), JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }),
                 document.cookie, document.title, window.name];",
        )
        .await
        .to_string();
    assert!(!kept.contains("203.0.113") && !kept.contains("run="), "{kept}");
    for path in intranet.asked() {
        let is_ours = path == "/page.html" || path == "/heard.js" || path.starts_with("/embed/") && !path.contains('?');
        assert!(is_ours, "{path}");
    }
}

pub(crate) async fn the_strictest_policy(browser: &Browser) {
    let policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'none'; \
                  require-trusted-types-for 'script'; trusted-types 'none'";
    let intranet = open(browser, Some(policy), "<port-plan></port-plan>").await;
    ready(browser).await;
    browser
        .run(&format!("{ELEMENT}.value = {{ items: [{{ entry: '22' }}, {{ product: 'S269' }}], release: '15.1' }};"))
        .await;
    assert!(!texts(browser, ".flows tbody tr").await.is_empty());
    set(browser, "#form", "cisco-ios").await;
    browser.until(&format!("{ROOT}.querySelector('[part=code]').textContent.includes('ip access-list')")).await;
    let styled = browser.run(&format!("return getComputedStyle({ROOT}.querySelector('.columns')).display;")).await;
    assert_eq!(styled, "grid");
    assert_eq!(browser.run("return [violations, thrown];").await, json!([[], []]));
    assert_eq!(intranet.reports(), Vec::<String>::new());
}
