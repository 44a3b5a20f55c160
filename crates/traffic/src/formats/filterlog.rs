//! `filterlog` of pf's distributions: comma-separated values.
//!
//! Traps: IPv4 and IPv6 differ in their columns; the name of an IPv6 protocol stands before its number or after it.

use crate::flow::{Packet, TcpFlags, flow};
use crate::formats::{Context, Format};
use crate::line::{Line, Reading, Sink};
use crate::scan::{End, Table, csv, is_address, number, one_of, rcut, table};
use crate::{Action, Direction, Flow, Transport};

pub(crate) const FORMAT: Format = Format::new("filterlog", "pfSense, OPNsense", ",", read);

fn read(line: &Line<'_>, _: &mut Context, sink: &mut Sink<'_>) -> Reading {
    let mut column = [""; 29];
    // A host without a tag, or nothing, may stand before the first column.
    let text = rcut(line.body, b' ').map_or(line.body, |(_, last)| last);
    let text = if line.tag == "filterlog" { line.body } else { text };
    let count = csv(text, b',', &mut column);
    let [rule, _, _, tracker, interface, reason, action, direction, version, ..] = column;
    let Some(direction) = Direction::of(direction) else { return Reading::Pass };
    if count < 15 || !one_of(version, "4 6") || interface.is_empty() || reason.is_empty() || number(rule).is_none() {
        return Reading::Pass;
    }
    let at = if version == "4" { 15 } else { 12 };
    let protocol = column
        .get(at)
        .zip(column.get(at + 1))
        .and_then(|(one, other)| Transport::of(one).or_else(|| Transport::of(other)));
    let at = if version == "4" { 18 } else { 15 };
    let [source, destination, first, second] =
        [0, 1, 2, 3].map(|more| column.get(at + more).copied().unwrap_or_default());
    let Some(transport) = protocol.filter(|_| is_address(source) && is_address(destination)) else {
        return Reading::Malformed;
    };
    let mut flow = flow! {
        time: line.time,
        action: Action::of(action).unwrap_or(Action::Log),
        action_text: action,
        transport: Some(transport),
        source: End::address(source),
        destination: End::address(destination),
        direction: Some(direction),
        rule: if tracker.is_empty() { rule } else { tracker },
    };
    if direction == Direction::Out {
        flow.interface_out = interface;
    } else {
        flow.interface_in = interface;
    }
    if transport.has_ports() {
        let (Some(from), Some(to)) = (End::of(source, first), End::of(destination, second)) else {
            return Reading::Malformed;
        };
        (flow.source, flow.destination) = (from, to);
    }
    let rest = column.get(at + 2..).unwrap_or_default();
    match transport {
        Transport::Tcp => flow.tcp_flags = rest.get(3).and_then(|flags| TcpFlags::letters(flags)),
        Transport::Icmp => icmp(&mut flow, rest),
        _ => {}
    }
    sink.flow(&mut flow);
    Reading::Flows
}

const ICMP: Table<(u8, Option<u8>)> = table! {
    "request" => (8, Some(0)),
    "reply" => (0, Some(0)),
    "unreachproto" => (3, Some(2)),
    "unreachport" => (3, Some(3)),
    "needfrag" => (3, Some(4)),
    "unreach" => (3, None),
    "timexceed" => (11, None),
    "paramprob" => (12, None),
    "redirect" => (5, None),
    "tstamp" => (13, Some(0)),
    "tstampreply" => (14, Some(0)),
    "maskreq" => (17, Some(0)),
    "maskreply" => (18, Some(0)),
};

fn icmp<'a>(flow: &mut Flow<'a>, rest: &[&'a str]) {
    let Some((name, details)) = rest.split_first() else { return };
    let Some((kind, code)) = ICMP.get(name) else { return };
    (flow.icmp_type, flow.icmp_code) = (Some(kind), code);
    // `unreachport,192.0.2.1,17,53`
    if *name == "unreachport"
        && let [address, protocol, port, ..] = details
        && let Some(destination) = End::of(address, port)
    {
        flow.about = Some(Packet { transport: Transport::of(protocol), source: End::NONE, destination });
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{flow, malformed, none};

    #[test]
    fn shapes() {
        flow(
            "Nov 20 10:18:55 fw filterlog[1]: 6,,,1000000105,igb1,match,block,in,6,0x00,0x00000,64,tcp,6,40,2001:db8::1,2001:db8::2,50000,443,0,\
             S,1,,64,,mss",
            "filterlog tcp deny 2001:db8::1:50000 > 2001:db8::2:443 in igb1 SYN Nov 20 10:18:55",
        );
        flow(
            "filterlog: 6,,,1000,em0,match,pass,out,6,0x00,0x00000,255,ICMPv6,58,32,fe80::1,ff02::1,",
            "filterlog icmpv6 allow fe80::1 > ff02::1 out em0",
        );
        flow(
            "7,,,0,em0,match,block,in,4,0x0,,64,1,0,none,1,icmp,84,192.0.2.1,192.0.2.2,unreachport,192.0.2.1,17,53",
            "filterlog icmp deny 192.0.2.1 > 192.0.2.2 in em0 icmp 3/3 about udp 192.0.2.1:53",
        );
        flow(
            "7,,,0,em0,match,block,in,4,0x0,,1,1,0,none,2,igmp,36,192.0.2.1,224.0.0.1,datalength=12",
            "filterlog igmp deny 192.0.2.1 > 224.0.0.1 in em0",
        );
        flow(
            "<134>1 2026-11-20T10:18:14-05:00 fw filterlog 72237 - [meta sequenceId=\"1\"] 5,,,02f4bab0,igb0,match,block,in,4,0x0,,64,0,0,DF,17,\
             udp,68,192.0.2.5,192.0.2.255,137,137,48",
            "filterlog udp deny 192.0.2.5:137 > 192.0.2.255:137 in igb0 2026-11-20T10:18:14-05:00",
        );
        malformed("7,,,0,em0,match,block,in,4,0x0,,64,1,0,none,6,tcp,84,192.0.2.1,192.0.2.2,66666,1,0");
        none("7,,,0,em0,match,block,in,5,0x0,,64,1,0,none,6,tcp,84,192.0.2.1,192.0.2.2,1,1,0");
    }
}
