//! `conntrack -L`, `conntrack -E` and `/proc/net/nf_conntrack`.
//!
//! Trap: the reply follows with both ends exchanged, or translated; the first pair is how the connection began.

use crate::formats::{Context, Format};
use crate::line::{Line, Reading, Sink};
use crate::scan::{Style, Table, byte, cut, find, has, number, one_of, pairs, table, trim_any, word};
use crate::slots::{Slot, Slots};
use crate::{Aside, Kind, State, Transport};

pub(crate) const FORMAT: Format = Format::new("conntrack", "conntrack", "", read);

const NAMES: Table<Slot> = table! {
    "src" => Slot::SourceAddress,
    "dst" => Slot::DestinationAddress,
    "sport" => Slot::SourcePort,
    "dport" => Slot::DestinationPort,
    "type" => Slot::IcmpType,
    "code" => Slot::IcmpCode,
    "packets" => Slot::Count,
    // ulogd's others; it writes all of them in capitals.
    "SPT" => Slot::SourcePort,
    "DPT" => Slot::DestinationPort,
    "PROTO" => Slot::Protocol,
    "PKTS" => Slot::Count,
};

fn read(line: &Line<'_>, _: &mut Context, sink: &mut Sink<'_>) -> Reading {
    if line.whole.starts_with("conntrack v") {
        return Reading::Aside(Aside::Header);
    }
    if let Some((event, packets)) = cut(line.body, "ORIG: ")
        && let Some((first, _)) = cut(packets, "REPLY: ")
    {
        return of_ulogd(line, event, first, sink);
    }
    let Some(pairs_at) = find(line.body, "src=") else { return Reading::Pass };
    let (Some(mut before), Some(fields)) = (line.body.get(..pairs_at), line.body.get(pairs_at..)) else {
        return Reading::Pass;
    };
    if !has(fields, " dst=") {
        return Reading::Pass;
    }
    before = before.trim_ascii_start();
    // `    [NEW] tcp …`
    if before.starts_with('[') {
        before = word(before).1;
    }
    let (family, rest) = word(before);
    if one_of(family, "ipv4 ipv6") {
        before = word(rest).1;
    }
    let (name, rest) = word(before);
    let (numeral, rest) = word(rest);
    let Some(transport) = byte(numeral).map(Transport::numbered) else {
        return Reading::Pass;
    };
    if name != "unknown" && Transport::named(name) != Some(transport) {
        return Reading::Pass;
    }
    let mut slots = Slots::new();
    pairs(fields, Style::WORDS, &mut |key, value| slots.put(&NAMES, key, value));
    let Some(mut flow) = slots.flow() else { return Reading::Malformed };
    flow.kind = Kind::Connection;
    flow.time = line.time;
    flow.transport = Some(transport);
    if transport.is_icmp() {
        flow.icmp_type = byte(slots.get(Slot::IcmpType));
        flow.icmp_code = byte(slots.get(Slot::IcmpCode));
    }
    flow.drop_ports_without_transport();
    // The time that is left, then the state.
    let (left, after) = word(rest);
    flow.state_text = if number(left).is_some() { word(after).0 } else { left };
    flow.state = State::of(flow.state_text);
    sink.flow(&mut flow);
    Reading::Flows
}

/// ulogd's `[NEW] ORIG: SRC=192.0.2.1 DST=198.51.100.2 PROTO=TCP SPT=52957 DPT=443 PKTS=0 BYTES=0 , REPLY: …`.
fn of_ulogd<'a>(line: &Line<'a>, event: &'a str, first: &'a str, sink: &mut Sink<'_>) -> Reading {
    let mut slots = Slots::new();
    pairs(first, Style::WORDS, &mut |key, value| slots.put(&NAMES, key, value));
    let mut flow = slots.flow();
    if let Some(flow) = &mut flow {
        (flow.kind, flow.time, flow.state_text) = (Kind::Connection, line.time, trim_any(event, b"[] "));
    }
    sink.flow_or_malformed(&mut flow)
}

#[cfg(test)]
mod tests {
    use crate::testing::{aside, flow};

    #[test]
    fn shapes() {
        flow(
            "Nov 20 10:15:02 gw ulogd[9441]: [NEW] ORIG: SRC=192.0.2.1 DST=198.51.100.33 PROTO=TCP SPT=52957 DPT=443 PKTS=0 BYTES=0 , REPLY: \
             SRC=198.51.100.33 DST=203.0.113.1 PROTO=TCP SPT=443 DPT=52957 PKTS=0 BYTES=0 ",
            "conntrack tcp log 192.0.2.1:52957 > 198.51.100.33:443 Nov 20 10:15:02",
        );
        flow(
            "ipv6     10 tcp      6 431999 ESTABLISHED src=2001:db8::1 dst=2001:db8::2 sport=50000 dport=22 packets=7 bytes=9 \
             src=2001:db8::2 dst=2001:db8::1 sport=22 dport=50000 packets=5 bytes=5 [ASSURED] mark=0 zone=0 use=2",
            "conntrack tcp log established 2001:db8::1:50000 > 2001:db8::2:22",
        );
        flow(
            "    [NEW] udp      17 30 src=192.0.2.1 dst=192.0.2.53 sport=5000 dport=53 [UNREPLIED] src=192.0.2.53 dst=192.0.2.1 sport=53 \
             dport=5000",
            "conntrack udp log 192.0.2.1:5000 > 192.0.2.53:53",
        );
        flow(
            "icmp     1 29 src=192.0.2.1 dst=192.0.2.2 type=8 code=0 id=7 src=192.0.2.2 dst=192.0.2.1 type=0 code=0 id=7 mark=0 use=1",
            "conntrack icmp log 192.0.2.1 > 192.0.2.2 icmp 8/0",
        );
        flow(
            "[DESTROY] tcp      6 src=192.0.2.1 dst=192.0.2.2 sport=1 dport=2 src=192.0.2.2 dst=192.0.2.1 sport=2 dport=1",
            "conntrack tcp log 192.0.2.1:1 > 192.0.2.2:2",
        );
        aside("conntrack v1.4.6 (conntrack-tools): 12 flow entries have been shown.");
    }
}
