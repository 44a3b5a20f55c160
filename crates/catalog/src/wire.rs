//! The two streams of an encoded catalog, numbers and texts, to be written or read.

/// One of the two directions: [`layout`](crate::layout) describes the order once, for both.
///
/// Everything returns `None` where bytes that are read are not what they should be; writing always succeeds.
pub(crate) trait Wire {
    /// Writes the number, or replaces it by the one read.
    fn number(&mut self, number: &mut u32) -> Option<()>;

    /// Writes the text, or replaces it by the one read.
    fn text(&mut self, text: &mut String) -> Option<()>;

    /// Whether a list of so many items may follow: hostile lengths must not be allocated.
    fn may_follow(&self, items: u32) -> bool;

    /// Writes how many items there are, or makes as many as are to be read.
    fn list<T>(&mut self, items: &mut Vec<T>, blank: impl Fn() -> T) -> Option<()> {
        let mut length = u32::try_from(items.len()).ok()?;
        self.number(&mut length)?;
        if !self.may_follow(length) {
            return None;
        }
        items.resize_with(length as usize, blank);
        Some(())
    }

    /// A list of texts.
    #[inline(never)]
    fn texts(&mut self, texts: &mut Vec<String>) -> Option<()> {
        self.list(texts, String::new)?;
        texts.iter_mut().try_for_each(|text| self.text(text))
    }

    /// A port.
    #[inline(never)]
    fn port(&mut self, port: &mut u16) -> Option<()> {
        let mut number = u32::from(*port);
        self.number(&mut number)?;
        *port = u16::try_from(number).ok()?;
        Some(())
    }
}

/// Writes both streams.
#[derive(Default)]
pub(crate) struct Writer {
    numbers: Vec<u8>,
    texts: String,
}

impl Writer {
    /// The streams as they are stored.
    pub(crate) fn finish(self) -> Vec<u8> {
        let mut bytes = Vec::new();
        push_number(&mut bytes, u32::try_from(self.numbers.len()).unwrap_or(u32::MAX));
        bytes.extend(self.numbers);
        bytes.extend(self.texts.bytes());
        bytes
    }
}

impl Wire for Writer {
    fn number(&mut self, number: &mut u32) -> Option<()> {
        push_number(&mut self.numbers, *number);
        Some(())
    }

    fn text(&mut self, text: &mut String) -> Option<()> {
        self.texts.push_str(&text.replace('\n', " "));
        self.texts.push('\n');
        Some(())
    }

    fn may_follow(&self, _: u32) -> bool {
        true
    }
}

/// Reads both streams.
pub(crate) struct Reader<'a> {
    numbers: &'a [u8],
    texts: &'a str,
}

impl<'a> Reader<'a> {
    /// The streams within stored bytes, if they are there.
    pub(crate) fn new(bytes: &'a [u8]) -> Option<Self> {
        let mut bytes = bytes;
        let length = take_number(&mut bytes)?;
        let (numbers, texts) = bytes.split_at_checked(length as usize)?;
        Some(Self { numbers, texts: std::str::from_utf8(texts).ok()? })
    }

    /// Whether nothing is left.
    pub(crate) const fn is_at_end(&self) -> bool {
        self.numbers.is_empty() && self.texts.is_empty()
    }
}

// What a reader's callers would otherwise each hold whole is kept out of them: it is the size that counts.
impl Wire for Reader<'_> {
    #[inline(never)]
    fn number(&mut self, number: &mut u32) -> Option<()> {
        *number = take_number(&mut self.numbers)?;
        Some(())
    }

    #[inline(never)]
    fn text(&mut self, text: &mut String) -> Option<()> {
        let (first, rest) = self.texts.split_once('\n')?;
        first.clone_into(text);
        self.texts = rest;
        Some(())
    }

    fn may_follow(&self, items: u32) -> bool {
        // Every item takes at least a byte of one of the streams.
        items as usize <= self.numbers.len() + self.texts.len()
    }
}

fn push_number(bytes: &mut Vec<u8>, mut number: u32) {
    loop {
        let low = u8::try_from(number & 0x7f).unwrap_or_default();
        number >>= 7;
        if number == 0 {
            bytes.push(low);
            return;
        }
        bytes.push(low | 0x80);
    }
}

/// Reads at most four bytes, so that hostile ones cannot overflow.
fn take_number(bytes: &mut &[u8]) -> Option<u32> {
    let mut number = 0;
    for shift in [0, 7, 14, 21] {
        let (first, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u32::from(first & 0x7f) << shift;
        if *first < 0x80 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_texts_come_back() {
        let mut writer = Writer::default();
        for number in [0, 1, 127, 128, 65_535, 0x0fff_ffff] {
            writer.number(&mut { number }).unwrap();
        }
        writer.texts(&mut vec!["a".into(), String::new(), "b\nc".into()]).unwrap();
        let bytes = writer.finish();
        let mut reader = Reader::new(&bytes).unwrap();
        for number in [0, 1, 127, 128, 65_535, 0x0fff_ffff] {
            let mut read = 0;
            reader.number(&mut read).unwrap();
            assert_eq!(read, number);
        }
        let mut texts = Vec::new();
        reader.texts(&mut texts).unwrap();
        assert_eq!(texts, ["a", "", "b c"]);
        assert!(reader.is_at_end());
    }

    #[test]
    fn a_length_that_cannot_be_true_is_refused() {
        let mut writer = Writer::default();
        writer.number(&mut { 1_000_000 }).unwrap();
        let bytes = writer.finish();
        assert_eq!(Reader::new(&bytes).unwrap().texts(&mut Vec::new()), None);
        assert!(Reader::new(&[0xff; 8]).is_none());
    }
}
