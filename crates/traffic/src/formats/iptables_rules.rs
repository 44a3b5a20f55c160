//! `iptables-save`, `iptables -S`, `iptables -L` and the commands themselves; `ip6tables` too.
//!
//! Traps: `!` turns a match round; comments and prefixes are texts in quotes that may look like options; several ports are one rule; a
//! target may be a chain, or have ports of its own; there are more conditions than a flow can say.

mod listed;
mod rule;
mod saved;

use crate::formats::{Context, Format, keep};
use crate::line::{Line, Reading, Sink};
use crate::scan::{begins_with_any, has, one_of, word};
use crate::{Aside, Direction};

pub(crate) const FORMAT: Format = Format::new("iptables_rules", "iptables-save, iptables -L", "", read);

fn read(line: &Line<'_>, context: &mut Context, sink: &mut Sink<'_>) -> Reading {
    let body = line.whole.trim_ascii();
    let is_inside = context.format == FORMAT.id;
    if let Some(rest) = body.strip_prefix("Chain ") {
        let (name, said) = word(rest);
        if said.starts_with("(policy ") || said.ends_with(" references)") {
            (context.name, context.direction) = (keep(name), direction(name));
            return Reading::Aside(Aside::Header);
        }
    }
    // Names of chains and zones of other formats are not this one's.
    let (chain, direction) = if is_inside { (context.name.as_str(), context.direction) } else { ("", None) };
    let is_columns = has(body, "prot opt ") && body.ends_with("destination");
    let rule = saved::saved(body, sink);
    let reading = match rule.or_else(|| listed::listed(body, chain, direction, sink)) {
        None if is_columns || is_frame(body, is_inside) => Reading::Aside(Aside::Header),
        None => return Reading::Pass,
        Some(reading) => reading,
    };
    // The chain is known as long as its header and rows follow one another.
    if !is_inside || reading == Reading::Aside(Aside::Header) && !is_columns {
        context.name.clear();
        context.direction = None;
    }
    reading
}

/// Lines around the rules: tables, chains, counters.
fn is_frame(body: &str, is_inside: bool) -> bool {
    let (first, rest) = word(body);
    let policy = |policy: &str| one_of(policy, "ACCEPT DROP QUEUE RETURN -");
    body == "COMMIT"
        || one_of(body, "*filter *nat *mangle *raw *security")
        || begins_with_any(body, b"#") && (has(body, "tables-save v") || has(body, "tables-legacy tables present"))
        || is_inside && (body.starts_with("# Completed on ") || first == "-N")
        || first == "-P" && policy(word(word(rest).1).0)
        || first.starts_with(':') && policy(word(rest).0)
}

fn direction(chain: &str) -> Option<Direction> {
    // A chain of a user may have any name.
    if one_of(chain, "INPUT OUTPUT FORWARD") { Direction::of(chain) } else { None }
}

/// A word, or a text in quotes; and what follows it.
pub(super) fn token(text: &str) -> (&str, &str) {
    if !is_quoted(text) {
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

pub(super) fn is_quoted(text: &str) -> bool {
    begins_with_any(text, b"\"'")
}

#[cfg(test)]
mod tests {
    use crate::testing::flows_among_others;

    /// The chain holds for the rows below it, and no longer.
    #[test]
    fn chains() {
        let row = "ACCEPT     6    --  0.0.0.0/0            0.0.0.0/0            tcp dpt:22\n";
        let named = "ACCEPT     6    --  www.example.com      0.0.0.0/0            tcp dpt:22\n";
        let log = "%ASA-2-106001: Inbound TCP connection denied from 203.0.113.5/4321 to 192.0.2.10/135 flags SYN  on interface outside\n";
        let scanned = "Nmap scan report for 192.0.2.9\n";
        let (inside, outside) = ("iptables_rules tcp allow :22 in", "iptables_rules tcp allow :22");
        let called = "iptables_rules tcp allow www.example.com > :22 in";
        let denied = "cisco_asa tcp deny 203.0.113.5:4321 > 192.0.2.10:135 in outside SYN";
        flows_among_others(
            &format!("Chain INPUT (policy DROP)\n{row}{named}{row}\n{row}{log}{row}{named}{row}{scanned}{row}{row}"),
            &[inside, called, inside, inside, denied, outside, outside, outside, outside],
        );
    }
}
