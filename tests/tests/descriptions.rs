//! What search engines and previews of links read of each page, without a browser.

use acceptance::{Document, built_site, pages};
use std::collections::BTreeMap;

/// All pages but `404.html`, which search engines leave out.
fn listed() -> BTreeMap<String, Document> {
    let mut pages = pages(&built_site());
    let missing = pages.remove("404.html").expect("404.html");
    assert_eq!(missing.meta["robots"], "noindex");
    assert!(pages.len() > 120, "{} pages", pages.len());
    pages
}

#[test]
fn every_page_has_a_description_of_its_own() {
    let mut seen = BTreeMap::new();
    for (page, document) in listed() {
        let description = document.meta.get("description").unwrap_or_else(|| panic!("{page} has no description"));
        let length = description.chars().count();
        assert!((50..=160).contains(&length), "{page}: {length} characters: {description}");
        assert!(!description.contains(['<', '\n']) && !description.contains("&amp;"), "{page}: {description}");
        let other = seen.insert(description.clone(), page.clone());
        assert!(other.is_none(), "{page} has the description of {}: {description}", other.unwrap_or_default());
    }
}

#[test]
fn previews_say_what_the_page_says() {
    for (page, document) in listed() {
        let meta = |name: &str| document.meta.get(name).unwrap_or_else(|| panic!("{page} has no {name}"));
        assert_eq!(meta("og:description"), meta("description"), "{page}");
        assert_eq!(meta("og:site_name"), "Portolan", "{page}");
        assert_eq!(meta("og:type"), if page == "index.html" { "website" } else { "article" });
        // With an address they have a picture.
        let card = if document.meta.contains_key("og:image") { "summary_large_image" } else { "summary" };
        assert_eq!(meta("twitter:card"), card, "{page}");
        assert!(!meta("og:title").is_empty(), "{page}");
    }
}

#[test]
fn a_chapter_is_described_by_its_summary() {
    for (page, document) in
        listed().iter().filter(|(page, _)| page.starts_with("ports/") && *page != "ports/index.html")
    {
        let description = &document.meta["description"];
        let summary = description
            .split_once(": ")
            .filter(|(start, _)| start.starts_with("Port "))
            .map_or(&**description, |(_, summary)| summary);
        // After a short summary comes what the port is.
        let first = summary.split_inclusive(". ").next().unwrap_or_default().trim();
        assert!(document.text.contains(first), "{page}: {description}");
        assert!(document.meta["og:title"].starts_with("Port"), "{page}: {}", document.meta["og:title"]);
    }
}
