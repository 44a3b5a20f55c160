//! Check Point: `[key:"value"; …]` and `key=value|…` of the log exporter, and `key: value; …` of older exports.
//!
//! Traps: `service` is the destination's port, `s_port` the source's; either may be a name. Translated addresses follow.

use crate::formats::{Context, Format};
use crate::line::{Line, Reading, Sink};
use crate::scan::{Style, Table, has, pairs, rcut, table, words};
use crate::slots::{Slot, Slots};
use crate::{Action, Aside, Kind};

pub(crate) const FORMAT: Format = Format::new("checkpoint", "Check Point", "", read);

const NAMES: Table<Slot> = table! {
    "src" => Slot::SourceAddress,
    "s_port" => Slot::SourcePort,
    "dst" => Slot::DestinationAddress,
    "service" => Slot::DestinationPort,
    "proto" => Slot::Protocol,
    "action" => Slot::Action,
    "ifname" => Slot::In,
    "ifdir" => Slot::Direction,
    "rule_name" => Slot::Rule,
    "rule" => Slot::Rule,
    "service_id" => Slot::Service,
    "icmp_type" => Slot::IcmpType,
    "icmp-type" => Slot::IcmpType,
    "icmp_code" => Slot::IcmpCode,
    "icmp-code" => Slot::IcmpCode,
    "packets" => Slot::Count,
};

fn read(line: &Line<'_>, _: &mut Context, sink: &mut Sink<'_>) -> Reading {
    // Some systems have a word before the brackets.
    let text = line.body.strip_prefix("syslog").unwrap_or(line.body);
    let has = |needle| has(text, needle);
    let is_new =
        text.starts_with('[') && has(":\"") && (line.tag == "CheckPoint" || has("product:\"") || has("loguid:\""));
    // The same as RFC 5424 writes it, which is taken off with the header.
    let is_structured = !is_new && line.tag == "CheckPoint" && crate::scan::has(line.whole, " loguid=\"");
    let is_old = !is_new && !is_structured && has("; ") && has("src: ") && has("dst: ") && has("proto: ");
    let is_piped = !is_new && !is_old && has("|src=") && has("|dst=") && has("|service=") && has("product=");
    if !is_new && !is_old && !is_piped && !is_structured {
        return Reading::Pass;
    }
    let mut slots = Slots::new();
    let (sign, between) = if is_piped { (b'=', b'|') } else { (b':', b';') };
    let style = if is_structured { Style::WORDS } else { Style { sign, between, spaces: true } };
    // In the old form, the first key follows other words: `drop gw1 >eth0 rule: 5;`.
    let inside = if is_structured { line.whole } else { text.strip_prefix('[').unwrap_or(text) };
    pairs(inside, style, &mut |key, value| {
        let key = if is_old { rcut(key, b' ').map_or(key, |(_, last)| last) } else { key };
        slots.put(&NAMES, key, value);
    });
    if slots.get(Slot::SourceAddress).is_empty() && slots.get(Slot::DestinationAddress).is_empty() {
        return Reading::Aside(Aside::NoTraffic);
    }
    if is_old && slots.get(Slot::Action).is_empty() {
        let mut said = words(text).take(8).filter(|word| Action::of(word).is_some());
        slots.set(Slot::Action, said.next().unwrap_or_default());
    }
    let Some(mut flow) = slots.flow() else { return Reading::Malformed };
    flow.kind = Kind::Connection;
    flow.time = line.time;
    if flow.direction == Some(crate::Direction::Out) {
        (flow.interface_in, flow.interface_out) = ("", flow.interface_in);
    }
    sink.flow(&mut flow);
    Reading::Flows
}

#[cfg(test)]
mod tests {
    use crate::testing::{aside, flow};

    #[test]
    fn shapes() {
        flow(
            "syslog[action:\"Drop\"; ifdir:\"inbound\"; ifname:\"eth1\"; loguid:\"{0x0}\"; origin:\"192.0.2.9\"; dst:\"192.0.2.2\"; \
             product:\"VPN-1 & FireWall-1\"; proto:\"6\"; s_port:\"54377\"; service:\"5530\"; src:\"203.0.113.1\"; ]",
            "checkpoint tcp drop 203.0.113.1:54377 > 192.0.2.2:5530 in eth1",
        );
        flow(
            "<134>1 2026-11-20T10:27:35Z gw CheckPoint 26203 - [sc4s@2620 action=\"Accept\" ifdir=\"inbound\" ifname=\"eth0\" \
             loguid=\"{0x0,0x0}\" dst=\"192.0.2.9\" product=\"VPN-1 & FireWall-1\" proto=\"17\" s_port=\"443\" service=\"26796\" src=\"203.0.113.8\"]",
            "checkpoint udp allow 203.0.113.8:443 > 192.0.2.9:26796 in eth0 2026-11-20T10:27:35Z",
        );
        flow(
            "<134>1 2026-11-20T10:27:35Z gw CheckPoint 7776 - [action:\"Accept\"; ifdir:\"outbound\"; ifname:\"eth0\"; \
             dst:\"2001:db8::9\"; rule_name:\"a; b\"; product:\"VPN-1\"; proto:\"17\"; s_port:\"43103\"; service:\"514\"; \
             src:\"2001:db8::1\"]",
            "checkpoint udp allow 2001:db8::1:43103 > 2001:db8::9:514 out eth0 2026-11-20T10:27:35Z",
        );
        flow(
            "20Nov2026 10:27:09 drop   192.0.2.1 >eth1 rule: 5; rule_uid: {0}; src: 203.0.113.5; dst: 192.0.2.2; proto: tcp; product: \
             VPN-1; service: 23; s_port: 1234;",
            "checkpoint tcp drop 203.0.113.5:1234 > 192.0.2.2:23 20Nov2026 10:27:09",
        );
        flow(
            "time=1620217629|hostname=cp|product=VPN-1 & FireWall-1|action=Drop|ifdir=inbound|src=203.0.113.1|dst=192.0.2.1|proto=6|\
             s_port=1|service=2",
            "checkpoint tcp drop 203.0.113.1:1 > 192.0.2.1:2 in",
        );
        aside("<134>1 2026-11-20T10:27:35Z gw CheckPoint 7776 - [action:\"Key Install\"; product:\"VPN-1\"]");
    }
}
