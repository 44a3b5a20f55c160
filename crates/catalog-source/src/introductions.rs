//! `data/pages/`: hand-written beginnings of generated pages.

use crate::cite::Citations;
use crate::prose::{self, Rules};
use crate::reader::{At, Context, read};
use crate::report::Diagnostics;
use catalog::Category;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The generated pages that may have one, except those of categories.
const PAGES: [&str; 4] = ["advice", "classes", "ephemeral", "source-ports"];

/// Reads and checks every file of the folder and of `categories/` in it; by the page's path without its extension.
pub(crate) fn load(
    folder: &Path,
    files: &[PathBuf],
    categories: &[Category],
    ids: &BTreeSet<String>,
    citations: &Citations,
    diagnostics: &Diagnostics,
) -> BTreeMap<String, String> {
    let mut introductions = BTreeMap::new();
    for path in files {
        let Some(file) = read(path, diagnostics) else { continue };
        let name = path.strip_prefix(folder).unwrap_or(path).with_extension("");
        let name = name.to_string_lossy().replace('\\', "/");
        let context = Context { file: &file, diagnostics, offset: 0 };
        let of_category = name.strip_prefix("categories/");
        if !of_category.map_or(PAGES.contains(&&*name), |id| categories.iter().any(|category| category.id == id)) {
            let remedy =
                format!("there are {}, and categories/ with the ids of data/categories.toml", PAGES.join(", "));
            diagnostics.add_file(path, "belongs to no generated page", remedy);
        }
        prose::check(&file.text, &Rules { own: "", ids, context, whole: None, cites: true });
        let cites = prose::citations(&file.text).into_iter();
        citations.check_prose(cites.map(|cite| At { value: cite.item, span: cite.span }).collect(), context);
        introductions.insert(name, file.text.trim().to_owned());
    }
    introductions
}
