//! `bench`: how fast the search is, natively and from keystroke to paint.

use std::process::ExitCode;

use anyhow::Result;

use crate::address::Address;
use crate::chromium::Chromium;
use crate::workspace::Workspace;
use crate::{cargo, process, site};

/// Measure the search: natively, and in Chromium from keystroke to paint
#[derive(clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(workspace: &Workspace, _: &Args) -> Result<ExitCode> {
    let chromium = Chromium::ensure()?;
    site::build(workspace, &workspace.site(), &Address::default())?;

    let mut native = cargo::cargo(workspace);
    let native = native.args(["bench", "-p", "catalog-source", "--locked"]);
    let mut keystroke = cargo::cargo(workspace);
    keystroke
        .args("run --release -p acceptance --bin keystroke-bench --locked".split(' '))
        .env("PORTOLAN_SITE", workspace.site());
    chromium.announce(&mut keystroke);

    let ok = [process::run(native)?, process::run(&mut keystroke)?];
    Ok(ExitCode::from(u8::from(ok.contains(&false))))
}
