//! The public shape of results: plain objects according to the element's contract.

use crate::{notices, object};
use catalog::{Catalog, Dimension, Entry, Facet, Filters, Hit, Index, Notice, Query, Release, Results};
use js_sys::{JSON, Object};
use result_json::{Json, write_hit};
use std::cell::OnceCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::Closure;

/// `{ total, hits, notices, awaitsRegister, facets }`; the facets are counted when they are first read.
pub(crate) fn results(index: &Rc<Index>, typed: &str, filters: &Filters, found: &Results<'_>, base: &str) -> JsValue {
    // Most results fit, so that they are not moved while they are written.
    let mut json = Json::with_room(8 << 10);
    json.open('{');
    json.key("total");
    json.number(found.total);
    let asked = asked(typed, filters, &found.hits);
    json.list("hits", &found.hits, |json, found| write(json, index, found, &asked, base));
    json.list("notices", &found.notices, write_notice);
    json.key("awaitsRegister");
    json.word(if found.awaits_register { "true" } else { "false" });
    json.close('}');
    let results: Object = value(&json).into();
    object::compute(&results, "facets", &counted_later(index, typed.to_owned(), filters.clone()));
    results.into()
}

/// The value, as JavaScript sees it.
fn value(json: &Json) -> JsValue {
    JSON::parse(json.text_so_far()).unwrap_or_default()
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
    value(&json)
}

/// `{ id, ports, parameter, transports, title, summary, href, provenance, exposure, why, applies, remarks }`; the transports are those of
/// the uses that were asked for.
pub(crate) fn hit(index: &Index, typed: &str, filters: &Filters, hit: &Hit<'_>, base: &str) -> JsValue {
    let mut json = Json::default();
    write(&mut json, index, hit, &asked(typed, filters, std::slice::from_ref(hit)), base);
    value(&json)
}

/// The filters, with the release of the query, which only hits tell that have one.
fn asked(typed: &str, filters: &Filters, hits: &[Hit<'_>]) -> Filters {
    let mut filters = filters.clone();
    if filters.release.is_none() && hits.iter().any(|hit| hit.applies.is_some()) {
        filters.release = Query::parse(typed).release;
    }
    filters
}

fn write(json: &mut Json, index: &Index, hit: &Hit<'_>, asked: &Filters, base: &str) {
    let transports = hit.document.entry().map(|entry| index.transports(entry, asked)).unwrap_or_default();
    write_hit(json, hit, transports, base);
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
