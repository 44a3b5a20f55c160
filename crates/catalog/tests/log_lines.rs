//! Pasted lines of logs: the ports they name are found, and nothing else of them.

use catalog::{LogLine, Query, Transport};

/// Lines of many formats with the ports they name: source, destination, transport. A tabulator within a line is `\t`.
const LINES: &str = include_str!("log_lines.tsv");

fn ports(list: &str) -> Vec<u16> {
    list.split(',').filter(|port| !port.is_empty()).map(|port| port.parse().expect("a port")).collect()
}

#[test]
fn lines_of_every_format() {
    let mut many = 0;
    for row in LINES.lines().skip(1) {
        let [format, line, from, to, transport] = row.split('\t').collect::<Vec<_>>()[..] else { panic!("{row}") };
        let query = Query::parse(&line.replace("\\t", "\t"));
        let expected = LogLine { to: ports(to), from: ports(from) };
        assert_eq!(query.line.clone().unwrap_or_default(), expected, "{format}: {line}");
        assert!(query.is_private, "{format}: {line}");
        assert_eq!(query.words().next(), None, "{format}: {line}");
        for named in query.transports.iter() {
            assert_eq!(named.id(), transport, "{format}: {line}");
        }
        let all = query.ports().map(|(port, _)| port);
        assert!(all.eq(unique(&[expected.to, expected.from].concat())), "{format}: {line}");
        many += 1;
    }
    assert!(many > 50, "{many}");
}

fn unique(ports: &[u16]) -> Vec<u16> {
    let mut seen = Vec::new();
    for port in ports {
        if !seen.contains(port) {
            seen.push(*port);
        }
    }
    seen
}

#[track_caller]
fn check(text: &str, to: &[u16], from: &[u16], transports: &[Transport]) {
    let query = Query::parse(text);
    assert_eq!(query.line, Some(LogLine { to: to.into(), from: from.into() }), "{text}: {query:?}");
    assert_eq!(query.transports, transports.iter().copied().collect(), "{text}");
    assert_eq!(query.words().next(), None, "{text}");
}

#[test]
fn what_is_around_a_line() {
    let line =
        "Nov 21 10:02:11 fw kernel: IN=eth0 SRC=203.0.113.5 DST=198.51.100.7 LEN=60 PROTO=UDP SPT=4500 DPT=33435";
    check(line, &[33435], &[4500], &[Transport::Udp]);
    check(&format!("{line}\n{}", line.replace("33435", "22")), &[33435], &[4500], &[Transport::Udp]);
    check(&format!("last message repeated 3 times\n{line}"), &[33435], &[4500], &[Transport::Udp]);
    check(&format!("{line} {}", line.replace("33435", "22")), &[33435], &[4500], &[Transport::Udp]);
    check("iptables -A INPUT -p tcp --dport 22 -j ACCEPT", &[22], &[], &[Transport::Tcp]);
    check("nft add rule inet filter input tcp dport { 80, 443 } accept", &[80, 443], &[], &[Transport::Tcp]);
    check("Connection from 203.0.113.5 port 51234 on 192.0.2.1 port 22", &[22], &[51234], &[]);
    check("12:01:02.012345 IP 203.0.113.5.51234 > 192.0.2.1.5432: Flags [S]", &[5432], &[51234], &[]);
    check("UDP: [203.0.113.9]:50123->[192.0.2.1]:161", &[161], &[50123], &[Transport::Udp]);
    check(
        "%ASA-6-302014: Teardown TCP connection 57 for outside:203.0.113.5/443 to inside:192.0.2.9/50000 duration 0:00:01",
        &[443],
        &[50000],
        &[Transport::Tcp],
    );
    // A server's log has the client's port; what was reached is known by the program.
    for (line, program, from) in [
        ("Nov 20 10:15:02 h sshd[1234]: Accepted publickey for a from 203.0.113.5 port 51122 ssh2", "sshd", 51122),
        ("Failed password for root from 203.0.113.9 port 51234 ssh2", "ssh", 51234),
        ("Accepted publickey for a from 203.0.113.5 port 51122 ssh2: ED25519 SHA256:x", "ssh", 51122),
        ("named[12]: client @0x7f 203.0.113.5#54321 (example.com): query refused", "named", 54321),
    ] {
        let query = Query::parse(line);
        assert_eq!(query.terms, [catalog::Term::Word(program.into())], "{line}");
        assert_eq!(query.line, Some(LogLine { to: Vec::new(), from: vec![from] }), "{line}");
    }
    check("tcpdump -i eth0 udp and src port 53", &[], &[53], &[Transport::Udp]);
    check("connect to 198.51.100.7 port 22: Connection refused", &[22], &[], &[]);
    check("DPT=33435 SPT=4500", &[33435], &[4500], &[]);
    // The packet that an ICMP message is about is not what came.
    check("Nov 21 10:02:11 fw DPT=7 PROTO=ICMP [SRC=203.0.113.5 DPT=22]", &[7], &[], &[]);
    // Nothing in it is a port.
    check("Nov 21 10:02:11 fw sshd 812: 3 of 5 sessions were closed", &[], &[], &[]);
}

/// What is kept in the page's address and told to the page's scripts.
#[test]
fn what_is_private_is_not_told() {
    let cases = [
        ("samba 15.1", "samba 15.1"),
        ("dport 443", "dport 443"),
        ("fe80::1", ""),
        ("198.51.100.7:33435", "33435"),
        ("ssh 198.51.100.7", "ssh"),
        ("http://intranet.example:8080/secret", "8080"),
        ("Nov 21 10:02:11 SRC=203.0.113.5 PROTO=UDP SPT=4500 DPT=33435", "udp 33435 4500"),
    ];
    for (typed, told) in cases {
        assert_eq!(Query::parse(typed).public_text(typed), told, "{typed}");
    }
}
