//! LEEF, the Log Event Extended Format: `LEEF:1.0|vendor|product|version|id|key=value…`, and 2.0, which names what is between the pairs.
//!
//! Traps: between the pairs is a tab, unless 2.0 says otherwise: `^`, `x5E`, `0x5E`. Tabs become `#011` by syslog and spaces by copying;
//! Palo Alto has `|` there. The id may be the action.

use crate::Action;
use crate::formats::{Context, Format};
use crate::line::{Line, Reading, Sink};
use crate::scan::{Table, after, cut, extension, has, piped, table};
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
    let Some((version, mut rest)) = after(line.whole, "LEEF:").and_then(piped) else { return Reading::Pass };
    // Vendor, product, version, id.
    let mut header = [""; 4];
    for field in &mut header {
        let Some((text, after)) = piped(rest) else { return Reading::Pass };
        (*field, rest) = (text, after);
    }
    let [.., id] = header;
    let mut between = "";
    match version.trim_ascii() {
        "1.0" | "1" => {}
        "2.0" | "2" => {
            if let Some((said, after)) = piped(rest)
                && let Some(said) = separator(said)
            {
                (between, rest) = (said, after);
            }
        }
        _ => return Reading::Pass,
    }
    // What is stated may have been changed on the way.
    if between.is_empty() || !has(rest, between) {
        between = ["\t", "#011", "|"].into_iter().find(|between| has(rest, between)).unwrap_or_default();
    }
    let mut slots = Slots::new();
    if between.is_empty() {
        extension(rest, &mut |key, value| slots.put(&NAMES, key, value));
    }
    while !between.is_empty() && !rest.is_empty() {
        let (pair, after) = cut(rest, between).unwrap_or((rest, ""));
        rest = after;
        if let Some((key, value)) = cut(pair, "=") {
            slots.put(&NAMES, key.trim_ascii(), value.trim_ascii());
        }
    }
    if Action::of(id).is_some() {
        slots.set(Slot::Action, id);
    }
    slots.set(Slot::Rule, id);
    slots.event(line.time, None, sink)
}

/// What the header says is between pairs; nothing if it leaves it out. `None` if it is no such field.
fn separator(text: &str) -> Option<&str> {
    const HEX: Table<&str> = table! {
        "09" => "\t",
        "5E" => "^",
        "7C" => "|",
        "3B" => ";",
        "2C" => ",",
        "20" => " ",
        "7E" => "~",
        "23" => "#",
        "26" => "&",
    };
    let code = text.strip_prefix('0').unwrap_or(text);
    if let Some(code) = code.strip_prefix('x').filter(|code| !code.is_empty()) {
        return HEX.in_any_case(code);
    }
    (text.chars().count() <= 1).then_some(text)
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
        ] {
            let sign = if between.ends_with('1') { "#011" } else { between.get(between.len() - 1..).unwrap() };
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
        aside("LEEF:1.0|Microsoft|MSExchange|4.0 SP1|15345|usrName=x\tsrc=192.0.2.1");
        malformed("LEEF:1.0|v|p|1|id|src=192.0.2.1\tdst=192.0.2.2\tdstPort=99999");
        none("LEEF:3.0|v|p|1|id|src=192.0.2.1");
        none("LEEF:1.0|v|p|cut off");
    }
}
