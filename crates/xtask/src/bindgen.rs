//! What `wasm-bindgen` does, as a library: the compiled widget becomes script and wasm.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::{files, short_names};

/// The element's script knows the glue by this name.
const GLOBAL: &str = "portolanWasm";
const NAME: &str = "port_reference";

/// Names what `generate` does. Change it with what it does: results of another recipe are not
/// taken from the cache.
const RECIPE: &str = "no-modules, no names, no producers, no target features, short imports: 2";

/// The widget as a browser loads it.
pub(crate) struct Glue {
    /// A classic script that declares [`GLOBAL`].
    pub(crate) script: String,
    pub(crate) wasm: Vec<u8>,
}

/// Binds the compiled widget, or takes the result from `cache` if it was made from the same bytes.
pub(crate) fn bind(compiled: &Path, cache: &Path) -> Result<Glue> {
    let input = files::read(compiled)?;
    if !is_cached(&input, cache) {
        files::remove_dir(cache)?;
        files::create_dir(cache)?;
        generate(&input, cache).context("wasm-bindgen cannot bind the widget")?;
        files::write(&cache.join("recipe"), RECIPE.as_bytes())?;
        // Written last: it says that all of the rest is there.
        files::write(&cache.join("input.wasm"), &input)?;
    }
    Ok(Glue {
        script: files::read_text(&script_path(cache))?,
        wasm: files::read(&cache.join(format!("{NAME}_bg.wasm")))?,
    })
}

fn is_cached(input: &[u8], cache: &Path) -> bool {
    let same = |name: &str, bytes: &[u8]| std::fs::read(cache.join(name)).is_ok_and(|cached| cached == bytes);
    same("input.wasm", input) && same("recipe", RECIPE.as_bytes())
}

fn generate(input: &[u8], out: &Path) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_bytes(NAME, input.to_vec())
        .no_modules(true)?
        .no_modules_global(GLOBAL)?
        .typescript(false)
        .debug(false)
        .keep_debug(false)
        .demangle(false)
        .remove_name_section(true)
        .remove_producers_section(true);
    let mut output = bindgen.generate_output()?;
    let glue = output.js().to_owned();
    let module = output.wasm_mut();
    // Needed until here, to see whether the widget was compiled with reference types.
    module.customs.remove_raw("target_features");

    let imports: Vec<String> = module.imports.iter().map(|import| import.name.clone()).collect();
    let exports = module.exports.iter().map(|export| export.name.clone()).collect();
    let names = short_names::shorten(&imports, &exports, &glue);
    for import in module.imports.iter_mut() {
        if let Some(name) = names.get(&import.name) {
            import.name.clone_from(name);
        }
    }
    output.emit(out)?;
    let script = script_path(out);
    files::write(&script, short_names::rename(&files::read_text(&script)?, &names).as_bytes())
}

fn script_path(dir: &Path) -> PathBuf {
    dir.join(NAME).with_extension("js")
}
