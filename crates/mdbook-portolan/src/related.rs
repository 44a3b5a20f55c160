//! The end of a chapter: related entries, names, neighbours.

use crate::html::{escape, link, relative};
use crate::pages::register;
use crate::site::Site;
use catalog::{Entry, Role};
use std::fmt::Write;

/// The class of a list of ports.
const PORT_LIST: &str = "port-list";

/// A section: its id, its title, and its HTML.
type Section = (String, String, String);

/// A section with a list of entries, or nothing where there are none.
fn list<'a>(class: &str, title: &str, entries: impl Iterator<Item = &'a Entry>, path: &str) -> Option<Section> {
    let items = items(PORT_LIST, entries, path);
    if items.is_empty() {
        return None;
    }
    let id = catalog::slug(title);
    let html = format!("<section class=\"{class}\">\n<h2 id=\"{id}\">{title}</h2>\n{items}</section>\n\n");
    Some((id, title.to_owned(), html))
}

/// See also, and what belongs to a class of ports.
pub(crate) fn links(site: &Site<'_>, entry: &Entry, path: &str) -> Vec<Section> {
    let also = entry.see_also.iter().filter_map(|id| site.reference.catalog.entry(id));
    let mut all = vec![list("see-also", "See also", also, path)];
    if entry.uses.iter().any(|one| one.role == Role::Class) {
        let touches = |other: &&Entry| {
            other.ports.first() <= entry.ports.last()
                && entry.ports.first() <= other.ports.last()
                && other.id() != entry.id()
        };
        all.push(list("members", "Described in this class", site.entries().iter().filter(touches), path));
    }
    all.into_iter().flatten().collect()
}

/// The other chapters that refer to this one: as many as there are, so that they are folded.
pub(crate) fn referrers(site: &Site<'_>, entry: &Entry, path: &str) -> String {
    items(PORT_LIST, site.referrers(entry).filter(|other| !entry.see_also.contains(&other.id())), path)
}

/// A list of entries, or nothing where there are none.
pub(crate) fn items<'a>(class: &str, entries: impl Iterator<Item = &'a Entry>, path: &str) -> String {
    let mut items = String::new();
    for entry in entries {
        let href = relative(path, &Site::href(&entry.id()));
        let (ports, name) = (entry.ports.short(), escape(&entry.title));
        let _ = writeln!(items, "<li><a href=\"{href}\"><span class=\"n\">{ports}</span> {name}</a></li>");
    }
    if items.is_empty() { items } else { format!("<ul class=\"{class}\">\n{items}</ul>\n") }
}

/// Other names, and the categories, which lead to everything of the same kind.
pub(crate) fn names(site: &Site<'_>, entry: &Entry, path: &str) -> String {
    let mut html = String::new();
    if !entry.aliases.is_empty() {
        let names: Vec<String> = entry.aliases.iter().map(|name| escape(name)).collect();
        let _ = writeln!(html, "<p class=\"port-names\"><b>Found as</b> {}</p>", names.join(", "));
    }
    let categories = site.reference.catalog.categories().iter().filter(|one| entry.categories.contains(&one.id));
    let linked = categories.map(|one| link(&relative(path, &format!("categories/{}.html", one.id)), &one.title));
    let linked: Vec<String> = linked.collect();
    if !linked.is_empty() {
        let _ = writeln!(html, "<p class=\"port-names port-categories\"><b>More like it</b> {}</p>", linked.join(", "));
    }
    html
}

/// The row of the entry's number in the register, among those around it.
pub(crate) fn in_register(site: &Site<'_>, entry: &Entry, path: &str) -> String {
    let link = register::href(site, entry).filter(|_| site.has_register).map(|href| {
        let (href, ports) = (relative(path, &href), entry.ports.short());
        format!("<p class=\"port-names in-register\"><b>IANA’s register</b> <a href=\"{href}\">{ports} and the ports around it</a></p>\n")
    });
    link.unwrap_or_default()
}

/// The entry's number on the map of all ports, which only our own site has.
pub(crate) fn on_map(site: &Site<'_>, entry: &Entry, path: &str) -> String {
    if !site.is_own {
        return String::new();
    }
    let (href, port) = (relative(path, "map.html"), entry.ports.first());
    format!("<p class=\"port-names on-map\"><b>Map</b> <a href=\"{href}?port={port}\">{port} among all ports</a></p>\n")
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
