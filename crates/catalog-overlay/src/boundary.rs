//! The functions that the element's script calls.

use crate::merge;
use js_sys::{Array, Error, Object, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Merges overlays, a list of JSON texts, into an encoded catalog: `{ bytes, problems: [{ overlay, path, message }] }`.
/// `bytes` is the new catalog, encoded as one file. Words that the catalog needs are given with it; without them they are missing.
/// If `details` are given, `bytes` has them too, and those of the overlays; empty ones stand for a catalog that has none of its own.
///
/// # Errors
///
/// An `Error` with the `code` `version` or `damaged` if the catalog, its words or its details cannot be decoded.
#[wasm_bindgen(js_name = merge)]
#[expect(clippy::needless_pass_by_value, reason = "the glue gives a list that may be missing away")]
pub fn merge_encoded(
    base: &[u8],
    words: Option<Vec<u8>>,
    overlays: &Array,
    details: Option<Vec<u8>>,
) -> Result<JsValue, JsValue> {
    let given = details.as_deref().filter(|details| !details.is_empty());
    let catalog = catalog::decode_with_details(base, words.as_deref(), given);
    let catalog = catalog.map_err(|wrong| {
        let error = Error::new(&wrong.to_string());
        // Cannot fail on an object that is ours.
        let _ = Reflect::set(&error, &"code".into(), &wrong.code().into());
        error
    })?;
    let texts: Vec<String> = overlays.iter().map(|text| text.as_string().unwrap_or_default()).collect();
    let merged = merge(catalog, &texts);
    let problems = Array::new();
    for problem in &merged.problems {
        let at = u32::try_from(problem.overlay).unwrap_or_default();
        let place = [("overlay", at.into()), ("path", (&*problem.path).into())];
        problems.push(&object(&place.into_iter().chain([("message", (&*problem.message).into())])));
    }
    let encode = if details.is_some() { catalog::encode_with_details } else { catalog::encode };
    let bytes = js_sys::Uint8Array::from(&*encode(&merged.catalog));
    Ok(object(&[("bytes", bytes.into()), ("problems", problems.into())].into_iter()))
}

fn object(properties: &(impl Iterator<Item = (&'static str, JsValue)> + Clone)) -> JsValue {
    let object = Object::new();
    for (name, value) in properties.clone() {
        // Cannot fail on an object that is ours.
        let _ = Reflect::set(&object, &name.into(), &value);
    }
    object.into()
}
