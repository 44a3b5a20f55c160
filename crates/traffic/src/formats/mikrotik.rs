//! Mikrotik's routers: `drop input: in:ether1 out:(unknown 0), src-mac …, proto TCP (SYN), a:p->b:p, len 60`.
//!
//! Traps: the prefix of the rule is the only place for a verdict; the chain follows it. A translated pair follows `NAT`.

use crate::flow::{TcpFlags, flow};
use crate::formats::{Context, Format};
use crate::line::{Line, Reading, Sink};
use crate::scan::{End, after, before, byte, cut, has, is_address, parts, rcut, trim_any, word};
use crate::{Action, Direction, Flow, Transport};

pub(crate) const FORMAT: Format = Format::new("mikrotik", "MikroTik RouterOS", ":->,prot", read);

fn read(line: &Line<'_>, _: &mut Context, sink: &mut Sink<'_>) -> Reading {
    let text = line.whole;
    // The chain is before it, which no prefix that ends in `in:` has.
    let Some((head, rest)) = cut(text, ": in:") else { return Reading::Pass };
    if !has(rest, " out:") || !has(rest, "proto ") || !has(rest, "->") {
        return Reading::Pass;
    }
    let Some(mut flow) = flow_of(head, rest) else { return Reading::Malformed };
    flow.time = line.time;
    sink.flow(&mut flow);
    Reading::Flows
}

fn flow_of<'a>(head: &'a str, text: &'a str) -> Option<Flow<'a>> {
    // `firewall,info drop input:`; topics and syslog's header are before the prefix.
    let (prefix, chain) = rcut(head, b' ').unwrap_or(("", head));
    let prefix = after(prefix, "firewall,info").or(after(prefix, "firewall,")).unwrap_or(prefix).trim_ascii();
    let (interface_in, rest) = cut(text, " out:")?;
    let (interface_out, rest) = cut(rest, ",")?;
    let protocol = after(rest, "proto ")?;
    let name = word(protocol).0;
    let mut transport = Transport::of(trim_any(name, b","))?;
    let detail = after(protocol, "(").map(|rest| before(rest, ")")).filter(|_| !name.ends_with(','));
    let pair = parts(protocol, b" ,").find_map(|word| {
        let (from, to) = cut(word, "->")?;
        Some((end(from)?, end(to)?))
    });
    let (source, destination) = pair?;
    if transport == Transport::Icmp && has(source.address, ":") {
        transport = Transport::Icmpv6;
    }
    let action = Action::in_prefix(prefix);
    let value = |name| detail.and_then(|detail| after(detail, name)).and_then(|rest| byte(before(rest, ",")));
    let mut flow = flow! {
        action: action.unwrap_or(Action::Log),
        action_text: prefix,
        rule: prefix,
        transport: Some(transport),
        source,
        destination,
        interface_in: name_of(interface_in),
        interface_out: name_of(interface_out),
        direction: Direction::of(chain),
        tcp_flags: detail.filter(|_| transport == Transport::Tcp).and_then(TcpFlags::words),
    };
    if transport.is_icmp() {
        flow.icmp_type = value("type ");
        flow.icmp_code = value("code ");
    }
    flow.drop_ports_without_transport();
    Some(flow)
}

/// IPv6 has a port only behind brackets.
fn end(text: &str) -> Option<End<'_>> {
    if is_address(text) { Some(End::address(text)) } else { End::colon_or_alone(text) }
}

fn name_of(interface: &str) -> &str {
    if interface.starts_with('(') { "" } else { word(interface).0 }
}

#[cfg(test)]
mod tests {
    use crate::testing::{flow, malformed};

    #[test]
    fn shapes() {
        flow(
            "nov/20 10:28:02 firewall,info FW-ACCEPT forward: in:bridge out:<pppoe-x>, connection-state:new src-mac 00:00:5e:00:53:10, proto \
             UDP, 192.0.2.5:5000->198.51.100.7:53, NAT (192.0.2.5:5000->203.0.113.1:5000)->198.51.100.7:53, len 60",
            "mikrotik udp allow 192.0.2.5:5000 > 198.51.100.7:53 forward bridge <pppoe-x> nov/20 10:28:02",
        );
        flow(
            "input: in:ether1 out:(unknown 0), proto ICMP (type 8, code 0), 203.0.113.5->192.0.2.10, len 84",
            "mikrotik icmp log 203.0.113.5 > 192.0.2.10 in ether1 icmp 8/0",
        );
        flow(
            "firewall,info drop input: in:ether1 out:(unknown 0), proto TCP (SYN,ACK), [2001:db8::1]:443->[2001:db8::2]:5000, len 60",
            "mikrotik tcp drop 2001:db8::1:443 > 2001:db8::2:5000 in ether1 SYN ACK",
        );
        flow(
            "firewall,info input: in:vlan10-guest out:(unknown 0), proto ICMP (type 135, code 0), fe80::1->ff02::1:ff00:1, len 72",
            "mikrotik icmpv6 log fe80::1 > ff02::1:ff00:1 in vlan10-guest icmp 135/0",
        );
        flow(
            "firewall,info wan drop in: input: in:ether1 out:(unknown 0), proto TCP (SYN), 198.51.100.3:40123->192.0.2.1:23, len 60",
            "mikrotik tcp drop 198.51.100.3:40123 > 192.0.2.1:23 in ether1 SYN",
        );
        flow(
            "firewall,info not accepted input: in:ether1 out:(unknown 0), proto 47, 198.51.100.3->192.0.2.1, len 60",
            "mikrotik gre log 198.51.100.3 > 192.0.2.1 in ether1",
        );
        malformed("input: in:ether1 out:(unknown 0), proto TCP (SYN), 203.0.113.5:99999->192.0.2.10:1, len 84");
    }
}
