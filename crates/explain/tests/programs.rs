//! What real programs print about real sockets and packets, in a network namespace of its own. A program that is not installed, or a
//! machine that makes no namespaces, is named and passed over.

mod common;

use common::explain;
use explain::Report;
use std::env;
use std::io::Read;
use std::net::{SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

/// What listens, and who asks: a service of this machine, one for all, one over UDP; an answer, a refusal.
const ACTS: &str =
    "listen tcp 127.0.0.1:22; listen tcp [::]:8080; listen udp 0.0.0.0:53; connect 127.0.0.1:22; wait 8000";
/// Where the kernel's messages about packets of other namespaces are switched on.
const LOGS: &str = "/proc/sys/net/netfilter/nf_log_all_netns";

/// Plays what `PORTOLAN_ACTS` says: the other tests start this one as a program, inside a namespace.
#[test]
#[ignore = "it is the other end of the tests beside it"]
fn acts() {
    let mut kept: (Vec<TcpListener>, Vec<UdpSocket>, Vec<TcpStream>) = Default::default();
    for act in env::var("PORTOLAN_ACTS").expect("acts").split(';') {
        let words: Vec<&str> = act.split_whitespace().collect();
        let address = |at: usize| words[at].parse::<SocketAddr>().expect("an address");
        match words[0] {
            "listen" if words[1] == "tcp" => kept.0.push(TcpListener::bind(address(2)).expect("a free port")),
            "listen" => kept.1.push(UdpSocket::bind(address(2)).expect("a free port")),
            "connect" => kept.2.extend(TcpStream::connect_timeout(&address(1), Duration::from_millis(300))),
            "send" => {
                let socket = UdpSocket::bind("127.0.0.1:0").expect("a free port");
                socket.send_to(b"?", address(1)).expect("it is sent");
            }
            "wait" => sleep(Duration::from_millis(words[1].parse().expect("a number"))),
            other => panic!("no such act: {other}"),
        }
    }
}

/// Runs a script of the shell in a new network namespace, with `$acts` as the command that plays [`ACTS`] or those given to it. `None`
/// if something is missing, which is said.
fn in_namespace(programs: &[&str], script: &str) -> Option<String> {
    let has = |program: &&str| {
        let found = Command::new("sh").args(["-c", &format!("command -v {program}")]).stdout(Stdio::null()).status();
        found.is_ok_and(|status| status.success())
    };
    for program in ["unshare", "ip"].iter().chain(programs) {
        if !has(program) {
            eprintln!("skipped: {program} is not installed");
            return None;
        }
    }
    let may = Command::new("unshare").args(["-rn", "true"]).stderr(Stdio::null()).status();
    if !may.is_ok_and(|status| status.success()) {
        eprintln!("skipped: this machine makes no network namespaces");
        return None;
    }
    let acts = format!("{} --ignored --exact acts", env::current_exe().expect("a path").display());
    let script = format!("ip link set lo up\nacts() {{ PORTOLAN_ACTS=\"$1\" {acts} >/dev/null 2>&1; }}\n{script}\n");
    let mut command = Command::new("unshare");
    command.arg(if is_root() { "-n" } else { "-rn" }).args(["sh", "-c", &script]);
    let output = command.output().expect("unshare starts");
    assert!(output.status.success(), "{script}\n{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).expect("UTF-8"))
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

/// Whether packets may be read; who may not is told so.
fn may_read_packets() -> bool {
    if !is_root() {
        eprintln!("skipped: only root may read packets and what the kernel says of them");
    }
    is_root()
}

/// The output of a program while the listeners of [`ACTS`] are there.
fn beside_listeners(program: &str, arguments: &str) -> Option<String> {
    let script = format!("acts '{ACTS}' &\nsleep 1\n{program} {arguments}\nkill $! 2>/dev/null || true");
    in_namespace(&[program], &script)
}

/// Port, address and verdict of what is open, by port.
fn open(report: &Report) -> Vec<String> {
    let state = |socket: &explain::Socket| socket.state.map_or("", traffic::State::id);
    let mut all: Vec<(u16, String)> = report
        .sockets
        .iter()
        .map(|socket| {
            let transport = socket.transport.map_or("", traffic::Transport::id);
            (
                socket.port,
                format!("{transport} {} {} {}", socket.port, socket.reach.id(), state(socket)).trim_end().to_owned(),
            )
        })
        .collect();
    all.sort();
    all.into_iter().map(|(_, text)| text).collect()
}

#[test]
fn ss_lists_listeners() {
    let Some(text) = beside_listeners("ss", "-tulpn") else { return };
    let (report, _) = explain(&text);
    assert_eq!(open(&report), ["tcp 22 this-machine listen", "udp 53 all listen", "tcp 8080 all listen"], "{text}");
    assert!(report.sockets.iter().all(|socket| socket.process.starts_with("programs")), "{text}");
}

#[test]
fn netstat_and_lsof_list_the_same() {
    let netstat = beside_listeners("netstat", "-tulpn 2>/dev/null");
    let lsof = beside_listeners("lsof", "-nP -i 2>/dev/null");
    for text in [netstat, lsof].into_iter().flatten() {
        let (report, _) = explain(&text);
        let ports: Vec<(u16, &str)> = report.sockets.iter().map(|socket| (socket.port, socket.reach.id())).collect();
        for expected in [(22, "this-machine"), (53, "all"), (8080, "all")] {
            assert!(ports.contains(&expected), "{expected:?} of {ports:?} in\n{text}");
        }
    }
}

#[test]
fn ss_lists_connections() {
    let Some(text) = beside_listeners("ss", "-tan") else { return };
    let (report, _) = explain(&text);
    // Both ends are on this machine: each is a line, and the listener says which of them serves.
    assert!(report.kinds.iter().all(|kind| kind.port == Some(22)), "{text}\n{:?}", report.kinds);
    assert_eq!(report.kinds.iter().map(|kind| kind.flows).sum::<u64>(), 2, "{text}");
}

#[test]
fn nmap_tells_open_from_closed() {
    let Some(text) = beside_listeners("nmap", "-n -Pn -p 22,23,8080 127.0.0.1") else { return };
    let (report, _) = explain(&text);
    assert_eq!(open(&report), ["tcp 22 unsaid open", "tcp 23 unsaid closed", "tcp 8080 unsaid open"], "{text}");
}

#[test]
fn tcpdump_shows_who_asked() {
    if !may_read_packets() {
        return;
    }
    let script = "tcpdump -Z root -nn -l -i lo -c 4 2>/dev/null > packets.$$ &
        sleep 1
        acts 'connect 127.0.0.1:4711; send 127.0.0.1:53; wait 500'
        wait
        cat packets.$$; rm packets.$$";
    let script = format!("cd \"$(mktemp -d)\"\n{script}");
    let Some(text) = in_namespace(&["tcpdump"], &script) else { return };
    let (report, decisions) = explain(&text);
    assert_eq!(report.flows, 4, "{text}");
    let services: Vec<_> = decisions.iter().map(|one| (one.service.id(), one.port)).collect();
    assert_eq!(
        services[..3],
        [("destination", Some(4711)), ("source", Some(4711)), ("destination", Some(53))],
        "{text}"
    );
}

#[test]
fn nft_lists_its_rules() {
    let script = "nft -f - <<'RULES'
table inet t {
  chain i {
    type filter hook input priority 0; policy drop;
    tcp dport 22 ip saddr 192.0.2.0/24 counter accept
    udp dport { 53, 123 } accept
    tcp dport 4711 log prefix \"no: \" drop
  }
}
RULES
nft list ruleset";
    let Some(text) = in_namespace(&["nft"], script) else { return };
    let (report, _) = explain(&text);
    let mut kinds: Vec<_> = report.kinds.iter().map(|kind| (kind.port.unwrap_or_default(), kind.action.id())).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, [(22, "allow"), (53, "allow"), (123, "allow"), (4711, "deny")], "{text}");
}

/// Port, last port and action of each kind, by port.
fn rules(text: &str) -> Vec<String> {
    let (report, _) = explain(text);
    let rules = report.kinds.iter().filter(|kind| kind.port.is_some());
    let mut rules: Vec<_> = rules.map(|kind| (kind.port, kind.transport, kind.action.id())).collect();
    rules.sort_by_key(|(port, transport, _)| (*port, transport.map(traffic::Transport::number)));
    let text = |(port, transport, action): (Option<u16>, Option<traffic::Transport>, _)| {
        format!("{} {} {action}", port.unwrap_or_default(), transport.map_or("", traffic::Transport::id))
    };
    rules.into_iter().map(text).collect()
}

/// Or said to have a condition that a flow cannot say.
#[track_caller]
fn every_line_is_understood(text: &str) {
    traffic::Reader::new().push(text.as_bytes(), &mut |event| {
        let is_conditional =
            matches!(event, traffic::Event::NotUnderstood { reason: traffic::Reason::Conditional(_), .. });
        assert!(is_conditional || !matches!(event, traffic::Event::NotUnderstood { .. }), "{event:?}");
    });
}

#[test]
fn iptables_lists_its_rules() {
    let rules_made = "-P INPUT DROP
-N WEB
-A INPUT -i lo -j ACCEPT
-A INPUT -s NET -p tcp --dport 22 -m comment --comment 'x \" --dport 9 -j DROP' -j ACCEPT
-A INPUT -p tcp -m multiport --dports 80,443,8000:8010 -j WEB
-A INPUT -i eth0 -p udp --sport 67 --dport 68 -j ACCEPT
-A INPUT -p udp --dport 161 -j LOG --log-prefix 'dpt:9 --dport 9 '
-A INPUT -p tcp ! --dport 25 -j REJECT
-A WEB ! -s NET -p tcp --dport 4000 -j DROP
-A FORWARD -i eth0 -o eth1 -p sctp --dport 3868 -j REJECT";
    let expected =
        ["22 tcp allow", "68 udp allow", "80 tcp log", "161 udp log", "443 tcp log", "3868 sctp deny", "8000 tcp log"];
    for (program, net) in [("iptables", "192.0.2.0/24"), ("ip6tables", "2001:db8::/32")] {
        let commands =
            format!("{program} {}\n", rules_made.replace('\n', &format!("\n{program} ")).replace("NET", net));
        for list in ["-save", "-save -c", " -S", " -S -v", " -L -n", " -L -n -v", " -L -n -v --line-numbers", " -L -v"]
        {
            let Some(text) = in_namespace(&[program], &format!("{commands}{program}{list}")) else { return };
            // With names, one port is known by its number alone.
            if list == " -L -v" {
                assert!(rules(&text).contains(&"8000 tcp log".to_owned()), "{text}");
            } else {
                assert_eq!(rules(&text), expected, "{program}{list}:\n{text}");
            }
            every_line_is_understood(&text);
        }
    }
}

#[test]
fn ufw_tells_its_status() {
    if !is_root() {
        eprintln!("skipped: only root may run ufw");
        return;
    }
    // Its files are copied, so that the machine's stay as they are.
    let make = "mount -t tmpfs none /mnt
cp -a /etc/ufw /mnt/ufw; mount --bind /mnt/ufw /etc/ufw
cp /etc/default/ufw /mnt/default; mount --bind /mnt/default /etc/default/ufw
for rule in 'limit 22/tcp' 'allow from 192.0.2.0/24 to any port 5432 proto tcp comment x#9' 'reject 25/tcp' 'allow 80,443/tcp' \
    'allow 6000:6007/tcp' 'deny out 53/udp' 'allow log from 192.0.2.8 port 67 to any port 68 proto udp' 'allow from 192.0.2.9' \
    'route allow in on eth0 out on eth1 to 192.0.2.5 port 8080 proto tcp' 'allow from 2001:db8::/32 to any port 3128 proto tcp'
do ufw $rule; done >/dev/null 2>&1
ufw --force enable >/dev/null 2>&1";
    let expected = [
        "22 tcp allow",
        "25 tcp deny",
        "53 udp deny",
        "68 udp allow",
        "80 tcp allow",
        "443 tcp allow",
        "3128 tcp allow",
        "5432 tcp allow",
        "6000 tcp allow",
        "8080 tcp allow",
    ];
    for status in ["status", "status verbose", "status numbered"] {
        let script = format!("unshare -m sh -c \"{make}\nufw {status}\"").replace("$rule", "\\$rule");
        let Some(text) = in_namespace(&["ufw", "mount"], &script) else { return };
        assert_eq!(rules(&text), expected, "{status}:\n{text}");
        every_line_is_understood(&text);
    }
}

/// Whether the kernel tells of packets in namespaces; if not, it is said how to switch that on.
fn kernel_tells() -> bool {
    let mut told = String::new();
    let read = std::fs::File::open(LOGS).and_then(|mut file| file.read_to_string(&mut told));
    let tells = read.is_ok() && told.trim() == "1";
    if !tells {
        eprintln!(
            "skipped: the kernel does not log packets of namespaces; sysctl net.netfilter.nf_log_all_netns=1 would"
        );
    }
    tells
}

#[test]
fn the_kernel_logs_what_nft_and_iptables_stop() {
    if !may_read_packets() || !kernel_tells() {
        return;
    }
    let acts = "acts 'connect 127.0.0.1:23; send 127.0.0.1:1900; wait 300'";
    let nft = "nft 'add table inet t; add chain inet t i { type filter hook input priority 0; }; add rule inet t i meta l4proto { tcp, udp } th dport { 23, 1900 } log prefix \"MARK DROP \" drop'";
    let iptables = "iptables -A INPUT -p tcp --dport 23 -j LOG --log-prefix 'MARK DROP '
        iptables -A INPUT -p tcp --dport 23 -j DROP
        iptables -A INPUT -p udp --dport 1900 -j LOG --log-prefix 'MARK DROP '
        iptables -A INPUT -p udp --dport 1900 -j DROP";
    for (program, rules) in [("nft", nft), ("iptables", iptables)] {
        let mark = format!("{program}-{}", std::process::id());
        let rules = rules.replace("MARK", &mark);
        let Some(text) = in_namespace(&[program, "dmesg"], &format!("{rules}\n{acts}\ndmesg | grep '{mark}' || true"))
        else {
            continue;
        };
        let (report, _) = explain(&text);
        let mut kinds: Vec<_> = report
            .kinds
            .iter()
            .map(|kind| (kind.port.unwrap_or_default(), kind.action.id(), kind.service.id(), kind.entry.clone()))
            .collect();
        kinds.sort();
        let entry = |id: &str| Some(id.to_owned());
        let expected = [(23, "deny", "destination", entry("23")), (1900, "deny", "destination", entry("1900"))];
        assert_eq!(kinds, expected, "{program}:\n{text}");
    }
}
