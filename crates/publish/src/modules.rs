//! Joins the element's modules to one classic script.
//!
//! A bundler is not needed: the modules are few, import each other only by name, and their top-level names are distinct.

use anyhow::{Result, bail};

use crate::files;
use crate::sources::Sources;

/// The element's modules; each comes after those that it imports.
pub(crate) const MODULES: [&str; 16] = [
    "problem.js",
    "dom.js",
    "ready.js",
    "load.js",
    "files.js",
    "program.js",
    "start.js",
    "merging.js",
    "pool.js",
    "reference.js",
    "overlay.js",
    "attributes.js",
    "messages.js",
    "style.js",
    "element.js",
    "register.js",
];

/// The modules in `www/element/` that the other elements have; the last ones only they.
pub(crate) const SHARED: [&str; 14] = [
    "problem.js",
    "dom.js",
    "ready.js",
    "load.js",
    "files.js",
    "start.js",
    "merging.js",
    "pool.js",
    "overlay.js",
    "attributes.js",
    "messages.js",
    "style.js",
    "share.js",
    "table-text.js",
];

/// The modules of `<port-traffic>`, from `www/traffic/`; they come after [`SHARED`].
pub(crate) const TRAFFIC: [&str; 21] = [
    "program.js",
    "delegating.js",
    "ports.js",
    "capture-program.js",
    "capture.js",
    "input.js",
    "reading.js",
    "words.js",
    "example.js",
    "explain.js",
    "answers.js",
    "stand-ins.js",
    "lines.js",
    "report-text.js",
    "pictures.js",
    "rows.js",
    "filters.js",
    "view.js",
    "element.js",
    "serving.js",
    "register.js",
];

/// The modules of `<port-plan>`, from `www/plan/`; they come after [`SHARED`].
pub(crate) const PLAN: [&str; 16] = [
    "program.js",
    "dialects-program.js",
    "dialects.js",
    "ports.js",
    "words.js",
    "draft.js",
    "fragment.js",
    "flows.js",
    "comparison.js",
    "questions.js",
    "rules.js",
    "settings.js",
    "items.js",
    "picker.js",
    "element.js",
    "register.js",
];

/// What may follow `export`.
const DECLARATIONS: [&str; 5] = ["const ", "let ", "class ", "function ", "async function "];

/// Reads modules: folder below `www/` and name. Returns their paths with their texts.
pub(crate) fn read<'a>(
    sources: &Sources,
    names: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<Vec<(String, String)>> {
    let read = |(folder, name): (&str, &str)| {
        Ok((format!("www/{folder}/{name}"), files::read_text(&sources.www(folder).join(name))?))
    };
    names.into_iter().map(read).collect()
}

/// Joins modules, given in the order of [`MODULES`], and removes their imports and exports.
pub(crate) fn classic(modules: &[(String, String)]) -> Result<String> {
    let mut script = String::new();
    for (name, module) in modules {
        for line in module.lines() {
            if line.starts_with("import ") {
                if !line.ends_with(';') {
                    bail!("{name}: an import must be on one line: {line}");
                }
                continue;
            }
            let declared = line.strip_prefix("export ");
            // `export {`, `export default` and `export *` cannot be removed without losing what they export.
            if declared.is_some_and(|rest| !DECLARATIONS.iter().any(|word| rest.starts_with(word))) {
                bail!("{name}: `export` must be followed by a declaration: {line}");
            }
            script += declared.unwrap_or(line);
            script.push('\n');
        }
    }
    Ok(script)
}

/// Wraps a classic script in a function, so that its names are not global.
pub(crate) fn enclosed(parts: &[&str]) -> String {
    let parts: Vec<&str> = parts.iter().map(|part| part.trim_end()).collect();
    format!("(() => {{\n\"use strict\";\n{}\n}})();\n", parts.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_and_exports_are_removed() {
        let modules = [("a.js", "export const a = 1;\n"), ("b.js", "import { a } from \"./a.js\";\n\nuse(a);\n")];
        let modules = modules.map(|(name, text)| (name.to_owned(), text.to_owned()));
        assert_eq!(classic(&modules).unwrap(), "const a = 1;\n\nuse(a);\n");
        assert_eq!(enclosed(&["a();\n", "b();\n"]), "(() => {\n\"use strict\";\na();\nb();\n})();\n");
    }

    #[test]
    fn exports_without_a_declaration_are_errors() {
        for line in ["export { a };", "export default class {}", "export * from \"./b.js\";", "export {"] {
            let wrong = classic(&[("a.js".to_owned(), format!("const a = 1;\n{line}\n"))]).unwrap_err();
            assert!(wrong.to_string().contains(line), "{wrong}");
        }
    }

    #[test]
    fn an_import_over_several_lines_is_an_error() {
        let wrong = classic(&[("a.js".to_owned(), "import {\n  a,\n} from \"./b.js\";\n".to_owned())]).unwrap_err();
        assert!(wrong.to_string().contains("a.js"), "{wrong}");
    }
}
