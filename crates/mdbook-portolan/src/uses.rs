//! The uses of a port: the table in its chapter, and the cells that other tables share.

use crate::chosen_release;
use crate::citations::Citations;
use crate::html::{breakable, codes, escape, link, relative};
use crate::site::Site;
use crate::table::Table;
use crate::transports;
use catalog::{Entry, Peer, PortSpec, Product, Provenance, Role, Use};
use std::fmt::Write;

const HEADINGS: [&str; 7] = ["Role", "Transport", "Program", "Protocol", "VOS releases", "Product", "Who says so"];

/// Everything that uses the port: a table, or, where documents of today and the register name no more than who listens, a
/// list, which is read faster.
pub(crate) fn render(site: &Site<'_>, entry: &Entry, path: &str, citations: &Citations<'_>) -> String {
    let is_plain = |one: &Use| {
        matches!(one.provenance, Provenance::Documented | Provenance::Registered)
            && one.peer.is_none()
            && one.programs.is_empty()
            && one.products.is_empty()
            && one.releases.is_none()
    };
    if !entry.uses.iter().all(is_plain) {
        return table(site, entry, path, citations);
    }
    let mut html = String::from("<ul class=\"uses\">\n");
    for one in &entry.uses {
        let transports = transports::of_use(entry, one);
        let remarks = remarks(site, one, path);
        let remarks = if remarks.is_empty() { remarks } else { format!(" <small>{remarks}</small>") };
        let (role, service, marks) = (one.role.label(), service(one), marks(one, citations));
        let _ = writeln!(html, "<li>{role}, {transports}: {service}{marks}{remarks}</li>");
    }
    html.push_str("</ul>\n\n");
    html
}

/// The programs with their protocol, each in its own words.
fn service(one: &Use) -> String {
    let name = one.applications.join(", ");
    match &one.protocol {
        Some(protocol) if name.is_empty() => escape(protocol),
        Some(protocol) if !protocol.eq_ignore_ascii_case(&name) => {
            format!("<b>{}</b>, {}", breakable(&name), escape(protocol))
        }
        _ => format!("<b>{}</b>", breakable(&name)),
    }
}

/// The table of everything that uses the port.
fn table(site: &Site<'_>, entry: &Entry, path: &str, citations: &Citations<'_>) -> String {
    let mut table = Table::new("uses", "uses", &HEADINGS);
    for one in &entry.uses {
        let cells = [
            role_and_peer(site, entry, one, path),
            transports::of_use(entry, one),
            programs(one),
            protocol(one),
            releases(one),
            products(site, one, path),
            who(one, citations),
        ];
        let class = format!("use {}", one.provenance.id());
        table.row_with_verdicts(&class, chosen_release::letters(site, one), &cells);
        let remarks = remarks(site, one, path);
        if !remarks.is_empty() {
            table.note(remarks);
        }
    }
    table.finish()
}

/// What is to be said of a use, in sentences.
fn remarks(site: &Site<'_>, one: &Use, path: &str) -> String {
    let notes = one.port_note.iter().chain(&one.note).map(|note| Site::inline(note, path));
    let all: Vec<String> = notes.chain(product_remark(site, one)).map(|remark| sentence(&remark)).collect();
    all.join(" ")
}

/// What a use does with the port, and the port at the other end.
fn role_and_peer(site: &Site<'_>, entry: &Entry, one: &Use, path: &str) -> String {
    let role = one.role.label();
    let Some(peer) = &one.peer else { return role.to_owned() };
    let number = entry.ports.to_string();
    let peer = match peer {
        Peer::Ephemeral => "an ephemeral port".to_owned(),
        Peer::Dynamic => "a dynamic port".to_owned(),
        Peer::Port(port) if entry.ports == PortSpec::Single(*port) => port.to_string(),
        Peer::Port(port) => site.port_link(*port, path),
        Peer::Said(text) => format!("a port {}", escape(text)),
    };
    match one.role {
        Role::Connects => format!("{role} {number} from {peer}"),
        Role::Sends => format!("{role} {number} to {peer}"),
        Role::SeenSource => format!("{role}, towards {peer}"),
        _ => format!("{role}, from {peer}"),
    }
}

/// Source port and destination port of a use, as a firewall sees them.
pub(crate) fn source_and_destination(site: &Site<'_>, entry: &Entry, one: &Use, path: &str) -> (String, String) {
    let own = if one.port_note.is_some() && !entry.ports.is_range() {
        "not fixed".to_owned()
    } else {
        breakable(&entry.ports.to_string())
    };
    let peer = match &one.peer {
        None => "any".to_owned(),
        Some(Peer::Ephemeral) => "ephemeral".to_owned(),
        Some(Peer::Dynamic) => "dynamic".to_owned(),
        Some(Peer::Port(port)) if entry.ports == PortSpec::Single(*port) => port.to_string(),
        Some(Peer::Port(port)) => site.port_link(*port, path),
        Some(Peer::Said(text)) => escape(text),
    };
    match one.role {
        Role::Sends | Role::Ephemeral | Role::SeenSource => (own, peer),
        Role::Class => (own.clone(), own),
        _ => (peer, own),
    }
}

/// Which way the traffic of a use goes: as the module sees it or, for traffic in a log, which end the port is.
pub(crate) const fn direction(role: Role) -> &'static str {
    match role {
        Role::Listens => "in",
        Role::Connects | Role::Sends | Role::Ephemeral => "out",
        Role::SeenDestination => "to the port",
        Role::SeenSource => "from the port",
        Role::Class => "both",
        Role::Assigned => "",
    }
}

/// The kind of source, with the numbers of the documents.
fn who(one: &Use, citations: &Citations<'_>) -> String {
    format!("{}{}", one.provenance.label(), marks(one, citations))
}

/// The numbers of the documents that say so.
fn marks(one: &Use, citations: &Citations<'_>) -> String {
    match one.provenance {
        Provenance::Registered => citations.register_mark(),
        _ => citations.marks(one.cites.iter().map(String::as_str)),
    }
}

/// Daemons and commands, and below them the paths of their programs.
fn programs(one: &Use) -> String {
    let parts = [applications(one), codes(&one.programs)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("<br>")
}

/// Daemons and commands.
pub(crate) fn applications(one: &Use) -> String {
    breakable(&one.applications.join(", "))
}

/// The protocol, as the source writes it.
pub(crate) fn protocol(one: &Use) -> String {
    one.protocol.as_deref().map(escape).unwrap_or_default()
}

/// The releases; empty where releases of VOS have no bearing.
pub(crate) fn releases(one: &Use) -> String {
    match (&one.releases, one.provenance) {
        (Some(set), _) => escape(set.as_str()),
        (None, Provenance::Vendor) => "not said".to_owned(),
        (None, _) => String::new(),
    }
}

/// The codes of the products, each linked to its page, with its name as a tooltip. The system itself has no code, so that
/// its name is shown.
pub(crate) fn products(site: &Site<'_>, one: &Use, path: &str) -> String {
    let linked = one.products.iter().filter_map(|id| site.product(id)).map(|product| {
        let href = relative(path, &format!("products/{}.html", product.id.to_lowercase()));
        if !product.has_code() {
            return link(&href, &product.name);
        }
        format!("<a href=\"{href}\" title=\"{}\">{}</a>", escape(&product.name), escape(&product.id))
    });
    let mut linked: Vec<String> = linked.collect();
    if linked.is_empty() && one.provenance == Provenance::Vendor {
        linked.push("not said".to_owned());
    }
    linked.join(", ")
}

/// What the source adds to the product, such as its versions, unless that is just its name.
fn product_remark(site: &Site<'_>, one: &Use) -> Option<String> {
    let note = one.product_note.as_ref()?;
    let products: Vec<&Product> = one.products.iter().filter_map(|id| site.product(id)).collect();
    let is_name = products.iter().any(|product| product.name.eq_ignore_ascii_case(note));
    let codes: Vec<&str> = products.iter().map(|product| product.id.as_str()).collect();
    (!is_name).then(|| escape(&format!("Product {}: {note}", codes.join(", "))))
}

/// A remark, which is HTML, as a sentence: it begins with a capital and ends with a full stop.
fn sentence(html: &str) -> String {
    let mut letters = html.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    let stop = if last_visible(html).is_some_and(|c| ".!?".contains(c)) { "" } else { "." };
    format!("{first}{}{stop}", letters.as_str())
}

/// The last character that is not part of a tag.
fn last_visible(html: &str) -> Option<char> {
    let mut rest = html;
    while let Some(inner) = rest.strip_suffix('>') {
        rest = &rest[..inner.rfind('<')?];
    }
    rest.chars().next_back()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_are_sentences() {
        let cases = [
            ("since 15.1", "Since 15.1."),
            ("Ask it.", "Ask it."),
            ("see <a href=\"22.html\">22</a>", "See <a href=\"22.html\">22</a>."),
            ("see <em>it.</em>", "See <em>it.</em>"),
        ];
        for (html, expected) in cases {
            assert_eq!(sentence(html), expected);
        }
    }
}
