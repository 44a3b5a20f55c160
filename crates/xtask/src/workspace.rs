//! Where things are in this repository.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use publish::Sources;

/// The root of the repository; every path of it is absolute.
#[derive(Clone)]
pub(crate) struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// Finds the repository: cargo says where this crate is; a binary that is called by itself
    /// looks upwards from the current directory.
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

    /// The facts.
    pub(crate) fn data(&self) -> PathBuf {
        self.root.join("data")
    }

    /// The hand-written part of the book and its theme.
    pub(crate) fn book(&self) -> PathBuf {
        self.root.join("book")
    }

    /// The element class and the files of the site.
    pub(crate) fn www(&self) -> PathBuf {
        self.root.join("www")
    }

    /// What `bundle` writes unless told otherwise.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// What `build` writes unless told otherwise.
    pub(crate) fn site(&self) -> PathBuf {
        self.dist().join("site")
    }

    /// Where commands keep what they can make again.
    pub(crate) fn scratch(&self) -> PathBuf {
        let target = env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
        self.root.join(target).join("portolan")
    }

    /// What is published, for the crate that does it.
    pub(crate) fn sources(&self) -> Sources {
        Sources::new(&self.root, self.scratch())
    }

    /// `path` as a reader of messages knows it: relative to the root where it lies below it.
    pub(crate) fn shown<'a>(&self, path: &'a Path) -> std::path::Display<'a> {
        path.strip_prefix(&self.root).unwrap_or(path).display()
    }
}
