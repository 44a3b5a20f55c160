//! Joins and formats texts, instead of `format!`, `concat` or `join` in code that the widget loads: those are compiled again for
//! each type, and the standard library's formatting code is larger than all of our messages.

/// The texts one after another.
#[inline(never)]
pub fn concat(parts: &[&str]) -> String {
    let mut text = String::new();
    for part in parts {
        text.push_str(part);
    }
    text
}

/// Adds texts to the end of one.
#[inline(never)]
pub fn append(text: &mut String, parts: &[&str]) {
    for part in parts {
        text.push_str(part);
    }
}

/// Whether the text has the part somewhere.
#[inline(never)]
pub fn contains(text: &str, part: &str) -> bool {
    let (text, part) = (text.as_bytes(), part.as_bytes());
    (0..=text.len()).any(|at| text.get(at..).is_some_and(|rest| rest.starts_with(part)))
}

/// The texts, with another one between them.
#[inline(never)]
pub fn join(parts: &[String], between: &str) -> String {
    let mut text = String::new();
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            text.push_str(between);
        }
        text.push_str(part);
    }
    text
}

/// The decimal digits of a number.
#[inline(never)]
pub fn decimal(number: usize) -> String {
    let mut text = String::new();
    append_decimal(&mut text, number);
    text
}

/// Adds the decimal digits of a number to the end of a text.
pub fn append_decimal(text: &mut String, number: usize) {
    if number > 9 {
        append_decimal(text, number / 10);
    }
    text.push(char::from(b'0' + u8::try_from(number % 10).unwrap_or_default()));
}

/// Two numbers with a sign between them: `6970–7170`.
#[inline(never)]
pub(crate) fn between(first: u16, sign: &str, last: u16) -> String {
    concat(&[&decimal(first.into()), sign, &decimal(last.into())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_put_together() {
        for number in [0, 1, 9, 10, 11, 99, 100, 101, 1024, 65_535, usize::MAX] {
            assert_eq!(decimal(number), number.to_string());
        }
        assert_eq!(concat(&["a", "", "bc"]), "abc");
        assert_eq!(join(&["a".to_owned(), "b".to_owned()], ", "), "a, b");
        assert_eq!(join(&[String::new(), "b".to_owned()], ", "), ", b");
        assert_eq!(join(&[], ", "), "");
        let mut text = "a".to_owned();
        append(&mut text, &["b", "", "c"]);
        assert_eq!(text, "abc");
        for (part, is_there) in [("", true), ("bc", true), ("abc", true), ("abcd", false), ("ac", false)] {
            assert_eq!(contains(&text, part), is_there, "{part}");
        }
    }
}
