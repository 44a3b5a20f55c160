//! Counts listeners, timers, nodes and memory, to check that unused overlays and catalogs are freed.

use super::open;
use acceptance::{Browser, Kind};
use serde_json::{Value, json};

/// What stands: listeners and timers, nodes of the page, and bytes of wasm; in Chromium also what its counters say after a
/// collection of garbage: all nodes and listeners, and the bytes of the heap.
pub(crate) async fn standing(browser: &Browser) -> Value {
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

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("a number: {value}"))
}

/// Checks that nothing grew, apart from what browsers themselves keep.
pub(crate) fn no_growth(before: &Value, after: &Value) {
    for name in ["listeners", "timers", "nodes"] {
        assert_eq!(before[name], after[name], "{name}: {before} {after}");
    }
    let most = [("wasm", 0.0), ("all_nodes", 5.0), ("all_listeners", 5.0), ("heap", 100_000.0)];
    for (name, most) in most.into_iter().filter(|(name, _)| before.get(name).is_some()) {
        assert!(number(&after[name]) - number(&before[name]) <= most, "{name}: {before} {after}");
    }
}

pub(crate) async fn overlays_that_are_gone_leave_no_memory(browser: &Browser) {
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
    // By then the free pieces of memory have the sizes that are needed; more rounds take no more.
    for _ in 0..3 {
        browser.run(&change.replace("COUNT", "400")).await;
    }
    let before = standing(browser).await;
    let remarks = browser.run(&change.replace("COUNT", "300")).await;
    assert_eq!(remarks, json!([{ "by": "Us 1500", "text": "Only for Us 1500.", "links": [] }]));
    no_growth(&before, &standing(browser).await);
}

/// The most that wasm memory may grow by, in bytes: a few unused catalogs may be kept.
const FEW_CATALOGS: f64 = 40e6;

pub(crate) async fn overlays_changed_within_one_task_leave_no_memory(browser: &Browser) {
    let _intranet = open(browser).await;
    let change = "
        const element = window.element ??= document.body.appendChild(document.createElement('port-reference'));
        const own = () => ({ name: `Us ${window.round = (window.round ?? 0) + 1}`, entries: [{ ports: 22, names: ['bastion'], summary: 'Ours.' }] });
        await element.ready;
        element.overlay = own();
        await element.ready;
        const before = standing.memory();
        // Nothing here waits for a timer or an answer: promises alone are settled between the changes.
        for (let at = 0; at < 100; at += 1) {
            element.overlay = own();
            await element.ready;
        }
        // And not even promises here.
        for (let at = 0; at < 400; at += 1) element.overlay = own();
        await element.ready;
        const [hit] = (await element.search('bastion')).hits;
        return [hit.remarks[0].by, standing.memory() - before];";
    let seen = browser.run(change).await;
    assert_eq!(seen[0], "Us 501");
    assert!(number(&seen[1]) <= FEW_CATALOGS, "{seen}");
}

pub(crate) async fn catalogs_that_are_gone_leave_no_memory(browser: &Browser) {
    let _intranet = open(browser).await;
    let mounts = "
        const bytes = await (await fetch('/embed/catalog.bin')).arrayBuffer();
        const before = standing.memory();
        for (let at = 0; at < 200; at += 1) {
            const address = URL.createObjectURL(new Blob([bytes]));
            const element = document.createElement('port-reference');
            element.setAttribute('src', address);
            document.body.append(element);
            await element.ready;
            element.remove();
            URL.revokeObjectURL(address);
        }
        return standing.memory() - before;";
    let grown = browser.run(mounts).await;
    assert!(number(&grown) <= FEW_CATALOGS, "{grown}");
}
