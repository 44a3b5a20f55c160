//! Words, and what each stands for.

/// Words with a value for each; made by [`table!`].
///
/// Not an array of pairs, to save code size: the place and the length of every text would be stored with it, and each type of pair
/// would have a search of its own.
#[derive(Clone, Copy)]
pub(crate) struct Table<T: 'static> {
    /// Each word with its length before it.
    pub(crate) words: &'static [u8],
    pub(crate) values: &'static [T],
}

impl<T: Copy + PartialEq> Table<T> {
    /// What the word stands for.
    pub(crate) fn get(&self, word: &str) -> Option<T> {
        self.find(&|known| known == word.as_bytes())
    }

    /// What the word stands for, in any case of ASCII letters.
    pub(crate) fn in_any_case(&self, word: &str) -> Option<T> {
        self.find(&|known| known.eq_ignore_ascii_case(word.as_bytes()))
    }

    /// What the first word stands for that fits.
    pub(crate) fn find(&self, fits: &dyn Fn(&[u8]) -> bool) -> Option<T> {
        self.values.get(position(self.words, fits)?).copied()
    }

    /// The first word that stands for a value; empty if there is none.
    pub(crate) fn word(&self, value: T) -> &'static str {
        self.values.iter().position(|known| *known == value).map_or("", |at| word(self.words, at))
    }
}

#[inline(never)]
fn position(words: &'static [u8], fits: &dyn Fn(&[u8]) -> bool) -> Option<usize> {
    Words(words).position(fits)
}

#[inline(never)]
fn word(words: &'static [u8], at: usize) -> &'static str {
    Words(words).nth(at).and_then(|word| std::str::from_utf8(word).ok()).unwrap_or_default()
}

struct Words(&'static [u8]);

impl Iterator for Words {
    type Item = &'static [u8];

    fn next(&mut self) -> Option<&'static [u8]> {
        let (length, rest) = self.0.split_first()?;
        let (word, rest) = rest.split_at_checked(usize::from(*length))?;
        self.0 = rest;
        Some(word)
    }
}

/// How many bytes the packed words have.
pub(crate) const fn packed_length(words: &[&str]) -> usize {
    let (mut length, mut at) = (0, 0);
    while at < words.len() {
        length += 1 + words[at].len();
        at += 1;
    }
    length
}

/// Each word with its length before it. It is computed by the compiler, and does not compile if a word is too long.
#[expect(clippy::cast_possible_truncation, reason = "it is checked")]
pub(crate) const fn pack<const LENGTH: usize>(words: &[&str]) -> [u8; LENGTH] {
    let mut packed = [0; LENGTH];
    let (mut to, mut at) = (0, 0);
    while at < words.len() {
        let word = words[at].as_bytes();
        assert!(word.len() < 256);
        packed[to] = word.len() as u8;
        let mut letter = 0;
        while letter < word.len() {
            packed[to + 1 + letter] = word[letter];
            letter += 1;
        }
        to += 1 + word.len();
        at += 1;
    }
    packed
}

/// A table of words: `table! { "src" => Slot::SourceAddress, "dst" => Slot::DestinationAddress }`.
macro_rules! table {
    ($($word:literal => $value:expr),+ $(,)?) => {{
        const WORDS: &[&str] = &[$($word),+];
        const PACKED: [u8; $crate::scan::packed_length(WORDS)] = $crate::scan::pack(WORDS);
        $crate::scan::Table { words: &PACKED, values: &[$($value),+] }
    }};
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
        assert_eq!(NUMBERS.find(&|word| word.starts_with(b"de")), Some(2));
        assert_eq!((NUMBERS.word(2), NUMBERS.word(3)), ("Two", ""));
    }
}
