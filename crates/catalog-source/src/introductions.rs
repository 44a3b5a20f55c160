//! `data/pages/`: hand-written beginnings of generated pages.

use crate::cite::Citations;
use crate::folder::files;
use crate::prose::{self, Rules};
use crate::reader::{Context, read};
use crate::report::Diagnostics;
use catalog::Category;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The generated pages that may have one, except those of categories.
const PAGES: [&str; 5] = ["advice", "classes", "ephemeral", "protocols", "source-ports"];

/// What introductions are checked against.
pub(crate) struct Known<'a> {
    pub(crate) categories: &'a [Category],
    /// Every entry's id.
    pub(crate) ids: &'a BTreeSet<String>,
    pub(crate) citations: &'a Citations,
}

/// The folder of those of categories.
const CATEGORIES: &str = "categories";

/// Reads and checks every file of the folder and of `categories/` in it; by the page's path without its extension. The folders
/// need not exist.
pub(crate) fn load(folder: &Path, known: &Known<'_>, diagnostics: &Diagnostics) -> BTreeMap<String, String> {
    let Known { categories, ids, citations } = *known;
    let mut introductions = BTreeMap::new();
    let paths = |folder: &Path, except| {
        if folder.is_dir() { files(folder, "md", except, diagnostics) } else { Vec::new() }
    };
    let of_categories = paths(&folder.join(CATEGORIES), None);
    for path in paths(folder, Some(CATEGORIES)).into_iter().chain(of_categories) {
        let Some(file) = read(&path, diagnostics) else { continue };
        let name = path.strip_prefix(folder).unwrap_or(&path).with_extension("");
        let name = name.to_string_lossy().replace('\\', "/");
        let context = Context { file: &file, diagnostics, offset: 0 };
        let of_category = name.strip_prefix(CATEGORIES).and_then(|name| name.strip_prefix('/'));
        if !of_category.map_or(PAGES.contains(&&*name), |id| categories.iter().any(|category| category.id == id)) {
            let remedy =
                format!("there are {}, and categories/ with the ids of data/categories.toml", PAGES.join(", "));
            diagnostics.add_file(&path, "belongs to no generated page", remedy);
        }
        prose::check(&file.text, &Rules { own: "", ids, context, whole: None, cites: true });
        citations.check_prose(prose::citations(&file.text), context);
        introductions.insert(name, file.text.trim().to_owned());
    }
    introductions
}
