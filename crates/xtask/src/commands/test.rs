//! `test`: everything that can be checked, one step after the other.

use std::path::PathBuf;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, anyhow};
use publish::{Address, Sizes};

use crate::browsers::{Browsers, Chromium};
use crate::progress::{Step, step};
use crate::publishing::bundle;
use crate::steps::{Finding, Protocol};
use crate::test_counts::Counts;
use crate::workspace::Workspace;
use crate::{cargo, nginx, node, process, reference, same_bytes, wasm};

/// Run all tests: format, lints, unit tests, data, build, byte budget, and both browser suites
#[derive(clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(workspace: &Workspace, _: &Args) -> Result<ExitCode> {
    // What installs something comes first: a missing tool is not a failed test.
    wasm::ensure_target()?;
    ensure_components()?;
    let browsers = Browsers::ensure()?;
    node::ensure()?;
    let nginx = nginx::ensure(&workspace.scratch())?;

    let mut protocol = Protocol::default();
    protocol.run("format", |step| whole(workspace, "fmt --all --check", step));
    protocol.run("clippy", |step| {
        let args = "clippy --workspace --exclude widget --all-targets --locked -- -D warnings";
        whole(workspace, args, step)
    });
    for (title, part) in [("widget", "widget --all-targets"), ("wasm of overlays", "catalog-overlay --lib")] {
        protocol.run(&format!("clippy of the {title}"), |step| {
            let args = format!("clippy -p {part} --target {} --locked -- -D warnings", wasm::TARGET);
            whole(workspace, &args, step)
        });
    }
    protocol.run("unit, property and snapshot tests", |step| {
        let args = "test --workspace --exclude widget --exclude acceptance --locked --no-fail-fast";
        tests(cargo::cargo(workspace).args(args.split(' ')), step)
    });
    protocol.run("data", |_| {
        reference::load(&workspace.data())?;
        Ok(passed())
    });
    let mut built: Option<Sizes> = None;
    protocol.run("bundle", |_| {
        built = Some(bundle(workspace, &workspace.dist(), &Address::default())?.loaded);
        Ok(passed())
    });
    protocol.run("byte budget", |_| within_budget(built.as_ref()));
    protocol.run("the same bytes from another folder", |step| {
        built.as_ref().ok_or_else(not_built)?;
        same_bytes::check(workspace, step)
    });
    protocol.run("wasm tests in Chromium", |step| wasm_tests(workspace, &browsers.chromium, step));
    protocol.run(&format!("acceptance in {}", Browsers::names()), |step| {
        built.as_ref().ok_or_else(not_built)?;
        let mut command = cargo::cargo(workspace);
        command.args("test -p acceptance --locked --no-fail-fast".split(' ')).env("PORTOLAN_SITE", workspace.site());
        command.env("NGINX", &nginx);
        browsers.announce(&mut command);
        tests(&mut command, step)
    });

    println!("\n{protocol}");
    Ok(if protocol.passed() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Adds rustfmt and clippy where the toolchain came without them.
fn ensure_components() -> Result<()> {
    for (command, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        let there = || process::succeeds(Command::new("cargo").args([command, "--version"]));
        if there() {
            continue;
        }
        step(&format!("add {component}"), |step| {
            let mut rustup = Command::new("rustup");
            process::stdout_of(rustup.args(["component", "add", component]), step)
        })
        .with_context(|| format!("`cargo {command}` is missing; install {component} the way you installed Rust"))?;
    }
    Ok(())
}

/// A cargo command that is one test as a whole.
fn whole(workspace: &Workspace, args: &str, step: &Step) -> Result<Finding> {
    let said = process::listen(cargo::cargo(workspace).args(args.split(' ')), step)?;
    Ok(Finding { counts: Counts::one(said.success), output: said.text })
}

/// A command that runs tests and counts them.
fn tests(command: &mut Command, step: &Step) -> Result<Finding> {
    let said = process::listen(command, step)?;
    let mut counts = Counts::parse(&said.text);
    let mut output = said.text;
    if counts == Counts::default() {
        // A filter or a setting that leaves nothing to run must not look like success.
        output.push_str("\nno test was run");
        counts.failed = 1;
    } else if !said.success && counts.failed == 0 {
        // Some of it did not come to a test: it does not compile, or the browser does not start.
        counts.failed = 1;
    }
    Ok(Finding { counts, output })
}

fn wasm_tests(workspace: &Workspace, chromium: &Chromium, step: &Step) -> Result<Finding> {
    let mut build = cargo::cargo(workspace);
    build.args("build -p wasm-test-runner --bins --locked".split(' '));
    let runner: PathBuf = cargo::build(&mut build, step)?
        .into_iter()
        .find(|path| path.file_stem().is_some_and(|name| name == "wasm-test-runner"))
        .context("cargo has built the test runner, but does not say where it is")?;
    let capabilities = workspace.scratch().join("webdriver.json");
    chromium.write_capabilities(&capabilities)?;
    let mut command = cargo::cargo(workspace);
    command
        .args("test -p widget --locked --no-fail-fast --target".split(' '))
        .arg(wasm::TARGET)
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities);
    chromium.announce(&mut command);
    tests(&mut command, step)
}

fn within_budget(sizes: Option<&Sizes>) -> Result<Finding> {
    let sizes = sizes.ok_or_else(not_built)?;
    Ok(match sizes.over_budget() {
        None => passed(),
        Some(warning) => Finding { counts: Counts::one(false), output: format!("{warning}\n\n{sizes}") },
    })
}

fn passed() -> Finding {
    Finding { counts: Counts::one(true), output: String::new() }
}

fn not_built() -> anyhow::Error {
    anyhow!("not run: the site could not be built")
}
