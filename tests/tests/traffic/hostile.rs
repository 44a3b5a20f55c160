//! Hostile lines, and what must not happen to any line.

use super::{ELEMENT, ROOT, literal, log, paste, texts};
use acceptance::{Browser, Intranet};
use serde_json::json;

const HOSTILE: [&str; 8] = [
    "<img src=x onerror=hurt=1>",
    "<script>hurt=1</script>",
    "\"><svg onload=hurt=1>",
    "javascript:hurt=1",
    "\u{202e}gpj.exe\u{2066}",
    "\u{0}\u{1b}[31mred\u{7}",
    "=HYPERLINK(\"http://elsewhere.test\")",
    "__proto__",
];

async fn open(browser: &Browser, policy: Option<&str>) -> Intranet {
    let intranet = Intranet::start().await;
    if let Some(policy) = policy {
        intranet.send_policy(policy);
    }
    let page = "<!DOCTYPE html><meta charset=utf-8><script src=/heard.js></script><script src=/embed/port-traffic.js></script><port-traffic></port-traffic>";
    intranet.put("/page.html", page);
    browser.goto(&intranet.url("/page.html")).await;
    intranet
}

pub(crate) async fn hostile_lines_are_text(browser: &Browser) {
    let _intranet = open(browser, None).await;
    let lines: Vec<String> = HOSTILE
        .iter()
        .flat_map(|text| {
            [
                (*text).to_owned(),
                format!("Nov 20 10:16:00 {text} kernel: {text} IN={text} OUT= SRC={text} DST=192.0.2.1 PROTO=TCP SPT=40000 DPT=22 SYN"),
                format!("tcp LISTEN 0 128 0.0.0.0:8080 0.0.0.0:* users:((\"{text}\",pid=1,fd=3))"),
            ]
        })
        .collect();
    paste(browser, &lines.join("\n")).await;
    let seen = browser
        .run(&format!(
            "for (const details of {ROOT}.querySelectorAll('details')) details.open = true;
             await new Promise((done) => setTimeout(done, 500));
             const allowed = new Set('a button code dd details div dl dt figcaption figure h2 h3 input label li ol option p progress rect section select span strong summary svg table tbody td text textarea th thead title tr ul'.split(' '));
             const odd = [...{ROOT}.querySelectorAll('*')].filter((one) => !allowed.has(one.localName) || [...one.attributes].some(({{ name }}) => /^on|^style$/i.test(name)));
             return [window.hurt ?? null, odd.map((one) => one.outerHTML), thrown];"
        ))
        .await;
    assert_eq!(seen, json!([null, [], []]));
    let shown = texts(browser, ".result").await;
    assert!(shown[0].contains("<img src=x onerror=hurt=1>"), "{shown:?}");
}

pub(crate) async fn a_line_without_end(browser: &Browser) {
    let _intranet = open(browser, None).await;
    let found = browser
        .run(&format!(
            "const input = new Blob([...Array.from({{ length: 10 }}, () => 'DPT=22 '.repeat(150_000)), new Uint8Array([0xc3, 0x28, 10, 0xff, 0xfe, 10]), '1.2.3.4:22']);
             const {{ lines, flows, skipped }} = await {ELEMENT}.explain(input);
             return [lines, flows.map(({{ line }}) => line), skipped.map(({{ reason, text }}) => [reason, text.length < 500])];"
        ))
        .await;
    assert_eq!(found, json!([3, [3], [["too-long", true], ["no-format", true]]]));
}

pub(crate) async fn nothing_leaves_the_page(browser: &Browser) {
    let intranet = open(browser, None).await;
    browser.run(&format!("await {ELEMENT}.ready;")).await;
    let line = "Nov 20 10:16:00 SECRET-1 kernel: DROP IN=eth0 OUT= SRC=203.0.113.77 DST=192.0.2.1 PROTO=TCP SPT=40000 DPT=22 SYN\n";
    paste(browser, line).await;
    // So many that they are read in a worker.
    paste(browser, &line.repeat(2500)).await;
    browser.run(&format!("for (const details of {ROOT}.querySelectorAll('details')) details.open = true;")).await;
    browser.until(&format!("{ROOT}.querySelector('.lines li') && {ROOT}.querySelector('dd')")).await;
    let kept = browser
        .run(
            "const databases = (await indexedDB.databases?.()) ?? [];
             return [location.href, JSON.stringify(history.state), JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }),
                 document.cookie, document.title, window.name, databases.length];",
        )
        .await;
    let told = kept.to_string();
    assert!(!told.contains("SECRET") && !told.contains("203.0.113.77"), "{told}");
    assert_eq!(kept[7], 0);
    let asked = intranet.asked();
    assert!(asked.iter().any(|path| path.contains("answers")), "{asked:?}");
    assert_eq!(
        asked.iter().filter(|path| *path == "/embed/port-traffic.js").count(),
        2,
        "once for a worker: {asked:?}"
    );
    for path in asked {
        let is_ours = path == "/page.html" || path == "/heard.js" || path.starts_with("/embed/") && !path.contains('?');
        assert!(is_ours, "{path}");
    }
    // Events tell how much there was, not what.
    let told = browser
        .run(&format!(
            "const told = new Promise((done) => document.addEventListener('port-traffic-report', ({{ detail }}) => done(detail), {{ once: true }}));
             {ELEMENT}.value = {};
             return told;",
            literal(&log())
        ))
        .await;
    assert_eq!(told, json!({ "lines": 16, "kinds": 13, "findings": 1, "sockets": 2 }));
}

pub(crate) async fn the_strictest_policy(browser: &Browser) {
    let policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'none'; \
                  require-trusted-types-for 'script'; trusted-types 'none'";
    let intranet = open(browser, Some(policy)).await;
    paste(browser, &log()).await;
    browser.run(&format!("{ROOT}.querySelector('.kinds summary').click();")).await;
    browser.until(&format!("{ROOT}.querySelector('.lines li') && {ROOT}.querySelectorAll('dd').length === 3")).await;
    let styled = browser.run(&format!("return getComputedStyle({ROOT}.querySelector('summary')).display;")).await;
    assert_eq!(styled, "grid");
    assert_eq!(browser.run("return [violations, thrown];").await, json!([[], []]));
    assert_eq!(intranet.reports(), Vec::<String>::new());
}
