//! The schema of overlays: an organisation's own entries, in the shape of an export's.
//!
//! It is made from the same shapes. Less is required, because much can be left out or computed; nothing that is unknown
//! is accepted, because it is mistyped; and everything has a limit.

use crate::schema::{SchemaVersion, of_export};
use crate::shape::{Category, Entry, Product};
use schemars::transform::{Transform, transform_subschemas};
use schemars::{JsonSchema, Schema};
use serde::Serialize;
use serde_json::{Map, Value, json};

/// The most characters of a text that nothing else is said of.
const LONGEST_TEXT: u64 = 1_000;
/// The most items of a list that nothing else is said of.
const LONGEST_LIST: u64 = 200;

/// The most names of an entry, and the most tasks.
const MOST_NAMES: u64 = 100;

/// The most characters of the name of anything: the overlay's own, a category's, a product's.
const LONGEST_NAME: u64 = 60;

/// http:// or https:// with a host, or relative without one: what `catalog::check_address` accepts.
const HREF: &str = concat!(
    r"^([Hh][Tt][Tt][Pp][Ss]?://[^\s\\/?#:@][^\s\\]*",
    r"|/([^\s\\/][^\s\\]*)?|[?#][^\s\\]*|[^\s\\:/?#]+([/?#][^\s\\]*)?)$"
);

/// A port without leading zeros, at most 65535.
const PORT: &str = "(0|[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])";

/// An organisation's own entries, to be merged into the reference: new ports, and additions to those that it describes.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Portolan: an overlay, version 1")]
struct Overlay {
    /// This schema, for editors.
    #[serde(rename = "$schema", skip_serializing_if = "String::is_empty")]
    schema: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "SchemaVersion")]
    schema_version: Option<SchemaVersion>,
    /// Who speaks: the mark beside the results of this overlay.
    #[schemars(length(min = 1, max = LONGEST_NAME))]
    name: String,
    /// Categories of its own, besides those of the reference.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    categories: Vec<Category>,
    /// Products of its own, besides those of the reference.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    products: Vec<Product>,
    /// One for each port or range.
    #[schemars(length(max = 5_000))]
    entries: Vec<Entry>,
}

/// The schema of an overlay.
pub(crate) fn schema() -> Schema {
    let mut schema = of_export::<Overlay>();
    if let Some(Value::Object(shapes)) = schema.get_mut("$defs") {
        for (shape, required) in REQUIRED {
            shapes[shape]["required"] = json!(required);
        }
        for (shape, key, constraints) in constraints() {
            let Value::Object(constraints) = constraints else { continue };
            constrain(&mut shapes[shape]["properties"][key], constraints);
        }
    }
    Strict.transform(&mut schema);
    schema
}

/// What an overlay has to say, where that is less than what an export says.
const REQUIRED: [(&str, &[&str]); 2] = [("Entry", &["ports"]), ("Use", &["role"])];

/// What holds for a key of a shape in overlays only; it takes the place of what exports say of it.
fn constraints() -> Vec<(&'static str, &'static str, Value)> {
    let port = json!({ "type": "integer", "minimum": 0, "maximum": 65_535 });
    let ports = json!({
        "description": "A port as a number or a text, a range as a text, or either as one pair of first and last port.",
        "type": null,
        "items": null,
        "minItems": null,
        "anyOf": [
            port,
            { "type": "string", "pattern": format!("^{PORT}(-{PORT})?$") },
            {
                "type": "array",
                "items": { "type": "array", "items": port, "minItems": 2, "maxItems": 2 },
                "minItems": 1,
                "maxItems": 1,
            },
        ],
    });
    let title = "The name of the service, without the number. Needed for a port that the reference does not describe.";
    let summary = "The point of it, in one plain sentence. Needed for a port that the reference does not describe.";
    let href = "Where it leads: an http or https address, or one relative to the page.";
    let id = "Accepted if it is that of the ports; it need not be said.";
    let from_uses = "Accepted, so that an entry of an export can stand here; it follows from the uses.";
    let unused = "Accepted, so that an entry of an export can stand here; it is not shown.";
    let own = "Accepted, so that an entry of an export can stand here; what an overlay says is always its own word.";
    let address = json!({ "description": href, "pattern": HREF, "minLength": 1 });
    let name = json!({ "minLength": 1, "maxLength": LONGEST_NAME });
    vec![
        ("Entry", "ports", ports),
        ("Entry", "title", json!({ "description": title, "minLength": 1, "maxLength": 120 })),
        ("Entry", "summary", json!({ "description": summary, "maxLength": 300 })),
        ("Entry", "names", json!({ "maxItems": MOST_NAMES })),
        ("Entry", "tasks", json!({ "maxItems": MOST_NAMES })),
        ("Entry", "id", json!({ "description": id })),
        ("Entry", "transports", json!({ "description": from_uses })),
        ("Entry", "provenance", json!({ "description": from_uses })),
        ("Entry", "href", address.clone()),
        ("Entry", "answer", json!({ "description": unused })),
        ("Entry", "see_also", json!({ "description": unused })),
        ("Entry", "text", json!({ "description": unused, "maxLength": 100_000 })),
        ("Entry", "links", json!({ "description": "Your own pages about the port." })),
        ("Use", "provenance", json!({ "description": own })),
        ("Use", "cites", json!({ "description": own })),
        ("Answer", "cites", json!({ "description": own })),
        ("Advice", "cites", json!({ "description": own })),
        ("Link", "title", json!({ "minLength": 1, "maxLength": 120 })),
        ("Link", "href", address),
        ("Category", "id", name.clone()),
        ("Category", "title", name.clone()),
        ("Product", "id", name.clone()),
        ("Product", "name", name),
    ]
}

/// Sets keywords of a schema; null takes one away.
fn constrain(schema: &mut Value, keywords: Map<String, Value>) {
    let Value::Object(schema) = schema else { return };
    for (keyword, value) in keywords {
        if value.is_null() {
            schema.remove(&keyword);
        } else {
            schema.insert(keyword, value);
        }
    }
}

/// Refuses keys that are not known, and limits every text and list that has no limit yet.
struct Strict;

impl Transform for Strict {
    fn transform(&mut self, schema: &mut Schema) {
        let is = |schema: &Schema, kind: &str| schema.get("type").is_some_and(|found| found == kind);
        let closed = ["enum", "const"].into_iter().any(|keyword| schema.get(keyword).is_some());
        if is(schema, "object") {
            schema.insert("additionalProperties".to_owned(), false.into());
        } else if is(schema, "array") && schema.get("maxItems").is_none() {
            schema.insert("maxItems".to_owned(), LONGEST_LIST.into());
        } else if is(schema, "string") && !closed && schema.get("maxLength").is_none() {
            schema.insert("maxLength".to_owned(), LONGEST_TEXT.into());
        }
        transform_subschemas(self, schema);
    }
}
