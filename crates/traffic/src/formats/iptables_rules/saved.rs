//! Rules as options: `iptables-save`, `iptables -S`, and commands.

use super::rule::{Part, Rule};
use super::{is_quoted, token};
use crate::line::{Reading, Sink};
use crate::scan::{Table, begins, begins_with_any, cut, has, one_of, rcut, table, word};

const OPTIONS: Table<Part> = table! {
    "-s" => Part::Source,
    "--src" => Part::Source,
    "--source" => Part::Source,
    "--src-range" => Part::Source,
    "-d" => Part::Destination,
    "--dst" => Part::Destination,
    "--destination" => Part::Destination,
    "--dst-range" => Part::Destination,
    "-p" => Part::Protocol,
    "--proto" => Part::Protocol,
    "--protocol" => Part::Protocol,
    "-i" => Part::In,
    "--in-interface" => Part::In,
    "-o" => Part::Out,
    "--out-interface" => Part::Out,
    "--sport" => Part::SourcePorts,
    "--sports" => Part::SourcePorts,
    "--source-port" => Part::SourcePorts,
    "--source-ports" => Part::SourcePorts,
    "--dport" => Part::DestinationPorts,
    "--dports" => Part::DestinationPorts,
    "--destination-port" => Part::DestinationPorts,
    "--destination-ports" => Part::DestinationPorts,
    "--port" => Part::Ports,
    "--ports" => Part::Ports,
    "-j" => Part::Target,
    "--jump" => Part::Target,
    "-g" => Part::Target,
    "--goto" => Part::Target,
    "--comment" => Part::Comment,
    "-m" => Part::Match,
    "--match" => Part::Match,
    "--tcp-flags" => Part::Flags,
    "--state" => Part::State,
    "--ctstate" => Part::State,
};

/// `-A INPUT -s 192.0.2.0/24 -p tcp -m tcp --dport 22 -m comment --comment "x" -j ACCEPT`
///
/// A line of a script may have several commands.
pub(super) fn saved(body: &str, sink: &mut Sink<'_>) -> Option<Reading> {
    let mut rest = body;
    let mut reading = None;
    // All are read before the first is given: a line is not understood as a whole, or as none of it.
    for is_checked in [false, true] {
        while let Some((command, after)) = command(rest) {
            rest = after;
            let Some(rule) = rule(command) else { continue };
            if is_checked {
                reading = Some(rule.give(sink));
            } else if rule.is_told_in_part() && after.len() + command.len() < body.len() {
                return Some(Reading::Conditional);
            }
        }
        rest = body;
    }
    if sink.flows > 0 { Some(Reading::Flows) } else { reading }
}

/// The first command of a line, and what follows it; `None` at the end.
fn command(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_ascii_start();
    if text.is_empty() {
        return None;
    }
    let mut rest = text;
    while !rest.is_empty() {
        // A text in quotes may have the same signs.
        if is_quoted(rest) {
            rest = token(rest).1;
            continue;
        }
        // A shell needs no spaces around them. A word is not read to its end before: it may have many.
        let is_end = |byte: u8| matches!(byte, b';' | b'&' | b'|') || byte.is_ascii_whitespace();
        rest = rest.get(rest.bytes().position(is_end).unwrap_or(rest.len())..)?;
        if begins_with_any(rest, b";&|") {
            let end = text.len() - rest.len();
            return Some((text.get(..end)?, rest.trim_start_matches([';', '&', '|'])));
        }
        rest = rest.trim_ascii_start();
    }
    Some((text, ""))
}

/// The rule that a command adds.
fn rule(command: &str) -> Option<Rule<'_>> {
    let (chain, mut rest) = word(appended(command)?);
    let mut rule = Rule::of_chain(chain);
    let mut is_negated = false;
    // What follows a hash is for people.
    while !rest.is_empty() && !begins_with_any(rest, b"#") {
        let was_negated = std::mem::replace(&mut is_negated, rest.starts_with("! "));
        // A text in quotes is the value of another option.
        let (part, value, after) = if is_quoted(rest) { (None, "", token(rest).1) } else { option(rest) };
        rest = after;
        match part {
            Some(part) if was_negated => rule.set(part, "!"),
            Some(part) => rule.set(part, value),
            None => rule.is_conditional |= was_negated,
        }
    }
    Some(rule)
}

/// What an option is for, its value, and what follows it: `--dport 22`, `--dport=22`, `-ptcp`.
fn option(text: &str) -> (Option<Part>, &str, &str) {
    let (name, after) = word(text);
    if let Some(part) = OPTIONS.get(name) {
        // The flags to be looked at come before those that must be set.
        let after = if part == Part::Flags { word(after).1 } else { after };
        let (value, after) = token(after);
        return (Some(part), value, after);
    }
    let length = cut(name, "=").map_or(2, |(name, _)| name.len() + 1);
    let start = name.get(..length).unwrap_or_default();
    match OPTIONS.get(start.strip_suffix('=').unwrap_or(start)) {
        Some(part) => {
            let (value, after) = token(text.get(length..).unwrap_or_default());
            (Some(part), value, after)
        }
        None => (None, "", after),
    }
}

/// What follows `-A`, if the line adds a rule: `-A INPUT …`, `[12:345] -A INPUT …`, `sudo iptables -t nat -I INPUT 1 …`.
fn appended(body: &str) -> Option<&str> {
    let mut rest = body;
    loop {
        let (first, after) = word(rest);
        let name = rcut(first, b'/').map_or(first, |(_, name)| name);
        if one_of(first, "-A -I --append --insert") {
            rest = after;
            break;
        }
        rest = if one_of(first, "-t --table") {
            word(after).1
        } else if one_of(name, "sudo iptables ip6tables -w") || begins(first, "-t|--table=") || is_number(first) {
            after
        } else {
            return None;
        };
    }
    // Other programs have such an option, too.
    ["-j ", "-p ", "-g ", "--jump", "--proto", "--goto"].iter().any(|option| has(rest, option)).then_some(rest)
}

/// Packets and bytes, `[12:345]`, or the seconds of `-w`.
fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| matches!(byte, b'[' | b']' | b':' | b'0'..=b'9'))
}

#[cfg(test)]
mod tests {
    use crate::testing::{aside, conditional, flow, flows, malformed, none};

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
        flow("/sbin/iptables -tnat -w 5 -A PREROUTING -ptcp --dport=22 --jump=ACCEPT", "iptables_rules tcp allow :22");
        flows(
            "iptables -A INPUT -p tcp --dport 22 -j ACCEPT; iptables -A INPUT -p tcp --dport 23 -m comment --comment \"a; b\" -j DROP && true",
            &["iptables_rules tcp allow :22 in", "iptables_rules tcp drop :23 in"],
        );
        for between in [";", "&&", " & ", " || "] {
            flows(
                &format!(
                    "iptables -A INPUT -p tcp --dport 22 -j ACCEPT{between}iptables -A INPUT -p tcp --dport 23 -j DROP"
                ),
                &["iptables_rules tcp allow :22 in", "iptables_rules tcp drop :23 in"],
            );
        }
        conditional("iptables -A INPUT -p tcp --dport 22 -j ACCEPT && iptables -A INPUT -p tcp ! --dport 23 -j DROP");
        aside("iptables -A INPUT -i lo -j ACCEPT; iptables -A INPUT -m state --state NEW -j DROP");
        aside("# Warning: iptables-legacy tables present, use iptables-legacy to see them");
        none("grep -A 5 foo");
    }

    #[test]
    fn options() {
        for (options, expected) in [
            ("--src 192.0.2.1 --dst 192.0.2.2 --proto tcp --dport 22", "tcp allow 192.0.2.1 > 192.0.2.2:22 in"),
            ("--in-interface eth0 --proto=udp --source-ports 53", "udp allow :53 > in eth0"),
            ("-s=192.0.2.1 -p tcp --destination-ports=22", "tcp allow 192.0.2.1 > :22 in"),
            ("-p tcp --dport 4012:", "tcp allow :4012-65535 in"),
            ("-p tcp --dport :1023", "tcp allow :0-1023 in"),
            ("-p tcp --tcp-flags FIN,SYN,RST,ACK SYN --dport 26", "tcp allow :26 in"),
            ("-p tcp --dport 25 -m limit --limit 3/min -m state --state NEW", "tcp allow :25 in"),
            ("-p tcp --dport 27 -m comment --comment \"!\"", "tcp allow :27 in"),
            ("-p tcp --log-prefix \"!\" --dport 28", "tcp allow :28 in"),
            ("! -i eth9 -p tcp --dport 38", "tcp allow :38 in"),
        ] {
            flow(&format!("-A INPUT {options} -j ACCEPT"), &format!("iptables_rules {expected}"));
        }
        flow(
            "-A OUTPUT --out-interface eth1 -p tcp --dport 22 -j DROP # -j ACCEPT",
            "iptables_rules tcp drop :22 out eth1",
        );
        flows(
            "-A INPUT -p udp -m multiport --sports 53,123 -m udp --dport 1024: -j ACCEPT",
            &["iptables_rules udp allow :53 > :1024-65535 in", "iptables_rules udp allow :123 > :1024-65535 in"],
        );
        for state in ["-m conntrack --ctstate RELATED,ESTABLISHED", "-m state --state INVALID"] {
            conditional(&format!("-A INPUT -p tcp {state} --dport 22 -j ACCEPT"));
        }
        aside("-A INPUT -p tcp -m owner --uid-owner 1000 -j ACCEPT");
        flow(
            "-A INPUT -p tcp --dport 22 -j DROP --comment=\"x -j ACCEPT --dport 9\"",
            "iptables_rules tcp drop :22 in",
        );
        for ports in ["99999", "5010,5011,99999", "5010,,5011", "9-8", "-", ":"] {
            malformed(&format!("-A INPUT -p tcp --dport {ports} -j ACCEPT"));
        }
    }

    #[test]
    fn conditions() {
        for options in [
            "--dport ! 25",
            "! --dport 5007",
            "! -s 192.0.2.1/32 --dport 443",
            "--dport 22 -m recent --update --seconds 60 --hitcount 4 --name x --mask 255.255.255.255 --rsource",
            "--dport 23 -m connlimit --connlimit-above 20 --connlimit-mask 32 --connlimit-saddr",
            "--dport 24 -m hashlimit --hashlimit-upto 5/min --hashlimit-mode srcip --hashlimit-name h",
            "--dport 27 ! --tcp-flags FIN,SYN,RST,ACK SYN",
            "--dport 27 --tcp-flags RST RST",
            "--dport 27 ! --syn",
            "--dport 28 -m owner --uid-owner 1000",
            "--dport 29 -m mac --mac-source 00:00:5e:00:53:01",
            "--dport 30 -m string --string \"GET dpt:7 x\" --algo bm",
            "--dport 31 --match time --timestart 09:00:00",
            "--dport 32 -m geoip --source-country CN",
            "--dport 35 -m conntrack ! --ctstate NEW",
            "-m set --match-set bad src -m tcp --dport 8444",
            "-m multiport --sports 1,2 -m multiport --dports 3,4",
        ] {
            conditional(&format!("-A INPUT -p tcp {options} -j ACCEPT"));
        }
    }
}
