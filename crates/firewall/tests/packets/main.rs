//! Real packets between two namespaces, one of which has the rules of a plan: its flows pass, what is beside them does not, and what
//! this machine begins does where the plan does not stop it. With
//! nftables, and with iptables on top of it and without. Where that is not permitted, the test says so and passes.

#[path = "../common/mod.rs"]
mod common;

mod peer;
mod probes;

use common::drawn::runner;
use common::ends::{End, begin, listen};
use common::namespace::run;
use common::{catalog, draft, item, planned, plans};
use firewall::{Action, Dialect, Direction, Draft, Flow, Plan, Planned, flows};
use peer::{Peer, peer};
use probes::{Draw, Probe, beside, of_flows, unnamed};
use proptest::strategy::{Strategy, ValueTree};
use std::net::IpAddr;
use std::process::Command;
use std::time::Duration;

/// Which end a process is that this test starts; not set for the test itself.
const END: &str = "PORTOLAN_END";
/// The firewall of the machine.
const FIREWALL: &str = "PORTOLAN_FIREWALL";
/// How many plans are drawn, beside the one that is always the same.
const DRAWN: usize = 4;
/// An answer that has to come may take long on a busy machine.
const LONG: Duration = Duration::from_secs(20);
const SHORT: Duration = Duration::from_millis(800);

#[test]
fn nftables_passes_flows_and_nothing_beside_them() {
    passes_flows_and_nothing_beside_them("nft", &["ip", "nft"]);
}

#[test]
fn iptables_on_top_of_nftables_passes_flows_and_nothing_beside_them() {
    passes_flows_and_nothing_beside_them("iptables-nft", &["ip", "iptables-nft-restore", "ip6tables-nft-restore"]);
}

#[test]
fn iptables_without_nftables_passes_flows_and_nothing_beside_them() {
    passes_flows_and_nothing_beside_them(
        "iptables-legacy",
        &["ip", "iptables-legacy-restore", "ip6tables-legacy-restore"],
    );
}

fn passes_flows_and_nothing_beside_them(firewall: &str, programs: &[&str]) {
    let program = std::env::current_exe().expect("this program");
    let line = format!("{END}=machine {FIREWALL}={firewall} exec '{}' --exact one_end --nocapture", program.display());
    let Some(output) = run(programs, &[], &line) else { return };
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    println!("{said}");
}

/// Not a test by itself: the process in one of the namespaces.
#[test]
fn one_end() {
    match std::env::var(END).as_deref() {
        Ok("machine") => machine(&std::env::var(FIREWALL).expect("a firewall")),
        Ok("peer") => peer(),
        _ => {}
    }
}

fn machine(firewall: &str) {
    let Some(mut peer) = Peer::start() else { return };
    let mut draw = Draw { state: 7, count: 0 };
    for (at, plan) in all_plans().into_iter().enumerate() {
        for (closes, keeps_state) in
            ["both", "incoming", "nothing"].into_iter().flat_map(|one| [(one, true), (one, false)])
        {
            let planned = planned(&Draft { keeps_state, closes: closes.into(), ..plan.clone() });
            let flows = of_flows(&planned, &mut draw);
            let beside = beside(&planned, &mut draw);
            let unnamed = unnamed(&planned, &mut draw);
            addresses("add", &flows, &mut peer);
            addresses("add", &beside, &mut peer);
            addresses("add", &unnamed, &mut peer);
            // Without rules all of it passes, or the test would prove nothing.
            outcome("without rules", &beside, &mut peer, true);
            let undo = load(firewall, &planned);
            outcome("a flow", &flows, &mut peer, true);
            outcome("beside the flows", &beside, &mut peer, false);
            outcome("begun by this machine", &unnamed, &mut peer, true);
            shell(&undo);
            addresses("delete", &flows, &mut peer);
            addresses("delete", &beside, &mut peer);
            addresses("delete", &unnamed, &mut peer);
            let (flows, beside, unnamed) = (flows.len(), beside.len(), unnamed.len());
            println!(
                "{firewall}, plan {at}: {flows} of flows, {beside} beside them, {unnamed} begun here; state: {keeps_state}, closes: {closes}"
            );
        }
    }
}

/// Loads the rules by the commands beside them, and returns the commands that take them back.
fn load(firewall: &str, planned: &Planned) -> String {
    let dialect = if firewall == "nft" { Dialect::Nftables } else { Dialect::Iptables };
    let written = dialect.write(planned);
    for file in &written.files {
        std::fs::write(&file.name, &file.text).expect("a file");
    }
    // The same programs under the names of their variants.
    let variant = |line: &String| match firewall.strip_prefix("iptables-") {
        Some(variant) => line
            .replace("tables-restore", &format!("tables-{variant}-restore"))
            .replace("tables -", &format!("tables-{variant} -")),
        None => line.clone(),
    };
    let lines = |all: &[String]| all.iter().map(variant).collect::<Vec<_>>().join("\n");
    shell(&format!("set -e\n{}", lines(&written.load)));
    lines(&written.undo)
}

/// The plan of every run, and some that are drawn.
fn all_plans() -> Vec<Draft> {
    let (mut runner, drafts) = (runner(), plans::draft());
    let drawn = std::iter::repeat_with(move || drafts.new_tree(&mut runner).expect("a draft").current());
    let among_peers = drawn.map(|mut draft| {
        for item in &mut draft.items {
            // One in four is for everyone, as it comes.
            if !item.peers.contains(&"everyone".to_owned()) {
                item.peers = PEERS.split(", ").map(str::to_owned).collect();
            }
        }
        draft
    });
    std::iter::once(plan()).chain(among_peers.filter(can_be_tried).take(DRAWN)).collect()
}

/// Whether a plan has flows that sockets can be opened for, not too many, and some that let nobody in but peers.
fn can_be_tried(draft: &Draft) -> bool {
    let planned = flows(catalog(), &Plan::new(catalog(), draft).expect("a plan without mistakes"));
    let passes = |one: &&Flow| one.action == Action::Pass;
    let is_for_some = |one: &Flow| one.direction == Direction::In && !one.peers.is_everyone();
    planned.flows.iter().all(|one| ["tcp", "udp"].contains(&one.transport.id()))
        && planned.flows.iter().filter(passes).any(is_for_some)
        && planned.flows.len() <= 16
}

/// Addresses of both families that are allowed.
const PEERS: &str = "10.1.0.0/16, 2001:db8:1::/48";

fn plan() -> Draft {
    let items = [
        item("S269", "server", PEERS),
        item("S270", "both", PEERS),
        item("STCP", "both", PEERS),
        item("443", "both", "everyone"),
        item("123", "both", PEERS),
    ];
    Draft { has_nio: Some(true), ..draft("15.1", &items) }
}

/// Sends all at once, and fails where one passes that should not, or does not pass.
fn outcome(what: &str, probes: &[Probe], peer: &mut Peer, passes: bool) {
    let local = |one: &Probe| End { is_tcp: one.is_tcp, own: one.local, other: one.remote };
    let remote = |one: &Probe| End { is_tcp: one.is_tcp, own: one.remote, other: one.local };
    let within = if passes { LONG } else { SHORT };
    let way = |direction| probes.iter().filter(move |one| one.direction == direction);
    let (incoming, outgoing) = (way(Direction::In), way(Direction::Out));
    let _listening = listen(&incoming.clone().map(local).collect::<Vec<_>>());
    peer.tell("listen", outgoing.clone().map(remote));
    let mut wrong = Vec::new();
    let begun = begin(&outgoing.clone().map(local).collect::<Vec<_>>(), within);
    let answer = peer.tell(&format!("begin {}", within.as_millis()), incoming.clone().map(remote));
    let begun_there = answer.bytes().map(|letter| letter == b'1');
    for (probe, has_passed) in outgoing.zip(begun).chain(incoming.zip(begun_there)) {
        if has_passed != passes {
            wrong.push(format!("{} {}", probe.direction.label(), local(probe).text()));
        }
    }
    peer.tell("close", std::iter::empty());
    assert!(wrong.is_empty(), "{what}: {} are wrong: {wrong:#?}", wrong.len());
}

/// Gives both ends the addresses, or takes them.
fn addresses(verb: &str, probes: &[Probe], peer: &mut Peer) {
    let batch = |device: &str, address: &dyn Fn(&Probe) -> IpAddr| {
        let line = |one: &Probe| match address(one) {
            IpAddr::V4(v4) => format!("address {verb} {v4}/32 dev {device}\n"),
            IpAddr::V6(v6) => format!("address {verb} {v6}/128 dev {device} nodad\n"),
        };
        std::fs::write(device, probes.iter().map(line).collect::<String>()).expect("a file");
    };
    batch("machine0", &|one| one.local.ip());
    batch("peer0", &|one| one.remote.ip());
    shell("ip -batch machine0");
    peer.tell("shell ip -batch peer0", std::iter::empty());
}

fn shell(line: &str) {
    let output = Command::new("sh").args(["-c", line]).output().expect("a shell");
    assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
}
