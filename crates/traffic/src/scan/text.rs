//! Words and numbers.

/// Where the needle begins.
///
/// Not `str::find`: its searcher is larger than most formats.
#[inline(never)]
pub(crate) fn find(text: &str, needle: &str) -> Option<usize> {
    let first = char::from(*needle.as_bytes().first()?);
    let mut at = 0;
    loop {
        // All needles begin with ASCII.
        at += text.get(at..)?.find(first)?;
        if text.as_bytes().get(at..)?.starts_with(needle.as_bytes()) {
            return Some(at);
        }
        at += 1;
    }
}

/// What is before and after the first of the separators.
pub(crate) fn cut<'a>(text: &'a str, at: &str) -> Option<(&'a str, &'a str)> {
    let start = find(text, at)?;
    Some((text.get(..start)?, text.get(start + at.len()..)?))
}

/// What is before and after the last of these bytes.
pub(crate) fn rcut(text: &str, at: u8) -> Option<(&str, &str)> {
    let start = text.bytes().rposition(|byte| byte == at)?;
    Some((text.get(..start)?, text.get(start + 1..)?))
}

/// What follows the first of the needles.
pub(crate) fn after<'a>(text: &'a str, needle: &str) -> Option<&'a str> {
    Some(cut(text, needle)?.1)
}

/// What is before the needle, or all if there is none.
pub(crate) fn before<'a>(text: &'a str, needle: &str) -> &'a str {
    cut(text, needle).map_or(text, |(before, _)| before)
}

/// The first word, and what follows the white space after it.
pub(crate) fn word(text: &str) -> (&str, &str) {
    let text = text.trim_ascii_start();
    let end = text.bytes().position(|byte| byte.is_ascii_whitespace()).unwrap_or(text.len());
    (text.get(..end).unwrap_or_default(), text.get(end..).unwrap_or_default().trim_ascii_start())
}

/// The words of a text.
pub(crate) fn words(text: &str) -> Words<'_> {
    Words { rest: text }
}

/// See [`words`].
#[derive(Clone, Copy)]
pub(crate) struct Words<'a> {
    rest: &'a str,
}

impl<'a> Words<'a> {
    /// What has not been read.
    pub(crate) const fn rest(&self) -> &'a str {
        self.rest
    }
}

impl<'a> Iterator for Words<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let (word, rest) = word(self.rest);
        self.rest = rest;
        if word.is_empty() { None } else { Some(word) }
    }
}

/// Whether these are one or more ASCII digits.
pub(crate) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A decimal number of at most 18 digits.
#[inline(never)]
pub(crate) fn number(text: &str) -> Option<u64> {
    if text.is_empty() || text.len() > 18 {
        return None;
    }
    let mut number = 0;
    for byte in text.bytes() {
        if !byte.is_ascii_digit() {
            return None;
        }
        number = number * 10 + u64::from(byte - b'0');
    }
    Some(number)
}

/// A port number.
pub(crate) fn port(text: &str) -> Option<u16> {
    number(text).filter(|_| text.len() <= 5).and_then(|number| u16::try_from(number).ok())
}

/// The number of a process; 0 stands for none in some formats, and is a process in others.
pub(crate) fn pid(text: &str) -> Option<u32> {
    number(text).and_then(|number| u32::try_from(number).ok())
}

/// Without these bytes (all ASCII) at both ends.
pub(crate) fn trim_any<'a>(text: &'a str, any: &[u8]) -> &'a str {
    let bytes = text.as_bytes();
    let start = bytes.iter().position(|byte| !any.contains(byte)).unwrap_or(bytes.len());
    let end = bytes.iter().rposition(|byte| !any.contains(byte)).map_or(start, |last| last + 1);
    text.get(start..end).unwrap_or_default()
}
