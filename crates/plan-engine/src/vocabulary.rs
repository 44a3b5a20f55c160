//! What the fields of a plan offer.

use crate::Ports;
use catalog::{Product, Release, Role, concat};
use firewall::Dialect;
use result_json::Json;

impl Ports {
    /// `{ releases: ["14.5", …], products: [{ id, label }], source_ports: [{ what, label }], dialects: [{ id, label }] }`.
    pub fn vocabulary(&self) -> String {
        let mut json = Json::default();
        let named = |json: &mut Json, key: &'static str, id: &str, label: &str| {
            json.open('{');
            json.property(key, Some(id));
            json.property("label", Some(label));
            json.close('}');
        };
        json.open('{');
        json.list("releases", self.catalog.releases(), |json, one: Release| json.text(&one.text()));
        json.list("products", self.catalog.products(), |json, one: &Product| named(json, "id", &one.id, &one.label()));
        let hands_out = self.catalog.entries().iter();
        let hands_out = hands_out.filter(|entry| entry.uses.iter().any(|one| one.role == Role::Ephemeral));
        json.list("source_ports", hands_out, |json, one| {
            named(json, "what", &one.id(), &concat(&[&one.ports.text(), ", ", &one.title]));
        });
        json.list("dialects", Dialect::ALL, |json, one| named(json, "id", one.id(), one.label()));
        json.close('}');
        json.take()
    }
}
