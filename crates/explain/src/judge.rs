//! Findings from what was watched.

use crate::finding::{Finding, Sort};
use crate::hash;
use crate::knowledge::{Knowledge, known};
use crate::limits::{
    FLOOD_IN_A_SECOND, FLOOD_WITHOUT_TIME, GUESS_SECONDS, GUESSES, GUESSES_STOPPED, MOST_FINDINGS, PROBES, QUESTIONS,
    REFLECTORS, RETRIES, SCAN_OTHER, SCAN_STOPPED, SWEEP_OTHER, SWEEP_STOPPED,
};
use crate::tracks::{Track, Watch};
use catalog::Exposure;
use traffic::Transport;

/// All findings, by sort, then the largest first; and how many were left out.
pub(crate) fn findings(tracks: &[Track], knowledge: &Knowledge) -> (Vec<Finding>, u64) {
    let mut found = Vec::new();
    for track in tracks {
        let sort = match track.watch {
            Watch::Ports => {
                companions(track, knowledge, &mut found);
                is_scan(track).then_some(Sort::PortScan)
            }
            Watch::Hosts => is_sweep(track, knowledge).then_some(Sort::HostSweep),
            Watch::Talk => of_talk(track, knowledge),
            Watch::Target => of_target(track, knowledge),
            Watch::Reply => Some(of_reply(track, knowledge)),
            // A capture may begin after the question.
            Watch::Backscatter => (track.stopped > 0 || track.count >= RETRIES).then_some(Sort::Backscatter),
            Watch::Crafted => Some(Sort::Crafted),
            Watch::KnownSource => Some(Sort::KnownSource),
            Watch::Pair => Some(Sort::KnownPair),
            Watch::Probes => (track.distinct.len() >= PROBES).then_some(Sort::Traceroute),
            Watch::Leak => Some(Sort::Leak),
            Watch::Odd => Some(Sort::OddAddress),
            Watch::Unreachable => Some(Sort::Unreachable),
            Watch::Expired => Some(Sort::Expired),
            Watch::PortZero => Some(Sort::PortZero),
        };
        if let Some(sort) = sort {
            found.push(finding(track, sort, knowledge));
        }
    }
    // Whoever floods a port tries again and again.
    let floods: Vec<(String, Option<u16>)> =
        found.iter().filter(|one| one.sort == Sort::Flood).map(|one| (one.target.clone(), one.port)).collect();
    found.retain(|one| {
        one.sort != Sort::Retry || !floods.iter().any(|(to, port)| *to == one.target && *port == one.port)
    });
    // The order of the first lines stays among equals.
    hash::put_in_order(&mut found, &|one| [one.sort as u64, u64::MAX - one.flows, 0]);
    let (mut left_out, mut before, mut of_sort) = (0, None, 0);
    found.retain(|one| {
        of_sort = if before == Some(one.sort) { of_sort + 1 } else { 1 };
        before = Some(one.sort);
        left_out += u64::from(of_sort > MOST_FINDINGS);
        of_sort <= MOST_FINDINGS
    });
    (found, left_out)
}

fn finding(track: &Track, sort: Sort, knowledge: &Knowledge) -> Finding {
    let about = match sort {
        Sort::KnownSource => track.other.and_then(|port| knowledge.scans_from(port, track.transport?)),
        Sort::Traceroute => knowledge.probes.and_then(|(first, _)| knowledge.said(first)),
        _ => track.port.and_then(|port| knowledge.said(port)),
    };
    let name = match (sort, track.port, track.other) {
        (Sort::KnownPair, Some(port), Some(other)) => {
            let is_it =
                |one: &&crate::Pair| (one.port, one.peer) == (port, other) || (one.peer, one.port) == (port, other);
            knowledge.facts.pairs.iter().find(is_it).map(|one| one.name.clone()).unwrap_or_default()
        }
        _ => String::new(),
    };
    Finding {
        sort,
        source: if track.has_many.0 { String::new() } else { track.source.clone() },
        target: if track.has_many.1 { String::new() } else { track.target.clone() },
        port: track.port,
        other: track.other,
        transport: track.transport,
        entry: about.map(|said| said.id.clone()),
        flows: track.count,
        stopped: track.stopped,
        distinct: track.distinct.count(),
        name,
        lines: track.lines.clone(),
        last_line: track.last_line,
    }
}

const fn is_mostly(part: u64, track: &Track) -> bool {
    part * 2 >= track.count
}

fn is_scan(track: &Track) -> bool {
    let least = if is_mostly(track.stopped + track.begun, track) { SCAN_STOPPED } else { SCAN_OTHER };
    track.distinct.len() >= least
}

fn is_sweep(track: &Track, knowledge: &Knowledge) -> bool {
    if is_mostly(track.stopped, track) {
        return track.distinct.len() >= SWEEP_STOPPED;
    }
    let said = track.port.and_then(|port| knowledge.said(port));
    let is_usual = said.is_some_and(|said| said.answers_all || said.exposure == Some(Exposure::Internet));
    track.distinct.len() >= SWEEP_OTHER && !is_usual
}

fn of_talk(track: &Track, knowledge: &Knowledge) -> Option<Sort> {
    let is_login = track.transport == Some(Transport::Tcp)
        && track.port.and_then(|port| knowledge.said(port)).is_some_and(|said| said.is_login);
    let attempts = track.distinct.len();
    let is_stopped = is_mostly(track.denied, track);
    if is_login && attempts >= if is_stopped { GUESSES_STOPPED } else { GUESSES } {
        let gaps = attempts as u64 - 1;
        let is_quick = track.seconds.is_none_or(|(first, last)| last.saturating_sub(first) <= gaps * GUESS_SECONDS);
        if is_quick {
            return Some(Sort::Guessing);
        }
    }
    (is_stopped && track.count >= RETRIES).then_some(Sort::Retry)
}

fn of_target(track: &Track, knowledge: &Knowledge) -> Option<Sort> {
    let is_passed = is_mostly(track.passed, track);
    let is_flood =
        if track.seconds.is_some() { track.peak >= FLOOD_IN_A_SECOND } else { track.count >= FLOOD_WITHOUT_TIME };
    if is_flood && !is_passed {
        return Some(Sort::Flood);
    }
    let is_asked = track.port.and_then(|port| knowledge.said(port)).is_some_and(|said| said.answers_all);
    (is_asked && track.count >= QUESTIONS).then_some(Sort::ServerAsked)
}

fn of_reply(track: &Track, knowledge: &Knowledge) -> Sort {
    let amplifies = track.port.and_then(|port| knowledge.said(port)).is_some_and(|said| said.amplifies);
    if amplifies && track.transport == Some(Transport::Udp) && track.distinct.len() >= REFLECTORS {
        Sort::Reflection
    } else {
        Sort::LateReply
    }
}

/// Programs of which the source asked at two ports or more.
fn companions(track: &Track, knowledge: &Knowledge, found: &mut Vec<Finding>) {
    let all = &knowledge.facts.companions;
    if track.distinct.len() < 2 {
        return;
    }
    for same in all.chunk_by(|a, b| a.name == b.name) {
        let asked = same.iter().filter(|one| {
            let is_it = |transport| known(transport) == Some(one.transport);
            [Transport::Tcp, Transport::Udp]
                .into_iter()
                .any(|transport| is_it(transport) && track.distinct.contains(port_number(one.port, Some(transport))))
        });
        let mut ports: Vec<u16> = asked.map(|one| one.port).collect();
        ports.dedup();
        let is_pair = |a: u16, b: u16| {
            knowledge.facts.pairs.iter().any(|one| (one.port, one.peer) == (a, b) || (one.peer, one.port) == (a, b))
        };
        // Whoever asks at all ports asks at these, too.
        let is_most = ports.len() * 2 >= track.distinct.len();
        if let [first, second, ..] = ports[..]
            && is_most
            && !is_pair(first, second)
        {
            let mut one = finding(track, Sort::Companions, knowledge);
            (one.port, one.other) = (Some(first), Some(second));
            one.entry = knowledge.entry_id(first).map(str::to_owned);
            one.name = same.first().map(|one| one.name.clone()).unwrap_or_default();
            found.push(one);
        }
    }
}

/// A port and its transport, as [`Watch::Ports`] counts them.
pub(crate) fn port_number(port: u16, transport: Option<Transport>) -> u64 {
    u64::from(port) | u64::from(transport.map_or(0, Transport::number)) << 16
}
