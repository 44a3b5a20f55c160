//! Writes JSON.

use catalog::append_decimal;

/// JSON that is being written. Commas come by themselves.
#[derive(Default)]
pub struct Json(String);

impl Json {
    /// Nothing yet, with room for so many bytes; there may be more.
    pub fn with_room(bytes: usize) -> Self {
        Self(String::with_capacity(bytes))
    }

    /// What has been written.
    pub fn text_so_far(&self) -> &str {
        &self.0
    }

    /// What has been written; from here on it is empty.
    pub fn take(&mut self) -> String {
        std::mem::take(&mut self.0)
    }

    /// Begins an object or a list.
    #[inline(never)]
    pub fn open(&mut self, bracket: char) {
        self.separate();
        self.0.push(bracket);
    }

    /// Ends it.
    #[inline(never)]
    pub fn close(&mut self, bracket: char) {
        self.0.push(bracket);
    }

    /// The name of a property, whose value is next. It needs no escapes.
    #[inline(never)]
    pub fn key(&mut self, name: &str) {
        self.quote();
        self.0.push_str(name);
        self.0.push_str("\":");
    }

    /// A text, with the escapes that it needs.
    #[inline(never)]
    pub fn text(&mut self, text: &str) {
        self.quote();
        let mut rest = text;
        // What needs no escape is copied at once.
        while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'"' | b'\\' | ..b' ')) {
            let (plain, others) = rest.split_at_checked(at).unwrap_or_default();
            let (c, others) = others.split_at_checked(1).unwrap_or_default();
            rest = others;
            self.0.push_str(plain);
            if let Some(byte @ ..b' ') = c.bytes().next() {
                let digit = usize::from(byte & 15);
                self.0.push_str(if byte < 16 { "\\u000" } else { "\\u001" });
                self.0.push_str("0123456789abcdef".get(digit..=digit).unwrap_or_default());
            } else {
                self.0.push('\\');
                self.0.push_str(c);
            }
        }
        self.0.push_str(rest);
        self.0.push('"');
    }

    /// A whole number.
    #[inline(never)]
    pub fn number(&mut self, number: usize) {
        self.separate();
        append_decimal(&mut self.0, number);
    }

    /// `true`, `false` or `null`.
    #[inline(never)]
    pub fn word(&mut self, word: &str) {
        self.separate();
        self.0.push_str(word);
    }

    /// A property with a text, or `null`.
    #[inline(never)]
    pub fn property(&mut self, name: &str, text: Option<&str>) {
        self.key(name);
        match text {
            Some(text) => self.text(text),
            None => self.word("null"),
        }
    }

    /// A property with a list.
    pub fn list<T>(&mut self, name: &str, items: impl IntoIterator<Item = T>, mut write: impl FnMut(&mut Self, T)) {
        self.key(name);
        self.open('[');
        for item in items {
            write(self, item);
        }
        self.close(']');
    }

    fn separate(&mut self) {
        if self.is_after_another() {
            self.0.push(',');
        }
    }

    /// Begins a text. At once with the comma before it: there are hundreds in a result.
    fn quote(&mut self) {
        self.0.push_str(if self.is_after_another() { ",\"" } else { "\"" });
    }

    fn is_after_another(&self) -> bool {
        self.0.bytes().next_back().is_some_and(|last| !matches!(last, b'{' | b'[' | b':'))
    }
}

#[cfg(test)]
mod tests {
    use super::Json;
    use serde_json::{Value, json};

    #[test]
    fn what_is_written_is_read_back() {
        for text in ["", "a:", "{[", "\"\\/", "\0\x01\t\n\x0f\x10\x1f\x7f", "äß„“\u{2028}𝔘"] {
            let mut json = Json::default();
            json.open('[');
            json.text(text);
            json.text(text);
            json.number(65_535);
            json.open('{');
            json.property("a", None);
            json.list("b", [1, 2], Json::number);
            json.close('}');
            json.word("true");
            json.close(']');
            let read: Value = serde_json::from_str(&json.take()).unwrap();
            assert_eq!(read, json!([text, text, 65_535, { "a": null, "b": [1, 2] }, true]));
            assert_eq!(json.text_so_far(), "");
        }
    }
}
