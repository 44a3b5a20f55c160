//! Turns pages of the book into sections of one page: ids and links get the page's path as a prefix.

use std::cell::RefCell;
use std::collections::BTreeMap;

use anyhow::{Context, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use lol_html::html_content::{ContentType, Element};
use lol_html::{RewriteStrSettings, element, rewrite_str};

use super::BASE;
use super::classes;
use super::compact::{self, Labels};
use crate::parts::Parts;
use crate::tree::is_a;

/// Attributes that refer to ids of the same page.
const REFERENCES: [&str; 4] = ["aria-labelledby", "aria-describedby", "aria-controls", "for"];
/// Parts of a page that the single file does without: what leads from page to page, which its menu and the list of all ports
/// do too, live examples, links to what it is without, and lists of ports.
const LEFT_OUT: &str = ".live, script, .on-this-page, .crumbs, .neighbours, .chapter-data, .referrers, ol.documents, .port-categories, ul.documents small, .in-register, .on-map, .to-plan, .to-copy, .runs, .step";

/// What lists of ports repeat of the chapters that they lead to: all but numbers, titles, and what the list is about.
const REPEATED: &str = ".of-columns, .listed th:nth-child(n+3), .listed td:nth-child(n+3), .applied th:nth-child(n+3), \
                        .applied td:nth-child(n+3), .released th:nth-child(n+4), .released td:nth-child(n+4), \
                        .all th:nth-child(n+3), .all td:nth-child(n+3), .all tbody tr:not(:first-child)";
/// Boxes that only lay out what is beside what is left out.
const BOXES: &str = ".port-columns, .port-text, .see-also";

/// The sources of a chapter's numbered documents, by the ids of these. Citations lead to the page of sources at once.
type Documents = BTreeMap<String, String>;

/// How the names of documents begin, in the one file; its style shows links to them as small raised numbers.
const CITED: &str = "_";
/// The page that lists all sources.
const SOURCES: &str = "sources.html";

type Rewritten = Result<(), Box<dyn std::error::Error + Send + Sync>>;

/// Turns pages into sections.
pub(super) struct Rewriter<'a> {
    parts: &'a Parts,
    labels: RefCell<Labels>,
    places: BTreeMap<String, usize>,
}

/// Where a link of a page leads in the single file.
enum Lead {
    Address(String),
    AsBefore,
    /// To a file that is not part of it, and the site's address is unknown.
    Nowhere,
}

impl<'a> Rewriter<'a> {
    pub(super) fn new(parts: &'a Parts) -> Self {
        Self { parts, labels: RefCell::default(), places: places(parts) }
    }

    /// The id in the single file for an id of a page.
    fn anchor(&self, path: &str, id: &str) -> String {
        match self.places.get(id) {
            Some(place) if path == SOURCES => format!("{CITED}{place}"),
            _ => format!("{path}:{id}"),
        }
    }

    /// Returns the article of a page as a section; its id is the page's path.
    ///
    /// # Errors
    /// If there is no such page, or it has no article or title.
    pub(super) fn section(&self, path: &str) -> Result<String> {
        let title = self.between(path, "<title>", "</title>")?;
        let article = self.rewrite(path, &self.between(path, "<article>", "</article>")?, true)?;
        let article = compact::without_folds(&article, &["referred-to-by"]);
        let article = compact::without_raising(&article, CITED);
        let article = compact::without_twins(&self.labels.borrow_mut().mark(&article));
        let title = own_title(&article, &title);
        Ok(compact::squeeze(&format!("<section id=\"{path}\"{title}>{}</section>", article.trim())) + "\n")
    }

    /// Returns the header of a page. The file has only one, so its ids stay.
    ///
    /// # Errors
    /// If there is no such page, or it has no header.
    pub(super) fn header(&self, path: &str) -> Result<String> {
        let (start, end) = ("<header class=\"site-header\">", "</header>");
        let header = self.rewrite(path, &self.between(path, start, end)?, false)?;
        Ok(format!("{start}{header}{end}"))
    }

    /// The rules of CSS for the labels of the tables in the pages rewritten so far.
    pub(super) fn label_rules(&self) -> String {
        self.labels.borrow().rules()
    }

    /// A picture or font of the site as a `data:` URL.
    pub(super) fn data_url(&self, path: &str) -> Option<String> {
        let bytes = self.parts.assets.get(path)?;
        let kind = if is_a("woff2", path) { "font/woff2" } else { "image/svg+xml" };
        Some(format!("data:{kind};base64,{}", STANDARD.encode(bytes)))
    }

    fn between(&self, path: &str, start: &str, end: &str) -> Result<String> {
        let html = self.parts.pages.get(path).with_context(|| format!("there is no page {path}"))?;
        let html = String::from_utf8_lossy(html);
        let inside = html.split_once(start).and_then(|(_, rest)| Some(rest.split_once(end)?.0.to_owned()));
        inside.with_context(|| format!("{path} has no {start}"))
    }

    fn rewrite(&self, path: &str, html: &str, rename_ids: bool) -> Result<String> {
        let anchors = |element: &mut Element<'_, '_>, name: &str| -> Rewritten {
            if let Some(ids) = element.get_attribute(name).filter(|_| rename_ids) {
                let ids: Vec<String> = ids.split_whitespace().map(|id| self.anchor(path, id)).collect();
                element.set_attribute(name, &ids.join(" "))?;
            }
            Ok(())
        };
        let documents = self.documents(html);
        let headings_without_links = match path {
            SOURCES => "h1[id], h3[id]",
            path if path.starts_with("ports/") => "h1[id], h2[id], h3[id]",
            _ => "h1[id]",
        };
        let settings = RewriteStrSettings {
            element_content_handlers: vec![
                element!(LEFT_OUT, |element| {
                    element.remove();
                    Ok(())
                }),
                element!(REPEATED, |element| {
                    element.remove();
                    Ok(())
                }),
                element!("port-reference, port-traffic, port-plan", |element| Ok(element.set_attribute("base", BASE)?)),
                // Links of headings to themselves.
                element!("a.header", |element| {
                    element.remove_and_keep_content();
                    Ok(())
                }),
                // A link to a page leads to its section; the search knows no headings of chapters, nor publishers.
                element!(headings_without_links, |element| {
                    let id = element.get_attribute("id").unwrap_or_default();
                    if !html.contains(&format!("aria-labelledby=\"{id}\"")) {
                        element.remove_attribute("id");
                    }
                    Ok(())
                }),
                element!("[id]", |element| anchors(element, "id")),
                element!(BOXES, |element| {
                    element.remove_and_keep_content();
                    Ok(())
                }),
                element!(".port-list .n", |element| {
                    element.remove_attribute("class");
                    Ok(element.set_tag_name("b")?)
                }),
                element!("[href]", |element| self.link(path, element, &documents)),
                element!("img[src]", |element| {
                    let data = element.get_attribute("src").and_then(|src| self.data_url(&resolve(path, &src)));
                    data.map_or(Ok(()), |data| Ok(element.set_attribute("src", &data)?))
                }),
                // The style shows them as what they are; what a link leads to has the long name.
                element!("ul.documents cite", |element| {
                    element.remove_and_keep_content();
                    Ok(())
                }),
                element!("a[title]", |element| {
                    element.remove_attribute("title");
                    Ok(())
                }),
                element!("[class]", |element| {
                    let classes = element.get_attribute("class").filter(|_| rename_ids);
                    classes
                        .map_or(Ok(()), |classes| Ok(element.set_attribute("class", &classes::of_element(&classes))?))
                }),
                element!("[data-runs]", |element| {
                    element.remove_attribute("data-runs");
                    Ok(())
                }),
                element!("[data-label], th[scope]", |element| {
                    element.remove_attribute("data-label");
                    element.remove_attribute("scope");
                    Ok(())
                }),
                element!(".all [rowspan]", |element| {
                    element.remove_attribute("rowspan");
                    Ok(())
                }),
                // The head of the file says so for all links.
                element!("a[rel=noreferrer]", |element| {
                    element.remove_attribute("rel");
                    Ok(())
                }),
                element!("sup a[aria-label]", |element| {
                    element.remove_attribute("aria-label");
                    Ok(())
                }),
                element!("[aria-labelledby], [aria-describedby], [aria-controls], [for]", |element| {
                    REFERENCES.iter().try_for_each(|name| anchors(element, name))
                }),
            ],
            ..RewriteStrSettings::default()
        };
        rewrite_str(html, settings).with_context(|| format!("{path} cannot be read as HTML"))
    }

    fn link(&self, path: &str, element: &mut Element<'_, '_>, documents: &Documents) -> Rewritten {
        let href = element.get_attribute("href").unwrap_or_default();
        if let Some(source) = href.strip_prefix('#').and_then(|id| documents.get(id)) {
            return Ok(element.set_attribute("href", &format!("#{}", self.anchor(SOURCES, source)))?);
        }
        match Some(self.lead(path, &href)).filter(|_| !href.is_empty()) {
            Some(Lead::Address(address)) => element.set_attribute("href", &address)?,
            Some(Lead::Nowhere) => {
                // The text of the link stays.
                if element.has_attribute("type") {
                    element.append(" on the site", ContentType::Text);
                }
                element.remove_and_keep_content();
            }
            Some(Lead::AsBefore) | None => {}
        }
        Ok(())
    }

    fn lead(&self, from: &str, href: &str) -> Lead {
        if href.contains(':') || href.starts_with('?') {
            return Lead::AsBefore;
        }
        let (way, id) = href.split_once('#').unwrap_or((href, ""));
        let path = resolve(from, way);
        if self.parts.pages.contains_key(&path) && super::is_part(&path) {
            return Lead::Address(if id.is_empty() {
                format!("#{path}")
            } else {
                format!("#{}", self.anchor(&path, id))
            });
        }
        self.parts.address.of(&path).map_or(Lead::Nowhere, Lead::Address)
    }

    fn documents(&self, html: &str) -> Documents {
        let list = html.split_once("<ol class=\"documents\">").and_then(|(_, rest)| rest.split_once("</ol>"));
        let items = list.map_or("", |(list, _)| list).split("<li id=\"").skip(1);
        let source = |item: &str| {
            let (id, rest) = item.split_once('"')?;
            let href = rest.split_once("href=\"")?.1.split_once('"')?.0.replace("&amp;", "&");
            let known = self.parts.reference.sources.iter().find(|source| source.url.as_deref() == Some(&href));
            let of_page = || Some(href.split_once("sources.html#")?.1.to_owned());
            Some((id.to_owned(), known.map(|source| source.id.clone()).or_else(of_page)?))
        };
        items.filter_map(source).collect()
    }
}

/// The attribute for a page's title, if it is not its first heading with the site's name; the script knows those.
fn own_title(article: &str, title: &str) -> String {
    let heading = article.split_once("<h1").and_then(|(_, rest)| Some(rest.split_once('>')?.1.split_once("</h1>")?.0));
    let text: String = heading
        .unwrap_or_default()
        .split('<')
        .map(|part| part.split_once('>').map_or(part, |(_, text)| text))
        .collect();
    if title.strip_suffix(" - Portolan") == Some(&text) { String::new() } else { format!(" data-title=\"{title}\"") }
}

/// The documents that are items of the page of sources, with their places there: what links to them most has short names.
fn places(parts: &Parts) -> BTreeMap<String, usize> {
    let page = parts.pages.get(SOURCES).map(|bytes| String::from_utf8_lossy(bytes)).unwrap_or_default();
    let ids = page.split("<li id=\"").skip(1).filter_map(|item| item.split_once('"'));
    ids.enumerate().map(|(at, (id, _))| (id.to_owned(), at)).collect()
}

/// Resolves a relative path of a page to a path from the root; the empty path is the page itself.
fn resolve(from: &str, way: &str) -> String {
    if way.is_empty() {
        return from.to_owned();
    }
    let mut target: Vec<&str> = from.split('/').collect();
    target.pop();
    for part in way.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(target.pop()),
            part => target.push(part),
        }
    }
    if way.ends_with('/') {
        target.push("index.html");
    }
    target.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_paths_are_resolved() {
        for (from, way, path) in [
            ("ports/22.html", "", "ports/22.html"),
            ("ports/22.html", "23.html", "ports/23.html"),
            ("ports/22.html", "../index.html", "index.html"),
            ("ports/22.html", "../products/", "products/index.html"),
            ("index.html", "./ports/22.html", "ports/22.html"),
        ] {
            assert_eq!(resolve(from, way), path, "{from} {way}");
        }
    }
}
