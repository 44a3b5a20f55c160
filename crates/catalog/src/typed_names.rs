//! What of a query may be a name, typed in full.

use crate::text::concat;
use crate::words::pieces;
use crate::{Catalog, Query, Term};

/// What of a query may be a name, typed in full.
#[derive(Default)]
pub(crate) struct TypedNames {
    /// The query, the query as one word, and the query without words of questions.
    pub(crate) names: Vec<String>,
    /// The ids of the categories with such a title.
    pub(crate) categories: Vec<String>,
}

impl TypedNames {
    pub(crate) fn of(query: &Query, catalog: &Catalog) -> Self {
        let mut names = vec![query.phrase.clone(), concat(&pieces(&query.phrase, |c| c == ' '))];
        for with_ports in [true, false] {
            let mut name = String::new();
            for term in &query.terms {
                if with_ports || matches!(term, Term::Word(_)) {
                    if !name.is_empty() {
                        name.push(' ');
                    }
                    name.push_str(&term.text());
                }
            }
            // Most queries are all of these at once.
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let mut typed = Self { names, categories: Vec::new() };
        let titled = catalog.categories().iter().filter(|category| typed.has(&category.title));
        typed.categories = titled.map(|category| category.id.clone()).collect();
        typed
    }

    /// Whether a name was typed, in capitals or not.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.names.iter().any(|typed| typed.len() == name.len() && typed.eq_ignore_ascii_case(name))
    }
}
