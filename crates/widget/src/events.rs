//! The widget's event listeners: one for each kind of event, on the shadow root where possible.

use crate::chips::{CLEAR, RELEASE};
use crate::dom;
use crate::filter_view::{DONE, value_of};
use crate::keys;
use crate::notices::INSTEAD_OF;
use crate::object;
use crate::widget::{Cause, Widget};
use catalog::{concat, split_first};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, Event, EventTarget, FocusEvent, Node};

/// Listens until it is dropped: one closure for all kinds of events.
pub(crate) struct Listener {
    closure: Closure<dyn Fn(Event)>,
    places: Vec<(EventTarget, &'static str)>,
}

impl Listener {
    pub(crate) fn new(widget: &Rc<Widget>) -> Self {
        let root = ["input", "change", "click", "keydown", "focusout"];
        let mut places: Vec<(EventTarget, &str)> = root.map(|kind| (widget.root.clone().into(), kind)).into();
        // These do not bubble.
        places.push((widget.filters.details().clone().into(), "toggle"));
        places.push((widget.filters.sheet().clone().into(), "close"));
        if widget.panel.is_compact() {
            // In the document where the element is, which need not be the one of the script.
            if let Some(document) = widget.host.owner_document() {
                places.push((document.into(), "pointerdown"));
            }
            places.push((dom::window().into(), "resize"));
        }
        if widget.page_url.is_some() {
            places.push((dom::window().into(), "popstate"));
        }
        let widget = Rc::clone(widget);
        let closure = Closure::<dyn Fn(Event)>::new(move |event: Event| handle(&widget, &event));
        for (target, kind) in &places {
            dom::listen(target, kind, closure.as_ref());
        }
        Self { closure, places }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        for (target, kind) in &self.places {
            dom::unlisten(target, kind, self.closure.as_ref());
        }
    }
}

fn handle(widget: &Widget, event: &Event) {
    match event.type_().as_str() {
        "input" => input(widget, event),
        "change" => change(widget, event),
        "click" => click(widget, event),
        "keydown" => keys::down(widget, event),
        "focusout" => focus_out(widget, event),
        "toggle" => widget.toggled(),
        // A gesture, for instance.
        "close" => widget.fold(),
        "pointerdown" => pointer_down(widget, event),
        "resize" => widget.panel.fit(),
        "popstate" => widget.restore(),
        _ => {}
    }
}

fn input(widget: &Widget, event: &Event) {
    let Some(target) = target(event) else { return };
    if widget.is_field(&target) {
        widget.panel.open();
        widget.update(Cause::Typing);
    } else if let Some(text) = widget.filters.release_text(&target) {
        widget.selection.borrow_mut().release_text = text;
        widget.update(Cause::Typing);
    }
}

fn change(widget: &Widget, event: &Event) {
    let Some(target) = target(event) else { return };
    if let Some((dimension, position)) = value_of(&target) {
        widget.selection.borrow_mut().toggle(dimension, position);
        widget.update(Cause::Choice);
    } else if widget.filters.release_text(&target).is_some() {
        widget.release_is_finished();
    }
}

fn click(widget: &Widget, event: &Event) {
    let Some(target) = target(event) else { return };
    if widget.is_field(&target) {
        widget.panel.open();
    } else if target == *widget.filters.sheet() {
        // Its contents cover it: this is the page behind.
        widget.fold();
    } else if let Some(position) = widget.list.position(&target) {
        if !widget.selects(position) {
            event.prevent_default();
        } else if widget.list.link(position).is_some_and(|link| leads_within_page(&link)) {
            widget.panel.close();
        }
    } else if target.get_attribute("aria-disabled").is_some() {
        event.prevent_default();
    } else if let Some(button) = dom::closest(&target, "button") {
        press(widget, &button);
    }
}

/// Whether a link leads to another place of the same page.
fn leads_within_page(link: &Element) -> bool {
    let (Some(target), Ok(here)) = (object::get(link, "href").as_string(), dom::window().location().href()) else {
        return false;
    };
    let Some((target, _)) = split_first(&target, "#") else { return false };
    target == split_first(&here, "#").map_or(&*here, |(here, _)| here)
}

fn press(widget: &Widget, button: &Element) {
    if widget.list.is_more(button) {
        return widget.show_more();
    }
    if button.has_attribute(DONE) {
        return widget.fold();
    }
    if let Some(typed) = button.get_attribute(INSTEAD_OF) {
        let meant = button.text_content().unwrap_or_default();
        widget.input.set_value(&replaced(&widget.typed(), &typed, &meant));
        dom::focus(&widget.input);
    } else if button.has_attribute(CLEAR) {
        widget.selection.take();
    } else if button.has_attribute(RELEASE) {
        widget.selection.borrow_mut().release_text.clear();
    } else if let Some((dimension, position)) = value_of(button) {
        widget.selection.borrow_mut().toggle(dimension, position);
    } else {
        return;
    }
    widget.update(Cause::Choice);
}

fn focus_out(widget: &Widget, event: &Event) {
    if let Some(url) = &widget.page_url {
        url.settle();
    }
    // Without a next one, the window lost the focus, or something was clicked that cannot have it.
    let Some(next) = event.unchecked_ref::<FocusEvent>().related_target() else { return };
    let next: Node = next.unchecked_into();
    if !widget.root.contains(Some(&next)) && !widget.host.contains(Some(&next)) {
        widget.panel.close();
    }
}

fn pointer_down(widget: &Widget, event: &Event) {
    let host: &wasm_bindgen::JsValue = &widget.host;
    if widget.panel.can_close() && !event.composed_path().includes(host, 0) {
        widget.panel.close();
    }
}

/// The query with a word replaced; the whole of it where the word cannot be told from the rest.
fn replaced(query: &str, word: &str, by: &str) -> String {
    // Not `split_once`: searching for a string brings in more code than the rest of this file.
    let places = query.char_indices().map(|(at, _)| (query.get(..at), query.get(at..at + word.len()), at + word.len()));
    for (before, here, end) in places {
        if here.is_some_and(|here| here.eq_ignore_ascii_case(word)) {
            return concat(&[before.unwrap_or_default(), by, query.get(end..).unwrap_or_default()]);
        }
    }
    by.to_owned()
}

pub(crate) fn target(event: &Event) -> Option<Element> {
    // In our shadow root nothing but elements is focused, clicked or typed into.
    event.target().map(JsCast::unchecked_into)
}
