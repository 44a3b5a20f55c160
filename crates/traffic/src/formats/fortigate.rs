//! Fortinet's firewalls: `key=value` with quotes.
//!
//! Traps: the action says how a session ended, `close` and `timeout` too, which were allowed. A `service` is a name, not a port.

use crate::action::FORTINET;
use crate::formats::{Context, Format};
use crate::line::{Line, Reading, Sink};
use crate::scan::{Style, Table, find, has, pairs, table, trim_any};
use crate::slots::{Slot, Slots};
use crate::{Action, Aside, Kind};

pub(crate) const FORMAT: Format = Format::new("fortigate", "FortiGate", "=typed", read);

const NAMES: Table<Slot> = table! {
    "srcip" => Slot::SourceAddress,
    "srcport" => Slot::SourcePort,
    "dstip" => Slot::DestinationAddress,
    "dstport" => Slot::DestinationPort,
    "proto" => Slot::Protocol,
    "action" => Slot::Action,
    "date" => Slot::Date,
    "time" => Slot::Time,
    "srcintf" => Slot::In,
    "dstintf" => Slot::Out,
    "direction" => Slot::Direction,
    "policyid" => Slot::Rule,
    "attack" => Slot::Rule,
    "service" => Slot::Service,
    "sentpkt" => Slot::Count,
    "icmptype" => Slot::IcmpType,
    "icmpcode" => Slot::IcmpCode,
    "src" => Slot::SourceAddress,
    "dst" => Slot::DestinationAddress,
    "src_port" => Slot::SourcePort,
    "dst_port" => Slot::DestinationPort,
    "status" => Slot::State,
};

fn read(line: &Line<'_>, _: &mut Context, sink: &mut Sink<'_>) -> Reading {
    let text = line.whole;
    let is_ours = (has_key(text, "devid=") || has_key(text, "logid=") || has_key(text, "log_id=") || has_key(text, "srcip="))
        && has_key(text, "type=")
        && (has_key(text, "vd=") || has_key(text, "subtype="))
        // The same names with a prefix are in its CEF.
        && !has(text, "CEF:");
    if !is_ours {
        return Reading::Pass;
    }
    let mut slots = Slots::new();
    // Some are told to write commas.
    let between = if has(text, ",time=") { b',' } else { b' ' };
    let mut has_end = false;
    pairs(text, Style { between, ..Style::WORDS }, &mut |key, value| {
        has_end |= key.ends_with("port") && value.bytes().all(|byte| byte.is_ascii_digit());
        slots.put(&NAMES, trim_any(key, b"<>0123456789 "), value);
    });
    if slots.get(Slot::SourceAddress).is_empty() && slots.get(Slot::DestinationAddress).is_empty() {
        // The ends of other events have other names.
        return if has_end { Reading::Malformed } else { Reading::Aside(Aside::NoTraffic) };
    }
    // Who logs in where.
    if has_key(text, "type=\"event\"") && !has_end {
        return Reading::Aside(Aside::NoTraffic);
    }
    slots.set(Slot::Action, slots.get(Slot::State));
    let Some(mut flow) = slots.flow() else { return Reading::Malformed };
    flow.action = Action::of_event(FORTINET, flow.action_text).unwrap_or(Action::Log);
    (flow.state, flow.state_text) = (None, "");
    flow.kind = Kind::Connection;
    if flow.time.is_empty() {
        flow.time = line.time;
    }
    sink.flow(&mut flow);
    Reading::Flows
}

/// Whether the text has a key, and not only one that ends like it.
fn has_key(text: &str, key: &str) -> bool {
    let before = |at: usize| at.checked_sub(1).and_then(|at| text.as_bytes().get(at).copied());
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| find(rest, key)) {
        if before(from + at).is_none_or(|byte| matches!(byte, b' ' | b',' | b'>' | b'"' | b'\t' | b'0'..=b'9')) {
            return true;
        }
        from += at + key.len();
    }
    false
}

#[cfg(test)]
mod tests {
    use crate::testing::{aside, flow};

    #[test]
    fn shapes() {
        aside(
            "date=2026-11-20 time=10:28:02 devid=\"FG\" logid=\"0100032001\" type=\"event\" subtype=\"system\" user=\"admin\" srcip=203.0.113.7 \
             dstip=192.0.2.1 action=\"login\"",
        );
        flow(
            "<189>date=2026-11-20 time=10:28:02 devname=\"a b\" devid=\"FGT\" logid=\"0000000013\" type=\"traffic\" subtype=\"forward\" \
             srcip=2001:db8::1 srcport=51022 srcintf=\"wan1\" dstip=2001:db8::2 dstport=443 dstintf=\"lan\" proto=6 action=\"close\" \
             policyid=7 service=\"HTTPS\" sentpkt=12",
            "fortigate tcp allow 2001:db8::1:51022 > 2001:db8::2:443 wan1 lan 2026-11-20 10:28:02",
        );
        // Without the columns that name the device and the message.
        flow(
            "date=2026-11-20 time=10:28:02 type=\"traffic\" subtype=\"forward\" srcip=192.0.2.1 srcport=5 dstip=192.0.2.2 dstport=443 \
             proto=6 action=\"client-rst\"",
            "fortigate tcp allow 192.0.2.1:5 > 192.0.2.2:443 2026-11-20 10:28:02",
        );
        flow(
            "devid=FG logid=1 type=traffic subtype=local srcip=192.0.2.1 srcport=8 dstip=192.0.2.2 dstport=0 proto=1 action=deny",
            "fortigate icmp deny 192.0.2.1 > 192.0.2.2",
        );
        aside(
            "date=2026-11-20 time=10:28:02 devid=\"FG\" logid=\"0100032001\" type=\"event\" subtype=\"system\" user=\"admin\"",
        );
    }
}
