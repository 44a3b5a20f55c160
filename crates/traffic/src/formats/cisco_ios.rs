//! Cisco IOS, IOS XE, IOS XR: `%SEC-6-IPACCESSLOGP`, and NX-OS: `%ACLLOG-6-…`.
//!
//! Traps: the interface and hardware address may stand between the source and the arrow; ICMP's type and code follow the destination; a
//! standard list names only the source.

use super::cisco_asa::{end, ends, protocol};
use crate::flow::flow;
use crate::formats::{Context, Format};
use crate::line::{Line, Reading, Sink};
use crate::scan::{
    End, Style, Table, after, before, byte, cut, find, has, number, one_of, pairs, rcut, table, trim_any, word,
    word_after, words,
};
use crate::slots::{Slot, Slots};
use crate::{Action, Flow, Kind, Transport};

pub(crate) const FORMAT: Format = Format::new("cisco_ios", "Cisco IOS, NX-OS", "%-:", read);

const MARKS: [&str; 4] = ["ACCESSLOG", "%FW-", "ACLLOG_FLOW", "ACLLOG_NEW_FLOW"];

fn read(line: &Line<'_>, _: &mut Context, sink: &mut Sink<'_>) -> Reading {
    let Some(at) = find(line.whole, "%") else { return Reading::Pass };
    let text = line.whole.get(at..).unwrap_or_default();
    let Some((name, sentence)) = cut(text, ": ") else { return Reading::Pass };
    // The mark is in the name of the message, not in its text.
    let name = name.trim_ascii_end();
    let Some(mark) = MARKS.iter().position(|mark| has(name, mark) && !has(name, " ")) else {
        return Reading::Pass;
    };
    let flow = match mark {
        0 => access_list(sentence),
        1 => zone_based(sentence),
        _ => nx_os(sentence),
    };
    let Some(mut flow) = flow else { return Reading::Malformed };
    flow.time = line.time;
    flow.drop_ports_without_transport();
    sink.flow(&mut flow);
    Reading::Flows
}

/// `list 101 denied tcp 203.0.113.8(58282) (Gi0/1 0011.2233.4455) -> 192.0.2.20(22), 1 packet`.
fn access_list(text: &str) -> Option<Flow<'_>> {
    let mut said = words(text);
    let list = said.find(|word| one_of(word, "list access-list")).and_then(|_| said.next())?;
    let mut action_text = said.next()?;
    if action_text.starts_with('(') {
        // IOS XR: the number of the entry.
        action_text = said.next()?;
    }
    let action = Action::of(action_text)?;
    let rest = said.rest();
    let first = said.next()?;
    let transport = Transport::of(first);
    let mut flow = flow! { action, action_text, rule: list, transport };
    if let Some((ends, rest)) = ends(rest) {
        (flow.source, flow.destination) = (ends.source, ends.destination);
        if flow.transport.is_some_and(Transport::is_icmp)
            && let Some((kind, code)) = after(rest, "(").and_then(|rest| cut(before(rest, ")"), "/"))
        {
            flow.icmp_type = byte(kind);
            flow.icmp_code = byte(code);
        }
        flow.transport?;
    } else {
        // `list 1 permitted 192.0.2.1 1 packet`, perhaps with `0` for any protocol.
        let (_, source) = end(first).or_else(|| said.next().and_then(end))?;
        flow.source = source;
        flow.transport = None;
        if has(text, "->") {
            return None;
        }
    }
    if let Some((interface, _)) = after(rest, " (").and_then(|rest| cut(rest, ") ->")) {
        flow.interface_in = word(interface).0;
    }
    flow.count = cut(text, " packet").and_then(|(before, _)| rcut(before, b' ')).and_then(|(_, count)| number(count));
    Some(flow)
}

/// `Dropping tcp session 192.0.2.1:1234 192.0.2.2:80 on zone-pair …`, and
/// `(target:class)-(a:b):Start tcp session: initiator (192.0.2.1:1234) -- responder (192.0.2.2:80)`.
fn zone_based(text: &str) -> Option<Flow<'_>> {
    let transport = protocol(text)?;
    let mut ends = words(text).filter_map(|word| End::colon(trim_any(word, b"(),.")));
    let (source, destination) = (ends.next()?, ends.next()?);
    let is_dropped = has(text, "Dropping ");
    let action = if is_dropped { Action::Drop } else { Action::Allow };
    let kind = if is_dropped { Kind::Packet } else { Kind::Connection };
    let rule = word_after(text, "zone-pair ");
    Some(flow! { action, kind, transport: Some(transport), source, destination, rule })
}

const NAMES: Table<Slot> = table! {
    "Src IP" => Slot::SourceAddress,
    "Source IP" => Slot::SourceAddress,
    "Src Port" => Slot::SourcePort,
    "Source Port" => Slot::SourcePort,
    "Dst IP" => Slot::DestinationAddress,
    "Destination IP" => Slot::DestinationAddress,
    "Dst Port" => Slot::DestinationPort,
    "Destination Port" => Slot::DestinationPort,
    "Src Intf" => Slot::In,
    "Source Interface" => Slot::In,
};

/// `Src IP: 192.0.2.1, Dst IP: 192.0.2.2, Src Port: 1, Dst Port: 22, Src Intf: Ethernet1/1, Protocol: "TCP"(6), Hit-count = 2589`.
fn nx_os(text: &str) -> Option<Flow<'_>> {
    let mut slots = Slots::new();
    pairs(text, Style { sign: b':', between: b',', spaces: true }, &mut |key, value| slots.put(&NAMES, key, value));
    let mut flow = slots.flow()?;
    let (_, protocol) = cut(text, "Protocol: \"")?;
    flow.transport = Some(Transport::of(before(after(protocol, "(")?, ")"))?);
    flow.count = number(trim_any(word_after(text, "Hit-count = "), b","));
    flow.action_text = trim_any(word_after(text, "ACL Action: "), b",");
    flow.action = Action::of(flow.action_text).unwrap_or(Action::Log);
    Some(flow)
}

#[cfg(test)]
mod tests {
    use crate::testing::{flow, malformed};

    #[test]
    fn shapes() {
        flow(
            "*Mar  1 00:01:02.003: %SEC-6-IPACCESSLOGP: list 101 denied tcp 203.0.113.8(58282) (Gi0/1 0011.2233.4455) -> 192.0.2.20(22), 3 \
             packets [tag]",
            "cisco_ios tcp deny 203.0.113.8:58282 > 192.0.2.20:22 Gi0/1 *Mar  1 00:01:02.003",
        );
        flow("%SEC-6-IPACCESSLOGS: list 1 permitted 192.0.2.1 1 packet", "cisco_ios - allow 192.0.2.1 >");
        flow(
            "%SEC-6-IPACCESSLOGNP: list 101 denied 47 192.0.2.1 -> 192.0.2.2, 1 packet",
            "cisco_ios gre deny 192.0.2.1 > 192.0.2.2",
        );
        flow(
            "%IPV6_ACL-6-ACCESSLOGDP: list X/10 denied icmpv6 2001:DB8::1 -> FF02::1 (135/0), 1 packet",
            "cisco_ios icmpv6 deny 2001:DB8::1 > FF02::1 icmp 135/0",
        );
        flow(
            "RP/0/0/CPU0: ipv4_acl_mgr[284]: %ACL-IPV4_ACL-6-IPACCESSLOGP : access-list a (10) deny udp 192.0.2.1(80) -> 192.0.2.2(99), 1 packet",
            "cisco_ios udp deny 192.0.2.1:80 > 192.0.2.2:99",
        );
        flow(
            "%FW-6-DROP_PKT: Dropping tcp session 192.0.2.1:4000 192.0.2.2:23 on zone-pair a-b class c due to DROP action found",
            "cisco_ios tcp drop 192.0.2.1:4000 > 192.0.2.2:23",
        );
        flow(
            "%ACLLOG-6-ACLLOG_FLOW_INTERVAL: Src IP: 192.0.2.1, Dst IP: 192.0.2.2, Src Port: 4000, Dst Port: 22, Src Intf: Ethernet1/1, \
             Protocol: \"TCP\"(6), Hit-count = 2589",
            "cisco_ios tcp log 192.0.2.1:4000 > 192.0.2.2:22 Ethernet1/1",
        );
        malformed("%SEC-6-IPACCESSLOGP: list 101 denied tcp 203.0.113.8(x y) -> 192.0.2.20(22), 1 packet");
    }
}
