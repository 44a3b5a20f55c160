//! `ipfw` of FreeBSD, and of macOS once: `ipfw: 65000 Deny TCP 198.51.100.4:4444 203.0.113.9:3389 in via em0`.
//!
//! Traps: ICMP has its type and code where the others have their name alone, and other protocols their number: `ICMP:8.0`, `P:2`.

use crate::flow::flow;
use crate::formats::{Context, Format};
use crate::line::{Line, Reading, Sink};
use crate::scan::{End, after, byte, cut, is_address, number, parts, word, word_after};
use crate::{Action, Direction, Flow, Transport};

pub(crate) const FORMAT: Format = Format::new("ipfw", "ipfw", "", read);

fn read(line: &Line<'_>, _: &mut Context, sink: &mut Sink<'_>) -> Reading {
    let body = if line.tag == "ipfw" { line.body } else { after(line.body, "ipfw: ").unwrap_or_default() };
    let (rule, rest) = word(body);
    let (said, rest) = word(rest);
    if number(rule).is_none() || rest.is_empty() {
        return Reading::Pass;
    }
    let mut flow = flow_of(rest);
    if let Some(flow) = &mut flow {
        (flow.rule, flow.time, flow.action_text) = (rule, line.time, said);
        // It answers that the host or port cannot be reached.
        let answers = matches!(said, "Unreach" | "Reset");
        flow.action = if answers { Action::Reject } else { Action::of(said).unwrap_or(Action::Log) };
    }
    sink.flow_or_malformed(&mut flow)
}

/// `TCP 198.51.100.4:4444 203.0.113.9:3389 in via em0`
fn flow_of(text: &str) -> Option<Flow<'_>> {
    let (protocol, rest) = word(text);
    let (name, details) = cut(protocol, ":").unwrap_or((protocol, ""));
    let transport = if name == "P" { Transport::numbered(byte(details)?) } else { Transport::named(name)? };
    let (source, rest) = word(rest);
    let (destination, rest) = word(rest);
    let end =
        |text| if transport.has_ports() { End::colon(text) } else { is_address(text).then(|| End::address(text)) };
    let mut flow = flow! { transport: Some(transport), source: end(source)?, destination: end(destination)? };
    if transport.is_icmp() {
        let mut details = parts(details, b".");
        (flow.icmp_type, flow.icmp_code) = (details.next().and_then(byte), details.next().and_then(byte));
    }
    let (way, rest) = word(rest);
    let interface = word_after(rest, "via ");
    flow.direction = Direction::of(way);
    *(if flow.direction == Some(Direction::Out) { &mut flow.interface_out } else { &mut flow.interface_in }) =
        interface;
    Some(flow)
}

#[cfg(test)]
mod tests {
    use crate::testing::{flow, malformed, none};

    #[test]
    fn shapes() {
        flow(
            "Nov 20 10:15:02 bsd kernel: ipfw: 65000 Deny TCP 198.51.100.4:4444 203.0.113.9:3389 in via em0",
            "ipfw tcp deny 198.51.100.4:4444 > 203.0.113.9:3389 in em0 Nov 20 10:15:02",
        );
        flow(
            "ipfw: 65000 Unreach TCP 198.51.100.4:2190 203.0.113.9:80 out via en0",
            "ipfw tcp reject 198.51.100.4:2190 > 203.0.113.9:80 out en0",
        );
        flow(
            "ipfw: 1200 Deny ICMP:8.0 198.51.100.4 203.0.113.9 in via em0",
            "ipfw icmp deny 198.51.100.4 > 203.0.113.9 in em0 icmp 8/0",
        );
        flow("ipfw: 65500 Deny P:2 192.0.2.33 224.0.0.1 in via em0", "ipfw igmp deny 192.0.2.33 > 224.0.0.1 in em0");
        flow(
            "ipfw: 400 Accept UDP [2001:db8::1]:5 [2001:db8::2]:53 out via em0",
            "ipfw udp allow 2001:db8::1:5 > 2001:db8::2:53 out em0",
        );
        flow(
            "ipfw: 9999 Deny UDP 192.168.xx.xx:5353 224.0.0.251:5353 in via em0",
            "ipfw udp deny :5353 > 224.0.0.251:5353 in em0",
        );
        malformed("ipfw: 65000 Deny TCP 198.51.100.4:99999 203.0.113.9:3389 in via em0");
        none("ipfw: limit 100 reached on entry 65000");
    }
}
