//! `bundle`: everything that leaves this repository.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, ensure};

use crate::address::Address;
use crate::budget::Sizes;
use crate::commands::target::Target;
use crate::progress::step;
use crate::site::{self, Parts};
use crate::swap::Swap;
use crate::tree::{self, Tree};
use crate::workspace::Workspace;
use crate::{digest, files, npm, offline, publishing, single_file};

/// What the one file may weigh, in bytes.
const SINGLE_FILE_BUDGET: usize = 1_200_000;
/// What the zip may weigh, in bytes.
const ZIP_BUDGET: usize = 2_000_000;
/// The one file, as it lies beside the element's script too, where links to chapters lead.
const SINGLE_FILE: &str = "portolan.html";

/// Write what is published: site, embed/, npm/, portolan-offline.zip, portolan.html, SHA256SUMS
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    target: Target,
}

pub(crate) fn run(workspace: &Workspace, args: &Args) -> Result<ExitCode> {
    let out = args.target.out(workspace.dist())?;
    let Bundle { written, loaded } = bundle(workspace, &out, &args.target.address()?)?;
    println!("{loaded}\n");
    for (name, size) in written {
        println!("{name:<24}{size:>12} bytes");
    }
    println!("Everything is in {}", workspace.shown(&out));
    Ok(ExitCode::SUCCESS)
}

/// What was written.
pub(crate) struct Bundle {
    /// Folders and files with their sizes in bytes.
    pub(crate) written: Vec<(&'static str, usize)>,
    /// What a reader loads before the first answer.
    pub(crate) loaded: Sizes,
}

/// Makes everything, and then replaces what stood at `out`.
///
/// # Errors
/// On any failure; what stood at `out` then still stands there, unless the disk fails between one replacement and the next.
pub(crate) fn bundle(workspace: &Workspace, out: &Path, address: &Address) -> Result<Bundle> {
    let _one_at_a_time = site::lock(workspace)?;
    let parts = Parts::make(workspace, address)?;
    let single = step("write the one file", |_| single_file::make(&parts, workspace))?.into_bytes();
    within(&single, SINGLE_FILE, SINGLE_FILE_BUDGET)?;
    let zip = step("zip the site", |_| offline::zip(&offline::tree(&parts)?))?;
    within(&zip, "portolan-offline.zip", ZIP_BUDGET)?;
    let folders: [(&str, &str, Tree); 4] = step("finish the site, embed, npm and publish", |_| {
        let site = parts.site(workspace)?;
        let mut servers = parts.servers(workspace, &site)?;
        servers.retain(|name, _| name == publishing::NGINX);
        Ok([
            ("site", site::MARK, site),
            ("embed", "port-reference.js", embed(&parts, &single)?),
            ("npm", "custom-elements.json", npm::tree(&parts, workspace)?),
            ("publish", publishing::NGINX, servers),
        ])
    })?;
    let singles = [(SINGLE_FILE, single), ("portolan-offline.zip", zip)];
    let sums = sums(&folders, &singles);
    let loaded = parts.sizes(workspace)?;

    let mut swaps = Vec::new();
    for (name, mark, tree) in &folders {
        let swap = Swap::begin(&out.join(name), mark)?;
        tree::write(tree, swap.staging())?;
        swaps.push(swap);
    }
    for swap in swaps {
        swap.commit()?;
    }
    let mut sizes: Vec<_> = folders.iter().map(|(name, _, tree)| (*name, tree.values().map(Vec::len).sum())).collect();
    for (name, bytes) in singles {
        sizes.push((name, bytes.len()));
        replace(&out.join(name), &bytes)?;
    }
    replace(&out.join("SHA256SUMS"), sums.as_bytes())?;
    Ok(Bundle { written: sizes, loaded })
}

/// The folder to copy to a web server: the element, what it loads, and the book that its links lead to.
fn embed(parts: &Parts, single: &[u8]) -> Result<Tree> {
    let mut tree = parts.engine.beside();
    tree.insert("port-reference.js".to_owned(), parts.engine.script(&format!("{SINGLE_FILE}#"))?.into_bytes());
    tree.insert("catalog.bin".to_owned(), parts.engine.catalog().to_vec());
    tree.insert(SINGLE_FILE.to_owned(), single.to_vec());
    for (path, bytes) in &parts.exports {
        if let Some(name) = path.strip_prefix("v1/").filter(|name| *name == "overlay.schema.json") {
            tree.insert(name.to_owned(), bytes.clone());
        }
    }
    Ok(tree)
}

/// As `sha256sum` writes and checks them.
fn sums(folders: &[(&str, &str, Tree)], singles: &[(&str, Vec<u8>)]) -> String {
    let nested = folders
        .iter()
        .flat_map(|(name, _, tree)| tree.iter().map(move |(path, bytes)| (format!("{name}/{path}"), bytes)));
    let all = nested.chain(singles.iter().map(|(name, bytes)| ((*name).to_owned(), bytes)));
    let mut files: Vec<_> = all.collect();
    files.sort();
    let lines: Vec<String> = files.iter().map(|(path, bytes)| format!("{}  {path}\n", digest::hex(bytes))).collect();
    lines.concat()
}

fn within(bytes: &[u8], name: &str, budget: usize) -> Result<()> {
    ensure!(bytes.len() <= budget, "{name} weighs {} bytes, and may weigh {budget}", bytes.len());
    Ok(())
}

/// Writes a file beside the old one, and then in its place.
fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let staged = path.with_file_name(format!(".{name}.new"));
    files::write(&staged, bytes)?;
    std::fs::rename(&staged, path).with_context(|| format!("cannot replace {}", path.display()))
}
