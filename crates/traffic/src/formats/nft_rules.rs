//! `nft list ruleset`.
//!
//! Traps: a set of ports is one rule; `!=` turns a match round; a map gives each port its own verdict; a verdict may be a jump.

use crate::flow::flow;
use crate::formats::{Context, Format};
use crate::line::{Line, Reading, Sink};
use crate::scan::{before, begins_with_any, cut, find, has, one_of, parts, word};
use crate::{Action, Aside, Direction, Kind, Transport};

pub(crate) const FORMAT: Format = Format::new("nft_rules", "nft list ruleset", "", read);

/// What begins a line of a ruleset that is no rule about ports.
const STATEMENTS: &str = "table chain type policy set map flags elements ct iif iifname oif oifname ip ip6 counter jump goto accept drop \
    reject log meta icmp icmpv6 limit flowtable hook devices masquerade fib return comment typeof";

fn read(line: &Line<'_>, context: &mut Context, sink: &mut Sink<'_>) -> Reading {
    let body = before(line.whole, " # handle").trim_ascii();
    let (first, rest) = word(body);
    let is_table = first == "table"
        && body.ends_with('{')
        && matches!(word(rest).0, "ip" | "ip6" | "inet" | "arp" | "bridge" | "netdev");
    if is_table {
        context.direction = None;
        return Reading::Aside(Aside::Header);
    }
    if first == "type" && has(rest, " hook ") {
        context.direction = cut(rest, " hook ").and_then(|(_, hook)| Direction::of(word(hook).0));
        return Reading::Aside(Aside::Header);
    }
    let is_inside = context.format == FORMAT.id && (begins_with_any(line.whole, b" \t") || body.starts_with('}'));
    if let Some(reading) = rule(body, context.direction, sink) {
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

/// A rule with ports; `None` if the line is none, or says nothing that could be kept.
fn rule(body: &str, direction: Option<Direction>, sink: &mut Sink<'_>) -> Option<Reading> {
    find(body, "port ")?;
    let mut flow = flow! { kind: Kind::Rule, direction };
    let mut source_ports = "";
    let mut destination_ports = "";
    let mut is_map = false;
    let mut verdict = "";
    let mut rest = body;
    let mut previous = "";
    while !rest.is_empty() {
        // Texts in quotes are names and prefixes.
        if let Some(inside) = rest.strip_prefix('"') {
            let (text, after) = cut(inside, "\"")?;
            match previous {
                "iifname" | "iif" => flow.interface_in = text,
                "oifname" | "oif" => flow.interface_out = text,
                _ => {}
            }
            rest = after.trim_ascii_start();
            continue;
        }
        let (token, after) = word(rest);
        rest = after;
        match token {
            "dport" | "sport" => {
                flow.transport = match previous {
                    "th" => flow.transport,
                    name => Some(Transport::named(name)?),
                };
                let (_, values, after) = operand(rest, &mut is_map)?;
                rest = after;
                *(if token == "dport" { &mut destination_ports } else { &mut source_ports }) = values;
            }
            "saddr" | "daddr" if one_of(previous, "ip ip6") => {
                let (is_set, values, after) = operand(rest, &mut is_map)?;
                rest = after;
                if !is_set {
                    *(if token == "saddr" { &mut flow.source.address } else { &mut flow.destination.address }) = values;
                }
            }
            "l4proto" => {
                let (is_set, values, after) = operand(rest, &mut is_map)?;
                rest = after;
                if !is_set {
                    flow.transport = Transport::of(values);
                }
            }
            "accept" | "drop" | "reject" => verdict = token,
            "jump" | "goto" | "queue" | "return" | "continue" | "dnat" | "redirect" | "snat" => verdict = "",
            _ => {}
        }
        previous = token;
    }
    if source_ports.is_empty() && destination_ports.is_empty() {
        return None;
    }
    (flow.action, flow.action_text) = (Action::of(verdict).unwrap_or(Action::Log), verdict);
    // The cross product of two sets would not be bounded by the line.
    let (many, one) = if destination_ports.is_empty() { (source_ports, "") } else { (destination_ports, source_ports) };
    if !one.is_empty() && flow.source.set_port(one.trim_ascii()).is_none() {
        return None;
    }
    for item in parts(many, b",") {
        let (ports, item_verdict) = if is_map { cut(item, ":")? } else { (item, "") };
        let mut flow = flow;
        let end = if destination_ports.is_empty() { &mut flow.source } else { &mut flow.destination };
        let Some(()) = end.set_port(ports.trim_ascii()) else { continue };
        if is_map {
            flow.action_text = word(item_verdict).0;
            flow.action = Action::of(flow.action_text).unwrap_or(Action::Log);
        }
        sink.flow(&mut flow);
    }
    Some(Reading::of(sink, Reading::Aside(Aside::NoTraffic)))
}

/// What is compared: whether it is a set, its text, and what follows. `None` for what cannot be kept: other signs, and names of sets.
fn operand<'a>(text: &'a str, is_map: &mut bool) -> Option<(bool, &'a str, &'a str)> {
    let text = match text.strip_prefix("vmap ") {
        Some(rest) => {
            *is_map = true;
            rest
        }
        None => text,
    };
    if let Some(inside) = text.strip_prefix('{') {
        let (set, after) = cut(inside, "}")?;
        return Some((true, set, after.trim_ascii_start()));
    }
    let (value, after) = word(text);
    let is_plain = !value.is_empty() && !begins_with_any(value, b"!@<>=.&") && !after.starts_with(". ");
    is_plain.then_some((false, value, after))
}

#[cfg(test)]
mod tests {
    use crate::testing::{flow, flows};

    #[test]
    fn shapes() {
        flows(
            "table inet filter {\n\tset ports {\n\t\ttype inet_service\n\t\telements = { 22, 80 }\n\t}\n\tchain input {\n\
             \t\ttype filter hook input priority filter; policy drop;\n\t\tct state established,related accept\n\t\tiifname \"lo\" accept\n\
             \t\ttcp dport 22 counter packets 5 bytes 300 accept # handle 5\n\
             \t\tip saddr 192.0.2.0/24 udp dport { 53, 8000-8010 } log prefix \"a drop b\" accept\n\
             \t\ttcp dport @ports accept\n\t\ttcp dport != 25 drop\n\t\ttcp dport vmap { 23 : drop, 24 : accept }\n\
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
}
