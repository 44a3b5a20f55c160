//! Anchors from headings.

/// The anchor that mdBook gives a heading: lower case, white space as hyphens, other punctuation left out.
pub fn slug(title: &str) -> String {
    let mut slug = String::new();
    for c in title.trim_ascii().chars() {
        if c.is_ascii_whitespace() {
            slug.push('-');
        } else if crate::is_letter(c) || matches!(c, '_' | '-') {
            slug.push(c.to_ascii_lowercase());
        }
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn anchors_of_headings() {
        for (title, anchor) in [
            ("What is *not* said, here?", "what-is-not-said-here"),
            ("module_start_up.cm", "module_start_upcm"),
            ("IANA’s register", "ianas-register"),
            ("  NIO ", "nio"),
        ] {
            assert_eq!(slug(title), anchor);
        }
    }
}
