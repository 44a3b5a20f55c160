//! What is watched while flows come in: who with whom, how often, on which lines.

use crate::clock;
use crate::distinct::Distinct;
use crate::hash;
use crate::limits::{LONGEST_TEXT, MOST_DISTINCT_IN_ALL, MOST_LINES, MOST_TRACKS};
use crate::seen::cut;
use traffic::{Action, Flow, TcpFlags, Transport};

/// What a track is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Watch {
    /// One source, one target: different ports.
    Ports,
    /// One source, one port: different targets.
    Hosts,
    /// One source, one target, one port: different source ports.
    Talk,
    /// One target, one port: different sources.
    Target,
    /// Answers to one target from one port: different sources.
    Reply,
    /// Answers with SYN and ACK from one port: different sources.
    Backscatter,
    /// One source: flags that no system sends together.
    Crafted,
    /// One source that sends from a port of scanners: different targets.
    KnownSource,
    /// Two ports that the facts name together.
    Pair,
    /// One source, one target, the range of traceroute: different ports.
    Probes,
    /// One source: a service that belongs inside, and a target outside.
    Leak,
    /// One source: an address that belongs on no wire, or to nobody.
    Odd,
    /// An ICMP error: no program, or no host, where a packet went.
    Unreachable,
    /// An ICMP error: a packet was under way for too long.
    Expired,
    /// One target: packets with port 0 or without ports, of a protocol that has them.
    PortZero,
}

pub(crate) struct Track {
    key: u64,
    pub(crate) watch: Watch,
    pub(crate) source: String,
    pub(crate) target: String,
    pub(crate) port: Option<u16>,
    pub(crate) other: Option<u16>,
    pub(crate) transport: Option<Transport>,
    pub(crate) count: u64,
    /// Of these, stopped or reported.
    pub(crate) stopped: u64,
    /// Of these, stopped.
    pub(crate) denied: u64,
    /// Of these, passed, as the line says.
    pub(crate) passed: u64,
    /// Of these, the first packet of a connection, of which the line does not say what became.
    pub(crate) begun: u64,
    /// Whether the first packet of a connection was among them, whatever became of it.
    has_first: bool,
    pub(crate) distinct: Distinct,
    pub(crate) first_line: u64,
    pub(crate) last_line: u64,
    pub(crate) lines: Vec<u64>,
    /// The first source and target, as numbers, and whether there were others.
    first_ends: (u64, u64),
    pub(crate) has_many: (bool, bool),
    /// Of the first and the last line that has a time.
    pub(crate) seconds: Option<(u64, u64)>,
    in_this_second: u64,
    /// The most in one second.
    pub(crate) peak: u64,
}

/// The flow, and what is known of it beside.
pub(crate) struct Sight<'a> {
    pub(crate) flow: &'a Flow<'a>,
    pub(crate) seconds: Option<u64>,
    /// Source and target, as numbers.
    pub(crate) ends: (u64, u64),
    /// With which other addresses become numbers.
    pub(crate) seed: u64,
}

/// Who is watched, with numbers for what makes it different from others.
pub(crate) struct Who<'a> {
    pub(crate) watch: Watch,
    pub(crate) key: [u64; 3],
    pub(crate) source: &'a str,
    pub(crate) target: &'a str,
    pub(crate) port: Option<u16>,
    pub(crate) other: Option<u16>,
    pub(crate) transport: Option<Transport>,
}

impl Who<'_> {
    pub(crate) fn number(&self) -> u64 {
        number(self.watch, self.key)
    }
}

fn number(watch: Watch, key: [u64; 3]) -> u64 {
    let [a, b, c] = key;
    hash::mix(&[watch as u64, a, b, c])
}

#[derive(Default)]
pub(crate) struct Tracks {
    all: Vec<Track>,
    places: hash::Places,
    /// What distinct numbers may still take.
    pub(crate) left: Left,
    /// Whether something was forgotten.
    pub(crate) has_forgotten: bool,
}

/// What all may still take together.
pub(crate) struct Left(pub(crate) usize);

impl Default for Left {
    fn default() -> Self {
        Self(MOST_DISTINCT_IN_ALL)
    }
}

impl Tracks {
    pub(crate) fn has(&self, watch: Watch, key: [u64; 3]) -> bool {
        self.places.get(number(watch, key)).is_some()
    }

    /// Whether the first packet of a connection was seen.
    pub(crate) fn has_first(&self, watch: Watch, key: [u64; 3]) -> bool {
        let at = self.places.get(number(watch, key));
        at.and_then(|at| self.all.get(at)).is_some_and(|track| track.has_first)
    }

    /// Watches both ends of a flow, at the port, with the other port where that counts.
    #[inline(never)]
    pub(crate) fn note(
        &mut self,
        sight: &Sight<'_>,
        watch: Watch,
        key: [u64; 3],
        ports: (Option<u16>, Option<u16>),
        distinct: u64,
    ) {
        let flow = sight.flow;
        let who = Who {
            watch,
            key,
            source: flow.source.address,
            target: flow.destination.address,
            port: ports.0,
            other: ports.1,
            transport: flow.transport,
        };
        self.add(sight, &who, distinct);
    }

    pub(crate) fn add(&mut self, sight: &Sight<'_>, who: &Who<'_>, distinct: u64) {
        let key = who.number();
        let flow = sight.flow;
        let at = match self.places.get(key) {
            Some(at) => at,
            None => self.begin(key, sight, who),
        };
        let Some(track) = self.all.get_mut(at) else { return };
        track.has_first |= begins(flow);
        let times = flow.count.unwrap_or(1).max(1);
        track.count += 1;
        track.has_many.0 |= track.first_ends.0 != sight.ends.0;
        track.has_many.1 |= track.first_ends.1 != sight.ends.1;
        // One that stays alone takes no memory for texts. Few watches say something about a single line.
        let needs_more = !matches!(
            who.watch,
            Watch::Backscatter
                | Watch::Reply
                | Watch::KnownSource
                | Watch::Crafted
                | Watch::Pair
                | Watch::Odd
                | Watch::Leak
                | Watch::Unreachable
                | Watch::Expired
                | Watch::PortZero
        );
        if track.count == if needs_more { 2 } else { 1 } {
            cut(who.source, LONGEST_TEXT).clone_into(&mut track.source);
            cut(who.target, LONGEST_TEXT).clone_into(&mut track.target);
        }
        if track.count > 1 {
            if track.lines.is_empty() {
                track.lines.push(track.first_line);
            }
            if track.lines.len() < MOST_LINES && track.lines.last() != Some(&flow.line) {
                track.lines.push(flow.line);
            }
        }
        track.last_line = flow.line;
        match flow.action.verdict() {
            Action::Deny => {
                track.stopped += 1;
                track.denied += 1;
            }
            Action::Alert => track.stopped += 1,
            Action::Allow => track.passed += 1,
            _ if begins(flow) => track.begun += 1,
            _ => {}
        }
        if let Some(now) = sight.seconds {
            let before = track.seconds.map(|(_, last)| last);
            track.in_this_second = if before == Some(now) { track.in_this_second.saturating_add(times) } else { times };
            track.peak = track.peak.max(track.in_this_second);
            track.seconds = Some((track.seconds.map_or(now, |(first, _)| first), now));
        }
        track.distinct.insert(distinct, &mut self.left.0);
    }

    /// A track that has counted nothing, and its position.
    fn begin(&mut self, key: u64, sight: &Sight<'_>, who: &Who<'_>) -> usize {
        if self.all.len() >= MOST_TRACKS {
            self.forget();
        }
        let at = self.all.len();
        self.places.insert(key, at);
        self.all.push(Track {
            key,
            watch: who.watch,
            source: String::new(),
            target: String::new(),
            port: who.port,
            other: who.other,
            transport: who.transport,
            count: 0,
            stopped: 0,
            denied: 0,
            passed: 0,
            begun: 0,
            has_first: false,
            distinct: Distinct::default(),
            first_line: sight.flow.line,
            last_line: 0,
            lines: Vec::new(),
            first_ends: sight.ends,
            has_many: (false, false),
            seconds: None,
            in_this_second: 0,
            peak: 0,
        });
        at
    }

    /// Forgets at least a quarter: what was seen least.
    fn forget(&mut self) {
        let mut limit = 1;
        while self.all.iter().filter(|track| track.count <= limit).count() < MOST_TRACKS / 4 {
            limit *= 2;
        }
        let left = &mut self.left.0;
        self.all.retain(|track| {
            let stays = track.count > limit;
            if !stays {
                *left += track.distinct.taken();
            }
            stays
        });
        self.places.clear();
        for (at, track) in self.all.iter().enumerate() {
            self.places.insert(track.key, at);
        }
        self.has_forgotten = true;
    }

    /// All of them, in the order of their first lines.
    pub(crate) fn finish(self) -> Vec<Track> {
        let mut all = self.all;
        for track in &mut all {
            if track.lines.is_empty() {
                track.lines.push(track.first_line);
            }
        }
        all
    }
}

/// Whether it is the first packet of a connection.
pub(crate) fn begins(flow: &Flow<'_>) -> bool {
    flow.tcp_flags.is_some_and(|flags| flags.has(TcpFlags::SYN) && !flags.has(TcpFlags::ACK))
}

/// Whether no system sends these flags together.
pub(crate) fn is_crafted(flow: &Flow<'_>) -> bool {
    let has = |flags: u8| flow.tcp_flags.is_some_and(|all| all.0 & flags != 0);
    let (begins, ends) = (has(TcpFlags::SYN), has(TcpFlags::FIN | TcpFlags::RST));
    begins && ends
        || has(TcpFlags::FIN | TcpFlags::PSH | TcpFlags::URG) && !has(TcpFlags::ACK | TcpFlags::RST | TcpFlags::SYN)
}

/// The time of a flow in seconds, only to be compared.
pub(crate) fn seconds(flow: &Flow<'_>) -> Option<u64> {
    if flow.time.is_empty() { None } else { clock::seconds(flow.time) }
}
