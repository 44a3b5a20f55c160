//! The npm package: the element's modules as they are, with glue that bundlers understand.

use anyhow::{Context, Result, ensure};

use crate::bindgen::{self, Shape};
use crate::files;
use crate::inline_css::{inline_css, sheet};
use crate::modules::{self, MODULES, PLAN, SHARED, TRAFFIC};
use crate::parts::Parts;
use crate::traffic::FACTS;
use crate::tree::{self, Tree};

/// The placeholder in `package.json` for the version, which is the workspace's.
const VERSION: &str = "__VERSION__";
/// Copied from the root of the repository.
const LICENCES: [&str; 3] = ["LICENSE-APACHE", "LICENSE-MIT", "LICENSE-DATA.md"];
/// Modules of which the package has its own.
const OWN: [&str; 4] = ["files.js", "program.js", "capture-program.js", "dialects-program.js"];
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
    let later = SHARED.into_iter().filter(|name| !MODULES.contains(name));
    for name in MODULES.into_iter().filter(|name| !OWN.contains(name)).chain(later) {
        let mut module = files::read_text(&folder.join(name))?;
        if name == "style.js" {
            module = inline_css(&module, &files::read_text(&folder.join("port-reference.css"))?)?;
        }
        tree.insert(name.to_owned(), module.into_bytes());
    }
    tree.extend(element(parts, "traffic", &TRAFFIC, "port-traffic.css")?);
    tree.extend(element(parts, "plan", &PLAN, "port-plan.css")?);
    tree.insert("plan/details.bin".to_owned(), parts.plan.details().to_vec());
    let program = "traffic/program.js";
    let text = String::from_utf8_lossy(tree.get(program).context("www/npm/traffic/program.js is missing")?);
    let text = text.replace(FACTS, &parts.traffic.facts);
    tree.insert(program.to_owned(), text.into_bytes());
    tree.insert("traffic/answers.json".to_owned(), parts.traffic.answers_json().into_bytes());
    let compiled = &parts.compiled;
    for (name, compiled) in [
        ("engine", &compiled.widget),
        ("overlay-engine", &compiled.overlay),
        ("traffic/engine", &compiled.traffic),
        ("traffic/capture-engine", &compiled.capture),
        ("plan/engine", &compiled.plan),
        ("plan/dialect-engine", &compiled.dialects),
    ] {
        let cache = sources.scratch(&format!("bindgen-npm-{}", name.replace('/', "-")));
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

/// The folder of another element: its modules as they are, beside those that it shares with the first one. `style_sheet` is the name of
/// its own.
fn element(parts: &Parts, folder: &str, modules: &[&str], style_sheet: &str) -> Result<Tree> {
    let modules = modules.iter().filter(|name| !OWN.contains(name)).map(|name| (folder, *name));
    let mut tree = Tree::new();
    for (path, text) in modules::read(&parts.sources, modules)? {
        let name = path.trim_start_matches("www/").to_owned();
        let text = text.replace("\"../element/style.js\"", "\"./style.js\"").replace("\"../element/", "\"../");
        tree.insert(name, text.into_bytes());
    }
    // Each element has a style sheet of its own.
    let style = files::read_text(&parts.sources.www("element/style.js"))?.replace("\"./dom.js\"", "\"../dom.js\"");
    let style = inline_css(&style, &sheet(&parts.sources, folder, style_sheet)?)?;
    tree.insert(format!("{folder}/style.js"), style.into_bytes());
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
