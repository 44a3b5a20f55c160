//! The pages to browse by, all generated.

mod advice;
mod all_ports;
mod applications;
mod categories;
mod classes;
mod ephemeral;
mod glossary;
mod products;
mod releases;
mod source_ports;
mod sources;

use crate::site::Site;
use catalog::Heading;

/// The path of the page that lists every port; the chapters are its sub-chapters.
pub(crate) const ALL_PORTS: &str = "ports/index.md";

/// A generated page.
pub(crate) struct Made {
    pub(crate) title: String,
    /// From the book's root, as mdBook wants it: `releases/15.2.md`.
    pub(crate) path: String,
    pub(crate) content: String,
    /// Headings to be found by search.
    pub(crate) headings: Vec<Heading>,
}

impl Made {
    /// A page without headings of its own; the title becomes its first heading.
    fn new(title: &str, path: &str, content: &str) -> Self {
        let content = format!("# {title}\n\n{content}");
        Self { title: title.to_owned(), path: path.to_owned(), content, headings: Vec::new() }
    }
}

/// Every page, in the order in which they stand in the book.
pub(crate) fn all(site: &Site<'_>) -> Vec<Made> {
    let mut pages = vec![all_ports::page(site)];
    pages.extend(products::pages(site));
    pages.extend(releases::pages(site));
    pages.push(applications::page(site));
    pages.push(advice::page(site));
    pages.extend(categories::pages(site));
    pages.push(source_ports::page(site));
    pages.push(ephemeral::page(site));
    pages.push(classes::page(site));
    pages.push(glossary::page(site));
    pages.push(sources::page(site));
    pages
}
