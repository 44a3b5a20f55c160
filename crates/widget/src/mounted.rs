//! The handle by which the element's class holds a mounted widget.

use crate::events;
use crate::request::selection;
use crate::widget::{Cause, Start, Widget};
use catalog::Index;
use gloo_events::EventListener;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Element, HtmlElement, HtmlInputElement};

#[wasm_bindgen]
extern "C" {
    /// `{ limit, base, compact, urlParam, filters }`, made by the element's class from attributes that it has checked.
    pub type Options;
    #[wasm_bindgen(method, getter)]
    fn limit(this: &Options) -> u32;
    #[wasm_bindgen(method, getter)]
    fn base(this: &Options) -> String;
    #[wasm_bindgen(method, getter)]
    fn compact(this: &Options) -> bool;
    #[wasm_bindgen(method, getter, js_name = urlParam)]
    fn url_param(this: &Options) -> Option<String>;
    #[wasm_bindgen(method, getter)]
    fn filters(this: &Options) -> JsValue;
}

/// A widget at work. After [`Mounted::destroy`] nothing of it is left in the page.
///
/// Its methods borrow it shared, because the page's listeners run inside them and may call others.
#[wasm_bindgen]
pub struct Mounted {
    widget: Rc<Widget>,
    listeners: RefCell<Vec<EventListener>>,
}

impl Mounted {
    pub(crate) fn new(
        index: &Rc<Index>,
        host: HtmlElement,
        input: HtmlInputElement,
        place: &Element,
        options: &Options,
    ) -> Self {
        let start = Start {
            limit: options.limit() as usize,
            base: options.base(),
            compact: options.compact(),
            url_param: options.url_param(),
            selection: selection(&options.filters(), index.catalog()).unwrap_or_default(),
        };
        let widget = Rc::new(Widget::new(Rc::clone(index), host, input, place, start));
        if let Some(url) = &widget.page_url {
            let (_, selection) = url.read(index.catalog());
            if !selection.is_empty() {
                widget.selection.replace(selection);
            }
        }
        let listeners = RefCell::new(events::listen(&widget));
        widget.update(Cause::Shown);
        Self { widget, listeners }
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

    /// Takes over changed attributes.
    pub fn configure(&self, options: &Options) {
        self.widget.limit.set(options.limit() as usize);
        self.widget.base.replace(options.base());
        self.widget.update(Cause::Shown);
    }

    /// The filters that are set, in the shape that `search()` takes.
    pub fn filters(&self) -> JsValue {
        self.widget.selection.borrow().to_object(self.widget.index.catalog()).into()
    }

    /// Shows the results of what was typed before there were any.
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
        self.listeners.take();
        self.widget.take_down();
    }
}
