//! Making nodes. Text is only ever set as text.
//!
//! What can only fail if this crate is wrong throws: unlike a panic, that brings no formatting code along.

use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, UnwrapThrowExt};
use web_sys::{Document, Element, HtmlElement, Window};

#[wasm_bindgen]
extern "C" {
    // `web_sys::window()` would look for it in four places, and then at what it is.
    #[wasm_bindgen(thread_local_v2, js_name = window)]
    static WINDOW: Window;
    #[wasm_bindgen(thread_local_v2, js_name = document)]
    static DOCUMENT: Document;
}

/// The page's window.
pub(crate) fn window() -> Window {
    WINDOW.with(Clone::clone)
}

pub(crate) fn document() -> Document {
    DOCUMENT.with(Clone::clone)
}

/// An element with a class for our own style sheet.
pub(crate) fn make(tag: &str, class: &str) -> Element {
    let element = document().create_element(tag).unwrap_throw();
    if !class.is_empty() {
        element.set_class_name(class);
    }
    element
}

/// An element that pages may style: its class is its `part` too.
pub(crate) fn part(tag: &str, name: &str) -> Element {
    make(tag, name).attribute("part", name)
}

/// A button that does nothing by itself.
pub(crate) fn button(class: &str) -> Element {
    make("button", class).attribute("type", "button")
}

/// Building in one expression.
pub(crate) trait Build: Sized {
    fn attribute(self, name: &str, value: &str) -> Self;
    fn text(self, text: &str) -> Self;
    fn with(self, child: &Element) -> Self;
}

impl Build for Element {
    fn attribute(self, name: &str, value: &str) -> Self {
        set(&self, name, value);
        self
    }

    fn text(self, text: &str) -> Self {
        add_text(&self, text);
        self
    }

    fn with(self, child: &Element) -> Self {
        add(&self, child);
        self
    }
}

pub(crate) fn set(element: &Element, name: &str, value: &str) {
    element.set_attribute(name, value).unwrap_throw();
}

/// Sets an attribute without a value, or removes it.
pub(crate) fn switch(element: &Element, name: &str, on: bool) {
    let _ = element.toggle_attribute_with_force(name, on);
}

pub(crate) fn add(parent: &Element, child: &Element) {
    parent.append_child(child).unwrap_throw();
}

pub(crate) fn add_text(parent: &Element, text: &str) {
    if !text.is_empty() {
        parent.append_child(&document().create_text_node(text)).unwrap_throw();
    }
}

/// Replaces all children by one text.
pub(crate) fn set_text(element: &Element, text: &str) {
    element.set_text_content(Some(text));
}

pub(crate) fn clear(element: &Element) {
    element.set_text_content(None);
}

/// Moves the focus, if the element can have it.
pub(crate) fn focus(element: &Element) {
    let _ = element.unchecked_ref::<HtmlElement>().focus();
}
