//! Words that are added to a catalog after the first answer.

mod common;

use common::{Demo, How, apart, get, mount_in};
use js_sys::Promise;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn typed(query: &'static str) -> How {
    How { typed: query, ..How::default() }
}

/// What is announced, once it has settled.
async fn announced(demo: &Demo) -> Vec<String> {
    let pause = Promise::new(&mut |done, _| {
        web_sys::window().unwrap().set_timeout_with_callback_and_timeout_and_arguments_0(&done, 700).unwrap();
    });
    JsFuture::from(pause).await.unwrap();
    demo.texts("[role=status].unseen")
}

#[wasm_bindgen_test]
fn the_first_answer_is_completed() {
    let (reference, first, words) = apart();
    let demo = mount_in(&reference, &typed("handshake"));
    assert_eq!(demo.texts(".notice"), [""; 0], "it may be known yet");
    assert!(demo.titles().is_empty());
    reference.add_words(&first, Some(words)).unwrap();
    demo.mounted.refine();
    assert_eq!(demo.titles(), ["Telnet"]);
    assert_eq!(demo.texts(".why"), ["about “handshake”"]);
    let found = reference.search("handshake", &JsValue::UNDEFINED, "").unwrap();
    assert_eq!(get(&found, "total"), 1);
}

#[wasm_bindgen_test]
fn without_words_everything_else_is_found() {
    let (reference, first, words) = apart();
    let demo = mount_in(&reference, &typed("handshake"));
    assert!(reference.add_words(&first, Some(words[1..].to_vec())).is_err());
    reference.add_words(&first, None).unwrap();
    demo.mounted.refine();
    assert_eq!(demo.texts(".notice").len(), 1, "now it is unknown");
    demo.type_text("telnet");
    assert_eq!(demo.titles(), ["Telnet"]);
}

#[wasm_bindgen_test]
async fn what_stays_is_not_touched() {
    let (reference, first, words) = apart();
    let demo = mount_in(&reference, &How { limit: Some(1), ..typed("login") });
    demo.one(".more").click();
    assert_eq!(demo.titles(), ["SSH", "Telnet"]);
    demo.input.focus().unwrap();
    let before = demo.all("li");
    reference.add_words(&first, Some(words)).unwrap();
    demo.mounted.refine();
    assert_eq!(demo.titles(), ["SSH", "Telnet"], "as many as the reader has asked for");
    assert!(demo.all("li") == before, "the same nodes");
    assert!(demo.is_in_field());
    assert_eq!(demo.texts(".count"), ["3 results"], "there are more");
    assert_eq!(announced(&demo).await, [""], "the reader has done nothing");
}

#[wasm_bindgen_test]
fn a_focused_result_stays_until_the_next_search() {
    let (reference, first, words) = apart();
    let demo = mount_in(&reference, &typed("login"));
    demo.input.focus().unwrap();
    demo.press("ArrowDown");
    let focused = demo.focused();
    reference.add_words(&first, Some(words)).unwrap();
    demo.mounted.refine();
    assert_eq!(demo.titles(), ["SSH", "Telnet"]);
    assert!(focused.is_some() && demo.focused() == focused);
    demo.type_text("login");
    assert_eq!(demo.titles(), ["SSH", "Telnet", "NetBIOS name service"]);
}

/// An announcement or an event that says the same again would only disturb.
#[wasm_bindgen_test]
async fn only_changes_are_told() {
    for (query, total, said) in [("telnet", 0, "1 result"), ("login", 1, "3 results")] {
        let (reference, first, words) = apart();
        let demo = mount_in(&reference, &How::default());
        demo.type_text(query);
        announced(&demo).await;
        demo.one("[role=status].unseen").set_text_content(Some("as before"));
        let events = Rc::new(Cell::new(0));
        let heard = Rc::clone(&events);
        let listener = Closure::<dyn Fn()>::new(move || heard.set(heard.get() + 1));
        let listen = listener.as_ref().unchecked_ref();
        demo.host.add_event_listener_with_callback("port-reference-search", listen).unwrap();
        reference.add_words(&first, Some(words)).unwrap();
        demo.mounted.refine();
        assert_eq!(events.get(), total, "{query}");
        assert_eq!(announced(&demo).await, [if total == 0 { "as before" } else { said }], "{query}");
    }
}
