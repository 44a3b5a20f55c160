//! Ports that mean something as the source of a packet.

use super::Made;
use crate::html::escape;
use crate::site::Site;
use crate::table::Table;
use crate::uses;
use catalog::{Entry, Peer, PortSpec, Role, Use};
use std::collections::BTreeSet;

const PATH: &str = "source-ports.md";

pub(crate) fn page(site: &Site<'_>) -> Made {
    let title = "Source ports";
    let headings = ["Source port", "Towards", "Transport", "What it means as a source", "Chapter", "Who says so"];
    let mut rows: Vec<(u16, [String; 6], &str)> = Vec::new();
    for entry in site.entries() {
        for one in entry.uses.iter().filter(|one| has_telling_source(entry, one)) {
            let (source, destination) = uses::source_and_destination(site, entry, one, PATH);
            let cells = [
                source,
                destination,
                crate::transports::of_use(entry, one),
                meaning(one),
                Site::title_link(entry, PATH),
                one.provenance.label().to_owned(),
            ];
            rows.push((source_port(entry, one), cells, one.provenance.id()));
        }
    }
    rows.sort_by_key(|(port, ..)| *port);
    // The chapters of both ends may tell the same.
    let mut told = BTreeSet::new();
    rows.retain(|(_, cells, _)| told.insert(cells[..3].to_vec()) || cells[1].is_empty());
    let mut table = Table::new("ports", "the-numbers-that-mean-something", &headings);
    for (_, cells, class) in &rows {
        table.row(class, cells);
    }
    let content = format!(
        "Most packets come from a port that the system chose, and its number means nothing: the [ephemeral \
         ranges](ephemeral.html). The exceptions are listed at the end.\n\n{}\
         <h2 id=\"the-numbers-that-mean-something\">The numbers that mean something</h2>\n\n{}",
        site.introduction("source-ports", PATH),
        table.finish()
    );
    let description = "Why a firewall blocks packets that come from ports of servers, and which numbers mean something as the \
                       source of a packet.";
    Made::new(title, PATH, description, &content)
}

/// Whether the source port of the traffic means something.
fn has_telling_source(entry: &Entry, one: &Use) -> bool {
    match one.role {
        Role::Sends | Role::SeenSource => true,
        Role::Connects | Role::SeenDestination => {
            matches!(&one.peer, Some(Peer::Port(port)) if one.role == Role::Connects || entry.ports != PortSpec::Single(*port))
        }
        _ => false,
    }
}

/// The port that the packets come from.
fn source_port(entry: &Entry, one: &Use) -> u16 {
    match (one.role, &one.peer) {
        (Role::Connects | Role::SeenDestination, Some(Peer::Port(port))) => *port,
        _ => entry.ports.first(),
    }
}

/// The remark on the use, or else what uses the port so.
fn meaning(one: &Use) -> String {
    match (&one.note, &one.protocol) {
        (Some(note), _) => Site::inline(note, PATH),
        (None, Some(protocol)) => {
            let by = one.applications.join(", ");
            escape(&if by.is_empty() { protocol.clone() } else { format!("{protocol}, by {by}") })
        }
        (None, None) => uses::applications(one),
    }
}
