//! `ufw status`, with `verbose` or `numbered`.
//!
//! Traps: columns are as wide as they need to be; without `verbose` a profile's name stands in place of its ports; the direction is left
//! out where it is *in*; of a rule for outgoing traffic, the interface stands behind *From*.

use crate::flow::flow;
use crate::formats::{Context, Format};
use crate::line::{Line, Reading, Sink};
use crate::scan::{before, begins_with_any, cut, has, is_address, one_of, parts, rcut, word};
use crate::{Action, Aside, Direction, Kind, Transport};

pub(crate) const FORMAT: Format = Format::new("ufw_status", "ufw status", "", read);

fn read(line: &Line<'_>, context: &mut Context, sink: &mut Sink<'_>) -> Reading {
    let body = line.whole.trim_ascii();
    let is_inside = context.format == FORMAT.id;
    if is_frame(body, is_inside) {
        return Reading::Aside(Aside::Header);
    }
    // `[ 1] 22/tcp`
    let row = match body.strip_prefix('[').and_then(|rest| cut(rest, "] ")) {
        Some((number, rest)) if number.bytes().all(|byte| matches!(byte, b' ' | b'0'..=b'9')) => rest,
        _ => body,
    };
    let row = before(row, " # ");
    let Some((to, action, from)) = columns(row) else { return Reading::Pass };
    let (direction, from) = match word(from) {
        ("IN", from) => (Direction::In, from),
        ("OUT", from) => (Direction::Out, from),
        ("FWD", from) => (Direction::Forward, from),
        _ => (Direction::In, from),
    };
    let (Some(to), Some(from)) = (Side::of(to), Side::of(from)) else { return Reading::Pass };
    // A profile may have any name, so that only its place in the table tells.
    if from.is_profile() && to.is_profile() || (from.is_profile() || to.is_profile()) && !is_inside {
        return Reading::Pass;
    }
    let mut flow = flow! {
        kind: Kind::Rule,
        direction: Some(direction),
        action_text: action,
        action: if action == "LIMIT" { Action::Allow } else { Action::of(action).unwrap_or(Action::Log) },
        transport: to.transport.or(from.transport),
        service: to.profile,
    };
    (flow.source.address, flow.destination.address) = (from.address, to.address);
    (flow.interface_in, flow.interface_out) = match direction {
        Direction::In => (to.interface, ""),
        Direction::Out => ("", from.interface),
        Direction::Forward => (from.interface, to.interface),
    };
    if from.is_profile() || to.is_profile() {
        flow.service = "";
        for (end, side) in [(&mut flow.source, from), (&mut flow.destination, to)] {
            if side.is_profile() {
                end.port_name = side.profile;
            } else if !side.ports.is_empty() && end.set_port(side.ports).is_none() {
                return Reading::Conditional;
            }
        }
        sink.flow(&mut flow);
        return Reading::Flows;
    }
    sink.each_port(&flow, from.ports, to.ports)
}

fn is_frame(body: &str, is_inside: bool) -> bool {
    let (first, rest) = word(body);
    matches!(body, "Status: active" | "Status: inactive")
        || first == "To" && word(rest).0 == "Action" && rest.ends_with("From")
        || is_inside
            && (first == "Default:" && has(rest, "(incoming)")
                || first == "Logging:"
                || body.starts_with("New profiles: ")
                || body.bytes().all(|byte| matches!(byte, b'-' | b' ')))
}

/// What is before the action, the action, and what is after it.
fn columns(row: &str) -> Option<(&str, &str, &str)> {
    [" ALLOW ", " DENY ", " REJECT ", " LIMIT "].iter().find_map(|action| {
        let (to, from) = cut(row, action)?;
        Some((to.trim_ascii(), action.trim_ascii(), from.trim_ascii_start()))
    })
}

/// One end of a rule.
#[derive(Default)]
struct Side<'a> {
    address: &'a str,
    ports: &'a str,
    transport: Option<Transport>,
    interface: &'a str,
    /// The name of an application profile.
    profile: &'a str,
}

impl<'a> Side<'a> {
    /// `22/tcp`, `192.0.2.5 8080/tcp on eth1`, `Anywhere (v6)`, `80,443/tcp (WWW Full)`, `192.0.2.9/esp`, `WWW Full`.
    fn of(text: &'a str) -> Option<Self> {
        let mut side = Self::default();
        let (place, rest) = cut(text, " (").unwrap_or((text, ""));
        let place = match cut(place, " on ") {
            Some((place, interface)) => {
                side.interface = word(interface).0;
                place
            }
            None => place.trim_ascii(),
        };
        if let Some((_, interface)) = cut(rest, ") on ") {
            side.interface = word(interface).0;
        }
        let inside = before(before(rest, ")"), " (");
        // `(log, out)`
        if !parts(inside, b",").all(|note| one_of(note.trim_ascii(), "v6 out log log-all")) {
            side.profile = inside;
        }
        let mut rest = place;
        while !rest.is_empty() {
            let (first, after) = word(rest);
            let (start, protocol) = rcut(first, b'/').unwrap_or((first, ""));
            let transport = if begins_with_any(protocol, b"0123456789") { None } else { Transport::named(protocol) };
            // The end of a network is no protocol.
            let start = if transport.is_some() { start } else { first };
            let is_first = rest.len() == place.len();
            if is_first && (start == "Anywhere" || is_address(before(start, "/"))) {
                side.address = if start == "Anywhere" { "" } else { start };
            } else if start.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b',' | b':')) && after.is_empty() {
                side.ports = start;
            } else {
                side.profile = rest;
                break;
            }
            side.transport = side.transport.or(transport);
            rest = after;
        }
        (!place.is_empty()).then_some(side)
    }

    /// Whether it has no ports, but a name in place of them.
    fn is_profile(&self) -> bool {
        self.ports.is_empty() && !self.profile.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{aside, conditional, flow, flows, malformed, none};

    /// As ufw 0.36.2 printed them.
    #[test]
    fn shapes() {
        flows(
            "Status: active\nLogging: on (low)\nDefault: deny (incoming), allow (outgoing), disabled (routed)\nNew profiles: skip\n\n\
             To                         Action      From\n--                         ------      ----\n\
             22/tcp                     LIMIT IN    Anywhere                  \n\
             5432/tcp                   ALLOW IN    192.0.2.0/24               # db 9 # DENY x\n\
             23                         DENY IN     Anywhere                  \n\
             25/tcp                     REJECT IN   Anywhere                  \n\
             80,6000:6007/tcp (WWW Full) ALLOW IN    Anywhere                   (log)\n\
             53 (v6) on eth0            ALLOW IN    Anywhere (v6)             \n\
             68/udp                     ALLOW IN    192.0.2.8 67/udp          \n\
             Anywhere                   ALLOW IN    192.0.2.9/esp             \n\
             Anywhere                   ALLOW IN    53/udp                    \n\
             22                         ALLOW IN    2001:db8::/32             \n\n\
             198.51.100.1 123/udp       ALLOW OUT   Anywhere on eth1           (out)\n\n\
             192.0.2.5 8080/tcp on eth1 ALLOW FWD   Anywhere on eth0          \n",
            &[
                "ufw_status tcp allow :22 in",
                "ufw_status tcp allow 192.0.2.0/24 > :5432 in",
                "ufw_status - deny :23 in",
                "ufw_status tcp reject :25 in",
                "ufw_status tcp allow :80 in",
                "ufw_status tcp allow :6000-6007 in",
                "ufw_status - allow :53 in eth0",
                "ufw_status udp allow 192.0.2.8:67 > :68 in",
                "ufw_status udp allow :53 > in",
                "ufw_status - allow 2001:db8::/32 > :22 in",
                "ufw_status udp allow 198.51.100.1:123 out eth1",
                "ufw_status tcp allow 192.0.2.5:8080 forward eth0 eth1",
            ],
        );
        flows(
            "Status: active\n\nTo                         Action      From\n--                         ------      ----\n\
             WWW Full                   ALLOW       Anywhere                  \nOpenSSH (v6)               ALLOW       Anywhere (v6)\n",
            &["ufw_status - allow :WWW Full in", "ufw_status - allow :OpenSSH in"],
        );
        flows(
            "Status: active\n\n     To                         Action      From\n     --                         ------      ----\n\
             [ 4] 10.0.0.0/8 25/tcp          DENY OUT    Anywhere on eth1           (log, out)\n\
             [ 5] 10.0.0.0/8 26/tcp          DENY OUT    Anywhere on eth1           (log-all, out)\n\
             [ 6] Anywhere                   ALLOW IN    Samba\n[ 7] 445/tcp                    ALLOW IN    Samba\n\
             [ 8] Samba                      DENY IN     Anywhere\n",
            &[
                "ufw_status tcp deny 10.0.0.0/8:25 out eth1",
                "ufw_status tcp deny 10.0.0.0/8:26 out eth1",
                "ufw_status - allow :Samba > in",
                "ufw_status tcp allow :Samba > :445 in",
                "ufw_status - deny :Samba in",
            ],
        );
        conditional("80,443/tcp                 ALLOW IN    Anywhere 1,2/tcp");
        malformed("80,99999/tcp               ALLOW IN    Anywhere");
        flow("[ 1] 22/tcp                     DENY IN     Anywhere", "ufw_status tcp deny :22 in");
        aside("Status: inactive");
        none("we ALLOW Anywhere");
    }
}
