//! Windows: `New-NetFirewallRule`, in a group of its own.

use super::{Written, left_out};
use crate::Outline;
use crate::alphabet::comment;
use crate::flow::{Action, Direction};
use crate::plan::Closes;
use crate::rules::{Ability, Rule, rules};
use catalog::{Transport, append, concat, join};

/// The most bytes of a name, so that lists stay readable: Windows itself allows more.
const LONGEST_NAME: usize = 120;

pub(super) fn write(outline: &Outline) -> Written {
    let mut written = Written {
        test: vec!["add -WhatIf to the lines".to_owned()],
        load: vec!["powershell -ExecutionPolicy Bypass -File portolan.ps1".to_owned()],
        undo: vec!["Remove-NetFirewallRule -Group 'Portolan'".to_owned()],
        remarks: vec![
            "Only the group Portolan is replaced. Inbound traffic that no rule allows is blocked by default, and blocking rules win over others.".to_owned(),
            "Read by a grammar of PowerShell, but by no Windows.".to_owned(),
        ],
        ..Written::default()
    };
    if !outline.keeps_state {
        written.remarks.push("This firewall always keeps state: answers need no rules.".to_owned());
    }
    let mut text = "Remove-NetFirewallRule -Group 'Portolan' -ErrorAction SilentlyContinue\n".to_owned();
    for rule in &rules(outline, Ability { needs_replies: false, passes_rest: false }) {
        if matches!(rule.transport, Transport::Tcp | Transport::Udp) {
            text.push_str(&line(rule));
        } else {
            written.remarks.push(left_out(rule, "its rules know the ports of TCP and UDP alone"));
        }
    }
    if outline.closes != Closes::Nothing {
        text.push_str("Set-NetFirewallProfile -All -DefaultInboundAction Block\n");
        written.undo.push("Set-NetFirewallProfile -All -DefaultInboundAction NotConfigured".to_owned());
    }
    if outline.closes == Closes::Both {
        text.push_str("Set-NetFirewallProfile -All -DefaultOutboundAction Block\n");
        written.undo.push("Set-NetFirewallProfile -All -DefaultOutboundAction NotConfigured".to_owned());
    }
    written.file("portolan.ps1", text);
    written
}

fn line(rule: &Rule) -> String {
    let direction = if rule.direction == Direction::In { "Inbound" } else { "Outbound" };
    let action = if rule.action == Action::Pass { "Allow" } else { "Block" };
    let protocol = if rule.transport == Transport::Tcp { "TCP" } else { "UDP" };
    let name = comment(&rule.comment, LONGEST_NAME);
    let mut text =
        concat(&["New-NetFirewallRule -Group 'Portolan' -DisplayName 'Portolan ", &name, "' -Direction ", direction]);
    append(&mut text, &[" -Action ", action, " -Protocol ", protocol]);
    for (word, ports) in [(" -LocalPort @('", rule.local), (" -RemotePort @('", rule.remote)] {
        if !ports.is_any() {
            append(&mut text, &[word, &ports.text("-"), "')"]);
        }
    }
    if !rule.peers.is_everyone() {
        let networks: Vec<String> = rule.peers.networks().iter().map(crate::Network::text).collect();
        append(&mut text, &[" -RemoteAddress @('", &join(&networks, "','"), "')"]);
    }
    text.push('\n');
    text
}
