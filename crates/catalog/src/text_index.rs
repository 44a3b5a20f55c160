//! Which entries' prose uses which words: small enough to be part of the encoded catalog.

use crate::wire::Wire;
use std::collections::{BTreeMap, BTreeSet};

/// An inverted index of the chapters' prose: every word, with the positions of the entries that contain it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextIndex {
    /// In ascending order.
    words: Vec<String>,
    /// For each word the entries' positions, in ascending order.
    postings: Vec<Vec<u32>>,
}

impl TextIndex {
    /// Indexes words by entry position.
    pub fn new(words_of_entries: impl IntoIterator<Item = (u32, String)>) -> Self {
        let mut postings: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
        for (entry, word) in words_of_entries {
            postings.entry(word).or_default().insert(entry);
        }
        let (words, postings) =
            postings.into_iter().map(|(word, postings)| (word, postings.into_iter().collect())).unzip();
        Self { words, postings }
    }

    /// The same for entries that have moved: `to` gives the new position for an old one, and keeps the order.
    #[must_use]
    pub fn moved(mut self, to: impl Fn(u32) -> u32) -> Self {
        for posting in self.postings.iter_mut().flatten() {
            *posting = to(*posting);
        }
        self
    }

    /// Every word with the positions of its entries.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &[u32])> {
        self.words.iter().zip(&self.postings).map(|(word, postings)| (&**word, &**postings))
    }

    /// Whether the words are in order, and every entry that is named exists.
    pub(crate) fn is_sound(&self, entries: usize) -> bool {
        self.words.is_sorted()
            && self.words.len() == self.postings.len()
            && self.postings.iter().flatten().all(|posting| (*posting as usize) < entries)
    }

    /// Writes or reads it with the rest of the catalog: the words in one text, then the number of entries of each, then
    /// the distance of each entry from the one before, which compresses better than its position.
    pub(crate) fn pass(&mut self, wire: &mut impl Wire) -> Option<()> {
        let mut joined = joined(&self.words);
        wire.text(&mut joined)?;
        self.words = split(&joined)?;
        self.postings.resize_with(self.words.len(), Vec::new);
        for postings in &mut self.postings {
            wire.list(postings, || 0)?;
        }
        for postings in &mut self.postings {
            let mut last = 0;
            for posting in postings {
                let mut distance = posting.wrapping_sub(last);
                wire.number(&mut distance)?;
                *posting = last.checked_add(distance)?;
                last = *posting;
            }
        }
        Some(())
    }
}

/// A control character before each word gives the number of bytes that it shares with the beginning of the word before;
/// words hold no control characters.
const SHARED: u8 = 0x10;
const MOST_SHARED: usize = 15;

fn joined(words: &[String]) -> String {
    let mut text = String::new();
    let mut before = "";
    for word in words {
        let same = before.bytes().zip(word.bytes()).take_while(|(a, b)| a == b).count().min(MOST_SHARED);
        let same = (0..=same).rev().find(|at| word.is_char_boundary(*at)).unwrap_or_default();
        text.push(char::from(SHARED + u8::try_from(same).unwrap_or_default()));
        text.push_str(word.get(same..).unwrap_or_default());
        before = word;
    }
    text
}

fn split(text: &str) -> Option<Vec<String>> {
    let mut words: Vec<String> = Vec::new();
    for letter in text.chars() {
        if ('\x10'..' ').contains(&letter) {
            let shared = (letter as usize) - usize::from(SHARED);
            let before = words.last().map_or("", String::as_str);
            let word = before.get(..shared)?.to_owned();
            words.push(word);
        } else {
            words.last_mut()?.push(letter);
        }
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_share_their_beginnings() {
        let words = [
            "a",
            "abacus",
            "abc",
            "straße",
            "straßen",
            "übung",
            "an-extraordinarily-long-word",
            "an-extraordinarily-long-x",
        ];
        let words = words.map(str::to_owned);
        assert_eq!(joined(&words[..3]), "\x10a\x11bacus\x12c");
        assert_eq!(split(&joined(&words)).unwrap(), words);
        assert_eq!(split(""), Some(Vec::new()));
        for damaged in ["a", "\x11a", "\x10ü\x11a"] {
            assert_eq!(split(damaged), None, "{damaged:?}");
        }
    }

    #[test]
    fn words_stand_in_order_with_their_entries() {
        let given = [(3, "relay"), (200, "relay"), (0, "spam"), (3, "spam"), (3, "spam")];
        let index = TextIndex::new(given.map(|(entry, word)| (entry, word.to_owned())));
        let back: Vec<_> = index.iter().collect();
        assert_eq!(back, [("relay", &[3, 200][..]), ("spam", &[0, 3])]);
        assert!(index.is_sound(201));
        assert!(!index.is_sound(200), "entry 200 is not there");
    }
}
