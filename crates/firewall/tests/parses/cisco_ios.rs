//! Cisco IOS: all lists by a reader of our own, and those of IPv4 by `cisco-acl`, where it is installed; no IOS runs here. The reader
//! follows Cisco's syntax of `permit` for IPv4 (“Using Cisco IOS Software”, command reference) and for IPv6 (`permit (IPv6)`), and
//! knows of it only what our lists may use.

use super::common::asked::{Asked, asked, pair};
use super::common::drawn::samples;
use super::{check_comment, each, file, outside};
use firewall::{Action, Closes, Dialect, Direction, Planned, Written};
use serde_json::{Value, json};
use std::net::{IpAddr, Ipv4Addr};

/// How many plans `cisco-acl` reads: it takes a fiftieth of a second for a list.
const READ_BY_CISCO_ACL: usize = 500;

/// The name of a list, and its entries without remarks: action, protocol, source and its ports, destination and its ports, and
/// what is at the end.
type List = (String, Vec<Value>);

fn lists(text: &str) -> Vec<List> {
    let mut all: Vec<List> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('!')) {
        let Some(entry) = line.strip_prefix(' ') else {
            let name = line.strip_prefix("no ").unwrap_or(line);
            let is_one = ["ip access-list extended ", "ipv6 access-list "].iter().any(|begin| {
                name.strip_prefix(begin)
                    .is_some_and(|name| name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
            });
            assert!(is_one, "{line}");
            if name == line {
                all.push((name.to_owned(), Vec::new()));
            }
            continue;
        };
        if let Some(remark) = entry.strip_prefix("remark ") {
            assert!(!remark.is_empty());
            check_comment(remark, 100);
            continue;
        }
        let (name, entries) = all.last_mut().expect("an entry is in a list");
        entries.push(entry_of(entry, !name.starts_with("ipv6")));
    }
    all
}

fn entry_of(line: &str, is_ipv4: bool) -> Value {
    let mut words = line.split(' ').peekable();
    let action = words.next().filter(|one| ["permit", "deny"].contains(one)).expect("an action");
    let every = if is_ipv4 { "ip" } else { "ipv6" };
    let protocol = words.next().filter(|one| ["tcp", "udp", "icmp", every].contains(one)).expect("a protocol");
    let has_ports = ["tcp", "udp"].contains(&protocol);
    let mut side = || {
        let address = match words.next().expect("an address") {
            "any" => "any".to_owned(),
            "host" if is_ipv4 => format!("{}/32", words.next().expect("a host").parse::<Ipv4Addr>().expect("of IPv4")),
            first if is_ipv4 => with_wildcard(first, words.next().expect("a wildcard")),
            prefix => {
                let (address, length) = prefix.split_once('/').expect("a prefix");
                assert!(address.parse::<IpAddr>().expect("an address").is_ipv6());
                assert!(length.parse::<u8>().expect("a length") <= 128);
                prefix.to_owned()
            }
        };
        let operator = words.next_if(|one| has_ports && ["eq", "range"].contains(one));
        let mut port = || words.next().expect("a port").parse::<u16>().expect("a port");
        let ports = operator.map(|operator| {
            let first = port();
            let last = if operator == "eq" { first } else { port() };
            assert!(operator == "eq" || first < last, "{line}");
            (first, last)
        });
        (address, ports)
    };
    let ((from, sources), (to, destinations)) = (side(), side());
    let end = words.next_if(|one| protocol == "tcp" && *one == "established").unwrap_or_default();
    assert_eq!(words.next(), None, "{line}");
    json!([action, protocol, from, sources, to, destinations, end])
}

/// As a network; the ones of a wildcard are at its end, and what they cover is zero.
fn with_wildcard(address: &str, wildcard: &str) -> String {
    let [address, wildcard] = [address, wildcard].map(|one| one.parse::<Ipv4Addr>().expect("of IPv4"));
    assert_eq!(wildcard.to_bits() & wildcard.to_bits().wrapping_add(1), 0, "{wildcard}");
    assert_eq!(address.to_bits() & wildcard.to_bits(), 0, "{address} {wildcard}");
    format!("{address}/{}", wildcard.to_bits().leading_zeros())
}

fn expected(planned: &Planned) -> Vec<List> {
    let all: Vec<Asked> = asked(planned, true, true).into_iter().filter(Asked::is_tcp_or_udp).collect();
    let list = |is_ipv4: bool, way: Direction| {
        let mut entries: Vec<Value> =
            all.iter().filter(|one| one.way == way).flat_map(|one| entries(one, is_ipv4)).collect();
        let of_all = |action, protocol| json!([action, protocol, "any", null, "any", null, ""]);
        let every = if is_ipv4 { "ip" } else { "ipv6" };
        let is_closed = match planned.closes {
            Closes::Nothing => false,
            Closes::Incoming => way == Direction::In,
            Closes::Both => true,
        };
        if is_closed {
            entries.push(of_all("permit", "icmp"));
        }
        entries.push(of_all(if is_closed { "deny" } else { "permit" }, every));
        let name = if way == Direction::In { "PORTOLAN-IN" } else { "PORTOLAN-OUT" };
        let name =
            if is_ipv4 { format!("ip access-list extended {name}") } else { format!("ipv6 access-list {name}-V6") };
        (name, entries)
    };
    let (incoming, outgoing) = (Direction::In, Direction::Out);
    vec![list(true, incoming), list(true, outgoing), list(false, incoming), list(false, outgoing)]
}

fn entries(one: &Asked, is_ipv4: bool) -> Vec<Value> {
    let action = if one.action == Action::Pass { "permit" } else { "deny" };
    let (source, destination) = one.source_and_destination();
    let end = if one.is_answer && one.transport == "tcp" { "established" } else { "" };
    let entry = |network: Option<firewall::Network>| {
        let network = network.map_or_else(|| "any".to_owned(), |one| one.text());
        let (from, to) = one.ends(network, "any".to_owned());
        json!([action, one.transport, from, pair(source), to, pair(destination), end])
    };
    one.networks(is_ipv4).into_iter().map(entry).collect()
}

#[test]
fn the_lists_are_those_of_the_plan() {
    each(Dialect::CiscoIos, |sample, written| {
        assert_eq!(lists(file(written, "portolan.ios")), expected(&sample.planned));
    });
}

/// The lists of IPv4, each as a text.
fn texts_of_ipv4(written: &Written) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut is_ipv4 = false;
    for line in file(written, "portolan.ios").lines().filter(|line| !line.starts_with('!')) {
        if !line.starts_with(' ') {
            is_ipv4 = line.starts_with("ip ");
            if is_ipv4 {
                all.push(format!("{line}\n"));
            }
        } else if is_ipv4 {
            all.last_mut().expect("a list").extend([line, "\n"]);
        }
    }
    all
}

#[test]
fn cisco_acl_reads_the_lists_of_the_plan() {
    let plans: Vec<Value> = samples()
        .iter()
        .take(READ_BY_CISCO_ACL)
        .map(|one| json!(texts_of_ipv4(&Dialect::CiscoIos.write(&one.written))))
        .collect();
    let Some(all) = outside::read("cisco_acl", include_str!("cisco_acl.py"), &plans) else { return };
    for (at, (sample, read)) in samples().iter().zip(all).enumerate() {
        let expected: Vec<List> = expected(&sample.planned).into_iter().take(2).collect();
        let read = read.as_array().expect("lists");
        assert_eq!(read.len(), expected.len(), "plan {at}");
        for (read, (name, entries)) in read.iter().zip(expected) {
            assert_eq!(format!("ip access-list {} {}", text(&read[0]), text(&read[1])), name, "plan {at}");
            let (remarks, own): (Vec<&Value>, Vec<&Value>) =
                read[2].as_array().expect("entries").iter().partition(|one| one[0] == "remark");
            for one in remarks {
                check_comment(text(&one[1]), 100);
            }
            assert_eq!(own, entries.iter().collect::<Vec<_>>(), "plan {at}");
        }
    }
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

#[test]
fn the_reader_refuses_what_the_syntax_does_not_know() {
    let is_read =
        |entry: &str| std::panic::catch_unwind(|| lists(&format!("ip access-list extended X\n {entry}\n"))).is_ok();
    assert!(is_read("permit tcp 192.0.2.0 0.0.0.255 range 1 2 any eq 22 established"));
    for entry in [
        "permit tcp any any eq 70000",
        "permit tcp any any range 2 1",
        "permit udp any any established",
        "permit tcp 192.0.2.0 any",
        "permit tcp 192.0.2.1 0.0.0.255 any",
        "permit tcp 192.0.2.0 0.255.0.255 any",
        "permit icmp any any eq 1",
        "permit tcp any any log",
        "permt tcp any any",
    ] {
        assert!(!is_read(entry), "{entry}");
    }
}
