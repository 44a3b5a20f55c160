//! `lint`: clippy, for the tools and for the widget.

use std::process::ExitCode;

use anyhow::Result;

use crate::workspace::Workspace;
use crate::{cargo, process, wasm};

/// Run clippy on everything
#[derive(clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(workspace: &Workspace, _: &Args) -> Result<ExitCode> {
    wasm::ensure_target(workspace)?;
    let target = format!("-p widget --target {}", wasm::TARGET);
    let mut ok = true;
    for packages in ["--workspace --exclude widget", &target] {
        let mut clippy = cargo::cargo(workspace);
        clippy.arg("clippy").args(packages.split(' ')).args(["--all-targets", "--locked", "--", "-D", "warnings"]);
        ok &= process::run(&mut clippy)?;
    }
    Ok(ExitCode::from(u8::from(!ok)))
}
