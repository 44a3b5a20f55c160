//! What a line says about traffic.

use crate::scan::{Table, nth_line, position, table};
use crate::{Action, State, Transport};

/// Traffic between two ends, or a socket that waits for it. Texts are as written; empty where the line does not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flow<'a> {
    /// The number of the line, from 1; for a record of several lines, that of its first.
    pub line: u64,
    /// Where that line begins, in bytes from the start of the input.
    pub offset: u64,
    /// The whole line or record.
    pub text: &'a str,
    /// The id of the [`Format`](crate::Format).
    pub format: &'static str,
    /// What was seen.
    pub kind: Kind,
    /// The date, if the line has it apart from the time.
    pub date: &'a str,
    /// The time.
    pub time: &'a str,
    /// What became of it.
    pub action: Action,
    /// The action, in the line's own words.
    pub action_text: &'a str,
    /// The protocol.
    pub transport: Option<Transport>,
    /// Who sent it, or began the connection. Of a listener: the address that it accepts, if it is limited to one.
    pub source: End<'a>,
    /// Where to. Of a listener: itself.
    pub destination: End<'a>,
    /// Whether the line leaves open who began: then `source` is only the end that is written first, or the local one. Of a mention of
    /// one end: whether it leaves open which end that is.
    pub is_undirected: bool,
    /// The interface or zone where it came in.
    pub interface_in: &'a str,
    /// The interface or zone where it went out.
    pub interface_out: &'a str,
    /// Which way it went, seen from the machine that wrote the line.
    pub direction: Option<Direction>,
    /// The name of the program; whoever started it chose the name.
    pub process: &'a str,
    /// The number of the process.
    pub pid: Option<u32>,
    /// The flags of a TCP segment.
    pub tcp_flags: Option<TcpFlags>,
    /// The type of an ICMP message.
    pub icmp_type: Option<u8>,
    /// The code of an ICMP message.
    pub icmp_code: Option<u8>,
    /// The packet that an ICMP error is about.
    pub about: Option<Packet<'a>>,
    /// How many packets, connections or matches the line counts.
    pub count: Option<u64>,
    /// The state of a socket, connection or port.
    pub state: Option<State>,
    /// The state, in the line's own words.
    pub state_text: &'a str,
    /// The name, number or prefix of the rule, or the text of the signature.
    pub rule: &'a str,
    /// The application or service that the line names, beside the ports.
    pub service: &'a str,
}

/// A flow of which these fields are known: `flow! { transport, source: End::NONE }`.
///
/// To save code size: with `..Flow::EMPTY` every format would write all fields.
macro_rules! flow {
    (@ $field:ident $value:expr) => { $value };
    (@ $field:ident) => { $field };
    ($($field:ident $(: $value:expr)?),* $(,)?) => {{
        #[allow(unused_mut, reason = "nothing is known of some")]
        let mut flow = crate::Flow::empty();
        $(flow.$field = flow!(@ $field $($value)?);)*
        flow
    }};
}
pub(crate) use flow;

impl Flow<'_> {
    /// A flow of which nothing is known.
    #[inline(never)]
    pub(crate) const fn empty() -> Self {
        Self::EMPTY
    }

    const EMPTY: Flow<'static> = Flow {
        line: 0,
        offset: 0,
        text: "",
        format: "",
        kind: Kind::Packet,
        date: "",
        time: "",
        action: Action::Log,
        action_text: "",
        transport: None,
        source: End::NONE,
        destination: End::NONE,
        is_undirected: false,
        interface_in: "",
        interface_out: "",
        direction: None,
        process: "",
        pid: None,
        tcp_flags: None,
        icmp_type: None,
        icmp_code: None,
        about: None,
        count: None,
        state: None,
        state_text: "",
        rule: "",
        service: "",
    };

    /// Takes the type and the code of an ICMP message from where the ports stand, and forgets the ports of whatever has none.
    #[inline(never)]
    pub(crate) fn take_icmp_from_ports(&mut self) {
        if self.transport.is_some_and(Transport::is_icmp) {
            self.icmp_type = self.source.port.and_then(|port| u8::try_from(port).ok());
            self.icmp_code = self.destination.port.and_then(|port| u8::try_from(port).ok());
        }
        self.drop_ports_without_transport();
    }

    /// Forgets the ports if the protocol has none: what stands in their place is something else.
    #[inline(never)]
    pub(crate) fn drop_ports_without_transport(&mut self) {
        if self.transport.is_some_and(|transport| !transport.has_ports()) {
            self.source.forget_port();
            self.destination.forget_port();
        }
    }
}

/// What a flow was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A packet, or several alike.
    Packet,
    /// A connection or session, also of a protocol without connections.
    Connection,
    /// A socket that waits for traffic.
    Listener,
    /// What a scan found at a port.
    Scan,
    /// A rule or setting that passes or stops traffic.
    Rule,
    /// An address or port in a text that says nothing more.
    Mention,
}

impl Kind {
    /// The kind, as text.
    pub fn id(self) -> &'static str {
        nth_line("packet\nconnection\nlistener\nscan\nrule\nmention", self as usize)
    }
}

/// One end of a flow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct End<'a> {
    /// An address, a name, or `*` for every address; without brackets, with its zone (`fe80::1%eth0`).
    pub address: &'a str,
    /// The port; the first of a range.
    pub port: Option<u16>,
    /// The last port of a range.
    pub last: Option<u16>,
    /// The name that stands in place of a port: `https`.
    pub port_name: &'a str,
}

impl End<'_> {
    /// Nothing is known.
    pub(crate) const NONE: End<'static> = End { address: "", port: None, last: None, port_name: "" };

    const fn forget_port(&mut self) {
        self.port = None;
        self.last = None;
        self.port_name = "";
    }

    /// Whether the line says nothing of this end.
    pub const fn is_empty(&self) -> bool {
        self.address.is_empty() && self.port.is_none() && self.port_name.is_empty()
    }
}

/// A packet in the text of an ICMP error: the one that could not be delivered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Packet<'a> {
    /// The protocol.
    pub transport: Option<Transport>,
    /// Who sent it.
    pub source: End<'a>,
    /// Where to.
    pub destination: End<'a>,
}

/// Which way a flow went, seen from the machine that wrote the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// To the machine or into its network.
    In,
    /// From the machine or out of its network.
    Out,
    /// Through the machine.
    Forward,
}

impl Direction {
    /// The direction, as text.
    pub fn id(self) -> &'static str {
        nth_line("in\nout\nforward", self as usize)
    }

    /// Reads the words of all formats.
    pub(crate) fn of(word: &str) -> Option<Self> {
        const WORDS: Table<Direction> = table! {
            "in" => Direction::In,
            "inbound" => Direction::In,
            "ingress" => Direction::In,
            "incoming" => Direction::In,
            "receive" => Direction::In,
            "input" => Direction::In,
            "i" => Direction::In,
            "%%14592" => Direction::In,
            "out" => Direction::Out,
            "outbound" => Direction::Out,
            "egress" => Direction::Out,
            "outgoing" => Direction::Out,
            "send" => Direction::Out,
            "output" => Direction::Out,
            "o" => Direction::Out,
            "%%14593" => Direction::Out,
            "forward" => Direction::Forward,
        };
        WORDS.in_any_case(word)
    }
}

/// The flags of a TCP segment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TcpFlags(pub u8);

impl TcpFlags {
    /// The end of what is sent.
    pub const FIN: u8 = 1;
    /// The beginning of a connection.
    pub const SYN: u8 = 2;
    /// Refusal, or a broken connection.
    pub const RST: u8 = 4;
    /// To be delivered at once.
    pub const PSH: u8 = 8;
    /// An acknowledgement.
    pub const ACK: u8 = 16;
    /// Urgent.
    pub const URG: u8 = 32;
    /// Congestion was seen.
    pub const ECE: u8 = 64;
    /// Congestion window reduced.
    pub const CWR: u8 = 128;

    /// Whether all of these flags are set.
    pub const fn has(self, flags: u8) -> bool {
        self.0 & flags == flags
    }

    /// `SYN`, `ACK`.
    #[inline(never)]
    pub(crate) fn named(name: &[u8]) -> Option<u8> {
        // In the order of their bits.
        let at = b"FINSYNRSTPSHACKURGECECWR".chunks(3).position(|known| known == name)?;
        Some(1 << at)
    }

    /// Letters, one for each flag: `SA`, and tcpdump's `S.`, where a dot is an acknowledgement.
    pub(crate) fn letters(text: &str) -> Option<Self> {
        let mut flags = 0;
        for letter in text.bytes() {
            let letter = match letter {
                b'.' => b'A',
                b'C' => b'W',
                other => other,
            };
            // In the order of their bits.
            flags |= 1 << position(b"FSRPAUEW", letter)?;
        }
        if text.is_empty() { None } else { Some(Self(flags)) }
    }

    /// Names among other words: `SYN ACK`, `SYN,ACK`, `flags SYN  on`.
    pub(crate) fn words(text: &str) -> Option<Self> {
        let mut flags = 0;
        let mut rest = text;
        while !rest.is_empty() {
            let end = rest.bytes().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(rest.len());
            let (word, after) = (rest.get(..end).unwrap_or_default(), rest.get(end..).unwrap_or_default());
            flags |= Self::named(word.as_bytes()).unwrap_or(0);
            let mut rest_of = after.chars();
            if word.is_empty() {
                rest_of.next();
            }
            rest = rest_of.as_str();
        }
        if flags == 0 { None } else { Some(Self(flags)) }
    }
}
