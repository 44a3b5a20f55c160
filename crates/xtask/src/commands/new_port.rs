//! `new-port`: starts an entry.

use std::fs;
use std::process::ExitCode;

use anyhow::{Result, bail};
use publish::files;

use crate::port_number::Ports;
use crate::reference;
use crate::workspace::Workspace;

/// Start an entry: a file in data/ports/ that passes the check as it is
#[derive(clap::Args)]
pub(crate) struct Args {
    /// A port or a range, such as 8743 or 6970-7170
    #[arg(value_name = "PORTS", allow_hyphen_values = true)]
    ports: String,
}

pub(crate) fn run(workspace: &Workspace, args: &Args) -> Result<ExitCode> {
    let ports: Ports = args.ports.parse()?;
    let dir = workspace.data().join("ports");
    let path = dir.join(ports.file_name());
    if fs::exists(&path)? {
        bail!("{} exists already; edit that", workspace.shown(&path));
    }
    files::create_dir(&dir)?;
    files::write(&path, template(ports).as_bytes())?;
    println!(
        "\
{}

1. Replace what the file says about itself: title, summary, exposure, answers and use.\n   In a section `## Today`, say more, and cite the document that says so.
2. `cargo xtask check` says what is missing or wrong.
3. `cargo xtask serve` shows it at ports/{ports}.html and again whenever you save.

data/README.md explains every key.",
        workspace.shown(&path)
    );
    // A new entry can make others invalid: mentions of its port must now be links.
    if let Err(mistakes) = reference::load(&workspace.data()) {
        println!("\nWith the new entry, the check says:\n\n{mistakes}");
    }
    Ok(ExitCode::SUCCESS)
}

/// A valid entry whose texts say what to write in their place.
fn template(ports: Ports) -> String {
    let number = if ports.first == ports.last { ports.to_string() } else { format!("\"{ports}\"") };
    format!(
        r#"+++
title = "Name of the service"
ports = {number}
summary = "One plain sentence of at most 160 characters: what the reader should know first."
aliases = []
tasks = []
asked = []
categories = []
see_also = []
exposure = "named-hosts"

[answer]
what = {{ text = "At most 25 words: what it is.", ours = true }}
worry = {{ text = "At most 25 words: whether somebody who finds it open, or in a log, should worry.", ours = true }}
do = {{ text = "At most 25 words: what to do.", ours = true }}

[[use]]
role = "listens"
transport = ["tcp"]
note = "Where and when this was observed."
cites = ["own:contributed"]
+++
"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use publish::tree;

    /// The report of `check` on our own data with the templates added.
    #[test]
    fn templates_pass_the_check() {
        let workspace = Workspace::find().unwrap();
        let temp = tempfile::tempdir().unwrap();
        let data = temp.path().join("data");
        tree::write(&tree::read(&workspace.data()).unwrap(), &data).unwrap();
        for text in ["64999", "64990-64998"] {
            let ports: Ports = text.parse().unwrap();
            let path = data.join("ports").join(ports.file_name());
            assert!(!path.exists(), "{text} has an entry now; choose another");
            files::write(&path, template(ports).as_bytes()).unwrap();
        }
        if let Err(report) = catalog_source::load(&data) {
            panic!("{report}");
        }
    }
}
