//! Keys, the panel of a compact widget, and the select event.

mod common;

use common::{Demo, How, fire, get, mount};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{CustomEvent, EventTarget};

wasm_bindgen_test_configure!(run_in_browser);

fn typing(typed: &'static str) -> Demo {
    let demo = mount(&How { typed, ..How::default() });
    demo.input.focus().unwrap();
    demo
}

/// Cancels what is selected, and collects it.
fn catch_selected(demo: &Demo) -> Rc<RefCell<Vec<JsValue>>> {
    let caught = Rc::<RefCell<Vec<JsValue>>>::default();
    let into = Rc::clone(&caught);
    let listener = Closure::<dyn Fn(CustomEvent)>::new(move |event: CustomEvent| {
        event.prevent_default();
        into.borrow_mut().push(event.detail());
    });
    let host: &EventTarget = &demo.host;
    host.add_event_listener_with_callback("port-reference-select", listener.as_ref().unchecked_ref()).unwrap();
    listener.forget();
    caught
}

#[wasm_bindgen_test]
fn arrows_move_through_results_and_back_into_the_field() {
    let demo = typing("login");
    let links = demo.all("a.link");
    assert!(!demo.press("ArrowDown"));
    assert_eq!(demo.focused().unwrap(), links[0].clone().into());
    demo.press("ArrowDown");
    demo.press("ArrowDown");
    assert_eq!(demo.focused().unwrap(), links[1].clone().into(), "the last one keeps the focus");
    demo.press("ArrowUp");
    demo.press("ArrowUp");
    assert!(demo.is_in_field());
    assert!(demo.press("ArrowUp") && demo.press("Home") && demo.press("End"), "these stay with the text");
}

#[wasm_bindgen_test]
fn letters_go_on_in_the_field() {
    for (key, moves) in [("a", true), ("7", true), ("Backspace", true), (" ", false), ("Tab", false), ("F5", false)] {
        let demo = typing("login");
        demo.press("ArrowDown");
        assert!(demo.press(key), "{key} is left to the browser");
        assert_eq!(demo.is_in_field(), moves, "{key}");
    }
}

#[wasm_bindgen_test]
fn enter_opens_the_best_result_unless_the_page_objects() {
    let demo = typing("ssh");
    let caught = catch_selected(&demo);
    demo.press("Enter");
    assert_eq!(get(&caught.borrow()[0], "id"), "22");
    assert_eq!(get(&caught.borrow()[0], "href"), "/book/ports/22.html");
}

#[wasm_bindgen_test]
fn a_click_selects_the_result_it_is_on() {
    let demo = typing("login");
    let caught = catch_selected(&demo);
    demo.all(".title")[1].click();
    assert_eq!(get(&caught.borrow()[0], "id"), "23");
}

/// The class of a port says nothing about it that is not above the results already.
#[wasm_bindgen_test]
fn enter_stays_where_nobody_has_written_about_the_port() {
    for (typed, opens) in [("12345", false), ("DPT=12345", false), ("27930", true), ("telnet 12345", true)] {
        let demo = mount(&How { compact: true, class: true, ..How::default() });
        demo.input.focus().unwrap();
        demo.type_text(typed);
        assert!(!demo.titles().is_empty(), "{typed}");
        let caught = catch_selected(&demo);
        assert!(!demo.press("Enter"), "{typed}: the key is used");
        assert_eq!(caught.borrow().len(), usize::from(opens), "{typed}");
        assert!(!demo.one(".panel").has_attribute("hidden"), "{typed}: what is known stays");
    }
    let demo = mount(&How { typed: "12345", class: true, ..How::default() });
    demo.input.focus().unwrap();
    demo.press("ArrowDown");
    assert_eq!(demo.focused().unwrap(), demo.one("a.link").into(), "results can be opened all the same");
}

#[wasm_bindgen_test]
fn enter_means_nothing_where_nothing_is_asked() {
    let demo = typing("");
    let caught = catch_selected(&demo);
    assert!(demo.press("Enter"));
    assert_eq!(caught.borrow().len(), 0);
}

#[wasm_bindgen_test]
fn escape_goes_to_the_field_then_clears_it_then_is_the_pages() {
    let demo = typing("login");
    demo.press("ArrowDown");
    assert!(!demo.press("Escape"));
    assert!(demo.is_in_field());
    assert_eq!(demo.input.value(), "login");
    assert!(!demo.press("Escape"));
    assert_eq!(demo.input.value(), "");
    assert!(demo.press("Escape"));
}

#[wasm_bindgen_test]
fn a_compact_widget_opens_and_closes_its_panel() {
    let demo = mount(&How { compact: true, ..How::default() });
    let panel = demo.one(".panel");
    let is_open = || !panel.has_attribute("hidden");
    demo.input.focus().unwrap();
    assert!(!is_open(), "the focus alone opens nothing");
    demo.type_text("ssh");
    assert!(is_open());
    demo.press("Escape");
    assert!(!is_open());
    assert_eq!(demo.input.value(), "ssh", "the text goes with the next Escape only");
    demo.press("ArrowDown");
    assert!(is_open());
    fire(&web_sys::window().unwrap().document().unwrap().body().unwrap(), "pointerdown");
    assert!(!is_open());
    demo.input.click();
    assert!(is_open());
    fire(&panel, "pointerdown");
    assert!(is_open(), "a press inside is no reason to close");
}
