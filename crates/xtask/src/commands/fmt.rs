//! `fmt`: formats the code.

use std::process::ExitCode;

use anyhow::Result;

use crate::workspace::Workspace;
use crate::{cargo, process};

/// Format the code
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Only report what is not formatted
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(workspace: &Workspace, args: &Args) -> Result<ExitCode> {
    let mut command = cargo::cargo(workspace);
    command.args(["fmt", "--all"]);
    if args.check {
        command.arg("--check");
    }
    let ok = process::run(&mut command)?;
    Ok(ExitCode::from(u8::from(!ok)))
}
