//! Refuses invisible characters, and characters that change how others are shown.

/// Replaces a lone surrogate, which JSON can express and a string cannot. It is a noncharacter.
pub(crate) const HALF_A_CHARACTER: char = '\u{fdd0}';

/// Why the text cannot be taken as it is.
pub(crate) fn fault(text: &str) -> Option<String> {
    let mut before = None;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        if is_hidden(c) && !joins(before, c, rest.clone().next()) {
            return Some(match c {
                HALF_A_CHARACTER => "holds half of a character, such as \\ud83d alone; write both halves".to_owned(),
                '\u{fffd}' => "holds U+FFFD, which replaces unreadable bytes; save the file as UTF-8".to_owned(),
                _ => format!("holds the invisible character U+{:04X}; remove it", u32::from(c)),
            });
        }
        before = Some(c);
    }
    None
}

/// What was typed, as messages show it: at most 80 characters, the hidden ones by their numbers.
pub(crate) fn shown(text: &str) -> String {
    const MOST: usize = 80;
    let mut shown = String::new();
    for c in text.chars().take(MOST) {
        if is_hidden(c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    if text.chars().nth(MOST).is_some() {
        shown.push('…');
    }
    shown
}

/// U+200C and U+200D, between letters of scripts that are written with them.
fn joins(before: Option<char>, c: char, after: Option<char>) -> bool {
    let needs = |c: Option<char>| c.is_some_and(|c| is_joined(c) && !is_hidden(c));
    matches!(c, '\u{200c}' | '\u{200d}') && needs(before) && needs(after)
}

/// Whether the letter belongs to a script whose letters are joined: Arabic to Mongolian, and the later blocks of these.
const fn is_joined(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{109f}' | '\u{1700}'..='\u{1cff}' | '\u{a800}'..='\u{abff}'
        | '\u{fb50}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
        | '\u{10a00}'..='\u{11fff}' | '\u{1e900}'..='\u{1e95f}')
}

/// Unicode's control and format characters, separators of lines, default-ignorable code points and noncharacters, and
/// letters and symbols that are drawn as nothing. Of Unicode 16.
fn is_hidden(c: char) -> bool {
    let n = u32::from(c);
    c.is_control()
        || n & 0xfffe == 0xfffe
        || matches!(n,
            0xad | 0x34f | 0x600..=0x605 | 0x61c | 0x6dd | 0x70f | 0x890..=0x891 | 0x8e2
            | 0x115f..=0x1160 | 0x17b4..=0x17b5 | 0x180b..=0x180f
            | 0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x206f | 0x2800 | 0x3164
            | 0xfdd0..=0xfdef | 0xfe00..=0xfe0f | 0xfeff | 0xffa0 | 0xfff0..=0xfffd
            | 0x110bd | 0x110cd | 0x13430..=0x1343f | 0x1bca0..=0x1bca3 | 0x1d159 | 0x1d173..=0x1d17a
            | 0xe0000..=0xe0fff)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen() {
        for c in [
            '\u{0}',
            '\u{9f}',
            '\u{ad}',
            '\u{61c}',
            '\u{115f}',
            '\u{180e}',
            '\u{200b}',
            '\u{200c}',
            '\u{200e}',
            '\u{202e}',
            '\u{2066}',
            '\u{2800}',
            '\u{3164}',
            '\u{fe0f}',
            '\u{feff}',
            '\u{ffa0}',
            '\u{e0041}',
            '\u{e01ef}',
            '\u{1d173}',
            '\u{10ffff}',
        ] {
            let fault = fault(&format!("a{c}b"));
            assert!(fault.is_some_and(|fault| fault.contains(&format!("U+{:04X}", u32::from(c)))), "{c:?}");
        }
    }

    #[test]
    fn what_can() {
        for text in ["Straße 7", "日本語", "“a” – b…", "نامه‌ای", "क्‍ष", "한글", "👍", "e\u{301}"]
        {
            assert_eq!(fault(text), None, "{text}");
        }
        for text in ["می\u{200c}", "\u{200d}क", "a\u{200d}b", "👨\u{200d}👩"] {
            assert!(fault(text).is_some(), "{text:?}");
        }
    }

    #[test]
    fn what_messages_show() {
        assert_eq!(shown("a\u{202e}b"), "a\\u{202e}b");
        assert_eq!(shown(&"é".repeat(81)), "é".repeat(80) + "…");
        assert_eq!(shown(&"é".repeat(80)), "é".repeat(80));
    }
}
