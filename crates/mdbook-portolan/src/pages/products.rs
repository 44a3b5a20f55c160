//! The products, and the uses of each.

use super::Made;
use crate::description;
use crate::html::escape;
use crate::site::Site;
use crate::table::Table;
use crate::{chosen_release, copy_list, plan_link, transports, uses};
use catalog::{Entry, Product, Use};
use std::fmt::Write;

const INDEX: &str = "products/index.md";

pub(crate) fn pages(site: &Site<'_>) -> Vec<Made> {
    let products = site.reference.catalog.products();
    let mut cards = String::from("<ul class=\"cards\">\n");
    let mut pages = Vec::new();
    for product in products {
        let file = product.id.to_lowercase();
        let ports: Vec<String> = entries(site, product).map(|entry| entry.ports.to_string()).collect();
        let (title, ports) = (product.label(), ports.join(", "));
        let _ = writeln!(
            cards,
            "<li class=\"card\"><a href=\"{file}.html\"><b>{}</b></a><span>{ports}</span></li>",
            escape(&title)
        );
        let path = format!("products/{file}.md");
        let uses = site.entries().iter().flat_map(|entry| entry.uses.iter().map(move |one| (entry, one)));
        let own: Vec<_> = uses.filter(|(_, one)| brings(product, one)).collect();
        let label = catalog::slug(&title);
        let content = format!(
            "{}What the vendor’s tables say this product brings.\n\n{}{}{}[All products](index.html)\n",
            chosen_release::place_with(site, own.iter().map(|(_, one)| *one)),
            table(site, own.iter().copied(), &path, &label),
            copy_list::of_uses("Copy these ports", own.iter().copied()),
            plan_link::of_product(site, product, &path)
        );
        let start = format!("TCP and UDP ports of {title} on Stratus VOS, with their releases:");
        let description = description::with_ports(&start, entries(site, product));
        pages.push(Made::new(&title, &path, &description, &content));
    }
    cards.push_str("</ul>\n");
    let intro = "The products of Stratus VOS that use ports, with their codes.\n\n";
    let description = "The products of Stratus VOS that use TCP or UDP ports, by product code, and the ports of each.";
    pages.insert(0, Made::new("Products", INDEX, description, &format!("{intro}{cards}")));
    pages
}

fn brings(product: &Product, one: &Use) -> bool {
    one.products.contains(&product.id)
}

fn entries<'a>(site: &Site<'a>, product: &'a Product) -> impl Iterator<Item = &'a Entry> {
    site.entries().iter().filter(move |entry| entry.uses.iter().any(|one| brings(product, one)))
}

/// The table of these uses.
fn table<'a>(
    site: &Site<'_>,
    rows: impl Iterator<Item = (&'a Entry, &'a Use)>,
    path: &str,
    labelled_by: &str,
) -> String {
    let headings = [
        "Port",
        "Title",
        "Direction",
        "Source port",
        "Destination port",
        "Transport",
        "Application",
        "Protocol",
        "VOS releases",
    ];
    let mut table = Table::new("ports", labelled_by, &headings);
    for (entry, one) in rows {
        let (source, destination) = uses::source_and_destination(site, entry, one, path);
        let cells = [
            Site::number_link(entry, path),
            Site::title_link(entry, path),
            uses::direction(one.role).to_owned(),
            source,
            destination,
            transports::of_use(entry, one),
            uses::applications(one),
            uses::protocol(one),
            uses::releases(one),
        ];
        table.row_with_verdicts(one.provenance.id(), chosen_release::letters(site, one), &cells);
    }
    table.finish()
}
