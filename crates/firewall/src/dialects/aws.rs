//! AWS: the permissions of a security group, as the command line takes them.

use super::{UNDO_FIRST, Written, left_out};
use crate::alphabet::comment;
use crate::flow::{Action, Direction};
use crate::rules::{Ability, Rule, rules};
use crate::{Network, Outline, Ports};
use catalog::{Transport, concat};
use result_json::Json;

/// The most characters of a description.
const LONGEST_DESCRIPTION: usize = 255;

/// One permission: a group must not have two that are the same but for the description.
pub(super) struct Permission {
    pub(super) direction: Direction,
    pub(super) transport: &'static str,
    pub(super) ports: Ports,
    pub(super) network: String,
    pub(super) is_ipv4: bool,
    pub(super) description: String,
}

/// The permissions; what a group cannot say is added to the remarks.
pub(super) fn permissions(outline: &Outline, remarks: &mut Vec<String>) -> Vec<Permission> {
    remarks.push(
        "A security group cannot deny: what it does not open is dropped, and what another group opens stays open."
            .to_owned(),
    );
    if !outline.keeps_state {
        remarks.push("Security groups always keep state: answers need no rules.".to_owned());
    }
    let mut all: Vec<Permission> = Vec::new();
    let rules = rules(outline, Ability { needs_replies: false, passes_rest: false });
    for rule in &rules {
        if !matches!(rule.transport, Transport::Tcp | Transport::Udp) {
            remarks.push(left_out(rule, "security groups know the ports of TCP and UDP alone"));
            continue;
        }
        if rule.action != Action::Pass {
            remarks.push(left_out(rule, "a security group cannot deny"));
            continue;
        }
        let (source, ports) = rule.source_and_destination();
        if !source.is_any() {
            remarks.push(concat(&[
                "A security group cannot name source ports: ",
                &source.text("-"),
                "/",
                rule.transport.id(),
                " is left out of a rule",
                if ports.is_any() { ", which opens every port of the peers." } else { "." },
            ]));
        }
        let description = comment(&rule.comment, LONGEST_DESCRIPTION);
        let networks: Vec<(String, bool)> = if rule.peers.is_everyone() {
            vec![("0.0.0.0/0".to_owned(), true), ("::/0".to_owned(), false)]
        } else {
            rule.peers.networks().iter().map(|one: &Network| (one.text(), one.is_ipv4())).collect()
        };
        for (network, is_ipv4) in networks {
            for ports in without_stopped(ports, rule, &rules) {
                let one = Permission {
                    direction: rule.direction,
                    transport: rule.transport.id(),
                    ports,
                    network: network.clone(),
                    is_ipv4,
                    description: description.clone(),
                };
                let is_same = |other: &Permission| {
                    other.ports == one.ports
                        && other.direction == one.direction
                        && other.transport == one.transport
                        && other.network == one.network
                };
                if !all.iter().any(is_same) {
                    all.push(one);
                }
            }
        }
    }
    all
}

/// The ports that a rule opens, without those that others stop: nothing in a group comes before it.
fn without_stopped(ports: Ports, rule: &Rule, rules: &[Rule]) -> Vec<Ports> {
    let mut left = vec![ports];
    for stop in rules {
        if stop.action == Action::Pass || stop.direction != rule.direction || stop.transport != rule.transport {
            continue;
        }
        let (first, last) = (stop.local.first(), stop.local.last());
        let mut kept = Vec::new();
        for one in left {
            if last < one.first() || one.last() < first {
                kept.push(one);
                continue;
            }
            if one.first() < first {
                kept.push(Ports::new(one.first(), first - 1));
            }
            if last < one.last() {
                kept.push(Ports::new(last + 1, one.last()));
            }
        }
        left = kept;
    }
    left
}

pub(super) fn write(outline: &Outline) -> Written {
    let mut written = Written {
        remarks: vec![
            UNDO_FIRST.to_owned(),
            "Compared with the shapes of EC2's API, but not sent to AWS.".to_owned(),
            "A new group lets everything out: delete that rule if only the plan is meant.".to_owned(),
        ],
        ..Written::default()
    };
    let all = permissions(outline, &mut written.remarks);
    for (direction, word) in [(Direction::In, "ingress"), (Direction::Out, "egress")] {
        if !all.iter().any(|one| one.direction == direction) {
            continue;
        }
        let name = concat(&["portolan-", word, ".json"]);
        for (list, verb, dry) in [
            (&mut written.test, "authorize-", " --dry-run"),
            (&mut written.load, "authorize-", ""),
            (&mut written.undo, "revoke-", ""),
        ] {
            let command =
                ["aws ec2 ", verb, "security-group-", word, " --group-id GROUP --ip-permissions file://", &name, dry];
            list.push(concat(&command));
        }
        written.file(&name, json(all.iter().filter(|one| one.direction == direction)));
    }
    written
}

fn json<'a>(all: impl Iterator<Item = &'a Permission>) -> String {
    let mut json = Json::default();
    json.open('[');
    for one in all {
        json.open('{');
        json.property("IpProtocol", Some(one.transport));
        json.key("FromPort");
        json.number(one.ports.first().into());
        json.key("ToPort");
        json.number(one.ports.last().into());
        let (list, key) = if one.is_ipv4 { ("IpRanges", "CidrIp") } else { ("Ipv6Ranges", "CidrIpv6") };
        json.list(list, [one], |json, one| {
            json.open('{');
            json.property(key, Some(&one.network));
            json.property("Description", Some(&one.description));
            json.close('}');
        });
        json.close('}');
    }
    json.close(']');
    concat(&[&json.take(), "\n"])
}
