//! Cisco IOS, IOS XE, IOS XR: `%SEC-6-IPACCESSLOGP`, and NX-OS: `%ACLLOG-6-…`.
//!
//! Traps: the interface and hardware address may stand between the source and the arrow; ICMP's type and code follow the destination; a
//! standard list names only the source.

use super::cisco_asa::{end, ends, protocol};
use crate::flow::flow;
use crate::formats::{Context, Format};
use crate::line::{Line, Reading, Sink};
use crate::scan::{
    End, Style, Table, after, before, byte, cut, has, is_address, number, one_of, pairs, rcut, table, trim_any, until,
    word, word_after, words,
};
use crate::slots::{Slot, Slots};
use crate::{Action, Flow, Kind, Transport};

pub(crate) const FORMAT: Format = Format::new("cisco_ios", "Cisco IOS, NX-OS", "%-:", read);

fn read(line: &Line<'_>, _: &mut Context, sink: &mut Sink<'_>) -> Reading {
    // IOS XE wraps messages in one of its own: `%IOSXE-6-PLATFORM: R0/0: cpp_cp: QFP:0.0 … %FW-6-DROP_PKT: …`.
    let mut rest = line.whole;
    let (read, rest): (fn(&str) -> Option<Flow<'_>>, &str) = loop {
        let Some((_, after)) = cut(rest, "%") else { return Reading::Pass };
        // The mark is in the name of the message, not in its text.
        let name = until(after, b"%: ");
        rest = after.get(name.len()..).unwrap_or_default();
        if name.starts_with("FW-") {
            break (zone_based, rest);
        }
        if has(name, "ACCESSLOG") || has(name, "-IPACCESS") {
            break (access_list, rest);
        }
        if name == "IPS-4-SIGNATURE" {
            break (signature, rest);
        }
        if name.starts_with("SEC_LOGIN-") {
            break (login, rest);
        }
        if has(name, "ACLLOG_FLOW") || has(name, "ACLLOG_NEW_FLOW") {
            break (nx_os, rest);
        }
    };
    let Some((_, sentence)) = cut(rest, ": ") else { return Reading::Pass };
    let flow = read(sentence);
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
    // IOS XR has the number of the entry before it, Arista the interface.
    let action_text = said.by_ref().take(2).find(|word| Action::of(word).is_some())?;
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
        // `0` and `ipv6` are any protocol.
        flow.transport = Some(flow.transport?).filter(|_| !one_of(first, "0 ipv6"));
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

/// `Dropping tcp session 192.0.2.1:1234 192.0.2.2:80 on zone-pair …`,
/// `5 tcp packets were dropped from Gi1 192.0.2.1:1234 => 192.0.2.2:80 (target:class)-(a:b)`, and
/// `(target:class)-(a:b):Start tcp session: initiator (192.0.2.1:1234) -- responder (192.0.2.2:80)`.
fn zone_based(text: &str) -> Option<Flow<'_>> {
    let transport = protocol(text);
    // `192.0.2.2:80(target:class)-(a:b)`
    let mut ends = words(text).filter_map(|word| End::colon(before(trim_any(word, b"(),."), "(")));
    let (source, destination) = (ends.next()?, ends.next()?);
    let is_session = has(text, "Start ") || has(text, "Stop ");
    let action = if has(text, "Dropping ") || has(text, " dropped ") {
        Action::Drop
    } else if is_session || has(text, "Passing ") {
        Action::Allow
    } else {
        Action::Log
    };
    let kind = if is_session { Kind::Connection } else { Kind::Packet };
    let rule = word_after(text, "zone-pair ");
    let count = number(word(text).0);
    Some(flow! { action, kind, transport, source, destination, rule, count })
}

/// `Login Success [user: bob] [Source: 192.0.2.1] [localport: 22] at 10:16:05 GMT Fri Nov 20 2026`.
fn login(text: &str) -> Option<Flow<'_>> {
    let value = |name| before(word_after(text, name), "]");
    let source = End::of(value("[Source: "), "").filter(|end| is_address(end.address))?;
    let destination = End::of("", value("[localport: ")).filter(|end| end.port > Some(0))?;
    let action = if has(text, "Login Success") { Action::Allow } else { Action::Log };
    Some(flow! { kind: Kind::Connection, action, transport: Some(Transport::Tcp), source, destination })
}

/// `Sig:3051 Subsig:1 Sev:4 TCP Connection Window Size DoS [192.0.2.1:51654 -> 192.0.2.2:4444]`.
fn signature(text: &str) -> Option<Flow<'_>> {
    let (rule, ends) = rcut(text, b'[')?;
    let (source, destination) = cut(before(ends, "]"), " -> ")?;
    let (source, destination) = (End::colon(source)?, End::colon(destination)?);
    Some(flow! { action: Action::Alert, source, destination, rule: rule.trim_ascii() })
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
    "ACL Action" => Slot::Action,
    "ACE Action" => Slot::Action,
    "Hit-count" => Slot::Count,
};

/// `Src IP: 192.0.2.1, Dst IP: 192.0.2.2, Src Port: 1, Dst Port: 22, Src Intf: Ethernet1/1, Protocol: "TCP"(6), Hit-count = 2589`.
fn nx_os(text: &str) -> Option<Flow<'_>> {
    let mut slots = Slots::new();
    pairs(text, Style { sign: b':', between: b',', spaces: true }, &mut |key, value| slots.put(&NAMES, key, value));
    let mut flow = slots.flow()?;
    // `"TCP"(6)`, or the name alone; `"IP"(253)` is any of them.
    let protocol = before(after(text, "Protocol: ")?, ",");
    if protocol.starts_with("\"IP\"") {
        (flow.source.port, flow.destination.port) = (None, None);
    } else {
        flow.transport = Some(Transport::of(before(after(protocol, "(").unwrap_or(protocol), ")").trim_ascii())?);
    }
    flow.count = flow.count.or_else(|| number(trim_any(word_after(text, "Hit-count = "), b",")));
    Some(flow)
}

#[cfg(test)]
mod tests {
    use crate::testing::{flow, malformed, packets};

    #[test]
    fn shapes() {
        flow(
            "*Mar  1 00:01:02.003: %SEC-6-IPACCESSLOGP: list 101 denied tcp 203.0.113.8(58282) (Gi0/1 0011.2233.4455) -> 192.0.2.20(22), 3 \
             packets [tag]",
            "cisco_ios tcp deny 203.0.113.8:58282 > 192.0.2.20:22 Gi0/1 *Mar  1 00:01:02.003",
        );
        flow(
            "%IPV6_ACL-6-ACCESSLOGSP: list V6/40 denied ipv6 :: -> 2001:db8::6fc6, 6 packets",
            "cisco_ios - deny :: > 2001:db8::6fc6",
        );
        flow(
            "Sep  1 10:25:29 192.0.2.254 %IPS-4-SIGNATURE: Sig:3051 Subsig:1 Sev:4 TCP Window Size DoS [192.0.2.1:51654 -> 192.0.2.2:4444]",
            "cisco_ios - alert 192.0.2.1:51654 > 192.0.2.2:4444 Sep  1 10:25:29",
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
        flow(
            "%ACLLOG-5-ACLLOG_FLOW_INTERVAL: Src IP: 192.0.2.1, Dst IP: 192.0.2.2, Src Port: 0, Dst Port: 0, Protocol: \"IP\"(253), ACE Action: \
             Permit, Hit-count: 600",
            "cisco_ios - allow 192.0.2.1 > 192.0.2.2",
        );
        flow(
            "%SEC-6-IPACCESSLOGNP: list 120 denied 0 198.51.100.3 -> 192.0.2.20, 2 packets",
            "cisco_ios - deny 198.51.100.3 > 192.0.2.20",
        );
        flow(
            "%ACLLOG-5-ACLLOG_FLOW_INTERVAL: Src IP: 198.51.100.3, Dst IP: 192.0.2.20, Src Port: 40111, Dst Port: 22, Src Intf: Ethernet1/1, \
             Protocol: \"TCP\"(6), ACL Name: EDGE, ACE Action: Deny, Appl Intf: Ethernet1/1, Hit-count: 35",
            "cisco_ios tcp deny 198.51.100.3:40111 > 192.0.2.20:22 Ethernet1/1",
        );
        malformed("%SEC-6-IPACCESSLOGP: list 101 denied tcp 203.0.113.8(x y) -> 192.0.2.20(22), 1 packet");
    }

    #[test]
    fn before_the_verdict() {
        for said in ["%ACL-6-IPACCESS: list deny Ethernet1 permit", "%X-6-IPACCESSLOGP : access-list deny (10) permit"]
        {
            flow(
                &[said, " tcp 192.0.2.1(80) -> 192.0.2.2(99), 1 packet"].concat(),
                "cisco_ios tcp allow 192.0.2.1:80 > 192.0.2.2:99",
            );
        }
    }

    #[test]
    fn zones() {
        flow(
            "%FW-6-LOG_SUMMARY: 5 tcp packets were dropped from GigabitEthernet1 198.51.100.3:41000 => 192.0.2.20:23 \
             (target:class)-(out-in:class-default)",
            "cisco_ios tcp drop 198.51.100.3:41000 > 192.0.2.20:23",
        );
        flow(
            "%IOSXE-6-PLATFORM: R0/0: cpp_cp: QFP:0.0 Thread:001 TS:00 %FW-6-DROP_PKT: Dropping tcp pkt from Gi0/0/0 198.51.100.3:41000 => \
             192.0.2.20:8080(target:class)-(out-in:class-default) due to Policy drop",
            "cisco_ios tcp drop 198.51.100.3:41000 > 192.0.2.20:8080",
        );
        flow(
            "%FW-6-SESS_AUDIT_TRAIL: (target:class)-(in-out:web):Stop tcp session: initiator (10.1.1.5:50111) sent 1021 bytes -- responder \
             (203.0.113.9:443) sent 5021 bytes",
            "cisco_ios tcp allow 10.1.1.5:50111 > 203.0.113.9:443",
        );
        flow(
            "%FW-6-PASS_PKT: (target:class)-(in-out:c1) Passing udp pkt from Gi2 10.1.1.5:50111 => 203.0.113.9:53 with ip ident 0",
            "cisco_ios udp allow 10.1.1.5:50111 > 203.0.113.9:53",
        );
        flow(
            "%FW-6-SESS_AUDIT_TRAIL_START: (target:class)-(in-out:web):Start http session: initiator (10.1.1.5:50111) -- responder \
             (203.0.113.9:80)",
            "cisco_ios - allow 10.1.1.5:50111 > 203.0.113.9:80",
        );
        flow("%FW-6-X: tcp 10.1.1.5:1 seen by 203.0.113.9:2", "cisco_ios tcp log 10.1.1.5:1 > 203.0.113.9:2");
    }

    #[test]
    fn log_ins() {
        flow(
            "%SEC_LOGIN-5-LOGIN_SUCCESS: Login Success [user: bob] [Source: 203.0.113.1] [localport: 22] at 10:16:05 GMT Fri Nov 20 2026",
            "cisco_ios tcp allow 203.0.113.1 > :22",
        );
        flow(
            "%SEC_LOGIN-4-LOGIN_FAILED: Login failed [user: ] [Source: 203.0.113.1] [localport: 23] [Reason: Login Authentication Failed]",
            "cisco_ios tcp log 203.0.113.1 > :23",
        );
        malformed("%SEC_LOGIN-5-LOGIN_SUCCESS: Login Success [user: bob] [Source: LOCAL] [localport: 0]");
    }

    #[test]
    fn counts() {
        packets(
            "%FW-6-LOG_SUMMARY: 5 tcp packets were dropped from Gi1 198.51.100.3:41000 => 192.0.2.20:23 (target:class)",
            5,
        );
        for said in ["Protocol: tcp, Hit-count: 35", "Hit-count = 35, Protocol: tcp"] {
            let text =
                "%ACLLOG-6-ACLLOG_FLOW_INTERVAL: Source IP: 192.0.2.1, Destination IP: 192.0.2.2, Source Port: 1, ";
            packets(&[text, said].concat(), 35);
        }
    }
}
