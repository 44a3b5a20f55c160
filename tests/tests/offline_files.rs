//! The zip and the single file, read without a browser.

use acceptance::{Alone, Unzipped, built, built_site, dead_links, inner_links, pages};
use scraper::{ElementRef, Html, Node, Selector};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::sync::LazyLock;
use zip::ZipArchive;

/// What only a web server, or a browser that talks to one, has a use for.
const FOR_SERVERS: [&str; 7] =
    ["404.html", "sw.js", "manifest.webmanifest", "opensearch.xml", "_headers", ".htaccess", "web.config"];
/// Left out of the one file: examples that run, scripts, what leads from page to page, and what another page of it says too.
static LEFT_OUT: LazyLock<Selector> = LazyLock::new(|| {
    select(
        ".live, script, .on-this-page, .crumbs, .neighbours, .chapter-data, .referrers, ol.documents, .port-categories, \
         ul.documents small, .listed th:nth-child(n+3), .listed td:nth-child(n+3), .applied th:nth-child(n+3), \
         .applied td:nth-child(n+3), .released th:nth-child(n+4), .released td:nth-child(n+4), .all th:nth-child(n+3), \
         .all td:nth-child(n+3), .all tbody tr:not(:first-child), .of-columns, .in-register, .on-map, .to-plan, .to-copy, \
         .step, .fold:has(> #referred-to-by)",
    )
});
/// What unfolds is left out too, if nothing else is in it than its summary.
static FOLD: LazyLock<Selector> = LazyLock::new(|| select("details.fold"));
/// Elements within a line.
static INLINE: LazyLock<Selector> = LazyLock::new(|| {
    select("a, b, button, cite, code, em, i, kbd, label, mark, s, small, span, strong, sub, sup, time, var, wbr")
});
static SUMMARY: LazyLock<Selector> = LazyLock::new(|| select("summary"));

/// The page of the one file.
static SINGLE: LazyLock<String> = LazyLock::new(|| fs::read_to_string(built("portolan.html")).expect("a page"));

fn select(selector: &str) -> Selector {
    Selector::parse(selector).expect("a selector")
}

#[test]
fn they_are_within_their_budgets() {
    for (name, most) in [("portolan-offline.zip", 5_050_000), ("portolan.html", 4_200_000)] {
        let bytes = fs::metadata(built(name)).expect("a file").len();
        assert!(bytes <= most, "{name} weighs {bytes} bytes");
    }
}

#[test]
fn the_zip_has_one_folder_and_no_times() {
    let mut zip = ZipArchive::new(File::open(built("portolan-offline.zip")).expect("a zip")).expect("a zip");
    let mut before = String::new();
    for index in 0..zip.len() {
        let file = zip.by_index(index).expect("a file");
        let name = file.name().to_owned();
        let parts: Vec<&str> = name.split('/').collect();
        assert!(!name.contains(['\\', ':']) && !parts.iter().any(|part| ["", ".", ".."].contains(part)), "{name}");
        assert_eq!(file.last_modified(), Some(zip::DateTime::default()), "{name}");
        assert!(file.is_file() && before < name, "{name} after {before}");
        before = name;
    }
}

#[test]
fn the_zip_holds_every_page_and_all_data_and_nothing_for_servers() {
    let (zip, site) = (Unzipped::make(), built_site());
    let mut expected = pages(&site);
    expected.retain(|page, _| page != "404.html" && !page.starts_with("register/"));
    assert!(pages(zip.folder()).keys().eq(expected.keys()));
    for name in FOR_SERVERS {
        assert!(!zip.folder().join(name).exists(), "{name}");
    }
    for path in ["v1/catalog.json", "v1/catalog.csv", "v1/overlay.schema.json"] {
        let read = |folder: &std::path::Path| fs::read(folder.join(path)).expect("a file");
        assert!(read(zip.folder()) == read(&site), "{path}");
    }
}

#[test]
fn no_link_of_the_zip_is_dead_or_leads_to_a_folder() {
    let zip = Unzipped::make();
    let pages = pages(zip.folder());
    let dead = dead_links(zip.folder(), &pages);
    assert!(dead.is_empty(), "{} dead links:\n{}", dead.len(), dead.join("\n"));
    for (page, link) in inner_links(&pages) {
        let path = link.split(['#', '?']).next().unwrap_or_default();
        assert!(!path.ends_with('/') && !path.starts_with('/'), "{page}: {link} needs a server");
    }
    for (page, document) in &pages {
        let outside: Vec<_> = document.loaded.iter().filter(|link| link.contains("//")).collect();
        assert!(outside.is_empty(), "{page}: {outside:?}");
    }
}

/// The text of an element without what is left out.
fn text(element: ElementRef<'_>) -> String {
    let mut text = String::new();
    let mut beyond = String::new();
    for child in element.children() {
        let added = match child.value() {
            Node::Text(words) => words.to_string(),
            _ => ElementRef::wrap(child).filter(|inner| !LEFT_OUT.matches(inner)).map(self::text).unwrap_or_default(),
        };
        // The words of two blocks are apart without white space.
        let gap = if ElementRef::wrap(child).is_some_and(|inner| !INLINE.matches(&inner)) { " " } else { "" };
        let added = [gap, &added, gap].concat();
        if !ElementRef::wrap(child).is_some_and(|inner| SUMMARY.matches(&inner)) {
            beyond += &added;
        }
        text += &added;
    }
    if FOLD.matches(&element) && beyond.trim().is_empty() { String::new() } else { text }
}

/// Fails where two texts begin to differ in more than spaces.
#[track_caller]
fn same_words(found: &str, expected: &str, path: &str) {
    let [found, expected] = [found, expected].map(|text| text.split_whitespace().collect::<Vec<_>>());
    let at = found.iter().zip(&expected).take_while(|(found, expected)| found == expected).count();
    let rest = |words: &[&str]| words.iter().skip(at).take(12).copied().collect::<Vec<_>>().join(" ");
    assert_eq!(rest(&found), rest(&expected), "{path}, after {at} words");
}

#[test]
fn the_one_file_has_every_page_with_all_its_words() {
    let single = Html::parse_document(&SINGLE);
    let sections: BTreeMap<&str, ElementRef<'_>> =
        single.select(&select("main > section")).filter_map(|section| Some((section.value().id()?, section))).collect();
    let mut paths: BTreeSet<String> = pages(&built_site()).into_keys().collect();
    paths.retain(|page| {
        let is_step = page.starts_with("releases/") && page.contains("-to-");
        page != "404.html" && page != "map.html" && !page.starts_with("register/") && !is_step
    });
    assert!(sections.keys().copied().eq(paths.iter().map(String::as_str)));
    for path in &paths {
        let page = Html::parse_document(&fs::read_to_string(built_site().join(path)).expect("a page"));
        let article = page.select(&select("article")).next().expect("an article");
        let section = sections[path.as_str()];
        same_words(&text(section), &text(article), path);
        // In code every space counts.
        let code = |element: ElementRef<'_>| -> Vec<String> {
            element.select(&select("pre")).filter(|pre| !is_left_out(*pre)).map(text).collect()
        };
        assert_eq!(code(section), code(article), "{path}");
        let title = page.select(&select("title")).next().expect("a title");
        let heading = section.select(&select("h1")).next().map(text).unwrap_or_default();
        let found = section.value().attr("data-title").map_or(format!("{heading} - Portolan"), str::to_owned);
        assert_eq!(found, text(title), "{path}");
    }
}

fn is_left_out(element: ElementRef<'_>) -> bool {
    element.ancestors().filter_map(ElementRef::wrap).any(|outer| LEFT_OUT.matches(&outer))
}

#[test]
fn sections_of_the_one_file_are_in_order() {
    let single = Html::parse_document(&SINGLE);
    let ids: Vec<&str> = single.select(&select("main > section")).filter_map(|section| section.value().id()).collect();
    assert_eq!(ids[..2], ["index.html", "ports/index.html"]);
    let first_port = |id: &str| id.strip_prefix("ports/")?.split(['-', '.']).next()?.parse::<u32>().ok();
    let ports: Vec<u32> = ids.iter().filter_map(|id| first_port(id)).collect();
    assert!(ports.is_sorted() && ports.len() > 80, "{ports:?}");
    assert!(ids[2 + ports.len()..].is_sorted(), "{ids:?}");
}

#[test]
fn the_one_file_has_no_other_links_or_requests() {
    let name = "portolan.html";
    let document = pages(Alone::make().folder()).remove(name).expect("a page");
    assert!(document.ids_twice().is_empty(), "{:?}", document.ids_twice());
    // The same addresses elsewhere as on the site: those of the documents.
    let site = pages(&built_site());
    let outside: BTreeSet<&String> = site
        .values()
        .flat_map(|page| &page.links)
        .filter(|link| link.starts_with("https://") || link.starts_with("http://"))
        .collect();
    assert!(outside.len() > 500, "{}", outside.len());
    for link in &document.links {
        if let Some(id) = link.strip_prefix('#') {
            assert!(document.ids.iter().any(|known| known == id), "{name}: {link} leads nowhere");
        } else {
            let is_known = ["?q=", "data:image/"].iter().any(|start| link.starts_with(start)) || outside.contains(link);
            assert!(is_known, "{name}: {link}");
        }
    }
    let single = Html::parse_document(&SINGLE);
    for attribute in ["aria-labelledby", "aria-describedby", "aria-controls", "for"] {
        for element in single.select(&select(&format!("[{attribute}]"))) {
            for id in element.value().attr(attribute).unwrap_or_default().split_whitespace() {
                assert!(document.ids.iter().any(|known| known == id), "{name}: {attribute}={id}");
            }
        }
    }
    for (what, selector) in [
        ("a link that is none", "main a:not([href])"),
        ("a script or a frame from elsewhere", "script[src], link[rel=stylesheet], iframe, object, embed"),
        ("an attribute that a policy may forbid", "[style], [onclick], [onload], [onerror]"),
    ] {
        let found: Vec<String> = single.select(&select(selector)).map(|element| element.html()).collect();
        assert!(found.is_empty(), "{name} has {what}: {found:?}");
    }
    let styles: String = single.select(&select("style")).flat_map(|style| style.text()).collect();
    for address in styles.split("url(").skip(1) {
        let is_inside = ["\"data:image/", "\"data:font/"].iter().any(|start| address.starts_with(start));
        assert!(is_inside, "{name}: url({}", &address[..40]);
    }
    assert!(!styles.contains("@import"), "{name} imports a style");
}
