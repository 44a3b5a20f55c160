//! Which letters reach comments and names of rules.

/// All letters that a comment may have, beside ASCII letters and digits. None of them ends a quoted text, a line, a comment or a
/// word in any of the dialects.
pub const ALPHABET: &str = " .,:/()+-_";

/// The text as a comment of at most so many bytes, whatever it has: each run of other letters becomes one `_`.
pub fn comment(text: &str, most: usize) -> String {
    let mut kept = String::new();
    for letter in text.chars() {
        if kept.len() == most {
            break;
        }
        if letter.is_ascii_alphanumeric() || ALPHABET.chars().any(|other| other == letter) {
            kept.push(letter);
        } else if !kept.ends_with('_') {
            kept.push('_');
        }
    }
    // An option begins with a hyphen, and spaces at the ends are lost.
    let mut rest = kept.trim_ascii_end();
    while let Some(shorter) = rest.strip_prefix('-').or_else(|| rest.strip_prefix(' ')) {
        rest = shorter;
    }
    rest.to_owned()
}

#[cfg(test)]
mod tests {
    use super::comment;

    #[test]
    fn other_letters_are_replaced() {
        for (text, expected) in [
            ("22 SSH: sshd (S270)", "22 SSH: sshd (S270)"),
            ("\"; ip saddr 0.0.0.0/0 accept comment \"b", "_ ip saddr 0.0.0.0/0 accept comment _b"),
            ("a\nb\r\u{2028}\0c", "a_b_c"),
            ("$(x) `y` 'z' {} | & < > # ! ? * \\", "_(x) _y_ _z_ _ _ _ _ _ _ _ _ _ _"),
            ("--x ", "x"),
            ("größe–ß", "gr_e_"),
            ("", ""),
        ] {
            assert_eq!(comment(text, 120), expected, "{text}");
        }
        assert_eq!(comment("abc def", 4), "abc");
    }
}
