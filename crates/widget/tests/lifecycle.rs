//! The page's URL, events, and what is left after a widget is gone.

mod common;

use common::{How, fire, get, json, mount};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{CustomEvent, EventTarget, window};

wasm_bindgen_test_configure!(run_in_browser);

fn set_url(search: &str) {
    let path = window().unwrap().location().pathname().unwrap();
    let history = window().unwrap().history().unwrap();
    history.replace_state_with_url(&"".into(), "", Some(&(path + search))).unwrap();
}

fn url() -> String {
    window().unwrap().location().search().unwrap()
}

fn entries() -> u32 {
    window().unwrap().history().unwrap().length().unwrap()
}

const IN_URL: How = How { compact: false, url_param: Some("q"), limit: None, typed: "", class: false };

#[wasm_bindgen_test]
fn the_url_gives_filters() {
    set_url("?other=1&q.transport=udp&q.transport=tcp&q.release=15.2");
    let demo = mount(&IN_URL);
    assert_eq!(demo.texts(".chip"), ["Transport: UDP×", "Transport: TCP×", "Release 15.2×"]);
    assert_eq!(url(), "?other=1&q.transport=udp&q.transport=tcp&q.release=15.2", "reading writes nothing");
}

/// Addresses and times of a log are kept out of the page's address and of events.
#[wasm_bindgen_test]
fn a_line_of_a_log_stays_in_the_field() {
    set_url("?q=telnet&other=1");
    let demo = mount(&IN_URL);
    let told = Rc::<RefCell<Vec<String>>>::default();
    let into = Rc::clone(&told);
    let listener =
        Closure::<dyn Fn(CustomEvent)>::new(move |event: CustomEvent| into.borrow_mut().push(json(&event.detail())));
    let host: &EventTarget = &demo.host;
    host.add_event_listener_with_callback("port-reference-search", listener.as_ref().unchecked_ref()).unwrap();
    demo.type_text("Nov 21 10:02:11 fw kernel: SRC=203.0.113.5 DST=198.51.100.7 PROTO=UDP SPT=4500 DPT=137");
    fire(&demo.input, "focusout");
    assert_eq!(demo.titles(), ["NetBIOS name service"]);
    assert_eq!(demo.texts(".notice"), ["From your line: UDP to 137, from 4500."]);
    assert_eq!(url(), "?other=1");
    assert_eq!(told.borrow().len(), 1);
    assert!(told.borrow()[0].contains(r#""query":"udp 137 4500""#), "{told:?}");
    demo.type_text("198.51.100.7:22");
    fire(&demo.input, "focusout");
    assert_eq!((url(), demo.titles()), ("?other=1".into(), vec!["SSH".to_owned()]));
    set_url("");
}

#[wasm_bindgen_test]
fn a_release_of_the_url_that_is_none_is_said_to_be_none() {
    set_url("?q=ssh&q.release=foo");
    let demo = mount(&How { typed: "ssh", ..IN_URL });
    assert_eq!(demo.texts(".notice"), ["“foo” is not a VOS release such as 14.7 or 15.0."]);
    assert_eq!(demo.titles(), ["SSH"]);
    demo.type_text("ssh 15.0");
    set_url("");
}

#[wasm_bindgen_test]
fn the_url_takes_a_query_as_one_step() {
    set_url("?other=1&other=2");
    let demo = mount(&IN_URL);
    let before = entries();
    for text in ["s", "ss", "ssh"] {
        demo.type_text(text);
        assert_eq!(url(), "?other=1&other=2", "what is being typed waits");
    }
    fire(&demo.input, "focusout");
    assert_eq!((url(), entries()), ("?other=1&other=2&q=ssh".into(), before + 1));
    demo.type_text("ssh 15");
    demo.unfold();
    demo.checkbox("TCP").click();
    assert_eq!(entries(), before + 2);
    assert_eq!(url(), "?other=1&other=2&q=ssh+15&q.transport=tcp");
    set_url("?q=telnet");
    fire(&window().unwrap(), "popstate");
    assert_eq!((demo.input.value(), demo.titles()), ("telnet".into(), vec!["Telnet".into()]));
    set_url("");
}

#[wasm_bindgen_test]
fn a_hostile_url_is_text_or_nothing() {
    let hostile = "%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E%00%ED%A0%80";
    set_url(&format!("?q={hostile}&q.transport={hostile}&q.release={hostile}&q.__proto__={hostile}"));
    let demo = mount(&IN_URL);
    fire(&window().unwrap(), "popstate");
    assert!(demo.input.value().starts_with("<img src=x onerror=alert(1)>"));
    assert_eq!(demo.all("img").len() + demo.all(".chip").len(), 0);
    set_url("");
}

#[wasm_bindgen_test]
fn without_a_parameter_the_url_is_left_alone() {
    set_url("?q=telnet");
    let demo = mount(&How::default());
    demo.type_text("ssh");
    assert_eq!(url(), "?q=telnet");
    assert_eq!(demo.titles(), ["SSH"]);
    set_url("");
}

#[wasm_bindgen_test]
fn every_search_is_told() {
    let demo = mount(&How::default());
    let told = Rc::<RefCell<Vec<String>>>::default();
    let into = Rc::clone(&told);
    let listener = Closure::<dyn Fn(CustomEvent)>::new(move |event: CustomEvent| {
        assert!(event.bubbles() && event.composed());
        into.borrow_mut().push(json(&event.detail()));
    });
    let host: &EventTarget = &demo.host;
    host.add_event_listener_with_callback("port-reference-search", listener.as_ref().unchecked_ref()).unwrap();
    demo.unfold();
    demo.type_text("login");
    demo.checkbox("TCP").click();
    let expected = [
        r#"{"query":"login","filters":{},"total":2}"#,
        r#"{"query":"login","filters":{"transport":["tcp"]},"total":2}"#,
    ];
    assert_eq!(*told.borrow(), expected);
    assert_eq!(json(&demo.mounted.filters()), r#"{"transport":["tcp"]}"#);
    drop(demo);
    drop(listener);
}

#[wasm_bindgen_test]
fn a_listener_may_call_back() {
    let demo = Rc::new(mount(&How::default()));
    let inner = Rc::clone(&demo);
    let listener = Closure::<dyn Fn(CustomEvent)>::new(move |event: CustomEvent| {
        if get(&event.detail(), "query") == "ssh" {
            inner.mounted.set_query("telnet");
        } else {
            inner.mounted.destroy();
        }
    });
    let host: &EventTarget = &demo.host;
    host.add_event_listener_with_callback("port-reference-search", listener.as_ref().unchecked_ref()).unwrap();
    demo.type_text("ssh");
    assert_eq!(demo.input.value(), "telnet");
    assert_eq!(demo.all(".body").len(), 0);
    listener.forget();
}

#[wasm_bindgen_test]
fn nothing_is_left_behind() {
    let demo = mount(&How { compact: true, url_param: Some("q"), ..How::default() });
    demo.unfold();
    demo.type_text("ssh");
    demo.mounted.destroy();
    let place = demo.root.first_element_child().unwrap();
    assert_eq!(place.child_element_count(), 1, "only the field, which the class made");
    assert!(!demo.input.has_attribute("aria-controls"));
    demo.type_text("telnet");
    fire(&window().unwrap(), "popstate");
    fire(&window().unwrap(), "resize");
    assert_eq!(demo.input.value(), "telnet", "nobody listens any more");
    assert!(!url().contains("telnet"));
    set_url("");
}
