//! Addresses of an organisation's own pages. They become links.

use crate::read::{At, LONGEST};
use catalog::{AddressFault, Link, check_address};

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
    let fault = if text.chars().any(char::is_whitespace) { Err(AddressFault::Character) } else { check_address(&text) };
    match fault {
        Ok(()) => Some(text),
        Err(fault) => {
            at.wrong(fault.to_string());
            None
        }
    }
}
