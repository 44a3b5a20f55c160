//! Two pages measured side by side, in Chromium.

use crate::Browser;
use serde_json::json;

/// How often each page is opened, after one time that warms up.
const ROUNDS: usize = 25;

/// Opens two pages alternately, so that other load affects both, each time with an empty cache. Prints their times and the ratio
/// of the medians.
///
/// A page says in `window.measured` when it has answered: `took`, in milliseconds, and `total`, how much it has found.
///
/// # Panics
///
/// If a page has no answer, or finds nothing.
pub async fn in_turns(browser: &Browser, what: &str, pages: &[(&str, String); 2]) {
    let mut times = [Vec::new(), Vec::new()];
    for round in 0..=ROUNDS {
        for ((name, url), times) in pages.iter().zip(&mut times) {
            browser.devtools("Network.clearBrowserCache", json!({})).await;
            browser.goto(url).await;
            browser.until("window.measured").await;
            let measured = browser.run("return window.measured;").await;
            assert!(measured["total"].as_u64() > Some(0), "{name} finds something");
            if round > 0 {
                times.extend(measured["took"].as_f64());
            }
        }
    }
    println!("{what:<36}{:>9}{:>9}{:>9}", "best", "median", "worst");
    let sorted = times.map(|mut times| {
        times.sort_by(f64::total_cmp);
        times
    });
    for ((name, _), times) in pages.iter().zip(&sorted) {
        println!("{name:<36}{:>9.1}{:>9.1}{:>9.1}", times[0], times[ROUNDS / 2], times[ROUNDS - 1]);
    }
    let [first, second] = sorted;
    println!("ratio of the medians: {:.2}\n", first[ROUNDS / 2] / second[ROUNDS / 2]);
}
