//! Metadata for search engines and link previews: tags in the head of each page, `sitemap.xml` and `robots.txt`.
//!
//! Some of it needs absolute addresses, and so `--url`. The picture is `www/preview/preview.png`, a screenshot of the site at
//! 1200 × 630 pixels, the size of previews.

use std::fmt::Write;

use mdbook_portolan::Summary;

use crate::address::Address;
use crate::tree::{Tree, is_a};

/// Where the picture for previews is in the site.
pub(crate) const PREVIEW: &str = "assets/preview.png";
const PREVIEW_SIZE: (u32, u32) = (1200, 630);
const PREVIEW_ALT: &str = "Portolan: TCP and UDP ports";

/// The description alone, for pages that search engines do not read.
pub(crate) fn description(summary: &Summary) -> String {
    meta("name", "description", &summary.description)
}

/// All tags for the page at this path.
pub(crate) fn tags(path: &str, summary: &Summary, address: &Address) -> String {
    let mut tags = description(summary);
    let mut property = |name: &str, value: &str| tags += &meta("property", name, value);
    property("og:site_name", "Portolan");
    property("og:type", if path == "index.html" { "website" } else { "article" });
    property("og:title", &summary.title);
    property("og:description", &summary.description);
    if let (Some(url), Some(preview)) = (page_address(path, address), address.of(PREVIEW)) {
        property("og:url", &url);
        property("og:image", &preview);
        property("og:image:type", "image/png");
        property("og:image:width", &PREVIEW_SIZE.0.to_string());
        property("og:image:height", &PREVIEW_SIZE.1.to_string());
        property("og:image:alt", PREVIEW_ALT);
        tags += &meta("name", "twitter:card", "summary_large_image");
        let _ = write!(tags, "\n<link rel=\"canonical\" href=\"{}\">", escape(&url));
    } else {
        tags += &meta("name", "twitter:card", "summary");
    }
    tags
}

/// `sitemap.xml`: every page of the site once, in the order of paths. `None` without `--url`.
pub(crate) fn sitemap(site: &Tree, address: &Address) -> Option<String> {
    let mut urls = String::new();
    // The 404 page is not listed.
    for path in site.keys().filter(|path| is_a("html", path) && *path != "404.html") {
        let _ = writeln!(urls, "<url><loc>{}</loc></url>", escape(&page_address(path, address)?));
    }
    Some(format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{urls}</urlset>\n"
    ))
}

/// `robots.txt`, which names the sitemap. `None` unless the site is at the root of its host.
pub(crate) fn robots(address: &Address) -> Option<String> {
    let sitemap = address.of("sitemap.xml").filter(|_| address.path() == "/")?;
    Some(format!("User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n"))
}

/// The canonical address of a page; that of the front page is the site's.
fn page_address(path: &str, address: &Address) -> Option<String> {
    address.of(if path == "index.html" { "" } else { path })
}

fn meta(kind: &str, name: &str, content: &str) -> String {
    format!("\n<meta {kind}=\"{name}\" content=\"{}\">", escape(content))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary() -> Summary {
        Summary { title: "Port 22: SSH".to_owned(), description: "\"Login\" & <more>.".to_owned() }
    }

    fn address(url: &str) -> Address {
        Address::parse(Some(url)).unwrap()
    }

    #[test]
    fn text_is_escaped() {
        let description = "\n<meta name=\"description\" content=\"&quot;Login&quot; &amp; &lt;more&gt;.\">";
        assert_eq!(super::description(&summary()), description);
        assert!(tags("ports/22.html", &summary(), &Address::default()).starts_with(description));
    }

    #[test]
    fn addresses_need_a_url() {
        let without = tags("ports/22.html", &summary(), &Address::default());
        for part in ["canonical", "og:url", "og:image"] {
            assert!(!without.contains(part), "{without}");
        }
        let with = tags("ports/22.html", &summary(), &address("https://a.example/b"));
        for part in [
            "<link rel=\"canonical\" href=\"https://a.example/b/ports/22.html\">",
            "<meta property=\"og:url\" content=\"https://a.example/b/ports/22.html\">",
            "<meta property=\"og:image\" content=\"https://a.example/b/assets/preview.png\">",
            "<meta name=\"twitter:card\" content=\"summary_large_image\">",
        ] {
            assert!(with.contains(part), "{with}");
        }
        let front = tags("index.html", &summary(), &address("https://a.example/b"));
        assert!(front.contains("<link rel=\"canonical\" href=\"https://a.example/b/\">"), "{front}");
    }

    #[test]
    fn the_sitemap_has_every_page_once() {
        let site: Tree = ["404.html", "assets/site.css", "index.html", "ports/22.html", "ports/23.html"]
            .map(|path| (path.to_owned(), Vec::new()))
            .into();
        assert_eq!(sitemap(&site, &Address::default()), None);
        let sitemap = sitemap(&site, &address("https://a.example/")).unwrap();
        let locations: Vec<&str> =
            sitemap.split("<loc>").skip(1).filter_map(|rest| rest.split("</loc>").next()).collect();
        assert_eq!(
            locations,
            ["https://a.example/", "https://a.example/ports/22.html", "https://a.example/ports/23.html"]
        );
    }

    #[test]
    fn robots_txt_only_at_the_root_of_a_host() {
        assert_eq!(robots(&Address::default()), None);
        assert_eq!(robots(&address("https://a.example/b/")), None);
        let robots = robots(&address("https://a.example/")).unwrap();
        assert!(robots.lines().any(|line| line == "Sitemap: https://a.example/sitemap.xml"), "{robots}");
    }

    #[test]
    fn the_picture_has_the_declared_size() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../www/preview/preview.png");
        let bytes = std::fs::read(file).unwrap();
        assert!(bytes.len() <= 60_000, "{} bytes", bytes.len());
        // Width and height of a PNG are in its first chunk.
        let size = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
        assert_eq!((size(16), size(20)), PREVIEW_SIZE);
    }
}
