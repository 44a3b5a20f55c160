//! Parses the arguments of `search()`.

use crate::selection::Selection;
use catalog::{Catalog, Filters, concat};
use js_sys::{Array, Object, TypeError};
use wasm_bindgen::{JsCast, JsValue};

/// The parsed second argument of `search()`.
pub(crate) struct Request {
    pub(crate) filters: Filters,
    pub(crate) limit: usize,
}

const DEFAULT_LIMIT: usize = 20;
/// Longer texts are cut, because a URL may contain anything. Log lines are shorter.
const LONGEST_QUERY: usize = 2048;

impl Request {
    /// Reads `{ limit, filters }`; both may be left out.
    pub(crate) fn read(options: &JsValue, catalog: &Catalog) -> Result<Self, JsValue> {
        let mut request = Self { filters: Filters::default(), limit: DEFAULT_LIMIT };
        for (name, value) in properties(options, "options")? {
            match name.as_str() {
                _ if value.is_undefined() => {}
                "limit" => request.limit = limit(&value)?,
                "filters" => request.filters = selection(&value, catalog)?.filters(catalog),
                _ => {
                    return Err(wrong(&concat(&[
                        "search() has the options `limit` and `filters`, but no `",
                        &name,
                        "`",
                    ])));
                }
            }
        }
        Ok(request)
    }
}

/// Reads `{ transport: ["udp"], product: "S269", release: "15.2" }`.
pub(crate) fn selection(filters: &JsValue, catalog: &Catalog) -> Result<Selection, JsValue> {
    let mut selection = Selection::default();
    for (name, value) in properties(filters, "filters")? {
        let values = match value.dyn_ref::<Array>() {
            Some(list) => list.iter().collect(),
            None if value.is_undefined() => continue,
            None => vec![value],
        };
        if name == "release" && values.len() > 1 {
            return Err(wrong("the filter `release` takes one release, not several"));
        }
        for value in values {
            let Some(value) = value.as_string() else {
                return Err(wrong(&concat(&["the filter `", &name, "` must be a string or a list of strings"])));
            };
            selection.select(catalog, &name, &value).map_err(|unknown| wrong(&unknown.text()))?;
        }
    }
    Ok(selection)
}

/// The part of a typed text that is searched for.
pub(crate) fn cut(typed: &str) -> &str {
    typed.char_indices().nth(LONGEST_QUERY).and_then(|(end, _)| typed.get(..end)).unwrap_or(typed)
}

fn limit(value: &JsValue) -> Result<usize, JsValue> {
    let whole = value.as_f64().filter(|number| *number >= 0.0 && number.fract() == 0.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked above; a cast saturates")]
    whole.map(|number| number as usize).ok_or_else(|| wrong("search(): `limit` must be a whole number, 0 or more"))
}

fn properties(value: &JsValue, what: &str) -> Result<Vec<(String, JsValue)>, JsValue> {
    if value.is_undefined() || value.is_null() {
        return Ok(Vec::new());
    }
    // Not `instanceof Object`, which fails for objects of other frames and without a prototype.
    if !value.is_object() || Array::is_array(value) {
        return Err(wrong(&concat(&["search(): the ", what, " must be an object"])));
    }
    let pairs = Object::entries(value.unchecked_ref()).into_iter().map(|pair| {
        let pair: Array = pair.unchecked_into();
        (pair.get(0).as_string().unwrap_or_default(), pair.get(1))
    });
    Ok(pairs.collect())
}

/// The message may hold what was given, which may be endless.
fn wrong(message: &str) -> JsValue {
    TypeError::new(cut(message)).into()
}
