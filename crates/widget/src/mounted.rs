//! The handle of a mounted widget, for the element's class.

use crate::events::Listener;
use crate::object;
use crate::reference::Shared;
use crate::request::selection;
use crate::widget::{Cause, Start, Widget};
use js_sys::Object;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Element, HtmlElement, HtmlInputElement};

/// A mounted widget. [`Mounted::destroy`] removes all of it from the page.
///
/// Its methods borrow it shared, because the page's listeners run inside them and may call others.
#[wasm_bindgen]
pub struct Mounted {
    widget: Rc<Widget>,
    listener: RefCell<Option<Listener>>,
}

impl Mounted {
    pub(crate) fn new(
        shared: &Rc<Shared>,
        host: HtmlElement,
        input: HtmlInputElement,
        place: &Element,
        options: &Object,
    ) -> Self {
        let index = shared.index();
        let start = Start {
            limit: limit(options),
            base: base(options),
            compact: object::get(options, "compact").is_truthy(),
            url_param: object::get(options, "urlParam").as_string(),
            selection: selection(&object::get(options, "filters"), index.catalog()).unwrap_or_default(),
        };
        let widget = Rc::new(Widget::new(Rc::clone(shared), host, input, place, start));
        // What the element has shown before, or was told since, is newer than the page's address.
        if let Some(url) = &widget.page_url
            && !object::get(options, "isKept").is_truthy()
        {
            let (_, selection) = url.read(index.catalog());
            if !selection.is_empty() || selection.release_is_unreadable() {
                widget.selection.replace(selection);
            }
        }
        let listener = RefCell::new(Some(Listener::new(&widget)));
        widget.update(Cause::Shown);
        Self { widget, listener }
    }
}

#[wasm_bindgen]
impl Mounted {
    /// Puts a query into the field and shows what it finds.
    #[wasm_bindgen(js_name = setQuery)]
    pub fn set_query(&self, query: &str) {
        if self.widget.input.value() != query {
            self.widget.input.set_value(query);
        }
        self.widget.update(Cause::Choice);
    }

    /// Applies changed attributes.
    pub fn configure(&self, options: &Object) {
        self.widget.limit.set(limit(options));
        self.widget.base.replace(base(options));
        self.widget.update(Cause::Shown);
    }

    /// Searches again after words or the register have been added, and shows what differs.
    pub fn refine(&self) {
        self.widget.update(Cause::Words);
    }

    /// Whether the register, which is not loaded, may have better results for what is shown.
    #[wasm_bindgen(getter, js_name = awaitsRegister)]
    pub fn awaits_register(&self) -> bool {
        self.widget.awaits_register.get()
    }

    /// The selected filters, in the format of `search()`.
    pub fn filters(&self) -> JsValue {
        self.widget.selection.borrow().to_object(self.widget.index().catalog()).into()
    }

    /// Shows the results for text that was typed before loading.
    #[wasm_bindgen(js_name = open)]
    pub fn open_panel(&self) {
        self.widget.panel.open();
    }

    /// Opens the best result.
    #[wasm_bindgen(js_name = openFirst)]
    pub fn open_first(&self) {
        self.widget.open_first(false);
    }

    /// Removes every node, listener and timer.
    pub fn destroy(&self) {
        self.listener.take();
        self.widget.take_down();
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the element's class has checked it")]
fn limit(options: &Object) -> usize {
    object::get(options, "limit").as_f64().unwrap_or_default() as usize
}

fn base(options: &Object) -> String {
    object::get(options, "base").as_string().unwrap_or_default()
}
