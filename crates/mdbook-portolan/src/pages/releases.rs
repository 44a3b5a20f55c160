//! The releases of VOS, and what applies to each.

use super::Made;
use crate::html::escape;
use crate::site::Site;
use crate::table::Table;
use crate::uses;
use catalog::{Applies, Entry, Provenance, Release, Use};
use std::fmt::Write;

const INDEX: &str = "releases/index.md";

pub(crate) fn pages(site: &Site<'_>) -> Vec<Made> {
    let releases = site.reference.catalog.releases();
    let mut list = String::from("<ul class=\"cards\">\n");
    let mut pages: Vec<Made> = Vec::new();
    for (at, release) in releases.iter().enumerate() {
        let count = rows(site, release, Applies::Yes).count();
        let _ = writeln!(
            list,
            "<li class=\"card\"><a href=\"{release}.html\"><b>VOS {release}</b></a><span>{count} uses apply</span></li>"
        );
        let before = at.checked_sub(1).map(|at| &releases[at]);
        pages.push(page(site, release, before));
    }
    list.push_str("</ul>\n");
    let intro = "Releases that the vendor’s tables name, and the first release of each of their branches. A release \
                 between two of them behaves like the one before it on its own branch: cut-overs are made branch by \
                 branch.";
    let filter = " For any other release, set “I run VOS release” in the search field’s filters.";
    let filter = if site.is_own { filter } else { "" };
    let description = "Which TCP and UDP ports each release of Stratus VOS uses, after the vendor’s tables.";
    pages.insert(0, Made::new("VOS releases", INDEX, description, &format!("{intro}{filter}\n\n{list}")));
    pages
}

fn page(site: &Site<'_>, release: &Release, before: Option<&Release>) -> Made {
    let path = format!("releases/{release}.md");
    let mut content =
        "What the vendor’s tables of 2007, with the author’s later additions, say of this release.\n\n".to_owned();
    if let Some(before) = before {
        content.push_str(&changes(site, before, release, &path));
    }
    let parts = [
        (Applies::Yes, "Applies", "applies", "The source says so."),
        (Applies::Unsaid, "The source does not say", "unsaid", "It may apply or not; the chapters tell what is known."),
        (Applies::No, "Does not apply", "does-not-apply", "The source’s releases leave this one out."),
    ];
    for (verdict, title, id, remark) in parts {
        if rows(site, release, verdict).next().is_none() {
            continue;
        }
        let table = table(site, rows(site, release, verdict), &path, id);
        let _ = write!(content, "<h2 id=\"{id}\">{title}</h2>\n\n{remark}\n\n{table}");
    }
    content.push_str("[All releases](index.html)\n");
    let description = format!(
        "Which TCP and UDP ports Stratus VOS {release} uses, after the vendor’s tables, and where they leave it open."
    );
    Made::new(&format!("On VOS {release}"), &path, &description, &content)
}

fn table<'a>(
    site: &Site<'_>,
    rows: impl Iterator<Item = (&'a Entry, &'a Use)>,
    path: &str,
    labelled_by: &str,
) -> String {
    let headings = ["Port", "Title", "Role", "Transport", "Application", "VOS releases", "Product"];
    let mut table = Table::new("ports released", labelled_by, &headings);
    for (entry, one) in rows {
        let cells = [
            Site::number_link(entry, path),
            Site::title_link(entry, path),
            one.role.label().to_owned(),
            crate::transports::of_use(entry, one),
            uses::applications(one),
            uses::releases(one),
            uses::products(site, one, path),
        ];
        table.row("", &cells);
    }
    table.finish()
}

/// What is new, gone or no longer said since the release before.
fn changes(site: &Site<'_>, before: &Release, release: &Release, path: &str) -> String {
    let mut items = String::new();
    let kinds = [(Applies::Yes, "New"), (Applies::No, "Gone"), (Applies::Unsaid, "No longer said")];
    for (verdict, word) in kinds {
        let changed = rows(site, release, verdict).filter(|(_, one)| self::verdict(one, before) != verdict);
        let changed: Vec<String> = changed.map(|(entry, one)| named(entry, one, path)).collect();
        if !changed.is_empty() {
            let _ = writeln!(items, "<li><b>{word}</b>: {}</li>", changed.join(", "));
        }
    }
    let what = if items.is_empty() {
        "<p>The tables name no difference.</p>".to_owned()
    } else {
        format!("<ul class=\"changes\">\n{items}</ul>")
    };
    format!("<h2 id=\"changes\">Since {before}</h2>\n\n{what}\n\n")
}

/// A port with what uses it.
fn named(entry: &Entry, one: &Use, path: &str) -> String {
    let by = one.applications.first().or(one.protocol.as_ref()).unwrap_or(&entry.title);
    format!("{} {} ({})", Site::number_link(entry, path), escape(by), one.role.label())
}

/// Whether a release has the use.
fn verdict(one: &Use, release: &Release) -> Applies {
    one.releases.as_ref().map_or(Applies::Unsaid, |set| set.applies_to(release))
}

/// The vendor's uses that have this verdict for the release.
fn rows<'a>(
    site: &Site<'a>,
    release: &'a Release,
    verdict: Applies,
) -> impl Iterator<Item = (&'a Entry, &'a Use)> + use<'a> {
    let uses = site.entries().iter().flat_map(|entry| entry.uses.iter().map(move |one| (entry, one)));
    uses.filter(move |(_, one)| one.provenance == Provenance::Vendor && self::verdict(one, release) == verdict)
}
