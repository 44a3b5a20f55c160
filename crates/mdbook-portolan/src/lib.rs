//! mdBook preprocessor: one chapter for every entry, the pages to browse them by, and links to both.
//!
//! Chapters have no file: they are made from a [`Reference`] while the book is built. Use it in process, with
//! [`Portolan::extend`], or from any mdBook through the binary of the same name (see `main.rs`).

mod advice_box;
mod answers;
mod chapter;
mod chosen_release;
mod citations;
mod contents;
mod copy_list;
mod crumbs;
mod description;
mod extension;
mod foot;
mod head;
mod html;
mod introduction;
mod markdown;
mod often;
mod options;
mod pages;
mod plan_link;
mod related;
mod result_marks;
mod site;
mod table;
mod transports;
mod unlink;
mod uses;

pub use description::DESCRIPTION_LENGTHS;
pub use options::{Options, PageKind};
pub use result_marks::result_marks;

use catalog::Page;
use catalog_source::Reference;
use extension::Extension;
use mdbook_preprocessor::book::{Book, BookItem};
use mdbook_preprocessor::errors::Result;
use site::Site;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Adds the reference to books.
#[derive(Clone)]
pub struct Portolan {
    reference: Arc<Reference>,
    options: Options,
}

/// A book with the reference in it, and what search and previews need of its pages.
pub struct Extended {
    /// The book.
    pub book: Book,
    /// The pages beside the entries' chapters, written by hand or generated, for the search.
    pub pages: Vec<Page>,
    /// Title and description of every page, by its address from the book's root: `ports/22.html`.
    pub summaries: BTreeMap<String, Summary>,
}

/// What a search engine, or the preview of a link, shows of a page. Plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The page's title, without the book's.
    pub title: String,
    /// A sentence or two. Those of generated pages keep to [`DESCRIPTION_LENGTHS`].
    pub description: String,
}

impl Portolan {
    /// For books with these options.
    pub fn new(reference: Arc<Reference>, options: Options) -> Self {
        Self { reference, options }
    }

    /// Adds every chapter and page to the book, and links its hand-written pages to them.
    ///
    /// # Errors
    ///
    /// If hand-written pages link to ports that have no entry, or have the names of generated pages. All of them are named.
    pub fn extend(&self, mut book: Book) -> Result<Extended> {
        let site = Site::new(&self.reference, &self.options);
        let (wanted, left_out): (Vec<_>, Vec<_>) =
            pages::to_browse(&site).into_iter().partition(|(kind, _)| self.options.wants(*kind));
        let left_out = left_out.into_iter().map(|(_, page)| html::href_of(&page.path)).collect();
        let mut extension = Extension::new(&self.options, left_out);
        extension.link_hand_written(&site, &mut book);

        extension.add_page(&site, pages::all_ports(&site));
        for entry in site.entries() {
            extension.add_chapter(chapter::made(&site, entry));
        }
        for (_, page) in wanted {
            extension.add_page(&site, page);
        }
        if site.is_own {
            extension.add_page(&site, pages::map(&site));
        }
        let Extension { chapters, pages, summaries, mistakes, .. } = extension;
        anyhow::ensure!(mistakes.is_empty(), "{}", mistakes.join("\n"));
        book.push_item(BookItem::PartTitle("TCP and UDP ports".to_owned()));
        for chapter in chapters {
            book.push_item(BookItem::Chapter(chapter));
        }
        Ok(Extended { book, pages, summaries })
    }
}
