//! The rules that a plan asks for, before any dialect, made from its flows and from nothing that a dialect wrote.

use firewall::{Action, Closes, Direction, Flow, Network, Peers, Planned, Ports};

static EVERYONE: Peers = Peers::EVERYONE;

/// One rule. The first that fits a packet decides.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) action: Action,
    /// Which way the packet goes.
    pub(crate) way: Direction,
    pub(crate) transport: &'static str,
    pub(crate) local: Ports,
    pub(crate) remote: Ports,
    pub(crate) peers: &'a Peers,
    /// Whether it is for what answers a flow, and begins nothing itself.
    pub(crate) is_answer: bool,
    /// Whether it keeps others from what is open to some.
    pub(crate) is_for_others: bool,
}

/// What answers connections that the plan does not name, and that this machine may begin all the same.
const ANSWERS: Asked = Asked {
    action: Action::Pass,
    way: Direction::In,
    transport: "tcp",
    local: Ports::ANY,
    remote: Ports::ANY,
    peers: &EVERYONE,
    is_answer: true,
    is_for_others: false,
};

/// Without memory, answers where others would be stopped; then what stops, then what passes, then what keeps others from it.
pub(crate) fn asked(planned: &Planned, answers: bool, others: bool) -> Vec<Asked<'_>> {
    let (passes, stops): (Vec<&Flow>, Vec<&Flow>) = planned.flows.iter().partition(|one| one.action == Action::Pass);
    let mut all: Vec<Asked> = stops.into_iter().map(Asked::from).collect();
    for rule in passes.iter().copied().map(Asked::from).filter(|one| !one.peers.is_this_machine_alone()) {
        all.push(rule);
        if answers {
            all.push(Asked { way: rule.way.reversed(), is_answer: true, ..rule });
        }
    }
    if others && planned.closes == Closes::Nothing {
        let is_for_some = |one: &Asked| one.way == Direction::In && !one.peers.is_everyone();
        for rule in passes.iter().copied().map(Asked::from).filter(is_for_some) {
            all.push(Asked { action: Action::Drop, peers: &EVERYONE, is_for_others: true, ..rule });
        }
    }
    let stops = |one: &Asked| one.action != Action::Pass && one.way == Direction::In && one.transport == "tcp";
    let is_needed = match planned.closes {
        Closes::Nothing => all.iter().any(stops),
        closes => closes == Closes::Incoming,
    };
    if answers && is_needed {
        all.insert(0, ANSWERS);
    }
    all
}

impl<'a> From<&'a Flow> for Asked<'a> {
    fn from(flow: &'a Flow) -> Self {
        Self {
            action: flow.action,
            way: flow.direction,
            transport: flow.transport.id(),
            local: flow.local,
            remote: flow.remote,
            peers: &flow.peers,
            is_answer: false,
            is_for_others: false,
        }
    }
}

impl Asked<'_> {
    /// Whether every firewall knows its ports.
    pub(crate) fn is_tcp_or_udp(&self) -> bool {
        ["tcp", "udp"].contains(&self.transport)
    }

    /// Whether the other one is about the same ports, transport and way.
    pub(crate) fn has_ports_of(&self, other: &Self) -> bool {
        (self.way, self.transport, self.local, self.remote) == (other.way, other.transport, other.local, other.remote)
    }

    /// The ports that the packet comes from, and those that it goes to.
    pub(crate) const fn source_and_destination(&self) -> (Ports, Ports) {
        match self.way {
            Direction::In => (self.remote, self.local),
            Direction::Out => (self.local, self.remote),
        }
    }

    /// Where the packet comes from and where it goes to, if one end is as given and the other one is this machine.
    pub(crate) fn ends<T>(&self, peer: T, own: T) -> (T, T) {
        if self.way == Direction::In { (peer, own) } else { (own, peer) }
    }

    /// The networks of each family: `None` for everyone, and nothing for a family that is not meant.
    pub(crate) fn networks(&self, is_ipv4: bool) -> Vec<Option<Network>> {
        if self.peers.is_everyone() {
            return vec![None];
        }
        self.peers.family(is_ipv4).copied().map(Some).collect()
    }
}

/// The ports as two numbers; `None` for every port.
pub(crate) fn pair(ports: Ports) -> Option<(u16, u16)> {
    (!ports.is_any()).then(|| (ports.first(), ports.last()))
}
