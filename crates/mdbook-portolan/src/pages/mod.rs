//! The pages to browse by, all generated.

mod advice;
mod all_ports;
mod applications;
mod categories;
mod classes;
mod comparisons;
mod documents;
mod ephemeral;
mod glossary;
mod map;
mod products;
mod protocols;
pub(crate) mod register;
mod releases;
mod source_ports;
mod sources;

use crate::options::PageKind;
use crate::site::Site;
use catalog::Heading;

/// The path of the page that lists every port; the chapters are its sub-chapters.
pub(crate) const ALL_PORTS: &str = "ports/index.md";

/// A generated page.
pub(crate) struct Made {
    /// In the list of chapters.
    pub(crate) name: String,
    /// In previews of links.
    pub(crate) title: String,
    /// From the root of the pages, as mdBook wants it: `releases/15.2.md`.
    pub(crate) path: String,
    pub(crate) description: String,
    pub(crate) content: String,
    /// Headings to be found by search.
    pub(crate) headings: Vec<Heading>,
    /// Whether search finds it by its title. Every reader loads the titles.
    pub(crate) is_found: bool,
}

impl Made {
    /// A page without headings of its own; the title becomes its first heading.
    fn new(title: &str, path: &str, description: &str, content: &str) -> Self {
        Self {
            name: title.to_owned(),
            title: title.to_owned(),
            path: path.to_owned(),
            description: description.to_owned(),
            content: format!("# {title}\n\n{content}"),
            headings: Vec::new(),
            is_found: true,
        }
    }
}

/// The list of all ports, which is in every book.
pub(crate) fn all_ports(site: &Site<'_>) -> Made {
    all_ports::page(site)
}

/// The map of all ports, for our own site alone.
pub(crate) fn map(site: &Site<'_>) -> Made {
    map::page(site)
}

/// Every other page with its kind, in the order in which they come in the book. A page named `index` comes before those of
/// its folder.
pub(crate) fn to_browse(site: &Site<'_>) -> Vec<(PageKind, Made)> {
    let kinds = [
        (PageKind::Products, products::pages(site)),
        (PageKind::Releases, releases::pages(site)),
        (PageKind::Applications, vec![applications::page(site)]),
        (PageKind::Advice, vec![advice::page(site)]),
        (PageKind::Categories, categories::pages(site)),
        (PageKind::SourcePorts, vec![source_ports::page(site)]),
        (PageKind::Ephemeral, vec![ephemeral::page(site)]),
        (PageKind::Classes, vec![classes::page(site)]),
        (PageKind::Protocols, vec![protocols::page(site)]),
        (PageKind::Register, register::pages(site)),
        (PageKind::Glossary, vec![glossary::page(site)]),
        (PageKind::Sources, vec![sources::page(site)]),
    ];
    kinds.into_iter().flat_map(|(kind, pages)| pages.into_iter().map(move |page| (kind, page))).collect()
}
