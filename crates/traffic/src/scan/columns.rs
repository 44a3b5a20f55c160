//! Columns between white space or commas.

use super::text::words;

/// Puts the words into the array; how many there are, the ones beyond it included.
#[inline(never)]
pub(crate) fn columns<'a>(text: &'a str, into: &mut [&'a str]) -> usize {
    let mut count = 0;
    for word in words(text) {
        if let Some(place) = into.get_mut(count) {
            *place = word;
        }
        count += 1;
    }
    count
}

/// Puts the columns between separators into the array, quotes around them taken off; how many there are.
#[inline(never)]
pub(crate) fn csv<'a>(text: &'a str, separator: u8, into: &mut [&'a str]) -> usize {
    let bytes = text.as_bytes();
    let (mut count, mut at) = (0, 0);
    loop {
        let mut start = at;
        let mut end = None;
        if bytes.get(at) == Some(&b'"') {
            start += 1;
            at += 1;
            // A quote within quotes is doubled.
            while let Some(byte) = bytes.get(at) {
                at += 1;
                if *byte == b'"' {
                    if bytes.get(at) != Some(&b'"') {
                        end = Some(at - 1);
                        break;
                    }
                    at += 1;
                }
            }
        }
        while bytes.get(at).is_some_and(|byte| *byte != separator) {
            at += 1;
        }
        if let Some(place) = into.get_mut(count) {
            *place = text.get(start..end.unwrap_or(at)).unwrap_or_default();
        }
        count += 1;
        if at >= bytes.len() {
            return count;
        }
        at += 1;
    }
}
