//! Merging overlays into a catalog.

use crate::entry::Own;
use crate::problem::Problem;
use crate::read::Faults;
use crate::root::{Overlay, overlay};
use crate::summary::said;
use catalog::{Advice, Annotation, Catalog, Entry, Parts, Target, Use};

/// What came of it.
#[derive(Clone, Debug)]
pub struct Merged {
    /// The catalog with everything that is right. Uses of overlays have the provenance [`catalog::Provenance::Own`].
    pub catalog: Catalog,
    /// Everything that is wrong, overlay by overlay, in the order of the text.
    pub problems: Vec<Problem>,
}

/// Merges overlays, as JSON texts, into a catalog: each sees the ones before.
///
/// Nothing of the catalog is changed but the advice of an entry for which an overlay gives its own: titles, summaries and
/// uses stay, and what an overlay adds stands beside them, marked with its name.
pub fn merge(mut catalog: Catalog, overlays: &[impl AsRef<str>]) -> Merged {
    let mut problems = Vec::new();
    for (at, text) in overlays.iter().enumerate() {
        let parts = catalog.clone().into_parts();
        let faults = Faults::default();
        if let Some(own) = overlay(text.as_ref(), &parts, &faults) {
            match Catalog::new(with(parts, own)) {
                Ok(merged) => catalog = merged,
                Err(wrong) => {
                    let wrong: Vec<_> = wrong.iter().map(ToString::to_string).collect();
                    faults.add("", format!("cannot be merged into the catalog: {}", wrong.join("; ")));
                }
            }
        }
        problems.extend(faults.into_list().into_iter().map(|(path, message)| Problem { overlay: at, path, message }));
    }
    Merged { catalog, problems }
}

fn with(mut parts: Parts, own: Overlay) -> Parts {
    parts.categories.extend(own.categories);
    parts.products.extend(own.products);
    let mut new = Vec::new();
    for one in own.entries {
        match one.known {
            Some(at) => add(&mut parts.entries[at], one, &own.name),
            None => new.push(fresh(one, &own.name)),
        }
    }
    insert(&mut parts, new);
    parts
}

/// Puts new entries among the old ones, in the order of ports; the index of the prose follows.
fn insert(parts: &mut Parts, new: Vec<Entry>) {
    let old = parts.entries.len();
    let mut all: Vec<(usize, Entry)> = parts.entries.drain(..).chain(new).enumerate().collect();
    all.sort_by(|(_, a), (_, b)| a.ports.cmp(&b.ports));
    let mut moved = vec![0; old];
    for (now, (before, _)) in all.iter().enumerate() {
        if let Some(place) = moved.get_mut(*before) {
            *place = u32::try_from(now).unwrap_or(u32::MAX);
        }
    }
    parts.text = std::mem::take(&mut parts.text).moved(|at| moved.get(at as usize).copied().unwrap_or(u32::MAX));
    parts.entries = all.into_iter().map(|(_, entry)| entry).collect();
}

/// A port of which we know nothing.
fn fresh(own: Own, by: &str) -> Entry {
    let text = said(None, &own.entry.uses, &own.entry.advice);
    let annotation = Annotation { by: by.to_owned(), text, links: own.links };
    Entry { target: own.page.map_or(Target::Nowhere, Target::Own), annotations: vec![annotation], ..own.entry }
}

/// What an overlay says about a port that we know.
fn add(ours: &mut Entry, own: Own, by: &str) {
    let theirs = own.entry;
    let uses: Vec<Use> =
        theirs.uses.into_iter().filter(|one| !ours.uses.iter().any(|known| same(known, one))).collect();
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
    extend(&mut ours.aliases, name.into_iter().chain(theirs.aliases));
    extend(&mut ours.tasks, theirs.tasks);
    extend(&mut ours.categories, theirs.categories);
    extend(&mut ours.mentions, theirs.mentions);
    let speaks = !uses.is_empty() || !text.is_empty() || !links.is_empty();
    ours.uses.extend(uses);
    if !advice.is_empty() {
        ours.advice = advice;
    }
    if speaks {
        ours.annotations.push(Annotation { by: by.to_owned(), text, links });
    }
}

fn extend<T: PartialEq>(list: &mut Vec<T>, more: impl IntoIterator<Item = T>) {
    for one in more {
        if !list.contains(&one) {
            list.push(one);
        }
    }
}

/// Whether both say the same of the port, whoever says it.
fn same(a: &Use, b: &Use) -> bool {
    let told = |one: &Use| {
        (one.role, one.transports.any(), one.applications.clone(), one.programs.clone(), one.protocol.clone())
    };
    told(a) == told(b) && a.products == b.products && a.releases == b.releases
}

fn advises_alike(ours: &[Advice], theirs: &[Advice]) -> bool {
    // Of ours only the action is known where the catalog was decoded.
    theirs.iter().map(|advice| advice.action).eq(ours.iter().map(|advice| advice.action))
        && theirs.iter().zip(ours).all(|(their, our)| our.reason.is_empty() || our.reason == their.reason)
}
