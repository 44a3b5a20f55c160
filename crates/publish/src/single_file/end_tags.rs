//! Leaves out the end tags that HTML lets one leave out, because the next tag implies them.
//!
//! Source: the HTML standard, *Optional tags*. White space stays, so that words remain apart.

/// A tag, with the text before it.
pub(super) struct Tagged<'a> {
    pub(super) text: &'a str,
    pub(super) tag: &'a str,
}

impl Tagged<'_> {
    /// The name with a slash before it if the tag ends an element: `td`, `/td`.
    fn name(&self) -> &str {
        let inside = self.tag.trim_start_matches('<');
        let end = inside.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(inside.len());
        &inside[..end]
    }
}

/// Whether the tag at this place, an end tag of a block, is implied by the one after it.
pub(super) fn is_implied(tags: &[Tagged<'_>], at: usize) -> bool {
    let Some([before, tag, next]) = at.checked_sub(1).and_then(|from| tags.get(from..from + 3)) else { return false };
    // White space after it would be inside it, and it would no longer match `:empty`.
    let is_empty = tag.text.is_empty() && tag.name().strip_prefix('/') == Some(before.name());
    if is_empty || !next.text.trim().is_empty() {
        return false;
    }
    let implied_by: &[&str] = match tag.name() {
        "/li" => &["li", "/ul", "/ol"],
        "/dt" => &["dt", "dd"],
        "/dd" => &["dt", "dd", "/dl", "/div"],
        "/td" | "/th" => &["td", "th", "/tr"],
        "/tr" => &["tr", "/thead", "/tbody", "/table"],
        "/thead" => &["tbody"],
        "/tbody" => &["tbody", "/table"],
        // Not at the end of a link or of an element of ours, which would take in what follows.
        "/p" => &[
            "p", "div", "ul", "ol", "dl", "h2", "h3", "table", "section", "aside", "details", "nav", "pre", "/div",
            "/section", "/aside", "/details", "/dd", "/li", "/td",
        ],
        _ => return false,
    };
    implied_by.contains(&next.name())
}
