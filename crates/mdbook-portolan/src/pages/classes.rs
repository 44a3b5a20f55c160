//! The three classes of ports, and the ranges with a meaning of their own.

use super::Made;
use crate::html::escape;
use crate::site::Site;
use crate::table::Table;
use catalog::{Entry, Role};
use std::fmt::Write;

const PATH: &str = "classes.md";

pub(crate) fn page(site: &Site<'_>) -> Made {
    let is_class = |entry: &&Entry| entry.uses.iter().any(|one| one.role == Role::Class);
    let mut content = String::from(
        "The number alone shows which class a port belongs to; this page says how much that tells you.\n\n",
    );
    for entry in site.entries().iter().filter(is_class) {
        let touches =
            |other: &&Entry| other.ports.first() <= entry.ports.last() && entry.ports.first() <= other.ports.last();
        let count = site.entries().iter().filter(touches).count() - 1;
        let _ = write!(
            content,
            "## {} ({})\n\n{} {} entries of this reference touch it.\n\n",
            entry.title,
            entry.ports,
            escape(&entry.summary),
            count
        );
        let _ = write!(content, "[{}: the chapter]({})\n\n", entry.title, Site::href(&entry.id()));
    }
    content.push_str(
        "<a href=\"register/index.html\">IANA’s register by number</a> has the name of every registered port.\n\n",
    );
    content.push_str(&site.introduction("classes", PATH));
    let mut table = Table::new("ports", "ranges", &["Range", "Title", "In short"]);
    for entry in site.entries().iter().filter(|entry| entry.ports.is_range() && !is_class(entry)) {
        table.row("", &[Site::number_link(entry, PATH), Site::title_link(entry, PATH), escape(&entry.summary)]);
    }
    let _ = write!(content, "<h2 id=\"ranges\">Ranges with a meaning of their own</h2>\n\n{}", table.finish());
    let description = "Well-known, registered and dynamic ports: what the class of a port number says, and the ranges that have \
                       a meaning of their own.";
    Made::new("The three port classes", PATH, description, &content)
}
