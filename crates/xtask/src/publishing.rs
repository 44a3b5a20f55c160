//! Runs the stages of the crate `publish`, with progress, and one build at a time.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use publish::{Address, Book, Bundle, Compiled, MARK, Parts, Sizes, Swap, Wasm, files, tree};

use crate::progress::step;
use crate::workspace::Workspace;
use crate::{reference, wasm};

/// Builds the site at `out`. Returns the sizes of what a reader loads.
///
/// # Errors
/// On any failure; `out` is then unchanged.
pub(crate) fn site(workspace: &Workspace, out: &Path, address: &Address) -> Result<Sizes> {
    let _one_at_a_time = lock(workspace)?;
    let swap = Swap::begin(out, MARK)?;
    let parts = parts(workspace, address)?;
    let sizes = step("finish the site", |_| {
        tree::write(&parts.site()?, swap.staging())?;
        parts.sizes()
    })?;
    swap.commit()?;
    Ok(sizes)
}

/// What was written.
pub(crate) struct Bundled {
    /// Folders and files with their sizes in bytes.
    pub(crate) written: Vec<(&'static str, usize)>,
    /// The sizes of what a reader loads before the first answer.
    pub(crate) loaded: Sizes,
}

/// Builds everything, then replaces the content of `out`.
///
/// # Errors
/// On any failure. `out` is then unchanged, unless the disk fails between two replacements.
pub(crate) fn bundle(workspace: &Workspace, out: &Path, address: &Address) -> Result<Bundled> {
    let _one_at_a_time = lock(workspace)?;
    let parts = parts(workspace, address)?;
    let single_file = step("write the single file", |_| parts.single_file())?;
    let zip = step("zip the site", |_| parts.zip())?;
    let bundle = step("finish the site, embed, npm and publish", |_| Bundle::new(&parts, single_file, zip))?;
    let loaded = parts.sizes()?;
    bundle.write(out)?;
    Ok(Bundled { written: bundle.sizes(), loaded })
}

/// Reads, compiles and renders everything.
fn parts(workspace: &Workspace, address: &Address) -> Result<Parts> {
    let sources = workspace.sources();
    // First the stage that fails fastest and whose sources change most.
    let reference = Arc::new(step("read data", |_| reference::load(&workspace.data()))?);
    wasm::ensure_target(workspace)?;
    let compiled = Compiled {
        widget: step("compile the widget", |step| wasm::compile(workspace, "widget", step))?,
        overlay: step("compile overlays", |step| wasm::compile(workspace, "catalog-overlay", step))?,
        traffic: step("compile what explains traffic", |step| wasm::compile(workspace, "traffic-engine", step))?,
        capture: step("compile what reads captures", |step| wasm::compile(workspace, "capture-engine", step))?,
        plan: step("compile what plans", |step| wasm::compile(workspace, "plan-engine", step))?,
        dialects: step("compile what writes rules", |step| wasm::compile(workspace, "dialect-engine", step))?,
    };
    let wasm = step("bind them", |_| Wasm::bind(compiled, &sources))?;
    let book = step("write the book", |_| Book::write(&sources, &reference, address))?;
    Parts::new(&sources, reference, address, wasm, book)
}

/// Waits for other builds to end; dropping the file releases the lock.
fn lock(workspace: &Workspace) -> Result<File> {
    let scratch = workspace.scratch();
    files::create_dir(&scratch)?;
    let path = scratch.join("build.lock");
    let file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    if file.try_lock().is_err() {
        eprintln!("      waiting for another build to end");
        file.lock().with_context(|| format!("cannot lock {}", path.display()))?;
    }
    Ok(file)
}
