//! The ports that people look up most, for the front page.

use crate::related;
use crate::site::Site;

/// Where a hand-written page wants them.
const PLACE: &str = "<!-- often looked up -->";

/// The page with the list in its place. Where nobody has said which ports are looked up most, the place stays empty.
pub(crate) fn fill_in(site: &Site<'_>, markdown: &str, path: &str) -> String {
    markdown.replace(PLACE, &list(site, path))
}

fn list(site: &Site<'_>, path: &str) -> String {
    let entries = site.reference.often.iter().filter_map(|id| site.reference.catalog.entry(id));
    let list = related::items("port-list often", entries, path);
    if list.is_empty() { list } else { format!("<h2 id=\"often-looked-up\">Often looked up</h2>\n\n{list}") }
}
