//! The three files that `<port-reference>` loads.

use std::path::Path;

use anyhow::Result;

use crate::bindgen::Glue;
use crate::budget::Sizes;
use crate::files;
use crate::inline_css::inline_css;
use crate::squeeze::squeeze;
use crate::workspace::Workspace;

/// Script, wasm and catalog, as they are published under `embed/`.
pub(crate) struct Artifacts {
    script: String,
    wasm: Vec<u8>,
    catalog: Vec<u8>,
}

impl Artifacts {
    /// Joins the element's class to the glue of its wasm.
    pub(crate) fn new(workspace: &Workspace, glue: Glue, catalog: Vec<u8>) -> Result<Self> {
        let read = |name: &str| files::read_text(&workspace.www().join(name));
        let element = inline_css(&read("port-reference.js")?, &read("port-reference.css")?)?;
        Ok(Self { script: squeeze(&join(&glue.script, &element)), wasm: glue.wasm, catalog })
    }

    /// Writes them into `site`.
    pub(crate) fn write(&self, site: &Path) -> Result<()> {
        files::create_dir(&site.join("embed"))?;
        for (name, bytes) in self.files() {
            files::write(&site.join(name), bytes)?;
        }
        Ok(())
    }

    /// What they weigh; `cache` is for what need not be compressed again.
    pub(crate) fn sizes(&self, cache: &Path) -> Result<Sizes> {
        Sizes::measure(&self.files(), cache)
    }

    fn files(&self) -> [(&'static str, &[u8]); 3] {
        [
            ("embed/port-reference.js", self.script.as_bytes()),
            ("embed/port_reference_bg.wasm", &self.wasm),
            ("embed/catalog.bin", &self.catalog),
        ]
    }
}

/// One classic script in one function, so that the page sees neither the glue's global nor the
/// element's helpers.
fn join(glue: &str, element: &str) -> String {
    format!("(() => {{\n\"use strict\";\n{}\n{}\n}})();\n", glue.trim_end(), element.trim_end())
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn glue_comes_first_and_nothing_leaks() {
        let script = join("let portolanWasm = 1;\n", "use(portolanWasm);\n");
        assert_eq!(script, "(() => {\n\"use strict\";\nlet portolanWasm = 1;\nuse(portolanWasm);\n})();\n");
    }
}
