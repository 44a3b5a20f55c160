//! Where everything is.

use std::path::{Path, PathBuf};

/// The folders of a repository that are published, and one for what can be made again.
#[derive(Clone, Debug)]
pub struct Sources {
    root: PathBuf,
    scratch: PathBuf,
}

impl Sources {
    /// The repository at `root`; results that are slow to make are kept in `scratch`. Both paths are absolute.
    pub fn new(root: impl Into<PathBuf>, scratch: impl Into<PathBuf>) -> Self {
        Self { root: root.into(), scratch: scratch.into() }
    }

    /// The repository.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The hand-written part of the book and its theme.
    pub(crate) fn book(&self) -> PathBuf {
        self.root.join("book")
    }

    /// A folder or file of the element, the site, the package or the templates for servers.
    pub(crate) fn www(&self, path: &str) -> PathBuf {
        self.root.join("www").join(path)
    }

    /// A folder for what can be made again.
    pub(crate) fn scratch(&self, name: &str) -> PathBuf {
        self.scratch.join(name)
    }
}
