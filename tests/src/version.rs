//! Other versions of the built site, as they follow each other on a server.

use crate::files;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// A copy of a site in which everything that can differ between two versions does: the name of every file that has a digest
/// in it, and all pages. Its service worker has the list of its files. The data in `v1/` is left out.
pub struct Version(TempDir);

impl Version {
    /// A copy in which digests consist of `digit`, and titles of pages begin with it.
    ///
    /// # Panics
    ///
    /// If the site cannot be read or copied.
    pub fn of(site: &Path, digit: char) -> Self {
        let mut files = files(site);
        files.retain(|path, _| !path.starts_with("v1/"));
        let renamed: BTreeMap<String, String> =
            files.keys().filter_map(|path| Some((path.clone(), with_digest(path, digit)?))).collect();
        let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
        let files = files.into_iter().map(|(path, bytes)| {
            let bytes = match path.rsplit('.').next() {
                Some("html" | "css" | "js" | "webmanifest") => {
                    let mut text = String::from_utf8(bytes).expect("a text");
                    for (old, new) in &renamed {
                        text = text.replace(&name(old), &name(new));
                    }
                    text.replace("<title>", &format!("<title>{digit} ")).into_bytes()
                }
                _ => bytes,
            };
            (renamed.get(&path).cloned().unwrap_or(path), bytes)
        });
        let mut files: BTreeMap<String, Vec<u8>> = files.collect();
        let worker = String::from_utf8(files["sw.js"].clone()).expect("a script");
        files.insert("sw.js".to_owned(), with_digests(&worker, &files, digit).into_bytes());
        let version = Self(TempDir::new().expect("a folder"));
        for (path, bytes) in files {
            version.put(&path, &bytes);
        }
        version
    }

    /// Its folder.
    pub fn folder(&self) -> &Path {
        self.0.path()
    }

    /// What its pages, and what they load, weigh, in bytes.
    ///
    /// # Panics
    ///
    /// If its service worker lists what is not there.
    pub fn weight(&self) -> u64 {
        let size = |path: &String| fs::metadata(self.folder().join(path)).expect("a file").len();
        kept_offline(self.folder()).iter().map(size).sum()
    }

    /// Replaces the bytes of a file, without changing the list of the service worker.
    ///
    /// # Panics
    ///
    /// If that cannot be written.
    pub fn put(&self, path: &str, bytes: &[u8]) {
        let path = self.folder().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }

    /// Changes the service worker.
    ///
    /// # Panics
    ///
    /// If it does not contain `old`.
    pub fn change_worker(&self, old: &str, new: &str) {
        let worker = fs::read_to_string(self.folder().join("sw.js")).expect("a worker");
        assert!(worker.contains(old), "sw.js has no {old}");
        self.put("sw.js", worker.replace(old, new).as_bytes());
    }
}

/// The files that the service worker of a site keeps, by their paths.
///
/// # Panics
///
/// If there is none.
pub fn kept_offline(site: &Path) -> Vec<String> {
    let worker = fs::read_to_string(site.join("sw.js")).expect("a worker");
    let kept: Vec<String> = worker.lines().filter_map(listed).map(str::to_owned).collect();
    assert!(kept.len() > 100, "sw.js lists {} files", kept.len());
    kept
}

/// The path in a line `  ["path", "digest"],`.
fn listed(line: &str) -> Option<&str> {
    line.strip_prefix("  [\"")?.split('"').next()
}

fn with_digests(worker: &str, files: &BTreeMap<String, Vec<u8>>, digit: char) -> String {
    let line = |line: &str| match listed(line) {
        Some(path) => {
            let comma = if line.ends_with(',') { "," } else { "" };
            format!("  [{path:?}, {:?}]{comma}\n", STANDARD.encode(Sha256::digest(&files[path])))
        }
        None if line.starts_with("const VERSION = ") => format!("const VERSION = \"version {digit}\";\n"),
        None => format!("{line}\n"),
    };
    worker.lines().map(line).collect()
}

/// The path with other digits, if it has eight of them before the extension.
fn with_digest(path: &str, digit: char) -> Option<String> {
    let (rest, extension) = path.rsplit_once('.')?;
    let (stem, digest) = rest.rsplit_once('.')?;
    let is_digest = digest.len() == 8 && digest.bytes().all(|c| c.is_ascii_hexdigit());
    is_digest.then(|| format!("{stem}.{}.{extension}", digit.to_string().repeat(8)))
}
