//! What a result says first, which one Enter opens, what is shown before the field is used, and filters as a sheet.

mod common;

use common::{Demo, How, fire, mount};
use js_sys::Object;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlElement};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn exposure_is_behind_the_name() {
    let demo = mount(&How { typed: "telnet", ..How::default() });
    let link = demo.one("a.link").text_content().unwrap();
    assert_eq!(link, "23 Telnet nothing legitimate uses it any more \u{21b5}");
    assert_eq!(demo.one(".badge.exposure").get_attribute("part").unwrap(), "badge exposure");
    assert_eq!(demo.texts(".badges .badge"), ["TCP"]);
    // Not every entry says it.
    demo.type_text("ssh");
    assert_eq!(demo.all(".exposure").len(), 0);
}

#[wasm_bindgen_test]
fn only_what_enter_opens_is_marked() {
    for (typed, marked) in [("login", true), ("27930", true), ("", false), ("12345", false), ("DPT=12345", false)] {
        let demo = mount(&How { class: true, typed, ..How::default() });
        let parts: Vec<_> = demo.all(".item").iter().map(|item| item.get_attribute("part").unwrap()).collect();
        assert!(parts.len() > usize::from(marked), "{typed}");
        for (at, part) in parts.iter().enumerate() {
            assert_eq!(part, if marked && at == 0 { "item chosen" } else { "item" }, "{typed}, {at}");
        }
        assert_eq!(demo.all(".enter").len(), usize::from(marked), "{typed}");
    }
    // A filter is asked for too, and a longer list has one mark.
    let demo = mount(&How { limit: Some(2), ..How::default() });
    demo.unfold();
    demo.checkbox("UDP").click();
    assert_eq!(demo.all("[part~=chosen]").len(), 1);
    demo.one(".more").click();
    assert_eq!((demo.titles().len(), demo.all("[part~=chosen]").len()), (3, 1));
    demo.checkbox("UDP").click();
    assert_eq!(demo.all("[part~=chosen]").len(), 0);
}

/// A way in which the field is used.
type Use = fn(&Demo);

#[wasm_bindgen_test]
fn nothing_is_below_the_field_before_it_is_used() {
    let is_shown = |demo: &Demo| !demo.one(".body").has_attribute("hidden");
    let demo = mount(&How::default());
    demo.input.focus().unwrap();
    assert!(!is_shown(&demo), "the focus alone shows nothing");
    demo.type_text("ssh");
    assert!(is_shown(&demo));
    demo.press("Escape");
    assert!(is_shown(&demo), "what follows would move up");
    let uses: [(&str, Use); 4] = [
        ("a click", |demo| demo.input.click()),
        ("an arrow", |demo| assert!(!demo.press("ArrowDown"))),
        ("a query of a script", |demo| demo.mounted.set_query("ssh")),
        ("a text that was typed before loading", |demo| demo.mounted.open_panel()),
    ];
    for (name, way) in uses {
        let demo = mount(&How::default());
        demo.input.focus().unwrap();
        way(&demo);
        assert!(is_shown(&demo), "{name}");
    }
    for typed in ["ssh", "12345", "nosuchword"] {
        assert!(is_shown(&mount(&How { typed, ..How::default() })), "{typed}");
    }
}

#[wasm_bindgen_test]
fn a_number_without_an_entry_is_told_first() {
    let demo = mount(&How { typed: "70000 12345", ..How::default() });
    let notices = demo.texts(".notice");
    assert!(notices[0].starts_with("12345 has no chapter of its own"), "{notices:?}");
    assert!(notices[1].starts_with("70000 is not a port"), "{notices:?}");
}

/// Makes the window as narrow as a phone, for this test alone.
struct Phone(Element);

impl Phone {
    fn new() -> Self {
        let page = web_sys::window().unwrap().document().unwrap().document_element().unwrap();
        let narrow = common::object(&[("value", 375.into()), ("configurable", true.into())]);
        Object::define_property(page.unchecked_ref::<Object>(), &"clientWidth".into(), &narrow);
        Self(page)
    }
}

impl Drop for Phone {
    fn drop(&mut self) {
        js_sys::Reflect::delete_property(self.0.unchecked_ref::<Object>(), &"clientWidth".into()).unwrap();
    }
}

#[wasm_bindgen_test]
fn on_a_phone_filters_are_a_sheet() {
    let phone = Phone::new();
    let demo = mount(&How { typed: "login", ..How::default() });
    let sheet = demo.one("dialog");
    let is_open = || sheet.matches(":modal").unwrap();
    demo.unfold();
    assert!(is_open());
    assert!(sheet.contains(demo.focused().as_deref()), "the focus goes in");
    assert_eq!(demo.texts("dialog .done"), ["Show 2 results"]);
    demo.checkbox("Block").click();
    assert_eq!(demo.texts("dialog .done"), ["Show 1 result"]);
    demo.checkbox("Block").click();
    demo.input.set_value("nosuchword");
    fire(&demo.input, "input");
    assert_eq!(demo.texts("dialog .done"), ["No results"]);
    demo.type_text("login");
    // Keys that are for results and the field are not for the sheet.
    demo.checkbox("Block").focus().unwrap();
    assert!(demo.press("a") && demo.press("ArrowDown"));
    assert!(is_open() && !demo.is_in_field());
    let ways: [(&str, &dyn Fn()); 4] = [
        ("Escape", &|| assert!(!demo.press("Escape"))),
        ("the button", &|| demo.one(".done").click()),
        ("the cross", &|| demo.one("dialog .close").click()),
        ("the page behind", &|| sheet.click()),
    ];
    for (name, way) in ways {
        way();
        assert!(!is_open() && !demo.one("details").has_attribute("open"), "{name}");
        assert_eq!(demo.focused().unwrap().tag_name(), "SUMMARY", "{name}");
        assert_eq!(demo.input.value(), "login", "{name}");
        demo.unfold();
        assert!(is_open(), "{name}, and again");
    }
    // A click into it does not close it.
    demo.one("dialog .head").click();
    assert!(is_open());
    demo.one(".done").click();
    // The window has grown.
    drop(phone);
    demo.unfold();
    assert!(!is_open() && demo.one("details > div .done").is_instance_of::<HtmlElement>());
}

/// A sheet that is not seen would hold back the page all the same.
#[wasm_bindgen_test]
fn a_closed_panel_opens_no_sheet() {
    let _phone = Phone::new();
    let demo = mount(&How { compact: true, ..How::default() });
    demo.unfold();
    assert!(!demo.one("dialog").has_attribute("open"));
}
