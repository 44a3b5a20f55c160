//! Reads one input.

use crate::flow_json::write_flow;
use crate::report::{Gathered, Skipped, write_report};
use crate::{Ports, Selection};
use catalog::concat;
use explain::Explainer;
use result_json::Json;
use std::sync::Arc;
use traffic::{Action, Event, Flow, Reader};

/// Lines that were not understood, and are shown.
const MOST_SKIPPED: usize = 200;
/// What is shown of one, in bytes.
const LONGEST_SKIPPED: usize = 400;

/// Reads an input in chunks, and explains its flows.
pub struct Reading {
    ports: Arc<Ports>,
    reader: Reader,
    base: String,
    state: State,
}

/// What events change.
struct State {
    explainer: Explainer,
    selection: Selection,
    gathered: Gathered,
    /// Flows that nobody has taken yet, without the brackets of the list.
    flows: Json,
    /// How many flows were wanted so far.
    wanted: usize,
}

impl Reading {
    /// A reading at the beginning of an input. Links start with `base`.
    pub fn new(ports: &Arc<Ports>, selection: Selection, base: String) -> Self {
        let state = State {
            explainer: Explainer::new(Arc::clone(&ports.knowledge)),
            selection,
            gathered: Gathered::default(),
            flows: Json::default(),
            wanted: 0,
        };
        Self { ports: Arc::clone(ports), reader: Reader::new(), base, state }
    }

    /// Reads the next bytes.
    pub fn push(&mut self, chunk: &[u8]) {
        let Self { ports, reader, state, .. } = self;
        reader.push(chunk, &mut |event| state.take(ports, &event));
    }

    /// What comes next is another input, with an encoding and headers of its own; lines are numbered on.
    pub fn next_input(&mut self) {
        let Self { ports, reader, state, .. } = self;
        reader.next_input(&mut |event| state.take(ports, &event));
    }

    /// How many lines have been read.
    pub const fn lines(&self) -> u64 {
        self.reader.totals().lines
    }

    /// The wanted flows since they were last taken, as a JSON list. The text lasts for chunks of a few megabytes.
    pub fn flows(&mut self) -> String {
        concat(&["[", &self.state.flows.take(), "]"])
    }

    /// Reads what is left, and returns the report as JSON, and the last flows as [`Reading::flows`] does.
    pub fn finish(self) -> (String, String) {
        let Self { ports, reader, mut state, base } = self;
        state.gathered.totals = reader.finish(&mut |event| state.take(&ports, &event));
        let flows = concat(&["[", state.flows.text_so_far(), "]"]);
        let report = state.explainer.finish();
        (write_report(&ports, &report, &state.gathered, state.wanted, &base), flows)
    }
}

impl State {
    fn take(&mut self, ports: &Ports, event: &Event<'_>) {
        match event {
            Event::Flow(flow) => self.flow(ports, flow),
            Event::NotUnderstood { line, text, reason, .. } => {
                self.gathered.skipped_in_all += 1;
                if self.gathered.skipped.len() < MOST_SKIPPED {
                    let end = (0..=LONGEST_SKIPPED.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
                    let text = text.get(..end.unwrap_or_default()).unwrap_or_default().to_owned();
                    self.gathered.skipped.push(Skipped { line: *line, text, reason: *reason });
                }
            }
            Event::Aside { .. } => {}
        }
    }

    fn flow(&mut self, ports: &Ports, flow: &Flow<'_>) {
        let is_wanted = self.selection.has_text(flow) && self.selection.has_host(flow);
        let decision = self.explainer.add(flow);
        if !is_wanted || self.selection.kind.is_some_and(|kind| decision.kind != Some(kind)) {
            return;
        }
        let gathered = &mut self.gathered;
        match gathered.formats.iter_mut().find(|(format, _)| *format == flow.format) {
            Some((_, count)) => *count += 1,
            None => gathered.formats.push((flow.format, 1)),
        }
        if let Some(seconds) = explain::moment(flow.date, flow.time) {
            let is_stopped = matches!(flow.action.verdict(), Action::Deny | Action::Alert);
            gathered.timeline.add(seconds, is_stopped);
        }
        if let Some(kind) = decision.kind {
            if self.selection.narrows() {
                gathered.count_match(kind);
            }
            gathered.hosts.add(flow, decision.ends);
        }
        self.wanted += 1;
        if self.wanted <= self.selection.skip || self.wanted - self.selection.skip > self.selection.flows {
            return;
        }
        let id = decision.port.and_then(|port| ports.id_of(port));
        if let Some(port) = decision.port {
            gathered.hits.insert(port);
        }
        write_flow(&mut self.flows, flow, &decision, id.as_deref());
    }
}
