//! Reads `data/` into a [`Reference`], or reports everything that is wrong with it at once.
//!
//! [`load`] reads every file, checks each by itself, then all of them together, and returns either a valid catalog with its
//! prose or a [`Report`] with file, line, column and remedy of every mistake.

mod answers;
mod cite;
mod entry_file;
mod folder;
mod introductions;
mod often;
mod pages;
mod ports_key;
mod prose;
mod reader;
mod reference;
mod register;
mod report;
mod searched;
mod sources;
mod use_table;
mod vocabularies;

pub use pages::check_pages;
pub use prose::{Citation, Link, citations, links, plain_text, plain_words, printed_text};
pub use reference::{Address, Chapter, Correction, Item, Reference, Remark, Source, SourceKind, Term};
pub use register::{Assignment, Register, RegisterProvenance};
pub use report::Report;

use report::Diagnostics;
use std::path::Path;

/// Reads and checks everything in a data folder.
///
/// # Errors
///
/// All mistakes with places and remedies, including missing and unreadable files.
pub fn load(data: &Path) -> Result<Reference, Report> {
    let diagnostics = Diagnostics::new(data);
    let reference = folder::load(data, &diagnostics);
    diagnostics.into_result(reference)
}
