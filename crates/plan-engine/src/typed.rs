//! How well something fits what was typed.

use crate::choice::Choice;
use catalog::{Catalog, Entry, PortSpec, Transport, TransportSet, alphanumeric_parts, is_letter};

/// What was typed, in parts.
pub(crate) struct Typed {
    /// All of it in lower case.
    whole: String,
    /// Words, and numbers; each has to fit.
    words: Vec<String>,
    /// Over which transports; empty for any.
    transports: TransportSet,
}

/// How well something fits; the first is best.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fit {
    /// Its id, or all of its title or name.
    Exact,
    /// All of another name, and its title begins with it.
    NamedTwice,
    /// All of another name, or of a task.
    Named,
    /// Words of its title's first name; or it begins the only one.
    Title,
    /// Its title or name begins with it.
    Beginning,
    /// A word of its title begins with it, or is one of its further names; or its port begins with it.
    TitlePart,
    /// A word of another name begins with it; or it is a range that holds the port.
    Other,
    /// A word of a program or a protocol begins with it.
    Program,
    /// A word of a task, a category or a product begins with it.
    Loose,
}

impl Typed {
    pub(crate) fn new(text: &str) -> Self {
        let whole = text.trim_ascii().to_ascii_lowercase();
        let mut typed = Self { words: Vec::new(), transports: TransportSet::default(), whole };
        for part in alphanumeric_parts(&typed.whole) {
            match Transport::from_id(part) {
                Some(transport) => typed.transports.insert(transport),
                None => typed.words.push(part.to_owned()),
            }
        }
        // `port 25`
        if typed.has_number() {
            typed.words.retain(|word| word != "port");
        }
        typed
    }

    /// Whether a part of it may be a port.
    pub(crate) fn has_number(&self) -> bool {
        self.words.iter().any(|word| number(word).is_some())
    }

    /// How well it fits; `None` where it does not.
    pub(crate) fn fit(&self, choice: &Choice<'_>, catalog: &Catalog) -> Option<Fit> {
        match choice {
            Choice::Entry(entry) => self.fit_of_entry(entry, catalog),
            Choice::Product(product) => {
                let names = [&product.id, &product.name];
                if names.iter().any(|name| self.is_all_of(name)) {
                    return Some(Fit::Exact);
                }
                let mut worst = Fit::Exact;
                for typed in &self.words {
                    worst = worst.max(fit_of_title(&product.name, typed).or_else(|| fit_of_title(&product.id, typed))?);
                }
                if self.begins(&product.name) {
                    worst = worst.min(Fit::Beginning);
                }
                self.transports.is_empty().then_some(worst)
            }
        }
    }

    fn fit_of_entry(&self, entry: &Entry, catalog: &Catalog) -> Option<Fit> {
        let transports = entry.transports();
        if !self.transports.is_empty() && !self.transports.iter().any(|one| transports.contains(one)) {
            return None;
        }
        if self.whole == entry.id() || self.is_all_of(&entry.title) {
            return Some(Fit::Exact);
        }
        let begins = self.begins(&entry.title);
        if entry.aliases.iter().chain(&entry.tasks).any(|name| self.is_all_of(name)) {
            return Some(if begins { Fit::NamedTwice } else { Fit::Named });
        }
        let mut worst = Fit::Exact;
        for typed in &self.words {
            worst = worst.max(fit_of_word(entry, typed, catalog)?);
        }
        // `HTTPS` is nearly all of it.
        let is_one_word = !entry.title.bytes().any(|byte| byte == b' ');
        let best = if is_one_word { Fit::Title } else { Fit::Beginning };
        Some(if begins { worst.min(best) } else { worst })
    }

    fn is_all_of(&self, name: &str) -> bool {
        name.eq_ignore_ascii_case(&self.whole)
    }

    fn begins(&self, name: &str) -> bool {
        name.get(..self.whole.len()).is_some_and(|start| start.eq_ignore_ascii_case(&self.whole))
    }
}

fn fit_of_word(entry: &Entry, typed: &str, catalog: &Catalog) -> Option<Fit> {
    if let Some(number) = number(typed) {
        let is_there = || has_word(&entry.title, typed) || entry.aliases.iter().any(|name| has_word(name, typed));
        return fit_of_number(entry, number, typed).or_else(|| is_there().then_some(Fit::Loose));
    }
    if let Some(fit) = fit_of_title(&entry.title, typed) {
        return Some(fit);
    }
    let has = |text: &String| has_word(text, typed);
    if entry.aliases.iter().any(has) {
        return Some(Fit::Other);
    }
    if entry.uses.iter().any(|one| one.applications.iter().chain(&one.protocol).any(has)) {
        return Some(Fit::Program);
    }
    let is_of_category =
        catalog.categories().iter().any(|category| entry.categories.contains(&category.id) && has(&category.title));
    let is_of_product = || {
        catalog.products().iter().any(|product| {
            entry.uses.iter().any(|one| one.products.contains(&product.id)) && (has(&product.name) || has(&product.id))
        })
    };
    (is_of_category || entry.tasks.iter().any(has) || is_of_product()).then_some(Fit::Loose)
}

fn fit_of_number(entry: &Entry, number: u16, typed: &str) -> Option<Fit> {
    match entry.ports {
        PortSpec::Single(port) if port == number => Some(Fit::Exact),
        PortSpec::Single(_) => entry.id().starts_with(typed).then_some(Fit::TitlePart),
        _ => entry.ports.contains(number).then_some(Fit::Other),
    }
}

/// How well a word fits a title, or the name or id of a product. In a title of several names, such as `OSL, Grafana`, a later one counts as
/// much as the first only where the word is all of it.
fn fit_of_title(title: &str, typed: &str) -> Option<Fit> {
    let mut fit = None;
    let mut is_first = true;
    for name in title.split(',') {
        if let Some(is_whole) = word_in(name, typed) {
            if is_whole && (is_first || name.trim_ascii().len() == typed.len()) {
                return Some(Fit::Title);
            }
            fit = Some(Fit::TitlePart);
        }
        is_first = false;
    }
    fit
}

/// A port in decimal digits.
fn number(text: &str) -> Option<u16> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

/// Whether a word of the text begins with what was typed.
fn has_word(text: &str, typed: &str) -> bool {
    word_in(text, typed).is_some()
}

/// Whether a word of the text begins with what was typed, in any case, and if so, whether one also ends with it.
fn word_in(text: &str, typed: &str) -> Option<bool> {
    let mut found = None;
    let mut is_start = true;
    for (at, letter) in text.char_indices() {
        if is_start && is_letter(letter) {
            let is_whole = begins(text.get(at..).unwrap_or_default(), typed);
            if is_whole == Some(true) {
                return is_whole;
            }
            found = found.or(is_whole);
        }
        is_start = !is_letter(letter);
    }
    found
}

/// Whether the text begins with what was typed, and if so, whether a word ends there. What is between words does not count, so that
/// `mssql` finds `MS-SQL`.
fn begins(text: &str, typed: &str) -> Option<bool> {
    let mut letters = text.chars();
    for wanted in typed.chars() {
        letters.by_ref().find(|letter| is_letter(*letter)).filter(|letter| letter.eq_ignore_ascii_case(&wanted))?;
    }
    Some(letters.next().is_none_or(|next| !is_letter(next)))
}
