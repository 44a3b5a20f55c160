//! Addresses of an organisation's own pages. They become links, so that only harmless ones pass.

use crate::read::{At, LONGEST};
use catalog::Link;

/// Reads `{ title, href }`.
pub(crate) fn link(at: &At<'_>) -> Option<Link> {
    let fields = at.object("a link", &["title", "href"])?;
    let title = fields.required("title", "the words to click on").and_then(|title| title.text(120));
    let href = fields.required("href", "where the link leads").and_then(|href| address(&href));
    Some(Link { title: title?, href: href? })
}

/// Reads an address: http, https, or relative to the page.
pub(crate) fn address(at: &At<'_>) -> Option<String> {
    let text = at.text(LONGEST)?;
    let wrong = if text.chars().any(|c| c.is_whitespace() || c == '\\') {
        Some("holds a space or a backslash; write %20 or /".to_owned())
    } else {
        match scheme(&text) {
            Some(scheme) if !matches!(&*scheme.to_ascii_lowercase(), "http" | "https") => {
                Some(format!("begins with `{scheme}:`; only http:, https: and relative addresses are links"))
            }
            _ => None,
        }
    };
    match wrong {
        None => Some(text),
        Some(message) => {
            at.wrong(message);
            None
        }
    }
}

/// What stands before the first colon, unless a slash, `?` or `#` comes first.
fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    (!scheme.contains(['/', '?', '#'])).then_some(scheme)
}
