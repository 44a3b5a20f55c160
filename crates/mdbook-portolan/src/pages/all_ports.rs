//! Every port by number: one table of servers, clients, source ports and what logs show.

use super::{ALL_PORTS, Made};
use crate::site::Site;
use crate::table::Table;
use crate::uses;
use catalog::{Entry, Provenance, Use};

const HEADINGS: [&str; 10] = [
    "Port",
    "Title",
    "Direction",
    "Source port",
    "Destination port",
    "Transport",
    "Application",
    "Protocol",
    "VOS releases",
    "Product",
];

pub(crate) fn page(site: &Site<'_>) -> Made {
    let rows = site.entries().iter().flat_map(|entry| entry.uses.iter().map(move |one| (entry, one)));
    let intro = "Everything that the sources describe, in the order of port numbers: one row for each use. The direction \
                 is seen from the VOS module, or, for traffic in a firewall log, says which end of it the port is. What \
                 only IANA registers is in each port’s chapter.\n\n";
    let content = format!("{intro}{}", table(site, rows, ALL_PORTS, "all-ports-by-number"));
    let description = "All TCP and UDP ports of this reference in one table: direction, source and destination port, \
                       transport, application, protocol, VOS releases, product.";
    Made::new("All ports by number", ALL_PORTS, description, &content)
}

/// The table of these uses, without those of the register.
pub(crate) fn table<'a>(
    site: &Site<'_>,
    rows: impl Iterator<Item = (&'a Entry, &'a Use)>,
    path: &str,
    labelled_by: &str,
) -> String {
    let mut table = Table::new("ports", labelled_by, &HEADINGS);
    for (entry, one) in rows.filter(|(_, one)| one.provenance != Provenance::Registered) {
        let (source, destination) = uses::source_and_destination(site, entry, one, path);
        let cells = [
            Site::number_link(entry, path),
            Site::title_link(entry, path),
            uses::direction(one.role).to_owned(),
            source,
            destination,
            crate::transports::of_use(entry, one),
            uses::applications(one),
            uses::protocol(one),
            uses::releases(one),
            uses::products(site, one, path),
        ];
        table.row(one.provenance.id(), &cells);
    }
    table.finish()
}
