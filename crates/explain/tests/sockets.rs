//! Lists of listeners: what is open, to whom, what it is, and whether that fits.

mod common;

use common::explain;

/// Columns: the line; port, reach, entry, the port that the program is known for, verdict.
const LINES: &[(&str, &str)] = &[
    (
        r#"tcp   LISTEN 0      128            0.0.0.0:22     0.0.0.0:*    users:(("sshd",pid=7,fd=3))"#,
        "22 all 22 - firewall-decides usual",
    ),
    (
        r#"tcp   LISTEN 0      128            0.0.0.0:443     0.0.0.0:*    users:(("sshd",pid=7,fd=3))"#,
        "443 all 443 22 other-program",
    ),
    (
        r#"tcp   LISTEN 0      128            127.0.0.1:5432     0.0.0.0:*    users:(("postgres",pid=7,fd=3))"#,
        "5432 this-machine 5432 - fitting usual",
    ),
    (
        r#"tcp   LISTEN 0      128            10.0.0.5:23     0.0.0.0:*    users:(("in.telnetd",pid=7,fd=3))"#,
        "23 private 23 - nobody",
    ),
    ("  TCP    0.0.0.0:445            0.0.0.0:0              LISTENING       4", "445 all 445 - firewall-decides"),
    (
        "tcp        0      0 0.0.0.0:9229            0.0.0.0:*               LISTEN      24/node",
        "9229 all 9229 - too-open usual",
    ),
    (
        "tcp        0      0 0.0.0.0:48123            0.0.0.0:*               LISTEN      24/agent",
        "48123 all - - unknown",
    ),
    (
        r#"tcp   LISTEN 0      511            0.0.0.0:8080     0.0.0.0:*    users:(("nginx",pid=7,fd=3))"#,
        "8080 all 8080 - firewall-decides",
    ),
    (
        r#"tcp   LISTEN 0      511            0.0.0.0:48122     0.0.0.0:*    users:(("sshd",pid=7,fd=3))"#,
        "48122 all - 22 other-program",
    ),
    ("161/udp open|filtered snmp", "161 unsaid 161 - closed"),
    ("443/tcp open  https", "443 unsaid 443 - fitting"),
];

#[test]
fn open_ports() {
    for (line, expected) in LINES {
        let (report, _) = explain(line);
        let [socket] = &report.sockets[..] else { panic!("{line}: {:?}", report.sockets) };
        let or = |id: &Option<String>| id.clone().unwrap_or("-".to_owned());
        let mut found = format!("{} {} {}", socket.port, socket.reach.id(), or(&socket.entry));
        found += &[" ", &or(&socket.process_belongs_to), " ", socket.verdict.id()].concat();
        if socket.is_usual {
            found += " usual";
        }
        assert_eq!(&found, expected, "{line}");
        assert!(report.kinds.is_empty(), "{line}");
    }
}

/// What deserves a look comes first, and a line that stands there twice counts once.
#[test]
fn a_whole_list() {
    let lines: Vec<&str> = LINES.iter().chain(LINES).map(|(line, _)| *line).collect();
    let (report, _) = explain(&lines.join("\n"));
    let ports: Vec<u16> = report.sockets.iter().map(|socket| socket.port).collect();
    assert_eq!(ports, [23, 9229, 443, 48122, 22, 445, 8080, 48123, 443, 5432, 161]);
}

/// A connection whose local port the list has as a listener is one from outside, whatever the ports say.
#[test]
fn connections_of_a_listener() {
    let listener = "tcp   LISTEN 0      128            0.0.0.0:48123     0.0.0.0:*    ";
    let connection = "tcp   ESTAB 0      0         192.0.2.10:48123   198.51.100.7:443       ";
    let (_, decisions) = explain(&[listener, connection].join("\n"));
    assert_eq!(decisions[1].service.id(), "source", "{decisions:?}");
    let (_, decisions) = explain(connection);
    assert_eq!(decisions[0].service.id(), "destination", "{decisions:?}");
}
