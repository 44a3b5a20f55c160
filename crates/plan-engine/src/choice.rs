//! Something that can be added to a plan.

use crate::Ports;
use catalog::{Catalog, Entry, PortSpec, Product, Role, Transport, append, concat, decimal};
use firewall::Roles;
use result_json::Json;

/// An entry or a product.
#[derive(Clone, Copy)]
pub(crate) enum Choice<'a> {
    Entry(&'a Entry),
    Product(&'a Product),
}

impl Choice<'_> {
    pub(crate) fn id(&self) -> String {
        match self {
            Self::Entry(entry) => entry.id(),
            Self::Product(product) => product.id.clone(),
        }
    }

    /// In which roles the sources have something about it.
    pub(crate) fn roles(&self, catalog: &Catalog) -> Roles {
        match self {
            Self::Entry(entry) => Roles::of_entry(entry),
            Self::Product(product) => Roles::of_product(catalog, &product.id),
        }
    }

    /// Writes `{ what, kind, label, summary, ports, roles, movable, href }`.
    pub(crate) fn write(&self, json: &mut Json, ports: &Ports, base: &str) {
        let id = self.id();
        let (kind, label, summary, text) = match self {
            Self::Entry(entry) => ("entry", entry.title.clone(), entry.summary.clone(), ports_text(entry)),
            Self::Product(product) => ("product", product.label(), services(ports, product), String::new()),
        };
        json.open('{');
        json.property("what", Some(&id));
        json.property("kind", Some(kind));
        json.property("label", Some(&label));
        json.property("summary", Some(&summary));
        json.property("ports", Some(&text));
        let roles = self.roles(&ports.catalog);
        let roles = [("server", roles.server), ("client", roles.client)];
        json.list("roles", roles.into_iter().filter(|(_, is_there)| *is_there), |json, (role, _)| json.text(role));
        json.key("movable");
        let is_movable = matches!(self, Self::Entry(entry) if matches!(entry.ports, PortSpec::Single(_)));
        json.word(if is_movable { "true" } else { "false" });
        json.property("href", ports.href(&id, base).as_deref());
        json.close('}');
    }
}

/// `53/tcp, 53/udp`; without a transport where none is said.
fn ports_text(entry: &Entry) -> String {
    let ports = entry.ports.short();
    let mut text = String::new();
    for transport in entry.transports().iter().map(Transport::id) {
        text.push_str(if text.is_empty() { "" } else { ", " });
        append(&mut text, &[&ports, "/", transport]);
    }
    if text.is_empty() { ports } else { text }
}

/// How many services a product has: `5 services`.
fn services(ports: &Ports, product: &Product) -> String {
    let is_service = |role| matches!(role, Role::Listens | Role::Connects | Role::Sends);
    let brings =
        |entry: &&Entry| entry.uses.iter().any(|one| is_service(one.role) && one.products.contains(&product.id));
    let count = ports.catalog.entries().iter().filter(brings).count();
    concat(&[&decimal(count), if count == 1 { " service" } else { " services" }])
}
