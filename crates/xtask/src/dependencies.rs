//! Quick checks of dependencies without a network: licences, sources, required Rust version.
//! cargo-deny checks more, but takes minutes to compile; both read `deny.toml`.

use anyhow::{Context, Result};
use publish::files;
use serde_json::Value;
use spdx::{Expression, Licensee, ParseMode};

use crate::cargo;
use crate::process;
use crate::progress::Step;
use crate::workspace::Workspace;

/// As `cargo metadata` writes it, however the index is fetched.
const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// A version of Rust: major, minor.
pub(crate) type Rust = (u32, u32);

/// Returns what is wrong with dependencies: one sentence for each mistake.
///
/// # Errors
/// If `cargo metadata` fails, or `deny.toml` cannot be read.
pub(crate) fn problems(workspace: &Workspace, step: &Step) -> Result<Vec<String>> {
    let packages = packages(workspace, step)?;
    let allowed = allowed(&files::read_text(&workspace.root().join("deny.toml"))?)?;
    let minimum = minimum(&packages)?;
    Ok(packages.iter().flat_map(|package| wrong(package, &allowed, minimum)).collect())
}

/// The oldest Rust that our own crates support.
///
/// # Errors
/// If `cargo metadata` fails.
pub(crate) fn minimum_rust(workspace: &Workspace, step: &Step) -> Result<Rust> {
    minimum(&packages(workspace, step)?)
}

/// The first two numbers of `1.95` or `1.95.0`.
pub(crate) fn version(text: &str) -> Option<Rust> {
    let mut numbers = text.split('.').map(|number| number.parse().ok());
    Some((numbers.next()??, numbers.next()??))
}

fn packages(workspace: &Workspace, step: &Step) -> Result<Vec<Value>> {
    let mut command = cargo::cargo(workspace);
    let metadata = process::stdout_of(command.args(["metadata", "--format-version=1", "--locked"]), step)?;
    let mut metadata: Value = serde_json::from_str(&metadata).context("cargo metadata is not JSON")?;
    match metadata["packages"].take() {
        Value::Array(packages) if !packages.is_empty() => Ok(packages),
        _ => anyhow::bail!("cargo metadata names no packages"),
    }
}

fn minimum(packages: &[Value]) -> Result<Rust> {
    let ours = packages.iter().filter(|package| package["source"].is_null());
    let versions = ours.filter_map(|package| version(package["rust_version"].as_str()?));
    versions.min().context("no crate of the workspace has a rust-version")
}

/// `licenses.allow` of `deny.toml`.
fn allowed(rules: &str) -> Result<Vec<Licensee>> {
    let rules: toml::Table = rules.parse().context("deny.toml is not TOML")?;
    let listed = rules.get("licenses").and_then(|licenses| licenses.get("allow")).and_then(toml::Value::as_array);
    let listed = listed.context("deny.toml has no licenses.allow")?.iter().filter_map(toml::Value::as_str);
    listed
        .map(|name| Licensee::parse(name).with_context(|| format!("deny.toml allows {name}, which is no licence")))
        .collect()
}

fn wrong(package: &Value, allowed: &[Licensee], minimum: Rust) -> Vec<String> {
    let text = |key: &str| package[key].as_str().unwrap_or_default();
    let (name, licence, rust) =
        (format!("{} {}", text("name"), text("version")), text("license"), text("rust_version"));
    let mut wrong = Vec::new();
    let fits = Expression::parse_mode(licence, ParseMode::LAX)
        .is_ok_and(|licence| licence.evaluate(|asked| allowed.iter().any(|allowed| allowed.satisfies(asked))));
    if !fits {
        wrong.push(format!("{name}: its licence `{licence}` is not among those that deny.toml allows"));
    }
    if package["source"].as_str().is_some_and(|source| source != CRATES_IO) {
        wrong.push(format!("{name}: comes from {}, not from crates.io", text("source")));
    }
    if version(rust).is_some_and(|needed| needed > minimum) {
        let (major, minor) = minimum;
        wrong.push(format!("{name}: needs Rust {rust}, and rust-version in Cargo.toml promises {major}.{minor}"));
    }
    wrong
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(licence: &str, source: Option<&str>, rust: Option<&str>, expected: &[&str]) {
        let package = json!({
            "name": "a", "version": "1.0.0", "license": licence, "source": source, "rust_version": rust,
        });
        let allowed = allowed("[licenses]\nallow = [\"MIT\", \"Apache-2.0\", \"Unicode-3.0\"]\n").unwrap();
        let wrong = wrong(&package, &allowed, (1, 90));
        assert_eq!(wrong.len(), expected.len(), "{wrong:?}");
        for (wrong, expected) in wrong.iter().zip(expected) {
            assert!(wrong.contains(expected), "{wrong}");
        }
    }

    #[test]
    fn licences() {
        check("MIT", None, None, &[]);
        check("GPL-2.0-only OR Apache-2.0", None, None, &[]);
        check("MIT/Apache-2.0", None, None, &[]);
        check("(MIT OR Apache-2.0) AND Unicode-3.0", None, None, &[]);
        check("MIT AND GPL-3.0-only", None, None, &["`MIT AND GPL-3.0-only`"]);
        check("GPL-2.0-only", None, None, &["`GPL-2.0-only`"]);
        check("", None, None, &["``"]);
    }

    #[test]
    fn sources() {
        check("MIT", Some(CRATES_IO), None, &[]);
        check("MIT", Some("git+https://a.example/b"), None, &["https://a.example/b"]);
        check("MIT", Some("registry+https://a.example"), None, &["not from crates.io"]);
    }

    #[test]
    fn versions_of_rust() {
        check("MIT", None, Some("1.90"), &[]);
        check("MIT", None, Some("1.90.1"), &[]);
        check("MIT", None, Some("1.9"), &[]);
        check("MIT", None, Some("1.91"), &["needs Rust 1.91"]);
        check("MIT", None, Some("2.0"), &["promises 1.90"]);
    }

    #[test]
    fn rules_without_licences_are_an_error() {
        assert!(allowed("[bans]\n").is_err());
        assert!(allowed("[licenses]\nallow = [\"MTI\"]\n").unwrap_err().to_string().contains("MTI"));
    }
}
