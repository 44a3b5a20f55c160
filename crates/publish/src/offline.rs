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

/// How the paths of the register's pages and exports begin.
const REGISTER: [&str; 2] = ["register/", "v1/register."];
pub(crate) const ZIP: &str = "portolan-offline.zip";
/// Its largest allowed size in bytes.
const ZIP_BUDGET: usize = 5_050_000;

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
    for name in parts.engine.fetched().into_iter().chain([parts.traffic.fetched()]).chain(parts.plan.fetched()) {
        tree.remove(&format!("embed/{name}"));
    }
    // One file has the data of all chapters: a file for each would be a fifth of the zip.
    let is_of_chapter = |path: &str| path.starts_with("v1/ports/");
    tree.extend(
        parts
            .exports
            .iter()
            .filter(|(path, _)| !is_of_chapter(path))
            .map(|(path, bytes)| (path.clone(), bytes.clone())),
    );
    // The register would be a tenth of it.
    tree.retain(|path, _| !REGISTER.iter().any(|left_out| path.starts_with(left_out)));
    let site = parts.address.of("");
    for (_, bytes) in tree.iter_mut().filter(|(path, _)| is_a("html", path)) {
        let html = with_whole_catalog(&String::from_utf8_lossy(bytes));
        *bytes = register_elsewhere(&without_place_on_map(&html), site.as_deref()).into_bytes();
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

/// A chapter without the line that leads to its place on the map: those lines would be a two-hundredth of the zip. The menu leads
/// to the map.
fn without_place_on_map(html: &str) -> String {
    html.split_inclusive('\n').filter(|line| !line.contains("class=\"port-names on-map\"")).collect()
}

/// The level of compression from which the library searches for the shortest encoding, by Zopfli: slower, and 2 % smaller.
const ZOPFLI: i64 = 10;

/// A page whose links to what is left out lead to the site, whose address is `site`. If that is unknown, the text of the links
/// stays, except where a line is nothing but such a link.
fn register_elsewhere(html: &str, site: Option<&str>) -> String {
    let mut changed = String::with_capacity(html.len());
    for line in html.split_inclusive('\n') {
        let mut parts = line.split("<a ");
        let before = parts.next().unwrap_or_default();
        let links: Vec<&str> = parts.collect();
        let is_only_that = before.trim() == "<li>" || before.contains("in-register");
        if site.is_none() && is_only_that && links.len() == 1 && of_register(links[0]).is_some() {
            continue;
        }
        changed.push_str(before);
        for link in links {
            match (site, of_register(link), link.split_once('>')) {
                (Some(site), Some((before, href)), _) => changed.extend(["<a ", before, "href=\"", site, href]),
                (None, Some(_), Some((_, text))) => changed.push_str(&text.replacen("</a>", "", 1)),
                _ => changed.extend(["<a ", link]),
            }
        }
    }
    changed
}

/// Of a link to what is left out: what is before its address, and the rest from the address on, as seen from the root.
fn of_register(link: &str) -> Option<(&str, &str)> {
    let (before, rest) = link.split_once("href=\"")?;
    let href = rest.trim_start_matches("../");
    REGISTER.iter().any(|path| href.starts_with(path)).then_some((before, href))
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
        let site = Some("https://example.org/");
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
    fn chapters_have_no_place_on_the_map() {
        let line = "<p class=\"port-names on-map\"><b>Map</b> <a href=\"../map.html?port=22\">22</a></p>\n";
        let menu = "<li class=\"on-map\"><a href=\"../map.html\">Map</a></li>\n";
        assert_eq!(without_place_on_map(&[menu, line, "b"].concat()), [menu, "b"].concat());
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
