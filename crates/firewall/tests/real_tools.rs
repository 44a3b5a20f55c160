//! The programs of nftables, iptables, firewalld and ufw read and load the rules, in namespaces of their own. Where one is missing, or
//! may not be used, the test says so and passes. Random plans are in `exact.rs`.

mod common;

use common::namespace::run;
use common::{draft, item, named, planned, samples};
use firewall::{Dialect, Plan, Written, flows};
use serde_json::Value;
use std::process::Output;

fn succeeds(name: &str, written: &Written, output: &Output) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name}: {said}\n{}", written.text());
}

#[test]
fn nft_checks_the_rules() {
    for (name, draft) in samples() {
        let written = Dialect::Nftables.write(&planned(&draft));
        let Some(output) = run(&["nft"], &written.files, "nft -c -f portolan.nft") else { return };
        succeeds(name, &written, &output);
    }
}

/// Loading twice gives what loading once gives, each rule of the file once, with its comment.
#[test]
fn nft_loads_what_is_written() {
    for (name, draft) in samples() {
        let written = Dialect::Nftables.write(&planned(&draft));
        let line = "nft -f portolan.nft && nft -f portolan.nft && nft -j list table inet portolan";
        let Some(output) = run(&["nft"], &written.files, line) else { return };
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
            let Some(output) = run(&["nft"], &written.files, "nft -f portolan.nft && nft -j list table inet portolan")
            else {
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
            let Some(output) = run(&[&restore], &written.files, &line) else { return };
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
        let Some(output) = run(programs, &written.files, &line) else { continue };
        succeeds(name, &written, &output);
        assert_eq!(String::from_utf8_lossy(&output.stdout), "", "{name}: {}", dialect.id());
    }
}

/// The commands, with the offline program of firewalld and a folder in place of the system's. Loading twice is like loading once.
#[test]
fn firewalld_takes_the_rules_and_gives_them_back() {
    // Each command takes a third of a second.
    for (name, draft) in samples().into_iter().step_by(3) {
        let written = Dialect::Firewalld.write(&planned(&draft));
        let offline = |command: &String| {
            command.replace("firewall-cmd --permanent", "firewall-offline-cmd --system-config=$PWD/config")
        };
        let is_for_services = |line: &&String| line.contains("-service");
        let is_offline = |line: &&String| !line.contains("--reload");
        let load = written.load.iter().filter(is_for_services).map(offline).collect::<Vec<_>>().join("\n");
        let undo = written.undo.iter().filter(is_offline).map(offline).collect::<Vec<_>>().join("\n");
        let test = written.test.join("\n");
        let line = format!(
            "set -e; exec 3>&1 >/dev/null; mkdir config; cp /etc/firewalld/firewalld.conf config; {load}\n\
             sed -n 's|firewall-cmd --permanent|firewall-offline-cmd --system-config=$PWD/config|p' portolan.sh > offline.sh\n\
             {test}\n sh -e offline.sh\n {load}\n sh -e offline.sh\n\
             firewall-offline-cmd --system-config=$PWD/config --check-config\n\
             {undo}\n exec >&3; firewall-offline-cmd --system-config=$PWD/config --list-rich-rules"
        );
        let Some(output) = run(&["firewall-offline-cmd"], &written.files, &line) else { return };
        succeeds(name, &written, &output);
        assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "", "{name}");
    }
}

/// *Test* of firewalld reads the files themselves.
#[test]
fn the_test_of_firewalld_fails_for_a_wrong_file() {
    let (name, draft) = samples().swap_remove(0);
    let written = Dialect::Firewalld.write(&planned(&draft));
    let [test] = &*written.test else { panic!("one command") };
    for (change, fails) in [("true", false), ("sed -i 's/port=\"/&x/' portolan-1.xml", true)] {
        let line = format!("{change}; {test}");
        let Some(output) = run(&["firewall-offline-cmd"], &written.files, &line) else { return };
        assert_eq!(!output.status.success(), fails, "{name}: {change}: {}", String::from_utf8_lossy(&output.stdout));
    }
}

/// The commands themselves, on folders that only this run sees: after the undo no rule is left, and the machine may go out again.
#[test]
fn ufw_takes_the_rules_and_gives_them_back() {
    let own = draft("", &[item("5432", "server", "this-machine")]);
    for (name, draft) in samples().into_iter().step_by(3).chain([("this machine alone", own)]) {
        let written = Dialect::Ufw.write(&planned(&draft));
        let commands = |all: &[String]| all.join("\n");
        let line = format!(
            "set -e; exec 3>&1 >/dev/null; mkdir ufw default; cp -r /etc/ufw/. ufw; cp -r /etc/default/. default\n\
             mount --bind ufw /etc/ufw; mount --bind default /etc/default\n\
             rules() {{ grep -c '^### tuple' /etc/ufw/user.rules || true; }}\n\
             {load}\n loaded=$(rules)\n sed 's/^ufw /ufw --dry-run /' portolan.sh > dry.sh; sh -e dry.sh\n\
             {profiles}\n {undo}\n exec >&3; echo $loaded $(rules); grep DEFAULT_OUTPUT_POLICY /etc/default/ufw\n\
             ls /etc/ufw/applications.d",
            load = commands(&written.load),
            profiles = if written.files.len() > 1 { "ufw app info Portolan-1" } else { "true" },
            undo = commands(&written.undo),
        );
        let Some(output) = run(&["ufw"], &written.files, &line) else { return };
        succeeds(name, &written, &output);
        let said = String::from_utf8_lossy(&output.stdout);
        let (loaded, rest) = said.split_once(' ').expect("two numbers");
        assert_ne!(loaded, "0", "{name}");
        let (left, rest) = rest.split_once('\n').expect("a line");
        assert_eq!(left, "0", "{name}");
        assert_eq!(rest.lines().next(), Some("DEFAULT_OUTPUT_POLICY=\"ACCEPT\""), "{name}");
        assert!(!rest.contains("portolan"), "{name}: {rest}");
    }
}

/// Where loading adds to what is there, the first note says what to do.
#[test]
fn what_replaces_nothing_says_so() {
    let planned = planned(&samples().swap_remove(0).1);
    for dialect in Dialect::ALL {
        let adds = [Dialect::Firewalld, Dialect::Ufw, Dialect::Aws].contains(dialect);
        let says =
            dialect.write(&planned).remarks.iter().any(|one| one.contains("undo one that was loaded before first"));
        assert_eq!(says, adds, "{}", dialect.id());
    }
}
