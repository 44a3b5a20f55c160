//! `serve`: builds the site, shows it, and builds it again when its sources change.

use std::path::PathBuf;
use std::process::{ExitCode, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use notify_debouncer_mini::notify::RecursiveMode;
use notify_debouncer_mini::{DebounceEventResult, new_debouncer};
use publish::Address;
use tokio::sync::mpsc;

use crate::reload::Builds;
use crate::snapshot::Snapshot;
use crate::workspace::Workspace;
use crate::{browser, cargo, progress, publishing, server};

/// How long to wait for further changes: editors write a file in several steps.
const SETTLED: Duration = Duration::from_millis(150);

/// Build the site, show it, and build it again when data/, book/, www/ or crates/ change
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The port to listen on [default: 7878, or the next one that is free]
    #[arg(long)]
    port: Option<u16>,
    /// Do not open a browser
    #[arg(long)]
    no_open: bool,
}

pub(crate) fn run(workspace: &Workspace, args: &Args) -> Result<ExitCode> {
    let sources = sources(workspace);
    let before = Snapshot::take(&sources);
    let dir = workspace.site();
    if let Err(error) = publishing::site(workspace, &dir, &Address::default()) {
        if !dir.join("index.html").is_file() {
            return Err(error);
        }
        eprintln!("error: {error:#}\nShowing the site of the last successful build.");
    }
    tokio::runtime::Runtime::new()?.block_on(async {
        let listener = server::listen(args.port).await?;
        let url = format!("http://{}/", listener.local_addr()?);
        let builds = Builds::new();
        println!("{url}");
        eprintln!("      Ctrl-C ends this; a change to the sources builds the site again.");
        if !args.no_open && browser::has_display() {
            browser::open(&url);
        }
        tokio::select! {
            result = server::serve(listener, &dir, builds.clone()) => result,
            result = rebuild(workspace, sources, before, &builds) => result,
            result = interrupted() => result,
        }
    })?;
    Ok(ExitCode::SUCCESS)
}

/// What the site is made from.
fn sources(workspace: &Workspace) -> Vec<PathBuf> {
    let root = workspace.root();
    let crates = ["crates", "Cargo.toml", "Cargo.lock"].map(|name| root.join(name));
    let content = [workspace.data(), workspace.book(), workspace.www()];
    content.into_iter().chain(crates).collect()
}

/// The directories of the sources. Watching a file itself would miss all but the first change by an editor that writes a new
/// file and renames it.
fn watched(workspace: &Workspace) -> Vec<(PathBuf, RecursiveMode)> {
    let dirs = sources(workspace).into_iter().filter(|path| path.is_dir());
    let root = workspace.root().to_path_buf();
    dirs.map(|dir| (dir, RecursiveMode::Recursive)).chain([(root, RecursiveMode::NonRecursive)]).collect()
}

/// Builds whenever the sources differ from those of the last build; ends only with an error.
async fn rebuild(workspace: &Workspace, sources: Vec<PathBuf>, mut built: Snapshot, builds: &Builds) -> Result<()> {
    let (tell, mut told) = mpsc::unbounded_channel();
    let mut watch = new_debouncer(SETTLED, move |events: DebounceEventResult| {
        // Fails only when the receiver is gone.
        let _ = tell.send(events.is_ok());
    })
    .context("changes cannot be watched")?;
    for (path, mode) in watched(workspace) {
        let watching = watch.watcher().watch(&path, mode);
        watching.with_context(|| format!("changes of {} cannot be watched", path.display()))?;
    }
    loop {
        let now = Snapshot::take(&sources);
        if let Some(path) = built.difference(&now) {
            eprintln!("      {} has changed", workspace.shown(path));
            if build(workspace).await? {
                builds.done();
            }
            built = now;
            // Changes during the build are built next.
            continue;
        }
        told.recv().await.context("changes are no longer watched")?;
        while told.try_recv().is_ok() {}
    }
}

/// Builds in another process, because this program itself may have changed.
async fn build(workspace: &Workspace) -> Result<bool> {
    let started = Instant::now();
    let mut cargo = tokio::process::Command::from(cargo::cargo(workspace));
    cargo.args(["xtask", "build"]).kill_on_drop(true);
    if progress::colour(&std::io::stderr()) {
        cargo.env("CLICOLOR_FORCE", "1");
    }
    let output = cargo.stdin(Stdio::null()).output().await?;
    let took = progress::seconds(started.elapsed());
    if output.status.success() {
        eprintln!("  ok  built in {took}, pages load again");
    } else {
        eprint!("{}", String::from_utf8_lossy(&output.stderr));
        eprintln!("fail  after {took}; the previous site is kept");
    }
    Ok(output.status.success())
}

/// Returns on Ctrl-C or a signal to end.
async fn interrupted() -> Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::select! {
            result = tokio::signal::ctrl_c() => result?,
            _ = terminate.recv() => (),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await?;
    eprintln!();
    Ok(())
}
