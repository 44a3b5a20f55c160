//! Announces changes to screen readers, when they have settled.

use crate::dom::{self, Build};
use gloo_timers::callback::Timeout;
use std::cell::RefCell;
use web_sys::Element;

const PAUSE_MS: u32 = 500;

pub(crate) struct Announcer {
    region: Element,
    pending: RefCell<Option<Timeout>>,
    said: RefCell<String>,
}

impl Announcer {
    pub(crate) fn new(parent: &Element) -> Self {
        let region = dom::make("div", "unseen").attribute("aria-live", "polite").attribute("role", "status");
        dom::add(parent, &region);
        Self { region, pending: RefCell::default(), said: RefCell::default() }
    }

    /// Announces in another place: outside of an open dialog nothing is heard.
    pub(crate) fn move_to(&self, parent: &Element) {
        dom::add(parent, &self.region);
    }

    pub(crate) fn say(&self, text: String) {
        self.said.replace(text.clone());
        let region = self.region.clone();
        let timeout = dom::later(PAUSE_MS, Box::new(move || dom::set_text(&region, &text)));
        // Dropping the one before cancels it.
        self.pending.replace(Some(timeout));
    }

    /// Says the text if it differs from what was said last; nothing, if nothing was.
    pub(crate) fn correct(&self, text: String) {
        let differs = {
            let said = self.said.borrow();
            !said.is_empty() && *said != text
        };
        if differs {
            self.say(text);
        }
    }

    pub(crate) fn stop(&self) {
        self.pending.take();
    }
}
