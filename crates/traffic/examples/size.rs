//! The reader alone as a wasm module, to weigh it: the element that shows what it reads is another crate.
//!
//! ```sh
//! cargo build --package traffic --example size --target wasm32-unknown-unknown --profile wasm
//! ```

#![expect(unsafe_code, reason = "an exported function cannot be had otherwise")]

use std::hint::black_box;

use traffic::Reader;

/// Keeps the whole reader.
#[unsafe(no_mangle)]
pub extern "C" fn read(length: usize) -> u64 {
    let text = black_box(vec![b'x'; length]);
    let mut reader = Reader::new();
    let mut each = |event: traffic::Event<'_>| {
        black_box(event);
    };
    reader.push(&text, &mut each);
    reader.finish(&mut each).lines
}
