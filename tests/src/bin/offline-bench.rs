//! From the start of the script to the first answer in a page opened from a file, in Chromium: `portolan.html` beside a page
//! that inlines `MiniSearch` and the same texts. `cargo xtask bench` runs it.
//!
//! The clock starts with the first byte of script that a page needs for its search, and stops when the search for `telnet`
//! is answered. Figures are milliseconds. `MINISEARCH` is the path of `MiniSearch`'s `umd` file.

use acceptance::{Browser, Options, built_site, in_turns};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

const START: &str = "<script>performance.mark('start')</script>";
/// Runs at the end of our page.
const OURS: &str = "<script>(async () => {
const element = document.querySelector('main port-reference');
await element.ready;
const { total } = await element.search('telnet');
window.measured = { took: performance.now() - performance.getEntriesByName('start')[0].startTime, total };
})()</script>";
/// Runs at the end of the other page.
const THEIRS: &str = "
const search = new MiniSearch({
    fields: ['ports', 'title', 'summary', 'names', 'tasks', 'uses', 'text'],
    storeFields: ['title', 'summary'],
    searchOptions: { prefix: true, fuzzy: 0.2, boost: { ports: 10, title: 5, names: 4 } },
});
search.addAll(documents);
const total = search.search('telnet').length;
window.measured = { took: performance.now() - performance.getEntriesByName('start')[0].startTime, total };
";

#[tokio::main]
async fn main() {
    let dist = built_site().parent().expect("the folder of the site").to_path_buf();
    let folder = tempfile::TempDir::new().expect("a folder for the pages");
    let pages = [
        ("portolan.html", page(folder.path(), "ours.html", &ours(&dist))),
        ("MiniSearch", page(folder.path(), "theirs.html", &theirs(&dist))),
    ];
    let browser = Browser::start(Options::default()).await;
    in_turns(&browser, "script start to first answer", &pages).await;
    browser.close().await;
}

/// Our file, with a clock.
fn ours(dist: &Path) -> String {
    let html = read(&dist.join("portolan.html"));
    let (before, scripts) = html.split_once("</footer>").expect("scripts come after the footer");
    format!("{before}</footer>{START}{}", scripts.replace("</body>", &format!("{OURS}</body>")))
}

/// The other page: the library and the texts that ours can find, as JSON.
fn theirs(dist: &Path) -> String {
    let catalog: Value = serde_json::from_str(&read(&dist.join("site/v1/catalog.json"))).expect("the catalog");
    let entries = catalog["entries"].as_array().expect("entries").iter();
    let documents: Vec<Value> = entries
        .enumerate()
        .map(|(id, entry)| {
            let words = |value: &Value| value.to_string().replace(['"', '[', ']', '{', '}', ','], " ");
            json!({
                "id": id, "ports": entry["id"], "title": entry["title"], "summary": entry["summary"],
                "names": words(&entry["names"]), "tasks": words(&entry["tasks"]), "uses": words(&entry["uses"]),
                "text": entry["text"],
            })
        })
        .collect();
    let library = std::env::var("MINISEARCH").expect("MINISEARCH names the file of the library");
    let documents = json!(documents).to_string().replace("</", "<\\/");
    format!(
        "<!DOCTYPE html><meta charset=\"utf-8\"><title>MiniSearch</title>{START}<script>{}</script>\
         <script>const documents = {documents};{THEIRS}</script>",
        read(Path::new(&library))
    )
}

fn page(folder: &Path, name: &str, html: &str) -> String {
    let path: PathBuf = folder.join(name);
    std::fs::write(&path, html).expect("a page");
    url::Url::from_file_path(&path).expect("an absolute path").to_string()
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
