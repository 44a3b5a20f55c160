//! Small scanners that formats share. None allocates, none can panic, each is linear.

mod address;
mod columns;
mod json;
mod pairs;
mod text;

pub(crate) use address::{End, bracketed, is_address};
pub(crate) use columns::{columns, csv};
pub(crate) use json::{Balance, Value, objects, unescape, walk};
pub(crate) use pairs::{Style, pairs};
pub(crate) use text::{
    after, before, begins, cut, find, is_digits, number, one_of, parts, pid, port, position, rcut, trim_any, until,
    word, words,
};
