//! The flows of a plan as JSON.

use crate::dialects::{Dialect, Written};
use crate::flow::{Applied, Flow, Reason};
use crate::open::Open;
use crate::planned::Planned;
use crate::warnings::Warning;
use result_json::Json;

/// The address of an entry's chapter, by the entry's id.
type Links<'a> = dyn Fn(&str) -> Option<String> + 'a;

/// All of it as JSON: `{ "flows": [...], "open": [...], "warnings": [...] }`. `href` gives the address of an entry's chapter.
pub fn json(planned: &Planned, href: &Links<'_>) -> String {
    let mut json = Json::default();
    json.open('{');
    write_json(&mut json, planned, href);
    json.close('}');
    json.take()
}

/// Writes the properties `flows`, `open` and `warnings` of an object that was begun.
pub fn write_json(json: &mut Json, planned: &Planned, href: &Links<'_>) {
    json.list("flows", &planned.flows, |json, one| flow(json, one, href));
    json.list("open", &planned.open, open);
    json.list("warnings", &planned.warnings, warning);
}

/// Writes the property with the id of a dialect: `{ label, text, files: [{ name, text }], test, load, undo, remarks }`.
pub fn write_rules(json: &mut Json, dialect: Dialect, written: &Written) {
    json.key(dialect.id());
    json.open('{');
    json.property("label", Some(dialect.label()));
    json.property("text", Some(&written.text()));
    json.list("files", &written.files, |json, file| {
        json.open('{');
        json.property("name", Some(&file.name));
        json.property("text", Some(&file.text));
        json.close('}');
    });
    for (name, lines) in
        [("test", &written.test), ("load", &written.load), ("undo", &written.undo), ("remarks", &written.remarks)]
    {
        texts(json, name, lines);
    }
    json.close('}');
}

fn flow(json: &mut Json, one: &Flow, href: &Links<'_>) {
    json.open('{');
    json.property("action", Some(one.action.label()));
    json.property("direction", Some(one.direction.label()));
    json.property("transport", Some(one.transport.id()));
    for (name, ports) in [("local", one.local), ("remote", one.remote)] {
        json.list(name, [ports.first(), ports.last()], |json, port| json.number(port.into()));
    }
    let service = one.service();
    let text = if service.is_any() { "any".to_owned() } else { service.text("-") };
    json.property("service", Some(&text));
    json.property("peers", Some(&one.peers.text()));
    texts(json, "peer_list", &one.peers.texts());
    flag(json, "everyone", one.peers.is_everyone());
    flag(json, "this_machine", one.peers.has_this_machine());
    json.list("reasons", &one.reasons, |json, one| reason(json, one, href));
    json.list("advice", &one.advice, advice);
    json.close('}');
}

fn reason(json: &mut Json, one: &Reason, href: &Links<'_>) {
    json.open('{');
    json.property("entry", Some(&one.entry));
    json.property("title", Some(&one.title));
    json.property("href", href(&one.entry).as_deref());
    json.property("service", Some(&one.name));
    json.property("provenance", Some(one.provenance.id()));
    json.property("exposure", one.exposure.map(catalog::Exposure::label));
    json.key("moved_from");
    match one.moved_from {
        Some(port) => json.number(port.into()),
        None => json.word("null"),
    }
    flag(json, "inferred", one.is_inferred);
    texts(json, "products", &one.products);
    texts(json, "cites", &one.cites);
    json.close('}');
}

fn advice(json: &mut Json, one: &Applied) {
    json.open('{');
    json.property("id", Some(&one.id));
    json.property("action", Some(one.advice.action.id()));
    json.property("when", one.advice.when.as_deref());
    json.property("exception", one.advice.exception.as_deref());
    json.property("to", one.advice.to.as_deref());
    json.property("reason", Some(&one.advice.reason));
    json.property("holds", Some(one.holds.id()));
    texts(json, "cites", &one.advice.cites);
    json.close('}');
}

fn open(json: &mut Json, one: &Open) {
    json.open('{');
    json.property("entry", Some(&one.entry));
    json.property("title", Some(&one.title));
    json.property("settled_by", Some(&one.settled_by));
    json.property("kind", Some(one.kind.id()));
    json.property("question", Some(&one.question));
    json.close('}');
}

fn warning(json: &mut Json, one: &Warning) {
    json.open('{');
    json.property("sort", Some(one.sort.id()));
    texts(json, "entries", &one.entries);
    json.property("text", Some(&one.text));
    json.close('}');
}

fn texts(json: &mut Json, name: &str, texts: &[String]) {
    json.list(name, texts, |json, text| json.text(text));
}

fn flag(json: &mut Json, name: &str, is_so: bool) {
    json.key(name);
    json.word(if is_so { "true" } else { "false" });
}
