//! Large inputs are read in a worker, or in slices where there is none, and nobody sees a difference.

use super::{ELEMENT, ROOT, literal, log};
use acceptance::{Browser, Intranet, built};
use serde_json::{Value, json};
use std::fs;

const STRICT: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; \
                      require-trusted-types-for 'script'; trusted-types";
const SCRIPT: &str = "/embed/port-traffic.js";

async fn open(browser: &Browser, intranet: &Intranet) {
    let page = "<!DOCTYPE html><meta charset=utf-8><script src=/heard.js></script><script src=/workers.js></script>\
                <script src=/embed/port-traffic.js></script><port-traffic></port-traffic>";
    intranet.put("/page.html", page);
    browser.goto(&intranet.url("/page.html")).await;
    browser.run(&format!("await {ELEMENT}.ready;")).await;
}

/// Runs the script with `element`, some 5 MB as `large`, and `sliced(blob)`, which is an input with the same bytes that only the page
/// itself can read.
async fn run(browser: &Browser, script: &str) -> Value {
    let before = format!(
        "const element = {ELEMENT}, log = {};
         const large = new File(Array.from({{ length: 3000 }}, () => log), 'large.log');
         const sliced = (blob) => ({{ name: blob.name, stream: () => blob.stream() }});
         const told = (input, options) => element.explain(input, options).then(JSON.stringify, (error) => [error.name, error.code ?? null, error.message]);",
        literal(&log())
    );
    browser.run(&format!("{before}\n{script}")).await
}

/// What is explained is the same as in slices; how many workers there were.
async fn works(browser: &Browser) -> Value {
    run(
        browser,
        "const same = await told(large) === await told(sliced(large));
         return [same, workers.made, workers.ended];",
    )
    .await
}

pub(crate) async fn a_large_input_is_read_in_a_worker(browser: &Browser) {
    let intranet = Intranet::start().await;
    open(browser, &intranet).await;
    intranet.asked();
    let seen = run(
        browser,
        "const small = await element.explain(log);
         await element.explain(' '.repeat(2 ** 24 + 1));
         const before = { ...workers };
         const { kinds } = small;
         const packed = await new Response(large.stream().pipeThrough(new CompressionStream('gzip'))).blob();
         const whole = await large.text();
         const differ = [];
         for (const options of [{}, { flows: 0 }, { flows: 7, skip: 44_990 }, { flows: Infinity, text: 'DPT=25' }, { kind: kinds[0].kind }]) {
             const expected = await told(sliced(large), options);
             if (await told(large, options) !== expected) differ.push(['file', options]);
             const unnamed = expected.replace('large.log', '');
             for (const [name, input] of Object.entries({ text: whole, stream: large.stream(), packed: packed.stream() })) {
                 if (await told(input, options) !== unnamed) differ.push([name, options]);
             }
         }
         return [before, differ, workers];",
    )
    .await;
    let one = json!({ "asked": 1, "made": 1, "ended": 0 });
    assert_eq!(
        seen,
        json!([{ "asked": 0, "made": 0, "ended": 0 }, [], one]),
        "a little text is read on the page, and one that takes long to copy"
    );
    assert_eq!(intranet.asked(), [SCRIPT], "nothing else is loaded again");
}

pub(crate) async fn the_pages_elements_share_a_worker(browser: &Browser) {
    let intranet = Intranet::start().await;
    open(browser, &intranet).await;
    let seen = run(
        browser,
        "const other = document.body.appendChild(document.createElement('port-traffic'));
         other.overlay = { name: 'Us', entries: [{ ports: 4711, title: 'Our backup', summary: 'Ours.', uses: [{ role: 'listens' }] }] };
         const lines = new File([large, log.replaceAll('DPT=25', 'DPT=4711')], 'lines.log');
         const read = (one) => new Promise((done) => one.addEventListener('port-traffic-report', () => done([...one.shadowRoot.querySelectorAll('.name')].map((name) => name.textContent)), { once: true }));
         const both = Promise.all([read(element), read(other)]);
         const drop = (one) => {
             const data = new DataTransfer();
             data.items.add(lines);
             one.shadowRoot.querySelector('.root').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
         };
         drop(element);
         drop(other);
         const [ours, theirs] = await both;
         const seen = [ours.includes('SMTP mail'), ours.includes('Our backup'), theirs.includes('Our backup'), { ...workers }];
         element.remove();
         const early = { ...workers };
         // In the middle of its work.
         drop(other);
         await new Promise((done) => setTimeout(done, 30));
         other.remove();
         await new Promise((done) => setTimeout(done, 300));
         seen.push(early.ended, { ...workers });
         document.body.append(element);
         drop(element);
         await read(element);
         return [...seen, { ...workers }];",
    )
    .await;
    let counts = |made: u8, ended: u8| json!({ "asked": made, "made": made, "ended": ended });
    assert_eq!(seen, json!([true, false, true, counts(1, 0), 0, counts(1, 1), counts(2, 1)]));
}

pub(crate) async fn policies_that_forbid_a_worker(browser: &Browser) {
    let intranet = Intranet::start().await;
    for (policy, made) in [
        (format!("{STRICT} port-traffic"), 1),
        (format!("{STRICT} 'none'; worker-src 'self'"), 0),
        (format!("{STRICT} port-traffic; worker-src 'none'"), 0),
    ] {
        intranet.send_policy(&policy);
        open(browser, &intranet).await;
        let seen = works(browser).await;
        let has_trusted_types = browser.run("return 'trustedTypes' in window;").await == json!(true);
        if made == 1 || policy.contains("'none'; worker-src 'self'") && !has_trusted_types {
            assert_eq!(seen, json!([true, 1, 0]), "{policy}");
            assert_eq!(browser.run("return [violations, thrown];").await, json!([[], []]), "{policy}");
            continue;
        }
        assert_eq!(seen[0], true, "{policy}");
        assert_eq!(works(browser).await, seen, "{policy}: it is not tried again");
        let noted = browser
            .run("return [workers.asked <= 1, workers.made - workers.ended, violations.length <= 1, thrown];")
            .await;
        assert_eq!(noted, json!([true, 0, true, []]), "{policy}");
    }
}

/// The worker's script is another one than the page's.
async fn with_script(browser: &Browser, script: &str) -> Intranet {
    let intranet = Intranet::start().await;
    open(browser, &intranet).await;
    intranet.put(SCRIPT, script);
    intranet
}

fn script() -> String {
    fs::read_to_string(built("embed").join("port-traffic.js")).expect("the script")
}

pub(crate) async fn workers_that_do_not_start(browser: &Browser) {
    let of_another_build = script().replace("port-traffic.", "port-traffic.0");
    for broken in ["<!DOCTYPE html><title>Not here</title>", "throw new Error('no');", "", &of_another_build] {
        let _intranet = with_script(browser, broken).await;
        // Seconds without an answer are over soon.
        browser.run("const later = setTimeout; window.setTimeout = (run, after, ...given) => later(run, Math.min(after, 300), ...given);").await;
        assert_eq!(works(browser).await, json!([true, 1, 1]), "{broken:.40}");
        assert_eq!(works(browser).await, json!([true, 1, 1]), "it is not tried again");
        assert_eq!(browser.run("return thrown;").await, json!([]));
    }
}

/// Servers may send files with another policy than pages.
pub(crate) async fn a_script_with_a_policy_of_its_own(browser: &Browser) {
    let intranet = Intranet::start().await;
    open(browser, &intranet).await;
    intranet.send_policy("default-src 'none'");
    let seen = works(browser).await;
    assert_eq!((&seen[0], &seen[1]), (&json!(true), &json!(1)), "{seen}");
    assert_eq!(browser.run("return thrown;").await, json!([]));
}

pub(crate) async fn a_worker_that_traps_is_replaced(browser: &Browser) {
    let trap = "{ const { instantiate } = WebAssembly; let pushes = 0;
        if (!globalThis.document) WebAssembly.instantiate = async (...given) => {
            const { exports } = await instantiate(...given);
            const trafficreading_push = (...given) => {
                if ((pushes += 1) > 8) throw new WebAssembly.RuntimeError('unreachable');
                return exports.trafficreading_push(...given);
            };
            return { exports: { ...exports, trafficreading_push } };
        }; }\n";
    let _intranet = with_script(browser, &(trap.to_owned() + &script())).await;
    let seen = run(
        browser,
        "const less = large.slice(0, 1 << 19);
         const [whole, other, , same] = [await told(large), { ...workers }, , await told(less) === await told(sliced(less))];
         return [whole, other.ended, same, workers.made];",
    )
    .await;
    let message = "the input could not be read to its end; this is a defect, or the browser is out of memory.";
    assert_eq!(seen, json!([["Error", "damaged", message], 1, true, 2]));
}

pub(crate) async fn errors_of_large_inputs_are_the_same(browser: &Browser) {
    let intranet = Intranet::start().await;
    open(browser, &intranet).await;
    let seen = run(
        browser,
        "const damaged = new File([new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3]), large], 'damaged.gz');
         const stream = (...chunks) => new ReadableStream({
             pull(controller) {
                 if (!chunks.length) throw new RangeError('the disk is gone');
                 controller.enqueue(chunks.shift());
             },
         });
         const read = (stream) => ({ getReader: () => stream.getReader() });
         const texts = [await told(damaged), await told(stream(log)), await told(stream(log, 7)), await told(large, { onprogress() { throw new RangeError('no more'); } })];
         const expected = [await told(sliced(damaged)), await told(read(stream(log))), await told(read(stream(log, 7))), ['RangeError', null, 'no more']];
         const after = await told(large) === await told(sliced(large));
         return [texts, expected, after, workers];",
    )
    .await;
    assert_eq!(seen[0], seen[1]);
    assert_eq!((&seen[0][0][1], &seen[0][2][1]), (&json!("damaged"), &json!("argument")));
    assert_eq!((&seen[2], &seen[3]), (&json!(true), &json!({ "asked": 1, "made": 1, "ended": 0 })));
}

pub(crate) async fn what_is_aborted_lets_others_go_on(browser: &Browser) {
    let intranet = Intranet::start().await;
    open(browser, &intranet).await;
    let seen = run(
        browser,
        "const huge = new Blob(Array.from({ length: 8 }, () => large));
         const abort = new AbortController();
         let progress = 0, cancelled = 0;
         const endless = new ReadableStream({ pull(controller) { controller.enqueue(log.repeat(50)); }, cancel() { cancelled += 1; } });
         const stopped = ['huge', 'endless'].map((name) => told({ huge, endless }[name], { signal: abort.signal, onprogress() { progress += 1; } }));
         const goes = told(large);
         while (progress < 4) await new Promise((done) => setTimeout(done, 5));
         abort.abort(new RangeError('enough'));
         const before = progress;
         const ends = await Promise.all(stopped);
         const whole = await goes === await told(sliced(large));
         while (!cancelled) await new Promise((done) => setTimeout(done, 5));
         const aborted = await told(large, { signal: AbortSignal.abort() });
         return [ends, progress === before, whole, aborted[0], workers];",
    )
    .await;
    let enough = json!(["RangeError", null, "enough"]);
    let one = json!({ "asked": 1, "made": 1, "ended": 0 });
    assert_eq!(seen, json!([[enough, enough], true, true, "AbortError", one]));
}

pub(crate) async fn the_site_reads_in_a_worker(browser: &Browser) {
    let _server = browser.visit("/seeing.html").await;
    let seen = browser
        .run(&format!(
            "window.workers = 0;
             window.Worker = class extends Worker {{ constructor(...given) {{ super(...given); workers += 1; }} }};
             const data = new DataTransfer();
             data.items.add(new File(Array.from({{ length: 3000 }}, () => {}), 'large.log'));
             const report = new Promise((done) => document.addEventListener('port-traffic-report', done, {{ once: true }}));
             {ROOT}.querySelector('.root').dispatchEvent(new DragEvent('drop', {{ dataTransfer: data, bubbles: true, cancelable: true }}));
             const {{ detail }} = await report;
             return [detail.lines, workers];",
            literal(&log())
        ))
        .await;
    assert_eq!(seen, json!([48_000, 1]));
    // A row reads them again, by the same worker.
    browser.run(&format!("{ROOT}.querySelector('.kinds summary').click();")).await;
    browser.until(&format!("{ROOT}.querySelectorAll('.kinds .lines li').length > 1 && workers === 1")).await;
    assert_eq!(browser.console().await, Vec::<String>::new());
}
