//! Loads `data/` and reports what is wrong with it.

use std::fmt;
use std::path::Path;

use anyhow::Result;
use catalog_source::{Reference, Report};

use crate::progress;

/// Everything that is wrong with the data.
#[derive(Debug)]
pub(crate) struct Mistakes {
    /// The report: each mistake with its place and remedy.
    pub(crate) report: String,
    /// The number of mistakes.
    pub(crate) summary: String,
}

impl fmt::Display for Mistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n\n{}", self.report, self.summary)
    }
}

impl std::error::Error for Mistakes {}

/// Loads the reference.
///
/// # Errors
/// [`Mistakes`], with all of them.
pub(crate) fn load(data: &Path) -> Result<Reference> {
    Ok(catalog_source::load(data).map_err(|report| mistakes(&report, data))?)
}

/// Checks the links of the book's hand-written pages.
///
/// # Errors
/// [`Mistakes`], one for each broken link.
pub(crate) fn check_pages(pages: &Path, reference: &Reference) -> Result<()> {
    Ok(catalog_source::check_pages(pages, reference).map_err(|report| mistakes(&report, pages))?)
}

fn mistakes(report: &Report, folder: &Path) -> Mistakes {
    let count = progress::counted(report.error_count(), "mistake");
    Mistakes {
        report: report.render(progress::colour(&std::io::stderr())).trim_end().to_owned(),
        summary: format!("{count} in {}", folder.display()),
    }
}
