//! JSON without a tree: values are given with the keys that lead to them.

use super::text::begins_with_any;

/// Deeper than this, a document is refused.
const DEEPEST: usize = 24;

/// A value that is no object or array.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Value<'a> {
    /// A text between quotes, with its escapes.
    Text(&'a str),
    /// A number, `true`, `false` or `null`.
    Bare(&'a str),
}

/// Gives each value of the first document with its path, keys only; arrays do not add to it. Returns what follows the document, or
/// `None` if it is not JSON.
#[inline(never)]
pub(crate) fn walk<'a>(text: &'a str, each: &mut dyn FnMut(&[&'a str], Value<'a>)) -> Option<&'a str> {
    let mut walk = Walk { text, at: 0, path: [""; DEEPEST], depth: 0, keys: 0, each };
    walk.value()?;
    text.get(walk.at..)
}

/// Gives each object of a text that is one object, several after one another, or an array of them. `None` if it is something else.
pub(crate) fn objects<'a>(text: &'a str, each: &mut dyn FnMut(&'a str)) -> Option<()> {
    let mut rest = text;
    loop {
        rest = rest.trim_ascii_start();
        while begins_with_any(rest, b"[,]") {
            rest = rest.get(1..).unwrap_or_default().trim_ascii_start();
        }
        if rest.is_empty() {
            return Some(());
        }
        let after = walk(rest, &mut |_, _| {})?;
        let object = rest.get(..rest.len() - after.len())?;
        if !object.starts_with('{') {
            return None;
        }
        each(object);
        rest = after;
    }
}

struct Walk<'a, 'e> {
    text: &'a str,
    at: usize,
    path: [&'a str; DEEPEST],
    keys: usize,
    depth: usize,
    each: &'e mut dyn FnMut(&[&'a str], Value<'a>),
}

impl<'a> Walk<'a, '_> {
    fn next(&mut self) -> Option<u8> {
        loop {
            let byte = *self.text.as_bytes().get(self.at)?;
            if !byte.is_ascii_whitespace() {
                return Some(byte);
            }
            self.at += 1;
        }
    }

    fn take(&mut self, expected: u8) -> bool {
        let found = self.next() == Some(expected);
        self.at += usize::from(found);
        found
    }

    fn value(&mut self) -> Option<()> {
        match self.next()? {
            open @ (b'{' | b'[') => {
                self.at += 1;
                self.depth += 1;
                if self.depth > DEEPEST {
                    return None;
                }
                let close = open + 2;
                if !self.take(close) {
                    loop {
                        if open == b'{' {
                            self.pair()?;
                        } else {
                            self.value()?;
                        }
                        if self.take(b',') {
                            continue;
                        }
                        if self.take(close) {
                            break;
                        }
                        return None;
                    }
                }
                self.depth -= 1;
            }
            b'"' => {
                let text = self.string()?;
                (self.each)(self.path.get(..self.keys)?, Value::Text(text));
            }
            _ => {
                let start = self.at;
                let bytes = self.text.as_bytes();
                while bytes
                    .get(self.at)
                    .is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.'))
                {
                    self.at += 1;
                }
                let text = self.text.get(start..self.at).filter(|text| !text.is_empty())?;
                (self.each)(self.path.get(..self.keys)?, Value::Bare(text));
            }
        }
        Some(())
    }

    fn pair(&mut self) -> Option<()> {
        let key = self.next().filter(|byte| *byte == b'"').and_then(|_| self.string())?;
        if !self.take(b':') {
            return None;
        }
        *self.path.get_mut(self.keys)? = key;
        self.keys += 1;
        self.value()?;
        self.keys -= 1;
        Some(())
    }

    fn string(&mut self) -> Option<&'a str> {
        self.at += 1;
        let start = self.at;
        let bytes = self.text.as_bytes();
        loop {
            match bytes.get(self.at)? {
                b'"' => break,
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
        let text = self.text.get(start..self.at)?;
        self.at += 1;
        Some(text)
    }
}

/// Adds a text to another one, its escapes replaced. What is no escape stays.
pub(crate) fn unescape(text: &str, into: &mut String) {
    let mut rest = text.chars();
    while let Some(letter) = rest.next() {
        if letter != '\\' {
            into.push(letter);
            continue;
        }
        match rest.next() {
            Some('n') => into.push('\n'),
            Some('t') => into.push('\t'),
            Some('r') => into.push('\r'),
            Some('b' | 'f') => into.push(' '),
            Some('u') => into.push(unit(&mut rest)),
            Some(other) => into.push(other),
            None => into.push('\\'),
        }
    }
}

/// The character of `\u1234` or of a pair of surrogates, the `\u` already read.
fn unit(rest: &mut std::str::Chars<'_>) -> char {
    let first = hex(rest);
    if !(0xd800..0xdc00).contains(&first) {
        return char::from_u32(first).unwrap_or('\u{fffd}');
    }
    let mut ahead = rest.clone();
    if ahead.next() == Some('\\') && ahead.next() == Some('u') {
        let second = hex(&mut ahead);
        if (0xdc00..0xe000).contains(&second) {
            *rest = ahead;
            return char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00)).unwrap_or('\u{fffd}');
        }
    }
    '\u{fffd}'
}

fn hex(rest: &mut std::str::Chars<'_>) -> u32 {
    let mut number = 0;
    for _ in 0..4 {
        match rest.clone().next().and_then(|digit| digit.to_digit(16)) {
            Some(digit) => number = (number << 4) | digit,
            None => return 0xfffd,
        }
        rest.next();
    }
    number
}

/// Follows brackets through lines, to see where a document ends.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Balance {
    depth: u32,
}

impl Balance {
    /// Reads on. `Some` with the number of bytes up to the end of the outermost bracket, or all of them if that is open still; `None`
    /// if this cannot be JSON.
    pub(crate) fn read(&mut self, line: &str) -> Option<usize> {
        let mut is_text = false;
        let mut is_escaped = false;
        for (at, byte) in line.bytes().enumerate() {
            if is_text {
                match byte {
                    _ if is_escaped => is_escaped = false,
                    b'\\' => is_escaped = true,
                    b'"' => is_text = false,
                    _ => {}
                }
                continue;
            }
            match byte {
                b'"' => is_text = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => {
                    self.depth = self.depth.checked_sub(1)?;
                    if self.depth == 0 {
                        return Some(at + 1);
                    }
                }
                // Letters are those of true, false, null and of exponents.
                b','
                | b':'
                | b'+'
                | b'-'
                | b'.'
                | b'0'..=b'9'
                | b' '
                | b'\t'
                | b'\r'
                | b't'
                | b'r'
                | b'u'
                | b'e'
                | b'f'
                | b'a'
                | b'l'
                | b's'
                | b'n'
                | b'E' => {}
                _ => return None,
            }
        }
        // A text does not go on in the next line.
        (!is_text).then_some(line.len())
    }

    /// Whether all brackets are closed.
    pub(crate) const fn is_closed(self) -> bool {
        self.depth == 0
    }
}
