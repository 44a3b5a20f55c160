//! What chapters say of the port at the other end, which the catalog that pages load does not have.

use catalog::{Catalog, Peer, Role, Transport, concat, decimal, sorted};
use traffic::scan::{number, parts};

/// Pairs of ports, and programs that are seen at several. Read from a whole catalog when the site is built, and handed on as a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Ports that belong together in one packet.
    pub pairs: Vec<Pair>,
    /// Programs that send to several ports.
    pub companions: Vec<Companion>,
}

/// A port, and the port at the other end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// What the use does with the port.
    pub role: Role,
    /// The port of the entry.
    pub port: u16,
    /// The other end.
    pub peer: u16,
    /// Over which transport.
    pub transport: Transport,
    /// The application or protocol, as the entry names it.
    pub name: String,
}

/// A program that was seen to send to this port, as to others of the same name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Companion {
    /// The program.
    pub name: String,
    /// A port.
    pub port: u16,
    /// Over which transport.
    pub transport: Transport,
}

impl Facts {
    /// The facts of a whole catalog, as it is read from its files.
    pub fn of(catalog: &Catalog) -> Self {
        let mut facts = Self::default();
        for entry in catalog.entries().iter().filter(|entry| !entry.ports.is_range()) {
            let port = entry.ports.first();
            for one in &entry.uses {
                let name = one.applications.first().or(one.protocol.as_ref()).cloned().unwrap_or_default();
                for transport in one.transports.any().iter() {
                    if let Some(Peer::Port(peer)) = one.peer {
                        facts.pairs.push(Pair { role: one.role, port, peer, transport, name: name.clone() });
                    }
                    if one.role == Role::SeenDestination && !one.applications.is_empty() {
                        facts.companions.push(Companion { name: name.clone(), port, transport });
                    }
                }
            }
        }
        let all = facts.companions.clone();
        let has_another = |one: &Companion| all.iter().any(|other| other.name == one.name && other.port != one.port);
        facts.companions.retain(has_another);
        facts.companions = sorted(facts.companions);
        facts.companions.dedup();
        facts
    }

    /// One line for each, fields between tabs.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        for pair in &self.pairs {
            let (port, peer) = (decimal(pair.port.into()), decimal(pair.peer.into()));
            let fields = [pair.role.id(), "\t", &port, "\t", &peer, "\t", pair.transport.id(), "\t", &pair.name, "\n"];
            text.push_str(&concat(&fields));
        }
        for one in &self.companions {
            let port = decimal(one.port.into());
            text.push_str(&concat(&["with\t", &port, "\t\t", one.transport.id(), "\t", &one.name, "\n"]));
        }
        text
    }

    /// Reads what [`Facts::to_text`] wrote. `None` if it is something else.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut facts = Self::default();
        let port = |digits| number(digits).and_then(|port| u16::try_from(port).ok());
        for line in parts(text, b"\n").filter(|line| !line.is_empty()) {
            let mut fields = parts(line, b"\t");
            let role = fields.next()?;
            let (first, peer) = (port(fields.next()?)?, fields.next()?);
            let transport = Transport::from_id(fields.next()?)?;
            let name = fields.next()?.to_owned();
            if role == "with" {
                facts.companions.push(Companion { name, port: first, transport });
            } else {
                let (role, peer) = (Role::from_id(role)?, port(peer)?);
                facts.pairs.push(Pair { role, port: first, peer, transport, name });
            }
        }
        Some(facts)
    }
}
