//! Byte order marks, UTF-16, and bytes that are no text.

/// Makes UTF-8 of what comes in, and takes the byte order mark off. Without one, bytes are passed on as they are.
#[derive(Debug, Default)]
pub(crate) struct Decoder {
    /// The first bytes, until there are enough of them to tell.
    start: Vec<u8>,
    kind: Option<Kind>,
}

#[derive(Debug)]
enum Kind {
    AsItIs,
    Utf16 { is_big: bool, half: Option<u8>, high: Option<u16> },
}

impl Decoder {
    pub(crate) fn decode(&mut self, chunk: &[u8], each: &mut dyn FnMut(&[u8])) {
        match &mut self.kind {
            Some(Kind::AsItIs) => each(chunk),
            Some(kind) => kind.utf_16(chunk, each),
            // Nearly always the first chunk is enough, and is not copied.
            None if self.start.is_empty() && chunk.len() >= 3 => self.begin(chunk, each),
            None => {
                self.start.extend_from_slice(chunk);
                if self.start.len() >= 3 {
                    let start = std::mem::take(&mut self.start);
                    self.begin(&start, each);
                }
            }
        }
    }

    pub(crate) fn finish(&mut self, each: &mut dyn FnMut(&[u8])) {
        if self.kind.is_none() {
            let start = std::mem::take(&mut self.start);
            self.begin(&start, each);
        }
        if let Some(Kind::Utf16 { half, high, .. }) = &self.kind
            && (half.is_some() || high.is_some())
        {
            each("\u{fffd}".as_bytes());
        }
    }

    fn begin(&mut self, start: &[u8], each: &mut dyn FnMut(&[u8])) {
        let (mut kind, rest) = match start {
            [0xff, 0xfe, rest @ ..] => (Kind::Utf16 { is_big: false, half: None, high: None }, rest),
            [0xfe, 0xff, rest @ ..] => (Kind::Utf16 { is_big: true, half: None, high: None }, rest),
            [0xef, 0xbb, 0xbf, rest @ ..] | rest => (Kind::AsItIs, rest),
        };
        match kind {
            Kind::AsItIs => each(rest),
            Kind::Utf16 { .. } => kind.utf_16(rest, each),
        }
        self.kind = Some(kind);
    }
}

impl Kind {
    fn utf_16(&mut self, chunk: &[u8], each: &mut dyn FnMut(&[u8])) {
        let Self::Utf16 { is_big, half, high } = self else { return };
        let mut text = String::new();
        for byte in chunk {
            let Some(first) = half.take() else {
                *half = Some(*byte);
                continue;
            };
            let unit = if *is_big { u16::from_be_bytes([first, *byte]) } else { u16::from_le_bytes([first, *byte]) };
            let mut letter = char::from_u32(unit.into());
            if let Some(before) = high.take() {
                let pair = char::decode_utf16([before, unit]).next();
                match pair {
                    Some(Ok(joined)) => letter = Some(joined),
                    _ => text.push('\u{fffd}'),
                }
            }
            match letter {
                Some(letter) => text.push(letter),
                None if (0xd800..0xdc00).contains(&unit) => *high = Some(unit),
                None => text.push('\u{fffd}'),
            }
            if text.len() > 1 << 16 {
                each(text.as_bytes());
                text.clear();
            }
        }
        each(text.as_bytes());
    }
}

/// The bytes as text, without the sequences that colour a terminal; what is not UTF-8 becomes U+FFFD.
pub(crate) fn readable(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    let mut rest = bytes;
    // Not `from_utf8_lossy`, which has a decoder of its own.
    while let Err(wrong) = std::str::from_utf8(rest) {
        let (right, others) = rest.split_at_checked(wrong.valid_up_to()).unwrap_or((rest, b""));
        text.push_str(std::str::from_utf8(right).unwrap_or_default());
        text.push('\u{fffd}');
        rest = wrong.error_len().and_then(|length| others.get(length..)).unwrap_or_default();
    }
    text.push_str(std::str::from_utf8(rest).unwrap_or_default());
    let mut readable = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        if letter != '\u{1b}' {
            readable.push(letter);
            continue;
        }
        let mut ahead = letters.clone();
        if ahead.next() == Some('[') {
            letters = ahead;
            // Parameters, up to the letter that ends them.
            for letter in letters.by_ref() {
                if ('@'..='~').contains(&letter) {
                    break;
                }
            }
        }
    }
    readable
}
