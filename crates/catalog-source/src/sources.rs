//! The documents that facts come from: one file of `data/sources/` for each publisher.

use crate::cite::{Citations, SourceRead};
use crate::reader::{self, At, Context, Table};
use crate::reference::{Item, Remark, Source, SourceKind};
use crate::report::Diagnostics;
use crate::use_table::{ids, one_of, values};
use crate::vocabularies::{Remarked, read_id, report_second};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::rc::Rc;

/// Reads every file of `data/sources/`. An item that a remark of its source cites counts as cited.
pub(crate) fn sources(paths: &[PathBuf], diagnostics: &Diagnostics) -> Citations {
    let mut seen = BTreeSet::new();
    let mut read = Vec::new();
    for path in paths {
        let Some(file) = reader::read(path, diagnostics) else { continue };
        let context = Context { file: &file, diagnostics, offset: 0 };
        let sources = reader::parse(&file.text, context, |top| {
            let publisher = top.required("publisher", "who publishes the documents of this file");
            let publisher = publisher.map(|text| text.value).unwrap_or_default();
            let tables = top.tables("source");
            if tables.is_empty() && top.value("source").is_none() {
                top.missing("[[source]]", "one for each document; data/README.md has an example");
            }
            let sources = tables.into_iter().filter_map(|table| {
                report_second(&table, &mut seen);
                let source = read_source(&table, &publisher);
                table.finish();
                source
            });
            let sources: Vec<SourceRead> = sources.collect();
            top.finish();
            Some(sources)
        });
        read.extend(sources.unwrap_or_default());
    }
    Citations::new(read, diagnostics)
}

fn read_source(table: &Table<'_>, publisher: &str) -> Option<SourceRead> {
    let id = read_id(table, "the part of citations before the colon");
    let kind = one_of(table, "kind", SourceKind::from_id, &ids(SourceKind::ALL.iter().map(|kind| kind.id())));
    let title = table.required("title", "the document's title");
    let author = table.text("author").map(|text| text.value);
    let number = table.text("number").map(|text| text.value);
    let date = day(table, "date", table.text("date"));
    let observed = table.text("observed").map(|text| text.value);
    let of_today = kind.is_some_and(SourceKind::is_of_today);
    let url = if of_today { table.required("url", "the address at which it was read") } else { table.text("url") };
    if let Some(url) =
        url.as_ref().filter(|url| !url.value.starts_with("https://") && !url.value.starts_with("http://"))
    {
        let remedy = "the whole address: https://…";
        table.context.error(url.span.clone(), "the address cannot be followed", "not http", remedy);
    }
    let read = if of_today {
        table.required("read", "the day on which it was opened and read, as year-month-day")
    } else {
        table.text("read")
    };
    let read = day(table, "read", read);
    let mut items = Vec::new();
    let mut places = Vec::new();
    for (item, place) in table.pairs("items") {
        if !item.value.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')) {
            let remedy = "letters, digits, hyphens and underscores only";
            table.context.error(item.span.clone(), format!("`{}` is no id of an item", item.value), "not this", remedy);
        }
        items.push(Item { id: item.value, place: place.value });
        places.push(item.span);
    }
    if items.is_empty() && table.value("items").is_none() {
        table.missing("[source.items]", "the sections, tables or anchors that entries cite: section-3 = \"section 3\"");
    }
    let mut cites: Vec<At<String>> = Vec::new();
    let mut remarks = Vec::new();
    let mut texts = Vec::new();
    for remark in table.tables("remark") {
        let text = remark.required("text", "in our own words");
        let of_remark = remark.texts("cites");
        texts.extend(text.as_ref().map(|text| Remarked::new(&remark, text)));
        remark.finish();
        cites.extend(of_remark.iter().cloned());
        remarks.extend(text.map(|text| Remark { text: text.value, cites: values(of_remark) }));
    }
    let (id, kind, title) = (id?.value, kind?, title?.value);
    let (url, publisher) = (url.map(|url| url.value), publisher.to_owned());
    let source = Source { id, kind, publisher, title, author, number, date, observed, url, read, items, remarks };
    Some(SourceRead { source, file: Rc::clone(table.context.file), places, cites, texts })
}

/// A year, a month or a day: `2014`, `2014-01`, `2014-01-17`.
pub(crate) fn day(table: &Table<'_>, key: &str, text: Option<At<String>>) -> Option<String> {
    let text = text?;
    let lengths: Vec<usize> = text.value.split('-').map(str::len).collect();
    let digits = text.value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    if !digits || !matches!(lengths[..], [4] | [4, 2] | [4, 2, 2]) {
        let wrong = format!("`{key}` is no date");
        table.context.error(text.span, wrong, "cannot be read", "write 2014, 2014-01 or 2014-01-17");
    }
    Some(text.value)
}
