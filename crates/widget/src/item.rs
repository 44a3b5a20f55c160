//! One result as a list item.

use crate::dom::{self, Build};
use crate::highlight::Needles;
use catalog::{
    Annotation, Applies, Document, Entry, Filters, Hit, Index, PortSpec, Provenance, Query, concat, decimal,
};
use result_json::href;
use web_sys::Element;

/// What all items of a list share.
pub(crate) struct Shown<'a> {
    pub(crate) index: &'a Index,
    pub(crate) query: &'a Query,
    /// With the release that was asked for, in a filter or in the query.
    pub(crate) filters: Filters,
    pub(crate) base: &'a str,
    /// Whether Enter in the field opens the first result.
    pub(crate) enter_opens: bool,
}

/// A number wider than this has no place in the list's first column.
const WIDEST_NUMBER: usize = "00000–00000".len();

/// The item: a link of number, title and exposure, then what it is, and why it was found. `chosen` is the one that Enter opens.
pub(crate) fn node(hit: &Hit<'_>, shown: &Shown<'_>, chosen: bool) -> Element {
    let needles = Needles::new(shown.query, &hit.marks);
    let link = dom::link("link", &href::of(&hit.document, hit.heading, shown.base));
    let entry = hit.document.entry();
    let (number, title, summary) = match (entry, &hit.document) {
        (Some(entry), _) => (number(&entry.ports), &*entry.title, &*entry.summary),
        (None, Document::Page(page)) => ("Page".to_owned(), &*page.title, ""),
        (None, _) => (String::new(), "", ""),
    };
    dom::add(&link, &marked(dom::part("span", "number"), &number, &needles));
    // A space, so that screen readers read two words; they are in two columns.
    dom::add_text(&link, " ");
    let name = dom::make("span", "name").with(&marked(dom::part("span", "title"), title, &needles));
    dom::add(&link, &name);
    let item = dom::part("li", "item").with(&link);
    if let Some(entry) = entry {
        if let Some(exposure) = entry.exposure {
            let plate = dom::make("span", &concat(&["badge exposure ", exposure.id()]));
            dom::add_text(&name, " ");
            dom::add(&name, &plate.attribute("part", "badge exposure").text(exposure.label()));
        }
        dom::add(&item, &badges(entry, hit.applies, shown));
    }
    if chosen {
        dom::set(&item, "part", "item chosen");
        dom::add(&name, &dom::make("span", "enter").attribute("aria-hidden", "true").text(" ↵"));
    }
    if !summary.is_empty() {
        dom::add(&item, &marked(dom::part("p", "summary"), summary, &needles));
    }
    if let Some(why) = &hit.why {
        dom::add(&item, &marked(dom::part("p", "why"), &why.text(), &needles));
    }
    if let Some(entry) = entry {
        for annotation in
            entry.annotations.iter().filter(|annotation| !annotation.text.is_empty() || !annotation.links.is_empty())
        {
            dom::add(&item, &own(annotation));
        }
    }
    item
}

/// What an organisation adds: who, what, and links to its pages.
fn own(annotation: &Annotation) -> Element {
    let line = dom::part("p", "own").with(&dom::make("b", "").text(&annotation.by));
    dom::add_text(&line, &concat(&[": ", &annotation.text]));
    for link in &annotation.links {
        dom::add_text(&line, " ");
        dom::add(&line, &dom::link("own-link", &link.href).text(&link.title));
    }
    line
}

fn number(ports: &PortSpec) -> String {
    let number = ports.text();
    if number.len() > WIDEST_NUMBER { concat(&[&decimal(ports.first().into()), "+"]) } else { number }
}

fn badges(entry: &Entry, applies: Option<Applies>, shown: &Shown<'_>) -> Element {
    let row = dom::make("span", "badges");
    let badge = |kind: &str, text: &str| {
        let badge = dom::make("span", &concat(&["badge ", kind])).attribute("part", "badge").text(text);
        dom::add(&row, &badge);
        // Keeps the words apart for those who hear them.
        dom::add_text(&row, " ");
    };
    for transport in shown.index.transports(entry, &shown.filters).iter() {
        badge("transport", transport.label());
    }
    // A name that only the register has says the least of what traffic is.
    if entry.uses.iter().all(|one| one.provenance == Provenance::Registered) && !entry.uses.is_empty() {
        badge(Provenance::Registered.id(), Provenance::Registered.label());
    }
    for annotation in &entry.annotations {
        badge(Provenance::Own.id(), &annotation.by);
    }
    match (applies, &shown.filters.release) {
        (Some(Applies::Yes), Some(release)) => badge("yes", &concat(&["on ", &release.text()])),
        (Some(Applies::Unsaid), Some(release)) => {
            badge("unsaid", &concat(&["on ", &release.text(), "? the source does not say"]));
        }
        _ => {}
    }
    row
}

/// Adds the text, with what answers the query in `<mark>`.
fn marked(element: Element, text: &str, needles: &Needles) -> Element {
    let mut from = 0;
    for span in needles.spans(text) {
        dom::add_text(&element, text.get(from..span.start).unwrap_or_default());
        from = span.end;
        dom::add(&element, &dom::make("mark", "").text(text.get(span).unwrap_or_default()));
    }
    dom::add_text(&element, text.get(from..).unwrap_or_default());
    element
}
