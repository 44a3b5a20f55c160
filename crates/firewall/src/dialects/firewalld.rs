//! firewalld: a service for each group of peers, and rich rules that open it.

use super::{UNDO_FIRST, Written};
use crate::alphabet::comment;
use crate::flow::{Action, Direction};
use crate::plan::Closes;
use crate::rules::{Ability, Rule, rules};
use crate::{Outline, Peers};
use catalog::{append, concat, decimal, join};

/// The most bytes of a description, so that a list of services stays readable: firewalld itself has no limit.
const LONGEST_DESCRIPTION: usize = 1_000;

/// The order of rich rules. Below zero they come before what the zone opens to everyone.
const STOPS: &str = "-300";
const OPENS: &str = "-200";
const OTHERS: &str = "-100";

pub(super) fn write(outline: &Outline) -> Written {
    let all = rules(outline, Ability { needs_replies: false, passes_rest: true });
    let mut written = Written {
        remarks: vec![
            UNDO_FIRST.to_owned(),
            "Adds to the default zone: give --zone to the commands for another one.".to_owned(),
        ],
        ..Written::default()
    };
    if !outline.keeps_state {
        written.remarks.push("This firewall always keeps state: answers need no rules.".to_owned());
    }
    if outline.closes != Closes::Nothing {
        written.remarks.push("A zone stops what it does not open; no default is changed.".to_owned());
    }
    let incoming = || all.iter().filter(|one| one.direction == Direction::In);
    if outline.closes == Closes::Both || all.iter().any(|one| one.direction == Direction::Out) {
        written.remarks.push(
            "A zone lets everything out: outgoing flows have no rules, and no other outgoing traffic is stopped."
                .to_owned(),
        );
    }
    let mut rich = Vec::new();
    for rule in incoming().filter(|one| one.action != Action::Pass && !one.is_rest) {
        rich.push(one_port(rule, STOPS));
    }
    let opens = |one: &Rule| one.action == Action::Pass && one.direction == Direction::In;
    for (at, (peers, ports)) in groups(&all, &opens).into_iter().enumerate() {
        let name = concat(&["portolan-", &decimal(at + 1)]);
        let file = concat(&[&name, ".xml"]);
        let delete = concat(&["firewall-cmd --permanent --delete-service=", &name]);
        // A service that is there already would be a conflict of names.
        written.load.push(concat(&[&delete, " 2>/dev/null || true"]));
        written.load.push(concat(&["firewall-cmd --permanent --new-service-from-file=", &file, " --name=", &name]));
        written.file(&file, service(&name, &ports));
        for source in sources(&peers) {
            rich.push(concat(&["rule priority=\"", OPENS, "\"", &source, " service name=\"", &name, "\" accept"]));
        }
        written.undo.push(delete);
    }
    // `--check-config` reads what is in a folder of settings, so the files are put into one of their own.
    written.test.push(if written.files.is_empty() {
        "firewall-cmd --check-config".to_owned()
    } else {
        "mkdir -p check/services; cp /etc/firewalld/firewalld.conf check; cp portolan-*.xml check/services; firewall-offline-cmd --system-config=$PWD/check --check-config".to_owned()
    });
    written.load.push("sh portolan.sh".to_owned());
    for rule in incoming().filter(|one| one.is_rest) {
        rich.push(one_port(rule, OTHERS));
    }
    let command = |verb: &str, rule: &String| concat(&["firewall-cmd --permanent --", verb, "-rich-rule='", rule, "'"]);
    let (mut commands, mut undo) = (Vec::new(), Vec::new());
    for rule in &rich {
        commands.push(command("add", rule));
        undo.push(command("remove", rule));
    }
    commands.push("firewall-cmd --reload\n".to_owned());
    undo.append(&mut written.undo);
    undo.push("firewall-cmd --reload".to_owned());
    written.undo = undo;
    written.file("portolan.sh", join(&commands, "\n"));
    written
}

/// The rules of the same peers together, in the order of their first rule.
pub(super) fn groups<'a>(rules: &'a [Rule], is_meant: &dyn Fn(&Rule) -> bool) -> Vec<(Peers, Vec<&'a Rule>)> {
    let mut all: Vec<(Peers, Vec<&Rule>)> = Vec::new();
    for rule in rules.iter().filter(|rule| is_meant(rule)) {
        match all.iter_mut().find(|(peers, _)| *peers == rule.peers) {
            Some((_, same)) => same.push(rule),
            None => all.push((rule.peers.clone(), vec![rule])),
        }
    }
    all
}

fn service(name: &str, rules: &[&Rule]) -> String {
    let description = comment(&said(rules), LONGEST_DESCRIPTION);
    let mut text = concat(&[
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<service>\n  <short>",
        name,
        "</short>\n  <description>",
        &description,
        "</description>\n",
    ]);
    for rule in rules {
        let ports = rule.local.text("-");
        append(&mut text, &["  <port protocol=\"", rule.transport.id(), "\" port=\"", &ports, "\"/>\n"]);
    }
    text.push_str("</service>\n");
    text
}

/// What rules are for.
pub(super) fn said(rules: &[&Rule]) -> String {
    let mut text = String::new();
    for (at, one) in rules.iter().enumerate() {
        append(&mut text, &[if at == 0 { "" } else { " / " }, &one.comment]);
    }
    text
}

fn sources(peers: &Peers) -> Vec<String> {
    if peers.is_everyone() {
        return vec![String::new()];
    }
    let source = |one: &crate::Network| {
        let family = if one.is_ipv4() { "ipv4" } else { "ipv6" };
        concat(&[" family=\"", family, "\" source address=\"", &one.text(), "\""])
    };
    peers.networks().iter().map(source).collect()
}

fn one_port(rule: &Rule, priority: &str) -> String {
    let action = if rule.action == Action::Reject { "\" reject" } else { "\" drop" };
    let ports = rule.local.text("-");
    concat(&["rule priority=\"", priority, "\" port port=\"", &ports, "\" protocol=\"", rule.transport.id(), action])
}
