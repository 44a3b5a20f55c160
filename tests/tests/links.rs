//! Every link and anchor of the built site leads somewhere, on every page, without a browser.

use acceptance::{built_site, pages};
use std::collections::BTreeSet;

/// `path` as seen from the page `from`, without `.` and `..`; `None` above the root.
fn resolve(from: &str, path: &str) -> Option<String> {
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

#[test]
fn no_link_is_dead() {
    let site = built_site();
    let pages = pages(&site);
    assert!(pages.len() > 120, "{} pages", pages.len());
    let mut dead = Vec::new();
    for (page, document) in &pages {
        for link in &document.links {
            if link.starts_with("https://") || link.starts_with("http://") || link.starts_with("mailto:") {
                continue;
            }
            let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
            let path = path.split('?').next().unwrap_or_default();
            let Some(target) = resolve(page, path) else {
                dead.push(format!("{page}: {link} leads out of the site"));
                continue;
            };
            if !site.join(&target).is_file() {
                dead.push(format!("{page}: {link}"));
            } else if let Some(document) = pages.get(&target)
                && !anchor.is_empty()
                && !document.ids.iter().any(|id| id == anchor)
            {
                dead.push(format!("{page}: {link} (no such anchor)"));
            }
        }
    }
    assert!(dead.is_empty(), "{} dead links:\n{}", dead.len(), dead.join("\n"));
}

#[test]
fn nothing_is_loaded_from_elsewhere() {
    for (page, document) in pages(&built_site()) {
        let outside: Vec<_> =
            document.loaded.iter().filter(|link| link.starts_with("http") || link.starts_with("//")).collect();
        assert!(outside.is_empty(), "{page}: {outside:?}");
    }
}

#[test]
fn ids_are_unique_and_titles_tell_pages_apart() {
    let mut titles = BTreeSet::new();
    for (page, document) in pages(&built_site()) {
        assert!(document.ids_twice().is_empty(), "{page}: {:?}", document.ids_twice());
        assert!(!document.title.is_empty(), "{page} has no title");
        assert!(titles.insert(document.title.clone()), "{page}: a second “{}”", document.title);
    }
}

/// A chapter lists who refers to it: where one chapter links to another, there is a way back.
#[test]
fn links_between_chapters_lead_both_ways() {
    let pages = pages(&built_site());
    let chapter = |page: &str| page.starts_with("ports/") && page != "ports/index.html";
    for (page, document) in pages.iter().filter(|(page, _)| chapter(page)) {
        for link in &document.links {
            let Some(target) = resolve(page, link.split(['#', '?']).next().unwrap_or_default()) else { continue };
            if !chapter(&target) || target == *page {
                continue;
            }
            let back = pages[&target].links.iter().any(|link| resolve(&target, link).as_deref() == Some(page));
            assert!(back, "{page} links to {target}, which does not link back");
        }
    }
}
