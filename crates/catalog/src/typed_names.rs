//! What of a query may be a name, typed in full.

use crate::text::concat;
use crate::words::pieces;
use crate::{Catalog, Query, Term};

/// What of a query may be a name, typed in full.
#[derive(Default)]
pub(crate) struct TypedNames {
    /// The query, the query as one word, and the query without words of questions.
    pub(crate) names: Vec<String>,
    /// Their lengths, as bits; longer ones share the bits. Only names that are as long need to be compared.
    lengths: u64,
    /// The ids of the categories with such a title.
    pub(crate) categories: Vec<String>,
    /// The query, if it is one word or name that may still be being typed.
    pub(crate) beginning: String,
}

/// The bonus for a name of one word whose beginning is typed, and for a longer one.
const BEGINS_WORD: u32 = 120;
const BEGINS_NAME: u32 = 60;

impl TypedNames {
    /// `meant` has a word for each term that is misspelt, if it is clear.
    pub(crate) fn of(query: &Query, meant: &[Option<&str>], catalog: &Catalog) -> Self {
        let mut names = vec![query.phrase.clone(), concat(&pieces(&query.phrase, |c| c == ' '))];
        let is_misspelt = meant.iter().any(Option::is_some);
        for (with_ports, is_corrected) in [(true, false), (false, false), (true, true)] {
            if is_corrected && !is_misspelt {
                continue;
            }
            let mut name = String::new();
            for (at, term) in query.terms.iter().enumerate() {
                if with_ports || matches!(term, Term::Word(_)) {
                    if !name.is_empty() {
                        name.push(' ');
                    }
                    match meant.get(at) {
                        Some(Some(word)) if is_corrected => name.push_str(word),
                        _ => name.push_str(&term.text()),
                    }
                }
            }
            // Most queries are all of these at once.
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let is_words = query.ports().next().is_none();
        let beginning = if is_words { query.phrase.clone() } else { String::new() };
        let mut typed = Self { beginning, ..Self::only(names) };
        let titled = catalog.categories().iter().filter(|category| typed.has(&category.title));
        typed.categories = titled.map(|category| category.id.clone()).collect();
        typed
    }

    /// Only these names.
    pub(crate) fn only(names: Vec<String>) -> Self {
        let lengths = names.iter().fold(0, |lengths, name| lengths | length(name));
        Self { names, lengths, ..Self::default() }
    }

    /// The bonus for a name whose beginning was typed.
    pub(crate) fn begins(&self, name: &str) -> u32 {
        let (name_bytes, beginning) = (name.as_bytes(), self.beginning.as_bytes());
        // Most names begin with another letter.
        let (Some(first), Some(wanted)) = (name_bytes.first(), beginning.first()) else { return 0 };
        let begins = first.eq_ignore_ascii_case(wanted)
            && name_bytes.get(..beginning.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(beginning));
        if !begins {
            return 0;
        }
        if name.bytes().all(|byte| byte.is_ascii_alphanumeric()) { BEGINS_WORD } else { BEGINS_NAME }
    }

    /// Whether a name was typed, in capitals or not.
    #[inline]
    pub(crate) fn has(&self, name: &str) -> bool {
        self.lengths & length(name) != 0 && self.has_as_long(name)
    }

    #[inline(never)]
    fn has_as_long(&self, name: &str) -> bool {
        self.names.iter().any(|typed| typed.eq_ignore_ascii_case(name))
    }
}

/// The bit of a text's length.
const fn length(text: &str) -> u64 {
    1 << (text.len() & 63)
}
