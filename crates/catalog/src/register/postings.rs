//! Which rows have which word.

use super::Row;
use super::columns::Columns;
use crate::lists::Lists;

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

/// The occurrences of each word, in the order of the documents.
pub(super) fn postings(columns: &Columns, rows: &[Row], documents: &[u32]) -> Lists<Posting> {
    Lists::new(columns.words.len(), &|add| {
        for (document, range) in (0_u32..).zip(documents.windows(2)) {
            for row in rows.get(range[0] as usize..range[1] as usize).unwrap_or_default() {
                for (start, bit) in [(row.name, 0), (row.description, 1)] {
                    columns.words_of(start).for_each(|word| add(word, Posting(document << 1 | bit)));
                }
            }
        }
    })
}
