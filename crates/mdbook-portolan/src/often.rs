//! The ports that people look up most, for the front page.

use crate::html::{escape, relative};
use crate::site::Site;
use std::fmt::Write;

/// Where a hand-written page wants them.
const PLACE: &str = "<!-- often looked up -->";

/// The page with the list in its place. Where nobody has said which ports are looked up most, the place stays empty.
pub(crate) fn fill_in(site: &Site<'_>, markdown: &str, path: &str) -> String {
    markdown.replace(PLACE, &list(site, path))
}

fn list(site: &Site<'_>, path: &str) -> String {
    let mut items = String::new();
    for entry in site.reference.often.iter().filter_map(|id| site.reference.catalog.entry(id)) {
        let (href, title) = (relative(path, &Site::href(&entry.id())), escape(&entry.title));
        let number = entry.ports.short();
        let _ = writeln!(items, "<li><a href=\"{href}\"><span class=\"n\">{number}</span> {title}</a></li>");
    }
    if items.is_empty() {
        return items;
    }
    format!("<h2 id=\"often-looked-up\">Often looked up</h2>\n\n<ul class=\"port-list often\">\n{items}</ul>")
}
