//! `iptables-save`, `iptables -S`, `iptables -L` and the commands themselves; `ip6tables` too.
//!
//! Traps: `!` turns a match round; comments and prefixes are texts in quotes that may look like options; several ports are one rule; a
//! target may be a chain; `-L` has two more columns with `-v`, and may have no target.

use crate::flow::flow;
use crate::formats::{Context, Format, keep};
use crate::line::{Line, Reading, Sink};
use crate::scan::{Table, before, begins_with_any, cut, has, is_address, one_of, parts, table, word, words};
use crate::{Action, Aside, Direction, Flow, Kind, Transport};

pub(crate) const FORMAT: Format = Format::new("iptables_rules", "iptables-save, iptables -L", "", read);

fn read(line: &Line<'_>, context: &mut Context, sink: &mut Sink<'_>) -> Reading {
    let body = line.whole.trim_ascii();
    let is_inside = context.format == FORMAT.id;
    if let Some(rule) = appended(body) {
        return saved(rule, sink);
    }
    if let Some(rest) = body.strip_prefix("Chain ") {
        let (name, said) = word(rest);
        if said.starts_with("(policy ") || said.ends_with(" references)") {
            (context.name, context.direction) = (keep(name), direction(name));
            return Reading::Aside(Aside::Header);
        }
    }
    // Names of chains and zones of other formats are not this one's.
    let (chain, direction) = if is_inside { (context.name.as_str(), context.direction) } else { ("", None) };
    if let Some(reading) = listed(body, chain, direction, sink) {
        return reading;
    }
    let is_columns = has(body, "prot opt ") && body.ends_with("destination");
    if is_columns || is_frame(body, is_inside) {
        if !is_columns || !is_inside {
            context.name.clear();
            context.direction = None;
        }
        return Reading::Aside(Aside::Header);
    }
    Reading::Pass
}

/// Lines around the rules: tables, chains, counters.
fn is_frame(body: &str, is_inside: bool) -> bool {
    let (first, rest) = word(body);
    let policy = |policy: &str| one_of(policy, "ACCEPT DROP QUEUE RETURN -");
    body == "COMMIT"
        || one_of(body, "*filter *nat *mangle *raw *security")
        || has(body, "tables-save v") && begins_with_any(body, b"#")
        || is_inside && (body.starts_with("# Completed on ") || first == "-N")
        || first == "-P" && policy(word(word(rest).1).0)
        || first.starts_with(':') && policy(word(rest).0)
}

/// What follows `-A`, if the line adds a rule: `-A INPUT …`, `[12:345] -A INPUT …`, `sudo iptables -t nat -I INPUT 1 …`.
fn appended(body: &str) -> Option<&str> {
    let mut rest = body;
    loop {
        let (first, after) = word(rest);
        match first {
            "-A" | "-I" | "--append" | "--insert" => break rest = after,
            "-t" | "--table" => rest = word(after).1,
            "sudo" | "iptables" | "ip6tables" | "-w" => rest = after,
            // Packets and bytes.
            _ if first.starts_with('[')
                && first.bytes().all(|byte| matches!(byte, b'[' | b']' | b':' | b'0'..=b'9')) =>
            {
                rest = after;
            }
            _ => return None,
        }
    }
    // Other programs have such an option, too.
    ["-j ", "-p ", "-g ", "--jump ", "--protocol "].iter().any(|option| has(rest, option)).then_some(rest)
}

fn direction(chain: &str) -> Option<Direction> {
    // A chain of a user may have any name.
    if one_of(chain, "INPUT OUTPUT FORWARD") { Direction::of(chain) } else { None }
}

/// What an option is for.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Source,
    Destination,
    Protocol,
    In,
    Out,
    SourcePorts,
    DestinationPorts,
    /// Ports of either end.
    Ports,
    Target,
    Comment,
    /// A set of addresses, which the line does not have.
    Set,
}

const OPTIONS: Table<Part> = table! {
    "-s" => Part::Source,
    "--source" => Part::Source,
    "--src-range" => Part::Source,
    "-d" => Part::Destination,
    "--destination" => Part::Destination,
    "--dst-range" => Part::Destination,
    "-p" => Part::Protocol,
    "--protocol" => Part::Protocol,
    "-i" => Part::In,
    "-o" => Part::Out,
    "--sport" => Part::SourcePorts,
    "--sports" => Part::SourcePorts,
    "--source-port" => Part::SourcePorts,
    "--dport" => Part::DestinationPorts,
    "--dports" => Part::DestinationPorts,
    "--destination-port" => Part::DestinationPorts,
    "--ports" => Part::Ports,
    "-j" => Part::Target,
    "--jump" => Part::Target,
    "-g" => Part::Target,
    "--comment" => Part::Comment,
    "--match-set" => Part::Set,
};

/// A rule as it is read: what all its flows have, and lists of ports.
struct Rule<'a> {
    flow: Flow<'a>,
    sources: &'a str,
    destinations: &'a str,
    /// Whether it matches something that a flow cannot say.
    is_other: bool,
}

impl<'a> Rule<'a> {
    fn new(chain: &'a str, direction: Option<Direction>) -> Self {
        let flow = flow! { kind: Kind::Rule, direction, rule: chain };
        Self { flow, sources: "", destinations: "", is_other: false }
    }

    #[inline(never)]
    fn set(&mut self, part: Part, value: &'a str) {
        let flow = &mut self.flow;
        // Every address.
        let address = if one_of(value, "0.0.0.0/0 ::/0 anywhere") { "" } else { value };
        let interface = if value == "*" { "" } else { value };
        match part {
            Part::Source => flow.source.address = address,
            Part::Destination => flow.destination.address = address,
            Part::Protocol => flow.transport = Transport::of(value),
            Part::In => flow.interface_in = interface,
            Part::Out => flow.interface_out = interface,
            Part::SourcePorts => self.sources = value,
            Part::DestinationPorts => self.destinations = value,
            Part::Ports => (self.destinations, flow.is_undirected) = (value, true),
            Part::Target => {
                flow.action_text = value;
                // A chain may have the name of an action in small letters.
                flow.action = Action::of(value).filter(|_| one_of(value, "ACCEPT DROP REJECT")).unwrap_or(Action::Log);
            }
            Part::Comment => flow.rule = value,
            Part::Set => self.is_other = true,
        }
    }

    /// Gives a flow for each port, or range of ports.
    fn give(mut self, sink: &mut Sink<'_>) -> Reading {
        let is_source = self.destinations.is_empty();
        // The cross product of two lists would not be bounded by the line.
        let (many, one) = if is_source { (self.sources, "") } else { (self.destinations, self.sources) };
        if self.is_other || many.is_empty() || has(one, ",") {
            return Reading::Aside(Aside::NoTraffic);
        }
        if self.flow.source.set_port(one).is_none() {
            return Reading::Malformed;
        }
        for ports in parts(many, b",") {
            let mut flow = self.flow;
            let end = if is_source { &mut flow.source } else { &mut flow.destination };
            if !ports.is_empty() && end.set_port(ports).is_some() {
                sink.flow(&mut flow);
            }
        }
        Reading::of(sink, Reading::Malformed)
    }
}

/// `INPUT -s 192.0.2.0/24 -p tcp -m tcp --dport 22 -m comment --comment "x" -j ACCEPT`
fn saved(text: &str, sink: &mut Sink<'_>) -> Reading {
    let (chain, mut rest) = word(text);
    let mut rule = Rule::new(chain, direction(chain));
    let mut is_negated = false;
    while !rest.is_empty() {
        let (name, after) = token(rest);
        rest = after;
        let Some(part) = OPTIONS.get(name) else {
            is_negated = name == "!";
            continue;
        };
        let (value, after) = token(rest);
        rest = after;
        // Older programs have the sign behind the option.
        if !is_negated && value != "!" {
            rule.set(part, value);
        } else if !matches!(part, Part::In | Part::Out) {
            rule.is_other = true;
        }
        is_negated = false;
    }
    rule.give(sink)
}

/// A word, or a text in quotes; and what follows it.
fn token(text: &str) -> (&str, &str) {
    if !begins_with_any(text, b"\"'") {
        return word(text);
    }
    let quote = text.as_bytes().first();
    let mut is_escaped = true;
    let end = text.bytes().position(|byte| {
        let ends = !is_escaped && Some(&byte) == quote;
        is_escaped = byte == b'\\' && !is_escaped;
        ends
    });
    let end = end.unwrap_or(text.len());
    (text.get(1..end).unwrap_or_default(), text.get(end + 1..).unwrap_or_default().trim_ascii_start())
}

/// `ACCEPT     6    --  eth0   *       192.0.2.0/24         0.0.0.0/0            tcp dpt:22 /* x */`, the interfaces only with `-v`.
fn listed<'a>(body: &'a str, chain: &'a str, direction: Option<Direction>, sink: &mut Sink<'_>) -> Option<Reading> {
    let (start, rest) = cut(body, " -- ")?;
    let (mut target, mut protocol) = ("", "");
    for word in words(start) {
        (target, protocol) = (protocol, word);
    }
    let mut rest = words(rest);
    let (mut from, mut to) = (rest.next()?, rest.next()?);
    let mut rule = Rule::new(chain, direction);
    if !is_place(from) || !is_place(to) {
        rule.set(Part::In, from);
        rule.set(Part::Out, to);
        (from, to) = (rest.next()?, rest.next()?);
    }
    // Numbers of 0 and the word stand for all protocols.
    let transport = Transport::of(protocol);
    if !is_place(from) || !is_place(to) || transport.is_none() && !one_of(protocol, "all 0") {
        return None;
    }
    rule.is_other = begins_with_any(from, b"!") || begins_with_any(to, b"!");
    rule.set(Part::Source, from);
    rule.set(Part::Destination, to);
    rule.flow.transport = transport.filter(|transport| transport.number() > 0);
    // A rule without a target has a counter in its place, or nothing.
    rule.set(Part::Target, if begins_with_any(target, b"0123456789") { "" } else { target });
    let (said, more) = match cut(rest.rest(), "/* ") {
        Some((said, comment)) => {
            let (comment, more) = cut(comment, " */").unwrap_or((comment, ""));
            rule.set(Part::Comment, comment);
            (said, more)
        }
        None => (rest.rest(), ""),
    };
    let mut name = "";
    // What follows a prefix is a text.
    for word in words(said).chain(words(more)).take_while(|word| !word.ends_with("prefix")) {
        // `dpt:22`, and the words of `multiport dports 80,8000:8010`.
        let before = std::mem::replace(&mut name, word);
        let (key, value) =
            if MATCHES.get(before).is_some() { (before, word) } else { cut(word, ":").unwrap_or(("", "")) };
        if let Some(part) = MATCHES.get(key) {
            name = "";
            rule.is_other |= value.starts_with('!');
            rule.set(part, value);
        }
    }
    Some(rule.give(sink))
}

/// How `-L` names what it lists.
const MATCHES: Table<Part> = table! {
    "dpt" => Part::DestinationPorts,
    "dpts" => Part::DestinationPorts,
    "dports" => Part::DestinationPorts,
    "spt" => Part::SourcePorts,
    "spts" => Part::SourcePorts,
    "sports" => Part::SourcePorts,
    "ports" => Part::Ports,
    "match-set" => Part::Set,
};

fn is_place(text: &str) -> bool {
    let text = text.strip_prefix('!').unwrap_or(text);
    text == "anywhere" || is_address(before(text, "/"))
}

#[cfg(test)]
mod tests {
    use crate::testing::{aside, flow, flows, malformed, none};

    /// As iptables 1.8.9 printed them.
    #[test]
    fn saved() {
        flows(
            "# Generated by iptables-save v1.8.9 (nf_tables) on Sun Nov 22 13:23:10 2026\n*filter\n:INPUT DROP [0:0]\n:WEB - [0:0]\n\
             -A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n\
             -A INPUT -s 192.0.2.0/24 -p tcp -m tcp --dport 22 -m comment --comment \"ssh from \\\"lan\\\" --dport 9 -j DROP\" -j ACCEPT\n\
             [12:345] -A INPUT -i eth0 -p tcp -m multiport --dports 80,443,8000:8010 -j WEB\n\
             -A INPUT -i eth0 -p udp -m udp --sport 67 --dport 68 -j ACCEPT\n\
             -A INPUT -p udp -m udp --dport 161 -j LOG --log-prefix \"snmp: --dport 9 \"\n\
             -A INPUT -p tcp -m multiport --ports 5900 -j DROP\n\
             -A INPUT -p tcp -m multiport ! --dports 5901,5902 -j DROP\n\
             -A INPUT -p tcp -m iprange --src-range 192.0.2.1-192.0.2.9 -m tcp --dport 8443 -j ACCEPT\n\
             -A INPUT -p tcp -m set --match-set bad src -m tcp --dport 8444 -j ACCEPT\n\
             -A INPUT ! -i eth9 -p sctp -m sctp --dport 3868 -j REJECT --reject-with icmp-port-unreachable\n\
             -A FORWARD -i eth0 -o eth1 -p tcp -m tcp --dport 5432 -j ACCEPT\n\
             -A WEB ! -s 198.51.100.1/32 -p tcp -m tcp --dport 443 -j ACCEPT\nCOMMIT\n# Completed on Sun Nov 22 13:23:10 2026\n\
             *nat\n-A PREROUTING -p tcp -m tcp --dport 80 -j DNAT --to-destination 192.0.2.5:8080\n\
             -A INPUT -s 2001:db8::/32 -p udp -m udp --sport 53 -j ACCEPT\n-A INPUT -p ipv6-icmp -j ACCEPT\n",
            &[
                "iptables_rules tcp allow 192.0.2.0/24 > :22 in",
                "iptables_rules tcp log :80 in eth0",
                "iptables_rules tcp log :443 in eth0",
                "iptables_rules tcp log :8000-8010 in eth0",
                "iptables_rules udp allow :67 > :68 in eth0",
                "iptables_rules udp log :161 in",
                "iptables_rules tcp drop :5900 undirected in",
                "iptables_rules tcp allow 192.0.2.1-192.0.2.9 > :8443 in",
                "iptables_rules sctp reject :3868 in",
                "iptables_rules tcp allow :5432 forward eth0 eth1",
                "iptables_rules tcp log :80",
                "iptables_rules udp allow 2001:db8::/32:53 > in",
            ],
        );
        flows("-P INPUT DROP\n-N WEB\n-A WEB -p 6 --dport ssh -j ACCEPT\n", &["iptables_rules tcp allow :ssh"]);
    }

    #[test]
    fn commands() {
        flow(
            "sudo ip6tables -w -t filter -I OUTPUT 3 --protocol udp --destination-port 53 --jump DROP",
            "iptables_rules udp drop :53 out",
        );
        aside("iptables -A INPUT -p tcp --dport ! 25 -j DROP");
        malformed("-A INPUT -p tcp --dport 99999 -j ACCEPT");
        none("grep -A 5 foo");
    }

    #[test]
    fn listed() {
        flows(
            "Chain INPUT (policy DROP)\ntarget     prot opt source               destination         \n\
             ACCEPT     0    --  0.0.0.0/0            0.0.0.0/0            ctstate RELATED,ESTABLISHED\n\
             ACCEPT     6    --  192.0.2.0/24         0.0.0.0/0            tcp dpt:22 /* x dpt:9 */ ctstate NEW\n\
             WEB        6    --  0.0.0.0/0            0.0.0.0/0            multiport dports 80,8000:8010\n\
             LOG        17   --  0.0.0.0/0            0.0.0.0/0            udp dpt:161 LOG flags 0 level 4 prefix \"a dpt:9 \"\n\
             DROP       6    --  0.0.0.0/0            0.0.0.0/0            multiport dports  !5901,5902\n\
             WEB        6    --  0.0.0.0/0            0.0.0.0/0           [goto]  tcp dpts:6000:6063\n\
             \x20          tcp  --  anywhere             192.0.2.9            tcp dpt:mysql\n\n\
             Chain WEB (2 references)\n pkts bytes target     prot opt in     out     source               destination         \n\
             \x20   0     0 ACCEPT     6    --  eth0   *      !198.51.100.1         0.0.0.0/0            tcp dpt:443\n\
             12       0  600 REJECT     6    --  eth0   *       ::/0                 2001:db8::/32        tcp spt:20 dpt:!25\n\
             12       0  600 REJECT     6    --  eth0   *       ::/0                 2001:db8::/32        tcp spt:20 dpt:25\n\
             13       0  600            17   --  *      eth1    ::/0                 ::/0                 udp dpt:53\n",
            &[
                "iptables_rules tcp allow 192.0.2.0/24 > :22 in",
                "iptables_rules tcp log :80 in",
                "iptables_rules tcp log :8000-8010 in",
                "iptables_rules udp log :161 in",
                "iptables_rules tcp log :6000-6063 in",
                "iptables_rules tcp log 192.0.2.9:mysql in",
                "iptables_rules tcp reject :20 > 2001:db8::/32:25 eth0",
                "iptables_rules udp log :53 eth1",
            ],
        );
    }
}
