//! An overlay as a whole.

use crate::entry::{Own, entry};
use crate::json::Node;
use crate::read::{At, Faults, Fields};
use catalog::{Category, Parts, PortSpec, Product};

const ROOT: &[&str] = &["$schema", "schema_version", "name", "categories", "products", "entries"];
const LONGEST_NAME: usize = 60;
const MOST_ENTRIES: usize = 5000;
/// As many values as a filter can hold.
const MOST_VALUES: usize = 64;

/// What was read of an overlay, without what is wrong.
pub(crate) struct Overlay {
    pub(crate) name: String,
    pub(crate) categories: Vec<Category>,
    pub(crate) products: Vec<Product>,
    pub(crate) entries: Vec<Own>,
}

/// What an overlay may refer to.
pub(crate) struct Known<'a> {
    parts: &'a Parts,
    categories: Vec<String>,
    products: Vec<String>,
}

impl Known<'_> {
    /// The position of the entry about exactly these ports.
    pub(crate) fn position(&self, spec: &PortSpec) -> Option<usize> {
        let same =
            |ports: &PortSpec| (ports.first(), ports.last()) == (spec.first(), spec.last()) || ports.id() == spec.id();
        self.parts.entries.iter().position(|entry| same(&entry.ports))
    }

    /// The id of an entry about these ports: that of ours, if there is one.
    pub(crate) fn id(&self, spec: &PortSpec) -> String {
        self.position(spec).map_or_else(|| spec.id(), |at| self.parts.entries[at].id())
    }

    /// The ids under `categories` or `products`, each of which must exist.
    pub(crate) fn ids(&self, fields: &Fields<'_>, key: &str) -> Vec<String> {
        let there = if key == "products" { &self.products } else { &self.categories };
        let mut ids = Vec::new();
        for item in fields.items(key) {
            match item.text(LONGEST_NAME) {
                Some(id) if there.contains(&id) => ids.push(id),
                Some(id) => item.wrong(format!("`{id}` is not known; add it to `{key}` of the overlay")),
                None => {}
            }
        }
        ids
    }
}

/// Reads an overlay to be merged into a catalog of these parts.
pub(crate) fn overlay(text: &str, parts: &Parts, faults: &Faults) -> Option<Overlay> {
    let node = Node::parse(text).map_err(|wrong| faults.add("", wrong)).ok()?;
    let root = At { node: &node, path: String::new(), faults };
    let fields = root.object("an overlay", ROOT)?;
    if let Some(version) = fields.get("schema_version").filter(|at| *at.node != Node::Number(1.0)) {
        version.wrong("is not 1, the only version that can be read here");
    }
    let name = fields.required("name", "who speaks; it is shown beside your entries");
    let name = name.and_then(|name| name.text(LONGEST_NAME)).unwrap_or_else(|| "Overlay".to_owned());

    let known = |listed: Vec<&String>| listed.into_iter().cloned().collect::<Vec<_>>();
    let mut known = Known {
        parts,
        categories: known(parts.categories.iter().map(|category| &category.id).collect()),
        products: known(parts.products.iter().map(|product| &product.id).collect()),
    };
    let (mut categories, mut products) = (Vec::new(), Vec::new());
    for at in fields.items("categories") {
        let read = definition(&at, &["id", "title", "summary"], "title", &mut known.categories);
        categories.extend(read.map(|(id, title)| Category { id, title, summary: String::new() }));
    }
    for at in fields.items("products") {
        let read = definition(&at, &["id", "name"], "name", &mut known.products);
        products.extend(read.map(|(id, name)| Product { id, name }));
    }
    let listed = fields.required("entries", "the list of your entries");
    let mut entries = Vec::new();
    for at in listed.map(|list| list.items(MOST_ENTRIES)).unwrap_or_default() {
        entries.extend(entry(&at, &known, &entries));
    }
    Some(Overlay { name, categories, products, entries })
}

/// Reads a category or product. Its id counts as known even if the rest is wrong: who names it made no mistake.
fn definition(
    at: &At<'_>,
    keys: &'static [&'static str],
    label: &str,
    known: &mut Vec<String>,
) -> Option<(String, String)> {
    let fields = at.object("it", keys)?;
    fields.text("summary");
    let id_at = fields.required("id", "a short name to refer to it by");
    let id = id_at.as_ref().and_then(|id| id.text(LONGEST_NAME));
    let label = fields.required(label, "the words shown to readers").and_then(|label| label.text(LONGEST_NAME));
    let (id, id_at) = (id?, id_at?);
    if known.contains(&id) {
        // Defined by us, or by another overlay: the same thing may be named in both.
        return None;
    }
    let fits = known.len() < MOST_VALUES;
    if !fits {
        id_at.wrong(format!("is one too many: {MOST_VALUES} can be told apart, ours included"));
    }
    known.push(id.clone());
    Some((id, label?)).filter(|_| fits)
}
