//! What an address says by itself.

use traffic::scan::{find, nth_line, parts, rcut, until};

/// Who can be behind an address, or reach it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// The machine itself (RFC 1122, RFC 4291).
    ThisMachine,
    /// The link alone (RFC 3927, RFC 4291).
    Link,
    /// Networks of an organisation (RFC 1918, RFC 4193), and addresses that a provider shares (RFC 6598).
    Private,
    /// One address that is none of these, or a name.
    Public,
    /// A group, or all hosts of a link.
    Group,
    /// Every address of the machine.
    All,
    /// The line does not say.
    Unsaid,
}

impl Scope {
    /// The scope, as text.
    pub fn id(self) -> &'static str {
        nth_line("this-machine\nlink\nprivate\npublic\ngroup\nall\nunsaid", self as usize)
    }

    /// Reads an address as lines have them.
    pub fn of(address: &str) -> Self {
        let address = until(address, b"%");
        match address {
            "" => return Self::Unsaid,
            "*" | "0.0.0.0" | "::" | "0:0:0:0:0:0:0:0" => return Self::All,
            "localhost" | "::1" => return Self::ThisMachine,
            "255.255.255.255" => return Self::Group,
            _ => {}
        }
        if let Some((_, mapped)) = rcut(address, b':') {
            if find(mapped, ".").is_some() {
                return Self::of(mapped);
            }
            return match group(until(address, b":")) {
                0xff00..=0xffff => Self::Group,
                0xfe80..=0xfebf => Self::Link,
                0xfc00..=0xfdff => Self::Private,
                0 if is_one(address) => Self::ThisMachine,
                _ => Self::Public,
            };
        }
        let mut numbers = [0_u8; 4];
        let mut words = parts(address, b".");
        for number in &mut numbers {
            let Some(read) = words.next().and_then(traffic::scan::number) else { return Self::Public };
            let Ok(read) = u8::try_from(read) else { return Self::Public };
            *number = read;
        }
        match numbers {
            [127, ..] => Self::ThisMachine,
            [169, 254, ..] => Self::Link,
            [10, ..] | [192, 168, ..] | [172, 16..=31, ..] | [100, 64..=127, ..] => Self::Private,
            [224..=239, ..] => Self::Group,
            _ => Self::Public,
        }
    }
}

/// The number of a group in hexadecimal digits; 0 for none, and a number that is too large for what is none.
fn group(digits: &str) -> u32 {
    let mut number = 0;
    for digit in digits.bytes() {
        match char::from(digit).to_digit(16) {
            Some(digit) if number < 0x1_0000 => number = number << 4 | digit,
            _ => return u32::MAX,
        }
    }
    number
}

/// `0000:0000:…:0001`
fn is_one(address: &str) -> bool {
    let digits = address.bytes().filter(|byte| *byte != b':' && *byte != b'0');
    address.ends_with('1') && digits.eq([b'1'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes() {
        for (address, scope) in [
            ("", Scope::Unsaid),
            ("*", Scope::All),
            ("::", Scope::All),
            ("127.0.0.53%lo", Scope::ThisMachine),
            ("::1", Scope::ThisMachine),
            ("0000:0000:0000:0000:0000:0000:0000:0001", Scope::ThisMachine),
            ("::ffff:10.1.2.3", Scope::Private),
            ("fe80::1%eth0", Scope::Link),
            ("fd00::1", Scope::Private),
            ("2001:db8::1", Scope::Public),
            ("ff02::fb", Scope::Group),
            ("224.0.0.251", Scope::Group),
            ("172.31.255.255", Scope::Private),
            ("172.32.0.1", Scope::Public),
            ("192.0.2.10", Scope::Public),
            ("db1.example.com", Scope::Public),
        ] {
            assert_eq!(Scope::of(address), scope, "{address}");
        }
    }
}
