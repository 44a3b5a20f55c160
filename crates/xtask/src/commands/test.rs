//! `test`: runs all checks, one step after the other.

use std::path::PathBuf;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, anyhow};
use publish::{Address, Sizes, files};

use crate::browsers::{Browsers, Chromium};
use crate::commands::lint;
use crate::progress::Step;
use crate::publishing::bundle;
use crate::setup::{self, Missing, Remedy};
use crate::steps::{Outcome, Results, of_cargo};
use crate::test_counts::Counts;
use crate::workspace::Workspace;
use crate::{cargo, nginx, node, process, reference, same_bytes, wasm};

/// Run all tests: format, lints, unit tests, data, build, byte budget, and both browser suites
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Stop and name what is missing, instead of installing it
    #[arg(long)]
    no_install: bool,
}

pub(crate) fn run(workspace: &Workspace, args: &Args) -> Result<ExitCode> {
    // Before the tests: they build this program again, and Linux then reports the running file as deleted.
    let program = std::env::current_exe().context("the path of this program is unknown")?;
    // Tools are installed first: a missing tool is not a failed test.
    let scratch = workspace.scratch();
    setup::ensure(|| missing(workspace), !args.no_install, &scratch)?;
    let browsers = Browsers::find().map_err(|_| anyhow!("the browsers are no longer there"))?;
    let nginx = nginx::find(&scratch).context("nginx is no longer there")?;

    let mut results = Results::default();
    results.run("format", |step| of_cargo(workspace, "fmt --all --check", step));
    lint::clippy(&mut results, workspace);
    lint::dependencies(&mut results, workspace);
    results.run("unit, property and snapshot tests", |step| {
        let args = "test --workspace --exclude widget --exclude acceptance --locked --no-fail-fast";
        tests(cargo::cargo(workspace).args(args.split(' ')), workspace, step)
    });
    results.run("data", |_| {
        reference::load(&workspace.data())?;
        Ok(Outcome::passed())
    });
    let mut built: Option<Sizes> = None;
    results.run("bundle", |_| {
        built = Some(bundle(workspace, &workspace.dist(), &Address::default())?.loaded);
        Ok(Outcome::passed())
    });
    results.run("byte budget", |_| within_budget(built.as_ref()));
    results.run("the same bytes from another folder", |step| {
        built.as_ref().ok_or_else(not_built)?;
        same_bytes::check(workspace, &program, step)
    });
    results.run("wasm tests in Chromium", |step| wasm_tests(workspace, &browsers.chromium, step));
    if let Some(reason) = Browsers::without_webkit() {
        results.skip("acceptance in WebKit", reason);
    }
    results.run(&format!("acceptance in {}", Browsers::names()), |step| {
        built.as_ref().ok_or_else(not_built)?;
        let mut command = cargo::cargo(workspace);
        command.args("test -p acceptance --locked --no-fail-fast".split(' ')).env("PORTOLAN_SITE", workspace.site());
        command.env("NGINX", &nginx);
        node::own_cache(&mut command, workspace);
        browsers.announce(&mut command);
        tests(&mut command, workspace, step)
    });

    println!("\n{results}");
    Ok(if results.passed() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Everything that the tests need and that is not installed.
fn missing(workspace: &Workspace) -> Result<Vec<Missing>> {
    let mut missing: Vec<Missing> = wasm::missing()?.into_iter().chain(missing_components()).collect();
    missing.extend(Browsers::find().err().into_iter().flatten());
    missing.extend(node::missing());
    missing.extend(nginx::find(&workspace.scratch()).is_none().then(nginx::missing));
    Ok(missing)
}

/// rustfmt and clippy, if the toolchain lacks them.
fn missing_components() -> impl Iterator<Item = Missing> {
    let missing = [("fmt", "rustfmt"), ("clippy", "clippy")]
        .into_iter()
        .filter(|(command, _)| !process::succeeds(Command::new("cargo").args([command, "--version"])));
    missing.map(|(_, component)| Missing {
        name: component.to_owned(),
        remedy: Remedy::Rustup(["component", "add", component]),
        advice: format!("install {component} the way you installed Rust"),
    })
}

/// Runs a command that runs tests, and counts them. Tests write what they skip into the file named by `PORTOLAN_SKIPS`.
fn tests(command: &mut Command, workspace: &Workspace, step: &Step) -> Result<Outcome> {
    let notes = workspace.scratch().join("skips.txt");
    files::create_dir(&workspace.scratch())?;
    files::write(&notes, b"")?;
    let captured = process::capture(command.env("PORTOLAN_SKIPS", &notes), step)?;
    let mut counts = Counts::parse(&captured.text);
    counts.skip(&files::read_text(&notes)?);
    let mut output = captured.text;
    if counts == Counts::default() {
        // A filter or setting that excludes all tests must not count as success.
        output.push_str("\nno test was run");
        counts.failed = 1;
    } else if !captured.success && counts.failed == 0 {
        // The command failed before any test: a compile error, or the browser did not start.
        counts.failed = 1;
    }
    Ok(Outcome { counts, output })
}

fn wasm_tests(workspace: &Workspace, chromium: &Chromium, step: &Step) -> Result<Outcome> {
    let mut build = cargo::cargo(workspace);
    build.args("build -p wasm-test-runner --bins --locked".split(' '));
    let runner: PathBuf = cargo::build(&mut build, &[], step)?
        .into_iter()
        .find(|path| path.file_stem().is_some_and(|name| name == "wasm-test-runner"))
        .context("cargo built the test runner, but did not report its path")?;
    let capabilities = workspace.scratch().join("webdriver.json");
    chromium.write_capabilities(&capabilities)?;
    let mut command = cargo::cargo(workspace);
    command
        .args("test -p widget --locked --no-fail-fast --target".split(' '))
        .arg(wasm::TARGET)
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities);
    chromium.announce(&mut command);
    tests(&mut command, workspace, step)
}

fn within_budget(sizes: Option<&Sizes>) -> Result<Outcome> {
    let sizes = sizes.ok_or_else(not_built)?;
    Ok(match sizes.over_budget() {
        None => Outcome::passed(),
        Some(warning) => Outcome::failed(format!("{warning}\n\n{sizes}")),
    })
}

fn not_built() -> anyhow::Error {
    anyhow!("not run: the site could not be built")
}
