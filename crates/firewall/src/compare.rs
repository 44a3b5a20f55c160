//! What changes from one release of VOS to another: what opens, closes or changes, and what nobody says.

use crate::Service;
use catalog::{Applies, Catalog, Provenance, Release, Role, sorted};

/// What the vendor's tables say of two releases. Each list is sorted by product, role and port.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison<'a> {
    /// Only the second release has these.
    pub opens: Vec<Turned<'a>>,
    /// Only the first release has these.
    pub closes: Vec<Turned<'a>>,
    /// Both releases have these, with other ports or transports.
    pub changes: Vec<Changed<'a>>,
    /// Whether one of the releases has these, or either of them, nobody says.
    pub not_said: Vec<NotSaid<'a>>,
    /// How many services both releases have alike.
    pub stays: usize,
}

/// A service that opens or closes.
#[derive(Clone, Debug, PartialEq)]
pub struct Turned<'a> {
    /// The service.
    pub service: Service<'a>,
    /// Other services that have its ports, or may have them, in the other release: there the ports are open already, or have to
    /// stay open.
    pub shared_with: Vec<Service<'a>>,
}

/// A service that has other ports or transports in the second release.
#[derive(Clone, Debug, PartialEq)]
pub struct Changed<'a> {
    /// As the first release has it.
    pub from: Service<'a>,
    /// As the second release has it.
    pub to: Service<'a>,
    /// Other services that have, or may have, the ports of the first release in the second.
    pub shared_with: Vec<Service<'a>>,
}

/// A service of which the source does not say whether both releases have it. At least one of the two is `Unsaid`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NotSaid<'a> {
    /// The service.
    pub service: Service<'a>,
    /// What is said of the first release.
    pub from: Applies,
    /// What is said of the second release.
    pub to: Applies,
}

/// Compares what the vendor's tables say of two releases: services that listen, connect or send, and ranges of source ports.
///
/// A service that one release has and the other has under the same name, for the same product and in the same role, on another port
/// or over another transport, changes; it does not close and open.
pub fn compare<'a>(catalog: &'a Catalog, from: &Release, to: &Release) -> Comparison<'a> {
    let all = services(catalog);
    let mut comparison = Comparison::default();
    let (mut opening, mut closing) = (Vec::new(), Vec::new());
    for service in &all {
        match (service.applies_to(from), service.applies_to(to)) {
            (Applies::Yes, Applies::Yes) => comparison.stays += 1,
            (Applies::No, Applies::No) => {}
            (Applies::No, Applies::Yes) => opening.push(*service),
            (Applies::Yes, Applies::No) => closing.push(*service),
            (from, to) => comparison.not_said.push(NotSaid { service: *service, from, to }),
        }
    }
    let sharing = |service: &Service<'a>, but: &Service<'a>, release: &Release| {
        let mut others = Vec::new();
        for other in &all {
            let is_other = !other.is(service) && !other.is(but) && other.applies_to(release) != Applies::No;
            if is_other && service.shares_ports(other) {
                others.push(*other);
            }
        }
        others
    };
    for (from, after) in pairs(&mut closing, &mut opening) {
        if from.is_like(&after) {
            comparison.stays += 1;
        } else {
            comparison.changes.push(Changed { from, to: after, shared_with: sharing(&from, &after, to) });
        }
    }
    for (turning, turned, release) in [(opening, &mut comparison.opens, from), (closing, &mut comparison.closes, to)] {
        for service in turning {
            turned.push(Turned { service, shared_with: sharing(&service, &service, release) });
        }
    }
    comparison
}

/// The services that releases may have, sorted by product (in the order of the vocabulary, those of none last), role and port.
fn services(catalog: &Catalog) -> Vec<Service<'_>> {
    let mut keys = Vec::new();
    for (entry_at, entry) in catalog.entries().iter().enumerate() {
        for (use_at, one) in entry.uses.iter().enumerate() {
            let is_traffic = matches!(one.role, Role::Listens | Role::Connects | Role::Sends | Role::Ephemeral);
            if one.provenance == Provenance::Vendor && is_traffic {
                let products = catalog.products();
                let product = products.iter().position(|product| one.products.contains(&product.id));
                keys.push((product.unwrap_or(products.len()), one.role, entry_at, use_at));
            }
        }
    }
    let mut all = Vec::new();
    for (_, _, entry_at, use_at) in sorted(keys) {
        let entry = catalog.entries().get(entry_at);
        all.extend(entry.and_then(|entry| Some(Service { entry, one: entry.uses.get(use_at)? })));
    }
    all
}

/// Takes out of both lists what is the same service. Those that have a transport in common find each other first.
fn pairs<'a>(closing: &mut Vec<Service<'a>>, opening: &mut Vec<Service<'a>>) -> Vec<(Service<'a>, Service<'a>)> {
    let mut pairs = Vec::new();
    for needs_transport in [true, false] {
        for from in std::mem::take(closing) {
            let is_partner =
                |to: &Service<'a>| from.is_named_as(to) && (!needs_transport || from.shares_transports(to));
            match opening.iter().position(is_partner) {
                Some(at) => pairs.push((from, opening.remove(at))),
                None => closing.push(from),
            }
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use catalog::{Entry, Parts, PortSpec, Product, Transport, Use};
    use std::fmt::Write;

    /// A catalog of lines such as `22 listens tcp sshd 14.7+ S270`; `-` is what is not said.
    fn catalog(lines: &[&str]) -> Catalog {
        let mut entries: Vec<Entry> = Vec::new();
        for line in lines {
            let words: Vec<&str> = line.split(' ').collect();
            let [port, role, transport, name, releases, product] = words[..] else { panic!("{line}") };
            let said = |word: &str| (word != "-").then(|| word.replace('_', " "));
            let mut one = Use::new(Role::from_id(role).expect(role), Provenance::Vendor);
            one.transports.said = said(transport).iter().filter_map(|id| Transport::from_id(id)).collect();
            one.applications = said(name).into_iter().collect();
            one.releases = said(releases).map(|set| set.parse().expect(&set));
            one.products = said(product).into_iter().collect();
            let ports = PortSpec::Single(port.parse().expect(port));
            if entries.last().is_none_or(|entry| entry.ports != ports) {
                entries.push(Entry::new(ports));
            }
            entries.last_mut().expect("an entry").uses.push(one);
        }
        let product = |id: &str| Product { id: id.to_owned(), name: id.to_owned() };
        let products = ["A", "B"].map(product).to_vec();
        Catalog::new(Parts { entries, products, ..Parts::default() }).unwrap_or_else(|wrong| panic!("{wrong:?}"))
    }

    fn text(comparison: &Comparison<'_>) -> String {
        let names = |all: &[Service<'_>]| {
            let names: Vec<String> =
                all.iter().map(|one| format!("{}{}", one.entry.id(), one.one.applications.concat())).collect();
            if names.is_empty() { String::new() } else { format!(" ({})", names.join(" ")) }
        };
        let mut text = String::new();
        for (sign, turned) in [("+", &comparison.opens), ("-", &comparison.closes)] {
            for one in turned {
                let _ = write!(text, "{sign}{}{} ", one.service.entry.id(), names(&one.shared_with));
            }
        }
        for one in &comparison.changes {
            let _ = write!(text, "{}>{}{} ", one.from.entry.id(), one.to.entry.id(), names(&one.shared_with));
        }
        for one in &comparison.not_said {
            let _ = write!(text, "?{} {:?} {:?} ", one.service.entry.id(), one.from, one.to);
        }
        text + &format!("={}", comparison.stays)
    }

    #[track_caller]
    fn check(lines: &[&str], from: &str, to: &str, expected: &str) {
        let catalog = catalog(lines);
        let found = compare(&catalog, &from.parse().expect(from), &to.parse().expect(to));
        assert_eq!(text(&found), expected, "{from} to {to}: {lines:#?}");
    }

    #[test]
    fn what_opens_and_closes() {
        let lines = ["1 listens tcp a All A", "2 listens tcp b 15.0+ A", "3 connects udp c 14.0+,_not_in_15.0 B"];
        check(&lines, "14.7", "15.0", "+2 -3 =1");
        check(&lines, "15.0", "14.7", "+3 -2 =1");
        check(&lines, "15.0", "15.0", "=2");
        check(&lines, "13.0", "13.1", "=1");
    }

    #[test]
    fn the_same_service_on_another_port_or_transport_changes() {
        let cases: [(&[&str], &str); 9] = [
            (&["1 listens tcp a Before_15.0 A", "2 listens tcp a 15.0+ A"], "1>2 =0"),
            (&["1 listens tcp a Before_15.0 A", "1 listens udp a 15.0+ A"], "1>1 =0"),
            (&["1 listens tcp a Before_15.0 A", "1 listens tcp a 15.0+ A"], "=1"),
            (&["1 listens tcp a Before_15.0 A", "2 listens tcp A 15.0+ -"], "1>2 =0"),
            (&["1 listens tcp a Before_15.0 A", "2 listens tcp a 15.0+ B"], "+2 -1 =0"),
            (&["1 listens tcp a Before_15.0 A", "2 listens tcp b 15.0+ A"], "+2 -1 =0"),
            (&["1 listens tcp a Before_15.0 A", "2 connects tcp a 15.0+ A"], "+2 -1 =0"),
            // Without a name nobody knows, unless the role says what it is.
            (&["1 listens tcp - Before_15.0 A", "2 listens tcp - 15.0+ A"], "+2 -1 =0"),
            (&["1 ephemeral tcp - Before_15.0 A", "2 ephemeral tcp - 15.0+ A"], "1>2 =0"),
        ];
        for (lines, expected) in cases {
            check(lines, "14.7", "15.0", expected);
        }
    }

    #[test]
    fn what_has_a_transport_in_common_is_compared_first() {
        let lines = [
            "1 ephemeral tcp - Before_15.0 A",
            "2 ephemeral udp - Before_15.0 A",
            "3 ephemeral udp - 15.0+ A",
            "4 ephemeral tcp - 15.0+ A",
        ];
        check(&lines, "14.7", "15.0", "1>4 2>3 =0");
        check(&lines[1..], "14.7", "15.0", "+4 2>3 =0");
    }

    #[test]
    fn what_nobody_says() {
        let lines = ["1 listens tcp a All_until_15.0 A", "2 listens tcp b - A", "3 listens tcp c All_until_15.x A"];
        check(&lines, "14.7", "15.0", "?1 Yes Unsaid ?2 Unsaid Unsaid ?3 Yes Unsaid =0");
        check(&lines, "15.0", "15.1", "?1 Unsaid No ?2 Unsaid Unsaid ?3 Unsaid Unsaid =0");
        check(&lines, "16.0", "14.7", "+1 +3 ?2 Unsaid Unsaid =0");
        check(&lines, "16.0", "15.0", "?1 No Unsaid ?2 Unsaid Unsaid ?3 No Unsaid =0");
    }

    #[test]
    fn ports_that_other_services_have() {
        let lines = [
            "1 listens udp a Before_15.0 A",
            "1 listens udp b All B",
            "1 listens udp c 15.0+ B",
            "1 listens udp d - B",
            "1 listens tcp e All B",
            "1 connects udp f All B",
        ];
        check(&lines, "14.7", "15.0", "+1 (1a 1b 1d) -1 (1b 1c 1d) ?1 Unsaid Unsaid =3");
        let moves = ["1 listens tcp a Before_15.0 A", "1 listens tcp b All B", "2 listens tcp a 15.0+ A"];
        check(&moves, "14.7", "15.0", "1>2 (1b) =1");
    }

    #[test]
    fn by_product_then_role_then_port() {
        let lines =
            ["1 sends tcp a 15.0+ A", "2 listens tcp b 15.0+ -", "3 listens tcp c 15.0+ B", "4 listens tcp d 15.0+ A"];
        check(&lines, "14.7", "15.0", "+4 +1 +3 +2 =0");
    }
}
