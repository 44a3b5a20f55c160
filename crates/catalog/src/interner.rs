//! Gives each word a number.

use crate::word_list::WordList;

/// The distinct words of a text, numbered as they came.
#[derive(Default)]
pub(crate) struct Interner {
    words: WordList,
    /// A table by hash, at most half full: the number of a word plus one, or 0.
    slots: Vec<u32>,
}

impl Interner {
    /// The number of a word, a new one if it has none.
    pub(crate) fn number(&mut self, word: &str) -> u32 {
        if self.words.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let mut slot = self.slot(word);
        while let Some(known) = self.slots[slot].checked_sub(1) {
            if self.word(known) == word {
                return known;
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        self.words.push(word);
        self.slots[slot] = self.len();
        self.len() - 1
    }

    /// How many words there are.
    pub(crate) fn len(&self) -> u32 {
        u32::try_from(self.words.len()).unwrap_or(u32::MAX)
    }

    /// All words, by their numbers.
    pub(crate) const fn words(&self) -> &WordList {
        &self.words
    }

    /// A word by its number; empty if there is none.
    pub(crate) fn word(&self, number: u32) -> &str {
        self.words.get(number as usize)
    }

    /// The first slot that a word may be in: the FNV-1a hash.
    fn slot(&self, word: &str) -> usize {
        let hash = word.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        (hash ^ hash >> 15) as usize & (self.slots.len() - 1)
    }

    fn grow(&mut self) {
        self.slots = vec![0; (self.slots.len() * 2).max(1 << 14)];
        for number in 0..self.len() {
            let mut slot = self.slot(self.word(number));
            while self.slots[slot] > 0 {
                slot = (slot + 1) & (self.slots.len() - 1);
            }
            self.slots[slot] = number + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Interner;

    #[test]
    fn words_keep_their_numbers_while_the_table_grows() {
        let mut interner = Interner::default();
        for round in 0..2 {
            for at in 0..10_000 {
                assert_eq!(interner.number(&format!("w{at}")), at, "round {round}");
            }
        }
        assert_eq!(interner.len(), 10_000);
        assert_eq!(interner.word(9_999), "w9999");
        assert_eq!(interner.word(10_000), "");
    }
}
