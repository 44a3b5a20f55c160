//! The state in the page's URL: `?q=samba&q.transport=udp&q.release=15.2`.
//!
//! The history gets an entry for what somebody looked for, not for every letter: the first letter after a pause makes
//! one, and those that follow change it until they pause again.

use crate::dom;
use crate::selection::Selection;
use catalog::Catalog;
use gloo_timers::callback::Timeout;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::Url;

const PAUSE_MS: u32 = 1000;

pub(crate) struct PageUrl {
    /// The parameter; filters have theirs after it and a dot.
    name: String,
    /// Whether the history's entry is of a query that is still being typed.
    typing: Rc<Cell<bool>>,
    pause: RefCell<Option<Timeout>>,
}

impl PageUrl {
    pub(crate) fn new(name: String) -> Self {
        Self { name, typing: Rc::default(), pause: RefCell::default() }
    }

    /// What the URL asks for: the query, if it names one, and the filters that exist.
    pub(crate) fn read(&self, catalog: &Catalog) -> (Option<String>, Selection) {
        let mut selection = Selection::default();
        let Some(url) = current() else { return (None, selection) };
        let parameters = url.search_params();
        for name in filter_names() {
            for value in parameters.get_all(&self.parameter(name)).iter().filter_map(|value| value.as_string()) {
                // Anybody may write a URL: what does not exist is passed over.
                let _ = selection.select(catalog, name, &value);
            }
        }
        (parameters.get(&self.name), selection)
    }

    /// Writes what is being typed.
    pub(crate) fn typed(&self, query: &str, selection: &Selection, catalog: &Catalog) {
        self.write(query, selection, catalog, !self.typing.get());
        self.typing.set(true);
        let typing = Rc::clone(&self.typing);
        self.pause.replace(Some(Timeout::new(PAUSE_MS, move || typing.set(false))));
    }

    /// Writes what was chosen at once.
    pub(crate) fn chosen(&self, query: &str, selection: &Selection, catalog: &Catalog) {
        self.settle();
        self.write(query, selection, catalog, true);
    }

    /// What was typed stands: the next letter makes an entry of its own.
    pub(crate) fn settle(&self) {
        self.pause.take();
        self.typing.set(false);
    }

    fn write(&self, query: &str, selection: &Selection, catalog: &Catalog, push: bool) {
        let Some(url) = current() else { return };
        let before = url.href();
        let parameters = url.search_params();
        parameters.delete(&self.name);
        for name in filter_names() {
            parameters.delete(&self.parameter(name));
        }
        if !query.is_empty() {
            parameters.append(&self.name, query);
        }
        for (name, value) in selection.named(catalog) {
            parameters.append(&self.parameter(name), &value);
        }
        let after = url.href();
        if before == after {
            return;
        }
        let Ok(history) = dom::window().history() else { return };
        // Refused in sandboxed pages, and by some browsers when it happens often: the search works all the same.
        let _ = if push {
            history.push_state_with_url(&JsValue::NULL, "", Some(&after))
        } else {
            history.replace_state_with_url(&history.state().unwrap_or(JsValue::NULL), "", Some(&after))
        };
    }

    fn parameter(&self, filter: &str) -> String {
        [&self.name, ".", filter].concat()
    }
}

fn filter_names() -> impl Iterator<Item = &'static str> {
    catalog::Dimension::ALL.iter().map(|dimension| dimension.id()).chain(["release"])
}

fn current() -> Option<Url> {
    Url::new(&dom::window().location().href().ok()?).ok()
}
