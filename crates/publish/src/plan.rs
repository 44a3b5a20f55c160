//! `<port-plan>` and what it loads.

use anyhow::Result;
use catalog::Catalog;

use crate::bindgen::Glue;
use crate::budget::File;
use crate::digest;
use crate::engine::{Engine, NAMES, packed, registering, tool};
use crate::inline_css::{inline_css, sheet};
use crate::minify::minify;
use crate::modules::{self, PLAN, SHARED, classic, enclosed};
use crate::sources::Sources;
use crate::tree::Tree;

/// Everything about the element that is the same wherever it is published.
pub(crate) struct Plan {
    /// The script, with the placeholder for the names of its files.
    element: String,
    glue: Glue,
    /// What the catalog and its words lack, and plans need.
    details: Vec<u8>,
    /// Wasm and details as a script, for pages that cannot fetch them.
    program: (String, String),
    /// What writes the rules of firewalls other than the first one shown, as a script; only who asks for them loads it.
    dialects: (String, String),
}

impl Plan {
    /// Joins the element's modules to the glue of its wasm. `catalog` is the one that the other files are made of.
    pub(crate) fn new(sources: &Sources, glue: Glue, dialects: &Glue, catalog: &Catalog) -> Result<Self> {
        let shared = SHARED.map(|name| ("element", name)).into_iter();
        let modules = modules::read(sources, shared.chain(PLAN.map(|name| ("plan", name))))?;
        let element = inline_css(&classic(&modules)?, &sheet(sources, "plan", "port-plan.css")?)?;
        let details = catalog::encode_details(catalog);
        let payload = format!("{{ wasm: \"{}\", details: \"{}\" }}", packed(&glue.wasm), packed(&details));
        let program = registering("plan-payload", &payload, "");
        let dialects = tool("dialects", dialects, "rules")?;
        Ok(Self { element, glue, details, program, dialects })
    }

    /// The script, with `base` as the path to the chapters.
    pub(crate) fn script(&self, engine: &Engine, base: &str) -> Result<String> {
        let mut names = engine.names(base);
        names["plan"] = self.wasm_name().into();
        names["planProgram"] = self.program.0.clone().into();
        names["dialects"] = self.dialects.0.clone().into();
        names["details"] = self.details_name().into();
        let element = self.element.replace(NAMES, &names.to_string());
        minify("port-plan.js", &enclosed(&[&self.glue.script, &element]))
    }

    /// The files beside the script that only it loads.
    pub(crate) fn beside(&self) -> Tree {
        let text = |(name, text): &(String, String)| (name.clone(), text.clone().into_bytes());
        Tree::from([
            (self.wasm_name(), self.glue.wasm.clone()),
            (self.details_name(), self.details.clone()),
            text(&self.program),
            text(&self.dialects),
        ])
    }

    /// The names of the files beside the script that are only there to be fetched, which no page opened from a disk can do.
    pub(crate) fn fetched(&self) -> [String; 2] {
        [self.wasm_name(), self.details_name()]
    }

    /// The text of a script that contains wasm and details, for pages that cannot fetch them.
    pub(crate) fn program(&self) -> &str {
        &self.program.1
    }

    /// The text of the script that writes the rules of other firewalls.
    pub(crate) fn dialects(&self) -> &str {
        &self.dialects.1
    }

    /// What the catalog and its words lack, and plans need.
    pub(crate) fn details(&self) -> &[u8] {
        &self.details
    }

    /// What weighs in the element, under names without digests.
    pub(crate) fn loaded(&self, script: &str) -> Vec<File> {
        vec![
            File::new("embed/port-plan.js", script.as_bytes().to_vec()),
            File::new("embed/port-plan.wasm", self.glue.wasm.clone()),
            File::new("embed/details.bin", self.details.clone()),
        ]
    }

    fn wasm_name(&self) -> String {
        digest::name("port-plan.wasm", &self.glue.wasm)
    }

    fn details_name(&self) -> String {
        digest::name("details.bin", &self.details)
    }
}
