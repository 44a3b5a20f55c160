//! Finds the parts of a text that match the query.

use catalog::{Query, alphanumeric_parts, concat, decimal, is_letter};
use std::ops::Range;

/// What to look for in shown texts: the letters and digits of each word, in lower case (ASCII's, as in `catalog`: the
/// tables for other letters weigh 5 KB).
#[derive(Debug, Default)]
pub(crate) struct Needles(Vec<String>);

/// From here on, what was typed as one word may be written as several: `backorifice`.
const MAY_BE_SEVERAL_WORDS: usize = 6;

impl Needles {
    /// A known word that was met is marked as far as it was typed; a misspelt one as a whole.
    pub(crate) fn new(query: &Query, marks: &[String]) -> Self {
        let mut typed: Vec<String> = query.words().flat_map(parts).collect();
        // One name may have been typed as several words: `wire guard`.
        let joined = concat(&query.words().collect::<Vec<_>>());
        typed.extend(parts(&joined));
        let words = marks.iter().map(|mark| {
            let mark = bare(mark);
            let begun = typed.iter().filter(|typed| mark.starts_with(typed.as_str())).max_by_key(|typed| typed.len());
            begun.cloned().unwrap_or(mark)
        });
        let ports = query.ports().flat_map(|(first, last)| [decimal(first.into()), decimal(last.into())]);
        Self(words.chain(ports).filter(|needle| !needle.is_empty()).collect())
    }

    /// Their spans in the text, at the start of words, in order and without overlap.
    pub(crate) fn spans(&self, text: &str) -> Vec<Range<usize>> {
        let mut spans: Vec<Range<usize>> = Vec::new();
        let mut inside_word = false;
        let mut from = 0;
        for (at, c) in text.char_indices() {
            let begins = is_letter(c) && !inside_word;
            inside_word = is_letter(c);
            let Some(rest) = text.get(at..).filter(|_| begins && at >= from) else { continue };
            if let Some(length) = self.0.iter().filter_map(|needle| reach(rest, needle)).max() {
                from = at + length;
                spans.push(at..from);
            }
        }
        spans
    }
}

/// A word, and its parts where it has several.
fn parts(word: &str) -> Vec<String> {
    let parts = alphanumeric_parts(word).into_iter().map(str::to_owned);
    parts.chain([bare(word)]).filter(|part| !part.is_empty()).collect()
}

fn bare(word: &str) -> String {
    word.chars().filter(|c| is_letter(*c)).map(|c| c.to_ascii_lowercase()).collect()
}

/// How many bytes of the text it takes to spell the needle, if it begins with it; punctuation inside a word is passed.
fn reach(text: &str, needle: &str) -> Option<usize> {
    let mut rest = needle.chars();
    let mut several = false;
    for (at, c) in text.char_indices() {
        if c.is_ascii_whitespace() {
            several = true;
            if needle.len() < MAY_BE_SEVERAL_WORDS {
                return None;
            }
        } else if is_letter(c) {
            if rest.next() != Some(c.to_ascii_lowercase()) {
                return None;
            }
            if rest.as_str().is_empty() {
                let end = at + c.len_utf8();
                let goes_on = text.get(end..).is_some_and(|rest| rest.chars().next().is_some_and(is_letter));
                return (!goes_on || !several).then_some(end);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    /// Shows the spans as `[…]`.
    fn marked(typed: &str, marks: &[&str], text: &str) -> String {
        let marks: Vec<String> = marks.iter().map(|mark| (*mark).to_owned()).collect();
        let mut shown = text.to_owned();
        for span in Needles::new(&Query::parse(typed), &marks).spans(text).into_iter().rev() {
            shown.insert(span.end, ']');
            shown.insert(span.start, '[');
        }
        shown
    }

    #[wasm_bindgen_test]
    fn what_is_marked() {
        let cases: &[(&str, &[&str], &str, &str)] = &[
            ("sam", &["samba"], "Samba and samples", "[Sam]ba and [sam]ples"),
            ("telent", &["telnet"], "The Telnet server", "The [Telnet] server"),
            ("windows shar", &["windows", "sharing"], "Windows file sharing", "[Windows] file [shar]ing"),
            ("telnetmsd", &["telnetmsd"], "telnet_msd, telnet", "[telnet_msd], telnet"),
            ("telnet_msd", &["telnet_msd"], "(telnet_msd)", "([telnet_msd])"),
            ("backorifice", &["backorifice"], "Back Orifice 2000", "[Back Orifice] 2000"),
            ("wire guard", &["wireguard", "wireguard"], "WireGuard", "[WireGuard]"),
            ("wire gu", &["wireguard"], "A wireguard wire", "A [wiregu]ard wire"),
            ("at", &["at"], "A tiny at command", "A tiny [at] command"),
            ("22", &[], "22", "[22]"),
            ("13", &["13"], "137", "[13]7"),
            ("6970-7170", &[], "6970–7170", "[6970]–[7170]"),
            ("ñandú", &["ñandú"], "Ñandú, ñandú", "Ñandú, [ñandú]"),
            ("x", &[], "nothing", "nothing"),
            ("<b>", &["b"], "<b>bold</b>", "<[b]>[b]old</[b]>"),
        ];
        for (typed, marks, text, expected) in cases {
            assert_eq!(marked(typed, marks, text), *expected, "{typed}");
        }
    }
}
