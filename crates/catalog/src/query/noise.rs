//! Recognises addresses, times and dates, whose digits are not ports.

use super::number::port;
use crate::words::{has_digit, is_one_of, parts, split_first, split_last, trim};

/// Whether the chunk is an address, a time or a date.
#[inline(never)]
pub(super) fn is_noise(chunk: &str) -> bool {
    // All have digits or colons, and most words have neither.
    (has_digit(chunk) || split_first(chunk, ":").is_some()) && (is_address(chunk) || is_time(chunk) || is_date(chunk))
}

/// A multicast address of IPv4, which names a protocol: `239.255.255.250`.
pub(super) fn is_group(chunk: &str) -> bool {
    let first = split_first(chunk, ".").and_then(|(first, _)| port(first));
    first.is_some_and(|first| (224..240).contains(&first)) && is_ipv4(chunk)
}

/// An IPv4 or IPv6 address, maybe with a zone or the length of its prefix, or a hardware address.
pub(super) fn is_address(chunk: &str) -> bool {
    let text = trim(chunk, "[]()<>,");
    let text = split_first(text, "%/").map_or(text, |(address, _)| address);
    is_ipv4(text) || is_ipv6(text)
}

#[inline(never)]
pub(super) fn is_ipv4(text: &str) -> bool {
    let parts = parts(text, ".");
    parts.len() == 4 && parts.into_iter().all(|part| part.len() < 4 && port(part).is_some_and(|n| n < 256))
}

/// Groups of hexadecimal digits with two colons or more between them. So hardware addresses and times are taken for
/// one; who looks for a port behind it asks [`is_time`] first.
#[inline(never)]
pub(super) fn is_ipv6(text: &str) -> bool {
    let groups = parts(text, ":");
    let last = groups.len() - 1;
    last > 1
        && text.len() > 2
        && groups.into_iter().enumerate().all(|(at, group)| {
            group.len() < 5 && group.bytes().all(|byte| byte.is_ascii_hexdigit()) || at == last && is_ipv4(group)
        })
}

/// `10:02`, `10:02:11.5`, `2026-11-20T10:02:11Z`.
#[inline(never)]
pub(super) fn is_time(chunk: &str) -> bool {
    let of_day = match split_last(chunk, "t") {
        Some((date, time)) if is_date(date) => time,
        _ => match split_first(chunk, ":").and_then(|(start, _)| split_last(start, "-")) {
            Some((date, _)) if is_date(date) => chunk.get(date.len() + 1..).unwrap_or_default(),
            _ => chunk,
        },
    };
    let parts = parts(of_day, ":");
    let below = |at: usize, most: u16| {
        parts.get(at).is_some_and(|part| part.len() == 2 && port(part).is_some_and(|number| number < most))
    };
    let rest = parts.iter().skip(2).all(|part| part.bytes().all(|b| b.is_ascii_digit() || b".+-z".contains(&b)));
    below(0, 24) && below(1, 60) && rest
}

/// `2026-11-20`, `11/20/2026`.
fn is_date(chunk: &str) -> bool {
    let parts = parts(chunk, "-/");
    let [first, second, third] = parts[..] else { return false };
    let short = |part: &str| part.len() < 3 && port(part).is_some_and(|number| 0 < number && number < 32);
    let year = |part: &str| part.len() == 4 && port(part).is_some_and(|year| 1980 < year && year < 2100);
    short(second) && (year(first) && short(third) || short(first) && year(third))
}

/// How many chunks a date takes that is written in words, before a time: `nov 21 10:02:11`, `nov 21 2026 10:02:11`.
pub(super) fn date_in_words(chunks: &[&str]) -> usize {
    const MONTHS: &str = "jan feb mar apr may jun jul aug sep oct nov dec";
    if !chunks.first().is_some_and(|month| is_one_of(MONTHS, month)) {
        return 0;
    }
    let numbers = chunks.iter().skip(1).take(2).take_while(|chunk| port(chunk).is_some()).count();
    let time = chunks.get(1 + numbers).is_some_and(|time| is_time(trim(time, ":")));
    if numbers > 0 && time { 1 + numbers } else { 0 }
}
