//! The keys of `[preprocessor.portolan]` in a book's `book.toml`.

use anyhow::{Result, ensure};
use mdbook_portolan::{Options, PageKind};
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::path::PathBuf;

/// What a book may set. All of it is optional.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Settings {
    /// A data folder, relative to the book's root, to be used instead of the data in the program.
    pub(crate) data: Option<PathBuf>,
    folder: String,
    pages: Option<Vec<PageKind>>,
    style: Option<bool>,
    /// mdBook's own keys, which it handles itself.
    #[serde(rename = "command")]
    _command: IgnoredAny,
    #[serde(rename = "renderers")]
    _renderers: IgnoredAny,
    #[serde(rename = "before")]
    _before: IgnoredAny,
    #[serde(rename = "after")]
    _after: IgnoredAny,
    #[serde(rename = "optional")]
    _optional: IgnoredAny,
}

impl Settings {
    /// The options for the library.
    ///
    /// # Errors
    ///
    /// If the folder is not one below the book's root.
    pub(crate) fn options(&self) -> Result<Options> {
        let folder = self.folder.trim_matches('/');
        let is_below = folder.split('/').all(|part| !matches!(part, "." | "..") && !part.contains(['\\', ':']));
        ensure!(
            is_below && !folder.contains("//"),
            "`preprocessor.portolan.folder` is `{}`: it must be a folder below the book's `src`, such as `ports` or `network/ports`",
            self.folder
        );
        let default = Options::default();
        Ok(Options {
            folder: folder.to_owned(),
            pages: self.pages.clone(),
            style: self.style.unwrap_or(default.style),
            ..default
        })
    }
}
