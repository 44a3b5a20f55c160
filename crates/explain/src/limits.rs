//! From how many lines on something is said, and how much is kept. Each number with its reason.

/// Different ports of one target, tried by one source and stopped: a client that is stopped tries one service, seldom three.
pub const SCAN_STOPPED: usize = 5;
/// Different ports of one target where nothing says that they were stopped: domain controllers answer on about a dozen.
pub const SCAN_OTHER: usize = 20;
/// Different targets of one source at one port, stopped: as for ports.
pub const SWEEP_STOPPED: usize = 5;
/// Different targets where nothing says that they were stopped: a monitoring system or a mail server asks many.
pub const SWEEP_OTHER: usize = 20;
/// Connections from one source to a port for log-in: intrusion blockers usually begin at five in ten minutes.
pub const GUESSES: usize = 5;
/// The most seconds between guesses, on average: five in ten minutes.
pub const GUESS_SECONDS: u64 = 120;
/// Connections to a port for log-in that were stopped, from different source ports: below, it is taken for a client that retries.
pub const GUESSES_STOPPED: usize = 10;
/// The same source, target and port, stopped: one attempt of TCP alone sends its first packet several times.
pub const RETRIES: u64 = 3;
/// Packets to one port within one second that nothing says were passed: clients that retry send a few.
pub const FLOOD_IN_A_SECOND: u64 = 50;
/// The same where lines have no time.
pub const FLOOD_WITHOUT_TIME: u64 = 1_000;
/// Different numbers of traceroute's range from one source to one target: it sends three probes for each hop.
pub const PROBES: usize = 3;
/// Questions to a server for names or the time: fewer may be a stray packet.
pub const QUESTIONS: u64 = 3;
/// Hosts that send answers nobody asked for from a port that is abused for amplification.
pub const REFLECTORS: usize = 3;

/// Kinds of traffic about ports with an entry, and as many about other ports; more are counted together. Twice the number of ports with
/// an entry, because most occur in one or two forms.
pub const MOST_KINDS: usize = 2_048;
/// What is watched at the same time: a few megabytes. When it is full, what was seen least is forgotten.
pub const MOST_TRACKS: usize = 16_384;
/// Different addresses or ports that are told apart for one kind or one watch.
pub const MOST_DISTINCT: usize = 1_024;
/// All that are told apart, for all kinds and watches together.
pub const MOST_DISTINCT_IN_ALL: usize = 262_144;
/// Line numbers that a finding names.
pub const MOST_LINES: usize = 20;
/// Lines that a kind gives as examples.
pub const MOST_EXAMPLES: usize = 5;
/// Findings of one sort; the largest are kept.
pub const MOST_FINDINGS: usize = 200;
/// Open ports of a list of sockets.
pub const MOST_SOCKETS: usize = 4_096;
/// Bytes of an address, a name or a time; what is longer is cut.
pub const LONGEST_TEXT: usize = 64;
/// Bytes of an example.
pub const LONGEST_EXAMPLE: usize = 240;
