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

/// Runs the script again and again, until one run leaves nothing behind, apart from what browsers themselves keep. Memory that
/// leaks grows in every run; pieces of free memory take a few until they have the sizes that are needed, and some more where a
/// browser is late in freeing what it no longer uses.
pub(crate) async fn settles(browser: &Browser, script: &str) {
    const RUNS: usize = 12;
    let mut stood = vec![standing(browser).await];
    for at in 0..RUNS {
        browser.run(script).await;
        let after = standing(browser).await;
        let before = &stood[at];
        for name in ["listeners", "timers", "nodes"] {
            // Before the first run there may have been no element.
            assert!(at == 0 || before[name] == after[name], "{name}: {before} {after}");
        }
        let most = [("wasm", 0.0), ("all_nodes", 5.0), ("all_listeners", 5.0), ("heap", 100_000.0)];
        let grew = |(name, most): &(&str, f64)| {
            before.get(name).is_some() && number(&after[name]) - number(&before[name]) > *most
        };
        if at > 0 && !most.iter().any(grew) {
            return;
        }
        stood.push(after);
    }
    panic!("it grew in each of {RUNS} runs: {stood:?}");
}

pub(crate) async fn overlays_that_are_gone_leave_no_memory(browser: &Browser) {
    let _intranet = open(browser).await;
    let change = "
        const element = window.element ??= document.body.appendChild(document.createElement('port-reference'));
        for (let at = 0; at < 300; at += 1) {
            element.overlay = { name: `Us ${window.round = (window.round ?? 0) + 1}`, entries: [{ ports: 22, names: ['bastion'],
                summary: `Only for Us ${window.round}.` }] };
            await element.ready;
            await new Promise((done) => setTimeout(done));
        }
        const [{ by, text }] = (await element.search('bastion')).hits[0].remarks;
        return [by, text].map((said) => said.replace(window.round, 'N'));";
    settles(browser, change).await;
    assert_eq!(browser.run(change).await, json!(["Us N", "Only for Us N."]));
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
