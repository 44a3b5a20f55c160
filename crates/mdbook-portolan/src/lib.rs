//! mdBook preprocessor: one chapter for every entry, the pages to browse them by, and links to both.
//!
//! Chapters have no file: they are made from a [`Reference`] while the book is built. Use it in process, as
//! [`Portolan`], or from any mdBook through the binary of the same name (see `main.rs`).

mod advice_box;
mod chapter;
mod head;
mod html;
mod markdown;
mod pages;
mod related;
mod site;
mod table;
mod uses;

use catalog::{Heading, Page};
use catalog_source::Reference;
use mdbook_preprocessor::book::{Book, BookItem, Chapter};
use mdbook_preprocessor::errors::Result;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};
use site::Site;
use std::sync::{Arc, Mutex};

/// The preprocessor. Clones share the pages they have seen.
#[derive(Clone)]
pub struct Portolan {
    reference: Arc<Reference>,
    pages: Arc<Mutex<Vec<Page>>>,
}

impl Portolan {
    /// A preprocessor for this reference.
    pub fn new(reference: Arc<Reference>) -> Self {
        Self { reference, pages: Arc::default() }
    }

    /// The pages beside the entries' chapters, written by hand or generated, as the last run found them.
    pub fn pages(&self) -> Vec<Page> {
        self.pages.lock().map(|pages| pages.clone()).unwrap_or_default()
    }

    /// Adds every chapter and page to the book.
    ///
    /// # Errors
    ///
    /// If a hand-written page links to a port that has no entry, or has the name of a generated page.
    pub fn extend(&self, mut book: Book) -> Result<Book> {
        let site = Site::new(&self.reference);
        let mut pages = Vec::new();
        let mut dead: Vec<String> = Vec::new();
        book.for_each_chapter_mut(|chapter| {
            let Some(path) = chapter.path.clone() else { return };
            let path = path.to_string_lossy().replace('\\', "/");
            match site.link_ports(&chapter.content, &path) {
                Ok(linked) => chapter.content = linked,
                Err(ids) => dead.extend(ids.into_iter().map(|id| format!("{path}: `port:{id}` links to nothing"))),
            }
            pages.push(page_of(&chapter.name, &path, &chapter.content));
        });
        let own = pages::all(&site);
        let entries =
            self.reference.catalog.entries().iter().map(|entry| html::href_of(&format!("ports/{}.md", entry.id())));
        let generated: Vec<String> = own.iter().map(|made| html::href_of(&made.path)).chain(entries).collect();
        for page in pages.iter().filter(|page| generated.contains(&page.href)) {
            dead.push(format!("{}: a generated page has this name; rename yours", page.href));
        }
        anyhow::ensure!(dead.is_empty(), "{}", dead.join("\n"));
        book.push_item(BookItem::PartTitle("Browse".to_owned()));
        for made in own {
            pages.push(Page { title: made.title.clone(), href: html::href_of(&made.path), headings: made.headings });
            let mut chapter = made_chapter(&made.title, made.content, &made.path);
            if made.path == pages::ALL_PORTS {
                let chapters = self.reference.catalog.entries().iter().map(|entry| {
                    let name = format!("{} {}", entry.ports.short(), entry.title);
                    let path = format!("ports/{}.md", entry.id());
                    BookItem::Chapter(made_chapter(&name, chapter::render(&site, entry), &path))
                });
                chapter.sub_items = chapters.collect();
            }
            book.push_item(BookItem::Chapter(chapter));
        }
        if let Ok(mut known) = self.pages.lock() {
            *known = pages;
        }
        Ok(book)
    }
}

impl Preprocessor for Portolan {
    fn name(&self) -> &'static str {
        "portolan"
    }

    fn run(&self, _: &PreprocessorContext, book: Book) -> Result<Book> {
        self.extend(book)
    }
}

fn made_chapter(name: &str, content: String, path: &str) -> Chapter {
    let mut chapter = Chapter::new(name, content, path, Vec::new());
    chapter.source_path = None;
    chapter
}

/// Stands in pages about running Portolan: whoever asks about ports does not look for their headings, which every reader
/// would load.
const TITLE_ONLY: &str = "<!-- search: title only -->";

/// What search needs of a hand-written page: its title and headings.
fn page_of(name: &str, path: &str, content: &str) -> Page {
    let found = if content.contains(TITLE_ONLY) { Vec::new() } else { markdown::headings(content) };
    let headings = found.into_iter().filter(|heading| heading.title != name);
    let headings = headings.map(|heading| Heading { anchor: catalog::slug(&heading.title), title: heading.title });
    Page { title: name.to_owned(), href: html::href_of(path), headings: headings.collect() }
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
}
