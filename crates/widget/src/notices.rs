//! What there is to say about a query as a whole, in words and as nodes.

use crate::dom::{self, Build};
use crate::href;
use catalog::{Entry, Notice};
use web_sys::Element;

/// Names the word that a suggestion's button replaces.
pub(crate) const INSTEAD_OF: &str = "data-instead-of";

/// The notice as nodes, with its links and buttons.
pub(crate) fn node(notice: &Notice<'_>, base: &str) -> Element {
    let node = dom::part("div", "notice");
    match notice {
        Notice::Unwritten { port, class, about, below, above } => {
            let line = dom::make("p", "");
            dom::add_text(&line, &format!("{port} is not described here. It is a "));
            match about {
                Some(entry) => dom::add(&line, &link(entry, base, &kind(*class))),
                None => dom::add_text(&line, &kind(*class)),
            }
            dom::add_text(&line, &format!(" ({}).", range(*class)));
            dom::add(&node, &line);
            let near: Vec<_> = [("below", below), ("above", above)]
                .into_iter()
                .filter_map(|(side, entry)| entry.map(|entry| (side, entry)))
                .collect();
            if !near.is_empty() {
                dom::add(&node, &neighbours(&near, base));
            }
            node
        }
        Notice::NotAPort { .. } => node.with(&dom::make("p", "").text(&text(notice))),
        Notice::UnknownWord { typed, suggestions } => {
            let line = dom::make("p", "").text(&unknown(typed));
            if !suggestions.is_empty() {
                dom::add_text(&line, " Did you mean ");
                for (at, suggestion) in suggestions.iter().enumerate() {
                    dom::add_text(&line, between(at, suggestions.len()));
                    let button = dom::button("suggestion").attribute(INSTEAD_OF, typed);
                    dom::add(&line, &button.text(suggestion));
                }
                dom::add_text(&line, "?");
            }
            node.with(&line)
        }
    }
}

/// The notice in words.
pub(crate) fn text(notice: &Notice<'_>) -> String {
    match notice {
        Notice::Unwritten { port, class, .. } => {
            format!("{port} is not described here. It is a {} ({}).", kind(*class), range(*class))
        }
        Notice::NotAPort { typed } => format!("{typed} is not a port: ports run from 0 to 65535."),
        Notice::UnknownWord { typed, suggestions } if suggestions.is_empty() => unknown(typed),
        Notice::UnknownWord { typed, suggestions } => {
            let mut text = unknown(typed) + " Did you mean ";
            for (at, suggestion) in suggestions.iter().enumerate() {
                text += between(at, suggestions.len());
                text += suggestion;
            }
            text + "?"
        }
    }
}

fn unknown(typed: &str) -> String {
    format!("Nothing here is called “{typed}”.")
}

fn between(at: usize, count: usize) -> &'static str {
    match at {
        0 => "",
        _ if at + 1 == count => " or ",
        _ => ", ",
    }
}

fn kind(class: catalog::PortClass) -> String {
    class.label().to_ascii_lowercase() + " port"
}

fn range(class: catalog::PortClass) -> String {
    let (first, last) = class.range();
    format!("{first}–{last}")
}

fn neighbours(near: &[(&str, &Entry)], base: &str) -> Element {
    let line = dom::make("p", "neighbours").text("Nearest described: ");
    for (at, (side, entry)) in near.iter().enumerate() {
        if at > 0 {
            dom::add_text(&line, " · ");
        }
        dom::add_text(&line, &format!("{side} "));
        dom::add(&line, &link(entry, base, &format!("{} {}", entry.ports, entry.title)));
    }
    line
}

fn link(entry: &Entry, base: &str, text: &str) -> Element {
    dom::make("a", "").attribute("href", &href::entry(entry, base)).text(text)
}
