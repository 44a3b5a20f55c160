//! ufw: application profiles, and the commands that use them.

use super::firewalld::{groups, said};
use super::{UNDO_FIRST, Written, left_out};
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
        remarks: vec![
            UNDO_FIRST.to_owned(),
            "The first rule that fits decides: rules that ufw already has come before these.".to_owned(),
        ],
        ..Written::default()
    };
    if !outline.keeps_state {
        written.remarks.push("This firewall always keeps state: answers need no rules.".to_owned());
    }
    let mut known = Vec::new();
    for rule in rules(outline, Ability { needs_replies: false, passes_rest: true }) {
        if matches!(rule.transport, Transport::Tcp | Transport::Udp) {
            known.push(rule);
        } else if !rule.is_rest {
            written.remarks.push(left_out(&rule, "ufw knows the ports of TCP and UDP alone"));
        }
    }
    let mut commands = Vec::new();
    let mut others = Vec::new();
    let opens = |one: &Rule| one.action == Action::Pass && one.direction == Direction::In;
    for rule in known.iter().filter(|one| one.action != Action::Pass && !one.is_rest) {
        commands.push(one_port(rule, "any"));
    }
    // What only this machine may reach has no profile that the others could be kept from.
    for rest in known.iter().filter(|one| one.is_rest) {
        let has_profile = |one: &Rule| opens(one) && one.transport == rest.transport && one.local == rest.local;
        if !known.iter().any(has_profile) {
            others.push(one_port(rest, "any"));
        }
    }
    let mut profiles = String::new();
    for (at, (peers, same)) in groups(&known, &opens).into_iter().enumerate() {
        let name = concat(&["Portolan-", &decimal(at + 1)]);
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
        for one in rule.peers.networks() {
            commands.push(one_port(rule, &one.text()));
        }
    }
    commands.append(&mut others);
    for one in &commands {
        written.undo.push(concat(&["ufw delete ", &one.words]));
    }
    if outline.closes != Closes::Nothing {
        commands.push(Command::new(&["default deny incoming"]));
        written.remarks.push("Note first what `ufw status verbose` says of defaults: the undo leaves incoming traffic denied and outgoing traffic allowed, as ufw has it when it is new.".to_owned());
    }
    if outline.closes == Closes::Both {
        commands.push(Command::new(&["default deny outgoing"]));
        written.undo.push("ufw default allow outgoing".to_owned());
    }
    let try_one = "add --dry-run after the word ufw to try a command";
    if profiles.is_empty() {
        written.test.push(try_one.to_owned());
        written.load.push("sh portolan.sh".to_owned());
    } else {
        let copy = "cp portolan.profile /etc/ufw/applications.d/portolan; ";
        written.test.push(concat(&["once the profile is copied: ufw app info Portolan-1; ", try_one]));
        written.load.push(concat(&[copy, "sh portolan.sh"]));
        written.undo.push("rm /etc/ufw/applications.d/portolan".to_owned());
        written.file("portolan.profile", profiles);
    }
    let mut text = String::new();
    for one in &commands {
        append(&mut text, &["ufw ", &one.words, &one.comment, "\n"]);
    }
    written.file("portolan.sh", text);
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
    let description = comment(&said(rules), LONGEST_COMMENT);
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
