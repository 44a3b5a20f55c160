//! The lines that chains have to hold.

use super::asked::{Asked, asked, pair};
use firewall::{Action, Closes, Direction, Network, Planned};
use std::net::IpAddr;

/// One line of a chain; the first that fits a packet decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// The machine's own traffic passes.
    Loopback,
    /// Answers pass.
    State,
    /// Errors and neighbour discovery pass.
    Icmp,
    Rule(Rule),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rule {
    /// Whether it is of IPv4, and the networks; `None` for everyone.
    pub(crate) networks: Option<(bool, Vec<Network>)>,
    pub(crate) transport: &'static str,
    /// From the first port to the last one; `None` for every port.
    pub(crate) source: Option<(u16, u16)>,
    pub(crate) destination: Option<(u16, u16)>,
    /// Not for packets that begin a connection.
    pub(crate) is_answer: bool,
    pub(crate) action: Action,
}

/// What a chain has to hold.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Chain {
    /// Whether it drops what no line is about.
    pub(crate) is_closed: bool,
    pub(crate) lines: Vec<Line>,
}

/// The chain of incoming packets, and that of outgoing ones.
pub(crate) fn chains(planned: &Planned) -> [Chain; 2] {
    [Direction::In, Direction::Out].map(|way| {
        let is_closed = match planned.closes {
            Closes::Nothing => false,
            Closes::Incoming => way == Direction::In,
            Closes::Both => true,
        };
        let mut lines = vec![Line::Loopback];
        if planned.keeps_state {
            lines.push(Line::State);
        }
        if is_closed {
            lines.push(Line::Icmp);
        }
        let all = asked(planned, !planned.keeps_state, true);
        lines.extend(all.iter().filter(|one| one.way == way).flat_map(rules));
        Chain { is_closed, lines }
    })
}

/// One rule, or one for each family.
fn rules(one: &Asked) -> Vec<Line> {
    let networks = if one.peers.is_everyone() {
        vec![None]
    } else {
        let family = |is_ipv4| (is_ipv4, one.networks(is_ipv4).into_iter().flatten().collect::<Vec<_>>());
        [true, false].into_iter().map(family).filter(|(_, all)| !all.is_empty()).map(Some).collect()
    };
    let (source, destination) = one.source_and_destination();
    let rule = |networks| {
        Line::Rule(Rule {
            networks,
            transport: one.transport,
            source: pair(source),
            destination: pair(destination),
            is_answer: one.is_answer && one.transport == "tcp",
            action: one.action,
        })
    };
    networks.into_iter().map(rule).collect()
}

/// First and last addresses of the fewest ranges that hold the same addresses, in ascending order.
pub(crate) fn merged(mut ranges: Vec<(IpAddr, IpAddr)>) -> Vec<(u128, u128)> {
    ranges.sort_unstable();
    let mut all: Vec<(u128, u128)> = Vec::new();
    for (first, last) in ranges.into_iter().map(|(first, last)| (bits(first), bits(last))) {
        match all.last_mut() {
            Some((_, end)) if first <= end.saturating_add(1) => *end = last.max(*end),
            _ => all.push((first, last)),
        }
    }
    all
}

/// The first and the last address of a network.
pub(crate) fn ends(address: IpAddr, prefix: u8) -> (IpAddr, IpAddr) {
    let last = match address {
        IpAddr::V4(v4) => IpAddr::V4((v4.to_bits() | u32::MAX.checked_shr(prefix.into()).unwrap_or(0)).into()),
        IpAddr::V6(v6) => IpAddr::V6((v6.to_bits() | u128::MAX.checked_shr(prefix.into()).unwrap_or(0)).into()),
    };
    (address, last)
}

fn bits(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(v4) => v4.to_bits().into(),
        IpAddr::V6(v6) => v6.to_bits(),
    }
}
