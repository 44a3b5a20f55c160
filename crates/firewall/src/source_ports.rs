//! From which ports a machine begins connections.

use crate::Ports;
use crate::plan::Plan;
use catalog::{Applies, Catalog, Entry, Provenance, Role, Transport, Use};

/// The range that the plan names, or those of its release. Empty where nobody says.
pub(crate) fn source_ports(catalog: &Catalog, plan: &Plan, transport: Transport) -> Vec<Ports> {
    let hands_out = |one: &Use| one.role == Role::Ephemeral && one.transports.any().contains(transport);
    let is_meant = |entry: &&Entry| match (&plan.source_ports, &plan.release) {
        (Some(id), _) => entry.id() == *id && entry.uses.iter().any(hands_out),
        (None, Some(release)) => entry.uses.iter().filter(|one| hands_out(one)).any(|one| {
            one.provenance == Provenance::Vendor
                && one.releases.as_ref().is_some_and(|set| set.applies_to(release) == Applies::Yes)
        }),
        (None, None) => false,
    };
    let mut all = Vec::new();
    for entry in catalog.entries().iter().filter(is_meant) {
        all.push(Ports::new(entry.ports.first(), entry.ports.last()));
    }
    all
}
