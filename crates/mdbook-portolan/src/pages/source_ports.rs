//! Ports that mean something as the source of a packet.

use super::Made;
use crate::html::escape;
use crate::site::Site;
use crate::table::Table;
use crate::uses;
use catalog::{Peer, Role, Use};

const PATH: &str = "source-ports.md";

pub(crate) fn page(site: &Site<'_>) -> Made {
    let title = "Source ports";
    let headings = ["Source port", "Title", "Towards", "Transport", "Application", "In short", "Who says so"];
    let mut table = Table::new("ports", "source-ports", &headings);
    for entry in site.entries() {
        for one in entry.uses.iter().filter(|one| has_telling_source(one)) {
            let (source, destination) = uses::source_and_destination(site, entry, one, PATH);
            let cells = [
                source,
                Site::title_link(entry, PATH),
                destination,
                crate::transports::of_use(entry, one),
                uses::applications(one),
                escape(&entry.summary),
                one.provenance.label().to_owned(),
            ];
            table.row(one.provenance.id(), &cells);
        }
    }
    let intro = "Most packets come from a port that the system chose, and the number means nothing. In these cases it does. \
                 Which ranges systems choose from is on the page of <a href=\"ephemeral.html\">ephemeral ranges</a>.\n\n";
    let description = "Ports that mean something as the source of a packet: who sends from them, what it means in a firewall \
                       log, and who says so.";
    Made::new(title, PATH, description, &format!("{intro}{}", table.finish()))
}

/// Whether the source port of the traffic means something.
fn has_telling_source(one: &Use) -> bool {
    matches!(one.role, Role::Sends | Role::SeenSource)
        || one.role == Role::Connects && matches!(one.peer, Some(Peer::Port(_)))
}
