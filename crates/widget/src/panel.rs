//! The container of the results: below the field in the flow of the page or, in a compact element, a panel over the page. Neither
//! is shown before the field is used.

use crate::dom::{self, Build};
use catalog::{concat, decimal};
use std::cell::Cell;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Kept free between the panel and the edge of the window, in CSS pixels.
const MARGIN: i32 = 8;
/// A panel lower than this shows nothing useful: the page can be scrolled instead.
const LEAST_HEIGHT: i32 = 180;

pub(crate) struct Panel {
    pub(crate) body: HtmlElement,
    compact: bool,
    open: Cell<bool>,
}

impl Panel {
    pub(crate) fn new(parent: &Element, compact: bool) -> Self {
        let (class, part) = if compact { ("panel", "panel") } else { ("body", "results") };
        let body = dom::make("div", class).attribute("part", part).attribute("hidden", "");
        dom::add(parent, &body);
        Self { body: body.unchecked_into(), compact, open: Cell::new(false) }
    }

    pub(crate) const fn is_compact(&self) -> bool {
        self.compact
    }

    /// Whether there is a panel that can be closed, and it is open.
    pub(crate) fn can_close(&self) -> bool {
        self.compact && self.open.get()
    }

    pub(crate) fn open(&self) {
        if !self.open.replace(true) {
            dom::switch(&self.body, "hidden", false);
            self.fit();
        }
    }

    /// Results in the flow of the page stay: what is below them would move up.
    pub(crate) fn close(&self) {
        if self.can_close() {
            self.open.set(false);
            dom::switch(&self.body, "hidden", true);
        }
    }

    /// Keeps an open panel inside the window.
    pub(crate) fn fit(&self) {
        if !self.can_close() {
            return;
        }
        let style = self.body.style();
        let _ = style.set_property("translate", "none");
        let window = dom::page_root();
        let place = self.body.get_bounding_client_rect();
        let (left, right, top) = (whole(place.left()), whole(place.right()), whole(place.top()));
        let past_right = (right - (window.client_width() - MARGIN)).max(0);
        let past_left = (MARGIN - (left - past_right)).max(0);
        let _ = style.set_property("translate", &pixels(past_left - past_right));
        let room = (window.client_height() - top - 2 * MARGIN).max(LEAST_HEIGHT);
        let _ = style.set_property("max-height", &pixels(room));
    }
}

fn pixels(number: i32) -> String {
    let sign = if number < 0 { "-" } else { "" };
    concat(&[sign, &decimal(number.unsigned_abs() as usize), "px"])
}

/// Whole pixels do, and weigh less than the code that formats fractions.
#[expect(clippy::cast_possible_truncation, reason = "a window is not that wide")]
fn whole(pixels: f64) -> i32 {
    pixels as i32
}
