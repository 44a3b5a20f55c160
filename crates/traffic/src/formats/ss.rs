//! `ss` of iproute2.
//!
//! Traps: the first column is missing if only one kind was asked for, the state if one state was; `ESTAB` without the first column may be
//! UDP as well; zones (`%lo`) before or after the bracket;
//! the name of a process may contain anything, also what follows a name.

use crate::flow::flow;
use crate::formats::{Context, Format};
use crate::line::{Line, Reading, Sink};
use crate::scan::{End, before, cut, find, has, number, one_of, parts, pid, word, words};
use crate::{Aside, Flow, Kind, State, Transport};

pub(crate) const FORMAT: Format = Format::new("ss", "ss", "", read);

const STATES: &str = "LISTEN UNCONN ESTAB SYN-SENT SYN-RECV FIN-WAIT-1 FIN-WAIT-2 TIME-WAIT CLOSE-WAIT LAST-ACK CLOSING CLOSED \
    UNKNOWN";

fn read(line: &Line<'_>, context: &mut Context, sink: &mut Sink<'_>) -> Reading {
    let body = line.body;
    let ends = before(body, "users:((");
    if has(ends, "]%") {
        // The zone is part of the address: without brackets, `[fe80::1]%eth0:546` has it where it belongs.
        let mut plain: String = parts(ends, b"[]").collect();
        plain.push_str(body.get(ends.len()..).unwrap_or_default());
        return read(&Line { body: &plain, ..*line }, context, sink);
    }
    if has(body, "Recv-Q") && has(body, "Address:Port") {
        context.name.clear();
        return Reading::Aside(Aside::Header);
    }
    let is_detail = || ["cwnd:", "skmem:(", "rto:", "cgroup:"].iter().any(|name| has(body, name));
    if line.whole.starts_with('\t') && context.format == FORMAT.id && is_detail() {
        // What -i and -m add on a line of its own.
        return Reading::Aside(Aside::Part);
    }
    let (first, rest) = word(body);
    let (kind, rest) = if one_of(first, STATES) { ("", body) } else { (first, rest) };
    let (state_text, after) = word(rest);
    let is_stateless = kind.is_empty() || number(kind).is_some();
    if !one_of(state_text, STATES) {
        // `ss state established` leaves the state out, and the transport too if only one was asked for.
        let (kind, rest) = match kind {
            "tcp" | "udp" | "sctp" | "dccp" if number(state_text).is_some() => (kind, rest),
            _ if is_stateless && number(first).is_some() => ("", body),
            _ => return Reading::Pass,
        };
        let found = sockets(rest, kind, "").filter(|_| context.format == FORMAT.id && ends_well(rest));
        return match found {
            Some(mut flow) => {
                sink.flow(&mut flow);
                Reading::Flows
            }
            None => Reading::Pass,
        };
    }
    match kind {
        "" | "tcp" | "udp" | "sctp" | "dccp" | "mptcp" | "udplite" => {}
        "u_str" | "u_dgr" | "u_seq" | "nl" | "p_raw" | "p_dgr" | "raw" | "icmp6" | "icmp" | "v_str" | "v_dgr"
        | "xdp" | "tipc" | "???" => {
            return Reading::Aside(Aside::NoTraffic);
        }
        _ => return Reading::Pass,
    }
    if kind.is_empty() {
        if state_text == "UNCONN" && (has(after, ":icmp ") || has(after, ":ipv6-icmp ")) {
            return Reading::Aside(Aside::NoTraffic);
        }
        if context.format != FORMAT.id {
            context.name.clear();
        }
        // Of a table without transports, one row tells those of the rows after it.
        match state_text {
            "ESTAB" | "CLOSED" | "UNKNOWN" => {}
            "UNCONN" => "udp".clone_into(&mut context.name),
            _ => "tcp".clone_into(&mut context.name),
        }
    }
    let kind = match kind {
        "" => &context.name,
        "mptcp" => "tcp",
        kind => kind,
    };
    sink.flow_or_malformed(&mut sockets(after, kind, state_text))
}

/// Whether nothing follows the two sockets but what `ss` adds: `users:(…)`, `timer:(…)`.
fn ends_well(body: &str) -> bool {
    has(body, "users:((") || words(body).skip(4).all(|word| find(word, ":").is_some())
}

/// `0  4096  127.0.0.53%lo:53  0.0.0.0:*  users:(("x",pid=1,fd=2))`.
fn sockets<'a>(text: &'a str, kind: &str, state_text: &'a str) -> Option<Flow<'a>> {
    let (received, rest) = word(text);
    let (sent, rest) = word(rest);
    number(received).and(number(sent))?;
    let (local, rest) = word(rest);
    let (peer, rest) = word(rest);
    let (local, peer) = (End::colon_or_name(local)?, End::colon_or_name(peer)?);
    let state = State::of(state_text);
    let mut flow = flow! {
        kind: Kind::Connection,
        transport: Transport::named(kind),
        source: local,
        destination: peer,
        is_undirected: true,
        state,
        state_text,
    };
    if state == Some(State::Listen) {
        flow.kind = Kind::Listener;
        flow.is_undirected = false;
        flow.source = if peer.is_any() { End::NONE } else { peer };
        flow.destination = local;
    }
    if let Some((_, users)) = cut(rest, "users:((\"")
        && let Some((process, pid)) = first_user(users)
    {
        (flow.process, flow.pid) = (process, Some(pid));
    }
    Some(flow)
}

/// The name ends where a process, a file and the end of the list follow: a name cannot hold all of that and be cut there.
fn first_user(users: &str) -> Option<(&str, u32)> {
    let mut taken = 0;
    loop {
        let at = taken + find(users.get(taken..)?, "\",pid=")?;
        if at > 64 {
            // The kernel's names have at most 15 bytes.
            return None;
        }
        taken = at + 1;
        let rest = users.get(at + 6..)?;
        let Some((process, rest)) = cut(rest, ",fd=") else { continue };
        let Some((file, rest)) = cut(rest, ")") else { continue };
        if let (Some(process), true) =
            (pid(process), number(file).is_some() && (rest.starts_with(')') || rest.starts_with(",(\"")))
        {
            return Some((users.get(..at)?, process));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{aside, flow, flows, flows_among_others, malformed};

    #[test]
    fn shapes() {
        flow("udp UNCONN 0 0 [fe80::1]%eth0:546 [::]:* ", "ss udp log listen fe80::1%eth0:546");
        flow("tcp   LISTEN 0 4096 *:http *:* ", "ss tcp log listen *:http");
        flow(
            "LISTEN 0 128 [::]:22 [::]:* users:((\"sshd\",pid=812,fd=4),(\"systemd\",pid=1,fd=5))",
            "ss tcp log listen :::22 sshd 812",
        );
        flow(
            "tcp ESTAB 0 0 [::ffff:192.0.2.1]:443 [::ffff:192.0.2.2]:50000 timer:(keepalive,1min,0) ino:1 sk:2 <->",
            "ss tcp log established ::ffff:192.0.2.1:443 > ::ffff:192.0.2.2:50000 undirected",
        );
        flow(
            "LISTEN 0 1 0.0.0.0:1 0.0.0.0:* users:((\"a\",pid=1,fd=0)\",pid=666,fd=3))",
            "ss tcp log listen 0.0.0.0:1 a\",pid=1,fd=0) 666",
        );
        flows(
            "State Recv-Q Send-Q Local Address:Port Peer Address:PortProcess\nESTAB 0 0 192.0.2.1:1 192.0.2.2:2\n\t cubic wscale:7,7 rto:204\n\
             Recv-Q Send-Q Local Address:Port Peer Address:Port\n",
            &["ss - log established 192.0.2.1:1 > 192.0.2.2:2 undirected"],
        );
        flows(
            "State  Recv-Q Send-Q Local Address:Port Peer Address:Port\nUNCONN 0 0 0.0.0.0:5353 0.0.0.0:*\n\
             ESTAB 0 0 192.0.2.5%wlp3s0:bootpc 192.0.2.1:bootps\nUNCONN 0 0 0.0.0.0:icmp 0.0.0.0:*\n",
            &[
                "ss udp log listen 0.0.0.0:5353",
                "ss udp log established 192.0.2.5%wlp3s0:bootpc > 192.0.2.1:bootps undirected",
            ],
        );
        // A row before the one that decides has none, and a table decides nothing for the next one.
        flows(
            "ESTAB 0 0 192.0.2.1:49964 192.0.2.1:52299\nUNCONN 0 0 192.0.2.1:52299 0.0.0.0:*\nESTAB 0 0 192.0.2.1:5 192.0.2.1:6\n\
             State Recv-Q Send-Q Local Address:Port Peer Address:Port\nESTAB 0 0 192.0.2.1:7 192.0.2.1:8\n\
             TIME-WAIT 0 0 192.0.2.1:1 192.0.2.2:2\nESTAB 0 0 192.0.2.1:3 192.0.2.1:4",
            &[
                "ss - log established 192.0.2.1:49964 > 192.0.2.1:52299 undirected",
                "ss udp log listen 192.0.2.1:52299",
                "ss udp log established 192.0.2.1:5 > 192.0.2.1:6 undirected",
                "ss - log established 192.0.2.1:7 > 192.0.2.1:8 undirected",
                "ss tcp log time_wait 192.0.2.1:1 > 192.0.2.2:2 undirected",
                "ss tcp log established 192.0.2.1:3 > 192.0.2.1:4 undirected",
            ],
        );
        flows_among_others(
            "Netid Recv-Q Send-Q Local Address:Port Peer Address:Port Process\n\
             tcp 0 0 192.0.2.5:22 198.51.100.3:50111 users:((\"sshd\",pid=44,fd=4))\n\
             Recv-Q Send-Q Local Address:Port Peer Address:Port Process\n0 0 192.0.2.5:41122 192.0.2.53:53\n\
             12 34 192.0.2.1:80 192.0.2.2:90 requests per host\n",
            &[
                "ss tcp log 192.0.2.5:22 > 198.51.100.3:50111 undirected sshd 44",
                "ss - log 192.0.2.5:41122 > 192.0.2.53:53 undirected",
                "plain - log 192.0.2.1:80 undirected",
                "plain - log 192.0.2.2:90 undirected",
            ],
        );
        aside("u_str ESTAB 0 0 /run/systemd/journal/stdout 21337 * 20300");
        malformed("LISTEN 0 128 0.0.0.0:99999 0.0.0.0:*");
    }
}
