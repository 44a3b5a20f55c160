//! The data folder: reads every file, then checks them together.

use crate::entry_file::{self, EntryFile, Vocabularies};
use crate::introductions::{self, Known};
use crate::prose::{self, Rules};
use crate::reader::{Context, read};
use crate::reference::Reference;
use crate::register::Register;
use crate::report::Diagnostics;
use crate::searched;
use crate::vocabularies::{self, CorrectionRead, Remarked};
use catalog::{Catalog, Parts};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Reads all files. Mistakes go into the diagnostics; `None` if there are too many for a catalog.
pub(crate) fn load(data: &Path, diagnostics: &Diagnostics) -> Option<Reference> {
    let citations = crate::sources::sources(&files(&data.join("sources"), "toml", None, diagnostics), diagnostics);
    let products = vocabularies::products(&data.join("products.toml"), diagnostics);
    let categories = vocabularies::categories(&data.join("categories.toml"), diagnostics);
    // No cascading errors: while a list cannot be read, names that are not in it are not reported.
    let complete = diagnostics.is_empty();
    let glossary = vocabularies::glossary(&data.join("glossary.toml"), &citations, diagnostics);
    let corrections = vocabularies::corrections(&data.join("corrections.toml"), &citations, diagnostics);
    let register = Register::load(&data.join("register"), diagnostics);

    let known = Vocabularies { citations: &citations, products: &products, categories: &categories, complete };
    let paths = files(&data.join("ports"), "md", None, diagnostics);
    let entry = |path: &PathBuf| entry_file::read(&read(path, diagnostics)?, &known, diagnostics);
    let mut entries: Vec<EntryFile> = paths.iter().filter_map(entry).collect();
    entries.sort_by(|a, b| a.entry.ports.cmp(&b.entry.ports));
    // No cascading errors: links to an entry whose file cannot be read are not reported.
    let mut ids: BTreeSet<String> = entries.iter().map(|file| file.entry.id()).collect();
    if entries.len() < paths.len() {
        ids.extend(paths.iter().filter_map(|path| id_of(path)));
    }
    entry_file::check_together(&entries, &ids, &citations, diagnostics);
    if !paths.is_empty() {
        let texts = glossary.iter().map(|read| &read.text).chain(corrections.iter().flat_map(|read| &read.texts));
        check_markdown(texts.chain(&citations.texts), &ids, diagnostics);
        check_corrections(&corrections, &ids, diagnostics);
    }
    let often = crate::often::load(&data.join("often.toml"), &ids, diagnostics);
    let known = Known { categories: &categories, ids: &ids, citations: &citations };
    let introductions = introductions::load(&data.join("pages"), &known, diagnostics);
    // An unreadable file may cite items that no other file cites.
    if entries.len() == paths.len() {
        citations.report_uncited(diagnostics);
    }

    let text = searched::words(&entries, &citations.sources);
    let chapters: BTreeMap<_, _> = entries.iter().map(|file| (file.entry.id(), file.chapter.clone())).collect();
    let entries = entries.into_iter().map(|mut file| {
        register.join(&mut file.entry);
        file.entry.is_prominent = often.has(&file.entry.id());
        file.entry
    });
    let parts = Parts { entries: entries.collect(), products, categories, pages: Vec::new(), text };
    let catalog = Catalog::new(parts).map_err(|wrong| {
        // The checks of single files report the same mistakes with their places.
        if diagnostics.is_empty() {
            for one in wrong {
                diagnostics.add_file(data, one.to_string(), "this is about all files together");
            }
        }
    });
    let catalog = catalog.ok()?;
    Some(Reference {
        catalog,
        chapters,
        sources: citations.sources,
        glossary: glossary.into_iter().map(|read| read.term).collect(),
        corrections: corrections.into_iter().map(|read| read.correction).collect(),
        introductions,
        often: often.ports,
        register,
    })
}

/// The id of the entry in a file of this name.
fn id_of(path: &Path) -> Option<String> {
    let numbers = path.file_stem()?.to_str()?.split('-').map(|number| number.parse::<u16>().map(|n| n.to_string()));
    Some(numbers.collect::<Result<Vec<_>, _>>().ok()?.join("-"))
}

/// The files of a folder with this extension, sorted by name; others are reported, except a folder of this name.
pub(crate) fn files(folder: &Path, extension: &str, except: Option<&str>, diagnostics: &Diagnostics) -> Vec<PathBuf> {
    let listed = std::fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let mut paths: Vec<PathBuf> = match listed {
        Ok(entries) => entries.into_iter().map(|entry| entry.path()).collect(),
        Err(error) => {
            diagnostics.add_file(
                folder,
                format!("cannot be listed: {error}"),
                format!("the data folder must have it; looked for {}", folder.display()),
            );
            return Vec::new();
        }
    };
    paths.sort();
    let hidden = |path: &Path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    let is_exception =
        |path: &Path| path.is_dir() && path.file_name().is_some_and(|name| except.is_some_and(|known| name == known));
    paths.retain(|path| !hidden(path) && !is_exception(path));
    paths.retain(|path| {
        let wanted = path.extension().is_some_and(|found| found == extension);
        if !wanted {
            diagnostics.add_file(path, "is of another kind", format!("only .{extension} files belong in this folder"));
        }
        wanted
    });
    paths
}

/// Checks Markdown outside entries by the same rules as that of entries.
fn check_markdown<'a>(texts: impl Iterator<Item = &'a Remarked>, ids: &BTreeSet<String>, diagnostics: &Diagnostics) {
    for Remarked { file, text } in texts {
        let context = Context { file, diagnostics, offset: 0 };
        prose::check(&text.value, &Rules { own: "", ids, context, whole: Some(text.span.clone()), cites: false });
    }
}

fn check_corrections(corrections: &[CorrectionRead], ids: &BTreeSet<String>, diagnostics: &Diagnostics) {
    for read in corrections {
        if let Some(id) = read.correction.entry.as_ref().filter(|id| !ids.contains(*id)) {
            let message = format!("there is no entry `{id}`");
            diagnostics.add(
                &read.file,
                read.entry_place.clone(),
                message,
                "not an entry's id",
                "name an entry, or none",
            );
        }
    }
}
