//! The site as a zip: unpacked anywhere, it is opened from there without a server.

use std::io::{Cursor, Write};

use anyhow::{Context, Result};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::budget::within;
use crate::page_head;
use crate::parts::{BASE, Parts};
use crate::tree::{Tree, is_a};

const README: &str = "Portolan: TCP and UDP ports\n\
\n\
Open index.html in a browser. Nothing is installed, and nothing is asked of a network.\n\
Keep the files together: the pages refer to each other.\n";

/// The folder of the register's pages.
const REGISTER: &str = "register/";
pub(crate) const ZIP: &str = "portolan-offline.zip";
/// Its largest allowed size in bytes.
const ZIP_BUDGET: usize = 3_000_000;

impl Parts {
    /// The site as a zip: `dist/portolan-offline.zip`.
    ///
    /// # Errors
    /// If a page cannot be finished, or the zip exceeds its budget.
    pub fn zip(&self) -> Result<Vec<u8>> {
        let zip = zip(&tree(self)?)?;
        within(&zip, ZIP, ZIP_BUDGET)?;
        Ok(zip)
    }
}

/// The files: all pages, without what only a web server needs.
fn tree(parts: &Parts) -> Result<Tree> {
    let head = |path: &str, _: &str| parts.summaries.get(path).map(page_head::description).unwrap_or_default();
    let mut tree = parts.finished(parts.engine.script(BASE)?.as_bytes(), &head, false)?;
    // Only a server shows the 404 page. What the element fetches from one, the script for files has too.
    tree.remove("404.html");
    tree.retain(|path, _| !parts.engine.is_fetched(path));
    // One file has the data of all chapters: a file for each would be a fifth of the zip.
    let is_of_chapter = |path: &str| path.starts_with("v1/ports/");
    tree.extend(
        parts
            .exports
            .iter()
            .filter(|(path, _)| !is_of_chapter(path))
            .map(|(path, bytes)| (path.clone(), bytes.clone())),
    );
    // The pages of the register would be a fifteenth of it.
    tree.retain(|path, _| !path.starts_with(REGISTER));
    let register = parts.address.of(REGISTER);
    for (_, bytes) in tree.iter_mut().filter(|(path, _)| is_a("html", path)) {
        let html = with_whole_catalog(&String::from_utf8_lossy(bytes));
        *bytes = register_elsewhere(&html, register.as_deref()).into_bytes();
    }
    tree.insert("README.txt".to_owned(), README.into());
    Ok(tree)
}

/// A page whose links to the data of one entry lead to those of all.
fn with_whole_catalog(html: &str) -> String {
    const FOLDER: &str = "v1/ports/";
    let mut changed = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once(FOLDER) {
        changed.push_str(before);
        // Only links are changed, not what the page says of the folder.
        let file = after.split(['"', '<', ' ']).next().unwrap_or_default();
        if after[file.len()..].starts_with('"') && is_a("json", file) {
            changed.push_str("v1/catalog.json");
            rest = &after[file.len()..];
        } else {
            changed.push_str(FOLDER);
            rest = after;
        }
    }
    changed + rest
}

/// The level of compression from which the library searches for the shortest encoding, by Zopfli: slower, and 2 % smaller.
const ZOPFLI: i64 = 10;

/// A page whose links to the register lead to the site at the address of its pages. If there is none, the text of the links
/// stays, except where a line is nothing but such a link.
fn register_elsewhere(html: &str, register: Option<&str>) -> String {
    let is_ours = |link: &str| {
        let href = link.split_once("href=\"").map(|(_, rest)| rest.trim_start_matches("../"));
        href.is_some_and(|href| href.starts_with(REGISTER))
    };
    let mut changed = String::with_capacity(html.len());
    for line in html.split_inclusive('\n') {
        let mut parts = line.split("<a ");
        let before = parts.next().unwrap_or_default();
        let links: Vec<&str> = parts.collect();
        let is_only_that = before.trim() == "<li>" || before.contains("in-register");
        if register.is_none() && is_only_that && links.len() == 1 && is_ours(links[0]) {
            continue;
        }
        changed.push_str(before);
        for link in links {
            match (register, link.split_once('>'), link.split_once(REGISTER)) {
                (Some(site), _, Some((_, rest))) if is_ours(link) => changed.extend(["<a href=\"", site, rest]),
                (None, Some((_, text)), _) if is_ours(link) => changed.push_str(&text.replacen("</a>", "", 1)),
                _ => changed.extend(["<a ", link]),
            }
        }
    }
    changed
}

/// The files as a zip. It has no times or owners, so the same files give the same bytes.
fn zip(tree: &Tree) -> Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(ZOPFLI))
        .last_modified_time(zip::DateTime::default())
        .unix_permissions(0o644);
    for (path, bytes) in tree {
        zip.start_file(path, options).with_context(|| format!("cannot begin {path} in the zip"))?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_the_register() {
        let site = Some("https://example.org/register/");
        let cases = [
            (
                "See <a href=\"../register/0-9.html#port-7\">7</a> and <a href=\"register/x.html\">x</a>, <a href=\"y\">y</a>.",
                "See <a href=\"https://example.org/register/0-9.html#port-7\">7</a> and \
                 <a href=\"https://example.org/register/x.html\">x</a>, <a href=\"y\">y</a>.",
                "See 7 and x, <a href=\"y\">y</a>.",
            ),
            (
                "a\n<li><a href=\"register/index.html\">R</a></li>\nb",
                "a\n<li><a href=\"https://example.org/register/index.html\">R</a></li>\nb",
                "a\nb",
            ),
            (
                "<a href=\"https://x.org/register/\">x</a>",
                "<a href=\"https://x.org/register/\">x</a>",
                "<a href=\"https://x.org/register/\">x</a>",
            ),
        ];
        for (html, with, without) in cases {
            assert_eq!(register_elsewhere(html, site), with);
            assert_eq!(register_elsewhere(html, None), without);
        }
    }

    #[test]
    fn the_same_files_give_the_same_bytes() {
        let tree: Tree = [("a/b.html", "b"), ("index.html", "a")].map(|(path, text)| (path.into(), text.into())).into();
        let bytes = zip(&tree).unwrap();
        assert_eq!(bytes, zip(&tree).unwrap());
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        assert_eq!(archive.file_names().collect::<Vec<_>>(), ["a/b.html", "index.html"]);
        assert_eq!(std::io::read_to_string(archive.by_name("index.html").unwrap()).unwrap(), "a");
    }
}
