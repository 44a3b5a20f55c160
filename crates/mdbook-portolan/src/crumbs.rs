//! Breadcrumbs: the pages above a page.

use crate::html::{escape, href_of, link, relative};
use crate::site::Site;

/// The front page of our site, which a book of others does not have.
const FRONT: (&str, &str) = ("Portolan", "index.html");

/// The way to the page at `path`: pages from the root, the nearest last, each with its address or, for this page, without.
pub(crate) fn render<'t>(
    site: &Site<'_>,
    path: &str,
    way: impl IntoIterator<Item = (&'t str, Option<String>)>,
) -> String {
    let front = site.is_own.then(|| (FRONT.0, Some(FRONT.1.to_owned())));
    let items = front.into_iter().chain(way).map(|(name, page)| match page {
        Some(page) => format!("<li>{}</li>", link(&relative(path, &href_of(&page)), name)),
        None => format!("<li aria-current=\"page\">{}</li>", escape(name)),
    });
    let items: Vec<String> = items.collect();
    format!("<nav class=\"crumbs\" aria-label=\"Breadcrumbs\"><ol>{}</ol></nav>\n", items.join(""))
}
