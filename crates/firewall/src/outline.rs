//! What rules are written from: the flows of a plan, in a few words each.

use crate::flow::{Action, Direction};
use crate::plan::Closes;
use crate::planned::Planned;
use crate::rules::Rule;
use crate::{Network, Peers, Ports};
use catalog::{Transport, append, decimal, join, parts};

/// The flows of a plan without what only readers want. As a text it goes from the program that plans to the one that writes rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// A rule for each flow, in the order of the flows.
    pub(crate) rules: Vec<Rule>,
    /// Whether the firewall remembers connections.
    pub(crate) keeps_state: bool,
    /// Which other traffic is stopped.
    pub(crate) closes: Closes,
    /// Whether there are questions whose answers may add rules.
    pub(crate) has_open: bool,
}

impl Outline {
    /// That of a plan.
    pub fn of(planned: &Planned) -> Self {
        let mut rules = Vec::new();
        for flow in &planned.flows {
            rules.push(Rule::of(flow));
        }
        Self { rules, keeps_state: planned.keeps_state, closes: planned.closes, has_open: !planned.open.is_empty() }
    }

    /// As a text, which [`Outline::read`] reads: a line with `state`, `open` and what is closed, or a `-` for each; then a line for each
    /// flow, its fields with tabs between them.
    pub fn text(&self) -> String {
        let word = |is_so, word| if is_so { word } else { "-" };
        let mut text = String::new();
        append(
            &mut text,
            &[word(self.keeps_state, "state"), "\t", word(self.has_open, "open"), "\t", self.closes.id(), "\n"],
        );
        for one in &self.rules {
            append(&mut text, &[one.action.label(), "\t", one.direction.label(), "\t", one.transport.id()]);
            for port in [one.local.first(), one.local.last(), one.remote.first(), one.remote.last()] {
                append(&mut text, &["\t", &decimal(port.into())]);
            }
            // Comments have one sign for each of these letters, and for several of them; see `alphabet.rs`.
            let comment = one.comment.replace(['\t', '\n'], "\r");
            append(&mut text, &["\t", &join(&one.peers.texts(), ","), "\t", &comment, "\n"]);
        }
        text
    }

    /// Reads such a text; `None` for any other one.
    pub fn read(text: &str) -> Option<Self> {
        let mut lines = parts(text, "\n").into_iter();
        let head = parts(lines.next()?, "\t");
        let [state, open, closes] = head[..] else { return None };
        let closes = Closes::ALL.iter().find(|one| one.id() == closes)?;
        // After the last line feed there is nothing.
        let rules = lines.filter(|line| !line.is_empty()).map(rule).collect::<Option<_>>()?;
        Some(Self { rules, keeps_state: state == "state", closes: *closes, has_open: open == "open" })
    }
}

fn rule(line: &str) -> Option<Rule> {
    let fields = parts(line, "\t");
    let [action, direction, transport, first, last, remote_first, remote_last, peers, comment] = fields[..] else {
        return None;
    };
    let ports = |first: &str, last: &str| Some(Ports::new(first.parse().ok()?, last.parse().ok()?));
    Some(Rule {
        action: *[Action::Pass, Action::Drop, Action::Reject].iter().find(|one| one.label() == action)?,
        direction: *[Direction::In, Direction::Out].iter().find(|one| one.label() == direction)?,
        transport: Transport::from_id(transport)?,
        local: ports(first, last)?,
        remote: ports(remote_first, remote_last)?,
        peers: peers_of(peers)?,
        is_reply: false,
        comment: comment.to_owned(),
        is_rest: false,
    })
}

fn peers_of(text: &str) -> Option<Peers> {
    let mut all = Peers::default();
    for one in parts(text, ",").into_iter().filter(|one| !one.is_empty()) {
        all = all.union(match one {
            "everyone" => Peers::EVERYONE,
            "this machine" => Peers::THIS_MACHINE,
            network => Peers::of(vec![Network::read(network).ok()?]),
        });
    }
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::Outline;

    const FLOW: &str = "pass\tin\ttcp\t22\t22\t0\t65535\t192.0.2.0/24,this machine\t22 sshd (a:1)\n";

    #[test]
    fn what_is_no_outline_is_refused() {
        let right = format!("state\topen\tboth\n{FLOW}{FLOW}");
        let read = Outline::read(&right).expect("an outline");
        assert_eq!(
            (read.rules.len(), read.text()),
            (2, right.replace("192.0.2.0/24,this machine", "this machine,192.0.2.0/24"))
        );
        for (part, wrong) in [
            ("both", "all"),
            ("state\t", ""),
            ("pass", "let"),
            ("\tin\t", "\tinto\t"),
            ("tcp", "ip"),
            ("22\t22", "22\t70000"),
            ("192.0.2.0/24", "192.0.2.1/24"),
            ("\t22 sshd", " 22 sshd"),
        ] {
            assert_eq!(Outline::read(&right.replace(part, wrong)), None, "{part} {wrong}");
        }
        assert_eq!(Outline::read(""), None);
    }
}
