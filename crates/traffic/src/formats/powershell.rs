//! `Get-NetTCPConnection` and `Get-NetUDPEndpoint`, as a table and as a list; `Test-NetConnection`, as a list.
//!
//! Traps: the columns of a table may be chosen, and long addresses are cut off with dots; a list may have any order. Whoever connects has
//! a line for the port that was taken for it, too: `Bound` does not listen.

use crate::flow::flow;
use crate::formats::{Context, Format};
use crate::line::{Line, Reading, Sink};
use crate::scan::{
    End, Table, before, columns, cut, has, is_address, is_digits, one_of, parts, pid, port, table, word,
};
use crate::slots::{Slot, Slots};
use crate::{Aside, Flow, Kind, State, Transport};

pub(crate) const FORMAT: Format = Format::new("powershell", "PowerShell", "", read);

const NAMES: Table<Slot> = table! {
    "LocalAddress" => Slot::SourceAddress,
    "LocalPort" => Slot::SourcePort,
    "RemoteAddress" => Slot::DestinationAddress,
    "RemotePort" => Slot::DestinationPort,
    "State" => Slot::State,
    "OwningProcess" => Slot::Pid,
    "AppliedSetting" => Slot::Kind,
    "CreationTime" => Slot::Time,
    // Of a test.
    "SourceAddress" => Slot::SourceAddress,
    "TcpTestSucceeded" => Slot::State,
};

/// What such lists have besides.
const OTHERS: &str = "InstanceID Status CommunicationStatus DetailedStatus HealthState InstallDate Name OperatingStatus \
    OperationalStatus PrimaryStatus StatusDescriptions Caption Description ElementName AvailableRequestedStates \
    EnabledDefault EnabledState OtherEnabledState RequestedState TimeOfLastStateChange TransitioningToState OffloadState \
    PSComputerName CimClass CimInstanceProperties CimSystemProperties Protocol IcmpType DynamicTarget DynamicTransport \
    InterfaceAlias PingSucceeded PingReplyDetails NameResolutionResults MatchingIPsecRules NetworkIsolationContext \
    IsAdmin NetRoute";

const STATES: &str =
    "Bound Closed CloseWait Closing DeleteTCB Established FinWait1 FinWait2 LastAck Listen SynReceived SynSent";

/// Whether a list begins here: `LocalAddress   : ::`.
pub(crate) fn is_first(text: &str) -> bool {
    pair(text).is_some_and(|(name, _)| one_of(name, "LocalAddress LocalPort ComputerName"))
}

/// Whether a list goes on. A blank line ends it.
pub(crate) fn is_part(text: &str) -> bool {
    pair(text).is_some_and(|(name, _)| NAMES.get(name).is_some() || one_of(name, OTHERS))
}

/// `RemotePort     : 443`
fn pair(text: &str) -> Option<(&str, &str)> {
    let (name, value) = cut(text, ":")?;
    // `NetRoute (NextHop)`
    let name = before(name.trim_ascii(), " (");
    let is_name = name.bytes().next().is_some_and(|first| first.is_ascii_uppercase())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (is_name && (value.is_empty() || value.starts_with(' '))).then(|| (name, value.trim_ascii()))
}

fn read(line: &Line<'_>, context: &mut Context, sink: &mut Sink<'_>) -> Reading {
    if is_first(line.whole) {
        context.format = FORMAT.id;
        let mut slots = Slots::new();
        for (name, value) in parts(line.whole, b"\n").filter_map(pair) {
            slots.put(&NAMES, name, value);
        }
        let mut flow = flow_of(&slots);
        if is_bound(flow.as_ref()) {
            return Reading::Aside(Aside::NoTraffic);
        }
        // Of a machine, lists say many things.
        return if line.whole.starts_with('C') {
            sink.flow_or_pass(&mut flow)
        } else {
            sink.flow_or_malformed(&mut flow)
        };
    }
    let (first, _) = word(line.body);
    let is_row = is_address(first) || context.columns_of == FORMAT.id || has(line.body, "LocalAddress");
    if !is_row {
        return Reading::Pass;
    }
    let mut column = [""; 12];
    let count = columns(line.body, &mut column);
    let column = column.get(..count).unwrap_or_default();
    if column.contains(&"LocalAddress") && column.contains(&"LocalPort") {
        context.columns = column.iter().map(|name| NAMES.get(name)).collect();
        context.columns_of = FORMAT.id;
        return Reading::Aside(Aside::Header);
    }
    if context.columns_of != FORMAT.id {
        return without_header(column, sink);
    }
    if count > 1 && column.iter().all(|word| word.bytes().all(|byte| byte == b'-')) {
        return Reading::Aside(Aside::Header);
    }
    match row(&context.columns, column) {
        Some(slots) => give(&slots, sink),
        None => Reading::Pass,
    }
}

/// The default columns: addresses and ports, the state, perhaps a setting and a process.
fn without_header(column: &[&str], sink: &mut Sink<'_>) -> Reading {
    let [local, local_port, remote, remote_port, state, rest @ ..] = column else { return Reading::Pass };
    let is_row = is_address(local)
        && port(local_port).is_some()
        && is_address(remote)
        && port(remote_port).is_some()
        && is_state(state);
    if !is_row {
        return Reading::Pass;
    }
    let mut slots = Slots::new();
    let values = [
        (Slot::SourceAddress, local),
        (Slot::SourcePort, local_port),
        (Slot::DestinationAddress, remote),
        (Slot::DestinationPort, remote_port),
        (Slot::State, state),
    ];
    for (slot, value) in values {
        slots.set(slot, value);
    }
    if let Some(process) = rest.last().filter(|word| is_digits(word)) {
        slots.set(Slot::Pid, process);
    }
    give(&slots, sink)
}

/// Gives the flow of a row.
fn give(slots: &Slots<'_>, sink: &mut Sink<'_>) -> Reading {
    let mut flow = flow_of(slots);
    if is_bound(flow.as_ref()) { Reading::Aside(Aside::NoTraffic) } else { sink.flow_or_malformed(&mut flow) }
}

/// Whether a port was taken, and nothing more.
fn is_bound(flow: Option<&Flow<'_>>) -> bool {
    flow.is_some_and(|flow| flow.state == Some(State::Bound))
}

fn is_state(word: &str) -> bool {
    one_of(word, STATES) || word == "TimeWait"
}

/// A row of chosen columns. Only the setting may be empty.
fn row<'a>(names: &[Option<Slot>], column: &[&'a str]) -> Option<Slots<'a>> {
    let mut slots = Slots::new();
    let mut values = column.iter();
    let missing = names.len().checked_sub(column.len())?;
    let has_setting = names.contains(&Some(Slot::Kind));
    if missing > usize::from(has_setting) {
        return None;
    }
    for name in names {
        if *name == Some(Slot::Kind) && missing == 1 {
            continue;
        }
        let value = values.next()?;
        if let Some(slot) = name {
            slots.set(*slot, value);
        }
    }
    let address = slots.get(Slot::SourceAddress);
    (is_address(address) || address.ends_with("...")).then_some(slots)
}

fn flow_of<'a>(slots: &Slots<'a>) -> Option<Flow<'a>> {
    let end = |address: Slot, number: Slot| {
        let (address, number) = (slots.get(address), slots.get(number));
        // What is cut off is no address.
        let address = if address.ends_with("...") { "" } else { address };
        let fits = address.is_empty() || is_address(address);
        let port = if number.is_empty() { None } else { Some(port(number)?) };
        fits.then_some(End { port, ..End::address(address) })
    };
    let state_text = slots.get(Slot::State);
    let tested = match state_text {
        "True" => Some(State::Open),
        "False" => Some(State::ClosedFiltered),
        _ => None,
    };
    let (local, remote) =
        (end(Slot::SourceAddress, Slot::SourcePort)?, end(Slot::DestinationAddress, Slot::DestinationPort)?);
    if tested.is_some() { remote } else { local }.port?;
    if tested.is_some() && remote.address.is_empty() {
        return None;
    }
    // Rules of the firewall have ports alone.
    if slots.get(Slot::SourceAddress).is_empty() && state_text.is_empty() {
        return None;
    }
    // Datagrams have neither a state nor another end.
    let is_udp = state_text.is_empty() && remote.is_empty();
    if !is_udp && !state_text.is_empty() && tested.is_none() && !is_state(word(state_text).0) {
        return None;
    }
    let state = if is_udp { Some(State::Listen) } else { tested.or_else(|| State::of(state_text)) };
    let is_listener = matches!(state, Some(State::Listen | State::Bound));
    Some(flow! {
        kind: match tested {
            Some(_) => Kind::Scan,
            None if is_listener => Kind::Listener,
            None => Kind::Connection,
        },
        transport: if is_udp { None } else { Some(Transport::Tcp) },
        time: slots.get(Slot::Time),
        source: if is_listener { End::NONE } else { local },
        destination: if is_listener { local } else { remote },
        is_undirected: !is_listener && tested.is_none(),
        state,
        state_text,
        pid: pid(slots.get(Slot::Pid)),
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::{flow, flows, flows_among_others, none};

    /// Rules of the firewall have ports, but no ends.
    #[test]
    fn rules() {
        flows_among_others("LocalPort:                            68\nRemotePort:                           67\n", &[]);
    }

    #[test]
    fn shapes() {
        flows(
            "\nLocalAddress  LocalPort RemoteAddress RemotePort State       AppliedSetting OwningProcess\n\
             ------------  --------- ------------- ---------- -----       -------------- -------------\n\
             ::            49671     ::            0          Listen                     824\n\
             192.0.2.10    50123     198.51.100.7  443        Established Internet       4321\n\
             0.0.0.0       50123     0.0.0.0       0          Bound                      4321\n\
             2001:db8:a... 50123     2001:db8:b... 443        TimeWait                   0\n",
            &[
                "powershell tcp log listen :::49671 824",
                "powershell tcp log established 192.0.2.10:50123 > 198.51.100.7:443 undirected 4321",
                "powershell tcp log time_wait :50123 > :443 undirected 0",
            ],
        );
        flows(
            "LocalAddress   : ::\nLocalPort      : 445\nRemoteAddress  : ::\nRemotePort     : 0\nState          : Listen\nAppliedSetting :\n\
             OwningProcess  : 4\nCreationTime   : 11/20/2026 10:28:02 AM\nOffloadState   : InHost\n\nLocalAddress   : 192.0.2.1\n\
             LocalPort      : 50000\nRemoteAddress  : 192.0.2.2\nRemotePort     : 22\nState          : SynSent\n",
            &[
                "powershell tcp log listen :::445 4 11/20/2026 10:28:02 AM",
                "powershell tcp log syn_sent 192.0.2.1:50000 > 192.0.2.2:22 undirected",
            ],
        );
        flows(
            "State       LocalAddress LocalPort RemoteAddress RemotePort\n-----       ------------ --------- ------------- ----------\n\
             Established 192.0.2.10   50123     198.51.100.7  443",
            &["powershell tcp log established 192.0.2.10:50123 > 198.51.100.7:443 undirected"],
        );
        for (succeeded, state) in [("True", "open"), ("False", "closed|filtered")] {
            flows(
                &[
                    "ComputerName           : db1\nRemoteAddress          : 2001:db8::81\nRemotePort             : 5432\n\
                     InterfaceAlias         : Ethernet 2\nSourceAddress          : 2001:db8::5\nNetRoute (NextHop)     : fe80::1\n\
                     PingReplyDetails (RTT) : 0 ms\nTcpTestSucceeded       : ",
                    succeeded,
                ]
                .concat(),
                &[&["powershell tcp log ", state, " 2001:db8::5 > 2001:db8::81:5432"].concat()],
            );
        }
        none("ComputerName : db1\n");
        flow("0.0.0.0 135 0.0.0.0 0 Listen 1000", "powershell tcp log listen 0.0.0.0:135 1000");
        flows(
            "LocalAddress LocalPort\n------------ ---------\n0.0.0.0      500",
            &["powershell - log listen 0.0.0.0:500"],
        );
    }
}
