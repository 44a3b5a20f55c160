//! `check-overlay`: reports what is wrong with an organisation's overlay, in the element's words.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};
use publish::files;

use crate::workspace::Workspace;
use crate::{progress, reference};

/// Check overlays: an organisation's own entries as JSON
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The overlays, in the order in which a page names them
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

pub(crate) fn run(workspace: &Workspace, args: &Args) -> Result<ExitCode> {
    let mut texts = Vec::new();
    let mut unreadable = Vec::new();
    for path in &args.files {
        match files::read_text(path) {
            Ok(text) => texts.push((path.display(), text)),
            Err(error) => unreadable.push(format!("{error:#}")),
        }
    }
    let catalog = reference::load(&workspace.data())?.catalog;
    let ours = catalog.entries().len();
    let merged = catalog_overlay::merge(catalog, &texts.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>());
    for problem in &merged.problems {
        eprintln!("{}: {problem}", texts[problem.overlay].0);
    }
    for error in &unreadable {
        eprintln!("{error}");
    }
    match merged.mistakes + unreadable.len() {
        0 => {
            let new = merged.catalog.entries().len() - ours;
            let spoken = merged.catalog.entries().iter().filter(|entry| !entry.annotations.is_empty()).count();
            println!(
                "{} and {} of ours with something added; nothing is wrong",
                progress::counted_as(new, "new entry", "new entries"),
                spoken - new
            );
            Ok(ExitCode::SUCCESS)
        }
        wrong => bail!("{}; entries without one are used all the same", progress::counted(wrong, "mistake")),
    }
}
