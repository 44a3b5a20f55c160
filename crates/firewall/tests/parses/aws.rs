//! AWS: JSON, by the shapes of the service, and by the addresses and ports of the plan.

use super::common::asked::{Asked, asked};
use super::{check_comment, each};
use firewall::{Action, Dialect, Direction, Planned};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Distilled from botocore; `description` in it says from which release.
const SCHEMA: &str = include_str!("aws-permissions.schema.json");

/// A permission as a group has it: way, protocol, ports, network.
pub(super) type Permission = (&'static str, String, u64, u64, String);

/// A group knows what passes, by the ports of the destination, and each permission once.
pub(super) fn expected(planned: &Planned) -> Vec<Permission> {
    let (mut all, mut known) = (Vec::new(), BTreeSet::new());
    let rules = asked(planned, false, false);
    for rule in &rules {
        if rule.action != Action::Pass || !rule.is_tcp_or_udp() {
            continue;
        }
        let ports = rule.source_and_destination().1;
        let networks = if rule.peers.is_everyone() {
            vec!["0.0.0.0/0".to_owned(), "::/0".to_owned()]
        } else {
            rule.peers.networks().iter().map(firewall::Network::text).collect()
        };
        let way = if rule.way == Direction::In { "ingress" } else { "egress" };
        let has_same_way = |one: &&Asked| (one.way, one.transport) == (rule.way, rule.transport);
        let stops: Vec<&Asked> = rules.iter().filter(|one| one.action != Action::Pass).filter(has_same_way).collect();
        let mut runs: Vec<(u64, u64)> = Vec::new();
        if stops.is_empty() {
            runs.push((ports.first().into(), ports.last().into()));
        } else {
            // Port by port: none of those that are stopped is opened.
            let passes = |port: &u16| !stops.iter().any(|one| (one.local.first()..=one.local.last()).contains(port));
            for port in (ports.first()..=ports.last()).filter(passes).map(u64::from) {
                match runs.last_mut() {
                    Some((_, last)) if *last + 1 == port => *last = port,
                    _ => runs.push((port, port)),
                }
            }
        }
        for network in networks {
            for (first, last) in &runs {
                let one = (way, rule.transport.to_owned(), *first, *last, network.clone());
                if known.insert(one.clone()) {
                    all.push(one);
                }
            }
        }
    }
    all
}

fn read(way: &'static str, permission: &Value) -> Permission {
    let ranges = |list: &str, key: &str| -> Vec<String> {
        let all = permission[list].as_array().map_or(&[][..], Vec::as_slice);
        all.iter()
            .map(|one| {
                check_comment(one["Description"].as_str().expect("a description"), 255);
                one[key].as_str().expect("a network").to_owned()
            })
            .collect()
    };
    let (v4, v6) = (ranges("IpRanges", "CidrIp"), ranges("Ipv6Ranges", "CidrIpv6"));
    assert!(v4.iter().all(|one| !one.contains(':')) && v6.iter().all(|one| one.contains(':')), "{permission}");
    let [network] = &*[v4, v6].concat() else { panic!("one network: {permission}") };
    let port = |key: &str| permission[key].as_u64().expect("a port");
    let protocol = permission["IpProtocol"].as_str().expect("a protocol").to_owned();
    (way, protocol, port("FromPort"), port("ToPort"), network.clone())
}

#[test]
fn the_permissions_are_those_of_the_plan() {
    let schema = jsonschema::validator_for(&serde_json::from_str(SCHEMA).expect("JSON")).expect("a schema");
    each(Dialect::Aws, |sample, written| {
        let mut all = Vec::new();
        for (way, name) in [("ingress", "portolan-ingress.json"), ("egress", "portolan-egress.json")] {
            let Some(file) = written.files.iter().find(|one| one.name == name) else { continue };
            let permissions: Value = serde_json::from_str(&file.text).expect("JSON");
            let wrong: Vec<String> = schema.iter_errors(&permissions).map(|error| error.to_string()).collect();
            assert!(wrong.is_empty(), "{wrong:#?}");
            all.extend(permissions.as_array().expect("a list").iter().map(|one| read(way, one)));
        }
        let expected = expected(&sample.planned);
        let (incoming, outgoing) = expected.iter().cloned().partition::<Vec<_>, _>(|one| one.0 == "ingress");
        assert_eq!(all, [incoming, outgoing].concat());
    });
}

#[test]
fn the_schema_refuses_what_the_service_does_not_know() {
    let schema = jsonschema::validator_for(&serde_json::from_str(SCHEMA).expect("JSON")).expect("a schema");
    let range = json!({"CidrIp": "192.0.2.0/24", "Description": "x"});
    let right = json!({"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [range]});
    assert!(schema.is_valid(&json!([right])));
    for (key, value) in [
        ("FromPort", json!("22")),
        ("SourcePort", json!(22)),
        ("IpRanges", json!([{"CidrIpv6": "::/0"}])),
        ("IpRanges", json!([{"CidrIp": "192.0.2.0/24", "Description": "<"}])),
        ("IpRanges", json!([{"CidrIp": "192.0.2.0/24", "Description": "x".repeat(256)}])),
    ] {
        let mut wrong = right.clone();
        wrong[key] = value;
        assert!(!schema.is_valid(&json!([wrong])), "{wrong}");
    }
}
