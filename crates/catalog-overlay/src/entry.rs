//! One entry of an overlay.

use crate::base::ends;
use crate::characters::{HALF_A_CHARACTER, fault, shown};
use crate::link::{address, link};
use crate::ports::{port, ports};
use crate::read::{At, Fields, LONGEST};
use crate::root::Known;
use crate::usage::{read_advice, read_use};
use catalog::{Entry, Exposure, Link, Provenance, Transport};
use std::collections::HashMap;

const ENTRY: &[&str] = &[
    "id",
    "ports",
    "title",
    "summary",
    "names",
    "tasks",
    "categories",
    "transports",
    "provenance",
    "href",
    "exposure",
    "answer",
    "links",
    "uses",
    "advice",
    "mentions",
    "see_also",
    "text",
];
const ANSWERS: &[&str] = &["what", "worry", "do"];
/// The most names, and the most tasks: each of their words is compared with what is mistyped.
const MOST_NAMES: usize = 100;
const LONGEST_TITLE: usize = 120;
const LONGEST_SUMMARY: usize = 300;
const LONGEST_TEXT: usize = 100_000;

/// What an overlay says about a port or range.
pub(crate) struct Own {
    /// Title and summary are empty where it leaves them to us.
    pub(crate) entry: Entry,
    /// Its own page.
    pub(crate) page: Option<String>,
    pub(crate) links: Vec<Link>,
    /// The position of our entry about the same ports.
    pub(crate) known: Option<usize>,
}

/// Reads an entry; `before` are the paths of those that were read already, by their first and last ports.
pub(crate) fn entry(at: &At<'_>, known: &Known<'_>, before: &HashMap<(u16, u16), String>) -> Option<Own> {
    let faults = at.faults.count();
    let fields = at.object("an entry", ENTRY)?;
    let spec = fields.required("ports", "which port, such as 8443 or \"6000-6063\"").and_then(|at| ports(&at));
    check_computed(&fields);
    let title = fields.get("title").and_then(|title| title.text(LONGEST_TITLE));
    let summary = fields.get("summary").and_then(|summary| summary.text(LONGEST_SUMMARY));
    let uses: Vec<_> = fields.items("uses").iter().filter_map(|at| read_use(at, known)).collect();
    let position = spec.as_ref().and_then(|spec| known.position(spec));
    if let Some(spec) = spec.as_ref().filter(|_| position.is_none()) {
        let why = format!("we have no entry about {spec}, and a new one needs it");
        for key in ["title", "summary", "uses"].iter().filter(|key| fields.get(key).is_none()) {
            fields.missing(key, &why);
        }
        if let Some(list) = fields.get("uses").filter(|_| uses.is_empty() && at.faults.count() == faults) {
            list.wrong("is empty; a new entry needs one use at least");
        }
    }
    if let Some(spec) = &spec {
        if let Some(other) = before.get(&ends(spec)) {
            at.faults.add(&format!("{}.ports", at.path), format!("{spec} occurs twice: it is in {other} too"));
        }
        if let Some(id) = fields.text("id").filter(|id| *id != known.id(spec)) {
            at.faults
                .add(&format!("{}.id", at.path), format!("`{}` is not the id of {spec}; leave it out", shown(&id)));
        }
    }
    let entry = Entry {
        title: title.unwrap_or_default(),
        summary: summary.unwrap_or_default(),
        aliases: fields.names("names", MOST_NAMES),
        tasks: fields.names("tasks", MOST_NAMES),
        categories: known.ids(&fields, "categories"),
        mentions: fields.items("mentions").iter().filter_map(port).collect(),
        exposure: fields.get("exposure").and_then(|at| at.one_of("exposure", Exposure::ALL, Exposure::id)),
        uses,
        advice: fields.items("advice").iter().filter_map(read_advice).collect(),
        ..Entry::new(spec?)
    };
    let page = fields.get("href").and_then(|href| address(&href));
    let links = fields.items("links").iter().filter_map(link).collect();
    // An entry with a mistake is left out entirely: a part of it could be misleading.
    (at.faults.count() == faults).then_some(Own { entry, page, links, known: position })
}

/// Checks keys of exports that overlays do not need; their values are not used.
fn check_computed(fields: &Fields<'_>) {
    for item in fields.items("transports") {
        item.one_of("transport", Transport::ALL, Transport::id);
    }
    for item in fields.items("provenance") {
        item.one_of("provenance", Provenance::ALL, Provenance::id);
    }
    for item in fields.items("see_also") {
        item.text(LONGEST);
    }
    if let Some(answer) = fields.get("answer").and_then(|at| at.object("answers", ANSWERS)) {
        for one in ANSWERS.iter().filter_map(|key| answer.get(key)?.object("an answer", &["text", "cites"])) {
            one.text("text");
            one.texts("cites");
        }
    }
    if let Some(text) = fields.get("text") {
        if let crate::json::Node::Text(said) = text.node {
            if said.chars().count() > LONGEST_TEXT {
                text.wrong(format!("is longer than {LONGEST_TEXT} characters"));
            } else if let Some(fault) = Some(&**said).filter(|said| said.contains(HALF_A_CHARACTER)).and_then(fault) {
                text.wrong(fault);
            }
        } else {
            text.text(LONGEST_TEXT);
        }
    }
}
