//! The public shape of `search()`, and what it refuses.

mod common;

use common::{get, json, object, reference, strings};
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use widget::Reference;

wasm_bindgen_test_configure!(run_in_browser);

fn search(query: &str, options: &JsValue) -> JsValue {
    reference().search(query, options, "../").unwrap()
}

fn filters(name: &str, value: impl Into<JsValue>) -> JsValue {
    object(&[("filters", object(&[(name, value.into())]).into())]).into()
}

fn strings_of(found: &JsValue) -> Vec<String> {
    let hits: Array = get(found, "hits").unchecked_into();
    hits.iter().map(|hit| get(&hit, "id").as_string().unwrap()).collect()
}

fn list(values: &[&str]) -> Array {
    values.iter().map(|value| JsValue::from(*value)).collect()
}

#[wasm_bindgen_test]
fn a_hit_has_the_shape_of_the_contract() {
    let found = search("22/tcp", &JsValue::UNDEFINED);
    assert_eq!(get(&found, "total"), 1);
    let expected = r#"{"id":"22","ports":[[22,22]],"parameter":null,"transports":["tcp"],"title":"SSH","summary":"Encrypted login and file copy.","href":"../ports/22.html","provenance":["vendor"],"exposure":null,"why":null,"applies":null,"remarks":[]}"#;
    assert_eq!(json(&get(&found, "hits.0")), expected);
}

#[wasm_bindgen_test]
fn ranges_pages_and_reasons() {
    let range = search("27930", &JsValue::UNDEFINED);
    assert_eq!(json(&get(&range, "hits.0.ports")), "[[27910,27961]]");
    assert_eq!(get(&range, "hits.0.href"), "../ports/27910-27961.html");
    assert_eq!(get(&range, "hits.0.why"), "27930 lies in this range");
    let page = search("provenance", &JsValue::UNDEFINED);
    assert_eq!(get(&page, "hits.0.id"), "reading.html");
    assert_eq!(get(&page, "hits.0.href"), "../reading.html#provenance");
    assert_eq!(json(&get(&page, "hits.0.ports")), "[]");
}

#[wasm_bindgen_test]
fn facets_count_values_and_releases() {
    let reference = reference();
    let found = reference.search("login", &JsValue::UNDEFINED, "../").unwrap();
    assert_eq!(json(&get(&found, "facets.transport.0")), r#"{"value":"tcp","label":"TCP","count":2}"#);
    let releases = json(&get(&found, "facets.release"));
    assert!(releases.contains(r#"{"value":"15.0","label":"15.0","count":2}"#), "{releases}");
    let late = reference.search("login", &JsValue::UNDEFINED, "../").unwrap();
    drop(reference);
    // What was counted stays; what was not needs the catalog.
    assert_eq!(json(&get(&found, "facets.transport.0.count")), "2");
    let error = js_sys::Reflect::get(&late, &"facets".into()).unwrap_err();
    assert_eq!(get(&error, "code"), "freed");
}

#[wasm_bindgen_test]
fn filters_take_a_value_or_a_list() {
    let both = list(&["tcp", "udp"]);
    let cases: [(JsValue, u32); 7] = [
        (filters("transport", "udp"), 3),
        (filters("transport", both), 5),
        (filters("transport", Array::new()), 5),
        (filters("transport", JsValue::UNDEFINED), 5),
        (filters("product", "s270"), 2),
        (filters("release", "15.2"), 4),
        (object(&[("limit", 1.into())]).into(), 5),
    ];
    for (options, total) in cases {
        assert_eq!(get(&search("", &options), "total"), total, "{}", json(&options));
    }
}

#[wasm_bindgen_test]
fn a_release_gives_a_verdict() {
    let found = search("login", &filters("release", "15.2"));
    assert_eq!(get(&found, "hits.0.applies"), "yes");
    assert_eq!(get(&found, "hits.1.applies"), "unsaid");
}

#[wasm_bindgen_test]
fn the_limit_cuts_hits_and_not_the_total() {
    let found = search("", &object(&[("limit", 2.into())]));
    assert_eq!((get(&found, "hits.length"), get(&found, "total")), (2.into(), 5.into()));
}

#[wasm_bindgen_test]
fn what_is_refused_and_how() {
    let cases: [(JsValue, &str); 10] = [
        (5.into(), "options must be an object"),
        (object(&[("limit", (-1).into())]).into(), "`limit` must be a whole number"),
        (object(&[("limit", "all".into())]).into(), "`limit` must be a whole number"),
        (object(&[("sort", "port".into())]).into(), "no `sort`"),
        (object(&[("filters", Array::new().into())]).into(), "filters must be an object"),
        (filters("colour", "red"), "no filter `colour`"),
        (filters("transport", "quic"), "`transport` has no value `quic`"),
        (filters("transport", 6), "must be a string or a list of strings"),
        (filters("release", list(&["15.1", "15.2"])), "takes one release"),
        (filters("release", "foo"), "has no value `foo`: it takes a VOS release such as 14.7, 15.0"),
    ];
    for (options, expected) in cases {
        let error = reference().search("", &options, "").unwrap_err();
        let message = get(&error, "message").as_string().unwrap();
        assert!(message.contains(expected), "{message}");
    }
}

#[wasm_bindgen_test]
fn notices_are_data_and_words() {
    let unwritten = get(&search("12345", &JsValue::UNDEFINED), "notices.0");
    assert_eq!(get(&unwritten, "kind"), "unwritten");
    assert_eq!((get(&unwritten, "below"), get(&unwritten, "above")), ("666".into(), JsValue::NULL));
    let expected = "12345 has no chapter of its own. It is a registered port (1024–49151).";
    assert_eq!(get(&unwritten, "text"), expected);
    let no_port = get(&search("70000", &JsValue::UNDEFINED), "notices.0.text");
    assert_eq!(no_port, "70000 is not a port: ports run from 0 to 65535.");
    let unknown = get(&search("tlentex", &JsValue::UNDEFINED), "notices.0");
    assert_eq!(get(&unknown, "kind"), "unknown-word");
    assert_eq!(strings(&get(&unknown, "suggestions")), ["telnet"]);
    let line = search("10:02:11 fw SRC=203.0.113.5 PROTO=UDP SPT=4500 DPT=22 DPT=12345", &JsValue::UNDEFINED);
    let line = get(&line, "notices");
    let expected = r#"[{"kind":"line","text":"From your line: UDP to 22, from 4500.","transports":["udp"],"to":[22],"from":[4500],"unwritten":[]}]"#;
    assert_eq!(json(&line), expected);
    let alone = r#"{"kind":"transport-alone","text":"Everything over UDP. To search within it, filter by UDP.","transport":"udp"}"#;
    assert_eq!(json(&get(&search("udp", &JsValue::UNDEFINED), "notices.0")), alone);
    let release = get(&search("ssh 99.9", &JsValue::UNDEFINED), "notices.0");
    assert_eq!((get(&release, "kind"), get(&release, "typed")), ("not-a-release".into(), "99.9".into()));
    assert_eq!(get(&release, "text"), "“99.9” is not a VOS release such as 14.7 or 15.0.");
    assert_eq!(strings(&get(&release, "releases")), ["14.7", "15.0"]);
}

#[wasm_bindgen_test]
fn endless_queries_are_cut() {
    let found = |query: &str| strings_of(&search(query, &JsValue::UNDEFINED));
    let after = |spaces: usize| format!("ssh{}telnet", " ".repeat(spaces));
    assert_eq!(found(&after(2048 - "sshtelnet".len())), ["22", "23"], "as long as it may be");
    assert_eq!(found(&after(2048 - "ssh".len())), ["22"], "all of the second word is cut off");
    assert_eq!(found(&format!("ssh{}", "\u{a0}".repeat(1_000_000))), ["22"], "cut between characters, not bytes");
    assert_eq!(get(&search(&"qq rr ss tt ".repeat(100_000), &JsValue::UNDEFINED), "notices.length"), 3);
}

#[wasm_bindgen_test]
fn bytes_that_are_no_catalog() {
    for (bytes, code) in [(&b"<html>"[..], "damaged"), (b"", "damaged"), (b"PTLN\x63........", "version")] {
        let error = Reference::new(bytes, false).err().unwrap();
        assert_eq!(get(&error, "code"), code);
    }
}
