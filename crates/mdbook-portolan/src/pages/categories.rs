//! The categories, and the entries of each.

use super::Made;
use crate::description;
use crate::html::escape;
use crate::site::Site;
use crate::table::Table;
use crate::{copy_list, plan_link, transports};
use std::fmt::Write;

const INDEX: &str = "categories/index.md";

pub(crate) fn pages(site: &Site<'_>) -> Vec<Made> {
    let mut cards = String::from("<ul class=\"cards\">\n");
    let mut pages = Vec::new();
    for category in site.reference.catalog.categories() {
        let path = format!("categories/{}.md", category.id);
        let own: Vec<_> = site.entries().iter().filter(|entry| entry.categories.contains(&category.id)).collect();
        let mut table = Table::new(
            "ports listed",
            &catalog::slug(&category.title),
            &["Port", "Title", "Transport", "Who may reach it", "In short"],
        );
        for entry in &own {
            let cells = [
                Site::number_link(entry, &path),
                Site::title_link(entry, &path),
                transports::text_of_entry(entry),
                entry.exposure.map(|exposure| exposure.label().to_owned()).unwrap_or_default(),
                escape(&entry.summary),
            ];
            table.row("", &cells);
        }
        let summary = escape(&category.summary);
        let _ = writeln!(
            cards,
            "<li class=\"card\"><a href=\"{}.html\"><b>{}</b></a><span>{summary}</span><small>{} {}</small></li>",
            category.id,
            escape(&category.title),
            own.len(),
            if own.len() == 1 { "entry" } else { "entries" }
        );
        let content = format!(
            "<p>{summary}</p>\n\n{}{}{}{}[All categories](index.html)\n",
            site.introduction(&format!("categories/{}", category.id), &path),
            table.finish(),
            copy_list::of_entries("Copy these ports", own.iter().copied()),
            plan_link::of_entries(site, &own, &path)
        );
        let description =
            description::with_ports(&format!("{} TCP and UDP ports:", category.summary), own.iter().copied());
        pages.push(Made::new(&category.title, &path, &description, &content));
    }
    cards.push_str("</ul>\n");
    let description = "TCP and UDP ports by what they are used for: databases, mail, files, containers, remote login, trojan horses and more.";
    let content = format!("What kind of thing a port is used for.\n\n{cards}");
    pages.insert(0, Made::new("Categories", INDEX, description, &content));
    pages
}
