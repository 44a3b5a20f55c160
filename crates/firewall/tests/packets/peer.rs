//! The process at the other end.

use super::common::ends::{End, Listening, begin, listen};
use super::common::skips::skip;
use super::{END, shell};
use std::io::{BufRead, BufReader, Lines, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

/// The process in the other namespace. It gets commands line by line.
pub(crate) struct Peer {
    process: Child,
    commands: ChildStdin,
    answers: Lines<BufReader<ChildStdout>>,
}

impl Peer {
    /// `None`, with a message, where the kernel cannot join the two.
    pub(crate) fn start() -> Option<Self> {
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
            skip("this kernel has no veth");
            return None;
        }
        let ipv6 = ["-6", "address", "add", "2001:db8:97::1/64", "dev", "machine0", "nodad"];
        if !Command::new("ip").args(ipv6).status().is_ok_and(|status| status.success()) {
            skip("IPv6 is turned off");
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

    pub(crate) fn tell(&mut self, command: &str, ends: impl Iterator<Item = End>) -> String {
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
pub(crate) fn peer() {
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
