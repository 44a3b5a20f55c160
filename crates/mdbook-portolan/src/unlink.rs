//! Links to pages that a book does not have become plain text.

use crate::html::resolve;

/// The content with every link from the page at `path` to a missing page replaced by its text.
///
/// `is_missing` gets an address from the root of the pages, such as `products/s270.html`.
pub(crate) fn unlink(content: &str, path: &str, is_missing: impl Fn(&str) -> bool) -> String {
    let mut result = String::with_capacity(content.len());
    let mut rest = content;
    while let Some((before, link)) = rest.split_once("<a ") {
        result.push_str(before);
        let parts = link.split_once('>').and_then(|(tag, after)| Some((tag, after.split_once("</a>")?)));
        let Some((tag, (text, after))) = parts else {
            result.push_str("<a ");
            rest = link;
            continue;
        };
        let leads_nowhere = attribute(tag, "href").is_some_and(|href| is_missing(&resolve(path, href)));
        match attribute(tag, "class") {
            Some(class) if leads_nowhere => {
                result.extend(["<span class=\"", class, "\">", text, "</span>"]);
            }
            None if leads_nowhere => result.push_str(text),
            _ => result.extend(["<a ", tag, ">", text, "</a>"]),
        }
        rest = after;
    }
    result + rest
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let (_, value) = tag.split_once(&format!("{name}=\""))?;
    value.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_missing_pages_become_text() {
        let cases = [
            ("<a href=\"22.html\">22</a>", "<a href=\"22.html\">22</a>"),
            ("on <a href=\"../products/s270.html\" title=\"SSH\">S270</a>, it", "on S270, it"),
            ("<a class=\"chip\" href=\"../products/s270.html\">x</a>", "<span class=\"chip\">x</span>"),
            ("<a href=\"../products/s270.html#id\">x</a> <a id=\"y\">y</a>", "x <a id=\"y\">y</a>"),
            ("`<a ` is where a link begins", "`<a ` is where a link begins"),
        ];
        for (content, expected) in cases {
            assert_eq!(unlink(content, "ports/22.md", |href| href.starts_with("products/")), expected);
        }
    }
}
