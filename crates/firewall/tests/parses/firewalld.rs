//! firewalld: services by an XML parser, and services and rich rules by the modules of firewalld itself.

use super::common::asked::{Asked, asked};
use super::common::drawn::samples;
use super::ufw::groups;
use super::{check_comment, each, file, outside};
use firewall::{Action, Dialect, Direction, Peers, Planned, Written};
use roxmltree::{Document, Node};
use serde_json::{Value, json};

type Ports = Vec<(String, String)>;

/// The services that a plan asks for: their names and ports.
fn services(planned: &Planned) -> Vec<(String, Ports)> {
    let all = asked(planned, false, false);
    let ports = |rules: &[Asked]| rules.iter().map(|one| (one.local.text("-"), one.transport.to_owned())).collect();
    (1..).zip(groups(&all)).map(|(at, (_, rules))| (format!("portolan-{at}"), ports(&rules))).collect()
}

/// The only element of this name, and nothing but text in it.
fn text<'a>(parent: Node<'a, '_>, name: &str) -> &'a str {
    let all: Vec<Node> = parent.children().filter(|one| one.has_tag_name(name)).collect();
    let [one] = &*all else { panic!("one {name}") };
    assert!(one.attributes().len() == 0 && one.children().all(|child| child.is_text()), "{name}");
    one.text().unwrap_or_default()
}

fn ports(name: &str, xml: &str) -> Ports {
    let document = Document::parse(xml).unwrap_or_else(|error| panic!("{error}: {xml}"));
    let root = document.root_element();
    assert!(root.has_tag_name("service") && root.attributes().len() == 0);
    assert_eq!(text(root, "short"), name);
    check_comment(text(root, "description"), 1_000);
    let mut all = Vec::new();
    for one in root.children().filter(Node::is_element) {
        match one.tag_name().name() {
            "short" | "description" => {}
            "port" => {
                let has = |key| one.attribute(key).expect("an attribute").to_owned();
                assert!(one.attributes().len() == 2 && !one.has_children());
                all.push((has("port"), has("protocol")));
            }
            other => panic!("{other}"),
        }
    }
    all
}

fn service_files(written: &Written) -> Vec<&firewall::File> {
    written.files.iter().filter(|one| one.name != "portolan.sh").collect()
}

#[test]
fn the_services_are_those_of_the_plan() {
    each(Dialect::Firewalld, |sample, written| {
        let read = |one: &&firewall::File| {
            let name = one.name.strip_suffix(".xml").expect("a service").to_owned();
            let ports = ports(&name, &one.text);
            (name, ports)
        };
        assert_eq!(service_files(written).iter().map(read).collect::<Vec<_>>(), services(&sample.planned));
    });
}

/// The rules that a plan asks for, in the words of firewalld: priority, family, source, element, action.
fn rich(planned: &Planned) -> Vec<Value> {
    let by_port = |rule: &Asked, priority: i32| {
        let action = if rule.action == Action::Reject { "Rich_Reject" } else { "Rich_Drop" };
        let port = json!({ "is": "Rich_Port", "port": rule.local.text("-"), "protocol": rule.transport });
        json!([priority, null, null, port, { "is": action }])
    };
    let sources = |peers: &Peers| -> Vec<Value> {
        if peers.is_everyone() {
            return vec![json!([null, null])];
        }
        let source = |one: &firewall::Network| json!([if one.is_ipv4() { "ipv4" } else { "ipv6" }, { "is": "Rich_Source", "addr": one.text() }]);
        peers.networks().iter().map(source).collect()
    };
    let all = asked(planned, false, true);
    let stops = |one: &&Asked| one.way == Direction::In && one.action != Action::Pass;
    let (others, stops): (Vec<&Asked>, Vec<&Asked>) = all.iter().filter(stops).partition(|one| one.is_for_others);
    let mut rules: Vec<Value> = stops.into_iter().map(|one| by_port(one, -300)).collect();
    for (at, (peers, _)) in (1..).zip(groups(&all)) {
        let service = json!({ "is": "Rich_Service", "name": format!("portolan-{at}") });
        for source in sources(peers) {
            rules.push(json!([-200, source[0], source[1], service, { "is": "Rich_Accept" }]));
        }
    }
    rules.extend(others.into_iter().map(|one| by_port(one, -100)));
    rules
}

#[test]
fn firewalld_reads_the_services_and_the_rules_of_the_plan() {
    let written = samples().iter().map(|one| Dialect::Firewalld.write(&one.written));
    let plans: Vec<Value> = written
        .map(|one| {
            let services = service_files(&one)
                .iter()
                .map(|file| json!({ "name": file.name, "text": file.text }))
                .collect::<Vec<_>>();
            let (last, load) = one.load.split_last().expect("commands");
            assert_eq!(last, "sh portolan.sh");
            // What deletes a service may fail without a word: it has to be there only after an earlier load.
            let load = load.iter().map(|line| line.strip_suffix(" 2>/dev/null || true").unwrap_or(line));
            let commands: Vec<&str> = load.chain(file(&one, "portolan.sh").lines()).collect();
            json!({ "services": services, "commands": commands, "undo": one.undo })
        })
        .collect();
    let Some(all) = outside::read("firewall.core.rich", include_str!("firewalld.py"), &plans) else { return };
    let permanent = |name: &str, value: Value| json!([["--permanent", ""], [name, value]]);
    let reload = json!([["--reload", ""]]);
    for (at, (sample, read)) in samples().iter().zip(all).enumerate() {
        let (services, rules) = (services(&sample.planned), rich(&sample.planned));
        let mut commands = Vec::new();
        for (name, _) in &services {
            let file = json!(["--new-service-from-file", format!("{name}.xml")]);
            commands.push(permanent("--delete-service", json!(name)));
            commands.push(json!([["--permanent", ""], file, ["--name", name]]));
        }
        commands.extend(rules.iter().map(|one| permanent("--add-rich-rule", one.clone())));
        commands.push(reload.clone());
        assert_eq!(read["commands"], Value::from(commands), "plan {at}");
        let mut undo: Vec<Value> = rules.iter().map(|one| permanent("--remove-rich-rule", one.clone())).collect();
        undo.extend(services.iter().map(|(name, _)| permanent("--delete-service", json!(name))));
        undo.push(reload.clone());
        assert_eq!(read["undo"], Value::from(undo), "plan {at}");
        let found = read["services"].as_array().expect("services");
        assert_eq!(found.len(), services.len(), "plan {at}");
        for (found, (name, ports)) in found.iter().zip(&services) {
            assert_eq!((&found["name"], &found["short"]), (&json!(name), &json!(name)), "plan {at}");
            check_comment(found["description"].as_str().expect("a text"), 1_000);
            assert_eq!(found["ports"], json!(ports), "plan {at}");
        }
    }
}

/// What the test would see, were a name written as it is.
#[test]
fn a_name_as_it_is_would_be_a_port() {
    let xml = |name: &str| format!("<service><short>x</short><description>{name}</description></service>");
    assert_eq!(ports("x", &xml("y")), []);
    let hostile = xml("</description><port port=\"1\" protocol=\"tcp\"/><description>");
    assert!(std::panic::catch_unwind(|| ports("x", &hostile)).is_err());
}
