//! `check`: reports every mistake in `data/`, and broken links in the book's hand-written pages.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;

use crate::progress::counted;
use crate::reference;
use crate::workspace::Workspace;

/// Check data/: every mistake at once, with file, line, column and remedy
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Another directory of the same shape
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

pub(crate) fn run(workspace: &Workspace, args: &Args) -> Result<ExitCode> {
    let data = args.data.clone().unwrap_or_else(|| workspace.data());
    let reference = reference::load(&data)?;
    reference::check_pages(&workspace.book().join("src"), &reference)?;
    let entries = reference.catalog.entries();
    let uses = entries.iter().map(|entry| entry.uses.len()).sum();
    let items = reference.sources.iter().map(|source| source.items.len()).sum();
    println!(
        "{} entries, {}, {} of {} cited: nothing wrong",
        entries.len(),
        counted(uses, "use"),
        counted(items, "item"),
        counted(reference.sources.len(), "source"),
    );
    Ok(ExitCode::SUCCESS)
}
