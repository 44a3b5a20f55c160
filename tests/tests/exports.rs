//! The exported data over HTTP, and the checksums of `dist`.

use acceptance::{Answer, Browser, Options, Server, built, built_site, fetch, files};
use scraper::{Html, Selector};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;

/// Gets a file of the site as this type, in UTF-8.
#[track_caller]
fn text(answer: Answer, kinds: &[&str], path: &str) -> String {
    assert_eq!(answer.status, 200, "{path}");
    assert!(kinds.contains(&answer.kind()), "{path} is {}", answer.kind());
    String::from_utf8(answer.bytes).unwrap_or_else(|error| panic!("{path}: {error}"))
}

async fn get(server: &Server, path: &str) -> Value {
    let text = text(fetch(&server.url(path)).await, &["application/json"], path);
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Fails with everything that is wrong.
async fn is_valid_by_its_schema(server: &Server, path: &str) -> Value {
    let value = get(server, path).await;
    let schema = value["$schema"].as_str().expect("the way to its schema");
    let schema = url::Url::parse(&server.url(path)).and_then(|here| here.join(schema)).expect("an address");
    let schema = get(server, schema.path()).await;
    let validator = jsonschema::draft202012::new(&schema).unwrap_or_else(|error| panic!("{path}: {error}"));
    let wrong: Vec<String> =
        validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(wrong.is_empty(), "{path}:\n{}", wrong.join("\n"));
    value
}

#[tokio::test(flavor = "multi_thread")]
async fn the_catalog_is_there_and_valid_with_its_versions_sources_and_licences() {
    let server = Server::start(&built_site()).await;
    let catalog = is_valid_by_its_schema(&server, "/v1/catalog.json").await;
    assert_eq!(catalog["schema_version"], 1);
    assert!(catalog["data_version"].as_str().is_some_and(|version| version.len() > 8), "{}", catalog["data_version"]);
    for key in ["sources", "entries", "products", "categories"] {
        assert!(catalog[key].as_array().is_some_and(|items| items.len() > 1), "{key}");
    }
    for part in ["prose", "register"] {
        assert!(catalog["licence"][part]["id"].as_str().is_some_and(|id| id.starts_with("CC")), "{part}");
    }
    for path in ["/v1/overlay.schema.json", "/v1/port.schema.json"] {
        let schema = get(&server, path).await;
        assert!(jsonschema::draft202012::meta::is_valid(&schema), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_register_is_there_and_valid() {
    let server = Server::start(&built_site()).await;
    let register = is_valid_by_its_schema(&server, "/v1/register.json").await;
    assert_eq!((&register["schema_version"], &register["licence"]["id"]), (&json!(1), &json!("CC0-1.0")));
    let rows = register["rows"].as_array().expect("rows").len();
    assert!(rows > 6000, "{rows} rows");
    let path = "/v1/register.csv";
    let table = text(fetch(&server.url(path)).await, &["text/csv"], path);
    let records = csv::Reader::from_reader(table.as_bytes()).into_records().map(|row| row.expect("a row"));
    assert_eq!(records.count(), rows);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_chapter_links_to_its_data() {
    let server = Server::start(&built_site()).await;
    let catalog = get(&server, "/v1/catalog.json").await;
    let link = Selector::parse("article a[type='application/json']").expect("a selector");
    for entry in catalog["entries"].as_array().expect("entries") {
        let chapter = server.url(&format!("/{}", entry["href"].as_str().expect("a chapter")));
        let page = text(fetch(&chapter).await, &["text/html"], &chapter);
        let href = {
            let page = Html::parse_document(&page);
            let mut links = page.select(&link).filter_map(|link| link.value().attr("href").map(str::to_owned));
            links.next().unwrap_or_else(|| panic!("{chapter} has no link to its data"))
        };
        let data = url::Url::parse(&chapter).and_then(|here| here.join(&href)).expect("an address");
        assert_eq!(data.path(), format!("/v1/ports/{}.json", entry["id"].as_str().expect("an id")));
        let port = get(&server, data.path()).await;
        assert_eq!((&port["entry"], &port["data_version"]), (entry, &catalog["data_version"]), "{chapter}");
    }
    is_valid_by_its_schema(&server, "/v1/ports/22.json").await;
    is_valid_by_its_schema(&server, "/v1/ports/6970-7170.json").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_csv_is_safe_in_spreadsheets() {
    let server = Server::start(&built_site()).await;
    let path = "/v1/catalog.csv";
    let table = text(fetch(&server.url(path)).await, &["text/csv"], path);
    assert!(table.ends_with("\r\n") && !table.replace("\r\n", "").contains('\r'), "lines end with CR LF");
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let header = reader.headers().expect("a header").clone();
    assert!(header.iter().take(4).eq(["id", "first_port", "last_port", "title"]), "{header:?}");
    let mut ids = Vec::new();
    for row in reader.records() {
        // A row of another length is an error.
        let row = row.expect("a row");
        for (column, cell) in header.iter().zip(&row) {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{column}: {cell}");
        }
        ids.push(row[0].to_owned());
    }
    let catalog = get(&server, "/v1/catalog.json").await;
    for entry in catalog["entries"].as_array().expect("entries") {
        let uses = entry["uses"].as_array().map_or(0, Vec::len);
        let rows = ids.iter().filter(|id| entry["id"] == ***id).count();
        assert_eq!(rows, uses, "rows of {}", entry["id"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn opensearch_describes_the_search() {
    let server = Server::start(&built_site()).await;
    let page = text(fetch(&server.url("/ports/22.html")).await, &["text/html"], "a chapter");
    assert!(
        page.contains("type=\"application/opensearchdescription+xml\" title=\"Portolan\" href=\"../opensearch.xml\"")
    );
    let path = "/opensearch.xml";
    let kinds = ["application/xml", "text/xml", "application/opensearchdescription+xml"];
    let description = text(fetch(&server.url(path)).await, &kinds, path);
    // Well-formed is what a browser's parser takes.
    let browser = Browser::start(Options::default()).await;
    browser.goto("about:blank").await;
    let script = format!(
        "const read = new DOMParser().parseFromString({}, 'application/xml');
         const of = (name) => [...read.getElementsByTagNameNS('http://a9.com/-/spec/opensearch/1.1/', name)];
         const search = of('Url').find((url) => url.getAttribute('type') === 'text/html');
         return [read.documentElement.localName, of('ShortName')[0]?.textContent, search?.getAttribute('template')];",
        json!(description)
    );
    let said = browser.run(&script).await;
    browser.close().await;
    assert_eq!((&said[0], &said[1]), (&json!("OpenSearchDescription"), &json!("Portolan")));
    let template = said[2].as_str().expect("a template");
    // The address of the site is unknown here; with --url the template is absolute.
    assert!(template.ends_with("index.html?q={searchTerms}"), "{template}");
}

#[test]
fn the_checksums_cover_exactly_all_files() {
    let list = built("SHA256SUMS");
    let sums = fs::read_to_string(&list).expect("sums");
    let mut listed = BTreeMap::new();
    for line in sums.lines() {
        let (digest, path) = line.split_once("  ").unwrap_or_else(|| panic!("{line}"));
        assert!(listed.insert(path.to_owned(), digest.to_owned()).is_none(), "{path} stands twice");
    }
    let mut files = files(list.parent().expect("dist"));
    files.remove("SHA256SUMS");
    let digests = files.iter().map(|(path, bytes)| (path, format!("{:x}", Sha256::digest(bytes))));
    let differing: Vec<_> = digests.filter(|(path, digest)| listed.get(*path) != Some(digest)).collect();
    assert!(differing.is_empty(), "not as they are listed: {differing:?}");
    let missing: Vec<_> = listed.keys().filter(|path| !files.contains_key(*path)).collect();
    assert!(missing.is_empty(), "listed, but not there: {missing:?}");
}
