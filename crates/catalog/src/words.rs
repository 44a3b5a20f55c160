//! Splits text into words for searching.
//!
//! A code stays whole, is joined, and is split: `telnet_msd` is found as `telnet_msd`, `telnetmsd`, `telnet` and `msd`.
//! Nothing is stemmed and no word is dropped, because here `at`, `all` and `who` are names.

use crate::text::concat;

/// The words of a text, in lower case; a word with punctuation inside also joined and in its parts.
///
/// A VOS path (`>system>sshd.pm`) is a word, and so is each name in it.
pub fn words(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    each_word(text, &mut String::new(), &mut |word| found.push(word.to_owned()));
    found
}

/// Calls `each` with every one of the [`words`] of a text. `room` is used again and again: there are tens of thousands of words.
pub(crate) fn each_word(text: &str, room: &mut String, each: &mut dyn FnMut(&str)) {
    room.clear();
    room.push_str(text);
    room.make_ascii_lowercase();
    // Most words are plain ones between separators, or with one character between them and a separator.
    let (mut start, mut first_other) = (0, usize::MAX);
    for at in 0..=room.len() {
        let byte = room.as_bytes().get(at).copied().unwrap_or(b' ');
        match CLASSES.get(usize::from(byte)) {
            Some(Class::Letter) => {}
            Some(Class::Separator) => {
                // Of words, only such a last character is left out.
                let is_plain = first_other >= at || first_other + 1 == at && room.is_char_boundary(first_other);
                if !is_plain {
                    each_of_chunk(room.get(start..at).unwrap_or_default(), each);
                } else if let Some(word) = room.get(start..at.min(first_other)).filter(|word| !word.is_empty()) {
                    each(word);
                }
                (start, first_other) = (at + 1, usize::MAX);
            }
            _ => first_other = first_other.min(at),
        }
    }
}

/// What a character of ASCII does in a text.
#[derive(Clone, Copy)]
enum Class {
    Letter,
    Separator,
    Other,
}

const CLASSES: [Class; 128] = {
    let mut classes = [Class::Other; 128];
    let mut byte = 0_u8;
    while byte < 128 {
        if byte.is_ascii_alphanumeric() {
            classes[byte as usize] = Class::Letter;
        } else if separates(byte as char) {
            classes[byte as usize] = Class::Separator;
        }
        byte += 1;
    }
    classes
};

/// The words of what is between separators of ASCII.
fn each_of_chunk(text: &str, each: &mut dyn FnMut(&str)) {
    for chunk in pieces(text, separates) {
        let word = bare(chunk);
        if word.bytes().any(|byte| byte == b'>') {
            for name in parts(word, ">") {
                each_of_code(name, each);
            }
            each(word);
        } else {
            each_of_code(word, each);
        }
    }
}

fn each_of_code(code: &str, each: &mut dyn FnMut(&str)) {
    let parts = alphanumeric_parts(code);
    if parts.len() > 1 {
        each(&concat(&parts));
        for part in parts {
            each(part);
        }
    }
    if !code.is_empty() {
        each(code);
    }
}

/// Runs between white space, in lower case, without punctuation around them.
pub(crate) fn chunks(text: &str) -> impl Iterator<Item = String> {
    let chunks = pieces(text, separates).into_iter();
    chunks.map(|chunk| bare(chunk).to_ascii_lowercase()).filter(|chunk| !chunk.is_empty())
}

const fn separates(c: char) -> bool {
    c.is_ascii_whitespace() || matches!(c, '/' | ',' | ';' | '—' | '–' | '(' | ')' | '"' | '“' | '”')
}

/// The alphanumeric parts of a chunk.
pub fn alphanumeric_parts(chunk: &str) -> Vec<&str> {
    pieces(chunk, is_no_letter)
}

/// The parts between separators, without empty ones.
///
/// Takes a plain function, so that there is one of it in the wasm, not one for each caller.
#[inline(never)]
pub(crate) fn pieces(text: &str, separates: fn(char) -> bool) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (piece, others) = split_before(rest, separates);
        if !piece.is_empty() {
            pieces.push(piece);
        }
        // The separator itself.
        let mut others = others.chars();
        others.next();
        rest = others.as_str();
    }
    pieces
}

// Sets of ASCII characters are texts here, and these functions are not generic: each of the standard library's patterns
// would be compiled for itself.

/// The text without characters around it that belong to no word.
fn bare(text: &str) -> &str {
    let (mut first, mut end) = (usize::MAX, 0);
    for (at, c) in text.char_indices() {
        if is_letter(c) {
            first = first.min(at);
            end = at + c.len_utf8();
        }
    }
    text.get(first..end).unwrap_or_default()
}

/// Whether the text begins with a digit.
#[inline(never)]
pub(crate) fn begins_with_digit(text: &str) -> bool {
    text.bytes().next().is_some_and(|byte| byte.is_ascii_digit())
}

/// Whether there is a digit in the text.
#[inline(never)]
pub(crate) fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

/// Whether a character is in the set. Not `contains`, which looks for words of memory first: sets are short.
fn is_of(set: &str, byte: u8) -> bool {
    set.bytes().any(|known| known == byte)
}

/// Whether a word is one of several with spaces between them.
///
/// A list, not a match of strings, because it is smaller in wasm.
#[inline(never)]
pub(crate) fn is_one_of(words: &str, word: &str) -> bool {
    words.as_bytes().split(|byte| *byte == b' ').any(|known| known == word.as_bytes())
}

/// The text without characters of the set around it.
#[inline(never)]
pub(crate) fn trim<'a>(mut text: &'a str, set: &str) -> &'a str {
    while text.bytes().next().is_some_and(|byte| is_of(set, byte)) {
        text = text.get(1..).unwrap_or_default();
    }
    trim_end(text, set)
}

/// The text without characters of the set at its end.
#[inline(never)]
pub fn trim_end<'a>(mut text: &'a str, set: &str) -> &'a str {
    while text.bytes().next_back().is_some_and(|byte| is_of(set, byte)) {
        text = text.get(..text.len() - 1).unwrap_or_default();
    }
    text
}

/// The text before and after the first character of the set.
#[inline(never)]
pub fn split_first<'a>(text: &'a str, set: &str) -> Option<(&'a str, &'a str)> {
    let at = text.bytes().position(|byte| is_of(set, byte))?;
    text.get(..at).zip(text.get(at + 1..))
}

/// The text before and after the last character of the set.
#[inline(never)]
pub(crate) fn split_last<'a>(text: &'a str, set: &str) -> Option<(&'a str, &'a str)> {
    let at = text.bytes().rposition(|byte| is_of(set, byte))?;
    text.get(..at).zip(text.get(at + 1..))
}

/// The text after the last character of the set; all of it if there is none.
pub(crate) fn after_last<'a>(text: &'a str, set: &str) -> &'a str {
    split_last(text, set).map_or(text, |(_, last)| last)
}

/// The parts between characters of the set, including empty ones.
#[inline(never)]
pub fn parts<'a>(mut text: &'a str, set: &str) -> Vec<&'a str> {
    let mut parts = Vec::new();
    while let Some((first, rest)) = split_first(text, set) {
        parts.push(first);
        text = rest;
    }
    parts.push(text);
    parts
}

/// The text before and from the first such character on.
#[inline(never)]
pub(crate) fn split_before(text: &str, is_such: fn(char) -> bool) -> (&str, &str) {
    for (at, c) in text.char_indices() {
        if is_such(c) {
            // Not `split_at`: its panic alone would bring the tables that print strings into the wasm.
            return text.split_at_checked(at).unwrap_or_default();
        }
    }
    (text, "")
}

/// Whether a character belongs to a word: letters and digits; beyond ASCII, where tables would weigh more than the
/// catalog's few such letters, everything but the usual punctuation.
pub const fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || !c.is_ascii() && !matches!(c, '\u{80}'..='\u{bf}' | '\u{2000}'..='\u{206f}' | '×')
}

const fn is_no_letter(c: char) -> bool {
    !is_letter(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_stay_whole_and_are_split() {
        let cases: &[(&str, &[&str])] = &[
            ("SSH", &["ssh"]),
            ("telnet_msd", &["telnetmsd", "telnet", "msd", "telnet_msd"]),
            (">system>sshd.pm", &["system", "sshdpm", "sshd", "pm", "sshd.pm", "system>sshd.pm"]),
            ("Windows file sharing", &["windows", "file", "sharing"]),
            ("Sub-7 (trojan)", &["sub7", "sub", "7", "sub-7", "trojan"]),
            ("X.25, S269", &["x25", "x", "25", "x.25", "s269"]),
            ("… — !", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(words(text), *expected, "{text}");
        }
    }
}
