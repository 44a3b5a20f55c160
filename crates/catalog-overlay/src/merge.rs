//! Merging overlays into a catalog.

use crate::base::Base;
use crate::entry::Own;
use crate::problem::Problem;
use crate::read::Faults;
use crate::root::{Overlay, overlay};
use crate::summary::said;
use catalog::{Advice, Annotation, Catalog, Entry, Target, Transport, Use, decode, encode};
use std::collections::HashSet;
use std::hash::Hash;

/// The result of a merge.
#[derive(Clone, Debug)]
pub struct Merged {
    /// The catalog with all valid entries. Uses of overlays have the provenance [`catalog::Provenance::Own`].
    pub catalog: Catalog,
    /// Everything that is wrong, overlay by overlay, in the order of the text: of each overlay at most 100, and how many
    /// more there are.
    pub problems: Vec<Problem>,
    /// How many mistakes there are, listed or not.
    pub mistakes: usize,
}

/// Merges overlays, as JSON texts, into a catalog: each sees the ones before.
///
/// An overlay's advice replaces that of the entry. Everything else of the catalog stays: additions of overlays are marked with
/// their names.
pub fn merge(catalog: Catalog, overlays: &[impl AsRef<str>]) -> Merged {
    let mut chosen = vec![true; overlays.len()];
    if let Some(merged) = attempt(&catalog, overlays, &chosen) {
        return merged;
    }
    // Together they are too large to be loaded: leave out those that do not fit with the ones before.
    chosen.fill(false);
    for at in 0..chosen.len() {
        chosen[at] = true;
        chosen[at] = attempt(&catalog, overlays, &chosen).is_some();
    }
    attempt(&catalog, overlays, &chosen).unwrap_or(Merged { catalog, problems: Vec::new(), mistakes: 0 })
}

/// Merges the chosen overlays, unless the result would be too large to be loaded.
fn attempt(catalog: &Catalog, overlays: &[impl AsRef<str>], chosen: &[bool]) -> Option<Merged> {
    let mut base = Base::new(catalog.clone());
    let (mut problems, mut mistakes) = (Vec::new(), 0);
    for (at, (text, chosen)) in overlays.iter().zip(chosen).enumerate() {
        let faults = Faults::default();
        if !chosen {
            faults.add("", "is too large to be loaded, together with the overlays before it");
        } else if let Some(own) = overlay(text.as_ref(), &mut base, &faults) {
            add_all(&mut base, own);
        }
        mistakes += faults.count();
        problems.extend(faults.into_list().into_iter().map(|(path, message)| Problem { overlay: at, path, message }));
    }
    let catalog = Catalog::new(base.into_parts()).ok()?;
    // What is loaded in a page has a limit, which follows from the size of what is encoded.
    decode(&encode(&catalog)).is_ok().then_some(Merged { catalog, problems, mistakes })
}

fn add_all(base: &mut Base, own: Overlay) {
    base.parts.categories.extend(own.categories);
    base.parts.products.extend(own.products);
    for one in own.entries {
        match one.known {
            Some(at) => add(&mut base.parts.entries[at], one, &own.name),
            None => base.push(fresh(one, &own.name)),
        }
    }
}

/// An entry for a port that the catalog does not have.
fn fresh(own: Own, by: &str) -> Entry {
    let text = said(None, &own.entry.uses, &own.entry.advice);
    let annotation = Annotation { by: by.to_owned(), text, links: own.links };
    Entry { target: own.page.map_or(Target::Nowhere, Target::Own), annotations: vec![annotation], ..own.entry }
}

/// Adds an overlay's entry to the catalog's entry for the same ports.
fn add(ours: &mut Entry, own: Own, by: &str) {
    let theirs = own.entry;
    let new: Vec<bool> = {
        let known: HashSet<_> = ours.uses.iter().map(told).collect();
        theirs.uses.iter().map(|one| !known.contains(&told(one))).collect()
    };
    let uses: Vec<Use> = theirs.uses.into_iter().zip(new).filter_map(|(one, new)| new.then_some(one)).collect();
    let advice = if advises_alike(&ours.advice, &theirs.advice) { Vec::new() } else { theirs.advice };
    let summary = Some(theirs.summary.as_str()).filter(|said| !said.is_empty() && *said != ours.summary);
    let text = said(summary, &uses, &advice);
    let mut links = own.links;
    // An exported entry has our own address.
    if let Some(href) = own.page.filter(|href| *href != format!("ports/{}.html", ours.id())) {
        let title = if theirs.title.is_empty() { "Own page".to_owned() } else { theirs.title.clone() };
        links.insert(0, catalog::Link { title, href });
    }
    let name = Some(theirs.title).filter(|title| !title.is_empty() && *title != ours.title);
    extend(&mut ours.aliases, name.into_iter().chain(theirs.aliases).collect());
    extend(&mut ours.tasks, theirs.tasks);
    extend(&mut ours.categories, theirs.categories);
    extend(&mut ours.mentions, theirs.mentions);
    let speaks = !uses.is_empty() || !text.is_empty() || !links.is_empty();
    ours.uses.extend(uses);
    if !advice.is_empty() {
        ours.advice = advice;
    }
    ours.exposure = theirs.exposure.or(ours.exposure);
    if speaks {
        ours.annotations.push(Annotation { by: by.to_owned(), text, links });
    }
}

/// Adds what is not in the list.
fn extend<T: Eq + Hash>(list: &mut Vec<T>, more: Vec<T>) {
    if more.is_empty() {
        return;
    }
    let new: Vec<bool> = {
        let mut known: HashSet<&T> = list.iter().collect();
        more.iter().map(|one| known.insert(one)).collect()
    };
    list.extend(more.into_iter().zip(new).filter_map(|(one, new)| new.then_some(one)));
}

/// The content of a use, without its source.
fn told(one: &Use) -> impl Eq + Hash + '_ {
    let transports: Vec<Transport> = one.transports.any().iter().collect();
    let releases = one.releases.as_ref().map(catalog::ReleaseSet::as_str);
    (one.role, transports, &one.applications, &one.programs, &one.protocol, &one.products, releases)
}

fn advises_alike(ours: &[Advice], theirs: &[Advice]) -> bool {
    // Of ours only the action is known where the catalog was decoded.
    theirs.iter().map(|advice| advice.action).eq(ours.iter().map(|advice| advice.action))
        && theirs.iter().zip(ours).all(|(their, our)| our.reason.is_empty() || our.reason == their.reason)
}
