//! Flows that outlive their lines, and how a text is read.

#![allow(dead_code, reason = "no test uses all of it")]

pub(crate) mod corpus;
pub(crate) mod random;
pub(crate) mod writers;

use traffic::{Event, Flow, Reader, Totals, Transport};

/// The fields of a flow that a line must give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) line: u64,
    pub(crate) format: String,
    pub(crate) time: String,
    pub(crate) transport: String,
    /// The state of a socket or port, or else the action.
    pub(crate) outcome: String,
    /// Address and port.
    pub(crate) source: (String, Option<u16>),
    pub(crate) destination: (String, Option<u16>),
    pub(crate) icmp: Option<(u8, Option<u8>)>,
}

impl Seen {
    pub(crate) fn of(flow: &Flow<'_>) -> Self {
        Self {
            line: flow.line,
            format: flow.format.to_owned(),
            time: flow.time.to_owned(),
            transport: flow.transport.map_or("", Transport::id).to_owned(),
            outcome: flow.state.map_or(flow.action.verdict().id(), traffic::State::id).to_owned(),
            source: (flow.source.address.to_owned(), flow.source.port),
            destination: (flow.destination.address.to_owned(), flow.destination.port),
            icmp: flow.icmp_type.map(|kind| (kind, flow.icmp_code)),
        }
    }
}

/// What became of a text.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Report {
    pub(crate) flows: Vec<Seen>,
    /// For each line how many flows it has; none for an aside, and -1 if it was not understood. `None` if it was not reported.
    pub(crate) lines: Vec<Option<i64>>,
    /// Texts and offsets of lines without flows.
    pub(crate) others: Vec<(u64, u64, String)>,
    pub(crate) totals: Totals,
}

pub(crate) fn read(text: &[u8]) -> Report {
    read_chunks([text])
}

/// Reads a text in pieces, and checks that every line is accounted for once.
#[track_caller]
pub(crate) fn read_chunks<'a>(chunks: impl IntoIterator<Item = &'a [u8]>) -> Report {
    let mut report = Report::default();
    let mut each = |event: Event<'_>| {
        let (line, found) = match &event {
            Event::Flow(flow) => (flow.line, 1),
            Event::Aside { line, .. } => (*line, 0),
            Event::NotUnderstood { line, .. } => (*line, -1),
        };
        let at = usize::try_from(line).unwrap() - 1;
        if report.lines.len() <= at {
            report.lines.resize(at + 1, None);
        }
        report.lines[at] = match (report.lines[at], found) {
            (None, found) => Some(found),
            (Some(flows), 1) if flows > 0 => Some(flows + 1),
            (before, _) => panic!("line {line} was reported twice: {before:?}, then {event:?}"),
        };
        match event {
            Event::Flow(flow) => report.flows.push(Seen::of(flow)),
            Event::Aside { line, offset, text, .. } | Event::NotUnderstood { line, offset, text, .. } => {
                report.others.push((line, offset, text.to_owned()));
            }
        }
    };
    let mut reader = Reader::new();
    for chunk in chunks {
        reader.push(chunk, &mut each);
    }
    report.totals = reader.finish(&mut each);
    let totals = report.totals;
    assert_eq!(totals.lines, report.lines.len() as u64, "{totals:?}");
    assert!(report.lines.iter().all(Option::is_some), "{:?}", report.lines);
    assert_eq!(totals.lines, totals.with_flows + totals.asides + totals.not_understood, "{totals:?}");
    assert_eq!(totals.flows, report.flows.len() as u64, "{totals:?}");
    report
}
