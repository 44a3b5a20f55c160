//! The functions that JavaScript calls.

use crate::{Ports, Reading, Selection};
use std::sync::Arc;
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

/// A catalog and a register, laid out for explaining.
#[wasm_bindgen]
pub struct TrafficPorts(Arc<Ports>);

#[wasm_bindgen]
impl TrafficPorts {
    /// Reads an encoded catalog, its words, an encoded register and the text of the facts.
    ///
    /// # Errors
    ///
    /// An `Error` with a sentence and the `code` `version` or `damaged`.
    #[wasm_bindgen(constructor)]
    #[expect(clippy::needless_pass_by_value, reason = "the glue gives a list that may be missing away")]
    pub fn new(catalog: &[u8], words: Option<Vec<u8>>, register: Option<Vec<u8>>, facts: &str) -> Result<Self, Error> {
        let made = Ports::decode(catalog, words.as_deref(), register.as_deref(), facts);
        made.map(|ports| Self(Arc::new(ports))).map_err(|wrong| {
            let error = Error::new(&wrong.text());
            error.set_code(wrong.code());
            error
        })
    }
}

/// The number of a kind, from its decimal digits; `None` for what has others.
fn number(digits: &str) -> Option<u64> {
    let mut number: Option<u64> = None;
    for digit in digits.bytes() {
        let digit = char::from(digit).to_digit(10)?;
        number = Some(number.unwrap_or(0).wrapping_mul(10).wrapping_add(digit.into()));
    }
    number
}

/// One input that is being read.
#[wasm_bindgen]
pub struct TrafficReading {
    reading: Option<Reading>,
    report: String,
    flows: String,
}

#[wasm_bindgen]
impl TrafficReading {
    /// A reading at the beginning of an input. `text`, `host`, `kind` (empty for every kind), `flows` and `skip` are those of
    /// [`Selection`].
    #[wasm_bindgen(constructor)]
    pub fn new(
        ports: &TrafficPorts,
        text: String,
        host: String,
        kind: &str,
        flows: u32,
        skip: u32,
        base: String,
    ) -> Self {
        let (flows, skip) = (flows as usize, skip as usize);
        // What is no number is no kind either, so that nothing is selected.
        let kind = if kind.is_empty() { None } else { Some(number(kind).unwrap_or_default()) };
        let selection = Selection { text, host, kind, flows, skip };
        Self { reading: Some(Reading::new(&ports.0, selection, base)), report: String::new(), flows: String::new() }
    }

    /// Reads the next bytes, and returns how many lines have been read.
    pub fn push(&mut self, chunk: &[u8]) -> f64 {
        let Some(reading) = &mut self.reading else { return 0.0 };
        reading.push(chunk);
        #[expect(clippy::cast_precision_loss, reason = "it is exact up to 2^53 lines")]
        let lines = reading.lines() as f64;
        lines
    }

    /// What comes next is another input. Returns how many lines have been read.
    #[wasm_bindgen(js_name = nextInput)]
    pub fn next_input(&mut self) -> f64 {
        let Some(reading) = &mut self.reading else { return 0.0 };
        reading.next_input();
        #[expect(clippy::cast_precision_loss, reason = "it is exact up to 2^53 lines")]
        let lines = reading.lines() as f64;
        lines
    }

    /// Reads what is left. After that, [`TrafficReading::report`] has the report.
    pub fn finish(&mut self) {
        if let Some(reading) = self.reading.take() {
            (self.report, self.flows) = reading.finish();
        }
    }

    /// The wanted flows since they were last taken, as a JSON list.
    pub fn flows(&mut self) -> String {
        match &mut self.reading {
            Some(reading) => reading.flows(),
            None => std::mem::take(&mut self.flows),
        }
    }

    /// The report, as JSON.
    pub fn report(&mut self) -> String {
        std::mem::take(&mut self.report)
    }
}
