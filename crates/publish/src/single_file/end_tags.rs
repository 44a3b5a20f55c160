//! Leaves out the end tags that HTML lets one leave out, because the next tag implies them.
//!
//! Source: the HTML standard, *Optional tags*.

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

    /// Whether it begins or ends a block, beside which white space is not shown.
    pub(super) fn is_block(&self) -> bool {
        const BLOCKS: [&str; 26] = [
            "aside",
            "blockquote",
            "dd",
            "details",
            "div",
            "dl",
            "dt",
            "h1",
            "h2",
            "h3",
            "h4",
            "li",
            "nav",
            "ol",
            "p",
            "pre",
            "section",
            "summary",
            "table",
            "tbody",
            "td",
            "th",
            "thead",
            "tr",
            "ul",
            "hr",
        ];
        BLOCKS.contains(&self.name().trim_start_matches('/'))
    }
}

/// Whether the tag, an end tag of a block, is implied by the one after it.
pub(super) fn is_implied(tag: &Tagged<'_>, next: Option<&Tagged<'_>>) -> bool {
    let Some(next) = next.filter(|next| next.text.trim().is_empty()) else { return false };
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
