//! nftables: a table of its own, replaced as a whole by each load.

use super::Written;
use crate::Outline;
use crate::alphabet::comment;
use crate::flow::{Action, Direction};
use crate::plan::Closes;
use crate::rules::{Ability, Rule, about_udp, rules};
use catalog::{Transport, append, join};

/// The most bytes of a comment (`NFTNL_UDATA_COMMENT_MAXLEN`).
const LONGEST_COMMENT: usize = 128;

pub(super) fn write(outline: &Outline) -> Written {
    let all = rules(outline, Ability { needs_replies: !outline.keeps_state, passes_rest: true });
    let mut text = "table inet portolan\ndelete table inet portolan\ntable inet portolan {\n".to_owned();
    for direction in [Direction::In, Direction::Out] {
        let (hook, device, is_closed) = match direction {
            Direction::In => ("input", "iif", outline.closes != Closes::Nothing),
            Direction::Out => ("output", "oif", outline.closes == Closes::Both),
        };
        let policy = if is_closed { "drop" } else { "accept" };
        append(
            &mut text,
            &["\tchain ", hook, " {\n\t\ttype filter hook ", hook, " priority filter; policy ", policy, ";\n"],
        );
        append(&mut text, &["\t\t", device, " lo accept\n"]);
        if outline.keeps_state {
            text.push_str("\t\tct state established,related accept\n");
        }
        if is_closed {
            // Without neighbour discovery and path MTU discovery nothing else works.
            text.push_str("\t\tmeta l4proto { icmp, ipv6-icmp } accept\n");
        }
        for rule in all.iter().filter(|one| one.direction == direction) {
            for family in rule.families() {
                append(&mut text, &["\t\t", &line(rule, family), "\n"]);
            }
        }
        text.push_str("\t}\n");
    }
    text.push_str("}\n");
    let mut written = Written {
        test: vec!["nft -c -f portolan.nft".to_owned()],
        load: vec!["nft -f portolan.nft".to_owned()],
        undo: vec!["nft delete table inet portolan".to_owned()],
        remarks: vec!["Only the table portolan is replaced. What another table drops stays dropped.".to_owned()],
        ..Written::default()
    };
    if !outline.keeps_state {
        about_udp(outline, &all, &mut written.remarks);
    }
    written.file("portolan.nft", text);
    written
}

/// One rule for a family, or for both.
fn line(rule: &Rule, family: Option<bool>) -> String {
    let mut text = String::new();
    if let Some(is_ipv4) = family {
        let networks = rule.peers.family_texts(is_ipv4);
        let list = join(&networks, ", ");
        let (before, after) = if networks.len() == 1 { (" ", " ") } else { (" { ", " } ") };
        let end = if rule.direction == Direction::In { " saddr" } else { " daddr" };
        append(&mut text, &[if is_ipv4 { "ip" } else { "ip6" }, end, before, &list, after]);
    }
    let transport = rule.transport.id();
    let (source, destination) = rule.source_and_destination();
    for (end, ports) in [(" sport ", source), (" dport ", destination)] {
        if !ports.is_any() {
            append(&mut text, &[transport, end, &ports.text("-"), " "]);
        }
    }
    if source.is_any() && destination.is_any() {
        append(&mut text, &["meta l4proto ", transport, " "]);
    }
    if rule.is_reply && rule.transport == Transport::Tcp {
        text.push_str("tcp flags & (ack | rst) != 0 ");
    }
    text.push_str(match rule.action {
        Action::Pass => "accept",
        Action::Drop => "drop",
        Action::Reject => "reject",
    });
    let said = comment(&rule.comment, LONGEST_COMMENT);
    if !said.is_empty() {
        append(&mut text, &[" comment \"", &said, "\""]);
    }
    text
}
