//! What to do about each port: by who should be able to reach it, then by what documents ask for.

use super::Made;
use crate::advice_box::{SEVEREST_FIRST, scope};
use crate::copy_list;
use crate::site::Site;
use crate::table::Table;
use catalog::{Entry, Exposure, Heading, Transport};
use std::fmt::Write;

const PATH: &str = "advice.md";

/// The same columns in every table of the page.
const HEADINGS: [&str; 5] = ["Port", "Title", "Transport", "Advice", "What to do"];

pub(crate) fn page(site: &Site<'_>) -> Made {
    let mut content = String::from(
        "Who should be able to reach a port, and what to do about it, in a sentence for each. What documents ask a \
         firewall to do is below, with their reasons and exceptions. Each chapter says which document says so, and what \
         is our own advice.\n\n",
    );
    content.push_str(&site.introduction("advice", PATH));
    let mut headings = Vec::new();
    let mut jumps = Vec::new();
    let mut sections = String::new();
    for (title, table) in by_exposure(site).into_iter().chain(by_action(site)) {
        let id = catalog::slug(&title);
        let _ = write!(sections, "<h2 id=\"{id}\">{title}</h2>\n\n{table}");
        jumps.push(format!("<li><a href=\"#{id}\">{title}</a></li>"));
        headings.push(Heading { title, anchor: id });
    }
    let _ = write!(
        content,
        "<nav class=\"jump\" aria-label=\"On this page\"><ul>\n{}\n</ul></nav>\n\n{sections}",
        jumps.join("\n")
    );
    let description = "What to do about each TCP and UDP port: who should be able to reach it, and what documents ask a firewall \
                       to block, reject, restrict, disable or allow.";
    Made { headings, ..Made::new("What to do", PATH, description, &content) }
}

fn by_exposure(site: &Site<'_>) -> Vec<(String, String)> {
    let section = |exposure: &Exposure| {
        let title = title(*exposure);
        let own = || site.entries().iter().filter(|entry| entry.exposure == Some(*exposure));
        let mut table = Table::new("ports advised listed", &catalog::slug(&title), &HEADINGS);
        let mut count = 0;
        for entry in own() {
            let actions = SEVEREST_FIRST.iter().filter(|action| entry.advice.iter().any(|one| one.action == **action));
            let advice: Vec<String> = actions
                .map(|action| format!("<span class=\"action {}\">{}</span>", action.id(), action.label()))
                .collect();
            let action = entry.answers.as_ref().map(|answers| Site::inline(&answers.action.text, PATH));
            table.row("", &row(entry, advice.join(" "), action.unwrap_or_default()));
            count += 1;
        }
        let copied = copy_list::of_entries("Copy these ports", own());
        (count > 0).then(|| (title, table.finish() + &copied))
    };
    Exposure::ALL.iter().filter_map(section).collect()
}

/// The label as a heading.
fn title(exposure: Exposure) -> String {
    let mut letters = exposure.label().chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

fn by_action(site: &Site<'_>) -> Vec<(String, String)> {
    let section = |action: &catalog::Action| {
        let title = format!("{} these", action.label());
        let mut table = Table::new("ports advised", &catalog::slug(&title), &HEADINGS);
        let mut count = 0;
        for entry in site.entries() {
            for advice in entry.advice.iter().filter(|advice| advice.action == *action) {
                let sign = format!("<span class=\"action {}\">{}</span>", action.id(), action.label());
                let mut why = Site::inline(&advice.reason, PATH);
                if let Some(exception) = &advice.exception {
                    let _ = write!(why, " Exception: {}", Site::inline(exception, PATH));
                }
                table.row("", &row(entry, sign + &scope(advice), why));
                count += 1;
            }
        }
        (count > 0).then(|| (title, table.finish()))
    };
    SEVEREST_FIRST.iter().filter_map(section).collect()
}

fn row(entry: &Entry, advice: String, what: String) -> [String; 5] {
    let transports: Vec<&str> = entry.transports().iter().map(Transport::label).collect();
    [Site::number_link(entry, PATH), Site::title_link(entry, PATH), transports.join(", "), advice, what]
}
