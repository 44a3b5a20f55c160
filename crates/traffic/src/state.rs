//! States of sockets, connections and scanned ports.

use crate::scan::{Table, nth_line, table};

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
        nth_line(
            "listen\nestablished\nsyn_sent\nsyn_received\nfin_wait_1\nfin_wait_2\ntime_wait\nclose_wait\nlast_ack\n\
             closing\nclosed\nopen\nfiltered\nunfiltered\nopen|filtered\nclosed|filtered\nbound\nexposed",
            self as usize,
        )
    }

    /// Reads a state as ss, netstat, lsof, conntrack or PowerShell writes it.
    pub(crate) fn of(text: &str) -> Option<Self> {
        // What is no ASCII letter or number is left out: `FIN-WAIT-1`, `FinWait1`.
        let mut letters = [0; 20];
        let mut length = 0;
        for byte in text.bytes().filter(u8::is_ascii_alphanumeric) {
            *letters.get_mut(length)? = byte.to_ascii_lowercase();
            length += 1;
        }
        NAMES.get(std::str::from_utf8(letters.get(..length)?).ok()?)
    }
}

/// The letters of a name, in lower case, and the state.
const NAMES: Table<State> = table! {
    "listen" => State::Listen,
    "established" => State::Established,
    "synsent" => State::SynSent,
    "synreceived" => State::SynReceived,
    "finwait1" => State::FinWait1,
    "finwait2" => State::FinWait2,
    "timewait" => State::TimeWait,
    "closewait" => State::CloseWait,
    "lastack" => State::LastAck,
    "closing" => State::Closing,
    "closed" => State::Closed,
    "open" => State::Open,
    "filtered" => State::Filtered,
    "unfiltered" => State::Unfiltered,
    "openfiltered" => State::OpenFiltered,
    "closedfiltered" => State::ClosedFiltered,
    "bound" => State::Bound,
    "exposed" => State::Exposed,
    "listening" => State::Listen,
    "unconn" => State::Listen,
    "estab" => State::Established,
    "synsent2" => State::SynSent,
    "synrecv" => State::SynReceived,
    "synrcvd" => State::SynReceived,
    "newsynrecv" => State::SynReceived,
    "finwait" => State::FinWait1,
    "close" => State::Closed,
    "deletetcb" => State::Closed,
    // German Windows; its umlaut is not ASCII.
    "abhren" => State::Listen,
    "hergestellt" => State::Established,
    "wartend" => State::TimeWait,
    "schliessenwarten" => State::CloseWait,
    "fin_wait" => State::FinWait1,
    "syngesendet" => State::SynSent,
};
