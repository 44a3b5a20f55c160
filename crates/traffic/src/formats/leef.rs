//! LEEF, the Log Event Extended Format: `LEEF:1.0|vendor|product|version|id|key=value…`, and 2.0, which names what is between the pairs.
//!
//! Traps: between the pairs is a tab, unless 2.0 says otherwise: `^`, `x5E`, `0x5E`. Tabs become `#011` by syslog and spaces by copying;
//! Palo Alto has `|` there, others what they please. The id may be the action.

use super::cef::names_of;
use crate::Action;
use crate::formats::{Context, Format};
use crate::line::{Line, Reading, Sink};
use crate::scan::{Table, cut, extension, find, has, parts, piped, table, versioned};
use crate::slots::{Slot, Slots};

pub(crate) const FORMAT: Format = Format::new("leef", "LEEF", "LEF:|", read);

const NAMES: Table<Slot> = table! {
    "src" => Slot::SourceAddress,
    "srcPort" => Slot::SourcePort,
    "dst" => Slot::DestinationAddress,
    "dstPort" => Slot::DestinationPort,
    "proto" => Slot::Protocol,
    "action" => Slot::Action,
    "act" => Slot::Action,
    "disp" => Slot::Action,
    "devTime" => Slot::Time,
    "IngressInterface" => Slot::In,
    "EgressInterface" => Slot::Out,
    "RuleName" => Slot::Rule,
    "rule" => Slot::Rule,
    "policy" => Slot::Rule,
    "Application" => Slot::Service,
    "App" => Slot::Service,
    "totalPackets" => Slot::Count,
};

fn read(line: &Line<'_>, _: &mut Context, sink: &mut Sink<'_>) -> Reading {
    let Some((version, mut rest)) = versioned(line.whole, "LEEF:") else { return Reading::Pass };
    // Vendor, product, version, id.
    let mut header = [""; 4];
    for field in &mut header {
        let Some((text, after)) = piped(rest) else { return Reading::Pass };
        (*field, rest) = (text, after);
    }
    let [vendor, .., id] = header;
    let mut letters = [0; 4];
    let mut between = "\t";
    match version {
        "1.0" | "1" => {}
        "2.0" | "2" => {
            // Some leave out the field.
            if let Some((said, after)) = piped(rest)
                && !has(said, "=")
            {
                rest = after;
                if let Some(said) = separator(said) {
                    between = said.encode_utf8(&mut letters);
                }
            }
        }
        _ => return Reading::Pass,
    }
    // What is stated may have been changed on the way.
    if !has(rest, between) {
        between = before_key(rest);
    }
    let text = rest;
    let mut slots = Slots::new();
    if between.is_empty() {
        extension(rest, &mut |key, value| slots.put_event(names_of(vendor, key, &NAMES), key, value));
    }
    while !between.is_empty() && !rest.is_empty() {
        let (pair, after) = cut(rest, between).unwrap_or((rest, ""));
        rest = after;
        if let Some((key, value)) = cut(pair, "=") {
            let key = key.trim_ascii();
            slots.put_event(names_of(vendor, key, &NAMES), key, value.trim_ascii());
        }
    }
    if slots.is_empty() && has(text, "src=") {
        return Reading::Malformed;
    }
    if Action::of_event("", id).is_some() {
        slots.set(Slot::Action, id);
    }
    slots.set(Slot::Rule, id);
    slots.event(vendor, line.time, None, sink)
}

/// What the header says is between pairs: a character, or its number. `None` if it says nothing that can be.
fn separator(text: &str) -> Option<char> {
    let mut characters = text.chars();
    if let (Some(only), None) = (characters.next(), characters.next()) {
        return Some(only);
    }
    let digits = text.strip_prefix('0').unwrap_or(text).strip_prefix('x')?;
    if !matches!(digits.len(), 1..=4) {
        return None;
    }
    let code = digits.chars().try_fold(0, |code, digit| Some(code * 16 + digit.to_digit(16)?))?;
    char::from_u32(code)
}

/// What stands before the first key that is known; empty for spaces. A `¦` of one byte comes as the mark of what is no text.
fn before_key(text: &str) -> &'static str {
    for key in parts("src= dst= srcPort= dstPort= proto=", b" ") {
        let mut start = 0;
        while let Some(at) = text.get(start..).and_then(|rest| find(rest, key)) {
            start += at;
            let before = text.get(..start).unwrap_or_default();
            if before.ends_with(' ') {
                return "";
            }
            if let Some(found) =
                parts("\t #011 ^ | \u{a6} \u{fffd} ; , ~", b" ").find(|between| before.ends_with(between))
            {
                return found;
            }
            start += key.len();
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use crate::testing::{aside, flow, malformed, none};

    #[test]
    fn shapes() {
        flow(
            "Nov 20 10:15:02 fw LEEF:2.0|Check Point|VPN-1 & FireWall-1|1.0|Accept|\t|cat=x\tsrcPort=43103\tdstPort=514\tdst=192.0.2.9\t\
             src=2001:db8::1\tproto=17\tmsg=a dst=b",
            "leef udp allow 2001:db8::1:43103 > 192.0.2.9:514 Nov 20 10:15:02",
        );
        for between in [
            "^|cat=a^",
            "x5E|cat=a^",
            "0x5e|cat=a^",
            "|cat=a\t",
            "x09|cat=a\t",
            "cat=a\t",
            "0x09|cat=a #011",
            "cat=a#011",
            "xa6|cat=a\u{a6}",
            "0x00A6|cat=a\u{a6}",
            "x2D|cat=a-",
            "x7|cat=a\u{7}",
            // What is stated is not what is there, or cannot be.
            "tab|cat=a^",
            "x110000|cat=a;",
            "xa6|cat=a|",
            "xa6|cat=a\u{fffd}",
        ] {
            let sign = if between.ends_with('1') { "#011" } else { &between[between.rfind('a').unwrap() + 1..] };
            let text = format!(
                "LEEF:2.0|v|p|1|id|{between}src=203.0.113.1~dst=192.0.2.1~srcPort=1~dstPort=2~proto=TCP~action=Deny"
            );
            flow(&text.replace('~', sign), "leef tcp deny 203.0.113.1:1 > 192.0.2.1:2");
        }
        flow(
            "<14>May 4 13:38:01 pa LEEF:1.0|Palo Alto Networks|PAN-OS Syslog Integration|9.0.2|allow|cat=TRAFFIC|src=203.0.113.1|dst=192.0.2.1|\
             RuleName=a b|App=vnc|IngressInterface=tunnel.30|srcPort=53222|dstPort=5900|proto=tcp",
            "leef tcp allow 203.0.113.1:53222 > 192.0.2.1:5900 tunnel.30 May 4 13:38:01",
        );
        flow(
            "LEEF:1.0|v|p|1|id|devTime=Nov 20 2026 10:15:02 src=203.0.113.1 dst=192.0.2.1 msg=a b dstPort=2",
            "leef - log 203.0.113.1 > 192.0.2.1:2 Nov 20 2026 10:15:02",
        );
        for pairs in [
            "cat=a^src=203.0.113.1^dst=192.0.2.1^srcPort=1^dstPort=2",
            "src=203.0.113.1^dst=192.0.2.1^srcPort=1^dstPort=2^url=a|b",
            "src=203.0.113.1 dst=192.0.2.1 srcPort=1 dstPort=2 msg=a|b",
            "msg=a|b src=203.0.113.1 dst=192.0.2.1 srcPort=1 dstPort=2",
        ] {
            flow(&format!("LEEF:1.0|v|p|1|id|{pairs}"), "leef - log 203.0.113.1:1 > 192.0.2.1:2");
        }
        flow(
            "Nov 20 10:15:02 fw LEEF: LEEF:1.0|v|p|1|Close|src=203.0.113.1\tdst=192.0.2.1\tsrcPort=N/A\tdstPort=2\taction=drop-reset",
            "leef - reject 203.0.113.1 > 192.0.2.1:2 Nov 20 10:15:02",
        );
        flow(
            "LEEF:1.0|Incapsula|SIEMintegration|1.0|Normal|src=203.0.113.9\tcpt=44211\tsip=192.0.2.9\tspt=443\tact=REQ_CACHED_FRESH",
            "leef - allow 203.0.113.9:44211 > 192.0.2.9:443",
        );
        flow("LEEF:1.0|v|p|1|Close|src=203.0.113.1\tdst=192.0.2.1\tdstPort=2", "leef - log 203.0.113.1 > 192.0.2.1:2");
        malformed("LEEF:2.0|v|p|1|id|x21|cat=a\u{a7}src=192.0.2.1\u{a7}dst=192.0.2.2\u{a7}dstPort=9");
        aside("LEEF:1.0|Microsoft|MSExchange|4.0 SP1|15345|usrName=x\tsrc=192.0.2.1");
        malformed("LEEF:1.0|v|p|1|id|src=192.0.2.1\tdst=192.0.2.2\tdstPort=99999");
        none("LEEF:3.0|v|p|1|id|src=192.0.2.1");
        none("LEEF:1.0|v|p|cut off");
    }
}
