//! What is sent: along the flows of a plan, and beside them.

use firewall::{Action, Closes, Direction, Flow, Planned, Ports};
use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// How many are drawn beside the flows.
const BESIDE: usize = 200;

/// This machine's address and port, the peer's, and who begins.
#[derive(Clone)]
pub(crate) struct Probe {
    pub(crate) is_tcp: bool,
    pub(crate) direction: Direction,
    pub(crate) local: SocketAddr,
    pub(crate) remote: SocketAddr,
}

/// The first port of each flow, its last one, and one between, over IPv4 and IPv6.
pub(crate) fn of_flows(planned: &Planned, draw: &mut Draw) -> Vec<Probe> {
    let mut all = Vec::new();
    for flow in planned.flows.iter().filter(|one| one.action == Action::Pass) {
        assert!(["tcp", "udp"].contains(&flow.transport.id()), "no sockets for {}", flow.text());
        for is_ipv4 in [true, false] {
            assert!(flow.peers.is_everyone() || flow.peers.family(is_ipv4).next().is_some(), "{}", flow.text());
            let (local, remote) = (draw.in_range(flow.local), draw.in_range(flow.remote));
            let of = |ports: Ports, port: fn(Ports) -> u16, drawn| if ports.is_any() { drawn } else { port(ports) };
            let ends = [
                (of(flow.local, Ports::first, local), of(flow.remote, Ports::first, remote)),
                (of(flow.local, Ports::last, local), of(flow.remote, Ports::last, remote)),
                (local, remote),
            ];
            for (local, remote) in BTreeSet::from(ends) {
                all.push(Probe {
                    is_tcp: flow.transport.id() == "tcp",
                    direction: flow.direction,
                    local: SocketAddr::new(draw.local(is_ipv4), local),
                    remote: SocketAddr::new(draw.remote(is_ipv4, true), remote),
                });
            }
        }
    }
    all
}

/// What no flow is about and, where the firewall has no memory of them, no answer to one. Half of it is a flow but for one thing.
/// Where a plan closes nothing else, other sources alone are stopped, at the ports that it opens; where it closes what comes in, what
/// this machine begins passes.
pub(crate) fn beside(planned: &Planned, draw: &mut Draw) -> Vec<Probe> {
    let closes_all = planned.closes == Closes::Both;
    let flows: Vec<&Flow> = planned.flows.iter().filter(|one| closes_all || one.direction == Direction::In).collect();
    let count = u16::try_from(flows.len()).expect("few flows");
    let mut all = Vec::new();
    while all.len() < BESIDE {
        let is_ipv4 = draw.below(2) == 0;
        let near = flows[usize::from(draw.below(count))];
        let mut probe = Probe {
            is_tcp: near.transport.id() == "tcp",
            direction: near.direction,
            local: SocketAddr::new(draw.local(is_ipv4), draw.in_range(near.local)),
            remote: SocketAddr::new(draw.remote(is_ipv4, true), draw.in_range(near.remote)),
        };
        let kind = match planned.closes {
            Closes::Nothing => 1,
            Closes::Incoming => [0, 1, 3][usize::from(draw.below(3))],
            Closes::Both => draw.below(6),
        };
        match kind {
            0 => probe.is_tcp = !probe.is_tcp,
            1 => probe.remote.set_ip(draw.remote(is_ipv4, false)),
            2 => probe.direction = probe.direction.reversed(),
            _ => {
                probe.local.set_port(draw.in_range(Ports::ANY));
                probe.remote.set_port(draw.in_range(Ports::ANY));
            }
        }
        let is_answer = !planned.keeps_state && !probe.is_tcp;
        let fits = |flow: &Flow| {
            let has = |ports: Ports, port| ports.first() <= port && port <= ports.last();
            flow.action == Action::Pass
                && flow.transport.id() == (if probe.is_tcp { "tcp" } else { "udp" })
                && (flow.direction == probe.direction || is_answer)
                && has(flow.local, probe.local.port())
                && has(flow.remote, probe.remote.port())
                && (flow.peers.is_everyone() || is_allowed(probe.remote.ip()))
        };
        if !planned.flows.iter().any(fits) {
            all.push(probe);
        }
    }
    all
}

/// What this machine begins and no flow is about, from the ports that others are kept from, where the plan lets out what it does not
/// name. Over UDP only where the firewall has a memory: without one nothing says that a packet is an answer.
pub(crate) fn unnamed(planned: &Planned, draw: &mut Draw) -> Vec<Probe> {
    let mut all = Vec::new();
    if planned.closes == Closes::Both {
        return all;
    }
    for flow in planned.flows.iter().filter(|one| one.direction == Direction::In) {
        for is_ipv4 in [true, false] {
            let is_tcp = !planned.keeps_state || draw.below(2) == 0;
            let (local, remote) = (draw.in_range(flow.local), draw.in_range(Ports::ANY));
            let is_allowed = draw.below(2) == 0;
            all.push(Probe {
                is_tcp,
                direction: Direction::Out,
                local: SocketAddr::new(draw.local(is_ipv4), local),
                remote: SocketAddr::new(draw.remote(is_ipv4, is_allowed), remote),
            });
        }
    }
    all
}

/// Numbers that are the same each time, and addresses that nothing else has.
pub(crate) struct Draw {
    pub(crate) state: u64,
    pub(crate) count: u16,
}

impl Draw {
    fn below(&mut self, end: u16) -> u16 {
        self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u16::try_from((self.state >> 33) % u64::from(end)).expect("below the end")
    }

    /// Of any port, one that is not 0.
    fn in_range(&mut self, ports: Ports) -> u16 {
        let first = ports.first().max(1);
        first + self.below(ports.last() - first + 1)
    }

    fn local(&mut self, is_ipv4: bool) -> IpAddr {
        self.address(is_ipv4, 99)
    }

    fn remote(&mut self, is_ipv4: bool, is_allowed: bool) -> IpAddr {
        self.address(is_ipv4, if is_allowed { 1 } else { 2 })
    }

    fn address(&mut self, is_ipv4: bool, network: u8) -> IpAddr {
        self.count += 1;
        let [high, low] = self.count.to_be_bytes();
        if is_ipv4 {
            return Ipv4Addr::new(10, network, high, low).into();
        }
        Ipv6Addr::new(0x2001, 0xdb8, network.into(), 0, 0, 0, 0, self.count).into()
    }
}

fn is_allowed(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => v4.octets()[1] == 1,
        IpAddr::V6(v6) => v6.segments()[2] == 1,
    }
}
