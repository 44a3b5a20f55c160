//! `build`: makes the site.

use std::path::{self, PathBuf};
use std::process::ExitCode;

use anyhow::Result;

use crate::address::Address;
use crate::site;
use crate::workspace::Workspace;

/// Build the site from data/, book/, www/ and the widget
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Where the site goes [default: dist/site]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Where the site will be published, such as `https://ports.example/`
    #[arg(long)]
    url: Option<String>,
}

pub(crate) fn run(workspace: &Workspace, args: &Args) -> Result<ExitCode> {
    let out = match &args.out {
        Some(out) => path::absolute(out)?,
        None => workspace.site(),
    };
    let sizes = site::build(workspace, &out, &Address::parse(args.url.as_deref())?)?;
    println!("{sizes}");
    if let Some(warning) = sizes.over_budget() {
        eprintln!("warning: {warning}");
    }
    println!("The site is in {}", workspace.shown(&out));
    Ok(ExitCode::SUCCESS)
}
