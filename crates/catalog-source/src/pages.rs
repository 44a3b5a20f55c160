//! Hand-written pages: their links to chapters.

use crate::prose;
use crate::reader::read;
use crate::reference::Reference;
use crate::report::{Diagnostics, Report};
use std::path::Path;

/// Checks that every `port:` link of the Markdown files below a folder leads to an entry.
///
/// # Errors
///
/// Every link that does not, with its place.
pub fn check_pages(folder: &Path, reference: &Reference) -> Result<(), Report> {
    let diagnostics = Diagnostics::new(folder);
    check_folder(folder, reference, &diagnostics);
    diagnostics.into_result(Some(()))
}

fn check_folder(folder: &Path, reference: &Reference, diagnostics: &Diagnostics) {
    let listed = std::fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let mut paths = match listed {
        Ok(entries) => entries.into_iter().map(|entry| entry.path()).collect::<Vec<_>>(),
        Err(error) => {
            diagnostics.add_file(folder, format!("cannot be listed: {error}"), "this folder holds the book's pages");
            return;
        }
    };
    paths.sort();
    for path in paths {
        if path.is_dir() {
            check_folder(&path, reference, diagnostics);
        } else if path.extension().is_some_and(|extension| extension == "md")
            && let Some(file) = read(&path, diagnostics)
        {
            for link in prose::links(&file.text) {
                if reference.catalog.entry(&link.entry).is_none() {
                    let message = format!("`port:{}` links to nothing", link.entry);
                    diagnostics.add(&file, link.span, message, "no entry has this id", "link an entry that exists");
                }
            }
        }
    }
}
