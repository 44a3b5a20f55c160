//! A loaded catalog, shared by the page's elements.

use crate::mounted::Mounted;
use crate::{object, request, shape};
use catalog::Index;
use js_sys::Object;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Element, HtmlElement, HtmlInputElement};

/// A catalog, decoded and indexed.
#[wasm_bindgen]
pub struct Reference {
    index: Rc<Index>,
}

#[wasm_bindgen]
impl Reference {
    /// Decodes a catalog.
    ///
    /// # Errors
    ///
    /// An `Error` with a sentence and the `code` `version` or `damaged`.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: &[u8]) -> Result<Self, JsValue> {
        let catalog = catalog::decode(bytes).map_err(|wrong| object::error(wrong.code(), &wrong.text()))?;
        Ok(Self { index: Rc::new(Index::new(catalog)) })
    }

    /// The number of entries.
    #[wasm_bindgen(getter)]
    pub fn entries(&self) -> usize {
        self.index.catalog().entries().len()
    }

    /// Searches: `{ total, hits, facets, notices }`. Links start with `base`, which is empty or ends in `/`.
    ///
    /// # Errors
    ///
    /// A `TypeError` if `options` is not `{ limit, filters }`, or names a filter or value that does not exist.
    pub fn search(&self, query: &str, options: &JsValue, base: &str) -> Result<JsValue, JsValue> {
        let request = request::Request::read(options, self.index.catalog())?;
        let typed = request::cut(query);
        let found = self.index.search(typed, &request.filters, request.limit);
        Ok(shape::results(&self.index, typed, &request.filters, &found, base).into())
    }

    /// Mounts a widget in `place`, in the shadow root of `host`, for the text of `input`.
    ///
    /// `options` are `{ limit, base, compact, urlParam, filters }`: attributes that the element's class has checked.
    pub fn mount(&self, host: HtmlElement, place: &Element, input: HtmlInputElement, options: &Object) -> Mounted {
        Mounted::new(&self.index, host, input, place, options)
    }
}
