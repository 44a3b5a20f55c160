//! What the schema of overlays takes, and what it refuses; the reader of overlays, which the element and `check-overlay` use,
//! does the same.

mod common;

use catalog::{Catalog, Parts};
use jsonschema::Validator;
use serde_json::{Value, json};
use std::sync::LazyLock;

/// The same whatever the data are.
static SCHEMA: LazyLock<Value> = LazyLock::new(|| {
    let catalog = Catalog::new(Parts::default()).expect("nothing is valid");
    common::json(&catalog_export::files(&common::reference(catalog)), "v1/overlay.schema.json")
});

static OVERLAY: LazyLock<Validator> = LazyLock::new(|| common::validator(&SCHEMA));

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
    let data = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    catalog_source::load(&data).expect("the data are right").catalog
});

/// An overlay with one entry of these keys, besides its port.
fn entry(mut keys: Value) -> Value {
    let keys_of_entry = keys.as_object_mut().expect("an object");
    keys_of_entry.entry("ports").or_insert(json!(22));
    json!({ "name": "Example", "entries": [keys] })
}

fn used(mut keys: Value) -> Value {
    keys.as_object_mut().expect("an object").entry("role").or_insert(json!("listens"));
    entry(json!({ "uses": [keys] }))
}

/// What the reader finds wrong, apart from what no schema can know: which ports, categories and products there are, and
/// which are duplicates.
fn problems(overlay: &Value) -> Vec<String> {
    let problems = catalog_overlay::merge(CATALOG.clone(), &[overlay.to_string()]).problems;
    let beyond = ["we have no entry about", "is not known; add it", "occurs twice: it is in"];
    let unknown = |message: &str| beyond.iter().any(|part| message.contains(part));
    problems.iter().filter(|problem| !unknown(&problem.message)).map(ToString::to_string).collect()
}

#[track_caller]
fn takes(overlay: &Value) {
    common::check(&OVERLAY, overlay, &overlay.to_string());
    assert_eq!(problems(overlay), Vec::<String>::new(), "{overlay}");
}

/// Refused because of the value at this path.
#[track_caller]
fn refuses(overlay: &Value, place: &str) {
    let places: Vec<String> = OVERLAY.iter_errors(overlay).map(|error| error.instance_path().to_string()).collect();
    assert_eq!(places, [place], "{overlay}");
    assert!(!problems(overlay).is_empty(), "the reader takes {overlay}");
}

#[test]
fn little_is_required() {
    takes(&json!({ "name": "Example", "entries": [] }));
    takes(&json!({ "$schema": "overlay.schema.json", "schema_version": 1, "name": "Example", "entries": [] }));
    takes(&entry(json!({})));
    takes(&used(json!({})));
    takes(&entry(json!({ "advice": [{ "action": "block" }] })));
    takes(&entry(json!({ "links": [{ "title": "Runbook", "href": "/wiki/ssh" }] })));
    refuses(&json!({ "entries": [] }), "");
    takes(&json!({ "$schema": "", "name": "Example", "entries": [] }));
    for schema in [json!(1), json!(null), json!([]), json!({}), json!(true)] {
        refuses(&json!({ "$schema": schema, "name": "Example", "entries": [] }), "/$schema");
    }
    refuses(&json!({ "name": "Example" }), "");
    refuses(&json!([]), "");
    refuses(&json!({ "name": "Example", "entries": [{ "title": "No port" }] }), "/entries/0");
    refuses(&entry(json!({ "uses": [{ "protocol": "no role" }] })), "/entries/0/uses/0");
    refuses(&entry(json!({ "advice": [{ "reason": "no action" }] })), "/entries/0/advice/0");
    refuses(&entry(json!({ "links": [{ "title": "Nowhere" }] })), "/entries/0/links/0");
}

#[test]
fn own_categories_and_products() {
    let list = |key: &str, item: Value| json!({ "name": "Example", key: [item], "entries": [] });
    takes(&list("categories", json!({ "id": "ours", "title": "Ours" })));
    takes(&list("categories", json!({ "id": "ours", "title": "Ours", "summary": "What we run." })));
    takes(&list("products", json!({ "id": "P1", "name": "Product" })));
    refuses(&list("categories", json!({ "id": "ours" })), "/categories/0");
    refuses(&list("products", json!({ "id": "P1" })), "/products/0");
    refuses(&list("products", json!({ "id": "P1", "name": "Product", "title": "Product" })), "/products/0");
    refuses(&list("products", json!({ "id": "", "name": "Product" })), "/products/0/id");
}

#[test]
fn ports() {
    for good in [json!(0), json!(65535), json!("0"), json!("65535"), json!("6000-6063"), json!([[22, 22]])] {
        takes(&entry(json!({ "ports": good })));
    }
    let bad = [
        json!(-1),
        json!(65536),
        json!(22.5),
        json!(null),
        json!(true),
        json!(""),
        json!("ssh"),
        json!("65536"),
        json!("70000"),
        json!("100000"),
        json!("22-"),
        json!("22, 23"),
        json!("-22"),
        json!("1-2-3"),
        json!([]),
        json!([22]),
        json!([22, 23]),
        json!([[22]]),
        json!([[1, 2, 3]]),
        json!([[1, 2], [3, 4]]),
        json!([[0, 65536]]),
        json!({ "first": 1, "last": 2 }),
    ];
    for bad in bad {
        refuses(&entry(json!({ "ports": bad })), "/entries/0/ports");
    }
}

#[test]
fn unknown_keys() {
    refuses(&json!({ "name": "Example", "entries": [], "entry": [] }), "");
    refuses(&entry(json!({ "titel": "Typo" })), "/entries/0");
    refuses(&used(json!({ "transport": ["tcp"] })), "/entries/0/uses/0");
    refuses(&entry(json!({ "advice": [{ "action": "block", "because": "" }] })), "/entries/0/advice/0");
    refuses(&entry(json!({ "links": [{ "title": "T", "href": "a", "rel": "x" }] })), "/entries/0/links/0");
}

#[test]
fn vocabularies() {
    for role in catalog::Role::ALL {
        takes(&used(json!({ "role": role.id() })));
    }
    refuses(&used(json!({ "role": "Listens" })), "/entries/0/uses/0/role");
    refuses(&used(json!({ "transports": ["TCP"] })), "/entries/0/uses/0/transports/0");
    refuses(&used(json!({ "transports": "tcp" })), "/entries/0/uses/0/transports");
    refuses(&used(json!({ "provenance": "us" })), "/entries/0/uses/0/provenance");
    refuses(&entry(json!({ "advice": [{ "action": "deny" }] })), "/entries/0/advice/0/action");
    refuses(&json!({ "schema_version": 2, "name": "Example", "entries": [] }), "/schema_version");
}

#[test]
fn peers() {
    for good in [json!("ephemeral"), json!("dynamic"), json!(123), json!("chosen by the client")] {
        takes(&used(json!({ "peer": good })));
    }
    for bad in [json!(-1), json!(65536), json!(null), json!(["123"])] {
        refuses(&used(json!({ "peer": bad })), "/entries/0/uses/0/peer");
    }
}

#[test]
fn addresses() {
    let good = [
        "https://wiki.example/ssh",
        "http://wiki.example",
        "HTTPS://WIKI.EXAMPLE/",
        "/wiki/ssh",
        "ssh.html",
        "../a/b?c=d:e#f:g",
        "?q=22",
        "#ssh",
        "a/b:c",
        "/",
    ];
    for good in good {
        takes(&entry(json!({ "href": good })));
        takes(&entry(json!({ "links": [{ "title": "T", "href": good }] })));
    }
    let bad = [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "java\nscript:x",
        "\u{1}javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "mailto:a@example.org",
        "blob:https://example.org/1",
        "a b",
        "\\\\server\\share",
        "",
        "https:",
        "https://",
        "https:wiki.example",
        "https:/wiki.example",
        "https:///wiki.example",
        "//wiki.example/ssh",
        "//",
        "x:",
    ];
    for bad in bad {
        let refused = OVERLAY
            .iter_errors(&entry(json!({ "href": bad })))
            .all(|error| error.instance_path().as_str() == "/entries/0/href");
        assert!(refused && !OVERLAY.is_valid(&entry(json!({ "href": bad }))), "{bad:?}");
        assert!(!OVERLAY.is_valid(&entry(json!({ "links": [{ "title": "T", "href": bad }] }))), "{bad:?}");
        assert!(!problems(&entry(json!({ "href": bad }))).is_empty(), "the reader takes {bad:?}");
    }
}

#[test]
fn limits() {
    let text = |length: usize| "é".repeat(length);
    let name = |length: usize| json!({ "name": text(length), "entries": [] });
    let one = |port| json!({ "ports": port, "title": "T", "summary": "S", "uses": [{ "role": "listens" }] });
    let entries = |count: usize| json!({ "name": "Example", "entries": (0..count).map(one).collect::<Vec<_>>() });
    let listed = |count: usize| used(json!({ "applications": vec!["a"; count] }));
    let named = |key: &str, count: usize| entry(json!({ key: vec!["a"; count] }));
    let schema = |length: usize| json!({ "$schema": text(length), "name": "Example", "entries": [] });
    let cases: [(Value, Value, &str); 12] = [
        (name(60), name(61), "/name"),
        (name(1), name(0), "/name"),
        (entry(json!({ "title": text(120) })), entry(json!({ "title": text(121) })), "/entries/0/title"),
        (entry(json!({ "title": "T" })), entry(json!({ "title": "" })), "/entries/0/title"),
        (entry(json!({ "summary": text(300) })), entry(json!({ "summary": text(301) })), "/entries/0/summary"),
        (used(json!({ "note": text(1000) })), used(json!({ "note": text(1001) })), "/entries/0/uses/0/note"),
        (entry(json!({ "text": text(100_000) })), entry(json!({ "text": text(100_001) })), "/entries/0/text"),
        (listed(200), listed(201), "/entries/0/uses/0/applications"),
        (named("names", 100), named("names", 101), "/entries/0/names"),
        (named("tasks", 100), named("tasks", 101), "/entries/0/tasks"),
        (schema(1000), schema(1001), "/$schema"),
        (entries(5000), entries(5001), "/entries"),
    ];
    for (most, too_much, place) in cases {
        takes(&most);
        refuses(&too_much, place);
    }
}

#[test]
fn every_text_list_and_object_has_a_limit() {
    let mut schemas = vec![SCHEMA.clone()];
    while let Some(schema) = schemas.pop() {
        let has = |keywords: &[&str]| keywords.iter().any(|keyword| schema.get(*keyword).is_some());
        match schema.get("type").and_then(Value::as_str) {
            Some("string") => assert!(has(&["maxLength", "enum"]), "{schema}"),
            Some("array") => assert!(has(&["maxItems"]), "{schema}"),
            Some("object") => assert_eq!(schema["additionalProperties"], false, "{schema}"),
            _ => {}
        }
        match schema {
            Value::Object(parts) => schemas.extend(parts.into_iter().map(|(_, part)| part)),
            Value::Array(parts) => schemas.extend(parts),
            _ => {}
        }
    }
}
