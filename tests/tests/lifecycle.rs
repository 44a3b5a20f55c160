//! Elements come, go and move, a thousand times: nothing stays behind, and what was typed moves along.

use acceptance::{Browser, Intranet, Kind, in_every_browser};
use serde_json::{Value, json};
use std::time::Duration;

in_every_browser!(
    a_thousand_mounts_leave_nothing,
    a_thousand_changes_leave_nothing,
    elements_that_are_gone_are_collected,
    overlays_that_are_gone_leave_no_memory,
    what_was_typed_and_chosen_moves_along,
    what_was_typed_is_there_when_somebody_comes_back,
    a_page_may_take_it_out_at_any_time,
);

async fn open(browser: &Browser) -> Intranet {
    let intranet = Intranet::start().await;
    let own = r#"{ "name": "Us", "entries": [{ "ports": 22, "names": ["bastion"] }] }"#;
    intranet.put("/own.json", own);
    let scripts = "<script src=/counted.js></script><script src=/embed/port-reference.js></script>";
    intranet.put("/page.html", format!("<!DOCTYPE html>{scripts}<body><div id=a></div><div id=b></div>"));
    browser.goto(&intranet.url("/page.html")).await;
    browser.allow(Duration::from_mins(4)).await;
    intranet
}

/// What stands: listeners and timers, nodes of the page, and bytes of wasm; in Chromium also what its counters say after a
/// collection of garbage: all nodes and listeners, and the bytes of the heap.
async fn standing(browser: &Browser) -> Value {
    let counted = "await new Promise((done) => setTimeout(done, 1200));
        return { listeners: standing.listeners, timers: standing.timers, nodes: document.querySelectorAll('*').length, wasm: standing.memory() };";
    if browser.kind() != Kind::Chromium {
        return browser.run(counted).await;
    }
    for _ in 0..3 {
        browser.devtools("HeapProfiler.collectGarbage", json!({})).await;
    }
    let mut counted = browser.run(counted).await;
    browser.devtools("HeapProfiler.collectGarbage", json!({})).await;
    let all = browser.devtools("Memory.getDOMCounters", json!({})).await;
    counted["all_nodes"] = all["nodes"].clone();
    counted["all_listeners"] = all["jsEventListeners"].clone();
    counted["heap"] = browser.devtools("Runtime.getHeapUsage", json!({})).await["usedSize"].clone();
    counted
}

async fn cycles(browser: &Browser, count: u32) {
    let script = "
        const kinds = ['', 'compact', 'url-param=q', 'shortcut=/', 'query=nfs', 'compact shortcut=s url-param=c',
            'filters=transport=udp', 'theme=dark limit=5', 'overlay=/own.json report', 'src=/nowhere.bin'];
        const places = [document.getElementById('a'), document.getElementById('b')];
        for (let at = 0; at < COUNT; at += 1) {
            const element = document.createElement('port-reference');
            for (const pair of kinds[at % kinds.length].split(' ').filter(Boolean)) {
                const [name, ...value] = pair.split('=');
                element.setAttribute(name, value.join('='));
            }
            places[at % 2].append(element);
            if (at % 3 === 0) {
                await element.ready.catch(() => {});
                element.focus();
                element.query = 'samba';
                const details = element.shadowRoot.querySelector('details');
                if (details) details.open = true;
            }
            if (at % 7 === 0) places[(at + 1) % 2].append(element);
            if (at % 50 === 0) await new Promise((done) => setTimeout(done));
            element.remove();
        }";
    browser.run(&script.replace("COUNT", &count.to_string())).await;
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("a number: {value}"))
}

/// That nothing grew but by what browsers themselves keep.
fn no_growth(before: &Value, after: &Value) {
    for name in ["listeners", "timers", "nodes"] {
        assert_eq!(before[name], after[name], "{name}: {before} {after}");
    }
    let most = [("wasm", 0.0), ("all_nodes", 5.0), ("all_listeners", 5.0), ("heap", 100_000.0)];
    for (name, most) in most.into_iter().filter(|(name, _)| before.get(name).is_some()) {
        assert!(number(&after[name]) - number(&before[name]) <= most, "{name}: {before} {after}");
    }
}

async fn a_thousand_mounts_leave_nothing(browser: &Browser) {
    let _intranet = open(browser).await;
    // So many, because engines compile anew, and keep more, what is run often.
    cycles(browser, 300).await;
    let before = standing(browser).await;
    cycles(browser, 1000).await;
    no_growth(&before, &standing(browser).await);
}

async fn a_thousand_changes_leave_nothing(browser: &Browser) {
    let _intranet = open(browser).await;
    let churn = "
        const [a, b] = [document.getElementById('a'), document.getElementById('b')];
        const shadow = a.shadowRoot ?? a.attachShadow({ mode: 'open' });
        const element = window.element ??= document.createElement('port-reference');
        const changes = [
            () => b.append(element), () => shadow.append(element), () => document.body.append(element),
            () => (b.moveBefore ?? b.insertBefore).call(b, element, null),
            () => element.toggleAttribute('compact'), () => element.setAttribute('query', 'nfs'),
            () => element.setAttribute('limit', '3'), () => element.setAttribute('theme', 'dark'),
            () => element.setAttribute('url-param', 'q'), () => element.removeAttribute('url-param'),
            () => element.setAttribute('filters', 'transport=udp'), () => { element.query = 'ssh'; },
            () => element.setAttribute('overlay', '/own.json'), () => element.removeAttribute('overlay'),
            () => { element.filters = {}; }, () => element.toggleAttribute('report'), () => element.removeAttribute('limit'),
        ];
        for (let at = 0; at < COUNT; at += 1) {
            changes[at % changes.length]();
            if (at % 5 === 0) await element.ready;
        }
        element.remove();";
    browser.run(&churn.replace("COUNT", "170")).await;
    let before = standing(browser).await;
    browser.run(&churn.replace("COUNT", "1020")).await;
    no_growth(&before, &standing(browser).await);
}

/// Nobody can ask `WebKit` for a collection of garbage: memory is asked for until one happens. In Firefox nothing can be told
/// like this: it keeps even empty custom elements for longer than anybody would wait.
async fn elements_that_are_gone_are_collected(browser: &Browser) {
    if browser.kind() == Kind::Firefox {
        return;
    }
    let _intranet = open(browser).await;
    let made = "
        window.gone = [];
        for (let at = 0; at < 200; at += 1) {
            const element = document.body.appendChild(document.createElement('port-reference'));
            await element.ready;
            element.query = 'nfs';
            gone.push(new WeakRef(element), new WeakRef(element.shadowRoot.querySelector('ol')));
            element.remove();
        }";
    browser.run(made).await;
    if browser.kind() == Kind::Chromium {
        browser.devtools("HeapProfiler.collectGarbage", json!({})).await;
    }
    let left = "
        const left = () => gone.filter((one) => one.deref()).length;
        for (let at = 0; at < 200 && left() > 4; at += 1) {
            window.garbage = Array.from({ length: 100 }, () => new Array(20000).fill({}));
            await new Promise((done) => setTimeout(done, 10));
        }
        window.garbage = null;
        return left();";
    let left = browser.run(left).await;
    // The last ones may stand on a stack.
    assert!(left.as_u64() <= Some(4), "{left} of 400 are still there");
}

async fn overlays_that_are_gone_leave_no_memory(browser: &Browser) {
    let _intranet = open(browser).await;
    let change = "
        const element = window.element ??= document.body.appendChild(document.createElement('port-reference'));
        for (let at = 0; at < COUNT; at += 1) {
            element.overlay = { name: `Us ${window.round = (window.round ?? 0) + 1}`, entries: [{ ports: 22, names: ['bastion'],
                summary: `Only for Us ${window.round}.` }] };
            await element.ready;
            await new Promise((done) => setTimeout(done));
        }
        return (await element.search('bastion')).hits[0].remarks;";
    browser.run(&change.replace("COUNT", "120")).await;
    let before = standing(browser).await;
    let remarks = browser.run(&change.replace("COUNT", "300")).await;
    assert_eq!(remarks, json!([{ "by": "Us 420", "text": "Only for Us 420.", "links": [] }]));
    no_growth(&before, &standing(browser).await);
}

async fn what_was_typed_and_chosen_moves_along(browser: &Browser) {
    let _intranet = open(browser).await;
    let built = "
        const [a, b] = [document.getElementById('a'), document.getElementById('b')];
        const element = a.appendChild(document.createElement('port-reference'));
        await element.ready;
        element.query = 'samba';
        element.shadowRoot.querySelector('details').open = true;
        await new Promise((done) => setTimeout(done, 100));
        element.shadowRoot.querySelector('.transport input').click();";
    browser.run(built).await;
    let moved = "
        const element = document.querySelector('port-reference') ?? window.shadow.querySelector('port-reference');
        const [a, b] = [document.getElementById('a'), document.getElementById('b')];
        MOVE;
        await element.ready;
        const root = element.shadowRoot;
        return [element.query, element.filters, root.querySelector('.chip') !== null, root.querySelector('.number').textContent];";
    for movement in [
        "b.append(element)",
        "element.remove(); await new Promise((done) => setTimeout(done, 50)); a.append(element)",
        "(b.moveBefore ?? b.insertBefore).call(b, element, null)",
        "window.shadow = a.attachShadow({ mode: 'open' }); shadow.append(element)",
        "b.append(element)",
        "element.toggleAttribute('compact')",
        "element.toggleAttribute('compact')",
        "element.setAttribute('overlay', '/own.json')",
        "document.body.prepend(element); document.body.append(element); a.after(element)",
    ] {
        let seen = browser.run(&moved.replace("MOVE", movement)).await;
        assert_eq!(seen, json!(["samba", { "transport": ["tcp"] }, true, "139"]), "{movement}");
    }
    // Moved with its state, nothing of it changes: what is unfolded, and where the focus is.
    let kept = "
        const element = document.querySelector('port-reference');
        if (!document.body.moveBefore) return [true, true];
        element.shadowRoot.querySelector('details').open = true;
        element.focus();
        document.getElementById('b').moveBefore(element, null);
        await new Promise((done) => setTimeout(done, 50));
        return [element.shadowRoot.querySelector('details').open, document.activeElement === element];";
    assert_eq!(browser.run(kept).await, json!([true, true]));
}

/// Browsers keep a page as it is for those who come back, and `WebKit` empties some of its fields then.
async fn what_was_typed_is_there_when_somebody_comes_back(browser: &Browser) {
    let intranet = Intranet::start().await;
    intranet.put_page("/other.html", "Elsewhere");
    intranet.put_page("/page.html", "<port-reference></port-reference><a href=other.html>Elsewhere</a>");
    browser.goto(&intranet.url("/page.html")).await;
    browser.run("window.kept = true; document.querySelector('port-reference').focus();").await;
    browser.keys("ssh").await;
    browser.find("a").await.click().await.expect("a click");
    browser.until("location.pathname === '/other.html' && document.readyState === 'complete'").await;
    browser.run("history.back();").await;
    browser.until("location.pathname === '/page.html' && document.querySelector('port-reference')?.shadowRoot").await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    let seen = "const element = document.querySelector('port-reference');
        return [window.kept, element.query, element.shadowRoot.querySelector('li .number')?.textContent];";
    // A browser that is steered may build the page anew instead, and then the field is empty.
    let seen = browser.run(seen).await;
    if seen[0] == true {
        assert_eq!(seen, json!([true, "ssh", "22"]));
    }
}

async fn a_page_may_take_it_out_at_any_time(browser: &Browser) {
    let _intranet = open(browser).await;
    let before = standing(browser).await;
    let taken = "
        document.body.addEventListener('port-reference-select', (event) => event.preventDefault());
        for (const name of ['ready', 'search', 'select', 'error']) {
            for (const attributes of [{}, { compact: '' }, { src: '/nowhere.bin' }, { 'url-param': 'q', query: 'nfs' }]) {
                const element = document.createElement('port-reference');
                for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
                element.addEventListener(`port-reference-${name}`, (event) => {
                    event.preventDefault();
                    element.remove();
                });
                document.body.append(element);
                const settled = element.ready.catch(() => {});
                await Promise.race([settled, new Promise((done) => setTimeout(done, 300))]);
                if (element.isConnected) element.query = 'ssh';
                element.shadowRoot.querySelector('li a')?.click();
                element.remove();
            }
        }
        // At once, and before it has loaded.
        const element = document.createElement('port-reference');
        for (let at = 0; at < 20; at += 1) {
            document.body.append(element);
            element.focus();
            element.remove();
        }
        return thrown;";
    assert_eq!(browser.run(taken).await, json!([]));
    let after = standing(browser).await;
    for name in ["listeners", "timers", "nodes"] {
        assert_eq!(before[name], after[name], "{name}: {before} {after}");
    }
}
