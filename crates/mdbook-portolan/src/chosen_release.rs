//! What pages have for a reader who says “I run VOS 15.1”. The site's script, `site.js`, remembers the release and shows what
//! applies to it; without scripts nothing is shown.

use crate::site::Site;
use catalog::{Applies, Provenance, Release, Use};

/// Where a page of releases offers to remember one.
#[derive(Clone, Copy)]
pub(crate) enum Offer<'a> {
    /// The page is about this release.
    This(&'a Release),
    /// The reader chooses from all.
    Any,
}

/// The place of the note and of what is offered. It names all releases, in the order of the letters of [`letters`].
pub(crate) fn place(site: &Site<'_>, offer: Option<Offer<'_>>) -> String {
    if !site.is_own {
        return String::new();
    }
    let releases: Vec<String> = site.releases.iter().map(Release::text).collect();
    let offer = match offer {
        Some(Offer::This(release)) => format!(" data-release=\"{release}\""),
        Some(Offer::Any) => " data-release".to_owned(),
        None => String::new(),
    };
    format!("<div class=\"runs\" data-releases=\"{}\"{offer}></div>\n\n", releases.join(" "))
}

/// The place on a page that shows these uses; nothing where none of them is the vendor's.
pub(crate) fn place_with<'a>(site: &Site<'_>, mut uses: impl Iterator<Item = &'a Use>) -> String {
    if uses.any(|one| one.provenance == Provenance::Vendor) { place(site, None) } else { String::new() }
}

/// Whether each release has the use, a letter for each: `y`, `n`, or `?` where the source does not say. Empty for what is not the
/// vendor's.
pub(crate) fn letters(site: &Site<'_>, one: &Use) -> String {
    if !site.is_own || one.provenance != Provenance::Vendor {
        return String::new();
    }
    site.releases.iter().map(|release| letter(verdict(one, release))).collect()
}

/// A verdict as a letter.
pub(crate) const fn letter(verdict: Applies) -> char {
    match verdict {
        Applies::Yes => 'y',
        Applies::No => 'n',
        Applies::Unsaid => '?',
    }
}

/// Whether a release has the use.
pub(crate) fn verdict(one: &Use, release: &Release) -> Applies {
    one.releases.as_ref().map_or(Applies::Unsaid, |set| set.applies_to(release))
}
