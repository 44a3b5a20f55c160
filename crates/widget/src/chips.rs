//! The selected filters, each with a button that removes it.

use crate::dom::{self, Build};
use crate::filter_view::{DIMENSION, POSITION};
use crate::selection::Selection;
use catalog::{Catalog, concat, decimal};
use web_sys::Element;

/// Marks the chip of the release.
pub(crate) const RELEASE: &str = "data-release";
/// Marks the button that removes all filters.
pub(crate) const CLEAR: &str = "data-clear";

pub(crate) fn show(row: &Element, selection: &Selection, catalog: &Catalog) {
    dom::clear(row);
    dom::switch(row, "hidden", selection.is_empty());
    for (dimension, position, _, label) in selection.values(catalog) {
        let chip = chip(&concat(&[dimension.label(), ": ", label]));
        let chip = chip.attribute(DIMENSION, dimension.id()).attribute(POSITION, &decimal(position));
        dom::add(row, &chip);
    }
    if let Some(release) = selection.release() {
        dom::add(row, &chip(&concat(&["Release ", &release.text()])).attribute(RELEASE, ""));
    }
    if !selection.is_empty() {
        dom::add(row, &clear());
    }
}

/// A button that removes all filters.
pub(crate) fn clear() -> Element {
    dom::button("clear").attribute(CLEAR, "").text("Clear filters")
}

fn chip(text: &str) -> Element {
    let cross = dom::make("span", "cross").attribute("aria-hidden", "true").text("×");
    let chip = dom::button("chip").attribute("part", "chip");
    chip.attribute("aria-label", &concat(&[text, ", remove filter"])).text(text).with(&cross)
}
