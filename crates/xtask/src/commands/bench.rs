//! `bench`: measures the search natively, from keystroke to paint, embedded compared with the site, and in the single file
//! compared with another search library.

use std::path::PathBuf;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result};
use publish::{Address, files};

use crate::browsers::Chromium;
use crate::progress::step;
use crate::publishing::bundle;
use crate::workspace::Workspace;
use crate::{cargo, node, process, setup, wasm};

/// The library that the single file is compared with.
const PEER: &str = "minisearch@7.2.0";

/// Measure the search: natively, from keystroke to paint, embedded, and offline beside `MiniSearch`
#[derive(clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(workspace: &Workspace, _: &Args) -> Result<ExitCode> {
    let missing = || {
        let chromium = Chromium::find().is_none().then(Chromium::missing);
        Ok(chromium.into_iter().chain(node::missing()).chain(wasm::missing()?).collect())
    };
    setup::ensure(missing, true, &workspace.scratch())?;
    let chromium = Chromium::find().context("Chromium is no longer there")?;
    let peer = peer(workspace)?;
    bundle(workspace, &workspace.dist(), &Address::default())?;

    let mut native = cargo::cargo(workspace);
    let native = native.args(["bench", "-p", "catalog-source", "-p", "catalog-overlay", "--benches", "--locked"]);
    let in_chromium = |name: &str| {
        let mut command = cargo::cargo(workspace);
        command
            .args(["run", "--release", "-p", "acceptance", "--locked", "--bin", name])
            .env("PORTOLAN_SITE", workspace.site())
            .env("MINISEARCH", &peer);
        chromium.announce(&mut command);
        process::run(&mut command)
    };
    let mut ok = vec![process::run(native)?];
    for name in ["keystroke-bench", "embed-bench", "offline-bench"] {
        ok.push(in_chromium(name)?);
    }
    Ok(ExitCode::from(u8::from(ok.contains(&false))))
}

/// The library's script; fetched from the npm registry the first time.
fn peer(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.scratch().join("peers");
    let script = folder.join("node_modules/minisearch/dist/umd/index.js");
    if !script.is_file() {
        files::create_dir(&folder)?;
        step(&format!("load {PEER}"), |step| {
            let mut npm = Command::new("npm");
            node::own_cache(&mut npm, workspace);
            npm.current_dir(&folder).args([
                "install",
                "--no-save",
                "--no-audit",
                "--no-fund",
                "--ignore-scripts",
                PEER,
            ]);
            process::stdout_of(&mut npm, step)
        })
        .context("the library to compare with cannot be loaded")?;
    }
    Ok(script)
}
