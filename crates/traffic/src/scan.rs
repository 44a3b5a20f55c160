//! Small scanners that formats share, and those who read further what they found. None allocates, none can panic, each is linear.

mod address;
mod columns;
mod json;
mod pairs;
mod table;
mod text;

pub(crate) use address::{End, bracketed, is_address, is_host_name, is_masked};
pub(crate) use columns::{columns, csv};
pub(crate) use json::{Balance, Value, objects, unescape, walk};
pub(crate) use pairs::{Style, extension, pairs, piped, versioned};
pub(crate) use table::{Table, Words, length, table};
pub use text::{Parts, cut, find, nth_line, number, parts, rcut, trim_any, until};
pub(crate) use text::{
    after, before, begins, begins_with_any, byte, has, is_digits, one_of, pid, port, position, strip_byte, word,
    word_after, words,
};
