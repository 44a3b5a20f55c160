//! Addresses with ports and `port/protocol` in any text: what is left when no format fits.
//!
//! Traps: times, ratios and page numbers look like ports; only an address before the colon, or the name of a protocol behind the slash,
//! makes a number one.

use crate::flow::flow;
use crate::formats::{Context, Format};
use crate::line::{Line, Reading, Sink};
use crate::scan::{End, cut, has, one_of, trim_any, words};
use crate::{Flow, Kind, Transport};

pub(crate) const FORMAT: Format = Format::new("plain", "plain text", "", read);

/// What stands around an end in prose, in code, and in an address of a page.
const AROUND: &[u8] = b"()<>{}'\"`,;.!?=|/";

/// Words before the end that sends, and before the one that receives.
const FROM: &str = "from src source From Source";
const TO: &str = "to dst destination => → Destination";

fn read(line: &Line<'_>, _: &mut Context, sink: &mut Sink<'_>) -> Reading {
    let text = line.body;
    let mut words = words(text);
    // The word before, and the one before that.
    let (mut before, mut earlier) = ("", "");
    let mut source = None;
    let mut wants_destination = false;
    while let Some(word) = words.next() {
        for (at, part) in arrows(word).into_iter().enumerate() {
            if at > 0 {
                wants_destination = true;
            }
            let Some((name, end, transport)) = mention(part) else { continue };
            // `192.0.2.1:5 ->`, `192.0.2.1:5-> …`, `192.0.2.1:5->192.0.2.2:6`
            let is_arrow = words.rest().starts_with("->") || at == 0 && has(word, "->");
            // `from mx.example.org [192.0.2.1]:25`
            let said = if part.starts_with('[') && !one_of(before, TO) { [before, earlier] } else { [before, ""] };
            let begins = is_arrow || said.iter().any(|said| one_of(said, FROM)) || one_of(name, "src from source");
            let ends = wants_destination
                || before.ends_with("->")
                || said.iter().any(|said| one_of(said, TO))
                || one_of(name, "dst to destination");
            if begins && source.is_none() && transport.is_none() {
                source = Some(end);
                continue;
            }
            let mut flow = mention_of(line, source.take().unwrap_or(End::NONE));
            flow.transport = transport;
            if !ends && !flow.source.is_empty() {
                sink.flow(&mut flow);
                flow.source = End::NONE;
            }
            flow.destination = end;
            sink.flow(&mut flow);
        }
        wants_destination = false;
        (earlier, before) = (before, trim_any(word, b":,;"));
    }
    if let Some(source) = source {
        sink.flow(&mut mention_of(line, source));
    }
    Reading::of(sink, Reading::Pass)
}

#[inline(never)]
fn mention_of<'a>(line: &Line<'a>, source: End<'a>) -> Flow<'a> {
    flow! { kind: Kind::Mention, time: line.time, source }
}

/// What is on either side of an arrow within a word.
fn arrows(word: &str) -> [&str; 2] {
    match cut(word, "->") {
        Some((from, to)) if !from.is_empty() => [from, to],
        _ => [word, ""],
    }
}

/// `192.0.2.1:80`, `[2001:db8::1]:80`, `192.0.2.1:80/tcp`, `80/tcp`, `http://192.0.2.1:80/x`, with what stands before an equals sign.
fn mention(word: &str) -> Option<(&str, End<'_>, Option<Transport>)> {
    let (name, word) = match (cut(word, "://"), cut(word, "=")) {
        (Some((_, rest)), _) => ("", rest),
        (_, Some((name, value))) if !value.is_empty() => (name, value),
        _ => ("", word),
    };
    let word = trim_any(word, AROUND);
    let word = word.strip_suffix(':').unwrap_or(word);
    if let Some(end) = with_port(word) {
        return Some((name, end, None));
    }
    let (end, rest) = cut(word, "/")?;
    let rest = cut(rest, "/").map_or(rest, |(protocol, _)| protocol);
    let transport =
        Transport::named(rest).filter(|transport| transport.has_ports() && crate::scan::number(rest).is_none());
    if let Some(end) = with_port(end) {
        return Some((name, end, transport));
    }
    let end = End::of("", end).filter(|end| end.port.is_some_and(|port| port > 0) && transport.is_some())?;
    Some((name, end, transport))
}

/// An address and a number; IPv6 in brackets only, because its last group may be anything.
fn with_port(text: &str) -> Option<End<'_>> {
    let end = End::colon(text).filter(|end| end.port.is_some() && end.last.is_none())?;
    (text.starts_with('[') || !has(end.address, ":")).then_some(end)
}

#[cfg(test)]
mod tests {
    use crate::testing::{flow, flows, none};

    #[test]
    fn shapes() {
        flow("connect to 192.0.2.1:443 failed: timed out", "plain - log 192.0.2.1:443");
        flow("Failed password from 203.0.113.5:50000 to 192.0.2.1:22", "plain - log 203.0.113.5:50000 > 192.0.2.1:22");
        flow("x [2001:db8::1]:50000 -> [2001:db8::2]:443, y", "plain - log 2001:db8::1:50000 > 2001:db8::2:443");
        flow("192.0.2.1:5->192.0.2.2:6", "plain - log 192.0.2.1:5 > 192.0.2.2:6");
        flows("please open 443/tcp and 53/udp.", &["plain tcp log :443", "plain udp log :53"]);
        flow("see http://192.0.2.1:8080/index.html?a=1:2", "plain - log 192.0.2.1:8080");
        flow("refused: /192.0.2.1:8443", "plain - log 192.0.2.1:8443");
        flow("listening on 0.0.0.0:8080", "plain - log 0.0.0.0:8080");
        flow(
            "CONN_TERMINATE 4556618 0 :  Source 10.1.1.5:50111 - Destination 10.0.0.5:443 - Start Time 2026/11/21:07:10:46",
            "plain - log 10.1.1.5:50111 > 10.0.0.5:443",
        );
        flow(
            "list ACL-WAN-IN denied udp 198.51.100.3:547-> 10.0.0.5:546 3 matches",
            "plain - log 198.51.100.3:547 > 10.0.0.5:546",
        );
        flow(
            "spamd: connection from mx.example.org [198.51.100.3]:33620 to port 783, fd 5",
            "plain - log 198.51.100.3:33620 >",
        );
        flow("relayed to mx.example.org [198.51.100.3]:25", "plain - log 198.51.100.3:25");
        flow("from 203.0.113.5:50000", "plain - log 203.0.113.5:50000 >");
    }

    #[test]
    fn nothing() {
        for text in [
            "meeting at 10:30, 80/20",
            "Server listening on 0.0.0.0 port 22.",
            "a 2001:db8::1:443 b",
            "1.2.3:80",
            "443",
            "tcp/443x",
        ] {
            none(text);
        }
    }
}
