//! The public shape of results: plain objects according to the element's contract.

use crate::json::Json;
use crate::{href, notices, object};
use catalog::{
    Annotation, Applies, Catalog, Dimension, Document, Entry, Facet, Filters, Hit, Index, Notice, Provenance, Release,
    Results, Transport,
};
use js_sys::Object;
use std::cell::OnceCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::Closure;

/// `{ total, hits, notices, awaitsRegister, facets }`; the facets are counted when they are first read.
pub(crate) fn results(index: &Rc<Index>, typed: &str, filters: &Filters, found: &Results<'_>, base: &str) -> JsValue {
    let mut json = Json::default();
    json.open('{');
    json.key("total");
    json.number(found.total);
    json.list("hits", &found.hits, |json, found| write_hit(json, found, base));
    json.list("notices", &found.notices, write_notice);
    json.key("awaitsRegister");
    json.word(if found.awaits_register { "true" } else { "false" });
    json.close('}');
    let results: Object = json.value().into();
    object::compute(&results, "facets", &counted_later(index, typed.to_owned(), filters.clone()));
    results.into()
}

/// A function that returns the facets, and counts them when it is called first. Until then it does not keep the catalog: a page may hold
/// results for long, and catalogs are large.
fn counted_later(index: &Rc<Index>, typed: String, filters: Filters) -> JsValue {
    let index = Rc::downgrade(index);
    let counted = OnceCell::new();
    Closure::<dyn Fn() -> Result<JsValue, JsValue>>::new(move || {
        if let Some(counted) = counted.get() {
            return Ok(JsValue::clone(counted));
        }
        let freed =
            || object::error("freed", "the facets of results are counted while their catalog is there; it was freed.");
        let facets = facets(&*index.upgrade().ok_or_else(freed)?, &typed, &filters);
        Ok(counted.get_or_init(|| facets).clone())
    })
    .into_js_value()
}

/// `{ transport: [{ value, label, count }], …, release: [ … ] }`.
fn facets(index: &Index, typed: &str, filters: &Filters) -> JsValue {
    let mut json = Json::default();
    json.open('{');
    for facet in index.facets(typed, filters) {
        write_values(&mut json, &facet, index.catalog());
    }
    json.list("release", index.count_releases(typed, filters), |json, (release, count)| {
        let name = release.text();
        write_value(json, &name, &name, count);
    });
    json.close('}');
    json.value()
}

/// `{ id, ports, transports, title, summary, href, provenance, exposure, why, applies, remarks }`.
pub(crate) fn hit(hit: &Hit<'_>, base: &str) -> JsValue {
    let mut json = Json::default();
    write_hit(&mut json, hit, base);
    json.value()
}

fn write_hit(json: &mut Json, hit: &Hit<'_>, base: &str) {
    let entry = hit.document.entry();
    let title = match &hit.document {
        Document::Page(page) => &*page.title,
        _ => entry.map_or("", |entry| &entry.title),
    };
    let text = |json: &mut Json, text: &str| json.text(text);
    json.open('{');
    json.property("id", Some(&hit.document.id()));
    json.list("ports", entry, |json, entry| {
        json.open('[');
        json.number(entry.ports.first().into());
        json.number(entry.ports.last().into());
        json.close(']');
    });
    json.list("transports", entry.into_iter().flat_map(|entry| entry.transports().iter()).map(Transport::id), text);
    json.property("title", Some(title));
    json.property("summary", Some(entry.map_or("", |entry| &entry.summary)));
    json.property("href", Some(&href::of(&hit.document, hit.heading, base)));
    json.list("provenance", entry.into_iter().flat_map(Entry::provenances).map(Provenance::id), text);
    json.property("exposure", entry.and_then(|entry| entry.exposure).map(catalog::Exposure::id));
    json.property("why", hit.why.as_ref().map(catalog::Why::text).as_deref());
    let applies = match hit.applies {
        Some(Applies::Yes) => Some("yes"),
        Some(Applies::Unsaid) => Some("unsaid"),
        Some(Applies::No) | None => None,
    };
    json.property("applies", applies);
    json.list("remarks", entry.into_iter().flat_map(|entry| &entry.annotations), write_remark);
    json.close('}');
}

/// `{ by, text, links: [{ title, href }] }`.
fn write_remark(json: &mut Json, annotation: &Annotation) {
    json.open('{');
    json.property("by", Some(&annotation.by));
    json.property("text", Some(&annotation.text));
    json.list("links", &annotation.links, |json, link| {
        json.open('{');
        json.property("title", Some(&link.title));
        json.property("href", Some(&link.href));
        json.close('}');
    });
    json.close('}');
}

fn write_values(json: &mut Json, facet: &Facet, catalog: &Catalog) {
    let values = facet.dimension.values(catalog);
    json.list(facet.dimension.id(), values.iter().zip(&facet.counts), |json, ((id, label), count)| {
        write_value(json, id, label, *count);
    });
}

fn write_value(json: &mut Json, id: &str, label: &str, count: usize) {
    json.open('{');
    json.property("value", Some(id));
    json.property("label", Some(label));
    json.key("count");
    json.number(count);
    json.close('}');
}

/// `{ kind, text, … }`; `text` has all of it in words.
fn write_notice(json: &mut Json, notice: &Notice<'_>) {
    let kind = match notice {
        Notice::Unwritten { .. } => "unwritten",
        Notice::OtherReleases { .. } => "other-releases",
        Notice::NotAPort { .. } => "not-a-port",
        Notice::UnknownWord { .. } => "unknown-word",
        Notice::Line { .. } => "line",
        Notice::NotARelease { .. } => "not-a-release",
        Notice::TransportAlone { .. } => "transport-alone",
    };
    let port = |json: &mut Json, port: &u16| json.number((*port).into());
    json.open('{');
    json.property("kind", Some(kind));
    json.property("text", Some(&notices::text(notice)));
    match notice {
        Notice::Unwritten { port, class, about, below, above } => {
            json.key("port");
            json.number((*port).into());
            json.property("class", Some(class.id()));
            for (name, entry) in [("about", about), ("below", below), ("above", above)] {
                json.property(name, entry.map(Entry::id).as_deref());
            }
        }
        Notice::OtherReleases { release, entry, releases } => {
            json.property("release", Some(&release.text()));
            json.property("entry", Some(&entry.id()));
            json.property("releases", Some(releases.as_str()));
        }
        Notice::NotAPort { typed } => json.property("typed", Some(typed)),
        Notice::UnknownWord { typed, suggestions } => {
            json.property("typed", Some(typed));
            json.list("suggestions", suggestions, |json, name| json.text(name));
        }
        Notice::Line { transports, ports, unwritten } => {
            json.list("transports", transports.iter(), |json, transport| json.text(transport.id()));
            json.list("to", &ports.to, port);
            json.list("from", &ports.from, port);
            json.list("unwritten", unwritten, port);
        }
        Notice::NotARelease { typed, releases } => {
            json.property("typed", Some(typed));
            json.list("releases", releases.iter().map(Release::text), |json, name| json.text(&name));
        }
        Notice::TransportAlone { transport } => json.property("transport", Some(transport.id())),
    }
    json.close('}');
}

/// The dimensions, each with those of its values that entries have.
pub(crate) fn existing(index: &Index) -> Vec<(Dimension, Vec<usize>)> {
    let everything = index.facets("", &Filters::default());
    let dimensions = everything.into_iter().map(|facet| {
        let existing = facet.counts.iter().enumerate().filter(|(_, count)| **count > 0).map(|(position, _)| position);
        (facet.dimension, existing.collect())
    });
    dimensions.filter(|(_, positions): &(_, Vec<usize>)| !positions.is_empty()).collect()
}
