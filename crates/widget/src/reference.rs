//! A loaded catalog, shared by the page's elements.

use crate::mounted::Mounted;
use crate::{object, request, shape};
use catalog::{DecodeError, Index, Register};
use js_sys::Object;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Element, HtmlElement, HtmlInputElement};

/// A catalog, decoded and indexed.
#[wasm_bindgen]
pub struct Reference {
    shared: Rc<Shared>,
}

/// What a reference and its widgets share.
pub(crate) struct Shared {
    index: RefCell<Rc<Index>>,
    /// Whether the words of the catalog are still to come: until then, no word is called unknown.
    pub(crate) awaits_words: Cell<bool>,
}

impl Shared {
    /// The newest index. It is exchanged as a whole, so that results of the one before stay valid while they are used.
    pub(crate) fn index(&self) -> Rc<Index> {
        let index = Rc::clone(&self.index.borrow());
        REGISTER.with_borrow(|known| {
            if let Known::Loaded(register) = known {
                index.set_register(register);
            }
        });
        index
    }
}

/// IANA's register, which all catalogs of a page share.
enum Known {
    /// Not loaded yet, or not needed so far.
    Awaited,
    /// It could not be loaded.
    Missing,
    Loaded(Arc<Register>),
}

thread_local! {
    static REGISTER: RefCell<Known> = const { RefCell::new(Known::Awaited) };
}

/// Whether the register may still come: until then, what it may know is not called unknown.
pub(crate) fn awaits_register() -> bool {
    REGISTER.with_borrow(|known| matches!(known, Known::Awaited))
}

#[wasm_bindgen]
impl Reference {
    /// Decodes a catalog; with `awaits_words`, [`Reference::add_words`] follows.
    ///
    /// # Errors
    ///
    /// An `Error` with a sentence and the `code` `version` or `damaged`.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: &[u8], awaits_words: bool) -> Result<Self, JsValue> {
        let catalog = catalog::decode(bytes).map_err(error)?;
        let index = RefCell::new(Rc::new(Index::new(catalog)));
        Ok(Self { shared: Rc::new(Shared { index, awaits_words: Cell::new(awaits_words) }) })
    }

    /// Adds its words to the catalog, which is given again. Without words, there will be none.
    ///
    /// # Errors
    ///
    /// Like [`Reference::new`]; then everything stays as it is.
    #[wasm_bindgen(js_name = addWords)]
    pub fn add_words(&self, bytes: &[u8], words: Option<Vec<u8>>) -> Result<(), JsValue> {
        if let Some(words) = words {
            let catalog = catalog::decode_with_words(bytes, &words).map_err(error)?;
            self.shared.index.replace(Rc::new(Index::new(catalog)));
        }
        self.shared.awaits_words.set(false);
        Ok(())
    }

    /// Adds the register to all catalogs; without bytes, there will be none.
    ///
    /// # Errors
    ///
    /// Like [`Reference::new`]; then everything stays as it is.
    #[wasm_bindgen(js_name = setRegister)]
    pub fn set_register(bytes: Option<Vec<u8>>) -> Result<(), JsValue> {
        let known = match bytes {
            Some(bytes) => Known::Loaded(Arc::new(Register::decode(&bytes).map_err(error)?)),
            None => Known::Missing,
        };
        REGISTER.set(known);
        Ok(())
    }

    /// The number of entries.
    #[wasm_bindgen(getter)]
    pub fn entries(&self) -> usize {
        self.shared.index().catalog().entries().len()
    }

    /// Searches: `{ total, hits, facets, notices, awaitsRegister }`. Links start with `base`, which is empty or ends in `/`.
    ///
    /// # Errors
    ///
    /// A `TypeError` if `options` is not `{ limit, filters }`, or names a filter or value that does not exist.
    pub fn search(&self, query: &str, options: &JsValue, base: &str) -> Result<JsValue, JsValue> {
        let index = self.shared.index();
        let request = request::Request::read(options, index.catalog())?;
        let typed = request::cut(query);
        let found = index.search(typed, &request.filters, request.limit);
        Ok(shape::results(&index, typed, &request.filters, &found, base))
    }

    /// Mounts a widget in `place`, in the shadow root of `host`, for the text of `input`.
    ///
    /// `options` are `{ limit, base, compact, urlParam, filters }`: attributes that the element's class has checked, and `isKept`: whether
    /// `filters` are of an element that was there before, or set since. Then they count, and not those of the page's address.
    pub fn mount(&self, host: HtmlElement, place: &Element, input: HtmlInputElement, options: &Object) -> Mounted {
        Mounted::new(&self.shared, host, input, place, options)
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it is passed to `map_err`")]
fn error(wrong: DecodeError) -> JsValue {
    object::error(wrong.code(), &wrong.text())
}
