//! Cisco ASA and FTD: `%ASA-4-106023: …`.
//!
//! Traps: an *outbound* connection is written with its destination first; a teardown does not say who began. Translated ends follow in
//! parentheses, as do users. A port may be a name. Names of access lists and interfaces may be anything: `ALLOW`, `dc:2001:db8::5`.

use crate::flow::{Packet, TcpFlags, flow};
use crate::formats::{Context, Format};
use crate::line::{Line, Reading, Sink};
use crate::scan::{
    End, Style, Table, after, before, begins_with_any, byte, cut, find, has, is_address, is_digits, number, one_of,
    pairs, rcut, table, trim_any, word, word_after, words,
};
use crate::slots::{Slot, Slots};
use crate::{Action, Aside, Direction, Flow, Kind, State, Transport};

pub(crate) const FORMAT: Format = Format::new("cisco_asa", "Cisco ASA, FTD", "", read);

/// How a message writes its ends.
#[derive(Clone, Copy, PartialEq)]
enum Shape {
    /// The sender first.
    Sender,
    /// `Built inbound`, `Built outbound`.
    Built,
    /// `Teardown`.
    Ended,
    /// `faddr … gaddr … laddr …`.
    Icmp,
    /// Only the sender is named, or the receiver only by its interface.
    Alone,
    /// `with client outside:192.0.2.1/50000 to 192.0.2.2/443`, of which older systems write the first.
    Client,
    /// `SrcIP: …, DstIP: …`.
    Named,
    /// Known, without traffic.
    Nothing,
}

const MESSAGES: Table<(Shape, Action)> = table! {
    "106001" => (Shape::Sender, Action::Deny),
    "106002" => (Shape::Sender, Action::Deny),
    "106006" => (Shape::Sender, Action::Deny),
    "106007" => (Shape::Sender, Action::Deny),
    "106010" => (Shape::Sender, Action::Deny),
    "106011" => (Shape::Sender, Action::Deny),
    "106012" => (Shape::Sender, Action::Deny),
    "106014" => (Shape::Sender, Action::Deny),
    "106015" => (Shape::Sender, Action::Deny),
    "106016" => (Shape::Sender, Action::Deny),
    "106017" => (Shape::Sender, Action::Deny),
    "106018" => (Shape::Sender, Action::Deny),
    "106020" => (Shape::Sender, Action::Deny),
    "106021" => (Shape::Sender, Action::Deny),
    "106022" => (Shape::Sender, Action::Deny),
    "106023" => (Shape::Sender, Action::Deny),
    // Says in words whether it was permitted.
    "106100" => (Shape::Sender, Action::Log),
    "106102" => (Shape::Sender, Action::Log),
    "106103" => (Shape::Sender, Action::Log),
    "302013" => (Shape::Built, Action::Allow),
    "302015" => (Shape::Built, Action::Allow),
    "302017" => (Shape::Built, Action::Allow),
    "302303" => (Shape::Built, Action::Allow),
    "302014" => (Shape::Ended, Action::Allow),
    "302016" => (Shape::Ended, Action::Allow),
    "302018" => (Shape::Ended, Action::Allow),
    "302304" => (Shape::Ended, Action::Allow),
    "302020" => (Shape::Icmp, Action::Allow),
    "302021" => (Shape::Icmp, Action::Allow),
    "303002" => (Shape::Sender, Action::Log),
    "305005" => (Shape::Sender, Action::Deny),
    "305006" => (Shape::Sender, Action::Deny),
    "305013" => (Shape::Sender, Action::Deny),
    "313001" => (Shape::Alone, Action::Deny),
    "313004" => (Shape::Sender, Action::Deny),
    "313008" => (Shape::Alone, Action::Deny),
    "313009" => (Shape::Sender, Action::Deny),
    "313005" => (Shape::Sender, Action::Deny),
    // The packet found no way; what became of it is not said.
    "110002" => (Shape::Sender, Action::Log),
    "110003" => (Shape::Sender, Action::Log),
    "202010" => (Shape::Sender, Action::Deny),
    // The filter of botnets.
    "338001" => (Shape::Sender, Action::Allow),
    "338002" => (Shape::Sender, Action::Allow),
    "338003" => (Shape::Sender, Action::Allow),
    "338004" => (Shape::Sender, Action::Allow),
    "338005" => (Shape::Sender, Action::Drop),
    "338006" => (Shape::Sender, Action::Drop),
    "338007" => (Shape::Sender, Action::Drop),
    "338008" => (Shape::Sender, Action::Drop),
    "410001" => (Shape::Sender, Action::Drop),
    "419001" => (Shape::Sender, Action::Drop),
    "402119" => (Shape::Sender, Action::Drop),
    "725001" => (Shape::Client, Action::Log),
    "725002" => (Shape::Client, Action::Allow),
    "725007" => (Shape::Client, Action::Allow),
    "418001" => (Shape::Sender, Action::Deny),
    "420002" => (Shape::Sender, Action::Drop),
    "421001" => (Shape::Sender, Action::Drop),
    "434002" => (Shape::Sender, Action::Drop),
    "710004" => (Shape::Sender, Action::Deny),
    "322001" => (Shape::Nothing, Action::Log),
    "419002" => (Shape::Sender, Action::Log),
    "500003" => (Shape::Sender, Action::Deny),
    "500004" => (Shape::Sender, Action::Deny),
    "507003" => (Shape::Sender, Action::Deny),
    "710001" => (Shape::Sender, Action::Log),
    "710002" => (Shape::Sender, Action::Allow),
    "710003" => (Shape::Sender, Action::Deny),
    "710005" => (Shape::Sender, Action::Drop),
    "710006" => (Shape::Sender, Action::Drop),
    "605004" => (Shape::Sender, Action::Deny),
    "605005" => (Shape::Sender, Action::Allow),
    "430001" => (Shape::Named, Action::Alert),
    "430002" => (Shape::Named, Action::Log),
    "430003" => (Shape::Named, Action::Log),
    "305011" => (Shape::Nothing, Action::Log),
};

fn read(line: &Line<'_>, _: &mut Context, sink: &mut Sink<'_>) -> Reading {
    let marks = ["%ASA-", "%FTD-", "%PIX-", "%FWSM-", "%NGIPS-"];
    let Some(at) = find(line.whole, "%").and_then(|_| marks.iter().find_map(|mark| find(line.whole, mark))) else {
        return without_mark(line.body).map_or(Reading::Pass, |(id, text)| message(id, text, line, sink));
    };
    // `%ASA-4-106023: text`; a severity may have a name before it.
    let Some((mark, text)) = line.whole.get(at..).and_then(|rest| cut(rest, ":")) else { return Reading::Malformed };
    message(rcut(mark, b'-').map_or("", |(_, id)| id), text, line, sink)
}

/// The number of a message whose mark some collector took off: `6|Nov 28 2026 12:59:03|302021: Teardown …`, or only what it says.
fn without_mark(body: &str) -> Option<(&str, &str)> {
    if body.starts_with("access-list ") && has(body, " hit-cnt ") {
        return Some(("106100", body));
    }
    if body.starts_with("Deny ") && has(body, " src ") && has(body, " by access-group ") {
        return Some(("106023", body));
    }
    let fields = Some(body).filter(|body| begins_with_any(body, b"01234567"))?;
    let (number, text) = cut(rcut(fields, b'|')?.1, ": ")?;
    MESSAGES.get(number).map(|_| (number, text))
}

#[inline(never)]
fn message(id: &str, text: &str, line: &Line<'_>, sink: &mut Sink<'_>) -> Reading {
    let Some((shape, action)) = MESSAGES.get(id) else {
        // Translations and messages of the system; those that are not listed may be about traffic.
        return if one_of(id, "305012 305009 305010 111008 111009 111010 199019 609001 609002 733100") {
            Reading::Aside(Aside::NoTraffic)
        } else {
            Reading::Malformed
        };
    };
    let flow = match shape {
        Shape::Nothing => return Reading::Aside(Aside::NoTraffic),
        Shape::Named => named(text),
        Shape::Icmp => icmp_session(text),
        _ => sentence(text, shape),
    };
    let Some(mut flow) = flow else { return Reading::Malformed };
    if !line.time.is_empty() {
        flow.time = line.time;
    }
    if id == "303002" {
        // `FTP connection from …`, and the user's name may be that of a protocol.
        flow.transport = Some(Transport::Tcp);
    }
    if shape != Shape::Named {
        flow.action = action;
        if action == Action::Log && flow.kind == Kind::Packet {
            // `access-list NAME denied …`
            let said = after(text, "access-list ").map_or("", |rest| word(word(rest).1).0);
            (flow.action, flow.action_text) = (Action::of(said).unwrap_or(Action::Log), said);
        }
    }
    sink.flow(&mut flow);
    Reading::Flows
}

/// `show conn`: `TCP outside 203.0.113.5:50000 dmz 192.0.2.2:443, idle 0:00:21, bytes 100531, flags UIOB`.
pub(crate) const CONNECTIONS: Format = Format::new("cisco_asa_conn", "Cisco ASA show conn", "e:,", connection);

fn connection(line: &Line<'_>, _: &mut Context, sink: &mut Sink<'_>) -> Reading {
    let mut slots = Slots::new();
    if row(line.body, &mut slots).is_none() {
        return Reading::Pass;
    }
    let mut flow = slots.flow();
    if let Some(flow) = &mut flow {
        flow.kind = Kind::Connection;
        flow.action = Action::Allow;
        flow.is_undirected = flow.transport != Some(Transport::Tcp);
    }
    sink.flow_or_pass(&mut flow)
}

fn row<'a>(text: &'a str, slots: &mut Slots<'a>) -> Option<()> {
    let (ends, rest) = cut(text, ", idle ")?;
    let mut ends = words(ends);
    let protocol = ends.next()?;
    slots.set(Slot::Protocol, protocol);
    // Flag `B`: the side that is written first began.
    let is_swapped = protocol == "TCP" && !has(after(rest, "flags ")?, "B");
    for is_second in [false, true] {
        let (interface, address, port) = if is_second == is_swapped {
            (Slot::In, Slot::SourceAddress, Slot::SourcePort)
        } else {
            (Slot::Out, Slot::DestinationAddress, Slot::DestinationPort)
        };
        slots.set(interface, ends.next()?);
        // `192.0.2.2(203.0.113.1):443`, with what it is translated to.
        let (place, number) = rcut(ends.next()?, b':')?;
        slots.set(address, before(place, "("));
        slots.set(port, number);
    }
    Some(())
}

fn sentence(text: &str, shape: Shape) -> Option<Flow<'_>> {
    let (ends, rest) = match shape {
        Shape::Alone => (Ends { source: alone(text)?, ..Ends::default() }, text),
        Shape::Client => (client(text)?, text),
        _ => ends(text)?,
    };
    let mut flow = flow! {
        kind: match shape {
            // Only the client's end may be there.
            Shape::Client if ends.destination.is_empty() => Kind::Mention,
            Shape::Built | Shape::Ended | Shape::Client => Kind::Connection,
            _ => Kind::Packet,
        },
        source: ends.source,
        destination: ends.destination,
        interface_in: ends.interface_in,
        interface_out: ends.interface_out,
        transport: protocol(text),
        tcp_flags: after(text, "flags ").map(|flags| before(flags, " on ")).and_then(TcpFlags::words),
        count: number(word_after(text, "hit-cnt ")),
    };
    let list = if has(text, "access-group ") { "access-group " } else { "access-list " };
    flow.rule = trim_any(word_after(text, list), b"\"");
    if flow.interface_in.is_empty() {
        flow.interface_in = trim_any(word_after(text, "on interface "), b".,");
    }
    if flow.interface_in.is_empty() {
        // What is meant for the device itself comes in where it is written.
        (flow.interface_in, flow.interface_out) = (flow.interface_out, "");
    }
    if has(text, "->") {
        // An access list writes type and code in place of ports.
        flow.take_icmp_from_ports();
    }
    if flow.transport.is_some_and(Transport::is_icmp) {
        if let Some((kind, code)) = type_and_code(text) {
            (flow.icmp_type, flow.icmp_code) = (Some(kind), code);
        }
        flow.about = after(rest, "riginal IP payload: ").and_then(original);
    }
    flow.drop_ports_without_transport();
    // A teardown names no direction; what looks like one is the name of an interface.
    flow.direction = if shape == Shape::Ended { None } else { direction(text) };
    match shape {
        Shape::Built if flow.direction == Some(Direction::Out) => {
            (flow.source, flow.destination) = (flow.destination, flow.source);
            (flow.interface_in, flow.interface_out) = (flow.interface_out, flow.interface_in);
        }
        Shape::Ended => {
            flow.is_undirected = true;
            flow.state = Some(State::Closed);
        }
        _ => {}
    }
    Some(flow)
}

/// `Built inbound TCP connection`, `Deny inbound UDP from`, `Inbound TCP connection denied`: one of the first two words.
fn direction(text: &str) -> Option<Direction> {
    words(text).take(2).find_map(|word| match word {
        "inbound" | "Inbound" => Some(Direction::In),
        "outbound" => Some(Direction::Out),
        _ => None,
    })
}

/// `udp src 192.0.2.1/53 dst 192.0.2.2/1234.`
fn original(text: &str) -> Option<Packet<'_>> {
    let (ends, _) = ends(trim_any(text, b" ."))?;
    Some(Packet { transport: protocol(text), source: ends.source, destination: ends.destination })
}

/// `Denied ICMP type=8, code=0 from 192.0.2.1 on interface outside`.
fn alone(text: &str) -> Option<End<'_>> {
    let address = word_after(text, " from ");
    is_address(address).then_some(End::address(address))
}

fn client(text: &str) -> Option<Ends<'_>> {
    let (interface_in, source) = end(word_after(text, " client "))?;
    let destination = end(word_after(text, " to ")).map_or(End::NONE, |(_, end)| end);
    Some(Ends { source, destination, interface_in, ..Ends::default() })
}

/// `Built inbound ICMP connection for faddr 192.0.2.1/7 gaddr … laddr 192.0.2.2/0 type 8 code 0`: the numbers are no ports.
fn icmp_session(text: &str) -> Option<Flow<'_>> {
    let address = |name| End::slash(before(word_after(text, name), "(")).map(|end| End::address(end.address));
    let (foreign, local) = (address("faddr ")?, address("laddr ")?);
    let is_teardown = has(text, "Teardown");
    let direction = direction(text);
    let is_outbound = direction == Some(Direction::Out);
    let (source, destination) = if is_outbound { (local, foreign) } else { (foreign, local) };
    let kind_and_code = type_and_code(text);
    Some(flow! {
        kind: Kind::Connection,
        transport: Some(if has(foreign.address, ":") { Transport::Icmpv6 } else { Transport::Icmp }),
        source,
        destination,
        icmp_type: kind_and_code.map(|(kind, _)| kind),
        icmp_code: kind_and_code.and_then(|(_, code)| code),
        direction,
        is_undirected: is_teardown && direction.is_none(),
        state: is_teardown.then_some(State::Closed),
    })
}

/// `(type 3, code 1)`, `type=8, code=0`, `type 8 code 0`.
fn type_and_code(text: &str) -> Option<(u8, Option<u8>)> {
    let value = |name| {
        let rest = after(text, name)?;
        let digits = rest.get(1..)?.bytes().take_while(u8::is_ascii_digit).count();
        if begins_with_any(rest, b"= ") { byte(rest.get(1..=digits)?) } else { None }
    };
    Some((value("type")?, value("code")))
}

/// The first word that is the name of a protocol.
pub(super) fn protocol(text: &str) -> Option<Transport> {
    let mut words = words(text);
    while let Some(word) = words.next() {
        if let Some(transport) = Transport::named(trim_any(word, b",:")) {
            return Some(transport);
        }
        if let Some(number) = word.strip_prefix("protocol=") {
            return Transport::of(trim_any(number, b","));
        }
        if word == "protocol"
            && let Some(next) = words.next()
        {
            return Transport::of(next);
        }
    }
    None
}

/// Two ends of a sentence.
#[derive(Default)]
pub(super) struct Ends<'a> {
    pub(super) source: End<'a>,
    pub(super) destination: End<'a>,
    pub(super) interface_in: &'a str,
    pub(super) interface_out: &'a str,
}

/// Finds `src A dst B`, `from A to B`, `for A to B` and `A -> B`; returns what follows, too.
pub(super) fn ends(text: &str) -> Option<(Ends<'_>, &str)> {
    let mut found = Ends::default();
    let mut candidate = None;
    let mut first = None;
    let mut words = words(text);
    let mut wants_first = false;
    while let Some(word) = words.next() {
        match word {
            "src" | "from" | "for" | "From" if first.is_none() => {
                wants_first = true;
                continue;
            }
            // IOS XE glues the interface to the arrow: `Vlan12->`.
            _ if one_of(word, "dst to") || word.ends_with("->") => {
                if first.is_none() {
                    first = candidate.filter(|_| word.ends_with("->"));
                }
                if let Some((interface, source)) = first {
                    (found.interface_in, found.source) = (interface, source);
                    // `dst inside:192.0.2.1/80`; a word may stand between.
                    for word in words.by_ref().take(2) {
                        if let Some((interface, destination)) = end(word) {
                            (found.interface_out, found.destination) = (interface, destination);
                            return Some((found, words.rest()));
                        }
                    }
                    return None;
                }
                continue;
            }
            _ => {}
        }
        if let Some(seen) = end(word) {
            candidate = Some(seen);
            if wants_first && first.is_none() {
                first = candidate;
                wants_first = false;
            }
        }
    }
    None
}

/// `outside:192.0.2.1/80`, `192.0.2.1/80`, `outside/192.0.2.1(80)`, `192.0.2.1(80)`, `192.0.2.1`; a user in parentheses may follow.
pub(super) fn end(word: &str) -> Option<(&str, End<'_>)> {
    let word = trim_any(word, b",;");
    // Also `::`, of which the colons are no separators.
    if is_address(word) {
        return Some(("", End::address(word)));
    }
    if let Some(alone) = word.strip_prefix('(').and_then(|word| word.strip_suffix(')')) {
        // `Deny IP spoof from (192.0.2.1)`.
        return is_address(alone).then_some(("", End::address(alone)));
    }
    if let Some((place, port)) = cut(word, "(") {
        let port = cut(port, ")").map_or("?", |(port, _)| port);
        let (interface, address) = rcut(place, b'/').unwrap_or(("", place));
        if is_address(address) {
            return Some((interface, End::of(address, port)?));
        }
    }
    let bare = before(word, "(");
    let bare = trim_any(bare, b":.");
    // The name of an interface may look like the beginning of an address. Of those that begin with a letter, all begin like `fe80:`.
    if let Some((interface, rest)) = cut(bare, ":")
        && interface.bytes().next().is_some_and(|first| first.is_ascii_alphabetic())
        && !(interface.len() == 4 && begins_with_any(interface, b"fF"))
        && let Some(end) = End::slash(rest)
        && has(end.address, ":")
    {
        return Some((interface, end));
    }
    if let Some(end) = End::slash(bare)
        && is_address(end.address)
    {
        return Some(("", end));
    }
    let (interface, rest) = cut(bare, ":")?;
    // A name that stands for an address has a port.
    let end = End::slash(rest)?;
    (!interface.is_empty() && !is_digits(interface)).then_some((interface, end))
}

const NAMES: Table<Slot> = table! {
    "SrcIP" => Slot::SourceAddress,
    "SrcPort" => Slot::SourcePort,
    "DstIP" => Slot::DestinationAddress,
    "DstPort" => Slot::DestinationPort,
    "Protocol" => Slot::Protocol,
    "AccessControlRuleAction" => Slot::Action,
    "InlineResult" => Slot::Action,
    "IngressInterface" => Slot::In,
    "EgressInterface" => Slot::Out,
    "AccessControlRuleName" => Slot::Rule,
    "InitiatorPackets" => Slot::Count,
};

/// What FTD's rules do, in words of its own.
const VERDICTS: Table<Action> = table! {
    "Block with reset" => Action::Reject,
    "Interactive Block" => Action::Deny,
    "Interactive Block with reset" => Action::Reject,
    "Trust" => Action::Allow,
    "Fastpath" => Action::Allow,
    // An intrusion, where the rule only watches.
    "Would have dropped" => Action::Alert,
};

fn named(text: &str) -> Option<Flow<'_>> {
    let mut slots = Slots::new();
    let style = Style { sign: b':', between: b',', spaces: true };
    pairs(text, style, &mut |key, value| slots.put(&NAMES, key, value));
    let mut flow = slots.flow()?;
    flow.kind = Kind::Connection;
    // A tag of a page is left in some records.
    flow.action_text = flow.action_text.strip_prefix("<br/>").unwrap_or(flow.action_text);
    if flow.action_text.is_empty() {
        flow.action = Action::Alert;
    } else if let Some(action) = VERDICTS.in_any_case(flow.action_text) {
        flow.action = action;
    }
    Some(flow)
}

#[cfg(test)]
mod tests {
    use crate::testing::{aside, flow, malformed, none};

    #[test]
    fn denied() {
        flow(
            "%ASA-4-106023: Deny icmp src outside:203.0.113.1 dst inside:192.0.2.2 (type 8, code 0) by access-group \"in\" [0x0, 0x0]",
            "cisco_asa icmp deny 203.0.113.1 > 192.0.2.2 outside inside icmp 8/0",
        );
        flow(
            "%ASA-4-106023: Deny icmp src outside:2001:db8::1 dst inside:2001:db8::2 (type 128, code 0) by access-group \"in\"",
            "cisco_asa icmpv6 deny 2001:db8::1 > 2001:db8::2 outside inside icmp 128/0",
        );
        flow(
            "%ASA-4-106023: Deny udp src in:2001:db8::1/5353(LOCAL\\bob) dst out:2001:db8::2/53 by access-group \"x\"",
            "cisco_asa udp deny 2001:db8::1:5353 > 2001:db8::2:53 in out",
        );
        flow(
            "%ASA-4-106023: Deny protocol 47 src outside:203.0.113.1 dst inside:192.0.2.2 by access-group \"x\"",
            "cisco_asa gre deny 203.0.113.1 > 192.0.2.2 outside inside",
        );
        flow(
            "%ASA-6-106015: Deny TCP (no connection) from 203.0.113.1/443 to 192.0.2.2/50000 flags RST ACK  on interface outside",
            "cisco_asa tcp deny 203.0.113.1:443 > 192.0.2.2:50000 outside ACK RST",
        );
        flow(
            "%ASA-2-106016: Deny IP spoof from (192.0.2.1) to 192.0.2.2 on interface x",
            "cisco_asa - deny 192.0.2.1 > 192.0.2.2 x",
        );
        flow(
            "%ASA-7-710005: UDP request discarded from 192.0.2.1/137 to inside:192.0.2.255/137",
            "cisco_asa udp drop 192.0.2.1:137 > 192.0.2.255:137 inside",
        );
        flow(
            "%ASA-3-710003: TCP access denied by ACL from 203.0.113.1/4000 to outside:192.0.2.1/22",
            "cisco_asa tcp deny 203.0.113.1:4000 > 192.0.2.1:22 outside",
        );
        flow(
            "%ASA-6-303002: FTP connection from inside:192.0.2.1/51234 to outside:203.0.113.1/21, user udp Stored file a.wav",
            "cisco_asa tcp log 192.0.2.1:51234 > 203.0.113.1:21 inside outside",
        );
        flow(
            "%ASA-3-313001: Denied ICMP type=8, code=0 from 203.0.113.1 on interface outside",
            "cisco_asa icmp deny 203.0.113.1 > outside icmp 8/0",
        );
        flow(
            "%ASA-3-313008: Denied IPv6-ICMP type=129, code=0 from fe80::99 on interface outside",
            "cisco_asa icmpv6 deny fe80::99 > outside icmp 129/0",
        );
        flow(
            "%ASA-4-313009: Denied invalid ICMP code 9, for outside:198.51.100.3/1 (198.51.100.3/1) to inside:192.0.2.1/0 \
             (192.0.2.1/0), ICMP id 1, ICMP type 8",
            "cisco_asa icmp deny 198.51.100.3 > 192.0.2.1 outside inside icmp 8/9",
        );
        flow(
            "%ASA-4-313005: No matching connection for ICMP error message: icmp src outside:203.0.113.1 dst inside:192.0.2.2 (type 3, code 3) \
             on outside interface.  Original IP payload: udp src 192.0.2.2/53 dst 203.0.113.1/4000.",
            "cisco_asa icmp deny 203.0.113.1 > 192.0.2.2 outside inside icmp 3/3 about udp 192.0.2.2:53 > 203.0.113.1:4000",
        );
    }

    #[test]
    fn without_mark() {
        flow(
            "6|Nov 28 2026 12:59:03|302021: Teardown ICMP connection for faddr 203.0.113.1/18425 gaddr 198.51.100.1/0 laddr 192.0.2.2/0",
            "cisco_asa icmp allow closed 203.0.113.1 > 192.0.2.2 undirected",
        );
        flow(
            "access-list inside permitted tcp inside/192.0.2.1(51763) -> outside/203.0.113.1(80) hit-cnt 1 first hit [0x62c4905, 0x0]",
            "cisco_asa tcp allow 192.0.2.1:51763 > 203.0.113.1:80 inside outside",
        );
        flow(
            "Deny tcp src outside:203.0.113.1/50240 dst inside:www.example.com/23 by access-group \"x\" [0x54c7fa80, 0x0]",
            "cisco_asa tcp deny 203.0.113.1:50240 > www.example.com:23 outside inside",
        );
        none("6|Nov 28 2026 12:59:03|999999: Teardown ICMP connection");
    }

    #[test]
    fn sessions() {
        flow(
            "%ASA-4-419001: Dropping TCP packet from outside:203.0.113.1/80 to inside:192.0.2.2/49043, reason: MSS exceeded, MSS 1380, data 1460",
            "cisco_asa tcp drop 203.0.113.1:80 > 192.0.2.2:49043 outside inside",
        );
        flow(
            "%ASA-4-402119: IPSEC: Received an ESP packet (SPI= 0x1B86506B, sequence number= 0x28B) from 203.0.113.1 (user= bob) to 192.0.2.2 \
             that failed anti-replay checking.",
            "cisco_asa esp drop 203.0.113.1 > 192.0.2.2",
        );
        flow(
            "%ASA-6-725002: Device completed SSL handshake with client WAN:203.0.113.1/65531",
            "cisco_asa - allow 203.0.113.1:65531 > WAN",
        );
        flow(
            "%ASA-6-725002: Device completed SSL handshake with client WAN:203.0.113.1/65531 to 192.0.2.2/443 for TLSv1.2 session",
            "cisco_asa - allow 203.0.113.1:65531 > 192.0.2.2:443 WAN",
        );
        flow(
            "%ASA-6-725007: SSL session with client WAN:203.0.113.1/49486 terminated.",
            "cisco_asa - allow 203.0.113.1:49486 > WAN",
        );
        flow(
            "%NGIPS-1-430002: EventPriority: Low, AccessControlRuleAction: Allow, SrcIP: 203.0.113.1, DstIP: 192.0.2.2, ICMPType: Echo Request, \
             Protocol: icmp",
            "cisco_asa icmp allow 203.0.113.1 > 192.0.2.2",
        );
    }

    #[test]
    fn access_lists() {
        flow(
            "%ASA-6-106100: access-list in permitted icmp outside/203.0.113.1(8) -> inside/192.0.2.2(0) hit-cnt 2 300-second interval",
            "cisco_asa icmp allow 203.0.113.1 > 192.0.2.2 outside inside icmp 8/0",
        );
        flow(
            "%ASA-4-106100: access-list in denied tcp outside/2001:db8::1(4000)(LOCAL\\u) -> in/2001:db8::2(https) hit-cnt 1 first hit",
            "cisco_asa tcp deny 2001:db8::1:4000 > 2001:db8::2:https outside in",
        );
        for (said, action) in [
            ("ALLOW denied", "deny"),
            ("deny permitted", "allow"),
            ("LOG denied", "deny"),
            ("BLOCK est-allowed", "allow"),
            ("permit maybe", "log"),
        ] {
            flow(
                &["%ASA-6-106100: access-list ", said, " udp in/192.0.2.1(1) -> out/192.0.2.2(2) hit-cnt 1 first hit"]
                    .concat(),
                &["cisco_asa udp ", action, " 192.0.2.1:1 > 192.0.2.2:2 in out"].concat(),
            );
        }
    }

    #[test]
    fn interfaces_like_addresses() {
        flow(
            "%ASA-4-106023: Deny tcp src dc:2001:db8::5/50123 dst outside:2001:db8:1::9/445 by access-group \"dc_in\" [0x0, 0x0]",
            "cisco_asa tcp deny 2001:db8::5:50123 > 2001:db8:1::9:445 dc outside",
        );
        flow(
            "%ASA-6-302013: Built outbound TCP connection 4411 for outside:2001:db8:1::9/443 (2001:db8:1::9/443) to \
             dad:2001:db8::5/50123 (2001:db8::5/50123)",
            "cisco_asa tcp allow 2001:db8::5:50123 > 2001:db8:1::9:443 out dad outside",
        );
        flow(
            "%ASA-6-106015: Deny TCP (no connection) from fd00:1::5/443 to 2a02:8071::1/50222 flags RST  on interface inside",
            "cisco_asa tcp deny fd00:1::5:443 > 2a02:8071::1:50222 inside RST",
        );
        flow(
            "%ASA-6-106015: Deny TCP (no connection) from 64:ff9b::1/443 to fe80::1/50222 flags RST  on interface inside",
            "cisco_asa tcp deny 64:ff9b::1:443 > fe80::1:50222 inside RST",
        );
    }

    #[test]
    fn verdicts_of_ftd() {
        for (said, action) in [
            ("AccessControlRuleAction: Block with reset", "reject"),
            ("AccessControlRuleAction: <br/>Block with reset", "reject"),
            ("AccessControlRuleAction: Interactive Block", "deny"),
            ("AccessControlRuleAction: Trust", "allow"),
            ("AccessControlRuleAction: Fastpath", "allow"),
            ("AccessControlRuleAction: Monitor", "log"),
            ("InlineResult: Would have dropped", "alert"),
        ] {
            flow(
                &["%FTD-1-430002: SrcIP: 192.0.2.1, DstIP: 192.0.2.2, SrcPort: 1, DstPort: 2, Protocol: tcp, ", said]
                    .concat(),
                &["cisco_asa tcp ", action, " 192.0.2.1:1 > 192.0.2.2:2"].concat(),
            );
        }
    }

    #[test]
    fn connections() {
        flow(
            "%ASA-6-302014: Teardown TCP connection 1 for outside:203.0.113.1/443 to inside:192.0.2.2/50000 duration 0:00:30 bytes 9 TCP FINs",
            "cisco_asa tcp allow closed 203.0.113.1:443 > 192.0.2.2:50000 undirected outside inside",
        );
        flow(
            "%ASA-6-302013: Built outbound TCP connection 1 for outside:203.0.113.1/443 (203.0.113.1/443) to \
             inside:192.0.2.2/50000 (198.51.100.1/50000)(u)",
            "cisco_asa tcp allow 192.0.2.2:50000 > 203.0.113.1:443 out inside outside",
        );
        flow(
            "%ASA-6-302020: Built outbound ICMP connection for faddr 203.0.113.1/0 gaddr 198.51.100.1/7 laddr 192.0.2.2/7 type 8 code 0",
            "cisco_asa icmp allow 192.0.2.2 > 203.0.113.1 out icmp 8/0",
        );
        // Of an interface that is named so, nothing is said.
        flow(
            "%ASA-6-302016: Teardown UDP connection 1 for outbound:203.0.113.1/53 to inside:192.0.2.2/50000 duration 0:00:30 bytes 9",
            "cisco_asa udp allow closed 203.0.113.1:53 > 192.0.2.2:50000 undirected outbound inside",
        );
        for (message, expected) in [
            (
                "2-106001: Inbound TCP connection denied from 203.0.113.1/5 to 192.0.2.2/80 flags SYN on interface x",
                "tcp deny 203.0.113.1:5 > 192.0.2.2:80 in x SYN",
            ),
            (
                "2-106007: Deny inbound UDP from 203.0.113.1/53 to 192.0.2.2/5 due to DNS Response",
                "udp deny 203.0.113.1:53 > 192.0.2.2:5 in",
            ),
            (
                "3-106010: Deny inbound tcp src a:192.0.2.1/5 dst b:192.0.2.2/515",
                "tcp deny 192.0.2.1:5 > 192.0.2.2:515 in a b",
            ),
        ] {
            flow(&["%ASA-", message].concat(), &["cisco_asa ", expected].concat());
        }
        flow(
            "%FTD-1-430003: EventPriority: Low, DeviceUUID: 1-2, AccessControlRuleAction: Block, SrcIP: 192.0.2.1, DstIP: 203.0.113.1, \
             SrcPort: 50000, DstPort: 445, Protocol: tcp, IngressInterface: in, EgressInterface: out, ACPolicy: p q",
            "cisco_asa tcp deny 192.0.2.1:50000 > 203.0.113.1:445 in out",
        );
    }

    #[test]
    fn table_of_connections() {
        for (row, expected) in [
            (
                "TCP outside 203.0.113.1:5223 inside 192.0.2.2:50000, idle 0:00:11, bytes 0, flags saA",
                "tcp allow 192.0.2.2:50000 > 203.0.113.1:5223 inside outside",
            ),
            (
                "TCP outside  203.0.113.1:50000 dmz  192.0.2.2(203.0.113.9):443, idle 0:00:21, bytes 1, flags UIOB ",
                "tcp allow 203.0.113.1:50000 > 192.0.2.2:443 outside dmz",
            ),
            (
                "UDP outside 2001:db8::1:53 inside 2001:db8::2:50000, idle 0:00:02, bytes 120, flags -",
                "udp allow 2001:db8::1:53 > 2001:db8::2:50000 undirected outside inside",
            ),
            (
                "ICMP outside 203.0.113.1:0 inside 192.0.2.2:512, idle 0:00:00, bytes 64, flags",
                "icmp allow 203.0.113.1 > 192.0.2.2 undirected outside inside",
            ),
        ] {
            flow(row, &["cisco_asa_conn ", expected].concat());
        }
        none("TCP outside is down, idle for 3 hours: flags");
    }

    /// Messages of inspections and limits, which name the sender first.
    #[test]
    fn dropped() {
        for (message, expected) in [
            (
                "4-434002: SFR requested to drop TCP packet from out:192.0.2.1/51 to dmz:192.0.2.2/443",
                "tcp drop 192.0.2.1:51 > 192.0.2.2:443 out dmz",
            ),
            (
                "6-110002: Failed to locate egress interface for UDP from in:192.0.2.1/5353 to 224.0.0.251/5353",
                "udp log 192.0.2.1:5353 > 224.0.0.251:5353 in",
            ),
            (
                "5-507003: tcp flow from a:192.0.2.1/6 to b:192.0.2.2/80 terminated by inspection engine, reason - reset unconditionally.",
                "tcp deny 192.0.2.1:6 > 192.0.2.2:80 a b",
            ),
            (
                "4-410001: Dropped UDP DNS request from out:192.0.2.1/46951 to dmz:192.0.2.2/53; label length 46 bytes exceeds",
                "udp drop 192.0.2.1:46951 > 192.0.2.2:53 out dmz",
            ),
            (
                "4-338002: Dynamic Filter permitted black listed TCP traffic from in:192.0.2.1/5 (192.0.2.9/5) to out:192.0.2.2/80 \
                 (192.0.2.2/80), destination 192.0.2.2 resolved from dynamic list: bad.example.com",
                "tcp allow 192.0.2.1:5 > 192.0.2.2:80 in out",
            ),
            (
                "4-338008: Dynamic Filter dropped blacklisted TCP traffic from in:192.0.2.1/5 (192.0.2.9/5) to out:192.0.2.2/80 (192.0.2.2/80)",
                "tcp drop 192.0.2.1:5 > 192.0.2.2:80 in out",
            ),
            (
                "4-420002: IPS requested to drop UDP packet from a:192.0.2.1/6882 to b:192.0.2.2/6882",
                "udp drop 192.0.2.1:6882 > 192.0.2.2:6882 a b",
            ),
            (
                "3-421001: UDP flow from a:192.0.2.1/6 to b:192.0.2.2/53 is dropped because application has failed",
                "udp drop 192.0.2.1:6 > 192.0.2.2:53 a b",
            ),
            (
                "3-202010: PAT pool exhausted. Unable to create TCP connection from a:192.0.2.1/6 to b:192.0.2.2/443",
                "tcp deny 192.0.2.1:6 > 192.0.2.2:443 a b",
            ),
            (
                "4-418001: Through-the-device packet to/from management-only network is denied: udp src a:192.0.2.1/6 dst b:192.0.2.2/161",
                "udp deny 192.0.2.1:6 > 192.0.2.2:161 a b",
            ),
            (
                "7-710004: TCP connection limit exceeded from 192.0.2.1/11 to b:192.0.2.2/22 (current connections/connection limit = 11/10)",
                "tcp deny 192.0.2.1:11 > 192.0.2.2:22 b",
            ),
        ] {
            flow(&["%ASA-", message].concat(), &["cisco_asa ", expected].concat());
        }
    }

    #[test]
    fn others() {
        aside("%ASA-6-305011: Built dynamic TCP translation from inside:192.0.2.2/50000 to outside:198.51.100.1/50000");
        aside("%ASA-7-609001: Built local-host inside:192.0.2.2");
        malformed("%ASA-6-999999: from 192.0.2.1/1 to 192.0.2.2/2");
        malformed("%ASA-4-106023: Deny tcp src outside:203.0.113.1/99999 dst inside:192.0.2.2/1");
    }
}
