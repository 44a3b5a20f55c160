//! CEF, the Common Event Format: `CEF:0|vendor|product|version|id|name|severity|key=value …`.
//!
//! Traps: values contain spaces, and reach to the last word before the next sign; `\|` in the header and `\=` in values separate nothing;
//! what `cs1` or `c6a2` is, `cs1Label` and `c6a2Label` say, before or behind it; not every event is about traffic.

use crate::formats::{Context, Format};
use crate::line::{Line, Reading, Sink};
use crate::scan::{Table, after, extension, is_digits, piped, table};
use crate::slots::{Slot, Slots};
use crate::{Action, Direction};

pub(crate) const FORMAT: Format = Format::new("cef", "CEF", "CEF:|", read);

const NAMES: Table<Slot> = table! {
    "src" => Slot::SourceAddress,
    "spt" => Slot::SourcePort,
    "dst" => Slot::DestinationAddress,
    "dpt" => Slot::DestinationPort,
    "proto" => Slot::Protocol,
    "act" => Slot::Action,
    "rt" => Slot::Time,
    "start" => Slot::Time,
    "deviceInboundInterface" => Slot::In,
    "deviceOutboundInterface" => Slot::Out,
    "deviceDirection" => Slot::Direction,
    "app" => Slot::Service,
    "cnt" => Slot::Count,
    "sproc" => Slot::Process,
    "spid" => Slot::Pid,
};

/// What vendors call their own fields.
const LABELS: Table<Slot> = table! {
    "Rule" => Slot::Rule,
    "Rule Name" => Slot::Rule,
    "RuleName" => Slot::Rule,
    "Policy" => Slot::Rule,
    "Policy Name" => Slot::Rule,
    "Source IPv6 Address" => Slot::SourceAddress,
    "Destination IPv6 Address" => Slot::DestinationAddress,
};

fn read(line: &Line<'_>, _: &mut Context, sink: &mut Sink<'_>) -> Reading {
    // Some write `CEF: 0|`.
    let Some((version, mut rest)) = after(line.whole, "CEF:").and_then(piped) else { return Reading::Pass };
    if !is_digits(version.trim_ascii()) {
        return Reading::Pass;
    }
    // Vendor, product, version, id, name, severity.
    let mut header = [""; 6];
    for field in &mut header {
        let Some((text, after)) = piped(rest) else { return Reading::Pass };
        (*field, rest) = (text, after);
    }
    let [.., id, name, _] = header;
    let mut slots = Slots::new();
    let mut own = [("", ""); 10];
    extension(rest, &mut |key, value| match own_field(key) {
        Some((at, is_label)) => {
            if let Some((label, text)) = own.get_mut(at) {
                *(if is_label { label } else { text }) = value;
            }
        }
        None => slots.put(&NAMES, key, value),
    });
    for (label, value) in own {
        slots.put(&LABELS, label, value);
    }
    for said in [id, name] {
        if Action::of(said).is_some() {
            slots.set(Slot::Action, said);
        }
    }
    slots.set(Slot::Rule, name);
    let direction = match slots.get(Slot::Direction) {
        "0" => Some(Direction::In),
        "1" => Some(Direction::Out),
        _ => None,
    };
    slots.event(line.time, direction, sink)
}

/// Which of the fields it is that vendors name themselves, and whether it is the name.
fn own_field(key: &str) -> Option<(usize, bool)> {
    let (key, is_label) = key.strip_suffix("Label").map_or((key, false), |key| (key, true));
    let at = match key.as_bytes() {
        [b'c', b's', number @ b'1'..=b'6'] => number - b'1',
        [b'c', b'6', b'a', number @ b'1'..=b'4'] => number - b'1' + 6,
        _ => return None,
    };
    Some((at.into(), is_label))
}

#[cfg(test)]
mod tests {
    use crate::testing::{aside, flow, malformed, none};

    #[test]
    fn shapes() {
        flow(
            "Nov 20 10:15:02 fw CEF:0|Palo Alto Networks|PAN-OS|11.0.0|end|TRAFFIC|3|src=203.0.113.5 dst=192.0.2.10 spt=54321 dpt=443 \
             proto=tcp act=allow app=web-browsing cs1=a src\\=9 cs1Label=Rule deviceInboundInterface=ethernet1/1 \
             deviceOutboundInterface=ethernet1/2 cnt=1",
            "cef tcp allow 203.0.113.5:54321 > 192.0.2.10:443 ethernet1/1 ethernet1/2 Nov 20 10:15:02",
        );
        flow(
            "<189>Nov 20 10:15:02 fw CEF: 0|Fortinet|Fortigate|v6.0.3|00013|traffic:forward close|3|FTNTFGTlogid=0000000013 \
             FTNTFGTsubtype=forward src=192.0.2.1 spt=54190 deviceInboundInterface=port12 dst=198.51.100.2 dpt=53 proto=17 act=close",
            "cef udp allow 192.0.2.1:54190 > 198.51.100.2:53 port12 Nov 20 10:15:02",
        );
        flow(
            "CEF:0|a\\|b|c=d|1|Drop|http: x=y|9|rt=Jul 03 2026 14:22:15 request=http://x.example/?src=9 msg=a b dst\\=9 \\\\ c6a2Label=Source IPv6 \
             Address c6a2=2001:db8::1 c6a3=2001:db8::2 c6a3Label=Destination IPv6 Address spt=1 dpt=2 proto=HTTPS deviceDirection=0",
            "cef - drop 2001:db8::1:1 > 2001:db8::2:2 in Jul 03 2026 14:22:15",
        );
        flow(
            "CEF:0|v|p|1|7|x|9|proto=ICMP src=192.0.2.1 dst=192.0.2.2 spt=0 dpt=0 act=Deny sproc=a b.exe spid=7",
            "cef icmp deny 192.0.2.1 > 192.0.2.2 a b.exe 7",
        );
        aside("CEF:0|v|p|1|7|login|3|suser=x src=192.0.2.1 outcome=success");
        malformed("CEF:0|v|p|1|7|x|3|src=192.0.2.1 dst=192.0.2.2 dpt=99999");
        malformed("CEF:0|v|p|1|7|x|3|src=192.0.2.1000 dst=192.0.2.2 dpt=9");
        none("CEF:0|v|p|1|cut off");
        none("CEF:x|v|p|1|7|x|3|suser=x");
    }
}
