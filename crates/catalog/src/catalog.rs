//! The catalog: all of the reference that is searched, valid by construction.

use crate::sorted::distinct;
use crate::text::concat;
use crate::text_index::TextIndex;
use crate::words::split_first;
use crate::{Entry, PortSpec, Provenance, Release, ReleaseSet, Target, check_address};

/// All entries, with the products and categories that they use, and the other pages.
///
/// Only [`Catalog::new`] and [`decode`](crate::decode) make one, and both check everything that [`Invalid`] lists, so users of a
/// `Catalog` need not check it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Catalog {
    parts: Parts,
}

/// The parts of a catalog, not yet checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// In the order of their ports.
    pub entries: Vec<Entry>,
    /// The products of uses.
    pub products: Vec<Product>,
    /// The categories of entries.
    pub categories: Vec<Category>,
    /// Pages that are not entries.
    pub pages: Vec<Page>,
    /// The words of the chapters' prose.
    pub text: TextIndex,
}

/// A product that includes a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Product {
    /// The vendor's code (`S269`).
    pub id: String,
    /// The product's name, as the vendor writes it.
    pub name: String,
}

impl Product {
    /// Whether its id is a code of the vendor. The operating system itself has none.
    pub fn has_code(&self) -> bool {
        self.id.strip_prefix('S').is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
    }

    /// The code and the name, or, without a code, the name alone.
    pub fn label(&self) -> String {
        if self.has_code() { concat(&[&self.id, " (", &self.name, ")"]) } else { self.name.clone() }
    }
}

/// A category of entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// The stable identifier, in data and in URLs.
    pub id: String,
    /// The heading of its page.
    pub title: String,
    /// What belongs to it, in a sentence. Only for pages: not part of the encoded catalog.
    pub summary: String,
}

/// A page of the site that is not an entry, found by its title and headings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The page's title.
    pub title: String,
    /// Relative to the site's root.
    pub href: String,
    /// Its headings, with their anchors.
    pub headings: Vec<Heading>,
}

/// A heading within a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The heading's text.
    pub title: String,
    /// The anchor, without `#`.
    pub anchor: String,
}

/// Why parts are not a valid catalog.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Invalid {
    /// A range that ends before it starts, or consists of one port.
    #[error("{0} is not a range: its first port must be below its last")]
    Range(String),
    /// Two entries with the same id, or entries out of order.
    #[error("entry {0} occurs twice, or out of order")]
    Order(String),
    /// An address that may not become a link.
    #[error("`{0}` may not become a link: only http://, https:// and relative addresses may")]
    Address(String),
    /// An entry without a use.
    #[error("entry {0} has no use")]
    NoUse(String),
    /// A reference to a product, category or entry that does not exist.
    #[error("entry {entry} names the {kind} `{id}`, which does not exist")]
    Unknown {
        /// The entry with the reference.
        entry: String,
        /// Its kind: product, category or entry.
        kind: &'static str,
        /// The missing id.
        id: String,
    },
    /// More values than a filter can hold.
    #[error("{count} {kind}: at most {limit} are possible")]
    TooMany {
        /// The kind of value.
        kind: &'static str,
        /// Their number.
        count: usize,
        /// The largest allowed number.
        limit: usize,
    },
    /// The index of the prose refers to missing entries, or is out of order.
    #[error("the index of the prose is damaged")]
    Text,
}

/// The most products, and the most categories: a selection is a `u64` with one bit for each.
pub const MOST_VALUES: usize = 64;
/// The most releases: each is a value of a filter, which every search counts.
pub const MOST_RELEASES: usize = 256;

impl Catalog {
    /// Checks the parts, and makes a catalog from them.
    ///
    /// # Errors
    ///
    /// Everything that is wrong.
    pub fn new(parts: Parts) -> Result<Self, Vec<Invalid>> {
        let mut wrong = faults(&parts);
        for entry in &parts.entries {
            unknown_names(entry, &parts, &mut wrong);
        }
        if wrong.is_empty() { Ok(Self { parts }) } else { Err(wrong) }
    }

    /// The same of parts that were decoded: they name categories and products by their positions, so that all of them are known.
    pub(crate) fn decoded(parts: Parts) -> Result<Self, Vec<Invalid>> {
        let wrong = faults(&parts);
        if wrong.is_empty() { Ok(Self { parts }) } else { Err(wrong) }
    }

    /// The same catalog with other pages, which are known only after the book has been built.
    ///
    /// # Errors
    ///
    /// If the address of a page may not become a link.
    pub fn with_pages(mut self, pages: Vec<Page>) -> Result<Self, Vec<Invalid>> {
        self.parts.pages = pages;
        Self::new(self.parts)
    }

    /// The parts, to be changed and checked again.
    pub fn into_parts(self) -> Parts {
        self.parts
    }

    /// Every entry, in the order of their ports.
    pub fn entries(&self) -> &[Entry] {
        &self.parts.entries
    }

    /// Every product.
    pub fn products(&self) -> &[Product] {
        &self.parts.products
    }

    /// Every category.
    pub fn categories(&self) -> &[Category] {
        &self.parts.categories
    }

    /// Pages that are not entries.
    pub fn pages(&self) -> &[Page] {
        &self.parts.pages
    }

    /// The parts, for encoding.
    pub(crate) const fn parts(&self) -> &Parts {
        &self.parts
    }

    /// The words of the prose.
    pub(crate) const fn text(&self) -> &TextIndex {
        &self.parts.text
    }

    /// The entry with this id (`22`, `6970-7170`).
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.parts.entry(id)
    }

    /// The entry about exactly this port.
    pub fn port(&self, port: u16) -> Option<&Entry> {
        // A port is before the ranges that start with it.
        self.entries().get(self.parts.before(port)).filter(|entry| entry.ports == PortSpec::Single(port))
    }

    /// The nearest single ports with an entry, below and above.
    pub fn neighbours(&self, port: u16) -> (Option<&Entry>, Option<&Entry>) {
        let from = self.parts.before(port);
        let below = self.entries().iter().take(from).rfind(|entry| !entry.ports.is_range());
        let above = self.entries().iter().skip(from);
        let above = above.filter(|entry| entry.ports.first() > port).find(|entry| !entry.ports.is_range());
        (below, above)
    }

    /// Every release of uses, and the base of its branch, in ascending order.
    pub fn releases(&self) -> Vec<Release> {
        self.parts.releases()
    }

    /// The number of uses with this provenance.
    pub fn count_uses(&self, provenance: Provenance) -> usize {
        self.entries().iter().flat_map(|entry| &entry.uses).filter(|u| u.provenance == provenance).count()
    }
}

impl Parts {
    /// The entry with this id, if the entries are in order.
    fn entry(&self, id: &str) -> Option<&Entry> {
        let (first, _) = split_first(id, "-").unwrap_or((id, ""));
        let first: u16 = first.parse().ok()?;
        let from = self.entries.get(self.before(first)..)?;
        from.iter().take_while(|entry| entry.ports.first() == first).find(|entry| entry.id() == id)
    }

    /// The number of entries that start below this port.
    fn before(&self, port: u16) -> usize {
        self.entries.partition_point(|entry| entry.ports.first() < port)
    }

    fn releases(&self) -> Vec<Release> {
        // Most uses have one of few sets.
        let mut sets: Vec<&ReleaseSet> = Vec::new();
        for entry in &self.entries {
            for set in entry.uses.iter().filter_map(|one| one.releases.as_ref()) {
                if !sets.iter().any(|known| known.as_str() == set.as_str()) {
                    sets.push(set);
                }
            }
        }
        let mut all = Vec::new();
        for set in sets {
            for release in set.named() {
                all.push(release.branch_base());
                all.push(release.clone());
            }
        }
        distinct(all)
    }
}

/// What is wrong, but for names that are unknown.
fn faults(parts: &Parts) -> Vec<Invalid> {
    let mut wrong = Vec::new();
    let counts = [
        ("products", parts.products.len(), MOST_VALUES),
        ("categories", parts.categories.len(), MOST_VALUES),
        ("releases", parts.releases().len(), MOST_RELEASES),
    ];
    for (kind, count, limit) in counts {
        if count > limit {
            wrong.push(Invalid::TooMany { kind, count, limit });
        }
    }
    faults_of_entries(&parts.entries, &mut wrong);
    for page in &parts.pages {
        address_fault(&page.href, &mut wrong);
    }
    if !parts.text.is_sound(parts.entries.len()) {
        wrong.push(Invalid::Text);
    }
    wrong
}

/// What is wrong with the entries, whatever else there is.
pub(crate) fn faults_of_entries(entries: &[Entry], wrong: &mut Vec<Invalid>) {
    for pair in entries.windows(2) {
        if pair[0].ports >= pair[1].ports {
            wrong.push(Invalid::Order(pair[1].id()));
        }
    }
    // Port 22 and a range from 22 whose end depends on a setting have the same id, and need not be neighbours.
    let mut last = None;
    for entry in entries.iter().filter(|entry| !matches!(entry.ports, PortSpec::Range { .. })) {
        let first = Some(entry.ports.first());
        if first == last {
            wrong.push(Invalid::Order(entry.id()));
        }
        last = first;
    }
    for entry in entries {
        faults_of_entry(entry, wrong);
    }
}

fn faults_of_entry(entry: &Entry, wrong: &mut Vec<Invalid>) {
    if entry.ports.is_range() && entry.ports.first() >= entry.ports.last() {
        wrong.push(Invalid::Range(entry.id()));
    }
    if entry.uses.is_empty() {
        wrong.push(Invalid::NoUse(entry.id()));
    }
    if let Target::Own(page) = &entry.target {
        address_fault(page, wrong);
    }
    for annotation in &entry.annotations {
        for link in &annotation.links {
            address_fault(&link.href, wrong);
        }
    }
}

fn unknown_names(entry: &Entry, parts: &Parts, wrong: &mut Vec<Invalid>) {
    let mut unknown = |kind, id: &String| wrong.push(Invalid::Unknown { entry: entry.id(), kind, id: id.clone() });
    for id in entry.categories.iter().filter(|id| !parts.categories.iter().any(|c| c.id == **id)) {
        unknown("category", id);
    }
    for id in entry.see_also.iter().filter(|id| parts.entry(id).is_none()) {
        unknown("entry", id);
    }
    for one in &entry.uses {
        for id in one.products.iter().filter(|id| !parts.products.iter().any(|p| p.id == **id)) {
            unknown("product", id);
        }
    }
}

fn address_fault(address: &str, wrong: &mut Vec<Invalid>) {
    if check_address(address).is_err() {
        wrong.push(Invalid::Address(address.to_owned()));
    }
}
