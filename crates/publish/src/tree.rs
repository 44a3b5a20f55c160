//! Trees of files in memory: everything is built before anything is written.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use walkdir::WalkDir;

use crate::files;

/// Contents by path; paths are relative to the root and separated by `/`.
pub type Tree = BTreeMap<String, Vec<u8>>;

/// Reads all files of a directory except hidden ones. Empty, if it does not exist.
///
/// # Errors
/// If the file system fails; the message names the path.
pub fn read(dir: &Path) -> Result<Tree> {
    let is_hidden = |path: &str| path.split('/').any(|name| name.starts_with('.'));
    let mut tree = read_all(dir)?;
    tree.retain(|path, _| !is_hidden(path));
    Ok(tree)
}

/// Reads all files of a directory. Empty, if it does not exist.
///
/// # Errors
/// If the file system fails; the message names the path.
pub fn read_all(dir: &Path) -> Result<Tree> {
    if !dir.is_dir() {
        return Ok(Tree::new());
    }
    let mut tree = Tree::new();
    for entry in WalkDir::new(dir) {
        let entry = entry.with_context(|| format!("cannot read {}", dir.display()))?;
        if !entry.file_type().is_dir() {
            let path = entry.path().strip_prefix(dir)?.components();
            let names: Vec<_> = path.map(|name| name.as_os_str().to_string_lossy()).collect();
            tree.insert(names.join("/"), files::read(entry.path())?);
        }
    }
    Ok(tree)
}

/// Writes the files below `dir`.
///
/// # Errors
/// If the file system fails; the message names the path.
pub fn write(tree: &Tree, dir: &Path) -> Result<()> {
    for (path, bytes) in tree {
        let path = dir.join(path);
        if let Some(parent) = path.parent() {
            files::create_dir(parent)?;
        }
        files::write(&path, bytes)?;
    }
    Ok(())
}

/// Whether the path has this extension.
pub fn is_a(extension: &str, path: &str) -> bool {
    Path::new(path).extension().is_some_and(|known| known == extension)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let temp = tempfile::tempdir().unwrap();
        let tree: Tree = [("a.html", "a"), ("b/c/d.css", "d")].map(|(path, text)| (path.into(), text.into())).into();
        write(&tree, temp.path()).unwrap();
        std::fs::write(temp.path().join("b/.d.css.swp"), "an editor's").unwrap();
        assert_eq!(read(temp.path()).unwrap(), tree);
        assert_eq!(read_all(temp.path()).unwrap().len(), 3);
        assert_eq!(read(&temp.path().join("nowhere")).unwrap(), Tree::new());
    }
}
