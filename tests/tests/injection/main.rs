//! Markup and code in every place where text comes from: it is only ever shown as text.

mod texts;

use acceptance::{Browser, Intranet, in_every_browser};
use serde_json::json;
use texts::{HOSTILE, encoded, hostile, overlay};

in_every_browser!(
    every_field_of_an_overlay,
    what_is_typed,
    the_address_of_the_page,
    every_attribute,
    the_address_of_the_book,
);

/// A page with this body, on a server that would answer anything with a script that hurts.
async fn open(browser: &Browser, body: &str, path: &str) -> Intranet {
    let intranet = Intranet::start().await;
    for name in ["/x", "/own"] {
        intranet.put(name, "hurt = 1");
    }
    intranet.put_page("/page.html", &format!("<script src=/harmless.js></script>{body}"));
    browser.requests().await;
    browser.goto(&intranet.url(path)).await;
    intranet
}

/// Checks that only our own files were requested.
async fn only_our_files_were_requested(browser: &Browser, intranet: &Intranet) {
    let ours =
        |path: &String| ["/page.html", "/heard.js", "/harmless.js", "/embed/"].iter().any(|own| path.starts_with(own));
    let asked = intranet.asked();
    assert!(asked.iter().all(ours), "{asked:?}");
    let all = browser.requests().await.unwrap_or_default();
    assert!(all.iter().all(|url| url.starts_with(&intranet.url("/"))), "{all:?}");
}

async fn every_field_of_an_overlay(browser: &Browser) {
    let body = "<port-reference report limit=200></port-reference>";
    let intranet = open(browser, body, "/page.html").await;
    for text in hostile() {
        // As an object: what JSON cannot say is not sent.
        let script = format!(
            "const element = document.querySelector('port-reference');
             heard.length = 0;
             element.filters = {{}};
             element.query = '';
             element.overlay = JSON.parse({});
             await element.ready;
             const root = element.shadowRoot;
             root.querySelector('details').open = true;
             element.filters = {{ provenance: 'own' }};
             await element.ready;
             root.querySelector('details').open = true;
             await new Promise((done) => setTimeout(done));
             const found = harm(root);
             const shown = root.querySelectorAll('li').length;
             for (const query of [{}, '9700', '9706', '22/tcp']) {{
                 element.query = query;
                 found.push(...harm(root));
             }}
             const problems = heard.flatMap((event) => event.detail.problems ?? []);
             const {{ hits }} = await element.search('9700');
             element.filters = {{}};
             const first = (await element.search('22/tcp')).hits[0].title;
             return [[...new Set(found)], shown > 3, problems.length > 0, hits[0]?.title ?? '', first];",
            json!(overlay(&text).to_string()),
            json!(text)
        );
        let came = browser.run(&script).await;
        let described = text.chars().take(80).collect::<String>();
        assert_eq!(came[0], json!([]), "{described:?}");
        assert_eq!(
            (&came[1], &came[2], &came[4]),
            (&json!(true), &json!(true), &json!("SSH")),
            "{described:?}: {came}"
        );
        let visible = text.chars().all(|c| !c.is_control() && !"\u{202e}\u{2066}\u{200b}".contains(c))
            && text.chars().count() <= 120;
        if visible {
            assert_eq!(came[3], text.trim(), "it is shown as it is");
        }
    }
    only_our_files_were_requested(browser, &intranet).await;
}

async fn what_is_typed(browser: &Browser) {
    let intranet = open(browser, "<port-reference url-param=q></port-reference>", "/page.html").await;
    let script = format!(
        "const element = document.querySelector('port-reference');
         await element.ready;
         const found = [];
         for (const text of [...{}, '\\ud800', '\\udc00x']) {{
             element.query = text;
             await new Promise((done) => setTimeout(done, 5));
             await element.search(text, {{ limit: 3 }});
             for (const harmful of harm(element.shadowRoot)) found.push(`${{text.slice(0, 80)}}: ${{harmful}}`);
         }}
         element.query = '22/tcp';
         return [found, element.shadowRoot.querySelector('.title').textContent, location.pathname];",
        json!(hostile())
    );
    assert_eq!(browser.run(&script).await, json!([[], "SSH", "/page.html"]));
    for text in ["<img src=x onerror=hurt=1>", "\"><svg onload=hurt=1>"] {
        browser
            .run("const element = document.querySelector('port-reference'); element.query = ''; element.focus();")
            .await;
        browser.keys(text).await;
        browser.until(&format!("document.querySelector('port-reference').query === {}", json!(text))).await;
        assert_eq!(browser.run("return harm(document.querySelector('port-reference').shadowRoot);").await, json!([]));
    }
    only_our_files_were_requested(browser, &intranet).await;
}

async fn the_address_of_the_page(browser: &Browser) {
    let intranet = open(browser, "<port-reference url-param=q></port-reference>", "/page.html").await;
    let addresses = HOSTILE.map(|text| {
        let value = encoded(text);
        let filters = [
            "transport",
            "role",
            "provenance",
            "class",
            "advice",
            "category",
            "product",
            "release",
            &value,
            "__proto__",
        ];
        let filters = filters.map(|name| format!("&q.{name}={value}")).concat();
        format!("/page.html?q={value}{filters}&{value}={value}#{value}")
    });
    // Opened, and come to without leaving the page.
    browser.goto(&intranet.url(&addresses[0])).await;
    let script = format!(
        "let element = document.querySelector('port-reference');
         const found = [];
         for (const address of {}) {{
             await element.ready;
             element.shadowRoot.querySelector('details').open = true;
             await new Promise((done) => setTimeout(done, 5));
             for (const harmful of harm(element.shadowRoot)) found.push(`${{location}}: ${{harmful}}`);
             element.query = '22/tcp';
             const [title] = element.shadowRoot.querySelectorAll('.title');
             if (title?.textContent !== 'SSH') found.push(`${{location}}: nothing is found`);
             history.replaceState(null, '', address);
             dispatchEvent(new PopStateEvent('popstate'));
             for (const harmful of harm(element.shadowRoot)) found.push(`${{location}}: ${{harmful}}`);
             const next = document.createElement('port-reference');
             next.setAttribute('url-param', 'q');
             element.replaceWith(next);
             element = next;
         }}
         return found.slice(0, 5);",
        json!(addresses.as_slice())
    );
    assert_eq!(browser.run(&script).await, json!([]));
    only_our_files_were_requested(browser, &intranet).await;
}

async fn every_attribute(browser: &Browser) {
    let _intranet = open(browser, "<main></main>", "/page.html").await;
    for name in [
        "base",
        "src",
        "overlay",
        "filters",
        "query",
        "limit",
        "theme",
        "url-param",
        "shortcut",
        "aria-label",
        "compact",
        "report",
    ] {
        let script = format!(
            "const found = [];
             for (const text of {}) {{
                 const element = document.createElement('port-reference');
                 element.setAttribute('{name}', text);
                 element.setAttribute('report', '');
                 document.querySelector('main').append(element);
                 const settled = await element.ready.then(() => 'ready', () => 'error');
                 if (settled === 'ready') {{
                     element.query = '22/tcp';
                     element.shadowRoot.querySelector('details').open = true;
                     await new Promise((done) => setTimeout(done));
                     if (element.shadowRoot.querySelector('.title')?.textContent !== 'SSH' && '{name}' !== 'filters') found.push(`nothing is found with ${{text}}`);
                 }} else if ('{name}' !== 'src') found.push(`it does not work with ${{text}}`);
                 element.shadowRoot.querySelector('a')?.addEventListener('click', (event) => event.preventDefault());
                 const {{ shadowRoot }} = element;
                 const nodes = [...shadowRoot.childNodes];
                 element.remove();
                 shadowRoot.append(...nodes);
                 for (const harmful of harm(shadowRoot)) found.push(`${{text.slice(0, 80)}}: ${{harmful}}`);
             }}
             return found.slice(0, 5);",
            json!(hostile())
        );
        assert_eq!(browser.run(&script).await, json!([]), "{name}");
    }
    // The properties take what is no text, too.
    let values = "const odd = [null, undefined, 0, NaN, true, Symbol.iterator, () => 1, [], {}, { toString: null }, [[]], new Date(0), 10n, window, document.body];
        const element = document.querySelector('main').appendChild(document.createElement('port-reference'));
        const refused = [];
        for (const value of odd) {
            for (const name of ['query', 'filters', 'overlay']) {
                try { element[name] = value; } catch (error) { refused.push(error.name); }
                await element.ready;
                element[name] = name === 'query' ? '' : null;
            }
            await element.search(value).catch((error) => refused.push(error.name));
            await element.search('', value).catch((error) => refused.push(error.name));
        }
        await element.ready;
        const { hits } = await element.search('22/tcp');
        element.remove();
        return [[...new Set(refused)], hits[0].title, thrown, window.hurt];";
    assert_eq!(browser.run(values).await, json!([["TypeError"], "SSH", [], null]));
}

async fn the_address_of_the_book(browser: &Browser) {
    let intranet = open(browser, "", "/page.html").await;
    // Not all: the page is a large one.
    for text in HOSTILE.into_iter().step_by(7) {
        let value = encoded(text);
        browser.goto(&intranet.url(&format!("/embed/portolan.html?q={value}#{value}"))).await;
        let seen = "await document.querySelector('main port-reference').ready;
            await new Promise((done) => setTimeout(done, 20));
            return [window.hurt, document.querySelectorAll('main img[src=x], main iframe, object, base, [onerror], [onload]').length,
                [...document.querySelector('main port-reference').shadowRoot.querySelectorAll('img, script, svg, iframe')].length];";
        assert_eq!(browser.run(seen).await, json!([null, 0, 0]), "{text:?}");
    }
}
