//! Takes bytes, finds lines, and has them read.

use crate::block::{Block, Fed};
use crate::encoding::{Decoder, readable};
use crate::formats::{self, Context};
use crate::line::{Reading, Sink};
use crate::scan::{cut, has, position, trim_any};
use crate::{Aside, Event, Reason, header};

/// The most bytes that a line may have; a longer one is reported as not understood, and the rest of it is skipped.
pub const LONGEST_LINE: usize = 4 << 20;

/// The most bytes that a record of several lines may have.
pub const LONGEST_RECORD: usize = 1 << 20;

/// What is shown of a line that is too long.
const SHOWN: usize = 400;

/// What has been read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// All lines: the sum of the next three.
    pub lines: u64,
    /// Lines with flows.
    pub with_flows: u64,
    /// Lines that are known to carry no traffic.
    pub asides: u64,
    /// Lines that were not understood.
    pub not_understood: u64,
    /// Flows; a line may have several.
    pub flows: u64,
}

/// Reads lines from bytes, which come in chunks of any size. UTF-8, or UTF-16 with a byte order mark.
#[derive(Debug, Default)]
pub struct Reader {
    decoder: Decoder,
    lines: Lines,
}

impl Reader {
    /// A reader at the beginning of an input.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads the next bytes, and reports each line that ends in them.
    pub fn push(&mut self, chunk: &[u8], each: &mut dyn FnMut(Event<'_>)) {
        let Self { decoder, lines } = self;
        decoder.decode(chunk, &mut |utf_8| lines.push(utf_8, each));
    }

    /// Reads what is left of one input, as [`Reader::finish`] does; what comes next is another one, with an encoding and headers of its
    /// own. Lines are numbered on.
    pub fn next_input(&mut self, each: &mut dyn FnMut(Event<'_>)) {
        let Self { decoder, lines } = self;
        std::mem::take(decoder).finish(&mut |utf_8| lines.push(utf_8, each));
        lines.finish(each);
        lines.context = Context::default();
    }

    /// Reads what is left: the last line, if nothing ends it, and an open record.
    pub fn finish(mut self, each: &mut dyn FnMut(Event<'_>)) -> Totals {
        let Self { decoder, lines } = &mut self;
        decoder.finish(&mut |utf_8| lines.push(utf_8, each));
        self.lines.finish(each);
        self.lines.totals
    }

    /// What has been read so far.
    pub const fn totals(&self) -> Totals {
        self.lines.totals
    }
}

/// Writes `>` in place of `&gt;`, in what was copied out of a page's source.
#[inline(never)]
fn with_arrows(text: &str) -> String {
    let mut written = String::new();
    let mut rest = text;
    while let Some((before, after)) = cut(rest, "&gt;") {
        written.push_str(before);
        written.push('>');
        rest = after;
    }
    written.push_str(rest);
    written
}

#[derive(Debug, Default)]
struct Lines {
    /// The beginning of a line that goes on in the next chunk.
    carried: Vec<u8>,
    /// How many bytes of the line have been seen.
    length: usize,
    /// Where the line begins.
    offset: u64,
    number: u64,
    context: Context,
    block: Option<Block>,
    /// Whether the last line that was not carried by a packet was quoted.
    is_quoted: bool,
    totals: Totals,
}

impl Lines {
    fn push(&mut self, bytes: &[u8], each: &mut dyn FnMut(Event<'_>)) {
        let mut rest = bytes;
        while let Some(end) = position(rest, b'\n') {
            let (line, after) = (rest.get(..end), rest.get(end + 1..));
            let line = line.unwrap_or_default();
            rest = after.unwrap_or_default();
            self.end_of_line(line, 1, each);
        }
        self.length += rest.len();
        if self.length <= LONGEST_LINE {
            self.carried.extend_from_slice(rest);
        } else if self.carried.len() < SHOWN {
            let wanted = SHOWN - self.carried.len();
            self.carried.extend_from_slice(rest.get(..wanted).unwrap_or(rest));
        }
    }

    /// The last bytes of a line, and how many bytes end it.
    fn end_of_line(&mut self, bytes: &[u8], ending: usize, each: &mut dyn FnMut(Event<'_>)) {
        let length = self.length + bytes.len();
        let is_whole = length <= LONGEST_LINE;
        if self.carried.is_empty() {
            let shown = if is_whole { bytes } else { bytes.get(..SHOWN).unwrap_or(bytes) };
            self.line(shown, is_whole, each);
        } else {
            let mut carried = std::mem::take(&mut self.carried);
            if is_whole {
                carried.extend_from_slice(bytes);
            } else if carried.len() < SHOWN {
                carried.extend_from_slice(bytes.get(..SHOWN - carried.len()).unwrap_or(bytes));
            }
            let shown = if is_whole { &carried } else { carried.get(..SHOWN).unwrap_or(&carried) };
            self.line(shown, is_whole, each);
            carried.clear();
            // What a long line needed is given back.
            if carried.capacity() <= 1 << 16 {
                self.carried = carried;
            }
        }
        self.offset += (length + ending) as u64;
        self.length = 0;
    }

    fn finish(&mut self, each: &mut dyn FnMut(Event<'_>)) {
        if self.length > 0 {
            self.end_of_line(b"", 0, each);
        }
        if let Some(block) = self.block.take() {
            self.record(&block, each);
        }
    }

    fn line(&mut self, bytes: &[u8], is_whole: bool, each: &mut dyn FnMut(Event<'_>)) {
        self.number += 1;
        self.totals.lines += 1;
        let bytes = if let [line @ .., b'\r'] = bytes { line } else { bytes };
        match std::str::from_utf8(bytes) {
            Ok(text) if is_whole && position(bytes, 0x1b).is_none() => {
                if position(bytes, b'&').is_some() && has(text, "&gt;") {
                    self.text(&with_arrows(text), each);
                } else {
                    self.text(text, each);
                }
            }
            _ => {
                let text = readable(bytes);
                if is_whole {
                    self.text(&text, each);
                } else {
                    self.end_record(each);
                    self.sink(&text, each).not_understood(Reason::TooLong);
                    self.totals.not_understood += 1;
                }
            }
        }
    }

    fn sink<'s>(&self, text: &'s str, each: &'s mut dyn FnMut(Event<'_>)) -> Sink<'s> {
        Sink { line: self.number, offset: self.offset, text, format: "", flows: 0, each }
    }

    fn text(&mut self, text: &str, each: &mut dyn FnMut(Event<'_>)) {
        let mut rest = text;
        // What a packet carries is not read, and a quote within it does not make it a line.
        if !self.context.is_in_payload() || self.is_quoted {
            rest = header::without_quoting(text);
            self.is_quoted = rest.len() < text.len();
        }
        if let Some(mut block) = self.block.take() {
            match block.feed(rest) {
                Fed::More => {
                    self.block = Some(block);
                    return self.aside(text, Aside::Part, each);
                }
                Fed::Last(after) => {
                    self.record(&block, each);
                    // `}, {`
                    rest = trim_any(after, b", \t");
                    if !rest.starts_with('{') {
                        return self.aside(text, Aside::Part, each);
                    }
                }
                Fed::NotPart => self.record(&block, each),
            }
        }
        rest = header::without_container(rest);
        if !self.context.is_in_payload()
            && let Some(block) = Block::start(rest, self.number, self.offset)
        {
            if block.is_wrapper() {
                return self.aside(text, Aside::Header, each);
            }
            self.block = Some(block);
            return;
        }
        let line = header::strip(rest);
        let mut sink = Sink { line: self.number, offset: self.offset, text, format: "", flows: 0, each };
        let reading = formats::read(&line, &mut self.context, &mut sink);
        self.account(reading, sink);
    }

    fn aside(&mut self, text: &str, aside: Aside, each: &mut dyn FnMut(Event<'_>)) {
        self.totals.asides += 1;
        self.sink(text, each).aside(aside);
    }

    fn end_record(&mut self, each: &mut dyn FnMut(Event<'_>)) {
        if let Some(block) = self.block.take() {
            self.record(&block, each);
        }
    }

    /// Reads a record, whose first line has not been accounted for.
    fn record(&mut self, block: &Block, each: &mut dyn FnMut(Event<'_>)) {
        let mut sink = Sink { line: block.line, offset: block.offset, text: block.shown(), format: "", flows: 0, each };
        if block.is_too_long {
            sink.not_understood(Reason::TooLong);
            self.totals.not_understood += 1;
            return;
        }
        let reading =
            if block.is_wrapper() { Reading::Aside(Aside::Header) } else { block.read(&mut self.context, &mut sink) };
        self.account(reading, sink);
    }

    fn account(&mut self, reading: Reading, mut sink: Sink<'_>) {
        self.totals.flows += sink.flows;
        if sink.flows > 0 {
            self.totals.with_flows += 1;
            return;
        }
        match reading {
            Reading::Aside(aside) => {
                sink.aside(aside);
                self.totals.asides += 1;
            }
            reading => {
                sink.not_understood(match (reading, self.context.format) {
                    (Reading::Malformed, format) => Reason::Malformed(format),
                    (Reading::Conditional, format) => Reason::Conditional(format),
                    _ => Reason::NoFormat,
                });
                self.totals.not_understood += 1;
            }
        }
    }
}
