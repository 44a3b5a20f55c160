//! The chapter of an entry.

use crate::description;
use crate::pages::Made;
use crate::site::Site;
use crate::{advice_box, head, related, uses};
use catalog::Entry;

/// The chapter as a page.
pub(crate) fn made(site: &Site<'_>, entry: &Entry) -> Made {
    let ports = if entry.ports.is_range() { "Ports" } else { "Port" };
    Made {
        name: format!("{} {}", entry.ports.short(), entry.title),
        title: format!("{ports} {}: {}", entry.ports.short(), entry.title),
        path: format!("ports/{}.md", entry.id()),
        description: description::of_entry(site, entry),
        content: render(site, entry),
        headings: Vec::new(),
    }
}

/// Markdown with blocks of HTML.
fn render(site: &Site<'_>, entry: &Entry) -> String {
    let path = format!("ports/{}.md", entry.id());
    let written = site.reference.chapters.get(&entry.id()).map(|chapter| chapter.prose.as_str()).unwrap_or_default();
    let prose = site.prose(written, &path);
    let (opening, sections) = match prose.find("\n## ") {
        Some(at) => prose.split_at(at),
        None if prose.starts_with("## ") => ("", &*prose),
        None => (&*prose, ""),
    };
    let parts = [
        head::render(site, entry, &path),
        advice_box::render(entry, &path),
        format!("{opening}\n\n"),
        "<h2 id=\"uses\">Uses</h2>\n\n".to_owned(),
        uses::table(site, entry, &path),
        format!("{sections}\n\n"),
        related::links(site, entry, &path),
        related::sources(site, entry, &path),
        related::neighbours(site, entry, &path),
    ];
    parts.concat()
}
