//! `build`: makes the site.

use std::process::ExitCode;

use anyhow::Result;

use crate::commands::target::Target;
use crate::publishing;
use crate::workspace::Workspace;

/// Build the site from data/, book/, www/ and the widget
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    target: Target,
}

pub(crate) fn run(workspace: &Workspace, args: &Args) -> Result<ExitCode> {
    let out = args.target.out(workspace.site())?;
    let sizes = publishing::site(workspace, &out, &args.target.address()?)?;
    println!("{sizes}");
    if let Some(warning) = sizes.over_budget() {
        eprintln!("warning: {warning}");
    }
    println!("The site is in {}", workspace.shown(&out));
    Ok(ExitCode::SUCCESS)
}
