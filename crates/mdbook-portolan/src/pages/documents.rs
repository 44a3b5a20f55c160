//! The documents on the page of sources, with the chapters that cite them.

use crate::citations;
use crate::html::escape;
use crate::site::Site;
use catalog::Entry;
use catalog_source::{Source, SourceKind};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Those of a kind: a heading for each publisher, by name, and a list of what it published.
pub(crate) fn by_publisher(site: &Site<'_>, kind: SourceKind, path: &str) -> String {
    let mut publishers: BTreeMap<(String, &str), Vec<&Source>> = BTreeMap::new();
    for source in site.reference.sources.iter().filter(|source| source.kind == kind) {
        publishers.entry((source.publisher.to_lowercase(), &source.publisher)).or_default().push(source);
    }
    let mut html = String::new();
    for ((_, publisher), mut sources) in publishers {
        // RFC 768 comes before RFC 4253.
        sources.sort_by_key(|source| {
            let number = source.number.as_deref().unwrap_or_default();
            (number.len(), number, source.title.to_lowercase())
        });
        let id = catalog::slug(&format!("{} {publisher}", kind.id()));
        let _ = write!(html, "<h3 id=\"{id}\">{}</h3>\n\n<ul class=\"documents\">\n", escape(publisher));
        for source in sources {
            let _ = writeln!(html, "<li id=\"{}\">{}</li>", source.id, described(site, source, path));
        }
        html.push_str("</ul>\n\n");
    }
    html
}

/// Title, number, author, date, the day on which it was read, and who cites it.
pub(crate) fn described(site: &Site<'_>, source: &Source, path: &str) -> String {
    let mut html = if source.url.is_some() {
        citations::title(source, path)
    } else {
        let number = source.number.as_ref().map(|number| format!(", {}", escape(number))).unwrap_or_default();
        format!("<cite>{}</cite>{number}", escape(&source.title))
    };
    for part in source.author.iter().chain(&source.date) {
        let _ = write!(html, ", {}", escape(part));
    }
    html.push_str(". <small>");
    if let Some(read) = &source.read {
        let _ = write!(html, "Read {read}. ");
    }
    let cited: Vec<String> = site.citing(&source.id).map(|entry: &Entry| Site::number_link(entry, path)).collect();
    if cited.is_empty() {
        html.push_str("Cited outside chapters");
    } else {
        let _ = write!(html, "<span class=\"cited-by\">Cited by {}</span>", cited.join(", "));
    }
    html + "</small>"
}
