//! Suricata's and Snort's alerts in one line.
//!
//! Traps: IPv6 stands without brackets, the last colon is before the port; for ICMP, type and code take the place of the ports. `[Drop]`
//! was dropped, `[wDrop]` would have been; Snort 3 writes `[drop]`, `[block]`, `[would_drop]`.

use crate::flow::flow;
use crate::formats::{Context, Format};
use crate::line::{Line, Reading, Sink};
use crate::scan::{End, begins_with_any, bracketed, cut, find, has, is_address, parts, trim_any, word};
use crate::{Action, Flow, Transport};

pub(crate) const FORMAT: Format = Format::new("suricata_fast", "Suricata, Snort", "[:]{}->", read);

fn read(line: &Line<'_>, _: &mut Context, sink: &mut Sink<'_>) -> Reading {
    let text = line.whole;
    let Some(signature) = signature(text) else { return Reading::Pass };
    // The text of a signature may contain anything: what counts is the last protocol in braces.
    let Some(open) = text.bytes().rposition(|byte| byte == b'{') else { return Reading::Malformed };
    let Some((protocol, ends)) = text.get(open + 1..).and_then(|rest| cut(rest, "}")) else {
        return Reading::Malformed;
    };
    let Some(mut flow) = flow_of(protocol, ends) else { return Reading::Malformed };
    // `[Drop]` before `[**]`.
    let said = bracketed(line.body).map_or("", |(said, _)| said);
    flow.action = Action::Alert;
    if begins_with_any(said, b"DBRdbrw") {
        flow.action_text = said;
        flow.action = Action::of(said).unwrap_or(Action::Alert);
    }
    flow.time = line.time;
    flow.rule = signature;
    sink.flow(&mut flow);
    Reading::Flows
}

/// What follows `[1:2001219:20]`, up to the next bracket.
fn signature(text: &str) -> Option<&str> {
    let mut rest = text;
    // Before the ids stand the time, a verdict and a process; the limits keep the work linear.
    for _ in 0..8 {
        let (_, inside) = cut(rest, "[")?;
        rest = inside;
        let Some(end) = inside.bytes().take(40).position(|byte| byte == b']') else { continue };
        let (Some(ids), Some(after)) = (inside.get(..end), inside.get(end + 1..)) else { continue };
        let mut numbers = parts(ids, b":");
        let is_id = numbers.clone().count() == 3 && numbers.all(crate::scan::is_digits);
        if is_id && (has(after, "[Priority: ") || has(text, "[**]")) && has(after, "{") {
            let end = [" [**]", " [Classification", " [Priority"].iter().filter_map(|mark| find(after, mark)).min();
            return Some(trim_any(after.get(..end?)?, b" \""));
        }
    }
    None
}

fn flow_of<'a>(protocol: &'a str, ends: &'a str) -> Option<Flow<'a>> {
    let (from, rest) = word(ends);
    let (arrow, rest) = word(rest);
    let (to, _) = word(rest);
    if arrow != "->" {
        return None;
    }
    let transport = Transport::of(protocol.strip_prefix("PROTO:").unwrap_or(protocol));
    let mut flow = flow! { transport };
    let has_ports = transport.is_none_or(|transport| transport.has_ports() || transport.is_icmp());
    (flow.source, flow.destination) = (end(from, has_ports)?, end(to, has_ports)?);
    flow.take_icmp_from_ports();
    Some(flow)
}

/// An end; where the protocol has no ports, Suricata writes port 0 and Snort none.
fn end(text: &str, has_ports: bool) -> Option<End<'_>> {
    match End::colon(text) {
        Some(end) if has_ports || !is_address(text) => Some(end),
        _ => is_address(text).then(|| End::address(text)),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{flow, malformed};

    #[test]
    fn shapes() {
        flow(
            "11/20/2026-10:25:02.123456  [**] [1:1:1] a {TCP} 1.1.1.1:1 -> 2.2.2.2:2 [**] [Classification: (null)] [Priority: 3] {TCP} \
             2001:db8::1:54321 -> 2001:db8::2:22",
            "suricata_fast tcp alert 2001:db8::1:54321 > 2001:db8::2:22 11/20/2026-10:25:02.123456",
        );
        flow(
            "11/20/2026-10:25:02.123456  [wDrop] [**] [1:1:1] ping [**] [Priority: 3] {ICMP} 192.0.2.1:8 -> 192.0.2.2:0",
            "suricata_fast icmp alert 192.0.2.1 > 192.0.2.2 icmp 8/0 11/20/2026-10:25:02.123456",
        );
        flow(
            "11/20/2026-10:25:02.123456  [**] [1:1:1] nd [**] [Priority: 3] {IPv6-ICMP} \
             fe80:0000:0000:0000:0000:0000:0000:0001:135 -> ff02:0000:0000:0000:0000:0001:ff00:0001:0",
            "suricata_fast icmpv6 alert fe80:0000:0000:0000:0000:0000:0000:0001 > ff02:0000:0000:0000:0000:0001:ff00:0001 icmp 135/0 \
             11/20/2026-10:25:02.123456",
        );
        flow(
            "Nov 20 10:25:48 host snort[1]: [1:1417:9] SNMP request udp [Classification: Leak] [Priority: 2]: {UDP} 203.0.113.43:58888 -> \
             192.0.2.48:161",
            "suricata_fast udp alert 203.0.113.43:58888 > 192.0.2.48:161 Nov 20 10:25:48",
        );
        flow(
            "11/20-10:25:48.584284 [**] [1:469:3] \"ICMP PING\" [**] [Priority: 2] {ICMP} 203.0.113.43 -> 192.0.2.48",
            "suricata_fast icmp alert 203.0.113.43 > 192.0.2.48 11/20-10:25:48.584284",
        );
        for (said, action) in [
            ("[drop] ", "drop"),
            ("[block] ", "deny"),
            ("[reset] ", "reject"),
            ("[would_drop] ", "alert"),
            ("", "alert"),
        ] {
            flow(
                &[
                    "11/20-10:25:48.584284 ",
                    said,
                    "[**] [1:1:1] \"[Drop] x\" [**] [Priority: 1] {TCP} 192.0.2.1:5 -> 192.0.2.2:6",
                ]
                .concat(),
                &["suricata_fast tcp ", action, " 192.0.2.1:5 > 192.0.2.2:6 11/20-10:25:48.584284"].concat(),
            );
        }
        malformed("11/20-10:25:48.584284 [**] [1:469:3] x [**] [Priority: 2] {TCP} 203.0.113.43:99999 -> 192.0.2.48:1");
    }
}
