//! From a plan to its flows, and to what remains open.

use crate::advice::applied;
use crate::choose::{Chosen, Side, chosen, id_of_port, id_of_transport, name};
use crate::flow::{Action, Applied, Direction, Flow, Holds, Reason};
use crate::open::{Open, OpenKind};
use crate::plan::{Closes, Item, Plan, Subject};
use crate::source_ports::source_ports;
use crate::warnings::{self, Sort, Warning};
use crate::{Peers, Ports};
use catalog::{Catalog, Entry, Peer, PortSpec, Transport, Use, concat, contains, decimal, distinct, is_letter, sorted};

/// What a plan needs, what remains open, and what deserves attention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// What passes, then what is stopped; each by direction, port and transport.
    pub flows: Vec<Flow>,
    /// What nobody says: no rule is made for it until it is settled.
    pub open: Vec<Open>,
    /// What deserves attention.
    pub warnings: Vec<Warning>,
    /// Whether the firewall remembers connections.
    pub keeps_state: bool,
    /// Which other traffic is stopped.
    pub closes: Closes,
}

/// The flows of a plan. Entries that this catalog lacks are skipped, so give the one that the plan was checked against.
pub fn flows(catalog: &Catalog, plan: &Plan) -> Planned {
    let mut making = Making { catalog, plan, flows: Vec::new(), open: Vec::new(), warnings: Vec::new() };
    for item in &plan.items {
        let before = making.flows.len() + making.open.len();
        for one in chosen(catalog, plan, item) {
            making.add(item, &one);
        }
        if making.flows.len() + making.open.len() == before {
            let (Subject::Entry(id) | Subject::Product(id)) = &item.subject;
            let text = concat(&[
                id,
                ": the sources name no flow of it in this role and on this release, so the plan has none.",
            ]);
            making.warnings.push(Warning { sort: Sort::NothingSaid, entries: Vec::new(), text });
        }
    }
    let (flows, hidden) = merged(making.flows);
    let flows = in_order(flows);
    let open = distinct(making.open);
    let mut warnings = making.warnings;
    warnings::hidden(&hidden, &mut warnings);
    warnings::add(catalog, plan, &flows, &open, &mut warnings);
    Planned { flows, open, warnings, keeps_state: plan.keeps_state, closes: plan.closes }
}

struct Making<'a> {
    catalog: &'a Catalog,
    plan: &'a Plan,
    flows: Vec<Flow>,
    open: Vec<Open>,
    warnings: Vec<Warning>,
}

impl Making<'_> {
    fn add(&mut self, item: &Item, chosen: &Chosen<'_>) {
        let (entry, one) = (chosen.entry, chosen.one);
        if let Some(question) = &chosen.question {
            let kind = if question.is_about_release { OpenKind::Release } else { OpenKind::Decision };
            match self.plan.decision(&question.id) {
                Some(true) => {}
                Some(false) => return,
                None => return self.ask(entry, kind, &question.id, &question.text),
            }
        }
        let ports = match item.port {
            Some(port) if chosen.side != Side::Sends => Ports::new(port, port),
            _ => match ports(entry, one, self.plan) {
                Ok(ports) => ports,
                Err((id, question)) => return self.ask(entry, OpenKind::Parameter, &id, &question),
            },
        };
        let transports = one.transports.any();
        for transport in [Transport::Tcp, Transport::Udp].into_iter().filter(|_| transports.is_empty()) {
            let id = id_of_transport(entry, one, transport);
            match self.plan.decision(&id) {
                Some(true) => self.add_over(item, chosen, ports, transport),
                Some(false) => {}
                None => {
                    let question = ["Does ", name(one), " run over ", transport.label(), "? The source does not say."];
                    self.ask(entry, OpenKind::Decision, &id, &concat(&question));
                }
            }
        }
        for transport in transports.iter() {
            self.add_over(item, chosen, ports, transport);
        }
    }

    fn add_over(&mut self, item: &Item, chosen: &Chosen<'_>, ports: Ports, transport: Transport) {
        let (entry, one) = (chosen.entry, chosen.one);
        let advice = applied(entry, transport, self.plan, chosen.side != Side::Serves);
        let flow = |action, direction, local, remote, peers| Flow {
            action,
            direction,
            transport,
            local,
            remote,
            peers,
            reasons: vec![reason(chosen, item, transport)],
            advice: applied(entry, transport, self.plan, chosen.side != Side::Serves),
        };
        let any_or = |peer: &Option<Peer>| match peer {
            Some(Peer::Port(port)) => Ports::new(*port, *port),
            _ => Ports::ANY,
        };
        match (chosen.side, &one.peer) {
            (Side::Serves, _) => match Self::verdict(item, one, &advice) {
                Ok(Action::Pass) => {
                    self.flows.push(flow(Action::Pass, Direction::In, ports, Ports::ANY, item.peers.clone()));
                }
                Ok(stop) => self.flows.push(flow(stop, Direction::In, ports, Ports::ANY, Peers::EVERYONE)),
                Err(stop) => {
                    let is_nio = stop.depends_on_nio();
                    let kind = if is_nio { OpenKind::Nio } else { OpenKind::Decision };
                    self.ask(entry, kind, if is_nio { "has_nio" } else { &stop.id }, &stop.question());
                }
            },
            (Side::Sends, peer) => {
                self.flows.push(flow(Action::Pass, Direction::Out, ports, any_or(peer), item.peers.clone()));
            }
            (Side::Asks, Some(Peer::Port(own))) => {
                self.flows.push(flow(Action::Pass, Direction::Out, Ports::new(*own, *own), ports, item.peers.clone()));
            }
            (Side::Asks, _) if self.plan.keeps_state => {
                self.flows.push(flow(Action::Pass, Direction::Out, Ports::ANY, ports, item.peers.clone()));
            }
            (Side::Asks, _) => {
                let ranges = source_ports(self.catalog, self.plan, transport);
                if ranges.is_empty() {
                    let question = "From which ports does this machine begin connections? The answers have to pass, because the firewall keeps no state.";
                    self.ask(entry, OpenKind::SourcePorts, "source_ports", question);
                }
                for own in ranges {
                    self.flows.push(flow(Action::Pass, Direction::Out, own, ports, item.peers.clone()));
                }
            }
        }
    }

    /// What advice makes of a service, or the advice whose condition has to be settled first.
    ///
    /// Who names an entry has a reason to run it; who names a product may not know of each of its services. So the condition of
    /// a product's own document holds the service back, and that of others is shown with the flow.
    fn verdict<'b>(item: &Item, one: &Use, advice: &'b [Applied]) -> Result<Action, &'b Applied> {
        let mut is_rejected = false;
        let mut is_stopped = false;
        for stop in advice.iter().filter(|one| one.stops() && one.holds == Holds::Yes) {
            is_stopped = true;
            is_rejected |= stop.advice.action == catalog::Action::Reject;
        }
        if is_stopped {
            return Ok(if is_rejected { Action::Reject } else { Action::Drop });
        }
        let is_product = matches!(item.subject, Subject::Product(_));
        let holds_back = |stop: &&Applied| {
            let is_open = stop.stops() && stop.holds == Holds::Unsettled && stop.is_about(one);
            is_open && (stop.depends_on_nio() || (is_product && stop.advice.action == catalog::Action::Disable))
        };
        // The NIO first: it may settle the others.
        let first = advice.iter().filter(holds_back).min_by_key(|stop| !stop.depends_on_nio());
        first.map_or(Ok(Action::Pass), Err)
    }

    fn ask(&mut self, entry: &Entry, kind: OpenKind, settled_by: &str, question: &str) {
        self.open.push(Open {
            entry: entry.id(),
            title: entry.title.clone(),
            settled_by: settled_by.to_owned(),
            kind,
            question: question.to_owned(),
        });
    }
}

/// The ports of a use, or what settles them and the question.
fn ports(entry: &Entry, one: &Use, plan: &Plan) -> Result<Ports, (String, String)> {
    let open = |note: &str| {
        let id = id_of_port(entry, one);
        let question = concat(&["Which port does ", name(one), " have here? The source says: ", note, "."]);
        plan.parameter(&id)
            .map_or_else(|| Err((concat(&["parameters.", &id]), question)), |port| Ok(Ports::new(port, port)))
    };
    match (&entry.ports, &one.port_note) {
        (PortSpec::Parameterised { first, factor, parameter, at_most }, note)
            if note.as_ref().is_none_or(|note| contains(note, parameter)) =>
        {
            let Some(value) = plan.parameter(parameter) else {
                let question = concat(&["What is ", parameter, "? The last port depends on it."]);
                return Err((concat(&["parameters.", parameter]), question));
            };
            let last = first.saturating_add(factor.saturating_mul(value)).min(*at_most);
            Ok(Ports::new(*first, last))
        }
        (spec, None) => Ok(Ports::new(spec.first(), spec.last())),
        // `3000 alone`: the note begins with the port.
        (spec, Some(note)) => {
            let digits: String = note.chars().take_while(char::is_ascii_digit).collect();
            let is_number = note.chars().nth(digits.len()).is_none_or(|next| !is_letter(next));
            match digits.parse() {
                Ok(port) if spec.contains(port) && is_number => Ok(Ports::new(port, port)),
                _ => open(note),
            }
        }
    }
}

fn reason(chosen: &Chosen<'_>, item: &Item, transport: Transport) -> Reason {
    let (entry, one) = (chosen.entry, chosen.one);
    Reason {
        entry: entry.id(),
        title: entry.title.clone(),
        use_at: chosen.use_at,
        name: name(one).to_owned(),
        protocol: one.protocol.clone().unwrap_or_default(),
        products: one.products.clone(),
        provenance: one.provenance,
        cites: one.cites.clone(),
        exposure: entry.exposure,
        moved_from: item.port.map(|_| entry.ports.first()),
        is_inferred: !one.transports.said.contains(transport),
    }
}

/// Each flow once, with all of its reasons and peers; then those that would pass, if others of the plan were not stopped there.
fn merged(flows: Vec<Flow>) -> (Vec<Flow>, Vec<Flow>) {
    let mut all: Vec<Flow> = Vec::new();
    for flow in flows {
        let key = |one: &Flow| (one.action, one.direction, one.transport, one.local, one.remote);
        match all.iter_mut().find(|other| key(other) == key(&flow)) {
            Some(same) => {
                same.peers = std::mem::take(&mut same.peers).union(flow.peers);
                for reason in flow.reasons {
                    if !same.reasons.contains(&reason) {
                        same.reasons.push(reason);
                    }
                }
                for one in flow.advice {
                    if !same.advice.contains(&one) {
                        same.advice.push(one);
                    }
                }
            }
            None => all.push(flow),
        }
    }
    let mut stopped = Vec::new();
    for one in all.iter().filter(|one| one.action != Action::Pass) {
        stopped.push((one.direction, one.transport, one.local));
    }
    let (mut kept, mut hidden) = (Vec::new(), Vec::new());
    for one in all {
        let is_stopped = stopped.iter().any(|(direction, transport, ports)| {
            *direction == one.direction && *transport == one.transport && ports.covers(one.local)
        });
        if one.action == Action::Pass && is_stopped { &mut hidden } else { &mut kept }.push(one);
    }
    (kept, hidden)
}

fn in_order(flows: Vec<Flow>) -> Vec<Flow> {
    let (mut keys, mut taken) = (Vec::new(), Vec::new());
    for one in flows {
        keys.push((one.action, one.direction, one.service(), one.transport, taken.len()));
        taken.push(Some(one));
    }
    let mut ordered = Vec::new();
    for (.., at) in sorted(keys) {
        ordered.extend(taken.get_mut(at).and_then(Option::take));
    }
    ordered
}

impl Flow {
    /// The ports of the service: where this machine listens, or what it connects to; its own where it sends to any port.
    pub fn service(&self) -> Ports {
        if self.direction == Direction::In || self.remote.is_any() { self.local } else { self.remote }
    }

    /// In a few words: `22/tcp from 192.0.2.0/24`.
    pub fn text(&self) -> String {
        let (ports, way) = match self.direction {
            Direction::In => (self.local, " from "),
            Direction::Out if self.remote.is_any() => (self.local, " as source to "),
            Direction::Out => (self.remote, " to "),
        };
        concat(&[&ports.text("-"), "/", self.transport.id(), way, &self.peers.text()])
    }

    /// The port in decimal digits that a service was moved from, for remarks.
    pub(crate) fn moved_from(&self) -> Option<String> {
        self.reasons.iter().find_map(|one| one.moved_from).map(|port| decimal(port.into()))
    }
}
