//! The order in which an encoded catalog holds its parts, column by column; described once for reading and writing.
//!
//! [`first`] is what the first answer needs: all that results show, and the names by which most are found. [`rest`] is what else
//! can be searched for: it is at the end of a whole catalog, or in a file of its own. [`details`](crate::layout::details()) is what only
//! plans for firewalls need: it follows the rest, or is in a third file.
//!
//! What is done for each entry or use is a function of its own: a browser compiles a loop that runs long once more, with everything
//! that is inlined into it.

mod details;

use crate::catalog::{MOST_VALUES, Parts};
use crate::slug::slug;
use crate::wire::Wire;
pub(crate) use details::details;

use crate::{
    Action, Advice, Annotation, Category, Entry, Exposure, Heading, Link, Page, PortSpec, Product, Provenance,
    ReleaseSet, Role, Target, TransportSet, Transports, Use,
};

/// What a word of a product's name or a category's title takes in the index, for every use or entry that names it; a word
/// has at least two bytes, the space included.
const INDEXED_BYTE: usize = 32;
/// What a byte of a set of releases takes when it has been read.
const RELEASES_BYTE: usize = 32;

/// Writes or reads what the first answer needs. `None` where what is read is not what it should be.
pub(crate) fn first(wire: &mut impl Wire, parts: &mut Parts, releases: ReadReleases) -> Option<()> {
    wire.list(&mut parts.products, || Product { id: String::new(), name: String::new() })?;
    for product in &mut parts.products {
        wire.text(&mut product.id)?;
        wire.text(&mut product.name)?;
    }
    let blank = || Category { id: String::new(), title: String::new(), summary: String::new() };
    wire.list(&mut parts.categories, blank)?;
    for category in &mut parts.categories {
        wire.text(&mut category.id)?;
        wire.text(&mut category.title)?;
    }
    // Everything that follows names them: too many would make it slow before it is refused.
    if parts.products.len().max(parts.categories.len()) > MOST_VALUES {
        return None;
    }
    pages(wire, &mut parts.pages)?;
    entries(wire, parts, releases)
}

/// Reads a set of releases, or leaves it out. Whoever needs none does not load the code that reads them.
type ReadReleases = fn(&str, &mut Option<ReleaseSet>) -> Option<()>;

/// Writes or reads everything else, for parts of which the first is there.
pub(crate) fn rest(wire: &mut impl Wire, parts: &mut Parts) -> Option<()> {
    words_of_uses(wire, parts)?;
    headings(wire, &mut parts.pages)?;
    parts.text.pass(wire)
}

/// Writes or reads what [`rest`] begins with.
#[inline(never)]
pub(crate) fn words_of_uses(wire: &mut impl Wire, parts: &mut Parts) -> Option<()> {
    for one in parts.entries.iter_mut().flat_map(|entry| &mut entry.uses) {
        wire.texts(&mut one.applications)?;
        let mut protocol = one.protocol.take().unwrap_or_default();
        wire.text(&mut protocol)?;
        one.protocol = Some(protocol).filter(|text| !text.is_empty());
    }
    Some(())
}

#[inline(never)]
fn pages(wire: &mut impl Wire, pages: &mut Vec<Page>) -> Option<()> {
    wire.list(pages, || Page { title: String::new(), href: String::new(), headings: Vec::new() })?;
    for page in &mut *pages {
        wire.text(&mut page.title)?;
    }
    for page in &mut *pages {
        wire.text(&mut page.href)?;
    }
    Some(())
}

#[inline(never)]
fn headings<W: Wire>(wire: &mut W, pages: &mut [Page]) -> Option<()> {
    for page in pages {
        wire.list(&mut page.headings, || Heading { title: String::new(), anchor: String::new() })?;
        for heading in &mut page.headings {
            wire.text(&mut heading.title)?;
            // Most anchors follow from the title, and are not stored.
            if W::WRITES && heading.anchor == slug(&heading.title) {
                heading.anchor.clear();
            }
            wire.text(&mut heading.anchor)?;
            if heading.anchor.is_empty() {
                heading.anchor = slug(&heading.title);
            }
        }
    }
    Some(())
}

fn entries(wire: &mut impl Wire, parts: &mut Parts, read_releases: ReadReleases) -> Option<()> {
    let Parts { entries, products, categories, .. } = parts;
    wire.list(entries, || Entry::new(PortSpec::Single(0)))?;
    let mut last = 0;
    for entry in &mut *entries {
        ports(wire, &mut entry.ports, &mut last)?;
    }
    for entry in &mut *entries {
        wire.list(&mut entry.mentions, || 0)?;
        for port in &mut entry.mentions {
            wire.port(port)?;
        }
    }
    for entry in &mut *entries {
        names(wire, &mut entry.categories, categories, |category| (&category.id, &category.title))?;
    }
    for entry in &mut *entries {
        wire.list(&mut entry.advice, || Advice::new(Action::Block))?;
        for advice in &mut entry.advice {
            one_of(wire, &mut advice.action, Action::ALL)?;
        }
        exposure(wire, entry)?;
    }
    for entry in &mut *entries {
        wire.list(&mut entry.uses, || Use::new(Role::Listens, Provenance::Vendor))?;
    }
    for entry in &mut *entries {
        texts(wire, entry)?;
    }
    for entry in &mut *entries {
        overlaid(wire, entry)?;
    }
    for one in entries.iter_mut().flat_map(|entry| &mut entry.uses) {
        one_use(wire, one, products, read_releases)?;
    }
    Some(())
}

#[inline(never)]
fn texts(wire: &mut impl Wire, entry: &mut Entry) -> Option<()> {
    wire.text(&mut entry.title)?;
    wire.texts(&mut entry.aliases)?;
    wire.texts(&mut entry.tasks)?;
    // Beside the names, which it repeats: that compresses better than all summaries together.
    wire.text(&mut entry.summary)
}

#[inline(never)]
fn one_use(wire: &mut impl Wire, one: &mut Use, products: &[Product], read_releases: ReadReleases) -> Option<()> {
    one_of(wire, &mut one.role, Role::ALL)?;
    one_of(wire, &mut one.provenance, Provenance::ALL)?;
    transports(wire, &mut one.transports)?;
    names(wire, &mut one.products, products, |product| (&product.id, &product.name))?;
    wire.texts(&mut one.programs)?;
    let mut releases = one.releases.take().map(String::from).unwrap_or_default();
    wire.text(&mut releases)?;
    wire.charge(releases.len().saturating_mul(RELEASES_BYTE))?;
    if !releases.is_empty() {
        read_releases(&releases, &mut one.releases)?;
    }
    Some(())
}

/// Its position in the vocabulary plus one, or 0 for none; and in the lowest bit, whether the entry is prominent.
#[inline(never)]
fn exposure(wire: &mut impl Wire, entry: &mut Entry) -> Option<()> {
    let position = entry.exposure.map_or(0, |exposure| exposure as u32 + 1);
    let mut number = position << 1 | u32::from(entry.is_prominent);
    wire.number(&mut number)?;
    entry.is_prominent = number & 1 == 1;
    entry.exposure = match number >> 1 {
        0 => None,
        position => Some(*Exposure::ALL.get(position as usize - 1)?),
    };
    Some(())
}

/// What overlays add to an entry.
#[inline(never)]
fn overlaid(wire: &mut impl Wire, entry: &mut Entry) -> Option<()> {
    target(wire, &mut entry.target)?;
    wire.list(&mut entry.annotations, Annotation::default)?;
    for annotation in &mut entry.annotations {
        wire.text(&mut annotation.by)?;
        wire.text(&mut annotation.text)?;
        wire.list(&mut annotation.links, Link::default)?;
        for link in &mut annotation.links {
            wire.text(&mut link.title)?;
            wire.text(&mut link.href)?;
        }
    }
    Some(())
}

fn target(wire: &mut impl Wire, target: &mut Target) -> Option<()> {
    let (mut kind, mut page) = match std::mem::take(target) {
        Target::Chapter => (0, String::new()),
        Target::Own(page) => (1, page),
        Target::Nowhere => (2, String::new()),
    };
    wire.number(&mut kind)?;
    *target = match kind {
        0 => Target::Chapter,
        1 => {
            wire.text(&mut page)?;
            Target::Own(page)
        }
        2 => Target::Nowhere,
        _ => return None,
    };
    Some(())
}

/// The first port is written as its distance from that of the entry before.
#[inline(never)]
fn ports(wire: &mut impl Wire, spec: &mut PortSpec, before: &mut u16) -> Option<()> {
    let (mut kind, mut first, mut last) = (u32::from(spec.is_range()), spec.first(), spec.last());
    let (mut factor, mut parameter) = (0, String::new());
    if let PortSpec::Parameterised { factor: times, parameter: name, .. } = spec {
        (kind, factor) = (2, *times);
        parameter.clone_from(name);
    }
    wire.number(&mut kind)?;
    let mut distance = first.wrapping_sub(*before);
    wire.port(&mut distance)?;
    first = before.checked_add(distance)?;
    *before = first;
    if kind > 0 {
        wire.port(&mut last)?;
    }
    *spec = match kind {
        0 => PortSpec::Single(first),
        1 => PortSpec::Range { first, last },
        2 => {
            wire.port(&mut factor)?;
            wire.text(&mut parameter)?;
            PortSpec::Parameterised { first, factor, parameter, at_most: last }
        }
        _ => return None,
    };
    Some(())
}

#[inline(never)]
fn transports(wire: &mut impl Wire, transports: &mut Transports) -> Option<()> {
    let mut bits = u32::from(transports.said.bits()) | u32::from(transports.inferred.bits()) << 4;
    wire.number(&mut bits)?;
    let set = |bits: u32| u8::try_from(bits).ok().and_then(TransportSet::from_bits);
    *transports = Transports { said: set(bits & 0xf)?, inferred: set(bits >> 4)? };
    Some(())
}

/// A value of a closed vocabulary, by its position.
fn one_of<W: Wire, T: Copy + PartialEq>(wire: &mut W, value: &mut T, all: &[T]) -> Option<()> {
    let mut position = u32::try_from(all.iter().position(|known| !W::WRITES || known == value)?).ok()?;
    wire.number(&mut position)?;
    *value = *all.get(position as usize)?;
    Some(())
}

/// Ids of a list that came before, by their positions in it. `of` gives the id and the label of one.
#[inline(never)]
fn names<W: Wire, T>(
    wire: &mut W,
    ids: &mut Vec<String>,
    known: &[T],
    of: impl Fn(&T) -> (&String, &String),
) -> Option<()> {
    wire.list(ids, String::new)?;
    for name in ids {
        let at = known.iter().take_while(|known| W::WRITES && of(known).0 != name).count();
        let mut position = u32::try_from(at).ok()?;
        wire.number(&mut position)?;
        let (id, label) = of(known.get(position as usize)?);
        wire.charge(label.len().saturating_mul(INDEXED_BYTE).saturating_add(id.len()))?;
        id.clone_into(name);
    }
    Some(())
}
