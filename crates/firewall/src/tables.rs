//! The flows of a plan as a table, for a change request or another program.

use crate::Ports;
use crate::flow::{Action, Direction, Flow};
use crate::planned::Planned;
use catalog::{Transport, concat, sorted};
use result_json::Json;

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
        all.join(", ")
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
    let mut text = concat(&["| ", &COLUMNS.join(" | "), " |\n|", &" --- |".repeat(COLUMNS.len()), "\n"]);
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
    let mut text = concat(&[&COLUMNS.join(","), "\r\n"]);
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
        text.push_str(&concat(&["out: ", &out]));
    }
    text
}

fn list(planned: &Planned, direction: Direction) -> String {
    let passes = planned.flows.iter().filter(|one| one.action == Action::Pass && one.direction == direction);
    let service = |one: &Flow| {
        let is_source = direction == Direction::In || one.remote.is_any();
        (one.transport, if is_source { one.local } else { one.remote })
    };
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
    texts.join(", ")
}

/// All of it as JSON: `{ "flows": [...], "open": [...], "warnings": [...] }`.
pub fn json(planned: &Planned) -> String {
    let mut json = Json::default();
    json.open('{');
    json.list("flows", &planned.flows, flow);
    json.list("open", &planned.open, |json, one| {
        json.open('{');
        json.property("entry", Some(&one.entry));
        json.property("title", Some(&one.title));
        json.property("settled_by", Some(&one.settled_by));
        json.property("question", Some(&one.question));
        json.close('}');
    });
    json.list("warnings", &planned.warnings, |json, one| {
        json.open('{');
        json.property("sort", Some(one.sort.id()));
        json.list("entries", &one.entries, |json, id| json.text(id));
        json.property("text", Some(&one.text));
        json.close('}');
    });
    json.close('}');
    json.take()
}

fn flow(json: &mut Json, one: &Flow) {
    json.open('{');
    json.property("action", Some(one.action.label()));
    json.property("direction", Some(one.direction.label()));
    json.property("transport", Some(one.transport.id()));
    for (name, ports) in [("local", one.local), ("remote", one.remote)] {
        json.list(name, [ports.first(), ports.last()], |json, port| json.number(port.into()));
    }
    json.property("peers", Some(&one.peers.text()));
    json.list("reasons", &one.reasons, |json, reason| {
        json.open('{');
        json.property("entry", Some(&reason.entry));
        json.property("title", Some(&reason.title));
        json.property("service", Some(&reason.name));
        json.property("provenance", Some(reason.provenance.id()));
        json.list("products", &reason.products, |json, id| json.text(id));
        json.list("cites", &reason.cites, |json, cite| json.text(cite));
        json.close('}');
    });
    json.list("advice", &one.advice, |json, applied| {
        json.open('{');
        json.property("id", Some(&applied.id));
        json.property("action", Some(applied.advice.action.id()));
        json.property("when", applied.advice.when.as_deref());
        json.property("exception", applied.advice.exception.as_deref());
        json.property("to", applied.advice.to.as_deref());
        json.property("reason", Some(&applied.advice.reason));
        json.property("holds", Some(applied.holds.id()));
        json.list("cites", &applied.advice.cites, |json, cite| json.text(cite));
        json.close('}');
    });
    json.close('}');
}
