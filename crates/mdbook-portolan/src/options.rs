//! What is added to a book, and where.

use serde::Deserialize;

/// How the pages are made for one book. The default is for any book: every page, at the book's root, with a style.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder of the book that the pages go into, without slashes at its ends; empty for the book's root.
    pub folder: String,
    /// The pages to browse by that are wanted; `None` for all. Chapters and their list are always there.
    pub pages: Option<Vec<PageKind>>,
    /// Whether each page brings a small style sheet for mdBook's own themes.
    pub style: bool,
    /// Whether the book is Portolan's own site, which has a search field with filters, and the data as files.
    pub own_site: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { folder: String::new(), pages: None, style: true, own_site: false }
    }
}

impl Options {
    /// For Portolan's own site, whose theme has a style for everything.
    pub fn own_site() -> Self {
        Self { style: false, own_site: true, ..Self::default() }
    }

    /// Whether pages of this kind are wanted.
    pub(crate) fn wants(&self, kind: PageKind) -> bool {
        self.pages.as_ref().is_none_or(|wanted| wanted.contains(&kind))
    }

    /// A path or an address of a page, given from the folder, from the book's root.
    pub(crate) fn in_folder(&self, path: &str) -> String {
        if self.folder.is_empty() { path.to_owned() } else { format!("{}/{path}", self.folder) }
    }
}

/// A kind of page to browse by; in `book.toml` in kebab-case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PageKind {
    /// A page for each product, and their list.
    Products,
    /// A page for each release of VOS, one for each step to the next, and their list.
    Releases,
    /// Daemons and commands by name.
    Applications,
    /// What the sources advise.
    Advice,
    /// A page for each category, and their list.
    Categories,
    /// Ports that mean something as the source of a packet.
    SourcePorts,
    /// The ranges of ephemeral ports, release by release.
    Ephemeral,
    /// The three classes of ports.
    Classes,
    /// Protocols without ports.
    Protocols,
    /// IANA's register: a page for each range, and their list.
    Register,
    /// The glossary.
    Glossary,
    /// The sources, and what was corrected in them.
    Sources,
}
