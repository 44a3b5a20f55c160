//! What the preprocessor makes of a small data folder (`tests/data`), chapter by chapter.

use catalog::{Applies, Provenance, ReleaseSet};
use catalog_source::Reference;
use mdbook_portolan::{Extended, Options, Portolan};
use mdbook_preprocessor::book::{Book, BookItem, Chapter};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

fn portolan() -> Portolan {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    Portolan::new(
        Arc::new(catalog_source::load(&data).unwrap_or_else(|report| panic!("{report}"))),
        Options::own_site(),
    )
}

fn hand_written(content: &str) -> Book {
    let chapter = Chapter::new("Guide", content.to_owned(), "guide/index.md", Vec::new());
    Book::new_with_items(vec![BookItem::Chapter(chapter)])
}

/// Every chapter's content, by its path.
fn chapters() -> BTreeMap<String, String> {
    let extended = portolan().extend(hand_written("# Guide\n\n## Finding\n\nSee [SSH](port:22).")).expect("a book");
    let paths = extended.book.chapters().map(|chapter| {
        let path = chapter.path.as_ref().expect("a path").to_string_lossy().replace('\\', "/");
        (path, chapter.content.clone())
    });
    paths.collect()
}

#[test]
fn a_chapter() {
    insta::assert_snapshot!(chapters()["ports/22.md"]);
}

#[test]
fn a_chapter_of_a_parameterised_range() {
    insta::assert_snapshot!(chapters()["ports/4000.md"]);
}

#[test]
fn pages_to_browse_by() {
    let chapters = chapters();
    let pages = chapters.iter().filter(|(path, _)| !path.starts_with("ports/") || *path == "ports/index.md");
    let all: Vec<String> = pages.map(|(path, content)| format!("=== {path}\n{content}")).collect();
    insta::assert_snapshot!(all.join("\n"));
}

/// With the data of this repository.
fn all_data() -> (Arc<Reference>, Extended) {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let reference = Arc::new(catalog_source::load(&data).unwrap_or_else(|report| panic!("{report}")));
    let extended = Portolan::new(Arc::clone(&reference), Options::own_site()).extend(Book::new()).expect("a book");
    (reference, extended)
}

#[test]
fn from_one_release_to_the_next() {
    let (reference, extended) = all_data();
    let releases = reference.catalog.releases();
    for (pair, path) in releases.windows(2).map(|pair| (pair, format!("releases/{}-to-{}.html", pair[0], pair[1]))) {
        assert!(extended.summaries.contains_key(&path), "{path}");
        for release in pair {
            let content = content(&extended, &format!("releases/{release}.md"));
            assert!(content.contains(&path["releases/".len()..]), "{release} does not lead to {path}");
        }
    }
    insta::assert_snapshot!(content(&extended, "releases/14.7-to-15.0.md"));
}

#[test]
fn the_vendors_rows_say_which_releases_have_them() {
    let (reference, extended) = all_data();
    let releases = reference.catalog.releases();
    let names: Vec<String> = releases.iter().map(ToString::to_string).collect();
    let list = format!("<div class=\"runs\" data-releases=\"{}\"></div>", names.join(" "));
    let mut seen = String::new();
    for entry in reference.catalog.entries() {
        let content = content(&extended, &format!("ports/{}.md", entry.id()));
        let uses = entry.uses.iter().filter(|one| one.provenance == Provenance::Vendor);
        let letter = |set: Option<&ReleaseSet>, release| match set.map(|set| set.applies_to(release)) {
            Some(Applies::Yes) => 'y',
            Some(Applies::No) => 'n',
            Some(Applies::Unsaid) | None => '?',
        };
        let expected: Vec<String> =
            uses.map(|one| releases.iter().map(|release| letter(one.releases.as_ref(), release)).collect()).collect();
        let written = content.split(" data-runs=\"").skip(1).map(|rest| rest.split('"').next().unwrap_or_default());
        assert_eq!(written.collect::<Vec<_>>(), expected, "{}", entry.id());
        assert_eq!(content.contains(&list), !expected.is_empty(), "{}", entry.id());
        seen.extend(expected);
    }
    assert!(['y', 'n', '?'].iter().all(|&letter| seen.contains(letter)), "{seen}");
}

/// Only our own site has the script.
#[test]
fn other_books_have_no_marks_of_releases() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let reference = Arc::new(catalog_source::load(&data).unwrap_or_else(|report| panic!("{report}")));
    let extended = Portolan::new(reference, Options::default()).extend(Book::new()).expect("a book");
    assert!(extended.book.chapters().all(|one| !one.content.contains("data-r") && !one.content.contains("\"runs\"")));
}

fn content(extended: &Extended, path: &str) -> String {
    let found = extended.book.chapters().find(|chapter| chapter.path.as_deref() == Some(Path::new(path)));
    found.unwrap_or_else(|| panic!("{path}")).content.clone()
}

#[test]
fn every_registered_port_has_its_row_on_a_page_that_is_not_too_long() {
    let (reference, extended) = all_data();
    let singles = reference.catalog.entries().iter().filter(|entry| !entry.ports.is_range());
    let described: Vec<u16> = singles.map(|entry| entry.ports.first()).collect();
    let mut rows = 0;
    for (first, last) in reference.register.page_ranges() {
        let content = content(&extended, &format!("register/{first}-{last}.md"));
        let count = content.matches("<tr").count() - content.matches("<thead><tr").count();
        assert!(count <= 350, "{first}-{last} has {count} rows");
        rows += count;
        let registered = reference.register.rows.iter().map(|row| row.first);
        for port in registered.chain(described.iter().copied()).filter(|port| (first..=last).contains(port)) {
            assert_eq!(content.matches(&format!(" id=\"port-{port}\"")).count(), 1, "{port} on {first}-{last}");
        }
    }
    assert!(rows > 6000, "{rows} rows");
}

#[test]
fn the_same_data_gives_the_same_chapters() {
    assert_eq!(chapters(), chapters());
}

#[test]
fn hand_written_pages_are_linked_and_found() {
    let guide = "# Guide\n\n## Finding\n\nSee [SSH](port:22).";
    let Extended { book, pages, summaries } = portolan().extend(hand_written(guide)).expect("a book");
    let guide = book.chapters().next().expect("the guide");
    assert!(guide.content.contains("<a href=\"../ports/22.html\" data-port=\"22\">SSH</a>"), "{}", guide.content);
    assert_eq!((&*pages[0].title, &*pages[0].href), ("Guide", "guide/index.html"));
    assert_eq!((&*pages[0].headings[0].title, &*pages[0].headings[0].anchor), ("Finding", "finding"));
    assert!(pages.iter().any(|page| page.href == "releases/15.1.html"));
    assert_eq!(summaries["guide/index.html"].description, "See SSH.");
    let chapter = &summaries["ports/22.html"];
    assert_eq!(
        (&*chapter.title, &*chapter.description),
        ("Port 22: SSH & <friends>", "Port 22: Encrypted \"login\". A login over ssh.")
    );
}

#[test]
fn a_page_of_the_same_name_is_not_overwritten() {
    let chapter = Chapter::new("Mine", String::new(), "glossary.md", Vec::new());
    let book = Book::new_with_items(vec![BookItem::Chapter(chapter)]);
    let error = portolan().extend(book).err().expect("two pages of one name");
    assert_eq!(error.to_string(), "glossary.html: a generated page has this name; rename yours");
}

#[test]
fn a_dead_link_in_a_hand_written_page_fails_the_build() {
    let error = portolan().extend(hand_written("See [nothing](port:9) and [22](port:22).")).err().expect("a dead link");
    assert_eq!(error.to_string(), "guide/index.md: `port:9` links to nothing");
}
