//! The report about an input.

use crate::Ports;
use crate::finding_json::write_finding;
use crate::flow_json::{long, write_count, write_long};
use crate::hosts::{Hosts, write_hosts};
use crate::kind_json::{write_flag, write_kind};
use crate::socket_json::write_socket;
use crate::timeline::Timeline;
use catalog::sorted;
use explain::{Places, Report};
use result_json::Json;
use traffic::{Reason, Totals};

/// What is gathered beside the explainer.
#[derive(Default)]
pub(crate) struct Gathered {
    pub(crate) totals: Totals,
    /// Formats with their flows, in the order in which they came.
    pub(crate) formats: Vec<(&'static str, u64)>,
    /// The addresses of both ends.
    pub(crate) hosts: Hosts,
    pub(crate) timeline: Timeline,
    pub(crate) skipped: Vec<Skipped>,
    pub(crate) skipped_in_all: u64,
    /// The ports of hits that flows name.
    pub(crate) hits: PortSet,
    /// The numbers of kinds, and of each how many flows were selected; only where some were not.
    matched: Vec<(u64, u64)>,
    /// Where each kind is among them.
    places: Places,
}

impl Gathered {
    /// A flow of this kind was selected.
    pub(crate) fn count_match(&mut self, kind: u64) {
        let at = self.places.get(kind).unwrap_or_else(|| {
            self.places.insert(kind, self.matched.len());
            self.matched.push((kind, 0));
            self.matched.len() - 1
        });
        if let Some((_, flows)) = self.matched.get_mut(at) {
            *flows += 1;
        }
    }
}

/// A set of ports: a bit for each.
#[derive(Clone, Default)]
pub(crate) struct PortSet(Vec<u64>);

impl PortSet {
    pub(crate) fn insert(&mut self, port: u16) {
        self.0.resize(1_024, 0);
        if let Some(bits) = self.0.get_mut(usize::from(port >> 6)) {
            *bits |= 1 << (port & 63);
        }
    }

    fn has(&self, port: u16) -> bool {
        self.0.get(usize::from(port >> 6)).is_some_and(|bits| bits >> (port & 63) & 1 != 0)
    }
}

/// A line that was not understood.
pub(crate) struct Skipped {
    pub(crate) line: u64,
    pub(crate) text: String,
    pub(crate) reason: Reason,
}

/// Writes the report. `wanted` is how many flows were selected.
pub(crate) fn write_report(ports: &Ports, report: &Report, gathered: &Gathered, wanted: usize, base: &str) -> String {
    let mut hits = gathered.hits.clone();
    let mut hit = |port: Option<u16>| {
        let port = port?;
        hits.insert(port);
        ports.id_of(port)
    };
    let mut json = Json::default();
    let totals = gathered.totals;
    json.open('{');
    json.key("totals");
    json.open('{');
    for (name, number) in [
        ("lines", totals.lines),
        ("withFlows", totals.with_flows),
        ("asides", totals.asides),
        ("notUnderstood", totals.not_understood),
        ("flows", totals.flows),
    ] {
        write_count(&mut json, name, number);
    }
    json.close('}');
    json.key("selected");
    json.number(wanted);
    // With zeros behind, because numbers like these are sorted elsewhere, and sorting is compiled for each type.
    let matched = sorted(gathered.matched.iter().map(|(kind, flows)| [*kind, *flows, 0, 0]).collect());
    json.list("matched", matched, |json, [kind, flows, ..]| {
        json.open('{');
        json.property("kind", Some(&long(kind)));
        write_count(json, "flows", flows);
        json.close('}');
    });
    json.list("formats", &gathered.formats, |json, (id, count)| {
        json.open('{');
        json.property("id", Some(id));
        json.property("name", traffic::formats().find(|format| format.id == *id).map(|format| format.name));
        write_count(json, "flows", *count);
        json.close('}');
    });
    write_hosts(&mut json, &gathered.hosts);
    json.list("kinds", &report.kinds, |json, kind| write_kind(json, kind, hit(kind.port).as_deref()));
    json.list("findings", &report.findings, |json, finding| write_finding(json, finding, hit(finding.port).as_deref()));
    write_count(&mut json, "findingsLeftOut", report.findings_left_out);
    json.list("sockets", &report.sockets, |json, socket| write_socket(json, socket, hit(Some(socket.port)).as_deref()));
    write_count(&mut json, "socketsLeftOut", report.sockets_left_out);
    write_flag(&mut json, "isPartial", report.is_partial);
    json.key("timeline");
    json.open('{');
    write_count(&mut json, "width", gathered.timeline.width());
    json.list("steps", gathered.timeline.steps(), |json, (all, stopped)| {
        json.open('[');
        write_long(json, *all);
        write_long(json, *stopped);
        json.close(']');
    });
    json.close('}');
    json.list("skipped", &gathered.skipped, |json, skipped| {
        json.open('{');
        write_count(json, "line", skipped.line);
        json.property("text", Some(&skipped.text));
        json.property("reason", Some(skipped.reason.id()));
        let format = match skipped.reason {
            Reason::Malformed(format) | Reason::Conditional(format) => Some(format),
            Reason::NoFormat | Reason::TooLong => None,
        };
        json.property("format", format);
        json.close('}');
    });
    write_count(&mut json, "skippedInAll", gathered.skipped_in_all);
    json.key("hits");
    json.open('{');
    let hits = (0..=u16::MAX).filter(|port| hits.has(*port)).filter_map(|port| Some((ports.id_of(port)?, port)));
    let mut before = String::new();
    for (id, port) in sorted(hits.collect()) {
        // Several ports have the same hit.
        if id != before {
            json.key(&id);
            ports.write_hit(&mut json, &id, port, base);
            before = id;
        }
    }
    json.close('}');
    json.close('}');
    json.take()
}
