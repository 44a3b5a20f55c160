//! The list of results and the button that makes it longer.

use crate::dom::{self, Build};
use crate::item::{self, Shown};
use catalog::Hit;
use web_sys::{DocumentFragment, Element};

/// The id of the list, to which the field refers.
pub(crate) const ID: &str = "results";

pub(crate) struct List {
    items: Element,
    more: Element,
}

impl List {
    pub(crate) fn new(parent: &Element) -> Self {
        // Without its bullets Safari takes a list for none, unless the role says so.
        let items = dom::part("ol", "list").attribute("id", ID).attribute("role", "list");
        let items = items.attribute("aria-label", "Results");
        let more = dom::button("more").attribute("part", "more").text("Show more");
        dom::add(parent, &items);
        dom::add(parent, &more);
        Self { items, more }
    }

    /// Shows these results and no others.
    pub(crate) fn show(&self, hits: &[Hit<'_>], total: usize, shown: &Shown<'_>) {
        dom::renew(&self.items, &nodes(hits, shown, shown.enter_opens));
        self.finish(total);
    }

    /// Appends results, and moves the focus to the first of them.
    pub(crate) fn extend(&self, hits: &[Hit<'_>], total: usize, shown: &Shown<'_>) {
        let before = self.len();
        dom::add(&self.items, &nodes(hits, shown, false));
        self.finish(total);
        if let Some(link) = self.link(before) {
            dom::focus(&link);
        }
    }

    pub(crate) fn len(&self) -> usize {
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

    fn finish(&self, total: usize) {
        dom::switch(&self.items, "hidden", total == 0);
        dom::switch(&self.more, "hidden", self.len() >= total);
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
