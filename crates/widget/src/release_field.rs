//! "I run VOS release …".

use crate::dom::{self, Build};
use crate::notices;
use crate::selection::Selection;
use catalog::{Catalog, Release};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

const ID: &str = "release";
const CHOICES: &str = "releases";
const FAULT: &str = "release-fault";

pub(crate) struct ReleaseField {
    input: HtmlInputElement,
    fault: Element,
    /// The releases of the catalog.
    releases: Vec<Release>,
}

impl ReleaseField {
    pub(crate) fn new(parent: &Element, catalog: &Catalog) -> Self {
        let choices = dom::make("datalist", "").attribute("id", CHOICES);
        let releases = catalog.releases();
        for release in &releases {
            dom::add(&choices, &dom::make("option", "").attribute("value", &release.text()));
        }
        let input = dom::make("input", "").attribute("id", ID).attribute("type", "text").attribute("list", CHOICES);
        let input = input.attribute("autocomplete", "off").attribute("spellcheck", "false");
        let input = input.attribute("placeholder", "15.2").attribute("maxlength", "20").attribute("size", "10");
        let fault = dom::make("p", "fault").attribute("id", FAULT).attribute("role", "status");
        let label = dom::make("label", "").attribute("for", ID).text("I run VOS release");
        let row = dom::make("div", "release").with(&label).with(&input).with(&choices).with(&fault);
        dom::add(parent, &row);
        Self { input: input.unchecked_into(), fault, releases }
    }

    pub(crate) fn is(&self, node: &Element) -> bool {
        let input: &Element = &self.input;
        input == node
    }

    pub(crate) fn text(&self) -> String {
        self.input.value()
    }

    /// Shows the selection's text. With `complain`, reports it if it is not a release; otherwise it may be unfinished.
    pub(crate) fn show(&self, selection: &Selection, complain: bool) {
        if self.input.value() != selection.release_text {
            self.input.set_value(&selection.release_text);
        }
        let wrong = selection.release_is_unreadable();
        if wrong && !complain {
            return;
        }
        let sentence = notices::no_release(&selection.release_text, &self.releases);
        dom::set_text(&self.fault, if wrong { &sentence } else { "" });
        if wrong {
            dom::set(&self.input, "aria-invalid", "true");
            dom::set(&self.input, "aria-describedby", FAULT);
        } else {
            dom::unset(&self.input, "aria-invalid");
            dom::unset(&self.input, "aria-describedby");
        }
    }
}
