//! Runs the comparison.

use std::path::Path;
use std::process::Command;

use anyhow::Result;
use publish::files;
use serde_json::json;

use super::enlarged;
use crate::browsers::Chromium;
use crate::process;
use crate::progress::step;
use crate::workspace::Workspace;

/// How the comparison runs.
pub(crate) struct Options<'a> {
    /// The day, for the page that is written; without it, the page is not put into the repository.
    pub(crate) date: Option<&'a str>,
    /// One round of each measurement, to see that it works.
    pub(crate) quick: bool,
}

/// Measures what `bundle` has written beside the libraries that are installed in the folder. Returns whether it could.
pub(crate) fn run(workspace: &Workspace, folder: &Path, chromium: &Chromium, options: &Options<'_>) -> Result<bool> {
    let registers = folder.join("registers");
    let v1 = workspace.site().join("v1");
    step("write larger registers", |step| {
        files::remove_dir(&registers)?;
        files::create_dir(&registers)?;
        let mut script = Command::new("node");
        script.current_dir(folder).arg("registers.js").arg(&v1).arg(&registers);
        process::stdout_of(&mut script, step)?;
        enlarged::encode(&registers)
    })?;
    let out = match options.date {
        Some(_) if !options.quick => workspace.root().join("BENCHMARKS.md"),
        _ => folder.join("BENCHMARKS.md"),
    };
    let settings = json!({
        "chromium": chromium.program(),
        "npm": workspace.dist().join("npm"),
        "v1": v1,
        "queries": workspace.root().join("crates/xtask/relevance/queries.tsv"),
        "registers": registers,
        "out": out,
        "date": options.date,
        "quick": options.quick,
    });
    files::write(&folder.join("settings.json"), settings.to_string().as_bytes())?;
    let mut script = Command::new("node");
    let ok = process::run(script.current_dir(folder).args(["--max-old-space-size=8192", "run.js", "settings.json"]))?;
    if ok {
        println!("{}", workspace.shown(&out));
    }
    Ok(ok)
}
