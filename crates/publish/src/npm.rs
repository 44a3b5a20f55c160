//! The npm package: the element's modules as they are, with glue that bundlers understand.

use anyhow::{Result, ensure};

use crate::bindgen::{self, Shape};
use crate::files;
use crate::inline_css::inline_css;
use crate::modules::MODULES;
use crate::parts::Parts;
use crate::tree::{self, Tree};

/// The placeholder in `package.json` for the version, which is the workspace's.
const VERSION: &str = "__VERSION__";
/// Copied from the root of the repository.
const LICENCES: [&str; 3] = ["LICENSE-APACHE", "LICENSE-MIT", "LICENSE-DATA.md"];
/// The schema with which editors check overlays.
const SCHEMA: &str = "overlay.schema.json";

/// `dist/npm/`.
///
/// # Errors
/// If a file cannot be read, or wasm cannot be bound.
pub(crate) fn tree(parts: &Parts) -> Result<Tree> {
    let sources = &parts.sources;
    let mut tree = tree::read(&sources.www("npm"))?;
    let package = files::read_text(&sources.www("npm/package.json"))?;
    tree.insert("package.json".to_owned(), versioned(&package)?.into_bytes());

    let folder = sources.www("element");
    // The package has a `files.js` of its own.
    for name in MODULES.into_iter().filter(|name| *name != "files.js") {
        let mut module = files::read_text(&folder.join(name))?;
        if name == "style.js" {
            module = inline_css(&module, &files::read_text(&folder.join("port-reference.css"))?)?;
        }
        tree.insert(name.to_owned(), module.into_bytes());
    }
    for (name, compiled) in [("engine", &parts.compiled.widget), ("overlay-engine", &parts.compiled.overlay)] {
        let cache = sources.scratch(&format!("bindgen-npm-{name}"));
        let glue = bindgen::bind(compiled, Shape::Module, &cache)?;
        tree.insert(format!("{name}.js"), glue.script.into_bytes());
        tree.insert(format!("{name}.wasm"), glue.wasm);
    }
    for (name, bytes) in parts.engine.apart() {
        tree.insert(name.to_owned(), bytes.to_vec());
    }
    if let Some(schema) = parts.exports.get(&format!("v1/{SCHEMA}")) {
        tree.insert(SCHEMA.to_owned(), schema.clone());
    }
    for name in LICENCES {
        tree.insert(name.to_owned(), files::read(&sources.root().join(name))?);
    }
    Ok(tree)
}

fn versioned(package: &str) -> Result<String> {
    ensure!(package.contains(VERSION), "www/npm/package.json must name {VERSION} where the version belongs");
    Ok(package.replace(VERSION, env!("CARGO_PKG_VERSION")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_the_workspaces() {
        assert_eq!(
            versioned(r#"{ "version": "__VERSION__" }"#).unwrap(),
            concat!("{ \"version\": \"", env!("CARGO_PKG_VERSION"), "\" }")
        );
        assert!(versioned("{}").unwrap_err().to_string().contains(VERSION));
    }

    /// The types list exactly the values of the vocabularies.
    #[test]
    fn the_types_have_the_vocabularies() {
        use catalog::{Action, Exposure, PortClass, Provenance, Role, Transport};
        fn union<Value: Copy>(name: &str, all: &[Value], id: impl Fn(Value) -> &'static str) -> String {
            let ids: Vec<String> = all.iter().map(|value| format!("\"{}\"", id(*value))).collect();
            format!("export type {name} = {};\n", ids.join(" | "))
        }
        let types = include_str!("../../../www/npm/types.d.ts");
        for expected in [
            union("Transport", Transport::ALL, Transport::id),
            union("Role", Role::ALL, Role::id),
            union("Provenance", Provenance::ALL, Provenance::id),
            union("Action", Action::ALL, Action::id),
            union("Exposure", Exposure::ALL, Exposure::id),
            union("PortClass", PortClass::ALL, PortClass::id),
        ] {
            assert!(types.contains(&expected), "www/npm/types.d.ts must say: {expected}");
        }
    }
}
