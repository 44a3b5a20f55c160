//! Filters: counts, checkboxes, chips and the release field.

mod common;

use common::{Demo, How, fire, mount};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::HtmlInputElement;

wasm_bindgen_test_configure!(run_in_browser);

fn unfolded(typed: &'static str) -> Demo {
    let demo = mount(&How { typed, ..How::default() });
    demo.unfold();
    demo
}

fn count(demo: &Demo, name: &str) -> String {
    let label = demo.checkbox(name).closest("label").unwrap().unwrap();
    label.query_selector(".values-count").unwrap().unwrap().text_content().unwrap()
}

#[wasm_bindgen_test]
fn only_values_that_exist_are_offered() {
    let demo = unfolded("");
    assert_eq!(demo.texts("fieldset.transport .value-name"), ["TCP", "UDP"]);
    assert_eq!(demo.texts("fieldset.advice .value-name"), ["Block"]);
}

#[wasm_bindgen_test]
fn a_click_filters_and_counts_follow() {
    let demo = unfolded("");
    assert_eq!((count(&demo, "TCP"), count(&demo, "Block")), ("2".into(), "1".into()));
    demo.checkbox("UDP").click();
    assert_eq!(demo.titles().len(), 3);
    assert_eq!((count(&demo, "TCP"), count(&demo, "Block")), ("2".into(), "0".into()));
    assert_eq!(demo.texts(".count"), ["3 results"]);
    demo.checkbox("UDP").click();
    assert_eq!(demo.titles().len(), 5);
}

#[wasm_bindgen_test]
fn a_value_that_would_leave_nothing_cannot_be_chosen() {
    let demo = unfolded("ssh");
    let udp = demo.checkbox("UDP");
    assert_eq!(udp.get_attribute("aria-disabled").unwrap(), "true");
    udp.click();
    assert!(!udp.checked());
    assert_eq!(demo.titles(), ["SSH"]);
}

#[wasm_bindgen_test]
fn a_chosen_value_can_be_taken_back_though_it_leaves_nothing() {
    let demo = unfolded("");
    demo.checkbox("UDP").click();
    demo.type_text("ssh");
    assert_eq!(demo.texts(".count"), ["No results with these filters"]);
    demo.checkbox("UDP").click();
    assert_eq!(demo.titles(), ["SSH"]);
}

#[wasm_bindgen_test]
fn chips_remove_filters() {
    let demo = unfolded("");
    demo.checkbox("UDP").click();
    demo.checkbox("vendor").click();
    assert_eq!(demo.texts(".chip"), ["Transport: UDP×", "Who says so: vendor×"]);
    demo.all(".chip")[0].click();
    assert_eq!(demo.texts(".chip"), ["Who says so: vendor×"]);
    assert!(!demo.checkbox("UDP").checked());
    demo.one(".clear").click();
    assert_eq!(demo.all(".chips button").len(), 0);
    assert_eq!(demo.titles().len(), 5);
}

#[wasm_bindgen_test]
fn the_release_field() {
    let demo = unfolded("");
    let release: HtmlInputElement = demo.one("#release").unchecked_into();
    let type_release = |text: &str| {
        release.set_value(text);
        fire(&release, "input");
    };
    assert_eq!(demo.all("datalist option").len(), 2);
    for (text, chips) in [("15.2", vec!["Release 15.2×"]), ("VOS 14.7+", vec!["Release 14.7×"]), ("15.", vec![])] {
        type_release(text);
        assert_eq!(demo.texts(".chip"), chips, "{text}");
        assert_eq!(demo.texts(".fault"), [""], "nobody complains while it is typed");
    }
    type_release("soon");
    fire(&release, "change");
    assert!(demo.texts(".fault")[0].starts_with("“soon” is not a VOS release"));
    assert_eq!(release.get_attribute("aria-invalid").unwrap(), "true");
    type_release("15.2");
    assert_eq!(demo.texts(".fault"), [""]);
    assert_eq!(demo.texts(".badge.yes"), ["on 15.2", "on 15.2"]);
    demo.all(".chip")[0].click();
    assert_eq!(release.value(), "");
}

#[wasm_bindgen_test]
fn a_promised_count_is_what_a_click_leaves() {
    let demo = unfolded("");
    for name in demo.texts(".value-name") {
        let promised = count(&demo, &name);
        demo.checkbox(&name).click();
        assert_eq!(demo.titles().len().to_string(), promised, "{name}");
        demo.checkbox(&name).click();
    }
}
