//! The formats, in the order in which they are tried.

mod aws_flow;
mod azure_flow;
mod cef;
mod checkpoint;
mod cisco_asa;
mod cisco_ios;
mod conntrack;
mod docker;
mod filterlog;
mod firewalld;
mod fortigate;
mod haproxy;
mod ipfw;
mod iptables;
mod iptables_rules;
pub(crate) mod json;
mod junos;
mod kubectl;
mod leef;
mod lsof;
mod meraki;
mod mikrotik;
mod named;
mod netstat;
mod nft_rules;
mod nmap;
mod panos;
mod pfirewall;
mod plain;
pub(crate) mod powershell;
mod sonicwall;
mod sophos;
mod squid;
mod ss;
mod sshd;
mod suricata;
mod tcpdump;
mod ufw_status;
mod watchguard;
pub(crate) mod windows_event;
mod wireshark;
mod zeek;

use crate::line::{Line, Reading, Sink};
use crate::scan::begins_with_any;
use crate::slots::Slot;
use crate::{Aside, Direction, Transport, header};

/// A format of lines.
#[derive(Debug)]
pub struct Format {
    /// Its name for programs: `cisco_asa`.
    pub id: &'static str,
    /// Its name for people.
    pub name: &'static str,
    /// Characters without which no line is of the format.
    needs: Characters,
    read: Read,
}

type Read = fn(&Line<'_>, &mut Context, &mut Sink<'_>) -> Reading;

impl Format {
    pub(crate) const fn new(id: &'static str, name: &'static str, needs: &str, read: Read) -> Self {
        Self { id, name, needs: Characters::of(needs), read }
    }

    pub(crate) fn read(&self, line: &Line<'_>, context: &mut Context, sink: &mut Sink<'_>) -> Reading {
        // A record of one format may wrap a line of another.
        let before = std::mem::replace(&mut sink.format, self.id);
        let reading = (self.read)(line, context, sink);
        sink.format = before;
        reading
    }
}

/// Which ASCII characters occur. Most formats are ruled out by it, without a search for each of their marks.
#[derive(Clone, Copy, Debug)]
struct Characters {
    low: u64,
    high: u64,
}

impl Characters {
    const fn of(text: &str) -> Self {
        let (mut low, mut high) = (0, 0);
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let bit = 1 << (bytes[at] & 63);
            if bytes[at] & 64 == 0 {
                low |= bit;
            } else {
                high |= bit;
            }
            at += 1;
        }
        Self { low, high }
    }

    const fn has(self, other: Self) -> bool {
        self.low & other.low == other.low && self.high & other.high == other.high
    }
}

/// Formats with a mark of their own come first, then those that are known by their columns, then plain ones.
const FORMATS: [&Format; 46] = [
    // It wraps lines of others.
    &json::FORMAT,
    &cef::FORMAT,
    &leef::FORMAT,
    &iptables::FORMAT,
    &iptables::UFW,
    &cisco_asa::FORMAT,
    &cisco_asa::CONNECTIONS,
    &cisco_ios::FORMAT,
    &fortigate::FORMAT,
    &sonicwall::FORMAT,
    &sophos::FORMAT,
    &sophos::UTM,
    &meraki::FORMAT,
    &watchguard::FORMAT,
    &checkpoint::FORMAT,
    &panos::FORMAT,
    &junos::FORMAT,
    &mikrotik::FORMAT,
    &filterlog::FORMAT,
    &ipfw::FORMAT,
    &suricata::FORMAT,
    &conntrack::FORMAT,
    &windows_event::FORMAT,
    &haproxy::FORMAT,
    &squid::FORMAT,
    &sshd::FORMAT,
    &tcpdump::FORMAT,
    &wireshark::FORMAT,
    &pfirewall::FORMAT,
    &aws_flow::FORMAT,
    &azure_flow::FORMAT,
    &azure_flow::FIREWALL,
    &zeek::FORMAT,
    &ss::FORMAT,
    &netstat::FORMAT,
    &lsof::FORMAT,
    &nmap::FORMAT,
    &powershell::FORMAT,
    &docker::FORMAT,
    &kubectl::FORMAT,
    &firewalld::FORMAT,
    &nft_rules::FORMAT,
    &iptables_rules::FORMAT,
    &ufw_status::FORMAT,
    &named::FORMAT,
    &plain::FORMAT,
];

/// All formats.
pub fn formats() -> impl Iterator<Item = &'static Format> {
    FORMATS.into_iter()
}

/// What lines say about later ones. Its size is bounded.
#[derive(Debug, Default)]
pub(crate) struct Context {
    /// The format of the last line that had one, or that was being read.
    pub(crate) format: &'static str,
    /// What it was read by: the next line is probably of the same format.
    last: Option<&'static Format>,
    /// The columns that a header named, and the format that it belongs to.
    pub(crate) columns: Vec<Option<Slot>>,
    pub(crate) columns_of: &'static str,
    /// tcpdump: the first of two lines about a packet.
    pub(crate) packet: Option<(String, Option<Transport>)>,
    /// tcpdump: the lines are what a packet carries.
    pub(crate) is_payload: bool,
    /// nmap: the machine that was scanned. firewalld: the zone. iptables: the chain.
    pub(crate) name: String,
    /// sshd: the ports that clients reached.
    pub(crate) servers: String,
    /// In how many records the line is wrapped.
    wrapped: u8,
    /// nft, iptables: the hook of the chain.
    pub(crate) direction: Option<Direction>,
}

impl Context {
    /// Whether the lines are what a packet carries, which may look like any format.
    pub(crate) fn is_in_payload(&self) -> bool {
        self.is_payload && self.format == tcpdump::FORMAT.id
    }
}

/// Keeps a short text.
pub(crate) fn keep(text: &str) -> String {
    text.chars().take(100).collect()
}

/// Reads one line.
pub(crate) fn read(line: &Line<'_>, context: &mut Context, sink: &mut Sink<'_>) -> Reading {
    if line.whole.trim_ascii().is_empty() {
        return Reading::Aside(Aside::Blank);
    }
    if context.is_in_payload() && line.time.is_empty() {
        let reading = tcpdump::FORMAT.read(line, context, sink);
        return if reading == Reading::Pass { Reading::Aside(Aside::Part) } else { reading };
    }
    let reading = read_body(line, context, sink, false);
    if reading != Reading::Pass {
        return reading;
    }
    if let Some(line) = header::without_host(line) {
        let reading = read_body(&line, context, sink, false);
        if reading != Reading::Pass {
            return reading;
        }
    }
    let reading = plain::FORMAT.read(line, context, sink);
    // A line that nothing explains does not end a list.
    if reading != Reading::Pass {
        context.format = plain::FORMAT.id;
    }
    reading
}

/// Reads a line that a record wraps.
pub(crate) fn read_wrapped(text: &str, time: &str, context: &mut Context, sink: &mut Sink<'_>) -> Reading {
    let text = text.trim_ascii();
    if text.is_empty() {
        return Reading::Aside(Aside::NoTraffic);
    }
    let own = header::strip(text);
    let line = Line { time: if own.time.is_empty() { time } else { own.time }, ..own };
    context.wrapped += 1;
    let reading = read_body(&line, context, sink, true);
    context.wrapped -= 1;
    // A record without names that are known may tell ports in its texts.
    if reading == Reading::Pass || matches!(reading, Reading::Aside(_)) && text.starts_with('{') {
        let plain = plain::FORMAT.read(&line, context, sink);
        return if plain == Reading::Pass { reading } else { plain };
    }
    reading
}

fn read_body(line: &Line<'_>, context: &mut Context, sink: &mut Sink<'_>, is_wrapped: bool) -> Reading {
    // A record may wrap what another format would find in it.
    if let Some(format) = context.last
        && !is_wrapped
        && !begins_with_any(line.body, b"{@")
        && !line.body.starts_with("[{")
    {
        let reading = format.read(line, context, sink);
        if reading != Reading::Pass {
            context.format = format.id;
            return reading;
        }
    }
    let characters = Characters::of(line.whole);
    for format in FORMATS {
        if !characters.has(format.needs) {
            continue;
        }
        // Records are unwrapped twice: each time the whole text is copied. Plain texts come last.
        if context.wrapped > 1 && format.id == json::FORMAT.id || format.id == plain::FORMAT.id {
            continue;
        }
        let reading = format.read(line, context, sink);
        if reading != Reading::Pass {
            context.format = format.id;
            // Lines of others have the same names.
            if format.id != named::FORMAT.id {
                context.last = Some(format);
            }
            return reading;
        }
    }
    Reading::Pass
}
