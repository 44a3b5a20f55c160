//! The programs of nftables and iptables read and load the rules, in a network namespace of their own. Where one is missing, or
//! may not be used, the test says so and passes.

mod common;

use common::{named, planned, samples};
use firewall::{Dialect, Plan, Written, flows};
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output};

/// Runs a line of shell as root of a namespace, in a folder with the files; `None`, with a message, where that is impossible.
fn run(programs: &[&str], written: &Written, line: &str) -> Option<Output> {
    let folder = tempfile::tempdir().unwrap();
    for file in &written.files {
        std::fs::write(folder.path().join(&file.name), &file.text).unwrap();
    }
    let shell = |line: &str, folder: &Path| {
        let shell = ["-rn", "sh", "-c", line];
        Command::new("unshare").args(shell).current_dir(folder).env("PATH", "/usr/sbin:/sbin:/usr/bin:/bin").output()
    };
    match shell("true", folder.path()) {
        Ok(output) if output.status.success() => {}
        _ => {
            println!("skipped: `unshare -rn` is missing or not permitted");
            return None;
        }
    }
    for program in programs {
        let has_it = shell(&format!("command -v {program}"), folder.path()).unwrap();
        if !has_it.status.success() {
            println!("skipped: {program} is not installed");
            return None;
        }
        let works = shell(&format!("{program} --version && {}", probe(program)), folder.path()).unwrap();
        if !works.status.success() {
            println!("skipped: {program} cannot be used here: {}", String::from_utf8_lossy(&works.stderr));
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
        _ => "ip6tables -S",
    }
}

fn succeeds(name: &str, written: &Written, output: &Output) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name}: {said}\n{}", written.text());
}

#[test]
fn nft_checks_the_rules() {
    for (name, draft) in samples() {
        let written = Dialect::Nftables.write(&planned(&draft));
        let Some(output) = run(&["nft"], &written, "nft -c -f portolan.nft") else { return };
        succeeds(name, &written, &output);
    }
}

/// Loading twice gives what loading once gives, each rule of the file once, with its comment.
#[test]
fn nft_loads_what_is_written() {
    for (name, draft) in samples() {
        let written = Dialect::Nftables.write(&planned(&draft));
        let line = "nft -f portolan.nft && nft -f portolan.nft && nft -j list table inet portolan";
        let Some(output) = run(&["nft"], &written, line) else { return };
        succeeds(name, &written, &output);
        let listed: Value = serde_json::from_slice(&output.stdout).unwrap();
        let rules = listed["nftables"].as_array().unwrap().iter().filter_map(|one| one.get("rule"));
        let loaded: Vec<Option<String>> = rules.map(|rule| rule["comment"].as_str().map(str::to_owned)).collect();
        let text = &written.files[0].text;
        let lines = text.lines().filter(|line| line.starts_with("\t\t") && !line.contains("type filter"));
        let comment = |line: &str| Some(line.split_once("comment \"")?.1.trim_end_matches('"').to_owned());
        assert_eq!(loaded, lines.map(comment).collect::<Vec<_>>(), "{name}");
    }
}

/// Names from an overlay that pass the check of nft and add rules, were they written as they are.
#[test]
fn names_add_no_rules() {
    let clean = named("x");
    let hostile = named("x\"; ip saddr 0.0.0.0/0 accept comment \"x' -j ACCEPT\n-A PORTOLAN-IN -j ACCEPT\n");
    for (name, draft) in samples() {
        let mut listed = Vec::new();
        for catalog in [&clean, &hostile] {
            let planned = flows(catalog, &Plan::new(catalog, &draft).unwrap());
            let written = Dialect::Nftables.write(&planned);
            let Some(output) = run(&["nft"], &written, "nft -f portolan.nft && nft -j list table inet portolan") else {
                return;
            };
            succeeds(name, &written, &output);
            let mut all: Value = serde_json::from_slice(&output.stdout).unwrap();
            for one in all["nftables"].as_array_mut().unwrap() {
                if let Some(rule) = one.get_mut("rule") {
                    rule.as_object_mut().unwrap().remove("comment");
                }
            }
            listed.push(all);
        }
        assert_eq!(listed[0], listed[1], "{name}");
    }
}

#[test]
fn the_restore_commands_of_iptables_check_and_load_the_rules() {
    for (name, draft) in samples() {
        let written = Dialect::Iptables.write(&planned(&draft));
        for (program, save, file) in
            [("iptables", "iptables-save", "portolan.v4"), ("ip6tables", "ip6tables-save", "portolan.v6")]
        {
            let restore = format!("{program}-restore");
            let line = format!(
                "{restore} --test --noflush {file} && {restore} --noflush {file} && {restore} --noflush {file} && {save} -t filter"
            );
            let Some(output) = run(&[&restore], &written, &line) else { return };
            succeeds(name, &written, &output);
            let text = &written.files.iter().find(|one| one.name == file).unwrap().text;
            let count = |text: &str| text.lines().filter(|line| line.starts_with("-A PORTOLAN")).count();
            assert_eq!(count(&String::from_utf8_lossy(&output.stdout)), count(text), "{name}");
        }
    }
}

/// The commands beside the rules are those that work.
#[test]
fn what_is_loaded_can_be_undone() {
    let (name, draft) = samples().swap_remove(3);
    for (dialect, programs, left) in [
        (Dialect::Nftables, &["nft"][..], "nft list tables"),
        (
            Dialect::Iptables,
            &["iptables-restore", "ip6tables-restore"][..],
            "{ iptables -S; ip6tables -S; } | grep PORTOLAN || true",
        ),
    ] {
        let written = dialect.write(&planned(&draft));
        let commands: Vec<&str> =
            written.test.iter().chain(&written.load).chain(&written.undo).map(String::as_str).collect();
        let line = format!("set -e; exec 3>&1 >/dev/null; {}; exec >&3; {left}", commands.join("\n"));
        let Some(output) = run(programs, &written, &line) else { continue };
        succeeds(name, &written, &output);
        assert_eq!(String::from_utf8_lossy(&output.stdout), "", "{name}: {}", dialect.id());
    }
}
