//! Everything that people type, and how it is read.

use catalog::{Query, Term, Transport};

#[track_caller]
fn check(text: &str, terms: &[Term], transports: &[Transport], release: Option<&str>) {
    let query = Query::parse(text);
    assert_eq!(query.terms, terms, "{text}");
    assert_eq!(query.transports, transports.iter().copied().collect(), "{text}");
    assert_eq!(query.release, release.map(|r| r.parse().unwrap()), "{text}");
}

fn open(port: u16) -> Term {
    Term::Port { port, open: true }
}

fn port(port: u16) -> Term {
    Term::Port { port, open: false }
}

fn word(word: &str) -> Term {
    Term::Word(word.into())
}

#[test]
fn a_port_in_every_way_it_is_written() {
    for text in ["22", ":22", "port 22", "Port 22", "22:", "#22", "port 22?"] {
        check(text, &[open(22)], &[], None);
    }
    for text in [
        "22/tcp",
        "tcp/22",
        "tcp 22",
        "22 tcp",
        "TCP22",
        "tcp:22",
        "22:tcp",
        "22tcp",
        "tcp-22",
        "port 22/tcp",
        "tcp port 22",
        "TCP/22",
    ] {
        check(text, &[port(22)], &[Transport::Tcp], None);
    }
    check("udp:53", &[port(53)], &[Transport::Udp], None);
    check("0x1600", &[Term::Port { port: 5632, open: false }], &[], None);
    check("0", &[open(0)], &[], None);
    check("０", &[open(0)], &[], None);
    check("２２／ＴＣＰ", &[port(22)], &[Transport::Tcp], None);
    check("Ｓｓｈ　２２", &[word("ssh"), port(22)], &[], None);
    check("00022", &[port(22)], &[], None);
}

#[test]
fn lists_ranges_and_sockets() {
    check("22,80,443", &[port(22), port(80), port(443)], &[], None);
    check("22, 80; 443", &[port(22), port(80), port(443)], &[], None);
    for text in ["6970-7170", "6970–7170", "7170-6970", "6970 - 7170", "6970 to 7170", "ports 6970-7170"] {
        check(text, &[Term::Range(6970, 7170)], &[], None);
    }
    for text in ["49152+", "port 49152+", "0xc000+"] {
        check(text, &[Term::Range(49152, 65535)], &[], None);
    }
    check("22+80", &[port(22), port(80)], &[], None);
    check("15.1+", &[], &[], Some("15.1"));
    check("137-139/udp", &[Term::Range(137, 139)], &[Transport::Udp], None);
    check("udp/137–139", &[Term::Range(137, 139)], &[Transport::Udp], None);
    check("137/138", &[port(137), port(138)], &[], None);
    for text in ["port#22", "port:22", "22-", "-22", "22/", "22\u{200b}", "(22)"] {
        check(text, &[open(22)], &[], None);
    }
    check("192.0.2.7:8080", &[port(8080)], &[], None);
    check("[2001:db8::1]:443", &[port(443)], &[], None);
    check("localhost:8080", &[port(8080)], &[], None);
    check("mail:25", &[word("mail"), port(25)], &[], None);
}

#[test]
fn words_codes_and_releases() {
    check("Windows file sharing", &[word("windows"), word("file"), word("sharing")], &[], None);
    check("S269", &[word("s269")], &[], None);
    check(">system>stcp>sshd.pm", &[word("system>stcp>sshd.pm")], &[], None);
    check("samba 15.1", &[word("samba")], &[], Some("15.1"));
    check("samba 14.5.0at+", &[word("samba")], &[], Some("14.5.0at"));
    check("vos 16", &[], &[], Some("16"));
    check("vos 15.1", &[], &[], Some("15.1"));
    check("vos 22", &[word("vos"), port(22)], &[], None);
    check("RFC 2865", &[word("rfc2865")], &[], None);
    check("what is rfc 768?", &[word("rfc768")], &[], None);
    check("rfc", &[word("rfc")], &[], None);
    check("vos 443", &[word("vos"), port(443)], &[], None);
    check("vos 99.9", &[], &[], Some("99.9"));
    check("release 15.2 nfs", &[word("nfs")], &[], Some("15.2"));
    check("solaris 2.5.1", &[word("solaris"), word("2.5.1")], &[], None);
    check("port forwarding", &[word("forwarding")], &[], None);
    check("tcp wrappers", &[word("wrappers")], &[Transport::Tcp], None);
    check("sub 7", &[word("sub"), port(7)], &[], None);
}

#[test]
fn what_is_no_port() {
    for text in ["70000", "65536/tcp", "99999999999999999999", "1-70000"] {
        assert_eq!(Query::parse(text).not_ports.len(), 1, "{text}");
    }
    for text in ["", "  ", "—", ",,,", ":::"] {
        assert!(Query::parse(text).is_empty(), "{text}");
    }
}

/// Settings, mappings and addresses of programs, as they stand in their files.
#[test]
fn versions_are_no_ports() {
    for (text, words) in [
        ("rdp windows 11", &["rdp", "windows"][..]),
        ("ssh on debian 12", &["ssh", "debian"]),
        ("java 17 debugger", &["java", "debugger"]),
        ("sql server 2022", &["sql", "server"]),
        ("exchange 2019", &["exchange"]),
    ] {
        let words: Vec<Term> = words.iter().map(|text| word(text)).collect();
        check(text, &words, &[], None);
    }
    for (text, name, number) in
        [("windows 445", "windows", 445), ("debian 12", "debian", 12), ("minecraft server 25565", "server", 25565)]
    {
        let terms = Query::parse(text).terms;
        assert!(terms.contains(&word(name)), "{text}: {terms:?}");
        assert!(
            terms.iter().any(|term| matches!(term, Term::Port { port, .. } if *port == number)),
            "{text}: {terms:?}"
        );
    }
}

#[test]
fn files_and_commands() {
    for text in [
        "DB_PORT=22",
        "SMTP_PORT: 22",
        "spring.redis.port=22",
        "--port=22",
        "-p22",
        "localport=22",
        "(HOST=db)(PORT=22)",
    ] {
        check(text, &[port(22)], &[], None);
    }
    check("firewall-cmd --add-port=10250/tcp", &[port(10250)], &[Transport::Tcp], None);
    check("udp.dstport==1900", &[port(1900)], &[], None);
    for text in ["ListenStream=22", "FOO=22", "localhost:22/login", "192.0.2.1:22/login", "::1:22", "192.0.2.1[22]"] {
        assert!(Query::parse(text).ports().eq([(22, 22)]), "{text}: {:?}", Query::parse(text));
    }
    check("spring.kafka.bootstrap-servers=kafka", &[word("kafka")], &[], None);
    for text in ["8080:80", "127.0.0.1:8080:80", "-p 8080:80", "ports: - \"8080:80\""] {
        assert!(Query::parse(text).ports().eq([(8080, 8080), (80, 80)]), "{text}");
    }
    assert!(Query::parse("docker run -p 80:8080/tcp").ports().eq([(80, 80), (8080, 8080)]));
    check("80:8080", &[Term::Range(80, 8080)], &[], None);
    for (text, scheme) in [
        ("jdbc:mysql://db/app", "mysql"),
        ("mongodb+srv://cluster0.example.net", "mongodb"),
        ("url=jdbc:postgresql://db/x", "postgresql"),
        ("sip:alice@example.com", "sip"),
        ("turn:turn.example.com", "turn"),
        ("jdbc:sqlite:x.db", "sqlite"),
    ] {
        check(text, &[word(scheme)], &[], None);
        assert!(Query::parse(text).is_private, "{text}");
    }
    for text in [
        "jdbc:postgresql://db:5432/x",
        "jdbc:oracle:thin:@db:5432:orcl",
        "redis://a:b@cache:5432/0",
        "sip:a@b.example:5432",
    ] {
        check(text, &[port(5432)], &[], None);
    }
}

/// Beside a port that is named as one, other numbers of a sentence are none.
#[test]
fn strays() {
    for (text, named) in [
        ("curl: (7) Failed to connect to localhost port 9200 after 0 ms", 9200),
        ("pymongo.errors: localhost:27017: [Errno 111] Connection refused", 27017),
        ("access-list 101 permit tcp any any eq 3389", 3389),
    ] {
        assert!(Query::parse(text).ports().eq([(named, named)]), "{text}");
    }
    for text in [
        "OSError: [Errno 98] Address already in use",
        "mount error(111): could not connect",
        "ldap_sasl_bind(SIMPLE): Can't contact LDAP server (-1)",
        "container exited with exit code 137",
        "ldap can't contact ldap server -1",
        "kafka connection to node -1",
    ] {
        assert_eq!(Query::parse(text).ports().next(), None, "{text}");
    }
    check("Nov 20 10:15:02 h ntpd[12]: x", &[word("h"), word("ntpd"), word("x")], &[], None);
    let acl = Query::parse("access-list 101 permit udp any any eq snmp");
    assert!(acl.ports().next().is_none() && acl.words().any(|word| word == "snmp"));
    for (text, ports) in [
        ("difference between port 25 and 587", [25, 587]),
        ("port 465 vs 587 for smtp", [465, 587]),
        ("should i open port 80 or 443", [80, 443]),
        ("allow port 80,443 on linux web server", [80, 443]),
        ("block ports 80/443 windows firewall rule", [80, 443]),
    ] {
        assert!(Query::parse(text).ports().eq(ports.map(|port| (port, port))), "{text}: {:?}", Query::parse(text));
    }
    for (text, port) in [
        ("ssh -2222 host", 2222),
        ("windows 445", 445),
        ("status 8080", 8080),
        ("ubuntu 22", 22),
        ("is 445 on windows dangerous", 445),
    ] {
        assert!(Query::parse(text).ports().eq([(port, port)]), "{text}");
    }
    for text in [
        "connect() failed (111: Connection refused) while connecting to upstream redis",
        "Connection refused (111) redis",
        "time=12:30",
        "ip=2001:db8::5",
        "mac=00:11:22:33:44:55",
        "sip:1001@pbx.example.com",
        "jdbc:oracle:thin:1234/pw@db",
    ] {
        assert_eq!(Query::parse(text).ports().next(), None, "{text}");
    }
    assert!(Query::parse("iptables -p tcp --dport 5000:5999").ports().eq([(5000, 5999)]));
    assert!(Query::parse("ports 22 and 80").ports().eq([(22, 22), (80, 80)]));
}

#[test]
fn questions_ask_for_what_they_are_about() {
    check("which ports for samba", &[word("samba")], &[], None);
    check("what uses 5632", &[port(5632)], &[], None);
    check("is 23 safe", &[port(23)], &[], None);
    check("what is telnet", &[word("telnet")], &[], None);
    check("what is at", &[word("at")], &[], None);
    check("http vs https", &[word("http"), word("https")], &[], None);
    check("docker api without tls", &[word("docker"), word("api")], &[], None);
    check("ssh without a password", &[word("ssh")], &[], None);
    check("telnet without port 23", &[word("telnet")], &[], None);
    check("without tls", &[word("tls")], &[], None);
    check("what is 239.255.255.250", &[word("239.255.255.250")], &[], None);
    check("Open StrataLink", &[word("open"), word("stratalink")], &[], None);
    for alone in ["is", "what is", "port", "who", "at", "all"] {
        let words: Vec<Term> = alone.split(' ').map(word).collect();
        check(alone, &words, &[], None);
    }
}

#[test]
fn endless_queries_end() {
    assert_eq!(Query::parse(&"a ".repeat(10_000)).terms.len(), 1);
    assert_eq!(Query::parse(&(0..9999).map(|at| format!("word{at}")).collect::<Vec<_>>().join(" ")).terms.len(), 32);
    assert_eq!(Query::parse(&"dport 1 dport 2 ".repeat(10_000)).terms.len(), 2);
    assert_eq!(
        Query::parse(&(0..9999).map(|port| format!("dport {port}")).collect::<Vec<_>>().join(" ")).terms.len(),
        32
    );
}

/// What is about somebody's machines or people stays out of the page's address and out of events.
#[test]
fn what_is_private() {
    for (text, told) in [
        ("what is 239.255.255.250", ""),
        ("fw01 kernel: igmp membership report from 10.0.0.1 to 224.0.0.251 user bob accepted", ""),
        ("jsmith-laptop mdns 224.0.0.251 10:02:11 query for printer bob office denied", ""),
        ("10.1.2.3:8080:80", "8080 80"),
        ("docker run -p 10.1.2.3:8080:80 nginx", "docker p 8080 80 nginx"),
        ("DB_HOST=10.0.0.5", ""),
        ("password=hunter2", ""),
        ("(HOST=10.2.3.4)", ""),
        ("sshd[812]: Accepted password for alice", ""),
        ("ssh alice@10.0.0.5 -p 2222", "ssh p 2222"),
        ("10.0.0.5: 22", "22"),
        ("{10.0.0.5}", ""),
        ("bob:hunter2@db:5432/x", "5432"),
        ("jdbc:sqlserver://db:1433;user=sa;password=Secret123", "1433"),
        ("db01.corp:5432/sales", "5432"),
        ("https://example.com/;jsessionid=abc", "https"),
    ] {
        let query = Query::parse(text);
        assert!(query.is_private, "{text}");
        assert_eq!(query.public_text(text), told, "{text}");
    }
}
