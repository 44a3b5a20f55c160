//! What changes between two releases, as JSON.

use crate::Ports;
use catalog::{Applies, Catalog, Release, Transport, concat};
use firewall::{Service, compare};
use result_json::Json;

impl Ports {
    /// What opens, closes and changes from one VOS release to another, and what nobody says:
    /// `{ opens: [service], closes: [service], changes: [{ from: service, to: service, shared_with }], not_said: [service], stays }`, or
    /// `{ mistakes }`. A service is `{ entry, title, href, name, role, transports, ports, products }`; those that open or close have
    /// `shared_with` too, names of services with the same ports in the other release, and those of which nobody says `from` and `to`: `yes`,
    /// `no` or `unsaid`. `ports` is null where they are not fixed.
    pub fn compare(&self, from: &str, to: &str, base: &str) -> String {
        let mut json = Json::default();
        json.open('{');
        match (from.trim_ascii().parse::<Release>(), to.trim_ascii().parse::<Release>()) {
            (Ok(from), Ok(to)) => self.write_comparison(&mut json, &from, &to, base),
            (from, to) => {
                let wrong = [("from", from.is_err()), ("to", to.is_err())];
                json.list("mistakes", wrong.into_iter().filter(|(_, is_wrong)| *is_wrong), |json, (path, _)| {
                    json.open('{');
                    json.property("path", Some(path));
                    json.property("says", Some("this is no VOS release"));
                    json.property("remedy", Some("write one such as 15.2, 15.1.0 or 14.5.0at"));
                    json.close('}');
                });
            }
        }
        json.close('}');
        json.take()
    }

    fn write_comparison(&self, json: &mut Json, from: &Release, to: &Release, base: &str) {
        let comparison = compare(&self.catalog, from, to);
        for (name, all, release) in [("opens", &comparison.opens, from), ("closes", &comparison.closes, to)] {
            json.list(name, all, |json, one| {
                json.open('{');
                self.write_service(json, &one.service, base);
                write_others(json, &one.shared_with, release);
                json.close('}');
            });
        }
        json.list("changes", &comparison.changes, |json, one| {
            json.open('{');
            for (name, service) in [("from", &one.from), ("to", &one.to)] {
                json.key(name);
                json.open('{');
                self.write_service(json, service, base);
                json.close('}');
            }
            write_others(json, &one.shared_with, to);
            json.close('}');
        });
        json.list("not_said", &comparison.not_said, |json, one| {
            json.open('{');
            self.write_service(json, &one.service, base);
            json.property("from", Some(applies(one.from)));
            json.property("to", Some(applies(one.to)));
            json.close('}');
        });
        json.key("stays");
        json.number(comparison.stays);
    }

    fn write_service(&self, json: &mut Json, service: &Service<'_>, base: &str) {
        let Service { entry, one } = *service;
        let id = entry.id();
        json.property("entry", Some(&id));
        json.property("title", Some(&entry.title));
        json.property("href", self.href(&id, base).as_deref());
        json.property("name", Some(name(service)));
        json.property("role", Some(one.role.id()));
        json.list("transports", one.transports.any().iter().map(Transport::id), Json::text);
        json.property("ports", service.has_fixed_ports().then(|| entry.ports.short()).as_deref());
        json.list("products", &one.products, |json, id| json.text(&label(&self.catalog, id)));
    }
}

/// Services that have, or may have, the same ports in a release.
fn write_others(json: &mut Json, all: &[Service<'_>], release: &Release) {
    json.list("shared_with", all, |json, one| {
        let perhaps = if one.applies_to(release) == Applies::Yes { "" } else { " (perhaps)" };
        json.text(&concat(&[name(one), perhaps]));
    });
}

/// The daemon or command, or else the protocol, or the title.
fn name<'a>(service: &Service<'a>) -> &'a str {
    let Service { entry, one } = *service;
    one.applications.first().or(one.protocol.as_ref()).unwrap_or(&entry.title)
}

fn label(catalog: &Catalog, id: &str) -> String {
    catalog.products().iter().find(|product| product.id == id).map_or_else(|| id.to_owned(), catalog::Product::label)
}

const fn applies(said: Applies) -> &'static str {
    match said {
        Applies::Yes => "yes",
        Applies::No => "no",
        Applies::Unsaid => "unsaid",
    }
}
