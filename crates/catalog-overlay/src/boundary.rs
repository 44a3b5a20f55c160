//! The functions that the element's script calls.

use crate::merge;
use js_sys::{Array, Error, Object, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Merges overlays, a list of JSON texts, into an encoded catalog: `{ bytes, problems: [{ overlay, path, message }] }`.
/// `bytes` is the new catalog, encoded as one file. Words that the catalog needs are given with it; without them they are missing.
///
/// # Errors
///
/// An `Error` with the `code` `version` or `damaged` if the catalog or its words cannot be decoded.
#[wasm_bindgen(js_name = merge)]
pub fn merge_encoded(base: &[u8], words: Option<Vec<u8>>, overlays: &Array) -> Result<JsValue, JsValue> {
    let catalog = match words {
        Some(words) => catalog::decode_with_words(base, &words),
        None => catalog::decode(base),
    };
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
    let bytes = js_sys::Uint8Array::from(&*catalog::encode(&merged.catalog));
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
