//! `pfirewall.log` of Windows' firewall.
//!
//! Traps: `-` in place of ports; path and process are newer columns; `INFO-EVENTS-LOST` is no packet.

use crate::flow::TcpFlags;
use crate::formats::{Context, Format};
use crate::line::{Line, Reading, Sink};
use crate::scan::{begins, columns, number, pid};
use crate::slots::{Slot, Slots};
use crate::{Action, Aside, Direction, State};

pub(crate) const FORMAT: Format = Format::new("pfirewall", "Windows Firewall", "", read);

const COLUMNS: [Option<Slot>; 13] = [
    Some(Slot::Action),
    Some(Slot::Protocol),
    Some(Slot::SourceAddress),
    Some(Slot::DestinationAddress),
    Some(Slot::SourcePort),
    Some(Slot::DestinationPort),
    None,
    None,
    None,
    None,
    None,
    Some(Slot::IcmpType),
    Some(Slot::IcmpCode),
];

fn read(line: &Line<'_>, _: &mut Context, sink: &mut Sink<'_>) -> Reading {
    let is_comment = begins(line.whole, "#Version:|#Software:|#Time Format:|#Fields:");
    if is_comment {
        return Reading::Aside(Aside::Header);
    }
    let mut column = [""; 16];
    let count = columns(line.body, &mut column);
    let action = match column[0] {
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
    for (slot, value) in COLUMNS.iter().zip(column) {
        if let Some(slot) = slot
            && value != "-"
        {
            slots.set(*slot, value);
        }
    }
    let Some(mut flow) = slots.flow() else { return Reading::Malformed };
    flow.time = line.time;
    flow.action = action;
    flow.state = (column[0] == "CLOSE").then_some(State::Closed);
    flow.tcp_flags = TcpFlags::letters(column[7]);
    flow.direction = Direction::of(column[14]);
    flow.pid = pid(column[15]);
    if number(column[6]).is_none() && column[6] != "-" {
        return Reading::Malformed;
    }
    sink.flow(&mut flow);
    Reading::Flows
}

#[cfg(test)]
mod tests {
    use crate::testing::{aside, flow, malformed};

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
        malformed("2026-11-20 10:22:57 DROP TCP 192.0.2.1 192.0.2.2 70000 2 - - - - - - - - RECEIVE");
    }
}
