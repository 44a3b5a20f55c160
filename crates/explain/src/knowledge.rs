//! What is known of every port, laid out so that a flow costs a few look-ups.

use crate::Facts;
use catalog::{Catalog, Entry, Exposure, PortClass, PortSpec, Register, Role, Transport, TransportSet};
use std::sync::Arc;

/// The widest range whose entry says something of each of its ports.
const NARROW: u32 = 64;

/// The widest range whose entry is about each of its ports.
const MOST_PORTS: u32 = 1_024;

/// How many systems must take source ports from a range for one to be no service.
pub(crate) const MOST_SYSTEMS: u8 = 4;

/// The most entries that name a program which is known for one of them: `java` is at home anywhere.
const MOST_HOMES: usize = 3;

/// How much speaks for a service at a port. The order counts, and so do the distances.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rank {
    /// Nothing.
    #[default]
    Unknown,
    /// It is registered, but for another transport.
    OtherTransport,
    /// It is registered.
    Registered,
    /// It was seen in traffic, or nothing legitimate uses it any more.
    Seen,
    /// An entry says what listens there.
    Described,
}

/// What an entry says, as far as flows need it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(crate) struct Said {
    pub(crate) id: String,
    pub(crate) ports: (u16, u16),
    pub(crate) exposure: Option<Exposure>,
    /// Its servers may be made to flood others.
    pub(crate) amplifies: bool,
    /// People log in there.
    pub(crate) is_login: bool,
    /// It answers questions about names or the time.
    pub(crate) answers_all: bool,
    pub(crate) is_windows: bool,
    /// Scanners send from it, and no server does.
    pub(crate) sends_scans: TransportSet,
    /// Servers begin connections from it: they send, and nothing listens.
    pub(crate) sends: TransportSet,
    categories: Vec<String>,
    /// Names of programs and of the service, in lower case.
    pub(crate) names: Vec<String>,
    /// How many of the names are programs that listen there.
    pub(crate) programs: usize,
    /// How many, at the end, are those that are registered for the port.
    assigned: usize,
}

/// What is known of a port.
#[derive(Clone, Copy, Default)]
struct Port {
    tcp: Rank,
    udp: Rank,
    /// How many systems take source ports from there.
    ephemeral: u8,
    /// One more than the position of the narrowest entry about it; 0 for none.
    entry: u16,
    /// How many ports that entry is about.
    width: u16,
}

/// What is known of ports. Made once, and shared by everything that explains.
pub struct Knowledge {
    /// For each port.
    ports: Vec<Port>,
    said: Vec<Said>,
    /// The positions of the entries that say that scanners send from their ports.
    scanners: Vec<usize>,
    /// The range of traceroute.
    pub(crate) probes: Option<(u16, u16)>,
    pub(crate) facts: Facts,
    register: Option<Arc<Register>>,
}

impl Knowledge {
    /// Gathers what the catalog, the register and the facts say. Without the register and the facts, more remains open.
    pub fn new(catalog: &Catalog, register: Option<Arc<Register>>, facts: Facts) -> Self {
        Self::of_entries(catalog.entries(), register, facts)
    }

    /// The same for the entries of a catalog, in the order of their ports.
    pub fn of_entries(entries: &[Entry], register: Option<Arc<Register>>, facts: Facts) -> Self {
        let mut all = Self {
            ports: vec![Port::default(); 65_536],
            said: Vec::new(),
            scanners: Vec::new(),
            probes: None,
            facts,
            register: None,
        };
        for (first, last, transports) in register.iter().flat_map(|register| register.assigned()) {
            if u32::from(last) - u32::from(first) < NARROW {
                all.assign(first, last, transports);
            }
        }
        for (at, entry) in (1..).zip(entries) {
            let (first, last) = (entry.ports.first(), entry.ports.last());
            all.ranks_of(entry);
            let said = said(entry);
            if entry.ports.is_range() && said.names.iter().any(|name| name == "traceroute") {
                all.probes = Some((first, last));
            }
            if !said.sends_scans.is_empty() {
                all.scanners.push(all.said.len());
            }
            all.said.push(said);
            // Classes and ranges of source ports say nothing of a port, nor does a sender of scans.
            let says = |role| !matches!(role, Role::Ephemeral | Role::Class | Role::SeenSource);
            let width = entry.ports.width();
            if width > MOST_PORTS || !entry.uses.iter().any(|one| says(one.role)) {
                continue;
            }
            let width = u16::try_from(width).unwrap_or(u16::MAX);
            // Of a range that depends on a setting, only the first port is sure.
            let last = if let PortSpec::Parameterised { .. } = entry.ports { first } else { last };
            for port in all.range(first, last) {
                if port.entry == 0 || width < port.width {
                    (port.entry, port.width) = (at, width);
                }
            }
        }
        all.register = register;
        all
    }

    fn range(&mut self, first: u16, last: u16) -> &mut [Port] {
        self.ports.get_mut(usize::from(first)..=usize::from(last)).unwrap_or_default()
    }

    fn assign(&mut self, first: u16, last: u16, transports: TransportSet) {
        self.raise(first, last, transports, Rank::Registered);
    }

    fn ranks_of(&mut self, entry: &Entry) {
        let (first, last) = (entry.ports.first(), entry.ports.last());
        let is_narrow = entry.ports.width() <= NARROW;
        let is_over = entry.exposure == Some(Exposure::Nobody);
        for one in &entry.uses {
            let transports = one.transports.any();
            let rank = match one.role {
                Role::Ephemeral => {
                    for port in self.range(first, last) {
                        port.ephemeral = port.ephemeral.saturating_add(1);
                    }
                    continue;
                }
                Role::Assigned => Rank::Registered,
                Role::Listens | Role::Connects | Role::Sends if is_over => Rank::Seen,
                Role::Listens | Role::Connects | Role::Sends => Rank::Described,
                Role::SeenDestination => Rank::Seen,
                _ => continue,
            };
            if is_narrow {
                self.raise(first, last, transports, rank);
            }
        }
    }

    /// A rank for these transports, or for all if there are none.
    fn raise(&mut self, first: u16, last: u16, transports: TransportSet, rank: Rank) {
        let of = |transport| {
            if transports.is_empty() || transports.contains(transport) { rank } else { Rank::OtherTransport }
        };
        let (tcp, udp) = (of(Transport::Tcp), of(Transport::Udp));
        for port in self.range(first, last) {
            port.tcp = port.tcp.max(tcp);
            port.udp = port.udp.max(udp);
        }
    }

    fn port(&self, port: u16) -> Port {
        self.ports.get(usize::from(port)).copied().unwrap_or_default()
    }

    /// How much speaks for a service there.
    pub(crate) fn rank(&self, port: u16, transport: traffic::Transport) -> Rank {
        let known = self.port(port);
        if transport == traffic::Transport::Udp { known.udp } else { known.tcp }
    }

    /// How many systems take source ports from there.
    pub(crate) fn ephemeral(&self, port: u16) -> u8 {
        self.port(port).ephemeral
    }

    /// Whether nothing is known of a port that most systems take source ports from.
    pub(crate) fn is_handed_out(&self, port: u16, transport: traffic::Transport) -> bool {
        self.rank(port, transport) <= Rank::OtherTransport && self.ephemeral(port) >= MOST_SYSTEMS
    }

    /// The narrowest entry about a port.
    pub(crate) fn said(&self, port: u16) -> Option<&Said> {
        self.said.get(usize::from(self.port(port).entry).checked_sub(1)?)
    }

    /// The entry about a port, by its id.
    pub fn entry_id(&self, port: u16) -> Option<&str> {
        self.said(port).map(|said| said.id.as_str())
    }

    /// The entry that says that scanners send from this port.
    pub(crate) fn scans_from(&self, port: u16, transport: traffic::Transport) -> Option<&Said> {
        let transport = known(transport)?;
        let has = |said: &&Said| (said.ports.0..=said.ports.1).contains(&port) && said.sends_scans.contains(transport);
        self.scanners.iter().filter_map(|at| self.said.get(*at)).find(has)
    }

    /// The service that is registered for a port that has no entry.
    pub(crate) fn registered(&self, port: u16) -> Option<String> {
        self.register.as_ref()?.names_at(port)
    }

    /// The port of a name that a line has in place of a number.
    pub(crate) fn port_named(&self, name: &str) -> Option<u16> {
        let lower = name.to_ascii_lowercase();
        // Systems write registered names; of a name that is registered twice, the later port is the usual one.
        let is_assigned = |said: &&Said| said.names.iter().rev().take(said.assigned).any(|known| *known == lower);
        let is_known = |said: &&Said| said.ports.0 == said.ports.1 && said.names.contains(&lower);
        let assigned = self.said.iter().filter(|said| said.ports.0 == said.ports.1).rfind(is_assigned);
        let port = assigned.map(|said| said.ports.0).or_else(|| self.register.as_ref()?.named(name));
        port.or_else(|| self.said.iter().find(is_known).map(|said| said.ports.0))
    }

    /// Whether a program of this name listens at this port, or rather at one of another category.
    pub(crate) fn listens(&self, program: &str, port: u16) -> Listens<'_> {
        let is_it = |said: &Said| said.names.iter().any(|name| same_program(name, program));
        match self.said(port) {
            Some(here) if is_it(here) => Listens::Here,
            here => {
                let runs = |said: &&Said| said.names.iter().take(said.programs).any(|name| same_program(name, program));
                let others: Vec<&Said> = self.said.iter().filter(runs).take(MOST_HOMES + 1).collect();
                // What a program mainly is, it may be at another port, too.
                let is_alike = |here: &Said, other: &Said| {
                    other.categories.first().is_some_and(|main| here.categories.contains(main))
                };
                let is_usual = here.is_some_and(|here| others.iter().any(|other| is_alike(here, other)));
                match others.first() {
                    Some(other) if others.len() <= MOST_HOMES && !is_usual => Listens::Elsewhere(&other.id),
                    _ => Listens::Unknown,
                }
            }
        }
    }
}

/// Where a program usually listens.
pub(crate) enum Listens<'a> {
    Here,
    Elsewhere(&'a str),
    Unknown,
}

/// `sshd`, `sshd.exe`.
fn same_program(name: &str, program: &str) -> bool {
    let bare = program
        .len()
        .checked_sub(4)
        .filter(|at| program.get(*at..).is_some_and(|end| end.eq_ignore_ascii_case(".exe")));
    bare.and_then(|end| program.get(..end)).unwrap_or(program).eq_ignore_ascii_case(name)
}

fn said(entry: &Entry) -> Said {
    let has = |category: &str| entry.categories.iter().any(|id| id == category);
    let mut names = Vec::new();
    let mut sends_scans = TransportSet::default();
    let mut sends = TransportSet::default();
    let listens = entry.uses.iter().any(|one| one.role == Role::Listens);
    for one in &entry.uses {
        if one.role == Role::Listens {
            names.extend(one.applications.iter().map(|name| name.to_ascii_lowercase()));
        }
        if one.role == Role::Sends && !listens {
            sends = sends.union(one.transports.any());
        }
        if one.role == Role::SeenSource && entry.uses.iter().all(|one| one.role == Role::SeenSource) {
            sends_scans = sends_scans.union(one.transports.any());
        }
    }
    let programs = names.len();
    let others = entry.aliases.iter().chain(std::iter::once(&entry.title));
    names.extend(others.map(|name| name.to_ascii_lowercase()));
    let unassigned = names.len();
    let assigned = entry.uses.iter().filter(|one| one.role == Role::Assigned).flat_map(|one| &one.applications);
    names.extend(assigned.map(|name| name.to_ascii_lowercase()));
    Said {
        id: entry.id(),
        ports: (entry.ports.first(), entry.ports.last()),
        exposure: entry.exposure,
        amplifies: has("amplifier"),
        is_login: has("remote-login"),
        answers_all: has("name-service") || has("time"),
        is_windows: has("windows"),
        sends,
        sends_scans: if has("scanner") { sends_scans } else { TransportSet::default() },
        categories: entry.categories.clone(),
        assigned: names.len() - unassigned,
        names,
        programs,
    }
}

/// The transport, if the catalog has it.
pub(crate) const fn known(transport: traffic::Transport) -> Option<Transport> {
    Some(match transport {
        traffic::Transport::Tcp => Transport::Tcp,
        traffic::Transport::Udp => Transport::Udp,
        traffic::Transport::Sctp => Transport::Sctp,
        traffic::Transport::Dccp => Transport::Dccp,
        _ => return None,
    })
}

/// Whether it is one of the ports that only the system may take.
pub(crate) fn is_well_known(port: u16) -> bool {
    PortClass::of(port) == PortClass::WellKnown
}
