//! Replaces a directory atomically.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::files;

/// A staged directory that replaces another one when it is complete.
///
/// It is beside the one that it replaces, so that both are on one file system and can be renamed. Dropping it without
/// [`Swap::commit`] changes nothing.
pub struct Swap {
    place: PathBuf,
    staging: PathBuf,
    old: PathBuf,
}

impl Swap {
    /// Prepares an empty staging directory for `place`.
    ///
    /// # Errors
    /// If `place` exists without the file `mark`: a mistyped path must not delete something else.
    pub fn begin(place: &Path, mark: &str) -> Result<Self> {
        let swap = Self { place: place.to_path_buf(), staging: beside(place, ".new")?, old: beside(place, ".old")? };
        // A build was killed between the two renames: restore the old directory.
        if !swap.place.exists() && swap.old.exists() {
            rename(&swap.old, &swap.place)?;
        }
        if swap.place.exists() && !replaceable(&swap.place, mark)? {
            bail!(
                "{} contains something that was not made by this command; \
                 remove it yourself or name another directory",
                place.display()
            );
        }
        files::remove_dir(&swap.old)?;
        files::remove_dir(&swap.staging)?;
        files::create_dir(&swap.staging)?;
        Ok(swap)
    }

    /// The directory to fill.
    pub fn staging(&self) -> &Path {
        &self.staging
    }

    /// Replaces the directory with the staged one.
    ///
    /// # Errors
    /// If it cannot be renamed; the old directory is then restored.
    pub fn commit(self) -> Result<()> {
        let replaces = self.place.exists();
        if replaces {
            rename(&self.place, &self.old)?;
        }
        if let Err(error) = rename(&self.staging, &self.place) {
            if replaces {
                rename(&self.old, &self.place)?;
            }
            return Err(error);
        }
        files::remove_dir(&self.old)
    }
}

impl Drop for Swap {
    fn drop(&mut self) {
        // If this fails, the next build removes it.
        let _ = fs::remove_dir_all(&self.staging);
    }
}

fn replaceable(place: &Path, mark: &str) -> Result<bool> {
    if place.join(mark).is_file() {
        return Ok(true);
    }
    let mut entries = fs::read_dir(place).with_context(|| format!("cannot read {}", place.display()))?;
    Ok(entries.next().is_none())
}

/// A hidden sibling of `place`: `dist/.site.new` for `dist/site`.
fn beside(place: &Path, suffix: &str) -> Result<PathBuf> {
    let name = place.file_name().with_context(|| format!("{} cannot hold a site", place.display()))?;
    let mut hidden = OsString::from(".");
    hidden.push(name);
    hidden.push(suffix);
    Ok(place.with_file_name(hidden))
}

fn rename(from: &Path, to: &Path) -> Result<()> {
    fs::rename(from, to).with_context(|| format!("cannot rename {} to {}", from.display(), to.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MARK: &str = "embed/catalog.bin";

    fn site(dir: &Path, text: &str) {
        fs::create_dir_all(dir.join("embed")).unwrap();
        fs::write(dir.join(MARK), text).unwrap();
    }

    fn read(dir: &Path) -> String {
        fs::read_to_string(dir.join(MARK)).unwrap()
    }

    #[test]
    fn first_build() {
        let temp = tempfile::tempdir().unwrap();
        let place = temp.path().join("dist/site");
        let swap = Swap::begin(&place, MARK).unwrap();
        site(swap.staging(), "new");
        assert!(!place.exists());
        swap.commit().unwrap();
        assert_eq!(read(&place), "new");
        assert_eq!(fs::read_dir(temp.path().join("dist")).unwrap().count(), 1);
    }

    #[test]
    fn success_replaces_all_of_it() {
        let temp = tempfile::tempdir().unwrap();
        let place = temp.path().join("site");
        site(&place, "old");
        fs::write(place.join("gone.html"), "").unwrap();
        let swap = Swap::begin(&place, MARK).unwrap();
        site(swap.staging(), "new");
        swap.commit().unwrap();
        assert_eq!(read(&place), "new");
        assert!(!place.join("gone.html").exists());
    }

    #[test]
    fn failure_changes_nothing() {
        let temp = tempfile::tempdir().unwrap();
        let place = temp.path().join("site");
        site(&place, "old");
        let swap = Swap::begin(&place, MARK).unwrap();
        site(swap.staging(), "half");
        drop(swap);
        assert_eq!(read(&place), "old");
        assert_eq!(fs::read_dir(temp.path()).unwrap().count(), 1);
    }

    #[test]
    fn killed_between_the_renames() {
        let temp = tempfile::tempdir().unwrap();
        let place = temp.path().join("site");
        site(&temp.path().join(".site.old"), "old");
        drop(Swap::begin(&place, MARK).unwrap());
        assert_eq!(read(&place), "old");
    }

    #[test]
    fn what_is_not_a_site_is_not_replaced() {
        let temp = tempfile::tempdir().unwrap();
        fs::write(temp.path().join("thesis.txt"), "years of work").unwrap();
        let error = Swap::begin(temp.path(), MARK).err().unwrap().to_string();
        assert!(error.contains("not made by this command"), "{error}");
        assert!(temp.path().join("thesis.txt").exists());
    }
}
