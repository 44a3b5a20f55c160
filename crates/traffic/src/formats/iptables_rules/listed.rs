//! Rules as rows: `iptables -L`, with `-n`, `-v` and `--line-numbers`.

use super::rule::{Part, Rule};
use super::token;
use crate::line::{Reading, Sink};
use crate::scan::{Table, before, begins, begins_with_any, cut, has, is_address, one_of, table, word, words};
use crate::{Direction, Transport};

/// How conditions are named.
const MATCHES: Table<Part> = table! {
    "dpt" => Part::DestinationPorts,
    "dpts" => Part::DestinationPorts,
    "dports" => Part::DestinationPorts,
    "spt" => Part::SourcePorts,
    "spts" => Part::SourcePorts,
    "sports" => Part::SourcePorts,
    "ports" => Part::Ports,
    "flags" => Part::Flags,
    "source" => Part::Source,
    "destination" => Part::Destination,
};

/// `ACCEPT     6    --  eth0   *       192.0.2.0/24         0.0.0.0/0            tcp dpt:22 /* x */`, the interfaces only with `-v`.
pub(super) fn listed<'a>(
    body: &'a str,
    chain: &'a str,
    direction: Option<Direction>,
    sink: &mut Sink<'_>,
) -> Option<Reading> {
    let mut rest = words(body);
    let mut row = [""; 9];
    let mut count = 0;
    // Without `-n`, addresses have names where there are some. Only below the head of a chain is a name surely a host's.
    let is_named = |row: &[&str], cell| !chain.is_empty() && has_all(row) && is_host(cell);
    let source = loop {
        let cell = rest.next()?;
        if is_place(cell) || is_named(row.get(..count)?, cell) {
            break cell;
        }
        *row.get_mut(count)? = cell;
        count += 1;
    };
    let destination =
        rest.next().filter(|cell| is_place(cell) || is_named(row.get(..count).unwrap_or_default(), cell))?;
    // Older programs print no options for IPv6.
    let is_six = [source, destination].iter().all(|place| *place == "anywhere" || has(place, ":"));
    let (start, protocol, [inward, outward]) = match row.get(..count)? {
        [start @ .., protocol, "--"] => (start, *protocol, [""; 2]),
        [start @ .., protocol, "--", inward, outward] => (start, *protocol, [*inward, *outward]),
        [start @ .., protocol] if is_six && is_bare(start, protocol) => (start, *protocol, [""; 2]),
        [start @ .., protocol, inward, outward] if is_six && is_bare(start, protocol) => {
            (start, *protocol, [*inward, *outward])
        }
        _ => return None,
    };
    if !is_protocol(protocol) {
        return None;
    }
    let mut rule = Rule::new(chain, direction);
    rule.set(Part::Protocol, protocol);
    rule.set(Part::In, inward);
    rule.set(Part::Out, outward);
    rule.set(Part::Source, source);
    rule.set(Part::Destination, destination);
    // A rule without a target has a counter in its place, or nothing.
    rule.set(Part::Target, start.last().filter(|target| !is_counter(target)).unwrap_or(&""));
    let (said, more) = match cut(rest.rest(), "/* ") {
        Some((said, comment)) => {
            let (comment, more) = cut(comment, " */").unwrap_or((comment, ""));
            rule.set(Part::Comment, comment);
            (said, more)
        }
        None => (rest.rest(), ""),
    };
    conditions(&mut rule, said);
    conditions(&mut rule, more);
    Some(rule.give(sink))
}

/// `tcp dpt:22 flags:0x17/0x02`, `multiport dports 80,8000:8010`, `source IP range 192.0.2.1-192.0.2.9`; up to what the target does.
#[inline(never)]
fn conditions<'a>(rule: &mut Rule<'a>, text: &'a str) {
    let mut rest = text;
    while !rest.is_empty() {
        let (said, after) = token(rest);
        rest = after;
        if one_of(said, "tcp udp udplite sctp dccp limit: [goto]") {
            continue;
        }
        // The state of a connection, and a limit of the rate.
        if one_of(said, "state ctstate avg burst") {
            let (value, after) = word(after);
            if said.ends_with("state") {
                rule.set(Part::State, value);
            }
            rest = after;
            continue;
        }
        // Targets have ports and texts of their own.
        if said == rule.flow.action_text || said.ends_with("prefix") || begins(said, TARGETS) {
            return;
        }
        let named = match after.strip_prefix("IP range ") {
            Some(after) => Some((said, after)),
            None if said == "multiport" => Some(word(after)),
            None => None,
        };
        let (key, value) = match named {
            Some((key, after)) => {
                let (value, after) = word(after);
                rest = after;
                (key, value)
            }
            None => cut(said, ":").unwrap_or_default(),
        };
        match MATCHES.get(key) {
            Some(part) => rule.set(part, value),
            None => rule.is_conditional = true,
        }
    }
}

/// How texts of targets begin that do not begin with the target's name.
const TARGETS: &str = "to:|redir|masq|random|reject-with|nflog-|add-set|del-set";

/// Whether a row has all that comes before its source: options, and the interfaces, if it has counters.
fn has_all(row: &[&str]) -> bool {
    let Some(options) = row.iter().position(|cell| *cell == "--") else { return false };
    let interfaces = if row.iter().take_while(|cell| is_counter(cell)).count() > 1 { 2 } else { 0 };
    row.len() - options - 1 == interfaces
}

fn is_host(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'!' | b'/'))
}

/// Whether this can be the beginning of a row without options: counters, a target, and a protocol, which older programs name.
fn is_bare(start: &[&str], protocol: &str) -> bool {
    let Some((_, counters)) = start.split_last() else { return false };
    is_protocol(protocol) && !is_counter(protocol) && counters.iter().all(|counter| is_counter(counter))
}

fn is_protocol(text: &str) -> bool {
    let text = text.strip_prefix('!').unwrap_or(text);
    text == "all" || Transport::of(text).is_some()
}

/// `0`, `12K`
fn is_counter(text: &str) -> bool {
    begins_with_any(text, b"0123456789")
        && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'K' | b'M' | b'G' | b'T' | b'P'))
}

fn is_place(text: &str) -> bool {
    let text = text.strip_prefix('!').unwrap_or(text);
    text == "anywhere" || is_address(before(text, "/"))
}

#[cfg(test)]
mod tests {
    use crate::testing::{aside, conditional, flow, flows, none};

    /// As iptables 1.8.9 printed them.
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

    const REST: &str = "6    --  0.0.0.0/0            0.0.0.0/0            ";

    /// What targets print is no condition.
    #[test]
    fn targets() {
        for (target, said, expected) in [
            ("REDIRECT", "tcp dpt:80 redir ports 3128", "log :80"),
            ("MASQUERADE ", "tcp dpt:81 masq ports: 1024-65535", "log :81"),
            ("DNAT", "tcp dpt:42 to:192.0.2.5:8080", "log :42"),
            ("MARK", "tcp dpt:43 MARK set 0x1", "log :43"),
            ("LOG", "tcp dpt:39 LOG level warn prefix \"!\"", "log :39"),
            ("tcp", "tcp dpt:44", "log :44"),
            ("REJECT", "tcp dpt:45 limit: avg 3/min burst 5 state NEW reject-with tcp-reset", "reject :45"),
            ("ACCEPT", "tcp dpt:26 flags:0x17/0x02", "allow :26"),
            ("ACCEPT", "tcp dpt:26 flags:FIN,SYN,RST,ACK/SYN", "allow :26"),
            ("ACCEPT", "source IP range 192.0.2.1-192.0.2.9 tcp dpt:8443", "allow 192.0.2.1-192.0.2.9 > :8443"),
            ("ACCEPT", "tcp dpt:8443 destination IP range 192.0.2.1-192.0.2.9", "allow 192.0.2.1-192.0.2.9:8443"),
        ] {
            flow(&format!("{target} {REST}{said}"), &format!("iptables_rules tcp {expected}"));
        }
        flow(
            "    0     0 REDIRECT   6    --  eth1   *       0.0.0.0/0            0.0.0.0/0            tcp dpt:80 redir ports 3128",
            "iptables_rules tcp log :80 eth1",
        );
        flow(
            "    0     0            6    --  !eth9  any     0.0.0.0/0            0.0.0.0/0            tcp dpts:38:65535 /* ! */",
            "iptables_rules tcp log :38-65535",
        );
    }

    /// As iptables 1.8.9 printed them.
    #[test]
    fn conditions() {
        for said in [
            "tcp dpt:22 recent: UPDATE seconds: 60 hit_count: 4 name: x side: source mask: 255.255.255.255",
            "tcp dpt:23 #conn src/32 > 20 reject-with icmp-port-unreachable",
            "tcp dpt:24 limit: up to 5/min burst 5 mode srcip",
            "tcp dpt:27 flags:!0x17/0x02",
            "tcp dpt:27 flags:0x04/0x04",
            "tcp dpt:28 owner UID match 1000",
            "tcp dpt:29 MAC 00:00:5e:00:53:01",
            "tcp dpt:30 STRING match  \"GET dpt:7 x\" ALGO name bm",
            "tcp dpt:31 TIME from 09:00:00 to 23:59:59 UTC",
            "tcp dpt:32 mark match 0x1",
            "tcp dpt:35 ! ctstate NEW",
            "! source IP range 192.0.2.1-192.0.2.9 tcp dpt:36",
            "tcp dpt:37 -m geoip --source-country CN",
            "tcp dpt:38 match-set bad src",
            "multiport dports  !33,34",
            "multiport sports 1,2 multiport dports 3,4",
            "/* x */ tcp dpt:5007 owner UID match 0",
        ] {
            conditional(&format!("ACCEPT     {REST}{said}"));
        }
        conditional(
            "KUBE-MARK-MASQ  6    -- !192.0.2.0/24         198.51.100.1         /* default/kubernetes:https */ tcp dpt:443",
        );
        aside(&format!("ACCEPT     {REST}owner UID match 1000"));
        aside("    0     0 ACCEPT    !17   --  *      *       0.0.0.0/0            0.0.0.0/0           ");
        aside("ACCEPT    !udp  --  anywhere             anywhere            ");
    }

    /// `iptables -L -v` prints names.
    #[test]
    fn names() {
        flows(
            "Chain FORWARD (policy ACCEPT 0 packets, 0 bytes)\n\
             \x20pkts bytes target     prot opt in     out     source               destination         \n\
             \x20   0     0 ACCEPT     tcp  --  eth0   any     files.example.com    anywhere             tcp dpt:ssh\n\
             3    12K    3M            udp  --  any    any     localhost            192.0.2.9            udp dpt:domain\n",
            &[
                "iptables_rules tcp allow files.example.com > :ssh forward eth0",
                "iptables_rules udp log localhost > 192.0.2.9:domain forward",
            ],
        );
        none("ACCEPT     tcp  --  www.example.com      anywhere             tcp dpt:ssh");
    }

    /// Older programs print no options for IPv6.
    #[test]
    fn without_options() {
        flows(
            "Chain INPUT (policy DROP 0 packets, 0 bytes)\n\
             \x20pkts bytes target     prot opt in     out     source               destination         \n\
             \x20   5   12K ACCEPT     tcp      eth0   *       2001:db8::/32        ::/0                 tcp dpt:22\n\
             \x20   0     0            udp      *      *       ::/0                 ::/0                 udp dpt:53\n\n\
             Chain OUTPUT (policy ACCEPT)\ntarget     prot opt source               destination         \n\
             DROP       tcp      anywhere             anywhere             tcp dpt:smtp\n",
            &[
                "iptables_rules tcp allow 2001:db8::/32 > :22 in eth0",
                "iptables_rules udp log :53 in",
                "iptables_rules tcp drop :smtp out",
            ],
        );
    }
}
