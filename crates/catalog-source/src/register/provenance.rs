//! `provenance.toml`: where our copy of the register is from. `pages.toml`: the ranges of its pages.

use crate::reader::{self, Context};
use crate::report::Diagnostics;
use crate::sources::day;
use std::path::Path;

/// The package that the rows are from, and what is known of the register in it.
#[derive(Clone, Debug, Default)]
pub struct RegisterProvenance {
    /// The name of the npm package.
    pub package: String,
    /// Its version.
    pub version: String,
    /// Its checksum in the notation of npm: `sha512-…`.
    pub integrity: String,
    /// The day on which IANA published the register.
    pub date: String,
    /// The licence of the register, by its SPDX id.
    pub licence: String,
    /// Where IANA publishes it.
    pub url: String,
}

pub(super) fn load(path: &Path, diagnostics: &Diagnostics) -> Option<RegisterProvenance> {
    let file = reader::read(path, diagnostics)?;
    let context = Context { file: &file, diagnostics, offset: 0 };
    reader::parse(&file.text, context, |top| {
        let package = top.required("package", "the npm package that the rows are from");
        let version = top.required("version", "the package's version");
        let integrity = top.required("integrity", "the package's checksum, as `npm view` shows it");
        if let Some(wrong) = integrity.as_ref().filter(|text| !text.value.starts_with("sha512-")) {
            let remedy = "`npm view PACKAGE@VERSION dist.integrity` shows it";
            context.error(wrong.span.clone(), "`integrity` is no checksum of npm", "not sha512-…", remedy);
        }
        let date = day(&top, "date", top.required("date", "the day on which IANA published it: 2026-09-17"));
        let licence = top.required("licence", "the register's licence, by its SPDX id");
        let url = top.required("url", "where IANA publishes it");
        top.finish();
        Some(RegisterProvenance {
            package: package?.value,
            version: version?.value,
            integrity: integrity?.value,
            date: date?,
            licence: licence?.value,
            url: url?.value,
        })
    })
}

/// The first port of each page.
pub(super) fn page_starts(path: &Path, diagnostics: &Diagnostics) -> Vec<u16> {
    let read = || {
        let file = reader::read(path, diagnostics)?;
        let context = Context { file: &file, diagnostics, offset: 0 };
        reader::parse(&file.text, context, |top| {
            if top.value("starts").is_none() {
                top.missing("starts", "the first port of each page: [0, 500, 1000]");
            }
            let numbers = top.numbers("starts");
            top.finish();
            let mut starts: Vec<u16> = Vec::new();
            for number in numbers {
                let next = u16::try_from(number.value).ok();
                let fits = |next: u16| starts.last().map_or(next == 0, |last| *last < next);
                match next.filter(|next| fits(*next)) {
                    Some(next) => starts.push(next),
                    None => context.error(
                        number.span,
                        format!("no page can start at {}", number.value),
                        "out of order",
                        "0 first, then rising, up to 65535",
                    ),
                }
            }
            Some(starts)
        })
    };
    read().unwrap_or_default()
}
