//! Sophos's firewalls, SFOS and UTM: `key=value` with quotes.
//!
//! Traps: SFOS writes the verdict as what kind of record it is. Values are in quotes or not, by version. UTM's time has colons between its
//! parts, and stands before the name of the host.

use crate::formats::{Context, Format};
use crate::line::{Line, Reading, Sink};
use crate::scan::{Style, Table, has, is_digits, pairs, parts, table, word};
use crate::slots::{Slot, Slots};

pub(crate) const FORMAT: Format = Format::new("sophos", "Sophos", "=_stye", read);
/// The same of its older system, with other names.
pub(crate) const UTM: Format = Format::new("sophos_utm", "Sophos UTM", "=\"SecurNt", read_utm);

const NAMES: Table<Slot> = table! {
    "src_ip" => Slot::SourceAddress,
    "src_port" => Slot::SourcePort,
    "dst_ip" => Slot::DestinationAddress,
    "dst_port" => Slot::DestinationPort,
    "protocol" => Slot::Protocol,
    "log_subtype" => Slot::Action,
    "date" => Slot::Date,
    "time" => Slot::Time,
    "timestamp" => Slot::Time,
    "in_interface" => Slot::In,
    "out_interface" => Slot::Out,
    "fw_rule_id" => Slot::Rule,
    "icmp_type" => Slot::IcmpType,
    "icmp_code" => Slot::IcmpCode,
    "srcip" => Slot::SourceAddress,
    "srcport" => Slot::SourcePort,
    "dstip" => Slot::DestinationAddress,
    "dstport" => Slot::DestinationPort,
    "proto" => Slot::Protocol,
    "action" => Slot::Action,
    "initf" => Slot::In,
    "outitf" => Slot::Out,
    "fwrule" => Slot::Rule,
    "type" => Slot::IcmpType,
    "code" => Slot::IcmpCode,
};

fn read(line: &Line<'_>, _: &mut Context, sink: &mut Sink<'_>) -> Reading {
    if !has(line.whole, "log_type=") || !has(line.whole, "log_component=") {
        return Reading::Pass;
    }
    event(line, sink)
}

fn read_utm(line: &Line<'_>, _: &mut Context, sink: &mut Sink<'_>) -> Reading {
    if has(line.whole, "sys=\"SecureNet\"") { event(line, sink) } else { Reading::Pass }
}

fn event(line: &Line<'_>, sink: &mut Sink<'_>) -> Reading {
    let mut slots = Slots::new();
    pairs(line.whole, Style::WORDS, &mut |key, value| slots.put_event(&NAMES, key, value));
    // `2026:11:20-10:15:02`
    let (first, _) = word(line.whole);
    if first.len() == 19 && parts(first, b":-").all(is_digits) {
        slots.set(Slot::Time, first);
    }
    let is_own = !slots.get(Slot::Time).is_empty();
    slots.event("", if is_own { "" } else { line.time }, None, sink)
}

#[cfg(test)]
mod tests {
    use crate::testing::{aside, flow, malformed};

    #[test]
    fn shapes() {
        flow(
            "<30>device=\"SFW\" date=2026-11-20 time=10:15:02 timezone=\"CET\" device_name=\"XG210\" device_id=A1 log_id=010101600001 \
             log_type=\"Firewall\" log_component=\"Firewall Rule\" log_subtype=\"Denied\" status=\"Deny\" duration=0 fw_rule_id=14 \
             in_interface=\"Port3\" out_interface=\"Port2\" src_mac=00:00:5e:00:53:01 src_ip=198.51.100.4 dst_ip=192.0.2.9 \
             protocol=\"TCP\" src_port=52667 dst_port=10051 tran_src_ip= tran_src_port=0",
            "sophos tcp deny 198.51.100.4:52667 > 192.0.2.9:10051 Port3 Port2 2026-11-20 10:15:02",
        );
        flow(
            "device_name=\"SFW\" timestamp=\"2026-11-20T10:15:02+0100\" log_type=\"Firewall\" log_component=\"Firewall Rule\" \
             log_subtype=\"Allowed\" fw_rule_id=\"5\" src_ip=\"2001:db8::1\" dst_ip=\"2001:db8::2\" protocol=\"UDP\" src_port=\"5\" \
             dst_port=\"53\"",
            "sophos udp allow 2001:db8::1:5 > 2001:db8::2:53 2026-11-20T10:15:02+0100",
        );
        flow(
            "device=\"SFW\" log_type=\"Firewall\" log_component=\"ICMP ERROR MESSAGE\" log_subtype=\"Denied\" src_ip=192.0.2.1 dst_ip=192.0.2.2 \
             protocol=\"ICMP\" icmp_type=3 icmp_code=1",
            "sophos icmp deny 192.0.2.1 > 192.0.2.2 icmp 3/1",
        );
        flow(
            "2026:11:20-10:15:02 utm ulogd[4766]: id=\"2001\" severity=\"info\" sys=\"SecureNet\" sub=\"packetfilter\" name=\"Packet dropped\" \
             action=\"drop\" fwrule=\"60001\" initf=\"eth1\" srcip=\"198.51.100.4\" dstip=\"203.0.113.9\" proto=\"6\" srcport=\"51622\" \
             dstport=\"3389\" tcpflags=\"SYN\"",
            "sophos_utm tcp drop 198.51.100.4:51622 > 203.0.113.9:3389 eth1 2026:11:20-10:15:02",
        );
        aside(
            "device=\"SFW\" log_type=\"Event\" log_component=\"GUI\" log_subtype=\"Admin\" status=\"Successful\" src_ip=192.0.2.4",
        );
        malformed(
            "log_type=\"Firewall\" log_component=\"Firewall Rule\" src_ip=192.0.2.400 dst_ip=192.0.2.1 protocol=\"TCP\" dst_port=80",
        );
    }
}
