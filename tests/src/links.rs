//! Where links lead, read without a browser.

use crate::Document;
use std::collections::BTreeMap;
use std::path::Path;

/// Something found in one of many pages: the page, and what was found.
type Found<'a> = (&'a str, &'a str);

/// `path` as seen from the page `from`, without `.` and `..`; `None` above the root. A folder means its `index.html`.
pub fn resolve(from: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = if path.starts_with('/') { Vec::new() } else { from.split('/').collect() };
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    let joined = parts.join("/");
    Some(if path.is_empty() {
        from.to_owned()
    } else if joined.is_empty() || path.ends_with('/') {
        format!("{joined}/index.html").trim_start_matches('/').to_owned()
    } else {
        joined
    })
}

/// The links of pages that lead to other files, or elsewhere in their own.
pub fn inner_links(pages: &BTreeMap<String, Document>) -> impl Iterator<Item = Found<'_>> {
    let outer = |link: &str| ["https://", "http://", "mailto:"].iter().any(|scheme| link.starts_with(scheme));
    let all =
        pages.iter().flat_map(|(page, document)| document.links.iter().map(|link| (page.as_str(), link.as_str())));
    all.filter(move |(_, link)| !outer(link))
}

/// The links of these pages that lead to no file of the folder, or to no place in a page, one line for each.
pub fn dead_links(folder: &Path, pages: &BTreeMap<String, Document>) -> Vec<String> {
    let mut dead = Vec::new();
    for (page, link) in inner_links(pages) {
        let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
        let path = path.split('?').next().unwrap_or_default();
        let Some(target) = resolve(page, path) else {
            dead.push(format!("{page}: {link} leads out of the folder"));
            continue;
        };
        if !folder.join(&target).is_file() {
            dead.push(format!("{page}: {link}"));
        } else if let Some(document) = pages.get(&target)
            && !anchor.is_empty()
            // `plan.html#add=22` is for the script of that page.
            && !anchor.contains('=')
            && !document.ids.iter().any(|id| id == anchor)
        {
            dead.push(format!("{page}: {link} (no such anchor)"));
        }
    }
    dead
}
