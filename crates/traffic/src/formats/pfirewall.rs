//! `pfirewall.log` of Windows' firewall.
//!
//! Traps: `-` in place of ports; path and process are newer columns, and a header may order all of them otherwise; `INFO-EVENTS-LOST`
//! is no packet.

use crate::formats::{Context, Format};
use crate::line::{Line, Reading, Sink};
use crate::scan::{Table, begins, table, words};
use crate::slots::{Slot, Slots};
use crate::{Action, Aside, State, scan};

pub(crate) const FORMAT: Format = Format::new("pfirewall", "Windows Firewall", "", read);

/// What follows date and time, without a header. The size stands where a count would.
const COLUMNS: [Option<Slot>; 16] = [
    Some(Slot::Action),
    Some(Slot::Protocol),
    Some(Slot::SourceAddress),
    Some(Slot::DestinationAddress),
    Some(Slot::SourcePort),
    Some(Slot::DestinationPort),
    Some(Slot::Count),
    Some(Slot::Flags),
    None,
    None,
    None,
    Some(Slot::IcmpType),
    Some(Slot::IcmpCode),
    None,
    Some(Slot::Direction),
    Some(Slot::Pid),
];

const NAMES: Table<Slot> = table! {
    "action" => Slot::Action,
    "protocol" => Slot::Protocol,
    "src-ip" => Slot::SourceAddress,
    "dst-ip" => Slot::DestinationAddress,
    "src-port" => Slot::SourcePort,
    "dst-port" => Slot::DestinationPort,
    "size" => Slot::Count,
    "tcpflags" => Slot::Flags,
    "icmptype" => Slot::IcmpType,
    "icmpcode" => Slot::IcmpCode,
    "path" => Slot::Direction,
    "pid" => Slot::Pid,
};

fn read(line: &Line<'_>, context: &mut Context, sink: &mut Sink<'_>) -> Reading {
    if begins(line.whole, "#Version:|#Software:|#Time Format:|#Fields:") {
        if let Some(fields) = line.whole.strip_prefix("#Fields: date time ") {
            context.columns = words(fields).take(16).map(|name| NAMES.get(name)).collect();
            context.columns_of = FORMAT.id;
        }
        return Reading::Aside(Aside::Header);
    }
    let mut column = [""; 16];
    let count = scan::columns(line.body, &mut column);
    let columns: &[_] = if context.columns_of == FORMAT.id { &context.columns } else { &COLUMNS };
    let action_text = columns.iter().position(|slot| *slot == Some(Slot::Action)).and_then(|at| column.get(at));
    let action_text = action_text.copied().unwrap_or_default();
    let action = match action_text {
        "INFO-EVENTS-LOST" => return Reading::Aside(Aside::Gap),
        // A connection that ends had been allowed.
        "ALLOW" | "OPEN" | "OPEN-INBOUND" | "CLOSE" => Action::Allow,
        "DROP" => Action::Drop,
        _ => return Reading::Pass,
    };
    if !(14..=16).contains(&count) || line.time.is_empty() {
        return Reading::Pass;
    }
    let mut slots = Slots::new();
    for (slot, value) in columns.iter().zip(column) {
        if let Some(slot) = slot
            && value != "-"
        {
            slots.set(*slot, value);
        }
    }
    let Some(mut flow) = slots.flow() else { return Reading::Malformed };
    flow.time = line.time;
    flow.action = action;
    flow.state = (action_text == "CLOSE").then_some(State::Closed);
    if flow.count.take().is_none() && !slots.get(Slot::Count).is_empty() {
        return Reading::Malformed;
    }
    sink.flow(&mut flow);
    Reading::Flows
}

#[cfg(test)]
mod tests {
    use crate::testing::{aside, flow, flows, malformed};

    #[test]
    fn shapes() {
        flow(
            "2026-11-20 10:22:57 DROP TCP 2001:db8::1 2001:db8::2 4444 3389 52 SA 1 0 65535 - - - RECEIVE 4",
            "pfirewall tcp drop 2001:db8::1:4444 > 2001:db8::2:3389 in SYN ACK 4 2026-11-20 10:22:57",
        );
        flow(
            "2026-11-20 10:22:57 OPEN UDP 192.0.2.1 192.0.2.2 1 2 - - - - - - - -",
            "pfirewall udp allow 192.0.2.1:1 > 192.0.2.2:2 2026-11-20 10:22:57",
        );
        flow(
            "2026-11-20 10:22:57 DROP 2 192.0.2.1 224.0.0.22 - - 40 - - - - - - - RECEIVE",
            "pfirewall igmp drop 192.0.2.1 > 224.0.0.22 in 2026-11-20 10:22:57",
        );
        aside("#Version: 1.5");
        aside(
            "#Fields: date time action protocol src-ip dst-ip src-port dst-port size tcpflags tcpsyn tcpack tcpwin icmptype icmpcode info path",
        );
        aside("2026-11-20 10:22:57 INFO-EVENTS-LOST - - - - - - - - - - - - 12 -");
        flows(
            "#Fields: date time action protocol dst-ip src-ip dst-port src-port size tcpflags tcpsyn tcpack tcpwin icmptype icmpcode info path\n\
             2026-11-21 06:40:00 DROP TCP 192.0.2.1 198.51.100.3 135 3135 48 S 12 0 8760 - - - RECEIVE",
            &["pfirewall tcp drop 198.51.100.3:3135 > 192.0.2.1:135 in SYN 2026-11-21 06:40:00"],
        );
        malformed("2026-11-20 10:22:57 DROP TCP 192.0.2.1 192.0.2.2 1 2 app - - - - - - - RECEIVE");
        malformed("2026-11-20 10:22:57 DROP TCP 192.0.2.1 192.0.2.2 70000 2 - - - - - - - - RECEIVE");
    }
}
