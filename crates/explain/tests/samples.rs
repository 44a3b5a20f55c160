//! Which end is the service, for every sample of the reader, and for lines in which it is not so easy: `ends.tsv`.

mod common;

use common::{explain, explain_with, knowledge, knowledge_without_words};
use std::sync::Arc;

fn unescaped(text: &str) -> String {
    text.replace("\\\\", "\0").replace("\\t", "\t").replace('\0', "\\")
}

/// Whoever sent the packet: in all samples the destination is asked, but for connections that a server sees from its own side.
#[test]
fn samples_of_the_reader() {
    let rows = include_str!("../../traffic/tests/samples.tsv").lines().skip(1);
    for row in rows {
        let columns: Vec<&str> = row.split('\t').collect();
        let [format, line, source, destination, transport, _] = columns[..] else { panic!("{row}") };
        let line = unescaped(line);
        let (_, decisions) = explain(&line);
        let expected: Vec<String> = match (format, source, destination, transport) {
            ("none", ..) => Vec::new(),
            (.., "icmp") => vec!["unknown ".into()],
            (_, "22", "46678", _) => vec!["source 22".into()],
            (_, "123", "123", _) => vec!["both 123".into()],
            (_, _, ports, _) => ports.split(',').map(|port| format!("destination {port}")).collect(),
        };
        let found: Vec<String> = decisions
            .iter()
            .map(|one| format!("{} {}", one.service.id(), one.port.map_or(String::new(), |port| port.to_string())))
            .collect();
        assert_eq!(found, expected, "{line}\n{decisions:?}");
    }
}

/// Columns: the end, the beginning of the reason, the line.
#[test]
fn ends() {
    // It must not depend on whether the words are there yet.
    for knowledge in [knowledge(), knowledge_without_words()] {
        let mut wrong = Vec::new();
        for row in include_str!("ends.tsv").lines().filter(|row| !row.starts_with('#')) {
            let columns: Vec<&str> = row.splitn(3, '\t').collect();
            let [end, why, line] = columns[..] else { panic!("{row}") };
            let (_, decisions) = explain_with(Arc::clone(&knowledge), line);
            let [decision] = decisions[..] else { panic!("{} flows: {row}", decisions.len()) };
            if decision.service.id() != end || !decision.why.text().starts_with(why) {
                wrong.push((line, decision));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}

/// Every sample with a byte missing, and then with one that is something else: whatever is read of it can be explained.
#[test]
fn damaged_lines() {
    let mut text = Vec::new();
    for row in include_str!("../../traffic/tests/samples.tsv").lines().skip(1) {
        let line = unescaped(row.split('\t').nth(1).expect("a line"));
        for at in (0..line.len()).step_by(7) {
            let (before, after) = line.as_bytes().split_at(at);
            text.extend([before, &after[1..], b"\n", before, b"9", &after[1..], b"\n"].concat());
        }
    }
    let (report, decisions) = explain(&String::from_utf8_lossy(&text));
    let counted: u64 = report.kinds.iter().map(|kind| kind.flows).sum();
    let is_known = |line: u64| line > 0 && line <= text.split(|byte| *byte == b'\n').count() as u64;
    assert!(counted <= report.flows && decisions.len() as u64 == report.flows);
    assert!(report.findings.iter().all(|one| !one.lines.is_empty() && one.lines.iter().all(|line| is_known(*line))));
}
