//! The reader and the explainer as a wasm module, to weigh them: the element that shows what they say is another crate.
//!
//! ```sh
//! cargo build --package explain --example size --target wasm32-unknown-unknown --profile wasm
//! ```

#![expect(unsafe_code, reason = "an exported function cannot be had otherwise")]

use explain::{Explainer, Facts, Knowledge};
use std::hint::black_box;
use std::sync::Arc;
use traffic::{Event, Reader};

/// Keeps the whole reader and explainer, with what reads a catalog and a register.
#[unsafe(no_mangle)]
pub extern "C" fn read(length: usize) -> u64 {
    let text = black_box(vec![b'x'; length]);
    let catalog = catalog::decode(&text).ok();
    let register = catalog::Register::decode(&text).ok().map(Arc::new);
    let facts = Facts::from_text(std::str::from_utf8(&text).unwrap_or_default()).unwrap_or_default();
    let Some(catalog) = catalog else { return 0 };
    let mut explainer = Explainer::new(Arc::new(Knowledge::new(&catalog, register, facts)));
    let mut reader = Reader::new();
    let mut each = |event: Event<'_>| {
        if let Event::Flow(flow) = event {
            black_box(explainer.add(flow));
        }
    };
    reader.push(&text, &mut each);
    reader.finish(&mut each);
    black_box(explainer.finish()).flows
}
