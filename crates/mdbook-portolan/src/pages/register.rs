//! IANA's register: its list of ranges, and a page for each with a row for every port that is registered or described.

use super::Made;
use crate::html::{escape, relative};
use crate::related;
use crate::site::Site;
use catalog::{Entry, Role};
use catalog_source::Assignment;
use std::collections::BTreeMap;
use std::fmt::Write;

pub(crate) const INDEX: &str = "register/index.md";

/// About how many places the bar above a table leads to.
const JUMPS: usize = 12;

/// The list first, then its pages.
pub(super) fn pages(site: &Site<'_>) -> Vec<Made> {
    let ranges: Vec<Range<'_>> = Range::all(site);
    let list = index(site, &ranges);
    let pages = (0..ranges.len()).map(|at| page(site, &ranges, at));
    std::iter::once(list).chain(pages).collect()
}

/// The address, from the root, of the row about an entry's ports, or of the page that they begin on.
pub(crate) fn href(site: &Site<'_>, entry: &Entry) -> Option<String> {
    let port = entry.ports.first();
    let (first, last) = site.reference.register.page_ranges().find(|(_, last)| port <= *last)?;
    let has_row = !entry.ports.is_range() || site.reference.register.of_port(port).any(|row| row.first == port);
    let anchor = if has_row { format!("#port-{port}") } else { String::new() };
    Some(format!("register/{first}-{last}.html{anchor}"))
}

/// The range of a page.
struct Range<'a> {
    first: u16,
    last: u16,
    /// By first and last port.
    rows: BTreeMap<(u16, u16), Known<'a>>,
}

/// What is known of a port or range: the register's rows and the chapter, at least one of them.
#[derive(Default)]
struct Known<'a> {
    assignments: Vec<&'a Assignment>,
    entry: Option<&'a Entry>,
}

impl<'a> Range<'a> {
    fn all(site: &Site<'a>) -> Vec<Self> {
        let register = &site.reference.register;
        let ranges = register.page_ranges().map(|(first, last)| Self { first, last, rows: BTreeMap::new() });
        let mut ranges: Vec<Self> = ranges.collect();
        let at = |port: u16| ranges.iter().position(|range| port <= range.last);
        let mut places = Vec::new();
        for row in &register.rows {
            places.push((at(row.first), (row.first, row.last), Some(row), None));
        }
        for entry in site.entries() {
            let ports = (entry.ports.first(), entry.ports.last());
            if !entry.ports.is_range() || register.rows.iter().any(|row| (row.first, row.last) == ports) {
                places.push((at(ports.0), ports, None, Some(entry)));
            }
        }
        for (at, ports, row, entry) in places {
            let Some(range) = at.and_then(|at| ranges.get_mut(at)) else { continue };
            let found = range.rows.entry(ports).or_default();
            found.assignments.extend(row);
            found.entry = found.entry.or(entry);
        }
        ranges
    }

    fn title(&self) -> String {
        format!("{}–{}", self.first, self.last)
    }

    fn path(&self) -> String {
        format!("register/{}-{}.md", self.first, self.last)
    }

    fn href(&self) -> String {
        format!("{}-{}.html", self.first, self.last)
    }

    fn registered(&self) -> usize {
        self.rows.values().filter(|known| !known.assignments.is_empty()).count()
    }

    fn described(&self) -> usize {
        self.rows.values().filter(|known| known.entry.is_some()).count()
    }
}

fn index(site: &Site<'_>, ranges: &[Range<'_>]) -> Made {
    let title = "IANA’s register by number";
    let id = catalog::slug(title);
    let mut rows = String::new();
    for range in ranges {
        let _ = writeln!(
            rows,
            "<tr><th scope=\"row\"><a href=\"{}\">{}</a></th><td>{}</td><td>{}</td></tr>",
            range.href(),
            range.title(),
            range.registered(),
            range.described()
        );
    }
    let content = format!(
        "Each port from 0 to 65535 belongs to one of these pages. They have a row for every number that is registered or has a \
         chapter.\n\n{}\n\n\
         <div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"{id}\">\n<table class=\"ranges\">\n\
         <thead><tr><th scope=\"col\">Ports</th><th scope=\"col\">Registered</th><th scope=\"col\">Described</th></tr></thead>\n\
         <tbody>\n{rows}</tbody>\n</table>\n</div>\n",
        what_it_means(site)
    );
    let description = "The name that IANA’s register has for each TCP and UDP port, in pages by number, with links to the chapters \
                       of this reference.";
    Made::new(title, INDEX, description, &content)
}

fn what_it_means(site: &Site<'_>) -> String {
    format!(
        "*Registered* means that IANA reserved the number under this name. It does not mean that the traffic is that service, nor \
         that anybody uses it: any program can use any port. These are the rows of {}; <a href=\"../sources.html#iana\">Sources</a> says where \
         they are from.",
        site.reference.register.provenance.date
    )
}

fn page(site: &Site<'_>, ranges: &[Range<'_>], at: usize) -> Made {
    let range = &ranges[at];
    let title = format!("Ports {} in IANA’s register", range.title());
    let id = catalog::slug(&title);
    let path = range.path();
    let step = range.rows.len().div_ceil(JUMPS).max(1);
    let (mut jumps, mut rows) = (String::new(), String::new());
    let mut before = None;
    for (at, (ports, known)) in range.rows.iter().enumerate() {
        // Rows of a port and of a range that begins with it have one anchor.
        let is_first = before != Some(ports.0);
        before = Some(ports.0);
        if at % step == 0 && is_first {
            let _ = writeln!(jumps, "<li><a href=\"#port-{0}\">{0}</a></li>", ports.0);
        }
        write_rows(&mut rows, *ports, is_first, known, &around(site, ports.0));
    }
    let touching = site.entries().iter().filter(|entry| {
        entry.ports.is_range()
            && entry.ports.first() <= range.last
            && range.first <= entry.ports.last()
            && entry.uses.iter().all(|one| one.role != Role::Class)
    });
    let touching = related::items("port-list", touching, &path);
    let touching =
        if touching.is_empty() { touching } else { format!("## Chapters about ranges {{#ranges}}\n\n{touching}\n") };
    let table = if rows.is_empty() {
        "None of them is registered, and none has a chapter of its own.\n\n".to_owned()
    } else {
        format!(
            "<nav class=\"jump\" aria-label=\"Ports from\"><ul>\n{jumps}</ul></nav>\n\n\
             <div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"{id}\">\n<table class=\"registered\">\n\
             <thead><tr><th scope=\"col\">Port</th><th scope=\"col\">Transport</th><th scope=\"col\">Name</th>\
             <th scope=\"col\">Description</th><th scope=\"col\">Chapter</th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n\n"
        )
    };
    let content = format!(
        "What IANA’s register says of the ports {} to {}, and the chapters of this reference. A number without a row has neither a \
         name nor a chapter.\n\n{}\n\n{table}{touching}{}",
        range.first,
        range.last,
        what_it_means(site),
        neighbours(ranges, at)
    );
    let description = format!(
        "IANA’s names for the TCP and UDP ports {} to {}: {} numbers or ranges are registered, and {} have a chapter here.",
        range.first,
        range.last,
        range.registered(),
        range.described()
    );
    Made { name: range.title(), is_found: false, ..Made::new(&title, &path, &description, &content) }
}

/// What a port that has no row of its own is registered as.
fn around(site: &Site<'_>, port: u16) -> String {
    let row = site.reference.register.of_port(port).next();
    row.map_or_else(
        || "Not registered".to_owned(),
        |row| format!("Within {}–{}: {}", row.first, row.last, escape(&row.names.join(", "))),
    )
}

/// A row for each of the assignments, or one for a port that is only described, which says `around`. The number and the chapter are in the first.
fn write_rows(html: &mut String, (first, last): (u16, u16), has_anchor: bool, known: &Known<'_>, around: &str) {
    let ports = if first == last { first.to_string() } else { format!("{first}–{last}") };
    let chapter = known.entry.map(|entry| {
        let href = relative("register/index.md", &Site::href(&entry.id()));
        format!("<a href=\"{href}\">{}</a>", escape(&entry.title))
    });
    let chapter = chapter.unwrap_or_default();
    let anchor = if has_anchor { format!(" id=\"port-{first}\"") } else { String::new() };
    let range = if first == last { String::new() } else { format!(" data-last=\"{last}\"") };
    if known.assignments.is_empty() {
        let _ = writeln!(
            html,
            "<tr{anchor}{range}><th scope=\"row\">{ports}</th><td></td><td></td><td>{around}</td><td>{chapter}</td></tr>"
        );
    }
    for (at, row) in known.assignments.iter().enumerate() {
        let transports: Vec<&str> = row.transports.iter().map(catalog::Transport::label).collect();
        let (anchor, chapter) = if at == 0 { (&*anchor, &*chapter) } else { ("", "") };
        let _ = writeln!(
            html,
            "<tr{anchor}{range}><th scope=\"row\">{ports}</th><td>{}</td><td>{}</td><td>{}</td><td>{chapter}</td></tr>",
            transports.join(", "),
            escape(&row.names.join(", ")),
            escape(&row.description)
        );
    }
}

fn neighbours(ranges: &[Range<'_>], at: usize) -> String {
    let before = at.checked_sub(1).map(|at| ("prev", "Below", &ranges[at]));
    let after = ranges.get(at + 1).map(|range| ("next", "Above", range));
    let mut html = String::from("<nav class=\"neighbours\" aria-label=\"Neighbouring ranges\">\n");
    for (rel, word, range) in before.into_iter().chain(after) {
        let (href, title) = (range.href(), range.title());
        let _ = writeln!(html, "<a rel=\"{rel}\" href=\"{href}\"><small>{word}</small> {title}</a>");
    }
    html + "</nav>\n"
}
