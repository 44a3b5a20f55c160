//! The hand-written beginnings of generated pages.

use crate::html::{escape, relative};
use crate::site::Site;
use catalog_source::SourceKind;
use std::fmt::Write;

impl Site<'_> {
    /// The beginning of the page with this name, at `path`; empty where nobody has written one. Citations are links to the
    /// page of sources.
    pub(crate) fn introduction(&self, name: &str, path: &str) -> String {
        let Some(markdown) = self.reference.introductions.get(name) else { return String::new() };
        let mut html = String::with_capacity(markdown.len() * 2);
        let mut at = 0;
        for citation in catalog_source::citations(markdown) {
            html.push_str(&markdown[at..citation.span.start]);
            at = citation.span.end;
            let Some((source, item)) = self.reference.item(&citation.item) else { continue };
            let href = relative(path, &format!("sources.html#{}", source.id));
            let is_known_by_number = matches!(source.kind, SourceKind::Standard | SourceKind::Advisory);
            let number = source.number.as_deref().filter(|_| is_known_by_number);
            let name = number.unwrap_or_else(|| source.by());
            let title = escape(&format!("{}, {}", source.title, item.place));
            let _ = write!(html, " <a class=\"cited\" href=\"{href}\" title=\"{title}\">[{}]</a>", escape(name));
        }
        html.push_str(&markdown[at..]);
        format!("{}\n\n", self.prose(&html, path))
    }
}
