//! One file of `data/ports/`: a TOML header between `+++` lines, then Markdown prose.

use crate::answers;
use crate::cite::Citations;
use crate::ports_key::{self, port};
use crate::prose::{self, Citation, Rules};
use crate::reader::{At, Context, Table, nearest, parse};
use crate::reference::{Address, Chapter};
use crate::report::{Diagnostics, SourceFile};
use crate::use_table::{ids, one_of, read_advice, read_use, values};
use catalog::{Category, Entry, Exposure, PortSpec, Product, Provenance, Role, Use};
use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;

const FENCE: &str = "+++\n";
const LONGEST_SUMMARY: usize = 160;
const MOST_WORDS_ASKED: usize = 9;

/// What entries are checked against.
pub(crate) struct Vocabularies<'a> {
    pub(crate) citations: &'a Citations,
    pub(crate) products: &'a [Product],
    pub(crate) categories: &'a [Category],
    /// Whether all lists could be read. Otherwise unknown names are not reported.
    pub(crate) complete: bool,
}

/// An entry as read from its file, not yet checked against the others.
pub(crate) struct EntryFile {
    pub(crate) file: Rc<SourceFile>,
    pub(crate) entry: Entry,
    pub(crate) chapter: Chapter,
    /// What readers may type who know no name of it.
    pub(crate) asked: Vec<String>,
    ports: Range<usize>,
    see_also: Vec<At<String>>,
    mentions: Vec<At<i64>>,
    prose_at: usize,
}

/// Reads and checks a file by itself.
pub(crate) fn read(file: &Rc<SourceFile>, known: &Vocabularies<'_>, diagnostics: &Diagnostics) -> Option<EntryFile> {
    let text = &file.text;
    let context = Context { file, diagnostics, offset: FENCE.len() };
    let Some(rest) = text.strip_prefix(FENCE) else {
        let remedy = "begin the file with a line `+++`, the TOML header, and another line `+++`";
        context.error(0..text.find('\n').unwrap_or(text.len()), "the header is missing", "not `+++`", remedy);
        return None;
    };
    let Some((end, prose_at)) = closing_fence(rest) else {
        context.error(0..3, "the header does not end", "opened here", "close it with a line `+++`");
        return None;
    };
    let prose_at = FENCE.len() + prose_at;
    let header = parse(&rest[..end], context, |table| {
        let header = read_header(&table, known);
        table.finish();
        header
    });
    header.map(|header| header.with_prose(file, prose_at))
}

/// Where the closing `+++` begins, and where the prose does.
fn closing_fence(text: &str) -> Option<(usize, usize)> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.trim_end() == FENCE.trim_end() {
            return Some((start, start + line.len()));
        }
        start += line.len();
    }
    None
}

/// The content of the header.
struct Header {
    entry: Entry,
    asked: Vec<String>,
    addresses: Vec<Address>,
    ports: Range<usize>,
    see_also: Vec<At<String>>,
    mentions: Vec<At<i64>>,
}

impl Header {
    fn with_prose(self, file: &Rc<SourceFile>, prose_at: usize) -> EntryFile {
        let prose = file.text[prose_at..].trim().to_owned();
        EntryFile {
            file: Rc::clone(file),
            entry: self.entry,
            asked: self.asked,
            chapter: Chapter { prose, addresses: self.addresses, file: file.name.clone() },
            ports: self.ports,
            see_also: self.see_also,
            mentions: self.mentions,
            prose_at,
        }
    }
}

fn read_header(table: &Table<'_>, known: &Vocabularies<'_>) -> Option<Header> {
    let context = table.context;
    let ports = ports_key::read(table);
    if let Some(ports) = &ports {
        check_file_name(&ports.value, ports.span.clone(), context);
    }
    let title = table.required("title", "name the service, without its number: title = \"SSH\"");
    let summary = table.required("summary", "give the point in one sentence");
    if let Some(long) = summary.as_ref().filter(|summary| summary.value.chars().count() > LONGEST_SUMMARY) {
        let wrong = format!("{} characters", long.value.chars().count());
        let remedy = format!("at most {LONGEST_SUMMARY}: say the point, the rest goes into the prose");
        context.error(long.span.clone(), "the summary is too long", wrong, remedy);
    }
    let categories = table.texts("categories");
    for category in categories.iter().filter(|_| known.complete) {
        check_category(category, known.categories, context);
    }
    let asked = table.texts("asked");
    for query in &asked {
        check_query(query, context);
    }
    let mentions = table.numbers("mentions");
    let see_also = table.texts("see_also");
    let uses: Vec<_> = table.tables("use").into_iter().filter_map(|t| read_use(t, known)).collect();
    if uses.is_empty() && table.value("use").is_none() {
        table.missing("[[use]]", "say at least once who uses the port, and who says so; data/README.md has an example");
    }
    let exposure = table.value("exposure").and_then(|_| one_of(table, "exposure", Exposure::from_id, &exposures()));
    let is_service = |one: &Use| !matches!(one.role, Role::Class | Role::Ephemeral);
    if table.value("exposure").is_none() && uses.iter().any(is_service) {
        table.missing("exposure", &format!("who should be able to reach it: one of {}", exposures()));
    }
    let entry = Entry {
        title: title.map(|title| title.value).unwrap_or_default(),
        // As mdBook writes it in the prose.
        summary: summary.map(|summary| summary.value.replace('\'', "’")).unwrap_or_default(),
        aliases: values(table.texts("aliases")),
        tasks: values(table.texts("tasks")),
        categories: values(categories),
        mentions: mentions.iter().filter_map(|number| port(number.value, &number.span, context)).collect(),
        see_also: see_also.iter().map(|id| id.value.clone()).collect(),
        exposure,
        answers: answers::read(table, known.citations),
        uses,
        advice: table.tables("advice").into_iter().filter_map(|table| read_advice(table, known.citations)).collect(),
        ..Entry::new(PortSpec::Single(0))
    };
    let addresses = table.tables("address").into_iter().filter_map(read_address).collect();
    let ports = ports?;
    let asked = values(asked);
    Some(Header {
        entry: Entry { ports: ports.value, ..entry },
        asked,
        addresses,
        ports: ports.span,
        see_also,
        mentions,
    })
}

fn exposures() -> String {
    ids(Exposure::ALL.iter().map(|exposure| exposure.id()))
}

fn read_address(table: Table<'_>) -> Option<Address> {
    let host = table.required("host", "the host of the address");
    let path = table.required("path", "the path on the host, from its first slash on");
    let about = table.required("about", "what is, or was, there");
    table.finish();
    Some(Address { host: host?.value, path: path?.value, about: about?.value })
}

fn check_file_name(ports: &PortSpec, span: Range<usize>, context: Context<'_>) {
    let name = context.file.name.rsplit('/').next().unwrap_or_default();
    let wanted = format!("{}.md", ports.file_stem());
    if name != wanted {
        let remedy = format!("name the file {wanted}, or correct `ports`");
        context.error(span, format!("the file is called {name}"), "disagrees with the file's name", remedy);
    }
}

fn check_category(category: &At<String>, known: &[Category], context: Context<'_>) {
    if !known.iter().any(|known| known.id == category.value) {
        let remedy = match nearest(&category.value, known.iter().map(|known| known.id.as_str())) {
            Some(alike) => format!("did you mean `{alike}`? data/categories.toml has them all"),
            None => "data/categories.toml has them all; it is a closed list".to_owned(),
        };
        context.error(category.span.clone(), format!("unknown category `{}`", category.value), "not listed", remedy);
    }
}

/// A query is a few words in lower case, as people type them.
fn check_query(query: &At<String>, context: Context<'_>) {
    let words = query.value.split(' ').count();
    let is_plain = query.value.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || " -'.".contains(c));
    if !is_plain || words > MOST_WORDS_ASKED || query.value.split(' ').any(str::is_empty) {
        let remedy =
            format!("write what people type: at most {MOST_WORDS_ASKED} words in lower case, without other signs");
        context.error(query.span.clone(), format!("`{}` is no query", query.value), "not a few plain words", remedy);
    }
}

/// Checks entries against each other: links, duplicates, overlaps.
pub(crate) fn check_together(
    files: &[EntryFile],
    ids: &BTreeSet<String>,
    citations: &Citations,
    diagnostics: &Diagnostics,
) {
    for one in files {
        let context = Context { file: &one.file, diagnostics, offset: one.prose_at };
        let own = one.entry.id();
        for id in &one.see_also {
            if !ids.contains(&id.value) || id.value == own {
                let remedy = "name another entry by its id: \"22\", \"6970-7170\"";
                context.error(
                    id.span.clone(),
                    format!("`see_also` names `{}`", id.value),
                    "no other entry has this id",
                    remedy,
                );
            }
        }
        for number in one.mentions.iter().filter(|number| ids.contains(&number.value.to_string())) {
            let remedy = format!("link it in the prose instead: [{0}](port:{0})", number.value);
            context.error(
                number.span.clone(),
                format!("{} has an entry of its own", number.value),
                "not a mere mention",
                remedy,
            );
        }
        let rules = Rules { own: &own, ids, context, whole: None, cites: true };
        let prose = &one.file.text[one.prose_at..];
        prose::check(prose, &rules);
        let cites = prose::citations(prose);
        check_today(prose, &cites, context);
        citations.check_prose(cites, context);
        check_remarks(one, ids, diagnostics);
        check_same_uses(one, context);
    }
    for (at, one) in files.iter().enumerate() {
        for other in &files[..at] {
            check_pair(one, other, diagnostics);
        }
    }
}

/// What a chapter says of today rests on documents.
fn check_today(prose: &str, cites: &[Citation], context: Context<'_>) {
    let is_bare = |today: &Range<usize>| !cites.iter().any(|cite| today.contains(&cite.span.start));
    if let Some(today) = prose::today(prose).filter(is_bare) {
        let remedy = "cite the document that says so, after the sentence: [^source:item]";
        let heading = today.start + context.offset..today.start + context.offset + 1;
        context.error(heading, "the section Today cites nothing", "this section", remedy);
    }
}

/// The remarks in the header are Markdown, and link ports like the prose.
fn check_remarks(one: &EntryFile, ids: &BTreeSet<String>, diagnostics: &Diagnostics) {
    let own = one.entry.id();
    for remark in one.entry.remarks() {
        // A text with escapes differs from the file, so that places in it cannot be given: then the entry is named.
        let at = one.file.text[..one.prose_at].find(remark);
        let whole = if at.is_none() { Some(one.ports.clone()) } else { None };
        let context = Context { file: &one.file, diagnostics, offset: at.unwrap_or_default() };
        prose::check(remark, &Rules { own: &own, ids, context, whole, cites: false });
    }
}

/// Reports duplicate uses of one port.
fn check_same_uses(one: &EntryFile, context: Context<'_>) {
    let uses = &one.entry.uses;
    for (at, this) in uses.iter().enumerate() {
        if uses[..at].contains(this) {
            let message = format!("{} has the same use twice", one.entry.id());
            context.error(one.ports.clone(), message, "in this entry", "leave one of them out");
        }
    }
}

/// Two entries for one port or range, or two ranges that overlap in part and claim the same.
fn check_pair(one: &EntryFile, other: &EntryFile, diagnostics: &Diagnostics) {
    let (a, b) = (&one.entry.ports, &other.entry.ports);
    let report = |message: String, remedy: &str| {
        let remedy = format!("{remedy}; the other is {}", other.file.name);
        diagnostics.add(&one.file, one.ports.clone(), message, "claimed twice", remedy);
    };
    if a.id() == b.id() || (a.first(), a.last()) == (b.first(), b.last()) {
        report(format!("{a} has two entries"), "merge them into one, with several uses");
        return;
    }
    let apart = a.last() < b.first() || b.last() < a.first();
    let within = |inner: &PortSpec, outer: &PortSpec| outer.first() <= inner.first() && inner.last() <= outer.last();
    if apart || within(a, b) || within(b, a) {
        return;
    }
    let same_claim = one.entry.uses.iter().any(|this| {
        other.entry.uses.iter().any(|that| {
            let (one, other) = (this.transports.any(), that.transports.any());
            // No transport means that any may be meant.
            let shared = one.is_empty() || other.is_empty() || one.iter().any(|transport| other.contains(transport));
            // Each system takes ephemeral ports from a range of its own.
            let is_of_a_system = this.role == Role::Ephemeral && this.provenance == Provenance::Documented;
            this.role == that.role && this.provenance == that.provenance && shared && !is_of_a_system
        })
    });
    if same_claim {
        report(
            format!("{a} overlaps {b} in part, with the same role"),
            "make one of the ranges end where the other begins",
        );
    }
}
