//! Runs mdBook on our own book, with the chapters of the ports added.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use catalog::Page;
use catalog_source::Reference;
use mdbook_driver::MDBook;
use mdbook_driver::config::Config;
use mdbook_portolan::{Options, Portolan, Summary};
use serde_json::{Map, Value};

use crate::address::Address;
use crate::files;
use crate::sources::Sources;
use crate::tree::{self, Tree};

/// The book as mdBook renders it.
pub struct Book {
    /// Pages by their paths.
    pub(crate) pages: Tree,
    /// Pages that the search finds in addition to chapters.
    pub(crate) found: Vec<Page>,
    /// Title and description of each page, by its path. The 404 page has none.
    pub(crate) summaries: BTreeMap<String, Summary>,
}

impl Book {
    /// Runs mdBook.
    ///
    /// # Errors
    /// If it fails, or what it wrote cannot be read.
    pub fn write(sources: &Sources, reference: &Arc<Reference>, address: &Address) -> Result<Self> {
        let folder = sources.scratch("book");
        files::remove_dir(&folder)?;
        let (found, summaries) = build(&sources.book(), &folder, reference, address)?;
        Ok(Self { pages: pages(&folder)?, found, summaries })
    }
}

/// Renders the book at `root` into `out`. Returns its pages for the search, and the summaries of all pages.
fn build(
    root: &Path,
    out: &Path,
    reference: &Arc<Reference>,
    address: &Address,
) -> Result<(Vec<Page>, BTreeMap<String, Summary>)> {
    let settings = root.join("book.toml");
    let mut config =
        Config::from_disk(&settings).with_context(|| format!("mdBook cannot use {}", settings.display()))?;
    without_search(&mut config)?;
    config.build.build_dir = out.to_path_buf();
    config.set("output.html.site-url", address.path())?;
    // By default mdBook creates empty files for chapters that SUMMARY.md lists and that do not exist.
    config.build.create_missing = false;

    let mut book =
        MDBook::load_with_config(root, config).with_context(|| format!("mdBook cannot load {}", root.display()))?;
    let failed = || format!("mdBook cannot build {}", root.display());
    let portolan = Portolan::new(Arc::clone(reference), Options::own_site());
    let extended = portolan.extend(std::mem::take(&mut book.book)).with_context(failed)?;
    book.book = extended.book;
    book.build().with_context(failed)?;
    let mut summaries = extended.summaries;
    if let (Some(front), Some(description)) = (summaries.get_mut("index.html"), &book.config.book.description) {
        *front = Summary { title: "Portolan: TCP and UDP ports".to_owned(), description: description.clone() };
    }
    Ok((extended.pages, summaries))
}

/// The pages that `build` wrote, without the script, style and fonts that mdBook adds for its own theme.
fn pages(out: &Path) -> Result<Tree> {
    let mut pages = tree::read(out)?;
    pages.retain(|path, _| tree::is_a("html", path) && !["print.html", "toc.html"].contains(&path.as_str()));
    Ok(pages)
}

/// Removes the setting for mdBook's search: the library is compiled without it and would warn.
fn without_search(config: &mut Config) -> Result<()> {
    if let Some(mut html) = config.get::<Map<String, Value>>("output.html")? {
        html.remove("search");
        config.set("output.html", html)?;
    }
    Ok(())
}
