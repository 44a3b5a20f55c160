//! Captures that the tests make, and how they are read.

#![allow(dead_code, reason = "no test uses all of it")]

pub(crate) mod made;

use capture::Capture;
use traffic::{Event, Flow, Reader};

/// The text of a capture, read in these pieces.
pub(crate) fn text_of<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut text = String::new();
    let mut capture = Capture::new();
    for piece in pieces {
        capture.push(piece, &mut text);
    }
    capture.finish(&mut text);
    text
}

/// What the reader of logs makes of a text: a line for each flow, and how many lines were not understood.
pub(crate) fn flows(text: &str, each: &mut dyn FnMut(&Flow<'_>)) -> u64 {
    let mut take = |event: Event<'_>| {
        if let Event::Flow(flow) = event {
            each(flow);
        }
    };
    let mut reader = Reader::new();
    reader.push(text.as_bytes(), &mut take);
    reader.finish(&mut take).not_understood
}
