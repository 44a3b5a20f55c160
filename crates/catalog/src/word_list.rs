//! Words in ascending order, in one text.

use crate::wire::Wire;
use std::ops::Range;

/// Words in ascending order. They share one allocation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WordList {
    text: String,
    /// Where each word begins, and where the last one ends.
    starts: Vec<u32>,
}

impl Default for WordList {
    fn default() -> Self {
        Self { text: String::new(), starts: vec![0] }
    }
}

impl WordList {
    /// Adds a word, which comes after all others.
    pub(crate) fn push(&mut self, word: &str) {
        self.text.push_str(word);
        self.starts.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    pub(crate) const fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// A word by its position; empty if there is none.
    pub(crate) fn get(&self, at: usize) -> &str {
        let end = self.starts.get(at + 1).map(|end| *end as usize);
        let start = self.starts.get(at).map(|start| *start as usize);
        start.zip(end).and_then(|(start, end)| self.text.get(start..end)).unwrap_or_default()
    }

    /// The bytes of a word, which are in the same order as words: nothing has to look for the ends of characters.
    fn bytes(&self, at: usize) -> &[u8] {
        let start = self.starts.get(at).copied().unwrap_or_default() as usize;
        let end = self.starts.get(at + 1).copied().unwrap_or_default() as usize;
        self.text.as_bytes().get(start..end).unwrap_or_default()
    }

    /// How many bytes a word has.
    pub(crate) fn length(&self, at: usize) -> u32 {
        let start = |at: usize| self.starts.get(at).copied().unwrap_or_default();
        start(at + 1).saturating_sub(start(at))
    }

    /// A byte of a word that is that long.
    pub(crate) fn byte(&self, word: usize, at: usize) -> u8 {
        let start = self.starts.get(word).copied().unwrap_or_default() as usize;
        self.text.as_bytes().get(start + at).copied().unwrap_or_default()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|at| self.get(at))
    }

    /// The position of a word.
    pub(crate) fn find(&self, word: &str) -> Option<usize> {
        let at = self.from(0, |known| known < word.as_bytes());
        (self.get(at) == word && at < self.len()).then_some(at)
    }

    /// The positions of the words that begin with a text.
    #[inline(never)]
    pub(crate) fn beginning_with(&self, text: &str) -> Range<usize> {
        let text = text.as_bytes();
        let first = self.from(0, |known| known < text);
        first..self.from(first, |known| known.starts_with(text))
    }

    /// The first position, not below `low`, of a word that is not before.
    fn from(&self, mut low: usize, is_before: impl Fn(&[u8]) -> bool) -> usize {
        let mut high = self.len();
        while low < high {
            let middle = usize::midpoint(low, high);
            if is_before(self.bytes(middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    pub(crate) fn is_sorted(&self) -> bool {
        (1..self.len()).all(|at| self.get(at - 1) < self.get(at))
    }

    /// Writes or reads the words as one text.
    pub(crate) fn pass(&mut self, wire: &mut impl Wire) -> Option<()> {
        let mut joined = self.joined();
        wire.text(&mut joined)?;
        // Each word may repeat the beginning of the one before.
        wire.charge(joined.len().saturating_mul(MOST_SHARED + size_of::<u32>()))?;
        *self = Self::split(&joined)?;
        Some(())
    }

    /// The words as one text, without what each shares with the one before.
    fn joined(&self) -> String {
        let mut text = String::new();
        let mut before = "";
        for word in self.iter() {
            let same = before.bytes().zip(word.bytes()).take_while(|(a, b)| a == b).count().min(MOST_SHARED);
            let same = (0..=same).rev().find(|at| word.is_char_boundary(*at)).unwrap_or_default();
            text.push(char::from(SHARED + u8::try_from(same).unwrap_or_default()));
            text.push_str(word.get(same..).unwrap_or_default());
            before = word;
        }
        text
    }

    fn split(text: &str) -> Option<Self> {
        let mut words = Self::default();
        let mut same = String::new();
        let mut rest = text;
        while let Some(first) = rest.bytes().next() {
            let shared = usize::from(first.checked_sub(SHARED).filter(|shared| *shared <= 15)?);
            let body = rest.get(1..)?;
            let end = body.bytes().position(|byte| (SHARED..b' ').contains(&byte)).unwrap_or(body.len());
            let start = *words.starts.len().checked_sub(2).and_then(|at| words.starts.get(at)).unwrap_or(&0) as usize;
            // Not `extend_from_within`, whose panic brings the formatting of numbers with it.
            same.clear();
            same.push_str(words.text.get(start..start + shared)?);
            words.text.push_str(&same);
            words.push(body.get(..end)?);
            rest = body.get(end..)?;
        }
        Some(words)
    }
}

impl<'a> FromIterator<&'a str> for WordList {
    fn from_iter<I: IntoIterator<Item = &'a str>>(words: I) -> Self {
        let mut list = Self::default();
        words.into_iter().for_each(|word| list.push(word));
        list
    }
}

/// A control character before each word gives the number of bytes that it shares with the beginning of the word before;
/// words hold no control characters.
const SHARED: u8 = 0x10;
const MOST_SHARED: usize = 15;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_share_their_beginnings() {
        let words: WordList = [
            "a",
            "abacus",
            "abc",
            "an-extraordinarily-long-word",
            "an-extraordinarily-long-x",
            "straße",
            "straßen",
            "übung",
        ]
        .into_iter()
        .collect();
        assert!(words.joined().starts_with("\x10a\x11bacus\x12c"), "{:?}", words.joined());
        assert_eq!(WordList::split(&words.joined()), Some(words.clone()));
        assert_eq!(WordList::split(""), Some(WordList::default()));
        for damaged in ["a", "\x11a", "\x10ü\x11a"] {
            assert_eq!(WordList::split(damaged), None, "{damaged:?}");
        }
        assert_eq!(words.find("abc"), Some(2));
        assert_eq!(words.find("ab"), None);
        assert_eq!(words.find("z"), None);
        assert_eq!(words.beginning_with("ab"), 1..3);
        assert_eq!(words.beginning_with(""), 0..8);
        assert_eq!(words.beginning_with("zz"), 7..7);
        assert!(words.is_sorted());
    }
}
