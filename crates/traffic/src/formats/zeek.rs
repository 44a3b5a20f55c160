//! Zeek's logs in columns: `conn.log` with or without its header, any other with it or by its first six columns.
//!
//! Trap: ICMP's type and code stand in the columns of the ports.

use crate::formats::{Context, Format};
use crate::line::{Line, Reading, Sink};
use crate::scan::{Table, begins, byte, has, is_address, is_digits, one_of, parts, port, table};
use crate::slots::{Slot, Slots};
use crate::{Aside, Flow, Kind, State, Transport};

pub(crate) const FORMAT: Format = Format::new("zeek_conn", "Zeek", "", read);

pub(super) const NAMES: Table<Slot> = table! {
    "ts" => Slot::Time,
    "id.orig_h" => Slot::SourceAddress,
    "id.orig_p" => Slot::SourcePort,
    "id.resp_h" => Slot::DestinationAddress,
    "id.resp_p" => Slot::DestinationPort,
    "proto" => Slot::Protocol,
    "service" => Slot::Service,
    "conn_state" => Slot::State,
    "orig_pkts" => Slot::Count,
    "history" => Slot::Kind,
    "note" => Slot::Rule,
    // Read of protocols that Zeek does not analyse; ICMP's type is elsewhere.
    "ip_proto" => Slot::IcmpType,
};

/// The beginning of conn.log, whose columns are the same since Zeek 2.
const CONN: [&str; 17] = [
    "ts",
    "uid",
    "id.orig_h",
    "id.orig_p",
    "id.resp_h",
    "id.resp_p",
    "proto",
    "service",
    "duration",
    "orig_bytes",
    "resp_bytes",
    "conn_state",
    "local_orig",
    "local_resp",
    "missed_bytes",
    "history",
    "orig_pkts",
];

const MOST_COLUMNS: usize = 64;

fn read(line: &Line<'_>, context: &mut Context, sink: &mut Sink<'_>) -> Reading {
    if line.whole.starts_with('#') {
        return header(line.whole, context);
    }
    if !has(line.whole, "\t") {
        return Reading::Pass;
    }
    let mut columns = parts(line.whole, b"\t");
    let count = columns.clone().count();
    if count < 6 {
        return Reading::Pass;
    }
    let mut slots = Slots::new();
    let is_known = context.columns_of == FORMAT.id && context.columns.len() == count.min(MOST_COLUMNS);
    if is_known {
        for (slot, value) in context.columns.iter().zip(columns) {
            if let Some(slot) = slot {
                put(&mut slots, *slot, value);
            }
        }
    } else {
        let is_conn = columns.clone().nth(11).is_some_and(|word| word == "OTH" || state(word).is_some()) && count >= 17;
        let names = if is_conn { &CONN[..] } else { CONN.get(..6).unwrap_or_default() };
        for (name, value) in names.iter().zip(columns.by_ref()) {
            if let Some(slot) = NAMES.get(name) {
                put(&mut slots, slot, value);
            }
        }
        let is_ours = parts(slots.get(Slot::Time), b".").all(is_digits)
            && is_address(slots.get(Slot::SourceAddress))
            && is_address(slots.get(Slot::DestinationAddress))
            && port(slots.get(Slot::SourcePort)).is_some()
            && port(slots.get(Slot::DestinationPort)).is_some();
        if !is_ours {
            return Reading::Pass;
        }
        // Of other logs it is not known whether these are ports.
        if !is_conn && slots.get(Slot::DestinationPort) == "0" {
            slots.clear(Slot::SourcePort);
            slots.clear(Slot::DestinationPort);
        }
        if !is_conn && let Some(name) = columns.next().filter(|name| Transport::named(name).is_some()) {
            slots.set(Slot::Protocol, name);
        }
    }
    if slots.get(Slot::Protocol) == "unknown_transport" {
        for slot in [Slot::Protocol, Slot::SourcePort, Slot::DestinationPort] {
            slots.clear(slot);
        }
        slots.set(Slot::Protocol, slots.get(Slot::IcmpType));
    }
    if slots.get(Slot::SourceAddress).is_empty() {
        return Reading::Aside(Aside::NoTraffic);
    }
    let Some(mut flow) = flow_of(&slots) else { return Reading::Malformed };
    sink.flow(&mut flow);
    Reading::Flows
}

/// The flow of named values, of columns or of JSON.
pub(super) fn flow_of<'a>(slots: &Slots<'a>) -> Option<Flow<'a>> {
    let mut flow = slots.flow()?;
    flow.format = FORMAT.id;
    flow.kind = Kind::Connection;
    if flow.transport == Some(Transport::Icmp) && has(flow.source.address, ":") {
        flow.transport = Some(Transport::Icmpv6);
    }
    if flow.transport.is_some_and(Transport::is_icmp) {
        flow.icmp_type = byte(slots.get(Slot::SourcePort));
        flow.icmp_code = byte(slots.get(Slot::DestinationPort));
    }
    flow.state = state(flow.state_text);
    Some(flow)
}

fn put<'a>(slots: &mut Slots<'a>, slot: Slot, value: &'a str) {
    if !one_of(value, "- (empty)") {
        slots.set(slot, value);
    }
}

/// What a `conn_state` says; nothing about `OTH`, where the beginning was not seen.
fn state(word: &str) -> Option<State> {
    Some(match word {
        "S1" | "SF" | "S2" | "S3" | "RSTO" | "RSTR" => State::Established,
        "S0" | "SH" | "RSTOS0" => State::SynSent,
        "SHR" | "RSTRH" => State::SynReceived,
        "REJ" => State::Closed,
        _ => return None,
    })
}

/// Comments before and after the rows.
const OTHERS: &str = "#separator|#set_separator|#empty_field|#unset_field|#path|#open|#close|#types";

fn header(whole: &str, context: &mut Context) -> Reading {
    if let Some(fields) = whole.strip_prefix("#fields\t") {
        context.columns = parts(fields, b"\t").take(MOST_COLUMNS).map(|name| NAMES.get(name)).collect();
        context.columns_of = FORMAT.id;
        return Reading::Aside(Aside::Header);
    }
    if begins(whole, OTHERS) { Reading::Aside(Aside::Header) } else { Reading::Pass }
}

#[cfg(test)]
mod tests {
    use crate::testing::{aside, flow, flows};

    #[test]
    fn shapes() {
        flows(
            "#separator \\x09\n#path\tdns\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\ttrans_id\tquery\n\
             1763633702.1\tC1\t2001:db8::1\t5000\t2001:db8::2\t53\tudp\t7\texample.com\n",
            &["zeek_conn udp log 2001:db8::1:5000 > 2001:db8::2:53 1763633702.1"],
        );
        flow(
            "1763633702.123456\tCHhAvVGS1DHFjwGM9\t203.0.113.100\t52424\t192.0.2.34\t80\ttcp\t-\t-\t-\t-\tREJ\tF\tT\t0\tSr\t1\t60\t1\t40\t-",
            "zeek_conn tcp log closed 203.0.113.100:52424 > 192.0.2.34:80 1763633702.123456",
        );
        flow(
            "1763633702.123456\tCHhAvVGS1DHFjwGM9\t203.0.113.100\t52424\t192.0.2.34\t80\t1\tGET\twww.example.com\t/",
            "zeek_conn - log 203.0.113.100:52424 > 192.0.2.34:80 1763633702.123456",
        );
        let unknown =
            "1763633702.1\tC1\t192.0.2.8\t0\t192.0.2.56\t0\tunknown_transport\t-\t0.08\t0\t0\tOTH\tT\tT\t0\t-\t37";
        flow(unknown, "zeek_conn - log 192.0.2.8 > 192.0.2.56 1763633702.1");
        flows(
            &["#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tip_proto\n1763633702.1\tC1\t192.0.2.8\t0\t192.0.2.56\t0\t",
              "unknown_transport\t132"].concat(),
            &["zeek_conn sctp log 192.0.2.8 > 192.0.2.56 1763633702.1"],
        );
        aside("#close\t2026-11-20-11-00-00");
    }
}
