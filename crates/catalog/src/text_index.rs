//! Which entries' prose uses which words: small enough to be sent along.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// An inverted index of the chapters' prose: every word, with the entries in which it stands.
///
/// The words are in ascending order and joined with line feeds, because that is what compresses best. The entries of a
/// word are their positions in the catalog, each given as the distance from the one before (LEB128), ended by the next
/// word's start.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextIndex {
    words: String,
    /// How many entries each word stands in.
    counts: Vec<u8>,
    /// Distances, all words' one after the other.
    distances: Vec<u8>,
}

impl TextIndex {
    /// Indexes words by entry position. A word that stands in 255 entries or more tells nothing, and is left out.
    pub fn new(words_of_entries: impl IntoIterator<Item = (usize, String)>) -> Self {
        let mut places: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for (entry, word) in words_of_entries {
            places.entry(word).or_default().insert(entry);
        }
        let mut index = Self::default();
        for (word, entries) in places {
            let Ok(count) = u8::try_from(entries.len()) else { continue };
            if word.is_empty() || word.contains('\n') {
                continue;
            }
            if !index.words.is_empty() {
                index.words.push('\n');
            }
            index.words.push_str(&word);
            index.counts.push(count);
            let mut last = 0;
            for entry in entries {
                push_number(&mut index.distances, entry - last);
                last = entry;
            }
        }
        index
    }

    /// Every word with the positions of its entries.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, Vec<usize>)> {
        let mut distances = self.distances.iter().copied();
        self.words.lines().zip(&self.counts).map(move |(word, count)| {
            let mut last = 0;
            let entries = (0..*count).map_while(|_| {
                last += take_number(&mut distances)?;
                Some(last)
            });
            (word, entries.collect())
        })
    }

    /// Whether every word has its entries, and every entry exists.
    pub(crate) fn is_sound(&self, entries: usize) -> bool {
        let words = self.words.lines().count();
        let used: usize = self.distances.iter().filter(|byte| **byte < 0x80).count();
        let counted: usize = self.counts.iter().map(|count| usize::from(*count)).sum();
        words == self.counts.len()
            && used == counted
            && self.distances.last().is_none_or(|byte| *byte < 0x80)
            && self.iter().all(|(_, places)| places.iter().all(|place| *place < entries))
    }
}

fn push_number(bytes: &mut Vec<u8>, mut number: usize) {
    loop {
        let low = u8::try_from(number & 0x7f).unwrap_or_default();
        number >>= 7;
        if number == 0 {
            bytes.push(low);
            return;
        }
        bytes.push(low | 0x80);
    }
}

/// Reads at most four bytes, so that a damaged index cannot overflow.
fn take_number(bytes: &mut impl Iterator<Item = u8>) -> Option<usize> {
    let mut number = 0;
    for shift in [0, 7, 14, 21] {
        let byte = bytes.next()?;
        number |= usize::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back_with_their_entries() {
        let given = [(3, "relay"), (200, "relay"), (0, "spam"), (3, "spam"), (3, "spam")];
        let index = TextIndex::new(given.map(|(entry, word)| (entry, word.to_owned())));
        let back: Vec<_> = index.iter().collect();
        assert_eq!(back, [("relay", vec![3, 200]), ("spam", vec![0, 3])]);
        assert!(index.is_sound(201));
        assert!(!index.is_sound(200), "entry 200 is not there");
    }

    #[test]
    fn a_damaged_index_is_noticed() {
        let index = TextIndex::new([(1, "a".to_owned()), (2, "b".to_owned())]);
        let damaged = [
            TextIndex { words: "a".into(), ..index.clone() },
            TextIndex { counts: vec![1, 2], ..index.clone() },
            TextIndex { distances: vec![1, 0x82], ..index.clone() },
        ];
        for index in damaged {
            assert!(!index.is_sound(10), "{index:?}");
        }
    }
}
