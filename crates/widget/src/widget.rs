//! One mounted widget: its nodes, its state, and what happens when the state changes.

use crate::announce::Announcer;
use crate::dom::{self, Build};
use crate::filter_view::FilterView;
use crate::item::Shown;
use crate::list::{self, List};
use crate::page_url::PageUrl;
use crate::panel::Panel;
use crate::reference::{Shared, awaits_register};
use crate::selection::Selection;
use crate::{chips, count, notices, object, request, shape};
use catalog::{Document, Hit, Index, Notice, Query, Results, concat, trim_end};
use result_json::href;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CustomEvent, CustomEventInit, Element, HtmlElement, HtmlInputElement, ShadowRoot};

pub(crate) struct Widget {
    shared: Rc<Shared>,
    /// The one that what is shown was found in.
    index: RefCell<Rc<Index>>,
    pub(crate) host: HtmlElement,
    pub(crate) root: ShadowRoot,
    pub(crate) input: HtmlInputElement,
    pub(crate) panel: Panel,
    pub(crate) list: List,
    pub(crate) filters: FilterView,
    pub(crate) page_url: Option<PageUrl>,
    pub(crate) selection: RefCell<Selection>,
    /// The number of results to show, and the base of their links.
    pub(crate) limit: Cell<usize>,
    pub(crate) base: RefCell<String>,
    count: Element,
    chips: Element,
    notices: Element,
    announcer: Announcer,
    /// The number of all results.
    total: Cell<usize>,
    /// Whether the first result is a real answer to the query.
    pub(crate) is_answer: Cell<bool>,
    /// Whether the register, which is not loaded, may have better results.
    pub(crate) awaits_register: Cell<bool>,
    /// The depth of nested searches: a listener of the search event may start another search.
    nested: Cell<usize>,
}

/// Nested searches beyond this depth fire no event.
const DEEPEST: usize = 8;

/// The initial state of a widget.
pub(crate) struct Start {
    pub(crate) limit: usize,
    pub(crate) base: String,
    pub(crate) compact: bool,
    pub(crate) url_param: Option<String>,
    pub(crate) selection: Selection,
}

/// Why the results are updated.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cause {
    /// The widget is new, or its attributes changed.
    Shown,
    /// A step in the history.
    History,
    /// The reader is typing.
    Typing,
    /// The reader chose something, or a script set something.
    Choice,
    /// Words were added to the catalog: the reader did nothing, and must not be disturbed.
    Words,
}

impl Widget {
    pub(crate) fn new(
        shared: Rc<Shared>,
        host: HtmlElement,
        input: HtmlInputElement,
        place: &Element,
        start: Start,
    ) -> Self {
        let panel = Panel::new(place, start.compact);
        let bar = dom::make("div", "bar");
        let count = dom::part("p", "count");
        dom::add(&bar, &count);
        dom::add(&panel.body, &bar);
        let filters = FilterView::new(&bar);
        let chips = dom::make("div", "chips").attribute("role", "group").attribute("aria-label", "Active filters");
        let notices = dom::make("div", "notices");
        dom::add(&panel.body, &chips);
        dom::add(&panel.body, &notices);
        let list = List::new(&panel.body);
        let announcer = Announcer::new(&panel.body);
        dom::set(&input, "aria-controls", list::ID);
        Self {
            index: RefCell::new(shared.index()),
            shared,
            root: place.get_root_node().unchecked_into(),
            host,
            input,
            panel,
            list,
            filters,
            page_url: start.url_param.map(PageUrl::new),
            selection: RefCell::new(start.selection),
            limit: Cell::new(start.limit),
            base: RefCell::new(start.base),
            count,
            chips,
            notices,
            announcer,
            total: Cell::new(0),
            is_answer: Cell::new(true),
            awaits_register: Cell::new(false),
            nested: Cell::new(0),
        }
    }

    /// Searches with the query and the filters, and shows the results.
    pub(crate) fn update(&self, cause: Cause) {
        let focused = self.root.active_element();
        if focused.is_some_and(|node| self.list.contains(&node) || self.is_passing(&node)) {
            if cause == Cause::Words {
                // The reader keeps the results, and the index that they are from, until the next search.
                return;
            }
            // The focused node is about to be removed.
            dom::focus(&self.input);
        }
        let index = self.shared.index();
        self.index.replace(Rc::clone(&index));
        let typed = self.typed();
        let selection = self.selection.borrow().clone();
        let filters = selection.filters(index.catalog());
        let longer = if cause == Cause::Words { self.list.len() } else { 0 };
        let mut results = index.search(&typed, &filters, self.limit.get().max(longer));
        let awaits_register = results.awaits_register && awaits_register();
        self.awaits_register.set(awaits_register);
        if self.shared.awaits_words.get() || awaits_register {
            results.notices.retain(|notice| !matches!(notice, Notice::UnknownWord { .. }));
        }
        // Unfolded, the field itself says so.
        if selection.release_is_unreadable() && !self.filters.is_open() {
            results.notices.push(index.not_a_release(&selection.release_text));
        }
        if !self.panel.is_compact() && (self.is_asked() || !results.notices.is_empty()) {
            self.panel.open();
        }
        let total = self.total.replace(results.total);
        // A registered port has nothing to open where the register's pages are not.
        let leads = |hit: &Hit<'_>| {
            !matches!(hit.document, Document::Registered(_))
                || !href::of(&hit.document, None, &self.base.borrow()).is_empty()
        };
        self.is_answer.set(results.is_answer && results.hits.first().is_none_or(leads));
        let filtered = !selection.is_empty();
        self.show(&index, &results, &typed, &selection, cause);
        let told = Query::parse(&typed).public_text(&typed);
        let mut said = count::results(results.total, &told, filtered);
        dom::set_text(&self.count, &said);
        for notice in &results.notices {
            said = concat(&[&said, ". ", trim_end(&notices::text(notice), ".")]);
        }
        match cause {
            Cause::Shown => {}
            Cause::Words => self.announcer.correct(said),
            _ => self.announcer.say(said),
        }
        let catalog = index.catalog();
        match (&self.page_url, cause) {
            (Some(url), Cause::Typing) => url.typed(&typed, &selection, catalog),
            (Some(url), Cause::Choice) => url.chosen(&typed, &selection, catalog),
            (Some(url), Cause::History) => url.forget(),
            _ => {}
        }
        let depth = self.nested.get();
        if depth >= DEEPEST || (cause == Cause::Words && results.total == total) {
            return;
        }
        let detail = object::object(&[
            ("query", (&*told).into()),
            ("filters", selection.to_object(catalog).into()),
            ("total", object::number(results.total)),
        ]);
        self.nested.set(depth + 1);
        self.dispatch("port-reference-search", &detail, false);
        self.nested.set(depth);
    }

    /// The index that what is shown was found in.
    pub(crate) fn index(&self) -> Rc<Index> {
        Rc::clone(&self.index.borrow())
    }

    /// Shows more results: `limit` more.
    pub(crate) fn show_more(&self) {
        let typed = self.typed();
        let selection = self.selection.borrow().clone();
        let before = self.list.len();
        let index = self.index();
        let results = index.search(&typed, &selection.filters(index.catalog()), before + self.limit.get());
        let (base, query) = (self.base.borrow().clone(), Query::parse(&typed));
        let shown = self.shown(&index, &query, &selection, &base);
        self.list.extend(results.hits.get(before..).unwrap_or_default(), results.total, &shown);
    }

    /// Whether there is a query or a filter.
    pub(crate) fn is_asked(&self) -> bool {
        !self.typed().trim_ascii().is_empty() || !self.selection.borrow().is_empty()
    }

    fn shown<'a>(&self, index: &'a Index, query: &'a Query, selection: &Selection, base: &'a str) -> Shown<'a> {
        let mut filters = selection.filters(index.catalog());
        filters.release = filters.release.or_else(|| query.release.clone());
        Shown { index, query, filters, base, enter_opens: self.is_asked() && self.is_answer.get() }
    }

    pub(crate) fn is_field(&self, node: &Element) -> bool {
        let field: &Element = &self.input;
        field == node
    }

    /// The query.
    pub(crate) fn typed(&self) -> String {
        request::cut(&self.input.value()).to_owned()
    }

    /// Dispatches the event for choosing the result at a position. Returns whether it was not cancelled.
    pub(crate) fn selects(&self, position: usize) -> bool {
        let index = self.index();
        let filters = self.selection.borrow().filters(index.catalog());
        let results = index.search(&self.typed(), &filters, position + 1);
        let base = self.base.borrow().clone();
        let hit = results.hits.get(position).map(|hit| shape::hit(&index, &self.typed(), &filters, hit, &base));
        hit.is_none_or(|detail| self.dispatch("port-reference-select", &detail, true))
    }

    /// Sets filters and query from the page's URL.
    pub(crate) fn restore(&self) {
        let Some(url) = &self.page_url else { return };
        let (query, selection) = url.read(self.index().catalog());
        let query = query.or_else(|| self.host.get_attribute("query")).unwrap_or_default();
        self.input.set_value(&query);
        self.selection.replace(selection);
        self.update(Cause::History);
    }

    /// Updates the filters, which otherwise happens only while they are visible. Where they cover the page, only what is in them
    /// is announced.
    pub(crate) fn toggled(&self) {
        if self.filters.is_open() {
            let selection = self.selection.borrow().clone();
            let index = self.index();
            self.filters.show(&index, &self.typed(), self.total.get(), &selection, true);
            self.filters.spread();
            if self.filters.is_sheet() {
                self.announcer.move_to(self.filters.sheet());
            }
        } else {
            self.fold();
        }
    }

    /// Closes the filters.
    pub(crate) fn fold(&self) {
        self.filters.fold();
        self.announcer.move_to(&self.panel.body);
    }

    /// Reports it if the typed release is not one. The results are not rebuilt: that would remove a button whose click has just moved
    /// the focus out of the field.
    pub(crate) fn release_is_finished(&self) {
        self.filters.complain(&self.selection.borrow());
        if let Some(url) = &self.page_url {
            url.settle();
        }
    }

    /// Removes listeners and nodes.
    pub(crate) fn take_down(&self) {
        self.announcer.stop();
        if let Some(url) = &self.page_url {
            url.settle();
        }
        dom::unset(&self.input, "aria-controls");
        self.panel.body.remove();
    }

    /// Whether the node is in a part that every update rebuilds.
    fn is_passing(&self, node: &Element) -> bool {
        self.chips.contains(Some(node)) || self.notices.contains(Some(node))
    }

    fn show(&self, index: &Index, results: &Results<'_>, typed: &str, selection: &Selection, cause: Cause) {
        let (base, query) = (self.base.borrow().clone(), Query::parse(typed));
        let shown = self.shown(index, &query, selection, &base);
        self.list.show(&results.hits, results.total, &shown, cause == Cause::Typing);
        chips::show(&self.chips, selection, index.catalog());
        self.filters.show(index, typed, results.total, selection, !matches!(cause, Cause::Typing | Cause::Words));
        let notices = dom::fragment();
        for notice in &results.notices {
            dom::add(&notices, &notices::node(notice, &base));
        }
        dom::renew(&self.notices, &notices);
    }

    /// Dispatches an event. Returns whether it was not cancelled.
    fn dispatch(&self, name: &str, detail: &JsValue, cancelable: bool) -> bool {
        let init = CustomEventInit::new();
        init.set_bubbles(true);
        init.set_composed(true);
        init.set_cancelable(cancelable);
        init.set_detail(detail);
        CustomEvent::new_with_event_init_dict(name, &init)
            .and_then(|event| self.host.dispatch_event(&event))
            .unwrap_or(true)
    }
}
