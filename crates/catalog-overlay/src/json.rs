//! Parses JSON, keeping the order of keys and duplicate keys.

use crate::characters::HALF_A_CHARACTER;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt::{self, Write};

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node {
    Null,
    Bool,
    Number(f64),
    Text(String),
    List(Vec<Node>),
    Object(Vec<(String, Node)>),
}

impl Node {
    /// Reads a text.
    ///
    /// # Errors
    ///
    /// The first place where it is no JSON, in words.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        serde_json::from_str(&with_marks(text)).map_err(|error| format!("this is not JSON: {error}"))
    }

    /// What it is, as messages call it.
    pub(crate) const fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool => "true or false",
            Self::Number(_) => "a number",
            Self::Text(_) => "a text",
            Self::List(_) => "a list",
            Self::Object(_) => "an object",
        }
    }
}

/// The same with every half of a surrogate pair replaced by [`HALF_A_CHARACTER`]: the text that holds it is wrong, and not
/// the whole file. The replacement is as long, so that lines and columns stay.
fn with_marks(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let unit = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    let mut halves = Vec::new();
    let mut at = 0;
    // Backslashes occur only in texts.
    while let Some(next) = bytes.get(at..).and_then(|rest| rest.iter().position(|byte| *byte == b'\\')) {
        at += next;
        match (unit(at), unit(at + 6)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => at += 12,
            (Some(0xd800..=0xdfff), _) => {
                halves.push(at);
                at += 6;
            }
            _ => at += 2,
        }
    }
    if halves.is_empty() {
        return text.into();
    }
    let mut marked = String::with_capacity(text.len());
    let mut from = 0;
    for half in halves {
        marked.push_str(&text[from..half]);
        // Cannot fail on a text.
        let _ = write!(marked, "\\u{:04x}", u32::from(HALF_A_CHARACTER));
        from = half + 6;
    }
    marked.push_str(&text[from..]);
    marked.into()
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Anything)
    }
}

struct Anything;

impl<'de> Visitor<'de> for Anything {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Node, E> {
        Ok(Node::Bool)
    }

    fn visit_f64<E>(self, number: f64) -> Result<Node, E> {
        Ok(Node::Number(number))
    }

    #[expect(clippy::cast_precision_loss, reason = "the compared numbers are far below 2^53")]
    fn visit_i64<E>(self, number: i64) -> Result<Node, E> {
        Ok(Node::Number(number as f64))
    }

    #[expect(clippy::cast_precision_loss, reason = "the compared numbers are far below 2^53")]
    fn visit_u64<E>(self, number: u64) -> Result<Node, E> {
        Ok(Node::Number(number as f64))
    }

    fn visit_str<E>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<Node, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = values.next_element()? {
            list.push(value);
        }
        Ok(Node::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut pairs: A) -> Result<Node, A::Error> {
        let mut object = Vec::new();
        while let Some(pair) = pairs.next_entry()? {
            object.push(pair);
        }
        Ok(Node::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_of_characters_are_marked_where_they_stand() {
        for (json, text) in [
            (r#""cut \ud83d""#, "cut \u{fdd0}"),
            (r#""\udc4d\ud83d\udc4d""#, "\u{fdd0}👍"),
            (r#""\ud83d\ud83d\udc4d""#, "\u{fdd0}👍"),
            (r#""\ud83d\n""#, "\u{fdd0}\n"),
            (r#""\\ud83d""#, "\\ud83d"),
            (r#""é\u00e9""#, "éé"),
        ] {
            assert_eq!(Node::parse(json), Ok(Node::Text(text.to_owned())), "{json}");
        }
        for json in [r#""\u""#, r#""\ud8""#, "\"\\", r"\ud83d", "\"\\ud83é\""] {
            assert!(Node::parse(json).is_err(), "{json}");
        }
    }
}
