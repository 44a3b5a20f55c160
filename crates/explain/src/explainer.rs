//! Takes flows, and says in the end what they mean.

use crate::address::Scope;
use crate::finding::Finding;
use crate::hash;
use crate::judge::{findings, port_number};
use crate::kinds::{Kind, Kinds};
use crate::knowledge::{Knowledge, known};
use crate::limits::{LONGEST_EXAMPLE, LONGEST_TEXT};
use crate::seen::cut;
use crate::service::{self, Service, Why};
use crate::sockets::{Socket, Sockets};
use crate::tracks::{Sight, Tracks, Watch, Who, is_crafted, seconds};
use catalog::{Exposure, Role};
use std::sync::Arc;
use traffic::scan::find;
use traffic::{Action, Flow, State, TcpFlags, Transport};

/// Names of ports that are remembered; a line with another name has no port.
const MOST_NAMES: usize = 256;

/// Explains flows. What it remembers is bounded, whatever comes.
pub struct Explainer {
    knowledge: Arc<Knowledge>,
    kinds: Kinds,
    sockets: Sockets,
    tracks: Tracks,
    /// Names of ports, with one more than the port; 0 where there is none.
    names: hash::Places,
    names_known: usize,
    /// From the first line, which has a time and the name of a host: senders of packets know neither.
    seed: u64,
    flows: u64,
}

/// What was decided about one flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The end at which the service is.
    pub service: Service,
    /// Why.
    pub why: Why,
    /// Its port; `None` where it is not known, or where either end may be it and they differ.
    pub port: Option<u16>,
    /// The number of the kind that it was counted in; `None` for a listener.
    pub kind: Option<u64>,
    /// Numbers that stand for the addresses of source and destination: the same for the same address, as long as the explainer lives.
    pub ends: (u64, u64),
}

/// What all flows mean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// How many flows there were.
    pub flows: u64,
    /// Traffic, what deserves a look first, then the largest. Listeners are not among it.
    pub kinds: Vec<Kind>,
    /// What lines mean together, what deserves a look first.
    pub findings: Vec<Finding>,
    /// Findings that were left out, because there are too many of a sort.
    pub findings_left_out: u64,
    /// What is open, what deserves a look first.
    pub sockets: Vec<Socket>,
    /// Open ports that were left out, because there are too many.
    pub sockets_left_out: u64,
    /// Whether there was more to remember than fits: then what was seen rarely, and long apart, may be missing from the findings.
    pub is_partial: bool,
}

impl Explainer {
    /// An explainer that has seen nothing.
    pub fn new(knowledge: Arc<Knowledge>) -> Self {
        Self {
            knowledge,
            kinds: Kinds::default(),
            sockets: Sockets::default(),
            tracks: Tracks::default(),
            names: hash::Places::default(),
            names_known: 0,
            seed: 0,
            flows: 0,
        }
    }

    /// Takes the next flow, and decides which of its ends is the service.
    pub fn add(&mut self, flow: &Flow<'_>) -> Decision {
        self.flows += 1;
        if self.flows == 1 {
            self.seed = hash::of(cut(flow.text, LONGEST_EXAMPLE));
        }
        let mut flow = *flow;
        // A name in place of a number.
        for end in [&mut flow.source, &mut flow.destination] {
            if end.port.is_none() && !end.port_name.is_empty() {
                end.port = self.port_named(end.port_name);
            }
        }
        let (knowledge, sockets) = (&*self.knowledge, &self.sockets);
        let listens = |port| sockets.listens(port, flow.transport);
        let mut decided = service::service(knowledge, &flow, &listens);
        let number = |address| hash::seeded(self.seed, address);
        let ends = (number(flow.source.address), number(flow.destination.address));
        if decided.1 == Why::Open {
            decided = begun_earlier(&self.tracks, &flow, ends).unwrap_or(decided);
        }
        let (service, why) = decided;
        let port = match service {
            Service::Source => flow.source.port,
            Service::Destination => flow.destination.port,
            Service::Both => flow.source.port.filter(|port| flow.destination.port == Some(*port)),
            Service::Unknown => None,
        };
        let mut decision = Decision { service, why, port, kind: None, ends };
        if let (traffic::Kind::Listener | traffic::Kind::Scan, Some(port)) = (flow.kind, flow.destination.port) {
            if flow.state != Some(State::Bound) {
                self.sockets.add(&flow, port, &self.knowledge);
            }
            return decision;
        }
        let ports = (flow.source.port, flow.destination.port);
        let kind = self.kinds.add(&flow, (service, why), ports, ends, &self.knowledge, &mut self.tracks.left.0);
        decision.kind = Some(kind);
        if matches!(flow.kind, traffic::Kind::Packet | traffic::Kind::Connection) && !flow.is_undirected {
            let sight = Sight { flow: &flow, seconds: seconds(&flow), ends, seed: self.seed };
            watch(&mut self.tracks, &self.knowledge, &sight, service);
        }
        decision
    }

    fn port_named(&mut self, name: &str) -> Option<u16> {
        let name = cut(name, LONGEST_TEXT);
        let key = hash::of(name);
        if let Some(port) = self.names.get(key) {
            return u16::try_from(port.checked_sub(1)?).ok();
        }
        if self.names_known >= MOST_NAMES {
            return None;
        }
        self.names_known += 1;
        let port = self.knowledge.port_named(name);
        self.names.insert(key, port.map_or(0, |port| usize::from(port) + 1));
        port
    }

    /// What all of it means.
    pub fn finish(self) -> Report {
        let is_partial = self.tracks.has_forgotten;
        let tracks = self.tracks.finish();
        let (findings, findings_left_out) = findings(&tracks, &self.knowledge);
        Report {
            flows: self.flows,
            kinds: self.kinds.finish(&self.knowledge),
            findings,
            findings_left_out,
            sockets_left_out: self.sockets.left_out,
            sockets: self.sockets.finish(&self.knowledge),
            is_partial,
        }
    }
}

/// The end that an earlier packet of the connection shows: its first one went to the service.
fn begun_earlier(tracks: &Tracks, flow: &Flow<'_>, ends: (u64, u64)) -> Option<(Service, Why)> {
    let protocol = u64::from(flow.transport?.number());
    let began = |from, to, port: u16| tracks.has_first(Watch::Talk, [from, to, protocol << 16 | u64::from(port)]);
    match (began(ends.1, ends.0, flow.source.port?), began(ends.0, ends.1, flow.destination.port?)) {
        (true, false) => Some((Service::Source, Why::Begun)),
        (false, true) => Some((Service::Destination, Why::Begun)),
        _ => None,
    }
}

fn watch(tracks: &mut Tracks, knowledge: &Knowledge, sight: &Sight<'_>, service: Service) {
    let flow = sight.flow;
    let (source, target) = (flow.source.address, flow.destination.address);
    if flow.transport.is_some_and(Transport::is_icmp) {
        icmp(tracks, sight);
        return;
    }
    if source.is_empty() {
        return;
    }
    let (from, to) = sight.ends;
    let transport = flow.transport;
    let protocol = transport.map_or(0, |transport| transport.number().into());
    let talk = |port: u16| [from, to, protocol << 16 | u64::from(port)];
    if target.is_empty() {
        // A server writes who tries to log in, and seldom its own address.
        if let (Some(source_port), Some(port)) = (flow.source.port, flow.destination.port) {
            tracks.note(sight, Watch::Talk, talk(port), (Some(port), None), source_port.into());
        }
        return;
    }
    let scopes = (Scope::of(source), Scope::of(target));
    let is_on_a_wire = !matches!(flow.interface_in, "lo" | "lo0") && !matches!(flow.interface_out, "lo" | "lo0");
    let is_inside_the_machine = scopes.0 == Scope::ThisMachine && scopes.1 == Scope::ThisMachine;
    let is_astray = scopes.0 == Scope::ThisMachine && !is_inside_the_machine && is_on_a_wire
        || scopes.0 == Scope::Link && find(source, ".").is_some() && matches!(scopes.1, Scope::Private | Scope::Public);
    if is_astray {
        tracks.note(sight, Watch::Odd, [from, 0, 0], (None, None), to);
    }
    let (Some(source_port), Some(port)) = (flow.source.port, flow.destination.port) else {
        if transport.is_some_and(Transport::has_ports) && flow.destination.port_name.is_empty() {
            tracks.note(sight, Watch::PortZero, [to, protocol, 0], (None, None), from);
        }
        return;
    };
    if source_port == 0 && port == 0 {
        tracks.note(sight, Watch::PortZero, [to, protocol, 0], (Some(0), None), from);
        return;
    }
    if is_crafted(flow) {
        tracks.note(sight, Watch::Crafted, [from, 0, 0], (None, None), to);
    }
    pairs(tracks, knowledge, sight, (source_port, port));
    if service == Service::Source {
        reply(tracks, sight);
        return;
    }
    let is_probe = transport == Some(Transport::Udp)
        && knowledge.probes.is_some_and(|(first, last)| (first..=last).contains(&port));
    if is_probe {
        tracks.note(sight, Watch::Probes, [from, to, 0], (Some(port), None), port.into());
        return;
    }
    let is_group = matches!(scopes.1, Scope::Group | Scope::All);
    // Servers hand out such ports themselves, for passive FTP and RPC.
    let is_handed_out = !matches!(flow.action.verdict(), Action::Deny | Action::Alert)
        && knowledge.is_handed_out(port, transport.unwrap_or(Transport::Tcp));
    if !is_group && !is_handed_out {
        tracks.note(sight, Watch::Ports, [from, to, 0], (None, None), port_number(port, transport));
    }
    if !is_group {
        tracks.note(sight, Watch::Hosts, [from, protocol, port.into()], (Some(port), None), to);
    }
    tracks.note(sight, Watch::Talk, talk(port), (Some(port), None), source_port.into());
    tracks.note(sight, Watch::Target, [to, protocol, port.into()], (Some(port), None), from);
    if let Some(said) = transport.and_then(|transport| knowledge.scans_from(source_port, transport)) {
        let number = u64::from(said.ports.0);
        tracks.note(sight, Watch::KnownSource, [from, number, 0], (None, Some(source_port)), to);
    }
    if let (Scope::Private, Scope::Public, Some(said)) = (scopes.0, scopes.1, knowledge.said(port)) {
        let is_inner = matches!(said.exposure, Some(Exposure::Inside | Exposure::ThisMachine));
        if is_inner && (!said.answers_all || said.is_windows) {
            tracks.note(sight, Watch::Leak, [from, protocol, port.into()], (Some(port), None), to);
        }
    }
}

/// Pairs of ports that are the mark of a program; ordinary ones, such as DHCP's, are no finding.
fn pairs(tracks: &mut Tracks, knowledge: &Knowledge, sight: &Sight<'_>, ports: (u16, u16)) {
    let flow = sight.flow;
    let Some(transport) = flow.transport.and_then(known) else { return };
    for pair in &knowledge.facts.pairs {
        let is_mark = matches!(pair.role, Role::SeenDestination | Role::SeenSource);
        let is_it = ports == (pair.port, pair.peer) || ports == (pair.peer, pair.port);
        if is_mark && is_it && pair.transport == transport {
            let (from, to) = sight.ends;
            let key = [from, to, u64::from(ports.0) << 16 | u64::from(ports.1)];
            tracks.note(sight, Watch::Pair, key, (Some(ports.1), Some(ports.0)), to);
            return;
        }
    }
}

/// An answer: nothing to say if the question was seen, or if it was passed.
fn reply(tracks: &mut Tracks, sight: &Sight<'_>) {
    let (flow, ends) = (sight.flow, sight.ends);
    let Some(port) = flow.source.port else { return };
    let protocol = flow.transport.map_or(0, |transport| transport.number().into());
    let question = [ends.1, ends.0, protocol << 16 | u64::from(port)];
    let is_asked = tracks.has(Watch::Talk, question);
    if is_asked || flow.action == Action::Allow || flow.direction == Some(traffic::Direction::Out) {
        return;
    }
    let is_syn_ack = flow.tcp_flags.is_some_and(|flags| flags.has(TcpFlags::SYN | TcpFlags::ACK));
    // Of a capture it is not known whether it begins with the question.
    if !is_syn_ack && flow.action == Action::Log {
        return;
    }
    let (watch, to) = if is_syn_ack { (Watch::Backscatter, 0) } else { (Watch::Reply, ends.1) };
    tracks.note(sight, watch, [to, protocol, port.into()], (Some(port), None), ends.0);
}

/// ICMP errors, by the packet that they are about; without it, by their ends.
fn icmp(tracks: &mut Tracks, sight: &Sight<'_>) {
    let flow = sight.flow;
    let is_six = flow.transport == Some(Transport::Icmpv6);
    let watch = match flow.icmp_type {
        Some(1) if is_six => Watch::Unreachable,
        Some(3) if is_six => Watch::Expired,
        Some(3) if !is_six => Watch::Unreachable,
        Some(11) if !is_six => Watch::Expired,
        _ => return,
    };
    let (source, target, port, transport) = match &flow.about {
        Some(about) => (
            about.source.address,
            about.destination.address,
            about.destination.port,
            about.transport.or(flow.transport),
        ),
        // Who reports is who was asked, or a router on the way.
        None => (flow.destination.address, flow.source.address, None, flow.transport),
    };
    let protocol = transport.map_or(0, |transport| transport.number().into());
    // A traceroute sends to many ports.
    let port = port.filter(|_| watch == Watch::Unreachable);
    let ends = (hash::seeded(sight.seed, source), hash::seeded(sight.seed, target));
    let key = [ends.0, ends.1, protocol << 32 | port.map_or(0, |port| u64::from(port) + 1)];
    let sight = &Sight { ends, ..*sight };
    let who = Who { watch, key, source, target, port, other: None, transport };
    tracks.add(sight, &who, hash::seeded(sight.seed, flow.source.address));
}
