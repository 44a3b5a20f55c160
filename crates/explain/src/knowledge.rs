//! What is known of every port, laid out so that a flow costs a few look-ups.

use crate::Facts;
use catalog::{Catalog, Entry, Exposure, PortClass, Register, Role, Transport, TransportSet};
use std::sync::Arc;

/// The widest range whose entry says something of each of its ports.
const NARROW: u32 = 64;

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
    /// Names of programs and of the service, in lower case.
    pub(crate) names: Vec<String>,
    /// How many of the names are programs that listen there.
    pub(crate) programs: usize,
}

/// What is known of ports. Made once, and shared by everything that explains.
pub struct Knowledge {
    ranks: [Vec<Rank>; 2],
    /// For each port, how many systems take source ports from there.
    ephemeral: Vec<u8>,
    /// For each port, one more than the position of the narrowest entry about it; 0 for none.
    entries: Vec<u16>,
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
        let mut all = Self {
            ranks: [vec![Rank::Unknown; 65_536], vec![Rank::Unknown; 65_536]],
            ephemeral: vec![0; 65_536],
            entries: vec![0; 65_536],
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
        let mut widths = vec![u32::MAX; 65_536];
        for (at, entry) in (1..).zip(catalog.entries()) {
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
            if entry.ports.width() > 1_024 || !entry.uses.iter().any(|one| says(one.role)) {
                continue;
            }
            for port in first..=last {
                let port = usize::from(port);
                if entry.ports.width() < widths[port] {
                    widths[port] = entry.ports.width();
                    all.entries[port] = at;
                }
            }
        }
        all.register = register;
        all
    }

    fn assign(&mut self, first: u16, last: u16, transports: TransportSet) {
        for port in first..=last {
            for (ranks, transport) in self.ranks.iter_mut().zip([Transport::Tcp, Transport::Udp]) {
                let rank = if transports.contains(transport) { Rank::Registered } else { Rank::OtherTransport };
                raise(ranks, port, rank);
            }
        }
    }

    fn ranks_of(&mut self, entry: &Entry) {
        let (first, last) = (entry.ports.first(), entry.ports.last());
        let is_narrow = entry.ports.width() <= NARROW;
        for one in &entry.uses {
            let transports = one.transports.any();
            if one.role == Role::Ephemeral {
                for port in first..=last {
                    let count = &mut self.ephemeral[usize::from(port)];
                    *count = count.saturating_add(u8::try_from(one.applications.len().max(1)).unwrap_or(u8::MAX));
                }
                continue;
            }
            if !is_narrow {
                continue;
            }
            let rank = match one.role {
                Role::Assigned => {
                    self.assign(first, last, transports);
                    continue;
                }
                Role::Listens | Role::Connects | Role::Sends if entry.exposure == Some(Exposure::Nobody) => Rank::Seen,
                Role::Listens | Role::Connects | Role::Sends => Rank::Described,
                Role::SeenDestination => Rank::Seen,
                _ => continue,
            };
            for (ranks, transport) in self.ranks.iter_mut().zip([Transport::Tcp, Transport::Udp]) {
                let rank =
                    if transports.is_empty() || transports.contains(transport) { rank } else { Rank::OtherTransport };
                for port in first..=last {
                    raise(ranks, port, rank);
                }
            }
        }
    }

    /// How much speaks for a service there.
    pub(crate) fn rank(&self, port: u16, transport: traffic::Transport) -> Rank {
        let ranks = &self.ranks[usize::from(transport == traffic::Transport::Udp)];
        ranks.get(usize::from(port)).copied().unwrap_or_default()
    }

    /// How many systems take source ports from there.
    pub(crate) fn ephemeral(&self, port: u16) -> u8 {
        self.ephemeral.get(usize::from(port)).copied().unwrap_or_default()
    }

    /// The narrowest entry about a port.
    pub(crate) fn said(&self, port: u16) -> Option<&Said> {
        let at = self.entries.get(usize::from(port))?;
        self.said.get(usize::from(*at).checked_sub(1)?)
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
        let found = self.register.as_ref()?.at(port)?;
        Some(found.entry.title)
    }

    /// The port of a name that a line has in place of a number.
    pub(crate) fn port_named(&self, name: &str) -> Option<u16> {
        let lower = name.to_ascii_lowercase();
        let of_one_port = |said: &&Said| said.ports.0 == said.ports.1 && said.names.contains(&lower);
        let entry = self.said.iter().find(of_one_port).map(|said| said.ports.0);
        entry.or_else(|| self.register.as_ref()?.named(name))
    }

    /// The entries where a program of this name listens, and whether this entry is one of them.
    pub(crate) fn listens(&self, program: &str, port: u16) -> Listens<'_> {
        let is_it = |said: &Said| said.names.iter().any(|name| same_program(name, program));
        match self.said(port) {
            Some(here) if is_it(here) => Listens::Here,
            here => {
                let runs = |said: &&Said| said.names.iter().take(said.programs).any(|name| same_program(name, program));
                let mut others = self.said.iter().filter(runs);
                match (others.next(), others.next()) {
                    (None, _) => Listens::Unknown,
                    // A program of many ports is at home at any.
                    (Some(_), Some(_)) if here.is_none() => Listens::Unknown,
                    (Some(other), _) => Listens::Elsewhere(&other.id),
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

fn raise(ranks: &mut [Rank], port: u16, rank: Rank) {
    if let Some(known) = ranks.get_mut(usize::from(port)) {
        *known = (*known).max(rank);
    }
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
    let assigned = entry.uses.iter().filter(|one| one.role == Role::Assigned).flat_map(|one| &one.applications);
    let others = entry.aliases.iter().chain(std::iter::once(&entry.title)).chain(assigned);
    names.extend(others.map(|name| name.to_ascii_lowercase()));
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
