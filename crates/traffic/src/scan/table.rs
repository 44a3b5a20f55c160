//! Words, and what each stands for.

/// Words with a value for each; made by [`table!`].
///
/// Not an array of pairs, to save code size: the place and the length of every text would be stored with it, and each type of pair
/// would have a search of its own.
#[derive(Clone, Copy)]
pub(crate) struct Table<T: 'static> {
    pub(crate) words: Words,
    pub(crate) values: &'static [T],
}

/// Words one after another, and how long each is.
#[derive(Clone, Copy)]
pub(crate) struct Words {
    pub(crate) letters: &'static str,
    pub(crate) lengths: &'static [u8],
}

impl<T: Copy + PartialEq> Table<T> {
    /// What the word stands for.
    pub(crate) fn get(&self, word: &str) -> Option<T> {
        self.values.get(self.words.position(word, false)?).copied()
    }

    /// What the word stands for, in any case of ASCII letters.
    pub(crate) fn in_any_case(&self, word: &str) -> Option<T> {
        self.values.get(self.words.position(word, true)?).copied()
    }

    /// What the first word stands for that fits.
    pub(crate) fn find(&self, fits: &dyn Fn(&str) -> bool) -> Option<T> {
        self.values.get(self.words.find(fits)?).copied()
    }

    /// The first word that stands for a value; empty if there is none.
    pub(crate) fn word(&self, value: T) -> &'static str {
        self.values.iter().position(|known| *known == value).map_or("", |at| self.words.word(at))
    }
}

impl Words {
    #[inline(never)]
    fn position(&self, wanted: &str, in_any_case: bool) -> Option<usize> {
        let mut start = 0;
        self.lengths.iter().position(|length| {
            let (from, length) = (start, usize::from(*length));
            start += length;
            length == wanted.len()
                && self.letters.as_bytes().get(from..start).is_some_and(|word| {
                    if in_any_case { word.eq_ignore_ascii_case(wanted.as_bytes()) } else { word == wanted.as_bytes() }
                })
        })
    }

    #[inline(never)]
    fn find(&self, fits: &dyn Fn(&str) -> bool) -> Option<usize> {
        let mut start = 0;
        self.lengths.iter().position(|length| {
            let from = start;
            start += usize::from(*length);
            fits(self.letters.get(from..start).unwrap_or_default())
        })
    }

    fn word(&self, at: usize) -> &'static str {
        let start = self.lengths.iter().take(at).map(|length| usize::from(*length)).sum();
        let length = self.lengths.get(at).copied().unwrap_or_default();
        self.letters.get(start..start + usize::from(length)).unwrap_or_default()
    }
}

/// The length of a word. It is computed by the compiler, and does not compile if the word is too long.
#[expect(clippy::cast_possible_truncation, reason = "it is checked")]
pub(crate) const fn length(word: &str) -> u8 {
    assert!(word.len() < 256);
    word.len() as u8
}

/// A table of words: `table! { "src" => Slot::SourceAddress, "dst" => Slot::DestinationAddress }`.
macro_rules! table {
    ($($word:literal => $value:expr),+ $(,)?) => {
        $crate::scan::Table {
            words: $crate::scan::Words { letters: concat!($($word),+), lengths: &[$(const { $crate::scan::length($word) }),+] },
            values: &[$($value),+],
        }
    };
}
pub(crate) use table;

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn words_and_values() {
        const NUMBERS: Table<u8> = table! { "one" => 1, "" => 0, "Two" => 2, "deux" => 2 };
        assert_eq!(NUMBERS.get("one"), Some(1));
        assert_eq!(NUMBERS.get(""), Some(0));
        assert_eq!((NUMBERS.get("two"), NUMBERS.in_any_case("tWO")), (None, Some(2)));
        assert_eq!(NUMBERS.find(&|word| word.starts_with("de")), Some(2));
        assert_eq!((NUMBERS.word(2), NUMBERS.word(3)), ("Two", ""));
    }
}
