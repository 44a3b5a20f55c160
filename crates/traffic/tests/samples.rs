//! Lines of many formats, with the fields that they must give: `samples.tsv`.
//!
//! Its columns are the format, the line (a tab as `\t`, a backslash doubled), source and destination port, protocol, and what became of
//! it: the state of a socket or port, or else the action. Lists of ports stand between commas; `none` must give nothing.

mod common;

use common::{Seen, read};

/// The ids of formats whose samples have other names: one reader, several programs.
fn id(format: &str) -> &str {
    match format {
        "nftables" | "ulogd" => "iptables",
        "pflog" => "tcpdump",
        "netstat_win" | "netstat_bsd" => "netstat",
        "nmap_grepable" => "nmap",
        "snort_fast" => "suricata_fast",
        other => other,
    }
}

fn unescaped(text: &str) -> String {
    text.replace("\\\\", "\0").replace("\\t", "\t").replace('\0', "\\")
}

fn join(seen: &[Seen], field: impl Fn(&Seen) -> String) -> String {
    let mut texts: Vec<String> = seen.iter().map(field).collect();
    texts.dedup_by(|a, b| a == b && seen.len() > 1);
    texts.join(",")
}

fn port(port: Option<u16>) -> String {
    port.map_or(String::new(), |port| port.to_string())
}

/// Formats may change from line to line: what was read before makes no difference.
#[test]
fn in_any_order() {
    let lines = common::corpus::single_lines();
    let mut wrong = Vec::new();
    for first in &lines {
        // Lists of columns and rules go on in the next line.
        let before = read(first.as_bytes()).flows.len();
        for second in &lines {
            let alone = read(second.as_bytes());
            let mut after = read((first.clone() + "\n" + second).as_bytes()).flows.split_off(before);
            for flow in &mut after {
                flow.line -= first.lines().count() as u64;
            }
            if after != alone.flows {
                wrong.push((first, second, after));
            }
        }
    }
    wrong.truncate(20);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_field_of_every_sample() {
    let mut wrong = Vec::new();
    for (number, row) in include_str!("samples.tsv").lines().enumerate().skip(1) {
        let columns: Vec<&str> = row.split('\t').collect();
        let [format, line, source, destination, transport, action] = columns[..] else { panic!("row {number}: {row}") };
        let line = unescaped(line);
        let report = read(line.as_bytes());
        assert_eq!(report.totals.lines, 1, "{line}");
        if format == "none" {
            if !report.flows.is_empty() {
                wrong.push((line, format!("{:?}", report.flows)));
            }
            continue;
        }
        let flows = &report.flows;
        let found = [
            join(flows, |flow| flow.format.clone()),
            join(flows, |flow| port(flow.source.1)),
            flows.iter().map(|flow| port(flow.destination.1)).collect::<Vec<_>>().join(","),
            join(flows, |flow| flow.transport.clone()),
            flows.iter().map(|flow| flow.outcome.clone()).collect::<Vec<_>>().join(","),
        ];
        let expected = [id(format), source, destination, transport, action];
        if found != expected {
            wrong.push((line, format!("{found:?} instead of {expected:?}")));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
