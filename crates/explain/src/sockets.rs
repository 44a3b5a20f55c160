//! A list of listeners: what is open, to whom, and what it is.

use crate::address::Scope;
use crate::hash;
use crate::knowledge::{Knowledge, Listens};
use crate::limits::{LONGEST_TEXT, MOST_SOCKETS};
use crate::seen::{Place, cut};
use catalog::Exposure;
use traffic::scan::nth_line;
use traffic::{Flow, State, Transport};

/// An open port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Socket {
    /// The line.
    pub place: Place,
    /// The port.
    pub port: u16,
    /// The last port of a range.
    pub last: Option<u16>,
    /// The protocol.
    pub transport: Option<Transport>,
    /// The address at which it listens.
    pub address: String,
    /// Who can reach that address.
    pub reach: Scope,
    /// The name of the program; whoever started it chose the name.
    pub process: String,
    /// The state: open, filtered, exposed by a container.
    pub state: Option<State>,
    /// The id of the entry about the port: what it is by custom.
    pub entry: Option<String>,
    /// The name under which a port without an entry is registered.
    pub registered: Option<String>,
    /// The program is not one of those that the entry names, and is known for another entry: its id.
    pub process_belongs_to: Option<String>,
    /// Whether the entry names the program.
    pub is_usual: bool,
    /// Who should be able to reach it.
    pub exposure: Option<Exposure>,
    /// What follows from that and from where it listens.
    pub verdict: Verdict,
}

/// Whether a port listens where it should.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Nothing legitimate uses the port any more.
    Nobody,
    /// It is meant for this machine alone, and others can reach it.
    TooOpen,
    /// The program belongs to another port.
    OtherProgram,
    /// Every address takes it, and the port is meant for a few or for the inside: a firewall has to see to that.
    FirewallDecides,
    /// Nothing is known of the port.
    Unknown,
    /// As it should be.
    Fitting,
    /// The scan found it closed or filtered.
    Closed,
}

impl Verdict {
    /// The verdict, as text.
    pub fn id(self) -> &'static str {
        nth_line("nobody\ntoo-open\nother-program\nfirewall-decides\nunknown\nfitting\nclosed", self as usize)
    }

    /// The verdict in words.
    pub fn text(self) -> &'static str {
        nth_line(
            "Nothing legitimate uses this port any more: find out what listens.\n\
             The port is meant for this machine alone, but listens where others can reach it.\n\
             The program is known for another port: either somebody moved it, or it only has that name.\n\
             It listens where others can reach it, and is not meant for everybody: a firewall has to decide who gets there.\n\
             Nothing is known of this port: ask the program that listens.\n\
             It listens where such a service is meant to.\n\
             Nothing answered that it is open.",
            self as usize,
        )
    }
}

#[derive(Default)]
pub(crate) struct Sockets {
    all: Vec<Socket>,
    known: hash::Places,
    /// Ports with a listener, by transport.
    ports: hash::Places,
    pub(crate) left_out: u64,
}

impl Sockets {
    pub(crate) fn listens(&self, port: u16, transport: Option<Transport>) -> bool {
        self.ports.get(port_key(port, transport)).is_some()
    }

    pub(crate) fn add(&mut self, flow: &Flow<'_>, port: u16, knowledge: &Knowledge) {
        let address = cut(flow.destination.address, LONGEST_TEXT);
        let process = cut(flow.process, LONGEST_TEXT);
        let of_line = port_key(port, flow.transport);
        let key = hash::mix(&[of_line, hash::of(address), hash::of(process), flow.kind as u64]);
        if self.known.get(key).is_some() {
            return;
        }
        if self.all.len() >= MOST_SOCKETS {
            self.left_out += 1;
            return;
        }
        self.known.insert(key, 0);
        if self.ports.get(of_line).is_none() {
            self.ports.insert(of_line, 0);
        }
        let said = knowledge.said(port);
        let reach = if flow.kind == traffic::Kind::Scan { Scope::Unsaid } else { Scope::of(address) };
        let listens = if process.is_empty() { Listens::Unknown } else { knowledge.listens(process, port) };
        let exposure = said.and_then(|said| said.exposure);
        let is_closed = matches!(
            flow.state,
            Some(State::Closed | State::Filtered | State::ClosedFiltered | State::OpenFiltered | State::Unfiltered)
        );
        let is_reached = !matches!(reach, Scope::ThisMachine);
        let verdict = match (exposure, &listens) {
            _ if is_closed => Verdict::Closed,
            (_, Listens::Elsewhere(_)) => Verdict::OtherProgram,
            (Some(Exposure::Nobody), _) => Verdict::Nobody,
            (Some(Exposure::ThisMachine), _) if is_reached => Verdict::TooOpen,
            (Some(Exposure::NamedHosts | Exposure::Inside), _) if is_reached => Verdict::FirewallDecides,
            (None, _) => Verdict::Unknown,
            _ => Verdict::Fitting,
        };
        self.all.push(Socket {
            place: Place { line: flow.line, offset: flow.offset },
            port,
            last: flow.destination.last,
            transport: flow.transport,
            address: address.to_owned(),
            reach,
            process: process.to_owned(),
            state: flow.state,
            entry: said.map(|said| said.id.clone()),
            registered: None,
            process_belongs_to: if let Listens::Elsewhere(id) = listens { Some(id.to_owned()) } else { None },
            is_usual: matches!(listens, Listens::Here),
            exposure,
            verdict,
        });
    }

    /// What deserves a look first, then by port.
    pub(crate) fn finish(self, knowledge: &Knowledge) -> Vec<Socket> {
        let mut all = self.all;
        for socket in all.iter_mut().filter(|socket| socket.entry.is_none()) {
            socket.registered = knowledge.registered(socket.port);
        }
        hash::put_in_order(&mut all, &|socket| [socket.verdict as u64, socket.port.into(), socket.place.line]);
        all
    }
}

fn port_key(port: u16, transport: Option<Transport>) -> u64 {
    hash::mix(&[port.into(), transport.map_or(999, |transport| transport.number().into())])
}
