//! Flows that are alike are counted together.

mod common;

use common::explain;

#[test]
fn kinds_of_a_log() {
    let line = |time: &str, source: &str, port: &str| {
        [
            "Nov 20 ",
            time,
            " fw kernel: DROP: IN=eth0 OUT= SRC=",
            source,
            " DST=192.0.2.10 LEN=60 PROTO=TCP SPT=41000 DPT=",
            port,
            " SYN ",
        ]
        .concat()
    };
    let log = [
        line("10:00:00", "203.0.113.1", "23"),
        line("10:00:07", "203.0.113.2", "445"),
        line("10:01:00", "203.0.113.2", "23"),
        line("10:02:00", "203.0.113.2", "23"),
        line("10:03:00", "203.0.113.2", "48123"),
    ];
    let (report, _) = explain(&log.join("\n"));
    let kinds: Vec<_> = report.kinds.iter().map(|kind| (kind.port, kind.flows, kind.sources.number)).collect();
    assert_eq!(kinds, [(Some(23), 3, 2), (Some(445), 1, 1), (Some(48123), 1, 1)]);
    let telnet = &report.kinds[0];
    assert_eq!((telnet.seen.first_line, telnet.seen.last_line), (1, 4));
    assert_eq!(
        (telnet.seen.first_time.as_str(), telnet.seen.last_time.as_str()),
        ("Nov 20 10:00:00", "Nov 20 10:02:00")
    );
    assert_eq!(telnet.entry.as_deref(), Some("23"));
    assert_eq!(telnet.examples.iter().map(|place| place.line).collect::<Vec<_>>(), [1, 3, 4]);
    assert_eq!(telnet.examples[1].offset, (log[0].len() + log[1].len() + 2) as u64);
    assert_eq!(telnet.example, log[0]);
    assert_eq!(report.flows, 5);
}

/// Names of ports are looked up in the entries and in the register.
#[test]
fn names_of_ports() {
    for (name, port) in [("ssh", 22), ("https", 443), ("domain", 53), ("syncserver", 2647), ("nosuchname", 0)] {
        let line =
            format!("10:20:01.000123 IP 192.0.2.10.51000 > 198.51.100.123.{name}: Flags [S], seq 1, win 1, length 0");
        let (report, _) = explain(&line);
        let found = report.kinds.first().and_then(|kind| kind.port);
        assert_eq!(found, Some(port).filter(|port| *port > 0), "{name}");
    }
}

/// What was stopped is noise; what got through may be none.
#[test]
fn what_deserves_a_look() {
    for (line, expected) in [
        ("kernel: DROP: IN=eth0 OUT= SRC=203.0.113.5 DST=10.0.0.9 PROTO=TCP SPT=41000 DPT=3389 SYN ", false),
        ("kernel: ACCEPT: IN=eth0 OUT= SRC=203.0.113.5 DST=10.0.0.9 PROTO=TCP SPT=41000 DPT=3389 SYN ", true),
        ("kernel: ACCEPT: IN=eth0 OUT= SRC=10.0.0.5 DST=10.0.0.9 PROTO=TCP SPT=41000 DPT=3389 SYN ", false),
        ("kernel: ACCEPT: IN=eth0 OUT= SRC=203.0.113.5 DST=10.0.0.9 PROTO=TCP SPT=41000 DPT=443 SYN ", false),
        ("kernel: ACCEPT: IN=eth0 OUT= SRC=10.0.0.5 DST=10.0.0.9 PROTO=TCP SPT=41000 DPT=23 SYN ", true),
        (
            "11/20/2026-10:25:02.1 [**] [1:1:1] ET SCAN [**] [Priority: 2] {TCP} 203.0.113.5:54321 -> 192.0.2.10:443",
            true,
        ),
    ] {
        let (report, _) = explain(line);
        assert_eq!(report.kinds[0].deserves_a_look, expected, "{line}");
    }
}

/// Of ports that nothing is known of, only the first packet shows which end serves.
#[test]
fn an_earlier_packet_shows_who_began() {
    let packets = [("S", "a", "b"), ("S.", "b", "a"), (".", "a", "b"), ("P.", "b", "a"), ("R.", "b", "a")];
    let lines: Vec<String> = packets
        .iter()
        .map(|(flags, from, to)| {
            let end = |name: &str| if name == "a" { "192.0.2.1.54676" } else { "192.0.2.2.4719" };
            format!("08:32:03.98 IP {} > {}: Flags [{flags}], seq 1, win 512, length 0", end(from), end(to))
        })
        .collect();
    let services = |lines: &[String]| {
        let decisions = explain(&lines.join("\n")).1;
        decisions.iter().map(|one| (one.service.id(), one.port)).collect::<Vec<_>>()
    };
    let (from, to) = (("source", Some(4719)), ("destination", Some(4719)));
    assert_eq!(services(&lines), [to, from, to, from, from]);
    // Without it, the answers leave it open.
    assert_eq!(services(&lines[3..]), [("both", None); 2]);
}

/// What systems write in place of numbers are registered names.
#[test]
fn names_in_place_of_ports() {
    for (name, port) in [
        ("mysql", 3306),
        ("domain", 53),
        ("ssh", 22),
        ("https", 443),
        ("http-alt", 8080),
        ("mountd", 20_048),
        ("cadlock2", 1000),
    ] {
        let line = format!("08:32:03.98 IP 192.0.2.1.54676 > 192.0.2.2.{name}: Flags [S], seq 1, win 512, length 0");
        assert_eq!(explain(&line).1[0].port, Some(port), "{name}");
    }
}
