//! PowerShell, by the grammar of tree-sitter.

use super::common::asked::asked;
use super::{check_comment, each, file};
use firewall::{Action, Closes, Dialect, Direction, Network, Planned};
use tree_sitter::{Node, Parser};

#[derive(Debug, PartialEq, Eq)]
struct Command {
    name: String,
    parameters: Vec<Parameter>,
}

/// `-All`, `-Action Allow` or `-LocalPort @('22','80')`.
type Parameter = (String, Vec<String>);

fn commands(text: &str) -> Vec<Command> {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_powershell::LANGUAGE.into()).expect("the grammar is of this version");
    let tree = parser.parse(text, None).expect("a tree");
    let root = tree.root_node();
    assert!(!root.has_error(), "{}", root.to_sexp());
    let mut all = Vec::new();
    for part in children(root).into_iter().filter(|one| one.kind() != "comment") {
        assert_eq!(part.kind(), "statement_list");
        for pipeline in children(part).into_iter().filter(|one| one.kind() != "comment") {
            let chain = only(pipeline, "pipeline", "pipeline_chain");
            all.push(command(only(chain, "pipeline_chain", "command"), text));
        }
    }
    all
}

fn children(node: Node<'_>) -> Vec<Node<'_>> {
    node.children(&mut node.walk()).collect()
}

/// The only child of a node; both are of the given kinds.
fn only<'a>(node: Node<'a>, kind: &str, child: &str) -> Node<'a> {
    let all = children(node);
    assert!(node.kind() == kind && all.len() == 1 && all[0].kind() == child, "{}", node.to_sexp());
    all[0]
}

fn command(node: Node<'_>, text: &str) -> Command {
    let of = |node: Node<'_>| text[node.byte_range()].to_owned();
    let all = children(node);
    let [name, elements] = &*all else { panic!("{}", node.to_sexp()) };
    assert_eq!((name.kind(), elements.kind()), ("command_name", "command_elements"));
    let mut parameters: Vec<Parameter> = Vec::new();
    for one in children(*elements) {
        match one.kind() {
            "command_argument_sep" => {}
            "command_parameter" => parameters.push((of(one), Vec::new())),
            kind => {
                let values = &mut parameters.last_mut().expect("a value has a parameter").1;
                assert!(values.is_empty(), "two values: {}", of(one));
                match kind {
                    "generic_token" => values.push(of(one)),
                    "array_literal_expression" => strings(one, text, values),
                    _ => panic!("{kind}: {}", of(one)),
                }
            }
        }
    }
    Command { name: of(*name), parameters }
}

/// The texts in single quotes of one expression; nothing else may be in it.
fn strings(node: Node<'_>, text: &str, all: &mut Vec<String>) {
    let own = &text[node.byte_range()];
    match node.kind() {
        "verbatim_string_characters" => {
            let quoted = own.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')).expect("quotes");
            assert!(!quoted.contains('\''), "{own}");
            all.push(quoted.to_owned());
        }
        _ if node.child_count() == 0 => assert!(["@(", ")", ","].contains(&own), "{} {own}", node.kind()),
        _ => children(node).into_iter().for_each(|child| strings(child, text, all)),
    }
}

fn expected(planned: &Planned) -> Vec<Command> {
    let command = |name: &str, parameters: Vec<(&str, Vec<String>)>| Command {
        name: name.to_owned(),
        parameters: parameters.into_iter().map(|(name, values)| (name.to_owned(), values)).collect(),
    };
    let one = |text: &str| vec![text.to_owned()];
    let mut all = vec![command(
        "Remove-NetFirewallRule",
        vec![("-Group", one("Portolan")), ("-ErrorAction", one("SilentlyContinue"))],
    )];
    for rule in asked(planned, false, false).iter().filter(|one| one.is_tcp_or_udp()) {
        let mut parameters = vec![
            ("-Group", one("Portolan")),
            ("-DisplayName", one("")),
            ("-Direction", one(if rule.way == Direction::In { "Inbound" } else { "Outbound" })),
            ("-Action", one(if rule.action == Action::Pass { "Allow" } else { "Block" })),
            ("-Protocol", one(&rule.transport.to_uppercase())),
        ];
        for (name, ports) in [("-LocalPort", rule.local), ("-RemotePort", rule.remote)] {
            if !ports.is_any() {
                parameters.push((name, vec![ports.text("-")]));
            }
        }
        if !rule.peers.is_everyone() {
            parameters.push(("-RemoteAddress", rule.peers.networks().iter().map(Network::text).collect()));
        }
        all.push(command("New-NetFirewallRule", parameters));
    }
    for (is_closed, parameter) in [
        (planned.closes != Closes::Nothing, "-DefaultInboundAction"),
        (planned.closes == Closes::Both, "-DefaultOutboundAction"),
    ] {
        if is_closed {
            all.push(command("Set-NetFirewallProfile", vec![("-All", Vec::new()), (parameter, one("Block"))]));
        }
    }
    all
}

/// Without the names of rules, which may be anything of the alphabet.
fn unnamed(mut all: Vec<Command>) -> Vec<Command> {
    for (name, values) in all.iter_mut().flat_map(|one| &mut one.parameters) {
        if name == "-DisplayName" {
            let [value] = &mut **values else { panic!("one name") };
            check_comment(value.strip_prefix("Portolan ").expect("our name"), 120);
            value.clear();
        }
    }
    all
}

#[test]
fn the_commands_are_those_of_the_plan() {
    each(Dialect::Windows, |sample, written| {
        assert_eq!(written.files.len(), 1);
        assert_eq!(unnamed(commands(file(written, "portolan.ps1"))), expected(&sample.planned));
    });
}

/// What the test would see, were a name written as it is.
#[test]
fn a_name_as_it_is_would_be_a_command() {
    let line = |name: &str| format!("New-NetFirewallRule -DisplayName 'Portolan {name}' -Action Block\n");
    assert_eq!(commands(&line("x")).len(), 1);
    assert_eq!(commands(&line("x'\nRemove-Item -Path 'y")).len(), 2);
}
