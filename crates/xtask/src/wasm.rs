//! Compiling the widget to WebAssembly.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::cargo;
use crate::progress::Step;
use crate::setup::{self, Missing, Remedy};
use crate::workspace::Workspace;

/// The target of the crates that browsers run.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// What to install, if the toolchain in use has no wasm target.
///
/// A `targets` line in rust-toolchain.toml does not suffice: it is ignored where rustup may not install by itself.
pub(crate) fn missing() -> Result<Option<Missing>> {
    Ok((!installed()?).then(|| Missing {
        name: format!("the Rust target {TARGET}"),
        remedy: Remedy::Rustup(["target", "add", TARGET]),
        advice: "add it to the toolchain in use (see `rustup show`), the way you installed Rust \
                 (Debian: apt-get install libstd-rust-dev-wasm32)"
            .to_owned(),
    }))
}

/// Passes of LLVM that are left out: they make loops faster, and the code larger, by 1.3 KB of what a page loads. They are
/// reducing the strength of loops, hoisting out of them, and eliminating partial redundancy.
const WITHOUT: [&str; 3] = ["-disable-lsr", "-disable-machine-licm", "-enable-pre=0"];

/// What works while somebody types or waits is inlined a little more: searching and reading lines take a tenth to a fifth less time, for 1
/// and 2 KB of what a page loads.
const QUICK: [&str; 2] = ["widget", "traffic-engine"];
const INLINING: &str = "-Cllvm-args=-inline-threshold=24";

/// Adds the wasm target to the toolchain in use, if it is not there.
pub(crate) fn ensure_target(workspace: &Workspace) -> Result<()> {
    setup::ensure(|| Ok(missing()?.into_iter().collect()), true, &workspace.scratch())
}

/// Compiles a crate and returns the path of its wasm.
pub(crate) fn compile(workspace: &Workspace, package: &str, step: &Step) -> Result<PathBuf> {
    // The crate is also an rlib, for its tests. Link-time optimisation does not work for both at once, so this builds only one.
    let args = "--lib --crate-type cdylib --profile wasm --locked --target";
    let mut command = cargo::cargo(workspace);
    command
        .args(["rustc", "-p", package])
        .args(args.split(' '))
        .arg(TARGET)
        .env("CARGO_ENCODED_RUSTFLAGS", flags(workspace));
    let inlining: &[&str] = if QUICK.contains(&package) { &[INLINING] } else { &[] };
    let made = cargo::build(&mut command, inlining, step)?;
    made.into_iter()
        .find(|path| path.extension().is_some_and(|extension| extension == "wasm"))
        .with_context(|| format!("cargo has compiled {package}, but names no .wasm file"))
}

/// Flags that leave out those passes, and keep this machine's paths out of the wasm, so that the same sources give the same
/// bytes everywhere.
///
/// Encoded for `CARGO_ENCODED_RUSTFLAGS`. They replace `RUSTFLAGS`, which are meant for native code.
fn flags(workspace: &Workspace) -> String {
    let cargo_home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let cargo_home = cargo_home.or_else(|| Some(env::home_dir()?.join(".cargo"))).unwrap_or_default();
    let sources = cargo_home.join("registry").join("src");
    // There is one folder for each registry.
    let mut registries: Vec<PathBuf> =
        sources.read_dir().into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    registries.sort();
    let crates = registries.iter().map(|dir| format!("--remap-path-prefix={}=/crates", dir.display()));
    let own = format!("--remap-path-prefix={}=/portolan", workspace.root().display());
    let passes = WITHOUT.map(|pass| format!("-Cllvm-args={pass}"));
    crates.chain([own]).chain(passes).collect::<Vec<_>>().join("\x1f")
}

fn installed() -> Result<bool> {
    let output = Command::new("rustc")
        .args(["--print", "target-libdir", "--target", TARGET])
        .output()
        .context("`rustc` could not be started; is it in PATH?")?;
    let dir = PathBuf::from(String::from_utf8_lossy(&output.stdout).trim());
    let mut libraries = dir.read_dir().into_iter().flatten().flatten();
    Ok(libraries.any(|entry| entry.file_name().to_string_lossy().starts_with("libstd-")))
}
