//! Words and numbers.

/// Where the needle begins.
///
/// Not `str::find`: its searcher is larger than most formats.
#[inline(never)]
pub fn find(text: &str, needle: &str) -> Option<usize> {
    let (text, needle) = (text.as_bytes(), needle.as_bytes());
    let first = *needle.first()?;
    let mut at = 0;
    loop {
        at += position(text.get(at..)?, first)?;
        if text.get(at..)?.starts_with(needle) {
            return Some(at);
        }
        at += 1;
    }
}

/// Whether the needle is in the text.
#[inline(never)]
pub(crate) fn has(text: &str, needle: &str) -> bool {
    find(text, needle).is_some()
}

/// What is before and after the first of the separators.
#[inline(never)]
pub fn cut<'a>(text: &'a str, at: &str) -> Option<(&'a str, &'a str)> {
    let start = find(text, at)?;
    Some((text.get(..start)?, text.get(start + at.len()..)?))
}

/// What is before and after the last of these bytes.
#[inline(never)]
pub fn rcut(text: &str, at: u8) -> Option<(&str, &str)> {
    let start = text.bytes().rposition(|byte| byte == at)?;
    Some((text.get(..start)?, text.get(start + 1..)?))
}

/// What follows the first of the needles.
#[inline(never)]
pub(crate) fn after<'a>(text: &'a str, needle: &str) -> Option<&'a str> {
    Some(cut(text, needle)?.1)
}

/// What is before the needle, or all if there is none.
#[inline(never)]
pub(crate) fn before<'a>(text: &'a str, needle: &str) -> &'a str {
    cut(text, needle).map_or(text, |(before, _)| before)
}

/// The first word, and what follows the white space after it.
#[inline(never)]
pub(crate) fn word(text: &str) -> (&str, &str) {
    let text = text.trim_ascii_start();
    let end = text.bytes().position(|byte| byte.is_ascii_whitespace()).unwrap_or(text.len());
    (text.get(..end).unwrap_or_default(), text.get(end..).unwrap_or_default().trim_ascii_start())
}

/// The first word after the needle; empty if there is none.
#[inline(never)]
pub(crate) fn word_after<'a>(text: &'a str, needle: &str) -> &'a str {
    after(text, needle).map_or("", |rest| word(rest).0)
}

/// The words of a text.
pub(crate) fn words(text: &str) -> Words<'_> {
    Words { rest: text }
}

/// See [`words`].
#[derive(Clone)]
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

    #[inline(never)]
    fn next(&mut self) -> Option<&'a str> {
        let (word, rest) = word(self.rest);
        self.rest = rest;
        if word.is_empty() { None } else { Some(word) }
    }
}

/// Whether these are one or more ASCII digits.
#[inline(never)]
pub(crate) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A decimal number of at most 18 digits.
#[inline(never)]
pub fn number(text: &str) -> Option<u64> {
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

/// A number of one byte.
#[inline(never)]
pub(crate) fn byte(text: &str) -> Option<u8> {
    number(text).and_then(|number| u8::try_from(number).ok())
}

/// A port number.
#[inline(never)]
pub(crate) fn port(text: &str) -> Option<u16> {
    number(text).filter(|_| text.len() <= 5).and_then(|number| u16::try_from(number).ok())
}

/// The number of a process; 0 stands for none in some formats, and is a process in others.
#[inline(never)]
pub(crate) fn pid(text: &str) -> Option<u32> {
    number(text).and_then(|number| u32::try_from(number).ok())
}

/// Whether the byte is one of these.
#[expect(clippy::manual_contains, reason = "`contains` is made for long slices, and larger")]
fn is_among(any: &[u8], byte: u8) -> bool {
    any.iter().any(|one| *one == byte)
}

/// What follows the byte (ASCII) that the text begins with.
///
/// Not `str::strip_prefix`: that encodes and compares a character, and takes a seventh of all time in some formats.
#[inline(never)]
pub(crate) fn strip_byte(text: &str, first: u8) -> Option<&str> {
    if text.as_bytes().first() == Some(&first) { text.get(1..) } else { None }
}

/// Whether the text begins with one of these bytes.
#[inline(never)]
pub(crate) fn begins_with_any(text: &str, any: &[u8]) -> bool {
    text.bytes().next().is_some_and(|first| is_among(any, first))
}

/// Without these bytes (all ASCII) at both ends.
#[inline(never)]
pub fn trim_any<'a>(text: &'a str, any: &[u8]) -> &'a str {
    let bytes = text.as_bytes();
    let start = bytes.iter().position(|byte| !is_among(any, *byte)).unwrap_or(bytes.len());
    let end = bytes.iter().rposition(|byte| !is_among(any, *byte)).map_or(start, |last| last + 1);
    text.get(start..end).unwrap_or_default()
}

/// The parts between these bytes.
///
/// Not `str::split`: it is compiled again for each kind of pattern, and can panic as far as the compiler knows.
pub const fn parts<'a>(text: &'a str, between: &'static [u8]) -> Parts<'a> {
    Parts { rest: Some(text), between }
}

/// See [`parts`].
#[derive(Clone)]
pub struct Parts<'a> {
    rest: Option<&'a str>,
    between: &'static [u8],
}

impl<'a> Iterator for Parts<'a> {
    type Item = &'a str;

    #[inline(never)]
    fn next(&mut self) -> Option<&'a str> {
        let rest = self.rest?;
        let end = match self.between {
            [one] => position(rest.as_bytes(), *one),
            many => rest.bytes().position(|byte| is_among(many, byte)),
        };
        let Some(end) = end else {
            self.rest = None;
            return Some(rest);
        };
        self.rest = rest.get(end + 1..);
        rest.get(..end)
    }
}

/// What is before the first of these bytes, or all if there is none.
#[inline(never)]
pub fn until<'a>(text: &'a str, any: &'static [u8]) -> &'a str {
    parts(text, any).next().unwrap_or_default()
}

/// Where the byte is.
#[inline(never)]
pub(crate) fn position(bytes: &[u8], wanted: u8) -> Option<usize> {
    const ONES: u64 = u64::MAX / 255;
    let pattern = ONES * u64::from(wanted);
    let mut at = 0;
    // Eight bytes at once: what is zero after the exclusive or is the byte.
    while let Some(eight) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        let found = u64::from_le_bytes(*eight) ^ pattern;
        let zeros = found.wrapping_sub(ONES) & !found & (ONES << 7);
        if zeros != 0 {
            return Some(at + zeros.trailing_zeros() as usize / 8);
        }
        at += 8;
    }
    let rest = bytes.get(at..)?;
    rest.iter().position(|byte| *byte == wanted).map(|more| at + more)
}

/// Whether the word is in the list, whose words stand between spaces.
///
/// Not `matches!` or an array, to save code size.
#[inline(never)]
pub(crate) fn one_of(word: &str, list: &'static str) -> bool {
    parts(list, b" ").any(|known| known == word)
}

/// The part with this number, from 0, of parts that end with a line feed; empty if there is none.
///
/// Not a `match`, which stores the place and the length of every text.
#[inline(never)]
pub fn nth_line(lines: &'static str, at: usize) -> &'static str {
    parts(lines, b"\n").nth(at).unwrap_or_default()
}

/// Whether the text begins with one of the texts, which stand between vertical lines.
#[inline(never)]
pub(crate) fn begins(text: &str, list: &'static str) -> bool {
    parts(list, b"|").any(|start| text.starts_with(start))
}
