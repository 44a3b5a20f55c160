//! `<port-traffic>` and what it loads.

use anyhow::Result;
use catalog::Catalog;
use explain::Facts;
use serde_json::{Map, Value};

use crate::bindgen::Glue;
use crate::budget::File;
use crate::digest;
use crate::engine::{Engine, NAMES, packed, registering, tool};
use crate::inline_css::{inline_css, sheet};
use crate::minify::minify;
use crate::modules::{self, SHARED, TRAFFIC, classic, enclosed};
use crate::sources::Sources;
use crate::tree::Tree;

/// The placeholder in `program.js` for the text of the [`Facts`].
pub(crate) const FACTS: &str = "__FACTS__";

/// Everything about the element that is the same wherever it is published.
pub(crate) struct Traffic {
    /// The script, with the placeholder for the names of its files.
    element: String,
    glue: Glue,
    /// The wasm as a script, for pages that cannot fetch it.
    program: (String, String),
    /// What reads captures, as a script; only pages where one is opened load it.
    capture: (String, String),
    /// The three answers about each port, as JSON.
    answers_json: String,
    /// The same, as a script.
    answers: (String, String),
    /// As a JavaScript string.
    pub(crate) facts: String,
}

impl Traffic {
    /// Joins the element's modules to the glue of its wasm. `catalog` is the whole one, as it is read from its files.
    pub(crate) fn new(sources: &Sources, glue: Glue, capture: &Glue, catalog: &Catalog) -> Result<Self> {
        let shared = SHARED.map(|name| ("element", name)).into_iter();
        let modules = modules::read(sources, shared.chain(TRAFFIC.map(|name| ("traffic", name))))?;
        let facts = Value::from(Facts::of(catalog).to_text()).to_string();
        let element =
            inline_css(&classic(&modules)?, &sheet(sources, "traffic", "port-traffic.css")?)?.replace(FACTS, &facts);
        let program = registering("traffic-payload", &format!("{{ wasm: \"{}\" }}", packed(&glue.wasm)), "");
        let answers_json = answers(catalog).to_string();
        let answers = registering("answers", &answers_json, "");
        let capture = tool("capture", capture, "CaptureReading")?;
        Ok(Self { element, glue, program, capture, answers_json, answers, facts })
    }

    /// The script, with `base` as the path to the chapters.
    pub(crate) fn script(&self, engine: &Engine, base: &str) -> Result<String> {
        let mut names = engine.names(base);
        names["traffic"] = self.wasm_name().into();
        names["trafficProgram"] = self.program.0.clone().into();
        names["capture"] = self.capture.0.clone().into();
        names["answers"] = self.answers.0.clone().into();
        let element = self.element.replace(NAMES, &names.to_string());
        minify("port-traffic.js", &enclosed(&[&self.glue.script, &element]))
    }

    /// The files beside the script that only it loads.
    pub(crate) fn beside(&self) -> Tree {
        let text = |(name, text): &(String, String)| (name.clone(), text.clone().into_bytes());
        Tree::from([
            (self.wasm_name(), self.glue.wasm.clone()),
            text(&self.program),
            text(&self.capture),
            text(&self.answers),
        ])
    }

    /// The name of the file beside the script that is only there to be fetched, which no page opened from a disk can do.
    pub(crate) fn fetched(&self) -> String {
        self.wasm_name()
    }

    /// The text of a script that contains the wasm, for pages that cannot fetch it.
    pub(crate) fn program(&self) -> &str {
        &self.program.1
    }

    /// `{ "22": [what it is, whether to worry, what to do], … }`.
    pub(crate) fn answers_json(&self) -> String {
        self.answers_json.clone()
    }

    /// What weighs in the element, under names without digests.
    pub(crate) fn loaded(&self, script: &str) -> Vec<File> {
        vec![
            File::new("embed/port-traffic.js", script.as_bytes().to_vec()),
            File::new("embed/port-traffic.wasm", self.glue.wasm.clone()),
        ]
    }

    fn wasm_name(&self) -> String {
        digest::name("port-traffic.wasm", &self.glue.wasm)
    }
}

/// `{ "22": [what it is, whether to worry, what to do], … }`, as plain text.
fn answers(catalog: &Catalog) -> Value {
    let mut all = Map::new();
    for entry in catalog.entries() {
        if let Some(answers) = &entry.answers {
            let texts = answers.all().map(|answer| Value::from(catalog_source::printed_text(&answer.text)));
            all.insert(entry.id(), Value::from(texts.to_vec()));
        }
    }
    Value::from(all)
}
