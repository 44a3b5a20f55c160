//! The folders of the repository.

use std::path::{Path, PathBuf};

/// The folders from which everything is published, and one for caches.
#[derive(Clone, Debug)]
pub struct Sources {
    root: PathBuf,
    scratch: PathBuf,
}

impl Sources {
    /// The repository at `root`; slow results are cached in `scratch`. Both paths are absolute.
    pub fn new(root: impl Into<PathBuf>, scratch: impl Into<PathBuf>) -> Self {
        Self { root: root.into(), scratch: scratch.into() }
    }

    /// The repository.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The hand-written pages of the book and its theme.
    pub(crate) fn book(&self) -> PathBuf {
        self.root.join("book")
    }

    /// A folder or file of the element, the site, the package or the templates for servers.
    pub(crate) fn www(&self, path: &str) -> PathBuf {
        self.root.join("www").join(path)
    }

    /// A folder for caches.
    pub(crate) fn scratch(&self, name: &str) -> PathBuf {
        self.scratch.join(name)
    }
}
