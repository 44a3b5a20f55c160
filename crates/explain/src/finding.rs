//! What lines mean together.

use crate::distinct::Count;
use traffic::Transport;
use traffic::scan::nth_line;

/// Something that several lines say together, or one line about others that are not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub sort: Sort,
    /// Who sent it; empty where there are several.
    pub source: String,
    /// Where to; empty where there are several.
    pub target: String,
    /// The port that it is about.
    pub port: Option<u16>,
    /// The port at the other end, for pairs.
    pub other: Option<u16>,
    /// Over which transport.
    pub transport: Option<Transport>,
    /// The id of the entry about the port.
    pub entry: Option<String>,
    /// How many flows it rests on.
    pub flows: u64,
    /// How many of these were stopped or reported.
    pub stopped: u64,
    /// How many different ones: of ports, targets or sources, as the sort says.
    pub distinct: Count,
    /// The name of the program, for pairs and companions.
    pub name: String,
    /// The numbers of the first lines.
    pub lines: Vec<u64>,
    /// The number of the last line.
    pub last_line: u64,
}

impl Finding {
    /// Whether somebody should look at it: not what is ordinary, nor what was stopped, unless that alone keeps a link busy.
    pub fn deserves_a_look(&self) -> bool {
        match self.sort {
            Sort::Flood | Sort::Reflection => true,
            sort => sort < Sort::Unreachable && self.stopped < self.flows,
        }
    }
}

/// Declares the sorts with their id, rule and meaning.
macro_rules! sorts {
    ($($(#[$doc:meta])* $name:ident = $id:literal, $distinct:literal, $rule:literal, $meaning:literal;)+) => {
        /// A sort of finding, what deserves a look first.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Sort { $($(#[$doc])* $name,)+ }

        impl Sort {
            /// All sorts.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The sort, as text.
            pub fn id(self) -> &'static str {
                nth_line(concat!($($id, "\n"),+), self as usize)
            }

            /// What [`Finding::distinct`] counts.
            pub fn distinct(self) -> &'static str {
                nth_line(concat!($($distinct, "\n"),+), self as usize)
            }

            /// The rule by which it was found.
            pub fn rule(self) -> &'static str {
                nth_line(concat!($($rule, "\n"),+), self as usize)
            }

            /// What it means.
            pub fn meaning(self) -> &'static str {
                nth_line(concat!($($meaning, "\n"),+), self as usize)
            }
        }
    };
}

sorts! {
    /// Many attempts to log in.
    Guessing = "guessing", "source ports",
        "At least 5 connections from one source to a port for log-in, each from another port, on average at most 2 minutes apart; or at least 10 that were stopped.",
        "Somebody guesses passwords, or would have, had the connections not been stopped.";
    /// Many packets.
    Flood = "flood", "sources",
        "At least 50 packets to one port within a second, or 1,000 without times, that no line says were passed.",
        "A flood: it is meant to keep the service or the link busy.";
    /// Answers that nobody asked for, from many amplifiers.
    Reflection = "reflection", "sources",
        "Answers from a UDP port that is abused for amplification, from at least 3 hosts, without a question from here.",
        "An amplification attack on the target: somebody asks many servers in its name.";
    /// Ports that a tool is known for.
    KnownPair = "known-pair", "targets",
        "Both ports of the packet are those that the entry names together.",
        "A known program: the entry of the port has its name.";
    /// A scan of ports.
    PortScan = "port-scan", "ports",
        "One source, one target: at least 5 different ports that were stopped, reported or only tried, or 20 otherwise.",
        "A scan: somebody looks for whatever this host offers.";
    /// A sweep of hosts.
    HostSweep = "host-sweep", "targets",
        "One source, one port: at least 5 different targets where it was stopped or reported, or 20 otherwise, if the port is not meant for the internet.",
        "A sweep: somebody looks for hosts that offer this service.";
    /// Packets from a port that only scanners send from.
    KnownSource = "known-source", "targets",
        "The source port is one that the sources know from scanners alone.",
        "Crafted packets: systems do not give such a source port to clients.";
    /// Flags that no system sends together.
    Crafted = "crafted", "targets",
        "A TCP packet whose flags no system sends together: SYN with FIN or RST, or FIN, PSH or URG without ACK.",
        "Crafted packets: a scanner that finds out what gets past a filter, or which system answers.";
    /// Ports that one program asks.
    Companions = "companions", "ports",
        "One source sends to two or more ports that the sources know from the same program, and to few others.",
        "Most likely a known program, which asks at its ports: the entries have its name.";
    /// A service that belongs inside leaves.
    Leak = "leak", "targets",
        "From a private address to a public one, at a port whose service belongs inside.",
        "A misconfigured service or client: this traffic should not leave the network.";
    /// Addresses that belong on no wire.
    OddAddress = "odd-address", "targets",
        "The source is an address of the machine itself on a network, or one that a system gives itself when it gets none.",
        "A misconfigured host, or a forged address.";
    /// An ICMP error says that nothing is there.
    Unreachable = "unreachable", "reporters",
        "An ICMP error says that an earlier packet reached no program, host or network.",
        "An answer to an earlier packet: what it was sent to does not run, or is out of reach. The sender may be misconfigured, or somebody forged its address.";
    /// A client that tries again.
    Retry = "retry", "source ports",
        "The same source, target and port at least 3 times, most of them stopped.",
        "A client that does not give up: a service was moved, a rule is missing, or a stranger insists.";
    /// Answers to a beginning that was not seen.
    Backscatter = "backscatter", "sources",
        "SYN with ACK from a service port, stopped or at least 3 times, and no line with the SYN that it answers.",
        "Backscatter: most likely somebody else sent the SYN and forged this address. The source is the victim, not the attacker.";
    /// Late answers.
    LateReply = "late-reply", "sources",
        "A packet from a service port to a port that clients get was not passed, and no line has the question.",
        "A late answer: the firewall had closed the connection already. Only in large numbers is it backscatter of an attack elsewhere.";
    /// Traceroute.
    Traceroute = "traceroute", "ports",
        "One source, one target: at least 3 numbers of traceroute's range.",
        "Somebody traces the path; nothing waits at these ports.";
    /// ICMP says that a packet was under way for too long.
    Expired = "expired", "reporters",
        "An ICMP error says that an earlier packet passed too many routers.",
        "An answer to a traceroute from here, or a loop in the routing.";
    /// Fragments.
    PortZero = "port-zero", "sources",
        "A protocol with ports, but port 0 at both ends or none.",
        "Most likely fragments: only the first one has the ports. Much of it is the rest of an amplification attack.";
    /// A server for names or the time is asked.
    ServerAsked = "server-asked", "sources",
        "At least 3 packets to a server for names or the time.",
        "The ordinary work of such a server, if those who ask are meant to; if strangers get answers, it can be abused.";
}

#[cfg(test)]
mod tests {
    use super::Sort;
    use crate::limits;

    /// The words name the thresholds.
    #[test]
    fn rules_say_what_is_done() {
        let numbers: [(Sort, &[u64]); 10] = [
            (Sort::Guessing, &[limits::GUESSES as u64, limits::GUESS_SECONDS / 60, limits::GUESSES_STOPPED as u64]),
            (Sort::Flood, &[limits::FLOOD_IN_A_SECOND]),
            (Sort::Reflection, &[limits::REFLECTORS as u64]),
            (Sort::PortScan, &[limits::SCAN_STOPPED as u64, limits::SCAN_OTHER as u64]),
            (Sort::HostSweep, &[limits::SWEEP_STOPPED as u64, limits::SWEEP_OTHER as u64]),
            (Sort::Retry, &[limits::RETRIES]),
            (Sort::Traceroute, &[limits::PROBES as u64]),
            (Sort::ServerAsked, &[limits::QUESTIONS]),
            (Sort::Backscatter, &[limits::RETRIES]),
            (Sort::LateReply, &[]),
        ];
        for (sort, expected) in numbers {
            let rule = sort.rule().replace(',', "");
            let found: Vec<u64> =
                rule.split(|letter: char| !letter.is_ascii_digit()).filter_map(|word| word.parse().ok()).collect();
            for number in expected {
                assert!(found.contains(number), "{number} is not in: {rule}");
            }
        }
        assert!(Sort::Flood.rule().contains("1,000") && limits::FLOOD_WITHOUT_TIME == 1_000);
    }
}
