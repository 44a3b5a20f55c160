//! A kind of traffic in the report.

use crate::flow_json::{long, write_count, write_long, write_port, write_transport};
use explain::{Count, Kind, Place};
use result_json::Json;

/// Writes a kind; `hit` is the id of a hit of the report.
pub(crate) fn write_kind(json: &mut Json, kind: &Kind, hit: Option<&str>) {
    json.open('{');
    // As a text: JavaScript's numbers are not exact enough.
    json.property("kind", Some(&long(kind.number)));
    json.property("from", Some(kind.read_from.id()));
    write_port(json, "port", kind.port);
    write_port(json, "last", kind.last);
    write_port(json, "other", kind.other);
    write_transport(json, kind.transport);
    json.property("action", Some(kind.action.id()));
    json.property("direction", kind.direction.map(traffic::Direction::id));
    json.property("service", Some(kind.service.id()));
    json.property("why", Some(kind.why.text()));
    json.key("icmp");
    match kind.icmp {
        Some((sort, code)) => {
            json.open('[');
            json.number(sort.into());
            if let Some(code) = code {
                json.number(code.into());
            }
            json.close(']');
        }
        None => json.word("null"),
    }
    write_flag(json, "isRest", kind.is_rest);
    write_flag(json, "deservesALook", kind.deserves_a_look);
    json.property("hit", hit);
    json.property("exposure", kind.exposure.map(catalog::Exposure::id));
    write_count(json, "flows", kind.flows);
    write_count(json, "packets", kind.packets);
    write_distinct(json, "sources", kind.sources);
    write_distinct(json, "targets", kind.targets);
    write_count(json, "firstLine", kind.seen.first_line);
    write_count(json, "lastLine", kind.seen.last_line);
    json.property("firstTime", Some(&*kind.seen.first_time).filter(|time| !time.is_empty()));
    json.property("lastTime", Some(&*kind.seen.last_time).filter(|time| !time.is_empty()));
    json.list("lines", &kind.examples, |json, place: &Place| write_long(json, place.line));
    json.property("example", Some(&kind.example));
    json.close('}');
}

/// `{ number, atLeast }`.
pub(crate) fn write_distinct(json: &mut Json, name: &str, count: Count) {
    json.key(name);
    json.open('{');
    write_count(json, "number", count.number);
    write_flag(json, "atLeast", count.at_least);
    json.close('}');
}

/// A property that is `true` or `false`.
pub(crate) fn write_flag(json: &mut Json, name: &str, is_so: bool) {
    json.key(name);
    json.word(if is_so { "true" } else { "false" });
}
