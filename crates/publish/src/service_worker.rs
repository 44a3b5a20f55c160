//! `sw.js`: the service worker, with the list of the files that it keeps for reading offline.

use std::fmt::Write as _;

use anyhow::{Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::digest;
use crate::page_head::PREVIEW;
use crate::tree::Tree;

const VERSION: &str = "__VERSION__";
const FILES: &str = "__FILES__";

/// The pages with which the worker answers requests for `/` and for addresses that do not exist.
const NEEDED: [&str; 2] = ["index.html", "404.html"];

/// Fills in the worker for a `site` that is complete except for it.
///
/// # Errors
/// If the template lacks a placeholder, or the site a page that the worker needs.
pub(crate) fn script(template: &str, site: &Tree) -> Result<String> {
    for token in [VERSION, FILES] {
        let places = template.matches(token).count();
        ensure!(places == 1, "www/pwa/sw.js must name {token} once; it names it {places} times");
    }
    for page in NEEDED {
        ensure!(
            site.contains_key(page),
            "the site has no {page}, which its service worker needs; see book/src/SUMMARY.md"
        );
    }
    let script = template.replace(FILES, &list(site));
    // The script is part of the version: a changed worker gets a new cache, instead of filling the one in use.
    let version = &digest::hex(script.as_bytes())[..16];
    Ok(script.replace(VERSION, version))
}

/// The files as pairs of path and digest, one per line, valid as JavaScript and as JSON.
///
/// What pages need comes first: if an update is incomplete or a server lacks types, the worker fails early.
fn list(site: &Tree) -> String {
    let mut files: Vec<(&String, &Vec<u8>)> = site.iter().filter(|(path, _)| is_kept(path)).collect();
    files.sort_by_key(|(path, _)| is_page(path));
    let mut list = String::from("[");
    for (at, (path, bytes)) in files.into_iter().enumerate() {
        let separator = if at == 0 { "" } else { "," };
        let digest = STANDARD.encode(Sha256::digest(bytes));
        let _ = write!(list, "{separator}\n  [{path:?}, \"{digest}\"]");
    }
    list + "\n]"
}

/// Whether it is cached for reading offline: the pages and what they load.
fn is_kept(path: &str) -> bool {
    let of_element = path.starts_with("embed/");
    // The payload repeats wasm, catalog and words for pages that cannot fetch them; those have no worker.
    let loaded = of_element && is_hashed(path) && !path.contains("payload");
    let asset = path.starts_with("assets/") && path != PREVIEW;
    is_page(path) || loaded || asset || path == "manifest.webmanifest"
}

fn is_page(path: &str) -> bool {
    path.rsplit('.').next() == Some("html")
}

/// Whether a file's name changes with its content: eight hexadecimal digits before the extension.
pub(crate) fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let mut parts = name.rsplit('.');
    let _extension = parts.next();
    let digest = parts.next().unwrap_or_default();
    let hexadecimal = |c: u8| c.is_ascii_digit() || (b'a'..=b'f').contains(&c);
    parts.next().is_some() && digest.len() == 8 && digest.bytes().all(hexadecimal)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATE: &str = "const VERSION = \"__VERSION__\";\nconst FILES = new Map(__FILES__);\n";

    fn site(files: &[&str]) -> Tree {
        let all = ["404.html", "index.html"].iter().chain(files);
        all.map(|path| ((*path).to_owned(), path.as_bytes().to_vec())).collect()
    }

    fn paths(script: &str) -> Vec<&str> {
        script.lines().filter_map(|line| line.trim().strip_prefix("[\"")?.split('"').next()).collect()
    }

    #[track_caller]
    fn check(path: &str, kept: bool) {
        assert_eq!(is_kept(path), kept, "{path}");
    }

    #[test]
    fn what_a_reader_needs_is_kept() {
        check("ports/22.html", true);
        check("assets/site.1a2b3c4d.css", true);
        check("assets/icon-192.png", true);
        check("embed/port-reference.1a2b3c4d.js", true);
        check("embed/port-reference.1a2b3c4d.wasm", true);
        check("embed/catalog.1a2b3c4d.bin", true);
        check("embed/words.1a2b3c4d.bin", true);
        check("embed/register.1a2b3c4d.bin", true);
        check("manifest.webmanifest", true);
    }

    #[test]
    fn what_a_reader_does_not_need_is_not() {
        check("embed/port-reference.js", false);
        check("embed/port-reference.payload.1a2b3c4d.js", false);
        check("v1/catalog.json", false);
        check("v1/ports/22.json", false);
        check("portolan-offline.zip", false);
        check("opensearch.xml", false);
        check("sitemap.xml", false);
        check("assets/preview.png", false);
        for file in ["_headers", ".htaccess", "web.config", "sw.js"] {
            check(file, false);
        }
    }

    #[test]
    fn hashed_names() {
        for hashed in ["a.00000000.js", "assets/site.1a2b3c4d.css", "embed/x.payload.deadbeef.js"] {
            assert!(is_hashed(hashed), "{hashed}");
        }
        for plain in ["site.css", "1a2b3c4d.css", "a.1a2b3c4.js", "a.1A2B3C4D.js", "releases/a.1a2b3c4d.d/b.js", ""] {
            assert!(!is_hashed(plain), "{plain}");
        }
    }

    #[test]
    fn pages_come_last_with_their_digests() {
        let script = script(TEMPLATE, &site(&["about.html", "assets/a.css", "embed/b.1a2b3c4d.bin"])).unwrap();
        assert_eq!(paths(&script), ["assets/a.css", "embed/b.1a2b3c4d.bin", "404.html", "about.html", "index.html"]);
        // printf about.html | openssl dgst -sha256 -binary | base64
        assert!(script.contains("[\"about.html\", \"IhK4Sipv/iOYcsdtJmaA2G8kODkQNLLrGWBPFxBPaWg=\"]"), "{script}");
    }

    #[test]
    fn the_version_is_of_the_list_and_of_the_script() {
        let version = |template: &str, site: &Tree| {
            let script = script(template, site).unwrap();
            script.split('"').nth(1).unwrap().to_owned()
        };
        let mut changed = site(&[]);
        let first = version(TEMPLATE, &changed);
        assert_eq!(first.len(), 16);
        assert_eq!(first, version(TEMPLATE, &site(&["v1/catalog.json"])), "nothing that is kept has changed");
        assert_ne!(first, version(&format!("{TEMPLATE}// changed"), &changed));
        changed.insert("index.html".into(), b"changed".to_vec());
        assert_ne!(first, version(TEMPLATE, &changed));
    }

    #[test]
    fn errors_name_the_place() {
        let error = script("const FILES = new Map(__FILES__);", &site(&[])).unwrap_err().to_string();
        assert!(error.contains("__VERSION__"), "{error}");
        let error = script(TEMPLATE, &Tree::new()).unwrap_err().to_string();
        assert!(error.contains("index.html"), "{error}");
    }
}
