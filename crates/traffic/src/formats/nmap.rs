//! nmap: its table, its greppable output, and what it and masscan print when they find a port.
//!
//! Traps: `open|filtered` is a state of its own; the service is a guess from the number.

use crate::flow::flow;
use crate::formats::{Context, Format, keep};
use crate::line::{Line, Reading, Sink};
use crate::scan::{End, after, before, begins, cut, has, is_address, one_of, parts, port, trim_any, until, word};
use crate::{Aside, Flow, Kind, State, Transport};

pub(crate) const FORMAT: Format = Format::new("nmap", "nmap, masscan", "", read);

const REMARKS: &str = "Starting Nmap |# Nmap |Nmap done:|Not shown: |Host is up (|Host is up.|Host is up,|Other addresses for |rDNS record for |\
    MAC Address: |Service Info: |Service detection performed.|Read data files from:|\
    Increasing send delay for |TRACEROUTE (using |HOP RTT |Network Distance: |Device type: |Running: |Running (JUST |OS CPE: |OS details: ";

const STATES: &str = "open closed filtered unfiltered open|filtered closed|filtered";

fn read(line: &Line<'_>, context: &mut Context, sink: &mut Sink<'_>) -> Reading {
    let body = line.body;
    // Until version 4, a line said that these are the interesting ones.
    let old = body.strip_prefix("Interesting ports on ").and_then(|rest| rest.strip_suffix(':'));
    if let Some(target) = body.strip_prefix("Nmap scan report for ").or(old) {
        // `name (192.0.2.1)`, `192.0.2.1`, `192.0.2.1 [host down]`.
        let target = target.trim_ascii();
        let address = after(target, "(").map_or(before(target, " "), |inside| before(inside, ")"));
        context.name = keep(address);
        return Reading::Aside(Aside::Header);
    }
    if let Some(rest) = body.strip_prefix("Discovered open port ") {
        let (spec, rest) = word(rest);
        let mut flow = rest.strip_prefix("on ").and_then(|rest| one(spec, "open", word(rest).0, ""));
        return sink.flow_or_malformed(&mut flow);
    }
    if has(body, "Ports: ") && has(body, "Host: ") {
        return greppable(body, sink);
    }
    if body.starts_with("Host: ") && (has(body, "Status: ")) {
        return Reading::Aside(Aside::NoTraffic);
    }
    if begins(body, XML) && (!begins(body, "<port ") || has(body, "portid=")) {
        return xml(body, &mut context.name, sink);
    }
    let (first, rest) = word(body);
    let (second, rest) = word(rest);
    // masscan's `-oL`: `open tcp 443 192.0.2.1 1620000000`.
    if one_of(first, "open closed") {
        let (number, rest) = word(rest);
        let address = word(rest).0;
        if let Some(mut flow) = scanned(number, second, first, address, "").filter(|_| is_address(address)) {
            sink.flow(&mut flow);
            return Reading::Flows;
        }
    }
    if one_of(second, STATES) {
        // The name of another format's chain or zone is no machine.
        let address = if context.format == FORMAT.id { context.name.as_str() } else { "" };
        // `22/tcp open ssh  OpenSSH 9.6`; with --reason another column.
        if let Some(mut flow) = one(first, second, address, word(rest).0) {
            sink.flow(&mut flow);
            return Reading::Flows;
        }
    }
    // What was named before is not this table's.
    if body.starts_with("Nmap done:") || first == "PORT" && context.format != FORMAT.id {
        context.name.clear();
    }
    if first == "PORT" && second == "STATE" || is_remark(body) {
        return Reading::Aside(Aside::Header);
    }
    // What scripts say about the port above.
    if context.format == FORMAT.id && (body.starts_with("| ") || body.starts_with("|_") || body.starts_with("|  ")) {
        return Reading::Aside(Aside::Part);
    }
    Reading::Pass
}

/// Elements that a line of XML begins with.
const XML: &str = "<nmaprun |<host><|<host |<address addr=|<status state=|<ports>|<port protocol=|<extraports state=|</ports>|</host>";

/// `<port protocol="tcp" portid="22"><state state="open" …/><service name="ssh" …/></port>`, of the host that was named before.
fn xml(body: &str, host: &mut String, sink: &mut Sink<'_>) -> Reading {
    let mut address = if is_address(host) { host.as_str() } else { "" };
    let (mut spec, mut rest) = (("", ""), body);
    while let Some((_, after)) = cut(rest, "<") {
        let element = until(after, b">");
        rest = after.get(element.len()..).unwrap_or_default();
        match word(element).0 {
            "host" | "/host" => address = "",
            "address" if is_address(attribute(element, "addr")) => address = attribute(element, "addr"),
            "port" => spec = (attribute(element, "portid"), attribute(element, "protocol")),
            "state" => {
                let service = rest.strip_prefix("><service ").map_or("", |next| attribute(until(next, b">"), "name"));
                let state_text = attribute(element, "state");
                if let Some(mut flow) = scanned(spec.0, spec.1, state_text, address, service) {
                    sink.flow(&mut flow);
                }
            }
            _ => {}
        }
    }
    if address != host {
        *host = keep(address);
    }
    Reading::of(sink, Reading::Aside(Aside::Header))
}

/// The value of an attribute.
fn attribute<'a>(element: &'a str, name: &str) -> &'a str {
    let mut rest = element;
    while let Some((before, after)) = cut(rest, name) {
        if let Some(value) = after.strip_prefix("=\"")
            && (before.is_empty() || before.ends_with(' '))
        {
            return until(value, b"\"");
        }
        rest = after;
    }
    ""
}

fn is_remark(body: &str) -> bool {
    begins(body, REMARKS)
}

/// A port of a scanned machine: `22/tcp`, `open`.
fn one<'a>(spec: &'a str, state_text: &'a str, address: &'a str, service: &'a str) -> Option<Flow<'a>> {
    let (number, protocol) = cut(spec, "/")?;
    scanned(number, protocol, state_text, address, service)
}

fn scanned<'a>(
    number: &str,
    protocol: &str,
    state_text: &'a str,
    address: &'a str,
    service: &'a str,
) -> Option<Flow<'a>> {
    let transport = Transport::named(protocol).filter(|transport| transport.has_ports())?;
    Some(flow! {
        kind: Kind::Scan,
        transport: Some(transport),
        destination: End { port: Some(port(number)?), ..End::address(address) },
        state: State::of(state_text),
        state_text,
        service,
    })
}

/// A port in masscan's `-oJ`: `{"ip": "192.0.2.1", …, "ports": [ {"port": 22, "proto": "tcp", "status": "open", …} ] }`. It writes a record
/// for each; of several in one, none is read.
pub(super) fn of_json<'a>(object: &'a str, time: &'a str) -> Option<Flow<'a>> {
    let (_, ports) = cut(object, "\"ports\":")?;
    let is_one = !has(after(ports, "\"port\":")?, "\"port\":");
    let (address, state_text) = (value(object, "\"ip\":"), value(ports, "\"status\":"));
    let flow = scanned(value(ports, "\"port\":"), value(ports, "\"proto\":"), state_text, address, "")?;
    (is_one && is_address(address) && one_of(state_text, STATES)).then_some(Flow { format: FORMAT.id, time, ..flow })
}

/// The value behind a key of JSON; empty if there is none.
#[inline(never)]
fn value<'a>(text: &'a str, key: &str) -> &'a str {
    after(text, key).map_or("", |rest| until(trim_any(rest, b" \""), b"\",} "))
}

/// `Host: 192.0.2.10 (name)  Ports: 22/open/tcp//ssh///, 23/filtered/tcp//telnet///`, with tabs between.
fn greppable(body: &str, sink: &mut Sink<'_>) -> Reading {
    let Some((host, ports)) = cut(body, "Ports: ") else { return Reading::Pass };
    let address = after(host, "Host: ").map_or("", |host| word(host).0);
    for item in parts(before(ports, "\t"), b",") {
        let mut columns = parts(item.trim_ascii(), b"/");
        let (Some(number), Some(state_text), Some(protocol), _, service) = (
            columns.next().and_then(port),
            columns.next(),
            columns.next().and_then(Transport::named),
            columns.next(),
            columns.next(),
        ) else {
            // The text of a version may contain what separates items.
            continue;
        };
        if !one_of(state_text, STATES) {
            continue;
        }
        sink.flow(&mut flow! {
                kind: Kind::Scan,
                transport: Some(protocol),
                destination: End { port: Some(number), ..End::address(address) },
                state: State::of(state_text),
                state_text,
                service: service.unwrap_or_default(),
        });
    }
    Reading::of(sink, Reading::Malformed)
}

#[cfg(test)]
mod tests {
    use crate::testing::{aside, flow, flows, none};

    #[test]
    fn xml() {
        let host = "<host><status state=\"up\" reason=\"arp-response\"/><address addr=\"192.0.2.15\" addrtype=\"ipv4\"/>\
                    <address addr=\"00:00:5E:00:53:01\" addrtype=\"mac\" vendor=\"x\"/><ports>";
        let ports = "<port protocol=\"tcp\" portid=\"502\"><state state=\"open\" reason=\"syn-ack\"/><service name=\"modbus\"/></port>\
                     \n<port protocol=\"udp\" portid=\"47808\"><state state=\"open|filtered\"/></port>";
        let expected = ["nmap tcp log open 192.0.2.15:502", "nmap udp log open|filtered 192.0.2.15:47808"];
        for between in ["", "\n"] {
            flows(&[host, between, ports, "\n</ports></host>"].concat(), &expected);
        }
        flows(
            &[
                host,
                "\n</ports></host>\n<host><address addr=\"2001:db8::1\" addrtype=\"ipv6\"/>",
                &ports.replace('\n', ""),
            ]
            .concat(),
            &["nmap tcp log open 2001:db8::1:502", "nmap udp log open|filtered 2001:db8::1:47808"],
        );
    }

    #[test]
    fn old_wording() {
        flows(
            "Interesting ports on 192.0.2.4:\nPORT STATE SERVICE\n25/tcp open smtp\n",
            &["nmap tcp log open 192.0.2.4:25"],
        );
    }

    #[test]
    fn shapes() {
        flow("open tcp 443 192.0.2.1 1620000000", "nmap tcp log open 192.0.2.1:443");
        flows(
            "Starting Nmap 7.94 ( https://nmap.org )\nNmap scan report for www.example.com (192.0.2.7)\nHost is up (0.1s latency).\n\
             PORT     STATE         SERVICE\n22/tcp   open          ssh     OpenSSH 9.6\n| ssh-hostkey: \n|_  256 aa:bb (ED25519)\n\
             161/udp  open|filtered snmp\nNmap done: 1 IP address (1 host up) scanned in 1.00 seconds\n",
            &["nmap tcp log open 192.0.2.7:22", "nmap udp log open|filtered 192.0.2.7:161"],
        );
        flows(
            "public (active)\n  ports: 443/tcp\nPORT   STATE SERVICE\n22/tcp   open  ssh\nNmap scan report for 192.0.2.7\nNmap done: 1 IP address\n3306/tcp open mysql\n",
            &["firewalld tcp allow :443 in", "nmap tcp log open :22", "nmap tcp log open :3306"],
        );
        flow("Discovered open port 443/tcp on 192.0.2.7", "nmap tcp log open 192.0.2.7:443");
        for json in [
            r#"{   "ip": "192.0.2.7",   "timestamp": "1620000000", "ports": [ {"port": 22, "proto": "tcp", "status": "open", "reason": "syn-ack", "ttl": 54} ] },"#,
            r#"{"ip":"192.0.2.7","timestamp":"1620000000","ports":[{"port":22,"proto":"tcp","status":"open","ttl":54}]}"#,
        ] {
            flow(json, "nmap tcp log open 192.0.2.7:22 1620000000");
        }
        none(r#"{"id":1,"status":"open","ip":"192.0.2.1","port":3389,"proto":"tcp"}"#);
        none(
            r#"{"ip":"192.0.2.7","ports":[{"port":22,"proto":"tcp","status":"open"},{"port":53,"proto":"udp","status":"open"}]}"#,
        );
        flow("Timestamp: 1763633702\tHost: 192.0.2.7 ()\tPorts: 80/open/tcp//http//", "nmap tcp log open 192.0.2.7:80");
        aside(
            "Device type: general purpose\nRunning: Linux 5.X\nOS CPE: cpe:/o:linux:linux_kernel:5\nOS details: Linux 5.0 - 5.14\n\
            Network Distance: 2 hops\n\nTRACEROUTE (using port 443/tcp)\nHOP RTT     ADDRESS",
        );
        aside("Host: 192.0.2.7 (a)\tStatus: Up");
    }
}
