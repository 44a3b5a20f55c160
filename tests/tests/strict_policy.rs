//! Under the strictest policy that lets scripts run at all, everything works without one report; under a stricter one the
//! element says what is missing.

use acceptance::{Binaries, Browser, Intranet, Kind, built, in_every_browser, without_icon};
use serde_json::{Value, json};
use std::fs;

in_every_browser!(
    everything_works_without_a_report,
    servers_that_do_not_know_our_files,
    a_script_of_another_origin,
    without_webassembly_the_directive_is_named,
    without_connections_the_payload_does,
    without_connections_an_overlay_is_told,
);

const STRICT: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'none'; \
                      require-trusted-types-for 'script'; trusted-types 'none'";

/// With the element in full, a compact one, and an overlay by its address.
const PAGE: &str =
    "<port-reference id=full overlay=/own.json report url-param=q shortcut='/'><a href=/>All ports</a></port-reference>
                    <port-reference id=compact compact overlay=/own.json></port-reference>";

const OVERLAY: &str = r#"{ "name": "Us", "entries": [
    { "ports": 22, "names": ["bastion"], "links": [{ "title": "Runbook", "href": "/runbook" }] },
    { "ports": 70000, "title": "Typo" }
] }"#;

async fn intranet(policy: &str) -> Intranet {
    let intranet = Intranet::start().await;
    intranet.send_policy(policy);
    intranet.put("/own.json", OVERLAY);
    intranet.put_page("/page.html", PAGE);
    intranet
}

/// Uses all that there is, and says what was seen of it.
async fn use_everything(browser: &Browser) -> Value {
    browser.until("heard.some((event) => event.name === 'ready' && event.at === 'full')").await;
    browser.run("document.getElementById('full').focus();").await;
    browser.keys("bastion").await;
    let full = "document.getElementById('full').shadowRoot";
    browser.until(&format!("{full}.querySelector('li .number')?.textContent === '22'")).await;
    browser.run(&format!("{full}.querySelector('details').open = true;")).await;
    browser.until(&format!("{full}.querySelector('input[type=checkbox]')")).await;
    browser.run(&format!("{full}.querySelector('input[type=checkbox][aria-disabled]')?.click(); [...{full}.querySelectorAll('.transport input')][0].click();")).await;
    browser.until(&format!("{full}.querySelector('.chip')")).await;
    browser.run("document.getElementById('compact').focus();").await;
    browser.keys("nfs").await;
    let panel = "document.getElementById('compact').shadowRoot.querySelector('[part=panel]')";
    browser.until(&format!("{panel}?.checkVisibility() && {panel}.querySelectorAll('li').length > 2")).await;
    browser
        .run(&format!(
            "const style = (selector) => getComputedStyle({full}.querySelector(selector));
             return {{
                 radius: style('[part=input]').borderTopLeftRadius,
                 item: style('li').display,
                 unseen: style('label').position,
                 panel: getComputedStyle({panel}).position,
                 room: {panel}.style.maxHeight.endsWith('px'),
                 mistakes: [...{full}.querySelectorAll('.problem li')].length,
             }};"
        ))
        .await
}

/// How it looks with its style, and its messages about mistakes.
fn styled() -> Value {
    json!({ "radius": "8px", "item": "grid", "unseen": "absolute", "panel": "absolute", "room": true, "mistakes": 1 })
}

async fn no_report(browser: &Browser, intranet: &Intranet) {
    let noted = browser.run("await new Promise((done) => setTimeout(done, 300)); return [violations, thrown];").await;
    assert_eq!(noted, json!([[], []]));
    assert_eq!(intranet.reports(), Vec::<String>::new());
}

async fn everything_works_without_a_report(browser: &Browser) {
    let intranet = intranet(STRICT).await;
    browser.goto(&intranet.url("/page.html")).await;
    assert_eq!(use_everything(browser).await, styled());
    no_report(browser, &intranet).await;
    assert_eq!(without_icon(browser.console().await), Vec::<String>::new());
    // The page is held to it indeed.
    let broken = "const style = document.createElement('style');
        style.textContent = 'body { color: red }';
        document.head.append(style);
        let html = 'set';
        try { document.body.innerHTML = '<b>'; } catch (error) { html = error.name; }
        await new Promise((done) => setTimeout(done, 300));
        return [html, violations.length >= 2];";
    assert_eq!(browser.run(broken).await, json!(["TypeError", true]));
    assert!(browser.kind() == Kind::WebKit || !intranet.reports().is_empty(), "reports arrive");
}

async fn servers_that_do_not_know_our_files(browser: &Browser) {
    let intranet = intranet(STRICT).await;
    for binaries in [Binaries::Unknown, Binaries::Page, Binaries::OnlyWasm] {
        intranet.answer_binaries(binaries);
        browser.goto(&intranet.url("/page.html")).await;
        assert_eq!(use_everything(browser).await, styled(), "{binaries:?}");
        no_report(browser, &intranet).await;
    }
}

/// Where strings are no addresses of scripts, a script of another origin cannot add one; the page names them itself.
async fn a_script_of_another_origin(browser: &Browser) {
    let files = Intranet::start().await;
    let policy = STRICT.replace("script-src 'self'", &format!("script-src 'self' {}", files.url("")));
    let intranet = intranet(&policy).await;
    let names = fs::read_dir(built("embed")).expect("a folder").map(|file| file.expect("a file").file_name());
    let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.retain(|name| {
        name.starts_with("payload.") || name.starts_with("overlay.") && !name.starts_with("overlay.schema.")
    });
    assert_eq!(names.len(), 2, "{names:?}");
    names.push("port-reference.js".to_owned());
    let scripts =
        names.iter().map(|name| format!("<script src={} defer></script>", files.url(&format!("/embed/{name}"))));
    let scripts: String = scripts.collect();
    intranet.put("/page.html", format!("<!DOCTYPE html><script src=/heard.js></script>{scripts}{PAGE}"));
    browser.goto(&intranet.url("/page.html")).await;
    assert_eq!(use_everything(browser).await, styled());
    no_report(browser, &intranet).await;
    let mut asked = files.asked();
    asked.sort_unstable();
    names.sort_unstable();
    assert_eq!(asked, names.iter().map(|name| format!("/embed/{name}")).collect::<Vec<_>>());
}

async fn without_webassembly_the_directive_is_named(browser: &Browser) {
    for policy in
        [STRICT.replace(" 'wasm-unsafe-eval'", ""), "script-src 'self'".to_owned(), "default-src 'self'".to_owned()]
    {
        let intranet = intranet(&policy).await;
        for binaries in [Binaries::Right, Binaries::Unknown] {
            intranet.answer_binaries(binaries);
            browser.goto(&intranet.url("/page.html")).await;
            browser.until("heard.some((event) => event.name === 'error' && event.at === 'full')").await;
            let told =
                browser.run("return heard.filter((event) => event.at === 'full').map((event) => event.detail);").await;
            assert_eq!(told.as_array().map(Vec::len), Some(1), "{policy}: {told}");
            assert_eq!(told[0]["code"], "csp", "{policy} {binaries:?}: {told}");
            let names_it = |text: &Value| {
                text.as_str().is_some_and(|text| text.contains("script-src") && text.contains("'wasm-unsafe-eval'"))
            };
            assert!(names_it(&told[0]["message"]), "{policy}: {told}");
            let seen = browser
                .run("return document.getElementById('full').shadowRoot.querySelector('[role=alert]').textContent;")
                .await;
            assert!(names_it(&seen), "{policy}: {seen}");
            assert_eq!(
                browser.find("#full a").await.is_displayed().await,
                Ok(true),
                "{policy}: the way to the static pages"
            );
        }
    }
}

/// What is fetched is held back, but what is a script is not.
async fn without_connections_the_payload_does(browser: &Browser) {
    let intranet = intranet(&STRICT.replace("connect-src 'self'; ", "")).await;
    intranet.put_page("/page.html", "<port-reference id=full></port-reference>");
    browser.goto(&intranet.url("/page.html")).await;
    browser.until("heard.some((event) => event.name === 'ready')").await;
    let found = "const found = await document.getElementById('full').search('22/tcp'); return found.hits[0].title;";
    assert_eq!(browser.run(found).await, "SSH");
    let noted = browser.run("return [violations.every((one) => one.startsWith('connect-src')), heard.some((event) => event.name === 'error')];").await;
    assert_eq!(noted, json!([true, false]));
}

async fn without_connections_an_overlay_is_told(browser: &Browser) {
    let intranet = intranet(&STRICT.replace("connect-src 'self'; ", "")).await;
    browser.goto(&intranet.url("/page.html")).await;
    browser.until("heard.some((event) => event.name === 'error' && event.at === 'full')").await;
    let told = browser.run("return heard.find((event) => event.name === 'error').detail;").await;
    assert_eq!(told["code"], "overlay");
    let message = told["problems"][0]["message"].as_str().expect("a message");
    assert!(message.contains("connect-src") && message.contains(&intranet.url("/own.json")), "{message}");
    let found = "const found = await document.getElementById('full').search('22/tcp'); return found.hits[0].title;";
    assert_eq!(browser.run(found).await, "SSH");
}
