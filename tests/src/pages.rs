//! The pages that were built, read without a browser.

use crate::files;
use scraper::{Html, Selector};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The folder of the built site: `PORTOLAN_SITE`, else `dist/site`.
///
/// # Panics
///
/// If nothing was built.
pub fn built_site() -> PathBuf {
    let default = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../dist/site");
    let site = std::env::var_os("PORTOLAN_SITE").map_or_else(default, PathBuf::from);
    assert!(site.join("index.html").is_file(), "nothing is built in {}: run `cargo xtask build`", site.display());
    site
}

/// What was built beside the site: `embed`, say, in `dist`.
///
/// # Panics
///
/// If it is not there.
pub fn built(name: &str) -> PathBuf {
    let path = built_site().with_file_name(name);
    assert!(path.exists(), "there is no {}: run `cargo xtask bundle`", path.display());
    path
}

/// What a page links to, and what can be linked to in it.
pub struct Document {
    /// Targets of links, scripts, styles and images, as written.
    pub links: Vec<String>,
    /// What the page loads by itself: scripts, styles, images.
    pub loaded: Vec<String>,
    /// Every `id`, in order.
    pub ids: Vec<String>,
    /// The words of the page's main part.
    pub text: String,
    /// The page's title.
    pub title: String,
    /// What its `<meta>` elements say, by their `name` or `property`.
    pub meta: BTreeMap<String, String>,
}

impl Document {
    fn read(html: &str) -> Self {
        // Where a word may break is not part of its text.
        let html = Html::parse_document(&html.replace("<wbr>", ""));
        let select = |selector: &str| Selector::parse(selector).expect("a selector");
        let attribute = |selector: &str, name: &str| -> Vec<String> {
            let selector = select(selector);
            let elements = html.select(&selector).filter_map(|element| element.value().attr(name));
            elements.map(str::to_owned).collect()
        };
        let mut links = attribute("[href]", "href");
        links.extend(attribute("[src]", "src"));
        let mut loaded = attribute("[src]", "src");
        loaded.extend(attribute("link[href]:not([rel=canonical])", "href"));
        let text = |selector: &str| -> String {
            let selector = select(selector);
            let texts: Vec<&str> = html.select(&selector).flat_map(|element| element.text()).collect();
            texts.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let selector = select("meta[content]");
        let meta = html.select(&selector).filter_map(|meta| {
            let name = meta.attr("name").or_else(|| meta.attr("property"))?;
            Some((name.to_owned(), meta.attr("content")?.to_owned()))
        });
        let meta = meta.collect();
        Self { links, loaded, ids: attribute("[id]", "id"), text: text("main"), title: text("title"), meta }
    }

    /// The ids that occur more than once.
    pub fn ids_twice(&self) -> BTreeSet<&String> {
        let mut seen = BTreeSet::new();
        self.ids.iter().filter(|id| !seen.insert(*id)).collect()
    }
}

/// Every HTML page of a folder, by its path from the folder.
///
/// # Panics
///
/// If a file cannot be read.
pub fn pages(folder: &Path) -> BTreeMap<String, Document> {
    let is_page = |path: &String| Path::new(path).extension().is_some_and(|extension| extension == "html");
    let pages = files(folder).into_iter().filter(|(path, _)| is_page(path));
    pages.map(|(path, html)| (path, Document::read(&String::from_utf8(html).expect("a page in UTF-8")))).collect()
}
