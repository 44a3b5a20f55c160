//! The flows of a plan as a table, for a change request or another program.

use crate::Ports;
use crate::flow::{Action, Direction, Flow};
use crate::planned::Planned;
use catalog::{Transport, append, concat, join, sorted};

/// The columns of the tables.
const COLUMNS: [&str; 9] =
    ["action", "direction", "transport", "local ports", "remote ports", "peers", "entry", "service", "source"];

fn row(flow: &Flow) -> [String; 9] {
    let ports = |ports: Ports| if ports.is_any() { "any".to_owned() } else { ports.text("-") };
    let list = |of: &dyn Fn(&crate::Reason) -> Vec<String>| {
        let mut all: Vec<String> = Vec::new();
        for text in flow.reasons.iter().flat_map(of) {
            if !all.contains(&text) {
                all.push(text);
            }
        }
        join(&all, ", ")
    };
    [
        flow.action.label().to_owned(),
        flow.direction.label().to_owned(),
        flow.transport.id().to_owned(),
        ports(flow.local),
        ports(flow.remote),
        flow.peers.text(),
        list(&|one| vec![concat(&[&one.entry, " ", &one.title])]),
        list(&|one| vec![one.name.clone()]),
        list(&|one| one.cites.clone()),
    ]
}

/// A table in Markdown. Letters that mean something there are escaped.
pub fn markdown(planned: &Planned) -> String {
    let columns = COLUMNS.map(str::to_owned);
    let mut text = concat(&["| ", &join(&columns, " | "), " |\n|"]);
    for _ in columns {
        text.push_str(" --- |");
    }
    text.push('\n');
    for flow in &planned.flows {
        for cell in row(flow) {
            text.push_str("| ");
            for letter in cell.chars() {
                match letter {
                    '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '#' | '!' | '~' => {
                        text.push('\\');
                        text.push(letter);
                    }
                    _ => text.push(if letter.is_control() { ' ' } else { letter }),
                }
            }
            text.push(' ');
        }
        text.push_str("|\n");
    }
    text
}

/// Comma-separated values (RFC 4180). A value that a spreadsheet would take for a formula begins with an apostrophe.
pub fn csv(planned: &Planned) -> String {
    let mut text = concat(&[&join(&COLUMNS.map(str::to_owned), ","), "\r\n"]);
    for flow in &planned.flows {
        for (at, cell) in row(flow).iter().enumerate() {
            text.push_str(if at == 0 { "\"" } else { ",\"" });
            let begins = cell.trim_start_matches(|letter: char| letter.is_whitespace() || letter.is_control());
            // The wide ones count in Japanese spreadsheets.
            if begins.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) {
                text.push('\'');
            }
            for letter in cell.chars() {
                text.push_str(if letter == '"' { "\"" } else { "" });
                text.push(if letter.is_control() { ' ' } else { letter });
            }
            text.push('"');
        }
        text.push_str("\r\n");
    }
    text
}

/// The ports that pass, `22/tcp, 137-138/udp`; those that this machine connects to on a second line, after `out:`.
pub fn plain(planned: &Planned) -> String {
    let mut text = list(planned, Direction::In);
    let out = list(planned, Direction::Out);
    if !out.is_empty() {
        text.push_str(if text.is_empty() { "" } else { "\n" });
        append(&mut text, &["out: ", &out]);
    }
    text
}

fn list(planned: &Planned, direction: Direction) -> String {
    let passes = planned.flows.iter().filter(|one| one.action == Action::Pass && one.direction == direction);
    let service = |one: &Flow| (one.transport, one.service());
    // Ports of a transport that touch or overlap become one range.
    let mut ranges: Vec<(Transport, Ports)> = Vec::new();
    for (transport, ports) in sorted(passes.map(service).collect::<Vec<_>>()) {
        match ranges.last_mut() {
            Some((same, last)) if *same == transport && u32::from(ports.first()) <= u32::from(last.last()) + 1 => {
                *last = Ports::new(last.first(), last.last().max(ports.last()));
            }
            _ => ranges.push((transport, ports)),
        }
    }
    let by_port = sorted(ranges.into_iter().map(|(transport, ports)| (ports, transport)).collect::<Vec<_>>());
    let texts: Vec<String> =
        by_port.iter().map(|(ports, transport)| concat(&[&ports.text("-"), "/", transport.id()])).collect();
    join(&texts, ", ")
}
