//! When and where something was seen.

use crate::limits::{LONGEST_TEXT, MOST_EXAMPLES};
use traffic::Flow;

/// The lines that something rests on, from the first to the last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// The number of the first line.
    pub first_line: u64,
    /// The number of the last line.
    pub last_line: u64,
    /// The time of the first line that has one, as written.
    pub first_time: String,
    /// The time of the last line that has one, as written.
    pub last_time: String,
}

impl Seen {
    pub(crate) fn add(&mut self, flow: &Flow<'_>) {
        if self.first_line == 0 {
            self.first_line = flow.line;
        }
        self.last_line = flow.line;
        if flow.time.is_empty() {
            return;
        }
        if self.first_time.is_empty() {
            write_time(&mut self.first_time, flow);
        }
        write_time(&mut self.last_time, flow);
    }
}

fn write_time(text: &mut String, flow: &Flow<'_>) {
    text.clear();
    text.push_str(cut(flow.date, LONGEST_TEXT));
    if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(cut(flow.time, LONGEST_TEXT));
}

/// At most so many bytes.
pub(crate) fn cut(text: &str, most: usize) -> &str {
    if text.len() <= most {
        return text;
    }
    let end = (0..=most).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    text.get(..end).unwrap_or_default()
}

/// A line, and where it begins in the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The number of the line.
    pub line: u64,
    /// The bytes before it.
    pub offset: u64,
}

/// Adds the place of a flow, unless there are enough.
pub(crate) fn add_example(examples: &mut Vec<Place>, flow: &Flow<'_>) {
    if examples.len() < MOST_EXAMPLES && examples.last().is_none_or(|last| last.line != flow.line) {
        examples.push(Place { line: flow.line, offset: flow.offset });
    }
}
