//! tcpdump, and pf's log as tcpdump prints it.
//!
//! Traps: the dot before the port, in IPv6 too; a name in place of a port; DNS and other protocols are explained without a word of UDP; with
//! `-v` a packet has two lines; an ICMP error names a port that belongs to another packet, and may have its lines below; so may any packet
//! have what it carries, with addresses in it.

use crate::flow::{Packet, TcpFlags, flow};
use crate::formats::{Context, Format, keep};
use crate::line::{Line, Reading, Sink};
use crate::scan::{
    End, Table, after, before, begins, begins_with_any, columns, cut, find, has, is_address, is_digits, one_of, table,
    trim_any, word, word_after, words,
};
use crate::{Action, Aside, Direction, Flow, Kind, Transport, time};

pub(crate) const FORMAT: Format = Format::new("tcpdump", "tcpdump, pflog", "", read);

const REMARKS: [&str; 8] = [
    "tcpdump: ",
    "listening on ",
    "reading from file ",
    " packets captured",
    " packet captured",
    " received by filter",
    " dropped by kernel",
    " dropped by interface",
];

fn read(line: &Line<'_>, context: &mut Context, sink: &mut Sink<'_>) -> Reading {
    let numbered = if line.time.is_empty() { numbered(line) } else { None };
    let line = numbered.as_ref().unwrap_or(line);
    let body = line.body;
    let is_indented = begins_with_any(line.whole, b" \t");
    if is_indented && line.time.is_empty() {
        if body.starts_with("0x")
            && let Some((offset, _)) = cut(body, ":  ")
            && offset.len() == 6
        {
            return Reading::Aside(Aside::Part);
        }
        // The packet that an ICMP error is about.
        let is_quoted = context.packet.is_none() && context.format == FORMAT.id;
        if is_quoted && (line.whole.starts_with("\tIP") || packet(body, None).is_some()) {
            return Reading::Aside(Aside::Part);
        }
        if let Some((time, transport)) = context.packet.take() {
            let Some(mut flow) = packet(body, transport) else { return Reading::Pass };
            flow.time = &time;
            sink.flow(&mut flow);
            return Reading::Flows;
        }
    }
    context.packet = None;
    let mut found = Found::default();
    // Old pfSense writes the time once more in front of it, or the time since the packet before.
    let body = match line.tag {
        "pf" if !body.starts_with("rule ") => time::leading(body).map_or_else(|| word(body).1, |(_, rest)| rest),
        _ => body,
    };
    let Some(rest) = found.layer_of(body, !line.time.is_empty()) else {
        return if !line.whole.starts_with(' ') && REMARKS.iter().any(|remark| is_remark(line.whole, remark)) {
            context.is_payload = false;
            Reading::Aside(Aside::Header)
        } else if !line.time.is_empty()
            && ["ARP, ", "ARP (", "LLDP, ", "LLC, ", "STP ", "ethertype 0x", "arp who-has", "arp reply"]
                .iter()
                .any(|name| body.starts_with(name))
        {
            Reading::Aside(Aside::NoTraffic)
        } else if context.format == FORMAT.id
            && line.time.is_empty()
            && (line.whole.starts_with("E.") || line.whole.starts_with('`'))
        {
            // With -A, what a packet carries begins with its header, of version 4 or 6.
            context.is_payload = true;
            Reading::Aside(Aside::Part)
        } else {
            Reading::Pass
        };
    };
    context.is_payload = false;
    // What does not fit a packet is said before it.
    let misfit = if rest.starts_with("[total length ") {
        after(rest, "(invalid) ")
    } else if rest.starts_with("truncated-ip - ") {
        after(rest, "missing! ")
    } else {
        None
    };
    let rest = misfit.unwrap_or(rest);
    // With -v, the addresses are on the next line: `IP (tos 0x0, …, proto TCP (6), length 60)`.
    if let Some(inside) = rest.strip_prefix('(') {
        let name = if has(inside, "proto ") { "proto " } else { "next-header " };
        let transport = Transport::of(word_after(inside, name));
        let end = closing(inside);
        let after = end.and_then(|end| inside.get(end + 1..)).unwrap_or_default().trim_ascii_start();
        if after.is_empty() {
            context.packet = Some((keep(line.time), transport));
            return Reading::Aside(Aside::Part);
        }
        return finish(packet(after, transport).as_ref(), &found, line, sink);
    }
    finish(packet(rest, None).as_ref(), &found, line, sink)
}

/// Without the packet's number, and its lengths: `    1  caplen 98 len 98 2026-11-20 09:37:33.129402 IP …`.
fn numbered<'a>(line: &Line<'a>) -> Option<Line<'a>> {
    let (number, rest) = word(line.whole);
    let rest = rest.strip_prefix("caplen ").map_or(rest, |rest| word(word(word(rest).1).1).1);
    let (time, body) = time::leading(rest).filter(|_| is_digits(number))?;
    Some(Line { time, body, ..*line })
}

/// `12 packets captured`, `listening on eth0, link-type …`.
fn is_remark(text: &str, remark: &str) -> bool {
    match remark.strip_prefix(' ') {
        Some(_) => text.trim_ascii().ends_with(remark.trim_ascii_start()) && begins_with_any(text, b"0123456789"),
        None => text.starts_with(remark) && (remark != "listening on " || has(text, ", link-type ")),
    }
}

fn finish<'a>(flow: Option<&Flow<'a>>, found: &Found<'a>, line: &Line<'a>, sink: &mut Sink<'_>) -> Reading {
    let Some(&(mut flow)) = flow else { return if found.is_sure { Reading::Malformed } else { Reading::Pass } };
    flow.time = line.time;
    flow.direction = found.direction;
    flow.rule = found.rule;
    flow.action = found.action;
    flow.action_text = found.action_text;
    if found.direction == Some(Direction::Out) {
        flow.interface_out = found.interface;
    } else {
        flow.interface_in = found.interface;
    }
    sink.flow(&mut flow);
    Reading::Flows
}

/// What stands before the addresses.
struct Found<'a> {
    interface: &'a str,
    direction: Option<Direction>,
    rule: &'a str,
    action: Action,
    action_text: &'a str,
    /// Nothing else begins like this.
    is_sure: bool,
}

impl Default for Found<'_> {
    fn default() -> Self {
        Self { interface: "", direction: None, rule: "", action: Action::Log, action_text: "", is_sure: false }
    }
}

impl<'a> Found<'a> {
    /// Reads up to the addresses.
    fn layer_of(&mut self, body: &'a str, has_time: bool) -> Option<&'a str> {
        if let Some(rest) = body.strip_prefix("rule ") {
            return self.pf(rest);
        }
        // `IP`, `eth0  In  IP`, `00:11:22:33:44:55 > …, ethertype IPv4 (0x0800), length 74:`, `vlan 5, p 0, ethertype IPv4 (0x0800), `.
        for mark in ["ethertype IPv4 (0x0800), ", "ethertype IPv6 (0x86dd), ", "ethertype IPv4, ", "ethertype IPv6, "] {
            if let Some((_, rest)) = cut(body, mark) {
                self.is_sure = true;
                return if rest.starts_with("length ") { Some(cut(rest, ": ")?.1) } else { Some(rest) };
            }
        }
        // `vlan 12, p 0, IP`, `PPPoE  [ses 0x1] IP`, `MPLS (label 100, …) IP`.
        let inner = if begins(body, "vlan |PPPoE |MPLS ") { find(body, " IP") } else { None };
        let body = inner.and_then(|at| body.get(at + 1..)).unwrap_or(body);
        let (first, rest) = word(body);
        if one_of(first, "IP IP6") {
            self.is_sure = has_time;
            return Some(rest);
        }
        let (second, after) = word(rest);
        let (third, more) = word(after);
        if has_time && one_of(second, "In Out B M P") && one_of(third, "IP IP6") {
            self.is_sure = true;
            self.interface = first;
            self.direction = Direction::of(second);
            return Some(more);
        }
        None
    }

    /// `12/0(match): block in on em0: `, `4/(match) pass out on vio0: `, `0/0(match) [uid 0, pid 1] match in on em0: `.
    fn pf(&mut self, rest: &'a str) -> Option<&'a str> {
        let (rule, rest) = word(rest);
        find(rule, "(match)").or_else(|| find(rule, "/"))?;
        self.is_sure = true;
        self.rule = trim_any(before(rule, "("), b":/");
        let (rest, packet) = cut(rest, ": ")?;
        let mut words = words(rest);
        self.action_text = words.find(|word| Action::of(word).is_some() || one_of(word, "unkn nat rdr binat scrub"))?;
        self.action = Action::of(self.action_text).unwrap_or(Action::Log);
        self.direction = words.next().and_then(Direction::of);
        self.interface = words.find(|word| *word != "on").unwrap_or_default();
        Some(packet)
    }
}

/// Where the parenthesis closes that is open at the beginning.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 1;
    text.bytes().position(|byte| {
        depth += match byte {
            b'(' => 1,
            b')' => -1,
            _ => 0,
        };
        depth == 0
    })
}

/// `192.0.2.1.41822 > 192.0.2.10.23: Flags [S], …`.
fn packet(text: &str, known: Option<Transport>) -> Option<Flow<'_>> {
    let (from, rest) = word(text);
    let (arrow, rest) = word(rest);
    if arrow != ">" {
        return None;
    }
    let (to, said) = match word(rest) {
        (to, said) if to.ends_with(':') => (to.strip_suffix(':')?, said),
        // `-q` and broken packets say nothing more.
        (to, "") => (to, ""),
        _ => return None,
    };
    let transport = known.or_else(|| protocol(said));
    let has_ports = transport.is_none_or(Transport::has_ports);
    let mut flow = flow! {
        kind: Kind::Packet,
        source: End::dotted(from, has_ports)?,
        destination: End::dotted(to, has_ports)?,
        transport,
    };
    // What is explained without the name of a protocol is carried by UDP; TCP always has its flags.
    let is_port = |end: &End<'_>| end.port.is_some() || !end.port_name.is_empty();
    let is_cut_off = said.is_empty() || said.starts_with("[|") || said.starts_with("truncated");
    if transport.is_none()
        && is_port(&flow.source)
        && is_port(&flow.destination)
        && !is_cut_off
        && old_flags(word(said).0).is_none()
    {
        flow.transport = Some(Transport::Udp);
    }
    if transport.is_none() && flow.transport.is_none() && !is_address(from) {
        // Neither ports nor a protocol: the names are whole.
        (flow.source, flow.destination) = (End::dotted(from, false)?, End::dotted(to, false)?);
    }
    match flow.transport {
        Some(Transport::Tcp) => flow.tcp_flags = flags(said),
        Some(transport) if transport.is_icmp() => icmp(&mut flow, said),
        _ => {}
    }
    flow.drop_ports_without_transport();
    Some(flow)
}

/// The flags as they were written before `Flags [S]`: `S`, `P,`.
fn old_flags(word: &str) -> Option<TcpFlags> {
    TcpFlags::letters(word.strip_suffix(',').unwrap_or(word))
}

fn flags(said: &str) -> Option<TcpFlags> {
    match after(said, "Flags [") {
        Some(rest) => TcpFlags::letters(before(rest, "]")),
        None => old_flags(word(said).0),
    }
}

const PROTOCOLS: Table<Transport> = table! {
    "Flags [" => Transport::Tcp,
    "tcp" => Transport::Tcp,
    "[|tcp]" => Transport::Tcp,
    "[|udp]" => Transport::Udp,
    "[|icmp]" => Transport::Icmp,
    "UDP" => Transport::Udp,
    "udp" => Transport::Udp,
    "[udp" => Transport::Udp,
    "[bad udp" => Transport::Udp,
    "[no cksum]" => Transport::Udp,
    "ICMP6" => Transport::Icmpv6,
    "HBH ICMP6" => Transport::Icmpv6,
    "icmp6" => Transport::Icmpv6,
    "ICMP" => Transport::Icmp,
    "icmp" => Transport::Icmp,
    "sctp" => Transport::Sctp,
    "SCTP" => Transport::Sctp,
    "DCCP" => Transport::Dccp,
    "igmp" => Transport::Other(2),
    "ESP(" => Transport::Other(50),
    "AH(" => Transport::Other(51),
    "GREv" => Transport::Other(47),
    "OSPFv" => Transport::Other(89),
    "VRRPv" => Transport::Other(112),
    "PIMv" => Transport::Other(103),
};

fn protocol(said: &str) -> Option<Transport> {
    if let Some(transport) = PROTOCOLS.find(&|start| said.starts_with(start)) {
        return Some(transport);
    }
    // OpenBSD: `S 1187:1187(0) win 65535`, `. ack 1 win 65535`.
    let (first, mut rest) = word(said);
    // `[tcp sum ok]`, `cksum 0x1234 (correct),`
    while rest.starts_with('[') || rest.starts_with("cksum ") {
        rest = cut(rest, if rest.starts_with('[') { "] " } else { "), " }).map_or("", |(_, after)| after);
    }
    let is_old = old_flags(first).is_some()
        && (rest.starts_with("ack ") || word(rest).0.ends_with(')') && has(word(rest).0, ":"));
    // A number in parentheses: `ip-proto-41`.
    let number = first.strip_prefix("ip-proto-").and_then(Transport::of);
    if is_old { Some(Transport::Tcp) } else { number }
}

/// How tcpdump writes ICMP's types; longer texts first.
const ICMP: Table<(u8, Option<u8>)> = table! {
    "echo request" => (8, Some(0)),
    "echo reply" => (0, Some(0)),
    "time exceeded in-transit" => (11, Some(0)),
    "ip reassembly time exceeded" => (11, Some(1)),
    "redirect" => (5, None),
    "router advertisement" => (9, Some(0)),
    "router solicitation" => (10, Some(0)),
    "time stamp query" => (13, Some(0)),
    "time stamp reply" => (14, Some(0)),
    "address mask request" => (17, Some(0)),
    "address mask reply" => (18, Some(0)),
    "source quench" => (4, Some(0)),
    "parameter problem" => (12, None),
};

const ICMP_6: Table<(u8, Option<u8>)> = table! {
    "echo request" => (128, Some(0)),
    "echo reply" => (129, Some(0)),
    "router solicitation" => (133, Some(0)),
    "router advertisement" => (134, Some(0)),
    "neighbor solicitation" => (135, Some(0)),
    "neighbor advertisement" => (136, Some(0)),
    "redirect" => (137, Some(0)),
    "multicast listener query" => (130, Some(0)),
    "multicast listener report v2" => (143, Some(0)),
    "multicast listener report" => (131, Some(0)),
    "multicast listener done" => (132, Some(0)),
    "packet too big" => (2, Some(0)),
    "time exceeded in-transit" => (3, Some(0)),
    "unreachable port" => (1, Some(4)),
    "unreachable address" => (1, Some(3)),
    "unreachable prohibited" => (1, Some(1)),
    "unreachable route" => (1, Some(0)),
};

/// The reasons for which something cannot be reached: the code for a host, and for a network.
const REASONS: Table<(u8, u8)> = table! {
    "" => (1, 0),
    "need to frag" => (4, 4),
    "source route failed" => (5, 5),
    "unknown" => (7, 6),
    "isolated" => (8, 8),
    "admin prohibited" => (10, 9),
    "tos prohibited" => (12, 11),
    "admin prohibited filter" => (13, 13),
    "host precedence violation" => (14, 14),
    "precedence cutoff" => (15, 15),
};

/// The code of `ICMP host 192.0.2.1 unreachable - unknown`. Names of hosts may be any words.
fn unreachable(text: &str) -> Option<u8> {
    let (subject, reason) = cut(after(text, "ICMP ").unwrap_or(text), " unreachable")?;
    let reason = before(reason.strip_prefix(" - ").unwrap_or(reason), " (").trim_ascii();
    let mut said = [""; 4];
    let count = columns(subject, &mut said);
    let codes = REASONS.get(reason);
    match (said.get(..count)?, reason) {
        ([_, "protocol", _], "") => Some(2),
        ([_, _, "port", _], "") => Some(3),
        (["net", _], _) => codes.map(|(_, net)| net),
        (["host", _], _) => codes.map(|(host, _)| host),
        (_, "") => None,
        _ => codes.filter(|(host, net)| host == net).map(|(host, _)| host),
    }
}

/// `ICMP 192.0.2.1 udp port 33434 unreachable, length 36`.
fn icmp<'a>(flow: &mut Flow<'a>, said: &'a str) {
    let is_four = flow.transport == Some(Transport::Icmp);
    let names = if is_four { ICMP } else { ICMP_6 };
    let said = said.strip_prefix("HBH ").unwrap_or(said);
    let text = before(said, ", length");
    let is_error = has(text, "unreachable");
    let known = if is_four && is_error { Some((3, unreachable(text))) } else { names.find(&|name| has(text, name)) };
    if let Some((kind, code)) = known {
        (flow.icmp_type, flow.icmp_code) = (Some(kind), code);
    }
    // What the error is about: `192.0.2.1 udp port 53 unreachable`.
    let mut words = words(text).skip(1).skip_while(|word| !is_address(trim_any(word, b",")));
    if is_error
        && let (Some(address), Some(protocol), Some("port"), Some(port)) =
            (words.next(), words.next(), words.next(), words.next())
        && let Some(destination) = End::of(address, port)
    {
        flow.about = Some(Packet {
            transport: Transport::of(protocol),
            source: End::address(flow.destination.address),
            destination,
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{aside, flow, flows, malformed, none};

    #[test]
    fn remarks_before_packets() {
        flow(
            "Nov 20 10:15:02 192.0.2.254 pf: 000145 rule 141/0(match): block in on bge0: (tos 0x0, ttl 128, id 58078, offset 0, flags [none], \
             proto UDP (17), length 1052) 192.0.2.99.1137 > 203.0.113.111.24460: UDP, length 1024",
            "tcpdump udp deny 192.0.2.99:1137 > 203.0.113.111:24460 in bge0 Nov 20 10:15:02",
        );
        for start in [
            "    1  10:25:48.5 IP ",
            "1  10:25:48.5 IP ",
            "   12  caplen 98 len 98 10:25:48.5 IP ",
            "10:25:48.5 IP truncated-ip - 10 bytes missing! ",
            "10:25:48.5 PPPoE  [ses 0x1] IP ",
            "10:25:48.5 MPLS (label 100, exp 0, [S], ttl 64) IP ",
            "10:25:48.5 IP [total length 85 > length 84] (invalid) (tos 0x0, ttl 64, proto UDP (17), length 85)\n    ",
        ] {
            flow(
                &[start, "192.0.2.1.5353 > 192.0.2.2.53: UDP, length 30"].concat(),
                "tcpdump udp log 192.0.2.1:5353 > 192.0.2.2:53 10:25:48.5",
            );
        }
    }

    #[test]
    fn packets() {
        flow(
            "10:20:01.000123 IP 192.0.2.10.5353 > 224.0.0.251.5353: 0 PTR (QM)? _x._tcp.local. (40)",
            "tcpdump udp log 192.0.2.10:5353 > 224.0.0.251:5353 10:20:01.000123",
        );
        flow(
            "2026-11-20 10:20:01.000123 eth0  Out IP6 2001:db8::1.50000 > 2001:db8::2.443: Flags [P.], seq 1:2, ack 1, win 5, length 1",
            "tcpdump tcp log 2001:db8::1:50000 > 2001:db8::2:443 out eth0 ACK 2026-11-20 10:20:01.000123",
        );
        flow(
            "10:20:01.000123 IP ws.example.com.50000 > www.example.com.https: Flags [S], seq 1, win 5, length 0",
            "tcpdump tcp log ws.example.com:50000 > www.example.com:https SYN 10:20:01.000123",
        );
        flow(
            "10:20:01.000123 IP 192.0.2.1 > 192.0.2.2: ICMP 192.0.2.1 udp port 33434 unreachable, length 36",
            "tcpdump icmp log 192.0.2.1 > 192.0.2.2 icmp 3/3 about udp 192.0.2.2 > 192.0.2.1:33434 10:20:01.000123",
        );
        flow(
            "10:20:01.000123 IP ws.example.com > gw.example.com: ICMP echo request, id 1, seq 1, length 64",
            "tcpdump icmp log ws.example.com > gw.example.com icmp 8/0 10:20:01.000123",
        );
        flow(
            "10:20:01.000123 IP6 fe80::1 > ff02::1:ff00:2: ICMP6, neighbor solicitation, who has fe80::2, length 32",
            "tcpdump icmpv6 log fe80::1 > ff02::1:ff00:2 icmp 135/0 10:20:01.000123",
        );
        flow(
            "10:20:01.000123 00:00:5e:00:53:01 > 00:00:5e:00:53:02, ethertype IPv4 (0x0800), length 74: 192.0.2.1.5 > 192.0.2.2.6: UDP, length 3",
            "tcpdump udp log 192.0.2.1:5 > 192.0.2.2:6 10:20:01.000123",
        );
        flow(
            "10:20:01.000123 00:00:5e:00:53:01 > 00:00:5e:00:53:02, ethertype 802.1Q (0x8100), length 78: vlan 12, p 0, ethertype IPv4 \
             (0x0800), 192.0.2.1.5 > 192.0.2.2.6: UDP, length 3",
            "tcpdump udp log 192.0.2.1:5 > 192.0.2.2:6 10:20:01.000123",
        );
        flow(
            "10:20:01.000123 vlan 12, p 0, IP 192.0.2.1.5 > 192.0.2.2.6: UDP, length 3",
            "tcpdump udp log 192.0.2.1:5 > 192.0.2.2:6 10:20:01.000123",
        );
        for (said, expected) in [
            ("ICMP gw.example.net udp port domain unreachable, length 66", "3/3"),
            ("ICMP localhost udp port 5353 unreachable, length 66", "3/3"),
            ("ICMP net 198.51.100.0 unreachable - admin prohibited, length 66", "3/9"),
            ("ICMP host 198.51.100.3 unreachable - admin prohibited filter, length 66", "3/13"),
            ("ICMP host 198.51.100.3 unreachable - unknown, length 66", "3/7"),
            ("ICMP host 198.51.100.3 unreachable - tos prohibited, length 66", "3/12"),
            ("ICMP 198.51.100.3 unreachable - need to frag (mtu 1400), length 66", "3/4"),
            ("ICMP host 198.51.100.3 unreachable, length 66", "3/1"),
            ("ICMP 198.51.100.3 protocol 47 unreachable, length 66", "3/2"),
            ("ICMP host 198.51.100.3 unreachable - of late, length 66", "3"),
        ] {
            flow(
                &format!("06:51:00.000001 IP gw.example.net > ws.example.net: {said}"),
                &format!("tcpdump icmp log gw.example.net > ws.example.net icmp {expected} 06:51:00.000001"),
            );
        }
        flow(
            "06:58:00.123456 IP 198.51.100.3.40123 > 192.0.2.1.80: P, cksum 0x1234 (correct), 1:37(36) ack 1 win 5",
            "tcpdump tcp log 198.51.100.3:40123 > 192.0.2.1:80 06:58:00.123456",
        );
        flow(
            "Nov 21 06:58:00.123456 rule 3/(match) block in on em0: 198.51.100.3.40123 > 192.0.2.1.23: S [tcp sum ok] 1187:1187(0) win 1024",
            "tcpdump tcp deny 198.51.100.3:40123 > 192.0.2.1:23 in em0 SYN Nov 21 06:58:00.123456",
        );
        flow("IP 192.0.2.1.443 > 192.0.2.2.50000: tcp 0", "tcpdump tcp log 192.0.2.1:443 > 192.0.2.2:50000");
        flow(
            "Nov 20 10:17:12.8 rule 4/(match) pass out on vio0: 192.0.2.1.3072 > 192.0.2.2.22: S 1187:1187(0) win 65535",
            "tcpdump tcp allow 192.0.2.1:3072 > 192.0.2.2:22 out vio0 SYN Nov 20 10:17:12.8",
        );
        malformed("10:20:01.000123 IP 192.0.2.1.99999 > 192.0.2.2.1: Flags [S], seq 1");
    }

    #[test]
    fn cut_off() {
        flow(
            "10:20:01.000123 IP 192.0.2.1.5 > 192.0.2.2.6: [|tcp]",
            "tcpdump tcp log 192.0.2.1:5 > 192.0.2.2:6 10:20:01.000123",
        );
        flow("10:20:01.000123 IP 192.0.2.1 > 192.0.2.2: tcp", "tcpdump tcp log 192.0.2.1 > 192.0.2.2 10:20:01.000123");
        flow(
            "10:20:01.000123 IP 192.0.2.1 > 192.0.2.2: [|icmp]",
            "tcpdump icmp log 192.0.2.1 > 192.0.2.2 10:20:01.000123",
        );
        flow(
            "10:20:01.000123 IP 192.0.2.1.5 > 192.0.2.2.6: [|domain]",
            "tcpdump - log 192.0.2.1:5 > 192.0.2.2:6 10:20:01.000123",
        );
    }

    #[test]
    fn two_lines() {
        flows(
            "10:20:01.000123 IP (tos 0x0, ttl 64, id 1, offset 0, flags [DF], proto TCP (6), length 60)\n    192.0.2.1.5 > 192.0.2.2.6: Flags \
             [S], cksum 0x1 (correct), seq 1, length 0\n\t0x0000:  4500 003c 0000 4000 4006\n",
            &["tcpdump tcp log 192.0.2.1:5 > 192.0.2.2:6 SYN 10:20:01.000123"],
        );
        flow(
            "10:20:01.000123 IP6 (flowlabel 0x1, hlim 64, next-header UDP (17) payload length: 9) 2001:db8::1.5 > 2001:db8::2.6: [udp sum ok] 1+ A? x. (9)",
            "tcpdump udp log 2001:db8::1:5 > 2001:db8::2:6 10:20:01.000123",
        );
    }

    /// Not the packet that an ICMP error is about, nor what a packet carries.
    #[test]
    fn inside_packets() {
        flows(
            "10:20:01.000123 IP (tos 0x0, ttl 1, id 0, offset 0, flags [none], proto ICMP (1), length 88)\n    192.0.2.1 > 192.0.2.2: ICMP time \
             exceeded in-transit, length 68\n\tIP (tos 0x0, ttl 1, id 2, offset 0, flags [none], proto UDP (17), length 60)\n    192.0.2.2.5 > \
             203.0.113.1.33434: UDP, length 32\n10:20:02.000123 IP (tos 0x0, ttl 64, proto TCP (6), length 60)\n    192.0.2.2.5 > \
             192.0.2.1.6: Flags [S], seq 1, length 0\n",
            &[
                "tcpdump icmp log 192.0.2.1 > 192.0.2.2 icmp 11/0 10:20:01.000123",
                "tcpdump tcp log 192.0.2.2:5 > 192.0.2.1:6 SYN 10:20:02.000123",
            ],
        );
        for start in ["E..u..@.@...GET / HTTP/1.1", "`.....@.. ...GET / HTTP/1.1"] {
            flows(
                &[
                    "10:20:01.000123 IP 192.0.2.1.5 > 192.0.2.2.80: UDP, length 3\n",
                    start,
                    "\nHost: 203.0.113.80:8080\nReferer: http://192.0.2.9:3000/\n\n{\"src_ip\":\"203.0.113.5\",\"src_port\":4,\"dest_ip\":\"192.0.2.1\",\n\
                     \"dest_port\":22}\ntcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:*\n80/tcp -> 0.0.0.0:8080\n10:20:02.000123 IP 192.0.2.2.80 > 192.0.2.1.5: UDP, length 3\n\
                     192.0.2.9:3000\n",
                ]
                .concat(),
                &[
                    "tcpdump udp log 192.0.2.1:5 > 192.0.2.2:80 10:20:01.000123",
                    "tcpdump udp log 192.0.2.2:80 > 192.0.2.1:5 10:20:02.000123",
                    "plain - log 192.0.2.9:3000",
                ],
            );
        }
        // A quote in what a packet carries is none of the log, unless all of it is quoted.
        let packet = "10:20:01.000123 IP 192.0.2.1.5 > 192.0.2.2.25: UDP, length 3\nE..u..@.@...DATA\n";
        let quote = "> Nov 20 10:28:07 srv sshd[4711]: Connection from 203.0.113.5 port 51022 on 192.0.2.10 port 22\n";
        let found = "tcpdump udp log 192.0.2.1:5 > 192.0.2.2:25 10:20:01.000123";
        flows(&[packet, quote].concat(), &[found]);
        let quoted = ["> ", &packet.replace('\n', "\n> "), "\n>\n> ", packet].concat();
        flows(&quoted, &[found, found]);
    }

    #[test]
    fn others() {
        aside("listening on eth0, link-type EN10MB (Ethernet), snapshot length 262144 bytes");
        aside("12 packets captured");
        aside("10:20:01.000123 ethertype 0x88cc, length 46");
        aside("10:20:01.000123 ARP, Request who-has 192.0.2.1 tell 192.0.2.2, length 28");
        none("IP address is 192.0.2.1");
    }
}
