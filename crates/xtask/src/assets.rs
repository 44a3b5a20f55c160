//! The site's own files, and what mdBook adds to a book for a theme that we do not use.

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::files;

/// What mdBook writes beside the chapters for its own theme. Ours refers to none of it, and a
/// site should not carry 2 MB that no page asks for.
const UNUSED_FILES: [&str; 11] = [
    "ayu-highlight.css",
    "book.js",
    "clipboard.min.js",
    "favicon.png",
    "favicon.svg",
    "highlight.css",
    "highlight.js",
    "print.html",
    "toc.html",
    "toc.js",
    "tomorrow-night.css",
];
const UNUSED_DIRS: [&str; 2] = ["css", "fonts"];

/// Copies the files in `from`, if there are any, to the site's `assets/`, and removes from the
/// site what none of its pages uses.
pub(crate) fn copy(from: &Path, site: &Path) -> Result<()> {
    for name in UNUSED_FILES {
        // Which of them are there depends on book.toml.
        let _ = fs::remove_file(site.join(name));
    }
    for name in UNUSED_DIRS {
        files::remove_dir(&site.join(name))?;
    }
    if from.is_dir() {
        files::copy_all(from, &site.join("assets"))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_files_come_and_mdbooks_go() {
        let temp = tempfile::tempdir().unwrap();
        let (from, site) = (temp.path().join("from"), temp.path().join("site"));
        fs::create_dir_all(from.join("img")).unwrap();
        fs::create_dir_all(site.join("css")).unwrap();
        fs::write(from.join("site.css"), "own").unwrap();
        fs::write(from.join("img/logo.svg"), "logo").unwrap();
        fs::write(from.join(".site.css.swp"), "an editor's").unwrap();
        fs::write(site.join("css/general.css"), "theirs").unwrap();
        fs::write(site.join("toc.js"), "theirs").unwrap();
        fs::write(site.join("index.html"), "a page").unwrap();
        copy(&from, &site).unwrap();
        for kept in ["index.html", "assets/site.css", "assets/img/logo.svg"] {
            assert!(site.join(kept).exists(), "{kept}");
        }
        for gone in ["css", "toc.js", "assets/.site.css.swp"] {
            assert!(!site.join(gone).exists(), "{gone}");
        }
    }
}
