//! Which entries' prose uses which words: small enough to be part of the encoded catalog.

use crate::wire::Wire;
use crate::word_list::WordList;
use std::collections::{BTreeMap, BTreeSet};

/// An inverted index of the chapters' prose: every word, with the positions of the entries that contain it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextIndex {
    /// In ascending order.
    words: WordList,
    /// Where the postings of each word end.
    ends: Vec<u32>,
    /// For each word the entries' positions, in ascending order.
    postings: Vec<u32>,
}

impl TextIndex {
    /// Indexes words by entry position.
    pub fn new(words_of_entries: impl IntoIterator<Item = (u32, String)>) -> Self {
        let mut postings: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
        for (entry, word) in words_of_entries {
            postings.entry(word).or_default().insert(entry);
        }
        let words = postings.keys().map(String::as_str).collect();
        let mut index = Self { words, ..Self::default() };
        for entries in postings.into_values() {
            index.postings.extend(entries);
            index.ends.push(u32::try_from(index.postings.len()).unwrap_or(u32::MAX));
        }
        index
    }

    /// The same for entries that have moved: `to` gives the new position for an old one, and keeps the order.
    #[must_use]
    pub fn moved(mut self, to: impl Fn(u32) -> u32) -> Self {
        for posting in &mut self.postings {
            *posting = to(*posting);
        }
        self
    }

    /// The words, in ascending order.
    pub(crate) const fn words(&self) -> &WordList {
        &self.words
    }

    /// The positions of the entries that contain a word, by its position.
    pub(crate) fn entries(&self, word: usize) -> &[u32] {
        self.postings.get(self.range(word)).unwrap_or_default()
    }

    fn range(&self, word: usize) -> std::ops::Range<usize> {
        let start = word.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        start as usize..self.ends.get(word).copied().unwrap_or_default() as usize
    }

    /// Whether the words are in order, and every entry that is named exists.
    pub(crate) fn is_sound(&self, entries: usize) -> bool {
        self.words.is_sorted()
            && self.words.len() == self.ends.len()
            && self.postings.iter().all(|posting| (*posting as usize) < entries)
    }

    /// Writes or reads it with the rest of the catalog: the words in one text, then the number of entries of each, then
    /// the distance of each entry from the one before, which compresses better than its position.
    pub(crate) fn pass(&mut self, wire: &mut impl Wire) -> Option<()> {
        self.words.pass(wire)?;
        self.ends.resize(self.words.len(), 0);
        let mut before = 0_u32;
        for end in &mut self.ends {
            let mut length = end.wrapping_sub(before);
            wire.number(&mut length)?;
            wire.charge((length as usize).saturating_mul(size_of::<u32>()))?;
            before = before.checked_add(length)?;
            *end = before;
        }
        self.postings.resize(before as usize, 0);
        for word in 0..self.words.len() {
            let mut last = 0;
            let range = self.range(word);
            for posting in self.postings.get_mut(range)? {
                let mut distance = posting.wrapping_sub(last);
                wire.number(&mut distance)?;
                *posting = last.checked_add(distance)?;
                last = *posting;
            }
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_in_order_with_their_entries() {
        let given = [(3, "relay"), (200, "relay"), (0, "spam"), (3, "spam"), (3, "spam")];
        let index = TextIndex::new(given.map(|(entry, word)| (entry, word.to_owned())));
        let back: Vec<_> = index.words().iter().enumerate().map(|(at, word)| (word, index.entries(at))).collect();
        assert_eq!(back, [("relay", &[3, 200][..]), ("spam", &[0, 3])]);
        assert!(index.is_sound(201));
        assert!(!index.is_sound(200), "entry 200 is not there");
    }
}
