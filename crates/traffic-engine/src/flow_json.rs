//! A flow, according to the contract of `explain()`.

use catalog::{concat, decimal};
use explain::{Decision, Service};
use result_json::Json;
use traffic::{End, Flow, Transport};

/// Writes `{ line, format, time, action, transport, source, destination, service, port, kind, hit, why, … }`; `kind` is the number of a
/// kind of the report, and `hit` the id of a hit.
pub(crate) fn write_flow(json: &mut Json, flow: &Flow<'_>, decision: &Decision, hit: Option<&str>) {
    json.open('{');
    json.key("line");
    write_long(json, flow.line);
    json.property("format", Some(flow.format));
    json.property("from", Some(flow.kind.id()));
    let mut time = flow.date.to_owned();
    if !time.is_empty() && !flow.time.is_empty() {
        time.push(' ');
    }
    time.push_str(flow.time);
    json.property("time", Some(time.as_str()).filter(|time| !time.is_empty()));
    json.property("action", Some(flow.action.id()));
    write_transport(json, flow.transport);
    write_end(json, "source", &flow.source);
    write_end(json, "destination", &flow.destination);
    json.property("direction", flow.direction.map(traffic::Direction::id));
    json.property("process", Some(flow.process).filter(|name| !name.is_empty()));
    let service = match decision.service {
        Service::Source | Service::Destination => Some(decision.service.id()),
        Service::Both | Service::Unknown => None,
    };
    json.property("service", service);
    write_port(json, "port", decision.port);
    json.property("kind", decision.kind.map(long).as_deref());
    json.property("hit", hit);
    json.property("why", Some(decision.why.text()));
    json.property("text", Some(flow.text));
    json.close('}');
}

/// `{ address, port }`; each is `null` where the line does not say.
fn write_end(json: &mut Json, name: &str, end: &End<'_>) {
    json.key(name);
    json.open('{');
    json.property("address", Some(end.address).filter(|address| !address.is_empty()));
    write_port(json, "port", end.port);
    json.close('}');
}

/// The property `transport`: the name of the protocol, `ip-89` for one without a name here, or `null`.
pub(crate) fn write_transport(json: &mut Json, transport: Option<Transport>) {
    let name = transport.map(|transport| match transport.id() {
        "" => concat(&["ip-", &decimal(transport.number().into())]),
        name => name.to_owned(),
    });
    json.property("transport", name.as_deref());
}

/// A property with a port, or `null`.
pub(crate) fn write_port(json: &mut Json, name: &str, port: Option<u16>) {
    json.key(name);
    match port {
        Some(port) => json.number(port.into()),
        None => json.word("null"),
    }
}

/// A number that may not fit into 32 bits. Those that JavaScript could not hold exactly do not occur: they count lines and bytes.
pub(crate) fn write_long(json: &mut Json, number: u64) {
    json.word(&long(number));
}

/// A property with such a number.
pub(crate) fn write_count(json: &mut Json, name: &str, number: u64) {
    json.key(name);
    write_long(json, number);
}

/// The number in decimal digits.
pub(crate) fn long(mut number: u64) -> String {
    let mut digits = Vec::new();
    loop {
        digits.push(char::from(b'0' + u8::try_from(number % 10).unwrap_or_default()));
        number /= 10;
        if number == 0 {
            return digits.iter().rev().collect();
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn long_numbers() {
        for number in [0, 7, 10, 4_294_967_296, u64::MAX] {
            assert_eq!(super::long(number), number.to_string());
        }
    }
}
