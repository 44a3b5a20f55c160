//! ufw: application profiles, and the commands that use them.

use super::firewalld::groups;
use super::{Written, left_out};
use crate::Outline;
use crate::alphabet::comment;
use crate::flow::{Action, Direction};
use crate::plan::Closes;
use crate::rules::{Ability, Rule, rules};
use catalog::{Transport, append, concat, decimal, join};

/// The most ports of a list: iptables' multiport has 15 slots, and a range takes two.
const MOST_SLOTS: usize = 15;

/// The most bytes of a comment, so that `ufw status` stays readable.
const LONGEST_COMMENT: usize = 120;

pub(super) fn write(outline: &Outline) -> Written {
    let mut written = Written {
        test: vec!["ufw app info Portolan-1; add --dry-run after the word ufw to try a command".to_owned()],
        load: vec!["cp portolan.profile /etc/ufw/applications.d/portolan; sh portolan.sh".to_owned()],
        remarks: vec!["The first rule that fits decides: rules that ufw already has come before these.".to_owned()],
        ..Written::default()
    };
    if !outline.keeps_state {
        written.remarks.push("This firewall always keeps state: answers need no rules.".to_owned());
    }
    let all: Vec<Rule> = rules(outline, Ability { needs_replies: false, passes_rest: true });
    let (known, unknown): (Vec<Rule>, Vec<Rule>) =
        all.into_iter().partition(|one| matches!(one.transport, Transport::Tcp | Transport::Udp));
    for rule in unknown.iter().filter(|one| !one.is_rest) {
        written.remarks.push(left_out(rule, "ufw knows the ports of TCP and UDP alone"));
    }
    let mut commands = Vec::new();
    for rule in known.iter().filter(|one| one.action != Action::Pass && !one.is_rest) {
        commands.push(one_port(rule, "any"));
    }
    let mut profiles = String::new();
    let mut others = Vec::new();
    let opens = |one: &&Rule| one.action == Action::Pass && one.direction == Direction::In;
    for (at, (peers, same)) in (1..).zip(groups(known.iter().filter(opens))) {
        let name = concat(&["Portolan-", &decimal(at)]);
        profiles.push_str(&profile(&name, &same));
        if peers.is_everyone() {
            commands.push(Command::new(&["allow from any to any app ", &name]));
            continue;
        }
        for network in peers.networks() {
            commands.push(Command::new(&["allow from ", &network.text(), " to any app ", &name]));
        }
        if outline.closes == Closes::Nothing {
            others.push(Command::new(&["deny from any to any app ", &name]));
        }
    }
    for rule in known.iter().filter(|one| one.action == Action::Pass && one.direction == Direction::Out) {
        if rule.peers.is_everyone() {
            commands.push(one_port(rule, "any"));
        }
        commands.extend(rule.peers.networks().iter().map(|one| one_port(rule, &one.text())));
    }
    commands.append(&mut others);
    written.undo = commands.iter().map(|one| concat(&["ufw delete ", &one.words])).collect();
    written.undo.push("rm /etc/ufw/applications.d/portolan".to_owned());
    for (is_closed, way) in
        [(outline.closes != Closes::Nothing, "incoming"), (outline.closes == Closes::Both, "outgoing")]
    {
        if is_closed {
            commands.push(Command::new(&["default deny ", way]));
        }
    }
    let lines: Vec<String> = commands.iter().map(|one| concat(&["ufw ", &one.words, &one.comment, "\n"])).collect();
    written.file("portolan.profile", profiles);
    written.file("portolan.sh", join(&lines, ""));
    written
}

/// A command after `ufw`. What deletes a rule has no comment.
struct Command {
    words: String,
    comment: String,
}

impl Command {
    fn new(parts: &[&str]) -> Self {
        Self { words: concat(parts), comment: String::new() }
    }
}

fn profile(name: &str, rules: &[&Rule]) -> String {
    let said: Vec<String> = rules.iter().map(|one| one.comment.clone()).collect();
    let description = comment(&join(&said, " / "), LONGEST_COMMENT);
    concat(&["[", name, "]\ntitle=", name, "\ndescription=", &description, "\nports=", &lists(rules), "\n\n"])
}

/// `22,139/tcp|137:138/udp`, each list within the slots.
fn lists(rules: &[&Rule]) -> String {
    let mut lists: Vec<String> = Vec::new();
    for transport in [Transport::Tcp, Transport::Udp] {
        let (mut list, mut slots) = (Vec::new(), 0);
        for rule in rules.iter().filter(|one| one.transport == transport) {
            let takes = if rule.local.first() == rule.local.last() { 1 } else { 2 };
            if slots + takes > MOST_SLOTS {
                lists.push(concat(&[&join(&list, ","), "/", transport.id()]));
                (list, slots) = (Vec::new(), 0);
            }
            list.push(rule.local.text(":"));
            slots += takes;
        }
        if !list.is_empty() {
            lists.push(concat(&[&join(&list, ","), "/", transport.id()]));
        }
    }
    join(&lists, "|")
}

fn one_port(rule: &Rule, peer: &str) -> Command {
    let verb = match rule.action {
        Action::Pass => "allow ",
        Action::Drop => "deny ",
        Action::Reject => "reject ",
    };
    let (from, to) = if rule.direction == Direction::In { (peer, "any") } else { ("any", peer) };
    let (source, destination) = rule.source_and_destination();
    let mut text = concat(&[verb, rule.direction.label(), " proto ", rule.transport.id()]);
    for (word, address, ports) in [(" from ", from, source), (" to ", to, destination)] {
        append(&mut text, &[word, address]);
        if !ports.is_any() {
            append(&mut text, &[" port ", &ports.text(":")]);
        }
    }
    Command { words: text, comment: concat(&[" comment '", &comment(&rule.comment, LONGEST_COMMENT), "'"]) }
}
