//! The transports of an entry and of its uses, with what nobody says and we inferred.

use catalog::{Entry, Provenance, TransportSet, Use};

/// What a document or the register names for any use of the port.
fn named(entry: &Entry) -> TransportSet {
    entry.uses.iter().fold(TransportSet::default(), |set, one| set.union(one.transports.said))
}

/// Transports with whether they are inferred: the named ones first. What is inferred for one use and named for another is not
/// marked, because then there is a source for it.
fn split(entry: &Entry, shown: TransportSet, said: TransportSet) -> Vec<(&'static str, bool)> {
    let named = named(entry);
    let is_inferred = |transport| !said.contains(transport) && !named.contains(transport);
    let mut all: Vec<_> = shown.iter().map(|transport| (transport.label(), is_inferred(transport))).collect();
    all.sort_by_key(|(_, inferred)| *inferred);
    all
}

/// Those of the services on the port; where none is known, those of the traffic that was seen: a scan over UDP does not make
/// SSH a service over UDP.
pub(crate) fn of_entry(entry: &Entry) -> Vec<(&'static str, bool)> {
    split(entry, set_of_entry(entry), TransportSet::default())
}

/// The same as a set.
pub(crate) fn set_of_entry(entry: &Entry) -> TransportSet {
    set_of_uses(&entry.uses.iter())
}

/// The same of some of its uses.
pub(crate) fn set_of_uses<'a>(uses: &(impl Iterator<Item = &'a Use> + Clone)) -> TransportSet {
    let of = |kinds: &[Provenance]| {
        let uses = uses.clone().filter(|one| kinds.contains(&one.provenance));
        uses.fold(TransportSet::default(), |set, one| set.union(one.transports.any()))
    };
    let services = of(&[Provenance::Documented, Provenance::Vendor]);
    if services.is_empty() { of(&[Provenance::Seen]) } else { services }
}

/// Those of an entry, as text.
pub(crate) fn text_of_entry(entry: &Entry) -> String {
    text(of_entry(entry))
}

/// Those of a use, as text.
pub(crate) fn of_use(entry: &Entry, one: &Use) -> String {
    let all = text(split(entry, one.transports.any(), one.transports.said));
    if all.is_empty() { "not said".to_owned() } else { all }
}

fn text(transports: Vec<(&'static str, bool)>) -> String {
    let texts =
        transports.into_iter().map(|(label, inferred)| format!("{label}{}", if inferred { " (inferred)" } else { "" }));
    texts.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use catalog::{PortSpec, Role, Transport};

    fn entry(said: &[Transport], inferred: &[Transport], registered: &[Transport]) -> Entry {
        let mut described = Use::new(Role::Listens, Provenance::Vendor);
        described.transports.said = said.iter().copied().collect();
        described.transports.inferred = inferred.iter().copied().collect();
        let mut assigned = Use::new(Role::Assigned, Provenance::Registered);
        assigned.transports.said = registered.iter().copied().collect();
        Entry { uses: vec![described, assigned], ..Entry::new(PortSpec::Single(1)) }
    }

    #[test]
    fn what_the_register_names_is_not_inferred() {
        use Transport::{Tcp, Udp};
        for (said, inferred, registered, shown) in [
            (&[Tcp][..], &[Udp][..], &[][..], "TCP, UDP (inferred)"),
            (&[], &[Tcp], &[Tcp, Udp], "TCP"),
            (&[], &[Tcp, Udp], &[Udp], "UDP, TCP (inferred)"),
            (&[], &[], &[Udp], "not said"),
        ] {
            let entry = entry(said, inferred, registered);
            assert_eq!(of_use(&entry, &entry.uses[0]), shown);
        }
    }
}
