//! If wasm or the catalog cannot be loaded, the element says why and links to the static pages.

use acceptance::{Browser, Server, built_site, in_every_browser};
use std::fs;

in_every_browser!(
    a_missing_catalog,
    a_catalog_that_is_something_else,
    a_catalog_of_another_version,
    missing_words,
    a_missing_program,
    another_program,
    a_program_that_traps,
    a_policy_that_forbids_webassembly,
    it_works_under_a_strict_policy,
);

async fn check(browser: &Browser, server: Server, code: &str, reason: &str) {
    browser.open(&server, "/index.html").await;
    let problem = "document.querySelector('main port-reference').shadowRoot.querySelector('[part=problem]')";
    browser.until(problem).await;
    let text = browser.run(&format!("return {problem}.textContent;")).await;
    assert!(text.as_str().is_some_and(|text| text.contains(reason)), "{text}");
    let link = browser.find("main port-reference a[href='ports/index.html']").await;
    assert!(link.is_displayed().await.expect("a link"), "the way to the static pages is seen");
    let event = browser
        .run(
            "const element = document.createElement('port-reference');
             const heard = new Promise((done) => element.addEventListener('port-reference-error', (e) => done(e.detail)));
             element.setAttribute('src', 'embed/catalog.bin');
             document.body.append(element);
             return heard;",
        )
        .await;
    assert_eq!(event["code"], code, "{event}");
}

/// The built site without the script that would make up for it, and with this answer for every file that begins and ends
/// so; between the two may stand a digest.
async fn broken(begin: &str, end: &str, status: u16, bytes: &'static [u8]) -> Server {
    let site = built_site();
    let files = fs::read_dir(site.join("embed")).expect("what the site embeds");
    let names = files.map(|file| file.expect("a file").file_name().to_string_lossy().into_owned());
    let answers: Vec<_> = names
        .filter_map(|name| match name.as_str() {
            name if name.starts_with("payload") => Some((format!("/embed/{name}"), 404, b"".as_slice())),
            name if name.starts_with(begin) && name.ends_with(end) => Some((format!("/embed/{name}"), status, bytes)),
            _ => None,
        })
        .collect();
    assert!(answers.len() > 1, "there is no {begin}…{end}");
    Server::with_broken(&site, &answers).await
}

async fn a_missing_catalog(browser: &Browser) {
    check(browser, broken("catalog", ".bin", 404, b"").await, "status", "404").await;
}

async fn a_catalog_that_is_something_else(browser: &Browser) {
    let server = broken("catalog", ".bin", 200, b"<!DOCTYPE html>").await;
    check(browser, server, "damaged", "not a Portolan").await;
}

async fn a_catalog_of_another_version(browser: &Browser) {
    let server = broken("catalog", ".bin", 200, b"PTLN\x09____").await;
    check(browser, server, "version", "version 9").await;
}

/// Without its words, everything else in the catalog is found.
async fn missing_words(browser: &Browser) {
    for (status, bytes) in [(404, b"".as_slice()), (200, b"<!DOCTYPE html>"), (200, b"PTLW\x05____")] {
        let server = broken("words", ".bin", status, bytes).await;
        browser.open(&server, "/index.html").await;
        browser.until("document.querySelector('main port-reference')?.shadowRoot?.querySelector('li')").await;
        let script = "const element = document.querySelector('main port-reference');
            const found = await element.search('22/tcp');
            return [found.hits[0].id, element.shadowRoot.querySelector('[part=problem]')];";
        assert_eq!(browser.run(script).await, serde_json::json!(["22", null]), "{status}");
        let told = browser.console().await.join("\n");
        assert!(told.contains("words that only chapters have"), "{status}: {told}");
    }
}

async fn a_missing_program(browser: &Browser) {
    check(browser, broken("port-reference", ".wasm", 404, b"").await, "status", "404").await;
}

/// Valid wasm that starts, but lacks our exports.
async fn another_program(browser: &Browser) {
    const OTHER: &[u8] = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x03\x02\x01\0\x07\x14\x01\x10__wbindgen_start\0\0\
        \x0a\x04\x01\x02\0\x0b";
    let server = broken("port-reference", ".wasm", 200, OTHER).await;
    check(browser, server, "damaged", "not the program it should be").await;
}

/// Wasm that traps when it reads a catalog, as ours does when it is out of memory.
async fn a_program_that_traps(browser: &Browser) {
    const STOPS: &[u8] =
        b"\0asm\x01\0\0\0\x01\x0a\x02\x60\0\0\x60\x02\x7f\x7f\x01\x7f\x03\x04\x03\0\x01\x01\x05\x03\x01\0\x02\
        \x07\x41\x04\x06memory\x02\0\x10__wbindgen_start\0\0\x11__wbindgen_malloc\0\x01\x0dreference_new\0\x02\
        \x0a\x0d\x03\x02\0\x0b\x04\0\x41\0\x0b\x03\0\0\x0b";
    let server = broken("port-reference", ".wasm", 200, STOPS).await;
    check(browser, server, "damaged", "too large for this browser").await;
}

async fn a_policy_that_forbids_webassembly(browser: &Browser) {
    let policy = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'";
    check(browser, Server::with_policy(&built_site(), policy).await, "csp", "wasm-unsafe-eval").await;
}

/// The policy that our own pages are published with: nothing inline, nothing from elsewhere, no strings as scripts.
async fn it_works_under_a_strict_policy(browser: &Browser) {
    let headers = fs::read_to_string(built_site().join("_headers")).expect("the headers to publish with");
    let policy = headers.lines().find_map(|line| line.trim().strip_prefix("Content-Security-Policy: "));
    let policy = policy.expect("a policy");
    for strict in ["default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "require-trusted-types-for 'script'"] {
        assert!(policy.contains(&format!("{strict};")), "{strict}: {policy}");
    }
    let server = Server::with_policy(&built_site(), policy).await;
    for path in ["/index.html", "/ports/22.html"] {
        browser.open(&server, path).await;
        browser.until("document.querySelector('port-reference')?.shadowRoot?.querySelector('input')").await;
        let script = "const e = document.querySelector('port-reference'); e.focus(); await e.ready; e.query = 'nfs';";
        browser.run(script).await;
        browser.until("document.querySelector('port-reference').shadowRoot.querySelector('ol a')").await;
        assert_eq!(browser.console().await, Vec::<String>::new(), "{path}");
    }
}
