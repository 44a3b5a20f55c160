//! What the rules of single plans open, and what is said beside them.

mod common;

use common::{draft, item, planned};
use firewall::{Dialect, Draft};

/// Whether the text of a dialect has all of some parts, and none of others.
#[track_caller]
fn check(dialect: Dialect, draft: &Draft, has: &[&str], lacks: &[&str]) {
    let text = dialect.write(&planned(draft)).text();
    for (parts, is_there) in [(has, true), (lacks, false)] {
        for part in parts {
            assert_eq!(text.contains(part), is_there, "{part}\n{text}");
        }
    }
}

/// 32764 is advised to be blocked, and lies in a range that is opened.
#[test]
fn what_is_stopped_within_a_range_is_not_opened() {
    let range = "192.0.2.0/24";
    let plan = draft("", &[item("30000-32767", "server", range), item("32764", "server", range)]);
    let json = ["\"FromPort\":30000,\"ToPort\":32763", "\"FromPort\":32765,\"ToPort\":32767", "Left out: 32764/tcp"];
    check(Dialect::Aws, &plan, &json, &["\"tcp\",\"FromPort\":30000,\"ToPort\":32767"]);
    let blocks = ["from_port         = 32765", "to_port           = 32763"];
    check(Dialect::Terraform, &plan, &blocks, &["from_port         = 32764", "to_port           = 32764"]);
}

#[test]
fn a_group_says_that_all_ports_are_open_to_clients_with_a_port_of_their_own() {
    let says = "20/tcp is left out of a rule, which opens every port of the peers.";
    for dialect in [Dialect::Aws, Dialect::Terraform] {
        check(dialect, &draft("15.1", &[item("20", "client", "192.0.2.0/24")]), &[says], &[]);
        let other = draft("15.1", &[item("123", "client", "192.0.2.0/24")]);
        check(dialect, &other, &["123/udp is left out of a rule."], &["every port of the peers"]);
    }
}

#[test]
fn a_zone_says_that_it_stops_nothing_that_goes_out() {
    let says = ["A zone lets everything out"];
    let mut plan = draft("", &[item("443", "server", "everyone")]);
    check(Dialect::Firewalld, &plan, &[], &says);
    plan.closes = "both".into();
    check(Dialect::Firewalld, &plan, &says, &[]);
}

/// Others than this machine are kept out, though no profile names it.
#[test]
fn ufw_has_rules_for_what_this_machine_alone_may_reach() {
    let plan = draft("", &[item("5432", "server", "this-machine")]);
    check(
        Dialect::Ufw,
        &plan,
        &["ufw deny in proto tcp from any to any port 5432"],
        &["Portolan-1", "portolan.profile"],
    );
}

/// Answers to what this machine begins: over TCP they pass before anything is stopped, over UDP a note says that they do not.
#[test]
fn answers_without_memory() {
    let (nft, iptables) =
        ("meta l4proto tcp tcp flags & (ack | rst) != 0 accept", "-A PORTOLAN-IN -p tcp -m tcp ! --syn");
    let (ios, pf) = ("permit tcp any any established", "pass in quick proto tcp from any to any flags A/A no state");
    let (udp, pass_out) = ("answers over UDP", "such as `pass out`");
    let forms = [(Dialect::Nftables, nft), (Dialect::Iptables, iptables), (Dialect::CiscoIos, ios), (Dialect::Pf, pf)];
    for (what, closes, tcp_passes, says_udp) in [
        ("30000-32767", "nothing", true, true),
        ("22", "nothing", true, false),
        ("161", "nothing", false, true),
        ("22", "incoming", true, true),
        ("22", "both", false, false),
    ] {
        let mut plan = draft("", &[item(what, "server", "192.0.2.0/24")]);
        plan.closes = closes.into();
        for keeps_state in [false, true] {
            plan.keeps_state = keeps_state;
            for (dialect, form) in forms {
                // Access lists never have a memory.
                let lacks_memory = !keeps_state || dialect == Dialect::CiscoIos;
                let needs_rule = dialect == Dialect::Pf && !lacks_memory && closes != "both";
                let all = [(form, lacks_memory && tcp_passes), (udp, lacks_memory && says_udp), (pass_out, needs_rule)];
                let parts = |is_there| all.iter().filter(move |(_, has)| *has == is_there).map(|(part, _)| *part);
                check(dialect, &plan, &parts(true).collect::<Vec<_>>(), &parts(false).collect::<Vec<_>>());
            }
        }
    }
}
