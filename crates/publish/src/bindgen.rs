//! `wasm-bindgen` as a library: turns the compiled widget into a script and wasm.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::{files, short_names};

/// The kind of script that the glue is part of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A classic script that declares a function of this name.
    Classic(&'static str),
    /// An ES module.
    Module,
}

/// Describes what `generate` does. Change it when `generate` changes: cached results of another recipe are not used.
const RECIPE: &str = "no names, no producers, no target features, short names: 8";

/// A compiled crate as a browser loads it.
pub(crate) struct Glue {
    /// The script that calls the wasm.
    pub(crate) script: String,
    pub(crate) wasm: Vec<u8>,
    /// The name of the function that a classic script declares.
    pub(crate) global: &'static str,
}

/// Binds compiled wasm; takes the result from `cache` if the bytes are the same.
pub(crate) fn bind(compiled: &Path, shape: Shape, cache: &Path) -> Result<Glue> {
    let input = files::read(compiled)?;
    if !is_cached(&input, cache) {
        files::remove_dir(cache)?;
        files::create_dir(cache)?;
        generate(&input, shape, cache).with_context(|| format!("wasm-bindgen cannot bind {}", compiled.display()))?;
        files::write(&cache.join("recipe"), RECIPE.as_bytes())?;
        // Written last: its presence means that the result is complete.
        files::write(&cache.join("input.wasm"), &input)?;
    }
    Ok(Glue {
        script: files::read_text(&script_path(cache))?,
        wasm: files::read(&cache.join(format!("{NAME}_bg.wasm")))?,
        global: if let Shape::Classic(global) = shape { global } else { "" },
    })
}

/// The stem of the file names in the cache.
const NAME: &str = "glue";

fn is_cached(input: &[u8], cache: &Path) -> bool {
    let same = |name: &str, bytes: &[u8]| std::fs::read(cache.join(name)).is_ok_and(|cached| cached == bytes);
    same("input.wasm", input) && same("recipe", RECIPE.as_bytes())
}

fn generate(input: &[u8], shape: Shape, out: &Path) -> Result<()> {
    let mut bindgen = Bindgen::new();
    match shape {
        Shape::Classic(global) => bindgen.no_modules(true)?.no_modules_global(global)?,
        Shape::Module => bindgen.web(true)?,
    };
    bindgen
        .input_bytes(NAME, input.to_vec())
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
    let (mangled, exports): (Vec<String>, BTreeSet<String>) = {
        let all = module.exports.iter().map(|export| export.name.clone());
        let (mangled, others): (Vec<_>, Vec<_>) = all.partition(|name| name.starts_with("_ZN"));
        (mangled, others.into_iter().collect())
    };
    let names = short_names::shorten(&imports, &mangled, &exports, &glue);
    let imported = module.imports.iter_mut().map(|import| &mut import.name);
    for name in imported.chain(module.exports.iter_mut().map(|export| &mut export.name)) {
        if let Some(short) = names.get(name) {
            name.clone_from(short);
        }
    }
    output.emit(out)?;
    let script = script_path(out);
    let glue = short_names::rename(&files::read_text(&script)?, &names);
    let glue = if shape == Shape::Module { glue } else { without_unused(&glue)? };
    files::write(&script, glue.as_bytes())
}

/// Parts of a classic script's glue that are not used, and their replacements: the synchronous start; starting from anything but a compiled
/// module; what stands in for a function that every browser has that runs the elements; and the guess where the wasm is. The guess is unsafe:
/// it trusts `document.currentScript`, which any element of that name in the page overrides.
const UNUSED: [(&str, &str); 5] = [
    ("Object.assign(__wbg_init, { initSync }, exports)", "Object.assign(__wbg_init, exports)"),
    ("script_src = new URL(document.currentScript.src, location.href).toString();", ""),
    ("console.warn('using deprecated parameters for the initialization function; pass a single object instead')", ""),
    (
        "typeof module_or_path === 'string' || (typeof Request === 'function' && module_or_path instanceof Request) || \
         (typeof URL === 'function' && module_or_path instanceof URL)",
        "false",
    ),
    (
        "const { instance, module } = await __wbg_load(await module_or_path, imports);",
        "const module = module_or_path, instance = await WebAssembly.instantiate(module, imports);",
    ),
];

fn without_unused(glue: &str) -> Result<String> {
    let mut glue = glue.to_owned();
    for (part, instead) in UNUSED {
        ensure!(glue.matches(part).count() == 1, "wasm-bindgen's glue has changed: it must contain this once: {part}");
        glue = glue.replace(part, instead);
    }
    // Only where texts go in; and another function, once for each class.
    let glue = glue.replace("!('encodeInto' in cachedTextEncoder)", "false");
    Ok(glue.replace("typeof FinalizationRegistry === 'undefined'", "false"))
}

fn script_path(dir: &Path) -> PathBuf {
    dir.join(NAME).with_extension("js")
}
