//! The box with what the sources advise.

use crate::citations::Citations;
use crate::html::escape;
use crate::site::Site;
use catalog::{Action, Advice, Entry, Transport};
use std::fmt::Write;

/// The order in which a reader should see advice.
pub(crate) const SEVEREST_FIRST: [Action; 5] =
    [Action::Block, Action::Reject, Action::Restrict, Action::Disable, Action::Allow];

/// The id and the title of the box.
pub(crate) const HEADING: [&str; 2] = ["firewall-advice", "Firewall advice"];

/// The box, or nothing where nothing is advised.
pub(crate) fn render(entry: &Entry, path: &str, citations: &Citations<'_>) -> String {
    if entry.advice.is_empty() {
        return String::new();
    }
    let [id, title] = HEADING;
    let mut html = format!("<aside class=\"advice\" aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{title}</h2>\n");
    // The strictest first.
    let mut advised: Vec<&Advice> = entry.advice.iter().collect();
    advised.sort_by_key(|advice| SEVEREST_FIRST.iter().position(|action| *action == advice.action));
    for advice in advised {
        let _ = writeln!(html, "<div class=\"advice-item {}\">", advice.action.id());
        let _ = writeln!(html, "<p><strong class=\"action\">{}</strong>{}</p>", advice.action.label(), scope(advice));
        let marks = citations.marks(advice.cites.iter().map(String::as_str));
        let _ = writeln!(html, "<p>{}{marks}</p>", Site::inline(&advice.reason, path));
        if let Some(exception) = &advice.exception {
            let _ = writeln!(html, "<p class=\"advice-exception\">Exception: {}</p>", Site::inline(exception, path));
        }
        html.push_str("</div>\n");
    }
    html.push_str("</aside>\n\n");
    html
}

/// To whom, over what and when the advice applies.
pub(crate) fn scope(advice: &Advice) -> String {
    let mut scope = String::new();
    let transports: Vec<&str> = advice.transports.iter().map(Transport::label).collect();
    if !transports.is_empty() {
        let _ = write!(scope, " {}", transports.join(" and "));
    }
    if let Some(to) = &advice.to {
        let _ = write!(scope, " to {}", escape(to));
    }
    if let Some(when) = &advice.when {
        let _ = write!(scope, " <span class=\"advice-when\">when {}</span>", escape(when));
    }
    scope
}
