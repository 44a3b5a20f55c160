//! The ports of a page as a list to be copied.

use crate::html::escape;
use crate::transports;
use catalog::{Entry, PortSpec, Role, Transport, TransportSet, Use};
use firewall::{Ports, Service, port_list};
use std::fmt::Write;

/// The ports that these uses need: those that somebody connects to here, then those that are connected to or sent from. Nothing
/// where they need none.
pub(crate) fn of_uses<'a>(summary: &str, uses: impl Iterator<Item = (&'a Entry, &'a Use)>) -> String {
    let (mut inwards, mut outwards) = (List::default(), List::default());
    for (entry, one) in uses {
        let list = match one.role {
            Role::Listens => &mut inwards,
            Role::Connects | Role::Sends => &mut outwards,
            _ => continue,
        };
        list.add(entry, one.transports.any(), Service { entry, one }.has_fixed_ports());
    }
    fold(summary, inwards, outwards)
}

/// The ports of these entries, but for the classes of ports and the ranges of source ports.
pub(crate) fn of_entries<'a>(summary: &str, entries: impl Iterator<Item = &'a Entry>) -> String {
    let mut list = List::default();
    for entry in entries {
        let is_service = |one: &Use| !matches!(one.role, Role::Class | Role::Ephemeral | Role::Assigned);
        let services = entry.uses.iter().filter(|one| is_service(one));
        if services.clone().next().is_some() {
            list.add(entry, transports::set_of_uses(&services), true);
        }
        // Of a range whose end a setting decides, services of today have single ports.
        if matches!(entry.ports, PortSpec::Parameterised { .. }) {
            for (one, port) in services.filter_map(|one| Some((one, alone(entry, one)?))) {
                list.ports.extend(one.transports.any().iter().map(|transport| (transport, Ports::new(port, port))));
            }
        }
    }
    fold(summary, list, List::default())
}

/// The one port of the entry's that a use is on, if its note begins with it: `3000 alone`.
fn alone(entry: &Entry, one: &Use) -> Option<u16> {
    let port = one.port_note.as_ref()?.split([' ', ',']).next()?.parse().ok()?;
    entry.ports.contains(port).then_some(port)
}

#[derive(Default)]
struct List {
    ports: Vec<(Transport, Ports)>,
    /// What has no certain ports or transports.
    left_out: Vec<String>,
}

impl List {
    fn add(&mut self, entry: &Entry, transports: TransportSet, is_fixed: bool) {
        let is_certain = is_fixed && !transports.is_empty() && !matches!(entry.ports, PortSpec::Parameterised { .. });
        if is_certain {
            let ports = Ports::new(entry.ports.first(), entry.ports.last());
            self.ports.extend(transports.iter().map(|transport| (transport, ports)));
        } else if !self.left_out.contains(&entry.ports.text()) {
            self.left_out.push(entry.ports.text());
        }
    }
}

/// What is folded until somebody wants it.
fn fold(summary: &str, inwards: List, outwards: List) -> String {
    let mut left_out = inwards.left_out;
    left_out.extend(outwards.left_out);
    let lists = [("Inwards", port_list(inwards.ports)), ("Outwards", port_list(outwards.ports))];
    let mut html = format!("<details class=\"fold to-copy\">\n<summary>{summary}</summary>\n");
    let begins = html.len();
    for (way, list) in &lists {
        if !list.is_empty() {
            // A list of its own paragraph is selected by three clicks.
            let is_alone = *way == "Inwards" && lists[1].1.is_empty();
            let way = if is_alone { String::new() } else { format!("<p>{way}:</p>\n") };
            let _ = writeln!(html, "{way}<p><code>{list}</code></p>");
        }
    }
    if html.len() == begins {
        return String::new();
    }
    if !left_out.is_empty() {
        let _ = writeln!(
            html,
            "<p>Left out, because a setting decides the ports, or nobody names the port or the transport: {}</p>",
            escape(&left_out.join(", "))
        );
    }
    html + "</details>\n\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use catalog::Provenance;

    fn entry(ports: PortSpec, uses: &[(Role, &[Transport])]) -> Entry {
        let of = |(role, transports): &(Role, &[Transport])| {
            let mut one = Use::new(*role, Provenance::Vendor);
            one.transports.said = transports.iter().copied().collect();
            one
        };
        Entry { uses: uses.iter().map(of).collect(), ..Entry::new(ports) }
    }

    /// The lists without their tags.
    fn text(html: &str) -> String {
        let inner = html.split_once("</summary>").map_or("", |(_, inner)| inner);
        let words = inner.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text.trim());
        words.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_is_listed() {
        use Transport::{Tcp, Udp};
        let osl = PortSpec::Parameterised { first: 3000, factor: 2, parameter: "x".to_owned(), at_most: 3999 };
        let mut osl = entry(osl, &[(Role::Listens, &[Tcp]), (Role::Listens, &[Udp])]);
        osl.uses[0].port_note = Some("3XXX in the table".to_owned());
        osl.uses[1].port_note = Some("3000 alone, by custom".to_owned());
        let entries = [
            entry(PortSpec::Single(20), &[(Role::Sends, &[Tcp])]),
            entry(PortSpec::Single(22), &[(Role::Listens, &[Tcp]), (Role::Connects, &[Tcp, Udp])]),
            entry(PortSpec::Single(23), &[(Role::Listens, &[Tcp])]),
            entry(PortSpec::Range { first: 1024, last: 65535 }, &[(Role::Ephemeral, &[Tcp])]),
            osl,
            entry(PortSpec::Single(24), &[(Role::Listens, &[])]),
        ];
        let left_out = "Left out, because a setting decides the ports, or nobody names the port or the transport:";
        let of_uses = |entries: &[Entry]| {
            text(&super::of_uses("", entries.iter().flat_map(|one| one.uses.iter().map(move |of| (one, of)))))
        };
        let of_entries = |entries: &[Entry]| text(&super::of_entries("", entries.iter()));
        for (of, listed) in [
            (of_uses(&entries[1..3]), "Inwards: 22-23/tcp Outwards: 22/tcp, 22/udp".to_owned()),
            (of_uses(&entries[2..3]), "23/tcp".to_owned()),
            (of_uses(&entries[..1]), "Outwards: 20/tcp".to_owned()),
            (of_uses(&entries[2..]), format!("23/tcp {left_out} 3000 to 3000 + 2 × x, 24")),
            (of_uses(&entries[3..4]), String::new()),
            (of_entries(&entries), format!("20/tcp, 22/udp, 22-23/tcp, 3000/udp {left_out} 3000 to 3000 + 2 × x, 24")),
            (of_entries(&entries[3..4]), String::new()),
        ] {
            assert_eq!(of, listed);
        }
    }
}
