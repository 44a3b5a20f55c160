//! Snapshots of the sources, to find out whether anything has changed.
//!
//! File watchers also report reads, of which a build makes many, and writes of editors' temporary files. Only a difference
//! between two snapshots is a change.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use walkdir::{DirEntry, WalkDir};

/// The files below some directories, with modification time and length.
#[derive(PartialEq)]
pub(crate) struct Snapshot(BTreeMap<PathBuf, (Option<SystemTime>, u64)>);

impl Snapshot {
    /// Reads files and directories; missing ones count as empty.
    pub(crate) fn take(roots: &[PathBuf]) -> Self {
        let mut found = BTreeMap::new();
        for root in roots {
            collect(root, &mut found);
        }
        Self(found)
    }

    /// A file that differs, if there is one.
    pub(crate) fn difference<'a>(&'a self, later: &'a Self) -> Option<&'a Path> {
        let differs = |other: &Self, (path, state): &(&PathBuf, _)| other.0.get(*path) != Some(*state);
        let mut changed = later.0.iter().filter(|file| differs(self, file));
        let mut removed = self.0.iter().filter(|file| differs(later, file));
        let (path, _) = changed.next().or_else(|| removed.next())?;
        Some(path)
    }
}

fn collect(root: &Path, found: &mut BTreeMap<PathBuf, (Option<SystemTime>, u64)>) {
    let ours = |entry: &DirEntry| entry.depth() == 0 || !is_an_editors(&entry.file_name().to_string_lossy());
    // Unreadable or meanwhile deleted files count as missing.
    for entry in WalkDir::new(root).follow_links(true).into_iter().filter_entry(ours).flatten() {
        if let Some(metadata) = entry.metadata().ok().filter(fs::Metadata::is_file) {
            found.insert(entry.into_path(), (metadata.modified().ok(), metadata.len()));
        }
    }
}

/// Backups, swap files, and the files with which vim tests whether it can write.
fn is_an_editors(name: &str) -> bool {
    name.starts_with(['.', '#']) || name.ends_with('~') || name == "4913"
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Applies `change` to a directory with one file. Returns the name of the file that changed.
    fn difference(change: impl FnOnce(&Path)) -> Option<String> {
        let temp = tempfile::tempdir().unwrap();
        let dir = temp.path();
        fs::create_dir(dir.join("ports")).unwrap();
        fs::write(dir.join("ports/00022.md"), "SSH").unwrap();
        let roots = [dir.to_path_buf(), dir.join("missing")];
        let before = Snapshot::take(&roots);
        change(dir);
        let after = Snapshot::take(&roots);
        let path = before.difference(&after)?;
        Some(path.file_name()?.to_str()?.to_owned())
    }

    #[test]
    fn edited() {
        let name = difference(|dir| fs::write(dir.join("ports/00022.md"), "Telnet").unwrap());
        assert_eq!(name.as_deref(), Some("00022.md"));
    }

    #[test]
    fn added() {
        let name = difference(|dir| fs::write(dir.join("ports/00023.md"), "").unwrap());
        assert_eq!(name.as_deref(), Some("00023.md"));
    }

    #[test]
    fn removed() {
        let name = difference(|dir| fs::remove_file(dir.join("ports/00022.md")).unwrap());
        assert_eq!(name.as_deref(), Some("00022.md"));
    }

    #[test]
    fn reading_changes_nothing() {
        let name = difference(|dir| drop(fs::read(dir.join("ports/00022.md")).unwrap()));
        assert_eq!(name, None);
    }

    #[test]
    fn editors_files_change_nothing() {
        let name = difference(|dir| {
            for name in [".00022.md.swp", "00022.md~", "#00022.md#", "4913"] {
                fs::write(dir.join("ports").join(name), "").unwrap();
            }
        });
        assert_eq!(name, None);
    }
}
