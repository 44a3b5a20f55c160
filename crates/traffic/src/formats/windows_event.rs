//! Windows' events 5152 to 5159 (Windows Filtering Platform), as text or XML, in many lines or in one.
//!
//! Traps: the source of an incoming connection is mostly our own end, which took it, and not who began; the layer and the process may be `-`; where an event is copied, its XML
//! follows the text that says the same.

use crate::flow::flow;
use crate::formats::{Context, Format};
use crate::line::{Line, Reading, Sink};
use crate::scan::{End, after, begins, find, has, is_address, parts, pid, port, trim_any, until, word};
use crate::{Action, Aside, Direction, Flow, Kind, State, Transport};

pub(crate) const FORMAT: Format = Format::new("windows_event", "Windows Filtering Platform", "", read);

const PLATFORM: &str = "The Windows Filtering Platform has";

/// Whether a record of several lines begins here.
pub(crate) fn is_first(text: &str) -> bool {
    text.starts_with("Log Name:")
        || begins(text, XML) && !has(text, END)
        || has(text, PLATFORM) && !has(text, "Source Address:") && !has(text, "Source Port:")
}

/// Whether the record that is open goes on in a line.
pub(crate) fn is_part(open: &str, text: &str) -> bool {
    if text.starts_with("Log Name:") {
        return false;
    }
    if begins(open, XML) {
        return begins(text.trim_ascii_start(), "<|- <");
    }
    let text = text.trim_ascii();
    if text.starts_with(PLATFORM) {
        // A second message is another record's: the first one broke off.
        return !has(open, PLATFORM);
    }
    text.is_empty() || begins(text, LABELS)
}

/// Labels and headings of these events. Lines of others look like them: `Host: …`, `DROP: IN=…`.
const LABELS: &str = "Source:|Date:|Event ID:|Task:|Task Category:|Level:|Opcode:|OpCode:|Keyword:|Keywords:|User:|User Name:|Computer:\
                      |Description:|Application Information:|Process ID:|Application Name:|Network Information:|Direction:\
                      |Source Address:|Source Port:|Destination Address:|Destination Port:|Protocol:|Interface Index:\
                      |Filter Information:|Filter Origin:|Filter Run-Time ID:|Layer Name:|Layer Run-Time ID:";

/// Whether the record ends with this line.
pub(crate) fn is_last(text: &str) -> bool {
    has(text, "Layer Run-Time ID:") || has(text, END)
}

/// How the XML of an event begins: also with the sign that the event viewer draws before what can be closed, and with the line above a
/// copied one.
const XML: &str = "<Event |- <Event |Event Xml:";
const END: &str = "</Event>";

fn read(line: &Line<'_>, context: &mut Context, sink: &mut Sink<'_>) -> Reading {
    let text = line.whole;
    // Newer systems write two more lines behind what ends the record of older ones.
    if begins(text.trim_ascii_start(), "Event Xml:|Remote User ID:|Remote Machine ID:") {
        return Reading::Aside(Aside::Part);
    }
    let flow = if has(text, PLATFORM) {
        context.format = FORMAT.id;
        flow_of(text, "", &|name| label(text, name))
    } else if has(text, "<Event ") && !element(text, "Source Address").is_empty() {
        context.format = FORMAT.id;
        // `<EventID Qualifiers=''>5157</EventID>`
        let id = after(text, "<EventID").and_then(|rest| after(rest, ">")).map_or("-", |rest| until(rest, b"<"));
        flow_of(text, id.trim_ascii(), &|name| element(text, name))
    } else if find(text, "Log Name:") == Some(0) {
        return Reading::Aside(Aside::NoTraffic);
    } else {
        return Reading::Pass;
    };
    let Some(mut flow) = flow else { return Reading::Malformed };
    let date = after(text, "\nDate:").map(|rest| until(rest, b"\n").trim_ascii());
    let created = after(text, "SystemTime=").and_then(|rest| rest.get(1..)).map(|rest| until(rest, b"'\""));
    flow.time = date.or(created).unwrap_or(line.time);
    sink.flow(&mut flow);
    Reading::Flows
}

/// Words of the message, or the event's number, and what they mean.
const EVENTS: [(&str, &str, Action, Option<State>); 8] = [
    ("has blocked a packet", "5152", Action::Deny, None),
    ("has permitted a connection", "5156", Action::Allow, None),
    ("has allowed a connection", "5156", Action::Allow, None),
    ("has blocked a connection", "5157", Action::Deny, None),
    ("has permitted an application or service to listen", "5154", Action::Allow, Some(State::Listen)),
    ("has blocked an application or service from listening", "5155", Action::Deny, Some(State::Listen)),
    ("has permitted a bind", "5158", Action::Allow, Some(State::Bound)),
    ("has blocked a bind", "5159", Action::Deny, Some(State::Bound)),
];

/// The flow of the event with this number; without one, of what the text says.
fn flow_of<'a>(text: &'a str, id: &str, value: &dyn Fn(&str) -> &'a str) -> Option<Flow<'a>> {
    let (said, _, action, state) =
        EVENTS.iter().find(|(words, known, ..)| if id.is_empty() { has(text, words) } else { *known == id })?;
    let mut flow = flow! { action: *action, action_text: said, state: *state };
    flow.kind = match state {
        Some(_) => Kind::Listener,
        None if has(said, "packet") => Kind::Packet,
        None => Kind::Connection,
    };
    flow.transport = Some(Transport::of(value("Protocol"))?);
    flow.source = end(value("Source Address"), value("Source Port"))?;
    flow.destination = end(value("Destination Address"), value("Destination Port"))?;
    if state.is_some() && flow.destination.is_empty() {
        (flow.source, flow.destination) = (flow.destination, flow.source);
    }
    if flow.source.is_empty() && flow.destination.is_empty() {
        return None;
    }
    flow.direction = Direction::of(value("Direction"));
    let process = value("Application Name");
    flow.process = if process == "-" { "" } else { process };
    flow.pid = pid(value("Process ID"));
    flow.take_icmp_from_ports();
    set_undirected(&mut flow);
    Some(flow)
}

/// Of an incoming connection, the documentation calls our own end the source, and some systems the other one: only ports can tell.
pub(super) fn set_undirected(flow: &mut Flow<'_>) {
    let is_clients = |port: Option<u16>| port.is_some_and(|port| port >= FIRST_OF_CLIENTS);
    let is_in = flow.kind == Kind::Connection && flow.direction == Some(Direction::In);
    flow.is_undirected = is_in && (is_clients(flow.destination.port) || !is_clients(flow.source.port));
}

/// The first port that the common systems give to clients.
const FIRST_OF_CLIENTS: u16 = 32_768;

fn end<'a>(address: &'a str, port_text: &'a str) -> Option<End<'a>> {
    if !address.is_empty() && !is_address(address) {
        return None;
    }
    let port = if port_text.is_empty() || port_text == "-" { None } else { Some(port(port_text)?) };
    Some(End { address, port, ..End::NONE })
}

/// The value behind `Source Port:`, up to the next label or the end of the line.
fn label<'a>(text: &'a str, name: &str) -> &'a str {
    let mut rest = text;
    while let Some(at) = find(rest, name) {
        let before = rest.get(..at).unwrap_or_default();
        rest = rest.get(at + name.len()..).unwrap_or_default();
        // Not `Remote Process ID` for `Process ID`.
        if !before.is_empty()
            && !before.bytes().next_back().is_some_and(|last| last.is_ascii_whitespace() || last == b':')
        {
            continue;
        }
        if let Some(value) = rest.strip_prefix(':') {
            let line = until(trim_any(value, b" \t"), b"\n\r");
            // In one line, another label or heading follows.
            let ends = parts("Application Name:|Network Information:|Source Address:|Filter Information:", b"|");
            let end = ends.filter_map(|end| find(line, end)).min().unwrap_or(line.len());
            let line = line.get(..end).unwrap_or(line).trim_ascii();
            // Only a path contains spaces.
            return if name == "Application Name" { line } else { word(line).0 };
        }
    }
    ""
}

/// The value of `<Data Name='SourcePort'>`.
fn element<'a>(text: &'a str, name: &str) -> &'a str {
    let names: &[(&str, &str)] = &[
        ("Source Address", "SourceAddress"),
        ("Source Port", "SourcePort"),
        ("Destination Address", "DestAddress"),
        ("Destination Port", "DestPort"),
        ("Protocol", "Protocol"),
        ("Direction", "Direction"),
        ("Application Name", "Application"),
        ("Process ID", "ProcessID"),
    ];
    let Some((_, name)) = names.iter().find(|(known, _)| *known == name) else { return "" };
    let mut rest = text;
    while let Some(found) = after(rest, name) {
        rest = found;
        if let Some(value) = found.strip_prefix("'>").or(found.strip_prefix("\">")) {
            return until(value, b"<");
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use crate::testing::{aside, flow, flows, flows_among_others, malformed};

    const BLOCKED: &str = "The Windows Filtering Platform has blocked a connection.\n\nApplication Information:\n\tProcess ID:\t\t1032\n\t\
        Application Name:\t\\device\\x\\program files\\a.exe\n\nNetwork Information:\n\tDirection:\t\tInbound\n\tSource Address:\t\t\
        203.0.113.5\n\tSource Port:\t\t50000\n\tDestination Address:\t192.0.2.10\n\tDestination Port:\t\t445\n\tProtocol:\t\t6\n\n\
        Filter Information:\n\tFilter Run-Time ID:\t66\n\tLayer Name:\t\tReceive/Accept\n\tLayer Run-Time ID:\t44\n";

    #[test]
    fn shapes() {
        let expected =
            "windows_event tcp deny 203.0.113.5:50000 > 192.0.2.10:445 in \\device\\x\\program files\\a.exe 1032";
        flow(BLOCKED, expected);
        flow(&BLOCKED.replace('\n', "\r\n"), expected);
        flow(&BLOCKED.replace(['\n', '\t'], " "), expected);
        flows(&BLOCKED.repeat(2), &[expected, expected]);
        flow(
            &("Log Name:      Security\nDate:          11/20/2026 10:28:02 AM\nEvent ID:      5157\nDescription:\n"
                .to_owned()
                + BLOCKED),
            "windows_event tcp deny 203.0.113.5:50000 > 192.0.2.10:445 in \\device\\x\\program files\\a.exe 1032 11/20/2026 10:28:02 AM",
        );
        flow(
            "The Windows Filtering Platform has permitted a bind to a local port.\nProcess ID:\t4\nSource Address:\t::\nSource Port:\t5355\n\
             Protocol:\t17",
            "windows_event udp allow bound :::5355 4",
        );
        aside("Log Name: Security\nEvent ID: 4624\nComputer: x\nDescription:");
    }

    /// `%%14592` is inbound.
    #[test]
    fn incoming() {
        for (ports, said) in
            [(["3333", "49278"], " undirected"), (["445", "6123"], " undirected"), (["50000", "445"], "")]
        {
            let [source, destination] = ports;
            let event = ["<Event xmlns='x'><System><EventID>5156</EventID></System><EventData><Data Name='Direction'>%%14592</Data>\
                <Data Name='SourceAddress'>192.0.2.10</Data><Data Name='SourcePort'>", source, "</Data>\
                <Data Name='DestAddress'>203.0.113.5</Data><Data Name='DestPort'>", destination, "</Data>\
                <Data Name='Protocol'>6</Data></EventData></Event>"].concat();
            let expected = format!("windows_event tcp allow 192.0.2.10:{source} > 203.0.113.5:{destination}{said} in");
            flow(&event, &expected);
            let json = format!(
                r#"{{"EventID":5156,"EventData":{{"Direction":"%%14592","SourceAddress":"192.0.2.10","SourcePort":"{source}","DestAddress":"203.0.113.5","DestPort":"{destination}","Protocol":"6"}}}}"#
            );
            flow(&json, &expected);
            flow(&event.replace("%%14592", "%%14593"), &expected.replace(said, "").replace(" in", " out"));
        }
    }

    #[test]
    fn number_of_the_event() {
        let event = "<Event xmlns='x'><System><EventID>5157</EventID></System><EventData><Data Name='ProcessID'>5156</Data>\
                     <Data Name='SourceAddress'>10.1.1.5</Data><Data Name='SourcePort'>5158</Data>\
                     <Data Name='DestAddress'>203.0.113.9</Data><Data Name='DestPort'>445</Data><Data Name='Protocol'>6</Data>\
                     </EventData></Event>";
        flow(event, "windows_event tcp deny 10.1.1.5:5158 > 203.0.113.9:445 5156");
        flow(
            &event.replace("<EventID>5157", "<EventID Qualifiers='0'>5156"),
            "windows_event tcp allow 10.1.1.5:5158 > 203.0.113.9:445 5156",
        );
        malformed(&event.replace("<EventID>5157", "<EventID>4624"));
        for created in ["SystemTime='2026-11-20T10:28:02Z'", "SystemTime=\"2026-11-20T10:28:02Z\""] {
            flow(
                &event.replace("</System>", &["<TimeCreated ", created, "/></System>"].concat()),
                "windows_event tcp deny 10.1.1.5:5158 > 203.0.113.9:445 5156 2026-11-20T10:28:02Z",
            );
        }
    }

    /// As the event viewer shows it, and as it copies it below the text.
    #[test]
    fn xml() {
        let xml = "<Event xmlns=\"x\">\n- <System>\n  <EventID>5157</EventID>\n  </System>\n- <EventData>\n  \
            <Data Name=\"SourceAddress\">203.0.113.5</Data>\n  <Data Name=\"SourcePort\">50000</Data>\n  \
            <Data Name=\"DestAddress\">192.0.2.10</Data>\n  <Data Name=\"DestPort\">445</Data>\n  \
            <Data Name=\"Protocol\">6</Data>\n  </EventData>\n  </Event>\n";
        let expected = "windows_event tcp deny 203.0.113.5:50000 > 192.0.2.10:445";
        flow(xml, expected);
        flows(&["- ", xml, "- ", xml].concat(), &[expected, expected]);
        let told =
            "windows_event tcp deny 203.0.113.5:50000 > 192.0.2.10:445 in \\device\\x\\program files\\a.exe 1032";
        let newer = [BLOCKED, "\tRemote User ID:\t\tS-1-0-0\n\tRemote Machine ID:\tS-1-0-0\n\n"].concat();
        flows(&[&newer, "Event Xml:\n", xml, &newer].concat(), &[told, told]);
    }

    /// An event that breaks off takes nothing from the next one.
    #[test]
    fn broken_off() {
        let open = BLOCKED.split("\tDestination Port").next().unwrap_or_default();
        flows_among_others(
            &(open.to_owned() + &BLOCKED.replace("203.0.113.5", "203.0.113.6")),
            &["windows_event tcp deny 203.0.113.6:50000 > 192.0.2.10:445 in \\device\\x\\program files\\a.exe 1032"],
        );
    }

    /// Lines of other formats that follow an event are read, whatever they begin with.
    #[test]
    fn what_follows() {
        let open = BLOCKED.split("\n\nFilter").next().unwrap_or_default();
        flows(
            &(open.to_owned()
                + "\nDROP: IN=eth0 OUT= SRC=198.51.100.9 DST=192.0.2.1 PROTO=TCP SPT=40123 DPT=6379\n\
                   Host: 192.0.2.20 ()\tPorts: 22/open/tcp//ssh///\n"),
            &[
                "windows_event tcp deny 203.0.113.5:50000 > 192.0.2.10:445 in \\device\\x\\program files\\a.exe 1032",
                "iptables tcp drop 198.51.100.9:40123 > 192.0.2.1:6379 in eth0",
                "nmap tcp log open 192.0.2.20:22",
            ],
        );
    }
}
