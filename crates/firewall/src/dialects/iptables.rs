//! iptables and ip6tables: two chains of their own, in the format of the restore commands.

use super::Written;
use crate::Outline;
use crate::alphabet::comment;
use crate::flow::{Action, Direction};
use crate::plan::Closes;
use crate::rules::{Ability, Rule, about_udp, rules};
use catalog::{Transport, append, concat};

/// The most bytes of a comment: 256 with the zero at its end. The test of iptables-nft does not notice longer ones.
const LONGEST_COMMENT: usize = 255;

const CHAINS: [(Direction, &str, &str); 2] =
    [(Direction::In, "PORTOLAN-IN", "INPUT"), (Direction::Out, "PORTOLAN-OUT", "OUTPUT")];

pub(super) fn write(outline: &Outline) -> Written {
    let all = rules(outline, Ability { needs_replies: !outline.keeps_state, passes_rest: true });
    let mut written = Written::default();
    for (is_ipv4, program, file) in [(true, "iptables", "portolan.v4"), (false, "ip6tables", "portolan.v6")] {
        written.test.push(concat(&[program, "-restore --test --noflush ", file]));
        written.load.push(concat(&[program, "-restore --noflush ", file]));
        for (_, chain, from) in CHAINS {
            let jump = concat(&[from, " -j ", chain]);
            written.load.push(concat(&[program, " -C ", &jump, " || ", program, " -I ", &jump]));
            written
                .undo
                .push(concat(&[program, " -D ", &jump, "; ", program, " -F ", chain, "; ", program, " -X ", chain]));
        }
        written.file(file, table(outline, &all, is_ipv4));
    }
    if !outline.keeps_state {
        about_udp(outline, &all, &mut written.remarks);
    }
    written
        .remarks
        .push("Only the chains PORTOLAN-IN and PORTOLAN-OUT are replaced; both files belong together.".to_owned());
    written
}

fn table(outline: &Outline, all: &[Rule], is_ipv4: bool) -> String {
    let mut text = "*filter\n".to_owned();
    for (_, chain, _) in CHAINS {
        append(&mut text, &[":", chain, " - [0:0]\n"]);
    }
    for (direction, chain, _) in CHAINS {
        let (device, is_closed) = match direction {
            Direction::In => (" -i lo", outline.closes != Closes::Nothing),
            Direction::Out => (" -o lo", outline.closes == Closes::Both),
        };
        append(&mut text, &["-A ", chain, device, " -j ACCEPT\n"]);
        if outline.keeps_state {
            append(&mut text, &["-A ", chain, " -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n"]);
        }
        if is_closed {
            append(&mut text, &["-A ", chain, if is_ipv4 { " -p icmp" } else { " -p ipv6-icmp" }, " -j ACCEPT\n"]);
        }
        for rule in all.iter().filter(|one| one.direction == direction) {
            for network in rule.networks(is_ipv4) {
                text.push_str(&line(rule, chain, network.as_deref()));
            }
        }
        if is_closed {
            append(&mut text, &["-A ", chain, " -j DROP\n"]);
        }
    }
    text.push_str("COMMIT\n");
    text
}

fn line(rule: &Rule, chain: &str, network: Option<&str>) -> String {
    let mut text = concat(&["-A ", chain]);
    if let Some(network) = network {
        append(&mut text, &[if rule.direction == Direction::In { " -s " } else { " -d " }, network]);
    }
    let transport = rule.transport.id();
    append(&mut text, &[" -p ", transport, " -m ", transport]);
    let (source, destination) = rule.source_and_destination();
    for (end, ports) in [(" --sport ", source), (" --dport ", destination)] {
        if !ports.is_any() {
            append(&mut text, &[end, &ports.text(":")]);
        }
    }
    if rule.is_reply && rule.transport == Transport::Tcp {
        text.push_str(" ! --syn");
    }
    let said = comment(&rule.comment, LONGEST_COMMENT);
    if !said.is_empty() {
        append(&mut text, &[" -m comment --comment \"", &said, "\""]);
    }
    text.push_str(match rule.action {
        Action::Pass => " -j ACCEPT\n",
        Action::Drop => " -j DROP\n",
        Action::Reject => " -j REJECT\n",
    });
    text
}
