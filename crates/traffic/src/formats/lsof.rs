//! `lsof -i`.
//!
//! Traps: the port may be a name; datagrams have no state; columns of threads may stand before the user.

use crate::flow::flow;
use crate::formats::{Context, Format};
use crate::line::{Line, Reading, Sink};
use crate::scan::{End, columns, cut, one_of, pid, trim_any};
use crate::{Aside, Kind, State, Transport};

pub(crate) const FORMAT: Format = Format::new("lsof", "lsof", "IP", read);

fn read(line: &Line<'_>, _: &mut Context, sink: &mut Sink<'_>) -> Reading {
    let mut column = [""; 14];
    let count = columns(line.body, &mut column);
    let column = column.get(..count).unwrap_or_default();
    if matches!(column, ["COMMAND", "PID", ..]) && column.last() == Some(&"NAME") {
        return Reading::Aside(Aside::Header);
    }
    let Some(kind) = column.iter().position(|word| one_of(word, "IPv4 IPv6")).filter(|at| *at >= 4) else {
        return Reading::Pass;
    };
    let ([command, number, ..], Some([protocol, name, state @ ..])) = (column, column.get(kind + 3..)) else {
        return Reading::Pass;
    };
    let (Some(pid), Some(transport)) = (pid(number), Transport::named(protocol)) else { return Reading::Pass };
    if !transport.has_ports() {
        return Reading::Aside(Aside::NoTraffic);
    }
    let state_text = state.first().map_or("", |state| trim_any(state, b"()"));
    let mut flow = flow! {
        kind: Kind::Connection,
        transport: Some(transport),
        process: command,
        pid: Some(pid),
        state: State::of(state_text),
        state_text,
    };
    let ends = match cut(name, "->") {
        Some((local, peer)) => End::colon_or_name(local).zip(End::colon_or_name(peer)),
        None => End::colon_or_name(name).map(|local| (End::NONE, local)),
    };
    let Some(ends) = ends else { return Reading::Malformed };
    (flow.source, flow.destination) = ends;
    flow.is_undirected = !flow.source.is_empty();
    if flow.source.is_empty() {
        flow.kind = Kind::Listener;
        flow.state = flow.state.or(Some(State::Listen));
    }
    if flow.destination.port.is_none() && flow.destination.port_name.is_empty() {
        // A socket without a port: `UDP *:*`.
        return Reading::Aside(Aside::NoTraffic);
    }
    sink.flow(&mut flow);
    Reading::Flows
}

#[cfg(test)]
mod tests {
    use crate::testing::{aside, flow, malformed};

    #[test]
    fn shapes() {
        flow("mysqld  812 mysql 21u IPv6 0x1a2b 0t0 TCP *:mysql (LISTEN)", "lsof tcp log listen *:mysql mysqld 812");
        flow("mDNS\\x20R 1 _m 5u IPv4 1 0t0 UDP *:5353", "lsof udp log listen *:5353 mDNS\\x20R 1");
        flow(
            "a 1 2 thread root 5u IPv6 1 0t0 TCP [2001:db8::1]:22->[2001:db8::2]:50000 (ESTABLISHED)",
            "lsof tcp log established 2001:db8::1:22 > 2001:db8::2:50000 undirected a 1",
        );
        aside("COMMAND PID USER   FD   TYPE DEVICE SIZE/OFF NODE NAME");
        malformed("a 1 root 5u IPv6 1 0t0 TCP *:99999 (LISTEN)");
    }
}
