//! What stands around ports in logs, and holds digits that are no ports: addresses, times and dates.

use super::number::port;

/// Whether the chunk is an address, a time or a date.
pub(super) fn is_noise(chunk: &str) -> bool {
    is_address(chunk) || is_time(chunk) || is_date(chunk)
}

/// An IPv4 or IPv6 address, maybe with a zone or the length of its prefix, or a hardware address.
pub(super) fn is_address(chunk: &str) -> bool {
    let text = chunk.trim_matches(['[', ']', '(', ')', '<', '>', ',']);
    let text = text.split(['%', '/']).next().unwrap_or_default();
    is_ipv4(text) || is_ipv6(text)
}

pub(super) fn is_ipv4(text: &str) -> bool {
    text.split('.').count() == 4 && text.split('.').all(|part| part.len() < 4 && port(part).is_some_and(|n| n < 256))
}

/// Groups of hexadecimal digits with two colons or more between them. So hardware addresses and times are taken for
/// one, which does no harm: neither holds a port.
pub(super) fn is_ipv6(text: &str) -> bool {
    let colons = text.bytes().filter(|byte| *byte == b':').count();
    colons > 1
        && text.len() > 2
        && text.rsplit(':').enumerate().all(|(at, group)| {
            group.len() < 5 && group.bytes().all(|byte| byte.is_ascii_hexdigit()) || at == 0 && is_ipv4(group)
        })
}

/// `10:02`, `10:02:11.5`, `2026-11-20T10:02:11Z`.
pub(super) fn is_time(chunk: &str) -> bool {
    let of_day = chunk.rsplit_once(['t', '-']).map_or(chunk, |(date, time)| if is_date(date) { time } else { chunk });
    let mut parts = of_day.splitn(3, ':');
    let mut below = |most: u16| {
        let part = parts.next().unwrap_or_default();
        part.len() == 2 && port(part).is_some_and(|number| number < most)
    };
    let (hour, minute) = (below(24), below(60));
    let second = parts.next().unwrap_or_default();
    hour && minute && second.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | '+' | '-' | 'z'))
}

/// `2026-11-20`, `11/20/2026`.
fn is_date(chunk: &str) -> bool {
    let mut parts = chunk.split(['-', '/']);
    let (first, second, third) = (parts.next(), parts.next(), parts.next());
    let (Some(first), Some(second), Some(third)) = (first, second, third) else { return false };
    let short = |part: &str| part.len() < 3 && port(part).is_some_and(|number| 0 < number && number < 32);
    let year =
        |part: &str| part.len() == 4 && (part.starts_with("19") || part.starts_with("20")) && port(part).is_some();
    parts.next().is_none() && short(second) && (year(first) && short(third) || short(first) && year(third))
}

/// How many chunks a date takes that is written in words, before a time: `nov 21 10:02:11`, `nov 21 2026 10:02:11`.
pub(super) fn date_in_words(chunks: &[&str]) -> usize {
    const MONTHS: &str = "jan feb mar apr may jun jul aug sep oct nov dec";
    let Some(month) = chunks.first() else { return 0 };
    if month.len() != 3 || !MONTHS.split(' ').any(|known| known == *month) {
        return 0;
    }
    let numbers = chunks.iter().skip(1).take(2).take_while(|chunk| port(chunk).is_some()).count();
    match chunks.get(1 + numbers) {
        Some(time) if numbers > 0 && is_time(time.trim_end_matches(':')) => 1 + numbers,
        _ => 0,
    }
}
