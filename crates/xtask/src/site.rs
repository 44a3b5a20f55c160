//! Making the site: everything is staged beside it, and takes its place only as a whole.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};

use crate::artifacts::Artifacts;
use crate::budget::Sizes;
use crate::progress::step;
use crate::swap::Swap;
use crate::workspace::Workspace;
use crate::{assets, bindgen, book, files, reference, wasm};

/// Builds the site at `out` and returns what its reader has to load.
///
/// # Errors
/// On any failure, and then what stood at `out` still stands there unchanged.
pub(crate) fn build(workspace: &Workspace, out: &Path) -> Result<Sizes> {
    let scratch = workspace.scratch();
    files::create_dir(&scratch)?;
    let _one_at_a_time = lock(&scratch.join("build.lock"))?;
    let swap = Swap::begin(out)?;

    // First what fails fastest, and what people change most.
    let reference = step("read data", |_| reference::load(&workspace.data()))?;
    let reference = Arc::new(reference);
    wasm::ensure_target()?;
    let compiled = step("compile the widget", |step| wasm::compile(workspace, step))?;
    let glue = step("bind the widget", |_| bindgen::bind(&compiled, &scratch.join("bindgen")))?;
    let pages = step("write the book", |_| book::build(&workspace.book(), swap.staging(), &reference))?;
    let catalog = catalog::encode(&reference.catalog.clone().with_pages(pages));
    let artifacts = Artifacts::new(workspace, glue, catalog)?;
    artifacts.write(swap.staging())?;
    assets::copy(&workspace.www().join("site"), swap.staging())?;
    let sizes = step("measure", |_| artifacts.sizes(&scratch.join("brotli")))?;
    swap.commit()?;
    Ok(sizes)
}

/// Waits for any other build to end; the lock goes with the file.
fn lock(path: &Path) -> Result<File> {
    let file = File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
    if file.try_lock().is_err() {
        eprintln!("      waiting for another build to end");
        file.lock().with_context(|| format!("cannot lock {}", path.display()))?;
    }
    Ok(file)
}
