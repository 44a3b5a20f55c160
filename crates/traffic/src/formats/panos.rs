//! PAN-OS: TRAFFIC and THREAT as comma-separated values.
//!
//! Traps: quoted columns with commas; a syslog header before the first column; ICMP has ports of 0.

use crate::flow::flow;
use crate::formats::{Context, Format};
use crate::line::{Line, Reading, Sink};
use crate::scan::{End, csv, find, is_address, number, rcut};
use crate::{Action, Aside, Kind, Transport};

pub(crate) const FORMAT: Format = Format::new("panos_traffic", "PAN-OS", ",", read);

fn read(line: &Line<'_>, _: &mut Context, sink: &mut Sink<'_>) -> Reading {
    // A rule may be called like a type.
    let of_type = |needle| find(line.whole, needle).filter(|at| starts_with_time(line.whole, *at));
    let Some(kind) = of_type(",TRAFFIC,").or_else(|| of_type(",THREAT,")) else {
        let is_other = of_type(",SYSTEM,").or_else(|| of_type(",CONFIG,")).is_some();
        return if is_other { Reading::Aside(Aside::NoTraffic) } else { Reading::Pass };
    };
    let mut column = [""; 36];
    // The type is the fourth column; a header may contain anything before the first.
    let count = csv(line.whole.get(kind + 1..).unwrap_or_default(), b',', &mut column);
    let [what, subtype, _, time, source, destination, _, _, rule, _, _, app, _, _, _, from, to, ..] = column;
    let [source_port, destination_port, protocol, action, packets] =
        [21, 22, 26, 27, 31].map(|at: usize| column.get(at).copied().unwrap_or_default());
    if count < 28 || !is_address(source) || !is_address(destination) {
        return Reading::Malformed;
    }
    let (Some(transport), Some(source), Some(destination)) =
        (Transport::of(protocol), End::of(source, source_port), End::of(destination, destination_port))
    else {
        return Reading::Malformed;
    };
    let otherwise = if subtype == "deny" { Action::Deny } else { Action::Log };
    let mut flow = flow! {
        kind: Kind::Connection,
        time: if line.time.is_empty() { time } else { line.time },
        action: Action::of(action).unwrap_or(otherwise),
        action_text: action,
        transport: Some(transport),
        source,
        destination,
        interface_in: from,
        interface_out: to,
        rule,
        service: app,
        count: number(packets).filter(|_| what == "TRAFFIC"),
    };
    flow.drop_ports_without_transport();
    sink.flow(&mut flow);
    Reading::Flows
}

/// `1,2026/11/20 10:26:44,0009C101317` is before the type.
fn starts_with_time(text: &str, at: usize) -> bool {
    let Some(before) = text.get(..at) else { return false };
    let time = rcut(before, b',').map(|(before, _)| rcut(before, b',').map_or(before, |(_, time)| time));
    time.is_some_and(|time| time.len() >= 19 && crate::time::leading(time).is_some())
}

#[cfg(test)]
mod tests {
    use crate::testing::{aside, flow, malformed, packets};

    #[test]
    fn shapes() {
        flow(
            "<14>Nov 20 10:26:44 pa1 1,2026/11/20 10:26:44,0009,THREAT,vulnerability,1,2026/11/20 10:26:44,2001:db8::1,2001:db8::2,::,::,\
             \"a \"\"b\"\", c\",,,web,vsys1,un,trust,e1,e2,S,2026/11/20 10:26:44,1,1,65123,443,0,0,0x0,tcp,reset-server,\"u/x\",y",
            "panos_traffic tcp reject 2001:db8::1:65123 > 2001:db8::2:443 e1 e2 Nov 20 10:26:44",
        );
        flow(
            "1,2026/11/20 10:26:44,0009,TRAFFIC,end,1,2026/11/20 10:26:45,192.0.2.1,192.0.2.2,0.0.0.0,0.0.0.0,r,,,ping,vsys1,a,b,e1,e2,S,\
             2026/11/20 10:26:44,1,1,0,0,0,0,0x0,icmp,allow,196,98,98,2",
            "panos_traffic icmp allow 192.0.2.1 > 192.0.2.2 e1 e2 2026/11/20 10:26:45",
        );
        packets(
            "1,2026/11/21 06:32:00,0018,TRAFFIC,start,2561,2026/11/21 06:32:00,10.1.1.5,203.0.113.9,192.0.2.1,203.0.113.9,THREAT,b,,ssl,\
             vsys1,trust,untrust,e1,e2,fwd,2026/11/21 06:32:00,33562,1,50111,443,40111,443,0x400000,tcp,allow,1200,700,500,9,2026/11/21 \
             06:31:50,8,any,0",
            9,
        );
        flow(
            "1,2026/11/21 06:32:00,0018,THREAT,vulnerability,1,2026/11/21 06:32:00,192.0.2.1,192.0.2.2,,,TRAFFIC,,,web,vsys1,un,dmz,e1,e2,\
             fwd,2026/11/21 06:32:00,33562,1,40123,80,0,0,0x8,tcp,reset-both,\"x\",y",
            "panos_traffic tcp reject 192.0.2.1:40123 > 192.0.2.2:80 e1 e2 2026/11/21 06:32:00",
        );
        aside("1,2026/11/20 10:26:44,0009,SYSTEM,general,0,2026/11/20 10:26:44,,general,,0,0,general,informational,x");
        malformed("1,2026/11/20 10:26:44,0009,TRAFFIC,end,1,2026/11/20 10:26:44,192.0.2.1");
    }
}
