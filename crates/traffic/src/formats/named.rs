//! `key=value` of firewalls that have no reader of their own: Stormshield's, `NetScreen`'s.
//!
//! Traps: what is translated has names of two words, `src-xlated ip=… port=…`; some write the application as `proto`, behind `ipproto`.

use crate::Action;
use crate::formats::{Context, Format};
use crate::line::{Line, Reading, Sink};
use crate::scan::{Style, Table, has, is_address, pairs, table};
use crate::slots::{Slot, Slots};

pub(crate) const FORMAT: Format = Format::new("named", "key=value", "=srcdt", read);

const NAMES: Table<Slot> = table! {
    "src" => Slot::SourceAddress,
    "dst" => Slot::DestinationAddress,
    "srcip" => Slot::SourceAddress,
    "dstip" => Slot::DestinationAddress,
    "src_ip" => Slot::SourceAddress,
    "dst_ip" => Slot::DestinationAddress,
    "srcport" => Slot::SourcePort,
    "dstport" => Slot::DestinationPort,
    "src_port" => Slot::SourcePort,
    "dst_port" => Slot::DestinationPort,
    "spt" => Slot::SourcePort,
    "dpt" => Slot::DestinationPort,
    "sport" => Slot::SourcePort,
    "dport" => Slot::DestinationPort,
    "ipproto" => Slot::Protocol,
    "proto" => Slot::Protocol,
    "protocol" => Slot::Protocol,
    "action" => Slot::Action,
    "icmp_type" => Slot::IcmpType,
    "icmp_code" => Slot::IcmpCode,
};

fn read(line: &Line<'_>, _: &mut Context, sink: &mut Sink<'_>) -> Reading {
    if !has(line.whole, "action=") {
        return Reading::Pass;
    }
    let mut slots = Slots::new();
    pairs(line.whole, Style::WORDS, &mut |key, value| slots.put_event(&NAMES, key, value));
    let are_ends = is_address(slots.get(Slot::SourceAddress)) && is_address(slots.get(Slot::DestinationAddress));
    // Prose and rules have some of it.
    let is_traffic = are_ends && !slots.get(Slot::Protocol).is_empty() && slots.get(Slot::SourceAddress) != "0.0.0.0";
    let is_blind =
        slots.get(Slot::DestinationPort).is_empty() && (has(line.whole, "port=") || has(line.whole, "service=tcp/"));
    if !is_traffic || is_blind || Action::of(slots.get(Slot::Action)).is_none() {
        return Reading::Pass;
    }
    slots.event("", line.time, None, sink)
}

#[cfg(test)]
mod tests {
    use crate::testing::{flow, malformed, none};

    #[test]
    fn shapes() {
        flow(
            "Jun  2 14:53:31 host isg1000: NetScreen device_id=x  [Root]system-notification-00257(traffic): start_time=\"2026-11-20 10:02:10\" \
             duration=0 policy_id=244 service=https proto=6 src zone=Untrust dst zone=Trust action=Permit sent=0 rcvd=0 src=203.0.113.5 \
             dst=192.0.2.10 src_port=1732 dst_port=443 src-xlated ip=192.0.2.20 port=22041 dst-xlated ip=192.0.2.30 port=443 session_id=4",
            "named tcp allow 203.0.113.5:1732 > 192.0.2.10:443 Jun  2 14:53:31",
        );
        flow(
            "service=msrpc Endpoint Mapper(tcp) proto=6 src zone=Null dst zone=self action=Deny src=203.0.113.5 dst=192.0.2.10",
            "named tcp deny 203.0.113.5 > 192.0.2.10",
        );
        flow(
            "time=\"2026-11-20 06:49:20\" fw=\"SN1\" ipproto=udp proto=unknown src=2001:db8::1 srcport=1234 dst=2001:db8::2 dstport=5678 \
             dstportname=x action=block msg=\"a src=192.0.2.9\" logtype=\"alarm\"",
            "named udp deny 2001:db8::1:1234 > 2001:db8::2:5678",
        );
        flow(
            "ipproto=icmp icmp_type=8 src=192.0.2.1 dst=192.0.2.2 action=pass",
            "named icmp allow 192.0.2.1 > 192.0.2.2 icmp 8",
        );
        malformed("proto=tcp src=192.0.2.1 srcport=99999 dst=192.0.2.2 dstport=5 action=pass");
        flow(
            "action=allow src=192.0.2.1 dst=192.0.2.2 spt=50000 dpt=443 proto=tcp",
            "named tcp allow 192.0.2.1:50000 > 192.0.2.2:443",
        );
        none("You can try src=192.0.2.1 dst=192.0.2.2 action=drop to see it");
        none("rule 5: action=accept proto=tcp src=0.0.0.0 dst=192.0.2.2 dst_port=22");
        none("action=login src=192.0.2.1 dst=192.0.2.2");
        none("action=pass src=a dst=b");
    }
}
