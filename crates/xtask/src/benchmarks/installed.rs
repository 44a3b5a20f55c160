//! The libraries to compare with, as a lock file pins them.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use publish::files;

use crate::progress::step;
use crate::workspace::Workspace;
use crate::{node, process};

/// Where the scripts are, and what they read beside them.
const SCRIPTS: &str = "tests/bench";
const ARGUMENTS: &str = "tests/chromium-arguments.txt";
/// Written when all that the lock file names has been installed.
const MARK: &str = "installed.json";

/// Copies the scripts below `target/`, and installs the libraries beside them. It needs a network only when the lock file has
/// changed since the last time. Returns their folder.
pub(crate) fn install(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.scratch().join("bench");
    let lock = files::read(&workspace.root().join(SCRIPTS).join("package-lock.json"))?;
    let mark = folder.join(MARK);
    let is_installed = std::fs::read(&mark).is_ok_and(|installed| installed == lock);
    if !is_installed {
        files::remove_dir(&folder)?;
    }
    files::create_dir(&folder)?;
    for path in scripts(workspace)? {
        let name = path.file_name().context("a file has a name")?;
        files::write(&folder.join(name), &files::read(&path)?)?;
    }
    if !is_installed {
        step("install the libraries to compare with", |step| {
            let mut npm = Command::new("npm");
            node::own_cache(&mut npm, workspace);
            npm.current_dir(&folder).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
            process::stdout_of(&mut npm, step)
        })
        .context("the libraries to compare with cannot be installed; check that npm reaches its registry")?;
        files::write(&mark, &lock)?;
    }
    Ok(folder)
}

/// The files that the comparison consists of.
fn scripts(workspace: &Workspace) -> Result<Vec<PathBuf>> {
    let source = workspace.root().join(SCRIPTS);
    let found = std::fs::read_dir(&source).with_context(|| format!("cannot read {}", source.display()))?;
    let mut paths = found.map(|file| Ok(file?.path())).collect::<Result<Vec<_>>>()?;
    paths.retain(|path| path.is_file());
    paths.push(workspace.root().join(ARGUMENTS));
    Ok(paths)
}
