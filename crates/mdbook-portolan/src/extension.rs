//! Collects the chapters that are added to a book.

use crate::html::href_of;
use crate::options::Options;
use crate::pages::Made;
use crate::site::Site;
use crate::unlink::unlink;
use crate::{Summary, crumbs, description, markdown, often};
use catalog::{Heading, Page};
use mdbook_preprocessor::book::{Book, BookItem, Chapter};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// For mdBook's own themes; short, because each page has a copy.
const STYLE: &str = include_str!("stock.css");

/// The chapters to add, and what search and previews need of these and of the hand-written pages.
pub(crate) struct Extension<'a> {
    options: &'a Options,
    /// Addresses of the pages that are not wanted, from the root of the pages.
    left_out: BTreeSet<String>,
    /// The chapters of the top level. A list such as `products/index.md` holds the pages of its folder.
    pub(crate) chapters: Vec<Chapter>,
    pub(crate) pages: Vec<Page>,
    pub(crate) summaries: BTreeMap<String, Summary>,
    pub(crate) mistakes: Vec<String>,
}

impl<'a> Extension<'a> {
    pub(crate) fn new(options: &'a Options, left_out: BTreeSet<String>) -> Self {
        let (chapters, pages, mistakes) = (Vec::new(), Vec::new(), Vec::new());
        Self { options, left_out, chapters, pages, summaries: BTreeMap::new(), mistakes }
    }

    /// Links the hand-written pages, which are in the book already.
    pub(crate) fn link_hand_written(&mut self, site: &Site<'_>, book: &mut Book) {
        book.for_each_chapter_mut(|chapter| {
            let Some(path) = chapter.path.as_deref().map(slashed) else { return };
            match site.link_ports(&chapter.content, &path, &self.options.in_folder("")) {
                Ok(linked) => chapter.content = often::fill_in(site, &linked, &path),
                Err(ids) => {
                    self.mistakes.extend(ids.into_iter().map(|id| format!("{path}: `port:{id}` links to nothing")));
                }
            }
            let page = page_of(&chapter.name, &path, &chapter.content);
            let description = description::of_markdown(&chapter.content);
            self.summaries.insert(page.href.clone(), Summary { title: page.title.clone(), description });
            self.pages.push(page);
        });
    }

    /// Adds a page to browse by.
    pub(crate) fn add_page(&mut self, site: &Site<'_>, mut made: Made) {
        let headings = std::mem::take(&mut made.headings);
        if site.is_own {
            let list = self.list_above(&made.path).map(|list| (list.name.clone(), list.path.as_deref().map(slashed)));
            let list = list.as_ref().map(|(name, path)| (name.as_str(), path.clone()));
            let way = list.into_iter().chain([(made.name.as_str(), None)]);
            made.content = format!("{}\n{}", crumbs::render(site, &made.path, way), made.content);
        }
        let href = self.options.in_folder(&href_of(&made.path));
        if made.is_found {
            self.pages.push(Page { title: made.title.clone(), href, headings });
        }
        self.add_chapter(made);
    }

    /// Adds the chapter of an entry. The search has entries from the catalog, so that it is not among the pages.
    pub(crate) fn add_chapter(&mut self, made: Made) {
        let path = self.options.in_folder(&made.path);
        let href = href_of(&path);
        if self.summaries.contains_key(&href) {
            self.mistakes.push(format!("{href}: a generated page has this name; rename yours"));
        }
        self.summaries.insert(href, Summary { title: made.title, description: made.description });
        let mut content = unlink(&made.content, &made.path, |href| self.left_out.contains(href));
        if self.options.style {
            content = format!("<style>{}</style>\n\n{content}", STYLE.trim());
        }
        let mut chapter = Chapter::new(&made.name, content, &path, Vec::new());
        chapter.source_path = None;
        let is_in_list = self.list_above(&made.path).is_some();
        match self.chapters.last_mut().filter(|_| is_in_list) {
            Some(list) => {
                chapter.parent_names = vec![list.name.clone()];
                list.sub_items.push(BookItem::Chapter(chapter));
            }
            None => self.chapters.push(chapter),
        }
    }

    /// The list of the folder that this page is in. Its pages come directly after it.
    fn list_above(&self, path: &str) -> Option<&Chapter> {
        let index = self.options.in_folder(&format!("{}/index.md", path.rsplit_once('/')?.0));
        self.chapters.last().filter(|last| last.path.as_deref().map(slashed).as_deref() == Some(&*index))
    }
}

fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// A page about running Portolan says so: people who ask about ports do not look for its headings, which every reader would
/// load.
const TITLE_ONLY: &str = "<!-- search: title only -->";

/// What search needs of a hand-written page: its title and headings.
fn page_of(name: &str, path: &str, content: &str) -> Page {
    let found = if content.contains(TITLE_ONLY) { Vec::new() } else { markdown::headings(content) };
    let headings = found.into_iter().filter(|heading| heading.title != name);
    let headings = headings.map(|heading| Heading { anchor: catalog::slug(&heading.title), title: heading.title });
    Page { title: name.to_owned(), href: href_of(path), headings: headings.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_about_portolan_are_found_by_their_titles() {
        let headings = |content: &str| page_of("Embedding", "embedding.md", content).headings.len();
        assert_eq!(headings("# Embedding\n\n## Parts\n"), 1);
        assert_eq!(headings(&format!("# Embedding\n\n{TITLE_ONLY}\n\n## Parts\n")), 0);
    }

    #[test]
    fn the_style_is_small() {
        assert!(STYLE.len() < 2_500, "{} bytes in each page", STYLE.len());
    }
}
