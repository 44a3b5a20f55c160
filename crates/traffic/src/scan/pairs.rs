//! `key=value`, `key:"value"` and the like.

use super::text::is_digits;

/// How keys, values and pairs are separated.
#[derive(Clone, Copy)]
pub(crate) struct Style {
    /// Between key and value.
    pub(crate) sign: u8,
    /// Between one pair and the next.
    pub(crate) between: u8,
    /// Whether values without quotes contain spaces and reach to the next separator, or to the next key: CEF, FTD.
    pub(crate) spaces: bool,
}

impl Style {
    /// `key=value key="some value"`.
    pub(crate) const WORDS: Self = Self { sign: b'=', between: b' ', spaces: false };
}

/// Gives each key and value, quotes taken off; escapes stay as they are. What is no pair is skipped.
#[inline(never)]
pub(crate) fn pairs<'a>(text: &'a str, style: Style, each: &mut dyn FnMut(&'a str, &'a str)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        // A key ends at the sign; anything else that separates starts another key.
        let start = at;
        let mut key = None;
        while let Some(byte) = bytes.get(at) {
            at += 1;
            if *byte == style.sign {
                key = text.get(start..at - 1);
                break;
            }
            if *byte == style.between || byte.is_ascii_whitespace() && style.between == b' ' || *byte == b'"' {
                break;
            }
        }
        let Some(key) = key else { continue };
        while style.spaces && bytes.get(at) == Some(&b' ') {
            at += 1;
        }
        let is_quoted = bytes.get(at) == Some(&b'"');
        at += usize::from(is_quoted);
        let from = at;
        while let Some(byte) = bytes.get(at) {
            let ends = if is_quoted {
                at += usize::from(*byte == b'\\');
                *byte == b'"'
            } else {
                *byte == style.between || byte.is_ascii_whitespace() && !style.spaces
            };
            if ends {
                break;
            }
            at += 1;
        }
        let value = text.get(from..at.min(bytes.len()));
        at += usize::from(is_quoted);
        let key = key.trim_ascii();
        if let Some(value) = value
            && !key.is_empty()
            && !is_digits(key)
        {
            each(key, value.trim_ascii());
        }
    }
}
