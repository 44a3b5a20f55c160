//! The flows of single entries: conditions, exceptions, fixed ports and what remains open. Checked against the entries.

mod common;

use common::{draft, item, planned, summary};
use firewall::{Draft, Sort};

fn check(what: &str, role: &str, release: &str, change: impl Fn(&mut Draft), expected: &str) {
    let mut draft = draft(release, &[item(what, role, "192.0.2.0/24")]);
    change(&mut draft);
    assert_eq!(summary(&planned(&draft)), expected, "{what} as {role} on `{release}`");
}

const fn nothing(_: &mut Draft) {}
const fn has_nio(draft: &mut Draft) {
    draft.has_nio = Some(true);
}
const fn has_no_nio(draft: &mut Draft) {
    draft.has_nio = Some(false);
}
const fn keeps_no_state(draft: &mut Draft) {
    draft.keeps_state = false;
}

#[test]
fn servers() {
    check("22", "server", "15.1", nothing, "in 22/tcp");
    check("22", "server", "", nothing, "in 22/tcp");
    check("22", "server", "15.0", nothing, "? 22 22-listens-sshd");
    check("22", "server", "", |draft| draft.items[0].port = Some(2222), "in 2222/tcp");
    check("22", "server", "15.0", |draft| draft.decisions = vec![("22-listens-sshd".into(), true)], "in 22/tcp");
    check("5432", "server", "", nothing, "in 5432/tcp");
    check("161", "server", "15.1", nothing, "in 161/udp");
    check("161", "server", "15.2", nothing, "in 161/udp");
    check("80", "server", "15.1", nothing, "? 80 80-listens-httpd");
    check("2049", "server", "16.0", nothing, "? 2049 2049-listens-mountd, ? 2049 2049-listens-nfs_server");
    let runs = |draft: &mut Draft| draft.decisions = vec![("2049-listens-mountd".into(), true)];
    check("2049", "server", "15.0", runs, "? 2049 2049-listens-nfs_server, ? 2049 parameters.2049-listens-mountd-port");
    let has_port = |draft: &mut Draft| {
        runs(draft);
        draft.decisions.push(("2049-listens-nfs_server".into(), true));
        draft.parameters = vec![("2049-listens-mountd-port".into(), 635)];
    };
    check(
        "2049",
        "server",
        "15.0",
        has_port,
        "in 2049/udp, ? 2049 2049-listens-mountd-tcp, ? 2049 2049-listens-mountd-udp",
    );
    let has_transport = |draft: &mut Draft| {
        has_port(draft);
        draft.decisions.extend([("2049-listens-mountd-tcp".into(), false), ("2049-listens-mountd-udp".into(), true)]);
        assert_eq!(planned(draft).warnings.iter().filter(|one| one.sort == Sort::UnusedDecision).count(), 0);
    };
    check("2049", "server", "15.0", has_transport, "in 635/udp, in 2049/udp");
}

#[test]
fn an_nio_decides() {
    check("37", "server", "15.1", has_nio, "in 37/udp, drop in 37/tcp");
    check("37", "server", "15.1", has_no_nio, "in 37/tcp, in 37/udp");
    check("37", "server", "15.1", nothing, "in 37/udp, ? 37 has_nio");
    check("69", "server", "15.1", has_nio, "drop in 69/udp");
    check("69", "server", "15.1", has_no_nio, "in 69/udp");
    check("29000", "server", "15.1", has_nio, "drop in 29000/udp");
    check("29000", "server", "15.1", nothing, "drop in 29000/udp");
}

#[test]
fn what_is_advised_to_be_blocked_can_be_decided() {
    check("85", "server", "15.1", nothing, "drop in 85/tcp");
    check("85", "server", "15.1", |draft| draft.decisions = vec![("85-block-tcp".into(), false)], "in 85/tcp");
    check("85", "server", "14.7", nothing, "? 85 85-listens-telnetd");
}

#[test]
fn ranges_depend_on_settings() {
    check("3000", "server", "15.1", nothing, "? 3000 parameters.max_open_server");
    check(
        "3000",
        "server",
        "15.1",
        |draft| draft.parameters = vec![("max_open_server".into(), 50)],
        "in 3000-3100/tcp",
    );
    check(
        "4000",
        "server",
        "15.1",
        |draft| draft.parameters = vec![("max_open_server".into(), 50)],
        "in 4000-4050/tcp",
    );
    check(
        "3000",
        "server",
        "15.1",
        |draft| draft.parameters = vec![("max_open_server".into(), 9_999)],
        "in 3000-3999/tcp",
    );
    check("3000", "server", "", nothing, "in 3000/tcp");
}

#[test]
fn clients() {
    check("123", "client", "15.1", nothing, "out 123/udp from 123");
    check("500", "client", "", nothing, "out 500/udp, out 500/udp from 500");
    check("137", "client", "", nothing, "out 137/udp, out 137/udp from 137");
    check("68", "client", "", nothing, "out 67/udp from 68");
    check("20", "client", "15.1", keeps_no_state, "out any/tcp from 20");
    check("5432", "client", "", nothing, "out 5432/tcp");
    check("5432", "client", "", keeps_no_state, "? 5432 source_ports");
    let linux = |draft: &mut Draft| {
        draft.keeps_state = false;
        draft.source_ports = Some("32768-60999".into());
    };
    check("5432", "client", "", linux, "out 5432/tcp from 32768-60999");
}

/// The cut-overs of each branch.
#[test]
fn source_ports_of_releases() {
    for (release, tcp, udp) in [
        ("14.5.0as", "10000-65535", "1024-65535"),
        ("14.5.0at", "49152-65535", "1024-65535"),
        ("14.6.0ai", "10000-65535", "1024-65535"),
        ("14.6.0aj", "49152-65535", "1024-65535"),
        ("14.7", "49152-65535", "1024-65535"),
        ("15.1.0aq", "49152-65535", "1024-65535"),
        ("15.1.0ar", "49152-65535", "49152-65535"),
        ("16.0", "49152-65535", "49152-65535"),
    ] {
        check("1414", "client", release, keeps_no_state, &format!("out 1414/tcp from {tcp}"));
        check("53", "client", release, keeps_no_state, &format!("out 53/udp from {udp}"));
    }
}

#[test]
fn warnings() {
    let check = |release: &str, what: &str, peers: &str, change: &dyn Fn(&mut Draft), expected: &[Sort]| {
        let mut draft = draft(release, &[item(what, "server", peers)]);
        change(&mut draft);
        let sorts: Vec<Sort> = planned(&draft).warnings.iter().map(|one| one.sort).collect();
        assert_eq!(sorts, expected, "{what} for {peers} on `{release}`");
    };
    let none = &nothing;
    let connected = &|draft: &mut Draft| {
        draft.connected_by = Some("22".into());
        draft.closes = "incoming".into();
    };
    check("", "443", "everyone", none, &[]);
    check("", "22", "192.0.2.0/24", none, &[]);
    check("", "22", "everyone", none, &[Sort::Unrestricted]);
    check(
        "",
        "111",
        "everyone",
        none,
        &[Sort::OpenToEveryone, Sort::Unrestricted, Sort::OpenToEveryone, Sort::Unrestricted, Sort::ChangingPorts],
    );
    check("", "21", "192.0.2.0/24", none, &[Sort::FtpModes]);
    check("16.1", "S049", "everyone", none, &[Sort::Esp]);
    check("15.1", "85", "192.0.2.0/24", none, &[Sort::Stopped]);
    check("15.1", "S049", "everyone", none, &[Sort::NothingSaid]);
    check("", "443", "everyone", connected, &[Sort::ClosesConnection]);
    check("", "22", "192.0.2.0/24", connected, &[Sort::ClosesConnection]);
    // What is wider than any network inside is everyone, by whatever prefixes.
    check("", "22", "0.0.0.0/1, 128.0.0.0/1", none, &[Sort::Unrestricted]);
    check("", "22", "2000::/3", none, &[Sort::Unrestricted]);
    check("", "22", "10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, fc00::/7", none, &[]);
    check("", "443", "everyone", &|draft| draft.closes = "both".into(), &[Sort::ClosesConnection]);
    check("", "443", "everyone", &|draft| draft.decisions = vec![("x".into(), true)], &[Sort::UnusedDecision]);
    // What a product brings is told like what is named.
    let of_stcp = [Sort::Stopped, Sort::Stopped, Sort::Stopped, Sort::Stopped, Sort::Stopped, Sort::FtpModes];
    check("15.1", "STCP", "192.0.2.0/24", &|draft| draft.has_nio = Some(true), &of_stcp);
    // A service that was moved to a port at which another one is stopped.
    let moved = &|draft: &mut Draft| {
        draft.items[0].port = Some(85);
        draft.items.push(item("85", "server", "192.0.2.0/24"));
    };
    check("15.1", "22", "192.0.2.0/24", moved, &[Sort::Stopped, Sort::Stopped]);
    check("", "9418", "everyone", none, &[Sort::Unrestricted]);
    check("15.0", "22", "192.0.2.0/24", &|draft| draft.decisions = vec![("22-listens-sshd".into(), true)], &[]);
}

/// What is said of a service that was moved to another port, and of those that are stopped.
#[test]
fn texts_of_warnings() {
    let check = |what: &str, port: Option<u32>, closes: &str, expected: &[&str]| {
        let mut draft = draft("", &[item(what, "server", "192.0.2.0/24")]);
        draft.items[0].port = port;
        draft.closes = closes.into();
        draft.connected_by = Some(what.into());
        let texts: Vec<String> = planned(&draft).warnings.into_iter().map(|one| one.text).collect();
        assert_eq!(texts.len(), expected.len(), "{what} at {port:?}: {texts:#?}");
        for (text, part) in texts.iter().zip(expected) {
            assert!(text.contains(part), "{what} at {port:?}: {text}");
        }
    };
    let closed = "The rules close 22, by which you are connected.";
    let some = "connected by 22, which is open to 192.0.2.0/24 alone";
    check("22", None, "incoming", &[some]);
    check("22", Some(22), "incoming", &[some]);
    check("22", Some(2222), "incoming", &[closed]);
    check("22", Some(2222), "nothing", &[]);
    check("23", Some(85), "nothing", &["The plan names 85/tcp, and the rules stop it"]);
    check("22", Some(85), "nothing", &["85/tcp: a service is moved there, where a document advises against it: "]);
    check("23", None, "nothing", &["The rules close 23", "The plan names 23/tcp, and the rules stop it"]);
    check("23", Some(2323), "nothing", &["The plan names 2323/tcp, and the rules stop it"]);
}
