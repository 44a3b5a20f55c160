//! `dist/`: everything that is published, in one folder.

use std::path::Path;

use anyhow::{Context, Result};

use crate::offline::ZIP;
use crate::parts::Parts;
use crate::single_file::SINGLE_FILE;
use crate::swap::Swap;
use crate::tree::{self, Tree};
use crate::{digest, embed, files, npm, server_files, site};

/// The list of all other files with their SHA-256.
pub const SUMS: &str = "SHA256SUMS";

/// Everything that is published, complete in memory.
pub struct Bundle {
    folders: [Folder; 4],
    /// Names and contents.
    singles: [(&'static str, Vec<u8>); 2],
}

struct Folder {
    name: &'static str,
    /// A file that only such a folder has: an existing folder without it is not replaced.
    mark: &'static str,
    tree: Tree,
}

impl Bundle {
    /// Builds the folders, and adds the files from [`Parts::single_file`] and [`Parts::zip`].
    ///
    /// # Errors
    /// If a file cannot be read or lacks a placeholder, or if wasm cannot be bound.
    pub fn new(parts: &Parts, single_file: Vec<u8>, zip: Vec<u8>) -> Result<Self> {
        let site = parts.site()?;
        let mut servers = parts.servers(&site)?;
        servers.retain(|name, _| name == server_files::NGINX);
        let folders = [
            ("site", site::MARK, site),
            ("embed", "port-reference.js", embed::tree(parts, &single_file)?),
            ("npm", "custom-elements.json", npm::tree(parts)?),
            ("publish", server_files::NGINX, servers),
        ];
        Ok(Self {
            folders: folders.map(|(name, mark, tree)| Folder { name, mark, tree }),
            singles: [(SINGLE_FILE, single_file), (ZIP, zip)],
        })
    }

    /// Replaces the content of `out`.
    ///
    /// # Errors
    /// On any failure. `out` is then unchanged, unless the disk fails between two replacements.
    pub fn write(&self, out: &Path) -> Result<()> {
        let mut swaps = Vec::new();
        for Folder { name, mark, tree } in &self.folders {
            let swap = Swap::begin(&out.join(name), mark)?;
            tree::write(tree, swap.staging())?;
            swaps.push(swap);
        }
        for swap in swaps {
            swap.commit()?;
        }
        for (name, bytes) in &self.singles {
            replace(&out.join(name), bytes)?;
        }
        replace(&out.join(SUMS), self.sums().as_bytes())
    }

    /// Folders and files with their sizes in bytes.
    pub fn sizes(&self) -> Vec<(&'static str, usize)> {
        let folders = self.folders.iter().map(|folder| (folder.name, folder.tree.values().map(Vec::len).sum()));
        folders.chain(self.singles.iter().map(|(name, bytes)| (*name, bytes.len()))).collect()
    }

    /// The checksums in the format of `sha256sum`.
    fn sums(&self) -> String {
        let nested = self.folders.iter().flat_map(|Folder { name, tree, .. }| {
            tree.iter().map(move |(path, bytes)| (format!("{name}/{path}"), bytes))
        });
        let all = nested.chain(self.singles.iter().map(|(name, bytes)| ((*name).to_owned(), bytes)));
        let mut files: Vec<_> = all.collect();
        files.sort();
        let lines: Vec<String> =
            files.iter().map(|(path, bytes)| format!("{}  {path}\n", digest::hex(bytes))).collect();
        lines.concat()
    }
}

/// Writes a file beside the old one, then renames it into place.
fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let staged = path.with_file_name(format!(".{name}.new"));
    files::write(&staged, bytes)?;
    std::fs::rename(&staged, path).with_context(|| format!("cannot replace {}", path.display()))
}
