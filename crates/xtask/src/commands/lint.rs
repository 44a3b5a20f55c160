//! `lint`: clippy for the tools and for the code that browsers run, and the rules for dependencies.

use std::process::{Command, ExitCode};

use anyhow::{Context, Result};

use crate::deny::{Advisories, Deny};
use crate::dependencies::{self, Rust};
use crate::progress::Step;
use crate::steps::{Outcome, Results, of_cargo};
use crate::workspace::Workspace;
use crate::{process, wasm};

/// Run clippy on everything, and cargo-deny; check the Rust version
#[derive(clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(workspace: &Workspace, _: &Args) -> Result<ExitCode> {
    wasm::ensure_target(workspace)?;
    let deny = Deny::ensure(workspace)?;
    let mut results = Results::default();
    clippy(&mut results, workspace);
    dependencies(&mut results, workspace);
    oldest_rust(&mut results, workspace);
    results.run("cargo-deny: licences, sources, bans", |step| Ok(outcome(deny.rules(workspace, step)?)));
    let title = "cargo-deny: advisories";
    results.run(title, |step| {
        Ok(match deny.advisories(workspace, step)? {
            Advisories::Checked(success, text) => outcome((success, text)),
            Advisories::Unknown(reason) => Outcome::skipped(title, reason),
        })
    });
    println!("\n{results}");
    Ok(if results.passed() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Clippy, for the tools and for the code that browsers run. It also reports what is newer than `rust-version`.
pub(crate) fn clippy(results: &mut Results, workspace: &Workspace) {
    results.run("clippy", |step| {
        let args = "clippy --workspace --exclude widget --all-targets --locked -- -D warnings";
        of_cargo(workspace, args, step)
    });
    let parts = [
        ("widget", "widget --all-targets"),
        ("wasm of overlays", "catalog-overlay --lib"),
        ("wasm that explains traffic", "traffic-engine --lib"),
        ("wasm that reads captures", "capture-engine --lib"),
        ("wasm that plans", "plan-engine --lib"),
        ("wasm that writes rules", "dialect-engine --lib"),
    ];
    for (title, part) in parts {
        results.run(&format!("clippy of the {title}"), |step| {
            let args = format!("clippy -p {part} --target {} --locked -- -D warnings", wasm::TARGET);
            of_cargo(workspace, &args, step)
        });
    }
}

/// The checks of dependencies that take no time; see `dependencies.rs`.
pub(crate) fn dependencies(results: &mut Results, workspace: &Workspace) {
    results.run("licences, sources, Rust of dependencies", |step| {
        Ok(match dependencies::problems(workspace, step)?.as_slice() {
            [] => Outcome::passed(),
            problems => Outcome::failed(problems.join("\n")),
        })
    });
}

/// Compiles everything with the oldest Rust of `rust-version`, if that is installed.
fn oldest_rust(results: &mut Results, workspace: &Workspace) {
    results.run("the oldest Rust", |step| {
        let minimum @ (major, minor) = dependencies::minimum_rust(workspace, step)?;
        if current_rust()? == minimum {
            // Then clippy has already compiled everything with it.
            return Ok(Outcome::passed());
        }
        let Some(toolchain) = toolchain(minimum, step) else {
            let reason = format!("it is not installed: rustup toolchain install {major}.{minor}");
            return Ok(Outcome::skipped("the oldest Rust", reason));
        };
        let mut check = Command::new("rustup");
        check.current_dir(workspace.root()).args(["run", &toolchain, "cargo", "check"]);
        check.args("--workspace --exclude widget --all-targets --locked".split(' '));
        check.env("CARGO_TARGET_DIR", workspace.scratch().join("oldest-rust"));
        for variable in ["CARGO", "RUSTC", "RUSTUP_TOOLCHAIN", "RUSTDOC"] {
            check.env_remove(variable);
        }
        let output = process::capture(&mut check, step)?;
        Ok(outcome((output.success, output.text)))
    });
}

fn outcome((success, text): (bool, String)) -> Outcome {
    if success { Outcome::passed() } else { Outcome::failed(text) }
}

fn current_rust() -> Result<Rust> {
    let output = Command::new("rustc").arg("--version").output().context("`rustc` could not be started")?;
    let output = String::from_utf8_lossy(&output.stdout).into_owned();
    let version = output.split(' ').nth(1).and_then(dependencies::version);
    version.with_context(|| format!("`rustc --version` says `{}`", output.trim()))
}

/// The name of an installed toolchain of this version.
fn toolchain((major, minor): Rust, step: &Step) -> Option<String> {
    let installed = process::stdout_of(Command::new("rustup").args(["toolchain", "list"]), step).ok()?;
    let mut names = installed.lines().filter_map(|line| line.split_whitespace().next());
    let version = format!("{major}.{minor}");
    names.find(|name| name.strip_prefix(&version).is_some_and(|rest| rest.starts_with(['.', '-']))).map(str::to_owned)
}
