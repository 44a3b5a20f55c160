//! Runs parsers that are written in Python: those of the firewalls themselves, and `cisco-acl`.

use super::common::skips::skip;
use serde_json::Value;
use std::io::Write;
use std::process::{Command, Stdio};

/// Pythons that may have a module: the one of this variable, the usual one, and that of the system, which has what packages of the
/// distribution bring.
const PYTHON: &str = "PORTOLAN_PYTHON";

/// What the script makes of each plan, in their order; `None`, with a message, where no Python has the module.
pub(crate) fn read(module: &str, script: &str, plans: &[Value]) -> Option<Vec<Value>> {
    let named = std::env::var(PYTHON).ok();
    let pythons = named.as_deref().into_iter().chain(["python3", "/usr/bin/python3"]);
    let has_it = |python: &&str| {
        let line = format!("import {module}");
        Command::new(python).args(["-c", &line]).output().is_ok_and(|output| output.status.success())
    };
    let Some(python) = pythons.into_iter().find(has_it) else {
        skip(&format!("no Python has the module {module}; {PYTHON} may name one"));
        return None;
    };
    // As many at once as there are processors.
    let count = std::thread::available_parallelism().map_or(1, usize::from);
    Some(std::thread::scope(|scope| {
        let parts =
            plans.chunks(plans.len().div_ceil(count)).map(|part| scope.spawn(move || run(python, script, part)));
        let parts: Vec<_> = parts.collect();
        parts.into_iter().flat_map(|part| part.join().expect("the parser reads all")).collect()
    }))
}

/// One plan is a line of JSON, there and back.
fn run(python: &str, script: &str, plans: &[Value]) -> Vec<Value> {
    let mut process = Command::new(python)
        .args(["-W", "ignore", "-c", script])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Python starts");
    let mut input = process.stdin.take().expect("its input");
    let text = plans.iter().map(Value::to_string).collect::<Vec<_>>().join("\n");
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = process.wait_with_output().expect("it ends");
    let _ = writer.join().expect("no panic");
    assert!(output.status.success(), "the parser refuses a plan: its reason is above");
    let lines = std::str::from_utf8(&output.stdout).expect("text").lines();
    let all: Vec<Value> = lines.map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(all.len(), plans.len());
    all
}
