//! Loading `data/`, and saying what is wrong with it.

use std::path::Path;

use anyhow::{Result, anyhow};
use catalog_source::Reference;

use crate::progress;

/// Loads the reference; when something is wrong, prints every mistake to stderr.
///
/// # Errors
/// With the number of mistakes.
pub(crate) fn load(data: &Path) -> Result<Reference> {
    catalog_source::load(data).map_err(|report| {
        let stderr = std::io::stderr();
        eprintln!("{}", report.render(progress::colour(&stderr)).trim_end());
        let mistakes = progress::counted(report.error_count(), "mistake");
        anyhow!("{mistakes} in {}", data.display())
    })
}
