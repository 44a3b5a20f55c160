//! Pages whose content or scripts interfere: elements whose names override properties of the document, changed prototypes,
//! replaced functions. The element works, or says in a sentence why it does not.
//!
//! The hostile page is in a frame, so that the test itself runs in one that is not.

mod hosts;

use acceptance::{Browser, Intranet, in_every_browser};
use hosts::{HOSTS, NEVER, SOON};
use serde_json::{Value, json};

in_every_browser!(
    element_names_do_not_decide_where_code_is_loaded_from,
    element_names_do_not_override_properties,
    scripts_that_change_globals,
    requests_that_are_never_answered,
    answers_that_never_end,
);

/// Opens the page in a frame of a page of ours, and says what its elements do: what is found with and without the overlay of
/// `own()`, and what scripts have thrown.
async fn seen_in(browser: &Browser, intranet: &Intranet, path: &str) -> Value {
    intranet.put("/frame.html", "<!DOCTYPE html><title>Frame</title><body>");
    browser.goto(&intranet.url("/frame.html")).await;
    let script = format!(
        "const frame = document.createElement('iframe');
         const loaded = new Promise((done) => frame.addEventListener('load', done));
         frame.src = {};
         frame.width = 1000;
         document.body.append(frame);
         await loaded;
         const page = frame.contentWindow;
         const [plain, compact] = Document.prototype.querySelectorAll.call(frame.contentDocument, 'port-reference');
         const settled = (one) => one.ready.then(() => '', (error) => error.message);
         const failure = await settled(plain);
         if (failure) return failure;
         plain.query = '22/tcp';
         plain.focus();
         const shown = plain.shadowRoot.querySelector('.title').textContent;
         plain.shadowRoot.querySelector('details').open = true;
         await new Promise((done) => setTimeout(done, 20));
         plain.shadowRoot.querySelector('.transport input').click();
         compact.overlay = page.own();
         compact.query = 'bastion';
         compact.focus();
         await settled(compact);
         const key = (target, key) => EventTarget.prototype.dispatchEvent.call(target, new page.KeyboardEvent('keydown', {{ key, bubbles: true, composed: true }}));
         key(frame.contentDocument, '/');
         key(compact.shadowRoot.querySelector('input'), 'ArrowDown');
         const own = compact.shadowRoot.querySelector('.badge.own')?.textContent;
         const open = compact.shadowRoot.activeElement?.localName;
         const {{ hits }} = await compact.search('telnet', {{ limit: 1 }});
         const again = Document.prototype.createElement.call(frame.contentDocument, 'port-reference');
         compact.replaceWith(again);
         await settled(again);
         const filters = Object.keys(plain.filters).join();
         return [shown, filters, own, open, hits[0].id, page.thrown.join()];",
        json!(path)
    );
    browser.run(&script).await
}

fn all_right() -> Value {
    json!(["SSH", "transport", "Us", "a", "23", ""])
}

/// A page with this in its head, before our script.
fn page(head: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html><meta charset=utf-8><title>Hostile</title><script src=/heard.js></script>
         <script>window.own = () => ({{ name: 'Us', entries: [{{ ports: 22, names: ['bastion'], summary: 'Ours.' }}] }});</script>{head}
         <body>{body}<port-reference></port-reference><port-reference compact shortcut=/></port-reference>
         <script src=/embed/port-reference.js></script>"
    )
}

/// An image called `currentScript` has the address of another server: nothing is asked of it but the image.
async fn element_names_do_not_decide_where_code_is_loaded_from(browser: &Browser) {
    let intranet = Intranet::start().await;
    let elsewhere = Intranet::start().await;
    let at = elsewhere.url("/at");
    for name in ["currentScript", "baseURI", "head", "location", "URL", "documentURI"] {
        for standing_in in [
            format!("<img name={name} id={name} src={at}>"),
            format!("<embed name={name} id={name} src={at}>"),
            format!("<object name={name} id={name} data={at}></object>"),
            format!("<iframe name={name} id={name} src={at}></iframe>"),
            format!("<form name={name} id={name} action={at}><input name=src value={at}></form>"),
        ] {
            // Where the server has no wasm, a script is loaded in its place.
            for binaries in [acceptance::Binaries::Right, acceptance::Binaries::Unknown] {
                intranet.answer_binaries(binaries);
                intranet.put("/page.html", page("", &standing_in));
                let seen = seen_in(browser, &intranet, "/page.html").await;
                assert_eq!(seen, all_right(), "{standing_in} {binaries:?}");
            }
        }
    }
    let asked = elsewhere.asked();
    assert!(asked.iter().any(|path| path == "/at") && asked.iter().all(|path| path == "/at"), "{asked:?}");
}

/// All properties of the document and the window at once, as names of elements.
async fn element_names_do_not_override_properties(browser: &Browser) {
    let intranet = Intranet::start().await;
    intranet.put("/page.html", page("", ""));
    browser.goto(&intranet.url("/page.html")).await;
    let names = "const names = new Set();
        for (const from of [document, window]) {
            for (let at = from; at; at = Object.getPrototypeOf(at)) Object.getOwnPropertyNames(at).forEach((name) => names.add(name));
        }
        return [...names].filter((name) => /^[a-z]\\w+$/i.test(name));";
    let names = browser.run(names).await;
    let names: Vec<&str> = names.as_array().expect("names").iter().filter_map(Value::as_str).collect();
    assert!(names.contains(&"createElement") && names.contains(&"addEventListener"), "{names:?}");
    for tag in ["img", "form", "embed", "object"] {
        let all = |name: &&str| format!("<{tag} name='{name}' id='{name}'></{tag}>");
        let body: String = names.iter().map(all).collect();
        intranet.put("/named.html", page("", &body));
        assert_eq!(seen_in(browser, &intranet, "/named.html").await, all_right(), "{tag}");
    }
}

async fn scripts_that_change_globals(browser: &Browser) {
    let intranet = Intranet::start().await;
    for host in HOSTS {
        intranet.put("/page.html", page(&format!("<script>{host}</script>"), ""));
        assert_eq!(seen_in(browser, &intranet, "/page.html").await, all_right(), "{host}");
    }
}

/// A missing response is reported, and everything that does not depend on it works. Time runs faster in these pages.
async fn requests_that_are_never_answered(browser: &Browser) {
    let intranet = Intranet::start().await;
    intranet.put("/page.html", page(&format!("<script>{NEVER}</script>"), ""));
    assert_eq!(seen_in(browser, &intranet, "/page.html").await, all_right(), "a script brings the same");
    let never = format!(
        "<script src=/heard.js></script><script>{NEVER}</script><script src=/embed/port-reference.js></script>
         <port-reference overlay=/own.json></port-reference><port-reference src=/other.bin></port-reference>"
    );
    intranet.put("/never.html", never);
    browser.goto(&intranet.url("/never.html")).await;
    let told = "heard.filter(({ name }) => name === 'error').map(({ detail }) => [detail.code, detail.message]).sort()";
    browser.until(&format!("{told}.length === 2")).await;
    let told = browser.run(&format!("return {told};")).await;
    let silent = |path: &str| format!("the server does not answer for {}.", intranet.url(path));
    let of_catalog = format!("Search does not work here: {}", silent("/other.bin"));
    let address = intranet.url("/own.json");
    let of_overlay = format!("An overlay has mistakes: {address}: {}", silent("/own.json"));
    assert_eq!(told, json!([["network", of_catalog], ["overlay", of_overlay]]));
}

/// Half of a file arrives, and the connection stays open. Time runs faster in these pages.
async fn answers_that_never_end(browser: &Browser) {
    let intranet = Intranet::start().await;
    let page = page(&format!("<script>{SOON}</script>"), "");
    intranet.put("/page.html", page);
    for part in ["/embed/catalog.", "/embed/words.", ".wasm"] {
        intranet.stall(part);
        assert_eq!(seen_in(browser, &intranet, "/page.html").await, all_right(), "a script brings the same: {part}");
    }
    for (part, attributes, code, told) in [
        ("/other.bin", "src=/other.bin", "network", "Search does not work here: the connection broke while "),
        ("/own.json", "overlay=/own.json", "overlay", "the connection broke while "),
        ("/embed/overlay.", "overlay=/own.json", "overlay", "could not be loaded; it is missing"),
    ] {
        intranet.stall(part);
        intranet.put("/own.json", "{ \"name\": \"Us\", \"entries\": [] }");
        intranet.put("/other.bin", "PTLN and more");
        intranet.put("/slow.html", format!(
            "<script src=/heard.js></script><script>{SOON}</script><script src=/embed/port-reference.js></script><body>"
        ));
        browser.goto(&intranet.url("/slow.html")).await;
        // Not before: for Firefox, a page has not loaded before what its scripts import.
        let put = format!("document.body.innerHTML = '<port-reference {attributes}></port-reference>';");
        browser.run(&put).await;
        browser.until("heard.some(({ name }) => name === 'error')").await;
        let seen = browser.run("return heard.find(({ name }) => name === 'error').detail;").await;
        let message = seen["message"].as_str().unwrap_or_default();
        assert!(seen["code"] == code && message.contains(told), "{part}: {seen}");
    }
}
