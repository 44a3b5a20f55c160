//! The filters: a box that opens, with the values of every dimension and the number of results for each.

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

pub(crate) struct FilterView {
    details: Element,
    /// Made when the box is first unfolded.
    contents: OnceCell<Contents>,
}

struct Contents {
    release: ReleaseField,
    values: Vec<Value>,
    done: Element,
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
        let details = dom::part("details", "filters").with(&dom::make("summary", "").text("Filters"));
        dom::add(parent, &details);
        Self { details, contents: OnceCell::new() }
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
        let contents = self.contents.get_or_init(|| Contents::new(&self.details, index));
        contents.release.show(selection, complain);
        for value in &contents.values {
            let facet = facets.iter().find(|facet| facet.dimension == value.dimension);
            let count = facet.and_then(|facet| facet.counts.get(value.position)).copied().unwrap_or_default();
            value.show(count, selection.is_selected(value.dimension, value.position));
        }
        dom::set_text(&contents.done, &concat(&["Show ", &count::counted(total)]));
    }

    /// Closes the filters and scrolls back to their summary, which the results follow.
    pub(crate) fn fold(&self) {
        dom::unset(&self.details, "open");
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
    fn new(details: &Element, index: &Index) -> Self {
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
        dom::add(details, &area);
        // For screens on which the open filters leave no room for results.
        let done = dom::button("done").attribute(DONE, "");
        dom::add(details, &done);
        Self { release, values, done }
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
