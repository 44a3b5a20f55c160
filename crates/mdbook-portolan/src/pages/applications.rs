//! Every daemon and command by name, with its ports.

use super::Made;
use crate::html::{breakable, codes};
use crate::site::Site;
use crate::table::Table;
use catalog::{Entry, Provenance, Use};
use std::collections::BTreeMap;

const PATH: &str = "applications.md";

pub(crate) fn page(site: &Site<'_>) -> Made {
    let mut by_name: BTreeMap<(String, &str), Vec<(&Entry, &Use)>> = BTreeMap::new();
    for entry in site.entries() {
        for one in entry.uses.iter().filter(|one| one.provenance != Provenance::Registered) {
            for name in &one.applications {
                by_name.entry((name.to_lowercase(), name)).or_default().push((entry, one));
            }
        }
    }
    let mut table = Table::new("ports", "applications-by-name", &["Application", "Ports", "Roles", "Programs"]);
    for ((_, name), uses) in by_name {
        let mut ports: Vec<String> = uses.iter().map(|(entry, _)| Site::number_link(entry, PATH)).collect();
        ports.dedup();
        let mut roles: Vec<&str> = uses.iter().map(|(_, one)| one.role.label()).collect();
        roles.sort_unstable();
        roles.dedup();
        let mut programs: Vec<String> = uses.iter().flat_map(|(_, one)| one.programs.clone()).collect();
        programs.sort();
        programs.dedup();
        table.row("", &[breakable(name), ports.join(", "), roles.join(", "), codes(&programs)]);
    }
    let intro = "Daemons, commands and programs that the sources name, with the ports they use.\n\n";
    let description = "Daemons, commands and programs by name, each with the TCP and UDP ports it listens on or connects to, \
                       and where VOS keeps it.";
    Made::new("Applications by name", PATH, description, &format!("{intro}{}", table.finish()))
}
