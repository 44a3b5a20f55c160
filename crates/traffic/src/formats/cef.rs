//! CEF, the Common Event Format: `CEF:0|vendor|product|version|id|name|severity|key=value …`.
//!
//! Traps: values contain spaces, and reach to the last word before the next sign; `\|` in the header and `\=` in values separate nothing;
//! what `cs1` or `c6a2` is, `cs1Label` and `c6a2Label` say, before or behind it; not every event is about traffic. `spt` of Imperva's cloud
//! is the port of the server.

use crate::formats::{Context, Format};
use crate::line::{Line, Reading, Sink};
use crate::scan::{Table, extension, is_digits, piped, table, trim_any, versioned};
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
    // SonicWall has the verdict there, in quotes.
    "fw_action" => Slot::Action,
    "rt" => Slot::Time,
    "start" => Slot::Time,
    "deviceInboundInterface" => Slot::In,
    "deviceOutboundInterface" => Slot::Out,
    "deviceDirection" => Slot::Direction,
    "app" => Slot::Service,
    "cnt" => Slot::Count,
    "sproc" => Slot::Process,
    "spid" => Slot::Pid,
    // The long names.
    "sourceAddress" => Slot::SourceAddress,
    "sourcePort" => Slot::SourcePort,
    "destinationAddress" => Slot::DestinationAddress,
    "destinationPort" => Slot::DestinationPort,
    "transportProtocol" => Slot::Protocol,
    "deviceAction" => Slot::Action,
};

/// What Imperva's cloud has in place of these.
const IMPERVA: Table<Slot> = table! {
    "cpt" => Slot::SourcePort,
    "sip" => Slot::DestinationAddress,
    "spt" => Slot::DestinationPort,
};

/// What vendors call their own fields.
const LABELS: Table<Slot> = table! {
    "Rule" => Slot::Rule,
    "Rule Name" => Slot::Rule,
    "RuleName" => Slot::Rule,
    "Policy" => Slot::Rule,
    "Policy Name" => Slot::Rule,
    "Source IPv6 Address" => Slot::SourceAddress,
    "Source IPv6" => Slot::SourceAddress,
    "SLF_SourceIP" => Slot::SourceAddress,
    "Destination IPv6 Address" => Slot::DestinationAddress,
    "Destination IPv6" => Slot::DestinationAddress,
    "SLF_DestinationIP" => Slot::DestinationAddress,
};

fn read(line: &Line<'_>, _: &mut Context, sink: &mut Sink<'_>) -> Reading {
    let Some((version, mut rest)) = versioned(line.whole, "CEF:") else { return Reading::Pass };
    if !is_digits(version) {
        return Reading::Pass;
    }
    // Vendor, product, version, id, name, severity.
    let mut header = [""; 6];
    for field in &mut header {
        let Some((text, after)) = piped(rest) else { return Reading::Pass };
        (*field, rest) = (text, after);
    }
    let [vendor, .., id, name, _] = header;
    let mut slots = Slots::new();
    let mut own = [("", ""); 10];
    extension(rest, &mut |key, value| {
        if let Some((at, is_label)) = own_field(key)
            && let Some((label, text)) = own.get_mut(at)
        {
            *(if is_label { label } else { text }) = value;
            return;
        }
        slots.put_event(names_of(vendor, key, &NAMES), key, trim_any(value, b"\""));
    });
    let mut labelled = Slots::new();
    for (label, value) in own {
        labelled.put_event(&LABELS, label, value);
    }
    for slot in [Slot::SourceAddress, Slot::DestinationAddress, Slot::Rule] {
        let value = labelled.get(slot);
        // Where the address is one of IPv6, some fill the field for IPv4 with zeros.
        if slots.get(slot) == "0.0.0.0" && !matches!(value, "" | "::") {
            slots.clear(slot);
        }
        slots.set(slot, value);
    }
    for said in [id, name] {
        if Action::of_event("", said).is_some() {
            slots.set(Slot::Action, said);
        }
    }
    slots.set(Slot::Rule, name);
    let direction = match slots.get(Slot::Direction) {
        "0" => Some(Direction::In),
        "1" => Some(Direction::Out),
        _ => None,
    };
    slots.event(vendor, line.time, direction, sink)
}

/// What a vendor's keys stand for, in events of any form.
pub(super) fn names_of<'a>(vendor: &str, key: &str, others: &'a Table<Slot>) -> &'a Table<Slot> {
    if vendor == "Incapsula" && IMPERVA.get(key).is_some() { &IMPERVA } else { others }
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
    fn names_and_quotes() {
        flow(
            "CEF:0|Fortinet|Fortigate|v6.0.3|16384|utm:ips signature reset|7|src=www.example.com dst=192.0.2.1 act=reset proto=6 spt=80 dpt=44362",
            "cef tcp reject www.example.com:80 > 192.0.2.1:44362",
        );
        flow(
            "CEF:0|SonicWall|NSa 4500|7.0.1|97|Syslog Website Accessed|4|src=192.0.2.1 spt=60000 dst=203.0.113.1 dpt=444 proto=tcp/https \
             cs6=\"Policy: x\" cnt=1 fw_action=\"drop\" dpi=1",
            "cef tcp drop 192.0.2.1:60000 > 203.0.113.1:444",
        );
    }

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
        flow(
            "CEF:0|Palo Alto Networks|PAN-OS|11.0.0|end|TRAFFIC|3|rt=Nov 20 2026 10:30:00 src=203.0.113.5 dst=192.0.2.10 spt=54321 dpt=3389 \
             proto=tcp ad.foo=1 act=Deny ad.bar[0]=2 ad-baz=x y -z=3 cat=a",
            "cef tcp deny 203.0.113.5:54321 > 192.0.2.10:3389 Nov 20 2026 10:30:00",
        );
        flow(
            "Nov 20 10:15:02 fw CEF: CEF:0|v|p|1|7|x|3|src=192.0.2.1 dst=192.0.2.2 spt=5 dpt=53 proto=UDP#015",
            "cef udp log 192.0.2.1:5 > 192.0.2.2:53 Nov 20 10:15:02",
        );
        flow(
            "CEF:0|v|p|1|7|x|3|src=192.0.2.1 dst=192.0.2.2 proto=6 spt=5 dpt=53#015",
            "cef tcp log 192.0.2.1:5 > 192.0.2.2:53",
        );
        flow(
            "CEF:0|Incapsula|SIEMintegration|1|1|Illegal Resource Access|3|fileId=3412341160002518171 start=1453290121336 app=HTTP \
             act=REQ_BLOCKED_SECURITY sip=54.195.35.43 spt=80 in=54 xff=44.44.44.44 cpt=443 src=12.12.12.12 ver=TLSv1.2",
            "cef - deny 12.12.12.12:443 > 54.195.35.43:80 1453290121336",
        );
        flow(
            "CEF:0|Incapsula|SIEMintegration|1|1|Normal|0|src=12.12.12.12 cpt=443 sip=54.195.35.43 spt=80 act=REQ_PASSED",
            "cef - allow 12.12.12.12:443 > 54.195.35.43:80",
        );
        for (head, expected) in [
            ("Avenda|eTipsDB|1.0||Start|Unknown|", "log"),
            ("a|b|1|77|Timeout|5|", "log"),
            ("a|b|1|Close|x|5|", "log"),
            ("a|b|1|Close|Deny|5|", "deny"),
            ("a|b|1|7|x|5|act=start ", "log"),
            ("a|b|1|7|x|5|act=Denied by policy ", "deny"),
            ("a|b|1|7|x|5|act=not blocked ", "log"),
            ("a|b|1|Deny|x|5|act=N/A ", "deny"),
            ("Fortinet|Fortigate|1|7|traffic:forward server-rst|5|act=server-rst ", "allow"),
            ("Fortinet|Fortigate|1|7|close|5|", "log"),
            ("Palo Alto Networks|PAN-OS|1|7|x|5|act=drop-reset ", "reject"),
        ] {
            flow(
                &format!("CEF:0|{head}src=192.0.2.1 dst=192.0.2.2 dpt=9"),
                &format!("cef - {expected} 192.0.2.1 > 192.0.2.2:9"),
            );
        }
        for (protocol, expected) in [
            ("udp/dns", "udp"),
            ("TCP/IP", "tcp"),
            ("tcp(6)", "tcp"),
            ("UDP (17)", "udp"),
            ("UDP#015", "udp"),
            ("HTTP/1.1", "-"),
            ("0", "-"),
            ("N/A", "-"),
        ] {
            flow(
                &format!("CEF:0|v|p|1|7|x|3|src=192.0.2.1 dst=192.0.2.2 proto={protocol} spt=5 dpt=9"),
                &format!("cef {expected} log 192.0.2.1:5 > 192.0.2.2:9"),
            );
        }
        flow("CEF:0|v|p|1|7|x|3|src=192.0.2.1 dst=192.0.2.2 proto=0 spt=0 dpt=0", "cef 0 log 192.0.2.1 > 192.0.2.2");
        for addresses in [
            "c6a2=2001:db8::1 c6a2Label=SLF_SourceIP c6a3=2001:db8::2 c6a3Label=SLF_DestinationIP",
            "c6a2Label=Source IPv6 c6a2=2001:db8::1 c6a3Label=Destination IPv6 c6a3=2001:db8::2",
            "src=0.0.0.0 dst=0.0.0.0 c6a2=2001:db8::1 c6a2Label=Source IPv6 Address c6a3=2001:db8::2 c6a3Label=Destination IPv6 Address",
            "sourceAddress=2001:db8::1 destinationAddress=2001:db8::2",
        ] {
            flow(
                &format!("CEF:0|Trend Micro|Deep Security Agent|1|20|x|0|{addresses} spt=54594 dpt=80 act=Pass"),
                "cef - allow 2001:db8::1:54594 > 2001:db8::2:80",
            );
        }
        flow(
            "CEF:0|v|p|1|7|x|3|src=0.0.0.0 dst=255.255.255.255 spt=68 dpt=67 c6a2=:: c6a2Label=Source IPv6 Address transportProtocol=UDP \
             deviceAction=Permit",
            "cef udp allow 0.0.0.0:68 > 255.255.255.255:67",
        );
        flow("CEF:0|v|p|1|7|x|3|src=192.0.2.1 dst=N/A spt=N/A dpt=53", "cef - log 192.0.2.1 > :53");
        malformed("CEF:0|v|p|1|7|x|3|c6a2=2001:db8::1 c6a2Label=what is this spt=54594 dpt=80 act=Pass");
        aside("CEF:0|v|p|1|7|login|3|suser=x src=192.0.2.1 outcome=success");
        malformed("CEF:0|v|p|1|7|x|3|src=192.0.2.1 dst=192.0.2.2 dpt=99999");
        malformed("CEF:0|v|p|1|7|x|3|src=192.0.2.1000 dst=192.0.2.2 dpt=9");
        none("CEF:0|v|p|1|cut off");
        none("CEF:x|v|p|1|7|x|3|suser=x");
    }
}
