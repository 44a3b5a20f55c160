//! Juniper: `RT_FLOW_SESSION_…` of SRX, as text and as structured data, `RT_SCREEN_…`, and `APPTRACK_SESSION_…` as structured data;
//! `PFE_FW_SYSLOG_…`, the log of filters of all devices with Junos.
//!
//! Traps: after the ends follows the translated pair, with ports of its own, then the rules that translated it, whose names may be
//! numbers; only then the protocol, a number, or `6(0)` with ICMP's type in parentheses. `0x0` may stand behind a pair.

use crate::flow::flow;
use crate::formats::{Context, Format};
use crate::line::{Line, Reading, Sink};
use crate::scan::{End, Style, Table, after, byte, cut, find, has, one_of, pairs, table, trim_any, until, words};
use crate::slots::{Slot, Slots};
use crate::{Action, Flow, Kind, State, Transport};

pub(crate) const FORMAT: Format = Format::new("junos_rtflow", "Juniper Junos", "_E", read);

const NAMES: Table<Slot> = table! {
    "source-address" => Slot::SourceAddress,
    "source-port" => Slot::SourcePort,
    "destination-address" => Slot::DestinationAddress,
    "destination-port" => Slot::DestinationPort,
    "protocol-id" => Slot::Protocol,
    "icmp-type" => Slot::IcmpType,
    "policy-name" => Slot::Rule,
    "source-zone-name" => Slot::In,
    "destination-zone-name" => Slot::Out,
    "source-interface-name" => Slot::In,
    "service-name" => Slot::Service,
    "action" => Slot::Action,
    "attack-name" => Slot::Rule,
    "packets-from-client" => Slot::Count,
};

/// Before what kind of packet it was.
const PACKET: &str = "PFE_FW_SYSLOG_";

fn read(line: &Line<'_>, _: &mut Context, sink: &mut Sink<'_>) -> Reading {
    let marks = ["RT_FLOW_SESSION_", "RT_SCREEN_", "APPTRACK_SESSION_", PACKET];
    let Some(at) = marks.iter().find_map(|mark| find(line.whole, mark)) else {
        return Reading::Pass;
    };
    let text = line.whole.get(at..).unwrap_or_default();
    let name = until(text, b": ");
    let is_filter = name.starts_with(PACKET);
    let flow = if is_filter || has(text, "source-address=\"") {
        let mut slots = Slots::new();
        if is_filter {
            filtered(text, &mut slots);
        } else {
            pairs(text, Style::WORDS, &mut |key, value| slots.put(&NAMES, key, value));
        }
        slots.flow()
    } else if name.starts_with("RT_SCREEN_") {
        screen(text)
    } else {
        session(text)
    };
    let Some(mut flow) = flow else { return Reading::Malformed };
    flow.kind = Kind::Connection;
    flow.time = line.time;
    (flow.action, flow.state) = if has(name, "_DENY") {
        (Action::Deny, None)
    } else if name.starts_with("RT_SCREEN_") {
        flow.transport = flow.transport.or_else(|| Transport::named(name_of_screen(text)));
        (if flow.action_text == "drop" { Action::Drop } else { Action::Alert }, None)
    } else if is_filter {
        flow.kind = Kind::Packet;
        let action = match flow.action_text {
            "A" => Action::Allow,
            "D" => Action::Drop,
            "R" => Action::Reject,
            _ => return Reading::Malformed,
        };
        (action, None)
    } else if has(name, "_CLOSE") {
        (Action::Allow, Some(State::Closed))
    } else {
        (Action::Allow, None)
    };
    flow.drop_ports_without_transport();
    sink.flow(&mut flow);
    Reading::Flows
}

/// `FW: ge-1/0/10.0  A  tcp 192.0.2.1 198.51.100.2  8082 43206 (2 packets)`; of a frame, its addresses stand before the protocol.
/// What the numbers mean for ICMP is not documented.
fn filtered<'a>(text: &'a str, slots: &mut Slots<'a>) {
    let mut order = [
        Slot::In,
        Slot::Action,
        Slot::Protocol,
        Slot::SourceAddress,
        Slot::DestinationAddress,
        Slot::SourcePort,
        Slot::DestinationPort,
        Slot::Count,
    ]
    .iter();
    for word in words(after(text, "FW: ").unwrap_or_default()) {
        if order.len() == 6 && Transport::named(word).is_none() {
            continue;
        }
        let Some(slot) = order.next() else { return };
        slots.set(*slot, trim_any(word, b"("));
    }
}

/// `session denied 203.0.113.5/54321->192.0.2.10/23 0x0 junos-telnet 6(0) default-deny untrust trust …`, and
/// `session created a/p->b/p 0x0 junos-ssh c/p->d/p 0x0 N/A N/A N/A N/A 6 policy untrust trust …`.
fn session(text: &str) -> Option<Flow<'_>> {
    let mut rest = words(text);
    let (source, destination) = rest.find_map(arrow)?;
    let service = after_tag(&mut rest)?;
    let mut protocol = rest.next()?;
    if arrow(protocol).is_some() {
        let rule = after_tag(&mut rest)?;
        skip_rules(rule, &mut rest)?;
        protocol = rest.next()?;
    }
    let mut icmp = None;
    if let Some((number, kind)) = protocol.strip_suffix(')').and_then(|word| cut(word, "(")) {
        (protocol, icmp) = (number, Some(byte(kind)?));
    }
    let transport = Transport::numbered(byte(protocol)?);
    Some(flow! {
        source,
        destination,
        transport: Some(transport),
        icmp_type: icmp.filter(|_| transport.is_icmp()),
        service,
        rule: rest.next().unwrap_or_default(),
        interface_in: rest.next().unwrap_or_default(),
        interface_out: rest.next().unwrap_or_default(),
    })
}

/// The next word, without the `0x0` that may stand behind a pair.
fn after_tag<'a>(words: &mut impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let word = words.next()?;
    if word.starts_with("0x") { words.next() } else { Some(word) }
}

/// Skips the rest of the rules of either end, the first word of which was read: a name for each, or else what each does and its name, as
/// in `source rule 1 N/A N/A`.
fn skip_rules<'a>(first: &'a str, words: &mut (impl Iterator<Item = &'a str> + Clone)) -> Option<()> {
    let mut word = first;
    let is_long = one_of(word, "source destination static") || word == "N/A" && words.clone().next() == Some("N/A");
    for is_last in [false, true] {
        if is_long {
            if one_of(word, "source destination static") {
                words.next().filter(|word| *word == "rule")?;
            } else if word != "N/A" {
                return None;
            }
            words.next()?;
        }
        if !is_last {
            word = words.next()?;
        }
    }
    Some(())
}

fn arrow(word: &str) -> Option<(End<'_>, End<'_>)> {
    let (from, to) = cut(word, "->")?;
    Some((End::slash(from)?, End::slash(to)?))
}

/// `RT_SCREEN_TCP: TCP port scan! source: 203.0.113.5:54321, destination: 192.0.2.10:23, zone name: untrust, interface name: ge-0/0/0.0,
/// action: drop`.
fn screen(text: &str) -> Option<Flow<'_>> {
    let value = |name| {
        let (_, rest) = cut(text, name)?;
        Some(until(rest, b",").trim_ascii())
    };
    Some(flow! {
        source: End::colon_or_alone(value("source: ")?)?,
        destination: End::colon_or_alone(value("destination: ")?)?,
        transport: value("protocol-id: ").and_then(byte).map(Transport::numbered),
        action_text: value("action: ").unwrap_or_default(),
        interface_in: value("interface name: ").unwrap_or_default(),
        rule: cut(text, ": ").and_then(|(_, rest)| cut(rest, "!")).map_or("", |(rule, _)| rule),
    })
}

/// `TCP` of `RT_SCREEN_TCP`.
fn name_of_screen(text: &str) -> &str {
    let rest = text.strip_prefix("RT_SCREEN_").unwrap_or_default();
    until(rest, b":_ ")
}

#[cfg(test)]
mod tests {
    use crate::testing::{flow, malformed, packets};

    #[test]
    fn applications() {
        let ends = "[junos@2 source-address=\"192.0.2.14\" source-port=\"48873\" destination-address=\"192.0.2.15\" \
                    destination-port=\"80\" protocol-id=\"6\" source-zone-name=\"trust\"]";
        for (event, state) in [("CREATE", ""), ("VOL_UPDATE", ""), ("CLOSE", "closed ")] {
            flow(
                &["<14>1 2013-01-19T15:18:20.040 SRX RT_FLOW - APPTRACK_SESSION_", event, " ", ends].concat(),
                &["junos_rtflow tcp allow ", state, "192.0.2.14:48873 > 192.0.2.15:80 trust 2013-01-19T15:18:20.040"]
                    .concat(),
            );
        }
    }

    #[test]
    fn shapes() {
        flow(
            "Nov 20 10:28:33 srx1 RT_FLOW: RT_FLOW_SESSION_CREATE: session created 192.0.2.10/51234->198.51.100.7/443 0x0 junos-https \
             203.0.113.1/1024->198.51.100.7/443 0x0 source rule r1 N/A N/A 6 allow-out trust untrust 12345 N/A(N/A) ge-0/0/1.0",
            "junos_rtflow tcp allow 192.0.2.10:51234 > 198.51.100.7:443 trust untrust Nov 20 10:28:33",
        );
        flow(
            "RT_FLOW: RT_FLOW_SESSION_CLOSE: session closed idle Timeout: 2001:db8::1/5353->2001:db8::2/53 junos-dns-udp \
             2001:db8::1/5353->2001:db8::2/53 None None 17 p trust untrust 7 1(60) 1(90) 3",
            "junos_rtflow udp allow closed 2001:db8::1:5353 > 2001:db8::2:53 trust untrust",
        );
        flow(
            "RT_FLOW_SESSION_DENY: session denied 192.0.2.1/2048->192.0.2.2/7 icmp 1(8) deny untrust trust",
            "junos_rtflow icmp deny 192.0.2.1 > 192.0.2.2 untrust trust icmp 8",
        );
        flow(
            "1 2026-11-20T10:28:33Z srx1 RT_FLOW - RT_FLOW_SESSION_DENY [junos@2636.1.1.1.2.129 source-address=\"203.0.113.5\" \
             source-port=\"54321\" destination-address=\"192.0.2.10\" destination-port=\"23\" service-name=\"junos-telnet\" \
             protocol-id=\"6\" icmp-type=\"0\" policy-name=\"d\" source-zone-name=\"a\" destination-zone-name=\"b\"]",
            "junos_rtflow tcp deny 203.0.113.5:54321 > 192.0.2.10:23 a b 2026-11-20T10:28:33Z",
        );
        flow(
            "RT_IDS: RT_SCREEN_TCP: TCP port scan! source: 203.0.113.5:54321, destination: 192.0.2.10:23, zone name: untrust, \
             interface name: ge-0/0/0.0, action: drop",
            "junos_rtflow tcp drop 203.0.113.5:54321 > 192.0.2.10:23 ge-0/0/0.0",
        );
        flow(
            "1 2026-11-21T06:34:00Z srx RT_IDS - RT_SCREEN_TCP [junos@2636.1.1.1.2.129 attack-name=\"TCP port scan!\" \
             source-address=\"198.51.100.3\" source-port=\"40123\" destination-address=\"192.0.2.1\" destination-port=\"23\" \
             source-zone-name=\"untrust\" interface-name=\"ge-0/0/0.0\" action=\"drop\"]",
            "junos_rtflow tcp drop 198.51.100.3:40123 > 192.0.2.1:23 untrust 2026-11-21T06:34:00Z",
        );
        flow(
            "RT_IDS: RT_SCREEN_IP: Fragmented traffic! source: 198.51.100.3, destination: 192.0.2.1, protocol-id: 17, zone name: untrust, \
             interface name: ge-0/0/0.0, action: drop",
            "junos_rtflow udp drop 198.51.100.3 > 192.0.2.1 ge-0/0/0.0",
        );
        flow(
            "RT_IDS: RT_SCREEN_ICMP: Ping of death! source: 198.51.100.3, destination: 192.0.2.1, zone name: untrust, interface name: x, \
             action: alarm-without-drop",
            "junos_rtflow icmp alert 198.51.100.3 > 192.0.2.1 x",
        );
        malformed("RT_FLOW: RT_FLOW_SESSION_DENY: session denied 203.0.113.5->192.0.2.10/x");
    }

    #[test]
    fn filters() {
        for (kind, said, expected) in [
            (
                "IP: FW",
                "ge-1/0/10.0  A  tcp 192.0.2.1 198.51.100.2  8082 43206 (2",
                "tcp allow 192.0.2.1:8082 > 198.51.100.2:43206 ge-1/0/10.0",
            ),
            (
                "IP - FW",
                "ae0.1 R udp 192.0.2.1 198.51.100.2 5353 161 (1",
                "udp reject 192.0.2.1:5353 > 198.51.100.2:161 ae0.1",
            ),
            ("IP: FW", "lo0.0   D   ospf 192.0.2.1  224.0.0.5  0  0 (1", "ospf drop 192.0.2.1 > 224.0.0.5 lo0.0"),
            ("IP: FW", "so-0/1/0.0 A icmp 192.0.2.1 192.0.2.2 0 0 (1", "icmp allow 192.0.2.1 > 192.0.2.2 so-0/1/0.0"),
            (
                "ETH_IP: FW",
                "xe-0/0/3.0   A XXXX 00:00:5e:00:53:01 -> 00:00:5e:00:53:02  tcp 192.0.2.1 192.0.2.2 36146  9037 (1",
                "tcp allow 192.0.2.1:36146 > 192.0.2.2:9037 xe-0/0/3.0",
            ),
        ] {
            flow(
                &["Nov 20 10:28:33 r1 fpc0 PFE_FW_SYSLOG_", kind, ": ", said, " packets)"].concat(),
                &["junos_rtflow ", expected, " Nov 20 10:28:33"].concat(),
            );
        }
        packets("PFE_FW_SYSLOG_IP: FW: ge-1/0/10.0  D  tcp 192.0.2.1 192.0.2.2  8082 43206 (2 packets)", 2);
        malformed("PFE_FW_SYSLOG_ETH: FW: ge-0/0/5.0   D ff:ff:ff:ff:ff:ff 00:00:5e:00:53:01 0806 (1 packets)");
        malformed("PFE_FW_SYSLOG_IP6_TCP_UDP: FW: ge-0/0/5.0 D tcp SA 2001:db8::1 (1 packets)");
    }

    /// Names of rules that translate may be numbers, which are no protocol.
    #[test]
    fn rules() {
        const CREATED: &str = "RT_FLOW: RT_FLOW_SESSION_CREATE: session created 10.1.1.5/50111->203.0.113.9/443 ";
        for (rules, transport) in [
            ("0x0 junos-https 192.0.2.1/22011->203.0.113.9/443 0x0 source rule 1 N/A N/A 6", "tcp"),
            ("junos-https 192.0.2.1/22011->203.0.113.9/443 10 None 6", "tcp"),
            ("junos-https 192.0.2.1/22011->203.0.113.9/443 17 17 6", "tcp"),
            ("0x0 x 192.0.2.1/22011->203.0.113.9/443 0x0 N/A N/A destination rule 6 17", "udp"),
            ("0x0 x 192.0.2.1/22011->203.0.113.9/443 0x0 static rule 1 static rule 6 17", "udp"),
            ("0x0 x 192.0.2.1/22011->203.0.113.9/443 0x0 N/A N/A N/A N/A 132", "sctp"),
        ] {
            flow(
                &[CREATED, rules, " t2u trust untrust 12345"].concat(),
                &["junos_rtflow ", transport, " allow 10.1.1.5:50111 > 203.0.113.9:443 trust untrust"].concat(),
            );
        }
        malformed(&(CREATED.to_owned() + "x 192.0.2.1/22011->203.0.113.9/443 None t2u p 6 trust untrust 12345"));
    }
}
