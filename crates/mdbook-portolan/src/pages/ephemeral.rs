//! The ranges that ephemeral ports are taken from, release by release.

use super::Made;
use crate::html::relative;
use crate::site::Site;
use crate::table::Table;
use crate::uses;
use catalog::{Applies, Entry, Provenance, Release, Role, Transport};

const PATH: &str = "ephemeral.md";

/// A range of fewer ports is a part of one that matters for another reason.
const LEAST: u16 = 1000;

pub(crate) fn page(site: &Site<'_>) -> Made {
    let mut today = Table::new("ports", "systems-of-today", &["System", "Range", "Transport", "Remark"]);
    let mut ranges = Table::new("ports", "ranges", &["Range", "Transport", "VOS releases"]);
    for entry in site.entries() {
        let is_whole = entry.ports.last() - entry.ports.first() >= LEAST;
        for one in entry.uses.iter().filter(|one| one.role == Role::Ephemeral && is_whole) {
            let (range, transports) = (Site::number_link(entry, PATH), crate::transports::of_use(entry, one));
            if one.provenance == Provenance::Documented {
                let remark = one.note.as_ref().map(|note| Site::inline(note, PATH)).unwrap_or_default();
                today.row("", &[uses::applications(one), range, transports, remark]);
            } else {
                ranges.row("", &[range, transports, uses::releases(one)]);
            }
        }
    }
    let mut matrix = Table::new("ports", "by-release", &["VOS release", "TCP from", "UDP from"]);
    for release in site.reference.catalog.releases() {
        let page = relative(PATH, &format!("releases/{release}.html"));
        let cells = [
            format!("<a href=\"{page}\">{release}</a>"),
            range(site, &release, Transport::Tcp),
            range(site, &release, Transport::Udp),
        ];
        matrix.row("", &cells);
    }
    let content = format!(
        "A client’s end of a connection gets an ephemeral port: a number the system chooses, another one for each \
         connection, without a meaning of its own. A firewall that filters by source port has to know the range of \
         each system.\n\n{}<h2 id=\"systems-of-today\">Systems of today</h2>\n\n{}\
         <h2 id=\"ranges\">Stratus VOS</h2>\n\nOn VOS the range depends on the release.\n\n{}\
         <h2 id=\"by-release\">By release</h2>\n\nCut-overs are made branch by branch, so that a later \
         release of an older branch can still use the old range; the chapters of the ranges say how that is read.\n\n{}",
        site.introduction("ephemeral", PATH),
        today.finish(),
        ranges.finish(),
        matrix.finish()
    );
    let description = "The ranges that Linux, Windows, macOS, the BSDs and each release of Stratus VOS take the client’s end of a \
                       connection from.";
    Made::new("Ephemeral ranges", PATH, description, &content)
}

/// The range a release takes ephemeral ports of the transport from.
fn range(site: &Site<'_>, release: &Release, transport: Transport) -> String {
    let applies = |entry: &&Entry| {
        entry.uses.iter().any(|one| {
            one.role == Role::Ephemeral
                && one.transports.any().contains(transport)
                && one.releases.as_ref().is_some_and(|set| set.applies_to(release) == Applies::Yes)
        })
    };
    let found: Vec<String> =
        site.entries().iter().filter(applies).map(|entry| Site::number_link(entry, PATH)).collect();
    if found.is_empty() { "not said".to_owned() } else { found.join(", ") }
}
