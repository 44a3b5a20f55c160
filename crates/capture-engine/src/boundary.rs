//! The functions that JavaScript calls.

use capture::Capture;
use wasm_bindgen::prelude::wasm_bindgen;

/// One capture that is being read.
#[wasm_bindgen]
#[derive(Default)]
pub struct CaptureReading {
    capture: Option<Capture>,
}

#[wasm_bindgen]
impl CaptureReading {
    /// A reading at the beginning of a capture.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self { capture: Some(Capture::new()) }
    }

    /// Reads the next bytes, and returns the lines of the packets that end in them, in UTF-8.
    pub fn push(&mut self, chunk: &[u8]) -> Vec<u8> {
        let mut text = String::new();
        if let Some(capture) = &mut self.capture {
            capture.push(chunk, &mut text);
        }
        text.into_bytes()
    }

    /// Reads what is left, and returns its lines.
    pub fn finish(&mut self) -> Vec<u8> {
        let mut text = String::new();
        if let Some(capture) = self.capture.take() {
            capture.finish(&mut text);
        }
        text.into_bytes()
    }
}
