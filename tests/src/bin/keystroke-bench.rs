//! From keystroke to painted results, in Chromium, on the built site. `cargo xtask bench` runs it.
//!
//! Every query is typed letter by letter into the field of the front page. A letter arrives at the beginning of a frame; the
//! clock stops when that frame, with the results, has been painted. Figures are milliseconds.

use acceptance::{Browser, Options, Server, built_site};
use serde_json::Value;

const SCRIPT: &str = r"
const element = document.querySelector('main port-reference');
await element.ready;
const field = element.shadowRoot.querySelector('input');
const queries = ['22/tcp', 'samba 15.1', 'telent', 'netbois', 'windows file sharing', '27930', '0x1600', 'S269',
    'nat traversal', 'back orifice', '6970-7170', 'trojan', 'xyzzyplugh', '31337', '12345', 'time sync'];
const channel = new MessageChannel();
let painted;
channel.port1.onmessage = () => painted();
const frame = () => new Promise((next) => requestAnimationFrame(next));
const times = [];
const work = [];
const type = async (text) => {
    await frame();
    const start = performance.now();
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    const done = performance.now();
    await new Promise((resolve) => { painted = resolve; channel.port2.postMessage(0); });
    times.push(performance.now() - start);
    work.push(done - start);
};
for (let round = 0; round < ROUNDS; round += 1) {
    if (round === 1) times.length = work.length = 0; // The first round warms up.
    for (const query of queries) {
        for (let letters = 1; letters <= query.length; letters += 1) await type(query.slice(0, letters));
    }
}
return { times, work, results: element.shadowRoot.querySelectorAll('ol > li').length };
";

fn percentile(sorted: &[f64], percent: usize) -> f64 {
    sorted[(sorted.len() - 1) * percent / 100]
}

fn row(name: &str, times: &Value) -> f64 {
    let mut times: Vec<f64> = times.as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
    times.sort_by(f64::total_cmp);
    let [half, most, p99, worst] = [50, 95, 99, 100].map(|percent| percentile(&times, percent));
    println!("{name:<24}{:>8}{half:>9.2}{most:>9.2}{p99:>9.2}{worst:>9.2}", times.len());
    p99
}

#[tokio::main]
async fn main() {
    let server = Server::start(&built_site()).await;
    let browser = Browser::start(Options::default()).await;
    browser.open(&server, "/index.html").await;
    browser.allow(std::time::Duration::from_mins(5)).await;
    let measured = browser.run(&SCRIPT.replace("ROUNDS", "6")).await;
    assert!(measured["results"].as_u64() > Some(0), "the last query has results");
    println!("{:<24}{:>8}{:>9}{:>9}{:>9}{:>9}", "milliseconds", "letters", "p50", "p95", "p99", "worst");
    row("search and new nodes", &measured["work"]);
    let p99 = row("keystroke to painted", &measured["times"]);
    println!("one frame is 16.7 ms: p99 is {:.2} of it", p99 / 16.7);
    browser.close().await;
}
