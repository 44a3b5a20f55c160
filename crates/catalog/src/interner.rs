//! Gives each word a number.

/// The distinct words of a text, numbered as they came.
#[derive(Default)]
pub(crate) struct Interner {
    text: String,
    /// Where each word ends.
    ends: Vec<u32>,
    /// A table by hash, at most half full: the number of a word plus one, or 0.
    slots: Vec<u32>,
}

impl Interner {
    /// The number of a word, a new one if it has none.
    pub(crate) fn number(&mut self, word: &str) -> u32 {
        if self.ends.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let mut slot = self.slot(word);
        loop {
            match self.slots[slot].checked_sub(1) {
                Some(known) if self.word(known) == word => return known,
                Some(_) => slot = (slot + 1) & (self.slots.len() - 1),
                None => break,
            }
        }
        self.text.push_str(word);
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        self.slots[slot] = self.len();
        self.len() - 1
    }

    /// How many words there are.
    pub(crate) fn len(&self) -> u32 {
        u32::try_from(self.ends.len()).unwrap_or(u32::MAX)
    }

    /// A word by its number.
    pub(crate) fn word(&self, number: u32) -> &str {
        let start =
            number.checked_sub(1).and_then(|before| self.ends.get(before as usize)).copied().unwrap_or_default();
        let end = self.ends.get(number as usize).copied().unwrap_or_default();
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }

    /// The first slot that a word may be in: the FNV-1a hash.
    fn slot(&self, word: &str) -> usize {
        let hash = word.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        (hash ^ hash >> 15) as usize & (self.slots.len() - 1)
    }

    fn grow(&mut self) {
        self.slots = vec![0; (self.slots.len() * 2).max(1 << 12)];
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
