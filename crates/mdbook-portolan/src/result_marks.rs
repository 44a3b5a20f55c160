//! What the results of the site's search say beside what every element says: which ports can be added to a plan, and which release has
//! them.

use crate::{chosen_release, plan_link};
use catalog::{Catalog, Entry, Provenance, Release, Use};

/// Of each entry that the site says more of: its id, whether it can be added to a plan, and a letter for each release of
/// [`Catalog::releases`], as rows of chapters have them: `y`, `n`, `?` where the source does not say, or `-`. No letters for what is not
/// the vendor's.
pub fn result_marks(catalog: &Catalog) -> Vec<(String, bool, String)> {
    let releases = catalog.releases();
    let marks =
        catalog.entries().iter().map(|entry| (entry.id(), plan_link::is_offered(entry), letters(entry, &releases)));
    marks.filter(|(_, is_offered, letters)| *is_offered || !letters.is_empty()).collect()
}

/// Of several uses, the surest counts; `-` where the transports differ, so that nothing can be said of the port.
fn letters(entry: &Entry, releases: &[Release]) -> String {
    let vendors: Vec<_> = entry.uses.iter().filter(|one| one.provenance == Provenance::Vendor).collect();
    let letter = |release| {
        let best = |of: &dyn Fn(&Use) -> bool| {
            let uses = vendors.iter().filter(|one| of(one));
            uses.map(|one| chosen_release::verdict(one, release)).min()
        };
        let any = best(&|_| true)?;
        let transports = vendors.iter().flat_map(|one| one.transports.any().iter());
        let differs = |transport| best(&|one| one.transports.any().contains(transport)) != Some(any);
        Some(if transports.into_iter().any(differs) { '-' } else { chosen_release::letter(any) })
    };
    releases.iter().filter_map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use catalog::{PortSpec, Role, Transport};

    #[test]
    fn the_surest_use_counts() {
        let releases: Vec<Release> = ["14.4", "15.0", "15.1"].map(|name| name.parse().expect("a release")).into();
        for (sets, expected) in [
            (&[][..], ""),
            (&[Some("15.0+")], "nyy"),
            (&[None], "???"),
            (&[Some("15.1+"), None], "??y"),
            (&[Some("14.3 - 14.7"), Some("15.1+")], "yny"),
        ] {
            let vendors = |set: Option<&str>| {
                let releases = set.map(|text| text.parse().expect("a set"));
                Use { releases, ..Use::new(Role::Listens, Provenance::Vendor) }
            };
            let uses = sets.iter().copied().map(vendors).chain([Use::new(Role::Listens, Provenance::Seen)]).collect();
            assert_eq!(letters(&Entry { uses, ..Entry::new(PortSpec::Single(22)) }, &releases), expected, "{sets:?}");
        }
    }

    #[test]
    fn transports_that_differ_say_nothing() {
        let releases: Vec<Release> = ["15.0", "15.1"].map(|name| name.parse().expect("a release")).into();
        let of = |transport: Transport, set: &str| {
            let mut one = Use::new(Role::Ephemeral, Provenance::Vendor);
            one.transports.said = [transport].into_iter().collect();
            one.releases = Some(set.parse().expect("a set"));
            one
        };
        let uses = vec![of(Transport::Tcp, "15.0+"), of(Transport::Udp, "15.1+")];
        assert_eq!(letters(&Entry { uses, ..Entry::new(PortSpec::Single(22)) }, &releases), "-y");
    }
}
