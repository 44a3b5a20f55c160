//! The Firebox of `WatchGuard`: verdict, source, destination, service, ports, interfaces, then `key="value"`.
//!
//! Traps: the service is a name with its protocol, the ports follow it, and ICMP has none. Numbers after the interfaces are lengths.

use crate::flow::flow;
use crate::formats::{Context, Format};
use crate::line::{Line, Reading, Sink};
use crate::scan::{End, byte, has, is_address, number, rcut, trim_any, word, word_after};
use crate::{Action, Flow, Kind, Transport};

pub(crate) const FORMAT: Format = Format::new("watchguard", "WatchGuard", "=\"procid", read);

/// Time, member of a cluster, process.
const MOST_BEFORE: usize = 8;

fn read(line: &Line<'_>, _: &mut Context, sink: &mut Sink<'_>) -> Reading {
    if !has(line.whole, "proc_id=") {
        return Reading::Pass;
    }
    let mut rest = line.whole;
    for _ in 0..MOST_BEFORE {
        let (verdict, after) = word(rest);
        let (source, ends) = word(after);
        if is_address(source)
            && let Some(action) = Action::of(verdict)
        {
            let mut flow = flow_of(source, ends);
            if let Some(flow) = &mut flow {
                (flow.action, flow.action_text) = (action, verdict);
                (flow.time, flow.kind) = (line.time, Kind::Connection);
                if flow.transport == Some(Transport::Icmp) {
                    flow.icmp_type = byte(trim_any(word_after(line.whole, " type=\""), b"\""));
                }
            }
            return sink.flow_or_malformed(&mut flow);
        }
        rest = after;
    }
    Reading::Pass
}

/// `192.0.2.1 198.51.100.2 http/tcp 42017 80 Trusted External …`
fn flow_of<'a>(source: &'a str, rest: &'a str) -> Option<Flow<'a>> {
    let (target, rest) = word(rest);
    let (service, rest) = word(rest);
    let (name, protocol) = rcut(service, b'/')?;
    let transport = Transport::named(protocol)?;
    let (first, after) = word(rest);
    let (second, after) = word(after);
    let mut flow = flow! { transport: Some(transport), service: name };
    let interfaces = if transport.has_ports() && number(first).is_some() {
        (flow.source, flow.destination) = (End::of(source, first)?, End::of(target, second)?);
        after
    } else {
        (flow.source, flow.destination) = (End::address(source), End::address(target));
        rest
    };
    let (from, after) = word(interfaces);
    (flow.interface_in, flow.interface_out) = (from, word(after).0);
    is_address(target).then_some(flow)
}

#[cfg(test)]
mod tests {
    use crate::testing::{flow, malformed, none};

    #[test]
    fn shapes() {
        flow(
            "2026-11-20 10:15:02 Member2 Allow 192.0.2.202 198.51.100.1 webcache/tcp 42973 8080 3-Trusted 1-WCI Allowed 60 63 \
             (Outgoing-proxy-00) proc_id=\"firewall\" rc=\"100\" src_ip_nat=\"203.0.113.163\" msg_id=\"3000-0148\"",
            "watchguard tcp allow 192.0.2.202:42973 > 198.51.100.1:8080 3-Trusted 1-WCI 2026-11-20 10:15:02",
        );
        flow(
            "Nov 20 10:15:02 fw firewall: Deny 192.0.2.131 198.51.100.1 echo-request/icmp Trusted Firebox Denied 84 64 (Ping-00) \
             proc_id=\"firewall\" rc=\"101\" msg_id=\"3000-0148\" type=\"8\" duration=\"0\"",
            "watchguard icmp deny 192.0.2.131 > 198.51.100.1 Trusted Firebox icmp 8 Nov 20 10:15:02",
        );
        malformed("Deny 192.0.2.131 198.51.100.1 https/tcp 99999 443 Trusted External Denied proc_id=\"firewall\"");
        none("2026-11-20 10:15:02 admin@Firebox-DB logged in from 192.0.2.1 proc_id=\"sessiond\"");
    }
}
