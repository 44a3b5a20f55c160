//! Whatever is in the input: its lines are accounted for, its texts stay texts, and what is allocated is bounded.

#[path = "../../catalog/tests/common/allocations.rs"]
mod allocations;
mod common;

use allocations::allocated;
use common::corpus::samples;
use common::{read, read_chunks};
use traffic::{LONGEST_LINE, LONGEST_RECORD, Reader};

const MIB: usize = 1 << 20;

/// Reads in pieces as a browser would, with no more memory than this.
#[track_caller]
fn check(name: &str, text: &[u8], most: usize) -> traffic::Totals {
    let (totals, cost) = allocated(|| {
        let mut reader = Reader::new();
        for chunk in text.chunks(64 << 10) {
            reader.push(chunk, &mut |_| {});
        }
        reader.finish(&mut |_| {})
    });
    assert!(cost.most <= most, "{name}: held {} KiB", cost.most / 1024);
    assert_eq!(totals.lines, totals.with_flows + totals.asides + totals.not_understood, "{name}: {totals:?}");
    totals
}

#[test]
fn long_lines() {
    let long = "x".repeat(10 * MIB) + "\n443/tcp\n";
    let totals = check("10 MB", long.as_bytes(), MIB + 2 * LONGEST_LINE);
    assert_eq!((totals.lines, totals.not_understood, totals.with_flows), (2, 1, 1));
    let report = read_chunks(long.as_bytes().chunks(1000));
    assert_eq!(report, read(long.as_bytes()));
    assert_eq!(report.others[0].2.len(), 400);
}

/// Each is repeated to a line of 256 KiB, which must not take quadratic time.
#[test]
fn repeated_pieces() {
    let pieces = [
        "[",
        "]",
        "{",
        "}",
        "(",
        "\"",
        "'",
        "=",
        ":",
        "::",
        ",",
        "->",
        " -> ",
        "IN=",
        "IN= OUT=",
        "[SRC=",
        "src=1 ",
        "%ASA-4-106023: ",
        "{TCP}",
        "[1:1:1]",
        "users:((\"\",pid=",
        "{\"a\":",
        "[{\"a\":",
        "{\"a\":[",
        "1.2.3.4:5 ",
        "1.2.3.4:5->",
        "from 1.2.3.4:5 ",
        "22/tcp ",
        "tcp dport { 1,",
        "\\\"",
        "\t",
        "\0",
        "\u{1b}[",
        "\u{202e}",
        "rule family=\"",
        "port=\"\" ",
        "Source Address:",
        "list 1 denied ",
        "a=b ",
        "CEF:0|",
        "LEEF:2.0|",
        "src=1|",
        "\\=",
        "-A ",
        "-t a ",
        "--dport 1 ",
        "! ",
        " -- ",
        " ALLOW ",
        " (",
        "a:\"b\"; src: ; dst: ; proto: ",
        "&gt;",
        "<port portid=",
        "tcp 1.2.3.4:5->1.2.3.4:5 [a] ",
        "é",
    ];
    for piece in pieces {
        let line = piece.repeat(MIB / 4 / piece.len());
        check(piece, line.as_bytes(), 6 * MIB);
        for start in [
            "IN= OUT= ",
            "Nov 20 10:15:02 h t: ",
            "tcp LISTEN 0 0 *:1 *:* ",
            "{\"message\":\"",
            "[**] [1:1:1] ",
            "rule ",
            "%ASA-4-106023: Deny tcp ",
            "CEF:0|a|b|c|d|e|f|",
            "LEEF:2.0|a|b|c|d|^|",
            "-A INPUT -p tcp ",
            "ACCEPT 6 -- ::/0 ::/0 ",
            "22/tcp ALLOW ",
        ] {
            check(piece, (start.to_owned() + &line[..line.floor_char_boundary(MIB / 16)]).as_bytes(), 6 * MIB);
        }
    }
}

/// Records that never end.
#[test]
fn open_records() {
    for (first, line) in [
        ("{", "\"a\": 1,"),
        ("{", ""),
        ("{", "{"),
        ("{", "\"a\": [1, {"),
        ("The Windows Filtering Platform has blocked a packet.", "Source Port: 1"),
        ("The Windows Filtering Platform has blocked a packet.", ""),
        ("LocalAddress : ::", "LocalPort : 1"),
    ] {
        let text = first.to_owned() + "\n" + &(line.to_owned() + "\n").repeat(LONGEST_RECORD / (line.len() + 1) + 100);
        check(first, text.as_bytes(), 8 * LONGEST_RECORD);
    }
}

#[test]
fn bytes_that_are_no_text() {
    for damaged in [&b"\xff\xfe"[1..], b"\xc3", b"\xed\xa0\x80", b"\0", b"\x1b[31m", "\u{202e}".as_bytes()] {
        for line in samples() {
            // Behind the line it changes no port; some formats refuse another column.
            let whole = read(line.as_bytes());
            let damaged_line = read(&[line.as_bytes(), b" ", damaged].concat());
            let ports = |report: &common::Report| {
                report.flows.iter().map(|flow| (flow.source.1, flow.destination.1)).collect::<Vec<_>>()
            };
            assert!(damaged_line.flows.is_empty() || ports(&damaged_line) == ports(&whole), "{line}\n{damaged_line:?}");
            for at in (0..line.len()).step_by(7) {
                let bytes = [&line.as_bytes()[..at], damaged, &line.as_bytes()[at..]].concat();
                read(&bytes);
            }
        }
    }
    let coloured = read(b"\x1b[31mtcp\x1b[0m LISTEN 0 1 *:22 *:*");
    assert_eq!(coloured.flows[0].destination.1, Some(22));
}

/// The hot path: lines of the kernel cost no allocation, and lists of other formats next to none.
#[test]
fn allocations_do_not_grow() {
    for (at, line) in samples().iter().enumerate() {
        if line.starts_with('{') {
            continue;
        }
        let cost = |times: usize| {
            let text = (line.clone() + "\n").repeat(times);
            allocated(|| {
                let mut reader = Reader::new();
                reader.push(text.as_bytes(), &mut |_| {});
                reader.finish(&mut |_| {})
            })
            .1
        };
        let (few, many) = (cost(10), cost(1000));
        assert_eq!(few.count, many.count, "line {at}: {line}");
        assert!(many.most <= 4096, "line {at}: {line}: held {} bytes", many.most);
    }
}
