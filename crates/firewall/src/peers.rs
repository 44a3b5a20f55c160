//! Who may reach a server, or whom a client connects to.

use crate::Network;
use catalog::{join, sorted};

/// The shortest prefix of addresses that are for the inside: `fc00::/7`.
const WIDEST_INSIDE: u8 = 7;

/// The other ends of a flow, each named once: a network within another one of them is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Peers {
    is_everyone: bool,
    is_this_machine: bool,
    networks: Vec<Network>,
}

impl Peers {
    /// All addresses of IPv4 and IPv6.
    pub const EVERYONE: Self = Self { is_everyone: true, is_this_machine: false, networks: Vec::new() };

    /// Programs on the same machine.
    pub const THIS_MACHINE: Self = Self { is_everyone: false, is_this_machine: true, networks: Vec::new() };

    /// These networks.
    pub fn of(networks: Vec<Network>) -> Self {
        let mut kept: Vec<Network> = Vec::new();
        // A wider network is before those within it.
        for one in sorted(networks) {
            if !kept.iter().any(|wider| wider.covers(&one)) {
                kept.push(one);
            }
        }
        Self { is_everyone: false, is_this_machine: false, networks: kept }
    }

    /// Either of the two.
    #[must_use]
    pub fn union(mut self, other: Self) -> Self {
        if self.is_everyone || other.is_everyone {
            return Self::EVERYONE;
        }
        self.networks.extend(other.networks);
        Self { is_this_machine: self.is_this_machine || other.is_this_machine, ..Self::of(self.networks) }
    }

    /// Whether it is every address.
    pub const fn is_everyone(&self) -> bool {
        self.is_everyone
    }

    /// Whether they are everyone, or have a network that is wider than any inside (`0.0.0.0/1`, `2000::/3`): everyone in all but name.
    pub(crate) fn is_wide(&self) -> bool {
        self.is_everyone || self.networks.iter().any(|one| one.prefix() < WIDEST_INSIDE)
    }

    /// Whether programs on the same machine are among them.
    pub const fn has_this_machine(&self) -> bool {
        self.is_this_machine
    }

    /// Whether no packet from another machine is meant.
    pub const fn is_this_machine_alone(&self) -> bool {
        self.is_this_machine && self.networks.is_empty()
    }

    /// The networks, those of IPv4 first; none for everyone.
    pub fn networks(&self) -> &[Network] {
        &self.networks
    }

    /// The networks of IPv4, or those of IPv6.
    pub fn family(&self, is_ipv4: bool) -> impl Iterator<Item = &Network> {
        self.networks.iter().filter(move |one| one.is_ipv4() == is_ipv4)
    }

    /// With their prefixes.
    pub(crate) fn family_texts(&self, is_ipv4: bool) -> Vec<String> {
        let mut texts = Vec::new();
        for one in self.family(is_ipv4) {
            texts.push(one.text());
        }
        texts
    }

    /// For readers: `everyone`, `this machine`, `192.0.2.0/24, 2001:db8::/32`.
    pub fn text(&self) -> String {
        join(&self.texts(), ", ")
    }

    /// The same, one by one.
    pub fn texts(&self) -> Vec<String> {
        let mut texts = Vec::new();
        if self.is_everyone {
            texts.push("everyone".to_owned());
        }
        if self.is_this_machine {
            texts.push("this machine".to_owned());
        }
        for one in &self.networks {
            texts.push(one.text());
        }
        texts
    }
}
