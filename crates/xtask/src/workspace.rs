//! Paths in this repository.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use publish::Sources;

/// The root of the repository. All paths are absolute.
#[derive(Clone)]
pub(crate) struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// Finds the repository: by the crate's folder if cargo runs this program, else at or above the current directory.
    pub(crate) fn find() -> Result<Self> {
        let start = match env::var_os("CARGO_MANIFEST_DIR") {
            Some(dir) => PathBuf::from(dir),
            None => env::current_dir().context("the current directory cannot be read")?,
        };
        start
            .ancestors()
            .find(|dir| dir.join("Cargo.lock").is_file() && dir.join("data").is_dir())
            .map(|dir| Self { root: dir.to_path_buf() })
            .with_context(|| format!("no Portolan repository at or above {}; change into one", start.display()))
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The facts: `data/`.
    pub(crate) fn data(&self) -> PathBuf {
        self.root.join("data")
    }

    /// The hand-written pages of the book and its theme.
    pub(crate) fn book(&self) -> PathBuf {
        self.root.join("book")
    }

    /// The element class and the files of the site.
    pub(crate) fn www(&self) -> PathBuf {
        self.root.join("www")
    }

    /// Where `bundle` writes without `--out`.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// Where `build` writes without `--out`.
    pub(crate) fn site(&self) -> PathBuf {
        self.dist().join("site")
    }

    /// Where commands keep caches.
    pub(crate) fn scratch(&self) -> PathBuf {
        let target = env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
        self.root.join(target).join("portolan")
    }

    /// The sources for the crate `publish`.
    pub(crate) fn sources(&self) -> Sources {
        Sources::new(&self.root, self.scratch())
    }

    /// `path` as messages show it: relative to the root if it is below it.
    pub(crate) fn shown<'a>(&self, path: &'a Path) -> std::path::Display<'a> {
        path.strip_prefix(&self.root).unwrap_or(path).display()
    }
}
