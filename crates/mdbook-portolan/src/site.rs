//! The reference as pages need it: who refers to whom, and the address of everything.

use crate::html::{link, relative};
use crate::options::{Options, PageKind};
use catalog::{Entry, Product, Release};
use catalog_source::{Reference, Term};
use std::collections::{BTreeMap, BTreeSet};

/// A reference, and what is derived from it once for all pages.
pub(crate) struct Site<'a> {
    pub(crate) reference: &'a Reference,
    /// Whether this is Portolan's own site; see [`Options::own_site`](crate::Options).
    pub(crate) is_own: bool,
    /// Whether the pages of IANA's register are wanted.
    pub(crate) has_register: bool,
    /// Every release of uses, in ascending order.
    pub(crate) releases: Vec<Release>,
    /// For each entry the positions of those that link to it.
    referrers: BTreeMap<String, BTreeSet<usize>>,
    /// For each source the positions of the entries that cite it.
    citing: BTreeMap<String, BTreeSet<usize>>,
    /// Spellings of terms, the longest first.
    forms: Vec<(&'a str, &'a Term)>,
}

impl<'a> Site<'a> {
    pub(crate) fn new(reference: &'a Reference, options: &Options) -> Self {
        let mut referrers: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        let mut citing: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for (at, entry) in reference.catalog.entries().iter().enumerate() {
            let own = entry.id();
            let prose = reference.chapters.get(&own).map(|chapter| chapter.prose.as_str()).unwrap_or_default();
            for cite in reference.cites(entry) {
                let source = cite.split(':').next().unwrap_or_default();
                citing.entry(source.to_owned()).or_default().insert(at);
            }
            let linked =
                std::iter::once(prose).chain(entry.remarks()).flat_map(catalog_source::links).map(|link| link.entry);
            for id in linked.chain(entry.see_also.iter().cloned()).filter(|id| *id != own) {
                referrers.entry(id).or_default().insert(at);
            }
        }
        let spelt = reference.glossary.iter().flat_map(|term| term.forms.iter().map(move |form| (form.as_str(), term)));
        let mut forms: Vec<_> = spelt.filter(|(form, _)| !form.is_empty()).collect();
        forms.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
        let (is_own, has_register) = (options.own_site, options.wants(PageKind::Register));
        let releases = reference.catalog.releases();
        Self { reference, is_own, has_register, releases, referrers, citing, forms }
    }

    /// The address of an entry's chapter, from the site's root.
    pub(crate) fn href(id: &str) -> String {
        format!("ports/{id}.html")
    }

    /// Every entry, in the order of ports.
    pub(crate) fn entries(&self) -> &'a [Entry] {
        self.reference.catalog.entries()
    }

    /// The entries whose prose or see-also links to this one.
    pub(crate) fn referrers(&self, entry: &Entry) -> impl Iterator<Item = &'a Entry> {
        let entries = self.entries();
        self.referrers.get(&entry.id()).into_iter().flatten().map(move |at| &entries[*at])
    }

    /// The entries that cite a source.
    pub(crate) fn citing(&self, source: &str) -> impl Iterator<Item = &'a Entry> {
        let entries = self.entries();
        self.citing.get(source).into_iter().flatten().map(move |at| &entries[*at])
    }

    /// Spellings of terms, the longest first.
    pub(crate) fn terms_by_length(&self) -> impl Iterator<Item = (&'a str, &'a Term)> {
        self.forms.iter().copied()
    }

    /// The product with this code, which a valid catalog has.
    pub(crate) fn product(&self, id: &str) -> Option<&'a Product> {
        self.reference.catalog.products().iter().find(|product| product.id == id)
    }

    /// A link from the page at `path` to an entry's chapter, showing its number.
    pub(crate) fn number_link(entry: &Entry, path: &str) -> String {
        link(&relative(path, &Self::href(&entry.id())), &entry.ports.to_string())
    }

    /// A port's number, with a link from the page at `path` if it has a chapter.
    pub(crate) fn port_link(&self, port: u16, path: &str) -> String {
        self.reference.catalog.port(port).map_or_else(|| port.to_string(), |entry| Self::number_link(entry, path))
    }

    /// A link from the page at `path` to an entry's chapter, showing its title.
    pub(crate) fn title_link(entry: &Entry, path: &str) -> String {
        link(&relative(path, &Self::href(&entry.id())), &entry.title)
    }
}
