//! The public shape of results: plain objects according to the element's contract.

use crate::object::{array, number, object, set};
use crate::{href, notices};
use catalog::{
    Annotation, Applies, Catalog, Dimension, Document, Entry, Facet, Filters, Hit, Index, Notice, Provenance, Release,
    Results, Transport,
};
use js_sys::Object;
use wasm_bindgen::JsValue;

/// `{ total, hits, facets, notices }`.
pub(crate) fn results(index: &Index, typed: &str, filters: &Filters, found: &Results<'_>, base: &str) -> Object {
    let facets = Object::new();
    for facet in &found.facets {
        set(&facets, facet.dimension.id(), &values(facet, index.catalog()));
    }
    set(&facets, "release", &releases(index, typed, filters));
    object(&[
        ("total", number(found.total)),
        ("hits", array(found.hits.iter().map(|found| hit(found, base)))),
        ("facets", facets.into()),
        ("notices", array(found.notices.iter().map(notice))),
    ])
}

/// `{ id, ports, transports, title, summary, href, provenance, exposure, why, applies, remarks }`.
pub(crate) fn hit(hit: &Hit<'_>, base: &str) -> Object {
    let href = href::of(hit.document, hit.heading, base).into();
    let why = hit.why.as_ref().map_or(JsValue::NULL, |why| why.text().into());
    let applies = match hit.applies {
        Some(Applies::Yes) => "yes".into(),
        Some(Applies::Unsaid) => "unsaid".into(),
        Some(Applies::No) | None => JsValue::NULL,
    };
    let (id, title, summary, entry) = match hit.document {
        Document::Entry(entry) => (entry.id(), &entry.title, &*entry.summary, Some(entry)),
        Document::Page(page) => (page.href.clone(), &page.title, "", None),
    };
    object(&[
        ("id", id.into()),
        ("ports", array(entry.map(|entry| array([entry.ports.first(), entry.ports.last()])))),
        ("transports", array(entry.into_iter().flat_map(|entry| entry.transports().iter()).map(Transport::id))),
        ("title", (&**title).into()),
        ("summary", summary.into()),
        ("href", href),
        ("provenance", array(entry.into_iter().flat_map(Entry::provenances).map(Provenance::id))),
        ("exposure", entry.and_then(|entry| entry.exposure).map_or(JsValue::NULL, |exposure| exposure.id().into())),
        ("why", why),
        ("applies", applies),
        ("remarks", array(entry.into_iter().flat_map(|entry| &entry.annotations).map(remark))),
    ])
}

/// `{ by, text, links: [{ title, href }] }`.
fn remark(annotation: &Annotation) -> Object {
    let links =
        annotation.links.iter().map(|link| object(&[("title", (&*link.title).into()), ("href", (&*link.href).into())]));
    object(&[("by", (&*annotation.by).into()), ("text", (&*annotation.text).into()), ("links", array(links))])
}

fn values(facet: &Facet, catalog: &Catalog) -> JsValue {
    let values = facet.dimension.values(catalog);
    array(values.iter().zip(&facet.counts).map(|((id, label), count)| value(id, label, *count)))
}

/// The number of results for each release.
fn releases(index: &Index, typed: &str, filters: &Filters) -> JsValue {
    array(index.count_releases(typed, filters).into_iter().map(|(release, count)| {
        let name = release.text();
        value(&name, &name, count)
    }))
}

fn value(id: &str, label: &str, count: usize) -> Object {
    object(&[("value", id.into()), ("label", label.into()), ("count", number(count))])
}

/// `{ kind, text, … }`; `text` has all of it in words.
fn notice(notice: &Notice<'_>) -> Object {
    let id = |entry: Option<&Entry>| entry.map_or(JsValue::NULL, |entry| entry.id().into());
    let text = notices::text(notice).into();
    match notice {
        Notice::Unwritten { port, class, about, below, above } => object(&[
            ("kind", "unwritten".into()),
            ("text", text),
            ("port", (*port).into()),
            ("class", class.id().into()),
            ("about", id(*about)),
            ("below", id(*below)),
            ("above", id(*above)),
        ]),
        Notice::OtherReleases { release, entry, releases } => object(&[
            ("kind", "other-releases".into()),
            ("text", text),
            ("release", release.text().into()),
            ("entry", entry.id().into()),
            ("releases", releases.as_str().into()),
        ]),
        Notice::NotAPort { typed } => {
            object(&[("kind", "not-a-port".into()), ("text", text), ("typed", (&**typed).into())])
        }
        Notice::UnknownWord { typed, suggestions } => object(&[
            ("kind", "unknown-word".into()),
            ("text", text),
            ("typed", (&**typed).into()),
            ("suggestions", array(suggestions.iter().copied())),
        ]),
        Notice::Line { transports, ports, unwritten } => object(&[
            ("kind", "line".into()),
            ("text", text),
            ("transports", array(transports.iter().map(Transport::id))),
            ("to", array(ports.to.iter().copied())),
            ("from", array(ports.from.iter().copied())),
            ("unwritten", array(unwritten.iter().copied())),
        ]),
        Notice::NotARelease { typed, releases } => object(&[
            ("kind", "not-a-release".into()),
            ("text", text),
            ("typed", (&**typed).into()),
            ("releases", array(releases.iter().map(Release::text))),
        ]),
        Notice::TransportAlone { transport } => {
            object(&[("kind", "transport-alone".into()), ("text", text), ("transport", transport.id().into())])
        }
    }
}

/// The dimensions, each with those of its values that entries have.
pub(crate) fn existing(index: &Index) -> Vec<(Dimension, Vec<usize>)> {
    let everything = index.search("", &Filters::default(), 0);
    let dimensions = everything.facets.into_iter().map(|facet| {
        let existing = facet.counts.iter().enumerate().filter(|(_, count)| **count > 0).map(|(position, _)| position);
        (facet.dimension, existing.collect())
    });
    dimensions.filter(|(_, positions): &(_, Vec<usize>)| !positions.is_empty()).collect()
}
