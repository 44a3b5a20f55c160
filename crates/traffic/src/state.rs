//! States of sockets, connections and scanned ports.

/// The state of a socket, a connection or a scanned port.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are those of RFC 9293 and of nmap")]
pub enum State {
    Listen,
    Established,
    SynSent,
    SynReceived,
    FinWait1,
    FinWait2,
    TimeWait,
    CloseWait,
    LastAck,
    Closing,
    Closed,
    /// A scan got an answer.
    Open,
    Filtered,
    Unfiltered,
    OpenFiltered,
    ClosedFiltered,
    /// A local port was taken, and nothing sent or accepted.
    Bound,
    /// A container offers it to other containers only.
    Exposed,
}

impl State {
    /// The state, as text.
    pub fn id(self) -> &'static str {
        NAMES.iter().find(|(_, state, _)| *state == self).map_or("", |(_, _, id)| id)
    }

    /// Reads a state as ss, netstat, lsof, conntrack or PowerShell writes it.
    pub(crate) fn of(text: &str) -> Option<Self> {
        NAMES.iter().find(|(name, _, _)| same_letters(name, text)).map(|(_, state, _)| *state)
    }
}

/// Whether two texts are the same but for case and whatever is not an ASCII letter or number: `FIN-WAIT-1`, `FinWait1`.
fn same_letters(name: &str, text: &str) -> bool {
    let mut rest = name.bytes();
    for byte in text.bytes().filter(u8::is_ascii_alphanumeric) {
        if rest.next() != Some(byte.to_ascii_lowercase()) {
            return false;
        }
    }
    rest.next().is_none()
}

/// Letters of the name, the state, its id. The first name of each state has the id.
const NAMES: [(&str, State, &str); 34] = [
    ("listen", State::Listen, "listen"),
    ("established", State::Established, "established"),
    ("synsent", State::SynSent, "syn_sent"),
    ("synreceived", State::SynReceived, "syn_received"),
    ("finwait1", State::FinWait1, "fin_wait_1"),
    ("finwait2", State::FinWait2, "fin_wait_2"),
    ("timewait", State::TimeWait, "time_wait"),
    ("closewait", State::CloseWait, "close_wait"),
    ("lastack", State::LastAck, "last_ack"),
    ("closing", State::Closing, "closing"),
    ("closed", State::Closed, "closed"),
    ("open", State::Open, "open"),
    ("filtered", State::Filtered, "filtered"),
    ("unfiltered", State::Unfiltered, "unfiltered"),
    ("openfiltered", State::OpenFiltered, "open|filtered"),
    ("closedfiltered", State::ClosedFiltered, "closed|filtered"),
    ("bound", State::Bound, "bound"),
    ("exposed", State::Exposed, "exposed"),
    ("listening", State::Listen, ""),
    ("unconn", State::Listen, ""),
    ("estab", State::Established, ""),
    ("synsent2", State::SynSent, ""),
    ("synrecv", State::SynReceived, ""),
    ("synrcvd", State::SynReceived, ""),
    ("newsynrecv", State::SynReceived, ""),
    ("finwait", State::FinWait1, ""),
    ("close", State::Closed, ""),
    ("deletetcb", State::Closed, ""),
    // German Windows; its umlaut is not ASCII.
    ("abhren", State::Listen, ""),
    ("hergestellt", State::Established, ""),
    ("wartend", State::TimeWait, ""),
    ("schliessenwarten", State::CloseWait, ""),
    ("fin_wait", State::FinWait1, ""),
    ("syngesendet", State::SynSent, ""),
];
