//! Checks that the same sources give the same bytes: copies them to another folder and builds them again.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use publish::tree::{self, Tree};
use publish::{SUMS, files};

use crate::process;
use crate::progress::Step;
use crate::steps::Outcome;
use crate::workspace::Workspace;

/// The folders that a build reads. Cargo needs all members of the workspace.
const FOLDERS: [&str; 6] = ["book", "crates", "data", "tests", "www", ".cargo"];
const FILES: [&str; 5] = ["Cargo.toml", "Cargo.lock", "LICENSE-MIT", "LICENSE-APACHE", "LICENSE-DATA.md"];

/// Builds a copy of the sources, with another target directory, and compares the checksums with those of `dist`. `program` is
/// the path of this program.
pub(crate) fn check(workspace: &Workspace, program: &Path, step: &Step) -> Result<Outcome> {
    let scratch = workspace.scratch().join("elsewhere");
    let copy = scratch.join("another folder").join("portolan");
    let sources = sources(workspace)?;
    step.say("copying the sources");
    mirror(&sources, &copy)?;
    let mut command = Command::new(program);
    command
        .arg("bundle")
        .current_dir(&copy)
        .env("CARGO_MANIFEST_DIR", copy.join("crates/xtask"))
        .env("CARGO_TARGET_DIR", scratch.join("target"));
    let output = process::capture(&mut command, step)?;
    if !output.success {
        return Ok(Outcome::failed(output.text));
    }
    let read = |dist: &Path| files::read_text(&dist.join(SUMS));
    let (here, there) = (read(&workspace.dist())?, read(&copy.join("dist"))?);
    let differing = differing(&here, &there);
    Ok(match differing.as_slice() {
        [] => Outcome::passed(),
        differing => Outcome::failed(format!("built twice, these differ:\n{}", differing.join("\n"))),
    })
}

fn sources(workspace: &Workspace) -> Result<Tree> {
    let mut sources = Tree::new();
    for folder in FOLDERS {
        let tree = tree::read_all(&workspace.root().join(folder))?;
        sources.extend(tree.into_iter().map(|(path, bytes)| (format!("{folder}/{path}"), bytes)));
    }
    for file in FILES {
        sources.insert(file.to_owned(), files::read(&workspace.root().join(file))?);
    }
    Ok(sources)
}

/// Makes `copy` contain exactly these files. Unchanged files keep their times, so that cargo does not compile them again.
fn mirror(sources: &Tree, copy: &Path) -> Result<()> {
    for folder in FOLDERS {
        for path in tree::read_all(&copy.join(folder))?.into_keys().map(|path| format!("{folder}/{path}")) {
            if !sources.contains_key(&path) {
                std::fs::remove_file(copy.join(&path)).with_context(|| format!("cannot remove {path}"))?;
            }
        }
    }
    let changed = |(path, bytes): &(&String, &Vec<u8>)| !std::fs::read(copy.join(path)).is_ok_and(|old| old == **bytes);
    let changed: Tree = sources.iter().filter(changed).map(|(path, bytes)| (path.clone(), bytes.clone())).collect();
    tree::write(&changed, copy)
}

/// The lines of one list that are not in the other.
fn differing<'a>(here: &'a str, there: &'a str) -> Vec<&'a str> {
    let lines = |text: &'a str| text.lines().collect::<BTreeSet<_>>();
    lines(here).symmetric_difference(&lines(there)).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_one_list_only() {
        assert_eq!(differing("a  x\nb  y\n", "a  x\nc  y\nd  z\n"), ["b  y", "c  y", "d  z"]);
        assert!(differing("a  x\n", "a  x\n").is_empty());
    }

    #[test]
    fn a_copy_follows_its_source() {
        let temp = tempfile::tempdir().unwrap();
        let tree = |text: &str| Tree::from([(format!("data/{text}"), text.as_bytes().to_vec())]);
        mirror(&tree("a"), temp.path()).unwrap();
        mirror(&tree("b"), temp.path()).unwrap();
        assert_eq!(tree::read(&temp.path().join("data")).unwrap().into_keys().collect::<Vec<_>>(), ["b"]);
    }
}
