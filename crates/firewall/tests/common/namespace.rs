//! Runs the programs of firewalls where they change nothing outside.

use super::skips::skip;
use firewall::File;
use std::path::Path;
use std::process::{Command, Output};

/// Runs a line of shell as root of namespaces of its own, in a folder with the files; `None`, with a message, where that is impossible.
pub(crate) fn run(programs: &[&str], files: &[File], line: &str) -> Option<Output> {
    let folder = tempfile::tempdir().unwrap();
    for file in files {
        std::fs::write(folder.path().join(&file.name), &file.text).unwrap();
    }
    let shell = |line: &str, folder: &Path| {
        let shell = ["-rnm", "sh", "-c", line];
        Command::new("unshare").args(shell).current_dir(folder).env("PATH", "/usr/sbin:/sbin:/usr/bin:/bin").output()
    };
    match shell("true", folder.path()) {
        Ok(output) if output.status.success() => {}
        _ => {
            skip("`unshare -rnm` is missing or not permitted");
            return None;
        }
    }
    for program in programs {
        let has_it = shell(&format!("command -v {program}"), folder.path()).unwrap();
        if !has_it.status.success() {
            skip(&format!("{program} is not installed"));
            return None;
        }
        let version = if *program == "ip" { "-Version" } else { "--version" };
        let works = shell(&format!("{program} {version} && {}", probe(program)), folder.path()).unwrap();
        if !works.status.success() {
            skip(&format!(
                "{program} cannot be used here: {}",
                String::from_utf8_lossy(&works.stderr).trim().replace('\n', " ")
            ));
            return None;
        }
    }
    Some(shell(line, folder.path()).unwrap())
}

/// A command that succeeds where the kernel lets the program work.
fn probe(program: &str) -> &'static str {
    match program {
        "nft" => "nft list tables",
        "iptables-restore" => "iptables -S",
        "ip6tables-restore" => "ip6tables -S",
        "iptables-nft-restore" => "iptables-nft -S",
        "ip6tables-nft-restore" => "ip6tables-nft -S",
        "iptables-legacy-restore" => "iptables-legacy -S",
        "ip6tables-legacy-restore" => "ip6tables-legacy -S",
        "ufw" => "ufw app list",
        _ => "true",
    }
}
