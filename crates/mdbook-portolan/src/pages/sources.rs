//! The sources, what they say of themselves, and every correction made to them.

use super::{Made, documents};
use crate::html::{escape, relative};
use crate::site::Site;
use crate::table::Table;
use catalog::Heading;
use catalog_source::{Correction, Source, SourceKind};
use std::fmt::Write;

const PATH: &str = "sources.md";
const HEADINGS: [&str; 6] = ["Port", "Kind", "The source says", "We say", "How sure", "Why"];

/// The kinds of documents that speak of today: their ids and headings.
const OF_TODAY: [(SourceKind, &str, &str); 3] = [
    (SourceKind::Standard, "standards", "Standards"),
    (SourceKind::Advisory, "advisories", "Advisories"),
    (SourceKind::Documentation, "documentation", "What makers and operators document"),
];

pub(crate) fn page(site: &Site<'_>) -> Made {
    let mut content = String::from(
        "Statements about today cite documents: standards, advisories, what a product's own makers say. They are \
         listed here by kind and publisher, with the chapters that cite them; what no document says is marked as ours. After \
         them come the two older documents that Portolan began with. Their copies are imperfect: what we corrected, what we \
         inferred and where sources contradict each other has a line each.\n\n",
    );
    let mut headings = Vec::new();
    let mut sections = String::new();
    for (kind, id, title) in OF_TODAY {
        let documents = documents::by_publisher(site, kind, PATH);
        if !documents.is_empty() {
            let _ = write!(sections, "<h2 id=\"{id}\">{title}</h2>\n\n{documents}");
            headings.push(Heading { title: title.to_owned(), anchor: id.to_owned() });
        }
    }
    // The first correction of each entry can be linked to.
    let mut anchored = Vec::new();
    for source in site.reference.sources.iter().filter(|source| !source.kind.is_of_today()) {
        headings.push(Heading { title: source.title.clone(), anchor: source.id.clone() });
        let _ = write!(sections, "<h2 id=\"{}\">{}</h2>\n\n{}", source.id, escape(&source.title), about(site, source));
        let own: Vec<&Correction> = site.reference.corrections.iter().filter(|one| is_about(one, source)).collect();
        if !own.is_empty() {
            let id = format!("{}-corrections", source.id);
            let certain = own.iter().filter(|one| one.certain).count();
            let _ = write!(
                sections,
                "<h3 id=\"{id}\">Corrections to {}</h3>\n\n{} in all: {certain} certain, {} inferred.\n\n{}",
                escape(&source.title),
                own.len(),
                own.len() - certain,
                corrections(site, &own, &id, &mut anchored)
            );
        }
    }
    let date = &site.reference.register.provenance.date;
    let _ = write!(
        sections,
        "<h2 id=\"iana\">IANA’s register</h2>\n\nThe *Service Name and Transport Protocol Port Number Registry*, as \
         IANA published it on {date}; its contents are in the public domain (CC0). Its rows are joined to the entries by number \
         and marked as registered. A registration says who reserved a number, not what listens there. The copy has single \
         ports with one name each; well-known ranges and further names were added by hand. <a href=\"register/index.html\">The register by number</a> has them all.\n"
    );
    headings.push(Heading { title: "IANA’s register".to_owned(), anchor: "iana".to_owned() });
    let links = headings.iter().map(|one| format!("<li><a href=\"#{}\">{}</a></li>", one.anchor, escape(&one.title)));
    let links: Vec<String> = links.collect();
    let _ = write!(
        content,
        "<nav class=\"jump\" aria-label=\"On this page\"><ul>\n{}\n</ul></nav>\n\n{sections}",
        links.join("\n")
    );
    let description = "The documents and registers behind every fact on a port, and what was garbled, inferred or contradicted \
                       in them, case by case.";
    Made { headings, ..Made::new("Sources and corrections", PATH, description, &content) }
}

fn is_about(correction: &Correction, source: &Source) -> bool {
    let first = correction.cites.first().and_then(|cite| cite.split(':').next());
    first == Some(&source.id)
}

fn about(site: &Site<'_>, source: &Source) -> String {
    let mut text = format!("<p>{}</p>\n\n", documents::described(site, source, PATH));
    for remark in &source.remarks {
        let _ = write!(text, "{}\n\n", site.prose(&remark.text, PATH));
    }
    text
}

fn corrections(site: &Site<'_>, own: &[&Correction], labelled_by: &str, anchored: &mut Vec<String>) -> String {
    let mut table = Table::new("corrections", labelled_by, &HEADINGS);
    for correction in own {
        let port = correction.entry.as_ref().and_then(|id| site.reference.catalog.entry(id)).map(|entry| {
            let id = entry.id();
            let href = relative(PATH, &Site::href(&id));
            let anchor = if anchored.contains(&id) { String::new() } else { format!(" id=\"port-{id}\"") };
            anchored.push(id);
            format!("<a{anchor} href=\"{href}\">{}</a>", entry.ports)
        });
        let sure = if correction.certain { "certain" } else { "inferred" };
        let cells = [
            port.unwrap_or_else(|| "all".to_owned()),
            correction.kind.clone(),
            Site::inline(&correction.said, PATH),
            Site::inline(&correction.says, PATH),
            sure.to_owned(),
            Site::inline(&correction.why, PATH),
        ];
        table.row(&correction.kind, &cells);
    }
    table.finish()
}
