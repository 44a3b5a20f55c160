//! The hand-written beginnings of generated pages.

use crate::html::{escape, relative};
use crate::markdown::cite_edits;
use crate::site::Site;
use catalog_source::SourceKind;
use std::fmt::Write;

impl Site<'_> {
    /// The beginning of the page with this name, at `path`; empty where nobody has written one. Citations are links to the
    /// page of sources.
    pub(crate) fn introduction(&self, name: &str, path: &str) -> String {
        let Some(markdown) = self.reference.introductions.get(name) else { return String::new() };
        let cites = cite_edits(markdown, |items| self.named_sources(items, path));
        format!("{}\n\n", self.edited(markdown, path, cites))
    }

    /// The sources of these items by their numbers or publishers, each source once.
    fn named_sources(&self, items: &[String], path: &str) -> String {
        let mut html = String::new();
        let mut named = Vec::new();
        for (source, item) in items.iter().filter_map(|item| self.reference.item(item)) {
            if named.contains(&&source.id) {
                continue;
            }
            named.push(&source.id);
            let href = relative(path, &format!("sources.html#{}", source.id));
            let is_known_by_number = matches!(source.kind, SourceKind::Standard | SourceKind::Advisory);
            let number = source.number.as_deref().filter(|_| is_known_by_number);
            let name = escape(number.unwrap_or_else(|| source.by()));
            let title = escape(&format!("{}, {}", source.title, item.place));
            let _ = write!(html, " <a class=\"cited\" href=\"{href}\" title=\"{title}\">[{name}]</a>");
        }
        html
    }
}
