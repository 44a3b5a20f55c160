//! The head of a chapter, which fits a screen: where it is, number, title, summary, transports, exposure, answers.

use crate::citations::Citations;
use crate::html::escape;
use crate::pages::ALL_PORTS;
use crate::site::Site;
use crate::{answers, crumbs, transports};
use catalog::{Entry, PortClass};
use std::fmt::Write;

/// The head, as one block of HTML.
pub(crate) fn render(site: &Site<'_>, entry: &Entry, path: &str, citations: &Citations<'_>) -> String {
    let mut html = String::from("<div class=\"port-head\">\n");
    html.push_str(&way(site, entry, path));
    let _ = writeln!(
        html,
        "<h1 id=\"{}\"><span class=\"port-number\">{}</span> <span class=\"port-title\">{}</span></h1>",
        catalog::slug(&format!("port {} {}", entry.id(), entry.title)),
        entry.ports,
        escape(&entry.title)
    );
    let _ = writeln!(html, "<p class=\"port-summary\">{}</p>", escape(&entry.summary));
    let chips = chips(entry);
    if !chips.is_empty() {
        let _ = writeln!(html, "<p class=\"chips\">{}</p>", chips.join(" "));
    }
    html + &answers::render(entry, path, citations) + "</div>\n\n"
}

/// The list of all ports, and the class or classes that the ports belong to.
fn way(site: &Site<'_>, entry: &Entry, path: &str) -> String {
    let touched = PortClass::ALL.iter().filter(|class| {
        let (first, last) = class.range();
        entry.ports.first() <= last && first <= entry.ports.last()
    });
    let classes: Vec<(String, Option<String>)> = touched
        .filter_map(|class| {
            let (first, last) = class.range();
            let id = format!("{first}-{last}");
            let chapter = site.reference.catalog.entry(&id).filter(|_| entry.id() != id);
            chapter.map(|_| (format!("{} ports", class.label()), Some(Site::href(&id))))
        })
        .collect();
    let all = std::iter::once(("All ports", Some(ALL_PORTS.to_owned())));
    crumbs::render(site, path, all.chain(classes.iter().map(|(name, page)| (name.as_str(), page.clone()))))
}

fn chips(entry: &Entry) -> Vec<String> {
    let transports = transports::of_entry(entry).into_iter().map(|(label, inferred)| {
        let (class, mark) = if inferred { (" inferred", " (inferred)") } else { ("", "") };
        format!("<span class=\"chip transport{class}\">{label}{mark}</span>")
    });
    let exposure = entry.exposure.map(|exposure| {
        let (id, label) = (exposure.id(), exposure.label());
        format!("<span class=\"chip exposure {id}\">{label}</span>")
    });
    transports.chain(exposure).collect()
}
