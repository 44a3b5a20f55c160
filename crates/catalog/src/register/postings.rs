//! Which rows have which word.

use super::Row;
use super::columns::Columns;
use std::ops::Range;

/// The documents of each word, in ascending order.
pub(super) struct Postings {
    /// Where the postings of each word begin, and where the last ones end.
    starts: Vec<u32>,
    all: Vec<Posting>,
}

/// An occurrence of a word: twice the document, plus one if it is in a description.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Posting(u32);

impl Posting {
    pub(super) const fn document(self) -> usize {
        (self.0 >> 1) as usize
    }

    pub(super) const fn in_name(self) -> bool {
        self.0 & 1 == 0
    }
}

impl Postings {
    /// Counts, then fills in: a sort by word that compares nothing.
    pub(super) fn new(columns: &Columns, rows: &[Row], documents: &[u32]) -> Self {
        let mut starts = vec![0_u32; columns.words.len() + 2];
        for token in columns.tokens.iter().filter(|token| columns.joint(**token).has_word) {
            starts[token.word as usize + 2] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let many = starts.last().copied().unwrap_or_default() as usize;
        let mut all = vec![Posting::default(); many];
        for (document, range) in (0_u32..).zip(documents.windows(2)) {
            for row in rows.get(range[0] as usize..range[1] as usize).unwrap_or_default() {
                for (start, bit) in [(row.name, 0), (row.description, 1)] {
                    for word in columns.words_of(start) {
                        // The start of a word moves on to that of the next while its postings are filled in.
                        let next = &mut starts[word as usize + 1];
                        all[*next as usize] = Posting(document << 1 | bit);
                        *next += 1;
                    }
                }
            }
        }
        starts.pop();
        Self { starts, all }
    }

    /// The postings of consecutive words.
    pub(super) fn of(&self, words: &Range<usize>) -> &[Posting] {
        let at = |word: usize| self.starts.get(word).copied().unwrap_or_default() as usize;
        self.all.get(at(words.start)..at(words.end)).unwrap_or_default()
    }
}
