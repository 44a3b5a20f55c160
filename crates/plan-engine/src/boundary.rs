//! The functions that JavaScript calls.

use crate::Ports;
use firewall::{Draft, DraftItem};
use wasm_bindgen::prelude::wasm_bindgen;

// Not js-sys's: with it come the closures of its promises, which nothing here uses, and nothing takes out again.
#[wasm_bindgen]
extern "C" {
    /// JavaScript's errors.
    pub type Error;
    #[wasm_bindgen(constructor)]
    fn new(message: &str) -> Error;
    #[wasm_bindgen(method, setter)]
    fn set_code(this: &Error, code: &str);
}

/// A catalog with its details.
#[wasm_bindgen]
pub struct PlanPorts(Ports);

#[wasm_bindgen]
impl PlanPorts {
    /// Reads an encoded catalog, its words and its details; `is_foreign` says that it has none, but for entries of overlays; see
    /// [`Ports::without_conditions`].
    ///
    /// # Errors
    ///
    /// An `Error` with a sentence and the `code` `version` or `damaged`.
    #[wasm_bindgen(constructor)]
    #[expect(clippy::needless_pass_by_value, reason = "the glue gives a list that may be missing away")]
    pub fn new(
        catalog: &[u8],
        words: Option<Vec<u8>>,
        details: Option<Vec<u8>>,
        is_foreign: bool,
    ) -> Result<Self, Error> {
        let made = Ports::decode(catalog, words.as_deref(), details.as_deref());
        let made = if is_foreign { made.and_then(Ports::without_conditions) } else { made };
        made.map(Self).map_err(|wrong| {
            let error = Error::new(&wrong.text());
            error.set_code(wrong.code());
            error
        })
    }

    /// See [`Ports::choices`].
    pub fn choices(&self, text: &str, most: u32, base: &str) -> String {
        self.0.choices(text, most as usize, base)
    }

    /// See [`Ports::describe`].
    pub fn describe(&self, what: &str, base: &str) -> String {
        self.0.describe(what, base)
    }

    /// See [`Ports::vocabulary`].
    pub fn vocabulary(&self) -> String {
        self.0.vocabulary()
    }

    /// See [`Ports::compare`].
    pub fn compare(&self, from: &str, to: &str, base: &str) -> String {
        self.0.compare(from, to, base)
    }

    /// See [`Ports::plan`].
    pub fn plan(&self, draft: &PlanDraft, dialects: &str, base: &str) -> String {
        self.0.plan(&draft.0, dialects, base)
    }
}

/// A plan as somebody fills it in; see [`Draft`]. Lists are texts with a line for each item.
#[wasm_bindgen]
pub struct PlanDraft(Draft);

#[wasm_bindgen]
impl PlanDraft {
    /// A plan with nothing in it, for a firewall that keeps state.
    #[wasm_bindgen(constructor)]
    #[expect(clippy::new_without_default, reason = "JavaScript has constructors alone")]
    pub fn new() -> Self {
        Self(Draft { keeps_state: true, ..Draft::default() })
    }

    /// The VOS release; empty for none.
    pub fn release(&mut self, text: String) {
        self.0.release = given(text);
    }

    /// Adds something that runs.
    pub fn item(&mut self, what: String, role: String, peers: &str, port: Option<u32>) {
        self.0.items.push(DraftItem { what, role, peers: lines(peers), port });
    }

    /// The managers' networks.
    pub fn managers(&mut self, texts: &str) {
        self.0.managers = lines(texts);
    }

    /// Adds a setting, or a port of a service that has no fixed one.
    pub fn parameter(&mut self, name: String, value: u32) {
        self.0.parameters.push((name, value));
    }

    /// Whether there is an NIO.
    pub fn nio(&mut self, has_one: bool) {
        self.0.has_nio = Some(has_one);
    }

    /// Whether the firewall remembers connections.
    pub fn state(&mut self, keeps: bool) {
        self.0.keeps_state = keeps;
    }

    /// The id of the entry with the range of source ports; empty for that of the release.
    #[wasm_bindgen(js_name = sourcePorts)]
    pub fn source_ports(&mut self, id: String) {
        self.0.source_ports = given(id);
    }

    /// What else is stopped: `nothing`, `incoming` or `both`.
    pub fn closes(&mut self, what: String) {
        self.0.closes = what;
    }

    /// The id of the entry by which the machine is reached; empty for none.
    #[wasm_bindgen(js_name = connectedBy)]
    pub fn connected_by(&mut self, id: String) {
        self.0.connected_by = given(id);
    }

    /// Answers a question that was open.
    pub fn decision(&mut self, id: String, is_so: bool) {
        self.0.decisions.push((id, is_so));
    }
}

fn given(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

fn lines(texts: &str) -> Vec<String> {
    let mut all = Vec::new();
    for line in crate::plan::lines(texts) {
        all.push(line.to_owned());
    }
    all
}
