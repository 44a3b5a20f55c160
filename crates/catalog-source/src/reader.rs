//! Reads TOML with the place of every value, so that all mistakes can be reported with their places.

use crate::report::{Diagnostics, SourceFile};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;
use std::rc::Rc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Something read, with its place in the file.
#[derive(Clone, Debug)]
pub(crate) struct At<T> {
    pub(crate) value: T,
    pub(crate) span: Range<usize>,
}

/// A file that is being checked.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) file: &'a Rc<SourceFile>,
    pub(crate) diagnostics: &'a Diagnostics,
    /// Where the TOML begins in the file.
    pub(crate) offset: usize,
}

impl Context<'_> {
    pub(crate) fn error(
        &self,
        span: Range<usize>,
        message: impl Into<String>,
        label: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.diagnostics.add(self.file, span, message, label, remedy);
    }

    fn shift(&self, span: Range<usize>) -> Range<usize> {
        span.start + self.offset..span.end + self.offset
    }
}

/// Reads a file as UTF-8, and reports the first byte that is not.
pub(crate) fn read(path: &Path, diagnostics: &Diagnostics) -> Option<Rc<SourceFile>> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            let remedy = format!("the data folder must have it; looked for {}", path.display());
            diagnostics.add_file(path, format!("cannot be read: {error}"), remedy);
            return None;
        }
    };
    let name = diagnostics.shown(path);
    match String::from_utf8(bytes) {
        // Some editors write a byte order mark and CR LF. Lines and columns stay the same without them.
        Ok(text) => {
            let text = text.strip_prefix('\u{feff}').unwrap_or(&text).replace("\r\n", "\n");
            Some(Rc::new(SourceFile { name, text }))
        }
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let file = Rc::new(SourceFile { name, text });
            diagnostics.add(&file, at..at + 1, "not UTF-8", "this byte", "save the file in the encoding UTF-8");
            None
        }
    }
}

/// Parses TOML and passes its top table to `read`. After syntax errors, which are all reported, nothing else is, to avoid
/// cascading errors.
pub(crate) fn parse<T>(text: &str, context: Context<'_>, read: impl FnOnce(Table<'_>) -> Option<T>) -> Option<T> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut last_line = None;
    for error in &errors {
        let span = error.span().unwrap_or(0..0);
        let line = text.get(..span.start).map(|before| before.matches('\n').count());
        // More errors in the same line are mostly cascading ones.
        if line == last_line {
            continue;
        }
        last_line = line;
        let span = context.shift(span);
        context.error(span, format!("not TOML: {}", error.message()), "here", "see https://toml.io for the notation");
    }
    if !errors.is_empty() {
        return None;
    }
    let span = context.shift(table.span());
    read(Table { keys: table.get_ref(), span, context, known: RefCell::default() })
}

/// A table whose keys are read one after the other; [`Table::finish`] reports unknown keys.
pub(crate) struct Table<'a> {
    keys: &'a DeTable<'a>,
    pub(crate) span: Range<usize>,
    pub(crate) context: Context<'a>,
    known: RefCell<BTreeSet<&'static str>>,
}

impl<'a> Table<'a> {
    fn get(&self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.known.borrow_mut().insert(key);
        self.keys.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value)
    }

    fn wrong_type(&self, value: &Spanned<DeValue<'_>>, key: &str, wanted: &str) {
        let found = value.get_ref().type_str();
        let span = self.context.shift(value.span());
        self.context.error(span, format!("`{key}` must be {wanted}"), format!("this is of type {found}"), "");
    }

    /// The value of a key, whatever its type.
    pub(crate) fn value(&self, key: &'static str) -> Option<At<&'a DeValue<'a>>> {
        self.get(key).map(|value| At { span: self.context.shift(value.span()), value: value.get_ref() })
    }

    /// A text, if the key is there.
    pub(crate) fn text(&self, key: &'static str) -> Option<At<String>> {
        let value = self.get(key)?;
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.wrong_type(value, key, "a text in quotes");
        }
        Some(At { value: text?.to_owned(), span: self.context.shift(value.span()) })
    }

    /// A text that must be there, and not empty.
    pub(crate) fn required(&self, key: &'static str, remedy: &str) -> Option<At<String>> {
        if self.get(key).is_none() {
            self.missing(key, remedy);
            return None;
        }
        let text = self.text(key)?;
        if text.value.trim().is_empty() {
            self.context.error(text.span.clone(), format!("`{key}` is empty"), "empty", remedy);
        }
        Some(text)
    }

    /// Reports a key that is not there.
    pub(crate) fn missing(&self, key: &str, remedy: &str) {
        // A misspelt key is reported as unknown, and not as missing too.
        if self.keys.keys().any(|name| nearest(name.get_ref(), std::iter::once(key)).is_some()) {
            return;
        }
        let start = self.span.start;
        let end = self.context.file.text[start..].find('\n').map_or(self.span.end, |length| start + length);
        self.context.error(start..end, format!("`{key}` is missing"), "in this table", remedy);
    }

    /// An integer, if the key is there.
    pub(crate) fn number(&self, key: &'static str) -> Option<At<i64>> {
        let value = self.get(key)?;
        let number = as_number(value.get_ref());
        if number.is_none() {
            self.wrong_type(value, key, "a whole number");
        }
        Some(At { value: number?, span: self.context.shift(value.span()) })
    }

    fn array<T>(&self, key: &'static str, wanted: &str, read: impl Fn(&DeValue<'_>) -> Option<T>) -> Vec<At<T>> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let Some(items) = value.get_ref().as_array() else {
            self.wrong_type(value, key, wanted);
            return Vec::new();
        };
        let mut read_items = Vec::new();
        for item in items {
            match read(item.get_ref()) {
                Some(value) => read_items.push(At { value, span: self.context.shift(item.span()) }),
                None => self.wrong_type(item, key, wanted),
            }
        }
        read_items
    }

    /// A list of texts; empty if the key is not there.
    pub(crate) fn texts(&self, key: &'static str) -> Vec<At<String>> {
        self.array(key, "a list of texts: [\"…\", \"…\"]", |item| item.as_str().map(str::to_owned))
    }

    /// A list of integers; empty if the key is not there.
    pub(crate) fn numbers(&self, key: &'static str) -> Vec<At<i64>> {
        self.array(key, "a list of whole numbers: [8080, 8888]", as_number)
    }

    /// The keys and texts of the table `[key]`, in their order; empty if the key is not there.
    pub(crate) fn pairs(&self, key: &'static str) -> Vec<(At<String>, At<String>)> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let Some(table) = value.get_ref().as_table() else {
            self.wrong_type(value, key, &format!("written as [{key}], with name = \"text\" in each line"));
            return Vec::new();
        };
        let pairs = table.iter().filter_map(|(name, value)| {
            let text = value.get_ref().as_str();
            if text.is_none() {
                self.wrong_type(value, name.get_ref(), "a text in quotes");
            }
            let name = At { value: name.get_ref().to_string(), span: self.context.shift(name.span()) };
            Some((name, At { value: text?.to_owned(), span: self.context.shift(value.span()) }))
        });
        let mut pairs: Vec<_> = pairs.collect();
        pairs.sort_by_key(|(name, _)| name.span.start);
        pairs
    }

    /// The tables of `[[key]]`.
    pub(crate) fn tables(&self, key: &'static str) -> Vec<Table<'a>> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let Some(items) = value.get_ref().as_array() else {
            self.wrong_type(value, key, &format!("written as [[{key}]]"));
            return Vec::new();
        };
        let tables = items.iter().filter_map(|item| {
            let table = item.get_ref().as_table();
            if table.is_none() {
                self.wrong_type(item, key, &format!("written as [[{key}]]"));
            }
            Some(Table {
                keys: table?,
                span: self.context.shift(item.span()),
                context: self.context,
                known: RefCell::default(),
            })
        });
        tables.collect()
    }

    /// Reports every key that was not read.
    pub(crate) fn finish(self) {
        let known = self.known.borrow();
        for key in self.keys.keys().filter(|key| !known.contains(key.get_ref().as_ref())) {
            let alike = nearest(key.get_ref(), known.iter().copied());
            let remedy = match alike {
                Some(name) => format!("did you mean `{name}`?"),
                None => format!("known here: {}", known.iter().copied().collect::<Vec<_>>().join(", ")),
            };
            let span = self.context.shift(key.span());
            self.context.error(span, format!("unknown key `{}`", key.get_ref()), "nobody reads this", remedy);
        }
    }
}

/// A table written inline, as a value.
pub(crate) fn inline<'a>(value: &At<&'a DeValue<'a>>, context: Context<'a>) -> Option<Table<'a>> {
    let table = value.value.as_table()?;
    Some(Table { keys: table, span: value.span.clone(), context, known: RefCell::default() })
}

/// An integer, in any notation of TOML.
pub(crate) fn as_number(value: &DeValue<'_>) -> Option<i64> {
    let integer = value.as_integer()?;
    // An overflow is still a number; the caller reports that it is too large.
    let huge = if integer.as_str().starts_with('-') { i64::MIN } else { i64::MAX };
    Some(i64::from_str_radix(integer.as_str(), integer.radix()).unwrap_or(huge))
}

/// The known name that is most similar to a mistyped one, if any is similar.
pub(crate) fn nearest<'a>(typed: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let shared = |name: &str| {
        let pairs = |text: &str| text.as_bytes().windows(2).map(<[u8]>::to_vec).collect::<BTreeSet<_>>();
        let (a, b) = (pairs(&typed.to_lowercase()), pairs(&name.to_lowercase()));
        200 * a.intersection(&b).count() / (a.len() + b.len()).max(1)
    };
    names.map(|name| (shared(name), name)).filter(|(alike, _)| *alike >= 50).max().map(|(_, name)| name)
}
