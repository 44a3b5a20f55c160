//! The releases of VOS, and what applies to each.

use super::{Made, comparisons};
use crate::chosen_release::{self, Offer};
use crate::html::escape;
use crate::site::Site;
use crate::table::Table;
use crate::{copy_list, plan_link, uses};
use catalog::{Applies, Entry, Provenance, Release, Use};
use firewall::{Service, Turned, compare};
use std::fmt::Write;

const INDEX: &str = "releases/index.md";

pub(crate) fn pages(site: &Site<'_>) -> Vec<Made> {
    let releases = &site.releases;
    let mut list = String::from("<ul class=\"cards\">\n");
    let mut steps = String::new();
    let mut pages: Vec<Made> = Vec::new();
    for (at, release) in releases.iter().enumerate() {
        let count = rows(site, release, Applies::Yes).count();
        let _ = writeln!(
            list,
            "<li class=\"card\"><a href=\"{release}.html\"><b>VOS {release}</b></a><span>{count} uses apply</span></li>"
        );
        let before = at.checked_sub(1).and_then(|at| releases.get(at));
        if let Some(before) = before {
            let href = comparisons::href(before, release);
            let _ = writeln!(steps, "<li><a href=\"{href}\">{before} to {release}</a></li>");
        }
        pages.push(page(site, release, before, releases.get(at + 1)));
    }
    list.push_str("</ul>\n");
    pages.extend(comparisons::pages(site, releases));
    let intro = "Releases that the vendor’s tables name, and the first release of each of their branches. A release \
                 between two of them behaves like the one before it on its own branch: cut-overs are made branch by \
                 branch.";
    let filter = " For any other release, set “I run VOS release” in the search field’s filters.";
    let filter = if site.is_own { filter } else { "" };
    let steps = if steps.is_empty() {
        steps
    } else {
        format!(
            "<section class=\"step\">\n<h2 id=\"steps\">From one release to the next</h2>\n<p>What opens, what closes, what \
             changes, and what nobody says. Who goes further reads every step: what one opens, a later one may close.</p>\n\
             <nav class=\"jump\" aria-labelledby=\"steps\"><ul>\n{steps}</ul></nav>\n</section>\n"
        )
    };
    let description = "Which TCP and UDP ports each release of Stratus VOS uses, after the vendor’s tables.";
    let place = chosen_release::place(site, Some(Offer::Any));
    pages.insert(
        0,
        Made::new("VOS releases", INDEX, description, &format!("{place}{intro}{filter}\n\n{list}\n{steps}")),
    );
    pages
}

fn page(site: &Site<'_>, release: &Release, before: Option<&Release>, after: Option<&Release>) -> Made {
    let path = format!("releases/{release}.md");
    let mut content = chosen_release::place(site, Some(Offer::This(release)));
    content.push_str("What the vendor’s tables of 2007, with the author’s later additions, say of this release.\n\n");
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
        if verdict == Applies::Yes {
            content.push_str(&copy_list::of_uses("Copy these ports", rows(site, release, verdict)));
        }
    }
    content.push_str(&plan_link::of_release(site, release, rows(site, release, Applies::Yes), &path));
    if let Some(after) = after {
        let href = comparisons::href(release, after);
        let _ =
            write!(content, "<p class=\"step\"><a href=\"{href}\">From {release} to {after}</a>: what changes</p>\n\n");
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

/// What is different since the release before, in short.
fn changes(site: &Site<'_>, before: &Release, release: &Release, path: &str) -> String {
    let comparison = compare(&site.reference.catalog, before, release);
    let turned = |all: &[Turned<'_>]| -> Vec<String> { all.iter().map(|one| named(&one.service, path)).collect() };
    let changed = comparison.changes.iter();
    let moved = changed.map(|one| format!("{} → {}", Site::number_link(one.from.entry, path), named(&one.to, path)));
    let not_said = comparison.not_said.iter().filter(|one| one.from != one.to).map(|one| named(&one.service, path));
    let mut items = String::new();
    for (word, all) in [
        ("New", turned(&comparison.opens)),
        ("Gone", turned(&comparison.closes)),
        ("Changed", moved.collect()),
        ("Not said", not_said.collect()),
    ] {
        if !all.is_empty() {
            let _ = writeln!(items, "<li><b>{word}</b>: {}</li>", all.join(", "));
        }
    }
    let what = if items.is_empty() {
        "<p>The tables name no difference.</p>".to_owned()
    } else {
        format!("<ul class=\"changes\">\n{items}</ul>")
    };
    let href = comparisons::href(before, release);
    let step = format!("<p class=\"step\"><a href=\"{href}\">From {before} to {release}</a>, by product and role</p>");
    format!("<h2 id=\"changes\">Since {before}</h2>\n\n{what}\n\n{step}\n\n")
}

/// A port with what uses it.
fn named(service: &Service<'_>, path: &str) -> String {
    let Service { entry, one } = service;
    let by = one.applications.first().or(one.protocol.as_ref()).unwrap_or(&entry.title);
    format!("{} {} ({})", Site::number_link(entry, path), escape(by), one.role.label())
}

/// The vendor's uses that have this verdict for the release.
fn rows<'a>(
    site: &Site<'a>,
    release: &'a Release,
    verdict: Applies,
) -> impl Iterator<Item = (&'a Entry, &'a Use)> + use<'a> {
    let uses = site.entries().iter().flat_map(|entry| entry.uses.iter().map(move |one| (entry, one)));
    uses.filter(move |(_, one)| {
        one.provenance == Provenance::Vendor && chosen_release::verdict(one, release) == verdict
    })
}
