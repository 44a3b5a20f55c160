//! What the tests of formats share: a line is read, and its flow compared with a text.

use std::fmt::Write as _;

use crate::{End, Event, Flow, Reader, TcpFlags};

/// Checks that a text gives this one flow.
#[track_caller]
pub(crate) fn flow(text: &str, expected: &str) {
    flows(text, &[expected]);
}

/// Checks that a text gives one flow of this many packets.
#[track_caller]
pub(crate) fn packets(text: &str, expected: u64) {
    let mut found = Vec::new();
    let mut reader = Reader::new();
    let mut each = |event: Event<'_>| {
        if let Event::Flow(flow) = event {
            found.push(flow.count);
        }
    };
    reader.push(text.as_bytes(), &mut each);
    reader.finish(&mut each);
    assert_eq!(found, [Some(expected)], "{text}");
}

/// Checks that a text gives these flows, and that no line of it was not understood.
#[track_caller]
pub(crate) fn flows(text: &str, expected: &[&str]) {
    let (found, events) = read(text);
    assert!(!events.contains(&"not-understood".to_owned()), "{text}\n{found:?} {events:?}");
    assert_eq!(found, expected, "{text}");
}

/// Checks that a text gives these flows, some lines of which may be not understood.
#[track_caller]
pub(crate) fn flows_among_others(text: &str, expected: &[&str]) {
    assert_eq!(read(text).0, expected, "{text}");
}

/// Checks that each line is known to carry no traffic.
#[track_caller]
pub(crate) fn aside(text: &str) {
    let (found, events) = read(text);
    assert!(found.is_empty() && events.iter().all(|event| event == "aside"), "{text}\n{found:?} {events:?}");
}

/// Checks that a line is of a format, but does not fit it.
#[track_caller]
pub(crate) fn malformed(text: &str) {
    let (found, events) = read(text);
    assert!(found.is_empty() && events == ["malformed"], "{text}\n{found:?} {events:?}");
}

/// Checks that each line is a rule with a condition that a flow cannot say.
#[track_caller]
pub(crate) fn conditional(text: &str) {
    let (found, events) = read(text);
    assert!(found.is_empty() && events.iter().all(|event| event == "conditional"), "{text}\n{found:?} {events:?}");
}

/// Checks that no format claims the line.
#[track_caller]
pub(crate) fn none(text: &str) {
    let (found, events) = read(text);
    assert!(found.is_empty() && events.iter().all(|event| event == "not-understood"), "{text}\n{found:?} {events:?}");
}

fn read(text: &str) -> (Vec<String>, Vec<String>) {
    let (mut found, mut events) = (Vec::new(), Vec::new());
    let mut each = |event: Event<'_>| match event {
        Event::Flow(flow) => found.push(summary(flow)),
        Event::Aside { .. } => events.push("aside".to_owned()),
        Event::NotUnderstood { reason, .. } => {
            events.push(if reason.id() == "no-format" { "not-understood" } else { reason.id() }.to_owned());
        }
    };
    let mut reader = Reader::new();
    reader.push(text.as_bytes(), &mut each);
    reader.finish(&mut each);
    (found, events)
}

fn summary(flow: &Flow<'_>) -> String {
    let mut parts = vec![flow.format.to_owned()];
    parts.push(
        flow.transport
            .map_or("-".to_owned(), |t| if t.id().is_empty() { t.number().to_string() } else { t.id().to_owned() }),
    );
    parts.push(flow.action.id().to_owned());
    parts.extend(flow.state.map(|state| state.id().to_owned()));
    parts.push(ends(&flow.source, &flow.destination));
    parts.extend(flow.is_undirected.then(|| "undirected".to_owned()));
    parts.extend(flow.direction.map(|direction| direction.id().to_owned()));
    parts.extend([flow.interface_in, flow.interface_out].map(str::to_owned));
    for (name, flag) in [("SYN", TcpFlags::SYN), ("ACK", TcpFlags::ACK), ("RST", TcpFlags::RST), ("FIN", TcpFlags::FIN)]
    {
        parts.extend(flow.tcp_flags.filter(|flags| flags.has(flag)).map(|_| name.to_owned()));
    }
    if let Some(kind) = flow.icmp_type {
        let mut icmp = format!("icmp {kind}");
        if let Some(code) = flow.icmp_code {
            let _ = write!(icmp, "/{code}");
        }
        parts.push(icmp);
    }
    if let Some(about) = flow.about {
        parts.push(format!(
            "about {} {}",
            about.transport.map_or("-", crate::Transport::id),
            ends(&about.source, &about.destination)
        ));
    }
    parts.push(flow.process.to_owned());
    parts.extend(flow.pid.map(|pid| pid.to_string()));
    parts.extend([flow.date, flow.time].map(str::to_owned));
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}

fn ends(source: &End<'_>, destination: &End<'_>) -> String {
    match (source.is_empty(), destination.is_empty()) {
        (true, _) => end(destination),
        (_, true) => format!("{} >", end(source)),
        _ => format!("{} > {}", end(source), end(destination)),
    }
}

fn end(end: &End<'_>) -> String {
    let mut text = end.address.to_owned();
    if let Some(port) = end.port {
        let _ = write!(text, ":{port}");
    }
    if let Some(last) = end.last {
        let _ = write!(text, "-{last}");
    }
    if !end.port_name.is_empty() {
        let _ = write!(text, ":{}", end.port_name);
    }
    text
}
