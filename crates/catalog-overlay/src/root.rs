//! Reads an overlay.

use crate::base::{Base, ends};
use crate::characters::shown;
use crate::entry::{Own, entry};
use crate::json::Node;
use crate::read::{At, Faults, Fields, LONGEST};
use catalog::{Category, MOST_RELEASES, MOST_VALUES, PortSpec, Product, Release, ReleaseSet};
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

const ROOT: &[&str] = &["$schema", "schema_version", "name", "categories", "products", "entries"];
const LONGEST_NAME: usize = 60;
const MOST_ENTRIES: usize = 5000;
/// The most bytes of an overlay: a thousand for each of its entries.
const LARGEST: usize = 5_000_000;

/// What was read of an overlay, without what is wrong.
pub(crate) struct Overlay {
    pub(crate) name: String,
    pub(crate) categories: Vec<Category>,
    pub(crate) products: Vec<Product>,
    pub(crate) entries: Vec<Own>,
}

/// What an overlay may refer to.
pub(crate) struct Known<'a> {
    base: &'a Base,
    categories: Ids,
    products: Ids,
    releases: RefCell<BTreeSet<Release>>,
}

/// The ids of categories or of products.
struct Ids {
    known: Vec<String>,
    /// Those that the overlay defines with a mistake.
    wrong: Vec<String>,
}

impl Known<'_> {
    /// The position of the entry about exactly these ports.
    pub(crate) fn position(&self, spec: &PortSpec) -> Option<usize> {
        self.base.position(spec)
    }

    /// The id of an entry about these ports: that of ours, if there is one.
    pub(crate) fn id(&self, spec: &PortSpec) -> String {
        self.position(spec).map_or_else(|| spec.id(), |at| self.base.parts.entries[at].id())
    }

    /// Counts the releases of a set as known; false where they are too many.
    pub(crate) fn add_releases(&self, set: &ReleaseSet) -> bool {
        let mut all = self.releases.borrow_mut();
        for release in set.named() {
            for release in [release.branch_base(), release.clone()] {
                if all.len() == MOST_RELEASES && !all.contains(&release) {
                    return false;
                }
                all.insert(release);
            }
        }
        true
    }

    /// The ids under `categories` or `products`, each of which must exist.
    pub(crate) fn ids(&self, fields: &Fields<'_>, key: &str) -> Vec<String> {
        let there = if key == "products" { &self.products } else { &self.categories };
        let mut ids = Vec::new();
        for item in fields.items(key) {
            match item.text(LONGEST_NAME) {
                Some(id) if ids.contains(&id) => item.wrong(format!("`{}` occurs twice", shown(&id))),
                Some(id) if there.known.contains(&id) => ids.push(id),
                Some(id) if there.wrong.contains(&id) => {
                    item.wrong(format!("`{}` is left out, because of a mistake where it is defined", shown(&id)));
                }
                Some(id) => {
                    item.wrong(format!("`{}` is not known; add it to `{key}` of the overlay", shown(&id)));
                }
                None => {}
            }
        }
        ids
    }
}

/// Reads an overlay to be merged into a catalog, which learns its releases.
pub(crate) fn overlay(text: &str, base: &mut Base, faults: &Faults) -> Option<Overlay> {
    if text.len() > LARGEST {
        faults.add("", format!("has {} bytes; at most {LARGEST} fit", text.len()));
        return None;
    }
    let node = Node::parse(text).map_err(|wrong| faults.add("", wrong)).ok()?;
    let root = At { node: &node, path: String::new(), faults };
    let fields = root.object("an overlay", ROOT)?;
    if let Some(schema) = fields.get("$schema") {
        check_schema(&schema);
    }
    if let Some(version) = fields.get("schema_version").filter(|at| *at.node != Node::Number(1.0)) {
        version.wrong("is not 1, the only version that can be read here");
    }
    let name = fields.required("name", "your organisation; it is shown beside your entries");
    let name = name.and_then(|name| name.text(LONGEST_NAME)).unwrap_or_else(|| "Overlay".to_owned());

    let releases = RefCell::new(std::mem::take(&mut base.releases));
    let ids = |known: Vec<&String>| Ids { known: known.into_iter().cloned().collect(), wrong: Vec::new() };
    let mut known = Known {
        categories: ids(base.parts.categories.iter().map(|category| &category.id).collect()),
        products: ids(base.parts.products.iter().map(|product| &product.id).collect()),
        base,
        releases,
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
    let mut entries: Vec<Own> = Vec::new();
    let mut places: HashMap<(u16, u16), String> = HashMap::new();
    for at in listed.map(|list| list.items(MOST_ENTRIES)).unwrap_or_default() {
        if let Some(own) = entry(&at, &known, &places) {
            places.insert(ends(&own.entry.ports), at.path);
            entries.push(own);
        }
    }
    let releases = known.releases.into_inner();
    base.releases = releases;
    Some(Overlay { name, categories, products, entries })
}

/// What an editor reads; it may be empty, as in the schema.
fn check_schema(at: &At<'_>) {
    if !matches!(at.node, Node::Text(text) if text.is_empty()) {
        at.text(LONGEST);
    }
}

/// Reads a category or product.
fn definition(at: &At<'_>, keys: &'static [&'static str], label: &str, ids: &mut Ids) -> Option<(String, String)> {
    let faults = at.faults.count();
    let fields = at.object("it", keys)?;
    fields.text("summary");
    let id_at = fields.required("id", "a short name to refer to it by");
    let id = id_at.as_ref().and_then(|id| id.text(LONGEST_NAME));
    let label = fields.required(label, "the words shown to readers").and_then(|label| label.text(LONGEST_NAME));
    let (id, id_at) = (id?, id_at?);
    if ids.known.contains(&id) {
        // Defined by us, or by another overlay: the same thing may be named in both.
        return None;
    }
    if ids.known.len() >= MOST_VALUES {
        id_at.wrong(format!("is one too many: {MOST_VALUES} are possible, ours included"));
    }
    let Some(label) = label.filter(|_| at.faults.count() == faults) else {
        ids.wrong.push(id);
        return None;
    };
    ids.known.push(id.clone());
    Some((id, label))
}
