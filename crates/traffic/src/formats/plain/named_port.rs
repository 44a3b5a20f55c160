//! Ends whose port is behind the word for it: `connect to host 192.0.2.10 port 22`, `Connection refused on port 25 of 192.0.2.1`.
//!
//! Traps: switches have ports too, and name them in the same way, also beside their own address.

use super::{FROM, Side, TO, give, mention_of};
use crate::line::{Line, Sink};
use crate::scan::{End, Table, cut, has, is_address, one_of, port, table, trim_any, until, word, words};
use crate::{Flow, Transport};

/// What stands around words in prose.
const AROUND: &[u8] = b"()[]{}<>'\"`,;.!?";
/// Words of lines about the ports of switches and machines.
const OTHER_PORTS: Table<()> = table! {
    "link" => (), "switch" => (), "interface" => (), "vlan" => (), "stp" => (), "lldp" => (), "poe" => (), "usb" => (), "slot" => (),
    "bridge" => (), "trunk" => (), "serial" => (), "ethernet" => (),
};
/// How many words may be between an address and its port, and between what says which end it is and the address.
const MOST_BETWEEN: usize = 8;
const MOST_BEFORE: usize = 5;

/// What has been read of a line.
#[derive(Default)]
struct Seen<'a> {
    /// An address without a port, and how many words ago it was.
    address: Option<(&'a str, Option<Side>)>,
    since: usize,
    /// A port without an address.
    port: Option<(&'a str, Option<Transport>)>,
    /// A flow that waits for its other end, and which end it has.
    held: Option<(Flow<'a>, Side)>,
}

/// Gives the ends that are found.
#[inline(never)]
pub(super) fn read<'a, 's: 'a>(line: &Line<'a>, sink: &mut Sink<'s>) {
    if !has(line.body, "port") && !has(line.body, "('")
        || words(line.body).any(|word| OTHER_PORTS.in_any_case(trim_any(word, AROUND)).is_some())
    {
        return;
    }
    let mut seen = Seen::default();
    let mut all = words(line.body);
    let (mut before, mut is_pair) = ("", false);
    // Which end follows, and how many words ago that was said.
    let (mut said, mut since_said) = (None, 0);
    while let Some(text) = all.next() {
        let bare = bare(text);
        // Python's `host='192.0.2.10', port=81`
        let (key, bare) = cut(bare, "=").map_or(("", bare), |(key, value)| (key, self::bare(value)));
        // `port 3306 (tcp)`, `port [tcp/mysql]`
        let next = until(trim_any(word(all.rest()).0, AROUND), b"/");
        let named = |name| Transport::named(name).filter(|transport| transport.has_ports());
        since_said += 1;
        seen.since += 1;
        if is_address(bare) {
            let side = said.take().filter(|_| since_said <= MOST_BEFORE);
            if let Some((digits, transport)) = seen.port.take() {
                seen.add(line, (bare, digits), side, transport, sink);
            } else {
                (seen.address, seen.since) = (Some((bare, side)), 0);
            }
            // Python's `('192.0.2.10', 81)`
            is_pair = text.starts_with("('");
        } else if (before.eq_ignore_ascii_case("port") || key == "port" || is_pair && seen.since == 1)
            && let Some(digits) = digits(bare)
        {
            match seen.address.take().filter(|_| seen.since <= MOST_BETWEEN) {
                Some((address, side)) => seen.add(line, (address, digits), side, named(next), sink),
                None => seen.port = Some((digits, named(next))),
            }
        } else if bare == "port"
            && seen.since == 2
            && let Some(digits) = digits(before)
            && let Some((address, side)) = seen.address.take()
        {
            // nc: `Connection to 192.0.2.7 3306 port [tcp/mysql] succeeded!`
            seen.add(line, (address, digits), side, named(next), sink);
        } else if one_of(bare, TO) || bare == "host" {
            (said, since_said) = (Some(Side::Destination), 0);
        } else if one_of(bare, FROM) {
            (said, since_said) = (Some(Side::Source), 0);
        }
        before = bare;
    }
    give(&mut seen.held, sink);
}

impl<'a> Seen<'a> {
    fn add<'s: 'a>(
        &mut self,
        line: &Line<'a>,
        end: (&'a str, &'a str),
        side: Option<Side>,
        transport: Option<Transport>,
        sink: &mut Sink<'s>,
    ) {
        let Some(end) = End::of(end.0, end.1).filter(|end| !matches!(end.address, "0.0.0.0" | "::")) else { return };
        // Messages within messages say it again.
        if self.held.as_ref().is_some_and(|(flow, _)| flow.source == end || flow.destination == end) {
            return;
        }
        if let (Some((flow, Side::Source)), Some(Side::Destination)) = (&mut self.held, side) {
            flow.destination = end;
            flow.transport = flow.transport.or(transport);
            return give(&mut self.held, sink);
        }
        give(&mut self.held, sink);
        let mut flow = mention_of(line);
        flow.transport = transport;
        flow.is_undirected = side.is_none();
        *(if side == Some(Side::Source) { &mut flow.source } else { &mut flow.destination }) = end;
        self.held = Some((flow, side.unwrap_or(Side::Destination)));
    }
}

/// A word without what stands around it; an address may end with colons.
fn bare(text: &str) -> &str {
    let inside = trim_any(text, AROUND);
    if is_address(inside) { inside } else { trim_any(inside, b":") }
}

/// The digits of a port; also of OpenSSH's `port 51022:11:`.
fn digits(text: &str) -> Option<&str> {
    let digits = until(text, b":");
    port(digits).filter(|port| *port > 0).map(|_| digits)
}

#[cfg(test)]
mod tests {
    use crate::testing::{flow, none};

    #[test]
    fn shapes() {
        for (text, expected) in [
            ("ssh: connect to host 192.0.2.10 port 22: Connection refused", "192.0.2.10:22"),
            (
                "curl: (7) Failed to connect to 192.0.2.10 port 8080 after 2 ms: Could not connect to server",
                "192.0.2.10:8080",
            ),
            ("Connection from 203.0.113.5 port 51022 on 192.0.2.1 port 22", "203.0.113.5:51022 > 192.0.2.1:22"),
            (
                "psql: error: connection to server at \"192.0.2.7\", port 5432 failed: Connection refused",
                "192.0.2.7:5432",
            ),
            (
                "Is the server running on host \"192.0.2.7\" and accepting TCP/IP connections on port 5432?",
                "192.0.2.7:5432",
            ),
            ("connect to address 2001:db8::7 port 25: Connection refused", "2001:db8::7:25"),
            ("Connection refused on port 25 of 192.0.2.1", "192.0.2.1:25"),
            ("Connection reset by 192.0.2.1 port 22", "192.0.2.1:22 undirected"),
        ] {
            flow(text, &["plain - log ", expected].concat());
        }
        flow("OSError: Connect call failed ('192.0.2.10', 81)", "plain - log 192.0.2.10:81 undirected");
        flow(
            "HTTPConnectionPool(host='192.0.2.10', port=81): (Caused by HTTPConnection(host='192.0.2.10', port=81): refused)",
            "plain - log 192.0.2.10:81 undirected",
        );
        flow("nc: connect to 192.0.2.7 port 3306 (tcp) failed: Connection refused", "plain tcp log 192.0.2.7:3306");
        flow("Connection to 192.0.2.7 123 port [udp/ntp] succeeded!", "plain udp log 192.0.2.7:123");
    }

    #[test]
    fn nothing() {
        for text in [
            "switch 192.0.2.5 port 12: link down",
            "Server listening on 0.0.0.0 port 22.",
            "%LINK-3-UPDOWN: Interface 192.0.2.5 port 12, changed state to down",
            "192.0.2.5 port 99999",
            "192.0.2.5 port x",
            "port 22",
            "a report 22 of 192.0.2.5",
            "Firmware 192.0.2.5 supports USB port 2",
        ] {
            none(text);
        }
    }
}
