//! Compiling the widget to WebAssembly.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::cargo;
use crate::progress::Step;
use crate::setup::{self, Missing, Remedy};
use crate::workspace::Workspace;

/// What browsers run.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// What is to be installed, if the toolchain in use has no wasm target.
///
/// A `targets` line in rust-toolchain.toml would not do: where rustup may not install toolchains
/// by itself, it is ignored.
pub(crate) fn missing() -> Result<Option<Missing>> {
    Ok((!installed()?).then(|| Missing {
        name: format!("the Rust target {TARGET}"),
        remedy: Remedy::Rustup(["target", "add", TARGET]),
        advice: "add it to the toolchain in use (see `rustup show`), the way you installed Rust \
                 (Debian: apt-get install libstd-rust-dev-wasm32)"
            .to_owned(),
    }))
}

/// Adds the wasm target to the toolchain in use, if it is not there.
pub(crate) fn ensure_target(workspace: &Workspace) -> Result<()> {
    setup::ensure(|| Ok(missing()?.into_iter().collect()), true, &workspace.scratch())
}

/// Compiles a crate and returns the path of its wasm.
pub(crate) fn compile(workspace: &Workspace, package: &str, step: &Step) -> Result<PathBuf> {
    // The crate is an rlib as well, for its tests; link-time optimisation does nothing for both at once, so that this
    // asks for the one.
    let args = "--lib --crate-type cdylib --profile wasm --locked --target";
    let mut command = cargo::cargo(workspace);
    command
        .args(["rustc", "-p", package])
        .args(args.split(' '))
        .arg(TARGET)
        .env("CARGO_ENCODED_RUSTFLAGS", without_paths(workspace));
    let made = cargo::build(&mut command, step)?;
    made.into_iter()
        .find(|path| path.extension().is_some_and(|extension| extension == "wasm"))
        .with_context(|| format!("cargo has compiled {package}, but names no .wasm file"))
}

/// Flags that keep the paths of this machine out of the wasm: the same source gives the same bytes everywhere.
///
/// Encoded as cargo wants it. They replace `RUSTFLAGS`, which are meant for this machine, not for a browser.
fn without_paths(workspace: &Workspace) -> String {
    let cargo_home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let cargo_home = cargo_home.or_else(|| Some(env::home_dir()?.join(".cargo"))).unwrap_or_default();
    let sources = cargo_home.join("registry").join("src");
    // One for each registry, with a name that depends on where it is.
    let mut registries: Vec<PathBuf> =
        sources.read_dir().into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    registries.sort();
    let crates = registries.iter().map(|dir| format!("--remap-path-prefix={}=/crates", dir.display()));
    let own = format!("--remap-path-prefix={}=/portolan", workspace.root().display());
    crates.chain([own]).collect::<Vec<_>>().join("\x1f")
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
