//! Every notation of a port, a list or a range, with several ports and transports: each is read alike.

use catalog::{Query, Term, Transport};

/// Of one port; `N` is the port.
const ONE: &[&str] = &[
    "N",
    ":N",
    "#N",
    "N:",
    "N?",
    "(N)",
    "[N]",
    "port N",
    "port N?",
    "port:N",
    "port=N",
    "port#N",
    "port #N",
    "portN",
    "port number N",
    "ports N",
    "what is port N",
    "what uses N?",
    "is N safe",
    "is port N open",
    "which service uses port N",
    "*:N",
    "localhost:N",
    "198.51.100.7:N",
    "[2001:db8::1]:N",
    "[fe80::1%eth0]:N",
    "http://localhost:N/",
    "https://[::1]:N",
    "dpt=N",
    "spt=N",
    "dport N",
    "dport=N",
    "sport N",
    "--dport N",
    "--dport=N",
    "--sport N",
    "--dports N",
    "dst port N",
    "src port N",
    "dst-port N",
    "dst_port:N",
    "dstport=N",
    "destination port N",
    "destination port: N",
    "source port N",
    "\"dest_port\":N",
    "198.51.100.7.N >",
    "198.51.100.7.N >:",
    "> 198.51.100.7.N:",
    "198.51.100.7(N)",
    "198.51.100.7(N),",
    "outside:203.0.113.5(N)",
    "2001:db8::7.N >",
];

/// Of a port with a transport; `T` is the transport.
const WITH_TRANSPORT: &[&str] = &[
    "N/T",
    "T/N",
    "T N",
    "N T",
    "TN",
    "NT",
    "T:N",
    "N:T",
    "T-N",
    "N-T",
    "T_N",
    "N_T",
    "T.N",
    "N.T",
    "N(T)",
    "N (T)",
    "T(N)",
    "T#N",
    ":N/T",
    "port N/T",
    "port N T",
    "T port N",
    "what is N/T?",
    "proto=T dpt=N",
    "-p T --dport N",
    "T dport N",
    "T dst port N",
    "dst port N T",
    "proto T dport N",
    "198.51.100.7:N/T",
    "N/T open",
    "N/open/T",
];

/// Of a port with both transports.
const WITH_BOTH: &[&str] =
    &["N/tcp/udp", "N/udp/tcp", "N tcp/udp", "tcp/udp N", "tcp+udp N", "N tcp udp", "tcp,udp N", "tcp/udp/N"];

/// Of three ports; `A`, `B`, `C`.
const LIST: &[&str] = &[
    "A,B,C",
    "A, B, C",
    "A B C",
    "A;B;C",
    "A; B; C",
    "A/B/C",
    "A+B+C",
    "A&B&C",
    "A|B|C",
    "A, B and C",
    "A or B or C",
    "ports A,B,C",
    "ports A, B & C",
    "--dports A,B,C",
    "dport { A, B, C }",
    "dport {A,B,C}",
    "A\nB\nC",
    "A\tB\tC",
];

/// Of three ports with a transport.
const LIST_WITH_TRANSPORT: &[&str] = &[
    "T/A,B,C",
    "A,B,C/T",
    "A/B/C/T",
    "T A,B,C",
    "A,B,C T",
    "T:A,B,C",
    "T/A/B/C",
    "A/T,B/T,C/T",
    "T dport { A, B, C }",
];

/// Of a range; `A` and `B`.
const RANGE: &[&str] = &[
    "A-B",
    "A–B",
    "A—B",
    "A~B",
    "A..B",
    "A...B",
    "A…B",
    "A:B",
    "A - B",
    "A – B",
    "A ~ B",
    "A .. B",
    "A to B",
    "A through B",
    "ports A-B",
    "port A to B",
    "B-A",
    "from A to B",
];

const RANGE_WITH_TRANSPORT: &[&str] =
    &["A-B/T", "T/A-B", "T A-B", "A-B T", "T:A-B", "A..B/T", "T/A..B", "A-B-T", "T-A-B"];

/// Well known, registered, dynamic; short, long, the first and the last.
const PORTS: [u16; 8] = [0, 7, 22, 137, 1524, 27374, 33435, 65535];

#[track_caller]
fn check(text: &str, ports: &[(u16, u16)], transports: &[Transport]) {
    let query = Query::parse(text);
    assert_eq!(query.ports().collect::<Vec<_>>(), ports, "{text}: {query:?}");
    assert_eq!(query.words().next(), None, "{text}: {query:?}");
    assert_eq!(query.transports, transports.iter().copied().collect(), "{text}: {query:?}");
    assert_eq!((query.release, query.not_ports.len()), (None, 0), "{text}");
}

/// The notation with its capital letters replaced; names of fields are in lower case here.
fn filled(pattern: &str, parts: &[(char, &str)]) -> String {
    let part =
        |c: char| parts.iter().find(|(name, _)| *name == c).map_or(c.to_string(), |(_, part)| (*part).to_owned());
    pattern.chars().map(part).collect()
}

#[test]
fn one_port() {
    for port in PORTS {
        let number = port.to_string();
        for pattern in ONE {
            check(&filled(pattern, &[('N', &number)]), &[(port, port)], &[]);
        }
    }
}

#[test]
fn one_port_over_a_transport() {
    for (port, transport) in
        PORTS.iter().flat_map(|port| Transport::ALL.iter().map(move |transport| (*port, *transport)))
    {
        let number = port.to_string();
        for name in [transport.id(), transport.label()] {
            for pattern in WITH_TRANSPORT {
                check(&filled(pattern, &[('N', &number), ('T', name)]), &[(port, port)], &[transport]);
            }
        }
        for pattern in WITH_BOTH {
            check(&filled(pattern, &[('N', &number)]), &[(port, port)], &[Transport::Tcp, Transport::Udp]);
        }
    }
}

#[test]
fn several_ports() {
    for ports in [[22, 80, 443], [443, 7, 65535], [1, 2, 3], [500, 4500, 50000]] {
        let [a, b, c] = ports.map(|port| port.to_string());
        let parts = [('A', &*a), ('B', &*b), ('C', &*c)];
        let expected = ports.map(|port| (port, port));
        for pattern in LIST {
            check(&filled(pattern, &parts), &expected, &[]);
        }
        for transport in Transport::ALL {
            for pattern in LIST_WITH_TRANSPORT {
                let text = filled(pattern, &[&parts[..], &[('T', transport.id())]].concat());
                check(&text, &expected, &[*transport]);
            }
        }
    }
}

#[test]
fn a_range() {
    for (first, last) in [(27910, 27961), (1, 1024), (137, 139), (61000, 65535)] {
        let (a, b) = (first.to_string(), last.to_string());
        for pattern in RANGE {
            check(&filled(pattern, &[('A', &a), ('B', &b)]), &[(first, last)], &[]);
        }
        for transport in Transport::ALL {
            for pattern in RANGE_WITH_TRANSPORT {
                let text = filled(pattern, &[('A', &a), ('B', &b), ('T', transport.id())]);
                check(&text, &[(first, last)], &[*transport]);
            }
        }
    }
}

/// What has digits and is no port.
#[test]
fn no_ports() {
    for text in [
        "fe80::1",
        "2001:db8:a::10",
        "::1",
        "198.51.100.7",
        "198.51.100.7/24",
        "2001:db8::/32",
        "10:02:11",
        "10:02",
        "2026-11-20",
        "11/20/2026",
        "2026-11-20T10:02:11Z",
        "00:00:5e:00:53:10",
        "Nov 21 10:02:11",
        "Nov 21 2026 10:02:11 ssh",
        "solaris 2.5.1",
        "x.25",
        "S269",
        "sub-7",
        ">system>22",
    ] {
        let query = Query::parse(text);
        assert_eq!(query.ports().next(), None, "{text}: {query:?}");
        assert!(text.starts_with("Nov 21 10") || !query.is_empty(), "{text}");
    }
}

/// Beside a port, addresses, times and dates are left away.
#[test]
fn addresses_and_times_beside_words() {
    for text in ["ssh 198.51.100.7", "10:02:11 ssh", "Nov 21 10:02:11 ssh", "2026-11-20 ssh fe80::1"] {
        let query = Query::parse(text);
        assert_eq!(query.terms, [Term::Word("ssh".into())], "{text}");
        assert!(query.is_private, "{text}");
    }
    assert!(!Query::parse("samba 15.1 445/tcp").is_private);
}
