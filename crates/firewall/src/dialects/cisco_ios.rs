//! Cisco IOS: named extended access lists, two for each family.

use super::{Written, left_out};
use crate::address::address_text;
use crate::alphabet::comment;
use crate::flow::{Action, Direction};
use crate::plan::Closes;
use crate::rules::{Ability, Rule, about_udp, rules};
use crate::{Network, Outline};
use catalog::{Transport, append, concat, decimal};
use std::net::IpAddr;

/// The most characters of a remark.
const LONGEST_REMARK: usize = 100;

const LISTS: [(bool, Direction, &str); 4] = [
    (true, Direction::In, "ip access-list extended PORTOLAN-IN"),
    (true, Direction::Out, "ip access-list extended PORTOLAN-OUT"),
    (false, Direction::In, "ipv6 access-list PORTOLAN-IN-V6"),
    (false, Direction::Out, "ipv6 access-list PORTOLAN-OUT-V6"),
];

pub(super) fn write(outline: &Outline) -> Written {
    let mut written = Written {
        test: vec!["show access-lists".to_owned()],
        load: vec![
            "configure terminal, then this file".to_owned(),
            "on the interface towards the peers: ip access-group PORTOLAN-IN in, ip access-group PORTOLAN-OUT out, ipv6 traffic-filter PORTOLAN-IN-V6 in, ipv6 traffic-filter PORTOLAN-OUT-V6 out".to_owned(),
        ],
        remarks: vec![
            "Replaces these four lists alone. While they are replaced, an interface that has them passes everything.".to_owned(),
            "Access lists remember no connections, so the answers have rules. Where a rule names no ports for them, say in the plan that the firewall keeps no state.".to_owned(),
            "The word any on the machine's own side stands for its address.".to_owned(),
            "Read by cisco-acl (IPv4) and by a reader of our own, but by no IOS.".to_owned(),
        ],
        ..Written::default()
    };
    for (_, _, list) in LISTS {
        written.undo.push(concat(&["no ", list]));
    }
    let all = rules(outline, Ability { needs_replies: true, passes_rest: true });
    about_udp(outline, &all, &mut written.remarks);
    let mut text = String::new();
    for (is_ipv4, direction, list) in LISTS {
        append(&mut text, &["no ", list, "\n", list, "\n"]);
        for rule in all.iter().filter(|one| one.direction == direction) {
            if matches!(rule.transport, Transport::Tcp | Transport::Udp) {
                lines(rule, is_ipv4, &mut text);
            }
        }
        let is_closed =
            outline.closes == Closes::Both || (outline.closes == Closes::Incoming && direction == Direction::In);
        let any = if is_ipv4 { "ip any any\n" } else { "ipv6 any any\n" };
        text.push_str(&if is_closed {
            concat(&[" permit icmp any any\n deny ", any])
        } else {
            concat(&[" permit ", any])
        });
    }
    for rule in all.iter().filter(|one| !matches!(one.transport, Transport::Tcp | Transport::Udp) && !one.is_reply) {
        written.remarks.push(left_out(rule, "not every IOS knows its ports"));
    }
    written.file("portolan.ios", text);
    written
}

fn lines(rule: &Rule, is_ipv4: bool, text: &mut String) {
    let peers: Vec<String> = if rule.peers.is_everyone() {
        vec!["any".to_owned()]
    } else {
        rule.peers.family(is_ipv4).map(with_wildcard).collect()
    };
    if peers.is_empty() {
        return;
    }
    append(text, &[" remark ", &comment(&rule.comment, LONGEST_REMARK), "\n"]);
    for peer in &peers {
        let (from, to) = if rule.direction == Direction::In { (&**peer, "any") } else { ("any", &**peer) };
        let (source, destination) = rule.source_and_destination();
        text.push_str(if rule.action == Action::Pass { " permit " } else { " deny " });
        text.push_str(rule.transport.id());
        for (address, ports) in [(from, source), (to, destination)] {
            append(text, &[" ", address]);
            if !ports.is_any() {
                let word = if ports.first() == ports.last() { " eq " } else { " range " };
                append(text, &[word, &ports.text(" ")]);
            }
        }
        text.push_str(if rule.is_reply && rule.transport == Transport::Tcp { " established\n" } else { "\n" });
    }
}

/// `192.0.2.0 0.0.0.255`: a wildcard has ones where the address does not count.
fn with_wildcard(network: &Network) -> String {
    let address = address_text(network.address());
    match network.address() {
        IpAddr::V4(_) if network.prefix() == 32 => concat(&["host ", &address]),
        IpAddr::V4(_) => {
            let wildcard = u32::MAX.checked_shr(network.prefix().into()).unwrap_or_default();
            let mut text = concat(&[&address, " "]);
            for (at, byte) in wildcard.to_be_bytes().into_iter().enumerate() {
                text.push_str(if at == 0 { "" } else { "." });
                text.push_str(&decimal(byte.into()));
            }
            text
        }
        IpAddr::V6(_) => network.text(),
    }
}
