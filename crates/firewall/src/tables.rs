//! The flows of a plan as a table, for a change request or another program.

use crate::Ports;
use crate::flow::{Action, Direction, Flow};
use crate::planned::Planned;
use crate::port_list;
use catalog::{append, concat, join};

/// The columns of the tables.
const COLUMNS: [&str; 9] =
    ["action", "direction", "transport", "local ports", "remote ports", "peers", "entry", "service", "source"];

fn row(flow: &Flow) -> [String; 9] {
    let ports = |ports: Ports| if ports.is_any() { "any".to_owned() } else { ports.text("-") };
    let list = |of: &dyn Fn(&crate::Reason) -> Vec<String>| {
        let mut all: Vec<String> = Vec::new();
        for one in &flow.reasons {
            for text in of(one) {
                if !all.contains(&text) {
                    all.push(text);
                }
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

/// The ports that pass, `22/tcp, 137-138/udp`; those that this machine connects to on a second line, after `out:`; those that it sends
/// from, to any port, on a third one, after `out from:`.
pub fn plain(planned: &Planned) -> String {
    let mut text = list(planned, &|one| one.direction == Direction::In);
    let outwards = [
        ("out: ", list(planned, &|one| one.direction == Direction::Out && !one.remote.is_any())),
        ("out from: ", list(planned, &|one| one.direction == Direction::Out && one.remote.is_any())),
    ];
    for (way, ports) in outwards {
        if !ports.is_empty() {
            text.push_str(if text.is_empty() { "" } else { "\n" });
            append(&mut text, &[way, &ports]);
        }
    }
    text
}

// `dyn`: a generic one would be compiled three times, with the list of ports in each.
fn list(planned: &Planned, is_meant: &dyn Fn(&Flow) -> bool) -> String {
    let passes = planned.flows.iter().filter(|one| one.action == Action::Pass && is_meant(one));
    port_list(passes.map(|one| (one.transport, one.service())))
}
