//! Small logs, with all that their lines mean together: `findings.txt`.
//!
//! Each log has a title after `===`, then what is found after `>`, then its lines. A finding is written as: sort, source, target, port,
//! how many different ones of how many flows, and the lines; `*` stands for several and `-` for none.

mod common;

use common::explain;
use explain::Finding;

fn shown(found: &Finding) -> String {
    let or = |text: &str| if text.is_empty() { "*".to_owned() } else { text.to_owned() };
    let number = |port: Option<u16>| port.map_or("-".to_owned(), |port| port.to_string());
    let lines: Vec<String> = found.lines.iter().map(u64::to_string).collect();
    let ports = match found.other {
        Some(other) => format!("{}<{other}", number(found.port)),
        None => number(found.port),
    };
    let (sort, source, target) = (found.sort.id(), or(&found.source), or(&found.target));
    let (distinct, flows, lines) = (found.distinct.number, found.flows, lines.join(","));
    format!("{sort} {source} {target} {ports} {distinct}/{flows} {lines}")
}

#[test]
fn findings_of_small_logs() {
    let text = include_str!("findings.txt");
    let mut wrong = String::new();
    for log in text.split("=== ").skip(1) {
        let (title, rest) = log.split_once('\n').expect("a title");
        let expected: Vec<&str> = rest.lines().filter_map(|line| line.strip_prefix("> ")).collect();
        let lines: Vec<&str> = rest.lines().filter(|line| !line.starts_with('>')).collect();
        let (report, _) = explain(&lines.join("\n"));
        let found: Vec<String> = report.findings.iter().map(shown).collect();
        if found != expected {
            wrong += &["=== ", title, "\n> ", &found.join("\n> "), "\n"].concat();
        }
    }
    assert!(wrong.is_empty(), "found:\n{wrong}");
}
