//! ufw: profiles and commands by the modules of ufw itself.

use super::common::asked::{Asked, asked};
use super::common::drawn::samples;
use super::{check_comment, file, outside};
use firewall::{Action, Closes, Dialect, Direction, Network, Peers, Planned};
use serde_json::{Value, json};

/// How ufw writes every address, of both families.
const ANY: &str = "0.0.0.0/0";

/// Rules that let in, by who may come.
pub(super) fn groups<'a>(rules: &[Asked<'a>]) -> Vec<(&'a Peers, Vec<Asked<'a>>)> {
    let mut all: Vec<(&Peers, Vec<Asked>)> = Vec::new();
    for rule in rules.iter().filter(|one| one.action == Action::Pass && one.way == Direction::In) {
        match all.iter_mut().find(|(peers, _)| *peers == rule.peers) {
            Some((_, same)) => same.push(*rule),
            None => all.push((rule.peers, vec![*rule])),
        }
    }
    all
}

/// The networks of peers, or everyone; with the family as ufw names it.
fn sources(peers: &Peers) -> Vec<(String, &'static str)> {
    if peers.is_everyone() {
        return vec![(ANY.to_owned(), "both")];
    }
    let source = |one: &Network| (one.text(), if one.is_ipv4() { "v4" } else { "v6" });
    peers.networks().iter().map(source).collect()
}

fn by_port(rule: &Asked) -> Vec<Value> {
    let action = match rule.action {
        Action::Pass => "allow",
        Action::Drop => "deny",
        Action::Reject => "reject",
    };
    let way = if rule.way == Direction::In { "in" } else { "out" };
    let (source, destination) = rule.source_and_destination();
    let port = |ports: firewall::Ports| if ports.is_any() { "any".to_owned() } else { ports.text(":") };
    let of = |(network, family): (String, &str)| {
        let (from, to) = rule.ends(network, ANY.to_owned());
        json!([action, way, rule.transport, from, port(source), to, port(destination), "", "", family])
    };
    sources(rule.peers).into_iter().map(of).collect()
}

fn by_profile(action: &str, name: &str, (network, family): (String, &str)) -> Value {
    json!([action, "in", "any", network, "any", ANY, name, name, "", family])
}

/// The commands, and the ports of each profile under its name.
fn expected(planned: &Planned) -> (Vec<Value>, Vec<(String, Vec<String>)>) {
    let all: Vec<Asked> = asked(planned, false, true).into_iter().filter(Asked::is_tcp_or_udp).collect();
    let stops = |one: &&Asked| one.action != Action::Pass && !one.is_for_others;
    let mut commands: Vec<Value> = all.iter().filter(stops).flat_map(by_port).collect();
    // What only this machine may reach is in no profile.
    let is_own = |one: &&Asked| {
        one.is_for_others && all.iter().all(|pass| pass.action != Action::Pass || !pass.has_ports_of(one))
    };
    let mut others: Vec<Value> = all.iter().filter(is_own).flat_map(by_port).collect();
    let mut profiles = Vec::new();
    for (at, (peers, rules)) in (1..).zip(groups(&all)) {
        let name = format!("Portolan-{at}");
        commands.extend(sources(peers).into_iter().map(|one| by_profile("allow", &name, one)));
        if planned.closes == Closes::Nothing && !peers.is_everyone() {
            others.push(by_profile("deny", &name, (ANY.to_owned(), "both")));
        }
        let of = |transport| rules.iter().filter(move |one| one.transport == transport);
        let ports = of("tcp").chain(of("udp")).map(|one| format!("{}/{}", one.local.text(":"), one.transport));
        profiles.push((name, ports.collect()));
    }
    let goes_out = |one: &&Asked| one.action == Action::Pass && one.way == Direction::Out;
    commands.extend(all.iter().filter(goes_out).flat_map(by_port));
    commands.extend(others);
    (commands, profiles)
}

/// `22,139/tcp|137/udp`, one by one.
fn ports(lists: &str) -> Vec<String> {
    let of = |list: &str| {
        let (ports, transport) = list.split_once('/').expect("a transport");
        ports.split(',').map(|one| format!("{one}/{transport}")).collect::<Vec<_>>()
    };
    lists.split('|').flat_map(of).collect()
}

/// Without its comment, which may be anything of the alphabet.
fn uncommented(command: &Value) -> Value {
    let mut command = command.clone();
    if let Some(comment) = command.get_mut(8) {
        check_comment(comment.as_str().expect("a text"), 120);
        *comment = json!("");
    }
    command
}

#[test]
fn the_commands_and_profiles_are_those_of_the_plan() {
    let written = samples().iter().map(|one| Dialect::Ufw.write(&one.written));
    let plans: Vec<Value> = written
        .map(|one| {
            let profile = one.files.iter().find(|one| one.name == "portolan.profile");
            let remove = "rm /etc/ufw/applications.d/portolan";
            assert_eq!(one.undo.iter().any(|line| line == remove), profile.is_some());
            let undo: Vec<&String> = one.undo.iter().filter(|line| *line != remove).collect();
            let profile = profile.map_or("", |one| &one.text);
            json!({ "profile": profile, "commands": file(&one, "portolan.sh"), "undo": undo })
        })
        .collect();
    let Some(all) = outside::read("ufw.frontend", include_str!("ufw.py"), &plans) else { return };
    for (at, (sample, read)) in samples().iter().zip(all).enumerate() {
        let (mut commands, profiles) = expected(&sample.planned);
        let mut undo: Vec<Value> = commands
            .iter()
            .map(|one| {
                let mut one = one.clone();
                one[0] = json!(format!("delete {}", one[0].as_str().expect("an action")));
                one
            })
            .collect();
        for (is_closed, way) in [
            (sample.planned.closes != Closes::Nothing, "default-deny-incoming"),
            (sample.planned.closes == Closes::Both, "default-deny-outgoing"),
        ] {
            if is_closed {
                commands.push(json!([way]));
            }
        }
        if sample.planned.closes == Closes::Both {
            undo.push(json!(["default-allow-outgoing"]));
        }
        let bare = |key: &str| read[key].as_array().expect("a list").iter().map(uncommented).collect::<Vec<_>>();
        assert_eq!(bare("commands"), commands, "plan {at}");
        assert_eq!(bare("undo"), undo, "plan {at}");
        let found = read["profiles"].as_object().expect("profiles");
        assert_eq!(found.len(), profiles.len(), "plan {at}: {found:?}");
        for (name, expected) in profiles {
            let profile = &found[&name];
            assert_eq!(profile.as_object().expect("fields").len(), 3, "plan {at}: {profile}");
            assert_eq!(profile["title"], *name);
            check_comment(profile["description"].as_str().expect("a text"), 120);
            assert_eq!(ports(profile["ports"].as_str().expect("ports")), expected, "plan {at}");
        }
    }
}
