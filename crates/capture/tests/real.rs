//! Real packets, captured by the real tcpdump in a network namespace: what is read of the file is what tcpdump prints of it.
//!
//! A machine without tcpdump or namespaces is told so, and passed over.

mod common;

use common::{flows, text_of};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use traffic::Flow;

/// What is compared. The interface is not: tcpdump asks the machine for its name.
fn fields(flow: &Flow<'_>) -> String {
    let end = |end: &traffic::End<'_>| format!("{} {:?}", end.address, end.port);
    format!(
        "{} {:?} {} > {} {:?} {:?} {:?} {:?} {:?}",
        flow.time,
        flow.transport,
        end(&flow.source),
        end(&flow.destination),
        flow.direction,
        flow.tcp_flags,
        flow.icmp_type,
        flow.icmp_code,
        flow.about.map(|about| (about.transport, end(&about.source), end(&about.destination)))
    )
}

/// Packets of many kinds, by what every Linux has: pings, answers, refusals, fragments, both versions of IP.
const PLAY: &str = "
ip link set lo mtu 1400; ip link set lo up
ip link add v0 type veth peer name v1
ip addr add 192.0.2.1/24 dev v0; ip link set v0 up; ip link set v1 up
for interface in lo any; do
  timeout 20 tcpdump -Z root -i $interface -U -w $interface.pcap $TIMES 2>/dev/null &
  pids=\"$pids $!\"
done
sleep 1
$PLAYER --ignored --exact play >/dev/null 2>&1
sleep 1
kill $pids; wait
for interface in lo any; do TZ=UTC timeout 20 tcpdump -nn -tttt -r $interface.pcap > $interface.txt 2>/dev/null; done
true";

/// Sends the packets: the other test starts this one as a program, inside the namespace.
#[test]
#[ignore = "it is the other end of the test beside it"]
fn play() {
    use std::io::Write as _;
    use std::net::{TcpListener, TcpStream, UdpSocket};
    for host in ["127.0.0.1", "[::1]"] {
        let listener = TcpListener::bind(format!("{host}:8080")).expect("a free port");
        let mut stream = TcpStream::connect(format!("{host}:8080")).expect("a connection");
        stream.write_all(b"hello").expect("it is sent");
        drop((stream, listener));
        drop(TcpStream::connect(format!("{host}:81")));
        let socket = UdpSocket::bind(format!("{host}:0")).expect("a free port");
        let taken = UdpSocket::bind(format!("{host}:9999")).expect("a free port");
        for (port, length) in [(9999, 5), (9999, 0), (33434, 40)] {
            // An error of the packet before is told by the next one.
            let _ = socket.send_to(&vec![0; length], format!("{host}:{port}"));
        }
        drop(taken);
    }
    // Larger than the loopback takes at once.
    let socket = UdpSocket::bind("127.0.0.1:0").expect("a free port");
    let _taken = UdpSocket::bind("127.0.0.1:9998").expect("a free port");
    let _ = socket.send_to(&vec![0; 65_500], "127.0.0.1:9998");
    let _ = Command::new("ping").args(["-c", "1", "-W", "1", "127.0.0.1"]).stdout(Stdio::null()).status();
    // Nobody answers: who has it?
    let _ = UdpSocket::bind("0.0.0.0:0").map(|socket| socket.send_to(b"x", "192.0.2.9:9"));
}

fn has(program: &str) -> bool {
    let found = Command::new("sh").args(["-c", &format!("command -v {program}")]).stdout(Stdio::null()).status();
    found.is_ok_and(|status| status.success())
}

#[test]
fn what_tcpdump_prints() {
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0");
    let may = Command::new("unshare").args(["-n", "true"]).stderr(Stdio::null()).status();
    if !is_root || !may.is_ok_and(|status| status.success()) || !["tcpdump", "ip", "timeout"].into_iter().all(has) {
        eprintln!("skipped: only root with tcpdump, in a network namespace, can capture packets");
        return;
    }
    for times in ["", "--time-stamp-precision=nano", "-s 96"] {
        let folder = std::env::temp_dir().join(format!("capture-{}-{}", std::process::id(), times.len()));
        fs::create_dir_all(&folder).expect("a folder");
        let player = std::env::current_exe().expect("a path");
        let mut command = Command::new("unshare");
        command.args(["-n", "sh", "-c", PLAY]).current_dir(&folder).env("TIMES", times).env("PLAYER", player);
        assert!(command.status().expect("unshare starts").success());
        for (interface, least) in [("lo", 25), ("any", 25)] {
            compare(&folder, interface, least, times);
        }
        fs::remove_dir_all(&folder).expect("it can be removed");
    }
}

fn compare(folder: &Path, interface: &str, least: usize, times: &str) {
    let file = fs::read(folder.join(format!("{interface}.pcap"))).expect("a capture");
    let printed = fs::read_to_string(folder.join(format!("{interface}.txt"))).expect("a text");
    let ours = text_of([&file[..]]);
    let (mut theirs, mut mine) = (Vec::new(), Vec::new());
    flows(&printed, &mut |flow| theirs.push(fields(flow)));
    let not_understood = flows(&ours, &mut |flow| mine.push(fields(flow)));
    assert_eq!(not_understood, 0, "{ours}");
    assert!(mine.len() >= least, "{} packets of {interface} {times}:\n{ours}\n{printed}", mine.len());
    for (mine, theirs) in mine.iter().zip(&theirs) {
        assert_eq!(mine, theirs, "{interface} {times}\n{ours}\n{printed}");
    }
    assert_eq!(mine.len(), theirs.len(), "{ours}\n{printed}");
}
