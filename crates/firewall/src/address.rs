//! Reads and writes IP addresses. The standard library's functions would bring its parser and its formatting code with them, which weigh
//! more than these.

use catalog::{concat, contains, decimal, join, parts};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Reads `192.0.2.0` or `2001:db8::` (RFC 4291, section 2.2).
pub(crate) fn read_address(text: &str) -> Option<IpAddr> {
    if !contains(text, ":") {
        return v4(text).map(|bytes| Ipv4Addr::from(bytes).into());
    }
    let gap = (0..text.len()).find(|at| text.get(*at..at + 2) == Some("::"));
    let mut segments = [0; 8];
    let (before, after) = match gap {
        None => (segments_of(text)?, Vec::new()),
        Some(at) => {
            let (before, after) = (text.get(..at)?, text.get(at + 2..)?);
            // An IPv4 address is at the end of all.
            if contains(before, ".") {
                return None;
            }
            (segments_of(before)?, segments_of(after)?)
        }
    };
    let count = before.len() + after.len();
    // Two colons stand for one group of zeros at least.
    if count > 8 || (count == 8) != gap.is_none() {
        return None;
    }
    for (to, from) in segments.iter_mut().zip(&before) {
        *to = *from;
    }
    for (to, from) in segments.iter_mut().rev().zip(after.iter().rev()) {
        *to = *from;
    }
    Some(Ipv6Addr::from(segments).into())
}

/// Groups of hexadecimal digits with colons between them, maybe with an IPv4 address at the end; none for an empty text.
fn segments_of(text: &str) -> Option<Vec<u16>> {
    let mut all = Vec::new();
    if text.is_empty() {
        return Some(all);
    }
    let groups = parts(text, ":");
    for (at, group) in groups.iter().enumerate() {
        if at + 1 == groups.len()
            && let Some([first, second, third, fourth]) = v4(group)
        {
            all.push(u16::from_be_bytes([first, second]));
            all.push(u16::from_be_bytes([third, fourth]));
        } else {
            all.push(digits(group, 16, 4)?);
        }
    }
    Some(all)
}

/// Four decimal numbers, without zeros before them.
fn v4(text: &str) -> Option<[u8; 4]> {
    let mut bytes = [0; 4];
    let numbers = parts(text, ".");
    if numbers.len() != 4 {
        return None;
    }
    for (byte, number) in bytes.iter_mut().zip(numbers) {
        *byte = u8::try_from(digits(number, 10, 3)?).ok()?;
        if number.len() > 1 && number.starts_with('0') {
            return None;
        }
    }
    Some(bytes)
}

/// A number of at most so many digits.
pub(crate) fn digits(text: &str, radix: u16, most: usize) -> Option<u16> {
    if text.is_empty() || text.len() > most {
        return None;
    }
    let mut number = 0;
    for letter in text.chars() {
        let digit = u16::try_from(letter.to_digit(radix.into())?).ok()?;
        number = radix.checked_mul(number)?.checked_add(digit)?;
    }
    Some(number)
}

/// The address in its usual form: `192.0.2.0`, `2001:db8::` (RFC 5952).
pub(crate) fn address_text(address: IpAddr) -> String {
    let v6 = match address {
        IpAddr::V4(v4) => {
            return join(&v4.octets().map(|byte| decimal(byte.into())), ".");
        }
        IpAddr::V6(v6) => v6,
    };
    if let Some(v4) = v6.to_ipv4_mapped() {
        return concat(&["::ffff:", &address_text(v4.into())]);
    }
    // The longest run of zeros, the first one of several, is written as `::`; a single zero is not a run.
    let segments = v6.segments();
    let (mut start, mut end) = (0, 0);
    for from in 0..8 {
        let zeros = segments.iter().skip(from).take_while(|segment| **segment == 0).count();
        if zeros > 1 && zeros > end - start {
            (start, end) = (from, from + zeros);
        }
    }
    let mut text = String::new();
    for (at, segment) in segments.into_iter().enumerate() {
        if end > start && at == start {
            text.push_str("::");
        }
        if at < start || at >= end {
            text.push_str(if text.is_empty() || text.ends_with(':') { "" } else { ":" });
            hexadecimal(segment, &mut text);
        }
    }
    text
}

fn hexadecimal(number: u16, text: &mut String) {
    if number > 15 {
        hexadecimal(number >> 4, text);
    }
    text.push(char::from_digit(u32::from(number & 15), 16).unwrap_or('0'));
}

#[cfg(test)]
mod tests {
    use super::{address_text, read_address};
    use std::net::IpAddr;

    /// Every text of at most seven of these pieces.
    #[test]
    fn addresses_are_read_as_the_standard_library_does() {
        const PIECES: [&str; 7] = [":", "::", "1", "ab0f", "192.0.2.1", "00001", "g"];
        let mut texts = vec![String::new()];
        for _ in 0..7 {
            let longer: Vec<String> =
                texts.iter().flat_map(|text| PIECES.map(|piece| format!("{text}{piece}"))).collect();
            for text in &longer {
                assert_eq!(read_address(text), text.parse().ok(), "{text}");
            }
            texts = longer;
            // Nothing that is added makes these addresses: without them, there are few enough.
            texts.retain(|text| text.matches("::").count() < 3 && !text.contains('g'));
        }
        for text in ["1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8:9", "1::2:3:4:5:6:7:8"] {
            assert_eq!(read_address(text), text.parse().ok(), "{text}");
        }
        for text in ["1:2:3:4:5:6:192.0.2.1", "1:2:3:4:5:6:7:192.0.2.1", "1.2.3.4::", "::1.2.3.4:5", "::1.2.3", "ß::"]
        {
            assert_eq!(read_address(text), text.parse().ok(), "{text}");
        }
        for text in
            ["1.2.3.4", "1.2.3", "1.2.3.4.5", "01.2.3.4", "0.0.0.0", "256.1.1.1", "1.2.3.", "+1.2.3.4", " 1.2.3.4"]
        {
            assert_eq!(read_address(text), text.parse().ok(), "{text}");
        }
    }

    #[test]
    fn addresses_are_written_as_the_standard_library_does() {
        for text in ["0.0.0.0", "192.0.2.255", "::ffff:192.0.2.1"] {
            assert_eq!(address_text(text.parse().unwrap()), text);
        }
        // Every pattern of zeros.
        for zeros in 0..=255_u8 {
            let segments: [u16; 8] =
                std::array::from_fn(|at| if zeros >> at & 1 == 1 { 0 } else { [0xf, 0x10, 0xdb8, 0xffff][at % 4] });
            let address = IpAddr::from(segments);
            assert_eq!(address_text(address), address.to_string());
        }
    }
}
