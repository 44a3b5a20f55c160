//! The exports of this repository's data: valid by their own schemas, complete, and the same each time.

mod common;

use catalog_source::Reference;
use common::{check, file, json, read, validator};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

static REFERENCE: LazyLock<Reference> =
    LazyLock::new(|| catalog_source::load(&repository().join("data")).unwrap_or_else(|report| panic!("{report}")));

static FILES: LazyLock<Vec<catalog_export::File>> = LazyLock::new(|| catalog_export::files(&REFERENCE));

const SCHEMAS: [&str; 6] = [
    "v1/catalog.schema.json",
    "v1/plan.schema.json",
    "v1/port.schema.json",
    "v1/overlay.schema.json",
    "v1/register.schema.json",
    "v1/traffic.schema.json",
];

fn repository() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn the_catalog_and_every_port_are_valid_by_their_schemas() {
    check(&validator(&json(&FILES, "v1/catalog.schema.json")), &json(&FILES, "v1/catalog.json"), "v1/catalog.json");
    let port = validator(&json(&FILES, "v1/port.schema.json"));
    for entry in REFERENCE.catalog.entries() {
        let path = format!("v1/ports/{}.json", entry.id());
        check(&port, &json(&FILES, &path), &path);
    }
}

#[test]
fn the_register_is_complete_and_valid_by_its_schema() {
    let register = json(&FILES, "v1/register.json");
    check(&validator(&json(&FILES, "v1/register.schema.json")), &register, "v1/register.json");
    let rows = register["rows"].as_array().expect("rows");
    assert_eq!(rows.len(), REFERENCE.register.rows.len());
    assert_eq!(register["date"], json!(REFERENCE.register.provenance.date));
    assert_eq!(register["licence"]["id"], "CC0-1.0");
    let row = |first: u16, transport: &str| {
        let is_it = |row: &&Value| {
            row["first_port"] == first
                && row["transports"].as_array().is_some_and(|all| all.contains(&json!(transport)))
        };
        rows.iter().find(is_it).unwrap_or_else(|| panic!("{first}/{transport}"))
    };
    assert_eq!(row(80, "tcp")["names"], json!(["http", "www", "www-http"]));
    assert_eq!(row(6000, "tcp")["last_port"], 6063);

    let mut table = csv::Reader::from_reader(file(&FILES, "v1/register.csv"));
    let records: Vec<csv::StringRecord> = table.records().map(|row| row.expect("a row")).collect();
    assert_eq!(records.len(), rows.len());
    let http = records.iter().find(|row| &row[3] == "http | www | www-http").expect("80");
    assert_eq!((&http[0], &http[1], &http[2], &http[4]), ("80", "80", "tcp | udp", "World Wide Web HTTP"));
}

#[test]
fn every_exported_entry_may_stand_in_an_overlay() {
    let overlay = validator(&json(&FILES, "v1/overlay.schema.json"));
    for entry in json(&FILES, "v1/catalog.json")["entries"].as_array().expect("entries") {
        check(&overlay, &json!({ "name": "x", "entries": [entry] }), &entry["id"].to_string());
    }
}

#[test]
fn the_schemas_are_schemas() {
    for path in SCHEMAS {
        let schema = json(&FILES, path);
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", "{path}");
        let wrong = jsonschema::draft202012::meta::validate(&schema).err().map(|error| error.to_string());
        assert_eq!(wrong, None, "{path}");
    }
}

#[test]
fn every_key_is_described() {
    for path in SCHEMAS {
        let schema = json(&FILES, path);
        let shapes = schema["$defs"].as_object().expect("shapes").iter();
        for (shape, schema) in shapes.chain([(&"the root".to_owned(), &schema)]) {
            assert!(schema["description"].is_string(), "{path}: {shape}");
            for (key, schema) in schema["properties"].as_object().into_iter().flatten() {
                let described = schema["description"].is_string() || schema["$ref"].is_string();
                assert!(described, "{path}: {shape}.{key} has no description");
            }
        }
    }
}

#[test]
fn the_file_of_a_port_is_its_entry_of_the_catalog() {
    let catalog = json(&FILES, "v1/catalog.json");
    for entry in catalog["entries"].as_array().expect("entries") {
        let port = json(&FILES, &format!("v1/ports/{}.json", entry["id"].as_str().expect("an id")));
        assert_eq!(&port["entry"], entry);
        assert_eq!(port["data_version"], catalog["data_version"]);
    }
}

#[test]
fn the_entry_about_ssh() {
    let port = json(&FILES, "v1/ports/22.json");
    let sources: Vec<_> = port["sources"].as_array().expect("sources").iter().map(|source| &source["id"]).collect();
    for id in ["rfc4253", "firewall-seen", "stcp", "stcp-author", "iana"] {
        assert!(sources.contains(&&json!(id)), "{id} is not in {sources:?}");
    }
    let entry = &port["entry"];
    assert_eq!(entry["ports"], json!([[22, 22]]));
    assert_eq!(entry["transports"], json!(["tcp", "udp"]));
    assert_eq!(entry["provenance"], json!(["documented", "vendor", "seen", "registered"]));
    assert_eq!(entry["exposure"], "named-hosts");
    assert!(entry["answer"]["worry"]["text"].as_str().is_some_and(|text| !text.is_empty()));
    assert_eq!(entry["href"], "ports/22.html");
    let sshd = json!({
        "role": "listens",
        "transports": ["tcp"],
        "provenance": "vendor",
        "applications": ["sshd"],
        "programs": [">system>openssl>sbin>sshd.pm"],
        "protocol": "SSH",
        "releases": "14.7 and 15.1+, not in 15.0",
        "products": ["S270"],
        "note": "The vendor's table writes SSL/TLS.",
        "cites": ["stcp:t1-22", "stcp:t2-22", "stcp-author:listening-22"],
    });
    let all = entry["uses"].as_array().expect("uses");
    assert_eq!(
        all.iter().find(|one| one["applications"] == json!(["sshd"]) && one["provenance"] == "vendor"),
        Some(&sshd)
    );
    assert!(entry["text"].as_str().expect("a text").contains("[5632](port:5632)"));
}

#[test]
fn the_keys_of_an_entry_stand_in_one_order() {
    let order = [
        "id",
        "ports",
        "title",
        "summary",
        "names",
        "tasks",
        "categories",
        "transports",
        "provenance",
        "href",
        "exposure",
        "answer",
        "uses",
        "advice",
        "mentions",
        "see_also",
        "text",
    ];
    let catalog: Value = json(&FILES, "v1/catalog.json");
    let mut seen = BTreeSet::new();
    for entry in catalog["entries"].as_array().expect("entries") {
        let keys: Vec<&str> = entry.as_object().expect("an entry").keys().map(String::as_str).collect();
        let expected: Vec<&str> = order.into_iter().filter(|key| keys.contains(key)).collect();
        assert_eq!(keys, expected, "{}", entry["id"]);
        seen.extend(expected);
    }
    assert_eq!(seen, BTreeSet::from(order));
}

#[test]
fn the_table_has_a_row_for_every_use() {
    let rows = read(&FILES);
    let expected = REFERENCE.catalog.entries().iter().flat_map(|entry| {
        entry.uses.iter().map(|one| {
            let (first, last) = (entry.ports.first().to_string(), entry.ports.last().to_string());
            (entry.id(), first, last, one.role.id().to_owned())
        })
    });
    let found = rows.iter().map(|row| {
        let cell = |name: &str| row[name].clone();
        (cell("id"), cell("first_port"), cell("last_port"), cell("role"))
    });
    assert!(found.eq(expected));
}

#[test]
fn lists_of_the_table_can_be_taken_apart() {
    let catalog = json(&FILES, "v1/catalog.json");
    let uses = catalog["entries"].as_array().expect("entries").iter();
    let uses = uses.flat_map(|entry| entry["uses"].as_array().expect("uses").iter().map(move |one| (entry, one)));
    for ((entry, one), row) in uses.zip(read(&FILES)) {
        let of_entry = ["names", "tasks", "categories"].map(|name| (name, &entry[name]));
        let of_use =
            ["transports", "inferred", "applications", "programs", "products", "cites"].map(|name| (name, &one[name]));
        for (name, items) in of_entry.into_iter().chain(of_use) {
            let parts: Vec<&str> = row[name].split(" | ").filter(|part| !part.is_empty()).collect();
            let items: Vec<&Value> = items.as_array().into_iter().flatten().collect();
            assert_eq!(parts, items, "{} {name}", entry["id"]);
        }
    }
}

#[test]
fn the_book_describes_every_column_in_order() {
    let page = std::fs::read_to_string(repository().join("book/src/data.md")).expect("the page about the data");
    let described = page.lines().filter_map(|line| line.strip_prefix("<tr><td><code>")?.split_once("</code>"));
    let described: Vec<&str> = described.map(|(name, _)| name).collect();
    let text = String::from_utf8(file(&FILES, "v1/catalog.csv").to_vec()).expect("UTF-8");
    let header: Vec<&str> = text.split_once("\r\n").expect("a header").0.split(',').collect();
    assert_eq!(described, header);
}

#[test]
fn the_same_data_gives_the_same_files() {
    let again = catalog_export::files(&REFERENCE);
    assert!(*FILES == again);
    let paths: BTreeSet<&str> = again.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths.len(), again.len(), "two files with one path");
    assert!(again.iter().filter(|file| !file.path.ends_with("csv")).all(|file| file.bytes.ends_with(b"}\n")));
}
