//! 10,000 random plans: what nftables and iptables hold once their rules are loaded is what the plans say, rule by rule and in
//! that order.

mod common;

use common::drawn::{PLANS, samples};
use common::listed::{Listed, Table, tables};
use common::model::{Chain, Line, Rule, chains, ends, merged};
use common::namespace::run;
use firewall::{ALPHABET, Action, Dialect, File};
use std::collections::BTreeMap;

/// What the programs print, each for a part of the files. Most of their time they wait for the kernel, so many run at once.
fn run_all(programs: &[&str], files: &[File], line: &str) -> Option<Vec<Vec<u8>>> {
    // What cannot be tried is noted once, under the name of the test.
    run(programs, &[], "true")?;
    let run = |files: &[File]| {
        let output = run(programs, files, line)?;
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Some(output.stdout)
    };
    std::thread::scope(|scope| {
        let parts = files.chunks(files.len().div_ceil(16)).map(|part| scope.spawn(move || run(part)));
        let parts: Vec<_> = parts.collect();
        parts.into_iter().map(|part| part.join().expect("the programs succeed")).collect()
    })
}

/// The line of the model as nft has to list it.
fn expected(line: &Line, chain: &str) -> Listed {
    let Line::Rule(rule) = line else { return Listed { line: line.clone(), addresses: None } };
    let addresses = rule.networks.as_ref().map(|(is_ipv4, networks)| {
        let family = if *is_ipv4 { "ip" } else { "ip6" };
        let end = if chain == "input" { "saddr" } else { "daddr" };
        let ranges = merged(networks.iter().map(|one| ends(one.address(), one.prefix())).collect());
        (family.to_owned(), end.to_owned(), ranges)
    });
    Listed { line: Line::Rule(Rule { networks: None, ..rule.clone() }), addresses }
}

fn check(at: usize, model: &[Chain; 2], table: &Table) {
    assert_eq!(table.chains.len(), 2, "plan {at}");
    for ((hook, chain), listed) in ["input", "output"].into_iter().zip(model).zip(&table.chains) {
        let policy = if chain.is_closed { "drop" } else { "accept" };
        for (key, value) in [("name", hook), ("hook", hook), ("type", "filter"), ("policy", policy)] {
            assert_eq!(listed[key], value, "plan {at}: {key} of {listed}");
        }
        assert_eq!(listed["prio"], 0, "plan {at}");
        let lines: Vec<Listed> = chain.lines.iter().map(|line| expected(line, hook)).collect();
        assert_eq!(table.lines[hook], lines, "plan {at}: {hook}");
    }
    for comment in &table.comments {
        let is_allowed = |letter: char| letter.is_ascii_alphanumeric() || ALPHABET.contains(letter);
        assert!(comment.len() <= 128 && comment.chars().all(is_allowed), "plan {at}: {comment}");
    }
}

fn table(at: usize) -> String {
    format!("plan{at}")
}

/// A name of its own for the table of each plan, so that many are loaded at once.
#[test]
fn nft_holds_exactly_the_plan() {
    // Where nobody is root outside, the kernel takes some 200 kB in one transaction; a line becomes less than half a kB.
    let mut files = vec![File { name: "0.nft".into(), text: String::new() }];
    let mut lines = 0;
    for (at, one) in samples().iter().enumerate() {
        let text = &Dialect::Nftables.write(&one.written).files[0].text;
        let count = text.lines().count();
        lines += count;
        if lines > 200 {
            files.push(File { name: format!("{at}.nft"), text: String::new() });
            lines = count;
        }
        let rename = |line: &str| match line.split_once("table inet portolan") {
            Some((before @ ("" | "delete "), after)) => format!("{before}table inet {}{after}\n", table(at)),
            _ => format!("{line}\n"),
        };
        files.last_mut().expect("a file").text.extend(text.lines().map(rename));
    }
    let line =
        "for f in *.nft; do nft flush ruleset; nft -f $f && nft -j list ruleset || { echo $f >&2; exit 1; }; done";
    let Some(outputs) = run_all(&["nft"], &files, line) else { return };
    let mut seen = 0;
    for json in outputs.iter().flat_map(|output| output.split(|byte| *byte == b'\n')).filter(|json| !json.is_empty()) {
        for (name, table) in tables(json) {
            let at: usize = name.strip_prefix("plan").and_then(|at| at.parse().ok()).expect("a table of a plan");
            check(at, &chains(&samples()[at].planned), &table);
            seen += 1;
        }
    }
    assert_eq!(seen, PLANS);
}

/// The line of the model as the save commands of iptables write it, without its comment: one line for each network.
fn saved(line: &Line, chain: &str, is_in: bool, is_ipv4: bool) -> Vec<String> {
    let rule = match line {
        Line::Loopback => return vec![format!("-A {chain} {} lo -j ACCEPT", if is_in { "-i" } else { "-o" })],
        Line::State => return vec![format!("-A {chain} -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT")],
        Line::Icmp => return vec![format!("-A {chain} -p {} -j ACCEPT", if is_ipv4 { "icmp" } else { "ipv6-icmp" })],
        Line::Rule(rule) => rule,
    };
    let networks = match &rule.networks {
        None => vec![String::new()],
        Some((family, _)) if *family != is_ipv4 => Vec::new(),
        Some((_, all)) => {
            let end = if is_in { "-s" } else { "-d" };
            all.iter().map(|one| format!(" {end} {}/{}", one.address(), one.prefix())).collect()
        }
    };
    let port = |option: &str, ports: Option<(u16, u16)>| match ports {
        None => String::new(),
        Some((first, last)) if first == last => format!(" --{option} {first}"),
        Some((first, last)) => format!(" --{option} {first}:{last}"),
    };
    let ports = port("sport", rule.source) + &port("dport", rule.destination);
    let flags = if rule.is_answer { " ! --tcp-flags FIN,SYN,RST,ACK SYN" } else { "" };
    let verdict = match (rule.action, is_ipv4) {
        (Action::Pass, _) => "ACCEPT",
        (Action::Drop, _) => "DROP",
        (Action::Reject, true) => "REJECT --reject-with icmp-port-unreachable",
        (Action::Reject, false) => "REJECT --reject-with icmp6-port-unreachable",
    };
    let transport = rule.transport;
    let text = |network| format!("-A {chain}{network} -p {transport} -m {transport}{ports}{flags} -j {verdict}");
    networks.into_iter().map(text).collect()
}

/// A saved line without its comment, which is quoted where it has spaces.
fn uncommented(line: &str) -> String {
    let Some((before, rest)) = line.split_once(" -m comment --comment ") else { return line.to_owned() };
    let after = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split_once('"').map(|(_, after)| after),
        None => rest.find(' ').map(|at| &rest[at..]),
    };
    format!("{before}{}", after.unwrap_or_else(|| panic!("no end of the comment: {line}")))
}

/// Names of their own for the chains of each plan, so that some are loaded at once.
fn iptables_holds_exactly_the_plan(program: &str, is_ipv4: bool) {
    let chain = |at: usize, is_in: bool| format!("PLAN{at}-{}", if is_in { "IN" } else { "OUT" });
    let mut files: Vec<File> = Vec::new();
    let mut lines = usize::MAX;
    for (at, one) in samples().iter().enumerate() {
        let written = Dialect::Iptables.write(&one.written);
        let text = &written.files[usize::from(!is_ipv4)].text;
        let count = text.lines().count();
        lines = lines.saturating_add(count);
        if lines > 200 {
            files.push(File { name: format!("{at}.rules"), text: String::new() });
            lines = count;
        }
        let rename = |line: &str| {
            let (begin, rest) = line.split_once("PORTOLAN-").unwrap_or((line, ""));
            match (begin, rest.strip_prefix("IN "), rest.strip_prefix("OUT ")) {
                (":" | "-A ", Some(rest), _) => format!("{begin}{} {rest}\n", chain(at, true)),
                (":" | "-A ", _, Some(rest)) => format!("{begin}{} {rest}\n", chain(at, false)),
                _ => format!("{line}\n"),
            }
        };
        files.last_mut().expect("a file").text.extend(text.lines().map(rename));
    }
    let line = format!(
        "for f in *.rules; do {program}-restore --test --noflush $f && {program}-restore --noflush $f && \
         {program}-save -t filter && {program} -F && {program} -X || {{ echo $f >&2; exit 1; }}; done"
    );
    let restore = format!("{program}-restore");
    let Some(outputs) = run_all(&[&restore], &files, &line) else { return };
    let mut held: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in outputs.iter().flat_map(|output| std::str::from_utf8(output).expect("text").lines()) {
        let name = line.split(' ').nth(1).unwrap_or_default();
        if line.starts_with("-A ") {
            held.entry(name.to_owned()).or_default().push(uncommented(line));
        }
    }
    for (at, one) in samples().iter().enumerate() {
        for (of_plan, is_in) in chains(&one.planned).iter().zip([true, false]) {
            let name = chain(at, is_in);
            let mut lines: Vec<String> =
                of_plan.lines.iter().flat_map(|line| saved(line, &name, is_in, is_ipv4)).collect();
            if of_plan.is_closed {
                lines.push(format!("-A {name} -j DROP"));
            }
            assert_eq!(held.remove(&name), Some(lines), "plan {at}");
        }
    }
    assert!(held.is_empty(), "nobody asked for {held:?}");
}

#[test]
fn iptables_holds_exactly_the_plan_of_ipv4() {
    iptables_holds_exactly_the_plan("iptables", true);
}

#[test]
fn iptables_holds_exactly_the_plan_of_ipv6() {
    iptables_holds_exactly_the_plan("ip6tables", false);
}
