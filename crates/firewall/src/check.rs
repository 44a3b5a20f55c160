//! Checks a draft, and reports all mistakes at once.

use crate::choose::id_of_port;
use crate::plan::{Closes, Item, Parameter, Plan, Subject};
use crate::{Draft, DraftItem, Mistake, Network, Peers};
use catalog::{Catalog, Entry, PortSpec, Role, concat, decimal};

/// The most items, and the most peers of an item: what somebody can still read.
const MOST: usize = 256;
/// The most networks of all items together: firewalls get a rule for each.
const MOST_PAIRS: usize = 4_096;

/// The mistakes so far.
struct Mistakes(Vec<Mistake>);

impl Mistakes {
    fn add(&mut self, path: &str, says: &str, remedy: &str) {
        self.0.push(Mistake { path: path.to_owned(), says: says.to_owned(), remedy: remedy.to_owned() });
    }
}

pub(crate) fn plan(catalog: &Catalog, draft: &Draft) -> Result<Plan, Vec<Mistake>> {
    let mut wrong = Mistakes(Vec::new());
    let release = draft.release.as_ref().and_then(|text| {
        let release = text.trim_ascii().parse();
        if release.is_err() {
            wrong.add(
                "release",
                "this is no VOS release",
                "write one such as 15.2, 15.1.0 or 14.5.0at, or leave it out",
            );
        }
        release.ok()
    });
    if draft.items.is_empty() {
        wrong.add("items", "nothing runs", "name at least one entry or product");
    }
    if draft.items.len() > MOST {
        wrong.add("items", "these are too many", "make several plans, of at most 256 items each");
    }
    let managers = networks(&draft.managers, "managers", &mut wrong);
    let mut items = Vec::new();
    for (at, one) in draft.items.iter().take(MOST).enumerate() {
        let path = concat(&["items[", &decimal(at), "]"]);
        items.extend(item(catalog, one, &path, &managers, &mut wrong));
    }
    if items.iter().map(|item: &Item| item.peers.networks().len()).sum::<usize>() > MOST_PAIRS {
        wrong.add(
            "items",
            "they have too many networks together",
            "name fewer or wider networks, or make several plans",
        );
    }
    let parameters = parameters(catalog, draft, &mut wrong);
    let closes = match &*draft.closes {
        "" | "nothing" => Closes::Nothing,
        "incoming" => Closes::Incoming,
        "both" => Closes::Both,
        _ => {
            wrong.add("closes", "this is not known", "write `nothing`, `incoming` or `both`");
            Closes::Nothing
        }
    };
    if let Some(id) = &draft.source_ports
        && !catalog.entry(id).is_some_and(|entry| entry.uses.iter().any(|one| one.role == Role::Ephemeral))
    {
        let known = list(catalog, |entry| entry.uses.iter().any(|one| one.role == Role::Ephemeral));
        wrong.add("source_ports", "no system takes source ports from there", &concat(&["write one of ", &known]));
    }
    if let Some(id) = &draft.connected_by
        && catalog.entry(id).is_none()
    {
        wrong.add(
            "connected_by",
            "there is no such entry",
            "write the entry's id, a number or range as in the address of its page",
        );
    }
    let mut decided: Vec<&str> = Vec::new();
    for (at, (id, _)) in draft.decisions.iter().enumerate() {
        if decided.contains(&&**id) {
            let path = concat(&["decisions[", &decimal(at), "]"]);
            wrong.add(&path, "this is decided twice", "keep one of the two");
        }
        decided.push(id);
    }
    if !wrong.0.is_empty() {
        return Err(wrong.0);
    }
    Ok(Plan {
        release,
        items,
        parameters,
        has_nio: draft.has_nio,
        keeps_state: draft.keeps_state,
        source_ports: draft.source_ports.clone(),
        closes,
        connected_by: draft.connected_by.clone(),
        decisions: draft.decisions.clone(),
    })
}

fn item(catalog: &Catalog, draft: &DraftItem, path: &str, managers: &[Network], wrong: &mut Mistakes) -> Option<Item> {
    let subject = if catalog.products().iter().any(|one| one.id == draft.what) {
        Some(Subject::Product(draft.what.clone()))
    } else if catalog.entry(&draft.what).is_some() {
        Some(Subject::Entry(draft.what.clone()))
    } else {
        let path = concat(&[path, ".what"]);
        wrong.add(&path, "there is no such entry or product", &remedy_for_unknown(catalog, &draft.what));
        None
    };
    let (is_server, is_client) = match &*draft.role {
        "server" => (true, false),
        "client" => (false, true),
        "both" => (true, true),
        _ => {
            wrong.add(&concat(&[path, ".role"]), "this role is not known", "write `server`, `client` or `both`");
            (false, false)
        }
    };
    let peers = peers(&draft.peers, &concat(&[path, ".peers"]), managers, wrong);
    let port = draft.port.and_then(|port| {
        let path = concat(&[path, ".port"]);
        let port = u16::try_from(port).ok().filter(|port| *port > 0);
        if port.is_none() {
            wrong.add(&path, "this is no port", "write a number from 1 to 65535");
        } else if subject.is_some()
            && !catalog.entry(&draft.what).is_some_and(|entry| matches!(entry.ports, PortSpec::Single(_)))
        {
            wrong.add(
                &path,
                "only what has one port can be moved to another",
                "leave the port out, or name the entry of one port",
            );
        }
        port
    });
    Some(Item { subject: subject?, is_server, is_client, peers, port })
}

fn remedy_for_unknown(catalog: &Catalog, what: &str) -> String {
    let port = what.parse::<u16>().ok();
    let within = port.and_then(|port| {
        catalog.entries().iter().filter(|one| one.ports.contains(port)).min_by_key(|one| one.ports.width())
    });
    if let Some(entry) = within {
        return concat(&["the narrowest entry about this port is ", &entry.id()]);
    }
    let mut known = String::new();
    for product in catalog.products() {
        known.push_str(if known.is_empty() { "" } else { ", " });
        known.push_str(&product.id);
    }
    concat(&["write an entry's id, a number or range as in the address of its page, or a product: ", &known])
}

fn peers(texts: &[String], path: &str, managers: &[Network], wrong: &mut Mistakes) -> Peers {
    if texts.is_empty() {
        wrong.add(path, "nobody is named", "write `everyone`, `managers`, `this-machine`, or networks");
    }
    let mut all = Peers::default();
    let mut named = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        let path = concat(&[path, "[", &decimal(at), "]"]);
        match text.trim_ascii() {
            _ if at >= MOST => {
                wrong.add(&path, "these are too many", "name at most 256 peers, or wider networks");
                break;
            }
            "everyone" => all = all.union(Peers::EVERYONE),
            "this-machine" => all = all.union(Peers::THIS_MACHINE),
            "managers" if managers.is_empty() => {
                wrong.add(&path, "the managers' networks are not known", "name them under `managers`");
            }
            "managers" => named.extend_from_slice(managers),
            text => named.extend(network(text, &path, wrong)),
        }
    }
    all.union(Peers::of(named))
}

fn networks(texts: &[String], path: &str, wrong: &mut Mistakes) -> Vec<Network> {
    if texts.len() > MOST {
        wrong.add(path, "these are too many", "name at most 256, or wider networks");
    }
    let mut all = Vec::new();
    for (at, text) in texts.iter().take(MOST).enumerate() {
        all.extend(network(text.trim_ascii(), &concat(&[path, "[", &decimal(at), "]"]), wrong));
    }
    all
}

fn network(text: &str, path: &str, wrong: &mut Mistakes) -> Option<Network> {
    match Network::read(text) {
        Ok(network) => Some(network),
        Err(fault) => {
            wrong.add(path, fault.says, &fault.remedy);
            None
        }
    }
}

fn parameters(catalog: &Catalog, draft: &Draft, wrong: &mut Mistakes) -> Vec<Parameter> {
    let mut all: Vec<Parameter> = Vec::new();
    for (at, (name, value)) in draft.parameters.iter().enumerate() {
        let path = concat(&["parameters[", &decimal(at), "]"]);
        let names_port =
            |entry: &Entry| entry.uses.iter().any(|one| one.port_note.is_some() && id_of_port(entry, one) == *name);
        let is_setting =
            |one: &Entry| matches!(&one.ports, PortSpec::Parameterised { parameter, .. } if parameter == name);
        let is_port = catalog.entries().iter().any(names_port);
        if !is_port && !catalog.entries().iter().any(is_setting) {
            wrong.add(&path, "no range depends on this setting", "leave it out, or correct its name");
        } else if all.iter().any(|one| one.name == *name) {
            wrong.add(&path, "this setting is given twice", "keep one of the two");
        }
        match u16::try_from(*value) {
            Ok(0) if is_port => wrong.add(&path, "this is no port", "write a number from 1 to 65535"),
            Ok(value) => all.push(Parameter { name: name.clone(), value }),
            Err(_) => wrong.add(&path, "the value is above all ports", "write a number up to 65535"),
        }
    }
    all
}

/// The ids of some entries.
fn list(catalog: &Catalog, is_meant: impl Fn(&catalog::Entry) -> bool) -> String {
    let mut all = String::new();
    for entry in catalog.entries().iter().filter(|entry| is_meant(entry)) {
        all.push_str(if all.is_empty() { "" } else { ", " });
        all.push_str(&entry.id());
    }
    all
}
