//! `<port-reference>` and what it loads, as files for a folder of a web server.

use std::num::NonZeroU64;

use anyhow::Result;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use catalog::Catalog;
use catalog_source::Register;
use serde_json::{Value, json};

use crate::bindgen::Glue;
use crate::budget::File;
use crate::inline_css::inline_css;
use crate::minify::minify;
use crate::modules::{self, MODULES, classic, enclosed};
use crate::sources::Sources;
use crate::tree::Tree;
use crate::{digest, files};

/// The placeholder in `files.js` for the names of the files that it loads.
pub(crate) const NAMES: &str = "__FILES__";

/// Everything about the element that is the same wherever it is published.
pub(crate) struct Engine {
    /// The script, with the placeholder for the names of its files.
    element: String,
    glue: Glue,
    /// The catalog as one file, for those who name it.
    whole: Vec<u8>,
    /// The catalog without its words, as the script loads it.
    catalog: Vec<u8>,
    words: Vec<u8>,
    register: Vec<u8>,
    payload: (String, String),
    overlay: (String, String),
}

impl Engine {
    /// Joins the element's modules to the glue of its wasm.
    pub(crate) fn new(
        sources: &Sources,
        glue: Glue,
        overlay: &Glue,
        catalog: &Catalog,
        register: &Register,
    ) -> Result<Self> {
        let modules = modules::read(sources, MODULES.map(|name| ("element", name)))?;
        let sheet = files::read_text(&sources.www("element").join("port-reference.css"))?;
        let element = inline_css(&classic(&modules)?, &sheet)?;
        let whole = catalog::encode(catalog);
        let rows = |has_pages: bool| register.searched(catalog, has_pages).encode();
        let register = rows(true);
        let (catalog, words) = catalog::encode_apart(catalog);
        // The forms without a server lack the register's pages.
        let payload = payload(&glue.wasm, &catalog, &words, &rows(false));
        let overlay = tool("overlay", overlay, "merge")?;
        Ok(Self { element, glue, whole, catalog, words, register, payload, overlay })
    }

    /// The script, with `base` as the path to the chapters.
    pub(crate) fn script(&self, base: &str) -> Result<String> {
        let mut names = self.names(base);
        names["wasm"] = self.wasm_name().into();
        let element = self.element.replace(NAMES, &names.to_string());
        minify("port-reference.js", &enclosed(&[&self.glue.script, &element]))
    }

    /// The names of the files that every element loads, with `base` as the path to the chapters.
    pub(crate) fn names(&self, base: &str) -> Value {
        json!({
            "catalog": self.catalog_name(),
            "words": self.words_name(),
            "register": self.register_name(),
            "payload": self.payload.0,
            "overlay": self.overlay.0,
            "base": base,
        })
    }

    /// The files beside the script, which it loads.
    pub(crate) fn beside(&self) -> Tree {
        let text = |(name, text): &(String, String)| (name.clone(), text.clone().into_bytes());
        Tree::from([
            (self.wasm_name(), self.glue.wasm.clone()),
            (self.catalog_name(), self.catalog.clone()),
            (self.words_name(), self.words.clone()),
            (self.register_name(), self.register.clone()),
            text(&self.payload),
            text(&self.overlay),
        ])
    }

    /// The names of the files beside the script that are only there to be fetched, which no page opened from a disk can do.
    pub(crate) fn fetched(&self) -> [String; 4] {
        [self.wasm_name(), self.catalog_name(), self.words_name(), self.register_name()]
    }

    /// The text of a script that contains wasm, catalog, words and register, for pages that cannot fetch them.
    pub(crate) fn payload(&self) -> &str {
        &self.payload.1
    }

    /// The catalog as one file.
    pub(crate) fn whole(&self) -> &[u8] {
        &self.whole
    }

    /// The catalog, its words and the register, each as a file.
    pub(crate) fn apart(&self) -> [(&'static str, &[u8]); 3] {
        [("catalog.bin", &self.catalog), ("words.bin", &self.words), ("register.bin", &self.register)]
    }

    /// The files that a reader loads before the first answer, under names without digests.
    pub(crate) fn loaded(&self, script: &str) -> Vec<File> {
        vec![
            File::new("embed/port-reference.js", script.as_bytes().to_vec()),
            File::new("embed/port-reference.wasm", self.glue.wasm.clone()),
            File::new("embed/catalog.bin", self.catalog.clone()),
        ]
    }

    /// What is loaded after the first answer.
    pub(crate) fn later(&self) -> Vec<File> {
        vec![File::new("embed/words.bin", self.words.clone()), File::new("embed/register.bin", self.register.clone())]
    }

    fn wasm_name(&self) -> String {
        digest::name("port-reference.wasm", &self.glue.wasm)
    }

    fn catalog_name(&self) -> String {
        digest::name("catalog.bin", &self.catalog)
    }

    fn words_name(&self) -> String {
        digest::name("words.bin", &self.words)
    }

    fn register_name(&self) -> String {
        digest::name("register.bin", &self.register)
    }
}

fn payload(wasm: &[u8], catalog: &[u8], words: &[u8], register: &[u8]) -> (String, String) {
    let [wasm, catalog, words, register] = [wasm, catalog, words, register].map(packed);
    let value = format!("{{ wasm: \"{wasm}\", catalog: \"{catalog}\", words: \"{words}\", register: \"{register}\" }}");
    registering("payload", &value, "")
}

/// A program that few pages need, as one script with its wasm: what is registered starts it, and resolves to its export `member`.
pub(crate) fn tool(stem: &str, glue: &Glue, member: &str) -> Result<(String, String)> {
    let value = format!(
        "async (decode) => {{\nawait (started ??= decode(\"{wasm}\").then((bytes) => WebAssembly.compile(bytes)).then((module_or_path) => {global}({{ module_or_path }})));\nreturn {global}.{member};\n}}",
        global = glue.global,
        wasm = packed(&glue.wasm)
    );
    let (name, script) = registering(stem, &value, &format!("{}\nlet started;\n", glue.script));
    Ok((name, minify(&format!("{stem}.js"), &script)?))
}

/// How often the encoder looks for something shorter. More takes longer, and is hardly smaller.
const ROUNDS: NonZeroU64 = NonZeroU64::new(1).expect("more than none");

/// Compresses and encodes as base64; `decode` in `files.js` reverses it.
pub(crate) fn packed(bytes: &[u8]) -> String {
    let options = zopfli::Options { iteration_count: ROUNDS, ..zopfli::Options::default() };
    let mut compressed = Vec::new();
    zopfli::compress(options, zopfli::Format::Deflate, bytes, &mut compressed)
        .expect("a vector takes all that is written");
    STANDARD.encode(compressed)
}

/// A script's name, and the script that registers `value` under it.
pub(crate) fn registering(stem: &str, value: &str, before: &str) -> (String, String) {
    let name = digest::name(&format!("{stem}.js"), format!("{before}{value}").as_bytes());
    let script = format!("{before}(globalThis[Symbol.for(\"port-reference\")] ??= {{}})[\"{name}\"] = {value};\n");
    let script = if before.is_empty() { script } else { enclosed(&[&script]) };
    (name, script)
}

#[cfg(test)]
mod tests {
    use super::registering;

    #[test]
    fn a_script_registers_its_value_under_its_file_name() {
        let (name, script) = registering("payload", "1", "");
        let (stem, digest) = name.strip_suffix(".js").unwrap().split_once('.').unwrap();
        assert!(stem == "payload" && digest.len() == 8, "{name}");
        assert!(script.contains(&format!("[\"{name}\"] = 1;")), "{script}");
        assert_ne!(registering("payload", "2", "").0, name);
    }
}
