//! Reads values, each with its path, and collects mistakes.

use crate::characters::{fault, shown};
use crate::json::Node;
use std::cell::{Cell, RefCell};

/// The most characters of a text, where nothing less is said.
pub(crate) const LONGEST: usize = 1000;
/// The most items of a list.
const MOST_ITEMS: usize = 200;

/// The most mistakes of an overlay that are listed.
const MOST_LISTED: usize = 100;

/// What was found wrong in one overlay: paths with messages.
#[derive(Default)]
pub(crate) struct Faults {
    listed: RefCell<Vec<(String, String)>>,
    count: Cell<usize>,
}

impl Faults {
    /// How many there are, listed or not.
    pub(crate) const fn count(&self) -> usize {
        self.count.get()
    }

    pub(crate) fn add(&self, path: &str, message: impl Into<String>) {
        self.add_with(|| (path.to_owned(), message.into()));
    }

    /// Adds what is made only if it will be listed.
    fn add_with(&self, make: impl FnOnce() -> (String, String)) {
        self.count.set(self.count.get() + 1);
        if self.count.get() <= MOST_LISTED {
            self.listed.borrow_mut().push(make());
        }
    }

    /// Those that are listed; if there are more, how many.
    pub(crate) fn into_list(self) -> Vec<(String, String)> {
        let mut listed = self.listed.into_inner();
        if self.count.get() > listed.len() {
            listed.push((String::new(), format!("and {} more mistakes", self.count.get() - listed.len())));
        }
        listed
    }
}

/// A value at its place.
#[derive(Clone)]
pub(crate) struct At<'a> {
    pub(crate) node: &'a Node,
    pub(crate) path: String,
    pub(crate) faults: &'a Faults,
}

impl<'a> At<'a> {
    /// Reports that something is wrong here.
    pub(crate) fn wrong(&self, message: impl Into<String>) {
        self.faults.add(&self.path, message);
    }

    fn not(&self, wanted: &str) {
        self.wrong(format!("is {}, and must be {wanted}", self.node.kind()));
    }

    /// A text of at most so many characters, without those that cannot be seen.
    pub(crate) fn text(&self, longest: usize) -> Option<String> {
        let Node::Text(text) = self.node else {
            self.not("a text");
            return None;
        };
        let length = text.chars().count();
        if text.trim().is_empty() {
            self.wrong("is empty; leave it out, or say something");
        } else if length > longest {
            self.wrong(format!("has {length} characters; at most {longest} fit"));
        } else if let Some(fault) = fault(text) {
            self.wrong(fault);
        } else {
            return Some(text.trim().to_owned());
        }
        None
    }

    /// The value of a closed vocabulary.
    pub(crate) fn one_of<T: Copy>(&self, what: &str, all: &[T], id: impl Fn(T) -> &'static str) -> Option<T> {
        let text = self.text(LONGEST)?;
        let known = all.iter().copied().find(|value| id(*value) == text);
        if known.is_none() {
            let ids: Vec<_> = all.iter().map(|value| id(*value)).collect();
            self.wrong(format!("`{}` is no {what}; there are {}", shown(&text), ids.join(", ")));
        }
        known
    }

    /// The items of a list.
    pub(crate) fn items(&self, most: usize) -> Vec<Self> {
        let Node::List(list) = self.node else {
            self.not("a list");
            return Vec::new();
        };
        if list.len() > most {
            self.wrong(format!("has {} items; at most {most} fit", list.len()));
            return Vec::new();
        }
        let item = |(at, node)| At { node, path: format!("{}[{at}]", self.path), faults: self.faults };
        list.iter().enumerate().map(item).collect()
    }

    /// A list of texts.
    pub(crate) fn texts(&self) -> Vec<String> {
        self.items(MOST_ITEMS).iter().filter_map(|item| item.text(LONGEST)).collect()
    }

    /// An object that has none but these keys.
    pub(crate) fn object(&self, what: &str, keys: &'static [&'static str]) -> Option<Fields<'a>> {
        let Node::Object(pairs) = self.node else {
            self.not(&format!("an object: {what}"));
            return None;
        };
        let mut fields = Fields { keys, values: vec![None; keys.len()], path: self.path.clone(), faults: self.faults };
        for (key, node) in pairs {
            match keys.iter().position(|known| known == key) {
                None => self.faults.add_with(|| {
                    (fields.path_of(&shown(key)), format!("is not known here; {what} has {}", keys.join(", ")))
                }),
                Some(at) if fields.values[at].is_some() => {
                    self.faults.add_with(|| (fields.path_of(key), "occurs twice".to_owned()));
                }
                Some(at) => fields.values[at] = Some(node),
            }
        }
        Some(fields)
    }
}

/// The values of an object.
pub(crate) struct Fields<'a> {
    keys: &'static [&'static str],
    /// In the order of the keys.
    values: Vec<Option<&'a Node>>,
    pub(crate) path: String,
    faults: &'a Faults,
}

impl<'a> Fields<'a> {
    /// A value that may be left out.
    pub(crate) fn get(&self, key: &str) -> Option<At<'a>> {
        let at = self.keys.iter().position(|known| *known == key)?;
        let node = self.values[at]?;
        Some(At { node, path: self.path_of(key), faults: self.faults })
    }

    /// A value that must be there; `why` says what for.
    pub(crate) fn required(&self, key: &str, why: &str) -> Option<At<'a>> {
        let found = self.get(key);
        if found.is_none() {
            self.missing(key, why);
        }
        found
    }

    /// Reports that a value is not there.
    pub(crate) fn missing(&self, key: &str, why: &str) {
        self.faults.add(&self.path_of(key), format!("is missing: {why}"));
    }

    /// A text that may be left out.
    pub(crate) fn text(&self, key: &str) -> Option<String> {
        self.get(key)?.text(LONGEST)
    }

    /// A list of texts that may be left out.
    pub(crate) fn texts(&self, key: &str) -> Vec<String> {
        self.get(key).map(|list| list.texts()).unwrap_or_default()
    }

    /// A list of at most so many names, which may be left out.
    pub(crate) fn names(&self, key: &str, most: usize) -> Vec<String> {
        let items = self.get(key).map(|list| list.items(most)).unwrap_or_default();
        items.iter().filter_map(|item| item.text(LONGEST)).collect()
    }

    /// The items of a list that may be left out.
    pub(crate) fn items(&self, key: &str) -> Vec<At<'a>> {
        self.get(key).map(|list| list.items(MOST_ITEMS)).unwrap_or_default()
    }

    fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }
}
