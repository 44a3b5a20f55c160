//! The addresses of results.

use catalog::{Document, Entry, Page, Target, concat};

/// The chapter of an entry, or the page, at the heading that was matched. `base` is empty, ends in `/`, or, where chapters are
/// sections of one page, in `#`. Empty for what leads nowhere.
pub fn of(document: &Document<'_>, heading: Option<usize>, base: &str) -> String {
    match document {
        Document::Entry(found) => entry(found, base),
        Document::Page(found) => page(found, heading, base),
        // The register's pages are never sections of one page.
        Document::Registered(found) => match &found.href {
            Some(href) if !base.ends_with('#') => concat(&[base, href]),
            _ => String::new(),
        },
    }
}

/// The chapter of an entry, or its own page; empty for what leads nowhere.
pub fn entry(entry: &Entry, base: &str) -> String {
    match &entry.target {
        Target::Chapter => concat(&[base, "ports/", &entry.id(), ".html"]),
        Target::Own(page) => page.clone(),
        Target::Nowhere => String::new(),
    }
}

fn page(page: &Page, heading: Option<usize>, base: &str) -> String {
    let mut href = concat(&[base, &page.href]);
    if let Some(heading) = heading.and_then(|at| page.headings.get(at)) {
        // An anchor of a section is part of its own.
        href.push(if base.ends_with('#') { ':' } else { '#' });
        href.push_str(&heading.anchor);
    }
    // The front page of a site that lies beside us: an empty address would mean this page.
    if href.is_empty() { "./".to_owned() } else { href }
}
