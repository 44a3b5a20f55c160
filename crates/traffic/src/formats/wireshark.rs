//! The list of packets of Wireshark and tshark, as text: number, time, source, destination, protocol, length, what is in it.
//!
//! Traps: columns may stand between tabs, with an arrow or without; only TCP and UDP write their ports first in the last column.

use crate::flow::{TcpFlags, flow};
use crate::formats::{Context, Format};
use crate::line::{Line, Reading, Sink};
use crate::scan::{End, after, before, has, is_address, number, one_of, parts, word};
use crate::{Aside, Transport};

pub(crate) const FORMAT: Format = Format::new("wireshark", "Wireshark", "", read);

/// Number and time, which may have a date.
const MOST_BEFORE: usize = 3;

fn read(line: &Line<'_>, _: &mut Context, sink: &mut Sink<'_>) -> Reading {
    let mut rest = line.whole;
    if one_of(word(rest).0, "No. No") && after(rest, "Source").is_some_and(|rest| has(rest, "Destination")) {
        return Reading::Aside(Aside::Header);
    }
    let (mut source, mut time) = ("", "");
    for _ in 0..=MOST_BEFORE {
        (source, rest) = word(rest);
        if is_address(source) {
            break;
        }
        if !source.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b':' | b'-' | b'/')) {
            return Reading::Pass;
        }
        time = source;
    }
    let (mut target, mut rest) = word(rest);
    if is_arrow(target) {
        (target, rest) = word(rest);
    }
    let (protocol, rest) = word(rest);
    let (length, said) = word(rest);
    let is_row = is_address(source)
        && is_address(target)
        && protocol.bytes().next().is_some_and(|first| first.is_ascii_uppercase());
    if !is_row || number(length).is_none() {
        return Reading::Pass;
    }
    let mut flow = flow! { time, transport: Transport::named(protocol), service: protocol };
    (flow.source, flow.destination) = (End::address(source), End::address(target));
    if flow.transport.is_some_and(Transport::has_ports) {
        flow.service = "";
        let (from, rest) = word(said);
        let (arrow, rest) = word(rest);
        let (Some(from), Some(to)) = (End::of(source, from), End::of(target, word(rest).0)) else {
            return Reading::Malformed;
        };
        if !is_arrow(arrow) {
            return Reading::Malformed;
        }
        (flow.source, flow.destination) = (from, to);
        if flow.transport == Some(Transport::Tcp) {
            let flags = after(rest, "[").map_or("", |rest| before(rest, "]"));
            let bits =
                parts(flags, b", ").filter_map(|name| TcpFlags::named(name.as_bytes())).fold(0, |all, one| all | one);
            flow.tcp_flags = (bits != 0).then_some(TcpFlags(bits));
        }
    }
    sink.flow(&mut flow);
    Reading::Flows
}

fn is_arrow(word: &str) -> bool {
    matches!(word, "\u{2192}" | "->" | ">")
}

#[cfg(test)]
mod tests {
    use crate::testing::{aside, flow, none};

    #[test]
    fn shapes() {
        for (line, time) in [
            (
                "    3 0.024123 192.0.2.1 \u{2192} 198.51.100.2 TCP 66 52847 \u{2192} 443 [SYN] Seq=0 Win=64240 Len=0",
                "0.024123",
            ),
            ("115 3.162387 192.0.2.1 198.51.100.2 TCP 66 52847 > 443 [SYN] Seq=0", "3.162387"),
            ("3\t22:47:15.364301\t192.0.2.1\t198.51.100.2\tTCP\t66\t52847 -> 443 [SYN] Seq=0", "22:47:15.364301"),
        ] {
            flow(line, &["wireshark tcp log 192.0.2.1:52847 > 198.51.100.2:443 SYN ", time].concat());
        }
        flow(
            "5 1.0 2001:db8::1 \u{2192} 2001:db8::2 TCP 74 443 \u{2192} 54681 [SYN, ACK] Seq=1",
            "wireshark tcp log 2001:db8::1:443 > 2001:db8::2:54681 SYN ACK 1.0",
        );
        flow(
            "1 0.000000 192.0.2.20 198.51.100.80 UDP 60 51000 \u{2192} 5060 Len=18",
            "wireshark udp log 192.0.2.20:51000 > 198.51.100.80:5060 0.000000",
        );
        flow(
            "7 0.5 192.0.2.20 198.51.100.80 ICMP 98 Echo (ping) request id=0x0001",
            "wireshark icmp log 192.0.2.20 > 198.51.100.80 0.5",
        );
        flow(
            "8 0.6 192.0.2.20 198.51.100.53 DNS 74 Standard query 0x1234 A www.example.com",
            "wireshark - log 192.0.2.20 > 198.51.100.53 0.6",
        );
        aside("No.     Time           Source                Destination           Protocol Length Info");
        none("3 0.024123 192.0.2.1 is up 66");
    }
}
