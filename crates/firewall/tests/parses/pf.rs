//! pf, by a reader of our own: no parser of pf's runs here. It follows the grammar at the end of OpenBSD's manual page pf.conf(5), and
//! knows of it only what our rules may use.

use super::common::asked::{Asked, asked, pair};
use super::{check_comment, each, file};
use firewall::{Action, Closes, Dialect, Direction, Planned};
use std::net::IpAddr;

/// A `pf-rule`: the first `quick` one that fits a packet decides.
#[derive(Debug, Default, PartialEq, Eq)]
struct Rule {
    action: String,
    direction: Option<String>,
    is_quick: bool,
    interface: Option<String>,
    family: Option<String>,
    protocol: Option<String>,
    from: Side,
    to: Side,
    flags: Option<String>,
    no_state: bool,
}

/// Hosts, none of them for any, and ports.
#[derive(Debug, Default, PartialEq, Eq)]
struct Side {
    hosts: Vec<String>,
    ports: Option<(u16, u16)>,
}

/// What is left of a line.
struct Words<'a>(std::iter::Peekable<std::vec::IntoIter<&'a str>>);

impl<'a> Words<'a> {
    fn of(line: &'a str) -> Self {
        let mut all = Vec::new();
        for word in line.split_ascii_whitespace() {
            // Braces and commas are words of their own.
            all.extend(word.split_inclusive(['{', '}', ',']).flat_map(
                |part| match part.strip_suffix(['{', '}', ',']) {
                    Some(before) => vec![before, &part[before.len()..]],
                    None => vec![part],
                },
            ));
        }
        all.retain(|word| !word.is_empty());
        Self(all.into_iter().peekable())
    }

    fn takes(&mut self, word: &str) -> bool {
        self.0.next_if(|one| *one == word).is_some()
    }

    fn one_of(&mut self, words: &[&str]) -> Option<String> {
        self.0.next_if(|one| words.contains(one)).map(str::to_owned)
    }

    fn next(&mut self) -> &'a str {
        self.0.next().expect("another word")
    }

    fn rule(&mut self) -> Rule {
        let mut rule = Rule { action: self.one_of(&["pass", "block"]).expect("an action"), ..Rule::default() };
        if rule.action == "block"
            && let Some(how) = self.one_of(&["drop", "return"])
        {
            rule.action = format!("block {how}");
        }
        rule.direction = self.one_of(&["in", "out"]);
        rule.is_quick = self.takes("quick");
        if self.takes("on") {
            rule.interface = Some(self.next().to_owned());
        }
        rule.family = self.one_of(&["inet", "inet6"]);
        if self.takes("proto") {
            rule.protocol = Some(self.one_of(&["tcp", "udp", "icmp", "icmp6"]).expect("a protocol"));
        }
        if !self.takes("all") && self.takes("from") {
            rule.from = self.side(&rule);
            assert!(self.takes("to"), "a destination");
            rule.to = self.side(&rule);
        }
        if self.takes("flags") {
            assert_eq!(rule.protocol.as_deref(), Some("tcp"), "only TCP has flags");
            rule.flags = Some(self.next().to_owned());
        }
        if self.takes("no") {
            assert!(self.takes("state"));
            rule.no_state = true;
        }
        assert_eq!(self.0.next(), None, "nothing more");
        rule
    }

    fn side(&mut self, rule: &Rule) -> Side {
        let mut side = Side::default();
        if self.takes("{") {
            side.hosts.push(self.host(rule));
            // Commas may be left out.
            while !self.takes("}") {
                self.takes(",");
                side.hosts.push(self.host(rule));
            }
        } else if !self.takes("any") {
            side.hosts.push(self.host(rule));
        }
        if self.takes("port") {
            assert!(matches!(rule.protocol.as_deref(), Some("tcp" | "udp")), "only TCP and UDP have ports");
            let text = self.next();
            let (first, last) = text.split_once(':').unwrap_or((text, text));
            let (first, last) = (first.parse().expect("a port"), last.parse().expect("a port"));
            assert!(first <= last, "{text}");
            side.ports = Some((first, last));
        }
        side
    }

    /// An address with its prefix, of the family of the rule.
    fn host(&mut self, rule: &Rule) -> String {
        let text = self.next();
        let (address, prefix) = text.split_once('/').expect("a prefix");
        let (address, prefix): (IpAddr, u8) = (address.parse().expect("an address"), prefix.parse().expect("a number"));
        let (family, longest) = if address.is_ipv4() { ("inet", 32) } else { ("inet6", 128) };
        assert!(rule.family.as_deref() == Some(family) && prefix <= longest, "{text}");
        text.to_owned()
    }
}

fn rules(text: &str) -> Vec<Rule> {
    let lines = text.lines().filter_map(|line| match line.strip_prefix("# ") {
        Some(comment) => {
            check_head_or_comment(comment);
            None
        }
        None => Some(line.split('#').next().unwrap_or_default()),
    });
    lines.filter(|line| !line.trim().is_empty()).map(|line| Words::of(line).rule()).collect()
}

/// A backslash at the end of a line would draw the next one into the comment.
fn check_head_or_comment(text: &str) {
    let of_head = ["Test: ", "Load: ", "Undo: ", "Note: "];
    assert!(!text.contains('\\'), "{text}");
    if !of_head.iter().any(|title| text.starts_with(title)) {
        check_comment(text, 120);
    }
}

fn expected(planned: &Planned) -> Vec<Rule> {
    let text = |text: &str| Some(text.to_owned());
    let pass = || Rule { action: "pass".to_owned(), is_quick: true, ..Rule::default() };
    let mut all = vec![Rule { interface: text("lo0"), no_state: true, ..pass() }];
    if planned.closes != Closes::Nothing {
        for (family, protocol) in [("inet", "icmp"), ("inet6", "icmp6")] {
            all.push(Rule { family: text(family), protocol: text(protocol), ..pass() });
        }
    }
    for one in asked(planned, !planned.keeps_state, true).iter().filter(|one| one.is_tcp_or_udp()) {
        all.extend(of_families(one, planned.keeps_state));
    }
    for (is_closed, way) in [(planned.closes != Closes::Nothing, "in"), (planned.closes == Closes::Both, "out")] {
        if is_closed {
            all.push(Rule { action: "block drop".to_owned(), direction: text(way), ..pass() });
        }
    }
    all
}

fn of_families(one: &Asked, keeps_state: bool) -> Vec<Rule> {
    let action = match one.action {
        Action::Pass => "pass",
        Action::Drop => "block drop",
        Action::Reject => "block return",
    };
    let (source, destination) = one.source_and_destination();
    let rule = |family: Option<&str>, hosts: Vec<String>| {
        let (from, to) = one.ends(hosts, Vec::new());
        Rule {
            action: action.to_owned(),
            direction: Some(if one.way == Direction::In { "in" } else { "out" }.to_owned()),
            is_quick: true,
            interface: None,
            family: family.map(str::to_owned),
            protocol: Some(one.transport.to_owned()),
            from: Side { hosts: from, ports: pair(source) },
            to: Side { hosts: to, ports: pair(destination) },
            flags: (one.is_answer && one.transport == "tcp").then(|| "A/A".to_owned()),
            no_state: one.action == Action::Pass && !keeps_state,
        }
    };
    if one.peers.is_everyone() {
        return vec![rule(None, Vec::new())];
    }
    let hosts = |is_ipv4| one.networks(is_ipv4).iter().flatten().map(firewall::Network::text).collect::<Vec<_>>();
    let families = [("inet", hosts(true)), ("inet6", hosts(false))].into_iter().filter(|(_, all)| !all.is_empty());
    families.map(|(family, all)| rule(Some(family), all)).collect()
}

#[test]
fn the_rules_are_those_of_the_plan() {
    each(Dialect::Pf, |sample, written| {
        assert_eq!(rules(file(written, "portolan.pf")), expected(&sample.planned));
    });
}

#[test]
fn the_reader_refuses_what_the_grammar_does_not_know() {
    let is_read = |line: &str| std::panic::catch_unwind(|| rules(line)).is_ok();
    assert!(is_read(
        "pass in quick inet proto tcp from { 192.0.2.0/24, 10.0.0.0/8 } port 1:2 to any port 22 flags A/A no state"
    ));
    for line in [
        "pass in quick proto tcp from any to any port 22 port 23",
        "pass in quick proto icmp from any to any port 22",
        "pass in quick proto udp from any to any flags A/A",
        "pass in quick proto tcp from 192.0.2.0/24 to any",
        "pass in quick inet6 proto tcp from 192.0.2.0/24 to any",
        "pass in quick proto tcp from any to any port 23:22",
        "permit in quick all",
        "# x\\",
    ] {
        assert!(!is_read(line), "{line}");
    }
}
