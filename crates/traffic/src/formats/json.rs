//! JSON, one object or many: Suricata's `eve.json`, Zeek, GCP's and Azure's flow logs, winlogbeat, Kubernetes' and Docker's records; and
//! journald's, syslog's and others that wrap a line of another format.
//!
//! Traps: a record that wraps a line has its own time; keys may contain dots; an alert's action `allowed` is still an alert.

use super::{azure_flow, nft_rules, nmap, read_wrapped, windows_event, zeek};
use crate::formats::{Context, Format};
use crate::line::{Line, Reading, Sink};
use crate::scan::{Table, Value, begins, begins_with_any, has, is_digits, objects, one_of, table, unescape, walk};
use crate::slots::{Slot, Slots};
use crate::{Action, Aside, Flow, Kind, State, Transport};

pub(crate) const FORMAT: Format = Format::new("json", "JSON", "", read);

/// The last key of a path, with the one before it where it counts, and what it is for. A key alone counts at the top.
const NAMES: Table<Slot> = table! {
    "src_ip" => Slot::SourceAddress,
    "src_port" => Slot::SourcePort,
    "dest_ip" => Slot::DestinationAddress,
    "dest_port" => Slot::DestinationPort,
    "proto" => Slot::Protocol,
    "in_iface" => Slot::In,
    "event_type" => Slot::Kind,
    "icmp_type" => Slot::IcmpType,
    "icmp_code" => Slot::IcmpCode,
    "app_proto" => Slot::Service,
    "action" => Slot::Action,
    "alert/action" => Slot::Action,
    "alert/signature" => Slot::Rule,
    "ip_protocol" => Slot::Protocol,
    "dst_ip" => Slot::DestinationAddress,
    "dst_port" => Slot::DestinationPort,
    // Elastic's names for all sources.
    "source/ip" => Slot::SourceAddress,
    "source/port" => Slot::SourcePort,
    "destination/ip" => Slot::DestinationAddress,
    "destination/port" => Slot::DestinationPort,
    "network/transport" => Slot::Protocol,
    "network/direction" => Slot::Direction,
    // AWS, Fortinet, NetFlow's collectors, Snort, Sysmon, Azure Firewall, Windows.
    "srcaddr" => Slot::SourceAddress,
    "dstaddr" => Slot::DestinationAddress,
    "srcip" => Slot::SourceAddress,
    "dstip" => Slot::DestinationAddress,
    "src_addr" => Slot::SourceAddress,
    "dst_addr" => Slot::DestinationAddress,
    "srcport" => Slot::SourcePort,
    "dstport" => Slot::DestinationPort,
    "SourceIp" => Slot::SourceAddress,
    "SourceAddress" => Slot::SourceAddress,
    "SourcePort" => Slot::SourcePort,
    "DestinationIp" => Slot::DestinationAddress,
    "DestAddress" => Slot::DestinationAddress,
    "DestinationAddress" => Slot::DestinationAddress,
    "DestinationPort" => Slot::DestinationPort,
    "DestPort" => Slot::DestinationPort,
    "protocol" => Slot::Protocol,
    "Protocol" => Slot::Protocol,
    "Action" => Slot::Action,
    "Direction" => Slot::Direction,
    "EventID" => Slot::Kind,
    "packets" => Slot::Count,
    "flow/pkts_toserver" => Slot::Count,
    "timestamp" => Slot::Time,
    "@timestamp" => Slot::Time,
    "time" => Slot::Time,
    "__REALTIME_TIMESTAMP" => Slot::Time,
    "_SOURCE_REALTIME_TIMESTAMP" => Slot::Date,
    // NetFlow and IPFIX, as collectors name their fields.
    "IPV4_SRC_ADDR" => Slot::SourceAddress,
    "IPV4_DST_ADDR" => Slot::DestinationAddress,
    "IPV6_SRC_ADDR" => Slot::SourceAddress,
    "IPV6_DST_ADDR" => Slot::DestinationAddress,
    "L4_SRC_PORT" => Slot::SourcePort,
    "L4_DST_PORT" => Slot::DestinationPort,
    "SRC_PORT" => Slot::SourcePort,
    "DST_PORT" => Slot::DestinationPort,
    "PROTOCOL" => Slot::Protocol,
    "PROTO" => Slot::Protocol,
    "sourceIPv4Address" => Slot::SourceAddress,
    "destinationIPv4Address" => Slot::DestinationAddress,
    "sourceIPv6Address" => Slot::SourceAddress,
    "destinationIPv6Address" => Slot::DestinationAddress,
    "sourceTransportPort" => Slot::SourcePort,
    "destinationTransportPort" => Slot::DestinationPort,
    "protocolIdentifier" => Slot::Protocol,
    // GCP.
    "connection/src_ip" => Slot::SourceAddress,
    "connection/src_port" => Slot::SourcePort,
    "connection/dest_ip" => Slot::DestinationAddress,
    "connection/dest_port" => Slot::DestinationPort,
    "connection/protocol" => Slot::Protocol,
    "jsonPayload/disposition" => Slot::Action,
    "jsonPayload/packets_sent" => Slot::Count,
    "rule_details/reference" => Slot::Rule,
    "rule_details/direction" => Slot::Direction,
    // Windows' events, as several programs write them.
    "event_data/Application" => Slot::Process,
    "EventData/Application" => Slot::Process,
    "event_data/ProcessID" => Slot::Pid,
    "EventData/ProcessID" => Slot::Pid,
    "winlog/event_id" => Slot::Kind,
    "System/EventID" => Slot::Kind,
    // What wraps a line.
    "MESSAGE" => Slot::Message,
    "message" => Slot::Message,
    "msg" => Slot::Message,
    // GELF.
    "short_message" => Slot::Message,
    "log" => Slot::Message,
    "textPayload" => Slot::Message,
    "jsonPayload/message" => Slot::Message,
    "jsonPayload/MESSAGE" => Slot::Message,
    "@message" => Slot::Message,
    "event.original" => Slot::Message,
};

fn read(line: &Line<'_>, context: &mut Context, sink: &mut Sink<'_>) -> Reading {
    let text = line.body.strip_prefix("@cee:").unwrap_or(line.body).trim_ascii();
    let is_object = text.strip_prefix('{').is_some_and(|rest| begins_with_any(rest.trim_ascii_start(), b"\"}"));
    if !is_object && !text.strip_prefix('[').is_some_and(|rest| rest.trim_ascii_start().starts_with('{')) {
        // A ruleset has brackets on lines of their own, too.
        let is_frame = context.format != nft_rules::FORMAT.id
            && !text.is_empty()
            && text.bytes().all(|byte| matches!(byte, b'[' | b']' | b'}' | b',' | b' '));
        return if is_frame { Reading::Aside(Aside::Header) } else { Reading::Pass };
    }
    let mut last = Reading::Pass;
    let whole = objects(text, &mut |object| {
        let reading = record(object, line.time, context, sink);
        if last != Reading::Malformed {
            last = reading;
        }
    });
    if whole.is_none() && sink.flows == 0 {
        return Reading::Pass;
    }
    if last != Reading::Pass {
        context.format = FORMAT.id;
    }
    Reading::of(sink, last)
}

/// `{"records": [` and nothing more.
pub(crate) fn is_wrapper(text: &str) -> bool {
    // Asked for every line of a record: a long one is no wrapper.
    if text.len() > 100 {
        return false;
    }
    let inside = || {
        let rest = text.trim_ascii().strip_prefix('{')?.trim_ascii_start().strip_prefix('"')?;
        let end = rest.bytes().position(|byte| byte == b'"')?;
        rest.get(end + 1..)?.trim_ascii_start().strip_prefix(':')?.trim_ascii_start().strip_prefix('[')
    };
    inside().is_some_and(|rest| rest.trim_ascii().is_empty())
}

fn record(object: &str, time: &str, context: &mut Context, sink: &mut Sink<'_>) -> Reading {
    // Texts with escapes are kept apart; the places of the others are in the object.
    let mut escaped = String::new();
    let mut room = String::new();
    let mut places: [(Option<Slot>, usize, usize, bool); 24] = [(None, 0, 0, false); 24];
    let mut used = 0;
    let mut tuples = false;
    let start = object.as_ptr() as usize;
    walk(object, &mut |path, value| {
        let Some((key, above)) = path.split_last() else { return };
        tuples |= *key == "flowTuples" || *key == "flow_tuples";
        let Some(slot) = slot(above, key, &mut room) else { return };
        let text = match value {
            Value::Text(text) => text,
            // Some programs know no whole numbers: `25238.0`.
            Value::Bare(number) => number.strip_suffix(".0").unwrap_or(number),
        };
        // A collector's record may have fields for both versions of IP, those of the other one empty.
        let is_other_version = one_of(text, ":: 0.0.0.0") && (has(key, "IPV") || has(key, "IPv"));
        if is_other_version || matches!(value, Value::Bare("null" | "true" | "false")) {
            return;
        }
        let Some(place) = places.get_mut(used) else { return };
        let is_escaped = text.bytes().any(|byte| byte == b'\\');
        *place = if is_escaped {
            let from = escaped.len();
            unescape(text, &mut escaped);
            (Some(slot), from, escaped.len(), true)
        } else {
            let from = text.as_ptr() as usize - start;
            (Some(slot), from, from + text.len(), false)
        };
        used += 1;
    });
    let mut slots = Slots::new();
    for (slot, from, to, is_escaped) in places {
        let text = if is_escaped { escaped.get(from..to) } else { object.get(from..to) };
        if let (Some(slot), Some(text)) = (slot, text) {
            slots.set(slot, text);
        }
    }
    if tuples {
        return azure(object, sink);
    }
    slots.set(Slot::Time, time);
    if Transport::of(slots.get(Slot::Protocol)).is_none() {
        // Some name the application: `ssh`.
        slots.clear(Slot::Protocol);
    }
    let message = slots.get(Slot::Message);
    let ends = [Slot::SourceAddress, Slot::DestinationAddress].map(|slot| slots.get(slot).is_empty());
    let has_port = [Slot::SourcePort, Slot::DestinationPort].iter().any(|slot| !slots.get(*slot).is_empty());
    // Where a record names one address and no more, the line that it wraps says more.
    if ends == [true; 2] || ends.contains(&true) && !has_port && !message.is_empty() {
        if message.is_empty() {
            if let Some(mut flow) = nmap::of_json(object, slots.get(Slot::Time)) {
                sink.flow(&mut flow);
                return Reading::Flows;
            }
            // Records of other kinds: statistics, events about users. What is not known may be traffic.
            let kind = slots.get(Slot::Kind);
            // Windows' events with a number like that are about traffic.
            let is_other = is_digits(kind) && !begins(kind, "515") || one_of(kind, EVENTS);
            return if is_other { Reading::Aside(Aside::NoTraffic) } else { Reading::Pass };
        }
        return read_wrapped(message, slots.get(Slot::Time), context, sink);
    }
    match flow_of(&slots, &|text| has(object, text)) {
        Some(mut flow) => {
            sink.flow(&mut flow);
            Reading::Flows
        }
        None => Reading::Malformed,
    }
}

/// What a value is for. `room` is for two keys, used again and again.
fn slot(above: &[&str], key: &str, room: &mut String) -> Option<Slot> {
    let parent = above.last().copied().unwrap_or_default();
    let mut own = None;
    if !parent.is_empty() {
        room.clear();
        room.push_str(parent);
        room.push('/');
        room.push_str(key);
        own = NAMES.get(room);
    }
    // Suricata's records may be wrapped: `event`, `json`, `suricata.eve`.
    let is_top = above.is_empty();
    if own.is_none()
        && (is_top
            || parent.is_empty()
            || one_of(parent, "event eve json _source data properties event_data EventData"))
    {
        // A sign between two keys is not part of one.
        own = NAMES.get(key).filter(|_| !has(key, "/"));
    }
    if own.is_none() && is_top {
        own = zeek::NAMES.get(key).filter(|slot| *slot != Slot::Kind);
    }
    own
}

/// Suricata's types of events, those without a flow last.
const EVENTS: &str = "alert flow netflow drop dns http http2 tls ssh smtp ftp ftp_data fileinfo anomaly nfs smb rdp dhcp snmp sip krb5 tftp \
    mqtt ike ikev2 rfb dnp3 modbus quic pgsql bittorrent-dht websocket ldap enip pop3 mdns doh2 frame metadata pkthdr verdict arp stats \
    engine lua";

/// The flow, and which program wrote it; `has` says whether a text is anywhere in the record.
fn flow_of<'a>(slots: &Slots<'a>, has: &dyn Fn(&str) -> bool) -> Option<Flow<'a>> {
    let mut kind = slots.get(Slot::Kind);
    let mut flow = slots.flow()?;
    if !flow.date.is_empty() {
        flow.date = "";
    }
    flow.kind = Kind::Connection;
    if has("\"flow_id\"") && has("\"signature\"") && kind.is_empty() {
        kind = "alert";
    }
    match kind {
        "" if has("\"id.orig_h\"") => return zeek::flow_of(slots),
        "" if has("\"jsonPayload\"") || has("\"connection\"") => flow.format = "gcp",
        // An alert whose traffic was let through is an alert still.
        "" if has("\"alert\":") => flow.action = Action::Alert,
        "5150" | "5151" | "5152" | "5153" | "5157" | "5155" | "5159" => {
            flow.format = windows_event::FORMAT.id;
            flow.action = Action::Deny;
            if kind == "5157" {
                windows_event::set_undirected(&mut flow);
            }
        }
        "5154" | "5156" | "5158" => {
            flow.format = windows_event::FORMAT.id;
            flow.action = Action::Allow;
            windows_event::set_undirected(&mut flow);
        }
        _ if one_of(kind, EVENTS) && (has("\"flow_id\"") || has("\"alert\":")) => {
            flow.format = "suricata_eve";
            let was_stopped = kind == "drop" || flow.action.verdict() == Action::Deny;
            flow.action = match kind {
                _ if was_stopped => Action::Drop,
                "alert" => Action::Alert,
                _ => Action::Log,
            };
            flow.service = slots.get(Slot::Service);
        }
        _ => {}
    }
    if one_of(kind, "5154 5158") {
        flow.kind = Kind::Listener;
        flow.state = Some(if kind == "5154" { State::Listen } else { State::Bound });
        if flow.destination.is_empty() {
            (flow.source, flow.destination) = (flow.destination, flow.source);
        }
    }
    Some(flow)
}

fn azure(object: &str, sink: &mut Sink<'_>) -> Reading {
    let mut is_whole = true;
    walk(object, &mut |path, value| {
        let is_tuple = path.last().is_some_and(|key| one_of(key, "flowTuples flow_tuples"));
        if let (true, Value::Text(text)) = (is_tuple, value) {
            match azure_flow::tuple(text) {
                Some(mut flow) => sink.flow(&mut flow),
                None => is_whole = false,
            }
        }
    });
    Reading::of(sink, if is_whole { Reading::Aside(Aside::NoTraffic) } else { Reading::Malformed })
}

#[cfg(test)]
mod tests {
    use crate::testing::{aside, flow, flows, malformed, none};

    #[test]
    fn eve() {
        flow(
            r#"{"version":"1.1","host":"fw","short_message":"DROP IN=a OUT= SRC=192.0.2.1 DST=192.0.2.2 PROTO=TCP SPT=1 DPT=2"}"#,
            "iptables tcp drop 192.0.2.1:1 > 192.0.2.2:2 in a",
        );
        flow(
            r#"{"timestamp":"2026-11-20T10:25:02.1+0000","flow_id":1,"in_iface":"eth0","event_type":"alert","src_ip":"203.0.113.5","src_port":54321,"dest_ip":"192.0.2.10","dest_port":22,"proto":"TCP","alert":{"action":"allowed","signature":"a \"b\" c"}}"#,
            "suricata_eve tcp alert 203.0.113.5:54321 > 192.0.2.10:22 eth0 2026-11-20T10:25:02.1+0000",
        );
        flow(
            r#"{"event_type":"alert","src_ip":"2001:db8::1","dest_ip":"2001:db8::2","proto":"IPv6-ICMP","icmp_type":128,"icmp_code":0,"alert":{"action":"blocked"}}"#,
            "suricata_eve icmpv6 drop 2001:db8::1 > 2001:db8::2 icmp 128/0",
        );
        aside(r#"{"timestamp":"x","event_type":"stats","stats":{"uptime":1}}"#);
    }

    #[test]
    fn names_of_collectors() {
        for record in [
            r#"{"IPV4_SRC_ADDR":"192.0.2.1","IPV4_DST_ADDR":"192.0.2.2","L4_SRC_PORT":5000,"L4_DST_PORT":123,"PROTOCOL":17,"TCP_FLAGS":0}"#,
            r#"{"IPV4_SRC_ADDR":"192.0.2.1","IPV4_DST_ADDR":"192.0.2.2","SRC_PORT":5000,"DST_PORT":123,"PROTO":17,"SRC_AS":0}"#,
            r#"{"destinationIPv4Address":"192.0.2.2","protocolIdentifier":17,"sourceTransportPort":5000,"sourceIPv4Address":"192.0.2.1","destinationTransportPort":123}"#,
            r#"{"IPV6_DST_ADDR":"::","IPV6_SRC_ADDR":"::","PROTOCOL":"17","IPV4_SRC_ADDR":"192.0.2.1","IPV4_DST_ADDR":"192.0.2.2","L4_SRC_PORT":5000,"L4_DST_PORT":123}"#,
            r#"{"version":5,"srcaddr":"192.0.2.1","dstaddr":"192.0.2.2","srcport":5000.0,"dstport":123.0,"protocol":17.0}"#,
            r#"{"SourceAddress":"192.0.2.1","DestinationAddress":"192.0.2.2","NATDestination":"192.0.2.9","SourcePort":5000,"DestinationPort":123,"Protocol":"udp"}"#,
        ] {
            flow(record, "json udp log 192.0.2.1:5000 > 192.0.2.2:123");
        }
        flow(
            r#"{"host":"ids1","program":"suricata","message":"{\"flow_id\":2,\"event_type\":\"dns\",\"src_ip\":\"192.0.2.1\",\"src_port\":5000,\"dest_ip\":\"192.0.2.2\",\"dest_port\":53,\"proto\":\"UDP\"}"}"#,
            "suricata_eve udp log 192.0.2.1:5000 > 192.0.2.2:53",
        );
    }

    /// Each unwrapping copies the text, so that many would take long.
    #[test]
    fn records_are_unwrapped_twice() {
        let wrap = |text: &str| format!("{{\"log\":{text:?}}}");
        let line = wrap("IN=eth0 OUT= SRC=192.0.2.1 DST=192.0.2.2 PROTO=TCP SPT=5 DPT=6");
        let read = "iptables tcp log 192.0.2.1:5 > 192.0.2.2:6 in eth0";
        flow(&line, read);
        flow(&wrap(&line), read);
        malformed(&wrap(&wrap(&line)));
        // Where a record says nothing by its names, its texts may.
        flow(
            &wrap(r#"{"EventID":4624,"error":"dial tcp 192.0.2.1:5432: refused"}"#),
            "plain tcp log 192.0.2.1:5432 undirected",
        );
    }

    #[test]
    fn others() {
        flow(
            r#"{"ts":1763633702.1,"uid":"C","id.orig_h":"192.0.2.1","id.orig_p":5000,"id.resp_h":"192.0.2.2","id.resp_p":53,"proto":"udp","conn_state":"SF"}"#,
            "zeek_conn udp log established 192.0.2.1:5000 > 192.0.2.2:53 1763633702.1",
        );
        flows(
            "[\n  {\n    \"jsonPayload\": {\n      \"connection\": {\n        \"dest_ip\": \"192.0.2.2\",\n        \"dest_port\": 443,\n        \"protocol\": 6,\n \
             \"src_ip\": \"192.0.2.1\", \"src_port\": 50000\n      },\n      \"disposition\": \"DENIED\"\n    },\n    \"timestamp\": \"t\"\n  },\n  {\n \
             \"jsonPayload\": {\"connection\": {\"dest_ip\": \"192.0.2.2\"}, \"packets_sent\": \"5\"}\n  }\n]\n",
            &["gcp tcp deny 192.0.2.1:50000 > 192.0.2.2:443 t", "gcp - log 192.0.2.2"],
        );
        flow(
            r#"{"winlog":{"event_id":5157,"event_data":{"SourceAddress":"192.0.2.1","SourcePort":"5","DestAddress":"192.0.2.2","DestPort":"6","Protocol":"17","Direction":"%%14592","ProcessID":"4"}}}"#,
            "windows_event udp deny 192.0.2.1:5 > 192.0.2.2:6 undirected in 4",
        );
        for event in [
            r#"{"EventID":5157,"EventData":{"SourceAddress":"192.0.2.1","SourcePort":"5","DestAddress":"192.0.2.2","DestPort":"6","Protocol":"17","Direction":"%%14592","Application":"x"}}"#,
            r#"{"Event":{"System":{"EventID":5157},"EventData":{"SourceAddress":"192.0.2.1","SourcePort":"5","DestAddress":"192.0.2.2","DestPort":"6","Protocol":"17","Direction":"%%14592","Application":"x"}}}"#,
        ] {
            flow(event, "windows_event udp deny 192.0.2.1:5 > 192.0.2.2:6 undirected in x");
        }
        aside(r#"{"EventID":4624,"EventData":{"IpPort":"5"}}"#);
        none(r#"{"EventID":5156,"Ends":{"Source":"192.0.2.1"}}"#);
        flows(
            "{\n\"records\": [\n\"1542110377,203.0.113.5,192.0.2.10,44931,443,T,I,D\",\n]\n}\n",
            &["azure_nsg_flow tcp deny 203.0.113.5:44931 > 192.0.2.10:443 in 1542110377"],
        );
    }

    /// What a word means with one vendor is not what it means with another.
    #[test]
    fn actions() {
        for action in ["close", "timeout", "start", "client-rst"] {
            flow(
                &format!(
                    r#"{{"jsonPayload":{{"connection":{{"src_ip":"192.0.2.1","dest_ip":"192.0.2.2","dest_port":22,"protocol":6}},"disposition":"{action}"}}}}"#
                ),
                "gcp tcp log 192.0.2.1 > 192.0.2.2:22",
            );
        }
    }

    /// Names of addresses and ports in records of many programs.
    #[test]
    fn keys() {
        for ends in [
            r#""srcaddr":"192.0.2.1","dstaddr":"192.0.2.2","srcport":5,"dstport":22,"protocol":6"#,
            r#""srcip":"192.0.2.1","srcport":"5","dstip":"192.0.2.2","dstport":"22","proto":"6""#,
            r#""src_addr":"192.0.2.1","dst_addr":"192.0.2.2","src_port":5,"dst_port":22,"proto":6"#,
            r#""properties":{"Protocol":"TCP","SourceIp":"192.0.2.1","SourcePort":5,"DestinationIp":"192.0.2.2","DestinationPort":22}"#,
            r#""SourceAddress":"192.0.2.1","SourcePort":"5","DestAddress":"192.0.2.2","DestPort":"22","Protocol":"6""#,
        ] {
            flow(&["{", ends, "}"].concat(), "json tcp log 192.0.2.1:5 > 192.0.2.2:22");
        }
        flow(
            r#"{"EventID":5157,"Direction":"%%14593","SourceAddress":"192.0.2.1","SourcePort":"5","DestAddress":"192.0.2.2","DestPort":"6","Protocol":"6"}"#,
            "windows_event tcp deny 192.0.2.1:5 > 192.0.2.2:6 out",
        );
        flow(
            r#"{"src_ip":"192.0.2.1","src_port":5,"dst_ip":"192.0.2.2","dst_port":22,"protocol":"ssh"}"#,
            "json - log 192.0.2.1:5 > 192.0.2.2:22",
        );
        for (said, direction) in [("inbound", "in"), ("ingress", "in"), ("outbound", "out"), ("egress", "out")] {
            flow(
                &[
                    r#"{"source":{"ip":"192.0.2.1"},"destination":{"ip":"192.0.2.2","port":22},"network":{"transport":"tcp","direction":""#,
                    said,
                    r#""}}"#,
                ]
                .concat(),
                &["json tcp log 192.0.2.1 > 192.0.2.2:22 ", direction].concat(),
            );
        }
    }

    /// Keys of one program may be those of another.
    #[test]
    fn whose_record_it_is() {
        flow(
            r#"{"timestamp":"t","event_type":"Security","event_sub_type":"IPS","action":"Block","src_ip":"198.51.100.3","dest_ip":"192.0.2.10","dest_port":"22","ip_protocol":"TCP"}"#,
            "json tcp deny 198.51.100.3 > 192.0.2.10:22 t",
        );
        flow(
            r#"{"event_type":"alert","src_ip":"198.51.100.3","dest_ip":"192.0.2.10","action":"monitor","product":"Acme WAF"}"#,
            "json - log 198.51.100.3 > 192.0.2.10",
        );
        flow(
            r#"{"timestamp":"t","flow_id":1,"src_ip":"198.51.100.3","src_port":449,"dest_ip":"192.0.2.5","dest_port":49791,"proto":"TCP","alert":{"action":"allowed","signature_id":1,"signature":"x"},"flow":{"pkts_toserver":4}}"#,
            "suricata_eve tcp alert 198.51.100.3:449 > 192.0.2.5:49791 t",
        );
        flow(
            r#"{"eventid":"cowrie.session.connect","src_ip":"198.51.100.3","src_port":40123,"dst_ip":"192.0.2.5","dst_port":2222}"#,
            "json - log 198.51.100.3:40123 > 192.0.2.5:2222",
        );
        flow(
            r#"{"@timestamp":"t","source":{"ip":"198.51.100.3","port":40123},"destination":{"ip":"192.0.2.5","port":22},"network":{"transport":"tcp"}}"#,
            "json tcp log 198.51.100.3:40123 > 192.0.2.5:22 t",
        );
        none(
            r#"{"event_type":"event","dst_host":"192.0.2.5","dst_port":"22","src_host":"198.51.100.3","logtype":"4002"}"#,
        );
    }

    #[test]
    fn other_vendors() {
        flow(
            r#"{"event_type":"alert","src_ip":"192.0.2.6","dest_ip":"192.0.2.5","dest_port":443,"proto":"TCP","action":"monitor","product":"Acme WAF"}"#,
            "json tcp log 192.0.2.6 > 192.0.2.5:443",
        );
        flow(
            r#"{"src_ip":"192.0.2.6","src_port":5,"dest_ip":"192.0.2.5","dest_port":443,"proto":"tcp","alert": {"action":"allowed"}}"#,
            "json tcp alert 192.0.2.6:5 > 192.0.2.5:443",
        );
        flow(
            r#"{"@timestamp":"t","source":{"ip":"198.51.100.3"},"message":"DROP IN=eth0 OUT= SRC=198.51.100.3 DST=192.0.2.5 PROTO=TCP SPT=4 DPT=22"}"#,
            "iptables tcp drop 198.51.100.3:4 > 192.0.2.5:22 in eth0 t",
        );
        flow(
            r#"{"src_ip":"198.51.100.3","src_port":40123,"dst_port":22,"proto":"tcp","message":"login attempt failed"}"#,
            "json tcp log 198.51.100.3:40123 > :22",
        );
    }

    #[test]
    fn wrapped() {
        flow(
            r#"{"__REALTIME_TIMESTAMP":"1763633702000000","MESSAGE":"\"x\" IN=a OUT= SRC=192.0.2.1 DST=192.0.2.2 PROTO=TCP SPT=1 DPT=2"}"#,
            "iptables tcp log 192.0.2.1:1 > 192.0.2.2:2 in a 1763633702000000",
        );
        flow(
            r#"{"log":"2 1 eni-1 192.0.2.1 192.0.2.2 5 6 17 1 1 7 8 ACCEPT OK\n","stream":"stdout"}"#,
            "aws_vpc_flow udp allow 192.0.2.1:5 > 192.0.2.2:6 eni-1 7",
        );
        flow(
            r#"{"@timestamp":"t","@message":"2 1 eni-1 192.0.2.1 192.0.2.2 5 6 17 1 1 7 8 REJECT OK"}"#,
            "aws_vpc_flow udp deny 192.0.2.1:5 > 192.0.2.2:6 eni-1 7",
        );
        none(r#"{"message":""}"#);
        none(r#"{"who":"192.0.2.1"}"#);
        none(r#"{"message":"{\"src_ip\":1"}"#);
        none("{\"open\": 1,\nNov 20 x y");
    }
}
