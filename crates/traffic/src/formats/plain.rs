//! Addresses with ports and `port/protocol` in any text: what is left when no format fits.
//!
//! Traps: times, ratios and page numbers look like ports; only an address before the colon, or the name of a protocol behind the slash,
//! makes a number one.

mod named_port;

use crate::flow::flow;
use crate::formats::{Context, Format};
use crate::line::{Line, Reading, Sink};
use crate::scan::{End, begins, cut, find, has, is_address, one_of, parts, rcut, trim_any, word, words};
use crate::{Action, Flow, Kind, Transport};

pub(crate) const FORMAT: Format = Format::new("plain", "plain text", "", read);

/// What stands around an end in prose, in code, and in an address of a page.
const AROUND: &[u8] = b"()<>{}'\"`,;.!?=|/";

/// Words before the end that sends, and before the one that receives.
const FROM: &str = "from src source From Source client Client remote Remote <-";
const TO: &str = "to dst destination Destination server Server local Local on at -> => \u{2192} > <->";

/// The same before an equals sign. `I` is Exim's own end, `relay` Postfix' next one.
const FROM_NAMES: &str = "src from source client remote";
const TO_NAMES: &str = "dst to destination server local bind relay I";

/// Before the end from which Node.js tried to reach another: `connect ETIMEDOUT 192.0.2.1:25 - Local (192.0.2.2:50100)`.
const OWN: &str = "- Local (";

/// What `OpenVPN`'s server writes behind the client's end.
const OF_CLIENT: &str = "TLS: Initial |TLS: Username|TLS Error: |VERIFY OK|VERIFY ERROR|peer info: ";
/// The same behind the name of a user.
const INITIATED: &str = "Peer Connection Initiated ";

/// Which end it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Source,
    Destination,
}

fn read(line: &Line<'_>, _: &mut Context, sink: &mut Sink<'_>) -> Reading {
    let is_alone = word(line.body).1.is_empty();
    let list = verdict_of_list(line.body);
    let mut words = words(line.body);
    // The word before, and the one before that.
    let (mut before, mut earlier) = ("", "");
    // A flow that waits for its other end, and which end it has.
    let mut held: Option<(Flow<'_>, Side)> = None;
    // Which end must follow.
    let mut wanted = None;
    let mut is_beside_arrow = false;
    while let Some(word) = words.next() {
        if is_beside_arrow && word.starts_with('(') {
            // What pf's NAT puts in place of an end, and what Cilium calls it.
            continue;
        }
        is_beside_arrow = false;
        let mut is_end = false;
        for (at, part) in arrows(word).into_iter().enumerate() {
            for part in each(part) {
                let Some((name, end, transport)) = mention(part) else { continue };
                is_end = true;
                let rest = words.rest();
                let next = if at == 0 && has(word, "->") { Some(Side::Destination) } else { after_arrow(rest) };
                let named = Transport::named(before).filter(|named| named.is_icmp() || named.has_ports());
                // `Deny TCP 192.0.2.1:5 192.0.2.2:6`; Exim: `[192.0.2.1]:5 I=[192.0.2.2]:25`.
                let is_pair = rest.starts_with("I=[") || named.is_some() && is_one_mention(rest);
                let is_accepted = next.is_none() && accepts([earlier, before, name]) && precedes_own(rest);
                let said = if part.starts_with('[') && !one_of(before, TO) { [before, earlier] } else { [before, ""] };
                let side = match (wanted.take(), next) {
                    (Some(side), _) => Some(side),
                    (None, Some(Side::Destination)) => Some(Side::Source),
                    (None, Some(Side::Source)) => Some(Side::Destination),
                    _ if is_accepted => {
                        wanted = Some(Side::Destination);
                        Some(Side::Source)
                    }
                    _ if one_of(name, TO_NAMES) || said.iter().any(|said| one_of(said, TO)) => Some(Side::Destination),
                    _ if transport.is_some() => None,
                    _ if one_of(name, FROM_NAMES) || said.iter().any(|said| one_of(said, FROM)) => Some(Side::Source),
                    // BIND: `client @0x7f5d28 192.0.2.1#52998`.
                    _ if earlier == "client" && before.starts_with("@0x") => Some(Side::Source),
                    _ if begins(rest, OF_CLIENT) || self::word(rest).1.starts_with(INITIATED) => Some(Side::Source),
                    _ if is_pair => {
                        wanted = Some(Side::Destination);
                        Some(Side::Source)
                    }
                    _ if rest.starts_with(OWN) => Some(Side::Destination),
                    _ => None,
                };
                if side == Some(Side::Destination) && rest.starts_with(OWN) {
                    wanted = Some(Side::Source);
                }
                is_beside_arrow = next.is_some() || one_of(before, TO) && held.is_some();
                wanted = wanted.or(next);
                match (&mut held, side) {
                    (Some((flow, Side::Source)), Some(Side::Destination)) => {
                        flow.destination = end;
                        flow.transport = flow.transport.or(transport);
                        set_verdict(flow, rest);
                    }
                    (Some((flow, Side::Destination)), Some(Side::Source)) => flow.source = end,
                    _ => {
                        give(&mut held, sink);
                        let mut flow = mention_of(line);
                        flow.transport = transport.or(named);
                        if flow.transport.is_some_and(Transport::is_icmp) && next.is_none() {
                            continue;
                        }
                        let said = list.filter(|_| begins(earlier, "packet")).unwrap_or(earlier);
                        let verdict = named.and_then(|_| Action::in_prefix(said));
                        if let (Some(verdict), Some(_)) = (verdict, side) {
                            (flow.action, flow.action_text) = (verdict, said);
                        }
                        // Go's errors name its own end first: `read tcp 192.0.2.1:80->192.0.2.2:50000: connection reset`.
                        let is_own_first = named.is_some() && (earlier.ends_with("read") || earlier.ends_with("write"));
                        flow.is_undirected = match side {
                            Some(_) if is_own_first => true,
                            Some(_) => next.is_none() && is_pair && wanted.is_some() && verdict.is_none(),
                            None => !is_alone && transport.is_none() && !has(part, "://"),
                        };
                        if side == Some(Side::Source) {
                            flow.source = end;
                        } else {
                            flow.destination = end;
                        }
                        held = Some((flow, side.unwrap_or(Side::Destination)));
                        // Without a side, nothing follows that belongs to it.
                        if side.is_some() && (transport.is_none() || next.is_some()) {
                            continue;
                        }
                    }
                }
                give(&mut held, sink);
            }
        }
        let is_sign = word == "<-" || word == "-" && words.rest().starts_with("Local (");
        if !is_end && !one_of(word, TO) && !is_sign {
            wanted = None;
        }
        (earlier, before) = (before, trim_any(word, b":,;[("));
    }
    give(&mut held, sink);
    if sink.flows == 0 {
        named_port::read(line, sink);
    }
    Reading::of(sink, Reading::Pass)
}

/// Whether the end of a client follows. slapd: `ACCEPT from IP=192.0.2.1:5 (IP=192.0.2.2:6)`; Cowrie: `New connection: 192.0.2.1:5
/// (192.0.2.2:6)`.
fn accepts([earlier, before, name]: [&str; 3]) -> bool {
    before == "connection" && earlier == "New" || name == "IP" && earlier == "ACCEPT"
}

/// Whether the text begins with the program's own end, in parentheses.
fn precedes_own(text: &str) -> bool {
    text.starts_with('(') && mention(word(text).0).is_some()
}

/// F5's verdict: `discard ACL: /x:0 packet: tcp 192.0.2.1:5 -> 192.0.2.2:6`.
fn verdict_of_list(body: &str) -> Option<&str> {
    let (said, _) = cut(body, " ACL: ")?;
    Some(rcut(said, b' ').map_or(said, |(_, last)| last))
}

#[inline(never)]
fn mention_of<'a>(line: &Line<'a>) -> Flow<'a> {
    flow! { kind: Kind::Mention, time: line.time }
}

/// Gives the flow that was held back.
#[inline(never)]
fn give<'f, 's: 'f>(held: &mut Option<(Flow<'f>, Side)>, sink: &mut Sink<'s>) {
    if let Some((mut flow, _)) = held.take() {
        flow.drop_ports_without_transport();
        sink.flow(&mut flow);
    }
}

/// Which end follows the arrow that stands here, perhaps after something in parentheses.
fn after_arrow(rest: &str) -> Option<Side> {
    let (mut first, rest) = word(rest);
    if first.starts_with('(') {
        first = word(rest).0;
    }
    match first {
        "<-" => Some(Side::Source),
        "=>" | "\u{2192}" | ">" | "<->" => Some(Side::Destination),
        _ => first.starts_with("->").then_some(Side::Destination),
    }
}

/// Whether one end follows, and not a second one.
fn is_one_mention(rest: &str) -> bool {
    let (first, rest) = word(rest);
    mention(first).is_some() && mention(word(rest).0).is_none()
}

/// Reads `(tcp) denied` behind both ends.
fn set_verdict<'a>(flow: &mut Flow<'a>, rest: &'a str) {
    let (protocol, rest) = word(rest);
    let named = Transport::named(trim_any(protocol, b"()")).filter(|transport| transport.has_ports());
    if named.is_some() && flow.transport.is_none() {
        let said = trim_any(word(rest).0, AROUND);
        flow.transport = named;
        if let Some(verdict) = Action::in_prefix(said) {
            (flow.action, flow.action_text) = (verdict, said);
        }
    }
}

/// What is on either side of an arrow within a word.
fn arrows(word: &str) -> [&str; 2] {
    match cut(word, "->") {
        Some((from, to)) if !from.is_empty() => [from, to],
        _ => [word, ""],
    }
}

/// All ends of a list, `192.0.2.1:80,192.0.2.2:80`; else what it is: of `80,443/tcp` the first is none.
///
/// What follows is looked at for each of them, so there may not be many.
fn each(part: &str) -> impl Iterator<Item = &str> {
    let mut ends = parts(part, b",");
    let is_list = ends.clone().nth(32).is_none() && ends.all(|end| mention(end).is_some());
    parts(part, if is_list { b"," } else { b"" })
}

/// `192.0.2.1:80`, `[2001:db8::1]:80`, `192.0.2.1:80/tcp`, `80/tcp`, `tcp/80`, `http://192.0.2.1:80/x`, with what
/// stands before an equals sign.
fn mention(word: &str) -> Option<(&str, End<'_>, Option<Transport>)> {
    let is_page = has(word, "://");
    let (name, word) = match (cut(word, "://"), cut(word, "=")) {
        (Some((_, rest)), _) => ("", rest),
        (_, Some((name, value))) if !value.is_empty() => (name, value),
        _ => ("", word),
    };
    let word = trim_any(word, AROUND);
    // IKE's `192.0.2.1[4500]`, and BIND's `192.0.2.1#53`. In brackets may be anything.
    let least = if word.ends_with(']') { 500 } else { 1 };
    let (address, number) = word
        .strip_suffix(']')
        .and_then(|word| cut(word, "["))
        .or(cut(word, "#").filter(|_| !is_page))
        .unwrap_or_default();
    if is_address(address)
        && let Some(end) = End::of(address, number).filter(|end| end.port >= Some(least) && end.last.is_none())
    {
        return Some((name, end, None));
    }
    let word = word.strip_suffix(':').unwrap_or(word);
    let word = match (word.strip_suffix(']'), find(word, "[")) {
        // `[client 192.0.2.1:80]`, `[/192.0.2.1:80]`
        (Some(inside), _) => trim_any(inside, b"[/"),
        // `mx.example.com[192.0.2.1]:25`
        (None, Some(at)) => word.get(at..).unwrap_or_default(),
        _ => word,
    };
    if let Some(end) = with_port(word) {
        return Some((name, end, None));
    }
    let (end, rest) = cut(word, "/")?;
    // Java's `db.example.com/192.0.2.1:80`.
    if let Some(end) = with_port(rest) {
        return Some((name, end, None));
    }
    // `tcp/80`; behind an equals sign it is about ends that stand elsewhere.
    let (end, rest) = if name.is_empty() && Transport::named(end).is_some() { (rest, end) } else { (end, rest) };
    let rest = cut(rest, "/").map_or(rest, |(protocol, _)| protocol);
    let transport =
        Transport::named(rest).filter(|transport| transport.has_ports() && crate::scan::number(rest).is_none());
    if let Some(end) = with_port(end) {
        return Some((name, end, transport));
    }
    let end = End::of("", end).filter(|end| end.port.is_some_and(|port| port > 0) && transport.is_some())?;
    Some((name, end, transport))
}

/// An address and a number; IPv6 in brackets only, because its last group may be anything, but for `:::3000`, `::1:3000` and eight groups.
fn with_port(text: &str) -> Option<End<'_>> {
    let end = End::colon(text).filter(|end| end.port.is_some_and(|port| port > 0) && end.last.is_none())?;
    let colons = end.address.bytes().filter(|byte| *byte == b':').count();
    (text.starts_with('[') || matches!(end.address, "::" | "::1") || matches!(colons, 0 | 7)).then_some(end)
}

#[cfg(test)]
mod tests {
    use crate::testing::{flow, flows, none};

    #[test]
    fn shapes() {
        flow("connect to 192.0.2.1:443 failed: timed out", "plain - log 192.0.2.1:443");
        flow("Failed password from 203.0.113.5:50000 to 192.0.2.1:22", "plain - log 203.0.113.5:50000 > 192.0.2.1:22");
        flow("x [2001:db8::1]:50000 -> [2001:db8::2]:443, y", "plain - log 2001:db8::1:50000 > 2001:db8::2:443");
        flow("192.0.2.1:5->192.0.2.2:6", "plain - log 192.0.2.1:5 > 192.0.2.2:6");
        flows("please open 443/tcp and 53/udp.", &["plain tcp log :443", "plain udp log :53"]);
        flows("servers=192.0.2.1:9092,192.0.2.2:9092", &["plain - log 192.0.2.1:9092", "plain - log 192.0.2.2:9092"]);
        flows("open 80/tcp,53/udp", &["plain tcp log :80", "plain udp log :53"]);
        flow("see http://192.0.2.1:8080/index.html?a=1:2", "plain - log 192.0.2.1:8080");
        flow("refused: /192.0.2.1:8443", "plain - log 192.0.2.1:8443 undirected");
        flow("listening on 0.0.0.0:8080", "plain - log 0.0.0.0:8080");
        flow("listen EADDRINUSE: address already in use :::3000", "plain - log :::3000 undirected");
        flow(
            "CONN_TERMINATE 4556618 0 :  Source 10.1.1.5:50111 - Destination 10.0.0.5:443 - Start Time 2026/11/21:07:10:46",
            "plain - log 10.1.1.5:50111 > 10.0.0.5:443",
        );
        flow(
            "list ACL-WAN-IN denied udp 198.51.100.3:547-> 10.0.0.5:546 3 matches",
            "plain udp deny 198.51.100.3:547 > 10.0.0.5:546",
        );
        flow(
            "spamd: connection from mx.example.org [198.51.100.3]:33620 to port 783, fd 5",
            "plain - log 198.51.100.3:33620 >",
        );
        flow("relayed to mx.example.org [198.51.100.3]:25", "plain - log 198.51.100.3:25");
        flow(
            "conn=1022 fd=21 ACCEPT from IP=203.0.113.5:45011 (IP=192.0.2.1:636)",
            "plain - log 203.0.113.5:45011 > 192.0.2.1:636",
        );
        flow(
            "[cowrie.ssh.factory.CowrieSSHFactory] New connection: 203.0.113.5:47630 (192.0.2.1:2222) [session: 3e5a]",
            "plain - log 203.0.113.5:47630 > 192.0.2.1:2222",
        );
        flow(
            "06[NET] <3fdb|83> sending packet: from 203.0.113.5[4500] to 192.0.2.1[28808] (1172 bytes)",
            "plain - log 203.0.113.5:4500 > 192.0.2.1:28808",
        );
        flow("client @0x7f5d28 203.0.113.5#52998 (example.com): query", "plain - log 203.0.113.5:52998 >");
        flow("client 2001:db8::5#52998 (example.com): query", "plain - log 2001:db8::5:52998 >");
        flow(
            "01580002:5: /x:Common:5f56: discard ACL: /x/y:0 packet: tcp 203.0.113.5:63694 -> 192.0.2.1:443",
            "plain tcp drop 203.0.113.5:63694 > 192.0.2.1:443",
        );
        flow("connect to 10.0.x.x:5432 failed", "plain - log :5432");
        none("10.0.0.1[1234]: message");
        none("192.0.2.1[3] is one of them");
        none("see http://10.0.0.1#12");
        for said in ["TLS: Initial packet from [AF_INET]203.0.113.5:65244", "[bob] Peer Connection Initiated with x"] {
            flow(&["us=285967 203.0.113.5:65244 ", said].concat(), "plain - log 203.0.113.5:65244 >");
        }
        flow("from 203.0.113.5:50000", "plain - log 203.0.113.5:50000 >");
    }

    #[test]
    fn arrows() {
        for arrow in ["->", "=>", "\u{2192}", ">", "<->"] {
            flow(&["192.0.2.1:5 ", arrow, " 192.0.2.2:6"].concat(), "plain - log 192.0.2.1:5 > 192.0.2.2:6");
        }
        flow("192.0.2.2:6 <- 192.0.2.1:5", "plain - log 192.0.2.1:5 > 192.0.2.2:6");
        flow(
            "igb1 udp 192.0.2.2:53 <- 192.0.2.1:40123  SINGLE:MULTIPLE",
            "plain udp log 192.0.2.1:40123 > 192.0.2.2:53",
        );
        flow(
            "em0 tcp 203.0.113.2:61022 (192.0.2.10:51234) -> 198.51.100.34:443  ESTABLISHED:ESTABLISHED",
            "plain tcp log 203.0.113.2:61022 > 198.51.100.34:443",
        );
        flow(
            "all tcp 192.0.2.3:80 (10.0.2.15:80) <- 10.0.2.2:35520  FIN_WAIT_2:FIN_WAIT_2",
            "plain tcp log 10.0.2.2:35520 > 192.0.2.3:80",
        );
        flow("all icmp 192.0.2.10:8 -> 192.0.2.1:8  0:0", "plain icmp log 192.0.2.10 > 192.0.2.1");
        flow(
            "192.0.2.1:40000 (ID:1234) -> 192.0.2.2:5432 (ID:4321) INGRESS DENIED",
            "plain - log 192.0.2.1:40000 > 192.0.2.2:5432",
        );
        flows(
            "192.0.2.1:5 -> name, then 192.0.2.2:6",
            &["plain - log 192.0.2.1:5 >", "plain - log 192.0.2.2:6 undirected"],
        );
    }

    /// Words before an end say which it is.
    #[test]
    fn sides() {
        flow("client=192.0.2.1:5 server=192.0.2.2:6", "plain - log 192.0.2.1:5 > 192.0.2.2:6");
        flow("local=192.0.2.2:22 remote=192.0.2.1:40000", "plain - log 192.0.2.1:40000 > 192.0.2.2:22");
        flow("[core:error] [client 203.0.113.7:50122] AH00126: x", "plain - log 203.0.113.7:50122 >");
        flow("to=<a@b.c>, relay=mx.example.com[203.0.113.25]:25, status=sent", "plain - log 203.0.113.25:25");
        flow("Initiated connection to [/192.0.2.9:5672]", "plain - log 192.0.2.9:5672");
        flow(
            "authenticator failed for (x) [198.51.100.35]:41556 I=[10.0.0.1]:25: 535 Incorrect",
            "plain - log 198.51.100.35:41556 > 10.0.0.1:25 undirected",
        );
        flows(
            "tcp 192.0.2.1:1024 10.0.0.5:40000 203.0.113.34:443",
            &[
                "plain tcp log 192.0.2.1:1024 undirected",
                "plain - log 10.0.0.5:40000 undirected",
                "plain - log 203.0.113.34:443 undirected",
            ],
        );
        flow(
            "err=\"read tcp 192.0.2.1:80->192.0.2.2:50000: read: connection reset by peer\"",
            "plain tcp log 192.0.2.1:80 > 192.0.2.2:50000 undirected",
        );
        flow("dial tcp 192.0.2.1:50000->192.0.2.2:80: i/o timeout", "plain tcp log 192.0.2.1:50000 > 192.0.2.2:80");
        flow("end connection 192.0.2.35:53276", "plain - log 192.0.2.35:53276 undirected");
        flow("83.97.20.30:10107 Connection reset", "plain - log 83.97.20.30:10107 undirected");
        flow("10.1.2.3:44321 -> 203.0.113.17:8443 (tcp) denied", "plain tcp deny 10.1.2.3:44321 > 203.0.113.17:8443");
        let own = "Error: connect ETIMEDOUT 192.0.2.1:25 - Local (192.0.2.2:50100)";
        flow(own, "plain - log 192.0.2.2:50100 > 192.0.2.1:25");
        flow("Accepted from 192.0.2.1:50000 - Local (192.0.2.2:22)", "plain - log 192.0.2.1:50000 > 192.0.2.2:22");
        flow("Remote (192.0.2.1:50000) - Local (192.0.2.2:22)", "plain - log 192.0.2.1:50000 > 192.0.2.2:22");
        flow("Error: connect ECONNREFUSED ::1:27017", "plain - log ::1:27017 undirected");
        flow("refused: localhost/0:0:0:0:0:0:0:1:443", "plain - log 0:0:0:0:0:0:0:1:443 undirected");
        flow("192.0.2.1:3389", "plain - log 192.0.2.1:3389");
        flow("3389/tcp", "plain tcp log :3389");
        flow("udp/161", "plain udp log :161");
        flow("refused: localhost/192.0.2.1:8080", "plain - log 192.0.2.1:8080 undirected");
    }

    #[test]
    fn nothing() {
        for text in [
            "meeting at 10:30, 80/20",
            "a 2001:db8::1:443 b",
            "1.2.3:80",
            "443",
            "LDP, Label-Space-ID: 10.1.0.2:0, pdu-length: 38",
            "tcp/443x",
            "80,443/tcp",
            &"80/tcp,".repeat(40),
            "6/17",
            "tcp/ip",
            "proto=tcp/80",
            "TCP/UDP",
            "icmp/8",
            "tcp/0",
        ] {
            none(text);
        }
    }
}
