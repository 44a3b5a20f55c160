//! The chapter of an entry.

use crate::citations::Citations;
use crate::description;
use crate::pages::Made;
use crate::site::Site;
use crate::{advice_box, chosen_release, contents, foot, head, plan_link, related, uses};
use catalog::Entry;

/// The chapter as a page.
pub(crate) fn made(site: &Site<'_>, entry: &Entry) -> Made {
    let ports = if entry.ports.is_range() { "Ports" } else { "Port" };
    Made {
        name: format!("{} {}", entry.ports.short(), entry.title),
        title: format!("{ports} {}: {}", entry.ports.short(), entry.title),
        path: format!("ports/{}.md", entry.id()),
        description: description::of_entry(site, entry),
        content: render(site, entry),
        headings: Vec::new(),
        is_found: false,
    }
}

/// Markdown with blocks of HTML.
fn render(site: &Site<'_>, entry: &Entry) -> String {
    let path = format!("ports/{}.md", entry.id());
    let citations = Citations::of(site, entry);
    let written = site.reference.chapters.get(&entry.id()).map(|chapter| chapter.prose.as_str()).unwrap_or_default();
    let prose = site.cited_prose(written, &path, &citations);
    let mut text = Text::default();
    let advice = advice_box::render(entry, &path, &citations);
    if !advice.is_empty() {
        text.headings.push(advice_box::HEADING.map(str::to_owned).into());
    }
    text.add_block(&advice);
    let (opening, sections) = split(&prose);
    text.add_block(opening);
    let mut table = Some(uses::render(site, entry, &path, &citations));
    let mut open = "";
    for (title, body) in sections {
        match title {
            "Today" => text.section("today", title, body),
            "What the sources leave open" => open = body,
            _ => {
                // What is said of today comes before the table, what was observed comes after it.
                if let Some(table) = table.take() {
                    text.section("uses", "Uses", &table);
                }
                match citations.period().filter(|_| title == "Seen in traffic") {
                    Some(period) => text.section(&catalog::slug(title), &format!("{title}, {period}"), body),
                    None => text.section(&catalog::slug(title), title, body),
                }
            }
        }
    }
    if let Some(table) = table.take() {
        text.section("uses", "Uses", &table);
    }
    text.add_list(related::links(site, entry, &path));
    let names = related::names(site, entry, &path);
    let elsewhere = related::in_register(site, entry, &path) + &related::on_map(site, entry, &path);
    text.add_block(&(names + &elsewhere + &plan_link::of_entry(site, entry, &path)));
    text.add_fold("referred-to-by", "Referred to by", &related::referrers(site, entry, &path));
    text.add_fold("open", "What the sources leave open", open);
    text.add_fold("sources", "What this chapter rests on", &foot::sources(site, entry, &path, &citations));
    let head = head::render(site, entry, &path, &citations) + &chosen_release::place_with(site, entry.uses.iter());
    let neighbours = related::neighbours(site, entry, &path);
    // Beside the text there may be room for the list of its sections.
    let contents = contents::render(&text.headings);
    format!(
        "{head}<div class=\"port-columns\">\n{contents}<div class=\"port-text\">\n\n{}{neighbours}</div>\n</div>\n",
        text.html
    )
}

/// The text of a chapter while it is put together.
#[derive(Default)]
struct Text {
    html: String,
    /// Ids and titles of the sections.
    headings: Vec<(String, String)>,
}

impl Text {
    fn add_block(&mut self, block: &str) {
        let block = block.trim();
        if !block.is_empty() {
            self.html.extend([block, "\n\n"]);
        }
    }

    fn section(&mut self, id: &str, title: &str, body: &str) {
        self.headings.push((id.to_owned(), title.to_owned()));
        self.add_block(&format!("## {title} {{#{id}}}"));
        self.add_block(body);
    }

    fn add_list(&mut self, lists: Vec<(String, String, String)>) {
        for (id, title, html) in lists {
            self.headings.push((id, title));
            self.add_block(&html);
        }
    }

    /// A section that is folded until somebody wants it. Its summary has the id: a link to it leads to what can be seen.
    fn add_fold(&mut self, id: &str, title: &str, body: &str) {
        if body.trim().is_empty() {
            return;
        }
        self.headings.push((id.to_owned(), title.to_owned()));
        self.add_block(&format!("<details class=\"fold\">\n<summary id=\"{id}\">{title}</summary>"));
        self.add_block(body);
        self.add_block("</details>");
    }
}

/// What comes before the first heading of the second level, and the sections by their titles.
fn split(prose: &str) -> (&str, Vec<(&str, &str)>) {
    let mut parts = prose.split("\n## ");
    let opening = parts.next().unwrap_or_default();
    let (opening, first) = opening.strip_prefix("## ").map_or((opening, None), |section| ("", Some(section)));
    let sections = first.into_iter().chain(parts).map(|section| section.split_once('\n').unwrap_or((section, "")));
    (opening, sections.map(|(title, body)| (title.trim(), body)).collect())
}
