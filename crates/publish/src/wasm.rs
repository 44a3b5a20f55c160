//! Binds the six crates that run in browsers: from cargo's output to scripts and wasm.

use std::path::PathBuf;

use anyhow::Result;

use crate::bindgen::{self, Glue, Shape};
use crate::sources::Sources;

/// The `.wasm` files that cargo compiled.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The crate `widget`.
    pub widget: PathBuf,
    /// The crate `catalog-overlay`.
    pub overlay: PathBuf,
    /// The crate `traffic-engine`.
    pub traffic: PathBuf,
    /// The crate `capture-engine`.
    pub capture: PathBuf,
    /// The crate `plan-engine`.
    pub plan: PathBuf,
    /// The crate `dialect-engine`.
    pub dialects: PathBuf,
}

/// The crates bound for classic scripts.
pub struct Wasm {
    pub(crate) compiled: Compiled,
    pub(crate) widget: Glue,
    pub(crate) overlay: Glue,
    pub(crate) traffic: Glue,
    pub(crate) capture: Glue,
    pub(crate) plan: Glue,
    pub(crate) dialects: Glue,
}

impl Wasm {
    /// Runs `wasm-bindgen`, or takes the result for the same files from the cache.
    ///
    /// # Errors
    /// If a file cannot be read, or was not compiled from a crate that uses `wasm-bindgen`.
    pub fn bind(compiled: Compiled, sources: &Sources) -> Result<Self> {
        let classic = |path, global, cache| bindgen::bind(path, Shape::Classic(global), &sources.scratch(cache));
        let widget = classic(&compiled.widget, "portolanWasm", "bindgen")?;
        let overlay = classic(&compiled.overlay, "portolanOverlay", "bindgen-overlay")?;
        let traffic = classic(&compiled.traffic, "portolanTraffic", "bindgen-traffic")?;
        let capture = classic(&compiled.capture, "portolanCapture", "bindgen-capture")?;
        let plan = classic(&compiled.plan, "portolanPlan", "bindgen-plan")?;
        let dialects = classic(&compiled.dialects, "portolanDialects", "bindgen-dialects")?;
        Ok(Self { compiled, widget, overlay, traffic, capture, plan, dialects })
    }
}
