//! `explain()`, for scripts.

use super::{ELEMENT, literal, log};
use acceptance::{Browser, Intranet};
use serde_json::{Value, json};

/// A page with the element alone.
async fn open(browser: &Browser) -> Intranet {
    let intranet = Intranet::start().await;
    let page =
        "<!DOCTYPE html><meta charset=utf-8><script src=/embed/port-traffic.js></script><port-traffic></port-traffic>";
    intranet.put("/page.html", page);
    browser.goto(&intranet.url("/page.html")).await;
    intranet
}

/// What the promise resolves to, or `{ error: [name, code, message] }`.
async fn run(browser: &Browser, expression: &str) -> Value {
    let script = format!(
        "const element = {ELEMENT}, log = {};
         try {{ return await ({expression}); }} catch (error) {{ return {{ error: [error.name, error.code ?? null, error.message] }}; }}",
        literal(&log())
    );
    browser.run(&script).await
}

pub(crate) async fn flows_are_those_of_the_contract(browser: &Browser) {
    let _intranet = open(browser).await;
    let found = run(browser, "element.explain(log)").await;
    assert_eq!(found["lines"], 16);
    let flow = &found["flows"][3];
    let expected = json!({
        "line": 4, "format": "iptables", "time": "Nov 20 10:16:23", "action": "drop", "transport": "tcp",
        "source": { "address": "203.0.113.99", "port": 40_023 }, "destination": { "address": "192.0.2.10", "port": 23 },
        "service": "destination", "port": 23
    });
    for (name, value) in expected.as_object().expect("an object") {
        assert_eq!(&flow[name], value, "{name}");
    }
    assert_eq!((&flow["hit"]["id"], &flow["hit"]["title"]), (&json!("23"), &json!("Telnet")));
    assert!(flow["hit"]["href"].as_str().expect("a text").ends_with("/embed/portolan.html#ports/23.html"), "{flow}");
    assert!(flow["why"].as_str().expect("a text").starts_with("SYN without ACK"), "{flow}");
    assert_eq!(found["flows"][12]["service"], "source");
    assert_eq!(found["findings"][0]["sort"], "port-scan");
    assert_eq!(found["skipped"][0]["line"], 16);
    assert_eq!(found["sockets"][0]["hit"]["id"], "22");
    // A port that only the register has.
    let cadlock = run(browser, "element.explain('10.0.0.1:1000')").await;
    assert_eq!(cadlock["flows"][0]["hit"]["id"], "port-1000", "{cadlock}");
    // Hits are the same objects, not copies.
    let same =
        run(browser, "element.explain('1.2.3.4:22 5.6.7.8:22').then(({ flows }) => flows[0].hit === flows[1].hit)")
            .await;
    assert_eq!(same, true);
    let few =
        run(browser, "element.explain(log, { flows: 2, skip: 3 }).then(({ flows }) => flows.map(({ port }) => port))")
            .await;
    assert_eq!(few, json!([23, 24]));
    let with_text = run(
        browser,
        "element.explain(log, { text: 'DPT=2' }).then(({ flows, matched }) => [flows.length, matched.length])",
    )
    .await;
    assert_eq!(with_text, json!([10, 10]));
}

pub(crate) async fn everything_is_read_from_strings_blobs_files_and_streams(browser: &Browser) {
    let _intranet = open(browser).await;
    let whole = run(browser, "element.explain(log)").await;
    let inputs = [
        "new Blob([log])",
        "new File([log], 'x.log')",
        "new Blob([log]).stream()",
        "new Blob([log]).stream().pipeThrough(new CompressionStream('gzip'))",
        "new ReadableStream({ start(controller) { for (const byte of new TextEncoder().encode(log)) controller.enqueue(Uint8Array.of(byte)); controller.close(); } })",
        "new ReadableStream({ start(controller) { controller.enqueue(new TextEncoder().encode(log).buffer.slice(0)); controller.close(); } }).pipeThrough(new TransformStream({ transform(chunk, out) { out.enqueue(new DataView(chunk)); } }))",
        "new Blob([new Uint8Array([0xff, 0xfe]), Uint16Array.from(log, (letter) => letter.charCodeAt(0))])",
    ];
    for input in inputs {
        let found = run(browser, &format!("element.explain({input})")).await;
        for name in ["flows", "findings", "kinds", "sockets"] {
            if name == "flows" || !input.contains("Uint16") {
                assert_eq!(found[name], whole[name], "{name} of {input}");
            }
        }
        assert_eq!(found["lines"], 16, "{input}");
    }
    assert_eq!(run(browser, "element.explain('').then(({ lines, flows }) => [lines, flows])").await, json!([0, []]));
}

pub(crate) async fn it_can_be_aborted(browser: &Browser) {
    let _intranet = open(browser).await;
    let aborted = "(async () => {
        const abort = new AbortController();
        const seen = [];
        const input = new Blob(Array.from({ length: 2000 }, () => log.repeat(10)));
        const onprogress = (so_far) => { seen.push(so_far); abort.abort(); };
        const error = await element.explain(input, { flows: 0, signal: abort.signal, onprogress }).catch((error) => error);
        return [error.name, seen.length, seen[0].lines > 0 && seen[0].bytes > 0];
    })()";
    assert_eq!(run(browser, aborted).await, json!(["AbortError", 1, true]));
}

pub(crate) async fn wrong_arguments_are_refused(browser: &Browser) {
    let _intranet = open(browser).await;
    for (call, message) in [
        ("element.explain(7)", "the input must be a string"),
        ("element.explain()", "the input must be a string"),
        ("element.explain('', { flow: 1 })", "but no `flow`"),
        ("element.explain('', { flows: -1 })", "`flows` must be a whole number"),
        ("element.explain('', { text: 1 })", "`text`, `host` and `kind` must be strings"),
        ("element.explain('', 1)", "the options must be an object"),
    ] {
        let found = run(browser, call).await;
        assert!(found["error"][2].as_str().unwrap_or_default().contains(message), "{call}: {found}");
    }
}

pub(crate) async fn a_stream_that_fails_says_so(browser: &Browser) {
    let _intranet = open(browser).await;
    let broken = "element.explain(new ReadableStream({ pull() { throw new RangeError('the disk is gone'); } }))";
    assert_eq!(run(browser, broken).await, json!({ "error": ["RangeError", null, "the disk is gone"] }));
    let cut = "element.explain(new Blob([new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3])]))";
    let found = run(browser, cut).await;
    assert_eq!(found["error"][1], "damaged", "{found}");
}

pub(crate) async fn overlays_are_known(browser: &Browser) {
    let _intranet = open(browser).await;
    let script = "(element.overlay = { name: 'Us', entries: [{ ports: 4711, title: 'Our backup', summary: 'Ours.', uses: [{ role: 'listens' }] }] },
        element.explain('10.0.0.1:4712 10.0.0.2:4711').then(({ flows }) => flows.map(({ hit }) => hit?.title ?? null)))";
    assert_eq!(run(browser, script).await, json!([null, "Our backup"]));
}
