//! `firewall-cmd --list-all`.
//!
//! Traps: services are names; a rich rule says itself whether it accepts.

use crate::flow::flow;
use crate::formats::{Context, Format, keep};
use crate::line::{Line, Reading, Sink};
use crate::scan::{End, Style, begins_with_any, cut, find, has, one_of, pairs, parts, rcut, words};
use crate::{Action, Aside, Direction, Flow, Kind, Transport};

pub(crate) const FORMAT: Format = Format::new("firewalld", "firewall-cmd", "", read);

const SETTINGS: [&str; 14] = [
    "target",
    "icmp-block-inversion",
    "interfaces",
    "sources",
    "protocols",
    "forward",
    "masquerade",
    "forward-ports",
    "source-ports",
    "icmp-blocks",
    "rich rules",
    "ingress-priority",
    "egress-priority",
    "services",
];

fn read(line: &Line<'_>, context: &mut Context, sink: &mut Sink<'_>) -> Reading {
    let text = line.whole;
    let body = text.trim_ascii();
    // `public (active)`, `public (default, active)`.
    if !begins_with_any(text, b" \t")
        && let Some((zone, rest)) = cut(body, " (")
        && matches!(rest, "active)" | "default, active)" | "default)")
        && !has(zone, " ")
    {
        context.name = keep(zone);
        return Reading::Aside(Aside::Header);
    }
    if body.starts_with("rule ")
        && (has(body, "family=\"") || has(body, "port port=\"") || has(body, "service name=\""))
    {
        return rich_rule(body, sink);
    }
    if !begins_with_any(text, b" \t") {
        return Reading::Pass;
    }
    let Some((name, values)) = cut(body, ":") else { return Reading::Pass };
    if body.starts_with("port=") && has(body, ":proto=") {
        return forward(body, sink);
    }
    let values = values.trim_ascii();
    if name == "forward-ports" && values.starts_with("port=") {
        for value in words(values) {
            forward(value, sink);
        }
        return Reading::of(sink, Reading::Malformed);
    }
    if name == "ports" || one_of(name, "services source-ports") && context.format == FORMAT.id {
        for value in words(values) {
            let end = if name == "services" {
                Some((End { port_name: value, ..End::NONE }, None))
            } else {
                rcut(value, b'/')
                    .and_then(|(port, protocol)| Some((End::of("", port)?, Some(Transport::named(protocol)?))))
            };
            let Some((destination, transport)) = end else {
                return if sink.flows > 0 { Reading::Flows } else { Reading::Pass };
            };
            let mut flow = rule(context.name.as_str(), Action::Allow, "");
            flow.transport = transport;
            *(if name == "source-ports" { &mut flow.source } else { &mut flow.destination }) = destination;
            sink.flow(&mut flow);
        }
        return Reading::of(sink, Reading::Aside(Aside::NoTraffic));
    }
    if SETTINGS.contains(&name) && (context.format == FORMAT.id || name == "target") {
        return Reading::Aside(Aside::NoTraffic);
    }
    Reading::Pass
}

#[inline(never)]
fn rule<'a>(zone: &'a str, action: Action, action_text: &'a str) -> Flow<'a> {
    flow! { kind: Kind::Rule, action, action_text, direction: Some(Direction::In), rule: zone }
}

/// `rule family="ipv4" source address="192.0.2.0/24" port port="22" protocol="tcp" accept`
fn rich_rule(body: &str, sink: &mut Sink<'_>) -> Reading {
    let (mut source, mut destination) = (End::NONE, End::NONE);
    let mut transport = None;
    let mut is_source = true;
    let mut fits = true;
    // Whom it is about, if a flow cannot say that.
    let is_conditional =
        ["NOT ", " ipset=", " mac=", " icmp-", "invert=\"true\""].iter().any(|condition| has(body, condition));
    let mut before = 0;
    pairs(body, Style::WORDS, &mut |key, value| {
        let until = find(body.get(before..).unwrap_or_default(), value).map_or(before, |at| before + at);
        let words = body.get(before..until).unwrap_or_default();
        if has(words, "destination ") {
            is_source = false;
        } else if has(words, "source ") {
            is_source = true;
        }
        let is_service = has(words, "service ");
        before = until;
        match key {
            "address" if is_source => source.address = value,
            "address" => destination.address = value,
            "port" if has(words, "source-port ") => fits &= source.set_port(value).is_some(),
            "port" => fits &= destination.set_port(value).is_some(),
            "protocol" => transport = Transport::named(value),
            // `protocol value="icmp"`
            "value" if has(words, "protocol ") => {
                transport = Transport::of(value);
                fits &= transport.is_some();
            }
            "name" if is_service => destination.port_name = value,
            _ => {}
        }
    });
    let action_text = words(body).filter(|word| one_of(word, "accept reject drop mark")).last().unwrap_or_default();
    if !fits {
        return Reading::Malformed;
    }
    if destination.is_empty() && source.is_empty() {
        return Reading::Aside(Aside::NoTraffic);
    }
    if is_conditional {
        return Reading::Conditional;
    }
    let mut flow = rule("", Action::of(action_text).unwrap_or(Action::Log), action_text);
    (flow.transport, flow.source, flow.destination) = (transport, source, destination);
    sink.flow(&mut flow);
    Reading::Flows
}

/// `port=80:proto=tcp:toport=8080:toaddr=192.0.2.1`
fn forward(body: &str, sink: &mut Sink<'_>) -> Reading {
    let value = |name: &str| parts(body, b":").find_map(|part| part.strip_prefix(name)).unwrap_or_default();
    let (Some(destination), Some(transport)) = (End::of("", value("port=")), Transport::named(value("proto="))) else {
        return Reading::Pass;
    };
    let mut flow = rule("", Action::Allow, "");
    (flow.destination, flow.transport) = (destination, Some(transport));
    sink.flow(&mut flow);
    Reading::Flows
}

#[cfg(test)]
mod tests {
    use crate::testing::{conditional, flow, flows, malformed};

    #[test]
    fn shapes() {
        flows(
            "public (active)\n  target: default\n  icmp-block-inversion: no\n  interfaces: eth0\n  sources: \n  services: ssh\n  \
             ports: 8080/tcp 60000-61000/udp\n  protocols: \n  forward: yes\n  masquerade: no\n  forward-ports: \n\
             \tport=80:proto=tcp:toport=8080:toaddr=\n  source-ports: \n  icmp-blocks: \n  rich rules: \n\
             \trule family=\"ipv4\" source address=\"192.0.2.0/24\" port port=\"22\" protocol=\"tcp\" accept\n\
             \trule family=\"ipv4\" destination address=\"192.0.2.9\" service name=\"http\" log prefix=\"x\" level=\"info\" reject\n",
            &[
                "firewalld - allow :ssh in",
                "firewalld tcp allow :8080 in",
                "firewalld udp allow :60000-61000 in",
                "firewalld tcp allow :80 in",
                "firewalld tcp allow 192.0.2.0/24 > :22 in",
                "firewalld - reject 192.0.2.9:http in",
            ],
        );
        flow("  ports: 443/tcp", "firewalld tcp allow :443 in");
        flows(
            "public (active)\n  ports: \n  source-ports: 5353/udp\n  forward-ports: port=8022:proto=tcp:toport=22:toaddr=192.0.2.5\n",
            &["firewalld udp allow :5353 > in", "firewalld tcp allow :8022 in"],
        );
        flow(
            "\trule family=\"ipv4\" destination address=\"192.0.2.9\" protocol value=\"icmp\" drop",
            "firewalld icmp drop 192.0.2.9 in",
        );
        malformed("\trule family=\"ipv4\" source address=\"192.0.2.9\" protocol value=\"x\" drop");
        malformed("\trule family=\"ipv4\" port port=\"99999\" protocol=\"tcp\" accept");
        for rule in [
            "rule family=\"ipv4\" source address=\"192.0.2.9\" icmp-block name=\"echo-request\"",
            "rule family=\"ipv4\" source NOT address=\"192.0.2.0/24\" port port=\"22\" protocol=\"tcp\" reject",
            "rule family=\"ipv4\" source ipset=\"trusted\" port port=\"3306\" protocol=\"tcp\" accept",
            "rule family=\"ipv4\" source mac=\"00:00:5E:00:53:01\" port port=\"5900\" protocol=\"tcp\" accept",
        ] {
            conditional(rule);
        }
    }
}
