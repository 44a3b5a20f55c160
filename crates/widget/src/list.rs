//! The list of results and the button that makes it longer.

use crate::dom::{self, Build};
use crate::item::{self, Shown};
use catalog::Hit;
use gloo_timers::callback::Timeout;
use std::cell::RefCell;
use web_sys::{DocumentFragment, Element};

/// The id of the list, to which the field refers.
pub(crate) const ID: &str = "results";

/// How many results are shown at once while somebody types: more than most windows have room for.
const FIRST: u32 = 10;

/// After so long the frame with the first ones has been painted.
const FRAME_MS: u32 = 25;

pub(crate) struct List {
    items: Element,
    more: Element,
    /// The others, until they replace those of the search before.
    rest: RefCell<Option<(DocumentFragment, Timeout)>>,
}

impl List {
    pub(crate) fn new(parent: &Element) -> Self {
        // Without its bullets Safari takes a list for none, unless the role says so.
        let items = dom::part("ol", "list").attribute("id", ID).attribute("role", "list");
        let items = items.attribute("aria-label", "Results");
        let more = dom::button("more").attribute("part", "more").text("Show more");
        dom::add(parent, &items);
        dom::add(parent, &more);
        Self { items, more, rest: RefCell::default() }
    }

    /// Shows these results and no others; `in_steps`, first those that are probably in view, so that typing shows sooner.
    pub(crate) fn show(&self, hits: &[Hit<'_>], total: usize, shown: &Shown<'_>, in_steps: bool) {
        let (first, rest) = hits.split_at(if in_steps { hits.len().min(FIRST as usize) } else { hits.len() });
        let left = dom::renew_from(&self.items, self.items.first_child(), &nodes(first, shown, shown.enter_opens));
        if rest.is_empty() {
            self.rest.take();
            dom::remove_from(&self.items, left);
        } else {
            let (items, rest) = (self.items.clone(), nodes(rest, shown, false));
            let pending = rest.clone();
            let timeout = dom::later(FRAME_MS, Box::new(move || complete(&items, &pending)));
            self.rest.replace(Some((rest, timeout)));
        }
        self.finish(hits.len(), total);
    }

    /// Appends results, and moves the focus to the first of them.
    pub(crate) fn extend(&self, hits: &[Hit<'_>], total: usize, shown: &Shown<'_>) {
        let before = self.len();
        dom::add(&self.items, &nodes(hits, shown, false));
        self.finish(self.len(), total);
        if let Some(link) = self.link(before) {
            dom::focus(&link);
        }
    }

    /// How many results there are, when all of them are shown.
    pub(crate) fn len(&self) -> usize {
        if let Some((rest, _)) = self.rest.take() {
            complete(&self.items, &rest);
        }
        self.items.child_element_count() as usize
    }

    /// The link of the result at a position.
    pub(crate) fn link(&self, at: usize) -> Option<Element> {
        let item = self.items.children().item(u32::try_from(at).ok()?)?;
        item.first_element_child()
    }

    /// The position of the result whose link this is, or is in.
    pub(crate) fn position(&self, of: &Element) -> Option<usize> {
        let link = dom::closest(of, "a.link")?;
        (0..self.len()).find(|at| self.link(*at).as_ref() == Some(&link))
    }

    pub(crate) fn contains(&self, node: &Element) -> bool {
        self.items.contains(Some(node)) || self.is_more(node)
    }

    /// Whether this is the button that makes the list longer.
    pub(crate) fn is_more(&self, node: &Element) -> bool {
        *node == self.more
    }

    fn finish(&self, len: usize, total: usize) {
        dom::switch(&self.items, "hidden", total == 0);
        dom::switch(&self.more, "hidden", len >= total);
    }
}

/// Shows the rest behind the first results, if that has not been done.
fn complete(items: &Element, rest: &DocumentFragment) {
    if rest.has_child_nodes() {
        let left = dom::renew_from(items, items.child_nodes().item(FIRST), rest);
        dom::remove_from(items, left);
    }
}

/// The items; `choose` says whether Enter opens the first.
fn nodes(hits: &[Hit<'_>], shown: &Shown<'_>, choose: bool) -> DocumentFragment {
    let fragment = dom::fragment();
    for (at, hit) in hits.iter().enumerate() {
        dom::add(&fragment, &item::node(hit, shown, choose && at == 0));
    }
    fragment
}
