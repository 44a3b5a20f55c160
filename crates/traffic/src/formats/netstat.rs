//! `netstat` of Linux, Windows, macOS and the BSDs.
//!
//! Traps: Linux writes IPv6 without brackets, the BSDs a dot before the port; macOS cuts long addresses off;
//! Windows has the words of the user's language; datagrams have no state.

use crate::flow::flow;
use crate::formats::{Context, Format};
use crate::line::{Line, Reading, Sink};
use crate::scan::{End, begins, cut, find, has, is_address, number, one_of, parts, pid, rcut, word, words};
use crate::{Aside, Flow, Kind, State, Transport};

pub(crate) const FORMAT: Format = Format::new("netstat", "netstat", "", read);

const HEADERS: &str = "Active Internet connections|Active Connections|Active Multipath Internet|Active UNIX domain sockets|\
    Active LOCAL (UNIX)|Aktive Verbindungen|(Not all processes could be identified|\
    (No info could be read for|Can not obtain ownership information";

fn read(line: &Line<'_>, context: &mut Context, sink: &mut Sink<'_>) -> Reading {
    let body = line.body;
    let is_columns = body.starts_with("Proto") && (has(body, "Recv-Q") || has(body, "dress"));
    if is_columns || begins(body, HEADERS) || body.starts_with("will not be shown, you would have to be root") {
        return Reading::Aside(Aside::Header);
    }
    let (name, rest) = without_block(body);
    if name == "unix" && has(rest, "[") {
        return Reading::Aside(Aside::NoTraffic);
    }
    let is_alone = rest.is_empty() || name.starts_with('[') && body.ends_with(']');
    if context.format == FORMAT.id && line.whole.starts_with(' ') && line.time.is_empty() && is_alone {
        // `netstat -b`: the service and the program, after their line.
        return Reading::Aside(Aside::Part);
    }
    let is_raw = one_of(name, "raw raw6 icm4 icm6 ip ip4 ip6 divert");
    if is_raw && words(rest).take(2).all(|word| number(word).is_some()) {
        return Reading::Aside(Aside::NoTraffic);
    }
    let transport = match name {
        "tcp" | "tcp4" | "tcp6" | "tcp46" | "TCP" => Transport::Tcp,
        "udp" | "udp4" | "udp6" | "udp46" | "UDP" => Transport::Udp,
        "udplite" => Transport::Other(136),
        "sctp" => Transport::Sctp,
        _ => return solaris(body, sink),
    };
    let (first, after) = word(rest);
    let is_windows = one_of(name, "TCP UDP");
    let ends = if is_windows {
        rest
    } else {
        let (second, after) = word(after);
        if number(first).is_none() || number(second).is_none() {
            return Reading::Pass;
        }
        // FreeBSD's `-T` counts three things.
        let (third, more) = word(after);
        if number(third).is_some() { more } else { after }
    };
    let (local_text, rest) = word(ends);
    let (peer_text, rest) = word(rest);
    if is_windows && !(line.time.is_empty() && ends_windows(rest)) {
        return Reading::Pass;
    }
    let is_bsd = one_of(name, "tcp4 tcp46 udp4 udp46");
    let ends = if is_windows {
        End::colon_or_name(local_text).zip(End::colon_or_name(peer_text))
    } else {
        both(local_text, peer_text, is_bsd)
    };
    let Some((local, peer)) = ends else {
        // conntrack begins with the same name and two numbers, too.
        if is_windows || has(local_text, "=") || find(local_text, ":").or_else(|| find(local_text, ".")).is_none() {
            return Reading::Pass;
        }
        return Reading::Malformed;
    };
    if local.port.is_none() && local.port_name.is_empty() {
        return Reading::Aside(Aside::NoTraffic);
    }
    let mut flow = flow_of(transport, local, peer, rest, is_windows);
    if !is_windows {
        mark_cut(&mut flow.source, local_text);
        mark_cut(&mut flow.destination, if flow.is_undirected { peer_text } else { local_text });
    }
    sink.flow(&mut flow);
    Reading::Flows
}

/// Solaris writes the protocol in the heading, and four sizes before the state, which datagrams have not: `*.22  *.*  0  0 128000  0 LISTEN`,
/// `*.111  Idle`.
#[inline(never)]
fn solaris(body: &str, sink: &mut Sink<'_>) -> Reading {
    let is_heading = one_of(word(body).0, "TCP: UDP:") && has(body, ": IPv");
    if is_heading || body.starts_with("Local Address") && has(body, "Remote Address") {
        return Reading::Aside(Aside::Header);
    }
    let mut columns = words(body);
    let (Some(local), Some(second)) = (columns.next(), columns.next()) else { return Reading::Pass };
    let Some(local) = End::dotted(local, true).filter(|end| end.port.is_some()) else { return Reading::Pass };
    let (transport, peer, state) = if second == "Idle" {
        (Transport::Udp, End { address: "*", ..End::NONE }, "")
    } else {
        let Some(peer) = End::dotted(second, true) else { return Reading::Pass };
        let are_sizes = columns.by_ref().take(4).filter(|size| number(size).is_some()).count() == 4;
        let state = columns.next().filter(|state| are_sizes && State::of(state).is_some());
        let Some(state) = state else { return Reading::Pass };
        (Transport::Tcp, peer, state)
    };
    if columns.next().is_some() {
        return Reading::Pass;
    }
    sink.flow(&mut flow_of(transport, local, peer, state, false));
    Reading::Flows
}

/// The first word that is no address of a control block, as AIX and the BSDs write it with `-A`, with what follows.
fn without_block(body: &str) -> (&str, &str) {
    let (mut name, mut rest) = word(body);
    for _ in 0..2 {
        if name.len() < 8 || !name.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            break;
        }
        (name, rest) = word(rest);
    }
    (name, rest)
}

fn both<'a>(local: &'a str, peer: &'a str, is_bsd: bool) -> Option<(End<'a>, End<'a>)> {
    let colon = || Some((End::colon_or_name(local)?, End::colon_or_name(peer)?));
    let dotted = |text| {
        End::dotted(text, true)
            .or_else(|| shortened(text))
            .filter(|end| end.port.is_some() || !end.port_name.is_empty() || end.address == "*")
    };
    let dot = || Some((dotted(local)?, dotted(peer)?));
    if is_bsd { dot() } else { colon().or_else(dot) }
}

/// Linux cuts an end off after 23 characters, macOS its address after 16: what is left of an IPv6 address may look like another one.
/// An address that fills its place keeps the sign before the port, so that nobody takes it for a whole one.
#[inline(never)]
fn mark_cut<'a>(end: &mut End<'a>, text: &'a str) {
    let length = end.address.len();
    if let Some(with_sign) = text.get(..=length)
        && with_sign.starts_with(end.address)
        && (text.len() == 23 || length == 16 && with_sign.ends_with('.'))
        && is_address(end.address)
    {
        end.address = with_sign;
    }
}

/// macOS' `fe80::aede:48ff:.49154`: an address as far as the column goes.
fn shortened(text: &str) -> Option<End<'_>> {
    let (address, port) = rcut(text, b'.')?;
    let is_cut = address.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b':');
    if is_cut && has(address, ":") { End::of(address, port) } else { None }
}

/// `rest`: state, users, processes.
fn flow_of<'a>(transport: Transport, local: End<'a>, peer: End<'a>, rest: &'a str, is_windows: bool) -> Flow<'a> {
    let (first, after) = word(rest);
    let (mut state, mut rest) = match State::of(first) {
        Some(state) if number(first).is_none() => (Some(state), after),
        _ => (None, rest),
    };
    if state.is_none() && is_windows && transport == Transport::Tcp {
        // A state in a language that is not known.
        rest = after;
    }
    let state_text = if state.is_some() { first } else { "" };
    if state.is_none() && peer.is_any() {
        state = Some(State::Listen);
    }
    let (process, pid) = process(rest, is_windows);
    let is_listener = matches!(state, Some(State::Listen | State::Bound));
    flow! {
        kind: if is_listener { Kind::Listener } else { Kind::Connection },
        transport: Some(transport),
        source: if is_listener { End::NONE } else { local },
        destination: if is_listener { local } else { peer },
        is_undirected: !is_listener,
        state,
        state_text,
        process,
        pid,
    }
}

/// Whether nothing follows the ends but a state, in any language, and the number of a process.
fn ends_windows(rest: &str) -> bool {
    let (first, rest) = word(rest);
    let is_number = |text: &str| text.is_empty() || number(text).is_some();
    let is_state = first.bytes().all(|byte| !byte.is_ascii_punctuation() || byte == b'_');
    is_number(first) || is_state && is_number(word(rest).0)
}

/// Without what `-o` adds: `keepalive (5.1/0/0)`.
fn without_timer(text: &str) -> &str {
    for timer in parts("  off (|  on (|  keepalive (|  timewait (|  probe (|  unkn-", b"|") {
        if let Some((name, _)) = cut(text, timer) {
            return name.trim_ascii();
        }
    }
    text.trim_ascii()
}

/// `24/ncat`, after columns of users; Windows has only the number.
fn process(rest: &str, is_windows: bool) -> (&str, Option<u32>) {
    if is_windows {
        return ("", pid(word(rest).0));
    }
    let mut words = words(rest);
    loop {
        let before = words.rest();
        let Some(word) = words.next() else { return ("", None) };
        if let Some((number, _)) = cut(word, "/")
            && let Some(number) = pid(number)
        {
            return (cut(before, "/").map_or("", |(_, name)| without_timer(name)), Some(number));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{aside, flow, flows, malformed, none};

    #[test]
    fn solaris() {
        aside("TCP: IPv4\n   Local Address        Remote Address    Swind Send-Q Rwind Recv-Q    State\nUDP: IPv6");
        flow(
            "      *.8080               *.*                0      0 128000      0 LISTEN",
            "netstat tcp log listen *:8080",
        );
        flow(
            "192.0.2.101.4505     198.51.100.1.45329    1064800      0 1055864      0 ESTABLISHED",
            "netstat tcp log established 192.0.2.101:4505 > 198.51.100.1:45329 undirected",
        );
        flow("192.0.2.12.123                          Idle", "netstat udp log listen 192.0.2.12:123");
        none("192.0.2.12.123 was Idle");
    }

    /// AIX and the BSDs name a block before each.
    #[test]
    fn blocks() {
        flow(
            "f1000e0001d0b3b8 tcp4       0      0  *.22               *.*                LISTEN",
            "netstat tcp log listen *:22",
        );
        flow(
            "7fb03cb93c75d475 d53fb648 tcp4       0      0  192.0.2.22.54520 203.0.113.93.8081  ESTABLISHED       4958       3996",
            "netstat tcp log established 192.0.2.22:54520 > 203.0.113.93:8081 undirected",
        );
    }

    #[test]
    fn linux() {
        flow(
            "udp        0      0 0.0.0.0:68              0.0.0.0:*                           612/dhclient",
            "netstat udp log listen 0.0.0.0:68 dhclient 612",
        );
        flow(
            "tcp6       0     36 2001:db8:a::10:22       2001:db8:b::7:46678     ESTABLISHED 0 31337 812/sshd: root@pts",
            "netstat tcp log established 2001:db8:a::10:22 > 2001:db8:b::7:46678 undirected sshd: root@pts 812",
        );
        flow("tcp 0 0 localhost:ipp *:* LISTEN", "netstat tcp log listen localhost:ipp");
        flow(
            "tcp        0      0 0.0.0.0:3306            0.0.0.0:*               LISTEN      812/mysqld           off (0.00/0/0)",
            "netstat tcp log listen 0.0.0.0:3306 mysqld 812",
        );
        aside("Active Internet connections (servers and established)");
        aside("unix  2      [ ACC ]     STREAM     LISTENING     1234     /run/x");
        aside("raw        0      0 0.0.0.0:1               0.0.0.0:*               7           55/ping");
        aside("udp4       0      0  *.*                    *.*");
        malformed("tcp 0 0 0.0.0.0:99999 0.0.0.0:* LISTEN");
    }

    #[test]
    fn windows() {
        flow(
            "  UDP    [::]:5353              *:*                                    1500",
            "netstat udp log listen :::5353 1500",
        );
        flow(
            "  TCP    192.0.2.1:50000        192.0.2.2:443          HERGESTELLT     7",
            "netstat tcp log established 192.0.2.1:50000 > 192.0.2.2:443 undirected 7",
        );
        aside("  Proto  Local Address          Foreign Address        State           PID");
        flow(
            "  TCP    192.0.2.5:50113         0.0.0.0:0              BOUND           4",
            "netstat tcp log bound 192.0.2.5:50113 4",
        );
        none("TCP is a protocol");
        flows(
            "  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       1712\n  RpcSs\n [svchost.exe]\n\
             \x20 TCP    0.0.0.0:445            0.0.0.0:0              LISTENING       4\n Can not obtain ownership information\n",
            &["netstat tcp log listen 0.0.0.0:135 1712", "netstat tcp log listen 0.0.0.0:445 4"],
        );
        flows(
            "Nov 21 06:57:00 fw1 acme: TCP 198.51.100.3:40123 192.0.2.5:23 DENY rule=7",
            &["plain tcp log 198.51.100.3:40123 > 192.0.2.5:23 undirected Nov 21 06:57:00"],
        );
    }

    /// Without `-W`; the first is `2001:db8:85a3::8a2e:370:7334`.
    #[test]
    fn cut_off() {
        for (written, read) in [
            ("2001:db8:85a3::8a2e:443", "2001:db8:85a3::8a2e::443"),
            ("2001:db8:85a3::8a2:5432", "2001:db8:85a3::8a2::5432"),
            ("2001:db8:85a3::8a:443", "2001:db8:85a3::8a:443"),
            ("gw.exampl:ms-wbt-server", "gw.exampl:ms-wbt-server"),
        ] {
            flow(
                &["tcp6       0      0 192.0.2.1:50000         ", written, " ESTABLISHED"].concat(),
                &["netstat tcp log established 192.0.2.1:50000 > ", read, " undirected"].concat(),
            );
        }
    }

    #[test]
    fn bsd() {
        flow(
            "tcp6       0      0  fe80::1%lo0.49152      fe80::1%lo0.1024       ESTABLISHED",
            "netstat tcp log established fe80::1%lo0:49152 > fe80::1%lo0:1024 undirected",
        );
        flow(
            "tcp4       0      0  127.0.0.1.631          *.*                    LISTEN",
            "netstat tcp log listen 127.0.0.1:631",
        );
        flow(
            "tcp4       3      0      0 192.0.2.163.ssh        192.0.2.1.64330     ",
            "netstat tcp log 192.0.2.163:ssh > 192.0.2.1:64330 undirected",
        );
        flow(
            "tcp6       0      0  fe80::aede:48ff:.49154 2001:db8:1:2:3.52111  ESTABLISHED",
            "netstat tcp log established fe80::aede:48ff::49154 > 2001:db8:1:2:3:52111 undirected",
        );
        flow(
            "tcp6       0      0  fe80::1c2:3d4:5e.49152 2001:db8:a::1.5353     ESTABLISHED",
            "netstat tcp log established fe80::1c2:3d4:5e.:49152 > 2001:db8:a::1:5353 undirected",
        );
        malformed("tcp6       0      0  fe80::aede:48ff:.99999 *.*                    LISTEN");
        flow("udp4       0      0  *.mdns                 *.*", "netstat udp log listen *:mdns");
    }
}
