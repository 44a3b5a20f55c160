//! What a format is given, and where it puts what it finds.

use crate::scan::{has, parts};
use crate::{Aside, Event, Flow, Reason, Transport};

/// A line, its syslog header taken off.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line<'a> {
    /// The line as it is.
    pub(crate) whole: &'a str,
    /// The time at its beginning.
    pub(crate) time: &'a str,
    /// The program that a syslog header names.
    pub(crate) tag: &'a str,
    /// What follows the header.
    pub(crate) body: &'a str,
}

/// What a format says about a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// It is not of this format; nothing was given to the sink.
    Pass,
    /// Its flows were given to the sink.
    Flows,
    /// It is of this format, without traffic.
    Aside(Aside),
    /// It is of this format, but does not fit it.
    Malformed,
    /// It is a rule about ports, with a condition that a flow cannot say.
    Conditional,
}

impl Reading {
    /// For a line that is surely of the format: no flows were found if none was given to the sink.
    pub(crate) const fn of(sink: &Sink<'_>, otherwise: Self) -> Self {
        if sink.flows > 0 { Self::Flows } else { otherwise }
    }
}

/// Takes flows, and adds to them what is known of the line.
pub(crate) struct Sink<'s> {
    pub(crate) line: u64,
    pub(crate) offset: u64,
    pub(crate) text: &'s str,
    /// The format that is being tried: that of flows which name none themselves.
    pub(crate) format: &'static str,
    pub(crate) flows: u64,
    pub(crate) each: &'s mut dyn FnMut(Event<'_>),
}

impl<'s> Sink<'s> {
    #[inline(never)]
    pub(crate) fn flow<'f>(&mut self, flow: &mut Flow<'f>)
    where
        's: 'f,
    {
        // ASA, Zeek and others have one word for both.
        let is_v6 = |address: &str| has(address, ":") && !has(address, ".");
        if flow.transport == Some(Transport::Icmp) && (is_v6(flow.source.address) || is_v6(flow.destination.address)) {
            flow.transport = Some(Transport::Icmpv6);
        }
        flow.line = self.line;
        flow.offset = self.offset;
        flow.text = self.text;
        if flow.format.is_empty() {
            flow.format = self.format;
        }
        self.flows += 1;
        (self.each)(Event::Flow(flow));
    }

    /// The flow of a line that is surely of the format.
    pub(crate) fn flow_or_malformed<'f>(&mut self, flow: &mut Option<Flow<'f>>) -> Reading
    where
        's: 'f,
    {
        match self.flow_or_pass(flow) {
            Reading::Pass => Reading::Malformed,
            reading => reading,
        }
    }

    /// The flow of a line that is of the format if it gives one.
    pub(crate) fn flow_or_pass<'f>(&mut self, flow: &mut Option<Flow<'f>>) -> Reading
    where
        's: 'f,
    {
        match flow {
            Some(flow) => {
                self.flow(flow);
                Reading::Flows
            }
            None => Reading::Pass,
        }
    }

    /// Gives a flow of a rule for each port, or range of ports, in its lists. A wrong port in a list makes all of it wrong.
    #[inline(never)]
    pub(crate) fn each_port<'f>(&mut self, rule: &Flow<'f>, sources: &'f str, destinations: &'f str) -> Reading
    where
        's: 'f,
    {
        let is_source = destinations.is_empty() || has(sources, ",");
        let (many, one) = if is_source { (sources, destinations) } else { (destinations, sources) };
        if many.is_empty() {
            return Reading::Aside(Aside::NoTraffic);
        }
        // The cross product of two lists would not be bounded by the line.
        if has(one, ",") {
            return Reading::Conditional;
        }
        for is_checked in [false, true] {
            for ports in parts(many, b",") {
                let mut flow = *rule;
                let ends = (&mut flow.source, &mut flow.destination);
                let (end, other) = if is_source { ends } else { (ends.1, ends.0) };
                if end.set_ports(ports.trim_ascii()).is_none() || !one.is_empty() && other.set_ports(one).is_none() {
                    return Reading::Malformed;
                }
                if is_checked {
                    self.flow(&mut flow);
                }
            }
        }
        Reading::Flows
    }

    pub(crate) fn aside(&mut self, aside: Aside) {
        (self.each)(Event::Aside { line: self.line, offset: self.offset, text: self.text, aside });
    }

    pub(crate) fn not_understood(&mut self, reason: Reason) {
        (self.each)(Event::NotUnderstood { line: self.line, offset: self.offset, text: self.text, reason });
    }
}
