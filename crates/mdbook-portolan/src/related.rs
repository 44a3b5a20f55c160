//! The end of a chapter: related entries, sources, neighbours.

use crate::html::{escape, relative};
use crate::site::Site;
use catalog::{Entry, Provenance, Role};
use std::collections::BTreeMap;
use std::fmt::Write;

/// A section with a list of entries, or nothing where there are none.
fn list<'a>(class: &str, title: &str, entries: impl Iterator<Item = &'a Entry>, path: &str) -> String {
    let mut items = String::new();
    for entry in entries {
        let href = relative(path, &Site::href(&entry.id()));
        let (ports, name) = (entry.ports.short(), escape(&entry.title));
        let _ = writeln!(items, "<li><a href=\"{href}\"><span class=\"n\">{ports}</span> {name}</a></li>");
    }
    if items.is_empty() {
        return String::new();
    }
    let id = catalog::slug(title);
    format!(
        "<section class=\"{class}\">\n<h2 id=\"{id}\">{title}</h2>\n<ul class=\"port-list\">\n{items}</ul>\n</section>\n\n"
    )
}

/// See also, and who refers to this entry.
pub(crate) fn links(site: &Site<'_>, entry: &Entry, path: &str) -> String {
    let also = entry.see_also.iter().filter_map(|id| site.reference.catalog.entry(id));
    let mut html = list("see-also", "See also", also, path);
    let others = site.referrers(entry).filter(|other| !entry.see_also.contains(&other.id()));
    if entry.uses.iter().any(|one| one.role == Role::Class) {
        let touches = |other: &&Entry| {
            other.ports.first() <= entry.ports.last()
                && entry.ports.first() <= other.ports.last()
                && other.id() != entry.id()
        };
        html.push_str(&list("members", "Described in this class", site.entries().iter().filter(touches), path));
    }
    html.push_str(&list("referrers", "Referred to by", others, path));
    html
}

/// Where the facts come from.
pub(crate) fn sources(site: &Site<'_>, entry: &Entry, path: &str) -> String {
    let prose = site.reference.chapters.get(&entry.id()).map(|chapter| catalog_source::citations(&chapter.prose));
    let prose: Vec<String> = prose.into_iter().flatten().map(|citation| citation.item).collect();
    let cites = entry.cites().chain(prose.iter().map(String::as_str));
    let mut places: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (source, item) in cites.filter_map(|cite| site.reference.item(cite)) {
        let known = places.entry(&source.id).or_default();
        if !known.contains(&item.place.as_str()) {
            known.push(&item.place);
        }
    }
    let mut html = String::from("<section class=\"sources\">\n<h2 id=\"sources\">Sources</h2>\n<ul>\n");
    for source in &site.reference.sources {
        let Some(places) = places.get(source.id.as_str()) else { continue };
        let href = relative(path, &format!("sources.html#{}", source.id));
        let (author, title) = (escape(source.by()), escape(&source.title));
        let places = escape(&places.join("; "));
        let _ = writeln!(html, "<li>{author}, <a href=\"{href}\"><cite>{title}</cite></a>: {places}</li>");
    }
    if entry.uses.iter().any(|one| one.provenance == Provenance::Registered) {
        let (href, date) = (relative(path, "sources.html#iana"), &site.reference.register_date);
        let _ = writeln!(
            html,
            "<li>IANA, <a href=\"{href}\"><cite>Service Name and Transport Protocol Port Number Registry</cite></a>, of {date}</li>"
        );
    }
    html.push_str("</ul>\n");
    if let Some(chapter) = site.reference.chapters.get(&entry.id()) {
        for address in &chapter.addresses {
            let whole = format!("http://{}{}", address.host, address.path);
            let _ = writeln!(html, "<p><code>{}</code>: {}</p>", escape(&whole), escape(&address.about));
        }
        let corrected =
            site.reference.corrections.iter().filter(|one| one.entry.as_deref() == Some(&entry.id())).count();
        if corrected > 0 {
            let href = relative(path, &format!("sources.html#port-{}", entry.id()));
            let what = if corrected == 1 { "One remark".to_owned() } else { format!("{corrected} remarks") };
            let _ = writeln!(
                html,
                "<p>{what} on <a href=\"{href}\">what the sources garble, contradict or leave out</a> here</p>"
            );
        }
        if site.is_own {
            let export = relative(path, &format!("v1/ports/{}.json", entry.id()));
            let _ = writeln!(
                html,
                "<p>This chapter’s data: <code>{}</code>, or <a href=\"{export}\" type=\"application/json\">as JSON</a></p>",
                escape(&chapter.file)
            );
        }
    }
    html.push_str("</section>\n\n");
    html
}

/// The chapters before and after this one, in the order of ports.
pub(crate) fn neighbours(site: &Site<'_>, entry: &Entry, path: &str) -> String {
    let entries = site.entries();
    let at = entries.iter().position(|other| other.id() == entry.id());
    let before = at.and_then(|at| at.checked_sub(1)).map(|at| ("prev", "Below", &entries[at]));
    let after = at.and_then(|at| entries.get(at + 1)).map(|other| ("next", "Above", other));
    let mut html = String::from("<nav class=\"neighbours\" aria-label=\"Neighbouring ports\">\n");
    for (rel, word, other) in before.into_iter().chain(after) {
        let href = relative(path, &Site::href(&other.id()));
        let (ports, title) = (other.ports.short(), escape(&other.title));
        let _ = writeln!(html, "<a rel=\"{rel}\" href=\"{href}\"><small>{word}</small> {ports} {title}</a>");
    }
    html.push_str("</nav>\n");
    html
}
