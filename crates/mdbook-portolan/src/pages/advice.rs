//! What the sources advise, action by action.

use super::Made;
use crate::advice_box::{SEVEREST_FIRST, scope};
use crate::site::Site;
use crate::table::Table;
use catalog::Heading;
use std::fmt::Write;

const PATH: &str = "advice.md";

pub(crate) fn page(site: &Site<'_>) -> Made {
    let mut content = String::from(
        "What the sources advise about ports, and nothing beyond it: a port that is not here has no advice in them, which \
         does not make it harmless.\n\n",
    );
    let mut headings = Vec::new();
    for action in SEVEREST_FIRST {
        let advised = || {
            let all = site.entries().iter().flat_map(|entry| entry.advice.iter().map(move |advice| (entry, advice)));
            all.filter(move |(_, advice)| advice.action == action)
        };
        if advised().next().is_none() {
            continue;
        }
        let title = format!("{} these", action.label());
        let id = catalog::slug(&title);
        let mut table = Table::new("ports advised", &id, &["Port", "Title", "Advice", "Why"]);
        for (entry, advice) in advised() {
            let sign = format!("<span class=\"action {}\">{}</span>", action.id(), action.label());
            let mut why = Site::inline(&advice.reason, PATH);
            if let Some(exception) = &advice.exception {
                let _ = write!(why, " Exception: {}", Site::inline(exception, PATH));
            }
            let cells = [Site::number_link(entry, PATH), Site::title_link(entry, PATH), sign + &scope(advice), why];
            table.row("", &cells);
        }
        let _ = write!(content, "<h2 id=\"{id}\">{title}</h2>\n\n{}", table.finish());
        headings.push(Heading { title, anchor: id });
    }
    let description = "Which TCP and UDP ports the sources advise to block, restrict, disable or allow at a firewall, with the \
                       reasons and exceptions they give.";
    Made { headings, ..Made::new("Firewall advice", PATH, description, &content) }
}
