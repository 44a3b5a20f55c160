//! The two crates that run in a browser, from cargo's output to what the published scripts start.

use std::path::PathBuf;

use anyhow::Result;

use crate::bindgen::{self, Glue, Shape};
use crate::sources::Sources;

/// The `.wasm` files that cargo has made.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The crate `widget`.
    pub widget: PathBuf,
    /// The crate `catalog-overlay`.
    pub overlay: PathBuf,
}

/// Both with the scripts that call them, for classic scripts.
pub struct Wasm {
    pub(crate) compiled: Compiled,
    pub(crate) widget: Glue,
    pub(crate) overlay: Glue,
}

impl Wasm {
    /// Does what `wasm-bindgen` does, or takes the result of the same files from before.
    ///
    /// # Errors
    /// If a file cannot be read, or is not the wasm of a crate that uses `wasm-bindgen`.
    pub fn bind(compiled: Compiled, sources: &Sources) -> Result<Self> {
        let classic = |path, global, cache| bindgen::bind(path, Shape::Classic(global), &sources.scratch(cache));
        let widget = classic(&compiled.widget, "portolanWasm", "bindgen")?;
        let overlay = classic(&compiled.overlay, "portolanOverlay", "bindgen-overlay")?;
        Ok(Self { compiled, widget, overlay })
    }
}
