//! The state in the page's URL: `?q=samba&q.transport=udp&q.release=15.2`.
//!
//! A query with addresses or other parts of a log is not added to the URL.
//!
//! The history gets an entry for each search, not for every letter: typed text is written after a pause, or when the field is left.
//! That also keeps the cost of writing history out of the frames in which results appear.

use crate::dom;
use crate::selection::Selection;
use catalog::{Catalog, Query, concat};
use gloo_timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::Url;

const PAUSE_MS: u32 = 500;
/// As many letters as its field takes.
const LONGEST_RELEASE: usize = 20;

pub(crate) struct PageUrl {
    /// The parameter; filters have theirs after it and a dot.
    name: String,
    /// The URL of what was typed and is not yet written.
    waiting: Rc<RefCell<Option<String>>>,
    pause: RefCell<Option<Timeout>>,
}

impl PageUrl {
    pub(crate) fn new(name: String) -> Self {
        Self { name, waiting: Rc::default(), pause: RefCell::default() }
    }

    /// What the URL asks for: the query, if it names one, and the filters that exist.
    pub(crate) fn read(&self, catalog: &Catalog) -> (Option<String>, Selection) {
        let mut selection = Selection::default();
        let Some(url) = current() else { return (None, selection) };
        let parameters = url.search_params();
        for name in filter_names() {
            for value in parameters.get_all(&self.parameter(name)).iter().filter_map(|value| value.as_string()) {
                // URLs can be edited: unknown filters are ignored, but a wrong release is reported.
                if selection.select(catalog, name, &value).is_err() && name == "release" {
                    selection.release_text = value.chars().take(LONGEST_RELEASE).collect();
                }
            }
        }
        (parameters.get(&self.name), selection)
    }

    /// Writes what is being typed, when it has stood for a moment.
    pub(crate) fn typed(&self, query: &str, selection: &Selection, catalog: &Catalog) {
        self.waiting.replace(self.changed(query, selection, catalog));
        let waiting = Rc::clone(&self.waiting);
        self.pause.replace(Some(dom::later(PAUSE_MS, Box::new(move || write(&waiting)))));
    }

    /// Writes what was chosen at once.
    pub(crate) fn chosen(&self, query: &str, selection: &Selection, catalog: &Catalog) {
        self.pause.take();
        self.waiting.replace(self.changed(query, selection, catalog));
        write(&self.waiting);
    }

    /// Writes the typed text now.
    pub(crate) fn settle(&self) {
        self.pause.take();
        write(&self.waiting);
    }

    /// Discards the typed text, because the history has moved.
    pub(crate) fn forget(&self) {
        self.pause.take();
        self.waiting.take();
    }

    /// The page's URL with this state, if it says something else now.
    fn changed(&self, query: &str, selection: &Selection, catalog: &Catalog) -> Option<String> {
        let url = current()?;
        let before = url.href();
        let parameters = url.search_params();
        parameters.delete(&self.name);
        for name in filter_names() {
            parameters.delete(&self.parameter(name));
        }
        // Parts of logs stay out of the URL, because URLs are stored in histories and server logs.
        if !query.is_empty() && !Query::parse(query).is_private {
            parameters.append(&self.name, query);
        }
        for (name, value) in selection.named(catalog) {
            parameters.append(&self.parameter(name), &value);
        }
        Some(url.href()).filter(|after| *after != before)
    }

    fn parameter(&self, filter: &str) -> String {
        concat(&[&self.name, ".", filter])
    }
}

/// Makes an entry of the history of what waits for it.
fn write(waiting: &RefCell<Option<String>>) {
    let Some(url) = waiting.take() else { return };
    let Ok(history) = dom::window().history() else { return };
    // Refused in sandboxed pages, and by some browsers when it happens often: the search works all the same.
    let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&url));
}

fn filter_names() -> impl Iterator<Item = &'static str> {
    catalog::Dimension::ALL.iter().map(|dimension| dimension.id()).chain(["release"])
}

fn current() -> Option<Url> {
    Url::new(&dom::window().location().href().ok()?).ok()
}
