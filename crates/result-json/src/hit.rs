//! A hit, according to the contract of the elements.

use crate::{Json, href};
use catalog::{Annotation, Applies, Document, Entry, Hit, PortSpec, Provenance, Transport, TransportSet};

/// Writes `{ id, ports, parameter, transports, title, summary, href, provenance, exposure, why, applies, remarks }`, with these transports.
/// Links start with `base`, which is empty, ends in `/`, or, where chapters are sections of one page, in `#`.
pub fn write_hit(json: &mut Json, hit: &Hit<'_>, transports: TransportSet, base: &str) {
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
    let parameter = entry.and_then(|entry| match &entry.ports {
        PortSpec::Parameterised { parameter, .. } => Some(&**parameter),
        _ => None,
    });
    json.property("parameter", parameter);
    json.list("transports", transports.iter().map(Transport::id), text);
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
