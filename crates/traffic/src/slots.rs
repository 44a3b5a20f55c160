//! Named values of a line, put where a flow needs them.

use crate::flow::flow;
use crate::line::{Reading, Sink};
use crate::scan::{self, End, Table, before, byte, is_address, is_host_name, is_masked, one_of, until};
use crate::{Action, Aside, Direction, Flow, Kind, State, TcpFlags, Transport};

/// What a named value is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    SourceAddress,
    SourcePort,
    DestinationAddress,
    DestinationPort,
    Protocol,
    Action,
    Date,
    Time,
    In,
    Out,
    Direction,
    Rule,
    Service,
    IcmpType,
    IcmpCode,
    Count,
    Process,
    Pid,
    State,
    Flags,
    /// What kind of record it is.
    Kind,
    /// A line that is wrapped in the record.
    Message,
}

const SLOTS: usize = Slot::Message as usize + 1;

/// The values; the first of each counts.
#[derive(Clone, Copy)]
pub(crate) struct Slots<'a> {
    values: [&'a str; SLOTS],
}

impl<'a> Slots<'a> {
    pub(crate) const fn new() -> Self {
        Self { values: [""; SLOTS] }
    }

    /// Puts a value where the table says.
    #[inline(never)]
    pub(crate) fn put(&mut self, names: &Table<Slot>, name: &str, value: &'a str) {
        if let Some(slot) = names.in_any_case(name) {
            self.set(slot, value);
        }
    }

    /// The same of an event, where words may stand for nothing.
    #[inline(never)]
    pub(crate) fn put_event(&mut self, names: &Table<Slot>, name: &str, value: &'a str) {
        // A carriage return that syslog escaped.
        let value = before(value, "#015");
        if !one_of(value, "- N/A n/a NA null none (null) unknown") {
            self.put(names, name, value);
        }
    }

    #[inline(never)]
    pub(crate) fn set(&mut self, slot: Slot, value: &'a str) {
        if let Some(place) = self.values.get_mut(slot as usize)
            && place.is_empty()
        {
            *place = value;
        }
    }

    #[inline(never)]
    pub(crate) fn get(&self, slot: Slot) -> &'a str {
        self.values.get(slot as usize).copied().unwrap_or_default()
    }

    /// The flow, if at least one address is given and whatever is given can be read.
    #[inline(never)]
    pub(crate) fn flow(&self) -> Option<Flow<'a>> {
        let action_text = self.get(Slot::Action);
        let mut flow = flow! {
                date: self.get(Slot::Date),
                time: self.get(Slot::Time),
                action: Action::of(action_text).unwrap_or(Action::Log),
                action_text,
                interface_in: self.get(Slot::In),
                interface_out: self.get(Slot::Out),
                direction: Direction::of(self.get(Slot::Direction)),
                rule: self.get(Slot::Rule),
                service: self.get(Slot::Service),
                process: self.get(Slot::Process),
                pid: scan::pid(self.get(Slot::Pid)),
                count: scan::number(self.get(Slot::Count)),
                state_text: self.get(Slot::State),
                state: State::of(self.get(Slot::State)),
                tcp_flags: TcpFlags::letters(self.get(Slot::Flags)),
        };
        let protocol = self.get(Slot::Protocol);
        if !protocol.is_empty() {
            flow.transport = Some(Transport::of(protocol)?);
        }
        flow.source = self.end(Slot::SourceAddress, Slot::SourcePort)?;
        flow.destination = self.end(Slot::DestinationAddress, Slot::DestinationPort)?;
        if flow.source.address.is_empty() && flow.destination.address.is_empty() {
            return None;
        }
        if flow.transport.is_some_and(Transport::is_icmp) {
            flow.icmp_type = byte(self.get(Slot::IcmpType));
            flow.icmp_code = byte(self.get(Slot::IcmpCode));
        }
        flow.drop_ports_without_transport();
        Some(flow)
    }

    /// Whether nothing has been put.
    pub(crate) fn is_empty(&self) -> bool {
        self.values.iter().all(|value| value.is_empty())
    }

    /// Gives the flow of an event of any kind: one that names no two ends, nor a port, is not about traffic. A port needs an end.
    #[inline(never)]
    pub(crate) fn event(
        &self,
        vendor: &str,
        time: &'a str,
        direction: Option<Direction>,
        sink: &mut Sink<'_>,
    ) -> Reading {
        let has = |slot| !matches!(self.get(slot), "" | "0");
        let has_port = has(Slot::SourcePort) || has(Slot::DestinationPort);
        match (has(Slot::SourceAddress), has(Slot::DestinationAddress)) {
            // Ports by other names than are known.
            (false, false) if has_port || scan::has(sink.text, "ort=") => return Reading::Malformed,
            (true, true) => {}
            (false, true) | (true, false) if has_port => {}
            _ => return Reading::Aside(Aside::NoTraffic),
        }
        let mut slots = *self;
        // `udp/dns`, `tcp(6)`. Some name the application in its place, or write 0 for none.
        let protocol = until(self.get(Slot::Protocol), b"/(").trim_ascii();
        slots.clear(Slot::Protocol);
        if Transport::of(protocol).is_some() && !(protocol == "0" && has_port) {
            slots.set(Slot::Protocol, protocol);
        }
        // Some write the name of one end, and its port.
        let name = |slot| Some(self.get(slot)).filter(|name| has_port && is_host_name(name));
        let names = (name(Slot::SourceAddress), name(Slot::DestinationAddress));
        if names.0.is_some() {
            slots.clear(Slot::SourceAddress);
        } else if names.1.is_some() {
            slots.clear(Slot::DestinationAddress);
        }
        let mut flow = slots.flow();
        if let Some(flow) = &mut flow {
            if let Some(name) = names.0 {
                flow.source.address = name;
            } else if let Some(name) = names.1 {
                flow.destination.address = name;
            }
            flow.kind = Kind::Connection;
            flow.action = Action::of_event(vendor, flow.action_text).unwrap_or(Action::Log);
            flow.direction = flow.direction.or(direction);
            if !time.is_empty() {
                flow.time = time;
            }
        }
        sink.flow_or_malformed(&mut flow)
    }

    pub(crate) fn clear(&mut self, slot: Slot) {
        if let Some(place) = self.values.get_mut(slot as usize) {
            *place = "";
        }
    }

    fn end(&self, address: Slot, port: Slot) -> Option<End<'a>> {
        let address = self.get(address);
        let address = if address == "-" || is_masked(address) { "" } else { address };
        if !address.is_empty() && !is_address(address) {
            return None;
        }
        End::of(address, self.get(port))
    }
}
