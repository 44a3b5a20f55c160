//! Real packets between two namespaces, one of which has the rules of a plan: its flows pass, and what is beside them does not. With
//! nftables, and with iptables on top of it and without. Where that is not permitted, the test says so and passes.

mod common;

use common::drawn::runner;
use common::ends::{End, Listening, begin, listen};
use common::namespace::run;
use common::{catalog, draft, item, planned, plans};
use firewall::{Action, Closes, Dialect, Direction, Draft, Flow, Plan, Planned, Ports, flows};
use proptest::strategy::{Strategy, ValueTree};
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Lines, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

/// Which end a process is that this test starts; not set for the test itself.
const END: &str = "PORTOLAN_END";
/// The firewall of the machine.
const FIREWALL: &str = "PORTOLAN_FIREWALL";
const BESIDE: usize = 200;
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

/// What is sent: this machine's address and port, the peer's, and who begins.
#[derive(Clone)]
struct Probe {
    is_tcp: bool,
    direction: Direction,
    local: SocketAddr,
    remote: SocketAddr,
}

fn machine(firewall: &str) {
    let Some(mut peer) = Peer::start() else { return };
    let mut draw = Draw { state: 7, count: 0 };
    for (at, plan) in all_plans().into_iter().enumerate() {
        for (keeps_state, closes) in [(true, "both"), (false, "both"), (true, "nothing"), (false, "nothing")] {
            let planned = planned(&Draft { keeps_state, closes: closes.into(), ..plan.clone() });
            let flows = of_flows(&planned, &mut draw);
            let beside = beside(&planned, &mut draw);
            addresses("add", &flows, &mut peer);
            addresses("add", &beside, &mut peer);
            // Without rules all of it passes, or the test would prove nothing.
            outcome("without rules", &beside, &mut peer, true);
            let undo = load(firewall, &planned);
            outcome("a flow", &flows, &mut peer, true);
            outcome("beside the flows", &beside, &mut peer, false);
            shell(&undo);
            addresses("delete", &flows, &mut peer);
            addresses("delete", &beside, &mut peer);
            let (flows, beside) = (flows.len(), beside.len());
            println!(
                "{firewall}, plan {at}: {flows} of flows and {beside} beside them; state: {keeps_state}, closes: {closes}"
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

/// The first port of each flow, its last one, and one between, over IPv4 and IPv6.
fn of_flows(planned: &Planned, draw: &mut Draw) -> Vec<Probe> {
    let mut all = Vec::new();
    for flow in planned.flows.iter().filter(|one| one.action == Action::Pass) {
        assert!(["tcp", "udp"].contains(&flow.transport.id()), "no sockets for {}", flow.text());
        for is_ipv4 in [true, false] {
            assert!(flow.peers.is_everyone() || flow.peers.family(is_ipv4).next().is_some(), "{}", flow.text());
            let (local, remote) = (draw.in_range(flow.local), draw.in_range(flow.remote));
            let of = |ports: Ports, port: fn(Ports) -> u16, drawn| if ports.is_any() { drawn } else { port(ports) };
            let ends = [
                (of(flow.local, Ports::first, local), of(flow.remote, Ports::first, remote)),
                (of(flow.local, Ports::last, local), of(flow.remote, Ports::last, remote)),
                (local, remote),
            ];
            for (local, remote) in BTreeSet::from(ends) {
                all.push(Probe {
                    is_tcp: flow.transport.id() == "tcp",
                    direction: flow.direction,
                    local: SocketAddr::new(draw.local(is_ipv4), local),
                    remote: SocketAddr::new(draw.remote(is_ipv4, true), remote),
                });
            }
        }
    }
    all
}

/// What no flow is about and, where the firewall has no memory of them, no answer to one. Half of it is a flow but for one thing.
/// Where a plan closes nothing else, other sources alone are stopped, at the ports that it opens.
fn beside(planned: &Planned, draw: &mut Draw) -> Vec<Probe> {
    let closes_all = planned.closes == Closes::Both;
    let flows: Vec<&Flow> = planned.flows.iter().filter(|one| closes_all || one.direction == Direction::In).collect();
    let count = u16::try_from(flows.len()).expect("few flows");
    let mut all = Vec::new();
    while all.len() < BESIDE {
        let is_ipv4 = draw.below(2) == 0;
        let near = flows[usize::from(draw.below(count))];
        let mut probe = Probe {
            is_tcp: near.transport.id() == "tcp",
            direction: near.direction,
            local: SocketAddr::new(draw.local(is_ipv4), draw.in_range(near.local)),
            remote: SocketAddr::new(draw.remote(is_ipv4, true), draw.in_range(near.remote)),
        };
        match if closes_all { draw.below(6) } else { 1 } {
            0 => probe.is_tcp = !probe.is_tcp,
            1 => probe.remote.set_ip(draw.remote(is_ipv4, false)),
            2 => probe.direction = probe.direction.reversed(),
            _ => {
                probe.local.set_port(draw.in_range(Ports::ANY));
                probe.remote.set_port(draw.in_range(Ports::ANY));
            }
        }
        let is_answer = !planned.keeps_state && !probe.is_tcp;
        let fits = |flow: &Flow| {
            let has = |ports: Ports, port| ports.first() <= port && port <= ports.last();
            flow.action == Action::Pass
                && flow.transport.id() == (if probe.is_tcp { "tcp" } else { "udp" })
                && (flow.direction == probe.direction || is_answer)
                && has(flow.local, probe.local.port())
                && has(flow.remote, probe.remote.port())
                && (flow.peers.is_everyone() || is_allowed(probe.remote.ip()))
        };
        if !planned.flows.iter().any(fits) {
            all.push(probe);
        }
    }
    all
}

/// Numbers that are the same each time, and addresses that nothing else has.
struct Draw {
    state: u64,
    count: u16,
}

impl Draw {
    fn below(&mut self, end: u16) -> u16 {
        self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u16::try_from((self.state >> 33) % u64::from(end)).expect("below the end")
    }

    /// Of any port, one that is not 0.
    fn in_range(&mut self, ports: Ports) -> u16 {
        let first = ports.first().max(1);
        first + self.below(ports.last() - first + 1)
    }

    fn local(&mut self, is_ipv4: bool) -> IpAddr {
        self.address(is_ipv4, 99)
    }

    fn remote(&mut self, is_ipv4: bool, is_allowed: bool) -> IpAddr {
        self.address(is_ipv4, if is_allowed { 1 } else { 2 })
    }

    fn address(&mut self, is_ipv4: bool, network: u8) -> IpAddr {
        self.count += 1;
        let [high, low] = self.count.to_be_bytes();
        if is_ipv4 {
            return Ipv4Addr::new(10, network, high, low).into();
        }
        Ipv6Addr::new(0x2001, 0xdb8, network.into(), 0, 0, 0, 0, self.count).into()
    }
}

fn is_allowed(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => v4.octets()[1] == 1,
        IpAddr::V6(v6) => v6.segments()[2] == 1,
    }
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

/// The process in the other namespace. It gets commands line by line.
struct Peer {
    process: Child,
    commands: ChildStdin,
    answers: Lines<BufReader<ChildStdout>>,
}

impl Peer {
    /// `None`, with a message, where the kernel cannot join the two.
    fn start() -> Option<Self> {
        let program = std::env::current_exe().expect("this program");
        let mut process = Command::new("unshare")
            .arg("-n")
            .arg(program)
            .args(["--exact", "one_end", "--nocapture"])
            .env(END, "peer")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the peer starts");
        let commands = process.stdin.take().expect("its input");
        let answers = BufReader::new(process.stdout.take().expect("its output")).lines();
        let mut peer = Self { process, commands, answers };
        peer.tell("shell true", std::iter::empty());
        let joined = format!("ip link add machine0 type veth peer name peer0 netns {}", peer.process.id());
        if !Command::new("sh").args(["-c", &joined]).status().is_ok_and(|status| status.success()) {
            println!("skipped: this kernel has no veth");
            return None;
        }
        let ipv6 = ["-6", "address", "add", "2001:db8:97::1/64", "dev", "machine0", "nodad"];
        if !Command::new("ip").args(ipv6).status().is_ok_and(|status| status.success()) {
            println!("skipped: IPv6 is turned off");
            return None;
        }
        let up = |device: &str, own: u8, other: u8| {
            format!(
                "set -e; ip link set lo up; ip address add 10.98.0.{own}/24 dev {device}; \
                 ip address add 2001:db8:98::{own}/64 dev {device} nodad; ip link set {device} up; \
                 ip route add default via 10.98.0.{other}; ip -6 route add default via 2001:db8:98::{other}"
            )
        };
        shell(&up("machine0", 1, 2));
        peer.tell(&format!("shell {}", up("peer0", 2, 1)), std::iter::empty());
        Some(peer)
    }

    fn tell(&mut self, command: &str, ends: impl Iterator<Item = End>) -> String {
        let ends: Vec<String> = ends.map(|one| one.text()).collect();
        writeln!(self.commands, "{command}\t{}", ends.join(",")).expect("the peer reads");
        for line in self.answers.by_ref() {
            if let Some((_, answer)) = line.expect("text").split_once("=> ") {
                return answer.to_owned();
            }
        }
        panic!("the peer has ended");
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Does what it is told until nobody is there any more.
fn peer() {
    let mut listening: Option<Listening> = None;
    for line in std::io::stdin().lines() {
        let line = line.expect("text");
        let (command, ends) = line.split_once('\t').expect("a command");
        let ends: Vec<End> = ends.split(',').filter(|one| !one.is_empty()).map(End::read).collect();
        let mut answer = String::new();
        match command.split_once(' ').unwrap_or((command, "")) {
            ("listen", _) => listening = Some(listen(&ends)),
            ("begin", millis) => {
                let within = Duration::from_millis(millis.parse().expect("a number"));
                answer.extend(begin(&ends, within).into_iter().map(|passed| if passed { '1' } else { '0' }));
            }
            ("shell", line) => shell(line),
            _ => drop(listening.take()),
        }
        println!("=> {answer}");
    }
}
