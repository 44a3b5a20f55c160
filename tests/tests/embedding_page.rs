//! The page on embedding agrees with the comment in `element.js`, the schema of overlays, the styles and the files, and its examples
//! run the code that they show. Without a browser.

use acceptance::built_site;
use scraper::{ElementRef, Html, Selector};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// A file of `www/`.
fn source(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../www").join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn page() -> Html {
    Html::parse_document(&fs::read_to_string(built_site().join("embedding.html")).expect("the page on embedding"))
}

fn all<'a>(within: ElementRef<'a>, selector: &str) -> Vec<ElementRef<'a>> {
    let selector = Selector::parse(selector).expect("a selector");
    within.select(&selector).collect()
}

fn text(element: ElementRef<'_>) -> String {
    element.text().collect()
}

/// A row of a table: the code in its first cell, and the cells after it.
struct Row {
    names: Vec<String>,
    said: String,
    codes: Vec<String>,
}

/// The table whose first column has this head.
fn table(page: &Html, head: &str) -> Vec<Row> {
    let tables = all(page.root_element(), "table");
    let found = tables.into_iter().find(|table| all(*table, "th").first().is_some_and(|th| text(*th) == head));
    let rows = all(found.unwrap_or_else(|| panic!("no table of {head}")), "tbody tr");
    let codes = |cell: ElementRef<'_>| all(cell, "code").into_iter().map(text).collect();
    let row = |row: ElementRef<'_>| {
        let cells = all(row, "td");
        Row { names: codes(cells[0]), said: text(cells[1]), codes: codes(cells[1]) }
    };
    rows.into_iter().map(row).collect()
}

fn names(page: &Html, head: &str) -> BTreeSet<String> {
    table(page, head).into_iter().flat_map(|row| row.names).collect()
}

/// What the element's header has below a title, line by line.
fn section(title: &str) -> Vec<String> {
    let header = source("element/element.js");
    let mut lines = header.lines().skip_while(|line| !line.starts_with(title));
    assert!(lines.next().is_some(), "element.js has no section on {title}");
    lines.take_while(|line| line.starts_with("  ")).map(str::to_owned).collect()
}

/// The words that begin the lines of a section, without those that go on with another line.
fn begun(title: &str) -> BTreeSet<String> {
    let begins = |line: &String| line.strip_prefix("  ").is_some_and(|rest| !rest.starts_with(' '));
    let lines = section(title).into_iter().filter(begins);
    lines.filter_map(|line| line.split_whitespace().next().map(str::to_owned)).collect()
}

fn listed(title: &str) -> BTreeSet<String> {
    section(title).join(" ").split(',').map(|name| name.trim().to_owned()).collect()
}

#[test]
fn tables_and_the_header_of_the_element_agree() {
    let page = page();
    assert_eq!(names(&page, "Attribute"), begun("Attributes"));
    assert_eq!(names(&page, "Property"), begun("Properties"));
    assert_eq!(names(&page, "Event"), begun("Events"));
    assert_eq!(names(&page, "Part"), listed("Parts"));
    let full = |name: String| if name.starts_with("--") { name } else { format!("--port-reference{name}") };
    assert_eq!(names(&page, "Custom property"), listed("Custom properties").into_iter().map(full).collect());
}

#[test]
fn every_attribute_that_is_observed_is_described() {
    let script = source("element/element.js");
    let observed = script.split_once("observedAttributes = [").expect("a list").1.split_once(']').expect("its end").0;
    let described = names(&page(), "Attribute");
    for name in observed.split(',').map(|name| name.trim().trim_matches('"')) {
        assert!(described.contains(name), "the page does not describe {name}");
    }
}

#[test]
fn defaults_of_custom_properties_are_those_of_the_style() {
    let style = source("element/port-reference.css");
    for row in table(&page(), "Custom property") {
        let name = &row.names[0];
        let default = style.split_once(&format!("var({name}, ")).unwrap_or_else(|| panic!("no default of {name}")).1;
        let default = default.split_once(';').expect("the end of a line").0;
        assert!(!row.codes.is_empty() && row.codes.iter().all(|code| default.contains(code)), "{name}: {default}");
    }
}

#[test]
fn quoted_messages_exist() {
    let told = ["element/reference.js", "element/start.js", "element/load.js", "element/files.js"].map(source).concat();
    for row in table(&page(), "What you see") {
        for message in row.names.iter().filter(|message| message.contains(' ')) {
            assert!(told.contains(message.as_str()), "nobody says “{message}”");
        }
    }
}

#[test]
fn keys_of_overlays_are_those_of_the_schema() {
    let schema = fs::read_to_string(built_site().join("v1/overlay.schema.json")).expect("the schema");
    let schema: Value = serde_json::from_str(&schema).expect("JSON");
    let shapes = [
        ("The overlay", &schema),
        ("An entry", &schema["$defs"]["Entry"]),
        ("A use", &schema["$defs"]["Use"]),
        ("Advice", &schema["$defs"]["Advice"]),
        ("A link", &schema["$defs"]["Link"]),
        ("A category", &schema["$defs"]["Category"]),
        ("A product", &schema["$defs"]["Product"]),
    ];
    let page = page();
    for (head, shape) in shapes {
        let keys: BTreeSet<String> = shape["properties"].as_object().expect("keys").keys().cloned().collect();
        assert_eq!(names(&page, head), keys, "{head}");
        let required = shape["required"].as_array().expect("what is required").iter().filter_map(Value::as_str);
        let needed: BTreeSet<String> = table(&page, head)
            .into_iter()
            .filter(|row| row.said.starts_with("Needed") && !row.said.starts_with("Needed for"))
            .flat_map(|row| row.names)
            .collect();
        assert_eq!(needed, required.map(str::to_owned).collect(), "{head}");
    }
}

/// The attributes of each element of ours in a piece of HTML.
fn elements(html: ElementRef<'_>) -> Vec<BTreeSet<(String, String)>> {
    let attributes = |element: ElementRef<'_>| {
        element.value().attrs().map(|(name, value)| (name.to_owned(), unhashed(value))).collect()
    };
    all(html, "port-reference").into_iter().map(attributes).collect()
}

/// Addresses without the digests in their names.
fn unhashed(value: &str) -> String {
    let is_digest = |part: &&str| part.len() == 8 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    value.split('.').filter(|part| !is_digest(part)).collect::<Vec<_>>().join(".")
}

#[test]
fn examples_run_the_code_that_they_show() {
    let page = page();
    let mut compared = 0;
    for example in all(page.root_element(), ".example") {
        let shown: Vec<String> = all(example, "code.language-html").into_iter().map(text).collect();
        let shown = Html::parse_fragment(&shown.concat());
        let mut wanted = elements(shown.root_element());
        // What the running one takes from the script is an attribute in the code.
        let title = all(example, "h3").first().map(|h3| text(*h3)).unwrap_or_default();
        if title.contains("everything") {
            for attributes in &mut wanted {
                attributes.retain(|(name, _)| name != "overlay");
            }
        }
        assert_eq!(elements(all(example, ".live")[0]), wanted, "{title}");
        compared += wanted.len();
    }
    assert!(compared >= 9, "{compared} elements");
}

/// Code without the whitespace that begins lines and lies between them.
fn squeezed(code: &str) -> String {
    code.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn scripts_and_styles_that_are_shown_are_in_use() {
    let page = page();
    let script = squeezed(&source("site/embedding.js"));
    let style = squeezed(&source("site/site.css"));
    for code in all(page.root_element(), ".example code.language-js").into_iter().map(text) {
        // One line is an illustration, and says so.
        assert!(code.contains('…') || script.contains(&squeezed(&code)), "embedding.js has no\n{code}");
    }
    for code in all(page.root_element(), ".example code.language-css").into_iter().map(text) {
        assert!(style.contains(&squeezed(&code)), "site.css has no\n{code}");
    }
}

#[test]
fn sizes_are_about_right() {
    let folder = built_site().join("embed");
    let files: Vec<_> = fs::read_dir(&folder).expect("embed").map(|entry| entry.expect("a file")).collect();
    for row in table(&page(), "File in embed") {
        let (begin, end) = row.names[0].split_once(".….").unwrap_or((&row.names[0], ""));
        // `catalog.bin`, the catalog with its words, is another file than `catalog.….bin`.
        let digest = |name: &str| Some(name.strip_prefix(begin)?.strip_suffix(end)?.len() > 1);
        let matches = |name: &str| name == begin || (!end.is_empty() && digest(name) == Some(true));
        let found = files.iter().find(|file| file.file_name().to_str().is_some_and(matches));
        let size = found.unwrap_or_else(|| panic!("no {}", row.names[0])).metadata().expect("its size").len();
        let said: u64 = row.said.trim_end_matches(" KB").parse().expect("a number of KB");
        assert!(size.abs_diff(said * 1000) <= size / 10, "{} has {size} bytes, not {said} KB", row.names[0]);
    }
}
