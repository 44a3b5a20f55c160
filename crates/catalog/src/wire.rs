//! Writes and reads the two streams of an encoded catalog, numbers and texts.

/// Writing or reading: [`layout`](crate::layout) describes the order once, for both.
///
/// Everything returns `None` where bytes that are read are not what they should be; writing always succeeds.
pub(crate) trait Wire {
    /// Whether it writes. What is read need not be looked up first, and so a reader has less code.
    const WRITES: bool;

    /// Writes the number, or replaces it by the one read.
    fn number(&mut self, number: &mut u32) -> Option<()>;

    /// Writes the text, or replaces it by the one read.
    fn text(&mut self, text: &mut String) -> Option<()>;

    /// Takes so many bytes of memory off the budget of what is read; `None` where it is used up.
    fn charge(&mut self, bytes: usize) -> Option<()>;

    /// Writes how many items there are, or makes as many as are to be read. The memory is charged before it is allocated.
    fn list<T>(&mut self, items: &mut Vec<T>, blank: impl Fn() -> T) -> Option<()> {
        let length = self.length(items.len(), size_of::<T>())?;
        items.resize_with(length, blank);
        Some(())
    }

    /// The length of a list, whose items are of this size.
    #[inline(never)]
    fn length(&mut self, length: usize, size: usize) -> Option<usize> {
        let mut length = u32::try_from(length).ok()?;
        self.number(&mut length)?;
        self.charge((length as usize).saturating_mul(size))?;
        Some(length as usize)
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
    const WRITES: bool = true;

    fn number(&mut self, number: &mut u32) -> Option<()> {
        push_number(&mut self.numbers, *number);
        Some(())
    }

    fn text(&mut self, text: &mut String) -> Option<()> {
        self.texts.push_str(&text.replace('\n', " "));
        self.texts.push('\n');
        Some(())
    }

    fn charge(&mut self, _: usize) -> Option<()> {
        Some(())
    }
}

/// What may be allocated for a catalog of no bytes, and how much more for each byte. A byte can stand for much: for a whole
/// use of an entry, or for all words of a category's title in the index. Real catalogs take a tenth of it.
const BUDGET: usize = 3 << 20;
const BUDGET_OF_BYTE: usize = 128;

/// Reads both streams.
pub(crate) struct Reader<'a> {
    numbers: &'a [u8],
    texts: &'a str,
    /// How many bytes may still be allocated for what is read.
    budget: usize,
}

impl<'a> Reader<'a> {
    /// The streams within stored bytes, if they are there.
    pub(crate) fn new(bytes: &'a [u8]) -> Option<Self> {
        let budget = bytes.len().saturating_mul(BUDGET_OF_BYTE).saturating_add(BUDGET);
        let mut bytes = bytes;
        let length = take_number(&mut bytes)?;
        let (numbers, texts) = bytes.split_at_checked(length as usize)?;
        Some(Self { numbers, texts: std::str::from_utf8(texts).ok()?, budget })
    }

    /// Whether nothing is left.
    pub(crate) const fn is_at_end(&self) -> bool {
        self.numbers.is_empty() && self.texts.is_empty()
    }
}

// Not inlined, to save code size.
impl Wire for Reader<'_> {
    const WRITES: bool = false;

    #[inline(never)]
    fn number(&mut self, number: &mut u32) -> Option<()> {
        *number = take_number(&mut self.numbers)?;
        Some(())
    }

    #[inline(never)]
    fn text(&mut self, text: &mut String) -> Option<()> {
        let end = self.texts.bytes().position(|byte| byte == b'\n')?;
        self.charge(end)?;
        *text = String::from(self.texts.get(..end)?);
        self.texts = self.texts.get(end + 1..)?;
        Some(())
    }

    #[inline(never)]
    fn charge(&mut self, bytes: usize) -> Option<()> {
        self.budget = self.budget.checked_sub(bytes)?;
        Some(())
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
    fn lists_share_one_budget() {
        let mut writer = Writer::default();
        for _ in 0..3 {
            writer.number(&mut { 60_000 }).unwrap();
        }
        let bytes = writer.finish();
        let mut reader = Reader::new(&bytes).unwrap();
        let mut list = || reader.list(&mut Vec::new(), String::new);
        assert_eq!([list(), list(), list()], [Some(()), Some(()), None]);
        assert!(Reader::new(&[0xff; 8]).is_none());
    }
}
