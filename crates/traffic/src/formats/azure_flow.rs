//! Azure's flow logs: the tuples of network security groups and of virtual networks, alone or in their JSON; and its firewall's messages.
//!
//! Traps: `T` and `U` are protocols in one, numbers in the other; `D` is a verdict in one, a state in the other; a firewall says its verdict in
//! words after the ends.

use crate::flow::flow;
use crate::formats::{Context, Format};
use crate::line::{Line, Reading, Sink};
use crate::scan::{
    End, after, byte, csv, cut, is_address, is_digits, number, parts, trim_any, until, word, word_after,
};
use crate::{Action, Direction, Flow, Kind, Transport};

pub(crate) const FORMAT: Format = Format::new("azure_nsg_flow", "Azure flow logs", ",", read);

/// `TCP request from 10.6.0.4:50222 to 203.0.113.9:445. Action: Deny. …`, with the name of an application's protocol in some.
pub(crate) const FIREWALL: Format = Format::new("azure_firewall", "Azure Firewall", "Pq.:", request);

fn request(line: &Line<'_>, _: &mut Context, sink: &mut Sink<'_>) -> Reading {
    let mut flow = Flow::empty();
    if ends_and_verdict(line.body, &mut flow).is_none() {
        return Reading::Pass;
    }
    flow.time = line.time;
    sink.flow(&mut flow);
    Reading::Flows
}

fn ends_and_verdict<'a>(text: &'a str, flow: &mut Flow<'a>) -> Option<()> {
    let (said, rest) = cut(text, " request from ")?;
    let (from, rest) = word(rest);
    let (to, rest) = word(rest.strip_prefix("to ")?);
    flow.source = End::colon_or_name(from)?;
    flow.destination = End::colon_or_name(trim_any(to, b"."))?;
    flow.kind = Kind::Connection;
    // Rules for applications know only what TCP carries.
    flow.transport = Transport::named(word(said).0).or(Some(Transport::Tcp));
    flow.icmp_type = byte(after(said, "Type=").unwrap_or_default());
    flow.action_text = until(word_after(rest, "Action: "), b".");
    flow.action = Action::of(flow.action_text).unwrap_or(Action::Log);
    Some(())
}

fn read(line: &Line<'_>, _: &mut Context, sink: &mut Sink<'_>) -> Reading {
    if let Some(mut flow) = tuple(trim_any(line.body, b"\", \t")) {
        sink.flow(&mut flow);
        return Reading::Flows;
    }
    // Of JSON that is spread over lines, a line may have several: `"flowTuples": ["…", "…"]`.
    for part in parts(line.body, b"\"") {
        if let Some(mut flow) = tuple(trim_any(part, b", \t")) {
            sink.flow(&mut flow);
        }
    }
    Reading::of(sink, Reading::Pass)
}

/// `1542110377,203.0.113.5,192.0.2.10,44931,443,T,I,D`, with or without state and counts.
pub(super) fn tuple(text: &str) -> Option<Flow<'_>> {
    let mut column = [""; 14];
    let count = csv(text, b',', &mut column);
    let [time, source, destination, source_port, destination_port, protocol, direction, verdict, fourth, packets, ..] =
        column;
    if !(8..=13).contains(&count) || !is_digits(time) || !is_address(source) || !is_address(destination) {
        return None;
    }
    let is_virtual_network = is_digits(protocol);
    let transport = match protocol {
        "T" => Transport::Tcp,
        "U" => Transport::Udp,
        other => byte(other).map(Transport::numbered)?,
    };
    let direction = match direction {
        "I" => Direction::In,
        "O" => Direction::Out,
        _ => return None,
    };
    let action = match verdict {
        "D" => Action::Deny,
        "A" if !is_virtual_network => Action::Allow,
        "B" | "C" | "E" if is_virtual_network => Action::Allow,
        _ => return None,
    };
    let mut flow = flow! {
        format: FORMAT.id,
        kind: Kind::Connection,
        time,
        action,
        action_text: verdict,
        transport: Some(transport),
        source: End::of(source, source_port)?,
        destination: End::of(destination, destination_port)?,
        direction: Some(direction),
        state_text: if is_virtual_network { verdict } else { fourth },
        count: number(packets),
    };
    flow.drop_ports_without_transport();
    Some(flow)
}

#[cfg(test)]
mod tests {
    use crate::testing::{flow, flows, none};

    #[test]
    fn shapes() {
        flow(
            "1542110377,192.0.2.4,203.0.113.7,44931,443,T,O,A,E,25,3000,20,2000",
            "azure_nsg_flow tcp allow 192.0.2.4:44931 > 203.0.113.7:443 out 1542110377",
        );
        flow(
            "1663146003599,192.0.2.4,203.0.113.7,23956,53,17,O,D,NX,0,0,0,0",
            "azure_nsg_flow udp deny 192.0.2.4:23956 > 203.0.113.7:53 out 1663146003599",
        );
        flow(
            r#"1542110377,"192.0.2.4","203.0.113.7",44931,443,"T","O","D""#,
            "azure_nsg_flow tcp deny 192.0.2.4:44931 > 203.0.113.7:443 out 1542110377",
        );
        flows(
            r#"  "flowTuples": ["1542110377,203.0.113.5,192.0.2.10,44931,443,T,I,D","1542110378,203.0.113.5,192.0.2.10,44932,23,U,I,A"]"#,
            &[
                "azure_nsg_flow tcp deny 203.0.113.5:44931 > 192.0.2.10:443 in 1542110377",
                "azure_nsg_flow udp allow 203.0.113.5:44932 > 192.0.2.10:23 in 1542110378",
            ],
        );
        flows(
            "{\"records\":[{\"time\":\"x\",\"properties\":{\"Version\":1,\"flows\":[{\"rule\":\"r\",\"flows\":[{\"mac\":\"0\",\"flowTuples\":[\
             \"1542110377,203.0.113.5,192.0.2.10,44931,443,T,I,D\",\"1542110378,203.0.113.5,192.0.2.10,44932,23,U,I,A\"]}]}]}}]}",
            &[
                "azure_nsg_flow tcp deny 203.0.113.5:44931 > 192.0.2.10:443 in 1542110377",
                "azure_nsg_flow udp allow 203.0.113.5:44932 > 192.0.2.10:23 in 1542110378",
            ],
        );
        for (said, expected) in [
            (
                "TCP request from 192.0.2.1:5 to 203.0.113.9:445. Action: Deny. ",
                "tcp deny 192.0.2.1:5 > 203.0.113.9:445",
            ),
            (
                "UDP request from 192.0.2.1:5 to 203.0.113.9:53. Action: Allow. Rule Collection: Deny. Rule: r",
                "udp allow 192.0.2.1:5 > 203.0.113.9:53",
            ),
            (
                "TCP request from 203.0.113.5:5 to 192.0.2.8:3389 was DNAT'ed to 192.0.2.9:3390",
                "tcp log 203.0.113.5:5 > 192.0.2.8:3389",
            ),
            (
                "HTTPS request from 192.0.2.1:5 to www.example.com:443. Action: Deny. No rule matched.",
                "tcp deny 192.0.2.1:5 > www.example.com:443",
            ),
            (
                "ICMP Type=8 request from 192.0.2.1: to 203.0.113.9:. Action: Deny. ",
                "icmp deny 192.0.2.1 > 203.0.113.9 icmp 8",
            ),
        ] {
            flow(said, &["azure_firewall ", expected].concat());
            flow(
                &["{\"category\":\"AzureFirewallNetworkRule\",\"properties\":{\"msg\":\"", said, "\"},\"time\":\"t\"}"]
                    .concat(),
                &["azure_firewall ", expected, " t"].concat(),
            );
        }
        none("HTTP request from 192.0.2.1 to the server took 5 ms");
        none("1542110377,203.0.113.5,192.0.2.10,44931,443,X,I,D");
    }
}
