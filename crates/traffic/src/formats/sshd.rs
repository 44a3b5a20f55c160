//! OpenSSH's server: who connects, and who tries passwords.
//!
//! Traps: the port of a line is the client's, and the server's only behind `on`, in an earlier line of the same connection. What is
//! repeated is counted in front of it. Names of users are what a client likes, ` from ` and ` port ` among it. The client writes the same
//! words about the server.

use crate::flow::flow;
use crate::formats::{Context, Format};
use crate::line::{Line, Reading, Sink};
use crate::scan::{End, begins, cut, has, is_address, number, parts, port, rcut, strip_byte, trim_any, word_after};
use crate::{Aside, Kind, Transport};

pub(crate) const FORMAT: Format = Format::new("sshd", "OpenSSH", "port", read);

/// How many bytes are remembered of connections.
const MOST_REMEMBERED: usize = 1000;

fn read(line: &Line<'_>, context: &mut Context, sink: &mut Sink<'_>) -> Reading {
    let is_server = begins(line.tag, "sshd") || has(line.body, " ssh2") || has(line.body, "[preauth]");
    let body = behind_names(line.body);
    let Some((before, after)) = cut(body, " port ").filter(|_| is_server) else { return Reading::Pass };
    let Some(end) = end(before, after) else { return Reading::Pass };
    // A file may be of several hosts.
    let (named, _) = cut(line.whole, line.tag).unwrap_or_default();
    let host = rcut(named.trim_ascii(), b' ').map_or(named, |(_, host)| host).trim_ascii();
    if has(before, "istening on ") {
        // It starts, or forwards.
        match known(&context.servers, host, "") {
            _ if !line.body.starts_with("Server ") => {}
            None => remember(&mut context.servers, [host, "", digits(after)]),
            Some(port) if port > 0 && end.port != Some(port) => remember(&mut context.servers, [host, "", "0"]),
            Some(_) => {}
        }
        return Reading::Aside(Aside::NoTraffic);
    }
    let mut flow = flow! { kind: Kind::Connection, time: line.time, transport: Some(Transport::Tcp), process: "sshd" };
    flow.source = end;
    let own = cut(after, " on ").and_then(|(_, rest)| cut(rest, " port "));
    let own = own.and_then(|(before, after)| Some((self::end(before, after)?, digits(after))));
    // `203.0.113.5 port 51022`
    let from = rcut(before, b' ').map_or(0, |(before, _)| before.len() + 1);
    let client = body.get(from..before.len() + " port ".len() + digits(after).len()).unwrap_or_default();
    // Who has logged in guesses nothing.
    let is_tried =
        own.is_some() || begins(line.body, "Failed |Invalid user |message repeated ") || has(line.body, "[preauth]");
    flow.kind = if is_tried { Kind::Connection } else { Kind::Mention };
    let reached = known(&context.servers, host, client);
    flow.destination = match (own, reached.or_else(|| known(&context.servers, host, "")).filter(|port| *port > 0)) {
        (Some((own, port)), _) => {
            if reached != own.port {
                remember(&mut context.servers, [host, client, port]);
            }
            own
        }
        (None, Some(port)) => End { port: Some(port), ..End::default() },
        // No line says it: the name stands for the usual port.
        (None, None) => End { port_name: "ssh", ..End::default() },
    };
    // `message repeated 2 times: [ Failed password … ]`
    flow.count = number(word_after(line.body, "message repeated "));
    sink.flow(&mut flow);
    Reading::Flows
}

/// The text behind what clients named: `Invalid user x from 192.0.2.9 port 1 from 203.0.113.5 port 51022`.
fn behind_names(mut body: &str) -> &str {
    while let Some((_, rest)) = cut(body, " from ").filter(|(_, rest)| has(rest, " port ")) {
        body = rest;
    }
    body
}

/// The port that a client of a host reached, or, with no client, the one at which the host's server listens: 0 if there are two.
fn known(servers: &str, host: &str, client: &str) -> Option<u16> {
    let of = |entry: &str| {
        let rest = strip_byte(entry.strip_prefix(host)?, b' ')?;
        port(strip_byte(rest.strip_prefix(client)?, b' ')?)
    };
    parts(servers, b"\n").filter_map(of).last()
}

/// Keeps it, in a line of its own: `srv 203.0.113.5 port 51022 22`, `srv  22`.
fn remember(servers: &mut String, [host, client, port]: [&str; 3]) {
    let length = host.len() + client.len() + port.len();
    if length > MOST_REMEMBERED / 2 {
        return;
    }
    if servers.len() + length > MOST_REMEMBERED {
        servers.clear();
    }
    for text in [host, " ", client, " ", port, "\n"] {
        servers.push_str(text);
    }
}

/// The address at the end of a text, with the port that another begins with.
fn end<'a>(before: &'a str, after: &'a str) -> Option<End<'a>> {
    let address = rcut(before, b' ').map_or(before, |(_, last)| last);
    End::of(trim_any(address, b"[]"), digits(after)).filter(|end| is_address(end.address) && end.port.is_some())
}

/// The digits that a text begins with.
fn digits(text: &str) -> &str {
    let count = text.bytes().take_while(u8::is_ascii_digit).count();
    text.get(..count).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::testing::{aside, flow, flows, flows_among_others, none, packets};

    #[test]
    fn shapes() {
        for text in [
            "sshd[4711]: Failed password for root from 203.0.113.5 port 51022 ssh2",
            "sshd-session[4711]: Accepted publickey for bob from 203.0.113.5 port 51022 ssh2: ED25519 SHA256:x",
            "sshd[1]: Invalid user admin from 203.0.113.5 port 51022",
            "sshd[1]: Received disconnect from 203.0.113.5 port 51022:11: Bye Bye [preauth]",
            "sshd[1]: Disconnected from authenticating user root 203.0.113.5 port 51022 [preauth]",
            "sshd[1]: Connection closed by 203.0.113.5 port 51022",
        ] {
            flow(
                &["Nov 20 10:15:02 srv ", text].concat(),
                "sshd tcp log 203.0.113.5:51022 > :ssh sshd Nov 20 10:15:02",
            );
        }
        flow(
            "Nov 20 10:15:02 srv sshd[1]: Connection from 2001:db8::5 port 51022 on 2001:db8::1 port 2222 rdomain \"\"",
            "sshd tcp log 2001:db8::5:51022 > 2001:db8::1:2222 sshd Nov 20 10:15:02",
        );
        flows(
            "sshd[1]: Connection from 203.0.113.5 port 51022 on 192.0.2.1 port 2222\n\
             sshd[1]: Failed password for root from 203.0.113.5 port 51022 ssh2\n\
             sshd[2]: Failed password for root from 203.0.113.5 port 51023 ssh2",
            &[
                "sshd tcp log 203.0.113.5:51022 > 192.0.2.1:2222 sshd",
                "sshd tcp log 203.0.113.5:51022 > :2222 sshd",
                "sshd tcp log 203.0.113.5:51023 > :ssh sshd",
            ],
        );
        let tried = "sshd[2]: Failed password for root from 203.0.113.5 port 51023 ssh2";
        let listens = "sshd[1]: Server listening on 0.0.0.0 port 2222.\nsshd[1]: Server listening on :: port 2222.\n";
        flow(&[listens, tried].concat(), "sshd tcp log 203.0.113.5:51023 > :2222 sshd");
        let listens = "sshd[1]: Server listening on 0.0.0.0 port 2222.\nsshd[1]: Server listening on :: port 22.\n";
        flow(&[listens, tried].concat(), "sshd tcp log 203.0.113.5:51023 > :ssh sshd");
        aside("sshd[1]: Server listening on :: port 22.");
        // Other hosts, and names that a client made up.
        let time = "Nov 20 10:15:02 ";
        let unknown = "sshd tcp log 203.0.113.5:51023 > :ssh sshd Nov 20 10:15:02";
        for before in [
            "a sshd[1]: Server listening on 0.0.0.0 port 2222.\n",
            "b sshd[1]: debug1: Local forwarding listening on 127.0.0.1 port 8080.\n",
        ] {
            flows_among_others(&[time, before, time, "b ", tried].concat(), &[unknown]);
        }
        let other = "a sshd[1]: Connection from 203.0.113.5 port 51023 on 192.0.2.1 port 2222\n";
        let its = "sshd tcp log 203.0.113.5:51023 > 192.0.2.1:2222 sshd Nov 20 10:15:02";
        flows(&[time, other, time, "b ", tried].concat(), &[its, unknown]);
        flow(
            "sshd[1]: Invalid user listening on 1.1.1.1 port 443 from 192.0.2.9 port 1 from 203.0.113.5 port 4000",
            "sshd tcp log 203.0.113.5:4000 > :ssh sshd",
        );
        packets("sshd[1]: message repeated 3 times: [ Failed password for root from 203.0.113.5 port 51022 ssh2]", 3);
        none("Nov 20 10:15:02 srv sshd[1]: pam_unix(sshd:session): session opened for user bob");
    }
}
