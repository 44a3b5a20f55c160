//! `nft list ruleset`.
//!
//! Traps: a set of ports is one rule; `!=` turns a match round; a map gives each port its own verdict; a verdict may be a jump; sets have
//! names, and there are more conditions than a flow can say.

use crate::flow::flow;
use crate::formats::iptables_rules::{is_quoted, token};
use crate::formats::{Context, Format};
use crate::line::{Line, Reading, Sink};
use crate::scan::{before, begins_with_any, cut, find, has, one_of, parts, word};
use crate::{Action, Aside, Direction, Flow, Kind, Transport};

pub(crate) const FORMAT: Format = Format::new("nft_rules", "nft list ruleset", "", read);

/// What begins a line of a ruleset that is no rule about ports.
const STATEMENTS: &str = "table chain type policy set map flags elements ct iif iifname oif oifname ip ip6 counter jump goto accept drop \
    reject log meta icmp icmpv6 limit flowtable hook devices masquerade fib return comment typeof";

fn read(line: &Line<'_>, context: &mut Context, sink: &mut Sink<'_>) -> Reading {
    let body = before(line.whole, " # handle").trim_ascii();
    let (first, rest) = word(body);
    let is_table = first == "table" && body.ends_with('{') && one_of(word(rest).0, FAMILIES);
    if is_table {
        context.direction = None;
        return Reading::Aside(Aside::Header);
    }
    if first == "type" && has(rest, " hook ") {
        context.direction = cut(rest, " hook ").and_then(|(_, hook)| Direction::of(word(hook).0));
        return Reading::Aside(Aside::Header);
    }
    let is_inside = context.format == FORMAT.id && (begins_with_any(line.whole, b" \t") || body.starts_with('}'));
    if let Some(reading) = rule(body, is_inside, context.direction, sink) {
        return reading;
    }
    if is_inside
        && (matches!(body, "}" | "")
            || first.starts_with('}')
            || is_statement(first, rest)
            || body.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b',' | b' ' | b'-' | b'.' | b'}' | b'/')))
    {
        if first == "chain" {
            context.direction = None;
        }
        return Reading::Aside(Aside::NoTraffic);
    }
    Reading::Pass
}

fn is_statement(first: &str, rest: &str) -> bool {
    one_of(first, STATEMENTS)
        || one_of(first, "tcp udp th sctp") && matches!(word(rest).0, "dport" | "sport" | "flags" | "option")
}

/// A rule with ports, as it stands in a ruleset or in a command (`nft add rule inet filter input …`). `None` if the line is none.
///
/// A condition that a flow cannot say makes it a conditional rule, not one without that condition.
fn rule(body: &str, is_inside: bool, direction: Option<Direction>, sink: &mut Sink<'_>) -> Option<Reading> {
    find(body, "port ")?;
    let command = command(body);
    let mut rule = Rule { rest: command.unwrap_or(body), ..Rule::new(direction) };
    match rule.read() {
        Some(()) if rule.has_ports() => Some(rule.give(sink)),
        _ if (is_inside || command.is_some()) && (has(body, " dport ") || has(body, " sport ")) => {
            Some(Reading::Conditional)
        }
        _ => None,
    }
}

/// The rule of a command: what follows the family, the table, the chain and the place in it.
fn command(body: &str) -> Option<&str> {
    let text = body.strip_prefix("nft ").unwrap_or(body);
    let (verb, text) = word(text);
    let rest = text.strip_prefix("rule ").filter(|_| one_of(verb, "add insert replace"))?;
    let rest = if one_of(word(rest).0, FAMILIES) { word(rest).1 } else { rest };
    let rest = word(word(rest).1).1;
    Some(if one_of(word(rest).0, "handle position index") { word(word(rest).1).1 } else { rest })
}

/// A rule as far as it has been read.
struct Rule<'a> {
    rest: &'a str,
    flow: Flow<'a>,
    /// The ports and the addresses of both ends, the source first: one, or a list with commas.
    ports: [&'a str; 2],
    addresses: [&'a str; 2],
    /// Whether ports have verdicts of their own.
    is_map: bool,
    /// Whether it holds up to a rate only.
    is_limited: bool,
}

impl<'a> Rule<'a> {
    fn new(direction: Option<Direction>) -> Self {
        let flow = flow! { kind: Kind::Rule, direction };
        Self { rest: "", flow, ports: [""; 2], addresses: [""; 2], is_map: false, is_limited: false }
    }

    fn has_ports(&self) -> bool {
        self.ports.iter().any(|ports| !ports.is_empty())
    }

    fn next(&mut self) -> &'a str {
        let (said, rest) = token(self.rest);
        self.rest = rest;
        said
    }

    /// Passes over this word, if it is the next.
    fn passes(&mut self, expected: &str) -> bool {
        let (said, rest) = word(self.rest);
        let is_next = said == expected;
        if is_next {
            self.rest = rest;
        }
        is_next
    }

    /// Reads up to the verdict; `None` at what a flow cannot say.
    fn read(&mut self) -> Option<()> {
        while !self.rest.is_empty() {
            let said = self.next();
            match said {
                "tcp" | "udp" | "udplite" | "sctp" | "dccp" | "th" => self.transport(said)?,
                "ip" | "ip6" => match self.next() {
                    "saddr" => self.address(0)?,
                    "daddr" => self.address(1)?,
                    "protocol" | "nexthdr" => self.protocol()?,
                    _ => return None,
                },
                "meta" => match self.next() {
                    "l4proto" => self.protocol()?,
                    "nfproto" => _ = self.operand()?,
                    "mark" | "priority" | "nftrace" if self.passes("set") => _ = self.next(),
                    _ => return None,
                },
                "iifname" | "iif" | "oifname" | "oif" => self.interface(said)?,
                "ct" => match self.next() {
                    // A flow is the beginning of a connection.
                    "state" => {
                        let states = self.operand()?;
                        parts(states, b",").find(|state| state.trim_ascii() == "new")?;
                    }
                    "mark" if self.passes("set") => _ = self.next(),
                    _ => return None,
                },
                // Above a limit, not below it.
                "limit" if self.rest.starts_with("rate over ") => return None,
                "counter" | "limit" | "log" | "comment" | "notrack" => self.statement(said),
                "drop" | "reject" if self.is_limited => return None,
                "accept" | "drop" | "reject" => {
                    self.flow.action_text = said;
                    break;
                }
                "jump" | "goto" | "return" | "continue" | "queue" | "dnat" | "snat" | "redirect" | "masquerade" => {
                    break;
                }
                _ => return None,
            }
        }
        Some(())
    }

    /// `tcp dport 22`, `udp sport { 53, 123 }`, `tcp flags syn`; `th` is of the transport named before.
    fn transport(&mut self, name: &str) -> Option<()> {
        if name != "th" {
            self.flow.transport = Some(Transport::named(name)?);
        }
        let end = match self.next() {
            "sport" => 0,
            "dport" => 1,
            "flags" => return self.first_packet(),
            _ => return None,
        };
        if self.passes("vmap") {
            self.is_map = true;
        }
        let ports = self.operand()?;
        // The same port may be asked for twice.
        let is_new = self.ports.get(end).is_some_and(|known| known.is_empty());
        *self.ports.get_mut(end).filter(|_| is_new)? = ports;
        Some(())
    }

    /// `syn`, `syn / fin,syn,rst,ack`, `& (fin | syn | rst | ack) == syn`: the first packet of a connection.
    fn first_packet(&mut self) -> Option<()> {
        if self.passes("&") {
            let (_, after) = cut(self.rest, "== ")?;
            self.rest = after;
            return self.passes("syn").then_some(());
        }
        if !self.passes("syn") {
            return None;
        }
        if self.passes("/") {
            self.next();
        }
        Some(())
    }

    fn protocol(&mut self) -> Option<()> {
        let said = self.operand()?;
        // Several transports are any of them.
        self.flow.transport = if has(said, ",") { None } else { Some(Transport::of(said)?) };
        Some(())
    }

    fn address(&mut self, end: usize) -> Option<()> {
        *self.addresses.get_mut(end)? = self.operand()?;
        Some(())
    }

    fn interface(&mut self, name: &str) -> Option<()> {
        // All interfaces but one are nearly all.
        if self.passes("!=") {
            self.operand()?;
            return Some(());
        }
        let value = if is_quoted(self.rest) { self.next() } else { self.operand()? };
        let into = if begins_with_any(name, b"i") { &mut self.flow.interface_in } else { &mut self.flow.interface_out };
        // One name stands for one interface.
        *into = if has(value, ",") { "" } else { unquoted(value) };
        Some(())
    }

    /// What is done besides the verdict, and how often at most.
    fn statement(&mut self, name: &str) {
        match name {
            "comment" => _ = self.next(),
            "limit" if self.passes("rate") => {
                self.is_limited = true;
                // `10/second`, `5 mbytes/second`
                if !has(self.next(), "/") {
                    self.next();
                }
                if self.passes("burst") {
                    self.next();
                    self.next();
                }
            }
            _ => {
                while one_of(word(self.rest).0, "packets bytes name prefix level group snaplen queue-threshold flags") {
                    self.next();
                    // `flags tcp sequence`
                    if one_of(self.next(), "tcp ip") {
                        self.next();
                    }
                }
            }
        }
    }

    /// One value, or a list without its brackets. `None` for what cannot be kept: other signs, names of sets, several values at once.
    fn operand(&mut self) -> Option<&'a str> {
        if let Some(inside) = self.rest.strip_prefix('{') {
            let (set, after) = cut(inside, "}")?;
            self.rest = after.trim_ascii_start();
            return Some(set.trim_ascii()).filter(|set| !set.is_empty() && !has(set, " . "));
        }
        let value = self.next();
        let is_plain = !value.is_empty() && !begins_with_any(value, b"!@<>=.&") && !self.rest.starts_with(". ");
        is_plain.then_some(value)
    }

    /// Gives a flow for each port and each address.
    fn give(&self, sink: &mut Sink<'_>) -> Reading {
        let [sources, destinations] = self.addresses;
        let [source_ports, destination_ports] = self.ports;
        let pairs = parts(sources, b",").count().max(1) * parts(destinations, b",").count().max(1);
        // The product of several lists would not be bounded by the line.
        if pairs > MOST_PAIRS || self.is_map && (pairs > 1 || !source_ports.is_empty()) {
            return Reading::Conditional;
        }
        let mut flow = self.flow;
        flow.action = Action::of(flow.action_text).unwrap_or(Action::Log);
        if self.is_map {
            (flow.source.address, flow.destination.address) = (sources, destinations);
            return map(&flow, destination_ports, sink);
        }
        let mut reading = Reading::Conditional;
        for source in each_of(sources) {
            for destination in each_of(destinations) {
                (flow.source.address, flow.destination.address) = (source, destination);
                reading = sink.each_port(&flow, source_ports, destination_ports);
                if reading != Reading::Flows {
                    return reading;
                }
            }
        }
        reading
    }
}

/// Each port of a map has its own verdict.
fn map<'a>(flow: &Flow<'a>, items: &'a str, sink: &mut Sink<'_>) -> Reading {
    for is_checked in [false, true] {
        for item in parts(items, b",") {
            let mut flow = *flow;
            let Some((ports, verdict)) = cut(item, ":") else { return Reading::Malformed };
            if flow.destination.set_port(ports.trim_ascii()).is_none() {
                return Reading::Malformed;
            }
            flow.action_text = word(verdict.trim_ascii_start()).0;
            flow.action = Action::of(flow.action_text).unwrap_or(Action::Log);
            if is_checked {
                sink.flow(&mut flow);
            }
        }
    }
    Reading::of(sink, Reading::Malformed)
}

/// The items of a list; one empty text for an empty list.
fn each_of(list: &str) -> impl Iterator<Item = &str> {
    parts(list, b",").map(str::trim_ascii)
}

/// A name in quotes, without them.
fn unquoted(text: &str) -> &str {
    token(text).0
}

/// The most pairs of addresses for which a rule gives flows.
const MOST_PAIRS: usize = 64;
const FAMILIES: &str = "ip ip6 inet arp bridge netdev";

#[cfg(test)]
mod tests {
    use crate::testing::{aside, conditional, flow, flows, flows_among_others};

    #[test]
    fn shapes() {
        flows(
            "table inet filter {\n\tset ports {\n\t\ttype inet_service\n\t\telements = { 22, 80 }\n\t}\n\tchain input {\n\
             \t\ttype filter hook input priority filter; policy drop;\n\t\tct state established,related accept\n\t\tiifname \"lo\" accept\n\
             \t\ttcp dport 22 counter packets 5 bytes 300 accept # handle 5\n\
             \t\tip saddr 192.0.2.0/24 udp dport { 53, 8000-8010 } log prefix \"a drop b\" accept\n\
             \t\ttcp dport vmap { 23 : drop, 24 : accept }\n\
             \t\tudp sport 67 udp dport 68 accept\n\t\tmeta l4proto udp th dport domain accept\n\t}\n}\n",
            &[
                "nft_rules tcp allow :22 in",
                "nft_rules udp allow 192.0.2.0/24 > :53 in",
                "nft_rules udp allow 192.0.2.0/24 > :8000-8010 in",
                "nft_rules tcp drop :23 in",
                "nft_rules tcp allow :24 in",
                "nft_rules udp allow :67 > :68 in",
                "nft_rules udp allow :domain in",
            ],
        );
        flow("tcp dport 22 ct state new accept", "nft_rules tcp allow :22");
    }

    /// What a rule has besides ports, and still is one of a flow.
    #[test]
    fn rules() {
        for (rule, expected) in [
            ("tcp dport 22 limit rate 10/minute burst 5 packets accept", "tcp allow :22"),
            ("limit rate 5 mbytes/second burst 5 mbytes udp dport 53 accept", "udp allow :53"),
            (
                "tcp dport 25 log prefix \"x dport 9 \" level warn flags tcp sequence,options reject with tcp reset",
                "tcp reject :25",
            ),
            (
                "ct state { established, related, new } tcp dport 22 meta mark set 0x1 accept comment \"a b\"",
                "tcp allow :22",
            ),
            ("tcp flags & (fin | syn | rst | ack) == syn tcp dport 22 accept", "tcp allow :22"),
            ("tcp flags syn / fin,syn,rst,ack tcp dport 22 accept", "tcp allow :22"),
            ("meta nfproto ipv4 iifname \"eth0\" oifname != \"wg0\" udp dport 53 accept", "udp allow :53 eth0"),
            ("iifname { \"a\", \"b\" } tcp dport 22 accept", "tcp allow :22"),
            ("ip protocol tcp ip daddr 192.0.2.9 th dport 22 jump ssh", "tcp log 192.0.2.9:22"),
            ("meta l4proto { tcp, udp } th dport 5060 accept", "- allow :5060"),
            ("tcp dport 80 redirect to :3128", "tcp log :80"),
            ("ip daddr 192.0.2.9 tcp dport 80 dnat to 198.51.100.5:8080", "tcp log 192.0.2.9:80"),
            ("nft add rule inet filter input position 5 tcp dport 22 accept", "tcp allow :22"),
            ("insert rule filter input udp dport 53 accept", "udp allow :53"),
        ] {
            flow(rule, &format!("nft_rules {expected}"));
        }
        flows(
            "table ip a {\n\tip saddr { 192.0.2.1, 198.51.100.0/24 } tcp dport { 22, 80 } accept\n",
            &[
                "nft_rules tcp allow 192.0.2.1 > :22",
                "nft_rules tcp allow 192.0.2.1 > :80",
                "nft_rules tcp allow 198.51.100.0/24 > :22",
                "nft_rules tcp allow 198.51.100.0/24 > :80",
            ],
        );
    }

    /// Nothing is told without its condition.
    #[test]
    fn conditions() {
        for rule in [
            "tcp dport @ports accept",
            "tcp dport != 25 drop",
            "tcp dport >= 1024 accept",
            "ip saddr @bad tcp dport 22 drop",
            "ip saddr != 192.0.2.0/24 tcp dport 22 drop",
            "ip saddr . tcp dport { 192.0.2.1 . 22 } accept",
            "ip saddr . tcp dport @known accept",
            "tcp dport 22 ct count over 20 drop",
            "tcp dport 22 limit rate over 10/minute drop",
            "tcp dport 22 limit rate 10/minute drop",
            "ct state invalid tcp dport 22 drop",
            "ct state { established, related } tcp dport 22 accept",
            "tcp dport 22 ct state new add @meter { ip saddr limit rate over 3/minute } reject",
            "tcp dport 22 ct mark 0x5 accept",
            "meta skuid 1000 tcp dport 25 accept",
            "ether saddr 00:00:5e:00:53:01 tcp dport 22 accept",
            "fib daddr type local tcp dport 22 accept",
            "tcp flags rst tcp dport 22 drop",
            "tcp dport 22 add @seen { ip saddr timeout 1m } accept",
            "tcp dport vmap @verdicts",
            "udp sport { 1, 2 } udp dport { 3, 4 } accept",
            "ip daddr 192.0.2.9 dnat to tcp dport map { 80 : 8080 }",
            "tcp dport { 22",
        ] {
            conditional(&format!("nft add rule inet filter input {rule}"));
            flows_among_others(&format!("table inet f {{\n\tchain a {{\n\t\t{rule}\n"), &[]);
        }
        aside("table inet f {\n\tchain a {\n\t\tct state invalid drop\n\t\tip saddr @bad drop\n\t}\n}");
    }
}
