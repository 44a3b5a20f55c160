//! Loading `data/`, and saying what is wrong with it.

use std::fmt;
use std::path::Path;

use anyhow::Result;
use catalog_source::Reference;

use crate::progress;

/// Everything that is wrong with the data.
#[derive(Debug)]
pub(crate) struct Mistakes {
    /// Each with its place and remedy.
    pub(crate) report: String,
    /// How many.
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
/// With [`Mistakes`], all of them.
pub(crate) fn load(data: &Path) -> Result<Reference> {
    let reference = catalog_source::load(data).map_err(|report| {
        let mistakes = progress::counted(report.error_count(), "mistake");
        Mistakes {
            report: report.render(progress::colour(&std::io::stderr())).trim_end().to_owned(),
            summary: format!("{mistakes} in {}", data.display()),
        }
    })?;
    Ok(reference)
}
