//! Which end of a flow is the service.

use crate::address::Scope;
use crate::knowledge::{Knowledge, MOST_SYSTEMS, Rank, is_well_known, known};
use catalog::Role;
use traffic::scan::{nth_line, rcut};
use traffic::{Flow, Kind, TcpFlags, Transport};

/// The end at which the service is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Service {
    /// Where the packet comes from: it is an answer.
    Source,
    /// Where it goes.
    Destination,
    /// Either may be.
    Both,
    /// Nothing is known.
    Unknown,
}

impl Service {
    /// The end, as text.
    pub fn id(self) -> &'static str {
        nth_line("source\ndestination\nboth\nunknown", self as usize)
    }
}

/// Declares the reasons with their words.
macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)+) => {
        /// Why the service is at an end.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Why { $($(#[$doc])* $name,)+ }

        impl Why {
            /// The reason in words.
            pub fn text(self) -> &'static str {
                nth_line(concat!($($text, "\n"),+), self as usize)
            }
        }
    };
}

reasons! {
    /// A listener, a scan, a rule.
    Named = "The line names the port itself: something listens there, was found there or is let through.";
    /// ICMP and others.
    NoPorts = "The protocol has no ports.";
    /// The line has no port.
    NoPort = "The line has no port.";
    /// Only one port is there.
    OnePort = "It is the only port of the line.";
    /// A mention of an end that may be a client's, by a port that clients seldom get.
    KnownAlone = "A service is known at this port, and few systems give it to clients; the line does not say more.";
    /// The same by a port that clients get.
    Unsaid = "The line does not say whether this is the port of a service, and it may as well be one that a client got.";
    /// The server's port is not in the line.
    Usual = "The line does not name the port of the server: this is the one that its program usually has.";
    /// SYN alone.
    Syn = "SYN without ACK begins a connection, so the service is where it goes.";
    /// SYN and ACK.
    SynAck = "SYN with ACK answers the beginning of a connection, so the service is where it comes from.";
    /// The beginning of a connection that a server makes.
    ServerSends = "A server that begins connections itself sends from this port, to one that the client named.";
    /// A use names the port at the other end.
    Pair = "The two ports belong together: the client has a fixed port too.";
    /// The same fixed port at both ends.
    Same = "Both ends have the same port, as this protocol does between equals: either may have asked.";
    /// To a group.
    Group = "It goes to a group of hosts or to all of them, and those are asked.";
    /// The source port is one of scanners.
    ScanSource = "The sources know this source port from scanners alone, so the service is where they send.";
    /// A list of sockets has a listener at this port.
    Listens = "The same input lists a listener at this port.";
    /// The destination is known, the source is not.
    KnownDestination = "A service is known at the destination port; the source port is one that clients get.";
    /// The source is known, the destination is not.
    KnownSource = "A service is known at the source port; the destination port is one that clients get. It is an answer.";
    /// Both are known, one better.
    Better = "Services are known at both ports; more is known of the one at this end.";
    /// Only one is a system port.
    System = "Services are known at both ports; only the one at this end is in the range that systems reserve.";
    /// The log writes who began.
    Began = "The ports leave it open; the log records connections, and writes who began them first.";
    /// An earlier line has the SYN.
    Begun = "Nothing in this line decides it; an earlier one shows who began the connection.";
    /// Clients seldom get this one.
    Ephemeral = "No service is known at either port; most systems take source ports from where the other one is.";
    /// Nothing decides.
    Open = "Both are possible: neither the ports nor anything else in the line decides it.";
}

/// Formats that record connections, but not who began them.
const EACH_WAY: [&str; 6] = ["aws_vpc_flow", "gcp", "json", "cisco_ios", "suricata_eve", "named"];

/// Formats of one program, whose own port goes by its name if no line says it.
const OWN_PORT: &str = "sshd";

/// The first port that the common systems give to clients.
const FIRST_OF_CLIENTS: u16 = 32_768;

/// Decides it. `listens` says whether a listener was seen at a port.
pub(crate) fn service(known_ports: &Knowledge, flow: &Flow<'_>, listens: &dyn Fn(u16) -> bool) -> (Service, Why) {
    if flow.format == OWN_PORT {
        let is_told = flow.destination.port_name.is_empty();
        return (Service::Destination, if is_told { Why::Named } else { Why::Usual });
    }
    let both = (flow.source.port, flow.destination.port);
    if matches!(flow.kind, Kind::Listener | Kind::Scan | Kind::Rule) && both.1.is_some() {
        return (Service::Destination, Why::Named);
    }
    if flow.transport.is_some_and(|transport| !transport.has_ports()) {
        return (Service::Unknown, Why::NoPorts);
    }
    let (source, destination) = match both {
        (Some(source), Some(destination)) => (source, destination),
        (None, Some(port)) if flow.is_undirected => return of_unsaid(known_ports, flow, port, Service::Destination),
        (None, Some(_)) => return (Service::Destination, Why::OnePort),
        (Some(port), None) => {
            if flow.kind == Kind::Mention {
                return of_unsaid(known_ports, flow, port, Service::Source);
            }
            // The other port is hidden.
            let is_service = known_ports.rank(port, flow.transport.unwrap_or(Transport::Tcp)) > Rank::Unknown;
            return if is_service { (Service::Source, Why::OnePort) } else { (Service::Unknown, Why::NoPort) };
        }
        (None, None) => return (Service::Unknown, Why::NoPort),
    };
    let transport = flow.transport.unwrap_or(Transport::Tcp);
    let ranks = (known_ports.rank(source, transport), known_ports.rank(destination, transport));
    if let Some(flags) = flow.tcp_flags.filter(|flags| flags.has(TcpFlags::SYN)) {
        if flags.has(TcpFlags::ACK) {
            return (Service::Source, Why::SynAck);
        }
        return if ranks.1 == Rank::Unknown && sends(known_ports, source, transport) {
            (Service::Source, Why::ServerSends)
        } else {
            (Service::Destination, Why::Syn)
        };
    }
    if let Some(decided) = of_pair(known_ports, source, destination, transport) {
        return decided;
    }
    let is_answer = flow.tcp_flags.is_some_and(|flags| flags.0 & (TcpFlags::ACK | TcpFlags::RST) != 0);
    if !is_answer && known_ports.scans_from(source, transport).is_some() {
        return (Service::Destination, Why::ScanSource);
    }
    let is_group = Scope::of(flow.destination.address) == Scope::Group;
    let may_be_asked = transport != Transport::Tcp && destination < FIRST_OF_CLIENTS;
    if is_group || may_be_asked && is_broadcast(flow.source.address, flow.destination.address) {
        return (Service::Destination, Why::Group);
    }
    if source == destination {
        return (Service::Both, if ranks.0 > Rank::Unknown { Why::Same } else { Why::Open });
    }
    if flow.is_undirected {
        match (listens(source), listens(destination)) {
            (true, false) => return (Service::Source, Why::Listens),
            (false, true) => return (Service::Destination, Why::Listens),
            _ => {}
        }
    }
    by_ports(known_ports, flow, (source, destination), ranks)
}

/// Decides it of a port that is mentioned without saying whose it is, or as that of the end that sends: a client's is none of a service.
fn of_unsaid(known_ports: &Knowledge, flow: &Flow<'_>, port: u16, end: Service) -> (Service, Why) {
    let rank = |transport| known_ports.rank(port, transport);
    let rank = flow.transport.map_or_else(|| rank(Transport::Tcp).max(rank(Transport::Udp)), rank);
    let is_rare = known_ports.ephemeral(port) < MOST_SYSTEMS;
    if is_rare && rank >= if is_well_known(port) { Rank::Registered } else { Rank::Seen } {
        (end, Why::KnownAlone)
    } else {
        (Service::Unknown, Why::Unsaid)
    }
}

fn by_ports(known_ports: &Knowledge, flow: &Flow<'_>, ports: (u16, u16), ranks: (Rank, Rank)) -> (Service, Why) {
    let (source, destination) = ports;
    let systems = (known_ports.ephemeral(source), known_ports.ephemeral(destination));
    let is_begun = flow.kind == Kind::Connection && !flow.is_undirected && !EACH_WAY.contains(&flow.format);
    let is_clients =
        |rank, systems| rank == Rank::Unknown && systems > 0 || rank < Rank::Described && systems >= MOST_SYSTEMS;
    // Registers hold thousands of ports that clients get, too: such a one is no reason to call a packet an answer.
    let is_chance = ranks.0 <= Rank::Registered && !is_well_known(source) && !flow.is_undirected;
    if ranks.1 >= Rank::Registered && ranks.1 > ranks.0 && is_clients(ranks.0, systems.0) {
        return (Service::Destination, Why::KnownDestination);
    }
    if ranks.0 >= Rank::Registered && ranks.0 > ranks.1 && !is_chance && is_clients(ranks.1, systems.1) {
        // A log of connections is believed unless the ports are beyond doubt.
        let is_sure = ranks.0 == Rank::Described && systems.1 >= MOST_SYSTEMS;
        if !is_begun || is_sure {
            return (Service::Source, Why::KnownSource);
        }
    }
    if is_begun {
        return (Service::Destination, Why::Began);
    }
    match (is_well_known(source), is_well_known(destination)) {
        (true, false) if ranks.0 >= ranks.1 => return (Service::Source, Why::System),
        (false, true) if ranks.1 >= ranks.0 => return (Service::Destination, Why::System),
        _ => {}
    }
    let far = |more: Rank, less: Rank| more as u8 >= less as u8 + 2;
    if far(ranks.1, ranks.0) {
        return (Service::Destination, Why::Better);
    }
    if far(ranks.0, ranks.1) && !is_chance {
        return (Service::Source, Why::Better);
    }
    if ranks.0 <= Rank::OtherTransport && ranks.1 <= Rank::OtherTransport {
        if systems.0 >= MOST_SYSTEMS && systems.1 < MOST_SYSTEMS {
            return (Service::Destination, Why::Ephemeral);
        }
        if systems.1 >= MOST_SYSTEMS && systems.0 < MOST_SYSTEMS && !is_chance {
            return (Service::Source, Why::Ephemeral);
        }
    }
    (Service::Both, Why::Open)
}

/// Whether it goes to all hosts of the sender's network, if that has the usual size.
fn is_broadcast(from: &str, to: &str) -> bool {
    let (Some((network, _)), Some((asked, "255"))) = (rcut(from, b'.'), rcut(to, b'.')) else { return false };
    network == asked
}

/// Whether a server begins connections from this port.
fn sends(known_ports: &Knowledge, port: u16, transport: Transport) -> bool {
    known(transport).is_some_and(|transport| known_ports.said(port).is_some_and(|said| said.sends.contains(transport)))
}

/// What a use says of the port at the other end.
fn of_pair(known_ports: &Knowledge, source: u16, destination: u16, transport: Transport) -> Option<(Service, Why)> {
    let transport = known(transport)?;
    if source == destination {
        return None;
    }
    for pair in known_ports.facts.pairs.iter().filter(|pair| pair.transport == transport) {
        let service = match (pair.role, (source, destination)) {
            // The client's port is the entry's, and the service's is the other one.
            (Role::Sends, ports) if ports == (pair.port, pair.peer) => Service::Destination,
            (Role::Sends, ports) if ports == (pair.peer, pair.port) => Service::Source,
            (Role::SeenDestination, ports) if ports == (pair.peer, pair.port) => Service::Destination,
            (Role::SeenSource, ports) if ports == (pair.port, pair.peer) => Service::Destination,
            _ => continue,
        };
        return Some((service, Why::Pair));
    }
    None
}
