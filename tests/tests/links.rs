//! Every link and anchor of the built site leads somewhere, on every page, without a browser.

use acceptance::{built_site, dead_links, pages, resolve};
use std::collections::BTreeSet;

#[test]
fn no_link_is_dead() {
    let site = built_site();
    let pages = pages(&site);
    assert!(pages.len() > 120, "{} pages", pages.len());
    let dead = dead_links(&site, &pages);
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
        for link in document.links.iter().filter(|link| !link.contains("://")) {
            let Some(target) = resolve(page, link.split(['#', '?']).next().unwrap_or_default()) else { continue };
            if !chapter(&target) || target == *page {
                continue;
            }
            let back = pages[&target].links.iter().any(|link| resolve(&target, link).as_deref() == Some(page));
            assert!(back, "{page} links to {target}, which does not link back");
        }
    }
}
