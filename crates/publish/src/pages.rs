//! Finishes the book's pages for the place where they are published.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use lol_html::html_content::ContentType;
use lol_html::{RewriteStrSettings, element, rewrite_str};

/// How pages are finished.
pub(crate) struct Finish<'a> {
    /// New names of files, by their old ones, from the site's root.
    pub(crate) names: &'a BTreeMap<String, String>,
    /// Returns what is added to the head of a page, given its path and the relative path to the root.
    pub(crate) head: &'a dyn Fn(&str, &str) -> String,
    /// Whether the pages are for a web server, where the service worker can run.
    pub(crate) worker: bool,
}

impl Finish<'_> {
    /// Finishes the page at a path from the site's root. `site` is the path of the root on its host: the 404 page is shown at any
    /// address and cannot use relative paths.
    pub(crate) fn page(&self, path: &str, html: &[u8], site: &str) -> Result<Vec<u8>> {
        let html = std::str::from_utf8(html).with_context(|| format!("{path} is not UTF-8"))?;
        let root = if path == "404.html" { site.to_owned() } else { "../".repeat(path.matches('/').count()) };
        let renamed = |attribute: &'static str| {
            move |element: &mut lol_html::html_content::Element<'_, '_>| {
                if let Some(value) = element.get_attribute(attribute)
                    && let Some(new) = self.renamed(&value)
                {
                    element.set_attribute(attribute, &new)?;
                }
                Ok(())
            }
        };
        let settings = RewriteStrSettings {
            element_content_handlers: vec![
                element!("[src]", renamed("src")),
                element!("source[srcset]", renamed("srcset")),
                element!("link[href]", renamed("href")),
                element!("script[data-traffic]", renamed("data-traffic")),
                element!("script[data-lists]", renamed("data-lists")),
                element!("[overlay]", |element| {
                    let listed = element.get_attribute("overlay").unwrap_or_default();
                    let addresses =
                        listed.split_whitespace().map(|old| self.renamed(old).unwrap_or_else(|| old.to_owned()));
                    element.set_attribute("overlay", &addresses.collect::<Vec<_>>().join(" "))?;
                    Ok(())
                }),
                element!(".site-nav a[href]", |link| {
                    let href = link.get_attribute("href").unwrap_or_default();
                    if let Some(current) = current(path, href.strip_prefix(&root).unwrap_or(&href)) {
                        link.set_attribute("aria-current", current)?;
                    }
                    Ok(())
                }),
                element!("script[data-root]", |script| {
                    if self.worker {
                        script.set_attribute("data-worker", "sw.js")?;
                    }
                    Ok(())
                }),
                element!("meta[charset]", |meta| {
                    meta.after(&(self.head)(path, &root), ContentType::Html);
                    Ok(())
                }),
            ],
            ..RewriteStrSettings::default()
        };
        let finished = rewrite_str(html, settings).with_context(|| format!("{path} cannot be read as HTML"))?;
        Ok(finished.into_bytes())
    }

    /// The new address, if the file was renamed.
    fn renamed(&self, address: &str) -> Option<String> {
        self.names.iter().find_map(|(old, new)| {
            let way = address.strip_suffix(old.as_str())?;
            (way.is_empty() || way.ends_with('/')).then(|| format!("{way}{new}"))
        })
    }
}

/// How a link of the navigation is marked on the page at `path`: as the page itself, or as the list that the page belongs to.
fn current(path: &str, linked: &str) -> Option<&'static str> {
    let folder = linked.strip_suffix("index.html").filter(|folder| !folder.is_empty());
    match folder {
        _ if path == linked => Some("page"),
        Some(folder) if path.starts_with(folder) => Some("true"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finished(path: &str, html: &str) -> String {
        let names = BTreeMap::from([("assets/site.js".to_owned(), "assets/site.12345678.js".to_owned())]);
        let finish = Finish { names: &names, head: &|_, root| format!("<link href=\"{root}x\">"), worker: true };
        String::from_utf8(finish.page(path, html.as_bytes(), "/portolan/").unwrap()).unwrap()
    }

    #[test]
    fn files_are_found_by_their_new_names() {
        let page = "<meta charset=\"utf-8\"><script src=\"../assets/site.js\" data-root=\"../\"></script>";
        let wanted = "<meta charset=\"utf-8\"><link href=\"../x\">\
                      <script src=\"../assets/site.12345678.js\" data-root=\"../\" data-worker=\"sw.js\"></script>";
        assert_eq!(finished("ports/22.html", page), wanted);
    }

    #[test]
    fn each_address_of_an_overlay_is_looked_up() {
        let page = "<port-reference overlay=\"own.json\n ../assets/site.js\"></port-reference>";
        let wanted = "<port-reference overlay=\"own.json ../assets/site.12345678.js\"></port-reference>";
        assert_eq!(finished("ports/22.html", page), wanted);
    }

    #[test]
    fn the_404_page_looks_from_the_root() {
        assert_eq!(
            finished("404.html", "<meta charset=\"utf-8\">"),
            "<meta charset=\"utf-8\"><link href=\"/portolan/x\">"
        );
    }

    #[test]
    fn the_section_of_a_page_is_marked() {
        for (path, linked, marked) in [
            ("ports/22.html", "ports/index.html", Some("true")),
            ("ports/index.html", "ports/index.html", Some("page")),
            ("advice.html", "advice.html", Some("page")),
            ("ports/22.html", "advice.html", None),
            ("index.html", "index.html", Some("page")),
            ("ports/22.html", "index.html", None),
        ] {
            assert_eq!(current(path, linked), marked, "{linked} on {path}");
        }
        let page = "<nav class=\"site-nav\"><a href=\"../ports/index.html\">All</a></nav>";
        let wanted = page.replace("index.html\"", "index.html\" aria-current=\"true\"");
        assert_eq!(finished("ports/22.html", page), wanted);
    }

    #[test]
    fn nothing_else_changes() {
        for page in
            ["<a href=\"assets/site.js\">x</a>", "<p>assets/site.js &amp; more", "<img src=\"myassets/site.js\">"]
        {
            assert_eq!(finished("index.html", page), page);
        }
    }
}
