//! `key=value`, `key:"value"` and the like.

use super::text::{after, is_digits};

/// How keys, values and pairs are separated.
#[derive(Clone, Copy)]
pub(crate) struct Style {
    /// Between key and value.
    pub(crate) sign: u8,
    /// Between one pair and the next.
    pub(crate) between: u8,
    /// Whether values without quotes contain spaces and reach to the next separator: FTD.
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

/// Gives each key and value of CEF: a value reaches to the last word before the next sign. Escapes stay as they are, and `\\=` is no sign.
#[inline(never)]
pub(crate) fn extension<'a>(text: &'a str, each: &mut dyn FnMut(&'a str, &'a str)) {
    let bytes = text.as_bytes();
    let (mut key, mut value_from, mut word_from) = ("", 0, 0);
    // Whether all of the word may be a key.
    let mut fits = true;
    let mut at = 0;
    let mut give = |key: &'a str, value: Option<&'a str>| {
        if let Some(value) = value
            && !key.is_empty()
        {
            each(key, value.trim_ascii());
        }
    };
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'=' if fits && at > word_from => {
                give(key, text.get(value_from..word_from));
                key = text.get(word_from..at).unwrap_or_default();
                value_from = at + 1;
                fits = false;
            }
            byte if byte.is_ascii_whitespace() => (word_from, fits) = (at + 1, true),
            byte if byte.is_ascii_alphanumeric() || *byte == b'_' => {}
            // Not at the beginning: `ad.source`, `data[0]`.
            b'.' | b'-' | b'[' | b']' if at > word_from => {}
            _ => fits = false,
        }
        at += 1 + usize::from(*byte == b'\\');
    }
    give(key, text.get(value_from..));
}

/// The version and what follows it of `CEF:0|…`; `CEF:` may also be a tag before it.
#[inline(never)]
pub(crate) fn versioned<'a>(text: &'a str, mark: &str) -> Option<(&'a str, &'a str)> {
    let (version, rest) = piped(after(text, mark)?)?;
    Some((after(version, mark).unwrap_or(version).trim_ascii(), rest))
}

/// What is before and after the first `|` that no backslash escapes.
#[inline(never)]
pub(crate) fn piped(text: &str) -> Option<(&str, &str)> {
    let mut is_escaped = false;
    let at = text.bytes().position(|byte| {
        let ends = byte == b'|' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        ends
    })?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}
