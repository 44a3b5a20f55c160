//! The texts, and the places to put them.

use serde_json::{Value, json};

/// Code with `hurt=1` would set `window.hurt`, if it ran.
pub(crate) const HOSTILE: [&str; 44] = [
    "<img src=x onerror=hurt=1>",
    "<img src=x onerror=hurt=1 ",
    "<svg onload=hurt=1>",
    "<svg/onload=hurt=1//",
    "<svg><script>hurt=1</script></svg>",
    "<math><mi xlink:href=\"javascript:hurt=1\">x</mi></math>",
    "<script>hurt=1</script>",
    "\"><script>hurt=1</script>",
    "'><script>hurt=1</script>",
    "</script><script>hurt=1</script>",
    "</style><script>hurt=1</script>",
    "</textarea></title><script>hurt=1</script>",
    "--><script>hurt=1</script>",
    "]]><script>hurt=1</script>",
    "<iframe src=javascript:parent.hurt=1>",
    "<object data=javascript:hurt=1>",
    "<a href=javascript:hurt=1>x</a>",
    "<form action=javascript:hurt=1><button>x</button></form>",
    "<template shadowrootmode=open><script>hurt=1</script></template>",
    "<style>*{display:none}</style>",
    "<base href=//elsewhere.test/>",
    "<meta http-equiv=refresh content=0;url=//elsewhere.test/>",
    "\" onfocus=hurt=1 autofocus x=\"",
    "javascript:hurt=1",
    "JaVaScRiPt:hurt=1",
    "java\tscript:hurt=1",
    "\u{1}javascript:hurt=1",
    "javascript&colon;hurt=1",
    "data:text/html,<script>parent.hurt=1</script>",
    "vbscript:hurt=1",
    "{{constructor.constructor('hurt=1')()}}",
    "${hurt=1}",
    "<%= hurt=1 %>",
    "&lt;img src=x onerror=hurt=1&gt;",
    "%3Cimg%20src=x%20onerror=hurt=1%3E",
    "\\u003cimg src=x onerror=hurt=1\\u003e",
    "__proto__",
    "constructor",
    "toString",
    "\u{202e}<gpj.exe",
    "x\u{2066}y\u{200b}z",
    "nul\u{0}<script>hurt=1</script>",
    "//elsewhere.test/x",
    "'; DROP TABLE ports; --",
];

/// They, and some that are long.
pub(crate) fn hostile() -> Vec<String> {
    let long = [
        "<".repeat(300),
        "😀".repeat(500),
        format!("{}<img src=x onerror=hurt=1>", "a".repeat(50_000)),
        "[".repeat(3000),
    ];
    HOSTILE.iter().map(|text| (*text).to_owned()).chain(long).collect()
}

/// An overlay with the text in every field, each kind of field in an entry of its own: what is wrong in one does not save us
/// from the others.
pub(crate) fn overlay(text: &str) -> Value {
    let with = |port: u16, more: Value| {
        let mut entry = json!({ "ports": port, "title": "Own", "summary": "Own.", "uses": [{ "role": "listens" }] });
        for (key, value) in more.as_object().expect("keys") {
            entry[key] = value.clone();
        }
        entry
    };
    let with_use =
        |port: u16, key: &str, value: Value| with(port, json!({ "uses": [{ "role": "listens", key: value }] }));
    let with_advice = |port: u16, key: &str| with(port, json!({ "advice": [{ "action": "allow", key: text }] }));
    let mut entries = vec![
        with(9700, json!({ "title": text })),
        with(9701, json!({ "summary": text })),
        with(9702, json!({ "names": [text] })),
        with(9703, json!({ "tasks": [text] })),
        with(9704, json!({ "categories": [text] })),
        with(9705, json!({ "href": text })),
        with(9706, json!({ "links": [{ "title": text, "href": "/own" }] })),
        with(9707, json!({ "links": [{ "title": "Own", "href": text }] })),
        with(9708, json!({ "text": text, "see_also": [text] })),
        with(9709, json!({ "id": text })),
        with(9710, json!({ "transports": [text], "provenance": [text] })),
        with(9011, json!({ "advice": [{ "action": text }] })),
        with(9012, json!({ "uses": [{ "role": text }] })),
        with(9013, json!({ text: text })),
        with(9014, json!({ "mentions": [text] })),
        json!({ "ports": text, "title": "Own", "summary": "Own.", "uses": [{ "role": "listens" }] }),
        json!({ "ports": 22, "title": text, "summary": text, "names": [text], "links": [{ "title": text, "href": "own" }] }),
        json!({ "ports": 23, "href": text }),
        json!({ "ports": 25, "links": [{ "title": "Own", "href": text }] }),
    ];
    for (at, key) in ["protocol", "product_note", "peer", "port_note", "note", "releases"].into_iter().enumerate() {
        entries.push(with_use(9020 + u16::try_from(at).expect("few"), key, json!(text)));
    }
    for (at, key) in ["applications", "programs", "products", "cites", "transports", "inferred"].into_iter().enumerate()
    {
        entries.push(with_use(9030 + u16::try_from(at).expect("few"), key, json!([text])));
    }
    for (at, key) in ["to", "when", "reason", "exception"].into_iter().enumerate() {
        entries.push(with_advice(9040 + u16::try_from(at).expect("few"), key));
    }
    json!({
        "name": text,
        "categories": [{ "id": text, "title": text, "summary": text }],
        "products": [{ "id": text, "name": text }],
        "entries": entries,
    })
}

/// A text as a value in an address.
pub(crate) fn encoded(text: &str) -> String {
    let digits: Vec<String> = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
    digits.concat()
}
