//! `bench`: measures the search natively, from keystroke to paint, embedded compared with the site, in the single file compared
//! with another search library, and beside the libraries that people would use instead.

use std::process::ExitCode;

use anyhow::{Context, Result};
use publish::Address;

use crate::browsers::Chromium;
use crate::publishing::bundle;
use crate::workspace::Workspace;
use crate::{benchmarks, cargo, node, process, setup, wasm};

/// Measure the search: natively, from keystroke to paint, embedded, offline, and beside other libraries
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Only beside other libraries
    #[arg(long)]
    peers: bool,
    /// Only beside other libraries, one round of each: shows that it works, and nothing more
    #[arg(long)]
    quick: bool,
    /// The day of the run, such as 2026-11-22; with it, BENCHMARKS.md is replaced
    #[arg(long, conflicts_with = "quick")]
    date: Option<String>,
}

pub(crate) fn run(workspace: &Workspace, args: &Args) -> Result<ExitCode> {
    let missing = || {
        let chromium = Chromium::find().is_none().then(Chromium::missing);
        Ok(chromium.into_iter().chain(node::missing()).chain(wasm::missing()?).collect())
    };
    setup::ensure(missing, true, &workspace.scratch())?;
    let chromium = Chromium::find().context("Chromium is no longer there")?;
    let peers = benchmarks::install(workspace)?;
    bundle(workspace, &workspace.dist(), &Address::default())?;

    let mut ok = Vec::new();
    if !args.peers && !args.quick {
        let mut native = cargo::cargo(workspace);
        let native = native.args(["bench", "-p", "catalog-source", "-p", "catalog-overlay", "--benches", "--locked"]);
        ok.push(process::run(native)?);
        for name in ["keystroke-bench", "embed-bench", "offline-bench"] {
            let mut command = cargo::cargo(workspace);
            command
                .args(["run", "--release", "-p", "acceptance", "--locked", "--bin", name])
                .env("PORTOLAN_SITE", workspace.site())
                .env("MINISEARCH", peers.join("node_modules/minisearch/dist/umd/index.js"));
            chromium.announce(&mut command);
            ok.push(process::run(&mut command)?);
        }
    }
    let options = benchmarks::Options { date: args.date.as_deref(), quick: args.quick };
    ok.push(benchmarks::run(workspace, &peers, &chromium, &options)?);
    Ok(ExitCode::from(u8::from(ok.contains(&false))))
}
