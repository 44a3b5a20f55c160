//! `bundle`: writes everything that is published.

use std::process::ExitCode;

use anyhow::Result;

use crate::commands::target::Target;
use crate::publishing::{self, Bundled};
use crate::workspace::Workspace;

/// Write what is published: site, embed/, npm/, portolan-offline.zip, portolan.html, SHA256SUMS
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    target: Target,
}

pub(crate) fn run(workspace: &Workspace, args: &Args) -> Result<ExitCode> {
    let out = args.target.out(workspace.dist())?;
    let Bundled { written, loaded } = publishing::bundle(workspace, &out, &args.target.address()?)?;
    println!("{loaded}\n");
    for (name, size) in written {
        println!("{name:<24}{size:>12} bytes");
    }
    println!("Everything is in {}", workspace.shown(&out));
    Ok(ExitCode::SUCCESS)
}
