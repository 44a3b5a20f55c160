//! mdBook runs the binary as its command, in a book with the stock theme.

use mdbook_driver::MDBook;
use scraper::{Html, Selector};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const BINARY: &str = env!("CARGO_BIN_EXE_mdbook-portolan");
const GUIDE: &str = "# Guide\n\nLog in over [SSH](port:22), see [our words](../glossary.md).\n";

/// A book that was built. Pages by their paths.
struct Built {
    _folder: TempDir,
    pages: BTreeMap<String, Html>,
    others: Vec<String>,
}

/// Builds a book of two pages with the two lines of `book.toml`, and these settings beside them.
fn build(settings: &str) -> Result<Built, String> {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).and_then(|()| fs::write(path, text)).expect("written");
    };
    write(
        "book.toml",
        &format!("[book]\ntitle = \"Ours\"\n\n[preprocessor.portolan]\ncommand = {BINARY:?}\n{settings}\n"),
    );
    write("src/SUMMARY.md", "[Start](start.md)\n\n- [Guide](network/guide.md)\n- [Words](glossary.md)\n");
    write("src/start.md", "# Start\n");
    write("src/network/guide.md", GUIDE);
    write("src/glossary.md", "# Words\n");
    let book = MDBook::load(folder.path()).expect("a book");
    book.build().map_err(|error| format!("{error:?}"))?;
    let (mut pages, mut others) = (BTreeMap::new(), Vec::new());
    collect(&folder.path().join("book"), "", &mut |path, file| {
        if file.extension().is_some_and(|extension| extension == "html") {
            pages.insert(path, Html::parse_document(&fs::read_to_string(file).expect("read")));
        } else {
            others.push(path);
        }
    });
    Ok(Built { _folder: folder, pages, others })
}

fn collect(folder: &Path, prefix: &str, found: &mut impl FnMut(String, PathBuf)) {
    for entry in fs::read_dir(folder).expect("listed") {
        let entry = entry.expect("an entry");
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{path}/"), found);
        } else {
            found(path, entry.path());
        }
    }
}

fn attributes<'h>(page: &'h Html, selector: &'static str, name: &str) -> Vec<&'h str> {
    let selector = Selector::parse(selector).expect("a selector");
    page.select(&selector).filter_map(|element| element.attr(name)).collect()
}

impl Built {
    fn chapters(&self, folder: &str) -> usize {
        let is_chapter = |path: &&String| path.starts_with(folder) && !path.ends_with("/index.html");
        self.pages.keys().filter(is_chapter).count()
    }

    fn styles(&self, page: &str) -> usize {
        let style = Selector::parse("main style").expect("a selector");
        self.pages[page].select(&style).filter(|style| style.inner_html().contains(".port-head")).count()
    }

    fn dead_links(&self) -> Vec<String> {
        // These two are not checked: one contains all pages with their relative links, the other is shown at any address.
        let pages = self.pages.iter().filter(|(path, _)| !["print.html", "404.html"].contains(&path.as_str()));
        let links =
            pages.flat_map(|(path, page)| attributes(page, "a", "href").into_iter().map(move |href| (path, href)));
        links
            .filter(|(path, href)| !href.contains("://") && !self.leads_somewhere(path, href))
            .map(|(path, href)| format!("{path}: {href}"))
            .collect()
    }

    fn leads_somewhere(&self, from: &str, href: &str) -> bool {
        let (path, anchor) = href.split_once('#').unwrap_or((href, ""));
        let mut parts: Vec<&str> = from.split('/').collect();
        if !path.is_empty() {
            parts.pop();
        }
        for part in path.split('/').filter(|part| !part.is_empty() && *part != ".") {
            if part == ".." {
                parts.pop();
            } else {
                parts.push(part);
            }
        }
        let target = parts.join("/");
        let is_anchor = |page: &Html| anchor.is_empty() || attributes(page, "[id]", "id").contains(&anchor);
        self.pages.get(&target).map_or_else(|| self.others.contains(&target), is_anchor)
    }
}

fn entries() -> usize {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    catalog_source::load(&data).expect("the data").catalog.entries().len()
}

#[test]
fn two_lines_add_every_chapter() {
    // The guide links to the glossary, and so ours must have another place.
    let built = build("folder = \"network/reference\"").expect("a build");
    assert_eq!(built.chapters("network/reference/ports/"), entries());
    let guide = attributes(&built.pages["network/guide.html"], "main a", "href");
    assert!(guide.contains(&"reference/ports/22.html") && guide.contains(&"../glossary.html"), "{guide:?}");
    assert_eq!(built.dead_links(), Vec::<String>::new());
    for (page, styles) in
        [("network/reference/ports/22.html", 1), ("network/reference/advice.html", 1), ("network/guide.html", 0)]
    {
        assert_eq!(built.styles(page), styles, "{page}");
    }
}

#[test]
fn pages_that_are_not_wanted_are_not_linked() {
    let built = build("folder = \"ports-book\"\npages = [\"releases\", \"glossary\"]\nstyle = false").expect("a build");
    let has = |path: &str| built.pages.contains_key(&format!("ports-book/{path}"));
    assert!(has("ports/22.html") && has("ports/index.html") && has("releases/15.1.html") && has("glossary.html"));
    assert!(!has("products/index.html") && !has("advice.html") && !has("sources.html") && !has("register/index.html"));
    assert_eq!(built.dead_links(), Vec::<String>::new());
    assert_eq!(built.styles("ports-book/ports/22.html"), 0);
}

/// The binary writes why to the standard error, which is mdBook's own; see `binary.rs`.
#[test]
fn a_page_of_the_same_name_fails_the_build() {
    let error = build("").err().expect("two pages named glossary.html");
    assert!(error.contains("portolan"), "{error}");
}
