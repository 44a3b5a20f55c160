//! From flows to rules in the order in which a firewall reads them, before any dialect.

use crate::flow::{Action, Direction, Flow};
use crate::outline::Outline;
use crate::plan::Closes;
use crate::{Peers, Ports};
use catalog::{Transport, concat, contains};

/// One rule. The first that fits a packet decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rule {
    pub(crate) action: Action,
    /// Which way the packet goes.
    pub(crate) direction: Direction,
    pub(crate) transport: Transport,
    pub(crate) local: Ports,
    pub(crate) remote: Ports,
    pub(crate) peers: Peers,
    /// Whether it is for answers: over TCP, not for packets that begin a connection.
    pub(crate) is_reply: bool,
    /// What it is for: the letters are not yet checked.
    pub(crate) comment: String,
    /// Whether it stops others than the peers at a port that the plan opens.
    pub(crate) is_rest: bool,
}

/// What a firewall does by itself.
#[derive(Clone, Copy)]
pub(crate) struct Ability {
    /// It has no memory of connections, or is told to have none: answers need rules.
    pub(crate) needs_replies: bool,
    /// It passes what no rule is about: who is not among the peers has to be stopped.
    pub(crate) passes_rest: bool,
}

/// Without memory, first the answers to what this machine begins; then what is advised to stop, then what passes with its answers, then, where the firewall passes what no rule is about, all others
/// at the ports that are open to some. The machine itself needs no rule: every dialect leaves its own traffic alone.
pub(crate) fn rules(outline: &Outline, ability: Ability) -> Vec<Rule> {
    let mut all = Vec::new();
    for one in outline.rules.iter().filter(|one| one.action != Action::Pass) {
        all.push(one.clone());
    }
    for one in outline.rules.iter().filter(|one| one.action == Action::Pass && !one.peers.is_this_machine_alone()) {
        all.push(one.clone());
        if ability.needs_replies {
            let mut reply = one.clone();
            reply.direction = one.direction.reversed();
            reply.is_reply = true;
            reply.comment = concat(&["answers, ", &reply.comment]);
            all.push(reply);
        }
    }
    if ability.passes_rest && outline.closes == Closes::Nothing {
        let is_for_some =
            |one: &&Rule| one.action == Action::Pass && one.direction == Direction::In && !one.peers.is_everyone();
        for one in outline.rules.iter().filter(is_for_some) {
            let mut rest = one.clone();
            rest.action = Action::Drop;
            rest.peers = Peers::EVERYONE;
            rest.is_rest = true;
            rest.comment = concat(&["others, ", &rest.comment]);
            all.push(rest);
        }
    }
    if ability.needs_replies && stops_answers(outline, &all, Transport::Tcp) {
        all.insert(
            0,
            Rule {
                action: Action::Pass,
                direction: Direction::In,
                transport: Transport::Tcp,
                local: Ports::ANY,
                remote: Ports::ANY,
                peers: Peers::EVERYONE,
                is_reply: true,
                comment: "answers, what this machine begins".to_owned(),
                is_rest: false,
            },
        );
    }
    all
}

/// Whether rules would stop answers to what this machine begins and the plan does not name. Where all that goes out is closed, there
/// are none.
pub(crate) fn stops_answers(outline: &Outline, rules: &[Rule], transport: Transport) -> bool {
    let stops = |one: &Rule| one.action != Action::Pass && one.direction == Direction::In && one.transport == transport;
    match outline.closes {
        Closes::Nothing => rules.iter().any(stops),
        Closes::Incoming => true,
        Closes::Both => false,
    }
}

/// A remark for firewalls without memory: over UDP no packet says whether it is an answer.
pub(crate) fn about_udp(outline: &Outline, rules: &[Rule], remarks: &mut Vec<String>) {
    if stops_answers(outline, rules, Transport::Udp) {
        remarks.push("Without state, the rules also stop answers over UDP to what this machine asks and the plan does not name, such as DNS: name it as a client.".to_owned());
    }
}

impl Rule {
    /// The rule that a flow needs by itself.
    pub(crate) fn of(flow: &Flow) -> Self {
        Self {
            action: flow.action,
            direction: flow.direction,
            transport: flow.transport,
            local: flow.local,
            remote: flow.remote,
            peers: flow.peers.clone(),
            is_reply: false,
            comment: flow.comment(),
            is_rest: false,
        }
    }

    /// The families that it needs rules for, with the networks of each; `None` for both together.
    pub(crate) fn families(&self) -> Vec<Option<bool>> {
        if self.peers.is_everyone() {
            return vec![None];
        }
        let has = |is_ipv4: &bool| self.peers.family(*is_ipv4).next().is_some();
        [true, false].into_iter().filter(has).map(Some).collect()
    }

    /// The networks of a family, or one `None` where it is everyone.
    pub(crate) fn networks(&self, is_ipv4: bool) -> Vec<Option<String>> {
        if self.peers.is_everyone() {
            return vec![None];
        }
        self.peers.family(is_ipv4).map(|one| Some(one.text())).collect()
    }

    /// The source ports of the packet, and its destination ports.
    pub(crate) const fn source_and_destination(&self) -> (Ports, Ports) {
        match self.direction {
            Direction::In => (self.remote, self.local),
            Direction::Out => (self.local, self.remote),
        }
    }

    /// The ports by which it is known: those of the service.
    pub(crate) fn service(&self) -> Ports {
        let begins_in = (self.direction == Direction::In) != self.is_reply;
        if begins_in || self.remote.is_any() { self.local } else { self.remote }
    }
}

impl Flow {
    /// Which entries ask for it, with their services and where that is said.
    pub(crate) fn comment(&self) -> String {
        let mut text = String::new();
        for one in &self.reasons {
            let cite = one.cites.first().map_or("", |cite| cite);
            let before = if text.is_empty() { "" } else { " / " };
            let said = concat(&[before, &one.entry, " ", &one.name, " (", cite, ")"]);
            if !contains(&text, &said) {
                text.push_str(&said);
            }
        }
        if let Some(port) = self.moved_from() {
            text = concat(&[&text, ", moved from ", &port]);
        }
        text
    }
}
