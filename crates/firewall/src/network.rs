//! Networks of IPv4 and IPv6 addresses.

use crate::address::{address_text, digits, read_address};
use catalog::{concat, decimal, split_first};
use std::net::IpAddr;

/// A network, with all bits of its address below the prefix zero. IPv4 is before IPv6.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Network {
    address: IpAddr,
    prefix: u8,
}

/// Why a text is not a network, and what to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotANetwork {
    /// What is wrong.
    pub says: &'static str,
    /// What to write instead.
    pub remedy: String,
}

impl Network {
    /// Reads `192.0.2.0/24`, `2001:db8::/32`, or one address.
    ///
    /// # Errors
    ///
    /// What is wrong, with the remedy.
    pub fn read(text: &str) -> Result<Self, NotANetwork> {
        let wrong = |says, remedy: &str| NotANetwork { says, remedy: remedy.to_owned() };
        let (address, prefix) = match split_first(text, "/") {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        let Some(address) = read_address(address) else {
            return Err(wrong(
                "this is no network",
                "write `everyone`, `managers`, `this-machine`, or a network such as 192.0.2.0/24 or 2001:db8::/32",
            ));
        };
        let longest = if address.is_ipv4() { 32 } else { 128 };
        let prefix = prefix.map_or(Some(longest), |prefix| {
            digits(prefix, 10, usize::MAX).and_then(|prefix| u8::try_from(prefix).ok())
        });
        let Some(prefix) = prefix.filter(|prefix| *prefix <= longest) else {
            return Err(wrong("the prefix is too long or no number", "IPv4 has prefixes from /1 to /32, IPv6 to /128"));
        };
        if let IpAddr::V6(v6) = address
            && v6.to_ipv4_mapped().is_some()
        {
            return Err(wrong(
                "an IPv4 address is written as IPv6, and no packet has it",
                "write it as IPv4: 192.0.2.1",
            ));
        }
        if prefix == 0 {
            return Err(wrong("this is every address", "write `everyone`"));
        }
        if address.is_loopback() {
            return Err(wrong("this is the machine itself", "write `this-machine`"));
        }
        if address.is_multicast() {
            return Err(wrong("this is a group, which nothing is sent from", "write the network of its members"));
        }
        let one = Self { address, prefix };
        let canonical = one.canonical();
        if one != canonical {
            return Err(NotANetwork {
                says: "the address has bits below the prefix",
                remedy: concat(&["write ", &canonical.text()]),
            });
        }
        Ok(one)
    }

    /// Whether it is of IPv4.
    pub const fn is_ipv4(&self) -> bool {
        self.address.is_ipv4()
    }

    /// The lowest address.
    pub const fn address(&self) -> IpAddr {
        self.address
    }

    /// How many bits its addresses share.
    pub const fn prefix(&self) -> u8 {
        self.prefix
    }

    /// Whether all addresses of the other one are its own.
    pub fn covers(&self, other: &Self) -> bool {
        self.is_ipv4() == other.is_ipv4()
            && self.prefix <= other.prefix
            && self.bits() == (other.bits() & mask(self.prefix))
    }

    /// With its prefix: `192.0.2.0/24`.
    pub fn text(&self) -> String {
        concat(&[&address_text(self.address), "/", &decimal(self.prefix.into())])
    }

    /// The bits of the address, the first one highest.
    fn bits(&self) -> u128 {
        match self.address {
            IpAddr::V4(v4) => u128::from(v4.to_bits()) << 96,
            IpAddr::V6(v6) => v6.to_bits(),
        }
    }

    fn canonical(&self) -> Self {
        let bits = self.bits() & mask(self.prefix);
        let address = match self.address {
            IpAddr::V4(_) => IpAddr::V4(u32::try_from(bits >> 96).unwrap_or_default().into()),
            IpAddr::V6(_) => IpAddr::V6(bits.into()),
        };
        Self { address, prefix: self.prefix }
    }
}

const fn mask(prefix: u8) -> u128 {
    match prefix {
        0 => 0,
        _ => u128::MAX << (128 - prefix as u32),
    }
}

#[cfg(test)]
mod tests {
    use super::Network;

    #[test]
    fn networks_are_read() {
        for (text, shown) in [
            ("192.0.2.0/24", "192.0.2.0/24"),
            ("192.0.2.7", "192.0.2.7/32"),
            ("2001:DB8:0::/32", "2001:db8::/32"),
            ("2001:db8::1", "2001:db8::1/128"),
            ("10.0.0.0/000008", "10.0.0.0/8"),
            ("128.0.0.0/1", "128.0.0.0/1"),
        ] {
            assert_eq!(Network::read(text).map(|one| one.text()).as_deref(), Ok(shown));
        }
    }

    #[test]
    fn what_is_not_a_network_says_what_to_write() {
        for (text, remedy) in [
            ("192.0.2.1/24", "write 192.0.2.0/24"),
            ("2001:db8::1/32", "write 2001:db8::/32"),
            ("0.0.0.0/0", "write `everyone`"),
            ("::/0", "write `everyone`"),
            ("127.0.0.1", "write `this-machine`"),
            ("::ffff:192.0.2.1", "write it as IPv4"),
            ("ff02::1", "network of its members"),
            ("10.0.0.0/33", "/32"),
            ("10.0.0.0/+8", "/32"),
            ("10.0.0.0/", "/32"),
            ("10.0.0.0/99999999999", "/32"),
            ("010.0.0.0/8", "write `everyone`, `managers`"),
            ("fe80::1%eth0", "write `everyone`, `managers`"),
            ("", "write `everyone`, `managers`"),
        ] {
            let wrong = Network::read(text).expect_err(text);
            assert!(wrong.remedy.contains(remedy), "{text}: {}", wrong.remedy);
        }
    }
}
