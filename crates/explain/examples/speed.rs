//! How fast lines are explained, beside reading alone: `cargo run --release --package explain --example speed`.

#[path = "../tests/common/mod.rs"]
mod common;

use std::fmt::Write;
use std::time::Instant;
use traffic::{Event, Reader};

const MEGABYTES: usize = 64;

fn main() {
    let knowledge = common::knowledge();
    let mut text = String::new();
    let mut at: usize = 0;
    while text.len() < MEGABYTES << 20 {
        at = at.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let (low, high) = (at >> 33 & 0xff, at >> 41 & 0xff);
        let port = [23, at >> 20 & 0xffff][usize::from(at % 1_024 < 128)];
        let _ = writeln!(
            text,
            "Nov 20 10:15:{:02} fw1 kernel: [16571.459614] iptables DROP_INPUT: IN=eth0 OUT= MAC=00:00:5e:00:53:01:00:00:5e:00:53:02:08:00 SRC=203.0.{high}.{low} DST=192.0.2.{} LEN=60 TOS=0x00 PREC=0x00 TTL=52 ID=53561 DF PROTO=TCP SPT={} DPT={port} WINDOW=64240 RES=0x00 SYN URGP=0 ",
            text.len() >> 16 & 63,
            high & 15,
            32_768 + (at >> 27 & 0x3fff),
        );
    }
    let seconds = |each: &mut dyn FnMut(Event<'_>)| {
        let start = Instant::now();
        let mut reader = Reader::new();
        for chunk in text.as_bytes().chunks(1 << 20) {
            reader.push(chunk, each);
        }
        let lines = reader.finish(each).lines;
        (start.elapsed().as_secs_f64(), lines)
    };
    let (reading, lines) = seconds(&mut |_| {});
    let mut explainer = explain::Explainer::new(knowledge);
    let (both, _) = seconds(&mut |event| {
        if let Event::Flow(flow) = event {
            explainer.add(flow);
        }
    });
    let start = Instant::now();
    let report = explainer.finish();
    let finishing = start.elapsed().as_secs_f64();
    println!(
        "{MEGABYTES} MB, {lines} lines: reading {reading:.2} s, with explaining {both:.2} s, the report {finishing:.3} s"
    );
    println!("{} kinds, {} findings", report.kinds.len(), report.findings.len());
}
