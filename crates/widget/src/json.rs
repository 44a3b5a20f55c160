//! Writes JSON, which JavaScript reads at once: property by property, a result would take a thousand calls.

use catalog::decimal;
use js_sys::JSON;
use wasm_bindgen::JsValue;

/// JSON that is being written. Commas come by themselves.
#[derive(Default)]
pub(crate) struct Json(String);

impl Json {
    /// The value, as JavaScript sees it.
    pub(crate) fn value(&self) -> JsValue {
        JSON::parse(&self.0).unwrap_or_default()
    }

    /// Begins an object or a list.
    #[inline(never)]
    pub(crate) fn open(&mut self, bracket: char) {
        self.separate();
        self.0.push(bracket);
    }

    /// Ends it.
    #[inline(never)]
    pub(crate) fn close(&mut self, bracket: char) {
        self.0.push(bracket);
    }

    /// The name of a property, whose value is next. It needs no escapes.
    #[inline(never)]
    pub(crate) fn key(&mut self, name: &str) {
        self.separate();
        self.0.push('"');
        self.0.push_str(name);
        self.0.push_str("\":");
    }

    #[inline(never)]
    pub(crate) fn text(&mut self, text: &str) {
        self.separate();
        self.0.push('"');
        for c in text.chars() {
            match c {
                '"' | '\\' => {
                    self.0.push('\\');
                    self.0.push(c);
                }
                ' '.. => self.0.push(c),
                _ => {
                    self.0.push_str(if c < '\x10' { "\\u000" } else { "\\u001" });
                    self.0.push(char::from_digit(u32::from(c) & 15, 16).unwrap_or('0'));
                }
            }
        }
        self.0.push('"');
    }

    #[inline(never)]
    pub(crate) fn number(&mut self, number: usize) {
        self.separate();
        self.0.push_str(&decimal(number));
    }

    /// `true`, `false` or `null`.
    #[inline(never)]
    pub(crate) fn word(&mut self, word: &str) {
        self.separate();
        self.0.push_str(word);
    }

    /// A property with a text, or `null`.
    #[inline(never)]
    pub(crate) fn property(&mut self, name: &str, text: Option<&str>) {
        self.key(name);
        match text {
            Some(text) => self.text(text),
            None => self.word("null"),
        }
    }

    /// A property with a list.
    pub(crate) fn list<T>(
        &mut self,
        name: &str,
        items: impl IntoIterator<Item = T>,
        mut write: impl FnMut(&mut Self, T),
    ) {
        self.key(name);
        self.open('[');
        for item in items {
            write(self, item);
        }
        self.close(']');
    }

    fn separate(&mut self) {
        if self.0.bytes().next_back().is_some_and(|last| !matches!(last, b'{' | b'[' | b':')) {
            self.0.push(',');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Json;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
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
            let list: js_sys::Array = json.value().into();
            assert_eq!(list.get(0).as_string().as_deref(), Some(text));
            assert_eq!(list.get(1).as_string().as_deref(), Some(text));
            assert_eq!(list.length(), 5);
            assert_eq!(String::from(js_sys::JSON::stringify(&list.get(3)).unwrap()), r#"{"a":null,"b":[1,2]}"#);
        }
    }
}
