//! A rule as it is read: what all its flows have, and lists of ports.

use super::direction;
use crate::flow::flow;
use crate::line::{Reading, Sink};
use crate::scan::{begins_with_any, one_of, parts, rcut};
use crate::{Action, Direction, Flow, Kind, Transport};

pub(super) struct Rule<'a> {
    pub(super) flow: Flow<'a>,
    sources: &'a str,
    destinations: &'a str,
    /// Whether it has a condition that a flow cannot say.
    pub(super) is_conditional: bool,
}

/// What an option is for.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Part {
    Source,
    Destination,
    Protocol,
    In,
    Out,
    SourcePorts,
    DestinationPorts,
    /// Ports of either end.
    Ports,
    Target,
    Comment,
    /// The module that an option belongs to.
    Match,
    /// Flags of TCP that must be set.
    Flags,
    /// The states that a connection may have.
    State,
}

/// Modules that match what a flow can say, or need not say: a limit of the rate, and the state of a connection.
const MODULES: &str = "tcp udp udplite sctp dccp icmp icmp6 multiport iprange comment conntrack state limit";

impl<'a> Rule<'a> {
    pub(super) fn new(chain: &'a str, direction: Option<Direction>) -> Self {
        let flow = flow! { kind: Kind::Rule, direction, rule: chain };
        Self { flow, sources: "", destinations: "", is_conditional: false }
    }

    pub(super) fn of_chain(chain: &'a str) -> Self {
        Self::new(chain, direction(chain))
    }

    /// Sets a value; `!` before it turns it round.
    #[inline(never)]
    pub(super) fn set(&mut self, part: Part, value: &'a str) {
        if begins_with_any(value, b"!") && !matches!(part, Part::Target | Part::Comment) {
            // All interfaces but one are nearly all.
            if matches!(part, Part::In | Part::Out) {
                return;
            }
            self.is_conditional = true;
        }
        let flow = &mut self.flow;
        // Every address, and every interface.
        let place = if one_of(value, "0.0.0.0/0 ::/0 anywhere * any") { "" } else { value };
        match part {
            Part::Source => flow.source.address = place,
            Part::Destination => flow.destination.address = place,
            Part::Protocol => flow.transport = Transport::of(value).filter(|transport| transport.number() > 0),
            Part::In => flow.interface_in = place,
            Part::Out => flow.interface_out = place,
            Part::SourcePorts => self.sources = value,
            Part::DestinationPorts => self.destinations = value,
            Part::Ports => (self.destinations, flow.is_undirected) = (value, true),
            Part::Target => {
                flow.action_text = value;
                // A chain may have the name of an action in small letters.
                flow.action = Action::of(value).filter(|_| one_of(value, "ACCEPT DROP REJECT")).unwrap_or(Action::Log);
            }
            Part::Comment => flow.rule = value,
            Part::Match => self.is_conditional |= !one_of(value, MODULES),
            // A flow is the beginning of a connection.
            Part::State => self.is_conditional |= !parts(value, b",").any(|state| state == "NEW"),
            // The first packet of a connection.
            Part::Flags => self.is_conditional |= !one_of(rcut(value, b'/').map_or(value, |(_, set)| set), "SYN 0x02"),
        }
    }

    /// Whether it has ports, and a condition that a flow cannot say.
    pub(super) fn is_told_in_part(&self) -> bool {
        self.is_conditional && !(self.sources.is_empty() && self.destinations.is_empty())
    }

    /// Gives a flow for each port, or range of ports.
    pub(super) fn give(&self, sink: &mut Sink<'_>) -> Reading {
        if self.is_told_in_part() {
            return Reading::Conditional;
        }
        sink.each_port(&self.flow, self.sources, self.destinations)
    }
}
