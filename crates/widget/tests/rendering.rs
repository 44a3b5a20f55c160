//! What results, notices and counts look like as nodes.

mod common;

use common::{HOSTILE, How, mount};
use js_sys::Promise;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn everything_is_listed_before_anything_is_typed() {
    let demo = mount(&How::default());
    assert_eq!(demo.texts(".number"), ["22", "23", "137", "666", "27910–27961"]);
    assert_eq!(demo.texts(".count"), ["All 5 entries"]);
}

#[wasm_bindgen_test]
fn what_was_typed_before_is_kept() {
    let demo = mount(&How { typed: "telnet", ..How::default() });
    assert_eq!(demo.titles(), ["Telnet"]);
}

#[wasm_bindgen_test]
fn a_result_is_a_link_with_badges() {
    let demo = mount(&How { typed: "ssh", ..How::default() });
    assert_eq!(demo.one("a.link").get_attribute("href").unwrap(), "/book/ports/22.html");
    assert_eq!(demo.texts(".badge"), ["TCP"]);
    assert_eq!(demo.texts(".summary"), ["Encrypted login and file copy."]);
    demo.type_text("ssh 15.1");
    assert_eq!(demo.texts(".badge.yes"), ["on 15.1"]);
    demo.type_text("telnet 15.1");
    assert_eq!(demo.texts(".badge.unsaid"), ["on 15.1? the source does not say"]);
}

#[wasm_bindgen_test]
fn what_was_met_is_marked() {
    let cases: [(&str, &[&str]); 5] = [
        ("tel", &["Tel"]),
        ("telent", &["Telnet", "telnet"]),
        ("windows shar", &["Windows", "shar", "windows", "shar"]),
        ("2", &["2", "2"]),
        ("shell", &["Shell"]),
    ];
    for (typed, marked) in cases {
        let demo = mount(&How { typed, ..How::default() });
        assert_eq!(demo.texts("mark"), marked, "{typed}");
    }
}

#[wasm_bindgen_test]
fn a_page_is_found_at_its_heading() {
    let demo = mount(&How { typed: "provenance", ..How::default() });
    assert_eq!(demo.one("a.link").get_attribute("href").unwrap(), "/book/reading.html#provenance");
    assert_eq!(demo.texts(".why"), ["section “Provenance explained”"]);
}

#[wasm_bindgen_test]
fn data_and_queries_are_never_markup() {
    let demo = mount(&How { typed: "666", ..How::default() });
    assert_eq!(demo.titles(), [HOSTILE]);
    assert_eq!(demo.texts(".summary"), [HOSTILE]);
    demo.type_text(HOSTILE);
    demo.unfold();
    assert!(demo.texts(".value-name").contains(&"OpenSSL <for> VOS".to_owned()));
    assert_eq!(demo.all("img, for").len(), 0);
}

#[wasm_bindgen_test]
fn the_list_grows_by_its_limit() {
    let demo = mount(&How { limit: Some(2), ..How::default() });
    demo.input.click();
    let more = demo.one(".more");
    assert_eq!(demo.titles().len(), 2);
    more.click();
    assert_eq!(demo.titles().len(), 4);
    assert_eq!(demo.focused().unwrap(), demo.all("a.link")[2].clone().into());
    more.click();
    assert_eq!(demo.titles().len(), 5);
    assert!(more.has_attribute("hidden"));
    demo.type_text("2");
    assert_eq!(demo.titles().len(), 2, "the limit holds again");
}

#[wasm_bindgen_test]
fn an_unwritten_port_is_never_an_empty_page() {
    let demo = mount(&How { typed: "12345", ..How::default() });
    let notice = &demo.texts(".notice")[0];
    assert!(notice.contains("It is a registered port (1024–49151)."), "{notice}");
    assert_eq!(demo.one(".notice p + p a").get_attribute("href").unwrap(), "/book/ports/666.html");
}

#[wasm_bindgen_test]
fn a_suggestion_replaces_the_word_it_is_for() {
    let demo = mount(&How { typed: "login TLENTEX", ..How::default() });
    demo.one(".suggestion").click();
    assert_eq!(demo.input.value(), "login telnet");
    assert_eq!(demo.titles(), ["Telnet"]);
    assert!(demo.is_in_field());
}

#[wasm_bindgen_test]
fn a_transport_alone_becomes_a_filter() {
    for compact in [false, true] {
        let demo = mount(&How { compact, typed: "", ..How::default() });
        demo.type_text("udp");
        let button = demo.one(".notice .suggestion");
        assert_eq!(button.text_content().unwrap(), "filter by UDP");
        button.focus().unwrap();
        button.click();
        assert_eq!(demo.texts(".chip"), ["Transport: UDP×"]);
        assert_eq!(demo.all(".notice").len(), 0);
        assert!(demo.is_in_field());
    }
}

/// Results and notices are announced together, once.
#[wasm_bindgen_test]
async fn notices_are_announced_with_the_results() {
    let demo = mount(&How::default());
    demo.type_text("12345");
    let pause = Promise::new(&mut |done, _| {
        web_sys::window().unwrap().set_timeout_with_callback_and_timeout_and_arguments_0(&done, 700).unwrap();
    });
    JsFuture::from(pause).await.unwrap();
    let said = demo.texts("[role=status].unseen");
    let expected = "No results. 12345 has no chapter of its own. It is a registered port (1024–49151)";
    assert_eq!(said, [expected]);
}

#[wasm_bindgen_test]
fn counts_in_words() {
    let demo = mount(&How { typed: "ssh", ..How::default() });
    assert_eq!(demo.texts(".count"), ["1 result"]);
    demo.type_text("qqqqqq");
    assert_eq!(demo.texts(".count"), ["No results"]);
}
