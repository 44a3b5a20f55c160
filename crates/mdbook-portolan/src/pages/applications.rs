//! Every daemon, command and product by name, with its ports.

use super::Made;
use crate::html::{breakable, codes};
use crate::site::Site;
use crate::table::Table;
use catalog::{Entry, Provenance, Use};
use std::collections::BTreeMap;

const PATH: &str = "applications.md";

/// A use and the entry that it belongs to.
type Place<'a> = (&'a Entry, &'a Use);

pub(crate) fn page(site: &Site<'_>) -> Made {
    let mut table = Table::new("ports applied", "applications-by-name", &["Application", "Ports", "Roles", "Programs"]);
    for (names, uses) in rows(site) {
        let mut ports: Vec<String> = uses.iter().map(|(entry, _)| Site::number_link(entry, PATH)).collect();
        ports.dedup();
        let distinct = |mut all: Vec<String>| {
            all.sort();
            all.dedup();
            all
        };
        let roles = distinct(uses.iter().map(|(_, one)| one.role.label().to_owned()).collect());
        let programs = distinct(uses.iter().flat_map(|(_, one)| one.programs.clone()).collect());
        table.row("", &[breakable(&names.join(", ")), ports.join(", "), roles.join(", "), codes(&programs)]);
    }
    let intro = "Daemons, commands and products that the documents name, with the ports they use. Names that always come \
                 together share a row.\n\n";
    let description = "Daemons, commands and products by name, each with the TCP and UDP ports it listens on or connects to, \
                       and where VOS keeps it.";
    Made::new("Applications by name", PATH, description, &format!("{intro}{}", table.finish()))
}

/// The names with their uses, in the order of names. A product's name has the uses of the product too.
fn rows<'a>(site: &Site<'a>) -> Vec<(Vec<&'a str>, Vec<Place<'a>>)> {
    let mut by_name: BTreeMap<String, (&str, Vec<Place<'_>>)> = BTreeMap::new();
    for entry in site.entries() {
        for one in entry.uses.iter().filter(|one| one.provenance != Provenance::Registered) {
            let products = one.products.iter().filter_map(|id| site.product(id)).filter(|product| product.has_code());
            let products = products.map(|product| product.name.as_str());
            for name in one.applications.iter().map(String::as_str).chain(products) {
                let (_, uses) = by_name.entry(name.to_lowercase()).or_insert((name, Vec::new()));
                if !uses.iter().any(|(_, known)| std::ptr::eq(*known, one)) {
                    uses.push((entry, one));
                }
            }
        }
    }
    let mut rows: Vec<(Vec<&str>, Vec<Place<'_>>)> = Vec::new();
    // Names with the same uses, by the addresses of these.
    let mut known: BTreeMap<Vec<usize>, usize> = BTreeMap::new();
    for (name, uses) in by_name.into_values() {
        let key = uses.iter().map(|(_, one)| std::ptr::from_ref::<Use>(one).addr()).collect();
        let at = *known.entry(key).or_insert(rows.len());
        match rows.get_mut(at) {
            Some((names, _)) => names.push(name),
            None => rows.push((vec![name], uses)),
        }
    }
    rows
}
