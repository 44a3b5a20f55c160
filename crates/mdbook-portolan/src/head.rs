//! The head of a chapter: number, title, class, transports, names.

use crate::html::{escape, link, relative};
use crate::site::Site;
use catalog::{Entry, PortClass, Provenance, TransportSet};
use std::fmt::Write;

/// The head, as one block of HTML.
pub(crate) fn render(site: &Site<'_>, entry: &Entry, path: &str) -> String {
    let mut html = String::from("<div class=\"port-head\">\n");
    let _ = writeln!(html, "<p class=\"port-kicker\">{}</p>", classes(site, entry, path));
    let _ = writeln!(
        html,
        "<h1 id=\"{}\"><span class=\"port-number\">{}</span> <span class=\"port-title\">{}</span></h1>",
        catalog::slug(&format!("port {} {}", entry.id(), entry.title)),
        entry.ports,
        escape(&entry.title)
    );
    let _ = writeln!(html, "<p class=\"port-summary\">{}</p>", escape(&entry.summary));
    let _ = writeln!(html, "<p class=\"chips\">{}</p>", chips(site, entry, path));
    if !entry.aliases.is_empty() {
        let names: Vec<String> = entry.aliases.iter().map(|name| format!("<b>{}</b>", escape(name))).collect();
        let _ = writeln!(html, "<p class=\"port-aliases\">Found as {}</p>", names.join(", "));
    }
    html.push_str("</div>\n\n");
    html
}

/// The class or classes the ports belong to, each with a link to its chapter.
fn classes(site: &Site<'_>, entry: &Entry, path: &str) -> String {
    let touched = PortClass::ALL.iter().filter(|class| {
        let (first, last) = class.range();
        entry.ports.first() <= last && first <= entry.ports.last()
    });
    let linked = touched.map(|class| {
        let (first, last) = class.range();
        let text =
            if entry.ports.is_range() { format!("{} ports", class.label()) } else { format!("{} port", class.label()) };
        let id = format!("{first}-{last}");
        match site.reference.catalog.entry(&id) {
            Some(_) if entry.id() != id => link(&relative(path, &Site::href(&id)), &text),
            _ => text,
        }
    });
    linked.collect::<Vec<_>>().join(" · ")
}

fn chips(site: &Site<'_>, entry: &Entry, path: &str) -> String {
    let described = || entry.uses.iter().filter(|one| one.provenance != Provenance::Registered);
    let said = described().fold(TransportSet::default(), |set, one| set.union(one.transports.said));
    let inferred = described().fold(TransportSet::default(), |set, one| set.union(one.transports.inferred));
    let mut chips: Vec<String> = Vec::new();
    for transport in said.iter() {
        chips.push(format!("<span class=\"chip transport\">{}</span>", transport.label()));
    }
    for transport in inferred.iter().filter(|transport| !said.contains(*transport)) {
        chips.push(format!("<span class=\"chip transport inferred\">{} (inferred)</span>", transport.label()));
    }
    for category in site.reference.catalog.categories().iter().filter(|c| entry.categories.contains(&c.id)) {
        let href = relative(path, &format!("categories/{}.html", category.id));
        chips.push(format!("<a class=\"chip category\" href=\"{href}\">{}</a>", escape(&category.title)));
    }
    for provenance in entry.provenances() {
        chips.push(format!("<span class=\"chip provenance {}\">{}</span>", provenance.id(), provenance.label()));
    }
    chips.join(" ")
}
