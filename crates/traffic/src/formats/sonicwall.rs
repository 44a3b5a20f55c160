//! Firewalls of `SonicWall`: `key=value`, with an address, a port and an interface in one value.
//!
//! Traps: what became of traffic is in `fw_action`, which is often `NA`, and then in the message. IPv6 addresses have keys of their own,
//! beside ends that have only a port.

use crate::formats::{Context, Format};
use crate::line::{Line, Reading, Sink};
use crate::scan::{Style, Table, cut, has, pairs, table, word};
use crate::slots::{Slot, Slots};
use crate::{Action, Transport};

pub(crate) const FORMAT: Format = Format::new("sonicwall", "SonicWall", "=snfwpri", read);

const NAMES: Table<Slot> = table! {
    "srcV6" => Slot::SourceAddress,
    "dstV6" => Slot::DestinationAddress,
    "proto" => Slot::Protocol,
    "fw_action" => Slot::Action,
    "time" => Slot::Time,
    "rule" => Slot::Rule,
    "type" => Slot::IcmpType,
    "code" => Slot::IcmpCode,
    "msg" => Slot::Message,
};

fn read(line: &Line<'_>, _: &mut Context, sink: &mut Sink<'_>) -> Reading {
    let text = line.whole;
    if !has(text, "sn=") || !has(text, " fw=") || !has(text, " pri=") || !has(text, " m=") {
        return Reading::Pass;
    }
    let mut slots = Slots::new();
    pairs(text, Style::WORDS, &mut |key, value| {
        let (address, port, interface) = match key {
            "src" => (Slot::SourceAddress, Slot::SourcePort, Slot::In),
            "dst" => (Slot::DestinationAddress, Slot::DestinationPort, Slot::Out),
            _ => return slots.put_event(&NAMES, key, value),
        };
        let (host, rest) = parted(value);
        let (number, rest) = parted(rest);
        slots.set(address, host);
        slots.set(port, number);
        slots.set(interface, parted(rest).0);
    });
    let message = slots.get(Slot::Message);
    // Old systems say it only there.
    let (protocol, _) = word(message);
    if Transport::named(protocol).is_some() {
        slots.set(Slot::Protocol, protocol);
    }
    let said = match slots.get(Slot::Action) {
        "forward" => Some(Action::Allow),
        said => Action::of(said),
    };
    let is_told = matches!(message, "Connection Opened" | "Connection Closed" | "Web site hit");
    let told = if is_told { Some(Action::Allow) } else { Action::in_prefix(message) };
    slots.clear(Slot::Action);
    slots.set(Slot::Action, said.or(told).map_or("", Action::id));
    slots.event("", line.time, None, sink)
}

/// What is before and after the next colon.
fn parted(text: &str) -> (&str, &str) {
    cut(text, ":").unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use crate::testing::{aside, flow, malformed};

    #[test]
    fn shapes() {
        let log = |rest: &str| {
            format!("<134>id=firewall sn=0006B1 time=\"2026-11-20 10:15:02\" fw=203.0.113.1 pri=6 c=262144 {rest}")
        };
        flow(
            &log(
                "m=98 msg=\"Connection Opened\" app=49177 n=1391 src=10.1.1.5:52345:X0 dst=192.0.2.53:53:X1:dns.example proto=udp/dns sent=57 \
                  rule=\"22 (LAN->WAN)\" fw_action=\"NA\"",
            ),
            "sonicwall udp allow 10.1.1.5:52345 > 192.0.2.53:53 X0 X1 2026-11-20 10:15:02",
        );
        flow(
            &log(
                "m=36 msg=\"TCP connection dropped\" n=9 src=198.51.100.9:4444:X1 dst=203.0.113.1:23:X1 proto=tcp/telnet",
            ),
            "sonicwall tcp drop 198.51.100.9:4444 > 203.0.113.1:23 X1 X1 2026-11-20 10:15:02",
        );
        flow(
            &log(
                "m=14 msg=\"Web site access denied\" src=10.1.1.5:51000:X0 dst=192.0.2.9:80:X1 proto=tcp/http fw_action=\"drop\"",
            ),
            "sonicwall tcp drop 10.1.1.5:51000 > 192.0.2.9:80 X0 X1 2026-11-20 10:15:02",
        );
        flow(
            &log(
                "m=82 msg=\"Possible port scan detected\" src=198.51.100.9:4444:X1 dst=203.0.113.1:23:X1 note=\"TCP scanned port list, 22, 23\"",
            ),
            "sonicwall - log 198.51.100.9:4444 > 203.0.113.1:23 X1 X1 2026-11-20 10:15:02",
        );
        flow(
            &log(
                "m=1153 msg=\"Connection Opened\" srcV6=2001:db8::5 src=:546:X0 dstV6=2001:db8::2 dst=:547:X1 proto=udp/547",
            ),
            "sonicwall udp allow 2001:db8::5:546 > 2001:db8::2:547 X0 X1 2026-11-20 10:15:02",
        );
        flow(
            &log("m=38 msg=\"ICMP packet dropped\" src=203.0.113.112:1026:WAN dst=192.0.2.4:6822:WAN type=3 code=3"),
            "sonicwall icmp drop 203.0.113.112 > 192.0.2.4 WAN WAN icmp 3/3 2026-11-20 10:15:02",
        );
        aside(&log("m=4 msg=\"SonicWall activated\" n=3"));
        malformed(&log("m=98 msg=\"Connection Opened\" src=10.1.1.500:1:X0 dst=192.0.2.53:53:X1 proto=udp/dns"));
    }
}
