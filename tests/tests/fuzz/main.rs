//! Randomly damaged overlays, catalogs, queries and texts, generated from seeds, so that failures can be repeated.
//!
//! A normal run uses one seed; with `PORTOLAN_FUZZ_MINUTES` it uses new seeds for that time. A failure names its seed.

mod payloads;
mod seeds;

use acceptance::{Browser, Intranet, in_every_browser};
use payloads::payloads;
use seeds::Seeds;
use serde_json::{Value, json};
use std::time::Duration;

in_every_browser!(fuzz_texts, fuzz_overlays, fuzz_catalogs, fuzz_queries);

/// What every script begins with: two elements, of which nothing is asked of the first but that it goes on.
const BEGIN: &str = "
    const [base, element] = document.querySelectorAll('port-reference');
    const faults = [];
    const check = async (what) => {
        for (const harmful of harm(element.shadowRoot)) faults.push(`${what}: ${harmful}`);
        const [first] = (await base.search('telent', { limit: 1 })).hits;
        if (first?.id !== '23') faults.push(`${what}: the other element finds ${first?.id}`);
        thrown.length = 0;
    };
    const sentence = (text) => typeof text === 'string' && text.length > 10 && text.length < 2000 && !/undefined|\\[object|unreachable|is not a function/.test(text);
    await base.ready;
    await element.ready;";

const SOUND: &str = r#"{ "name": "Us", "categories": [{ "id": "quay", "title": "On the quay" }], "products": [{ "id": "GATE", "name": "Gates" }],
    "entries": [
        { "ports": 8743, "title": "Gate control", "summary": "Opens the gates.", "names": ["portcullis"], "tasks": ["open the gate"],
          "categories": ["quay"], "href": "https://intranet.example/gates", "links": [{ "title": "Runbook", "href": "/runbook.html" }],
          "uses": [{ "role": "listens", "transports": ["tcp"], "applications": ["gated"], "products": ["GATE"], "releases": "15.1+" }],
          "advice": [{ "action": "restrict", "to": "the office", "reason": "it opens gates", "transports": ["tcp"] }], "mentions": [22] },
        { "ports": 22, "summary": "By the jump host only.", "names": ["bastion"], "advice": [{ "action": "block" }] },
        { "ports": "9700-9707", "title": "Printers", "summary": "On the quay.", "uses": [{ "role": "connects", "peer": "ephemeral" }] }
    ] }"#;

/// Runs a script for each seed, in a fresh page each time. It has `seed`, what [`BEGIN`] brings, and pushes `faults`.
async fn fuzz(browser: &Browser, script: &str) {
    for seed in Seeds::begin() {
        let intranet = Intranet::start().await;
        let two = "<port-reference></port-reference><port-reference report limit=200></port-reference>";
        let body = format!("<script src=/harmless.js></script><script src=/fuzz.js></script>{two}");
        intranet.put_page("/page.html", &body);
        browser.goto(&intranet.url("/page.html")).await;
        browser.allow(Duration::from_mins(4)).await;
        let script = format!("const seed = {seed};{BEGIN}\n{script}\nreturn faults.slice(0, 5);");
        assert_eq!(browser.run(&script).await, json!([]), "seed {seed}");
        let asked = intranet.asked();
        let ours = |path: &String| {
            let own = ["/page.html", "/heard.js", "/harmless.js", "/fuzz.js", "/embed/"];
            own.iter().any(|own| path.starts_with(own))
        };
        assert!(asked.iter().all(ours), "seed {seed}: {asked:?}");
    }
}

/// Markup and code in all fields of overlays, in queries, and in filters.
async fn fuzz_texts(browser: &Browser) {
    let all = payloads();
    assert!(all.len() >= 200, "{}", all.len());
    let script = format!(
        "const all = {};
         // Others stand side by side with each seed.
         const order = all.map((text, at) => [fuzz(seed * 1000 + at).below(1e9), text]).sort(([a], [b]) => a - b).map(([, text]) => text);
         for (let at = 0; at < order.length; at += 10) {{
             const some = order.slice(at, at + 10);
             element.overlay = some.map((text, at) => ({{ name: text.slice(0, 60), categories: [{{ id: text.slice(0, 60), title: text.slice(0, 60) }}], entries: [
                 {{ ports: 55000 + 10 * at, title: text, summary: text, names: [text], uses: [{{ role: 'listens', applications: [text], note: text, protocol: text }}] }},
                 {{ ports: 50001 + 10 * at, title: 'Own', summary: 'Own.', href: text, uses: [{{ role: 'listens' }}] }},
                 {{ ports: 50002 + 10 * at, title: 'Own', summary: 'Own.', links: [{{ title: text, href: text }}], uses: [{{ role: 'listens' }}],
                    advice: [{{ action: 'block', to: text, reason: text, exception: text }}] }},
                 {{ ports: 22, summary: text, links: [{{ title: text, href: '/own' }}] }}] }}));
             element.filters = {{ provenance: 'own' }};
             await element.ready;
             element.shadowRoot.querySelector('details').open = true;
             await new Promise((done) => setTimeout(done));
             await check(some);
             for (const [at, text] of some.entries()) {{
                 element.query = text;
                 const {{ hits }} = await element.search(String(55000 + 10 * at));
                 const fits = text.length <= 120 && !/[\\p{{C}}\\p{{Z}}]{{2}}|[^\\P{{C}}]|[\\u2028\\u2029]/u.test(text);
                 if (fits && hits[0]?.title !== text.trim()) faults.push(`${{text}}: shown as ${{hits[0]?.title}}`);
                 await check(text);
             }}
             element.query = '';
         }}",
        json!(all)
    );
    fuzz(browser, &script).await;
}

async fn fuzz_overlays(browser: &Browser) {
    let sound: Value = serde_json::from_str(SOUND).expect("JSON");
    let script = format!(
        "const make = fuzz(seed);
         const sound = {sound};
         element.query = '22';
         for (let at = 0; at < 120; at += 1) {{
             const overlay = make.overlay(sound);
             const what = `${{at}} ${{typeof overlay === 'string' ? overlay : JSON.stringify(overlay)}}`.slice(0, 600);
             heard.length = 0;
             element.overlay = [overlay];
             await element.ready.catch((error) => faults.push(`${{what}}: ${{error.message}}`));
             for (const {{ name, detail }} of heard.filter(({{ name }}) => name === 'error')) {{
                 if (detail.code !== 'overlay' || !detail.problems.length || !sentence(detail.message)) faults.push(`${{what}}: ${{name}} ${{detail.message}}`);
             }}
             const {{ hits, total }} = await element.search('22/tcp');
             if (!hits.some(({{ ports }}) => ports.some(([first, last]) => first <= 22 && last >= 22)) || total < hits.length) faults.push(`${{what}}: no port 22`);
             for (const error of thrown.splice(0)) faults.push(`${{what}}: ${{error}}`);
             await check(what);
         }}"
    );
    fuzz(browser, &script).await;
}

async fn fuzz_catalogs(browser: &Browser) {
    let script = "
        const make = fuzz(seed);
        const sound = new Uint8Array(await (await fetch('/embed/catalog.bin')).arrayBuffer());
        let refused = 0;
        for (let at = 0; at < 60; at += 1) {
            const address = URL.createObjectURL(new Blob([make.catalog(sound)]));
            element.setAttribute('src', address);
            const failure = await element.ready.then(() => null, (error) => error);
            if (failure) {
                refused += 1;
                if (!['damaged', 'version'].includes(failure.code) || !sentence(failure.message)) faults.push(`${at}: ${failure.code} ${failure.message}`);
            } else {
                for (const query of ['22', 'samba', 'telent', '']) {
                    const { hits, total } = await element.search(query);
                    if (total < hits.length) faults.push(`${at}: ${total} of ${hits.length}`);
                    element.query = query;
                }
            }
            for (const error of thrown.splice(0)) faults.push(`${at}: ${error}`);
            await check(at);
            URL.revokeObjectURL(address);
        }
        if (refused < 20) faults.push(`only ${refused} are refused`);";
    fuzz(browser, script).await;
}

async fn fuzz_queries(browser: &Browser) {
    let script = "
        const make = fuzz(seed);
        for (let at = 0; at < 200; at += 1) {
            const query = make.query();
            const what = JSON.stringify(query);
            const { hits, total, facets, notices } = await element.search(query, { limit: 5 });
            if (hits.length > 5 || total < hits.length) faults.push(`${what}: ${hits.length} of ${total}`);
            const counts = Object.values(facets).flat().map(({ count }) => count);
            if (counts.some((count) => !Number.isInteger(count) || count < 0)) faults.push(`${what}: ${counts}`);
            if (notices.some(({ text }) => !sentence(text))) faults.push(`${what}: ${notices.map(({ text }) => text)}`);
            if (at % 4 === 0) {
                element.query = query;
                if (element.shadowRoot.querySelectorAll('li').length > 200) faults.push(`${what}: too many are shown`);
                await check(what);
            }
        }";
    fuzz(browser, script).await;
}
