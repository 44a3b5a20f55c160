//! The filters: a box that opens, with the values of every dimension and the number of results for each. On phones it opens as a
//! sheet over the page, because there is no room for filters and results.

use crate::dom::{self, Build};
use crate::release_field::ReleaseField;
use crate::selection::Selection;
use crate::{count, shape};
use catalog::{Dimension, Index, concat, decimal};
use std::cell::OnceCell;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

/// On a value's checkbox, and on its chip: which value it is.
pub(crate) const DIMENSION: &str = "data-dimension";
pub(crate) const POSITION: &str = "data-position";
/// Marks the button that leads back to the results.
pub(crate) const DONE: &str = "data-done";
/// A fieldset with more values than this scrolls.
const LONG: usize = 8;
/// The widest window, in CSS pixels, in which the filters are a sheet.
const PHONE: i32 = 512;

pub(crate) struct FilterView {
    details: Element,
    sheet: Element,
    /// Made when the box is first unfolded.
    contents: OnceCell<Contents>,
}

struct Contents {
    release: ReleaseField,
    values: Vec<Value>,
    done: Element,
    all: Element,
}

struct Value {
    dimension: Dimension,
    position: usize,
    checkbox: HtmlInputElement,
    label: Element,
    count: Element,
}

impl FilterView {
    pub(crate) fn new(parent: &Element) -> Self {
        let close = dom::button("close").attribute(DONE, "").attribute("aria-label", "Close").text("×");
        let head = dom::make("div", "head").text("Filters").with(&close);
        let sheet = dom::part("dialog", "sheet").attribute("aria-label", "Filters").with(&head);
        let details = dom::part("details", "filters").with(&dom::make("summary", "").text("Filters")).with(&sheet);
        dom::add(parent, &details);
        Self { details, sheet, contents: OnceCell::new() }
    }

    /// The `<dialog>`, for its `close` event.
    pub(crate) const fn sheet(&self) -> &Element {
        &self.sheet
    }

    /// Whether the filters cover the page.
    pub(crate) fn is_sheet(&self) -> bool {
        self.sheet.has_attribute("open")
    }

    /// The `<details>`, for its `toggle` event.
    pub(crate) const fn details(&self) -> &Element {
        &self.details
    }

    pub(crate) fn is_open(&self) -> bool {
        self.details.has_attribute("open")
    }

    /// Updates counts and checkboxes; does nothing while closed.
    pub(crate) fn show(&self, index: &Index, typed: &str, total: usize, selection: &Selection, complain: bool) {
        if !self.is_open() {
            return;
        }
        let facets = index.facets(typed, &selection.filters(index.catalog()));
        let contents = self.contents.get_or_init(|| Contents::new(index));
        contents.release.show(selection, complain);
        for value in &contents.values {
            let facet = facets.iter().find(|facet| facet.dimension == value.dimension);
            let count = facet.and_then(|facet| facet.counts.get(value.position)).copied().unwrap_or_default();
            value.show(count, selection.is_selected(value.dimension, value.position));
        }
        let told = count::counted(total);
        dom::set_text(&contents.done, &if total == 0 { told } else { concat(&["Show ", &told]) });
    }

    /// Puts the open filters where there is room for them: in their place or, on a phone, into the sheet. A sheet stays one
    /// when the window grows.
    pub(crate) fn spread(&self) {
        let Some(contents) = self.contents.get().filter(|_| !self.is_sheet()) else { return };
        // Unseen, the sheet would still hold back the whole page.
        let seen = self.details.get_bounding_client_rect().width() > 0.0;
        if seen && dom::page_root().client_width() <= PHONE {
            dom::add(&self.sheet, &contents.all);
            dom::show_modal(&self.sheet);
        } else {
            dom::add(&self.details, &contents.all);
        }
    }

    /// Closes the filters and goes back to their summary, which the results follow.
    pub(crate) fn fold(&self) {
        if !self.is_open() && !self.is_sheet() {
            return;
        }
        dom::unset(&self.details, "open");
        if self.is_sheet() {
            dom::close(&self.sheet);
        }
        if let Some(summary) = self.details.first_element_child() {
            dom::focus(&summary);
        }
    }

    /// Reports it if the release field does not contain a release.
    pub(crate) fn complain(&self, selection: &Selection) {
        if let Some(contents) = self.contents.get() {
            contents.release.show(selection, true);
        }
    }

    /// The text of the release field, if the node is that field.
    pub(crate) fn release_text(&self, node: &Element) -> Option<String> {
        let release = &self.contents.get()?.release;
        release.is(node).then(|| release.text())
    }
}

impl Contents {
    fn new(index: &Index) -> Self {
        let area = dom::make("div", "dimensions");
        let release = ReleaseField::new(&area, index.catalog());
        let mut values = Vec::new();
        for (dimension, positions) in shape::existing(index) {
            let class = if positions.len() > LONG { "values long" } else { "values" };
            let group = dom::make("div", class);
            let labels = dimension.values(index.catalog());
            for position in positions {
                let value = Value::new(dimension, position, labels.get(position).map_or("", |(_, label)| label));
                dom::add(&group, &value.label);
                values.push(value);
            }
            let legend = dom::make("legend", "").text(dimension.label());
            dom::add(&area, &dom::make("fieldset", dimension.id()).with(&legend).with(&group));
        }
        // For screens on which the open filters leave no room for results.
        let done = dom::button("done").attribute(DONE, "");
        let all = dom::make("div", "").with(&area).with(&done);
        Self { release, values, done, all }
    }
}

impl Value {
    fn new(dimension: Dimension, position: usize, text: &str) -> Self {
        let checkbox = dom::make("input", "").attribute("type", "checkbox").attribute(DIMENSION, dimension.id());
        let checkbox = checkbox.attribute(POSITION, &decimal(position));
        let count = dom::make("span", "values-count");
        let name = dom::make("span", "value-name").text(text);
        let label = dom::make("label", "value").with(&checkbox).with(&name).text(" ").with(&count);
        Self { dimension, position, checkbox: checkbox.unchecked_into(), label, count }
    }

    fn show(&self, count: usize, selected: bool) {
        let text = decimal(count);
        if self.count.text_content().as_deref() != Some(&text) {
            dom::set_text(&self.count, &text);
        }
        self.checkbox.set_checked(selected);
        // It can be focused and read, but not chosen, because there would be no results.
        let useless = count == 0 && !selected;
        dom::switch(&self.label, "data-useless", useless);
        if useless {
            dom::set(&self.checkbox, "aria-disabled", "true");
        } else {
            dom::unset(&self.checkbox, "aria-disabled");
        }
    }
}

/// The value of a checkbox or chip.
pub(crate) fn value_of(node: &Element) -> Option<(Dimension, usize)> {
    let dimension = Dimension::from_id(&node.get_attribute(DIMENSION)?)?;
    Some((dimension, node.get_attribute(POSITION)?.parse().ok()?))
}
