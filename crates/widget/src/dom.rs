//! Creates nodes. Text is only set as text content.

use gloo_timers::callback::Timeout;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, DocumentFragment, Element, EventTarget, Node, Window};

#[wasm_bindgen]
extern "C" {
    // `web_sys::window()` would look for it in four places, and then at what it is.
    #[wasm_bindgen(thread_local_v2, js_name = window)]
    static WINDOW: Window;
    #[wasm_bindgen(thread_local_v2, js_name = document)]
    static DOCUMENT: Document;

    // From the prototypes, because an `<img name="createElement">` in the page would override the document's own property.
    #[wasm_bindgen(js_namespace = ["Document", "prototype", "createElement"], js_name = call)]
    fn create_element(document: &Document, tag: &str) -> Element;
    #[wasm_bindgen(js_namespace = ["EventTarget", "prototype", "addEventListener"], js_name = call)]
    fn add_event_listener(target: &EventTarget, kind: &str, listener: &JsValue);
    #[wasm_bindgen(js_namespace = ["EventTarget", "prototype", "removeEventListener"], js_name = call)]
    fn remove_event_listener(target: &EventTarget, kind: &str, listener: &JsValue);
    #[wasm_bindgen(thread_local_v2, js_namespace = Document, js_name = prototype)]
    static PROTOTYPE: JsValue;
    #[wasm_bindgen(js_namespace = Reflect, js_name = get)]
    fn property(of: &JsValue, name: &str, receiver: &Document) -> Element;

    type Fragment;
    #[wasm_bindgen(constructor, js_class = DocumentFragment)]
    fn new() -> Fragment;

    /// An element whose methods are declared as infallible: code to catch errors that never happen would be larger than the rest.
    type Sure;
    #[wasm_bindgen(method)]
    fn append(this: &Sure, child: &Node);
    #[wasm_bindgen(method, js_name = replaceChild)]
    fn replace_child(this: &Sure, new: &Node, old: &Node);
    #[wasm_bindgen(method, js_name = removeChild)]
    fn remove_child(this: &Sure, child: &Node);
    #[wasm_bindgen(method, js_name = append)]
    fn append_text(this: &Sure, text: &str);
    #[wasm_bindgen(method, js_name = setAttribute)]
    fn set_attribute(this: &Sure, name: &str, value: &str);
    #[wasm_bindgen(method, js_name = removeAttribute)]
    fn remove_attribute(this: &Sure, name: &str);
    #[wasm_bindgen(method, js_name = toggleAttribute)]
    fn toggle_attribute(this: &Sure, name: &str, on: bool);
    #[wasm_bindgen(method)]
    fn closest(this: &Sure, selector: &str) -> Option<Element>;
    #[wasm_bindgen(method)]
    fn focus(this: &Sure);
    #[wasm_bindgen(method, js_name = showModal)]
    fn show_modal(this: &Sure);
    #[wasm_bindgen(method)]
    fn close(this: &Sure);
}

/// The page's window.
pub(crate) fn window() -> Window {
    WINDOW.with(Clone::clone)
}

/// The root element of the page.
pub(crate) fn page_root() -> Element {
    DOCUMENT.with(|document| PROTOTYPE.with(|prototype| property(prototype, "documentElement", document)))
}

/// Calls a function on events of this kind.
pub(crate) fn listen(target: &EventTarget, kind: &str, listener: &JsValue) {
    add_event_listener(target, kind, listener);
}

/// Removes the listener.
pub(crate) fn unlisten(target: &EventTarget, kind: &str, listener: &JsValue) {
    remove_event_listener(target, kind, listener);
}

/// An empty fragment.
pub(crate) fn fragment() -> DocumentFragment {
    Fragment::new().unchecked_into()
}

/// An element with a class for our own style sheet.
pub(crate) fn make(tag: &str, class: &str) -> Element {
    let element = DOCUMENT.with(|document| create_element(document, tag));
    if !class.is_empty() {
        element.set_class_name(class);
    }
    element
}

/// An element that pages may style: its class is its `part` too.
pub(crate) fn part(tag: &str, name: &str) -> Element {
    make(tag, name).attribute("part", name)
}

/// A link; without an address it can still be focused and chosen.
pub(crate) fn link(class: &str, href: &str) -> Element {
    let link = make("a", class);
    if href.is_empty() {
        link.attribute("tabindex", "0").attribute("role", "link")
    } else {
        link.attribute("href", href)
    }
}

/// A button that does nothing by itself.
pub(crate) fn button(class: &str) -> Element {
    make("button", class).attribute("type", "button")
}

/// Builds nodes in one expression.
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
    sure(element).set_attribute(name, value);
}

pub(crate) fn unset(element: &Element, name: &str) {
    sure(element).remove_attribute(name);
}

/// Sets an attribute without a value, or removes it.
pub(crate) fn switch(element: &Element, name: &str, on: bool) {
    sure(element).toggle_attribute(name, on);
}

pub(crate) fn add(parent: &Node, child: &Node) {
    sure(parent).append(child);
}

pub(crate) fn add_text(parent: &Element, text: &str) {
    if !text.is_empty() {
        sure(parent).append_text(text);
    }
}

/// Replaces all children by one text.
pub(crate) fn set_text(element: &Element, text: &str) {
    element.set_text_content(Some(text));
}

pub(crate) fn clear(element: &Element) {
    element.set_text_content(None);
}

/// Replaces the children by the new ones. Those that are as they should be stay, so that a selection in them, or a click that has
/// begun, is not lost.
pub(crate) fn renew(parent: &Element, children: &Node) {
    let left = renew_from(parent, parent.first_child(), children);
    remove_from(parent, left);
}

/// The same with as many children as there are new ones, from this one on. Returns the first of those behind them.
pub(crate) fn renew_from(parent: &Element, mut old: Option<Node>, children: &Node) -> Option<Node> {
    while let Some(new) = children.first_child() {
        let next = old.as_ref().and_then(Node::next_sibling);
        match old.take() {
            Some(old) if old.is_equal_node(Some(&new)) => sure(children).remove_child(&new),
            Some(old) => sure(parent).replace_child(&new, &old),
            None => sure(parent).append(&new),
        }
        old = next;
    }
    old
}

/// Removes this child and all behind it.
pub(crate) fn remove_from(parent: &Element, mut child: Option<Node>) {
    while let Some(node) = child {
        child = node.next_sibling();
        sure(parent).remove_child(&node);
    }
}

/// The nearest ancestor that matches the selector, or this element.
pub(crate) fn closest(element: &Element, selector: &str) -> Option<Element> {
    sure(element).closest(selector)
}

/// Moves the focus. The page's listeners run meanwhile.
pub(crate) fn focus(element: &Element) {
    sure(element).focus();
}

/// Calls a function after so many milliseconds, unless what is returned is dropped before.
pub(crate) fn later(milliseconds: u32, call: Box<dyn FnOnce()>) -> Timeout {
    Timeout::new(milliseconds, call)
}

/// Opens a `<dialog>` over the page, which cannot be used meanwhile. It must be in the page, and closed.
pub(crate) fn show_modal(dialog: &Element) {
    sure(dialog).show_modal();
}

/// Closes a `<dialog>`.
pub(crate) fn close(dialog: &Element) {
    sure(dialog).close();
}

fn sure(node: &Node) -> &Sure {
    node.unchecked_ref()
}
