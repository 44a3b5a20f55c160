//! Two lines in another site's page: they work on any web server, from another origin, and from a file.

use acceptance::{Binaries, Browser, Intranet, built, in_every_browser, without_icon};
use serde_json::{Value, json};
use std::fs;
use tempfile::TempDir;

in_every_browser!(
    two_lines_are_all_it_takes,
    words_come_after_the_first_answer,
    the_register_comes_when_a_query_needs_it,
    servers_without_types_for_our_files,
    a_script_of_another_origin,
    a_page_on_a_disk,
    fifty_elements_load_everything_once,
    results_lead_to_the_book_beside_the_script,
    nothing_is_left_in_the_page_but_the_element,
);

const TWO_LINES: &str = r#"<script src="/embed/port-reference.js" defer></script><port-reference></port-reference>"#;

/// What the first element of the page says, once it is ready.
const ANSWER: &str = "const element = document.querySelector('port-reference');
    await element.ready;
    element.query = '22/tcp';
    const first = element.shadowRoot.querySelector('li');
    return [first.querySelector('.number').textContent, first.querySelector('.title').textContent];";

/// The requests below `/embed/`, without the digests in names.
fn files_of_ours(asked: &[String]) -> Vec<String> {
    let names = asked.iter().filter_map(|path| path.strip_prefix("/embed/"));
    let mut names: Vec<String> = names
        .map(|name| {
            let parts: Vec<&str> = name.split('.').collect();
            format!("{}.{}", parts[0], parts[parts.len() - 1])
        })
        .collect();
    names.sort();
    names
}

async fn two_lines_are_all_it_takes(browser: &Browser) {
    let intranet = Intranet::start().await;
    intranet.put("/page.html", TWO_LINES);
    browser.goto(&intranet.url("/page.html")).await;
    browser.run("document.querySelector('port-reference').focus();").await;
    browser.keys("telent").await;
    let first = "document.querySelector('port-reference').shadowRoot.querySelector('li .number')?.textContent";
    browser.until(&format!("{first} === '23'")).await;
    // Entries do not have it, so that the register is asked; what was typed needed it too.
    browser.run("await document.querySelector('port-reference').search('cadlock');").await;
    let asked = intranet.asked();
    let ours = ["catalog.bin", "port-reference.js", "port-reference.wasm", "register.bin", "words.bin"];
    assert_eq!(files_of_ours(&asked), ours);
    for (at, name) in [(4, "/words."), (5, "/register.")] {
        assert!(asked[at].contains(name), "last: {asked:?}");
    }
    assert_eq!(asked.len(), 6, "the page and these five: {asked:?}");
    if let Some(requests) = browser.requests().await {
        assert_eq!(without_icon(requests).len(), 6);
    }
    assert_eq!(without_icon(browser.console().await), Vec::<String>::new());
}

/// Holds the words back until `release()`.
const HOLDING: &str = "{
        const { fetch } = window;
        const held = new Promise((done) => { window.release = done; });
        window.fetch = async (address, ...rest) => {
            if (String(address).includes('/words.')) await held;
            return fetch(address, ...rest);
        };
    }";

/// Finds a word that only chapters have.
const A_WORD: &str = "const element = document.querySelector('port-reference');
    for (const word of ['because', 'usually', 'attacker', 'instead', 'never', 'therefore', 'whoever', 'nobody']) {
        const { hits } = await element.search(word);
        if (hits[0]?.why?.startsWith('about ')) return [word, hits[0].id];
    }";

async fn words_come_after_the_first_answer(browser: &Browser) {
    let intranet = Intranet::start().await;
    intranet.put("/whole.html", TWO_LINES);
    browser.goto(&intranet.url("/whole.html")).await;
    let [word, id] = serde_json::from_value::<[String; 2]>(browser.run(A_WORD).await).expect("a word of the prose");
    intranet.put_page("/held.html", &format!("<script>{HOLDING}</script><port-reference></port-reference>"));
    browser.goto(&intranet.url("/held.html")).await;
    assert_eq!(browser.run(ANSWER).await, json!(["22", "SSH"]));
    browser.run("document.querySelector('port-reference').focus();").await;
    let before = format!(
        "const element = document.querySelector('port-reference');
         element.query = '{word}';
         window.found = element.search('{word}').then(({{ hits }}) => hits[0].id);
         const waited = await Promise.race([window.found, new Promise((done) => setTimeout(done, 300, 'waits'))]);
         return [waited, element.shadowRoot.querySelectorAll('.notice').length];"
    );
    assert_eq!(browser.run(&before).await, json!(["waits", 0]), "{word}");
    assert_eq!(browser.run("window.release(); return window.found;").await, id, "{word}");
    let shown = format!(
        "(() => {{ const root = document.querySelector('port-reference').shadowRoot;
            return root.activeElement === root.querySelector('input')
                && root.querySelector('.why')?.textContent.startsWith('about “{word}'); }})()"
    );
    browser.until(&shown).await;
    // An element may be gone when they come.
    browser.goto(&intranet.url("/held.html")).await;
    let gone = "const element = document.querySelector('port-reference');
        await element.ready;
        const found = element.search('22/tcp');
        element.remove();
        release();
        return [(await found).hits[0].id, thrown, element.shadowRoot.childElementCount];";
    assert_eq!(browser.run(gone).await, json!(["22", [], 0]));
}

async fn the_register_comes_when_a_query_needs_it(browser: &Browser) {
    let intranet = Intranet::start().await;
    let holding = HOLDING.replace("/words.", "/register.");
    intranet.put_page("/held.html", &format!("<script>{holding}</script><port-reference></port-reference>"));
    browser.goto(&intranet.url("/held.html")).await;
    assert_eq!(browser.run(ANSWER).await, json!(["22", "SSH"]));
    let root = "document.querySelector('port-reference').shadowRoot";
    let notices = format!(
        "const element = document.querySelector('port-reference');
         element.query = QUERY;
         await new Promise((done) => setTimeout(done, 600));
         return [...{root}.querySelectorAll('.notice')].map((notice) => notice.textContent);"
    );
    let notices = |query: &str| notices.replace("QUERY", &json!(query).to_string());
    assert_eq!(browser.run(&notices("ssh")).await, json!([]));
    assert!(intranet.asked().iter().all(|path| !path.contains("/register.")), "entries answer this");
    // The register may have it.
    assert_eq!(browser.run(&notices("qqzzy")).await, json!([]));
    browser.run("window.release();").await;
    browser
        .until(&format!("{root}.querySelector('.notice')?.textContent.startsWith('Nothing here is called “qqzzy”')"))
        .await;
    browser.run("document.querySelector('port-reference').query = 'cadlock';").await;
    browser.until(&format!("{root}.querySelector('li .title')?.textContent === 'cadlock'")).await;
    // The book beside the script has no pages of the register.
    assert_eq!(browser.run(&format!("return {root}.querySelector('li a').getAttribute('href');")).await, json!(null));
    let found = "const { hits, facets } = await document.querySelector('port-reference').search('cadlock');
        return [hits[0].id, hits[0].href, hits[0].provenance, facets.provenance.find(({ value }) => value === 'registered').count];";
    assert_eq!(browser.run(found).await, json!(["port-770", "", ["registered"], 2]));
    let asked = intranet.asked();
    assert_eq!(asked.iter().filter(|path| path.contains("/register.")).count(), 1, "{asked:?}");
}

async fn servers_without_types_for_our_files(browser: &Browser) {
    let intranet = Intranet::start().await;
    intranet.put_page("/page.html", "<port-reference></port-reference>");
    for (binaries, by_payload) in [
        (Binaries::Right, false),
        (Binaries::AsText, false),
        (Binaries::Unknown, true),
        (Binaries::OnlyWasm, true),
        (Binaries::Page, true),
        (Binaries::Half, true),
        (Binaries::CutOff, true),
    ] {
        intranet.answer_binaries(binaries);
        intranet.asked();
        browser.goto(&intranet.url("/page.html")).await;
        assert_eq!(browser.run(ANSWER).await, json!(["22", "SSH"]), "{binaries:?}");
        let told = browser.run("return [heard.map((event) => event.name), thrown];").await;
        assert!(!told.to_string().contains("error"), "{binaries:?}: {told}");
        assert_eq!(told[1], json!([]), "{binaries:?}");
        let files = files_of_ours(&intranet.asked());
        let payloads = files.iter().filter(|name| *name == "payload.js").count();
        assert_eq!(payloads, usize::from(by_payload), "{binaries:?}: {files:?}");
    }
}

async fn a_script_of_another_origin(browser: &Browser) {
    let (pages, files) = (Intranet::start().await, Intranet::start().await);
    for binaries in [Binaries::Right, Binaries::Unknown] {
        files.answer_binaries(binaries);
        pages.put("/page.html", TWO_LINES.replace("/embed/", &files.url("/embed/")));
        browser.goto(&pages.url("/page.html")).await;
        assert_eq!(browser.run(ANSWER).await, json!(["22", "SSH"]), "{binaries:?}");
        let asked = pages.asked();
        assert_eq!(asked, ["/page.html"], "nothing else is asked of the page's own server");
        assert!(files_of_ours(&files.asked()).contains(&"payload.js".to_owned()), "{binaries:?}");
    }
    // Overlays work too: the program that merges them is loaded as a script.
    let overlay = r#"{ "name": "Us", "entries": [{ "ports": 22, "summary": "By the jump host only." }] }"#;
    let said = format!(
        "const element = document.querySelector('port-reference');
         element.overlay = {overlay};
         await element.ready;
         return (await element.search('22')).hits[0].remarks;"
    );
    let remarks = json!([{ "by": "Us", "text": "By the jump host only.", "links": [] }]);
    assert_eq!(browser.run(&said).await, remarks);
}

async fn a_page_on_a_disk(browser: &Browser) {
    let folder = TempDir::new().expect("a folder");
    let beside = folder.path().join("Öffentlich & co");
    fs::create_dir(&beside).expect("a folder");
    for file in fs::read_dir(built("embed")).expect("a folder") {
        let file = file.expect("a file");
        fs::copy(file.path(), beside.join(file.file_name())).expect("a copy");
    }
    let page = TWO_LINES.replace("/embed/", "%C3%96ffentlich%20&amp;%20co/");
    fs::write(folder.path().join("page.html"), page).expect("a page");
    browser.requests().await;
    browser.goto(&format!("file://{}/page.html", folder.path().display())).await;
    assert_eq!(browser.run(ANSWER).await, json!(["22", "SSH"]));
    let overlaid = "const element = document.querySelector('port-reference');
        element.overlay = { name: 'Us', entries: [{ ports: 22, names: ['bastion'] }] };
        await element.ready;
        return (await element.search('bastion')).hits[0].id;";
    assert_eq!(browser.run(overlaid).await, "22");
    assert_eq!(browser.requests().await.unwrap_or_default(), Vec::<String>::new());
    assert_eq!(browser.console().await, Vec::<String>::new());
}

async fn fifty_elements_load_everything_once(browser: &Browser) {
    let intranet = Intranet::start().await;
    intranet.put("/own.json", r#"{ "name": "Us", "entries": [{ "ports": 22, "names": ["bastion"] }] }"#);
    let plain = "<port-reference></port-reference>\n".repeat(50);
    intranet.put_page("/plain.html", &plain);
    intranet.put_page("/overlaid.html", &plain.replace("<port-reference", "<port-reference overlay=\"/own.json\""));
    let all = "const elements = [...document.querySelectorAll('port-reference')];
        await Promise.all(elements.map((element) => element.ready));
        for (const element of elements) element.query = QUERY;
        return elements.map((element) => element.shadowRoot.querySelector('li .number').textContent);";
    for (page, query, more) in [("/plain.html", "ssh", vec![]), ("/overlaid.html", "bastion", vec!["overlay.js"])] {
        intranet.asked();
        browser.goto(&intranet.url(page)).await;
        let answers = browser.run(&all.replace("QUERY", &json!(query).to_string())).await;
        assert_eq!(answers, json!(vec!["22"; 50]), "{page}");
        browser.run("await document.querySelector('port-reference').search('');").await;
        let asked = intranet.asked();
        let mut expected =
            [vec!["catalog.bin", "port-reference.js", "port-reference.wasm", "words.bin"], more.clone()].concat();
        expected.sort_unstable();
        assert_eq!(files_of_ours(&asked), expected, "{page}");
        let overlays = asked.iter().filter(|path| *path == "/own.json").count();
        assert_eq!(overlays, more.len(), "{page}: {asked:?}");
    }
}

async fn results_lead_to_the_book_beside_the_script(browser: &Browser) {
    let intranet = Intranet::start().await;
    intranet.put_page("/deep/page.html", "<port-reference query=22></port-reference>");
    browser.goto(&intranet.url("/deep/page.html")).await;
    let link = "document.querySelector('port-reference').shadowRoot.querySelector('li a')";
    browser.until(link).await;
    assert_eq!(browser.run(&format!("return {link}.href;")).await, intranet.url("/embed/portolan.html#ports/22.html"));
    browser.run(&format!("{link}.click();")).await;
    browser.until("location.pathname === '/embed/portolan.html'").await;
    let chapters =
        "[...document.querySelectorAll('h1')].filter((h1) => h1.checkVisibility()).map((h1) => h1.textContent)";
    browser.until(&format!("{chapters}.length === 1 && {chapters}[0].includes('SSH')")).await;
}

async fn nothing_is_left_in_the_page_but_the_element(browser: &Browser) {
    let intranet = Intranet::start().await;
    intranet.put("/bare.html", "<!DOCTYPE html><title>Bare</title><script src=/heard.js></script><p id=own>Own</p>");
    let own = "<p id=own>Own</p><port-reference query=22></port-reference>";
    intranet.put_page("/page.html", own);
    let seen = "await document.querySelector('port-reference')?.ready;
        return {
            globals: Object.getOwnPropertyNames(window).filter((name) => isNaN(name)).sort(),
            prototypes: [Object, Array, Function, String, Promise, Element, HTMLElement, Node, Event]
                .map((one) => Object.getOwnPropertyNames(one.prototype).length),
            scripts: document.scripts.length,
            styles: document.styleSheets.length + document.adoptedStyleSheets.length,
            kept: [localStorage.length, sessionStorage.length, document.cookie],
        };";
    browser.goto(&intranet.url("/bare.html")).await;
    let mut bare = browser.run(seen).await;
    for binaries in [Binaries::Right, Binaries::Unknown] {
        intranet.answer_binaries(binaries);
        browser.goto(&intranet.url("/page.html")).await;
        let with = browser.run(seen).await;
        // Its own script, in the page's own head.
        bare["scripts"] = Value::from(2);
        assert_eq!(with, bare, "{binaries:?}");
    }
}
