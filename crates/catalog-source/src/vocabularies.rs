//! The lists beside the entries: products, categories, glossary, corrections.

use crate::cite::Citations;
use crate::reader::{self, At, Context, Table};
use crate::reference::{Correction, Term};
use crate::report::{Diagnostics, SourceFile};
use crate::use_table::{one_of, values};
use catalog::{Category, Product};
use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;
use std::rc::Rc;

/// Reads every `[[key]]` of a file, and reports duplicate ids.
fn list<T>(
    path: &Path,
    key: &'static str,
    diagnostics: &Diagnostics,
    mut read: impl FnMut(&Table<'_>) -> Option<T>,
) -> Vec<T> {
    let Some(file) = reader::read(path, diagnostics) else { return Vec::new() };
    let context = Context { file: &file, diagnostics, offset: 0 };
    reader::parse(&file.text, context, |top| {
        let mut ids = BTreeSet::new();
        let mut made = Vec::new();
        for table in top.tables(key) {
            report_second(&table, &mut ids);
            made.extend(read(&table));
            table.finish();
        }
        top.finish();
        Some(made)
    })
    .unwrap_or_default()
}

/// Reads the `id` of a table: it becomes part of a URL or an anchor.
pub(crate) fn read_id(table: &Table<'_>, remedy: &str) -> Option<At<String>> {
    let id = table.required("id", remedy)?;
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if !id.value.chars().all(fits) {
        let wrong = format!("`{}` is no id", id.value);
        table.context.error(
            id.span.clone(),
            wrong,
            "it becomes part of an address",
            "letters, digits and hyphens only",
        );
    }
    Some(id)
}

/// Markdown outside entries, which is checked after all entries have been read.
pub(crate) struct Remarked {
    pub(crate) file: Rc<SourceFile>,
    pub(crate) text: At<String>,
}

impl Remarked {
    pub(crate) fn new(table: &Table<'_>, text: &At<String>) -> Self {
        Self { file: Rc::clone(table.context.file), text: text.clone() }
    }
}

/// Reports a duplicate `id`.
pub(crate) fn report_second(table: &Table<'_>, seen: &mut BTreeSet<String>) {
    let Some(id) = table.value("id") else { return };
    if let Some(text) = id.value.as_str()
        && !seen.insert(text.to_ascii_lowercase())
    {
        table.context.error(id.span, format!("`{text}` is used twice"), "a second time", "give each its own id");
    }
}

pub(crate) fn products(path: &Path, diagnostics: &Diagnostics) -> Vec<Product> {
    list(path, "product", diagnostics, |table| {
        let id = read_id(table, "the vendor's code");
        let name = table.required("name", "as the vendor writes it");
        Some(Product { id: id?.value, name: name?.value })
    })
}

pub(crate) fn categories(path: &Path, diagnostics: &Diagnostics) -> Vec<Category> {
    list(path, "category", diagnostics, |table| {
        let id = read_id(table, "lower case, with hyphens: it becomes a URL");
        let title = table.required("title", "the heading of the category's page");
        let summary = table.required("summary", "one sentence: what belongs to it");
        Some(Category { id: id?.value, title: title?.value, summary: summary?.value })
    })
}

/// A term with its text, which is checked later.
pub(crate) struct TermRead {
    pub(crate) term: Term,
    pub(crate) text: Remarked,
}

pub(crate) fn glossary(path: &Path, citations: &Citations, diagnostics: &Diagnostics) -> Vec<TermRead> {
    list(path, "term", diagnostics, |table| {
        let id = read_id(table, "the anchor: lower case, with hyphens");
        let term = table.required("term", "the heading");
        let text = table.required("text", "one to three sentences");
        let forms = values(table.texts("forms"));
        let long = table.text("long").map(|long| long.value);
        let cites = citations.read(table, false);
        if let Some(form) = forms.iter().find(|form| form.trim().chars().count() < 2) {
            let span = table.value("forms").map_or(table.span.clone(), |forms| forms.span);
            table.context.error(span, format!("`{form}` is no spelling to link"), "too short", "leave it out");
        }
        let text = text?;
        let remarked = Remarked::new(table, &text);
        let term = Term { id: id?.value, term: term?.value, forms, long, text: text.value, cites };
        Some(TermRead { term, text: remarked })
    })
}

/// A correction with the place of the entry it names, which is checked after all entries have been read.
pub(crate) struct CorrectionRead {
    pub(crate) correction: Correction,
    pub(crate) file: Rc<SourceFile>,
    pub(crate) entry_place: Range<usize>,
    pub(crate) texts: Vec<Remarked>,
}

const KINDS: [&str; 6] = ["garbled", "lost", "slip", "contradiction", "silent", "foreign"];

pub(crate) fn corrections(path: &Path, citations: &Citations, diagnostics: &Diagnostics) -> Vec<CorrectionRead> {
    list(path, "correction", diagnostics, |table| {
        let kind = one_of(table, "kind", |id| KINDS.into_iter().find(|kind| *kind == id), &KINDS.join(", "));
        let certain = one_of(
            table,
            "certainty",
            |id| match id {
                "certain" => Some(true),
                "inferred" => Some(false),
                _ => None,
            },
            "certain, inferred",
        );
        let said = table.required("said", "what the source says, in a few of its words");
        let says = table.required("says", "what we say instead");
        let why = table.required("why", "how we know, in one sentence");
        let entry = table.text("entry");
        let cites = citations.read_only(table, true);
        let texts = [&said, &says, &why].into_iter().flatten().map(|text| Remarked::new(table, text)).collect();
        let entry_place = entry.as_ref().map_or(table.span.clone(), |entry| entry.span.clone());
        let correction = Correction {
            kind: kind?.to_owned(),
            cites,
            entry: entry.map(|entry| entry.value),
            said: said?.value,
            says: says?.value,
            certain: certain?,
            why: why?.value,
        };
        Some(CorrectionRead { correction, file: Rc::clone(table.context.file), entry_place, texts })
    })
}
