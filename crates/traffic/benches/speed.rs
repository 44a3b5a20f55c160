//! How fast lines are read: megabytes in a second, for each format of the samples, the kernel's first.

#[path = "../tests/common/mod.rs"]
mod common;

use std::time::Instant;

use traffic::{Event, Reader};

fn main() {
    let only = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let all = common::corpus::lines();
    let mut seen = Vec::new();
    for line in &all {
        let mut format = "not understood".to_owned();
        let report = common::read(line.as_bytes());
        if let Some(flow) = report.flows.first() {
            format.clone_from(&flow.format);
        }
        if only.as_ref().is_some_and(|only| *only != format) {
            continue;
        }
        if seen.contains(&format) || line.contains('\n') && format != "windows_event" {
            continue;
        }
        let text = (line.clone() + "\n").repeat((16 << 20) / line.len());
        let mut flows = 0u64;
        let start = Instant::now();
        let mut reader = Reader::new();
        for chunk in text.as_bytes().chunks(1 << 20) {
            reader.push(chunk, &mut |event| flows += u64::from(matches!(event, Event::Flow(_))));
        }
        let totals = reader.finish(&mut |_| {});
        let seconds = start.elapsed().as_secs_f64();
        println!("{format:>16}: {:6.0} MB/s, {} lines", 16.8 / seconds, totals.lines);
        seen.push(format);
    }
}
