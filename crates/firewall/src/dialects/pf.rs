//! pf: an anchor of its own.

use super::{Written, left_out};
use crate::Outline;
use crate::alphabet::comment;
use crate::flow::{Action, Direction};
use crate::plan::Closes;
use crate::rules::{Ability, Rule, about_udp, rules, stops_answers};
use catalog::{Transport, append, concat, join};

/// The most bytes of a comment, so that a line stays readable: pf itself has no limit.
const LONGEST_COMMENT: usize = 120;

pub(super) fn write(outline: &Outline) -> Written {
    let mut written = Written {
        test: vec!["pfctl -n -a portolan -f portolan.pf".to_owned()],
        load: vec!["pfctl -a portolan -f portolan.pf".to_owned()],
        undo: vec!["pfctl -a portolan -F rules".to_owned()],
        remarks: vec![
            "Only the anchor portolan is replaced. The line `anchor \"portolan\"` has to stand in pf.conf.".to_owned(),
            "Read by a reader of our own that follows the grammar of pf.conf, but by no pf.".to_owned(),
        ],
        ..Written::default()
    };
    let mut text = "pass quick on lo0 no state\n".to_owned();
    if outline.closes != Closes::Nothing {
        text.push_str("pass quick inet proto icmp\npass quick inet6 proto icmp6\n");
    }
    let all = rules(outline, Ability { needs_replies: !outline.keeps_state, passes_rest: true });
    if outline.keeps_state {
        if stops_answers(outline, &all, Transport::Tcp) || stops_answers(outline, &all, Transport::Udp) {
            written.remarks.push("pf remembers only what a rule has passed: for answers to what this machine begins, a rule such as `pass out` has to stand in pf.conf before the anchor.".to_owned());
        }
    } else {
        about_udp(outline, &all, &mut written.remarks);
    }
    for rule in &all {
        if !matches!(rule.transport, Transport::Tcp | Transport::Udp) {
            written.remarks.push(left_out(rule, "pf knows the ports of TCP and UDP alone"));
            continue;
        }
        append(&mut text, &["# ", &comment(&rule.comment, LONGEST_COMMENT), "\n"]);
        for family in rule.families() {
            text.push_str(&line(rule, family, outline.keeps_state));
        }
    }
    for (is_closed, way) in [(outline.closes != Closes::Nothing, "in"), (outline.closes == Closes::Both, "out")] {
        if is_closed {
            append(&mut text, &["block drop ", way, " quick all\n"]);
        }
    }
    written.file("portolan.pf", text);
    written
}

fn line(rule: &Rule, family: Option<bool>, keeps_state: bool) -> String {
    let action = match rule.action {
        Action::Pass => "pass",
        Action::Drop => "block drop",
        Action::Reject => "block return",
    };
    let mut text = concat(&[action, " ", rule.direction.label(), " quick "]);
    let mut peers = "any".to_owned();
    if let Some(is_ipv4) = family {
        text.push_str(if is_ipv4 { "inet " } else { "inet6 " });
        let networks = rule.peers.family_texts(is_ipv4);
        let list = join(&networks, ", ");
        peers = if networks.len() == 1 { list } else { concat(&["{ ", &list, " }"]) };
    }
    let any = "any".to_owned();
    let (from, to) = if rule.direction == Direction::In { (&peers, &any) } else { (&any, &peers) };
    let (source, destination) = rule.source_and_destination();
    append(&mut text, &["proto ", rule.transport.id()]);
    for (word, address, ports) in [(" from ", from, source), (" to ", to, destination)] {
        append(&mut text, &[word, address]);
        if !ports.is_any() {
            append(&mut text, &[" port ", &ports.text(":")]);
        }
    }
    if rule.is_reply && rule.transport == Transport::Tcp {
        text.push_str(" flags A/A");
    }
    if rule.action == Action::Pass && !keeps_state {
        text.push_str(" no state");
    }
    text.push('\n');
    text
}
