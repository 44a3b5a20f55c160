//! The glossary.

use super::Made;
use crate::html::escape;
use crate::site::Site;
use catalog::Heading;
use std::fmt::Write;

const PATH: &str = "glossary.md";

pub(crate) fn page(site: &Site<'_>) -> Made {
    let mut terms: Vec<_> = site.reference.glossary.iter().collect();
    terms.sort_by_key(|term| term.term.to_lowercase());
    let mut html = String::from("<dl class=\"glossary\">\n");
    for term in &terms {
        let long = term.long.as_ref().map(|long| format!("<b>{}</b>. ", escape(long))).unwrap_or_default();
        let _ = writeln!(html, "<dt id=\"{}\">{}</dt>", term.id, escape(&term.term));
        let _ = writeln!(html, "<dd>{long}{}</dd>", Site::inline(&term.text, PATH));
    }
    html.push_str("</dl>\n");
    let headings = terms.iter().map(|term| Heading { title: term.term.clone(), anchor: term.id.clone() }).collect();
    let description =
        "What the words and abbreviations in the chapters on TCP and UDP ports mean, from firewalls to Stratus VOS.";
    let intro = "Words that the chapters use, linked where they are used.\n\n";
    Made { headings, ..Made::new("Glossary", PATH, description, &format!("{intro}{html}")) }
}
