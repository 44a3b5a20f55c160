//! Flows that are alike, counted together.

use crate::address::Scope;
use crate::distinct::{Count, Distinct};
use crate::hash;
use crate::knowledge::Knowledge;
use crate::limits::{LONGEST_EXAMPLE, MOST_KINDS};
use crate::seen::{Place, Seen, add_example, cut};
use crate::service::{Service, Why};
use catalog::Exposure;
use traffic::{Action, Direction, Flow, Transport};

/// Traffic of one kind: the same service port, transport, action and direction, and the service at the same end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kind {
    /// What it is told by; the same for the same traffic of another input. [`Decision::kind`](crate::Decision::kind) has it for each flow.
    pub number: u64,
    /// The port of the service; the destination's where either end may be it. `None` if there is none, or if many are counted together.
    pub port: Option<u16>,
    /// The last port, if the lines name a range.
    pub last: Option<u16>,
    /// The source port, where either end may be the service.
    pub other: Option<u16>,
    /// The protocol.
    pub transport: Option<Transport>,
    /// What became of it; every way of stopping is [`Action::Deny`].
    pub action: Action,
    /// Which way it went.
    pub direction: Option<Direction>,
    /// What it was read from.
    pub read_from: traffic::Kind,
    /// The end at which the service is.
    pub service: Service,
    /// Why.
    pub why: Why,
    /// The type and code of ICMP messages.
    pub icmp: Option<(u8, Option<u8>)>,
    /// Whether it stands for many ports, because there are too many kinds.
    pub is_rest: bool,
    /// The id of the entry about the port.
    pub entry: Option<String>,
    /// The name under which a port without an entry is registered.
    pub registered: Option<String>,
    /// Whether it deserves a look: it was reported, or strangers got through to a port that is not meant for them.
    pub deserves_a_look: bool,
    /// Who should be able to reach the port.
    pub exposure: Option<Exposure>,
    /// Flows.
    pub flows: u64,
    /// Packets, connections or matches, where lines count them; at least one for each flow.
    pub packets: u64,
    /// Where and when.
    pub seen: Seen,
    /// Where it came from: how many addresses.
    pub sources: Count,
    /// Where it went: how many addresses.
    pub targets: Count,
    /// The first lines.
    pub examples: Vec<Place>,
    /// The first line, cut if it is long.
    pub example: String,
}

struct Counted {
    kind: Kind,
    sources: Distinct,
    targets: Distinct,
}

#[derive(Default)]
pub(crate) struct Kinds {
    all: Vec<Counted>,
    positions: hash::Places,
    /// How many are about ports with an entry, and how many about others.
    described: usize,
    others: usize,
}

impl Kinds {
    /// Counts a flow, and returns the number of its kind.
    pub(crate) fn add(
        &mut self,
        flow: &Flow<'_>,
        decided: (Service, Why),
        ports: (Option<u16>, Option<u16>),
        ends: (u64, u64),
        knowledge: &Knowledge,
        left: &mut usize,
    ) -> u64 {
        let (service, why) = decided;
        let (mut port, mut other) = match service {
            Service::Source => (ports.0, None),
            Service::Both => (ports.1, ports.0),
            Service::Destination | Service::Unknown => (ports.1, None),
        };
        let mut last = if service == Service::Destination { flow.destination.last } else { None };
        let icmp = flow.icmp_type.map(|kind| (kind, flow.icmp_code));
        let key = |port: Option<u16>, other: Option<u16>, is_rest| {
            let icmp = icmp.map_or(0, |(kind, code)| 1 + u64::from(kind) * 1_000 + code.map_or(999, u64::from));
            hash::mix(&[
                port.map_or(0, |port| u64::from(port) + 1) << 32 | other.map_or(0, |port| u64::from(port) + 1),
                flow.transport.map_or(999, |transport| transport.number().into()) << 16 | u64::from(is_rest),
                flow.action.verdict() as u64 * 100 + flow.direction.map_or(0, |direction| direction as u64 + 1),
                service as u64 * 100 + flow.kind as u64,
                icmp,
            ])
        };
        let mut number = key(port, other, false);
        let mut is_rest = false;
        if self.positions.get(number).is_none() {
            let is_described = port.is_some_and(|port| knowledge.said(port).is_some());
            let used = if is_described { &mut self.described } else { &mut self.others };
            if *used < MOST_KINDS {
                *used += 1;
            } else {
                (port, other, last, is_rest) = (None, None, None, true);
                number = key(None, None, true);
            }
        }
        let at = if let Some(at) = self.positions.get(number) {
            at
        } else {
            let at = self.all.len();
            self.positions.insert(number, at);
            self.all.push(Counted {
                kind: Kind {
                    number,
                    port,
                    last,
                    other,
                    transport: flow.transport,
                    action: flow.action.verdict(),
                    direction: flow.direction,
                    read_from: flow.kind,
                    service,
                    why,
                    icmp,
                    is_rest,
                    entry: port.and_then(|port| knowledge.entry_id(port)).map(str::to_owned),
                    registered: None,
                    exposure: port.and_then(|port| knowledge.said(port)).and_then(|said| said.exposure),
                    deserves_a_look: false,
                    flows: 0,
                    packets: 0,
                    seen: Seen::default(),
                    sources: Count::default(),
                    targets: Count::default(),
                    examples: Vec::new(),
                    example: cut(flow.text, LONGEST_EXAMPLE).to_owned(),
                },
                sources: Distinct::default(),
                targets: Distinct::default(),
            });
            at
        };
        let Some(counted) = self.all.get_mut(at) else { return number };
        let kind = &mut counted.kind;
        kind.flows += 1;
        kind.deserves_a_look = kind.deserves_a_look || deserves_a_look(flow, service, kind.exposure);
        kind.packets = kind.packets.saturating_add(flow.count.unwrap_or(1).max(1));
        kind.seen.add(flow);
        add_example(&mut kind.examples, flow);
        if !flow.source.address.is_empty() {
            counted.sources.insert(ends.0, left);
        }
        if !flow.destination.address.is_empty() {
            counted.targets.insert(ends.1, left);
        }
        number
    }

    /// What deserves a look first, then the largest; of equals, the earlier one.
    pub(crate) fn finish(self, knowledge: &Knowledge) -> Vec<Kind> {
        let mut kinds: Vec<Kind> = Vec::with_capacity(self.all.len());
        for Counted { mut kind, sources, targets } in self.all {
            kind.sources = sources.count();
            kind.targets = targets.count();
            if kind.entry.is_none() {
                kind.registered = kind.port.and_then(|port| knowledge.registered(port));
            }
            kinds.push(kind);
        }
        hash::put_in_order(&mut kinds, &|kind| {
            [u64::from(!kind.deserves_a_look), u64::MAX - kind.flows, kind.seen.first_line]
        });
        kinds
    }
}

/// Whether it was reported, or strangers got through to a port that is not meant for them, or to one that nothing legitimate uses.
fn deserves_a_look(flow: &Flow<'_>, service: Service, exposure: Option<Exposure>) -> bool {
    match flow.action.verdict() {
        Action::Alert => return true,
        Action::Allow => {}
        _ => return false,
    }
    if service != Service::Destination {
        return false;
    }
    if flow.kind == traffic::Kind::Rule {
        return matches!(exposure, Some(Exposure::Nobody | Exposure::ThisMachine));
    }
    let is_from_outside = Scope::of(flow.source.address) == Scope::Public
        && (flow.direction == Some(Direction::In) || Scope::of(flow.destination.address) == Scope::Private);
    match exposure {
        Some(Exposure::Nobody) => true,
        Some(Exposure::NamedHosts | Exposure::Inside | Exposure::ThisMachine) => is_from_outside,
        Some(Exposure::Internet) | None => false,
    }
}
